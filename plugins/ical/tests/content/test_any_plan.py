"""Plans that Hypothesis makes: their calendars are whole, the same each time, and change only as they should."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from plans import deliverable, dues, make_task, options, owner, texts, tracked
from tests.factories import deadline, during, every, reference

from vpr_tracker import NotFound, RuleBroken, without_refused
from vpr_tracker_ical.content.build import PlanSnapshot, build
from vpr_tracker_ical.content.scope import Options, Scope
from vpr_tracker_ical.writing.ics import to_ics

KEPT = Options(entries="both", done_days=None)


def word(fallback: str):
    """Any text that a plan can hold; it is never blank."""
    return texts().map(lambda text: without_refused(text.replace("\r", " ")).strip() or fallback)


@st.composite
def tasks(draw):
    """A few tasks of any kind, level and wording; numbers may repeat, as in real plans."""
    return [
        make_task(
            draw(st.sampled_from(["1", "2", "2", "3.1"])),
            draw(word("Мероприятие")),
            level=draw(st.sampled_from(["school", "municipality", "both"])),
            due=draw(dues()),
            owners=[owner(draw(word("Кто-то"))[:200], kind=draw(st.sampled_from(["person", "role", "body"])))],
            results=[deliverable(draw(word("Справка"))) for _result in range(draw(st.integers(0, 2)))],
        )
        for _task in range(draw(st.integers(1, 4)))
    ]


@settings(max_examples=12)
@given(drawn=tasks(), chosen=options(), scope=st.sampled_from([Scope(), Scope(school="4")]))
def test_any_plan_gives_a_calendar_that_every_reader_takes(drawn, chosen, scope):
    from parsers import LIBICAL, Libical, with_icalendar, with_vobject

    with tempfile.TemporaryDirectory() as folder, tracked(Path(folder), drawn) as tracker:
        content = build(tracker, scope, chosen)
        data = to_ics(content)
        assert to_ics(build(tracker, scope, chosen)) == data, "the same database gives the same bytes"
    assert content.entries
    assert len({each.uid for each in content.entries}) == len(content.entries)
    for read in [with_icalendar, with_vobject] + ([Libical().read] if LIBICAL else []):
        counts, titles, complaints = read(data)
        assert complaints == []
        assert counts["VEVENT"] + counts["VTODO"] == len(content.entries)
        assert titles == {each.uid: each.title for each in content.entries}


class Changes(RuleBasedStateMachine):
    """Whatever is done to a plan: identities stay, sequences never fall, a moved day raises its sequence."""

    @initialize()
    def start(self):
        self.folder = tempfile.TemporaryDirectory()
        self.tracker = tracked(
            Path(self.folder.name),
            [
                make_task("1", level="school", results=("Справка", "План"), owners=(owner("Директора", kind="role"),)),
                make_task("2", due=deadline("На ВПР", reference("ВПР 2023")), level="school"),
                make_task("3", due=deadline("Раз в четверть", every("term")), level="both"),
                make_task("4", due=deadline("Март", during(date(2023, 3, 1), date(2023, 3, 31)))),
            ],
        )
        self.tracker.assign("Директор", "Зимина А. А.", school="4")
        self.tracker.set_event("ВПР 2023", date(2023, 3, 15))
        self.seen = {}
        self.look()

    def teardown(self):
        if hasattr(self, "tracker"):
            self.tracker.close()
            self.folder.cleanup()

    def attempt(self, change, *arguments, **named):
        # A step that the plan's state does not allow changes nothing.
        with suppress(RuleBroken, NotFound):
            change(*arguments, **named)

    def look(self):
        """Every calendar at once; one identity says the same in all of them."""
        snapshot = PlanSnapshot.read(self.tracker)
        scopes = [Scope(), Scope(school="1"), Scope(school="4"), Scope(owner="Зимина А. А."), Scope(role="директора")]
        now = {}
        for scope in scopes:
            for entry in snapshot.content(scope, KEPT, strict=False).entries:
                if "Сроков с датами" not in entry.title:
                    assert now.setdefault(entry.uid, entry) == entry
        return now

    @rule(task=st.sampled_from("1234"), school=st.sampled_from(["1", "4", None]))
    def submit(self, task, school):
        self.attempt(self.tracker.submit, task, school=school)

    @rule(task=st.sampled_from("1234"), school=st.sampled_from(["1", "4", None]))
    def accept(self, task, school):
        self.attempt(self.tracker.accept, task, school=school)

    @rule(task=st.sampled_from("1234"), school=st.sampled_from(["1", "4"]))
    def waive(self, task, school):
        self.attempt(self.tracker.waive, task, school=school, note="нет классов")

    @rule(task=st.sampled_from("1234"), title=st.sampled_from(["Иначе", "Мероприятие"]))
    def rename(self, task, title):
        self.attempt(self.tracker.set_task, task, title=title)

    @rule(printed=st.sampled_from(["до 15.03.2023", "раз в четверть", "ежемесячно", "постоянно", "март 2023"]))
    def correct(self, printed):
        self.attempt(self.tracker.set_task, "3", deadline=printed)

    @rule(day=st.dates(date(2023, 2, 1), date(2023, 6, 1)), school=st.sampled_from([None, None, "4"]))
    def move(self, day, school):
        self.attempt(self.tracker.set_event, "ВПР 2023", day, school=school)

    @rule()
    def link(self):
        self.attempt(self.tracker.link_event, "2", None, "ВПР 2023")

    @rule()
    def unlink(self):
        self.attempt(self.tracker.unlink_event, "2")

    @rule(number=st.sampled_from(["5", "6"]))
    def join(self, number):
        self.attempt(self.tracker.add_school, number)

    @rule(owners=st.sampled_from(["Директора", "Зимина А. А.", "Комитет"]))
    def give(self, owners):
        self.attempt(self.tracker.set_task, "1", owners=owners)

    @precondition(lambda self: hasattr(self, "seen"))
    @invariant()
    def holds(self):
        now = self.look()
        for uid, entry in now.items():
            before = self.seen.get(uid)
            if before is None:
                continue
            assert entry.sequence >= before.sequence
            assert entry.modified >= before.modified
            if (entry.start, entry.end, entry.state, entry.title) != (
                before.start,
                before.end,
                before.state,
                before.title,
            ):
                assert entry.sequence > before.sequence, (before, entry)
        self.seen.update(now)


TestChanges = Changes.TestCase
TestChanges.settings = settings(max_examples=10, stateful_step_count=12)
