"""Reading a form that came back: which it is, what it says, and every cell that cannot be taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from vpr_tracker import BadInput
from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.cells import Cells, Doubt
from vpr_tracker_checklists.forms.grid import NOTHING, Cell, Grid, csv_grid, place, workbook_grid
from vpr_tracker_checklists.forms.identity import Identity, NoIdentity, WrongSeal, identity_of, unpacked
from vpr_tracker_checklists.forms.making import PACKED
from vpr_tracker_checklists.forms.table import read_table
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.model import FormReturn
from vpr_tracker_checklists.templates.model import Item, Template
from vpr_tracker_checklists.templates.shelf import template_of

_DAY_ITEM: Final = Item(name="held_on", type="date", label=layout.DAY)
FindTemplate = Callable[[str], Template | None]
"""The template with a digest, where it is known here."""


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
    return _Reading(Cells(grid), identity, template, name).form(strange=strange)


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


@dataclass(frozen=True, slots=True)
class _Reading:
    """One form while it is read."""

    cells: Cells
    identity: Identity
    template: Template
    name: str

    def form(self, *, strange: bool) -> ReturnedForm:
        """Everything that the form says."""
        if self.cells.grid.outside:
            self.cells.doubt("", "", lambda: _("the workbook points to other files; they were not opened"))
        titles = self._titles()
        fields = self._fields(titles)
        day = self._day(fields.get(layout.DAY))
        inspector = self.cells.short(fields.get(layout.BY[self.template.by]), "inspector")
        version = self._version(fields.get(layout.VERSION))
        sheet = read_table(self.cells, self.template, titles, on=day or date.fromisoformat(self.identity.made_on))
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
                rejected=tuple(dict.fromkeys(self.cells.rejected)),
                source=self.name,
            )
        return ReturnedForm(
            file=self.name,
            identity=self.identity,
            template=self.template,
            back=back,
            cells=self.cells.places,
            doubts=tuple(self.cells.doubts),
            strange=strange,
        )

    def _titles(self) -> int:
        """The row of titles; rows may have been put above them, but no column beside them."""
        grid = self.cells.grid
        wanted = {each: layout.TITLES[each] for each in (layout.CODE, layout.ANSWER, layout.NOTE, layout.EVIDENCE)}
        for row in range(1, min(len(grid.rows), 40) + 1):
            if all(_same(grid.cell(row, column).value, title) for column, title in wanted.items()):
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
        grid = self.cells.grid
        for row in range(1, titles):
            title = grid.cell(row, layout.NUMBER).value
            for known in (layout.DAY, layout.VERSION, layout.BY[self.template.by]):
                if _same(title, known):
                    found.setdefault(known, (place(row, layout.ANSWER), grid.cell(row, layout.ANSWER)))
        self.cells.places |= {
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
            self.cells.doubt(
                where, "held_on", lambda: _("the day of the check is missing; nothing was taken of this form")
            )
            return None
        text = self.cells.read(_DAY_ITEM, where, cell)
        return date.fromisoformat(text) if isinstance(text, str) else None

    def _version(self, given: tuple[str, Cell] | None) -> int:
        where, cell = given or ("", NOTHING)
        if given is None:
            self.cells.doubt(
                "", "", lambda: _("the row «{title}» is gone: this counts as version 1").format(title=layout.VERSION)
            )
        if cell.empty:
            return 1
        item = Item(name="", type="integer", label=layout.VERSION)
        found = self.cells.read(item, where, cell)
        if isinstance(found, int) and not 1 <= found <= layout.MOST_VERSION:
            self.cells.doubt(where, "", lambda: _("the version is a whole number from 1 on"))
        return found if isinstance(found, int) and 1 <= found <= layout.MOST_VERSION else 1

    def _stamp(self, version: int) -> str:
        """Of two copies the one with the higher version is newer, then the one that was saved later."""
        made = datetime.combine(date.fromisoformat(self.identity.made_on), time(), UTC)
        saved = max(self.cells.grid.saved or made, made)
        return f"{version:06} {saved:%Y-%m-%dT%H:%M:%SZ}"


def _same(value: object, title: str) -> bool:
    return isinstance(value, str) and " ".join(value.split()).casefold() == title.casefold()
