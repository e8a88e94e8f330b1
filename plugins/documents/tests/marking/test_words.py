"""The mark says what a coordinator would write, for every way that a task can stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker_documents.marking.facts import _STATES, Duty
from vpr_tracker_documents.marking.words import mark

DUE = date(2023, 1, 25)


def duty(state, school=None, *, end=DUE, done_on=None, progress=None, quantity=None, numbered=True):
    return Duty(
        state=state, school=school, numbered=numbered, end=end, done_on=done_on, progress=progress, quantity=quantity
    )


def done(school=None, day=DUE, **fields):
    return duty("done", school, done_on=day, **fields)


@pytest.mark.parametrize(
    ("duties", "text"),
    [
        ([done()], "Исполнено 25.01.2023"),
        ([done(day=date(2023, 1, 30))], "Исполнено 30.01.2023 (срок 25.01.2023)"),
        ([done("1", date(2023, 1, 20)), done("4")], "Исполнено 25.01.2023"),
        ([done(end=None)], "Исполнено 25.01.2023"),
        ([duty("in_review"), duty("in_review")], "На проверке"),
        ([duty("in_review", "1"), duty("running", "4")], "На проверке: 1 из 2 (школа № 1)"),
        ([duty("overdue")], "Не исполнено, срок истёк 25.01.2023"),
        ([duty("overdue", "1"), duty("overdue", "4", end=date(2023, 1, 20))], "Не исполнено, срок истёк 20.01.2023"),
        ([duty("running")], "Срок не наступил"),
        ([duty("coming")], "Срок не наступил"),
        ([duty("running", progress=20, quantity=50)], "Исполняется: 20 из 50"),
        ([duty("overdue", progress=20, quantity=50)], "Не исполнено: 20 из 50, срок истёк 25.01.2023"),
        ([duty("undated", end=None)], "Срок не определён"),
        ([duty("ongoing", end=None)], "Исполняется постоянно"),
        ([duty("waived"), duty("waived")], "Снято с исполнения"),
        ([done("1"), duty("waived", "4")], "Исполнено 25.01.2023"),
        ([duty("past")], "Срок – до утверждения плана"),
        ([done(), duty("coming", end=date(2023, 3, 31))], "Исполнено 25.01.2023; следующий срок 31.03.2023"),
        ([done("1"), done("4"), duty("running", "7")], "Исполнено частично: 2 из 3 (школы № 1, 4)"),
        (
            [done("1"), duty("overdue", "4"), duty("in_review", "7")],
            "Исполнено частично: 1 из 3 (школа № 1), на проверке 1, срок истёк 25.01.2023",
        ),
        ([done("1"), duty("overdue", "1")], "Исполнено частично: 1 из 2, срок истёк 25.01.2023"),
        (
            [done("Берёзовская СОШ", numbered=False), done("4"), duty("running", "7")],
            "Исполнено частично: 2 из 3 (школа № 4, Берёзовская СОШ)",
        ),
        ([*(done(str(at)) for at in range(32)), *(duty("running", str(at)) for at in range(32, 52))],
         "Исполнено частично: 32 из 52 (32 школы)"),
        ([], ""),
    ],
)  # fmt: skip
def test_a_mark(duties, text):
    assert mark(duties).replace("\u00a0", " ") == text


@given(
    st.lists(
        st.builds(
            duty,
            st.sampled_from(sorted(set(_STATES.values()))),
            st.sampled_from([None, "1", "4", "7"]),
            end=st.sampled_from([DUE, None]),
            done_on=st.none(),
            progress=st.integers(0, 5) | st.none(),
            quantity=st.integers(1, 50) | st.none(),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_asked_has_one_line_and_only_what_is_done_is_called_so(duties):
    text = mark(duties)
    assert text
    assert "\n" not in text
    asked = [each for each in duties if each.state not in ("waived", "past")]
    if text.startswith("Исполнено") and "частично" not in text:
        assert all(each.state in ("done", "coming") for each in asked)
    if any(each.state == "overdue" for each in asked):
        assert text.startswith(("Не исполнено", "Исполнено частично", "На проверке:"))
