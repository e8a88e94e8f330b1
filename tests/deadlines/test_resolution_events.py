"""Due times that hang on events: before, during and after, moved, repeated, at one school."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.deadlines.bearings import bearing_of
from vpr_tracker.deadlines.model import Offset, Term
from vpr_tracker.deadlines.resolution import EventDate, resolve, shift
from vpr_tracker.domain.working_days import production_calendar

YEAR = (date(2023, 1, 1), date(2023, 12, 31))
TESTS = EventDate(start=date(2023, 3, 15), end=date(2023, 5, 20))
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def hang(printed, anchor, *, offset=None, dates=(TESTS,), form="relative"):
    term = Term(form=form, anchor=anchor, offset=offset, span=(0, len(printed)))
    return resolve([term], period=YEAR, printed=printed, events={0: dates})


@pytest.mark.parametrize(
    ("printed", "anchor", "offset", "start", "end"),
    [
        ("за 10 дней до начала ВПР", "начала ВПР", Offset(days=-10), None, date(2023, 3, 5)),
        ("за 2 недели до ВПР", "ВПР", Offset(weeks=-2), None, date(2023, 3, 1)),
        ("не позднее чем за месяц до ВПР", "ВПР", Offset(months=-1), None, date(2023, 2, 15)),
        ("за 3 рабочих дня до ВПР", "ВПР", Offset(working_days=-3), None, date(2023, 3, 10)),
        ("накануне ВПР", "ВПР", Offset(days=-1), None, date(2023, 3, 14)),
        ("за 5 дней до окончания ВПР", "ВПР", Offset(days=-5), None, date(2023, 5, 15)),
        ("в день проведения ВПР", "ВПР", Offset(days=0), date(2023, 3, 15), date(2023, 5, 20)),
        ("в течение 10 дней после ВПР", "ВПР", Offset(days=10), date(2023, 5, 20), date(2023, 5, 30)),
        ("в течение 5 рабочих дней со дня ВПР", "ВПР", Offset(working_days=5), date(2023, 5, 20), date(2023, 5, 26)),
        ("в течение месяца со дня начала ВПР", "ВПР", Offset(months=1), date(2023, 3, 15), date(2023, 4, 15)),
        ("в период проведения ВПР", "ВПР", None, date(2023, 3, 15), date(2023, 5, 20)),
        ("по мере ВПР", "ВПР", None, date(2023, 3, 15), date(2023, 5, 20)),
        ("до начала ВПР", "ВПР", None, None, date(2023, 3, 14)),
        ("до начала ВПР", "начала ВПР", None, None, date(2023, 3, 14)),
        ("перед проведением ВПР", "ВПР", None, None, date(2023, 3, 14)),
        ("к началу ВПР", "ВПР", None, None, date(2023, 3, 15)),
        ("до окончания\nВПР", "ВПР", None, None, date(2023, 5, 20)),
        ("после проведения ВПР", "ВПР", None, date(2023, 5, 20), date(2023, 12, 31)),
        ("по окончании ВПР", "ВПР", None, date(2023, 5, 20), date(2023, 12, 31)),
        ("по итогам проведения ВПР", "ВПР", None, date(2023, 5, 20), date(2023, 12, 31)),
        ("с начала ВПР", "ВПР", None, date(2023, 3, 15), date(2023, 12, 31)),
    ],
)
def test_the_words_round_an_event_say_where_the_due_day_lies(printed, anchor, offset, start, end):
    [found] = hang(printed, anchor, offset=offset)
    assert (found.key, found.kind, found.start, found.end) == ("1", "dated", start, end)
    assert found.anchor == anchor


def test_a_reference_lasts_as_long_as_what_it_refers_to():
    [found] = hang("согласно плану-графику", "плану-графику", form="reference")
    assert (found.start, found.end) == (TESTS.start, TESTS.end)


@pytest.mark.parametrize("form", ["during", "on", "by"])
def test_a_term_without_a_date_may_be_linked_too(form):
    [found] = hang("первая неделя", None, form=form)
    assert (found.kind, found.start, found.end) == ("dated", None if form == "by" else TESTS.start, TESTS.end)


def test_a_printed_date_stands_whatever_is_linked():
    [found] = resolve([Term(form="by", end=date(2023, 1, 25))], period=YEAR, events={0: [TESTS]})
    assert found.end == date(2023, 1, 25)


def test_only_the_linked_term_is_dated():
    terms = [Term(form="relative", anchor="ВПР"), Term(form="reference", anchor="плану")]
    found = resolve(terms, period=YEAR, events={1: [TESTS]})
    assert [(each.key, each.kind) for each in found] == [("1", "undated"), ("2", "dated")]


def test_a_pronoun_means_the_event_before_it_unless_it_has_its_own():
    printed = "по мере события или накануне его"
    terms = [
        Term(form="relative", anchor="события", span=(0, 15)),
        Term(form="relative", anchor="его", offset=Offset(days=-1), span=(20, 32)),
    ]
    found = resolve(terms, period=YEAR, printed=printed, events={0: [TESTS]})
    assert [each.end for each in found] == [TESTS.end, date(2023, 3, 14)]
    own = EventDate(start=date(2023, 9, 1), end=date(2023, 9, 1))
    found = resolve(terms, period=YEAR, printed=printed, events={0: [TESTS], 1: [own]})
    assert [each.end for each in found] == [TESTS.end, date(2023, 8, 31)]
    assert resolve(terms[1:], period=YEAR, printed=printed)[0].kind == "undated"


def test_the_second_anchor_of_a_phrase_has_its_own_preposition():
    printed = "в период ВПР и после ВПР"
    terms = [
        Term(form="relative", anchor="ВПР", span=(0, 12)),
        Term(form="relative", anchor="ВПР", span=(15, 24)),
    ]
    found = resolve(terms, period=YEAR, printed=printed, events={0: [TESTS], 1: [TESTS]})
    assert [each.start for each in found] == [TESTS.start, TESTS.end]


def test_each_repetition_has_a_due_time_and_its_key_stays_when_it_moves():
    autumn = EventDate(start=date(2023, 9, 18), end=date(2023, 10, 20), repeat=1)
    found = hang("в период ВПР", "ВПР", dates=[autumn, TESTS])
    assert [(each.key, each.start) for each in found] == [("1", TESTS.start), ("1@1", autumn.start)]
    earlier = replace(autumn, start=date(2023, 2, 1), end=date(2023, 2, 10))
    moved = hang("в период ВПР", "ВПР", dates=[TESTS, earlier])
    assert {each.key: each.start for each in moved} == {"1": TESTS.start, "1@1": date(2023, 2, 1)}


def test_a_school_with_other_days_has_its_own_occurrence_of_the_same_key():
    own = replace(TESTS, start=date(2023, 3, 20), end=date(2023, 5, 24), organisation="school-2")
    found = hang("за 10 дней до ВПР", "ВПР", offset=Offset(days=-10), dates=[TESTS, own])
    assert [(each.key, each.organisation, each.end) for each in found] == [
        ("1", None, date(2023, 3, 5)),
        ("1", "school-2", date(2023, 3, 10)),
    ]


def test_days_known_for_one_school_alone_leave_the_others_waiting():
    found = hang("в период ВПР", "ВПР", dates=[replace(TESTS, organisation="school-2")])
    assert [(each.organisation, each.kind) for each in found] == [(None, "undated"), ("school-2", "dated")]


def test_a_distance_that_leaves_the_calendar_waits_undated():
    for offset in (Offset(days=10**9), Offset(months=10**6), Offset(weeks=-(10**8)), Offset(working_days=10**7)):
        [found] = hang("за много дней до ВПР", "ВПР", offset=offset)
        assert (found.kind, found.end) == ("undated", None)


@given(start=DAYS, length=st.integers(0, 90), days=st.integers(-400, 400), offset=st.integers(-60, 60))
def test_moving_an_event_moves_what_hangs_on_it_by_as_much_and_keeps_its_key(start, length, days, offset):
    event = EventDate(start=start, end=start + timedelta(days=length))
    step = timedelta(days=days)
    moved = EventDate(start=event.start + step, end=event.end + step)
    [before] = hang("ВПР", "ВПР", offset=Offset(days=offset), dates=[event])
    [after] = hang("ВПР", "ВПР", offset=Offset(days=offset), dates=[moved])
    assert after.key == before.key
    assert after.end == before.end + step


@given(
    start=DAYS,
    length=st.integers(0, 90),
    offset=st.integers(-300, 300),
    unit=st.sampled_from(["days", "weeks", "months", "working_days"]),
)
def test_a_distance_before_an_event_is_due_before_it_and_one_after_it_after(start, length, offset, unit):
    event = EventDate(start=start, end=start + timedelta(days=length))
    [found] = hang("ВПР", "ВПР", offset=Offset(**{unit: offset}), dates=[event])
    if offset < 0:
        assert found.start is None
        assert found.end < event.start
    elif offset > 0:
        assert found.start == event.end
        assert found.end > event.end
    else:
        assert (found.start, found.end) == (event.start, event.end)


@given(day=DAYS, months=st.integers(-36, 36))
def test_a_distance_in_months_never_runs_over_the_end_of_a_month(day, months):
    moved = shift(day, Offset(months=months))
    assert (moved.year - day.year) * 12 + moved.month - day.month == months


@given(day=DAYS, count=st.integers(1, 40))
def test_a_distance_in_working_days_ends_on_a_working_day(day, count):
    assert production_calendar().is_working_day(shift(day, Offset(working_days=count)))


@given(printed=st.text(max_size=60), anchor=st.text(max_size=20))
def test_no_words_whatever_upset_the_search_for_the_side_of_an_event(printed, anchor):
    assert bearing_of(printed, anchor).side in ("before", "on_the_eve", "after", "within")
