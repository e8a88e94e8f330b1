"""Filling in at the terminal, one item at a time; each answer is kept as soon as it is given."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

import click

from vpr_tracker import BadInput
from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.answers import AnswerError, asked, problems, read_answer, show_answer
from vpr_tracker_checklists.templates.model import Item, Template

if TYPE_CHECKING:
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.runs.model import Run

_MARKS: Final = {"": "next", "<": "back", "?": "hint", ".": "stop", "-": "clear"}
_BEGINNINGS: Final = {"!": "note", "@": "evidence", "=": "evidence"}
"""«=» because the Russian keyboard has no «@»."""
_WORDS: Final = {
    "b": "back",
    "back": "back",
    "б": "back",
    "назад": "back",
    "q": "stop",
    "quit": "stop",
    "й": "stop",
    "в": "stop",
    "выход": "stop",
    "h": "help",
    "help": "help",
    "р": "help",
}
"""Also the keys of the other keyboard, so that nobody has to switch; where the template knows the word, it answers."""
_YES: Final = ("y", "yes", "д", "да")
_LINE: Final = 76
"""Characters of choices that still go into one line."""


class Stopped(Exception):
    """The person ends the questions; what was answered is kept."""


def open_items(run: Run, template: Template, *, everything: bool) -> list[Item]:
    """What is still to be asked: without an answer, or with something that is missing; ``everything``: all."""
    lacking = {each.item for each in problems(template, run.sheet, complete=True, on=run.held_on)}
    return [
        item
        for item in asked(template, run.sheet.answers, on=run.held_on)
        if item.type != "note" and (everything or item.name not in run.sheet.answers or item.name in lacking)
    ]


def would_ask(run: Run, template: Template, *, everything: bool) -> list[str]:
    """The items that would be asked, as lines: «observers: Observers on the day»."""
    return [f"{item.name}: {item.label}" for item in open_items(run, template, everything=everything)]


def wants_to_finish() -> bool:
    """Ask whether the run is to be frozen; what is no yes is a no."""
    try:
        said = _said(_("Nothing is missing. Finish it now? [y]es, [n]o"))
    except click.Abort:
        kit.note("")
        return False
    return said.casefold() in _YES


@dataclass(slots=True)
class Asking:
    """Asks a draft's items in their order, those that are asked with the answers so far."""

    book: RunBook
    run: Run
    template: Template
    everything: bool = False
    """Whether also to ask what is answered."""
    place: str | None = None
    """The item that is asked next; ``None`` once all were."""
    stopped: bool = False
    """Whether the person ended the questions before their end."""

    def ask(self) -> Run:
        """Go through the items."""
        first = open_items(self.run, self.template, everything=self.everything)
        if first:
            self.place = first[0].name
            kit.note(_("Enter: as it is · < back · ? hint · ! note · @ evidence · . end · h help"))
        else:
            kit.note(_("Everything is answered; to go through it again: --all."))
        try:
            while (item := self._item()) is not None:
                self._ask(item)
        except (Stopped, click.Abort):
            self.stopped = True
            kit.note("")
            kit.note(_("What was answered is kept."))
        return self.run

    def _asked(self) -> list[Item]:
        return asked(self.template, self.run.sheet.answers, on=self.run.held_on)

    def _items(self) -> list[Item]:
        return [item for item in self._asked() if item.type != "note"]

    def _item(self) -> Item | None:
        return next((item for item in self._items() if item.name == self.place), None)

    def _go_on(self, item: Item) -> None:
        later = self._items()[self._index(item) + 1 :]
        still = {each.name for each in open_items(self.run, self.template, everything=self.everything)}
        self.place = next((each.name for each in later if each.name in still), None)

    def _index(self, item: Item) -> int:
        return [each.name for each in self._items()].index(item.name)

    def _ask(self, item: Item) -> None:
        self._print(item)
        said = _said(_("Answer"))
        match _meaning(item, said):
            case "next":
                self._go_on(item)
            case "back":
                self.place = self._items()[max(self._index(item) - 1, 0)].name
            case "hint":
                kit.note("  " + (item.hint or _("There is no hint for this.")))
            case "help":
                _help()
            case "stop":
                raise Stopped
            case "clear":
                self._keep(item, answers={item.name: ""})
            case "note":
                self._note(item, said[1:].strip())
            case "evidence":
                self._evidence(item, said[1:].strip())
            case _:
                self._answer(item, said)

    def _answer(self, item: Item, said: str) -> None:
        if not self._keep(item, answers={item.name: said}):
            return
        lacking = {each.item for each in problems(self.template, self.run.sheet, complete=True, on=self.run.held_on)}
        if item.name in lacking:  # it is answered, so only its evidence can be missing
            self._evidence(item, "")
        self._go_on(item)

    def _note(self, item: Item, text: str) -> None:
        text = text or _said(_("Note (Enter: as it is, - takes it away)"))
        if text:
            self._keep(item, notes={item.name: "" if text == "-" else text})

    def _evidence(self, item: Item, name: str) -> None:
        name = name or _said(_("Evidence, a file or a link (Enter: as it is, - takes all away)"))
        if name:
            known = self.run.sheet.evidence.get(item.name, ())
            self._keep(item, evidence={item.name: [] if name == "-" else [*known, name]})

    def _keep(self, item: Item, **written: Any) -> bool:  # noqa: ANN401 -- as RunBook.fill
        try:
            self.run = self.book.fill(self.run.id, **written)
        except BadInput as error:  # the person is still there: say it and ask again
            for problem in error.problems or [str(error)]:
                kit.note("  " + click.style(problem.removeprefix(f"{item.name}: "), fg="red"))
            return False
        return True

    def _print(self, item: Item) -> None:
        items = self._items()
        section = next(each for each in self.template.sections if item in each.items)
        kit.note("")
        kit.note(click.style(f"{section.label} · {self._index(item) + 1}/{len(items)}", dim=True))
        for text in self._before(item):
            kit.note(text)
        kit.note(click.style(item.label + (" *" if item.required else ""), bold=True))
        for line in _how(item):
            kit.note(f"  {line}")
        sheet = self.run.sheet
        if item.name in sheet.answers:
            kit.note("  " + _("Now: {answer}").format(answer=show_answer(item, sheet.answers[item.name])))
        if item.name in sheet.notes:
            kit.note("  " + _("Noted: {text}").format(text=sheet.notes[item.name]))
        if item.name in sheet.evidence:
            kit.note("  " + _("Evidence: {names}").format(names="; ".join(sheet.evidence[item.name])))

    def _before(self, item: Item) -> list[str]:
        """The template's notes that stand straight before an item."""
        found = self._asked()
        above = reversed(found[: [each.name for each in found].index(item.name)])
        return [each.label for each in takewhile(lambda each: each.type == "note", above)][::-1]


