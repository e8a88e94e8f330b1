"""Every phrase of ``phrases.txt`` means what the table says."""

import re
from datetime import date
from pathlib import Path

import pytest

from vpr_tracker import parse_deadline

PERIODS = {
    "0": (date(2022, 12, 1), date(2023, 12, 31)),
    "1": (date(2023, 1, 1), date(2023, 12, 31)),
    "2": (date(2025, 9, 1), date(2026, 8, 31)),
}


def said(term):
    """A term in the notation of the table, with ISO dates."""
    out = [term.form]
    if term.start or term.end:
        out.append(f"{term.start or ''}..{term.end or ''}")
    every = term.every
    if every:
        more = f" dom{every.day_of_month}" if every.day_of_month else ""
        more += f" wd{every.weekday}" if every.weekday is not None else ""
        more += f" nth{every.nth}" if every.nth else ""
        out.append(f"{every.unit}x{every.times}/{every.interval}{more}")
    if term.offset:
        fields = ("days", "weeks", "months", "working_days")
        out.append(str({name: value for name in fields if (value := getattr(term.offset, name)) is not None}))
    if term.anchor:
        out.append(f"«{term.anchor}»")
    if term.level:
        out.append(f"@{term.level}")
    return " ".join(out)


def iso(match):
    return date(2000 + int(match[3]), int(match[2]), int(match[1])).isoformat()


def wanted(text):
    """One term of the table with ISO dates."""
    head, quote, tail = text.strip().partition("«")
    head = re.sub(r"(\d+)\.(\d+)\.(\d+)", iso, head)
    head = re.sub(r"^(on) (\d{4}-\d\d-\d\d)", r"\1 \2..\2", head)
    head = re.sub(r"^(by) (\d{4}-\d\d-\d\d)", r"\1 ..\2", head)
    head = re.sub(r"^(during|every) (\d{4}-\d\d-\d\d)-(\d{4}-\d\d-\d\d)", r"\1 \2..\3", head)
    return re.sub(r"^(on|by|during) -", r"\1", head) + quote + tail


def table():
    for line in Path(__file__).with_name("phrases.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        period, phrase, review, *terms = (part.strip() for part in (line + " ").split(" | ", 3))
        readings = [
            [wanted(term) for term in reading.split(";") if term.strip()]
            for reading in "".join(terms).rstrip("| ").split("||")
        ]
        if line.rstrip().endswith("||"):
            readings.append([])
        yield pytest.param(period, phrase.replace("\\n", "\n"), review.strip("| "), readings, id=f"{period} {phrase}")


@pytest.mark.parametrize(("period", "phrase", "review", "readings"), list(table()))
def test_a_phrase_means_what_the_table_says(period, phrase, review, readings):
    deadline = parse_deadline(phrase, period=PERIODS[period])
    assert [said(term) for term in deadline.terms] in readings
    assert review == "?" or deadline.needs_review == (review == "R")


def test_what_was_assumed_is_said_in_russian():
    deadline = parse_deadline("до 15 сентября", period=PERIODS["2"])
    assert deadline.assumptions == ("Год взят из периода плана: 2025.",)
    assert not deadline.needs_review
    mended = parse_deadline("до 15 сентибря 2025 г.", period=PERIODS["2"])
    assert mended.assumptions == ("Слово «сентибря» прочитано с исправлением опечатки.",)


def test_a_printed_year_needs_no_assumption():
    assert parse_deadline("до 15.09.2025", period=PERIODS["2"]).assumptions == ()


def test_a_review_always_says_why():
    for phrase in ("I неделя", "31 ноября", "кл. часы", "до мая", "3–5 или 7 мая", "12 марта?"):
        deadline = parse_deadline(phrase, period=PERIODS["2"])
        assert deadline.needs_review
        assert deadline.assumptions


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("итоговый отчёт – до 30.06.2026", ["до 30.06.2026"]),
        ("По планам ММО Май, август", ["По планам ММО", "Май", "август"]),
        ("ежемесячно, до 25 числа", ["ежемесячно, до 25 числа"]),
        ("сен\u00adтябрь – ок\u00adтябрь", ["сен\u00adтябрь – ок\u00adтябрь"]),
        ("двадцать пятого мая", ["двадцать пятого мая"]),
        ("12 мая...15 мая", ["12 мая...15 мая"]),
        ("По плану школы\nII квартал", ["По плану школы", "II квартал"]),
        ("*до 15 мая*; по мере необходимости", ["до 15 мая", "по мере необходимости"]),
    ],
)
def test_a_term_knows_the_words_it_was_read_from(phrase, words):
    terms = parse_deadline(phrase, period=PERIODS["2"]).terms
    assert [phrase[slice(*term.span)] for term in terms] == words


def test_a_month_that_comes_twice_in_a_long_period_stays_undated():
    deadline = parse_deadline("15 декабря", period=PERIODS["0"])
    assert [said(term) for term in deadline.terms] == ["on"]
    assert deadline.needs_review


def test_a_date_outside_a_short_period_stays_undated():
    deadline = parse_deadline("15 мая", period=(date(2025, 9, 1), date(2025, 12, 31)))
    assert [said(term) for term in deadline.terms] == ["on"]
    assert deadline.needs_review


def test_a_period_in_reverse_order_dates_nothing_without_a_year():
    backwards = (date(2026, 8, 31), date(2025, 9, 1))
    assert [said(term) for term in parse_deadline("в течение года", period=backwards).terms] == ["during"]
    assert [said(term) for term in parse_deadline("15 мая", period=backwards).terms] == ["on"]
    assert [said(term) for term in parse_deadline("15.05.2026", period=backwards).terms] == [
        "on 2026-05-15..2026-05-15"
    ]


def test_a_calendar_changes_nothing_in_the_words():
    phrase = "в III четверти"
    assert parse_deadline(phrase, period=PERIODS["2"], calendar=object()) == parse_deadline(phrase, period=PERIODS["2"])
