"""One answer: from what was written to the value that is kept, and back."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker_checklists.templates.answers import AnswerError, read_answer, show_answer
from vpr_tracker_checklists.templates.model import Choice, Item

YES_NO_NA = (
    Choice(name="yes", label="да"),
    Choice(name="no", label="нет", finding=True),
    Choice(name="na", label="не применимо"),
)
STAGES = (
    Choice(name="before", label="до начала, в коридоре"),
    Choice(name="room", label="В аудитории"),
    Choice(name="after", label="Ещё потом"),
)
YES = Item(name="paper", type="select_one", label="Бумага", choices=YES_NO_NA)
SEVERAL = Item(name="stages", type="select_multiple", label="Этапы", choices=STAGES)
WHOLE = Item(name="observers", type="integer", label="Наблюдатели", unit="чел.")
DECIMAL = Item(name="area", type="decimal", label="Площадь", unit="м²")
DAY = Item(name="held", type="date", label="День")
TEXT = Item(name="remark", type="text", label="Замечания")
NOTE = Item(name="note", type="note", label="Прочтите")
ITEMS = (YES, SEVERAL, WHOLE, DECIMAL, DAY, TEXT, NOTE)

VALUES = st.one_of(
    st.tuples(st.just(YES), st.sampled_from(["yes", "no", "na"])),
    st.tuples(
        st.just(SEVERAL),
        st.sets(st.sampled_from([each.name for each in STAGES]), min_size=1).map(
            lambda chosen: [each.name for each in STAGES if each.name in chosen]
        ),
    ),
    st.tuples(st.just(WHOLE), st.integers(-(10**12), 10**12)),
    st.tuples(st.just(DECIMAL), st.integers(-(10**12), 10**12).map(lambda number: number / 10**6)),
    st.tuples(st.just(DAY), st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat)),
)
WRITTEN = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.lists(st.text(max_size=5), max_size=3),
    st.binary(max_size=5),
)


@given(VALUES)
def test_what_is_shown_reads_as_the_same(pair):
    item, value = pair

    assert read_answer(item, show_answer(item, value)) == value
    assert read_answer(item, value) == value


@given(st.sampled_from(ITEMS), WRITTEN)
def test_anything_written_is_an_answer_or_none_or_refused_with_words(item, written):
    try:
        value = read_answer(item, written)
    except AnswerError as error:
        value = None
        assert str(error)  # noqa: PT017 -- some of what is generated is an answer
    assert value is None or read_answer(item, value) == value
    assert value is None or read_answer(item, show_answer(item, value)) == value


@pytest.mark.parametrize(
    ("item", "written", "value"),
    [
        (YES, "Да", "yes"),
        (YES, " ДА. ", "yes"),
        (YES, "нет", "no"),
        (YES, "н.п.", "na"),
        (YES, "неприменимо", "na"),
        (YES, True, "yes"),
        (YES, 2, "no"),
        (YES, "3)", "na"),
        (YES, "\xa0", None),
        (SEVERAL, "в аудитории; еще потом", ["room", "after"]),
        (SEVERAL, "до начала, в коридоре", ["before"]),
        (SEVERAL, "after room", ["room", "after"]),
        (SEVERAL, "3, 2", ["room", "after"]),
        (SEVERAL, ["after", "after"], ["after"]),
        (WHOLE, "12 чел", 12),
        (WHOLE, "1 200", 1200),
        (WHOLE, "12,0", 12),
        (WHOLE, 3.0, 3),
        (DECIMAL, "1,5", 1.5),
        (DECIMAL, "1.5 м²", 1.5),
        (DECIMAL, 0.1 + 0.2, 0.3),
        (DECIMAL, "2.1000000000000001", 2.1),
        (DECIMAL, "1,999999999999999", 2),
        (DECIMAL, 2.1000000000000001, 2.1),
        (DECIMAL, "2,123456", 2.123456),
        (DECIMAL, "2,1234560000", 2.123456),
        (DECIMAL, 123456789.1 + 0.2, 123456789.3),
        (DAY, "20.03.2023", "2023-03-20"),
        (DAY, "20.03.2023 г.", "2023-03-20"),
        (DAY, "2023-03-20 00:00:00", "2023-03-20"),
        (DAY, datetime.fromisoformat("2023-03-20T09:00"), "2023-03-20"),
        (DAY, date(2023, 3, 20), "2023-03-20"),
        (DAY, 45005, "2023-03-20"),
        (TEXT, 5.0, "5"),
        (TEXT, "две\r\nстроки", "две\nстроки"),
        (TEXT, date(2023, 3, 20), "20.03.2023"),
        (NOTE, "что угодно", None),
    ],
)
def test_many_ways_of_writing_mean_one_answer(item, written, value):
    assert read_answer(item, written) == value


@pytest.mark.parametrize(
    ("item", "written"),
    [
        (YES, "не знаю"),
        (YES, "-"),
        (YES, 0),
        (YES, 4),
        (YES, "да, нет"),
        (SEVERAL, "в аудитории; дома"),
        (WHOLE, "1,5"),
        (WHOLE, "двое"),
        (WHOLE, True),
        (WHOLE, datetime.fromisoformat("2023-05-01")),
        (WHOLE, float("nan")),
        (WHOLE, 10**400),
        (WHOLE, "1 2"),
        (DECIMAL, "1,5,5"),
        (DECIMAL, "#N/A"),
        (DAY, "31.02.2023"),
        (DAY, "март"),
        (DAY, "20.03.23"),
        (DAY, "03/10/2023"),
        (DAY, "20.03.1923"),
        (DAY, True),
        (TEXT, "#REF!"),
        (TEXT, "х" * 5001),
    ],
)
def test_what_could_be_anything_is_refused(item, written):
    with pytest.raises(AnswerError):
        read_answer(item, written)


@pytest.mark.parametrize("written", ["2,1234567", 2.1234567, "2,1234565", "0,0000001", 1 / 3, "123456,1234567"])
def test_places_that_would_be_lost_are_refused_by_the_limit(written):
    with pytest.raises(AnswerError, match="6"):
        read_answer(DECIMAL, written)


def test_a_whole_number_with_a_trace_of_places_is_none():
    assert read_answer(WHOLE, 3.0000000000000004) == 3
    with pytest.raises(AnswerError):
        read_answer(WHOLE, "3,0000001")


def test_numbers_that_are_choices_are_taken_by_name_and_not_by_place():
    grades = tuple(Choice(name=name, label=f"{name} класс") for name in ("5", "6", "7"))
    item = Item(name="grade", type="select_one", label="Класс", choices=grades)

    assert read_answer(item, 5) == "5"
    with pytest.raises(AnswerError):
        read_answer(item, 1)


def test_an_answer_of_another_template_is_shown_as_it_is():
    assert show_answer(YES, "maybe") == "maybe"
    assert show_answer(DAY, "не день") == "не день"
    assert show_answer(YES, None) == ""