def _said(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, prompt_suffix=": ", err=True)).strip()


def _meaning(item: Item, said: str) -> str:
    """What is to be done with what was typed."""
    if said in _MARKS:
        return _MARKS[said]
    if said[0] in _BEGINNINGS:
        return _BEGINNINGS[said[0]]
    word = _WORDS.get(said.casefold())
    return word if word is not None and not _is_answer(item, said) else "answer"


def _is_answer(item: Item, said: str) -> bool:
    try:
        return read_answer(item, said) is not None
    except AnswerError:
        return False


def _how(item: Item) -> list[str]:
    """How to answer: the choices, numbered where a number chooses; else unit or format."""
    if not item.choices:
        units = [_("in {unit}").format(unit=item.unit)] if item.unit else []
        return [_("a day, as 20.03.2023")] if item.type == "date" else units
    numbered = [(f"{n} {each.label}", _chooses(item, n)) for n, each in enumerate(item.choices, 1)]
    shown = [with_number for with_number, _works in numbered]
    if not all(works for _shown, works in numbered):
        shown = [each.label for each in item.choices]
    several = [_("several: with «;» between them")] if item.type == "select_multiple" else []
    line = "   ".join(shown)
    return [*([line] if len(line) <= _LINE else shown), *several]


def _chooses(item: Item, number: int) -> bool:
    """Whether a number chooses what stands at its place; not where the choices are numbers themselves."""
    name = item.choices[number - 1].name
    try:
        return read_answer(item, str(number)) in (name, [name])
    except AnswerError:
        return False


def _help() -> None:
    for line in (
        _("Answer by a number, a word or a value. Enter keeps what is there and goes on."),
        _("< goes back; ? shows the hint."),
        _("! or !TEXT is a note on the item; !- takes it away."),
        _("@ or @FILE or @LINK (also =) adds evidence; @- takes all of it away."),
        _("- takes the answer away; . or Ctrl-C ends, and what was answered is kept."),
    ):
        kit.note(f"  {line}")
