"""The condition as SQL and as Python are one rule."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.factories import by, deadline, during, make_draft, make_task, ongoing, relative

from vpr_tracker.domain.conditions import condition
from vpr_tracker.storage.conditions import CONDITION_SQL

DAY = st.dates(date(2022, 12, 1), date(2023, 3, 31))
STATES = st.sampled_from(["expected", "submitted", "returned", "accepted", "waived"])
KINDS = st.sampled_from(["dated", "undated", "standing"])
COLUMNS = ("state", "kind", "start_on", "end_on", "approved_on", "period_start")


@given(
    state=STATES,
    kind=KINDS,
    start=st.none() | DAY,
    end=st.none() | DAY,
    approved=st.none() | DAY,
    begins=st.none() | DAY,
    today=DAY,
    soon=st.integers(0, 30),
)
def test_sql_and_python_agree(state, kind, start, end, approved, begins, today, soon):
    values = (state, kind, *(None if day is None else day.isoformat() for day in (start, end, approved, begins)))
    columns = ", ".join(f"? AS {name}" for name in COLUMNS)
    until = today + timedelta(days=soon)
    statement = CONDITION_SQL.replace(":today", f"'{today}'").replace(":soon", f"'{until}'")
    connection = sqlite3.connect(":memory:")
    (found,) = connection.execute(f"SELECT {statement} FROM (SELECT {columns})", values).fetchone()
    connection.close()

    assert found == condition(
        state=state,
        kind=kind,
        start=start,
        end=end,
        approved_on=approved,
        today=today,
        soon_days=soon,
        begins=begins,
    )


def test_the_view_for_outside_tools_says_the_same_of_today(tracker, clock):
    from datetime import UTC, datetime

    from sqlalchemy import text

    clock.moment = datetime.now(UTC)
    day = tracker.today("Asia/Barnaul")
    near, past, far = day + timedelta(days=3), day - timedelta(days=3), day + timedelta(days=60)
    tasks = [
        make_task("1", due=deadline("x", by(near))),
        make_task("2", due=deadline("x", by(past))),
        make_task("3", due=deadline("x", during(far, far))),
        make_task("4", due=deadline("x", ongoing())),
        make_task("5", due=deadline("x", relative("события"))),
        make_task("6", due=deadline("x", by(past - timedelta(days=60)))),
        make_task("7", due=deadline("x", by(past))),
    ]
    period = {"start": day - timedelta(days=90), "end": day + timedelta(days=90)}
    from vpr_tracker.plans.draft import PeriodDraft

    tracker.import_plan(make_draft(tasks, approved_on=day - timedelta(days=30), period=PeriodDraft(**period)))
    tracker.submit("7")

    with tracker.reading() as connection:
        rows = connection.execute(text("SELECT number, condition, late FROM v_status_today ORDER BY number"))
        found = [tuple(row) for row in rows]

    assert found == [
        ("1", "due_soon", 0),
        ("2", "overdue", 0),
        ("3", "upcoming", 0),
        ("4", "ongoing", 0),
        ("5", "undated", 0),
        ("6", "before_approval", 0),
        ("7", "in_review", 1),
    ]
