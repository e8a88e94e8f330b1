"""The words of deadlines: loaded once from ``words.txt``, looked up by form, mended when one letter is off.

Every meaning («смысл») has a letter of its own, so that a phrase becomes a short string of letters, its shape,
and the rules become regular expressions over shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

Value = int | str | tuple[int, ...] | None

BUILT_IN: Final = (
    "ч0", "ч12", "ч31", "ч99", "ч", "год4", "порч", "рим", "римп", "дм", "дм?", "дмг", "битая", "часмин",
    "слово", "прил", "кавычки", "знак", ",", ";", "-", ":", "/", "(", ")", ".", "+",
    "дата", "месяцок", "окно", "годок", "школьное", "длит", "крат", "часы", "к-часу",
)  # fmt: skip
"""Meanings that are not words: numbers and signs first, then what the first pass over a phrase makes of them."""

_FORMS = re.compile(r"([^\s()]+)\(([^)]*)\)|(\S+)")
_ADJECTIVE = re.compile(r"(?:ому|ему|ой|ей|ым|им|ыми|ими)$")
_TO_CYRILLIC = str.maketrans("aceopxykmtbhi", "асеорхукмтвні")
_TO_ROMAN = str.maketrans("іӏ|l1уyх", "iiiiivvx")
_ROMAN: Final = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
    "iiii": 4, "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4,
}  # fmt: skip
_ROMAN_BY_SHAPE: Final = {"п": 2, "ш": 3, "у": 5}
_GLUED = ("по", "в", "до", "с", "на", "к", "во", "за", "от", "не")


class Word(NamedTuple):
    """A recognised piece of text: the letter of its meaning, its value, and what was mended in it."""

    letter: str
    value: Value
    start: int
    end: int
    mended: str | None = None


def forms(text: str) -> Iterator[str]:
    """Spell out «январ(ь я) янв» as январь, января, янв."""
    for stem, endings, whole in _FORMS.findall(text):
        if whole:
            yield whole
        for ending in endings.split():
            yield stem + ending.replace("-", "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Forms → (letter, value), and the letters by meaning."""

    words: dict[str, tuple[str, Value]]
    letters: dict[str, str]
    names: dict[str, str]

    def letter(self, meaning: str) -> str:
        """The letter of a meaning; KeyError for a meaning that neither the words nor this module know."""
        return self.letters[meaning]


def read_words(text: str) -> Vocabulary:
    """Read a table of words; ValueError names the line that is not «смысл = значение : формы» or repeats a form."""
    words: dict[str, tuple[str, Value]] = {}
    letters = {name: chr(0x4E00 + index) for index, name in enumerate(BUILT_IN)}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        head, colon, tail = line.partition(" : ")
        name, _, raw = (part.strip() for part in head.partition("="))
        if not colon or not name:
            raise ValueError(f"words.txt, строка {number}: нужно «смысл = значение : формы», а стоит {line!r}")
        letter = letters.setdefault(name, chr(0x4E00 + len(letters)))
        value: Value = int(raw) if raw.lstrip("-").isdigit() else raw or None
        for form in forms(tail):
            if words.setdefault(form, (letter, value)) != (letter, value):
                raise ValueError(f"words.txt, строка {number}: форма «{form}» уже занята другим смыслом")
    return Vocabulary(words, letters, {letter: name for name, letter in letters.items()})


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The shipped words."""
    return read_words(Path(__file__).with_name("words.txt").read_text("utf-8"))


@lru_cache(maxsize=4096)
def unknown(word: str) -> tuple[Word, ...]:
    """What a form that is not in the table may be: another alphabet, a Roman number, glued words, a misprint."""
    book = vocabulary()
    size = len(word)
    found = _other_alphabet(word, book) or _glued(word, book) or _misprint(word, book)
    if found:
        return found
    meaning = "прил" if size > 4 and _ADJECTIVE.search(word) else "слово"
    return (Word(book.letters[meaning], None, 0, size),)


def roman(word: str) -> int | None:
    """The value of a Roman number, whichever look-alike letters it is made of; None for other words."""
    return _ROMAN.get(word.translate(_TO_ROMAN))


def _other_alphabet(word: str, book: Vocabulary) -> tuple[Word, ...]:
    size = len(word)
    if word in _ROMAN_BY_SHAPE:
        return (Word(book.letters["римп"], _ROMAN_BY_SHAPE[word], 0, size),)
    if (value := roman(word)) is not None and not (word.isdigit() or word == "х"):
        return (Word(book.letters["рим"], value, 0, size),)
    cyrillic = word.translate(_TO_CYRILLIC)
    known = book.words.get(cyrillic) if cyrillic != word else None
    if not known:
        return ()
    note = f"В слове «{word}» латинские буквы прочитаны как русские." if size > 1 else None
    return (Word(*known, 0, size, note),)


def _glued(word: str, book: Vocabulary) -> tuple[Word, ...]:
    for head in _GLUED:
        rest = word[len(head) :]
        if len(rest) >= 3 and word.startswith(head) and (known := book.words.get(rest)):
            first = book.words[head]
            return (Word(*first, 0, len(head)), Word(*known, len(head), len(word)))
    return ()


def _misprint(word: str, book: Vocabulary) -> tuple[Word, ...]:
    """The one word of the table that is a letter away from a misprinted one; nothing where two would do."""
    size = len(word)
    word = word.translate(_TO_CYRILLIC)
    if size < 5 or not word.isalpha():
        return ()
    near = {
        known
        for form, known in book.words.items()
        if abs(len(form) - size) <= 1 and len(form) >= 5 and _mendable(book.names[known[0]]) and one_edit(word, form)
    }
    if len(near) != 1:
        return ()
    return (Word(*near.pop(), 0, size, f"Слово «{word}» прочитано с исправлением опечатки."),)


def _mendable(meaning: str) -> bool:
    return meaning in {
        "мес", "деньнед", "квартал", "четверть", "триместр", "полугодие", "каникулы", "недели", "постоянно",
        "течение", "каждый", "период", "декада", "необходимость", "учебный", "накануне",
    } or meaning.startswith("еже")  # fmt: skip


def one_edit(left: str, right: str) -> bool:
    """Whether one letter replaced, added, dropped, or two neighbours swapped turn one word into the other."""
    if len(left) > len(right):
        left, right = right, left
    at = 0
    while at < len(left) and left[at] == right[at]:
        at += 1
    if len(left) < len(right):
        return left[at:] == right[at + 1 :]
    swapped = left[at + 1 : at + 2] + left[at : at + 1] + left[at + 2 :]
    return left[at + 1 :] == right[at + 1 :] or (at + 1 < len(left) and swapped == right[at:])
