"""When something is due, as a sentence says it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.making.wording import small
from vpr_tracker_documents.russian import date_words, typography

if TYPE_CHECKING:
    from vpr_tracker import TaskDraft

_FIGURES: Final = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.([12]\d{3})(?![\d.]*\d)(?: ?г(?:\.|ода)?(?!\w))?")
"""A day in figures, with what stands for «года» behind it."""
_MONTHS: Final = r"(?:Январь|Февраль|Март|Апрель|Май|Июнь|Июль|Август|Сентябрь|Октябрь|Ноябрь|Декабрь)\b"
_NEXT: Final = re.compile(
    rf"(?<=\w)\s+(?={_MONTHS})|\s*[\n\v]\s*(?={_MONTHS}|(?:До|С|По|В|Весь|Вся|Раз|Постоянно|Ежегодно|"
    r"Ежеквартально|Ежемесячно|Еженедельно|Ежедневно)\b)"
)
"""Where a deadline of its own begins: a line that begins with such a word, or a month with a capital letter."""


def by_when(task: TaskDraft) -> str:
    """«до 25 января 2023 г.» where the plan prints one day; else the plan's own words, beginning small; or nothing.

    Days that stand in those words in figures are written with their month: «с 1 февраля 2023 г. по 3 марта 2023 г.».
    """
    terms = task.deadline.terms
    end = terms[0].end if len(terms) == 1 and not task.deadline.needs_review else None
    if end is not None and terms[0].form == "by":
        return f"до {date_words(end)}"
    if end is not None and terms[0].form == "on" and terms[0].start in (None, end):
        return date_words(end)
    first, *more = _NEXT.split(task.deadline.printed.strip())
    printed = ", ".join([first.rstrip(" ,;."), *(small(each).rstrip(" ,;.") for each in more)]) if more else first
    printed = re.sub(rf"(?<!«){_MONTHS}", lambda month: month.group().lower(), " ".join(printed.split()))
    return typography(_FIGURES.sub(_in_words, small(printed)))


def last_day(task: TaskDraft) -> date | None:
    """The last day of a deadline all of whose days are known; ``None`` where it recurs, hangs on something, or is not
    understood."""
    terms = task.deadline.terms
    if task.deadline.needs_review or any(term.form not in ("by", "on", "during") for term in terms):
        return None
    ends = [term.end for term in terms]
    return max((end for end in ends if end is not None), default=None) if None not in ends else None


def _in_words(found: re.Match[str]) -> str:
    day, month, year = map(int, found.groups())
    try:
        return date_words(date(year, month, day))
    except ValueError:
        return found.group()


def window(start: date | None, end: date | None) -> str:
    """«до 25.01.2023», «17.02.2023», «01.03.2023–31.05.2023», or nothing."""
    from vpr_tracker_documents.making.wording import short

    if end is None:
        return f"с {short(start)}" if start else ""
    if start is None:
        return f"до {short(end)}"
    return short(end) if start == end else f"{short(start)}–{short(end)}"
