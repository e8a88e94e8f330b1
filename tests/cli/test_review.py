"""``vpr review``: one by one on a terminal; beforehand, or listed, without one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vpr_tracker.cli import asking, kit

ROOT = Path(__file__).resolve().parents[2]
PLAN = """
schema = "vpr-tracker/plan/1"
[plan]
title = "План"
period = {{ start = 2023-01-01, end = 2023-12-31 }}
[[tasks]]
number = "1"
title = "Провести совещание"
deadline = "до 25.01.2023"
owners = "Петрова А. Б."
{remarks}
"""
REMARK = """
[[remarks]]
code = "{code}"
message = "Замечание {code}"
text = "слова"
where = {{ table = 1, row = 2, column = 3{task} }}
"""


@pytest.fixture
def plan(vpr, home):
    """A plan with four remarks on task 1 and one on the period."""
    remarks = "".join(
        REMARK.format(code=code, task=', task = "1"')
        for code in ("deadline_assumed", "owner_review", "level_assumed", "torn_row")
    ) + REMARK.format(code="period_assumed", task="")
    (home / "plan.toml").write_text(PLAN.format(remarks=remarks), encoding="utf-8")
    done = vpr("import", "plan.toml")
    assert done.returncode == 0, done.stderr
    return vpr


@pytest.fixture
def answers(monkeypatch):
    """Sit at a terminal and give these answers."""

    def give(*texts: str) -> None:
        rest = list(texts)
        monkeypatch.setattr(kit, "is_interactive", lambda: True)
        monkeypatch.setattr(asking.click, "prompt", lambda *_args, **_options: rest.pop(0))

    return give


def remarks(vpr):
    listed = json.loads(vpr("review", "--list", "--json").stdout)
    assert listed["schema"] == "vpr-tracker/remarks/1"
    return {remark["code"]: remark["settled"] for remark in listed["remarks"]}


def test_without_a_terminal_what_would_be_asked_is_listed_and_the_code_is_9(plan):
    done = plan("review")

    assert done.returncode == 9
    assert "[1: table 1, row 2, column 3; task 1] Замечание deadline_assumed" in done.stdout
    assert "5 open remarks." in done.stdout
    assert plan("review", "--json").returncode == 9
    assert set(remarks(plan).values()) == {None}


def test_remarks_are_answered_beforehand(plan):
    done = plan("review", "--accept", "1,2", "--accept", "3", "--leave", "4")

    assert done.returncode == 0
    assert "4 remarks settled." in done.stdout
    assert remarks(plan) == {
        "deadline_assumed": "accepted",
        "owner_review": "accepted",
        "level_assumed": "accepted",
        "torn_row": "left",
        "period_assumed": None,
    }


def test_all_are_accepted_but_those_that_are_left(plan):
    plan("review", "--accept-all", "--leave", "2")

    assert [code for code, settled in remarks(plan).items() if settled == "left"] == ["owner_review"]
    assert plan("review").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--accept", "1,77"], 3), (["--accept", "1", "--leave", "1"], 2), (["--list", "--accept-all"], 2)],
)
def test_a_wrong_answer_settles_nothing(arguments, code, plan):
    assert plan("review", *arguments).returncode == code
    assert set(remarks(plan).values()) == {None}


def test_on_a_terminal_each_is_asked_about(plan, answers):
    answers("п", "C", "Иванова В. Г., Петрова А. Б.", "l", "s", "c", "2022-09-01..2023-08-31")

    done = plan("review")

    assert done.returncode == 0, done.stderr
    assert "Remark 5 of 5" in done.stdout
    assert "1 open remark." in done.stdout
    assert remarks(plan) == {
        "deadline_assumed": "accepted",
        "owner_review": "corrected",
        "level_assumed": "left",
        "torn_row": None,
        "period_assumed": "corrected",
    }
    task = json.loads(plan("show", "1", "--json").stdout)
    assert [owner["name"] for owner in task["owners"]] == ["Иванова В. Г.", "Петрова А. Б."]
    assert json.loads(plan("plans", "--json").stdout)["plans"][0]["period_start"] == "2022-09-01"


def test_what_was_answered_before_stopping_is_kept(plan, answers):
    answers("a", "?", "", "q")

    assert plan("review").returncode == 0
    assert list(remarks(plan).values()) == ["accepted", None, None, None, None]


def test_a_correction_that_is_refused_is_said_and_leaves_the_remark_open(plan, answers):
    answers("c", "", "s", "c", "nobody's level", "c", "title", "Созвать совещание", "c", "not a period")

    done = plan("review")

    assert done.stderr.count("Error:") == 2
    assert remarks(plan) == {
        "deadline_assumed": None,
        "owner_review": None,
        "level_assumed": None,
        "torn_row": "corrected",
        "period_assumed": None,
    }
    assert json.loads(plan("show", "1", "--json").stdout)["title"] == "Созвать совещание"
