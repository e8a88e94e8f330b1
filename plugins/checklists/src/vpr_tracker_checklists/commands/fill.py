"""``vpr checklist fill``: answers into a draft, at the terminal, from a file, or one by one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.runs.filling import Written
    from vpr_tracker_checklists.runs.model import Finished, Run

SCHEMA = "vpr-tracker/checklist-fill/1"


@kit.command(
    help=N_(
        "Fill in a draft. At the terminal it asks one item after the other and keeps each answer at once. Answers from "
        "a file or from options are taken all or none: everything that is wrong with them is named."
    ),
    examples=[
        "vpr checklist fill 4",
        "vpr checklist fill 4 --from answers.csv",
        "vpr checklist fill 4 --set vpr_section=нет --note vpr_section=страница-не-найдена",
        "vpr checklist fill 4 --evidence vpr_section=https://school4.example.org/vpr",
    ],
)
@kit.argument("run", help=N_("The run, by its number."))
@click.option(
    "--from", "source", metavar=N_("FILE"), help=N_("A file of answers: .toml, .json, or .csv (item;answer).")
)
@click.option("--set", "answers", multiple=True, metavar=N_("ITEM=VALUE"), help=N_("An answer; empty takes it away."))
@click.option("--note", "notes", multiple=True, metavar=N_("ITEM=TEXT"), help=N_("A note on an item."))
@click.option(
    "--evidence", multiple=True, metavar=N_("ITEM=FILE"), help=N_("The name of a file, or a link, that proves it.")
)
@click.option("--all", "everything", is_flag=True, help=N_("Ask also what is answered already."))
@click.option("--on", type=kit.DAY, help=N_("Another day of the run."))
@click.option("--school", metavar=N_("SCHOOL"), help=N_("Another school: its number, or its name."))
@click.option("--inspector", metavar=N_("NAME"), help=N_("Another inspector."))
@kit.actor_option
@kit.json_option
def command(
    run: str,
    source: str | None,
    answers: tuple[str, ...],
    notes: tuple[str, ...],
    evidence: tuple[str, ...],
    everything: bool,
    on: date | None,
    school: str | None,
    inspector: str | None,
    actor: str | None,
    as_json: bool,
) -> None:
    """Fill in a draft."""
    from vpr_tracker_checklists.commands.finish import tell
    from vpr_tracker_checklists.runs.book import RunBook

    written, done = _written(source, answers, notes, evidence), None
    with kit.app().tracker(actor) as tracker:
        book = RunBook(tracker)
        if written or source or any(each is not None for each in (on, school, inspector)):
            found = book.fill(
                run,
                answers=written.answers,
                notes=written.notes,
                evidence=written.evidence,
                places=written.places,
                held_on=on,
                school=school,
                inspector=inspector,
                origin="terminal" if source is None else "file",
            )
        else:
            found, done = _ask(book, run, everything)
        if done is not None and not as_json:
            tell(done)
        else:
            _answer(book, found, as_json)


def _ask(book: RunBook, which: str, everything: bool) -> tuple[Run, Finished | None]:
    """Ask item by item, and at the end whether to finish; without a terminal, say what would be asked."""
    from vpr_tracker_checklists.commands.asking import Asking, wants_to_finish, would_ask

    run = book.fill(which)
    template = book.template(run)
    if not kit.is_interactive():
        wanted = would_ask(run, template, everything=everything)
        if not wanted:
            return run, None
        raise kit.NeedsAnswer(
            _("there is no terminal to ask on"),
            problems=wanted,
            hint=_("give answers with --set ITEM=VALUE or --from FILE"),
        )
    asking = Asking(book, run, template, everything)
    run = asking.ask()
    if asking.stopped or book.lacks(run) or not wants_to_finish():
        return run, None
    done = book.finish(run.id)
    return done.run, done


def _written(
    source: str | None, answers: tuple[str, ...], notes: tuple[str, ...], evidence: tuple[str, ...]
) -> Written:
    """What options and file say together; an option goes before the file."""
    from vpr_tracker_checklists.commands.answers_file import read_answers
    from vpr_tracker_checklists.runs.filling import Written

    found = read_answers(source) if source is not None else Written()
    said, remarks = _once(answers, "--set"), _once(notes, "--note")
    names: dict[str, list[str]] = {}
    for item, name in (_pair(each, "--evidence") for each in evidence):
        names.setdefault(item, []).append(name)
    return Written(
        answers={**found.answers, **said},
        notes={**found.notes, **remarks},
        evidence={**found.evidence, **names},
        places={
            **dict.fromkeys(names, "--evidence"),
            **dict.fromkeys(remarks, "--note"),
            **found.places,
            **dict.fromkeys(said, "--set"),
        },
    )


def _once(texts: tuple[str, ...], option: str) -> dict[str, str]:
    """Items with what is said of each.

    :raises UsageError: an item is named twice, with different texts.
    """
    from vpr_tracker import UsageError

    found: dict[str, str] = {}
    for item, value in (_pair(each, option) for each in texts):
        if found.setdefault(item, value) != value:
            raise UsageError(_("«{item}» is given twice").format(item=item), where=option)
    return found


def _pair(text: str, option: str) -> tuple[str, str]:
    from vpr_tracker import UsageError

    item, equals, value = text.partition("=")
    if not equals or not item.strip():
        raise UsageError(_("«{text}» is not ITEM=VALUE").format(text=text), where=option)
    return item.strip(), value.strip()


def _answer(book: RunBook, run: Run, as_json: bool) -> None:
    from vpr_tracker_checklists.commands.run_views import run_data
    from vpr_tracker_checklists.runs.filling import in_words

    lacks = book.lacks(run) if run.status == "draft" else []
    if as_json:
        data: list[dict[str, Any]] = [{"item": each.item, "message": each.message} for each in lacks]
        kit.emit_json(SCHEMA, {"run": run_data(run), "lacks": data})
    elif lacks:
        kit.echo(_("Kept as a draft. Still missing:"))
        for line in in_words(book.template(run), lacks):
            kit.paragraph(f"• {line}", indent="  ")
    else:
        kit.paragraph(_("Kept; nothing is missing. Freeze it: vpr checklist finish {number}").format(number=run.number))
