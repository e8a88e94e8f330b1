"""Tracker and a model in plain Python go the same way: states, quantities, conditions, at every step and ever after.

``KEEPING_SCALE=10`` in the environment makes it ten times as long.
"""

from __future__ import annotations

import itertools
import os
import shutil
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import text
from tests.factories import by, deadline, deliverable, during, make_draft, make_task, ongoing, relative
from tests.tracker.model import EVENT, GONE, RESULTS, Model, Refused

from vpr_tracker import errors
from vpr_tracker.storage.engine import open_engine, reading, writing
from vpr_tracker.storage.journal import apply, entries
from vpr_tracker.storage.migrate import upgrade
from vpr_tracker.tracker import Tracker

SCALE = int(os.environ.get("KEEPING_SCALE", "1"))
SHRINK = bool(os.environ.get("KEEPING_SHRINK"))
ZONE = "Asia/Barnaul"
FIRST = datetime(2023, 1, 26, 5, tzinfo=UTC)
ACTORS = ("Кедрова", "Стрижов")


def edition(first_due: date, ongoing_too: bool):
    """The plan of the model, as an edition of a document."""
    tasks = [
        make_task("1", "Изучить итоги проверочных работ", level="school", due=due(first_due), results=("А", "Б")),
        make_task(
            "2",
            "Обучить независимых наблюдателей",
            due=due(date(2023, 2, 17)),
            results=(deliverable("В", quantity=5),),
        ),
        make_task(
            "3",
            "Собрать сводки о мерах",
            due=deadline("до 01.03, до 01.06", by(date(2023, 3, 1)), by(date(2023, 6, 1))),
            results=("Г",),
        ),
        make_task(
            "4",
            "Провести семинары по оценке качества",
            level="both",
            due=deadline("февраль – апрель", during(date(2023, 2, 1), date(2023, 4, 30))),
            results=(deliverable("Д", level="municipality"), deliverable("Е", level="school")),
        ),
        make_task(
            "5",
            "Обеспечить порядок в дни работ",
            level="school",
            due=deadline("По мере проведения ВПР 2023", relative("проведения ВПР 2023")),
        ),
    ]
    if ongoing_too:
        tasks.append(make_task("6", "Консультировать учителей", due=deadline("Постоянно", ongoing()), results=("Ж",)))
    return make_draft(tasks, source=f"{first_due}-{ongoing_too}.docx", time_zone=ZONE)


def due(day: date):
    return deadline(f"До {day:%d.%m.%Y}", by(day))


SEEN = """
SELECT t.number, CASE WHEN o.deliverable_id IS NULL THEN NULL ELSE o.deliverable END, s.number, o.key, o.state,
 o.progress, o.kind, o.start_on, o.end_on, c.postponed_from
FROM v_obligation o
 JOIN v_task t ON t.task_id = o.task_id
 JOIN v_school s ON s.plan_id = o.plan_id AND s.organisation_id = o.organisation_id
 JOIN v_occurrence c ON c.occurrence_id = o.occurrence_id"""


def seen(connection) -> dict:
    """State, progress and days of every obligation, as the views have them."""
    return {
        tuple(row[:4]): (*row[4:7], *(day and date.fromisoformat(str(day)) for day in row[7:]))
        for row in connection.execute(text(SEEN))
    }


def conditions(tracker: Tracker, on: date) -> dict[str, dict[str, int]]:
    found = {}
    for task in tracker.status(on)["tasks"]:
        counts = {name: n for name, n in task["obligations"].items() if n and name != "total"}
        if counts:
            found[task["number"]] = counts
    return found


actors = st.sampled_from(ACTORS)
tasks = st.sampled_from(sorted(RESULTS))
places = st.integers(0, 3)
days = st.dates(date(2023, 1, 20), date(2023, 6, 30))


