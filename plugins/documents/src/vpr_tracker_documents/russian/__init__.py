"""Russian as papers need it: dates and numbers in words, names and posts in the case that a sentence asks for.

What everything here gives is meant to be put into a document as it is: no-break spaces are where Russian typography
wants them. What cannot be known (the case of a surname whose bearer's sex the name does not tell) is not guessed:
:class:`Inflected` says so, and a person settles it once (``vpr doc forms``).
"""

from vpr_tracker_documents.russian.cases import Case, Inflected
from vpr_tracker_documents.russian.dates import date_words, month_words
from vpr_tracker_documents.russian.forms import NameForms, Unsure
from vpr_tracker_documents.russian.numbers import agree_approved, counted, number_sign, plural
from vpr_tracker_documents.russian.persons import person_in_case
from vpr_tracker_documents.russian.posts import post_in_case
from vpr_tracker_documents.russian.typography import NO_BREAK_SPACE, typography

__all__ = [
    "NO_BREAK_SPACE",
    "Case",
    "Inflected",
    "NameForms",
    "Unsure",
    "agree_approved",
    "counted",
    "date_words",
    "month_words",
    "number_sign",
    "person_in_case",
    "plural",
    "post_in_case",
    "typography",
]
