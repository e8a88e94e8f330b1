"""Posts in a case (pymorphy3)."""

from __future__ import annotations

from vpr_tracker_documents.russian.cases import Case, Inflected


def post_in_case(text: str, case: Case | str) -> Inflected:
    """A post or role in a case: «заместитель директора по УВР» → «заместителю директора по УВР».

    :param text: in the nominative, singular or plural, of any number of words.
    :param case: one of :class:`Case`.
    """
    Case(case)
    return Inflected(text, sure=False, reason="форма должности не определена")
