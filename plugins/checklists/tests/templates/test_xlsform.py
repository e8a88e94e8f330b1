"""A template as an XLSForm: what https://xlsform.org/en/ asks of a workbook."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from vpr_tracker_checklists.templates.shelf import Shelf, template_of
from vpr_tracker_checklists.templates.xlsform import CHOICES, SETTINGS, SURVEY, xlsform_bytes

NAMES = Shelf().names()


def sheet(book, title, columns):
    first, *rows = book[title].iter_rows(values_only=True)
    assert first == columns
    return [dict(zip(first, (cell or "" for cell in row), strict=True)) for row in rows]


def workbook(template):
    return openpyxl.load_workbook(io.BytesIO(xlsform_bytes(template)))


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_template_becomes_a_form_that_holds_together(name):
    template = Shelf().get(name)
    book = workbook(template)
    survey, choices = sheet(book, "survey", SURVEY), sheet(book, "choices", CHOICES)
    (settings,) = sheet(book, "settings", SETTINGS)

    names = [row["name"] for row in survey if row["name"]]
    assert len(names) == len({each.casefold() for each in names})
    assert {item.name for item in template.items} < set(names)
    depth = 0
    for row in survey:
        depth += {"begin_group": 1, "end_group": -1}.get(row["type"], 0)
        assert depth in (0, 1)
        assert row["type"] == "end_group" or row["label"]
        if row["type"] not in ("begin_group", "end_group"):
            assert depth == 1
    assert depth == 0
    lists = {row["type"].split()[1] for row in survey if row["type"].startswith("select_")}
    assert lists == {row["list_name"] for row in choices}
    assert len({(row["list_name"], row["name"]) for row in choices}) == len(choices)
    for row in survey:
        for reference in re.findall(r"\$\{([^}]+)\}", row["relevant"] + row["constraint"]):
            assert reference in names
    assert settings == {
        "form_title": template.title,
        "form_id": name.replace("-", "_"),
        "version": "1",
        "style": "pages",
    }


def test_yes_no_lists_are_shared_and_a_choice_keeps_its_own():
    choices = sheet(workbook(Shelf().get("day-control")), "choices", CHOICES)

    assert [row["list_name"] for row in choices] == [
        *["yes_no"] * 2, *["yes_no_na"] * 3, *["list_video_ordered"] * 2,
    ]  # fmt: skip


def test_names_of_sections_and_evidence_give_way_to_those_of_items():
    body = """
name = "odd"
title = "=1+1"
[[sections]]
name = "a"
label = "=HYPERLINK(0)"
[[sections.items]]
type = "yes_no"
name = "section_a"
label = "А"
evidence = true
[[sections.items]]
type = "text"
name = "section_a_evidence"
label = "Б"
"""
    book = workbook(template_of(body, "odd"))
    survey = sheet(book, "survey", SURVEY)

    assert [row["name"] for row in survey if row["name"]][4:] == [
        "section_a_",
        "section_a",
        "section_a_evidence_",
        "section_a_evidence",
    ]
    cells = [cell for each in book for row in each.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_same_template_gives_the_same_sheets():
    template = Shelf().get("readiness")

    assert [list(each.values) for each in workbook(template)] == [list(each.values) for each in workbook(template)]
