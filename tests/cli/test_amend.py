"""``vpr import --amend``: the difference on a screen, what is asked, what is listed without a terminal."""

from __future__ import annotations

import json

import pytest

from vpr_tracker.cli import amending, kit

HEAD = """
schema = "vpr-tracker/plan/1"
[plan]
title = "План"
period = { start = 2023-01-01, end = 2023-12-31 }
"""
TASK = """
[[tasks]]
number = "{number}"
title = "{title}"
deadline = "{deadline}"
owners = "Петрова А. Б."
"""


def text(*tasks: tuple[str, str, str]) -> str:
    return HEAD + "".join(TASK.format(number=number, title=title, deadline=due) for number, title, due in tasks)


OLD = (
    ("1", "Провести мониторинг качества подготовки по физике", "до 25.01.2023"),
    ("2", "Провести мониторинг качества подготовки по химии", "до 25.01.2023"),
    ("3", "Собрать отчёты всех школ города", "до 01.03.2023"),
    ("4", "Издать приказ о наблюдателях", "до 01.04.2023"),
)
REDATED = (*OLD[:2], ("5", OLD[2][1], "до 15.03.2023"))
DOUBTFUL = (("1", "Провести мониторинг качества подготовки по черчению", "до 25.01.2023"), *OLD[1:])


@pytest.fixture
def plan(vpr, home):
    (home / "old.toml").write_text(text(*OLD), encoding="utf-8")
    (home / "redated.toml").write_text(text(*REDATED), encoding="utf-8")
    (home / "doubtful.toml").write_text(text(*DOUBTFUL), encoding="utf-8")
    assert vpr("import", "old.toml").returncode == 0
    return vpr


@pytest.fixture
def answers(monkeypatch):
    """Sit at a terminal and give these answers; «yes» to the last question."""

    def give(*texts: str) -> None:
        rest = list(texts)
        monkeypatch.setattr(kit, "is_interactive", lambda: True)
        monkeypatch.setattr(amending.click, "prompt", lambda *_args, **_options: rest.pop(0))
        monkeypatch.setattr(kit, "confirm", lambda _question, *, yes=False: True)

    return give


def numbers(vpr):
    return {task["title"]: task["number"] for task in json.loads(vpr("show", "--json").stdout)["tasks"]}


def test_the_difference_is_shown_and_nothing_is_written_without_a_yes(plan):
    done = plan("import", "redated.toml", "--amend", "1")
    assert done.returncode == 9
    assert "до 15.03.2023" in done.stdout
    assert "Издать приказ о наблюдателях" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "5" not in numbers(plan).values()


def test_with_yes_it_is_taken_over_and_the_same_again_changes_nothing(plan):
    assert plan("import", "redated.toml", "--amend", "1", "--yes").returncode == 0
    assert numbers(plan)[OLD[2][1]] == "5"
    again = plan("import", "redated.toml", "--amend", "1", "--yes")
    assert again.returncode == 0
    assert "Nothing was changed" in again.stdout


def test_a_dry_run_writes_nothing(plan):
    done = plan("import", "redated.toml", "--amend", "1", "--yes", "--dry-run")
    assert done.returncode == 0
    assert numbers(plan)[OLD[2][1]] == "3"


def test_json_holds_the_difference_and_what_was_done(plan):
    asked = plan("import", "redated.toml", "--amend", "1", "--json")
    assert asked.returncode == 9
    assert json.loads(asked.stdout)["applied"] is None
    data = json.loads(plan("import", "redated.toml", "--amend", "1", "--json", "--yes").stdout)
    assert data["schema"] == "vpr-tracker/difference/1"
    assert [each["number"] for each in data["removed"]] == ["4"]
    assert data["applied"]["removed"] == ["4"]


def test_doubts_are_listed_with_the_answers_that_settle_them(plan):
    done = plan("import", "doubtful.toml", "--amend", "1", "--yes")
    assert done.returncode == 9
    assert "--match 1=1" in done.stdout
    assert "--match =1" in done.stdout
    assert OLD[0][1] in numbers(plan)
    assert json.loads(plan("import", "doubtful.toml", "--amend", "1", "--json", "--yes").stdout)["doubtful"]
    assert plan("import", "doubtful.toml", "--amend", "1", "--yes", "--match", "1=1").returncode == 0
    assert numbers(plan)[DOUBTFUL[0][1]] == "1"


def test_a_row_answered_as_new_leaves_the_old_task_withdrawn(plan):
    done = plan("import", "doubtful.toml", "--amend", "1", "--yes", "--match", "=1", "--match", "1=")
    assert done.returncode == 0
    log = json.loads(plan("log", "--json").stdout)["entries"]
    assert log[-1]["action"] == "amend"


@pytest.mark.parametrize(("said", "title"), [(("x", "1"), DOUBTFUL[0][1]), (("0",), DOUBTFUL[0][1])])
def test_on_a_terminal_it_is_asked(plan, answers, said, title):
    answers(*said)
    done = plan("import", "doubtful.toml", "--amend", "1")
    assert done.returncode == 0
    assert title in numbers(plan)


def test_who_stops_asking_changes_nothing(plan, answers):
    answers("q")
    done = plan("import", "doubtful.toml", "--amend", "1")
    assert done.returncode == 9
    assert OLD[0][1] in numbers(plan)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--match", "1=1"), 2),
        (("--amend", "1", "--match", "11"), 2),
        (("--amend", "1", "--match", "="), 2),
        (("--amend", "9"), 3),
        (("--amend", "1", "--match", "77=1"), 3),
    ],
)
def test_a_wrong_answer_is_told(plan, options, code):
    done = plan("import", "redated.toml", *options)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
