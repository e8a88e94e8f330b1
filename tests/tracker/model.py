"""A plan in plain Python: what Tracker does, said once more in the simplest words, to be compared with it.

``facts`` is all that people decided, one value for each key. ``rows`` is what follows from it, one value for each row
that the database would hold. A unit is what a call changed in the facts; taking it back puts the old facts back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

EVENT = "Проведение ВПР 2023"
APPROVED = date(2023, 1, 25)
GONE = object()
"""The value of a fact that is not there."""

Key = tuple[Any, ...]


class Refused(Exception):
    """The model says that Tracker refuses this; ``args[0]`` is the class of the error."""


@dataclass(frozen=True)
class Record:
    """What was recorded on an obligation; ``before`` is what a step back leads to."""

    state: str = "expected"
    progress: int | None = None
    by: str | None = None
    evidence: bool = False
    before: Record | None = None


RESULTS = {
    "1": (("А", None, "school"), ("Б", None, "school")),
    "2": (("В", 5, "municipality"),),
    "3": (("Г", None, "municipality"),),
    "4": (("Д", None, "municipality"), ("Е", None, "school")),
    "5": ((None, None, "school"),),
    "6": (("Ж", None, "municipality"),),
}
"""Results of the tasks: title, quantity, who owes it."""
DUE = {
    ("1", "1"): ("dated", None, date(2023, 1, 25)),
    ("2", "1"): ("dated", None, date(2023, 2, 17)),
    ("3", "1"): ("dated", None, date(2023, 3, 1)),
    ("3", "2"): ("dated", None, date(2023, 6, 1)),
    ("4", "1"): ("dated", date(2023, 2, 1), date(2023, 4, 30)),
    ("5", "1"): ("undated", None, None),
    ("6", "1"): ("standing", None, None),
}
"""Due times by task and key: kind, first day, last day."""
STEPS = {
    "submit": (("expected", "returned"), "submitted"),
    "accept": (("submitted",), "accepted"),
    "return": (("submitted",), "returned"),
    "waive": (("expected", "returned"), "waived"),
    "withdraw": (("submitted",), None),
    "restore": (("waived",), None),
}


@dataclass
class Unit:
    """What one call changed: facts before and after, the rows before and after, and what it took back."""

    actor: str
    facts: dict[Key, tuple[Any, Any]]
    rows: dict[Key, tuple[Any, Any]]
    undoes: int | None = None
    amends: bool = False

    def came(self) -> set[Key]:
        return {key for key, (before, after) in self.rows.items() if before is GONE and after is not GONE}


@dataclass
class Model:
    """The state, and every unit since the beginning."""

    facts: dict[Key, Any] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)

    # What follows from the facts.

    def schools(self) -> list[str]:
        found = [(place, key[1]) for key, place in self.facts.items() if key[0] == "school"]
        return [number for _place, number in sorted(found)]

    def due(self) -> dict[tuple[str, str, str | None], tuple[Any, ...]]:
        """Due times by task, key and organisation (``None`` for all): kind, start, end, put off from."""
        found: dict[tuple[str, str, str | None], tuple[Any, ...]] = {}
        for (task, key), days in self.tasks_due():
            found[task, key, None] = general = self.put_off(days, self.facts.get(("postponement", task, key, None)))
            for school in self.schools():
                own = self.facts.get(("postponement", task, key, school))
                if own is not None and self.put_off(days, own) != general:
                    found[task, key, school] = self.put_off(days, own)
        return found

    def tasks_due(self) -> Iterator[tuple[tuple[str, str], tuple[Any, ...]]]:
        for (task, key), plain in DUE.items():
            if task == "5" and self.facts.get(("linked",)) and ("days",) in self.facts:
                yield (task, key), ("dated", *self.facts["days",])
            elif task == "1":
                yield (task, key), ("dated", None, self.facts["edition",][0])
            elif task != "6" or self.facts["edition",][1]:
                yield (task, key), plain

    @staticmethod
    def put_off(days: tuple[Any, ...], decided: tuple[date, date] | None) -> tuple[Any, ...]:
        kind, start, end = days
        if decided is None or kind != "dated":
            return (*days, None)
        to, was = decided
        last = max(end, to) if to >= was else min(end, to)
        if last == end:
            return (*days, None)
        if start is not None and (start == end or start > last):
            start = last
        return (kind, start, last, end)

    def obligations(self) -> dict[tuple[str, str | None, str | None, str], tuple[str, str, str | None]]:
        """By task, result, school and key: the due time that each hangs on."""
        if ("plan",) not in self.facts:
            return {}
        due = self.due()
        found = {}
        for (task, key), _days in self.tasks_due():
            for title, _quantity, level in RESULTS[task]:
                for school in self.schools() if level == "school" else [None]:
                    own = (task, key, school)
                    found[task, title, school, key] = own if own in due else (task, key, None)
        return found

    def record(self, key: Key) -> Record:
        return self.facts.get(("record", *key), Record())

    def rows(self) -> dict[Key, Any]:
        """What the database would hold, row by row."""
        if ("plan",) not in self.facts:
            return {}
        found: dict[Key, Any] = {("committee",): 1, ("plan",): (self.facts["plan",], self.facts["edition",][0])}
        found |= {("task", task): 1 for task in RESULTS}
        found |= {("due", *key): days for key, days in self.due().items()}
        found |= {("ob", *key): (due, self.record(key)) for key, due in self.obligations().items()}
        for key, value in self.facts.items():
            if key[0] in ("school", "postponement", "evidence"):
                found[key] = value
        if ("days",) in self.facts:
            found |= {("event",): 1, ("event date",): self.facts["days",]}
        found["term",] = self.facts.get(("linked",), False)
        return found

    @staticmethod
    def refers(row: Key, before: Any, after: Any) -> set[Key]:
        """The rows that a changed row refers to, by what was changed."""
        found: set[Key] = set()
        if row[0] == "ob":
            _ob, task, _title, school, _key = row
            if before is GONE:
                found |= {("task", task), ("plan",), ("school", school) if school else ("committee",)}
            if before is GONE or before[0] != after[0]:
                found.add(("due", *after[0]))
        elif before is not GONE:
            if row == ("term",) and after:
                found.add(("event",))
        elif row[0] in ("due", "postponement"):
            found |= {("task", row[1]), ("plan",)}
            if row[3]:
                found.add(("school", row[3]))
        elif row[0] == "evidence":
            found |= {("ob", *row[1:5]), ("plan",)}
        elif row[0] in ("school", "event"):
            found |= {("committee",), ("plan",)} if row[0] == "school" else {("committee",)}
        elif row == ("event date",):
            found.add(("event",))
        return found

    # What people do.

    def change(self, actor: str, after: dict[Key, Any], *, undoes: int | None = None, amends: bool = False) -> None:
        """Write facts down as one unit; ``GONE`` takes one away."""
        old = self.rows()
        changed = {
            key: (self.facts.get(key, GONE), value)
            for key, value in after.items()
            if self.facts.get(key, GONE) != value
        }
        for key, value in after.items():
            if value is GONE:
                self.facts.pop(key, None)
            else:
                self.facts[key] = value
        new = self.rows()
        rows = {
            key: (old.get(key, GONE), new.get(key, GONE))
            for key in old.keys() | new.keys()
            if old.get(key, GONE) != new.get(key, GONE)
        }
        self.units.append(Unit(actor, changed, rows, undoes, amends))

    def candidates(self, task: str, school: str | None, title: str | None, key: str | None) -> list[Key]:
        found = [
            each
            for each in self.obligations()
            if each[0] == task and school in (None, each[2]) and title in (None, each[1]) and key in (None, each[3])
        ]
        if not found:
            raise Refused("NotFound")
        return found

    def act(self, action: str, actor: str, chosen: list[Key], *, link: str | None = None, progress: int | None = None):
        """A step of all chosen obligations that may take it."""
        before, to = STEPS[action]
        fit = [key for key in chosen if self.record(key).state in before]
        if not fit:
            raise Refused("RuleBroken")
        after: dict[Key, Any] = {}
        for key in fit:
            record = self.record(key)
            after["record", *key] = self.step(action, actor, key, record, to, progress)
            if link is not None:
                after["evidence", *key, link] = "counts"
            if action in ("return", "withdraw"):
                after |= dict.fromkeys(self.evidence(key), "lapsed")
        self.change(actor, after)

    def evidence(self, key: Key) -> list[Key]:
        return [
            each
            for each, value in self.facts.items()
            if each[0] == "evidence" and each[1:5] == key and value == "counts"
        ]

    def step(self, action: str, actor: str, key: Key, record: Record, to: str | None, progress: int | None) -> Record:
        quantity = next(each[1] for each in RESULTS[key[0]] if each[0] == key[1])
        if action == "submit":
            if quantity is not None and progress is not None and progress < quantity:
                return replace(record, progress=progress)
            done = progress if progress is not None else quantity and max(record.progress or 0, quantity)
            kept = record if record.state in ("expected", "returned") else record.before
            return Record("submitted", done if quantity else record.progress, actor, before=kept)
        if action == "accept":
            rules = self.facts["plan",]
            if rules["four_eyes"] and record.by == actor:
                raise Refused("RuleBroken")
            if rules["evidence"] and key[1] is not None and not self.evidence(key):
                raise Refused("RuleBroken")
            return replace(record, state="accepted")
        if action == "waive":
            return replace(record, state="waived", before=record)
        if action == "return":
            return replace(record, state="returned")
        assert record.before is not None
        if action == "restore":
            return replace(record, state=record.before.state, before=record.before.before)
        return record.before

    def blockers(self, place: int) -> bool:
        """Whether later units that stand build on one."""
        unit = self.units[place]
        standing = self.standing(place)
        for number in range(place + 1, len(self.units)):
            if number not in standing:
                continue
            for row, (before, after) in self.units[number].rows.items():
                if row in unit.rows:
                    return True
                if after is not GONE and self.refers(row, before, after) & unit.came():
                    return True
                if after is GONE and any(
                    row in self.refers(gone, GONE, value) for gone, (value, new) in unit.rows.items() if new is GONE
                ):
                    return True
        return False

    def standing(self, since: int) -> set[int]:
        """The units from one on that were not taken back, and took back none of them."""
        void: set[int] = set()
        for number in range(len(self.units) - 1, since - 1, -1):
            taken = self.units[number].undoes
            if taken is not None and taken >= since and number not in void:
                void |= {number, taken}
        return set(range(since, len(self.units))) - void

    def redone(self, place: int) -> int:
        """The unit by which a unit holds now: itself, or the last that did it again after it was taken back."""
        for number in range(place + 1, len(self.units)):
            taken = self.units[number].undoes
            if taken is not None and self.units[taken].undoes == place:
                place = number
        return place

    def last_of(self, actor: str) -> int:
        found = [number for number, unit in enumerate(self.units) if unit.actor == actor]
        if not found:
            raise Refused("NotFound")
        return found[-1]

    def undo(self, actor: str, place: int) -> None:
        """Put back the facts from before a unit."""
        place = self.redone(place)
        if place not in self.standing(place) or self.blockers(place):
            raise Refused("RuleBroken")
        self.take_back(actor, place)

    def take_back(self, actor: str, place: int) -> None:
        unit = self.units[place]
        before = {key: old for key, (old, _new) in unit.facts.items()}
        self.change(actor, before, undoes=place, amends=unit.amends)

    # What reports say.

    def seen(self) -> dict[Key, tuple[Any, ...]]:
        """State, progress and days of every obligation."""
        due = self.due() if ("plan",) in self.facts else {}
        return {
            key: (self.record(key).state, self.record(key).progress, *due[place])
            for key, place in self.obligations().items()
        }

    def conditions(self, today: date) -> dict[str, dict[str, int]]:
        """For each task how many of its obligations are in which condition."""
        found: dict[str, dict[str, int]] = {}
        for key, (state, _progress, kind, start, end, _was) in self.seen().items():
            counts = found.setdefault(key[0], {})
            name = condition(state, kind, start, end, today)
            counts[name] = counts.get(name, 0) + 1
        return found


def condition(state: str, kind: str, start: date | None, end: date | None, today: date) -> str:
    """How pressing an obligation is; the plan is for 2023, «soon» is a week."""
    if state in ("waived", "accepted", "submitted"):
        return {"waived": "waived", "accepted": "done", "submitted": "in_review"}[state]
    if kind != "dated" or end is None:
        return {"standing": "ongoing"}.get(kind, "undated")
    if end < APPROVED:
        return "before_approval"
    if end < today:
        return "overdue"
    if (end - today).days <= 7:
        return "due_soon"
    return "upcoming" if (start or APPROVED) > today else "open"
