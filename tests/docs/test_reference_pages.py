"""Reference pages that are written by hand name exactly what there is."""

from __future__ import annotations

import re
import sqlite3
from typing import get_args

import pytest
from pydantic import BaseModel
from tests.docs.pages import DOCS

import vpr_tracker
from vpr_tracker.domain.words import CONDITIONS
from vpr_tracker.plans import draft
from vpr_tracker.tracker.companion_drafts import Companions

REFERENCE = DOCS / "reference"
NAME = re.compile(r"`([^`]+)`")


def text_of(page):
    return (REFERENCE / f"{page}.md").read_text(encoding="utf-8")


def tables(page):
    """By heading: the names in the first column of its tables."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text_of(page).splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("| `"):
            found.setdefault(heading, []).extend(NAME.findall(line.strip("| ").split(" | ", 1)[0]))
    return found


def test_every_kind_of_remark_is_explained_once():
    codes = [code for names in tables("remarks").values() for code in names]
    assert sorted(codes) == sorted(get_args(draft.RemarkCode))


def test_the_views_are_those_of_the_database(sqlite_with_tables):
    with sqlite3.connect(sqlite_with_tables) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        columns = {
            name: [column[0] for column in connection.execute(f"SELECT * FROM {name} LIMIT 0").description]
            for name in names
        }
    page = tables("views")
    assert set(page) == set(columns)
    for name, said in page.items():
        assert sorted(said) == sorted(columns[name]), name


def test_the_conditions_are_explained():
    section = text_of("views").split("### Conditions")[1].split("\n## ")[0]
    assert sorted(set(NAME.findall(section)) - {"soon_days"}) == sorted(CONDITIONS)


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("The plan", draft.PlanInfo),
        ("The period", draft.PeriodDraft),
        ("The approving act", draft.ApprovalDraft),
        ("The executor", draft.ExecutorDraft),
        ("A task", draft.TaskDraft),
        ("A deadline", draft.DeadlineDraft),
        ("A term", draft.TermDraft),
        ("A recurrence", draft.EveryDraft),
        ("A distance", draft.OffsetDraft),
        ("An owner", draft.OwnerDraft),
        ("A result", draft.DeliverableDraft),
        ("Where it was read", draft.SourceDraft),
        ("A cell", draft.CellSource),
        ("A remark", draft.RemarkDraft),
        ("A place", draft.WhereDraft),
    ],
)
def test_the_plan_file_page_has_the_fields_of_the_draft(heading, model: type[BaseModel]):
    said = tables("plan-file")[heading]
    assert said == [field.alias or name for name, field in model.model_fields.items()]


def test_the_plan_file_page_has_the_settings():
    assert tables("plan-file")["Settings"] == ["soon_days", "four_eyes", "requires_evidence", *Companions.model_fields]


def test_every_public_name_is_on_the_python_page():
    text = text_of("python")
    directives = re.findall(r"^\.\. auto(?:class|function|exception):: vpr_tracker\.(\w+)$", text, re.MULTILINE)
    assert sorted(directives) == sorted(vpr_tracker.__all__)
