"""Which words of a post change by case: its head words and what agrees with them.

A post is read from left to right: modifiers (adjectives, participles) and a head noun in the nominative; then
complements, which stay («директора», «по УВР», «за проведение ВПР»); then, after a comma, «и», a dash or a bracket,
maybe another head («учитель математики, классный руководитель») or an attribute of the last («специалист,
ответственный за сайт»). Abbreviations and acronyms stay and count as heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.russian.post_words import (
    JOINING,
    KEPT_BEFORE_NAMES,
    NOUN_SHORT,
    OPENING,
    RELATIVE,
    SEPARATORS,
    WHOSE,
    Word,
    agreeing,
    hyphened,
    is_calling,
    lemma,
    noun_readings,
)
from vpr_tracker_documents.russian.words import Reading, is_dictionary_word, readings


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
            if self._is_acronym(word) or word.key in KEPT_BEFORE_NAMES:
                return self._over_kept(modifiers, at)
            if word.short or self._initial(at):
                after = self._past_short(at)
                if word.key in NOUN_SHORT or self._acting(at) or self._plain_head(self._next(after)) is None:
                    return self._over_kept(modifiers, after - 1)
                at = self._next(after)
                continue
            if self._is_adverb(word) or word.key in WHOSE:
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
        return bool(agreeing(word, None, None)) and lemma(word) not in RELATIVE

    def _noun(self, modifiers: Sequence[int], at: int) -> Phrase | None:
        """A head noun at ``at`` that the modifiers before it agree with."""
        word = self.words[at]
        for parts in noun_readings(word):
            tag = parts[-1][1].tag  # type: ignore[union-attr]
            plural, gender = tag.number == "plur", None if "ms-f" in tag or "GNdr" in tag else tag.gender
            animate = "anim" in tag or is_calling(parts[-1][1])
            if modifiers and self._governs(modifiers[-1]) and not animate:
                continue
            changing: dict[int, tuple[tuple[str, Reading | None], ...]] = {}
            for place in modifiers:
                reading = next(iter(agreeing(self.words[place], plural, gender)), None)
                if reading is None:
                    break
                changing[place] = hyphened(self.words[place], reading)
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
        head = next(iter(agreeing(self.words[modifiers[-1]], None, None)))
        plural, gender = head.tag.number == "plur", head.tag.gender
        changing = {}
        for place in modifiers:
            reading = next(iter(agreeing(self.words[place], plural, gender)), None)
            if reading is None:
                return None
            changing[place] = hyphened(self.words[place], reading)
        return Phrase(changing, plural, True, gender, modifiers[-1] + 1)

    def _over_kept(self, modifiers: Sequence[int], at: int) -> Phrase:
        """A head that never changes; the modifiers before it do: «всем ОО»."""
        changing = {}
        first = next(iter(agreeing(self.words[modifiers[-1]], None, None))) if modifiers else None
        plural = first is not None and first.tag.number == "plur"
        gender = first.tag.gender if first is not None else None
        for place in modifiers:
            reading = next(iter(agreeing(self.words[place], plural, gender)), None)
            changing[place] = hyphened(self.words[place], reading)
        return Phrase(changing, plural, False, gender, at + 1)

    # What follows a head

    def _rest(self, head: Phrase) -> None:
        at, complement, preposition = head.end, not head.changing, False
        outside: tuple[Phrase, bool, bool] | None = None
        while at < len(self.words):
            word = self.words[at]
            if word.text in OPENING:
                at = self._past_quotes(at)
                complement = True
                continue
            joining = word.text in SEPARATORS or "\n" in word.text or (word.wordly and word.key in JOINING)
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
        if not word.wordly or word.short or lemma(word) in RELATIVE or not head.changing:
            return None
        reading = next(iter(agreeing(word, head.plural, head.gender)), None)
        if reading is None:
            return None
        return Phrase({at: hyphened(word, reading)}, head.plural, head.animate, head.gender, at + 1)

    def _another(self, at: int, last: Phrase, complement: bool, preposition: bool, bracket: bool) -> Phrase | None:
        """Another head, or an attribute of the last one, behind a comma, «и», a dash or a bracket."""
        if at >= len(self.words) or not self.words[at].wordly or lemma(self.words[at]) in RELATIVE:
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
