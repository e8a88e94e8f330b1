"""``vpr checklist collect``: taking forms that came back by mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker.cli.kit_files import Unread
    from vpr_tracker_checklists.forms.collecting import Collected, Collection
    from vpr_tracker_checklists.forms.reading import FindTemplate, ReturnedForm

SCHEMA = "vpr-tracker/checklist-collected/1"
FOLDER, OLDER_FOLDER = "Ответы", "Прежние"
_SHOWN = 10
"""Runs that one line names."""
_WORDS = {
    "finished": N_("taken"),
    "draft": N_("draft"),
    "same": N_("known"),
    "older": N_("older"),
    "corrected": N_("corrected here"),
}


@kit.command(
    help=N_(
        "Take filled forms: workbooks, CSV, folders or ZIP archives, in any order, whatever they are called. Each is "
        "taken once, a newer one is never overwritten; a form with gaps is kept as a draft. What cannot be taken is "
        "named by file and cell, and the exit code is 9. An answer for each school is written."
    ),
    examples=[
        "vpr checklist collect Почта",
        "vpr checklist collect форма.xlsx письмо.zip -o Ответы",
        "vpr checklist collect Почта -n",
    ],
)
@kit.argument("sources", nargs=-1, required=True, help=N_("Workbooks, CSV files, folders, ZIP archives."))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False),
    metavar=N_("FOLDER"),
    default=FOLDER,
    help=N_("The folder for the answers to schools (default: Ответы)."),
)
@click.option(
    "--over-corrections",
    is_flag=True,
    help=N_("Take a newer copy also where its answers were corrected here since; the correction is kept as a version."),
)
@kit.dry_run_option
@kit.actor_option
@kit.json_option
def command(
    sources: tuple[str, ...], output: str, over_corrections: bool, dry_run: bool, actor: str | None, as_json: bool
) -> int:
    """Collect forms."""
    from vpr_tracker_checklists.forms.collecting import collect, known_templates
    from vpr_tracker_checklists.templates.shelf import shelf

    templates = shelf()
    with kit.app().tracker(actor) as tracker:
        forms, unread, attached = _read(sources, known_templates(tracker, templates))
        done = collect(tracker, templates, forms, over_corrections=over_corrections, dry_run=dry_run, actor=actor)
        letters = _letters(tracker, done, output) if not dry_run else {}
    for form in forms:
        if form.strange:
            text = _("Note: {file} was made from a template «{template}» that is not known here; it brought it along.")
            kit.note(text.format(file=form.file, template=form.template.name))
    if as_json:
        kit.emit_json(SCHEMA, _data(done, unread, attached, letters, dry_run=dry_run))
    else:
        _show(done, unread, attached, letters, dry_run=dry_run)
    doubtful = bool(unread) or any(each.wants_mending for each in done.forms)
    return kit.NeedsAnswer.exit_code if doubtful else 0


def _read(sources: tuple[str, ...], known: FindTemplate) -> tuple[list[ReturnedForm], list[Unread], list[str]]:
    """Every form that can be read; what cannot; and what is none because a form names it as a file of its own."""
    from vpr_tracker import BadInput
    from vpr_tracker_checklists.forms.making import SUFFIXES
    from vpr_tracker_checklists.forms.reading import read_form

    forms: list[ReturnedForm] = []
    unread: list[Unread] = []
    named: set[str] = set()
    with kit.progress(kit.returned_files(sources, suffixes=SUFFIXES), _("Reading")) as bar:
        for found in bar:
            if found.data is None:
                unread.append(found)
                continue
            try:
                forms.append(read_form(found.data, found.name, known))
                named |= found.places(_files(forms[-1]))
            except BadInput as error:
                hint = f" ({error.hint})" if error.hint else ""
                unread.append(found.unread(error.message.removeprefix(f"{found.name}: ") + hint))
    if not forms and not unread:
        raise BadInput(_("there is no form here"), hint=_("forms are .xlsx and .csv files"), where=sources[0])
    attached = [each.name for each in unread if each.is_evidence(named)]
    return forms, [each for each in unread if not each.is_evidence(named)], attached


def _files(form: ReturnedForm) -> Iterator[str]:
    """The names of the files that a form names."""
    for names in form.back.sheet.evidence.values() if form.back is not None else ():
        yield from names


def _letters(tracker: Tracker, done: Collection, output: str) -> dict[str, str]:
    """An answer for each school that wrote; the one that it takes the place of is kept in a folder beside it."""
    from vpr_tracker.file_names import school_files
    from vpr_tracker.files import keep_older, make_folder, write_whole
    from vpr_tracker_checklists.forms.letters import letter

    by_school: dict[str, list[Collected]] = defaultdict(list)
    for each in done.forms:
        if each.school is not None:
            by_school[each.form.identity.school].append(each)
    plans = sorted({each.form.identity.plan for some in by_school.values() for each in some})
    schools = {each.organisation_id: each for plan in plans for each in tracker.schools(plan)}
    names = school_files(schools.values())
    written = {}
    for school in (each for each in schools if each in by_school):
        file = f"{names[school]}.txt"
        folder = make_folder(output)
        text = letter(str(by_school[school][0].school), by_school[school], tracker.today())
        data = text.encode("utf-8-sig")
        keep_older(folder / file, folder / OLDER_FOLDER, new=data)
        write_whole(folder / file, data)
        written[school] = str(folder / file)
    return written


def _data(
    done: Collection, unread: list[Unread], attached: list[str], letters: dict[str, str], *, dry_run: bool
) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "dry_run": dry_run,
        "forms": [_form_data(each) for each in done.forms],
        "unread": [{"file": each.name, "message": each.message} for each in unread],
        "attached": attached,
        "silent": [asdict(each) for each in done.silent],
        "letters": [{"school_id": school, "file": path} for school, path in letters.items()],
    }


def _form_data(each: Collected) -> dict[str, Any]:
    about, taken = each.form.identity, each.taken
    return {
        "file": each.form.file,
        "form": about.form,
        "template": about.template,
        "school_id": about.school if each.school is not None else None,
        "school": each.school,
        "day": each.form.back.held_on if each.form.back is not None else None,
        "outcome": taken.outcome if taken is not None else None,
        "run": taken.run.number if taken is not None else None,
        "doubts": [{"cell": one.cell, "item": one.item or None, "message": one.message} for one in each.doubts],
        "missing": [{"cell": one.cell, "item": one.item or None, "message": one.message} for one in each.missing],
        "astray": each.astray,
    }


def _show(
    done: Collection, unread: list[Unread], attached: list[str], letters: dict[str, str], *, dry_run: bool
) -> None:
    if done.forms:
        columns = [
            kit.Column(_("File"), least=16),
            kit.Column(_("School"), least=10),
            kit.Column(_("Form")),
            kit.Column(_("Outcome")),
        ]
        kit.print_table(columns, [_row(each) for each in done.forms])
        kit.echo()
    for each in done.forms:
        labels = {item.name: item.label for item in each.form.template.items}
        for one in (*each.doubts, *each.missing):
            where = f"{each.form.file}, {one.cell}" if one.cell else each.form.file
            named = one.item in labels and (one in each.missing or not one.cell)
            about = f"«{labels[one.item]}» – " if named else ""
            kit.paragraph(f"{where}: {about}{one.message}")
    for no_form in unread:
        kit.paragraph(f"{no_form.name}: {no_form.message}")
    if attached:
        kit.paragraph(_("Named by a form as files of its own, and no forms: {files}").format(files=", ".join(attached)))
    if any(each.taken is not None and each.taken.outcome == "corrected" for each in done.forms):
        kit.paragraph(_("To take the newer copies over the corrections: --over-corrections"))
    _show_astray(done)
    _show_silent(done)
    taken = sum(each.taken is not None and each.taken.outcome == "finished" for each in done.forms)
    drafts = sum(each.taken is not None and each.taken.outcome == "draft" for each in done.forms)
    kit.echo(
        ngettext("{n} form taken, drafts: {drafts}.", "{n} forms taken, drafts: {drafts}.", taken).format(
            n=taken, drafts=drafts
        )
    )
    if letters:
        folder = Path(next(iter(letters.values()))).parent
        kit.echo(_("Answers to the schools: the folder «{folder}».").format(folder=folder))
    if dry_run:
        kit.echo(_("Nothing was written (--dry-run)."))


def _row(each: Collected) -> list[str]:
    day = f", {kit.format_day(each.form.back.held_on)}" if each.form.back is not None else ""
    outcome = _(_WORDS[each.taken.outcome]) if each.taken is not None else _("not taken")
    return [each.form.file, each.school or "–", f"{each.form.template.name}{day}", outcome]


def _show_astray(done: Collection) -> None:
    """Runs that count for no task; those of one reason together."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for each in done.forms:
        if each.astray is not None and each.taken is not None:
            numbers[each.astray].add(each.taken.run.number)
    for why, runs in sorted(numbers.items(), key=lambda each: min(each[1])):
        named = [f"№{number}" for number in sorted(runs)]
        shown = ", ".join(named[:_SHOWN]) + (f" … ({len(named)})" if len(named) > _SHOWN else "")
        kit.paragraph(_("Counted for no task: {runs}: {why}").format(runs=shown, why=why))


def _show_silent(done: Collection) -> None:
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for each in done.silent:
        groups[each.template, each.day, each.made_on].append(each.school)
    for (template, day, made_on), schools in groups.items():
        about = f"{template}, {_shown(day)}" if day else template
        text = _("Not yet come of «{form}» (sent {day}): {schools}").format(
            form=about, day=_shown(made_on), schools=", ".join(schools)
        )
        kit.paragraph(text)


def _shown(day: str) -> str:
    from datetime import date

    return kit.format_day(date.fromisoformat(day))
