"""``vpr due`` as a person or a program sees it."""

from __future__ import annotations

import json

import pytest
from tests.reports.worlds import TODAY

from vpr_tracker.reports.database import connect
from vpr_tracker.reports.due import due

ON = ("--on", "2023-02-10")


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ((), {}),
        (("--within", "15"), {"within_days": 15}),
        (("--within", "15d"), {"within_days": 15}),
        (("--within", "8w", "--school", "7"), {"within_days": 56, "school": "7"}),
        (("--owner", "березкина"), {"owner": "березкина"}),
    ],
)
def test_json_is_what_the_library_gives(vpr, save, world, options, asked):
    path = save(world)

    done = vpr("due", "--json", *ON, *options)

    with connect(path) as db:
        assert json.loads(done.stdout) == due(db, on=TODAY, **asked)
    assert done.returncode == 0


def test_a_day_off_is_shown_with_the_working_day_before_it(vpr, save, world):
    save(world)

    out = vpr("due", *ON, "--within", "15d", "--lang", "ru").stdout

    assert "25.02.2023 (сб), фактически 22.02, через 15 дней" in out
    assert "17.02.2023 (пт), через 7 дней" in out
    assert "№1, 2, 4, 7" in out


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_line_fits_eighty_columns(vpr, save, world, language):
    save(world)

    out = vpr("due", *ON, "--within", "60", "--lang", language).stdout

    assert max(map(len, out.splitlines())) <= 80


def test_nothing_due_is_said(vpr, save, world):
    save(world)

    out = vpr("due", *ON, "--within", "2").stdout

    assert "Nothing is due" in out
    assert "Late already: 4" in out


def test_a_span_that_is_none_is_refused(vpr, save, world):
    save(world)

    assert vpr("due", "--within", "скоро").returncode == 2
