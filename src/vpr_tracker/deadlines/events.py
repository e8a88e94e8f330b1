"""The second pass, continued: terms that hang on an event («после экзамена») or on a document («по плану школы»)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vpr_tracker.deadlines.drafts import Draft, Hit
from vpr_tracker.deadlines.pieces import Duration


def _numbers(hit: Hit) -> list[int]:
    return [value for value in hit.values if isinstance(value, int)]


def _relative(hit: Hit, sign: int, given: Duration | None = None) -> list[Draft]:
    span = given or next((value for value in hit.values if isinstance(value, Duration)), None)
    unit = next((value for value in hit.values if isinstance(value, str) and value not in ("end", "start")), "")
    span = span or Duration(unit, 1)
    offset = span.offset(sign)
    review = not span.exact or offset is None
    notes = () if span.exact else ("Из двух сроков взят более ранний." if sign < 0 else "Из двух сроков взят больший.",)
    return [Draft(form="relative", anchor=hit.event(), offset=offset, review=review, notes=notes)]


def before(hit: Hit) -> list[Draft]:
    """«за 10 дней до начала ВПР»."""
    return _relative(hit, -1)


def after(hit: Hit) -> list[Draft]:
    """«в течение 5 рабочих дней со дня получения», «в трёхдневный срок после проверки»."""
    if hit.has("срок-месяцев"):
        return _relative(hit, 1, Duration("month", _numbers(hit)[0]))
    if hit.has("срок-дней", "дневный"):
        return _relative(hit, 1, Duration("day", _numbers(hit)[0]))
    return _relative(hit, 1)


def next_day(hit: Hit) -> list[Draft]:
    """«на следующий день после урока»."""
    return _relative(hit, 1, Duration("day", 1))


def same_day(hit: Hit) -> list[Draft]:
    """«в день проведения ВПР»."""
    return _relative(hit, 1, Duration("day", 0))


def day_before(hit: Hit) -> list[Draft]:
    """«накануне экзамена»."""
    return _relative(hit, -1, Duration("day", 1))


def event(hit: Hit) -> list[Draft]:
    """«после экзаменов», «по мере поступления», «в период проведения ВПР»."""
    return [Draft(form="relative", anchor=hit.event())]


def event_itself(hit: Hit) -> list[Draft]:
    """«по факту», «по запросу»."""
    return [Draft(form="relative", anchor=hit.words(1))]


def event_with_head(hit: Hit) -> list[Draft]:
    """«к началу учебного года»: the anchor takes «началу» in."""
    return [Draft(form="relative", anchor=hit.event(-1))]


def need(hit: Hit) -> list[Draft]:
    """«при необходимости»."""
    return [Draft(form="relative", anchor=hit.words(-1))]


def reference(hit: Hit) -> list[Draft]:
    """«согласно приказу», «в сроки, установленные министерством»."""
    return [Draft(form="reference", anchor=hit.event())]


def document(hit: Hit) -> list[Draft]:
    """«…, приказу комитета»: one more document after another."""
    return [Draft(form="reference", anchor=hit.event(0))]


def by_document(hit: Hit) -> list[Draft]:
    """«по плану школы»: the document is named by the rule's own words and what follows them."""
    return [Draft(form="reference", anchor=hit.event(1))]


def set_elsewhere(hit: Hit) -> list[Draft]:
    """«в установленном порядке», «в установленные сроки»."""
    return [Draft(form="reference", anchor=hit.event(1))]


BUILDERS: Final[dict[str, Callable[[Hit], list[Draft]]]] = {
    build.__name__: build
    for build in (
        before, after, next_day, same_day, day_before, event, event_itself, event_with_head, need, reference,
        document, by_document, set_elsewhere,
    )
}  # fmt: skip
