"""The words of a post: what each may be, and which of its parts change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vpr_tracker_documents.russian.words import Reading, is_dictionary_word, readings

_PIECE: Final = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*\.?|\s+|.", re.DOTALL)
KEPT_BEFORE_NAMES: Final = frozenset(("врио", "ио"))
NOUN_SHORT: Final = frozenset((
    "зам", "зав", "рук", "руков", "руковод", "нач", "пом", "отв", "пред", "предс", "спец", "преп", "воспит", "библ",
    "дир", "коорд", "зампред", "замдир", "уч", "учит", "сотр",
))  # fmt: skip
"""Nouns cut short: «зам. директора»."""
_FIXED_FIRST: Final = frozenset((
    "бизнес", "веб", "онлайн", "офлайн", "медиа", "пресс", "интернет", "вице", "экс", "обер", "арт", "шеф", "ит",
    "пиар", "смм", "топ", "видео", "фото", "аудио", "радио", "теле", "кино", "кибер", "контент", "дизайн", "спорт",
    "фитнес", "блок", "штаб",
))  # fmt: skip
"""First halves that never change: «веб-мастеру»."""
RELATIVE: Final = frozenset(("который", "чей"))
SEPARATORS: Final = frozenset(",;/–—-(")
WHOSE: Final = frozenset(("его", "её", "ее", "их"))
JOINING: Final = frozenset(("и", "или", "либо", "а"))
OPENING: Final = '«„“"'
_CALLING: Final = (
    "тор", "тель", "ист", "лог", "ник", "щик", "чик", "вед", "граф", "мейстер", "ант", "йкер", "онер", "ссор",
)  # fmt: skip
_NO_CALLING: Final = frozenset(("сектор",))


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a post: a word (with the dot of an abbreviation), spaces, or a mark."""

    text: str

    @property
    def key(self) -> str:
        """In lower case, without its dot."""
        return self.text.lower().rstrip(".").replace("‑", "-")

    @property
    def short(self) -> bool:
        """Whether it is cut short by a dot: «зам.»."""
        return len(self.text) > 1 and self.text.endswith(".")

    @property
    def wordly(self) -> bool:
        """Whether it is a word at all."""
        return self.text[:1].isalnum()


def split_words(text: str) -> list[Word]:
    """The words, spaces and marks of a post; joined they are the post again."""
    return [Word(piece) for piece in _PIECE.findall(text)]


def lemma(word: Word) -> str:
    """The dictionary form that is likeliest."""
    return str(readings(word.key)[0].normal_form)


def agreeing(word: Word, plural: bool | None, gender: str | None) -> list[Reading]:
    """Readings as an adjective or participle in the nominative of a number and gender (``None``: any)."""
    found = []
    for reading in readings(word.key.rpartition("-")[2]):
        tag = reading.tag
        if tag.POS not in ("ADJF", "PRTF") or tag.case != "nomn" or not reading.is_known:
            continue
        if plural is not None and (tag.number == "plur") != plural:
            continue
        if gender is not None and tag.number == "sing" and plural is not None and tag.gender != gender:
            continue
        found.append(reading)
    return found


def hyphened(word: Word, reading: Reading | None) -> tuple[tuple[str, Reading | None], ...]:
    """The parts of «социально-психологическая»: only the last changes."""
    first, hyphen, last = word.text.replace("‑", "-").rpartition("-")
    return ((first, None), (last, reading)) if hyphen else ((word.text, reading),)


def noun_readings(word: Word) -> list[tuple[tuple[str, Reading | None], ...]]:
    """The ways in which a word is a noun in the nominative, with the parts of it that change."""
    text = word.text.replace("‑", "-")
    if "-" not in text:
        return [((text, reading),) for reading in _nominative(word.key)]
    first, _hyphen, last = text.rpartition("-")
    whole = [
        each for each in readings(word.key) if each.is_known and each.tag.POS == "NOUN" and each.tag.case == "nomn"
    ]
    if whole:
        return [((text, reading),) for reading in whole]
    found: list[tuple[tuple[str, Reading | None], ...]] = []
    for reading in _nominative(last.lower()):
        before = [each for each in _nominative(first.lower()) if each.tag.number == reading.tag.number]
        changes = bool(before) and first.lower() not in _FIXED_FIRST
        found.append(((first, before[0] if changes else None), (last, reading)))
    return found


def is_calling(reading: Reading | None) -> bool:
    """Whether the word names a calling, «модератор», though the dictionary may have it as a thing only."""
    if reading is None or reading.tag.gender != "masc":
        return False
    lemma = str(reading.normal_form)
    return lemma not in _NO_CALLING and lemma.endswith(_CALLING if not reading.is_known else _CALLING[:1])


def _nominative(key: str) -> list[Reading]:
    """Readings as a noun in the nominative; of a word that the dictionary does not know, as a calling only."""
    return [
        each
        for each in readings(key)
        if (is_dictionary_word(each) or is_calling(each))
        and each.tag.POS == "NOUN"
        and each.tag.case == "nomn"
        and not any(name in each.tag for name in ("Name", "Surn", "Patr", "Abbr"))
    ]
