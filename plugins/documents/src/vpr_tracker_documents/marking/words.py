"""The mark that a coordinator would write: «Исполнено 25.01.2023», «Исполнено частично: 32 из 52 (школы № 1, 4)»."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from vpr_tracker_documents.marking.facts import Duty, earliest, latest
from vpr_tracker_documents.russian.numbers import plural
from vpr_tracker_documents.russian.typography import NO_BREAK_SPACE

MOST_SCHOOLS: Final = 12
"""Schools that a mark names; of more it gives the number only."""


def mark(duties: Sequence[Duty]) -> str:
    """The mark for a task; empty where nothing is asked of anybody.

    What is waived, or was due before the plan was approved, counts only where there is nothing else.
    """
    asked = [duty for duty in duties if duty.state not in ("waived", "past")]
    if not asked:
        return _unasked(duties)
    done = [duty for duty in asked if duty.state == "done"]
    ahead = [duty for duty in asked if duty.state == "coming"]
    standing = [duty for duty in asked if duty.state == "ongoing"]
    pressing = [duty for duty in asked if duty.state in ("in_review", "overdue", "running", "undated")]
    if not pressing:
        return _without_pressing(done, ahead, standing)
    if not done:
        return _none_done(pressing, ahead)
    return _partly(done, pressing)


def _unasked(duties: Sequence[Duty]) -> str:
    if not duties:
        return ""
    return "Снято с исполнения" if any(duty.state == "waived" for duty in duties) else "Срок – до утверждения плана"


def _without_pressing(done: Sequence[Duty], ahead: Sequence[Duty], standing: Sequence[Duty]) -> str:
    if standing:
        return "Исполняется постоянно"
    following = earliest(duty.end for duty in ahead)
    if not done:
        return "Срок не наступил"
    text = _executed(done)
    return f"{text}; следующий срок {_printed(following)}" if following is not None else text


def _executed(done: Sequence[Duty]) -> str:
    on = latest(duty.done_on for duty in done)
    if on is None:
        return "Исполнено"
    due = latest(duty.end for duty in done)
    late = any(duty.done_on and duty.end and duty.done_on > duty.end for duty in done)
    return f"Исполнено {_printed(on)}" + (f" (срок {_printed(due)})" if late and due is not None else "")


def _none_done(pressing: Sequence[Duty], ahead: Sequence[Duty]) -> str:
    reviewed = [duty for duty in pressing if duty.state == "in_review"]
    overdue = [duty for duty in pressing if duty.state == "overdue"]
    if reviewed:
        if len(reviewed) == len(pressing):
            return "На проверке"
        text = f"На проверке: {len(reviewed)} из {len(pressing)}{_bracketed(_schools(reviewed, pressing))}"
        return text + _expired(overdue)
    if overdue:
        text = "Не исполнено" if len(overdue) == len(pressing) else f"Не исполнено: {len(overdue)} из {len(pressing)}"
        return text + _progress(pressing) + _expired(overdue)
    under_way = _progress(pressing)
    if under_way:
        return "Исполняется" + under_way
    if all(duty.state == "undated" for duty in pressing):
        return "Срок не определён" if not ahead else "Срок не наступил"
    return "Срок не наступил"


def _partly(done: Sequence[Duty], pressing: Sequence[Duty]) -> str:
    everything = [*done, *pressing]
    text = f"Исполнено частично: {len(done)} из {len(everything)}{_bracketed(_schools(done, everything))}"
    reviewed = sum(duty.state == "in_review" for duty in pressing)
    if reviewed:
        text += f", на проверке {reviewed}"
    return text + _expired([duty for duty in pressing if duty.state == "overdue"])


def _expired(overdue: Sequence[Duty]) -> str:
    since = earliest(duty.end for duty in overdue)
    return f", срок истёк {_printed(since)}" if since is not None else ""


def _progress(duties: Sequence[Duty]) -> str:
    """«: 20 из 50» where quantities are counted and something of them is there."""
    counted = [duty for duty in duties if duty.quantity]
    have = sum(duty.progress or 0 for duty in counted)
    return f": {have} из {sum(duty.quantity or 0 for duty in counted)}" if have else ""


def _schools(some: Sequence[Duty], everything: Sequence[Duty]) -> str:
    """The schools all of whose duties are among ``some``, in their order: «школы № 1, 4»."""
    left = {duty.school for duty in everything if duty not in some}
    schools = list(dict.fromkeys(duty for duty in _one_each(some) if duty.school not in left))
    if not schools:
        return ""
    if len(schools) > MOST_SCHOOLS:
        number = len(schools)
        return f"{number}{NO_BREAK_SPACE}{plural(number, 'школа', 'школы', 'школ')}"
    numbers = [str(duty.school) for duty in schools if duty.numbered]
    names = [str(duty.school) for duty in schools if not duty.numbered]
    word = "школа" if len(numbers) == 1 else "школы"
    parts = [f"{word} №{NO_BREAK_SPACE}{', '.join(numbers)}"] if numbers else []
    return ", ".join([*parts, *names])


def _one_each(duties: Sequence[Duty]) -> list[Duty]:
    """One duty of each school."""
    return list({duty.school: duty for duty in duties if duty.school is not None}.values())


def _bracketed(text: str) -> str:
    return f" ({text})" if text else ""


def _printed(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day is not None else ""
