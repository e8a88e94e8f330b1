"""Which row of the new edition is which row of the old one.

What is beyond doubt is paired: rows that say the same, then rows that are clearly more alike than either is to any
other row of the other edition. The comparison is with *every* other row, also with those that found their pair: where
ten rows differ by one word, a row whose one word changed may as well be a new one, and a person is asked. So it is
where a pair is not more alike than rows of one edition are to each other, where another row holds as much of one of
them, and where number, deadline, owners and results all speak against it. A row that was divided, or rows that were
joined, are known by how much of the words went where. The rest is asked, and what resembles nothing is new, or gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from vpr_tracker.plans import parts as portions
from vpr_tracker.plans.draft import TaskDraft
from vpr_tracker.plans.likeness import Feature, Likeness, plain, stems
from vpr_tracker.plans.nearest import Nearest
from vpr_tracker.plans.titles import Titles

SURE: Final = 0.48
"""Likeness that a pair without the same words needs to be beyond doubt."""
SURE_TEXT: Final = 0.33
"""The same of its words alone."""
SURE_TITLE: Final = 0.595
"""The share of the words of its measure, in their order, that a pair needs. Who rewords two words of five leaves 0.6; a
measure that came in the place of another may have all its results, number and deadline, but not its words."""
MARGIN_TITLE: Final = 0.1
"""How much more alike the measures of a pair have to be than measures of one edition are to each other."""
CLEAR_TITLE: Final = 0.85
"""From here on the words of a measure are enough where number, deadline, owners and results all speak against."""
MARGIN: Final = 0.14
MARGIN_TEXT: Final = 0.1
"""How much less alike the next best row has to be, on either side: by everything, and by the words alone."""
SAME_WORDS: Final = 0.45
"""Likeness that a pair of the same short title needs: it may return as another measure."""
LONG: Final = 4
"""Words of a title that is not short."""
WORTH_ASKING: Final = 0.22
"""Below it two rows have nothing to do with each other."""
SHOWN: Final = 4
"""Candidates that a question names."""


class Pair(NamedTuple):
    """An old row and a new one that are one task; how alike they are, 1 for what is the same or was answered."""

    old: int
    new: int
    certainty: float


class Doubt(NamedTuple):
    """A row that may belong to some of the other edition, or to none.

    ``side``: ``new`` where the row is one of the new edition that may be one of some old ones, ``old`` where it is an
    old one that may have gone into new ones; ``candidates`` with their likeness, the best first.
    """

    side: Literal["old", "new"]
    row: int
    candidates: tuple[tuple[int, float], ...]

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The pairs (old, new) that are possible."""
        if self.side == "new":
            return tuple((other, self.row) for other, _likeness in self.candidates)
        return tuple((self.row, other) for other, _likeness in self.candidates)


@dataclass(frozen=True, slots=True)
class Matching:
    """Everything found: each old and each new row is in a pair, a part, a doubt, or in ``removed`` or ``added``.

    ``split``: further new rows that an old one was divided into, beside its pair; ``merged``: further old rows that
    went into a new one, beside its pair.
    """

    pairs: tuple[Pair, ...] = ()
    split: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    merged: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    removed: tuple[int, ...] = ()
    added: tuple[int, ...] = ()


class Answers(NamedTuple):
    """What a person said: (old, new) that are one task, new rows that are new, old ones that are gone."""

    pairs: tuple[tuple[int, int], ...] = ()
    added: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()


NOTHING_SAID: Final = Answers()


def match(
    old: Sequence[TaskDraft],
    new: Sequence[TaskDraft],
    answers: Answers = NOTHING_SAID,
    *,
    rarity: Mapping[Feature, float] | None = None,
) -> Matching:
    """Pair the rows of two editions.

    :param answers: what a person said; it stands against everything found here.
    :param rarity: how much each feature tells, where these rows are a few of many.
    """
    return _Search(old, new, answers, rarity).result()


