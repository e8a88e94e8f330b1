"""A sheet against its template: what is asked, what is wrong, what is found wanting."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker_checklists.templates.answers import Sheet, asked, counted, problems, wanting
from vpr_tracker_checklists.templates.shelf import template_of

VISIT = template_of(
    """
name = "visit"
title = "Посещение"
[[sections]]
label = "Всё"
[[sections.items]]
type = "yes_no"
name = "video"
label = "Видеозапись назначена"
bad = []
required = true
[[sections.items]]
type = "yes_no_na"
name = "running"
label = "Запись идёт"
finding = "Запись не идёт"
relevant = "${video} = 'yes'"
required = true
evidence = true
[[sections.items]]
type = "integer"
name = "observers"
label = "Наблюдателей"
unit = "чел."
constraint = ". <= 20"
constraint_message = "не больше двадцати"
threshold = ". >= 2"
[[sections.items]]
type = "date"
name = "updated"
label = "Раздел обновлён"
threshold = "today() - . <= 90"
relevant = "${running} != 'no'"
[[sections.items]]
type = "select_one"
name = "state"
label = "Состояние"
choices = [{name = "good", label = "хорошее"}, {name = "poor", label = "плохое", finding = true}]
""",
    "visit.toml",
)


def said(sheet, *, complete):
    return {problem.item: problem.message for problem in problems(VISIT, sheet, complete=complete)}


def test_an_item_is_asked_only_where_it_is_relevant():
    assert [item.name for item in asked(VISIT, {})] == ["video", "observers", "updated", "state"]
    assert "running" in [item.name for item in asked(VISIT, {"video": "yes"})]


def test_an_answer_that_is_not_asked_does_not_count_for_anything():
    answers = {"video": "no", "running": "no"}

    assert counted(VISIT, answers) == {"video": "no"}
    assert wanting(VISIT, answers) == []
    assert said(Sheet(answers=answers), complete=True) == {}
    assert "updated" in [item.name for item in asked(VISIT, answers)]  # «running» is empty, not «no»


def test_a_draft_may_be_unfinished_and_a_finished_run_may_not():
    sheet = Sheet(answers={"video": "yes"})

    assert said(sheet, complete=False) == {}
    assert set(said(sheet, complete=True)) == {"running"}


def test_a_broken_constraint_is_named_with_the_answer_and_the_words():
    assert said(Sheet(answers={"observers": 21}), complete=False) == {"observers": "«21 чел.»: не больше двадцати"}


def test_what_the_template_does_not_ask_is_named():
    sheet = Sheet(answers={"odd": 1}, notes={"other": "?"}, evidence={"third": ("a.pdf",)})

    assert set(said(sheet, complete=False)) == {"odd", "other", "third"}


def test_a_value_that_is_no_answer_is_named():
    assert set(said(Sheet(answers={"video": "maybe", "observers": "3"}), complete=False)) == {"video", "observers"}


def test_evidence_is_wanted_for_what_is_well_and_for_nothing_else():
    for answer, missing in (("yes", {"running"}), ("no", set()), ("na", set())):
        answers = {"video": "yes", "running": answer}
        assert set(said(Sheet(answers=answers), complete=True)) == missing
        with_file = Sheet(answers=answers, evidence={"running": ("запись.mp4",)})
        assert said(with_file, complete=True) == {}


def test_findings_speak_in_the_words_of_the_template_with_the_answer_where_it_says_more():
    answers = {"video": "yes", "running": "no", "observers": 1, "state": "poor"}

    assert [each.text for each in wanting(VISIT, answers)] == [
        "Запись не идёт",
        "Наблюдателей: 1 чел.",
        "Состояние: плохое",
    ]


def test_today_is_the_day_of_the_run():
    answers = {"updated": "2023-01-10"}

    assert wanting(VISIT, answers, on=date(2023, 4, 10)) == []
    assert [each.text for each in wanting(VISIT, answers, on=date(2023, 4, 11))] == ["Раздел обновлён: 10.01.2023"]


@given(
    st.dictionaries(
        st.sampled_from([item.name for item in VISIT.items]) | st.text(max_size=3),
        st.one_of(st.none(), st.text(max_size=9), st.integers(), st.floats(), st.booleans(), st.lists(st.integers())),
    ),
    st.booleans(),
)
def test_whatever_a_file_holds_it_is_taken_or_its_problems_are_named(answers, complete):
    sheet = Sheet(answers=answers)

    for problem in problems(VISIT, sheet, complete=complete, on=date(2023, 4, 10)):
        assert problem.message
    found = {each.item.name for each in wanting(VISIT, answers, on=date(2023, 4, 10))}
    assert found <= set(answers)
