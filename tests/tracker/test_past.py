"""The plan as it stood: what was true at a moment is still the answer about that moment."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from tests.factories import make_draft, make_task

from vpr_tracker.errors import BadInput, NotFound, StorageError, UsageError
from vpr_tracker.storage.engine import writing
from vpr_tracker.tracker import Tracker
from vpr_tracker.tracker.past import moment_of


def answers(tracker: Tracker) -> dict[str, object]:
    """What all reports say."""
    return {
        "status": tracker.status(),
        "late": tracker.status(overdue=True),
        "due": tracker.due(),
        "matrix": tracker.matrix(),
        "task": [each.state for each in tracker.show("1").obligations],
    }


STEPS = [
    lambda plan: plan.submit("1", school="4"),
    lambda plan: plan.accept("1", school="4", deliverable="Приказ"),
    lambda plan: plan.set_event("ВПР 2023", date(2023, 3, 15), date(2023, 5, 20)),
    lambda plan: plan.link_event("11", "ВПР 2023", "ВПР 2023"),
    lambda plan: plan.undo(),
    lambda plan: plan.postpone("2", date(2023, 3, 1), reason="карантин"),
    lambda plan: plan.waive("14", note="отменено"),
    lambda plan: plan.add_school("12"),
    lambda plan: plan.submit("6", deliverable="Обучено", progress=20),
    lambda plan: plan.set_task("1", title="Иначе", deadline="до 01.03.2023"),
]


def draft():
    return make_draft(
        [
            make_task("1", level="school", results=("Справка", "Приказ")),
            *(task for task in make_draft().tasks if task.number != "1"),
        ]
    )


def test_every_moment_is_answered_as_it_was_then(tracker, clock):
    clock.moment = datetime(2023, 2, 1, 5, tzinfo=UTC)
    tracker.import_plan(draft())
    tracker.import_schools([{"number": "4"}, {"number": "7"}])
    told = []
    for step in STEPS:
        clock.moment += timedelta(days=3, hours=5)
        step(tracker)
        told.append((clock.moment, answers(tracker)))
    clock.moment += timedelta(days=300)

    for moment, said in told:
        with tracker.as_of(moment) as then:
            assert answers(then) == said
        # Shortly before it, it was not so yet; at the end of the day it was.
        with tracker.as_of(moment.astimezone(tracker.zone("Asia/Barnaul")).date()) as then:
            assert then.status(on=said["status"]["today"]) == said["status"]


def test_who_had_not_handed_in_on_a_day_is_known_for_ever(tracker, clock):
    tracker.import_plan(draft())
    tracker.import_schools([{"number": "4"}, {"number": "7"}])
    clock.moment = datetime(2023, 2, 20, 5, tzinfo=UTC)
    tracker.submit("1", school="4")
    clock.moment = datetime(2023, 2, 21, 5, tzinfo=UTC)
    tracker.submit("1", school="7")
    tracker.accept("1")

    with tracker.as_of("20.02.2023") as then:
        rows = {
            row["school"]["number"]: row["cells"] for row in then.matrix(task="1")["rows"] if row["school"]["number"]
        }
    assert {number: [cell["condition"] for cell in cells] for number, cells in rows.items()} == {
        "4": ["in_review"] * 2,
        "7": ["overdue"] * 2,
    }


def test_the_past_is_not_changed(tracker, clock):
    tracker.import_plan(draft())
    with tracker.as_of(clock.moment) as then:
        for change in (lambda: then.submit("2"), lambda: then.undo(), lambda: then.import_plan(make_draft())):
            with pytest.raises(UsageError, match="past"):
                change()
    assert len(tracker.log()) == 1


def test_before_the_first_entry_there_is_nothing(tracker):
    tracker.import_plan(draft())
    day = date(2023, 2, 9)
    for asked, said in (
        ("2023-02-09", "2023-02-09"),
        (day, "09.02.2023"),
        (datetime(2023, 2, 9, 9, 5, tzinfo=UTC), "09.02.2023 09:05"),
    ):
        with pytest.raises(NotFound, match=f"by {said}$"), tracker.as_of(asked):
            pass


def test_a_day_that_is_still_to_come_is_refused_and_today_is_answered(tracker):
    tracker.import_plan(draft())
    # Noon in Barnaul: the last instant of that day is 16:59:59.999999 UTC.
    evening = datetime(2023, 2, 10, 16, 59, tzinfo=UTC)
    for asked in ("2023-02-10", date(2023, 2, 10), "2023-02-10 23:59", evening):
        with tracker.as_of(asked) as then:
            assert then.status() == tracker.status()
    for asked in ("11.02.2023", date(2023, 2, 11), evening + timedelta(minutes=1), "9999-12-31 23:59+00:00"):
        with pytest.raises(BadInput, match=r"is still to come: today is 10\.02\.2023"), tracker.as_of(asked):
            pass


def test_a_clock_that_was_ahead_hides_nothing_that_was_written_before(tracker, clock):
    tracker.import_plan(draft())
    right = clock.moment
    clock.moment = right + timedelta(hours=3)
    tracker.submit("2")
    clock.moment = right + timedelta(hours=1)
    tracker.submit("14")

    with tracker.as_of(right + timedelta(hours=2)) as then:
        assert [each.state for each in then.show("2").obligations] == ["submitted"]
        assert [each.state for each in then.show("14").obligations] == ["submitted"]
    with tracker.as_of(right) as then:
        assert [each.state for each in then.show("2").obligations] == ["expected"]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2023-02-20", datetime(2023, 2, 20, 23, 59, 59, 999999, UTC)),
        ("20.02.2023", datetime(2023, 2, 20, 23, 59, 59, 999999, UTC)),
        ("20.02.2023 14:05", datetime(2023, 2, 20, 14, 5, tzinfo=UTC)),
        ("2023-02-20T14:05:07+07:00", datetime(2023, 2, 20, 7, 5, 7, tzinfo=UTC)),
    ],
)
def test_a_moment_is_a_day_or_an_instant(written, moment):
    assert moment_of(written, UTC) == moment


@pytest.mark.parametrize("written", ["", "вчера", "2023-02-30", "2023-02-20 25:00", "20.02.2023 14"])
def test_what_is_no_moment_is_refused(written):
    if written == "20.02.2023 14":
        assert moment_of(written, UTC).hour == 14
        return
    with pytest.raises(UsageError):
        moment_of(written, UTC)


def test_the_journal_is_replayed_into_a_new_file(tracker, clock, tmp_path):
    tracker.import_plan(draft())
    tracker.import_schools([{"number": "4"}, {"number": "7"}])
    for step in STEPS:
        step(tracker)
    file = tmp_path / "again.sqlite3"

    assert tracker.replay_journal(file) == len(tracker.log())

    with Tracker.open(file, actor="К", clock=clock) as again:
        assert list(again.dump()) == list(tracker.dump())
        assert again.verify_journal(state=True).ok
        assert answers(again) == answers(tracker)
    assert {path.name for path in tmp_path.iterdir()} >= {"again.sqlite3"}
    assert not list(tmp_path.glob("again.sqlite3.*"))
    with pytest.raises(BadInput):
        tracker.replay_journal(file)


def test_a_change_past_the_journal_is_found_by_replaying_it(tracker):
    tracker.import_plan(draft())
    assert tracker.verify_journal(state=True).ok
    with writing(tracker.engine) as connection:
        connection.execute(text("UPDATE task SET title = 'Подделано' WHERE number = '2'"))

    assert tracker.verify_journal().ok
    report = tracker.verify_journal(state=True)
    assert [table for table, _id in report.rows] == ["task"]
    assert not report.ok


def test_an_altered_journal_is_not_replayed(tmp_path, clock):
    file = tmp_path / "plans.sqlite3"
    with Tracker.open(file, actor="К", clock=clock) as tracker:
        tracker.import_plan(draft())
        with sqlite3.connect(file) as connection:
            connection.execute("DROP TRIGGER journal_no_update")
            connection.execute("UPDATE journal SET subject = 'x'")
        with pytest.raises(StorageError, match="altered"):
            tracker.replay_journal(tmp_path / "again.sqlite3")
    assert not list(tmp_path.glob("again*"))
