"""Plans with any text at all, as Hypothesis draws them, and their calendars."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from tests.factories import (
    by,
    deadline,
    deliverable,
    during,
    every,
    make_draft,
    make_task,
    on,
    ongoing,
    owner,
    reference,
)

from vpr_tracker import Tracker
from vpr_tracker_ical.content.scope import Options

HOSTILE = [
    "Отчёт\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE",
    "строка\nSUMMARY:чужое",
    "косая \\n и \\, и \\; и \\N",
    "запятая, точка; двоеточие: кавычка \" «ёлочки» ^n ^'",
    "семья \N{FAMILY}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{EMOJI MODIFIER FITZPATRICK TYPE-5} флаг \U0001f1f7\U0001f1fa",
    "и\N{COMBINING BREVE}" * 40,
    "\N{BYTE ORDER MARK}начало",
    "разделители\N{LINE SEPARATOR}строк\N{PARAGRAPH SEPARATOR}и \x85 \x0b \x0c \x1c \x1d \x1e",
    "нет таких: \x00 \x07 \x1b[31m \x7f \x9f \ufffe \uffff",
    "вправо \N{RIGHT-TO-LEFT OVERRIDE}налево",
    "я" * 10_000,
    "слово " * 2_000,
    "-----BEGIN:VCALENDAR",
    "\t табуляция \t ",
    "=?utf-8?q?x?= =0D=0A",
    " ",
]


def texts() -> st.SearchStrategy[str]:
    """Any text: also control characters, halves of pairs, line ends, and what was seen to break clients."""
    return st.one_of(st.sampled_from(HOSTILE), st.text(max_size=120), st.text(alphabet=st.characters(), max_size=40))


DAYS = st.dates(date(2023, 1, 1), date(2023, 12, 31))


@st.composite
def dues(draw: st.DrawFn):
    """A deadline of any kind."""
    day = draw(DAYS)
    last = min(day + timedelta(days=draw(st.integers(0, 200))), date(2023, 12, 31))
    term = draw(
        st.sampled_from(
            [by(day), on(day), during(day, last), every("term"), every("month"), ongoing(), reference("приказу")]
        )
    )
    return deadline("как напечатано", term)


@st.composite
def options(draw: st.DrawFn) -> Options:
    """Any options."""
    return Options(
        entries=draw(st.sampled_from(["event", "todo", "both"])),
        alarms=tuple(timedelta(days=days) for days in draw(st.sets(st.integers(0, 30), max_size=2))),
        reminders=draw(st.booleans()),
        done=draw(st.sampled_from(["keep", "hide"])),
        done_days=None,
        detail=draw(st.sampled_from(["title", "full"])),
        name=draw(st.none() | texts()),
        colour=draw(st.sampled_from([None, "steelblue", "#12AB9f"])),
    )


def tracked(folder, tasks) -> Tracker:
    """A Tracker with a plan of these tasks and two schools."""
    tracker = Tracker.open(folder / "plans.sqlite3", actor="Координатор")
    tracker.import_plan(make_draft(tasks))
    tracker.import_schools([{"number": "1"}, {"number": "4"}])
    return tracker


__all__ = ["DAYS", "HOSTILE", "deliverable", "dues", "make_task", "options", "owner", "texts", "tracked"]
