"""Neighbours in a cell complete each other: a list and its year, «ежемесячно» and a window, a count and months."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from vpr_tracker.deadlines.drafts import Draft
from vpr_tracker.deadlines.model import Every
from vpr_tracker.deadlines.pieces import Piece, unit_piece
from vpr_tracker.deadlines.repeats import FIVE_DAYS

Gap = Callable[[Draft, Draft], frozenset[str]]
"""The meanings of the words that stand between two drafts and belong to neither."""

_LIST: Final = frozenset({",", "и", "/"})
_CLOSE: Final = frozenset({",", "и", "/", "(", ")", "-", ":", ".", ";"})
_OF_ONE: Final = frozenset({",", "(", ")", ":"})
_JOINED: Final = frozenset({","})
_BESIDE: Final = frozenset({",", "(", ")", "-", ":"})
_A_YEAR: Final = {"year": 1, "half_year": 2, "trimester": 3, "term": 4, "quarter": 4}
_WHOLE_YEARS: Final = frozenset({"period", "school_year", "years"})
_MONTHS: Final = {"day": 0, "week": 0, "weekday": 0, "month": 1, "quarter": 3, "term": 3, "trimester": 4}


def combine(drafts: list[Draft], gap: Gap) -> list[Draft]:
    """Drafts that lend each other what they have; those that only added to another are gone."""
    drafts = _lend_bare_years(drafts, gap)
    _share_years(drafts, gap)
    drafts = [draft for index, draft in enumerate(drafts) if not (draft.aside and _explains(drafts[:index]))]
    drafts = _settle_modifiers(drafts, gap)
    drafts = _named_instead_of_counted(drafts)
    _doubt_dated_recurrences(drafts, gap)
    return _windows_of_recurrences(drafts, gap)


def _explains(before: Sequence[Draft]) -> bool:
    """Whether a bracket after a date only explains it: «в конце апреля (перед началом жаркого периода)»."""
    return bool(before) and before[-1].piece is not None


def _lend_bare_years(drafts: list[Draft], gap: Gap) -> list[Draft]:
    """«2025 год, до 10 марта», «II квартал, 2025 год»: a year of its own beside a date belongs to it."""
    for left, right in pairwise(drafts):
        for year, other in ((left, right), (right, left)):
            given, taker = year.piece, other.piece
            if given is None or taker is None or given.kind != "years" or given.y1 != given.y2 or given.y1 is None:
                continue
            lone = year.form == "during" and year.side == "both" and not year.dropped and not year.review
            if not (lone and taker.m1 and taker.yearless and gap(left, right) <= _OF_ONE):
                continue
            wraps = (taker.m2, taker.d2 or 31) < (taker.m1, taker.d1)
            other.piece = taker._replace(y2=given.y1) if wraps and year is right else taker.in_year(given.y1)
            year.dropped = True
    return [draft for draft in drafts if not draft.dropped]


def _share_years(drafts: list[Draft], gap: Gap) -> None:
    """«январь, май, сентябрь 2026 г.»: the year covers the list, from the right to the left."""
    for left, right in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        one, two = left.piece, right.piece
        if one is not None and two is not None and one.y1 and two.yearless and gap(left, right) <= _LIST:
            right.not_before = (one.y1, one.m1)
        if one is None or two is None or not one.yearless or not one.m1 or not two.m1 or left.form != right.form:
            continue
        if two.y1 is None or one.kind in ("period", "school_year") or not gap(left, right) <= _LIST:
            continue
        if one.m1 > two.m1:
            left.review = True
            left.notes += ("К какому месяцу списка относится напечатанный год, неясно.",)
        else:
            left.piece = one.in_year(two.y1)
            left.shared_year = True


def _settle_modifiers(drafts: list[Draft], gap: Gap) -> list[Draft]:
    """«ежемесячно до 5 числа», «еженедельно по средам», and the same alone."""
    out: list[Draft] = []
    for index, draft in enumerate(drafts):
        if not draft.tag:
            out.append(draft)
            continue
        host = _host(draft, drafts, index, gap)
        month = None if host else _month_beside(drafts, index, gap)
        if draft.tag == "part of month" or (draft.tag == "days of month" and month and draft.every is None):
            out.append(_part_of_month(draft, month))
            continue
        if draft.tag == "days of month":
            out += _days_of_month(draft, host)
        elif draft.tag == "nth weekday":
            out += _weekdays_of_month(draft, month) if month else _nth_weekday(draft, host)
        elif draft.tag == "weekdays" or (host is not None and host.every and host.every.unit == "week"):
            out += _weekdays(draft, host)
        elif any(other.piece for other in drafts):
            _name_the_weekday(draft, drafts, index, gap)
        elif len(drafts) == 1 and len(draft.numbers) > 1:
            out += _weekdays(replace(draft, form="every"), None)
        else:
            out.append(Draft(form=None, review=True, first=draft.first, last=draft.last))
    return [draft for draft in out if not draft.dropped]


def _month_beside(drafts: Sequence[Draft], index: int, gap: Gap) -> Draft | None:
    """The month right before or after «2 неделя» or «до 10 числа»."""
    pairs = [(drafts[index - 1], drafts[index])] if index else []
    pairs += [(drafts[index], drafts[index + 1])] if index + 1 < len(drafts) else []
    for left, right in pairs:
        other = left if right is drafts[index] else right
        if other.dropped:
            continue
        if other.piece and other.piece.kind == "month" and other.side == "both" and gap(left, right) <= _BESIDE:
            return other
    return None


def _part_of_month(draft: Draft, month: Draft | None) -> Draft:
    """«октябрь, 2 неделя» is the second week of October, «октябрь, до 10 числа» is 10 October."""
    plain = replace(draft, tag="", numbers=())
    if month is None or month.piece is None or month.dropped:
        return plain
    whole = month.piece
    if draft.tag == "part of month":
        piece = unit_piece(draft.unit, draft.numbers[0], draft.numbers[-1], whole.m1)
        side = draft.side
    else:
        day = draft.numbers[0]
        piece, side = Piece("day", whole.m1, day, whole.m1, day), "end" if draft.form == "by" else "both"
    month.dropped = True
    dated = piece if piece.broken else piece._replace(y1=whole.y1, y2=whole.y2, within=whole.within)
    return replace(
        plain,
        piece=dated,
        side=side,
        review=False,
        notes=(),
        first=min(draft.first, month.first),
        last=max(draft.last, month.last),
        first_item=min(draft.first_item, month.first_item),
        last_item=max(draft.last_item, month.last_item),
    )


def _name_the_weekday(draft: Draft, drafts: Sequence[Draft], index: int, gap: Gap) -> None:
    """«15.09.2025 (понедельник)»: the day before or after is said to be this weekday."""
    before, after = drafts[index - 1] if index else None, drafts[index + 1] if index + 1 < len(drafts) else None
    for other, between in ((before, (before, draft)), (after, (draft, after))):
        if other is not None and other.piece and other.piece.kind == "day" and len(draft.numbers) == 1:
            left, right = between
            if left is not None and right is not None and gap(left, right) <= _CLOSE:
                other.weekday = draft.numbers[0]
                return


def _host(draft: Draft, drafts: Sequence[Draft], index: int, gap: Gap) -> Draft | None:
    """The recurrence right before or after a modifier."""
    before, after = drafts[index - 1] if index else None, drafts[index + 1] if index + 1 < len(drafts) else None
    if before is not None and before.every and gap(before, draft) <= _CLOSE:
        return before
    return after if after is not None and after.every and gap(draft, after) <= _CLOSE else None


def _over(draft: Draft, host: Draft, made: Every) -> Draft:
    """A recurrence in the place of its host and its modifier."""
    host.dropped = True
    first, last = min(draft.first, host.first), max(draft.last, host.last)
    items = min(draft.first_item, host.first_item), max(draft.last_item, host.last_item)
    return Draft(
        form="every", every=made, review=host.review, first=first, last=last, first_item=items[0], last_item=items[1]
    )


def _days_of_month(draft: Draft, host: Draft | None) -> list[Draft]:
    if (host is None or host.every is None) and draft.every:
        return [
            replace(draft, tag="", numbers=(), every=replace(draft.every, day_of_month=day)) for day in draft.numbers
        ]
    if host is None or host.every is None:
        note = "Число без месяца: о каком месяце речь, не сказано."
        return [replace(draft, tag="", numbers=(), review=True, notes=(note,))]
    unclear = host.every.unit in ("day", "weekday", "week") or host.every.times > 1
    host.review = host.review or unclear
    return [_over(draft, host, replace(host.every, day_of_month=day)) for day in draft.numbers]


def _nth_weekday(draft: Draft, host: Draft | None) -> list[Draft]:
    *nths, weekday = draft.numbers
    if host is None or host.every is None or host.every.unit == "week":
        note = "О каком месяце речь, не сказано."
        return [replace(draft, form="during", tag="", numbers=(), review=True, notes=(note,))]
    return [_over(draft, host, replace(host.every, times=1, weekday=weekday, nth=nth)) for nth in nths]


def _weekdays_of_month(draft: Draft, month: Draft) -> list[Draft]:
    """«апрель, 1-я среда»."""
    *nths, weekday = draft.numbers
    month.dropped = True
    whole = month.piece or Piece("part", broken=True)
    draft.first, draft.last = min(draft.first, month.first), max(draft.last, month.last)
    return [
        replace(
            draft,
            form="on",
            every=None,
            tag="",
            numbers=(),
            piece=whole._replace(kind="day", unit="weekday", number=nth * 10 + weekday),
        )
        for nth in nths
    ]


def _weekdays(draft: Draft, host: Draft | None) -> list[Draft]:
    made = Every(unit="week") if host is None or host.every is None else host.every
    if draft.numbers == FIVE_DAYS and made in (Every(unit="week"), Every(unit="day")):
        made = Every(unit="weekday")
        return [_over(draft, host, made) if host else replace(draft, tag="", numbers=(), every=made)]
    if host is not None and made.unit == "week":
        return [_over(draft, host, replace(made, times=1, weekday=day)) for day in draft.numbers]
    if host is not None and made.unit not in ("day", "weekday") and len(draft.numbers) == 1:
        note = "В какую по счёту неделю приходится этот день, не сказано."
        only = _over(draft, host, replace(made, weekday=draft.numbers[0]))
        return [replace(only, review=True, notes=(note,))]
    made = Every(unit="week")
    return [replace(draft, tag="", numbers=(), every=replace(made, weekday=day)) for day in draft.numbers]


def _named_instead_of_counted(drafts: list[Draft]) -> list[Draft]:
    """«2 раза в год, октябрь, апрель» is October and April; «ежегодно до 1 июня» is 1 June."""
    named = sum(1 for draft in drafts if draft.piece and draft.piece.m1 and draft.piece.kind not in _WHOLE_YEARS)
    if not named:
        return drafts
    for draft in drafts:
        if draft.every and draft.every.unit == "year" and draft.every.times not in (1, named):
            note = f"Раз в году: {draft.every.times}, а названо сроков: {named}."
            drafts = [replace(other, review=True, notes=(*other.notes, note)) for other in drafts]
            break
    return [
        draft
        for index, draft in enumerate(drafts)
        if not (draft.every and _counted(draft.every, named) and not _goes_on(draft, drafts[:index]))
    ]


def _doubt_dated_recurrences(drafts: Sequence[Draft], gap: Gap) -> None:
    """«ежемесячно до 15 сентября»: until that day, or once by it, is not said."""
    for left, right in pairwise(drafts):
        if left.every and right.form in ("by", "on") and right.piece and gap(left, right) <= _JOINED:
            right.review = True
            right.notes += ("Повторение и одна дата рядом: как они связаны, не сказано.",)


def _counted(made: Every, named: int) -> bool:
    """Whether the named windows are what a recurrence counts."""
    if made.day_of_month or made.weekday is not None:
        return False
    if made.unit == "year" or (made.unit == "month" and made.interval >= 6):
        return True
    return named == _A_YEAR.get(made.unit, 0) * made.times


def _goes_on(draft: Draft, before: Sequence[Draft]) -> bool:
    """«сентябрь – декабрь, далее – ежегодно»: after what was named, not instead of it."""
    return draft.after_that and bool(before)


def _windows_of_recurrences(drafts: list[Draft], gap: Gap) -> list[Draft]:
    """«ежемесячно с сентября по май», «октябрь – апрель, 1 раз в месяц»: the window bounds the recurrence."""
    if sum(1 for draft in drafts if draft.form == "during") != 1:
        return drafts
    for left, right in pairwise(drafts):
        every, window = (left, right) if left.every else (right, left)
        made, piece = every.every, window.piece
        if made is None or piece is None or window.form != "during" or not gap(left, right) <= _CLOSE:
            continue
        if window.dropped or (window.side == "both" and _length(piece) <= _MONTHS.get(made.unit, 12)):
            continue
        every.window, every.side, window.dropped = piece, window.side, True
        for other in drafts:
            if other.every and (other.first, other.last) == (every.first, every.last):
                other.window, other.side = piece, window.side
        every.first, every.last = min(every.first, window.first), max(every.last, window.last)
        every.notes += window.notes
    return [draft for draft in drafts if not draft.dropped]


def _length(piece: Piece) -> float:
    """About how many months a piece lasts."""
    if piece.kind in ("period", "years", "school_year"):
        return 9
    if not piece.m1:
        return 0
    return (piece.m2 - piece.m1) % 12 + ((piece.d2 or 31) - piece.d1 + 1) / 31
