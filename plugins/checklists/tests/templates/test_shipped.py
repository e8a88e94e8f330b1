"""The templates that come with the program: without fault, and looking at all that the plan asks to be looked at."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from vpr_tracker_checklists.templates.answers import Sheet, asked, problems, wanting
from vpr_tracker_checklists.templates.reading import CHOICE_KEYS, ITEM_KEYS, KEYS, SECTION_KEYS, TYPES, examined
from vpr_tracker_checklists.templates.shelf import Shelf

ROOT = Path(__file__).resolve().parents[4]
PAGE = (ROOT / "docs" / "reference" / "checklist-templates.md").read_text(encoding="utf-8")
NAMES = Shelf().names()
ROWS = ("6", "7", "8", "9", "9.1", "14")


def table():
    """The rows of «row → items»: number, phrase, template, items."""
    return [
        (row[1], row[2], row[3], re.findall(r"`([^`]+)`", row[4]))
        for row in re.finditer(r"^\| ([\d.]+) \| (.+?) \| `([\w-]+)` \| (.+) \|$", PAGE, re.MULTILINE)
    ]


def plan():
    tasks = tomllib.loads((ROOT / "sample_plans" / "vpr-2023.toml").read_text(encoding="utf-8"))["tasks"]
    return {task["number"]: task for task in tasks}


def phrases(task):
    """What a row asks to be looked at: its details and results; its title where it has no details."""
    asks = list(task.get("details", [])) or [task["title"]]
    return asks + [result["title"] for result in task["deliverables"]]


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_template_has_no_fault_and_lies_in_the_file_of_its_name(name):
    folder = ROOT / "plugins/checklists/src/vpr_tracker_checklists/templates/shipped"

    template, faults = examined((folder / f"{name}.toml").read_text(encoding="utf-8"))

    assert faults == []
    assert template.name == name
    assert 15 <= len(list(template.items)) <= 30


@pytest.mark.parametrize("number", ROWS)
def test_everything_that_a_row_asks_is_looked_at(number):
    task = plan()[number]
    covered = {phrase for row, phrase, _template, _items in table() if row == number}
    asks = set(phrases(task))
    # «Учредительный контроль …» is the sum of its results.
    asks -= {task["title"]} if number == "9" else set()

    assert asks - covered == set()
    assert covered <= asks | {task["title"]}


def test_the_table_names_items_that_are_there_and_leaves_no_question_out():
    named: dict[str, set[str]] = {}
    for row, _phrase, name, items in table():
        assert row in Shelf().get(name).tasks
        named.setdefault(name, set()).update(items)

    assert sorted(named) == NAMES
    for name in NAMES:
        questions = {item.name for item in Shelf().get(name).items if item.type != "text" or item.required}
        there = {item.name for item in Shelf().get(name).items}
        assert questions <= named[name] <= there, name


@pytest.mark.parametrize("name", NAMES)
def test_a_school_where_all_is_well_has_no_finding_and_can_be_finished(name):
    template = Shelf().get(name)
    answers = filled(template, good=True)

    evidence = {item.name: ("файл.pdf",) for item in template.items if item.evidence}
    assert problems(template, Sheet(answers=answers, evidence=evidence), complete=True) == []
    assert wanting(template, answers) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_item_that_can_be_found_wanting_says_so_in_words_of_its_own(name):
    template = Shelf().get(name)
    texts = {}
    for item in template.items:
        bad = next((choice.name for choice in item.choices if choice.finding), None)
        if item.threshold:
            bad = 0 if item.type == "integer" else "2001-01-01"
        if bad is None:
            continue
        answers = {**filled(template, good=True), item.name: bad}
        texts[item.name] = [each.text for each in wanting(template, answers) if each.item.name == item.name]

    assert all(len(each) == 1 for each in texts.values()), texts
    assert len({each[0] for each in texts.values()}) == len(texts)
    assert all(item.finding for item in template.items if item.name in texts)


def filled(template, *, good):
    """Answers that lead through every question: where all is well and, of equals, the last."""
    answers = {}
    for _round in template.items:
        for item in asked(template, answers):
            if item.name not in answers and item.type != "note":
                answers[item.name] = _well(item)
    return {item.name: answers[item.name] for item in asked(template, answers) if item.name in answers}


def _well(item):
    match item.type:
        case "select_one":
            return next(choice.name for choice in item.choices if not choice.finding)
        case "select_multiple":
            return [choice.name for choice in item.choices]
        case "integer":
            return 4
        case "date":
            from datetime import date

            return date.today().isoformat()  # noqa: DTZ011 -- «today()» of a check without a day
        case _:
            return "–"


def test_no_template_asks_for_a_name_or_gives_a_score():
    words = re.compile(r"\bФИО\b|рейтинг|балл школы|место школы", re.IGNORECASE)
    for name in NAMES:
        for item in Shelf().get(name).items:
            assert not words.search(f"{item.label} {item.hint}"), (name, item.name)


@pytest.mark.parametrize(
    ("heading", "keys"),
    [("Of the template:", KEYS), ("Of a section:", SECTION_KEYS), ("Of an item:", ITEM_KEYS), ("Types:", TYPES)],
)
def test_the_page_names_every_key_and_type(heading, keys):
    part = PAGE.split(heading)[1].split("\n\n")[1]

    assert sorted(re.findall(r"^\| `([a-z_]+)` \|", part, re.MULTILINE)) == sorted(keys)


def test_the_page_names_the_keys_of_a_choice():
    line = next(line for line in PAGE.splitlines() if line.startswith("Of a choice:"))

    assert set(re.findall(r"`([a-z]+)`", line)) == set(CHOICE_KEYS)
