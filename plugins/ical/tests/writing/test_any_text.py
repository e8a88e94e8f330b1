"""Whatever stands in a plan, the calendar is one that every reader takes without a word."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from parsers import LIBICAL, Libical, with_icalendar, with_vobject
from plans import DAYS, HOSTILE, options, texts

from vpr_tracker_ical.content.model import CalendarContent, Entry
from vpr_tracker_ical.content.texts import TITLE_LENGTH, clean, one_line
from vpr_tracker_ical.writing.ics import calendar, to_ics

MOMENT = datetime(2023, 2, 10, 5, tzinfo=UTC)
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@st.composite
def contents(draw):
    """Content as ``build`` makes it: texts go through ``clean``, and through nothing else."""
    chosen = draw(options())
    entries = []
    for number in range(draw(st.integers(1, 5))):
        shape = draw(st.sampled_from(["event", "todo"]))
        day = draw(DAYS)
        state = draw(st.sampled_from(["open", "started", "done", "cancelled"]))
        undated = shape == "todo" and draw(st.booleans())
        entries.append(
            Entry(
                uid=f"{number}@vpr-tracker",
                shape=shape,
                title=one_line(draw(texts()), TITLE_LENGTH) or "Без названия",
                start=day if shape == "event" else None,
                end=None if undated else day,
                created=MOMENT,
                modified=MOMENT,
                sequence=draw(st.integers(0, 2**31 - 1)),
                description=clean(draw(texts())),
                state=state,
                percent=100 if state == "done" else 30,
                completed=MOMENT if state == "done" else None,
                alarms=(60 * 24,) if not undated and draw(st.booleans()) else (),
            )
        )
    return CalendarContent(
        name=one_line(chosen.name or "") or "Сроки",
        description=clean(draw(texts())),
        entries=tuple(entries),
        modified=MOMENT,
        colour=chosen.colour,
    )


READERS = {"icalendar": with_icalendar, "vobject": with_vobject}
if LIBICAL is not None:
    READERS["libical"] = Libical().read


@pytest.mark.clients
def test_libical_is_asked():
    if LIBICAL is None:
        pytest.skip("libical is not installed (Debian: libical3)")
    assert len(READERS) == 3


@settings(max_examples=60)
@given(content=contents())
def test_every_reader_takes_it_without_complaint_and_reads_the_same(content):
    data = to_ics(content)
    kinds = [{"event": "VEVENT", "todo": "VTODO"}[each.shape] for each in content.entries]
    alarms = sum(len(each.alarms) for each in content.entries)

    for name, read in READERS.items():
        counts, titles, complaints = read(data)
        assert complaints == [], name
        assert {kind: counts[kind] for kind in ("VEVENT", "VTODO", "VALARM")} == {
            "VEVENT": kinds.count("VEVENT"),
            "VTODO": kinds.count("VTODO"),
            "VALARM": alarms,
        }, name
        assert titles == {each.uid: each.title for each in content.entries}, name


@settings(max_examples=60)
@given(name=texts())
@example(name="Сроки: 5; 6, 7 \\ 8")
def test_the_name_of_a_calendar_is_written_as_a_text(name):
    content = CalendarContent(name=one_line(name), description="", entries=(), modified=MOMENT)
    lines = to_ics(content).replace(b"\r\n ", b"").decode().split("\r\n")

    for property_ in ("NAME:", "X-WR-CALNAME:"):
        (written,) = (line.removeprefix(property_) for line in lines if line.startswith(property_))
        # RFC 5545, 3.3.11: nothing but these stands behind a backslash, and these never stand alone.
        assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", written)
        assert re.sub(r"\\(.)", r"\1", written) == content.name


@settings(max_examples=60)
@given(content=contents())
def test_lines_are_short_split_no_character_and_hold_no_control(content):
    data = to_ics(content)

    assert data.endswith(b"\r\n")
    assert CONTROL.search(data) is None
    lines = data.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        assert len(line) <= 75
        line.decode()  # a split character would not decode


@settings(max_examples=60)
@given(content=contents())
def test_the_bytes_are_those_of_the_library(content):
    assert to_ics(content) == calendar(content).to_ical()


@given(text=texts())
@example(text="".join(HOSTILE))
def test_a_text_is_cleaned_once_and_for_all(text):
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u2028\u2029]", cleaned)
    line = one_line(text, 50)
    assert len(line) <= 51
    assert "\n" not in line


@pytest.mark.parametrize(("day", "written"), [(date.min, b"00010101"), (date.max, b"99991231")])
def test_the_first_and_the_last_day_that_there_is_can_be_written(day, written):
    entry = Entry(uid="1", shape="event", title="Срок", start=day, end=day, created=MOMENT, modified=MOMENT)
    data = to_ics(CalendarContent(name="Сроки", description="", entries=(entry,), modified=MOMENT))
    assert b"DTSTART;VALUE=DATE:" + written in data
