"""The second pass: what each rule of ``rules.txt`` makes of the words it covers. No period is known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from vpr_tracker.deadlines.drafts import Draft, Hit
from vpr_tracker.deadlines.events import BUILDERS as EVENTS
from vpr_tracker.deadlines.pieces import Kind, Piece, season_piece, unit_piece
from vpr_tracker.deadlines.repeats import BUILDERS as REPEATS
from vpr_tracker.domain.words import Form


def _pieces(hit: Hit) -> list[Piece]:
    return [value for value in hit.values if isinstance(value, Piece)]


def _numbers(hit: Hit) -> list[int]:
    return [value for value in hit.values if isinstance(value, int)]


def by(hit: Hit) -> list[Draft]:
    """«до 15.09», «до конца мая», «до 15 октября и 15 апреля»."""
    pieces = _pieces(hit)
    if pieces[0].kind in ("quarter", "half", "season") and not hit.has("конец", "окончание", "включительно", "по"):
        return by_unclear(hit)
    return [_by(piece) for piece in pieces]


def _by(piece: Piece) -> Draft:
    if piece.kind == "part" and not piece.whole and piece.d1 != 21:
        return Draft(form="by", review=True, notes=("«До начала» и «до середины» месяца: до какого дня, не сказано.",))
    return Draft(form="by", piece=piece, side="end")


def by_year_end(hit: Hit) -> list[Draft]:
    """«до конца года»."""
    return [Draft(form="by", piece=Piece("period"), side="end")]


def by_days(hit: Hit) -> list[Draft]:
    """«до 5, 15 и 25 мая»."""
    return [_by(piece) for piece in _spelt_out(hit)]


def by_unclear(hit: Hit) -> list[Draft]:
    """«до мая», «до конца месяца»: the last day is not said."""
    return [Draft(form="by", review=True, notes=("До какого дня включительно, из слов не видно.",))]


def on(hit: Hit) -> list[Draft]:
    """«15.09»."""
    return [Draft(form="on", piece=_pieces(hit)[0])]


def by_day_of_months(hit: Hit) -> list[Draft]:
    """«до 20 марта, июня, сентября»: the same day of each month, where the months are in the genitive."""
    return [_by(piece) if piece.kind == "day" else Draft(form="during", piece=piece) for piece in _same_days(hit)]


def on_day_of_months(hit: Hit) -> list[Draft]:
    """«20 марта, июня»; but «20 марта, июнь» is a day and a month."""
    return [Draft(form="on" if piece.kind == "day" else "during", piece=piece) for piece in _same_days(hit)]


def _same_days(hit: Hit) -> list[Piece]:
    first, *months = _pieces(hit)
    words = [hit.word(at).split()[0] for at, value in enumerate(hit.all_values) if value in months]
    if first.broken or not all(word.casefold().endswith(("а", "я")) for word in words):
        return [first, *months]
    return [first, *(month._replace(kind="day", d1=first.d1, d2=first.d1, unit="") for month in months)]


def in_printed_year(hit: Hit) -> list[Draft]:
    """«2025 г., 15 декабря»: the year came first."""
    year, piece = _pieces(hit)
    if year.kind != "years" or year.y1 != year.y2 or year.y1 is None or not piece.yearless:
        return [Draft(form="during", piece=year), Draft(form="on" if piece.kind == "day" else "during", piece=piece)]
    dated = piece if piece.broken else piece.in_year(year.y1)
    return [Draft(form="on" if piece.kind == "day" else "during", piece=dated)]


def on_days(hit: Hit) -> list[Draft]:
    """«5, 12 и 19 октября»."""
    return [Draft(form="on", piece=piece) for piece in _spelt_out(hit)]


def _spelt_out(hit: Hit) -> list[Piece]:
    last = _pieces(hit)[-1]
    return [*(_with_day(last, number) for number in _numbers(hit)), last]


def _with_day(piece: Piece, number: int) -> Piece:
    if piece.broken:
        return piece
    if piece.unit == "weekday":
        return piece._replace(number=number * 10 + piece.number % 10)
    return piece._replace(d1=number, d2=number)


def during(hit: Hit) -> list[Draft]:
    """«октябрь», «в I квартале», «2023 год», «осенние каникулы»."""
    return [_during(piece, hit) for piece in _pieces(hit)]


def _during(piece: Piece, hit: Hit) -> Draft:
    return Draft(form="during", piece=piece, anchor=hit.words(-1) if piece.kind == "school" else None)


def same_units(hit: Hit) -> list[Draft]:
    """«I, III кварталы», «1 и 3 неделя мая», «II–III, IV четверти»."""
    last = _pieces(hit)[-1]
    if not last.unit or not last.number:
        return [Draft(form="during", review=True)]
    pieces = []
    for number in _numbers(hit):
        piece = unit_piece(last.unit, number, number, last.m1 if last.kind == "part" else 0)
        pieces.append(piece._replace(y1=last.y1, y2=last.y2, within=last.within))
    if hit.has("-"):
        return [Draft(form="during", piece=_join(pieces[0], last))]
    if last.kind == "school":
        return [
            Draft(form="during", piece=piece, anchor=anchor)
            for piece, anchor in zip([*pieces, last], _school_names(hit), strict=True)
        ]
    return [_during(piece, hit) for piece in [*pieces, last]]


def _school_names(hit: Hit) -> list[str]:
    """«I четверти», «II четверти» from «I, II четверти»."""
    unit = hit.words(-1).split(maxsplit=1)[-1]
    numbers = [at for at, value in enumerate(hit.all_values) if isinstance(value, int)]
    return [*(f"{hit.word(at)} {unit}" for at in numbers), hit.words(-1)]


def between(hit: Hit) -> list[Draft]:
    """«с 10 января по 10 февраля», «сентябрь – май», «конец мая – июнь»."""
    first, last = _pieces(hit)[0], _pieces(hit)[-1]
    if not first.whole and last.kind == "month" and hit.words(-1).casefold().endswith(("а", "я")):
        return unclear_day(hit)
    return [Draft(form="during", piece=_join(first, last))]


def between_last_first(hit: Hit) -> list[Draft]:
    """«не позднее 20.04, но не ранее 10.04»."""
    last, first = _pieces(hit)[0], _pieces(hit)[-1]
    return [Draft(form="during", piece=_join(first, last))]


def _join(first: Piece, last: Piece) -> Piece:
    if first.broken or last.broken or "weekday" in (first.unit, last.unit):
        return Piece("part", broken=True)
    if first.m1 == last.m1 and first.d1 > (last.d2 or 31) and None in (first.y1, last.y1):
        return Piece("part", broken=True)
    if _within(first, last) or _within(last, first):
        return Piece("part", review=True)
    if not first.m1 or not last.m1 or "half" in (first.kind, last.kind):
        if first.kind == last.kind == "half" and (first.number, last.number) == (1, 2):
            return first._replace(kind="period")
        return Piece("part", review=True)
    kind: Kind = "day" if first.kind == last.kind == "day" and first == last else "part"
    within = first.within if first.within is not None else last.within
    note = first.note or last.note
    joined = Piece(kind, first.m1, first.d1, last.m2, last.d2, first.y1, last.y2, within, note=note)
    return joined._replace(unit="range", review=False)


def _within(inner: Piece, outer: Piece) -> bool:
    """«сентябрь – 15 сентября», «май – весна»: one names a part of the other, so neither is a range's end."""
    if inner.y1 != outer.y1 and None not in (inner.y1, outer.y1):
        return False
    starts, ends = (outer.m1, outer.d1), (outer.m2, outer.d2 or 31)
    inside = starts <= (inner.m1, inner.d1) and (inner.m2, inner.d2 or 31) <= ends
    return inside and inner.kind != outer.kind and inner.m1 <= inner.m2


