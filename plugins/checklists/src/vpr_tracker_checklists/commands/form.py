"""``vpr checklist form``: forms that go out by mail."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from vpr_tracker_checklists.forms.layout import Form

SCHEMA = "vpr-tracker/checklist-forms/1"
FOLDER = "Формы"


@kit.group(
    help=N_("Forms by mail: a workbook to fill in for each school; «vpr checklist collect» takes what comes back."),
    examples=["vpr checklist form make day-control --on 20.03.2023"],
)
def command() -> None:
    """Forms by mail."""


@command.command(
    "make",
    help=N_(
        "Write a form of a template for each school of the plan. Nothing is recorded. A file that is there already and "
        "holds something else is replaced only with --replace."
    ),
    examples=[
        "vpr checklist form make site-sections",
        "vpr checklist form make day-control --on 20.03.2023 --school 4 -o Формы",
        "vpr checklist form make training-register --format csv",
    ],
)
@kit.argument("template", help=N_("The template: its name, or the path of its file."))
@click.option(
    "--school", "schools", multiple=True, metavar=N_("SCHOOL"), help=N_("Only this school; may be given several times.")
)
@click.option("--on", type=kit.DAY, help=N_("The day that the form is about (default: filled in by who looks)."))
@click.option("--inspector", metavar=N_("NAME"), help=N_("Who looks, where that is known."))
@click.option(
    "--format",
    "form_format",
    type=click.Choice(["xlsx", "csv"]),
    default="xlsx",
    help=N_("A workbook, or a table for whoever has no program for workbooks."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False),
    metavar=N_("FOLDER"),
    default=FOLDER,
    help=N_("The folder (default: Формы)."),
)
@click.option("--replace", is_flag=True, help=N_("Replace files that are there already."))
@kit.plan_option
@kit.json_option
def make(
    template: str,
    form_format: Any,  # noqa: ANN401 -- Click has checked the word
    output: str,
    replace: bool,
    as_json: bool,
    schools: tuple[str, ...],
    on: date | None,
    inspector: str | None,
    plan: str | None,
) -> None:
    """Make forms."""
    from vpr_tracker.file_names import school_files
    from vpr_tracker.files import make_folder
    from vpr_tracker_checklists.forms.making import forms_for, written
    from vpr_tracker_checklists.templates.shelf import shelf

    asked = shelf().get(template)
    with kit.app().tracker() as tracker:
        forms = forms_for(tracker, asked, schools=schools, on=on, inspector=inspector, plan=plan)
        day = f" {on:%Y-%m-%d}" if on is not None else ""
        names = school_files(tracker.schools(plan), f"{asked.name}{day}")
    folder = make_folder(output)
    paths = [folder / f"{names[each.identity.school]}.{form_format}" for each in forms]
    made = written(forms, form_format)
    with kit.progress(paths, _("Forms")) as bar:
        files = {path: next(made) for path in bar}
    _write(files, replace=replace)
    _tell(forms, paths, as_json=as_json)


def _write(files: dict[Path, bytes], *, replace: bool) -> None:
    """All, or none where one would be overwritten."""
    from vpr_tracker import Conflict
    from vpr_tracker.files import write_whole

    others = [path for path, data in files.items() if path.exists() and not _same(path, data)]
    if others and not replace:
        raise Conflict(
            _("there are other files of these names; nothing was written"),
            problems=[str(path) for path in others[:20]],
            hint=_("choose another folder (-o), or replace them: --replace"),
            where=str(others[0]),
        )
    for path, data in files.items():
        if not _same(path, data):
            write_whole(path, data)


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _tell(forms: list[Form], paths: list[Path], *, as_json: bool) -> None:
    if as_json:
        listed = [
            {
                "form": each.identity.form,
                "template": each.template.name,
                "school_id": each.identity.school,
                "school": each.school,
                "day": each.day,
                "made_on": each.made_on,
                "file": str(path),
            }
            for each, path in zip(forms, paths, strict=True)
        ]
        kit.emit_json(SCHEMA, {"forms": listed})
        return
    kit.print_table([_("School"), _("File")], [[each.school, p.name] for each, p in zip(forms, paths, strict=True)])
    text = ngettext("{n} form in the folder «{folder}».", "{n} forms in the folder «{folder}».", len(forms))
    kit.echo(text.format(n=len(forms), folder=paths[0].parent))
