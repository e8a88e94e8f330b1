"""How an answer is shown where there is little room: a sign, and what the sign means.

An answer is shown by the item as it was asked in its run. Where several texts of the template asked an item in other
ways, each label has one letter for all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.overview.grid import NOTHING, Mark, Tone
from vpr_tracker_checklists.templates.answers import can_be_wanting, show_answer

if TYPE_CHECKING:
    from vpr_tracker_checklists.overview.model import Cell, Look
    from vpr_tracker_checklists.templates.model import Item

LETTERS: Final = "абвгдежзиклмнопрстуфхцчшщэюя"
_PLAIN: Final = frozenset({"yes", "no", "na"})
_LONGEST: Final = 8
"""Characters of a number that is shown as it is."""
TEXT: Final = "т"
OTHER: Final = "*"
"""A choice that the item did not have."""
FINE: Final = "+"
NEEDLESS: Final = "-"


class Asked:
    """An item as it is now and as the runs of an overview were asked it.

    :ivar letters: the letters that stand for choices, with their labels; none where signs do.
    """

    def __init__(self, item: Item, looks: Iterable[Look]) -> None:
        texts = {id(look.items): look.items for look in looks}
        ways = [item, *(items[item.name] for items in texts.values() if item.name in items)]
        lettered = dict.fromkeys(choice.label for way in ways if not by_signs(way) for choice in way.choices)
        self.item = item
        self.letters = tuple((_letter(place), label) for place, label in enumerate(lettered))
        self._by_label = {label: letter for letter, label in self.letters}
        self._labels = tuple(dict.fromkeys(choice.label for way in ways for choice in way.choices))

    def mark(self, cell: Cell | None, look: Look | None) -> Mark:
        """The item at a school."""
        if cell is None or look is None:
            return NOTHING
        if cell.state == "not_asked":
            return Mark("unasked", ".", _("not asked"))
        if cell.state == "missing":
            return Mark("missing", "?", _("no answer"))
        then, finding = look.items[self.item.name], cell.state == "finding"
        tone: Tone = "finding" if finding else "well" if can_be_wanting(then) and cell.value != "na" else "plain"
        return Mark(tone, _sign(then, cell.value, self._by_label, finding=finding), _full(then, cell.value))

    def counts(self, looks: Iterable[Look]) -> Iterator[tuple[str, int]]:
        """How often each choice was given, by the labels that it had."""
        given: Counter[str] = Counter()
        for look in looks:
            value = look.cell(self.item.name).value
            chosen = value if isinstance(value, list) else [value]
            then = look.items.get(self.item.name)
            given.update(choice.label for choice in (then.choices if then is not None else ()) if choice.name in chosen)
        yield from ((label, given[label]) for label in self._labels if given[label])


def by_signs(item: Item) -> bool:
    """Whether the answers are yes and no, of which one is a finding."""
    return item.type == "select_one" and can_be_wanting(item) and {choice.name for choice in item.choices} <= _PLAIN


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def _sign(item: Item, value: Any, letters: Mapping[str, str], *, finding: bool) -> str:  # noqa: ANN401 -- a JSON value
    labels = {choice.name: choice.label for choice in item.choices}
    if isinstance(value, list):
        known = [letters[labels[each]] if each in labels else OTHER for each in value]
        return _loud("".join(known), finding)
    if item.type == "select_one":
        if value not in labels:
            return _loud(OTHER, finding)
        if by_signs(item):
            return "!" if finding else NEEDLESS if value == "na" else FINE
        return _loud(letters[labels[value]], finding)
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
