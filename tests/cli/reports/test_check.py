"""``vpr check``: exit codes for cron, and what monitoring systems read."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.reports.worlds import World


@pytest.mark.parametrize(
    ("end", "code", "nagios"), [(date(2023, 2, 1), 11, 2), (date(2023, 2, 17), 10, 1), (date(2023, 6, 1), 0, 0)]
)
def test_the_exit_code_says_what_there_is(vpr, save, end, code, nagios):
    world = World()
    world.due_task("1", end, level="municipality")
    save(world)

    plain = vpr("check", "--on", "2023-02-10")
    as_json = vpr("check", "--on", "2023-02-10", "--json")
    monitored = vpr("check", "--on", "2023-02-10", "--nagios")

    assert (plain.returncode, as_json.returncode, monitored.returncode) == (code, code, nagios)
    assert json.loads(as_json.stdout)["code"] == code
    assert json.loads(as_json.stdout)["schema"] == "vpr-tracker/check/1"
    assert len(monitored.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--on", "2023-13-01"),
        ("--unknown",),
        ("--json",),
        ("--plan", "нет такого"),
        ("--db", "postgresql://nobody@127.0.0.1:1/none"),
        ("--db", "mysql://host/name"),
        ("--on",),
    ],
)
def test_whatever_goes_wrong_monitoring_sees_unknown(vpr, options):
    done = vpr("check", "--nagios", *options)

    assert done.returncode == 3
    assert done.stdout.startswith("VPR UNKNOWN - ")
    assert len(done.stdout.splitlines()) == 1


def test_settings_that_cannot_be_read_are_unknown_too(vpr, home):
    (home / "vpr.toml").write_text("this is = = no TOML")

    done = vpr("check", "--nagios")

    assert done.returncode == 3
    assert done.stdout.startswith("VPR UNKNOWN - ")


def test_a_missing_database_is_not_found_without_monitoring(vpr):
    assert vpr("check").returncode == 3
