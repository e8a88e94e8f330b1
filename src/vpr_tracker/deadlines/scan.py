"""Which rule covers which tokens: a matter of the phrase's shape alone, so one answer serves all phrases of a shape."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from vpr_tracker.deadlines.rules import Rule, rules
from vpr_tracker.deadlines.vocabulary import vocabulary


class Step(NamedTuple):
    """A rule (None: a token that no rule took), the items ``first:last`` it covers, and the event's ``last:end``."""

    rule: Rule | None
    first: int
    last: int
    end: int


REFERENCES: Final = frozenset({"reference", "by_document", "document"})
_BESIDE: Final = frozenset({"noise", "weekday_beside"})
_NAMED: Final = frozenset({"named_year", "named_window", "perhaps"})
_STANDING: Final = frozenset(
    {"every", "ongoing", "weekdays", "every_nth", "weekday_of_every_month", "day_of_every_month"}
)


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    letters = vocabulary().letters

    def of(*names: str) -> frozenset[str]:
        return frozenset(letters[name] for name in names)

    return {
        "separators": of(",", ";", "и", "а", "также", "или", ".", "-", "далее", "(", ")", ":", "/"),
        "list": of(",", "и", "также"),
        "stops": of(";", "(", ")", ".", "далее"),
        "no event": of(
            "ч0", "ч12", "ч31", "ч99", "ч", "год4", "дата", "часы", "к-часу", "битая", "часмин", "знак", "длит",
            "крат", "раз", ",", ";", "-", ":", "/", "(", ")", ".", "+", "и", "до", "с", "по", "к", "не", "от",
        ),
        "dated": of("дата", "месяцок"),
        "documents": of("документ"),
        "adjectives": of("прил", "карта"),
        "levels": of("школа-уровень", "комитет-уровень"),
        "more level": of("организации", "образования", "по"),
        "after level": of("-", ":"),
        "about": of("на", "за"),
        "in": of("в", "втечение"),
        "after document": of(
            "месяцок", "окно", "школьное", "постоянно", "каждый", "после", "перед", "накануне", "ежегодно",
            "ежемесячно", "еженедельно", "ежедневно", "ежеквартально", "ежедекадно", "ежечетвертно",
        ),
        "when": of("дата", "месяцок", "окно", "годок", "школьное"),
    }  # fmt: skip


def scan_points(shape: str) -> tuple[Step, ...]:
    """The first pass: dates, months, quarters, lengths of time."""
    table, steps, at = rules().points, [], 0
    while at < len(shape):
        rule, last = _longest(table.get(shape[at], ()), shape, at)
        steps.append(Step(rule, at, last, last))
        at = last
    return tuple(steps)


def scan_terms(shape: str) -> tuple[Step, ...]:
    """The second pass: what is due when."""
    table, steps, at = rules().terms, [], 0
    while at < len(shape):
        rule, last = _longest(table.get(shape[at], ()), shape, at)
        end = last
        if rule is not None and rule.anchored:
            end = _event_end(rule, shape, last)
        steps.append(Step(rule, at, last, end))
        at = end
    return tuple(steps)


def _longest(candidates: tuple[Rule, ...], shape: str, at: int) -> tuple[Rule | None, int]:
    best, longest = None, at
    for rule in candidates:
        match = rule.match.match(shape, at)
        if match is None or match.end() <= longest:
            continue
        end = match.end()
        if rule.anchored and (end >= len(shape) or shape[end] in _sets()["no event"]):
            continue
        if rule.anchored and rule.builder in REFERENCES and _dated_within(shape, end):
            continue
        best, longest = rule, end
    return best, longest if best is not None else at + 1


def _event_end(rule: Rule, shape: str, begin: int) -> int:
    """Where the words of an event or a document end: where the next thought begins."""
    sets = _sets()
    at = begin
    while at < len(shape):
        letter = shape[at]
        if letter in sets["stops"]:
            break
        skip = at + 1
        if at == begin:
            skip = _own_dates(rule, shape, at)
        else:
            after_separator = shape[at - 1] in sets["separators"]
            if shape[at - 1] in sets["list"] and _continues(rule, shape, at):
                break
            other, end = _longest(rules().terms.get(letter, ()), shape, at)
            if other is not None and (other.builder in _BESIDE or (other.builder in _NAMED and not after_separator)):
                skip = end
            elif other is not None and _begins_a_thought(other, shape, at, end, after_separator):
                break
        at = skip
    end = min(at, len(shape))
    while end > begin + 1 and shape[end - 1] in sets["separators"]:
        end -= 1
    return end


def _dated_within(shape: str, at: int) -> bool:
    """«по плану в сентябре», «по графику ежемесячно»: when, not which plan."""
    sets = _sets()
    if shape[at] in sets["after document"]:
        return True
    return shape[at] in sets["in"] and (shape[at + 1 : at + 2] in sets["when"] or _during_something(shape, at))


def _own_dates(rule: Rule, shape: str, at: int) -> int:
    """Past a date that is part of the name: «по итогам ВПР-2026», «по плану на сентябрь»."""
    other, end = _longest(rules().terms.get(shape[at], ()), shape, at)
    if other is None or other.anchored:
        return at + 1
    if rule.builder in REFERENCES and shape[at] in _sets()["about"]:
        while shape[end : end + 1] in _sets()["list"] and shape[end + 1 : end + 2] == shape[end - 1]:
            end += 2
        return end
    return end if other.builder in _NAMED or other.builder in _BESIDE else at + 1


def _continues(rule: Rule, shape: str, at: int) -> bool:
    """Whether a second document («…, приказу комитета») or a level («…, ОО – …») begins here."""
    sets = _sets()
    if rule.builder in REFERENCES:
        end = at
        while end < len(shape) and end < at + 2 and shape[end] in sets["adjectives"]:
            end += 1
        if end < len(shape) and shape[end] in sets["documents"]:
            return True
    if shape[at] in sets["levels"]:
        end = at + 1
        while end < len(shape) and end < at + 4 and shape[end] in sets["more level"]:
            end += 1
        return end < len(shape) and shape[end] in sets["after level"]
    return False


def _begins_a_thought(rule: Rule, shape: str, at: int, end: int, after_separator: bool) -> bool:
    if rule.builder == "document":
        return False
    if after_separator:
        return True
    if rule.anchored:
        return False
    if _during_something(shape, at):
        return True
    return rule.builder in _STANDING or bool(_sets()["dated"].intersection(shape[at:end]))


def _during_something(shape: str, at: int) -> bool:
    """«… в течение года» after an event's words, with no comma between."""
    letters = vocabulary().letters
    return shape[at] == letters["втечение"] or shape[at : at + 2] == letters["в"] + letters["течение"]
