"""Which words of a post change by case: its head words and what agrees with them.

A post is read from left to right: modifiers (adjectives, participles) and a head noun in the nominative; then
complements, which stay («директора», «по УВР», «за проведение ВПР»); then, after a comma, «и», a dash or a bracket,
maybe another head («учитель математики, классный руководитель») or an attribute of the last («специалист,
ответственный за сайт»). Abbreviations and acronyms stay and count as heads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.russian.words import Reading, is_dictionary_word, readings

_PIECE: Final = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*\.?|\s+|.", re.DOTALL)
_KEPT_BEFORE_NAMES: Final = frozenset(["врио", "ио"])
_NOUN_SHORT: Final = frozenset(
    [
        "зам",
        "зав",
        "рук",
        "руков",
        "руковод",
        "нач",
        "пом",
        "отв",
        "пред",
        "предс",
        "спец",
        "преп",
        "воспит",
        "библ",
        "дир",
        "коорд",
        "зампред",
        "замдир",
        "уч",
        "учит",
        "сотр",
    ]
)
"""Nouns cut short: «зам. директора»."""
_FIXED_FIRST: Final = frozenset(
    [
        "бизнес",
        "веб",
        "онлайн",
        "офлайн",
        "медиа",
        "пресс",
        "интернет",
        "вице",
        "экс",
        "обер",
        "арт",
        "шеф",
        "ит",
        "пиар",
        "смм",
        "топ",
        "видео",
        "фото",
        "аудио",
        "радио",
        "теле",
        "кино",
        "кибер",
        "контент",
        "дизайн",
        "спорт",
        "фитнес",
        "блок",
        "штаб",
    ]
)
"""First halves that never change: «веб-мастеру»."""
_RELATIVE: Final = frozenset(["который", "чей"])
_SEPARATORS: Final = frozenset(",;/–—-(")
_WHOSE: Final = frozenset(("его", "её", "ее", "их"))
_JOINING: Final = frozenset(("и", "или", "либо", "а"))
_OPENING: Final = '«„“"'
_CALLING: Final = (
    "тор",
    "тель",
    "ист",
    "лог",
    "ник",
    "щик",
    "чик",
    "вед",
    "граф",
    "мейстер",
    "ант",
    "йкер",
    "онер",
    "ссор",
)
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


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that change together: place → its hyphened parts, each with the reading that changes, or ``None``."""

    changing: dict[int, tuple[tuple[str, Reading | None], ...]]
    plural: bool
    animate: bool
    gender: str | None
    end: int


@dataclass(slots=True)
class Found:
    """The heads of a post. ``settled`` is false where something could not be decided; ``reason`` says what."""

    heads: list[Phrase] = field(default_factory=list)
    settled: bool = False
    reason: str = ""

    def doubt(self, reason: str) -> None:
        """Remember the first doubt."""
        self.settled = False
        self.reason = self.reason or reason


def split_words(text: str) -> list[Word]:
    """The words, spaces and marks of a post; joined they are the post again."""
    return [Word(piece) for piece in _PIECE.findall(text)]


def phrases(words: Sequence[Word]) -> Found:
    """The heads of a post and the attributes that agree with them."""
    return _Reader(words).read()