class _Search:
    def __init__(
        self,
        old: Sequence[TaskDraft],
        new: Sequence[TaskDraft],
        answers: Answers,
        rarity: Mapping[Feature, float] | None,
    ) -> None:
        self.old, self.new, self.answers = old, new, answers
        self.likeness = Likeness(old, new, rarity)
        self.titles = Titles(old, new)
        self.pair_of_old: dict[int, Pair] = {}
        self.pair_of_new: dict[int, Pair] = {}
        self.split: dict[int, list[int]] = defaultdict(list)
        self.merged: dict[int, list[int]] = defaultdict(list)
        self._parts: set[int] = set()
        self._joined: set[int] = set()

    def result(self) -> Matching:
        self._answered()
        self._identified()
        for key in _KEYS:
            self._same(key)
        self._alike()
        self._divided()
        self._joined_rows()
        doubts = self._doubts()
        asked_new = {doubt.row for doubt in doubts if doubt.side == "new"}
        asked_old = {i for doubt in doubts for i, _j in doubt.pairs}
        return Matching(
            pairs=tuple(sorted(self.pair_of_new.values(), key=lambda pair: pair.new)),
            split={i: tuple(parts) for i, parts in sorted(self.split.items())},
            merged={j: tuple(parts) for j, parts in sorted(self.merged.items())},
            doubts=doubts,
            removed=tuple(i for i in self._free_old() if i not in asked_old),
            added=tuple(j for j in self._free_new() if j not in asked_new),
        )

    def _free_old(self) -> list[int]:
        return [i for i in range(len(self.old)) if i not in self.pair_of_old and i not in self._joined]

    def _free_new(self) -> list[int]:
        return [j for j in range(len(self.new)) if j not in self.pair_of_new and j not in self._parts]

    def _open_old(self) -> list[int]:
        """Old rows that may still be paired without asking."""
        return [i for i in self._free_old() if i not in self.answers.removed]

    def _open_new(self) -> list[int]:
        return [j for j in self._free_new() if j not in self.answers.added]

    def _put(self, i: int, j: int, certainty: float) -> None:
        pair = Pair(i, j, round(min(certainty, 1.0), 4))
        self.pair_of_old[i] = self.pair_of_new[j] = pair

    def _answered(self) -> None:
        """What was said: the most alike of several new rows for one old keeps its identity, the others are parts."""
        for i, j in sorted(self.answers.pairs, key=lambda pair: (-self.likeness.of(*pair), pair)):
            if i in self.pair_of_old and j in self.pair_of_new:
                continue
            if i in self.pair_of_old:
                self.split[i].append(j)
                self._parts.add(j)
            elif j in self.pair_of_new:
                self.merged[j].append(i)
                self._joined.add(i)
            else:
                self._put(i, j, 1.0)

    def _identified(self) -> None:
        """Rows of a plan file that name what they are."""
        known = {task.uid: i for i, task in enumerate(self.old) if task.uid is not None}
        for j in self._open_new():
            i = known.get(self.new[j].uid or "")
            if i is not None and i in self._open_old():
                self._put(i, j, 1.0)

    def _same(self, key: Callable[[TaskDraft], Hashable]) -> None:
        """Rows with the same key where as many have it in both editions: alone, or alike in everything."""
        mine, theirs = _groups(self.old, self._open_old(), key), _groups(self.new, self._open_new(), key)
        for value, some in mine.items():
            others = theirs.get(value, [])
            if len(some) != len(others) or (len(some) > 1 and key is not _KEYS[0]):
                continue
            for i, j in zip(some, others, strict=True):
                certainty = self.likeness.of(i, j)
                if key is not _KEYS[-1] or certainty >= SAME_WORDS or len(set(stems(self.old[i].title))) >= LONG:
                    self._put(i, j, 1.0 if key is _KEYS[0] else certainty)

    def _alike(self) -> None:
        """Rows that are clearly more alike than either is to any other, by everything and by their words alone.

        By words alone too, because a row that comes in the place of another has its number and often its deadline.
        """
        known = list(self.likeness.everywhere())
        size = len(self.old), len(self.new)
        everything = Nearest(*size, ((i, j, likeness) for i, j, likeness, _text in known))
        words = Nearest(*size, ((i, j, text) for i, j, _likeness, text in known))
        open_new = set(self._open_new())
        for i in self._open_old():
            j = everything.of_old[i][0][1]
            if j not in open_new or not (everything.mutual(i, j) and words.mutual(i, j)):
                continue
            if everything.margin(i, j) >= MARGIN and words.margin(i, j) >= MARGIN_TEXT and self._beyond_doubt(i, j):
                self._put(i, j, self.likeness.of(i, j))

    def _beyond_doubt(self, i: int, j: int) -> bool:
        """Whether what two rows have in common is enough, more than chance gives in such a plan, and undisputed."""
        if self.likeness.of(i, j) < SURE or self.likeness.text(i, j) < SURE_TEXT:
            return False
        title = self.titles.alike(i, j)
        if title < SURE_TITLE or title < self.titles.background(i, j) + MARGIN_TITLE:
            return False
        if title < CLEAR_TITLE and not _agree(self.old[i], self.new[j]):
            return False
        return not self.titles.contained(i, j)

    def _divided(self) -> None:
        """New rows without a pair that hold what the pair of an old row lost; or two that divide a free old row."""
        for j in self._open_new():
            for i, pair in sorted(self.pair_of_old.items()):
                if portions.is_rest(self.likeness.old, i, self.likeness.new, pair.new, j):
                    self.split[i].append(j)
                    self._parts.add(j)
                    break
        for i in self._open_old():
            parts = portions.two_parts(self.likeness.old, i, self.likeness.new, self._open_new())
            if parts is not None:
                first, other = sorted(parts, key=lambda j: (-self.likeness.of(i, j), j))
                self._put(i, first, self.likeness.of(i, first))
                self.split[i].append(other)
                self._parts.add(other)

    def _joined_rows(self) -> None:
        """The same the other way: old rows without a pair that went into a new one."""
        for i in self._open_old():
            for j, pair in sorted(self.pair_of_new.items()):
                if portions.is_rest(self.likeness.new, j, self.likeness.old, pair.old, i):
                    self.merged[j].append(i)
                    self._joined.add(i)
                    break
        for j in self._open_new():
            parts = portions.two_parts(self.likeness.new, j, self.likeness.old, self._open_old())
            if parts is not None:
                first, other = sorted(parts, key=lambda i: (-self.likeness.of(i, j), i))
                self._put(first, j, self.likeness.of(first, j))
                self.merged[j].append(other)
                self._joined.add(other)

    def _doubts(self) -> tuple[Doubt, ...]:
        free = set(self._open_old())
        found = []
        for j in self._open_new():
            candidates = [i for i in self.likeness.near(j) if i in free and self.likeness.of(i, j) >= WORTH_ASKING]
            whole = [
                i
                for i, pair in self.pair_of_old.items()
                if portions.rest(self.likeness.old[i], self.likeness.new[pair.new], self.likeness.new[j]).share
                >= portions.WORTH_ASKING
            ]
            found.append(Doubt("new", j, _ranked((i, self.likeness.of(i, j)) for i in candidates + whole)))
        asked = {i for doubt in found for i, _likeness in doubt.candidates}
        for i in sorted(free - asked):
            whole = [
                j
                for j, pair in self.pair_of_new.items()
                if portions.rest(self.likeness.new[j], self.likeness.old[pair.old], self.likeness.old[i]).share
                >= portions.WORTH_ASKING
            ]
            found.append(Doubt("old", i, _ranked((j, self.likeness.of(i, j)) for j in whole)))
        return tuple(doubt for doubt in found if doubt.candidates)


