"""How an answer is shown where there is little room: a sign, and what the sign means."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.overview.grid import NOTHING, Mark, Tone
from vpr_tracker_checklists.templates.answers import show_answer

if TYPE_CHECKING:
    from vpr_tracker_checklists.overview.model import Cell, Look
    from vpr_tracker_checklists.templates.model import Item

LETTERS: Final = "абвгдежзиклмнопрстуфхцчшщэюя"
_PLAIN: Final = frozenset({"yes", "no", "na"})
_LONGEST: Final = 8
"""Characters of a number that is shown as it is."""
TEXT: Final = "т"
OTHER: Final = "*"
"""A choice that the template does not have any more."""
FINE: Final = "+"
NEEDLESS: Final = "-"


def mark(item: Item, cell: Cell | None, look: Look | None) -> Mark:
    """An item at a school.

    :param item: as the template has it now, whose choices the legend explains; ``look`` knows it as it was.
    """
    if cell is None or look is None:
        return NOTHING
    if cell.state == "not_asked":
        return Mark("unasked", ".", _("not asked"))
    if cell.state == "missing":
        return Mark("missing", "?", _("no answer"))
    finding = cell.state == "finding"
    tone: Tone = "finding" if finding else "well" if judged(item) and cell.value != "na" else "plain"
    return Mark(tone, _sign(item, cell.value, finding=finding), _full(look.items[item.name], cell.value))


def judged(item: Item) -> bool:
    """Whether some answer to the item is a finding."""
    return bool(item.threshold) or any(choice.finding for choice in item.choices)


def by_signs(item: Item) -> bool:
    """Whether the answers are yes and no, of which one is a finding."""
    return item.type == "select_one" and judged(item) and {choice.name for choice in item.choices} <= _PLAIN


def letters(item: Item) -> list[tuple[str, str]]:
    """The letters that stand for the choices of an item, with their labels; none where signs do."""
    if by_signs(item):
        return []
    return [(_letter(place), choice.label) for place, choice in enumerate(item.choices)]


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def _sign(item: Item, value: Any, *, finding: bool) -> str:  # noqa: ANN401 -- a JSON value
    names = [choice.name for choice in item.choices]
    if isinstance(value, list):
        known = [_letter(names.index(each)) if each in names else OTHER for each in value]
        return _loud("".join(known), finding)
    if item.type == "select_one":
        if value not in names:
            return _loud(OTHER, finding)
        if by_signs(item):
            return "!" if finding else NEEDLESS if value == "na" else FINE
        return _loud(_letter(names.index(value)), finding)
    if isinstance(value, int | float):
        text = format(value, "g" if abs(value) < 10**6 else ".0f").replace(".", ",")
        return _loud(text if len(text) <= _LONGEST else format(value, ".0e"), finding)
    if item.type == "date":
        return _loud(_short_day(value), finding)
    return _loud(TEXT, finding)


def _loud(sign: str, finding: bool) -> str:
    return sign + "!" if finding else sign


def _short_day(value: Any) -> str:  # noqa: ANN401 -- a JSON value
    day = _day(value)
    return f"{day:%d.%m.%y}" if day is not None else OTHER


def _day(value: Any) -> date | None:  # noqa: ANN401 -- a JSON value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _full(item: Item, value: Any) -> str | float | date | None:  # noqa: ANN401 -- a JSON value
    """The answer as a workbook has it: numbers and days as such."""
    if item.type in ("integer", "decimal") and isinstance(value, int | float):
        return value
    if item.type == "date":
        return _day(value) or str(value)
    return show_answer(item, value)