class Comparison(RuleBasedStateMachine):
    """One database and one model; what happens to the one happens to the other."""

    new_url = staticmethod(lambda: ":memory:")

    def __init__(self) -> None:
        super().__init__()
        self.moment = FIRST
        self.model = Model()
        self.tracker = Tracker.open(self.new_url(), actor=ACTORS[0], clock=lambda: self.moment)
        self.seqs: list[int] = []
        self.past: list[tuple[datetime, dict, dict]] = []
        self.links = itertools.count(1)
        self.numbers = itertools.count(1)

    def teardown(self) -> None:
        try:
            if self.seqs:
                self.compare_every_past_moment()
        finally:
            self.tracker.close()

    @property
    def today(self) -> date:
        return self.tracker.today(ZONE)

    @property
    def tracked(self) -> bool:
        return ("plan",) in self.model.facts

    @contextmanager
    def both(self, call):
        """The model first, then Tracker; the one refuses what the other refuses, and then nothing is written."""
        before = len(self.model.units)
        try:
            yield
        except Refused as refused:
            assert len(self.model.units) == before
            with pytest.raises(getattr(errors, refused.args[0])):
                call()
            return
        call()
        self.written()

    def written(self) -> None:
        (last,) = self.tracker.log(limit=1)
        self.seqs.append(last.seq)
        assert len(self.seqs) == len(self.model.units)
        self.past.append((self.moment, self.model.seen(), self.model.conditions(self.today)))
        self.moment += timedelta(minutes=1)

    def school(self, place: int) -> str | None:
        known = self.model.schools()
        return known[place % len(known)] if known and place else None

    # What people do.

    @precondition(lambda self: not self.model.units)
    @rule(actor=actors)
    def import_the_plan(self, actor):
        self.model.change(
            actor, {("plan",): {"four_eyes": False, "evidence": False}, ("edition",): (date(2023, 1, 25), True)}
        )
        with Tracker.open(self.tracker.url, actor=actor, clock=lambda: self.moment) as other:
            other.engine = self.tracker.engine
            other.import_plan(edition(date(2023, 1, 25), True))
            other.engine = open_engine("sqlite:///:memory:")
        self.written()

    @precondition(lambda self: self.tracked and len(self.model.schools()) < 3)
    @rule(actor=actors)
    def add_a_school(self, actor):
        number = str(next(self.numbers))
        place = len(self.model.schools()) + 1
        self.tracker.actor = actor
        with self.both(lambda: self.tracker.add_school(number)):
            self.model.change(actor, {("school", number): place})

    @precondition(lambda self: self.tracked)
    @rule(
        actor=actors,
        action=st.sampled_from(
            ["submit", "submit", "submit", "accept", "accept", "return", "withdraw", "waive", "restore"]
        ),
        task=tasks,
        place=places,
        which=places,
        with_link=st.booleans(),
        progress=st.none() | st.integers(0, 7),
    )
    def take_a_step(self, actor, action, task, place, which, with_link, progress):
        school = self.school(place)
        titles = [title for title, _quantity, _level in RESULTS[task]]
        title = titles[which % len(titles)] if which else None
        key = "2" if task == "3" and place % 2 else "1"
        asked = {"school": school, "deliverable": title, "occurrence": key, "actor": actor}
        link = f"https://example.org/{next(self.links)}" if action == "submit" and with_link else None
        if action == "submit":
            progress = progress if task == "2" else None
            asked |= {"progress": progress, "urls": [link] if link else []}
        else:
            progress = None
        if action == "waive":
            asked["note"] = "не нужно"
        method = getattr(self.tracker, "return_" if action == "return" else action)
        with self.both(lambda: method(task, **asked)):
            chosen = self.model.candidates(task, school, title, key)
            self.model.act(action, actor, chosen, link=link, progress=progress)

    @precondition(lambda self: self.tracked)
    @rule(actor=actors, four_eyes=st.booleans(), evidence=st.booleans())
    def change_the_rules(self, actor, four_eyes, evidence):
        words = "documents" if evidence else "nothing"
        with self.both(lambda: self.tracker.set_plan(four_eyes=four_eyes, requires_evidence=words, actor=actor)):
            self.model.change(actor, {("plan",): {"four_eyes": four_eyes, "evidence": evidence}})

    @precondition(lambda self: self.tracked)
    @rule(actor=actors, start=days, length=st.integers(0, 40), dry=st.booleans())
    def date_the_event(self, actor, start, length, dry):
        end = start + timedelta(days=length)
        self.tracker.actor = actor
        if dry:
            self.tracker.set_event(EVENT, start, end, dry_run=True)
            return
        with self.both(lambda: self.tracker.set_event(EVENT, start, end)):
            self.model.change(actor, {("days",): (start, end)})

    @precondition(lambda self: self.tracked)
    @rule(actor=actors, link=st.booleans())
    def link_the_event(self, actor, link):
        self.tracker.actor = actor

        def call():
            return self.tracker.link_event("5", None, EVENT) if link else self.tracker.unlink_event("5")

        with self.both(call):
            if link and ("days",) not in self.model.facts:
                raise Refused("NotFound")
            if not link and not self.model.facts.get(("linked",)):
                raise Refused("RuleBroken")
            self.model.change(actor, {("linked",): True if link else GONE})

    @precondition(lambda self: self.tracked)
    @rule(actor=actors, task=tasks, place=places, day=days)
    def put_off(self, actor, task, place, day):
        school = self.school(place)
        key = "2" if task == "3" and place % 2 else "1"
        asked = {"reason": "так решили", "school": school, "occurrence": key, "actor": actor}
        with self.both(lambda: self.tracker.postpone(task, day, **asked)):
            chosen = self.model.candidates(task, school, None, key)
            own = self.model.due().get((task, key, school)) if school else None
            kind, start, end, was = own or self.model.due()[task, key, None]
            if kind != "dated":
                raise Refused("RuleBroken")
            base = was or end
            if day == end or (start is not None and start not in (base, end) and day < start):
                raise Refused("BadInput")
            assert chosen
            self.model.change(actor, {("postponement", task, key, school): (day, base)})

    @precondition(lambda self: self.tracked)
    @rule(actor=actors, task=tasks, place=places)
    def cancel_a_postponement(self, actor, task, place):
        school = self.school(place)
        key = "2" if task == "3" and place % 2 else "1"
        asked = {"school": school, "occurrence": key, "actor": actor}
        with self.both(lambda: self.tracker.cancel_postponement(task, **asked)):
            if task == "6" and not self.model.facts["edition",][1]:
                raise Refused("NotFound")
            if ("postponement", task, key, school) not in self.model.facts:
                raise Refused("NotFound")
            self.model.change(actor, {("postponement", task, key, school): GONE})

    @precondition(lambda self: self.tracked)
    @rule(actor=actors, first_due=st.dates(date(2023, 1, 25), date(2023, 3, 31)), ongoing_too=st.booleans())
    def take_over_a_new_edition(self, actor, first_due, ongoing_too):
        had = self.model.facts["edition",]
        if had == (first_due, ongoing_too):
            return
        decisions = [(str(number), str(number)) for number in range(1, 6)]
        if had[1]:
            decisions.append(("6", "6" if ongoing_too else None))
        elif ongoing_too:
            decisions.append((None, "6"))
        before = len(self.tracker.log())
        self.tracker.amend_plan(None, edition(first_due, ongoing_too), decisions, actor=actor)
        if len(self.tracker.log()) > before:
            self.model.change(actor, {("edition",): (first_due, ongoing_too)}, amends=True)
            self.written()

    @precondition(lambda self: self.model.units)
    @rule(actor=actors, back=st.none() | st.integers(0, 12))
    def take_back(self, actor, back):
        place = None if back is None else max(len(self.model.units) - 1 - back, 0)

        def call():
            return self.tracker.undo(None if place is None else self.seqs[place], actor=actor)

        try:
            target = self.model.last_of(actor) if place is None else place
        except Refused:
            with pytest.raises(errors.NotFound):
                call()
            return
        if self.model.units[target].actor != actor:
            with pytest.raises(errors.RuleBroken):
                call()
            return
        if any(unit.amends for unit in self.model.units[target:]):
            # Which rows a new edition touches is not modelled: only that all of it goes back, or nothing.
            try:
                call()
            except errors.RuleBroken:
                return
            self.model.take_back(actor, self.model.redone(target))
            self.written()
            return
        with self.both(call):
            self.model.undo(actor, target)

    @rule(hours=st.integers(1, 24 * 14))
    def wait(self, hours):
        self.moment += timedelta(hours=hours)

    @precondition(lambda self: self.past)
    @rule(which=st.integers(0, 10**6))
    def look_back(self, which):
        moment, said, counts = self.past[which % len(self.past)]
        with self.tracker.as_of(moment) as then, then.reading() as connection:
            assert seen(connection) == said
        if said:
            with self.tracker.as_of(moment) as then:
                assert conditions(then, then.today(ZONE)) == counts

    # What has to hold.

    @invariant()
    def they_agree(self):
        if not self.model.units:
            return
        with self.tracker.reading() as connection:
            assert seen(connection) == self.model.seen()
        if self.tracked:
            assert conditions(self.tracker, self.today) == self.model.conditions(self.today)

    def compare_every_past_moment(self):
        """All past states, one after the other, as the journal gives them; and the last one is that of the tables."""
        engine = open_engine("sqlite:///:memory:")
        upgrade(engine)
        with self.tracker.reading() as source, writing(engine) as target:
            told = dict(zip(self.seqs, self.past, strict=True))
            for entry in entries(source):
                apply(target, entry["changes"])
                if entry["seq"] in told:
                    assert seen(target) == told[entry["seq"]][1]
        with reading(engine) as target:
            assert seen(target) == self.model.seen()
        engine.dispose()
        assert self.tracker.verify_journal(state=True).ok


def compare(new_url, examples: int, steps: int) -> None:
    machine = type("Compared", (Comparison,), {"new_url": staticmethod(new_url)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples * SCALE,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # Failing runs are long: shrinking them takes minutes, and is asked for.
            phases=[Phase.generate, *([Phase.shrink] if SHRINK else [])],
        ),
    )


@pytest.mark.slow
def test_a_plan_and_its_model_agree_on_sqlite(sqlite_with_tables, tmp_path):
    numbers = itertools.count()

    def new_url() -> str:
        file = tmp_path / f"{next(numbers)}.sqlite3"
        shutil.copyfile(sqlite_with_tables, file)
        return f"sqlite:///{file}"

    compare(new_url, examples=12, steps=50)


@pytest.mark.slow
@pytest.mark.postgres
def test_a_plan_and_its_model_agree_on_postgresql(postgres_with_tables):
    compare(postgres_with_tables, examples=3, steps=40)
