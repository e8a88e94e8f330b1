"""``vpr status`` as a person or a program sees it."""

from __future__ import annotations

import json

import pytest
from tests.reports.worlds import TODAY, World

from vpr_tracker.reports.database import connect
from vpr_tracker.reports.status import status

ON = ("--on", "2023-02-10")


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ((), {}),
        (("--school", "7"), {"school": "7"}),
        (("--owner=елкина",), {"owner": "елкина"}),
        (("--level", "municipality"), {"level": "municipality"}),
        (("--section", "анализ"), {"section": "анализ"}),
        (("--overdue",), {"overdue": True}),
        (("--plan", "1"), {"plan": "1"}),
    ],
)
def test_json_is_what_the_library_gives(vpr, save, world, options, asked):
    path = save(world)

    done = vpr("status", "--json", *ON, *options)

    with connect(path) as db:
        assert json.loads(done.stdout) == status(db, on=TODAY, **asked)
    assert (done.returncode, done.stderr) == (0, "")


def test_json_is_not_escaped_and_begins_with_its_schema(vpr, save, world):
    save(world)

    out = vpr("status", "--json", *ON).stdout

    assert next(iter(json.loads(out))) == "schema"
    assert "Берёзкина" not in out
    assert "План мероприятий" in out


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_line_fits_eighty_columns(vpr, save, world, language):
    save(world)

    out = vpr("status", *ON, "--lang", language).stdout

    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_the_most_pressing_comes_first_with_its_day_and_distance(vpr, save, world):
    save(world)

    lines = vpr("status", *ON).stdout.splitlines()

    numbers = [line.split()[0] for line in lines if line.startswith(" ") and line.split()[0].isdigit()]
    assert numbers == ["1", "2", "3", "4", "8", "10"]
    (first,) = (line for line in lines if line.startswith(" 1 "))
    assert first.split()[-3:] == ["25.01.2023", "−16", "0/4"]
    assert "…" in first
    assert any("проведение проверочных работ" in line for line in lines)
    assert "late 4" in lines[-1]


def test_a_russian_reader_sees_russian(vpr, save, world):
    save(world)

    out = vpr("status", "--lang", "ru", "--on", "10.02.2023").stdout

    assert "на 10.02.2023 (пт)" in out
    assert "Просрочено" in out


def test_a_plan_without_tasks_or_schools_is_shown(vpr, save):
    save(World())

    done = vpr("status", *ON)

    assert done.returncode == 0
    assert "In all 0" in done.stdout


def test_a_database_that_is_not_there_is_not_found(vpr):
    done = vpr("status", "--json")

    assert done.returncode == 3
    assert json.loads(done.stderr)["error"]["code"] == "not_found"
    assert "vpr import" in json.loads(done.stderr)["error"]["hint"]
    assert done.stdout == ""


def test_a_file_that_is_no_database_cannot_be_used(vpr, home):
    (home / "plan.sqlite3").write_text("text, " * 500)

    assert vpr("status").returncode == 6


@pytest.mark.parametrize(
    ("options", "code"),
    [(("--school", "99"), 3), (("--owner", "Никто"), 3), (("--on", "завтра"), 2), (("--level", "region"), 2)],
)
def test_a_wrong_value_is_refused_with_its_exit_code(vpr, save, world, options, code):
    save(world)

    done = vpr("status", *options)

    assert done.returncode == code
    assert options[1] in done.stderr
    assert done.stdout == ""


def test_several_plans_are_listed_where_none_is_named(vpr, save, world):
    world.new_plan("Другой план")
    save(world)

    done = vpr("status", *ON)

    assert done.returncode == 2
    assert "2: Другой план" in done.stderr
    assert vpr("status", *ON, "--plan", "другой").returncode == 0


def test_colours_are_for_terminals_that_want_them(save, world, monkeypatch):
    from vpr_tracker.cli.reports import lines

    monkeypatch.setattr(lines, "is_terminal", lambda: True)
    assert lines.style("поздно", fg="red", bold=True) == "\x1b[31;1mпоздно\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert lines.style("поздно", fg="red", bold=True) == "поздно"
