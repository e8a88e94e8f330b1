"""The answer to a school that sent forms: what was taken, what to mend, what is still missing. Russian."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from vpr_tracker_checklists.forms.cells import Doubt
from vpr_tracker_checklists.forms.collecting import Collected

_SHOWN: Final = 200
"""Lines of each list."""


def letter(school: str, forms: Sequence[Collected], today: date) -> str:
    """The whole text, with the line ends that Notepad expects."""
    lines = [school, f"Ответ на формы, {today:%d.%m.%Y}", ""]
    for heading, standing in (
        ("Принято:", "finished"),
        ("Сохранено как черновик, нужны исправления:", "draft"),
        ("Не изменило ничего: более новая форма уже принята:", "older"),
        ("Не изменило ничего: ответы этой формы с тех пор исправлены здесь:", "corrected"),
    ):
        lines += _section(heading, [_named(each) for each in forms if _standing(each) == standing])
    mend = [
        f"{each.form.file}{_cell(doubt)}: {_asked(each, doubt)}{doubt.russian}"
        for each in forms
        if each.wants_mending and _standing(each) != "corrected"  # which a next version would not change
        for doubt in (*each.doubts, *each.missing)
    ]
    lines += _section("Исправьте и пришлите форму ещё раз, поставив следующую версию:", mend)
    return "\r\n".join(lines)


def _standing(each: Collected) -> str | None:
    """What became of a form; of one that was taken before, how it stands since."""
    if each.taken is None:
        return None
    return each.taken.run.status if each.taken.outcome == "same" else each.taken.outcome


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    rest = [f"  … и ещё {len(lines) - _SHOWN}"] if len(lines) > _SHOWN else []
    return [heading, *(f"  – {line}" for line in lines[:_SHOWN]), *rest, ""]


def _named(each: Collected) -> str:
    day = f", {each.form.back.held_on:%d.%m.%Y}" if each.form.back is not None else ""
    return f"{each.form.template.title}{day} ({each.form.file})"


def _cell(doubt: Doubt) -> str:
    return f", ячейка {doubt.cell}" if doubt.cell else ""


def _asked(each: Collected, doubt: Doubt) -> str:
    labels = {item.name: item.label for item in each.form.template.items}
    return f"«{labels[doubt.item]}» – " if doubt.item in labels else ""
