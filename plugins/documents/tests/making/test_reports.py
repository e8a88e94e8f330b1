"""The execution report: the figures of the status, facts without a ranking, pictures with words."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from papers import W, kind_of, parts, root, rows, text

from vpr_tracker import NotFound
from vpr_tracker_documents.drawing.grid import evenly
from vpr_tracker_documents.making.sources import give_data


def values(made, **asked):
    (data,) = give_data(kind_of("report"), made.context(**asked))
    return data.values


@pytest.mark.parametrize("month", range(1, 13, 3))
def test_the_figures_are_those_of_the_status(sample, month):
    day = date(sample.on.year, month, 15)
    told = values(sample, on=day)
    totals = sample.tracker.status(day)["totals"]

    assert {name: told["summary"][name] for name in totals if name != "tasks"} == {
        name: count for name, count in totals.items() if name != "tasks"
    }
    assert Counter({line["name"]: line["count"] for line in told["summary"]["lines"]}).total() == totals["total"]
    for name in ("total", "done", "overdue", "ahead"):
        assert sum(section[name] for section in told["sections"]) == told["summary"][name]


def test_schools_stand_in_the_order_of_the_registry_whoever_is_late(fresh):
    fresh.tracker.submit("1", school="4")
    fresh.tracker.accept("1", school="4")

    told = values(fresh)

    assert [school["name"].replace("\u00a0", " ") for school in told["schools"]] == [
        "Школа № 1", "Школа № 2", "Школа № 4", "Гимназия «Росток»",
    ]  # fmt: skip
    assert [school["overdue"] for school in told["schools"]] == [13, 13, 0, 13]
    assert [school["done"] for school in told["schools"]] == [0, 0, 13, 0]


def test_what_is_overdue_is_told_with_whose_it_is_and_why(fresh):
    fresh.tracker.submit("1", school="4", deliverable="1")
    fresh.tracker.return_("1", school="4", deliverable="1", note="нет подписи")
    fresh.tracker.submit("1", school="2", deliverable="2")

    (report,) = fresh.make("report")
    late = next(table for table in range(10) if rows(report, table)[0][1] == "Что просрочено")
    told = rows(report, late)

    by_who: dict[str, list[str]] = {}
    for row in told[1:]:
        by_who.setdefault(row[3], row)
    assert set(by_who) == {"школы № 1, 2, 4; Гимназия «Росток»", "школы № 1, 4; Гимназия «Росток»"}
    most = by_who["школы № 1, 2, 4; Гимназия «Росток»"]
    assert most[1].split("\n")[0] == "Аналитическая справка школы"
    assert most[2] == "до 25.01.2023\n(16 дней)"
    assert most[4] == "№ 4, «Аналитическая справка школы»: нет подписи"
    assert by_who["школы № 1, 4; Гимназия «Росток»"][1] == "Реестр затруднений учащихся"
    assert by_who["школы № 1, 4; Гимназия «Росток»"][4] == "не указаны"


def test_what_is_due_in_two_weeks_is_told_by_date(vpr):
    told = values(vpr)["coming"]

    assert [(row["due"], row["task"]) for row in told] == [
        ("до 17.02.2023", "2"), ("до 17.02.2023", "2"), ("17.02.2023", "3"),
    ]  # fmt: skip
    assert [len(row["titles"]) for row in told] == [4, 1, 1]


def test_each_section_gets_a_report_of_its_own(sample):
    sections = list(dict.fromkeys(task.section for task in sample.tracker.plan().tasks if task.section))
    data = list(give_data(kind_of("report"), sample.context(each="section")))

    assert [each.values["of_section"].replace("\u00a0", " ") for each in data] == sections
    if sections:
        assert sum(each.values["summary"]["total"] for each in data) == values(sample)["summary"]["total"]


def test_a_section_can_be_named_in_part(sample):
    titles = [task.section for task in sample.tracker.plan().tasks if task.section]
    with pytest.raises(NotFound):
        values(sample, section="нет такого раздела")
    if titles:
        assert values(sample, section=titles[0][3:].upper())["of_section"].replace("\u00a0", " ") == titles[0]


def test_pictures_are_in_the_document_with_words_in_their_stead(vpr):
    (report,) = vpr.make("report")
    described = [each.get("descr") for each in root(report).iter("{*}docPr")]

    assert len(described) == 2
    assert described[0].startswith("Лента времени: мероприятия от «1. Изучить итоги")
    assert "вертикальная черта – 10.02.2023" in described[0]
    assert described[1].startswith("Сетка на 10.02.2023: школы по строкам (№ 1; № 2; № 4; Гимназия «Росток»)")
    assert "просрочено – 52" in described[1]
    held = [name for name in parts(report) if name.startswith("word/media/")]
    assert len(held) == 2
    assert len({each.get("id") for each in root(report).iter("{*}docPr")}) == 2


def test_a_plan_without_schools_has_a_report_too(tmp_path):
    from papers import SAMPLES, Clock, World

    from vpr_tracker import Tracker, read_plan

    with Tracker.open(tmp_path / "a.sqlite3", actor="К", clock=Clock(date(2023, 2, 10))) as tracker:
        plan_id = tracker.import_plan(read_plan(SAMPLES["vpr"])).plan_id
        made = World(tracker, plan_id, date(2023, 2, 10), Clock(date(2023, 2, 10)), tmp_path)
        (report,) = made.make("report")

    assert "По школам" not in text(report)


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (1, [1]), (28, [28]), (29, [14, 15]), (30, [15, 15]), (85, [21, 21, 21, 22])]
)
def test_pictures_are_about_equally_full(count, sizes):
    parts_of = evenly([str(number) for number in range(count)], 28)

    assert [len(part) for part in parts_of] == sizes
    assert [each for part in parts_of for each in part] == [str(number) for number in range(count)]


def test_the_long_name_of_a_school_has_room_for_its_longest_word(sample):
    (report,) = sample.make("report")
    table = next(each for each in root(report).iter("{*}tbl") if rows_of(each)[0].startswith("Школа"))

    first = int(table.find("{*}tblGrid")[0].get(W + "w")) * 25.4 / 1440
    assert first >= 50  # «общеобразовательное» of ten points is 36 mm


def rows_of(table):
    return ["".join(each.text or "" for each in row.iter("{*}t")) for row in table.iter("{*}tr")]
