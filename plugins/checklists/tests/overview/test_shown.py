"""What people see of an overview: the terminal, files, JSON."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from overview_world import ASKED, DAY, FORMER, PRESENT, SCHOOLS, Made, template
from PIL import Image

from vpr_tracker.cli import main
from vpr_tracker.cli.tables import display_width
from vpr_tracker_checklists.commands.overview_text import print_grid
from vpr_tracker_checklists.overview.grid import Mark
from vpr_tracker_checklists.overview.layout import on_day, over_days
from vpr_tracker_checklists.overview.model import Basis, Course, OverTime, Overview, Row, School
from vpr_tracker_checklists.overview.picture import pages, picture
from vpr_tracker_checklists.overview.reading import over_time, overview
from vpr_tracker_checklists.overview.sheet import csv_of

RUNS = [
    Made(
        school="1",
        held_on=date(2023, 3, 13),
        answers={"ready": "no", "why": "=1+1", "ordered": "n", "observers": 1, "stock": "little", "share": 0.5},
    ),
    Made(school="1", answers={"ready": "yes", "ordered": "y", "observers": 3, "lacks": ["clock", "tea"]}),
    Made(school="7", answers={"ready": "na", "checked": "2023-03-01"}),
    Made(school="4", answers={"ready": "no", "gone": "no"}, template=FORMER),
]
texts = st.text(st.characters(exclude_categories=["C"]), max_size=60)
"""Names as they can be in the database, which takes no control characters."""


@pytest.fixture
def told(seen, monkeypatch, capsys, tmp_path):
    """What ``vpr checklist overview`` prints, in lines; the template is found although it is on no shelf."""
    seen.put(*RUNS)
    monkeypatch.setenv("VPR_DB", seen.url)
    monkeypatch.setenv("VPR_LANG", "en")
    monkeypatch.chdir(tmp_path)

    def run(*options, code=0):
        assert main(["checklist", "overview", "kabinet", "--on", "2023-04-01", *options]) == code
        done = capsys.readouterr()
        return done.err if code else done.out

    return run


def test_the_terminal_shows_schools_in_the_registrys_order_and_explains_each_item(told, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")  # so that nothing is broken into lines
    lines = told().splitlines()
    rows = [line.split() for line in lines if line.startswith("№") and line[1] != " "]

    assert [row[0] for row in rows] == [f"№{number}" for number in SCHOOLS]
    assert [row[1] for row in rows] == ["none", "20.03.2023", "20.03.2023", "20.03.2023"]
    assert rows[1][2:] == ["+", ".", "а", "?", "3", "?", "ав!", "?", "?"]
    assert rows[3][2] == "!"
    below = "\n".join(lines)
    assert "да 1, нет 1, не применимо 1, finding: №4" in below
    assert "in all 3 чел." in below
    assert "1 visit used another text of the template; left out: gone; not asked then: why" in " ".join(below.split())


def test_over_time_there_is_a_row_for_each_finding_and_what_became_of_it(told):
    lines = told("--over-time", "--school", "1").splitlines()
    assert "13.03.23" in lines[3]
    assert [line.split()[-1] for line in lines if "№1" in line] == ["+", "+", "?", "!"]
    assert [line.split()[-2] for line in lines if "№1" in line][:3] == ["!", "!", "!"]


def test_one_item_over_time_shows_its_answers(told):
    lines = told("--over-time", "--item", "observers").splitlines()
    assert [line.split()[1:] for line in lines if line.startswith("№1 ")] == [["1!", "3"]]
    assert [line.split()[1:] for line in lines if line.startswith("№12")] == [["–", "–"]]


def test_json_has_answers_and_what_they_come_to_by_the_names_of_items(told, seen):
    found = json.loads(told("--json"))
    assert found["schema"] == "vpr-tracker/checklist-overview/1"
    assert [item["name"] for item in found["items"]] == list(ASKED)
    by_number = {school["number"]: school["run"] for school in found["schools"]}
    assert by_number["12"] is None
    run = by_number["1"]
    assert run["answers"] == {"ready": "yes", "ordered": "y", "observers": 3, "lacks": ["clock", "tea"]}
    assert (run["findings"], run["not_asked"]) == (["lacks"], ["why"])
    assert run["missing"] == ["video", "stock", "share", "checked"]
    assert by_number["4"]["answers"] == {"ready": "no"}
    assert found["older"][0]["gone"] == ["gone"]


def test_json_over_time_has_each_run_with_its_column(told):
    found = json.loads(told("--over-time", "--json", "--by", "term"))
    assert found["schema"] == "vpr-tracker/checklist-over-time/1"
    assert [column["key"] for column in found["columns"]] == ["2022/23-III"]
    runs = found["schools"][1]["runs"]
    assert [(run["held_on"], run["column"]) for run in runs] == [("2023-03-13", 0), ("2023-03-20", 0)]
    assert (runs[1]["new"], runs[1]["fixed"]) == (["lacks"], ["ready", "observers"])
    assert runs[1]["open"] == ["stock", "lacks"]


CHANGED = [
    Made(school="1", answers={"share": "no", "stock": "much"}, template=FORMER),
    Made(school="7", answers={"share": "yes", "stock": "little"}, template=FORMER),
    Made(school="4", answers={"share": 2, "stock": "little", "observers": 1}),
]
"""Runs before and after a number was asked by yes and no, and a choice by other words."""


def test_an_answer_is_shown_as_it_was_asked_in_its_run(told, seen):
    seen.put(*CHANGED)
    lines = told("--item", "share").splitlines()
    assert {line.split()[0]: line.split()[-1] for line in lines if line.startswith("№") and line[1] != " "} == {
        "№12": "none", "№1": "!", "№7": "+", "№4": "2"
    }  # fmt: skip
    out = " ".join(" ".join(lines).split())
    assert "! a finding, + as it should be" in out
    assert "да 1, нет 1, finding: №1" in out
    rows = {
        line.split(";")[0]: line.rstrip().split(";")[-1] for line in told("--item", "share", "-o", "-").splitlines()
    }
    assert (rows["№1"], rows["№7"], rows["№4"]) == ("! нет", "да", "2")


def test_each_label_that_a_choice_ever_had_has_one_letter_of_its_own(seen):
    seen.put(*CHANGED)
    grid = on_day(overview(seen.tracker, PRESENT, on=DAY, item="stock"))
    assert {line.label: line.cells[0].sign for line in grid.lines if line.cells[0].sign} == {
        "№1": "а", "№7": "г", "№4": "б!"
    }  # fmt: skip
    (item,) = grid.items
    assert item.letters == (("а", "хватает"), ("б", "мало"), ("в", "нет совсем"), ("г", "немного"))
    assert item.found.startswith("хватает 1, мало 1, немного 1")
    (over,) = over_days(over_time(seen.tracker, PRESENT, on=DAY, item="stock")).items
    assert over.letters == item.letters


def test_what_the_text_of_a_run_did_not_ask_is_not_asked_and_not_missing(told, seen):
    seen.put(*CHANGED)
    run = next(each["run"] for each in json.loads(told("--json"))["schools"] if each["number"] == "1")
    assert run["not_asked"] == ["why", "ordered", "video", "lacks", "checked"]
    assert run["missing"] == ["ready", "observers"]
    visits = next(
        each["runs"] for each in json.loads(told("--json", "--over-time"))["schools"] if each["number"] == "1"
    )
    assert (visits[0]["not_asked"], visits[0]["missing"]) == (run["not_asked"], run["missing"])
    out = told("--item", "lacks")
    assert [line.split()[-1] for line in out.splitlines() if line.startswith(("№1 ", "№7"))] == [".", "."]
    assert "no answer 1, not asked 2" in " ".join(out.split())
    assert ". not asked:" in out
    rows = [line.split(";") for line in told("--item", "lacks", "-o", "-").splitlines()]
    assert [row[-1].strip() for row in rows[1:]] == ["", "not asked", "not asked", "no answer"]
    grid = on_day(overview(seen.tracker, PRESENT, on=DAY, item="lacks"))
    assert [line.cells[0].tone for line in grid.lines] == ["nothing", "unasked", "unasked", "missing"]
    assert [mark.tone for mark, _words in grid.legend] == ["missing", "unasked"]


def test_the_workbook_has_whole_answers_real_days_and_no_formula(told, tmp_path):
    told("-o", "обзор.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "обзор.xlsx").active
    rows = {row[0].value: row for row in sheet.iter_rows() if str(row[0].value).startswith("№")}
    assert rows["№1"][1].value.date() == DAY
    assert [cell.value for cell in rows["№1"]][2:9] == ["да", "not asked", "назначено", "no answer", 3, "no answer",
                                                         "! часов; чая"]  # fmt: skip
    assert rows["№12"][1].value == "no visit"
    told("--over-time", "--item", "why", "-o", "why.xlsx")
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "why.xlsx").active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


def test_csv_goes_to_a_file_or_to_standard_output(told, tmp_path):
    told("-o", "обзор.csv")
    text = (tmp_path / "обзор.csv").read_bytes().decode("utf-8-sig")
    assert text == told("-o", "-").replace("\n", "\r\n").replace("\r\r", "\r")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert {len(row) for row in rows} == {2 + len(ASKED)}
    assert [row[0] for row in rows[1:]] == [f"№{number}" for number in SCHOOLS]


def test_a_picture_says_in_words_what_it_shows(told, tmp_path):
    told("-o", "обзор.png")
    with Image.open(tmp_path / "обзор.png") as picture:
        words = picture.info["Description"].splitlines()
        assert picture.info["Title"] == "Готовность кабинетов: as found by 01.04.2023"
    assert words[-4:] == ["№12: no visit", "№1: 7. Чего нет", "№7: nothing was found wanting", "№4: 1. Кабинеты готовы"]


def test_a_large_picture_becomes_several(told, seen, tmp_path):
    seen.put(*(Made(school=number, held_on=DAY - timedelta(days=day)) for number in SCHOOLS for day in range(40)))
    told("--over-time", "-o", "обзор.png")
    assert sorted(path.name for path in tmp_path.glob("*.png")) == ["обзор-1.png", "обзор-2.png"]


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["-o", "обзор.docx"], 2, ".xlsx, .csv, .png"),
        (["-o", "-", "--json"], 2, "either CSV or JSON"),
        (["--by", "term"], 2, "--over-time"),
        (["--item", "99"], 4, "9: checked – Проверено"),
        (["--school", "99"], 3, "99"),
    ],
)
def test_what_cannot_be_shown_is_said(told, options, code, words):
    assert words in told(*options, code=code)


def test_a_template_that_is_nowhere_is_said(told, capsys):
    assert main(["checklist", "overview", "kabinetik"]) == 3
    assert "kabinetik" in capsys.readouterr().err


def basis(title="План"):
    items = tuple(item for item in PRESENT.items if item.type != "note")
    return Basis(plan_id="p", plan_title=title, template=PRESENT, on=DAY, items=items)


def looks(seen):
    return [row.look for row in overview(seen.tracker, PRESENT, on=DAY).rows if row.look is not None]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(names=["Школа имени " + "Ы" * 70, "家" * 40, "а\u0301" * 30, "🏫" * 50], title="План $\\alpha$ " * 20)
@given(names=st.lists(texts, min_size=1, max_size=6), title=texts)
def test_nothing_is_wider_than_80_columns_whatever_schools_are_called(seen, capsys, monkeypatch, names, title):
    monkeypatch.setenv("COLUMNS", "80")
    seen.put(*RUNS)
    some = looks(seen)
    schools = [School(organisation_id=str(place), number=None, name=name) for place, name in enumerate(names)]
    rows = tuple(Row(school=school, look=some[place % len(some)]) for place, school in enumerate(schools))
    print_grid(on_day(Overview(basis=basis(title), rows=rows)))
    assert max(map(display_width, capsys.readouterr().out.splitlines())) <= 80


def test_forty_days_stand_below_each_other_at_80_columns(seen, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    runs = [Made(school="1", held_on=DAY - timedelta(days=day), answers={"ready": "no"}) for day in range(40)]
    seen.put(*runs)
    print_grid(over_days(over_time(seen.tracker, PRESENT, on=DAY)))
    out = capsys.readouterr().out
    assert max(map(display_width, out.splitlines())) <= 80
    assert all(f"{made.held_on:%d.%m.%y}" in out for made in runs)


@settings(max_examples=5)
@given(names=st.lists(texts, min_size=1, max_size=3))
@example(names=["$x^2$ & <b>", "🏫", "\x07"])
def test_any_name_can_be_drawn(names):
    schools = [School(organisation_id=str(place), number=None, name=name) for place, name in enumerate(names)]
    grid = on_day(Overview(basis=basis("$"), rows=tuple(Row(school=school, look=None) for school in schools)))
    (page,) = pages(grid)
    assert picture(grid, page).startswith(b"\x89PNG")


def test_a_plan_without_schools_has_something_to_say(capsys):
    for grid in (
        on_day(Overview(basis=basis(), rows=())),
        over_days(OverTime(basis=basis(), by="day", spans=(), courses=())),
    ):
        print_grid(grid)
        assert grid.empty in capsys.readouterr().out
        assert [picture(grid, page)[1:4] for page in pages(grid)] == [b"PNG"]
        assert csv_of(grid).count("\r\n") == 1


def test_a_school_without_visits_is_shown_over_time_as_well():
    course = Course(school=School(organisation_id="1", number="1", name="Первая"), visits=())
    grid = over_days(OverTime(basis=basis(), by="day", spans=(), courses=(course,)))
    assert [line.heads for line in grid.lines] == [("№1", "проверки не было")]


def test_no_cell_is_without_a_meaning(seen):
    """Every sign that is not the answer itself stands in the legend."""
    seen.put(*RUNS, *CHANGED)
    single = [over_days(over_time(seen.tracker, PRESENT, on=DAY, item=name)) for name in ASKED]
    whole = [on_day(overview(seen.tracker, PRESENT, on=DAY)), over_days(over_time(seen.tracker, PRESENT, on=DAY))]
    for grid in (*whole, *single):
        explained = {mark.sign for mark, _words in grid.legend}
        letters = {letter for item in grid.items for letter, _label in item.letters}
        for line in grid.lines:
            for cell in line.cells:
                assert meant(cell, explained, letters), cell


def meant(cell: Mark, explained: set[str], letters: set[str]) -> bool:
    rest = cell.sign.removesuffix("!") or "!"
    return cell.sign in ("", *explained) or set(rest) <= letters or rest.replace(",", "").replace(".", "").isdigit()


def test_over_time_is_by_what_the_template_is_meant_for(seen):
    seen.put(*RUNS)
    assert over_time(seen.tracker, template(per="day"), on=DAY).by == "day"
    assert over_time(seen.tracker, template(per="occurrence"), on=DAY).by == "term"
