"""The check for cron and monitoring."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.reports.worlds import TODAY, World

from vpr_tracker.reports.check import check, nagios_unknown


@pytest.mark.parametrize(
    ("end", "state", "code", "nagios", "word"),
    [
        (date(2023, 2, 9), "expected", 11, 2, "CRITICAL"),
        (date(2023, 2, 9), "returned", 11, 2, "CRITICAL"),
        (date(2023, 2, 9), "submitted", 0, 0, "OK"),
        (date(2023, 2, 10), "expected", 10, 1, "WARNING"),
        (date(2023, 2, 17), "expected", 10, 1, "WARNING"),
        (date(2023, 2, 18), "expected", 0, 0, "OK"),
        (None, "expected", 0, 0, "OK"),
    ],
)
def test_the_code_says_whether_something_is_late_or_near(opened, end, state, code, nagios, word):
    world = World()
    world.due_task("1", end, state=state, level="municipality")

    result = check(opened(world), on=TODAY)

    assert result.code == code
    assert result.nagios()[0] == nagios
    assert result.nagios()[1].startswith(f"VPR {word} - ")


def test_the_line_for_monitoring_has_performance_data_behind_one_bar(opened):
    world = World("План | работы\nна 2023 год")
    world.due_task("1", date(2023, 1, 25), level="municipality")
    world.due_task("2", date(2023, 2, 17), level="municipality")

    _code, line = check(opened(world), on=TODAY).nagios()

    text, data = line.split("|")
    assert "\n" not in line
    assert "План / работы на 2023 год" in text
    assert data.split()[:2] == ["'overdue'=1;;0;0", "'due_soon'=1;0;;0"]
    assert all(re.fullmatch(r"'\w+'=\d+;\d*;\d*;0", each) for each in data.split())


def test_a_check_that_could_not_be_made_is_unknown():
    assert nagios_unknown("нет базы | совсем\nникакой") == (3, "VPR UNKNOWN - нет базы / совсем никакой")