class _Reader:
    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.found = Found()
        text = "".join(word.text for word in words)
        self.all_capitals = text.upper() == text

    def read(self) -> Found:
        at = self._next(0)
        head = self._head(at)
        if head is None:
            return self.found
        self.found.settled = True
        self._take(head)
        self._rest(head)
        return self.found

    def _take(self, head: Phrase) -> None:
        if head.changing:
            self.found.heads.append(head)

    # Moving about

    def _next(self, at: int) -> int:
        """The next word from ``at`` on, over spaces."""
        while at < len(self.words) and self.words[at].text.isspace():
            at += 1
        return at

    def _is_acronym(self, word: Word) -> bool:
        text = word.text.rstrip(".")
        capitals = sum(letter.isupper() for letter in text)
        if not word.wordly or len(text) < 2 or capitals < 2:
            return False
        return not (self.all_capitals and any(reading.is_known and reading.tag.POS for reading in readings(word.key)))

    # Heads

    def _head(self, at: int) -> Phrase | None:
        """The head phrase that begins at ``at``; ``None`` where none does."""
        modifiers: list[int] = []
        while at < len(self.words):
            word = self.words[at]
            if not word.wordly or word.text[0].isdigit():
                return self._by_modifier(modifiers)
            if self._is_acronym(word) or word.key in _KEPT_BEFORE_NAMES:
                return self._over_kept(modifiers, at)
            if word.short or self._initial(at):
                after = self._past_short(at)
                if word.key in _NOUN_SHORT or self._acting(at) or self._plain_head(self._next(after)) is None:
                    return self._over_kept(modifiers, after - 1)
                at = self._next(after)
                continue
            if self._is_adverb(word) or word.key in _WHOSE:
                at = self._next(at + 1)
                continue
            if self._modifies(word):
                # Before its reading as a noun, which many have: «старший», «рабочий» (as a modifier it changes alike).
                modifiers.append(at)
                at = self._next(at + 1)
                continue
            noun = self._noun(modifiers, at)
            if noun is not None:
                return noun
            if modifiers and not any(is_dictionary_word(each) for each in readings(word.key.rpartition("-")[2])):
                self.found.doubt(_("the word «{word}» is not known").format(word=word.text))
                return None
            return self._by_modifier(modifiers)
        return self._by_modifier(modifiers)

    def _initial(self, at: int) -> bool:
        return len(self.words[at].key) == 1 and self.words[at].short

    def _acting(self, at: int) -> bool:
        """«и. о.», «И.о.» before a post."""
        return self.words[at].key == "и" and self.words[at].short

    def _past_short(self, at: int) -> int:
        """Past abbreviations that follow each other: «и. о.»."""
        if self._acting(at):
            second = self._next(at + 1)
            if second < len(self.words) and self.words[second].key == "о":
                return second + 1
        return at + 1

    def _plain_head(self, at: int) -> Phrase | None:
        if at >= len(self.words) or not self.words[at].wordly or self.words[at].short:
            return None
        return self._head(at)

    def _is_adverb(self, word: Word) -> bool:
        return bool(readings(word.key)[0].tag.POS == "ADVB")

    def _modifies(self, word: Word) -> bool:
        return bool(_agreeing(word, None, None)) and _lemma(word) not in _RELATIVE

    def _noun(self, modifiers: Sequence[int], at: int) -> Phrase | None:
        """A head noun at ``at`` that the modifiers before it agree with."""
        word = self.words[at]
        for parts in _noun_readings(word):
            tag = parts[-1][1].tag  # type: ignore[union-attr]
            plural, gender = tag.number == "plur", None if "ms-f" in tag or "GNdr" in tag else tag.gender
            animate = "anim" in tag or _agent(parts[-1][1])
            if modifiers and self._governs(modifiers[-1]) and not animate:
                continue
            changing: dict[int, tuple[tuple[str, Reading | None], ...]] = {}
            for place in modifiers:
                reading = next(iter(_agreeing(self.words[place], plural, gender)), None)
                if reading is None:
                    break
                changing[place] = _hyphened(self.words[place], reading)
            else:
                return Phrase({**changing, at: parts}, plural, animate, gender, at + 1)
        return None

    def _governs(self, at: int) -> bool:
        """Whether a participle takes an object: «исполняющий (обязанности)»."""
        return any(
            "PRTF" in each.tag and "tran" in each.tag and "actv" in each.tag for each in readings(self.words[at].key)
        )

    def _by_modifier(self, modifiers: Sequence[int]) -> Phrase | None:
        """«Заведующий отделом», «ответственные за ВПР»: the last modifier is the head."""
        if not modifiers:
            return None
        head = next(iter(_agreeing(self.words[modifiers[-1]], None, None)))
        plural, gender = head.tag.number == "plur", head.tag.gender
        changing = {}
        for place in modifiers:
            reading = next(iter(_agreeing(self.words[place], plural, gender)), None)
            if reading is None:
                return None
            changing[place] = _hyphened(self.words[place], reading)
        return Phrase(changing, plural, True, gender, modifiers[-1] + 1)

    def _over_kept(self, modifiers: Sequence[int], at: int) -> Phrase:
        """A head that never changes; the modifiers before it do: «всем ОО»."""
        changing = {}
        first = next(iter(_agreeing(self.words[modifiers[-1]], None, None))) if modifiers else None
        plural = first is not None and first.tag.number == "plur"
        gender = first.tag.gender if first is not None else None
        for place in modifiers:
            reading = next(iter(_agreeing(self.words[place], plural, gender)), None)
            changing[place] = _hyphened(self.words[place], reading)
        return Phrase(changing, plural, False, gender, at + 1)

    # What follows a head

    def _rest(self, head: Phrase) -> None:
        at, complement, preposition = head.end, not head.changing, False
        outside: tuple[Phrase, bool, bool] | None = None
        while at < len(self.words):
            word = self.words[at]
            if word.text in _OPENING:
                at = self._past_quotes(at)
                complement = True
                continue
            joining = word.text in _SEPARATORS or "\n" in word.text or (word.wordly and word.key in _JOINING)
            if word.text == ")" and outside is not None:
                (head, complement, preposition), outside = outside, None
            elif joining:
                if word.text == "(":
                    outside = (head, complement, preposition)
                following = self._another(self._next(at + 1), head, complement, preposition, word.text == "(")
                if following is not None:
                    head, at, complement, preposition = following, following.end, not following.changing, False
                    continue
            elif word.wordly:
                attribute = self._attribute(at, head) if not complement else None
                if attribute is not None:
                    self._take(attribute)
                else:
                    complement = True
                    preposition = preposition or readings(word.key)[0].tag.POS == "PREP"
            at += 1

    def _past_quotes(self, at: int) -> int:
        """Past a name in quotes, one inside another included."""
        depth, plain = 0, self.words[at].text == '"'
        while at < len(self.words):
            text = self.words[at].text
            if plain and text == '"':
                depth = 1 - depth
            elif not plain:
                depth += (text in "«„“") - (text in "»”")
            at += 1
            if depth <= 0:
                break
        return at

    def _attribute(self, at: int, head: Phrase) -> Phrase | None:
        """An adjective or participle after the head that agrees with it: «специалист, ответственный за сайт»."""
        word = self.words[at]
        if not word.wordly or word.short or _lemma(word) in _RELATIVE or not head.changing:
            return None
        reading = next(iter(_agreeing(word, head.plural, head.gender)), None)
        if reading is None:
            return None
        return Phrase({at: _hyphened(word, reading)}, head.plural, head.animate, head.gender, at + 1)

    def _another(self, at: int, last: Phrase, complement: bool, preposition: bool, bracket: bool) -> Phrase | None:
        """Another head, or an attribute of the last one, behind a comma, «и», a dash or a bracket."""
        if at >= len(self.words) or not self.words[at].wordly or _lemma(self.words[at]) in _RELATIVE:
            return None
        head = self._head(at)
        if head is None:
            return None
        if not head.changing:
            return head if not complement else None
        main = max(head.changing)
        is_noun = any(each is not None and each.tag.POS == "NOUN" for _part, each in head.changing[main])
        if not is_noun:
            attribute = self._attribute(at, last)
            head = attribute or head
            if attribute is None and complement and self._in_other_case(main):
                return None
        elif (bracket and not head.animate) or (complement and not self._coordinated(main, head, preposition)):
            return None
        self._take(head)
        return head

    def _in_other_case(self, at: int) -> bool:
        """Whether the word may stand in another case than the nominative."""
        return any(each.is_known and each.tag.case not in (None, "nomn") for each in readings(self.words[at].key))

    def _coordinated(self, at: int, head: Phrase, preposition: bool) -> bool:
        """Whether a noun behind complements is a head of its own and no further complement."""
        word = self.words[at]
        last = word.key.rpartition("-")[2]
        cases = {
            (each.tag.case, "anim" in each.tag) for each in readings(last) if each.is_known and each.tag.POS == "NOUN"
        }
        inside = [animate for case, animate in cases if case in ("gent", "gen2") or (preposition and case != "nomn")]
        if any(not animate for animate in inside):
            return False
        if inside:
            self.found.doubt(_("it is not certain whether «{word}» is another post").format(word=word.text))
            return False
        return True


def _lemma(word: Word) -> str:
    return str(readings(word.key)[0].normal_form)


def _agreeing(word: Word, plural: bool | None, gender: str | None) -> list[Reading]:
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


def _hyphened(word: Word, reading: Reading | None) -> tuple[tuple[str, Reading | None], ...]:
    """The parts of «социально-психологическая»: only the last changes."""
    first, hyphen, last = word.text.replace("‑", "-").rpartition("-")
    return ((first, None), (last, reading)) if hyphen else ((word.text, reading),)


def _noun_readings(word: Word) -> list[tuple[tuple[str, Reading | None], ...]]:
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


def _agent(reading: Reading | None) -> bool:
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
        if (is_dictionary_word(each) or _agent(each))
        and each.tag.POS == "NOUN"
        and each.tag.case == "nomn"
        and not any(name in each.tag for name in ("Name", "Surn", "Patr", "Abbr"))
    ]
