"""A known date or window, printed in many styles, comes back the same."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from vpr_tracker import parse_deadline

NOMINATIVE = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
GENITIVE = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
SHORT = ["янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.", "дек."]
SCHOOL = (date(2025, 9, 1), date(2026, 8, 31))
CALENDAR = (date(2023, 1, 1), date(2023, 12, 31))

FULL_STYLES = [
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d.day}.{d:%m.%Y}",
    lambda d: f"{d:%d.%m.%Y} г.",
    lambda d: f"{d:%d.%m.%Y}г",
    lambda d: f"{d:%d.%m.%y}",
    lambda d: f"{d:%d.%m.%y}г.",
    lambda d: f"{d:%d. %m. %Y}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d.day} {GENITIVE[d.month - 1]} {d.year} года",
    lambda d: f"{d:%d} {GENITIVE[d.month - 1]} {d.year}",
    lambda d: f"«{d:%d}» {GENITIVE[d.month - 1]} {d.year} г.",
    lambda d: f"{d.day}{GENITIVE[d.month - 1]}{d.year}г.",
    lambda d: f"{d.day}-го {GENITIVE[d.month - 1]} {d.year} г",
    lambda d: f"{d.day} {SHORT[d.month - 1]} {d.year} г.",
    lambda d: f"{d.day}\n{GENITIVE[d.month - 1].upper()}\n{d.year}\nгода",
]
SHORT_STYLES = [
    lambda d: f"{d:%d.%m}",
    lambda d: f"{d:%d.%m.}",
    lambda d: f"{d.day} {GENITIVE[d.month - 1]}",
    lambda d: f"{d:%d} {GENITIVE[d.month - 1].title()}",
    lambda d: f"{d.day} {SHORT[d.month - 1]}",
    lambda d: f"{d.day}-е {GENITIVE[d.month - 1]}",
]
BY = [
    "до {}",
    "До {}",
    "до  {}",
    "до{}",
    "к {}",
    "не позднее {}",
    "не позже {}",
    "в срок до {}",
    "по {}",
    "вплоть до {}",
]
BETWEEN = ["{} - {}", "{}–{}", "{} — {}", "{}−{}", "с {} по {}", "С {} до {}", "в период с {} по {}", "с {} – {}"]

years = st.dates(date(2001, 1, 1), date(2049, 12, 31))
school_days = st.dates(*SCHOOL)
calendar_days = st.dates(*CALENDAR)


def only(phrase, period):
    deadline = parse_deadline(phrase, period=period)
    assert not deadline.needs_review, (phrase, deadline)
    (term,) = deadline.terms
    return term.form, term.start, term.end


@settings(deadline=None, max_examples=200)
@given(years, st.sampled_from(FULL_STYLES), st.sampled_from([SCHOOL, CALENDAR]))
def test_a_full_date_comes_back_in_any_period(day, style, period):
    assert only(style(day), period) == ("on", day, day)


@settings(deadline=None, max_examples=200)
@given(school_days, st.sampled_from([*FULL_STYLES, *SHORT_STYLES]), st.sampled_from(BY))
def test_a_day_to_be_ready_by_comes_back(day, style, form):
    assert only(form.format(style(day)), SCHOOL) == ("by", None, day)


@settings(deadline=None, max_examples=200)
@given(calendar_days, st.sampled_from(SHORT_STYLES))
def test_a_date_without_a_year_is_the_one_in_the_period(day, style):
    assert only(style(day), CALENDAR) == ("on", day, day)


@settings(deadline=None, max_examples=300)
@given(school_days, st.integers(1, 200), st.sampled_from([*FULL_STYLES, *SHORT_STYLES]), st.sampled_from(BETWEEN))
def test_a_range_of_days_comes_back(first, length, style, form):
    last = min(first + timedelta(days=length), SCHOOL[1])
    if first < last:
        assert only(form.format(style(first), style(last)), SCHOOL) == ("during", first, last)


@settings(deadline=None, max_examples=200)
@given(
    st.integers(1, 12), st.integers(1, 27), st.integers(1, 10), st.sampled_from(["", " 2023 г.", " 2023 года", " 2023"])
)
def test_days_of_one_month_come_back(month, first, length, year):
    last = min(first + length, 28)
    name = GENITIVE[month - 1]
    days = ("during", date(2023, month, first), date(2023, month, last))
    for form in ("{}-{} {}", "{} – {} {}", "с {} по {} {}", "С{}по{} {}", "с {}-го по {}-е {}", "в срок с {} по {} {}"):
        assert only(form.format(first, last, name) + year, CALENDAR) == days


def month_window(year, month):
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


@settings(deadline=None)
@given(st.integers(1, 12), st.sampled_from(["{}", "в течение {}", "{} 2023", "{} 2023 г.", "{} 2023г", "{} месяц"]))
def test_a_month_comes_back(month, form):
    names = GENITIVE if "течение" in form else NOMINATIVE
    assert only(form.format(names[month - 1]), CALENDAR) == ("during", *month_window(2023, month))


@settings(deadline=None)
@given(st.integers(0, 10), st.integers(1, 11), st.sampled_from(["{} – {}", "{}-{}", "{} - {}", "с {} по {}"]))
def test_a_range_of_months_of_a_school_year_comes_back_across_the_new_year(first, length, form):
    last = min(first + length, 11)
    numbers = [(first + 8) % 12 + 1, (last + 8) % 12 + 1]
    start = month_window(2025 + (first > 3), numbers[0])[0]
    end = month_window(2025 + (last > 3), numbers[1])[1]
    named = [(GENITIVE if "с " in form else NOMINATIVE)[numbers[0] - 1], NOMINATIVE[numbers[1] - 1]]
    assert only(form.format(*named), SCHOOL) == ("during", start, end)


@settings(deadline=None)
@given(st.lists(calendar_days, min_size=2, max_size=5), st.sampled_from([", ", "; ", " и ", "\n", ","]))
def test_a_list_of_dates_comes_back_in_its_order(days, separator):
    deadline = parse_deadline(separator.join(f"{day:%d.%m.%Y}" for day in days), period=CALENDAR)
    assert [(term.form, term.start) for term in deadline.terms] == [("on", day) for day in days]
    assert not deadline.needs_review
