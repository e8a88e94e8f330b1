"""Reading a form that came back: which it is, what it says, and every cell that cannot be taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any, Final

from vpr_tracker import BadInput, split_evidence, without_refused
from vpr_tracker.i18n import speaking
from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.grid import NOTHING, Cell, Grid, csv_grid, place, workbook_grid
from vpr_tracker_checklists.forms.identity import Identity, NoIdentity, WrongSeal, identity_of, unpacked
from vpr_tracker_checklists.forms.making import PACKED
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.model import FormReturn
from vpr_tracker_checklists.templates.answers import AnswerError, Sheet, problems, read_answer
from vpr_tracker_checklists.templates.model import Item, Template
from vpr_tracker_checklists.templates.shelf import template_of

_DAY_ITEM: Final = Item(name="held_on", type="date", label=layout.DAY)
_SHORT: Final = 200
FindTemplate = Callable[[str], Template | None]
"""The template with a digest, where it is known here."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What cannot be taken: the cell («D12», or «» for the file as a whole), what is wrong, also in Russian.

    ``item``: the name of the item, or ``held_on``, ``inspector``, or nothing.
    """

    cell: str
    item: str
    message: str
    russian: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedForm:
    """A form that came back.

    :ivar back: what is taken; ``None`` where the day is not known.
    :ivar cells: item → the cell of its answer; also ``held_on`` and ``inspector``.
    :ivar strange: whether its template is not one that is known here.
    """

    file: str
    identity: Identity
    template: Template
    back: FormReturn | None
    cells: dict[str, str]
    doubts: tuple[Doubt, ...]
    strange: bool = False

    def doubt(self, item: str, say: Callable[[], str]) -> Doubt:
        """A doubt about an item, in both languages."""
        return said(self.cells.get(item, ""), item, say)


def said(cell: str, item: str, say: Callable[[], str]) -> Doubt:
    """A doubt in the language of the run and in Russian, for the letter to the school."""
    with speaking("ru"):
        russian = say()
    return Doubt(cell, item, say(), russian)


def read_form(data: bytes, name: str, known: FindTemplate) -> ReturnedForm:
    """What a returned file says.

    :param name: what the file is called, for messages.
    :raises BadInput: it is no form of ours, damaged, locked, with macros, or a trap; nothing in it is executed.
    """
    if name.lower().endswith((".ods", ".xls", ".xlsb", ".xlsm")):
        suffix = name[name.rindex(".") :].lower()
        raise BadInput(
            _("{name}: forms are not read from {suffix}").format(name=name, suffix=suffix),
            hint=_("open it and save it as a workbook of Excel (.xlsx), without macros"),
            where=name,
        )
    if name.lower().endswith(PACKED):
        raise BadInput(
            _("{name}: this archive or letter was not looked into").format(name=name),
            hint=_("take out the forms that are in it, or pack them as ZIP"),
            where=name,
        )
    grid = csv_grid(data, name) if name.lower().endswith(".csv") else workbook_grid(data, name)
    identity = _identity(grid, name)
    template = known(identity.digest)
    strange = template is None
    if template is None:
        template = _travelling(grid, identity, name)
    reading = _Reading(grid, identity, template, name)
    return reading.form(strange=strange)


def _identity(grid: Grid, name: str) -> Identity:
    try:
        return identity_of(grid.facts)
    except NoIdentity as error:
        raise BadInput(
            _("{name}: this is no form that was made by «vpr checklist form make»").format(name=name),
            hint=_("fill in the form that was sent, and send that back"),
            where=name,
        ) from error
    except WrongSeal as error:
        raise BadInput(
            _("{name}: what says which form this is was changed").format(name=name),
            hint=_("make the form again: vpr checklist form make"),
            where=name,
        ) from error


def _travelling(grid: Grid, identity: Identity, name: str) -> Template:
    """The template that came with the form."""
    body = unpacked(grid.body, identity.digest)
    if body is None:
        raise BadInput(
            _("{name}: its template «{template}» is not known here, and it does not bring it").format(
                name=name, template=identity.template
            ),
            hint=_("make the form again: vpr checklist form make"),
            where=name,
        )
    return template_of(body, name, kept=True)


@dataclass
class _Reading:
    """One form while it is read."""

    grid: Grid
    identity: Identity
    template: Template
    name: str
    doubts: list[Doubt] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    def form(self, *, strange: bool) -> ReturnedForm:
        """Everything that the form says."""
        if self.grid.outside:
            self._doubt("", "", lambda: _("the workbook points to other files; they were not opened"))
        titles = self._titles()
        fields = self._fields(titles)
        day = self._day(fields.get(layout.DAY))
        inspector = self._short(fields.get(layout.BY[self.template.by]), "inspector")
        version = self._version(fields.get(layout.VERSION))
        sheet = self._sheet(titles, day)
        back = None
        if day is not None:
            form = self.identity.form if self.identity.day else f"{self.identity.form}/{day.isoformat()}"
            back = FormReturn(
                form_id=form,
                template=self.template,
                plan_id=self.identity.plan,
                organisation_id=self.identity.school,
                held_on=day,
                inspector=inspector,
                stamp=self._stamp(version),
                sheet=sheet,
                rejected=tuple(dict.fromkeys(self.rejected)),
                source=self.name,
            )
        return ReturnedForm(
            file=self.name,
            identity=self.identity,
            template=self.template,
            back=back,
            cells=self.cells,
            doubts=tuple(self.doubts),
            strange=strange,
        )

    def _doubt(self, cell: str, item: str, say: Callable[[], str]) -> None:
        self.doubts.append(said(cell, item, say))

    def _titles(self) -> int:
        """The row of titles; rows may have been put above them, but no column beside them."""
        wanted = {each: layout.TITLES[each] for each in (layout.CODE, layout.ANSWER, layout.NOTE, layout.EVIDENCE)}
        for row in range(1, min(len(self.grid.rows), 40) + 1):
            if all(_same(self.grid.cell(row, column).value, title) for column, title in wanted.items()):
                return row
        raise BadInput(
            _("{name}: the columns of the form were moved or renamed; nothing was taken from it").format(
                name=self.name
            ),
            hint=_("fill in the form that was sent, and send that back"),
            where=self.name,
        )

    def _fields(self, titles: int) -> dict[str, tuple[str, Cell]]:
        """What stands beside the titles above the table: where, and what."""
        found: dict[str, tuple[str, Cell]] = {}
        for row in range(1, titles):
            title = self.grid.cell(row, layout.NUMBER).value
            for known in (layout.DAY, layout.VERSION, layout.BY[self.template.by]):
                if _same(title, known):
                    found.setdefault(known, (place(row, layout.ANSWER), self.grid.cell(row, layout.ANSWER)))
        self.cells |= {
            name: found[title][0]
            for name, title in (("held_on", layout.DAY), ("inspector", layout.BY[self.template.by]))
            if title in found
        }
        return found

    def _day(self, given: tuple[str, Cell] | None) -> date | None:
        where, cell = given or ("", NOTHING)
        if cell.empty:
            if self.identity.day and given is not None:
                return date.fromisoformat(self.identity.day)
            self._doubt(where, "held_on", lambda: _("the day of the check is missing; nothing was taken of this form"))
            return None
        text = self._read(_DAY_ITEM, where, cell)
        return date.fromisoformat(text) if isinstance(text, str) else None

    def _version(self, given: tuple[str, Cell] | None) -> int:
        where, cell = given or ("", NOTHING)
        if cell.empty:
            return 1
        item = Item(name="", type="integer", label=layout.VERSION)
        found = self._read(item, where, cell)
        if isinstance(found, int) and not 1 <= found <= layout.MOST_VERSION:
            self._doubt(where, "", lambda: _("the version is a whole number from 1 on"))
        return found if isinstance(found, int) and 1 <= found <= layout.MOST_VERSION else 1

    def _stamp(self, version: int) -> str:
        """Of two copies the one with the higher version is newer, then the one that was saved later."""
        made = datetime.combine(date.fromisoformat(self.identity.made_on), time(), UTC)
        saved = max(self.grid.saved or made, made)
        return f"{version:06} {saved:%Y-%m-%dT%H:%M:%SZ}"

    def _sheet(self, titles: int, day: date | None) -> Sheet:
        """The answers that can be taken; of the others the cells are named."""
        items = {item.name: item for item in self.template.items if item.type != "note"}
        rows = list(self._rows(titles, items))
        times = Counter(name for name, _row in rows)
        answers: dict[str, Any] = {}
        notes: dict[str, str] = {}
        evidence: dict[str, tuple[str, ...]] = {}
        for name, row in rows:
            if times[name] > 1:
                self._reject(name, place(row, layout.ANSWER), lambda: _("the row is there twice"))
                continue
            self.cells[name] = place(row, layout.ANSWER)
            value = self._read(items[name], self.cells[name], self.grid.cell(row, layout.ANSWER))
            note = self._text(name, row, layout.NOTE)
            files = self._files(name, row)
            answers |= {name: value} if value is not None else {}
            notes |= {name: note} if note else {}
            evidence |= {name: files} if files else {}
        return self._checked(Sheet(answers=answers, notes=notes, evidence=evidence), day)

    def _rows(self, titles: int, items: dict[str, Item]) -> Iterator[tuple[str, int]]:
        for row in range(titles + 1, len(self.grid.rows) + 1):
            code = self.grid.cell(row, layout.CODE).value
            filled = [
                column
                for column in (layout.ANSWER, layout.NOTE, layout.EVIDENCE)
                if not self.grid.cell(row, column).empty
            ]
            if isinstance(code, str) and code in items:
                yield code, row
            elif filled:
                self._doubt(place(row, filled[0]), "", lambda: _("the row is not one of this form"))

    def _reject(self, item: str, cell: str, say: Callable[[], str]) -> None:
        if item:
            self.rejected.append(item)
        self._doubt(cell, item, say)

    def _read(self, item: Item, where: str, cell: Cell) -> Any | None:  # noqa: ANN401 -- a JSON value
        """The value in a cell; what is none is named and gives nothing."""
        if self._faulty(item.name, where, cell):
            return None
        try:
            return read_answer(item, cell.value)
        except AnswerError:
            self._reject(item.name, where, lambda: _why(item, cell.value))
            return None

    def _faulty(self, item: str, where: str, cell: Cell) -> bool:
        if cell.fault == "f":
            self._reject(item, where, lambda: _("a formula; it was not computed: write the value itself"))
        elif cell.fault == "e":
            self._reject(item, where, lambda: _("an error of Excel («{value}»)").format(value=cell.value))
        return bool(cell.fault)

    def _text(self, item: str, row: int, column: int) -> str:
        cell, where = self.grid.cell(row, column), place(row, column)
        if cell.empty or self._faulty(item, where, cell):
            return ""
        text = without_refused(_plain(cell.value))
        if len(text) > layout.LONGEST:
            self._reject(item, where, lambda: _("longer than {n} characters").format(n=layout.LONGEST))
            return ""
        return text

    def _short(self, given: tuple[str, Cell] | None, item: str) -> str:
        where, cell = given or ("", NOTHING)
        if cell.empty or self._faulty(item, where, cell):
            return ""
        return " ".join(without_refused(_plain(cell.value)).split())[:_SHORT]

    def _files(self, item: str, row: int) -> tuple[str, ...]:
        files, urls, wrong = split_evidence(self._text(item, row, layout.EVIDENCE))
        if wrong:
            where = place(row, layout.EVIDENCE)
            self._reject(item, where, lambda: _("«{name}» is not the name of a file").format(name=wrong[0][:60]))
        return () if wrong else (*files, *urls)

    def _checked(self, sheet: Sheet, day: date | None) -> Sheet:
        """The sheet without the answers that break a constraint."""
        on = day or date.fromisoformat(self.identity.made_on)

        def found() -> dict[str, str]:
            return {each.item: each.message for each in problems(self.template, sheet, complete=False, on=on)}

        wrong = found()
        for item in wrong:
            self._reject(item, self.cells.get(item, ""), partial(lambda item: found()[item], item))
        left = {name: value for name, value in sheet.answers.items() if name not in wrong}
        return Sheet(answers=left, notes=sheet.notes, evidence=sheet.evidence)


def _why(item: Item, value: object) -> str:
    try:
        read_answer(item, value)
    except AnswerError as error:
        return str(error)
    return ""


def _same(value: object, title: str) -> bool:
    return isinstance(value, str) and " ".join(value.split()).casefold() == title.casefold()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
