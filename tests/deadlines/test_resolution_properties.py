"""What holds of every resolution, whatever the words, the period, the events and the calendars are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from vpr_tracker.deadlines.model import Every, Offset, Term
from vpr_tracker.deadlines.resolution import EventDate, Occurrence, resolve
from vpr_tracker.domain.obligations import Organisation, derive
from vpr_tracker.domain.school_year import SchoolCalendar, TermDates
from vpr_tracker.domain.words import Form, Unit

DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))
SPANS = st.tuples(DAYS, st.integers(0, 800)).map(lambda each: (each[0], each[0] + timedelta(days=each[1])))
PERIODS = SPANS | st.sampled_from(
    [
        (date(2023, 1, 1), date(2023, 12, 31)),
        (date(2022, 12, 1), date(2023, 12, 31)),
        (date(2025, 9, 1), date(2026, 8, 31)),
    ]
)
EVERY = st.builds(
    Every,
    unit=st.sampled_from(get_args(Unit)),
    times=st.sampled_from([1, 1, 1, 2, 3]),
    interval=st.sampled_from([1, 1, 1, 2, 3, 5]),
    day_of_month=st.none() | st.integers(1, 31),
    weekday=st.none() | st.integers(0, 6),
    nth=st.none() | st.sampled_from([-1, 0, 1, 2, 5]),
)
OFFSETS = st.tuples(st.sampled_from(["days", "weeks", "months", "working_days"]), st.integers(-50, 50)).map(
    lambda each: Offset(**{each[0]: each[1]})
)
PHRASES = st.sampled_from(
    ["до ВПР", "к началу ВПР", "после ВПР", "до окончания ВПР", "III четверть", "осенние каникулы", "ВПР", "", "неделя"]
)
TERMS = st.builds(
    Term,
    form=st.sampled_from(get_args(Form)),
    start=st.none() | DAYS,
    end=st.none() | DAYS,
    every=st.none() | EVERY,
    anchor=st.sampled_from([None, "ВПР", "осенних каникул", "плану"]),
    offset=st.none() | OFFSETS,
    level=st.sampled_from([None, "school", "municipality"]),
)
EVENT_DATES = st.builds(
    lambda span, organisation, repeat: EventDate(start=span[0], end=span[1], organisation=organisation, repeat=repeat),
    SPANS,
    st.sampled_from([None, None, "school-1", "school-2"]),
    st.integers(0, 3),
)
CALENDARS = st.integers(2018, 2031).flatmap(
    lambda first: st.tuples(st.integers(1, 20), st.integers(21, 28)).map(
        lambda days: SchoolCalendar.of(
            [
                TermDates(
                    f"{first}/{(first + 1) % 100:02}-spring", date(first + 1, 3, days[0]), date(first + 1, 3, days[1])
                )
            ]
        )
    )
)
DEADLINES = st.fixed_dictionaries(
    {
        "terms": st.lists(TERMS, max_size=4),
        "period": st.none() | PERIODS,
        "printed": PHRASES,
        "calendar": st.none() | CALENDARS,
        "events": st.dictionaries(st.integers(0, 4), st.lists(EVENT_DATES, max_size=3), max_size=3),
        "school_calendars": st.dictionaries(st.sampled_from(["school-1", "school-3"]), CALENDARS, max_size=2),
    }
)


@given(deadline=DEADLINES)
def test_a_key_is_used_once_for_each_organisation(deadline):
    found = resolve(**deadline)
    places = [(each.key, each.organisation) for each in found]
    assert len(places) == len(set(places))


@given(deadline=DEADLINES)
def test_resolving_again_gives_the_same(deadline):
    assert resolve(**deadline) == resolve(**deadline)


@given(deadline=DEADLINES)
def test_every_term_has_its_occurrences_and_they_are_whole(deadline):
    found = resolve(**deadline)
    general = [each for each in found if each.organisation is None]
    positions = {each.term_position for each in general}
    assert positions == (set(range(len(deadline["terms"]))) or {None})
    for each in found:
        if each.kind == "dated":
            assert each.end is not None
            assert each.start is None or each.start <= each.end
        else:
            assert (each.start, each.end, each.unconfirmed) == (None, None, False)
        if each.term_position is not None:
            assert each.level == deadline["terms"][each.term_position].level


@given(term=TERMS, period=PERIODS)
def test_without_an_event_no_date_lies_outside_what_is_printed_or_the_period(term, period):
    term = replace(term, anchor="плану")
    bounds = [term.start or period[0], term.end or period[1]]
    if term.form in ("on", "by", "during"):
        bounds += [day for day in (term.start, term.end) if day]
    for each in resolve([term], period=period):
        assert all(min(bounds) <= day <= max(bounds) for day in (each.start, each.end) if day)


@given(every=EVERY, period=PERIODS)
def test_due_times_of_a_recurrence_are_in_order_within_the_period_and_do_not_repeat(every, period):
    found = resolve([Term(form="every", every=every)], period=period)
    ends = [each.end for each in found if each.end]
    assert ends == sorted(ends)
    if every.times == 1:
        assert len(ends) == len(set(ends))
    assert all(period[0] <= end <= period[1] for end in ends)


@given(every=EVERY, period=PERIODS)
def test_a_printed_day_of_a_recurrence_is_that_day(every, period):
    for each in resolve([Term(form="every", every=every)], period=period):
        if each.end and every.weekday is not None:
            assert each.end.weekday() == every.weekday
        elif each.end and every.day_of_month is not None:
            tomorrow = each.end + timedelta(days=1)
            assert each.end.day == every.day_of_month or (each.end.day < every.day_of_month and tomorrow.day == 1)


@given(event=SPANS, offset=st.none() | OFFSETS, period=PERIODS, printed=PHRASES)
def test_what_hangs_on_an_event_lies_between_it_and_its_distance_or_the_plans_end(event, offset, period, printed):
    term = Term(form="relative", anchor="ВПР", offset=offset)
    dates = [EventDate(start=event[0], end=event[1])]
    [found] = resolve([term], period=period, printed=printed, events={0: dates})
    reach = timedelta(days=max(abs(part or 0) for part in (offset.days, offset.working_days)) * 4 if offset else 1)
    if offset:
        reach += timedelta(days=7 * abs(offset.weeks or 0) + 31 * abs(offset.months or 0) + 15)
    last = event[1] + reach if offset else max(event[1], period[1])
    assert event[0] - reach <= (found.start or found.end) <= found.end <= last


@given(deadline=DEADLINES, days=st.integers(-200, 200))
def test_moving_events_and_terms_keeps_the_general_keys(deadline, days):
    step = timedelta(days=days)
    events = {
        position: [replace(each, start=each.start + step, end=each.end + step) for each in dates]
        for position, dates in deadline["events"].items()
    }
    before = resolve(**deadline)
    after = resolve(**{**deadline, "events": events})
    assert [(each.key, each.organisation) for each in before if each.organisation is None] == [
        (each.key, each.organisation) for each in after if each.organisation is None
    ]


@given(deadline=DEADLINES, level=st.sampled_from(["municipality", "school", "both"]))
def test_linking_an_event_or_adding_a_school_keeps_every_obligation_that_was_there(deadline, level):
    schools = [Organisation(key=f"school-{n}", kind="school") for n in range(1, 4)]
    organisations = [Organisation(key="committee", kind="committee"), *schools]

    def owed(found: list[Occurrence], whom: list[Organisation]) -> list[str]:
        result = derive(task="t", level=level, deliverables=(), organisations=whom, occurrences=found)
        return [each.key for each in result]

    bare = resolve(**{**deadline, "events": {}, "school_calendars": {}})
    dated = resolve(**deadline)
    assert set(owed(bare, organisations[:3])) <= set(owed(dated, organisations))


WHOLE = (date.min.toordinal(), date.max.toordinal())
ANYWHERE = (
    st.tuples(
        st.integers(*WHOLE) | st.sampled_from([WHOLE[0], WHOLE[1] - 100, date(9998, 9, 1).toordinal()]),
        st.integers(0, 800) | st.just(WHOLE[1]),
    )
    .map(lambda each: (each[0], min(each[0] + each[1], WHOLE[1])))
    .map(lambda each: (date.fromordinal(each[0]), date.fromordinal(each[1])))
)


@settings(max_examples=300)
@given(term=TERMS.map(lambda term: replace(term, start=None, end=None)), period=ANYWHERE, printed=PHRASES)
def test_no_period_from_the_first_to_the_last_day_of_the_calendar_upsets_it(term, period, printed):
    dates = [EventDate(start=period[0], end=period[1])]
    assert resolve([term], period=period, printed=printed)
    assert resolve([term], period=period, printed=printed, events={0: dates})
