"""What holds for every string: no error, no date that the words and the period do not give, spans inside the text."""

import re
import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vpr_tracker import parse_deadline
from vpr_tracker.deadlines.vocabulary import vocabulary

PERIODS = [
    (date(2023, 1, 1), date(2023, 12, 31)),
    (date(2025, 9, 1), date(2026, 8, 31)),
    (date(2022, 12, 1), date(2023, 12, 31)),
]
ABSURD = [
    (date(2026, 1, 1), date(2025, 1, 1)),
    (date.min, date.max),
    (date.max, date.max),
    (date.min, date.min),
]
SIGNS = [*"-–—,;:./()«»\"'№*?_+|\n\t ", "\u2212", "\u00a0", "\u00ad", "\ud800", "\u0000", "İ", "ß", "²", "٣", "Ⅱ"]
NUMBERS = [
    *map(str, range(33)),
    "2023",
    "2025",
    "2026",
    "15.09",
    "01.10.2025",
    "31.11",
    "9.5",
    "10.00",
    "14:45",
    "8-00",
]

words = st.sampled_from(sorted(vocabulary().words))
pieces = st.one_of(words, words.map(str.title), st.sampled_from(NUMBERS), st.sampled_from(SIGNS))
phrases = st.builds(
    lambda parts, glue: glue.join(parts), st.lists(pieces, max_size=12), st.sampled_from([" ", " ", " ", "", "  "])
)
lines = st.lists(st.sampled_from([*"ЖИХивд1205", "\n", " ", ".", "-", "май", "Май", "До"]), max_size=12).map("".join)
"""Short words and line ends close together, also at the very end."""
anything = st.one_of(st.text(st.characters(exclude_categories=()), max_size=60), phrases, lines)
periods = st.sampled_from(PERIODS)


@settings(max_examples=400, deadline=None)
@given(anything, st.one_of(periods, st.sampled_from(ABSURD), st.tuples(st.dates(), st.dates())))
@example("\ud800", PERIODS[0])
@example("", PERIODS[0])
@example("Ж\nИ", PERIODS[0])
def test_no_string_raises_and_the_print_is_kept(text, period):
    deadline = parse_deadline(text, period=period)
    assert deadline.printed == text
    assert deadline.terms or deadline.needs_review
    for term in deadline.terms:
        assert 0 <= term.span[0] < term.span[1] <= len(text)
        assert term.start is None or term.end is None or term.start <= term.end
        assert term.form != "on" or term.start == term.end
        assert term.form != "by" or term.start is None
        assert (term.form == "every") == (term.every is not None)
        assert term.form not in ("relative", "reference") or term.anchor


@settings(max_examples=300, deadline=None)
@given(phrases, periods)
def test_the_same_string_always_means_the_same(text, period):
    assert parse_deadline(text, period=period) == parse_deadline(text, period=period)


STEMS = [
    "янв",
    "фев",
    "мар",
    "апр",
    "май",
    "мая",
    "маю",
    "мае",
    "маем",
    "июн",
    "июл",
    "авг",
    "сен",
    "окт",
    "ноя",
    "дек",
    "зим",
    "весн",
    "весен",
    "лет",
    "осен",
    "квартал",
    "кв",
    "полуг",
    "год",
    "г",
    "гг",
    "ежегодн",
    "период",
    "лет",
    "половин",
    "п/г",
]


def _letters_for_digits(text):
    return text.translate(str.maketrans("oоOОзЗ", "000033"))


def _numbers(text):
    return {int(part) for part in re.findall(r"\d+", f"{text} {_letters_for_digits(text)}") if len(part) < 5}


def _speaks_of_windows(text):
    low = text.lower().translate(str.maketrans("aceopxykmtbhi", "асеорхукмтвні")).replace("\u00ad", "").replace("*", "")
    return any(stem in low for stem in STEMS) or re.search(r"(?:19|20)\d\d", _letters_for_digits(text)) is not None


def _given_by(day, text, period, roman):
    numbers = _numbers(text)
    years = {year + more for number in numbers for year in (number, 2000 + number) for more in (-1, 0, 1)}
    years |= set(range(period[0].year - 1, period[1].year + 2))
    if day.year not in years:
        return False
    if day in period or _speaks_of_windows(text):
        return True
    return day.day in numbers and (day.month in numbers or roman)


