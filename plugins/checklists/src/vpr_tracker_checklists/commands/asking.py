"""Filling in at the terminal, one item at a time; each answer is kept as soon as it is given."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import click

from vpr_tracker import BadInput
from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.answers import asked, show_answer
from vpr_tracker_checklists.templates.model import Item, Template

if TYPE_CHECKING:
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.runs.model import Run

BACK, HINT, NOTE, EVIDENCE, CLEAR, STOP, HELP = "<", "?", "!", "@", "-", "q", "h"
_STOPS: Final = frozenset({STOP, "й", "в", "quit", "выход"})
"""Also the key of the other keyboard, and the word's letter, so that nobody has to switch."""
_HELPS: Final = frozenset({HELP, "р", "help"})


class Stopped(Exception):
    """The person ends the questions; what was answered is kept."""


@dataclass(slots=True)
class Asking:
    """Asks a draft's items in their order, those that are asked with the answers so far."""

    book: RunBook
    run: Run
    template: Template
    place: str | None = None
    """The item that is asked next; ``None`` once all were."""

    def ask(self, *, everything: bool) -> Run:
        """Go through the items; ``everything`` also asks those that are answered."""
        kit.note(_("Enter: as it is · < back · ? hint · !TEXT note · @FILE evidence · - no answer · q end · h help"))
        self.place = self._first(everything)
        if self.place is None:
            kit.note(_("Everything is answered; to go through it again: --all."))
        try:
            while (item := self._item()) is not None:
                self._ask(item, everything)
        except (Stopped, click.Abort):
            kit.note("")
            kit.note(_("What was answered is kept."))
        return self.run

    def _items(self) -> list[Item]:
        found = asked(self.template, self.run.sheet.answers, on=self.run.held_on)
        return [item for item in found if item.type != "note"]

    def _item(self) -> Item | None:
        return next((item for item in self._items() if item.name == self.place), None)

    def _open(self, item: Item, everything: bool) -> bool:
        return everything or item.name not in self.run.sheet.answers

    def _first(self, everything: bool) -> str | None:
        return next((item.name for item in self._items() if self._open(item, everything)), None)

    def _after(self, name: str, everything: bool) -> str | None:
        names = [item.name for item in self._items()]
        rest = self._items()[names.index(name) + 1 :]
        return next((item.name for item in rest if self._open(item, everything)), None)

    def _before(self, name: str) -> str:
        names = [item.name for item in self._items()]
        return names[max(names.index(name) - 1, 0)]

    def _ask(self, item: Item, everything: bool) -> None:
        self._print(item)
        said = str(click.prompt(_("Answer"), default="", show_default=False, prompt_suffix=": ", err=True)).strip()
        key, rest = said[:1], said[1:].strip()
        if said == "":
            self.place = self._after(item.name, everything)
        elif said == BACK:
            self.place = self._before(item.name)
        elif said == HINT:
            _say(item.hint or _("There is no hint for this."))
        elif said.casefold() in _HELPS and item.type != "text":
            _help()
        elif said.casefold() in _STOPS and item.type != "text":
            raise Stopped
        elif key == NOTE:
            self._keep(item, notes={item.name: rest})
        elif key == EVIDENCE:
            names = [*self.run.sheet.evidence.get(item.name, ()), rest] if rest else []
            self._keep(item, evidence={item.name: names})
        elif self._keep(item, answers={item.name: "" if said == CLEAR else said}) and said != CLEAR:
            self.place = self._after(item.name, everything)

    def _keep(self, item: Item, **written: Any) -> bool:  # noqa: ANN401 -- as RunBook.fill
        try:
            self.run = self.book.fill(self.run.id, **written)
        except BadInput as error:  # the person is still there: say it and ask again
            for problem in error.problems:
                _say(problem.removeprefix(f"{item.name}: "), fg="red")
            return False
        return True

    def _print(self, item: Item) -> None:
        items = self._items()
        section = next(each for each in self.template.sections if item in each.items)
        place = [each.name for each in items].index(item.name) + 1
        kit.note("")
        kit.note(click.style(f"{section.label} · {place}/{len(items)}", dim=True))
        _say(item.label + (" *" if item.required else ""), indent="", bold=True)
        if item.choices:
            _say("   ".join(f"{n}\u00a0{each.label}" for n, each in enumerate(item.choices, 1)))
        elif item.unit:
            _say(_("in {unit}").format(unit=item.unit))
        sheet = self.run.sheet
        if item.name in sheet.answers:
            _say(_("Now: {answer}").format(answer=show_answer(item, sheet.answers[item.name])))
        if item.name in sheet.notes:
            _say(_("Note: {text}").format(text=sheet.notes[item.name]))
        if item.name in sheet.evidence:
            _say(_("Evidence: {names}").format(names="; ".join(sheet.evidence[item.name])))


def _say(text: str, indent: str = "  ", **style: Any) -> None:  # noqa: ANN401 -- of click.style
    """A text on stderr, wrapped to the terminal."""
    for line in textwrap.wrap(text, kit.terminal_width() - len(indent)) or [""]:
        kit.note(indent + click.style(line, **style))


def _help() -> None:
    for line in (
        _("Enter keeps what is there and goes on; < goes back; ? shows the hint."),
        _("!TEXT is a note on the item, ! alone takes it away."),
        _("@FILE or @LINK adds evidence, @ alone takes all of it away."),
        _("- takes the answer away; q ends (on a question for text: Ctrl-C)."),
    ):
        _say(line)


def would_ask(run: Run, template: Template, *, everything: bool) -> list[str]:
    """The items that would be asked, as lines: «observers: Observers on the day»."""
    return [
        f"{item.name}: {item.label}"
        for item in asked(template, run.sheet.answers, on=run.held_on)
        if item.type != "note" and (everything or item.name not in run.sheet.answers)
    ]