def days(hit: Hit) -> list[Draft]:
    """«6–7 сентября», «с 1 по 15.09»."""
    last, number = _pieces(hit)[0], _numbers(hit)[0]
    if not last.broken and (number > last.d2 or last.unit == "weekday"):
        return [Draft(form="during", piece=Piece("part", broken=True))]
    return [Draft(form="during", piece=last if last.broken else last._replace(kind="part", d1=number))]


def days_twice(hit: Hit) -> list[Draft]:
    """«1–5 и 10–15 сентября»."""
    last, (first, second, third) = _pieces(hit)[0], _numbers(hit)[:3]
    if last.broken or not first < second < third < last.d2:
        return [Draft(form="during", piece=Piece("part", broken=True))]
    earlier = last._replace(kind="part", d1=first, d2=second)
    return [Draft(form="during", piece=piece) for piece in (earlier, last._replace(kind="part", d1=third))]


def days_of_named_month(hit: Hit) -> list[Draft]:
    """«октябрь, 15–20», «сентябрь (с 1 по 10)»: the month came first. «ноябрь, 5–9» may be about classes."""
    month, (first, last) = _pieces(hit)[0], _numbers(hit)[:2]
    if hit.has("и"):
        days = [month._replace(kind="day", d1=day, d2=day, unit="", number=0) for day in (first, last)]
        return [Draft(form="on", piece=day, review=last <= _CLASSES) for day in days]
    if month.broken or first > last:
        return [Draft(form="during", piece=Piece("part", broken=True))]
    bare = last <= _CLASSES and not hit.has("с", "число", "порч", "пор")
    notes = ("Числа после месяца прочитаны как дни; это могут быть и классы.",) if bare else ()
    piece = month._replace(kind="part", d1=first, d2=last, unit="range", number=0)
    return [Draft(form="during", piece=piece, review=bare, notes=notes)]