@settings(max_examples=600, deadline=None)
@given(anything, periods)
def test_no_date_comes_out_that_words_and_period_do_not_give(text, period):
    roman = re.search(r"[ivxіху]", text.lower()) is not None
    for term in parse_deadline(text, period=period).terms:
        for day in (term.start, term.end):
            assert day is None or _given_by(day, text, period, roman), (text, day)


DATELESS = st.lists(
    st.sampled_from(
        [
            "в",
            "до",
            "по",
            "при",
            "за",
            "на",
            "и",
            "не",
            "или",
            "сразу",
            "план",
            "приказ",
            "проверки",
            "школы",
            "урок",
            "каждый",
            "неделя",
            "месяц",
            "днём",
            "четверть",
            "каникулы",
            "понедельник",
            "постоянно",
            "необходимости",
            "график",
            "ОО",
            "комитет",
            "II",
            "III",
            "первая",
            "последний",
            "через",
            "после",
        ]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(DATELESS, periods)
def test_words_without_numbers_months_seasons_and_years_give_no_date(text, period):
    for term in parse_deadline(text, period=period).terms:
        assert (term.start, term.end) in {(None, None), period}
        assert term.start is None or "период" in text


def meaning(deadline):
    return [
        (term.form, term.start, term.end, term.every, term.anchor, term.offset, term.level) for term in deadline.terms
    ]


COMMON = [
    "до 15 сентября", "15.09.2025", "с 10 января по 5 февраля", "Март – апрель", "ноябрь, апрель", "II квартал",
    "по плану школы, март", "раз в две недели", "за 10 дней до начала ВПР", "ОО – до 01.10; муниципалитет – до 15.10",
    "в течение учебного года", "2 раза в год (октябрь, май)", "первая неделя октября", "ежемесячно до 5 числа",
]  # fmt: skip


@settings(deadline=None)
@given(st.sampled_from(COMMON), periods, st.lists(st.sampled_from([" ", "\n", "\t", "\u00a0", "  "]), max_size=12))
def test_white_space_of_any_kind_changes_nothing(phrase, period, spaces):
    parts = phrase.split(" ")
    blanks = [*spaces, *[" "] * len(parts)]
    spread = "".join(part + blank for part, blank in zip(parts, blanks, strict=False))
    assert meaning(parse_deadline(spread, period=period)) == meaning(parse_deadline(phrase, period=period))


@settings(deadline=None)
@given(
    st.sampled_from(["15 сентября", "до 15.10.2025", "с 3 по 7 марта", "12.11 и 14.11", "20–24 апреля 2026 г."]),
    st.sampled_from([" 10.00", ", 14:45", " в 9:30", " с 9.00 до 17.00", " 10.00-12.00", ", 15.30 мск", " в 14 ч."]),
    periods,
)
def test_a_clock_time_beside_a_date_changes_nothing(phrase, clock, period):
    timed, plain = parse_deadline(phrase + clock, period=period), parse_deadline(phrase, period=period)
    assert meaning(timed) == meaning(plain)
    assert timed.needs_review == plain.needs_review


@settings(deadline=None)
@given(st.sampled_from(COMMON), periods, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_the_case_of_letters_changes_no_date(phrase, period, change):
    def dates(text):
        return [(term.form, term.start, term.end, term.every) for term in parse_deadline(text, period=period).terms]

    assert dates(change(phrase)) == dates(phrase)


@pytest.mark.parametrize(
    "unit", ["до 1", "май, ", "((((", "1.1.", "(по ", "«", "с 1 по ", "не ", "I", "\n", "по плану и "]
)
def test_reading_time_grows_with_the_length_and_huge_texts_are_refused_at_once(unit):
    def seconds(size):
        text = (unit * (size // len(unit) + 1))[:size]
        best = 1e9
        for _ in range(3):
            begin = time.process_time()
            parse_deadline(text, period=PERIODS[0])
            best = min(best, time.process_time() - begin)
        return best

    seconds(1_000)
    assert seconds(9_000) < 40 * max(seconds(900), 0.002)
    assert seconds(1_000_000) < 0.1