def _ranked(found: Iterable[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    ordered = sorted(found, key=lambda each: (-each[1], each[0]))
    return tuple((row, round(likeness, 4)) for row, likeness in ordered[:SHOWN])


def _groups(
    tasks: Sequence[TaskDraft], places: Iterable[int], key: Callable[[TaskDraft], Hashable]
) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place in places:
        found[key(tasks[place])].append(place)
    return found


def _agree(old: TaskDraft, new: TaskDraft) -> bool:
    """Whether anything beside the words speaks for two rows: number, deadline, or owners with results."""
    return (
        plain(old.number) == plain(new.number)
        or plain(old.deadline.printed) == plain(new.deadline.printed)
        or (_owners(old) == _owners(new) and () != _results(old) == _results(new))
    )


def _words(task: TaskDraft) -> tuple[str, ...]:
    return (plain(task.title), *map(plain, task.details))


def _results(task: TaskDraft) -> tuple[str, ...]:
    return tuple(plain(each.title) for each in task.deliverables)


def _owners(task: TaskDraft) -> tuple[str, ...]:
    return tuple(plain(each.name) for each in task.owners)


def _everything(task: TaskDraft) -> Hashable:
    return (
        _words(task),
        _results(task),
        plain(task.deadline.printed),
        _owners(task),
        plain(task.number),
        plain(task.section),
    )


def _words_deadline_results(task: TaskDraft) -> Hashable:
    return _words(task), plain(task.deadline.printed), _results(task)


def _words_number(task: TaskDraft) -> Hashable:
    return _words(task), plain(task.number), plain(task.section)


_KEYS: Final[tuple[Callable[[TaskDraft], Hashable], ...]] = (
    _everything,
    _words_deadline_results,
    _words_number,
    _words,
)
"""What makes two rows the same, from the strictest on."""