_CLASSES: Final = 11


def several_holidays(hit: Hit) -> list[Draft]:
    """«осенние, весенние каникулы»: each of them, with «каникулы» said once."""
    last = _pieces(hit)[-1]
    name = hit.words(-1).split(maxsplit=1)[-1]
    drafts = []
    for at, value in enumerate(hit.all_values):
        if isinstance(value, int):
            summer = season_piece(3, 3)._replace(review=True) if value == 3 else None
            piece = summer or Piece("school", unit="holidays", number=value, review=True)
            drafts.append(Draft(form="during", piece=piece, anchor=None if summer else f"{hit.word(at)} {name}"))
    return [*drafts, _during(last, hit)]


def several_seasons(hit: Hit) -> list[Draft]:
    """«осенний и весенний периоды»."""
    last = _pieces(hit)[-1]
    if last.unit != "season" or not last.number:
        return [Draft(form="during", review=True)]
    earlier = [season_piece(number, number) for number in _numbers(hit)]
    return [_during(piece, hit) for piece in [*earlier, last]]


def part_of_school_time(hit: Hit) -> list[Draft]:
    """«2 неделя III четверти»: a part of what only the school calendar knows."""
    return [Draft(form="during", review=True, notes=("Даты даёт школьный календарь.",))]


def since(hit: Hit) -> list[Draft]:
    """«с 10.02.2023», «не ранее 1 марта»: to the end of the plan."""
    return [Draft(form="during", piece=_pieces(hit)[0], side="start")]


def whole_period(hit: Hit) -> list[Draft]:
    """«в течение года», «весь год»."""
    return [Draft(form="during", piece=Piece("period"))]


def unclear(hit: Hit) -> list[Draft]:
    """«вторая неделя», «в течение месяца»: of which month, is said beside it («октябрь, 2 неделя») or not at all."""
    draft = Draft(form="during", review=True, notes=("Из слов не видно, о каких днях речь.",))
    unit = next((value for value in hit.values if value in ("week", "decade")), None)
    numbers = tuple(_numbers(hit))
    if isinstance(unit, str) and numbers and not hit.has("месяц", "каждый", ",", "и"):
        draft.tag, draft.unit, draft.numbers = "part of month", unit, numbers
    return [draft]


def unclear_day(hit: Hit) -> list[Draft]:
    """«после 15 сентября»: how long after, is not said."""
    return [Draft(form="during", review=True, notes=("Из слов не видно, о каких днях речь.",))]


def ongoing(hit: Hit) -> list[Draft]:
    """«постоянно», «весь период»."""
    return [Draft(form="ongoing")]


def doubt(hit: Hit) -> list[Draft]:
    """«следующего года»: beside a date, a reason to look."""
    return [Draft(form=None, review=True, notes=("О каком годе речь, из слов не видно.",))]


def named_year(hit: Hit) -> list[Draft]:
    """«ВПР-2026», «отчёт за 2025 год»: the year belongs to a name, it is no deadline."""
    return [Draft(form=None, review=True, notes=("Год стоит при названии и сроком не прочитан.",))]


def named_window(hit: Hit) -> list[Draft]:
    """«отчёт за сентябрь», «для 15 сентября»: what is about these days, not what is due on them."""
    return [Draft(form=None, review=True, notes=("Дата говорит, о чём речь, и сроком не прочитана.",))]


def perhaps(hit: Hit) -> list[Draft]:
    """«план на сентябрь», «данные на 15 сентября»: perhaps when it is due, perhaps what it is about."""
    notes = ("Срок это или то, о чём речь, из слов не видно.",)
    drafts = between(hit) if len(_pieces(hit)) > 1 else [_during(_pieces(hit)[0], hit)]
    form: Form = "on" if drafts[0].piece and drafts[0].piece.kind == "day" else "during"
    return [replace(drafts[0], form=form, review=True, notes=notes)]


def exception(hit: Hit) -> list[Draft]:
    """«кроме января», «за исключением каникул»: takes days out, never gives them."""
    return [Draft(form=None, review=True, notes=("Исключение из срока не учтено.",))]


def noise(hit: Hit) -> list[Draft]:
    """What stands beside a deadline and changes nothing: times, lessons, numbers of documents."""
    return []


BUILDERS: Final[dict[str, Callable[[Hit], list[Draft]]]] = EVENTS | REPEATS | {
    build.__name__: build
    for build in (
        by, by_year_end, by_days, by_unclear, on, by_day_of_months, on_day_of_months, in_printed_year,
        on_days, during, same_units, between, days, days_twice, since, whole_period, unclear, unclear_day,
        between_last_first, several_seasons, days_of_named_month, several_holidays, part_of_school_time, ongoing, doubt,
        named_year, named_window, perhaps, exception, noise,
    )
}  # fmt: skip
