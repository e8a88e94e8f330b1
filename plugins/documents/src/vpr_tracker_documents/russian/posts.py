"""Posts and roles in a case: the head word and what agrees with it change, the rest stays (pymorphy3)."""

from __future__ import annotations

from functools import lru_cache

from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.russian.cases import Case, Inflected
from vpr_tracker_documents.russian.phrases import Phrase, phrases
from vpr_tracker_documents.russian.post_words import split_words
from vpr_tracker_documents.russian.words import Reading, in_shape_of, put


def post_in_case(text: str, case: Case | str) -> Inflected:
    """A post or role in a case: «заместитель директора по УВР» → «заместителю директора по УВР».

    :param text: in the nominative, singular or plural, of any number of words.
    :param case: one of :class:`Case`.
    :returns: the same text where nothing can be said, and not sure.
    """
    return _post_in_case(text, Case(case))


@lru_cache(maxsize=4096)
def _post_in_case(text: str, case: Case) -> Inflected:
    words = split_words(text)
    found = phrases(words)
    if not found.heads:
        return Inflected(text, sure=found.settled, reason="" if found.settled else _unknown())
    texts = [word.text for word in words]
    sure = found.settled
    for head in found.heads:
        sure = _put_head(texts, head, case) and sure
    return Inflected("".join(texts), sure=sure, reason="" if sure else found.reason or _unknown())


def _put_head(texts: list[str], phrase: Phrase, case: Case) -> bool:
    """Change the words of one phrase in place; whether all of them have the form."""
    sure = True
    for at, parts in phrase.changing.items():
        news = []
        for original, reading in parts:
            if reading is None:
                news.append(original)
                continue
            asked = Case.GENITIVE if _by_genitive(reading, phrase, case) else case
            form = put(reading, asked, *_grammemes(reading, phrase, asked))
            sure = sure and form is not None
            news.append(original if form is None else in_shape_of(original, form))
        texts[at] = "-".join(news)
    return sure


def _by_genitive(reading: Reading, phrase: Phrase, case: Case) -> bool:
    """Whether the accusative of a noun is its genitive, which the dictionary knows of living beings only."""
    tag = reading.tag
    return case is Case.ACCUSATIVE and phrase.animate and tag.POS == "NOUN" and "inan" in tag and tag.gender == "masc"


def _grammemes(reading: Reading, phrase: Phrase, case: Case) -> tuple[str, ...]:
    if reading.tag.POS == "NOUN":
        return ("plur" if phrase.plural else "sing",)
    grammemes = ("plur",) if phrase.plural else ("sing", str(reading.tag.gender))
    if case is Case.ACCUSATIVE and (phrase.plural or reading.tag.gender == "masc"):
        return (*grammemes, "anim" if phrase.animate else "inan")
    return grammemes


def _unknown() -> str:
    return _("the main word of the post is not known in the nominative")
