"""``vpr ical export``."""

from __future__ import annotations

import os
from datetime import datetime, time

import pytest
from icalendar import Calendar
from tests.factories import make_draft, standard_tasks

from vpr_tracker import Tracker
from vpr_tracker.cli import main


@pytest.fixture
def database(tmp_path, monkeypatch, clock):
    path = tmp_path / "plans.sqlite3"
    monkeypatch.setenv("VPR_DB", str(path))
    monkeypatch.setenv("VPR_LANG", "en")
    monkeypatch.chdir(tmp_path)
    with Tracker.open(path, clock=clock) as tracker:
        tracker.import_plan(make_draft(standard_tasks()))
        tracker.import_schools([{"number": "1"}, {"number": "4"}])
    return path


def read(path):
    return Calendar.from_ical(path.read_bytes())


def test_the_same_database_gives_the_same_bytes_on_any_day(database, tmp_path, monkeypatch):
    options = ["--type", "both", "--detail", "full", "--alarm", "3d", "--alarm", "1d", "--reminders"]
    for name, day in (("one.ics", "2023-02-10"), ("two.ics", "2031-02-10")):
        monkeypatch.setenv("VPR_TODAY", day)
        assert main(["ical", "export", *options, "-o", name]) == 0

    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()


def test_ages_are_counted_from_the_day_that_is_today(database, tmp_path, monkeypatch):
    monkeypatch.setenv("VPR_TODAY", "2023-03-01")
    assert main(["ical", "export", "-o", "all.ics"]) == 0
    assert main(["ical", "export", "--back", "7d", "-o", "few.ics"]) == 0
    assert main(["ical", "export", "--back", "7d", "--on", "2023-01-01", "-o", "on.ics"]) == 0

    counts = [len(read(tmp_path / name).subcomponents) for name in ("all.ics", "few.ics", "on.ics")]
    assert counts[0] == counts[2] > counts[1]


def test_the_calendar_has_its_name_colour_and_rhythm(database, tmp_path):
    assert main(["ical", "export", "--school", "4", "--colour", "#4682b4", "-o", "c.ics"]) == 0
    data = (tmp_path / "c.ics").read_bytes().decode()

    for line in (
        "NAME:Сроки: школа № 4",
        "X-WR-CALNAME:Сроки: школа № 4",
        "COLOR:steelblue",
        "X-APPLE-CALENDAR-COLOR:#4682B4",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ):
        assert f"\r\n{line}\r\n" in data
    assert "METHOD" not in data
    assert "TZID" not in data


@pytest.mark.parametrize(
    ("asked", "days", "trigger"),
    [("1w", 7, b"-P6DT15H"), ("3d", 3, b"-P2DT15H"), ("1d", 1, b"-PT15H"), ("0d", 0, b"PT9H")],
)
def test_alarms_ring_at_nine_in_the_morning(database, tmp_path, asked, days, trigger):
    assert main(["ical", "export", "--task", "2", "--type", "both", "--alarm", asked, "-o", "a.ics"]) == 0
    event, todo = sorted(read(tmp_path / "a.ics").subcomponents, key=lambda part: part.name)

    for each in (event, todo):
        (alarm,) = each.subcomponents
        assert alarm["trigger"].to_ical() == trigger
        day = each["dtstart" if each is event else "due"].dt
        rings = datetime.combine(day, time()) + alarm["trigger"].dt
        assert (rings.time(), (day - rings.date()).days) == (time(9), days)
    assert todo.subcomponents[0]["trigger"].params["RELATED"] == "END"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--owner", "Никто"], 3),
        (["--school", "99"], 3),
        (["--plan", "иной"], 3),
        (["--task", "99"], 3),
        (["--role", "никто"], 3),
        (["--colour", "небесный"], 4),
        (["--type", "journal"], 2),
        (["--alarm", "скоро"], 2),
        (["-o", "нет/такой/папки.ics"], 4),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(database, tmp_path, arguments, code, capsys):
    (tmp_path / "there.ics").write_text("as it was")
    assert main(["ical", "export", "-o", "there.ics", *arguments]) == code

    assert (tmp_path / "there.ics").read_text() == "as it was"
    assert "Traceback" not in capsys.readouterr().err
    assert sorted(os.listdir(tmp_path)) == sorted({"plans.sqlite3", "there.ics", *os.listdir(tmp_path)} - {"нет"})


def test_without_a_file_it_goes_to_stdout(database, capfdbinary):
    assert main(["ical", "export", "--school", "4"]) == 0
    data = capfdbinary.readouterr().out

    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert len(Calendar.from_ical(data).subcomponents) == 3


def test_a_plan_is_chosen_as_everywhere(database, tmp_path, clock):
    with Tracker.open(database, clock=clock) as tracker:
        tracker.import_plan(make_draft(standard_tasks()[:1], title="Другой план", source="other.docx"))

    assert main(["ical", "export", "--plan", "другой", "-o", "other.ics"]) == 0
    assert main(["ical", "export", "--plan", "2", "-o", "second.ics"]) == 0
    assert len(read(tmp_path / "other.ics").subcomponents) == 1
    assert (tmp_path / "other.ics").read_bytes() == (tmp_path / "second.ics").read_bytes()
