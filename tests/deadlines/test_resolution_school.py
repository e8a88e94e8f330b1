"""Due times that follow the school year: named terms and holidays, schools with terms of their own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.deadlines.model import Every, Offset, Term
from vpr_tracker.deadlines.resolution import EventDate, resolve
from vpr_tracker.domain.school_year import SchoolCalendar, TermDates

YEAR = (date(2023, 1, 1), date(2023, 12, 31))
SCHOOL_YEAR = (date(2025, 9, 1), date(2026, 8, 31))
TERMLY = Term(form="every", every=Every(unit="term"))
SPRING = TermDates("2022/23-spring", date(2023, 3, 23), date(2023, 4, 2))


def named(printed, *, form="during", period=YEAR, anchor=None, offset=None, calendar=None):
    start = printed.find("III четверть") if printed.startswith("по плану") else 0
    term = Term(form=form, anchor=anchor, offset=offset, span=(start, len(printed)))
    [found] = resolve([term], period=period, printed=printed, calendar=calendar)
    return found


@pytest.mark.parametrize(
    ("printed", "period", "start", "end"),
    [
        ("III четверть", YEAR, date(2023, 1, 9), date(2023, 4, 7)),
        ("в течение 3-й четверти", YEAR, date(2023, 1, 9), date(2023, 4, 7)),
        ("в III\nчетверти", YEAR, date(2023, 1, 9), date(2023, 4, 7)),
        ("Ш четверть", YEAR, date(2023, 1, 9), date(2023, 4, 7)),
        ("третья четверть", YEAR, date(2023, 1, 9), date(2023, 4, 7)),
        ("II четверть", YEAR, date(2023, 11, 6), date(2023, 12, 29)),
        ("четвёртая четверть", SCHOOL_YEAR, date(2026, 4, 6), date(2026, 5, 26)),
        ("2 триместр", SCHOOL_YEAR, date(2025, 11, 24), date(2026, 2, 15)),
        ("первое полугодие", SCHOOL_YEAR, date(2025, 9, 1), date(2025, 12, 30)),
        ("осенние каникулы", YEAR, date(2023, 10, 28), date(2023, 11, 5)),
        ("В период весенних школьных каникул", SCHOOL_YEAR, date(2026, 3, 28), date(2026, 4, 5)),
        ("зимние каникулы", YEAR, date(2022, 12, 31), date(2023, 1, 8)),
        ("I четверть 2024/2025 учебного года", YEAR, date(2024, 9, 2), date(2024, 10, 25)),
        ("Весенние каникулы 2026 г.", YEAR, date(2026, 3, 28), date(2026, 4, 5)),
        ("зимние каникулы 2026 года", YEAR, date(2025, 12, 31), date(2026, 1, 11)),
        ("I–II четверти", YEAR, date(2023, 9, 1), date(2023, 12, 29)),
        ("1 и 2 четверть", SCHOOL_YEAR, date(2025, 9, 1), date(2025, 12, 30)),
        ("3-4 четверть", YEAR, date(2023, 1, 9), date(2023, 5, 26)),
        ("по плану ММО, III четверть", YEAR, date(2023, 1, 9), date(2023, 4, 7)),
    ],
)
def test_a_named_part_of_the_school_year_is_dated_and_awaits_confirmation(printed, period, start, end):
    found = named(printed, period=period)
    assert (found.kind, found.start, found.end, found.unconfirmed) == ("dated", start, end, True)


@pytest.mark.parametrize(
    ("printed", "end"),
    [
        ("до конца III четверти", date(2023, 4, 7)),
        ("до окончания III четверти", date(2023, 4, 7)),
        ("до начала IV четверти", date(2023, 4, 16)),
        ("к началу IV четверти", date(2023, 4, 17)),
        ("до осенних каникул", date(2023, 10, 27)),
        ("до III четверти", date(2023, 1, 8)),
        ("до начала учебного года", date(2023, 8, 31)),
        ("к началу учебного года", date(2023, 9, 1)),
        ("до окончания учебного года", date(2023, 5, 26)),
        ("до начала II четверти", date(2023, 11, 5)),
    ],
)
def test_a_term_by_the_school_year_is_due_at_the_edge_that_it_names(printed, end):
    found = named(printed, form="by")
    assert (found.kind, found.start, found.end) == ("dated", None, end)


def test_holidays_are_an_event_that_a_distance_may_be_counted_from():
    found = named("за неделю до осенних каникул", form="relative", anchor="осенних каникул", offset=Offset(weeks=-1))
    assert (found.kind, found.end, found.unconfirmed) == ("dated", date(2023, 10, 21), True)
    found = named("после весенних каникул", form="relative", anchor="весенних каникул")
    assert (found.start, found.end) == (date(2023, 4, 16), date(2023, 12, 31))


def test_in_a_school_year_plan_before_the_school_year_means_the_next_one():
    anchor, offset = "начала учебного года", Offset(weeks=-2)
    found = named(
        "за 2 недели до начала учебного года", form="relative", anchor=anchor, offset=offset, period=SCHOOL_YEAR
    )
    assert found.end == date(2026, 8, 18)


def test_the_week_of_a_term_is_not_the_term():
    for printed in ("2 неделя III четверти", "2 неделя\nIII четверти", "май III четверти"):
        terms = [Term(form="during", anchor="III четверти", span=(printed.index("III"), len(printed)))]
        [found] = resolve(terms, period=YEAR, printed=printed)
        assert found.kind == "undated"


def test_a_line_of_its_own_stands_by_itself():
    printed = "Сентябрь\nIII четверть"
    [found] = resolve([Term(form="during", span=(9, len(printed)))], period=YEAR, printed=printed)
    assert found.start == date(2023, 1, 9)


def test_each_of_two_terms_of_a_phrase_has_its_own_days():
    printed = "I и II четверть"
    terms = [
        Term(form="during", anchor="I четверть", span=(0, len(printed))),
        Term(form="during", anchor="II четверть", span=(0, len(printed))),
    ]
    found = resolve(terms, period=YEAR, printed=printed)
    assert [each.start for each in found] == [date(2023, 9, 1), date(2023, 11, 6)]


def test_a_linked_event_goes_before_the_school_calendar():
    event = EventDate(start=date(2023, 10, 30), end=date(2023, 11, 6))
    term = Term(form="relative", anchor="осенних каникул", span=(0, 24))
    [found] = resolve([term], period=YEAR, printed="в период осенних каникул", events={0: [event]})
    assert (found.start, found.end, found.unconfirmed) == (event.start, event.end, False)


@pytest.mark.parametrize(
    "printed",
    [
        "четверть",
        "каникулы",
        "в конце III четверти",
        "начало II четверти",
        "2 неделя III четверти",
        "I, III четверть",
        "5 четверть",
        "4 триместр",
        "третья четверть первого тура",
        "каникулы и III четверть",
        "I и III четверть",
        "IV–I четверть",
        "учебный год",
        "в начале учебного года",
        "I полугодие",
        "III четверть 2025/2028 уч. года",
    ],
)
def test_words_that_do_not_settle_one_part_of_the_school_year_give_no_date(printed):
    assert named(printed).kind == "undated"


def test_a_part_that_several_years_of_the_plan_have_gives_no_date():
    assert named("III четверть", period=(date(2023, 1, 1), date(2025, 12, 31))).kind == "undated"


def test_without_a_period_a_part_of_the_school_year_gives_no_date_unless_its_year_is_printed():
    assert named("III четверть", period=None).kind == "undated"
    assert named("III четверть 2025/26", period=None).start == date(2026, 1, 12)


def test_an_event_after_a_part_of_the_school_year_is_not_that_part():
    found = named("после проверки работ за I четверть", form="relative", anchor="проверки работ за I четверть")
    assert found.kind == "undated"


def test_dates_that_were_set_need_no_confirmation():
    found = named("весенние каникулы", calendar=SchoolCalendar.of([SPRING]))
    assert (found.start, found.end, found.unconfirmed) == (SPRING.start, SPRING.end, False)


def test_changed_terms_move_due_days_and_keep_keys():
    before = resolve([TERMLY], period=YEAR)
    after = resolve([TERMLY], period=YEAR, calendar=SchoolCalendar.of([SPRING]))
    assert [each.key for each in after] == [each.key for each in before]
    assert next(each.end for each in after) == date(2023, 3, 22)


def test_a_school_with_terms_of_its_own_differs_only_where_its_days_do():
    found = resolve([TERMLY], period=YEAR, school_calendars={"school-2": SchoolCalendar.of([SPRING])})
    assert [(each.key, each.end) for each in found if each.organisation == "school-2"] == [
        ("2022/23-III", date(2023, 3, 22)),
        ("2022/23-IV", date(2023, 5, 26)),
    ]
    assert [each.key for each in found if each.organisation is None] == [
        "2022/23-III",
        "2022/23-IV",
        "2023/24-I",
        "2023/24-II",
    ]


def test_a_schools_own_event_days_go_before_its_own_terms():
    own = EventDate(start=date(2023, 3, 27), end=date(2023, 4, 1), organisation="school-2")
    term = Term(form="relative", anchor="весенних каникул", span=(0, 25))
    found = resolve(
        [term],
        period=YEAR,
        printed="в период весенних каникул",
        events={0: [own]},
        school_calendars={"school-2": SchoolCalendar.of([SPRING])},
    )
    assert [(each.organisation, each.start) for each in found if each.kind == "dated"] == [("school-2", own.start)]


# fmt: off
VOCABULARY = [
    "в", "до", "конца", "начала", "после", "III", "1", "-", "и", ",", "(", "%", "четверть", "четверти", "каникулы",
    "осенние", "учебного", "года", "2025", "/2026", "триместр", "неделя", "полугодие", "по", "итогам",
]
# fmt: on
WORDS = st.lists(st.sampled_from([*VOCABULARY, "2 триместр", "\n"]), max_size=12).map(" ".join)


@given(
    printed=WORDS | st.text(max_size=40),
    anchor=st.none() | WORDS,
    form=st.sampled_from(["during", "by", "on", "relative", "reference"]),
    period=st.none() | st.sampled_from([YEAR, SCHOOL_YEAR]),
    span=st.tuples(st.integers(0, 30), st.integers(0, 60)),
)
def test_whatever_the_words_a_date_from_the_school_year_awaits_confirmation(printed, anchor, form, period, span):
    [found] = resolve([Term(form=form, anchor=anchor, span=span)], period=period, printed=printed)
    assert found.unconfirmed == (found.kind == "dated")
    if found.kind == "dated":
        assert found.start is None or found.start <= found.end


def test_months_do_not_depend_on_a_schools_terms():
    monthly = Term(form="every", every=Every(unit="month"))
    found = resolve([monthly], period=YEAR, school_calendars={"school-2": SchoolCalendar.of([SPRING])})
    assert all(each.organisation is None for each in found)
