"""``vpr checklist template``: what there is to look at schools with, and templates of one's own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.commands.shared import by_words, per_words
from vpr_tracker_checklists.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker_checklists.templates.model import Template

LIST_SCHEMA = "vpr-tracker/checklist-templates/1"
SHOW_SCHEMA = "vpr-tracker/checklist-template-view/1"
CHECK_SCHEMA = "vpr-tracker/checklist-template-check/1"


@kit.group(
    help=N_("Templates: what is looked at. Those that come with the program, and those of a folder of your own."),
    examples=[
        "vpr checklist template list",
        "vpr checklist template show site-sections",
        "vpr checklist template export day-control -o my-day.toml",
        "vpr checklist template check my-day.toml",
    ],
)
def command() -> None:
    """Templates."""


@command.command(
    "list",
    help=N_(
        "List the templates. Your own lie in the folder that «templates» under [plugin.checklists] in vpr.toml names; "
        "one with the name of a shipped template takes its place."
    ),
    examples=["vpr checklist template list", "vpr checklist template list --json"],
)
@kit.json_option
def list_(as_json: bool) -> None:
    """List the templates."""
    from vpr_tracker_checklists.templates.shelf import shelf

    entries = shelf().entries()
    if as_json:
        from vpr_tracker_checklists.templates.views import entry_data

        kit.emit_json(LIST_SCHEMA, {"templates": [entry_data(entry) for entry in entries]})
        return
    found = [each.template for each in entries if each.template is not None]
    kit.print_table(
        [
            kit.Column(_("Name"), wrap=False),
            kit.Column(_("Title"), least=20),
            kit.Column(_("Rows"), wrap=False),
            kit.Column(_("Items"), wrap=False, align=">"),
            kit.Column(_("Filled in by"), least=12),
        ],
        [
            [each.name, each.title, ", ".join(each.tasks) or "–", str(len(list(each.items))), by_words(each.by)]
            for each in found
        ],
    )
    for entry in entries:
        if entry.error is not None:
            kit.note(_("Warning: {text}").format(text=f"«{entry.path}»: {entry.error.message}"))
            for problem in entry.error.problems[:3]:
                kit.note(f"  {problem}")


@command.command(
    "show",
    help=N_("Show a template: what it asks, which answers it takes, which of them are findings."),
    examples=["vpr checklist template show site-sections", "vpr checklist template show my-day.toml --json"],
)
@kit.argument("template", help=N_("The template: its name, or its file."))
@kit.json_option
def show(template: str, as_json: bool) -> None:
    """Show a template."""
    from vpr_tracker_checklists.templates.shelf import shelf
    from vpr_tracker_checklists.templates.views import answers_line, template_data

    found = shelf().get(template)
    if as_json:
        kit.emit_json(SHOW_SCHEMA, {"template": template_data(found)})
        return
    _print_head(found)
    for section in found.sections:
        kit.echo()
        kit.echo(click.style(section.label, bold=True))
        for item in section.items:
            star = " *" if item.required else ""
            kit.paragraph(f"{item.label}{star}", indent="  ")
            if item.hint:
                kit.paragraph(item.hint, indent="    ")
            for line in answers_line(item):
                kit.paragraph(line, indent="    ")
    if any(item.required for item in found.items):
        kit.echo()
        kit.echo(_("* has to be answered"))


@command.command(
    "check",
    help=N_(
        "Check a template of your own: unknown keys, doubled names, expressions that cannot be worked out; each with "
        "its line, its place and what to do."
    ),
    examples=["vpr checklist template check my-day.toml", "vpr checklist template check my-day.toml --json"],
)
@kit.argument("file", help=N_("The template: its file, or its name."))
@kit.json_option
def check(file: str, as_json: bool) -> None:
    """Check a template."""
    from vpr_tracker_checklists.templates.reading import examined
    from vpr_tracker_checklists.templates.shelf import shelf, template_of
    from vpr_tracker_checklists.templates.views import fault_data

    body = shelf().body(file)
    template, faults = examined(body)
    if as_json:
        name = template.name if template is not None else None
        data = {"file": file, "name": name, "ok": not faults, "faults": [fault_data(each) for each in faults]}
        kit.emit_json(CHECK_SCHEMA, data)
    checked = template_of(body, file)
    if not as_json:
        count = len(list(checked.items))
        text = ngettext("{name}: no fault, {n} item.", "{name}: no fault, {n} items.", count)
        kit.echo(text.format(name=checked.name, n=count))


@command.command(
    "export",
    help=N_(
        "Write a template to a file: as TOML, to change it into one of your own, or as an XLSForm workbook for "
        "KoboToolbox and ODK. A file that is there is not overwritten without --force."
    ),
    examples=[
        "vpr checklist template export day-control -o my-day.toml",
        "vpr checklist template export day-control --format xlsform -o day-control.xlsx",
    ],
)
@kit.argument("template", help=N_("The template: its name, or its file."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["toml", "xlsform"]),
    default="toml",
    help=N_("A file of this program, or a workbook for form programs."),
)
@click.option("--force", is_flag=True, help=N_("Overwrite a file that is there."))
@kit.output_option
def export(template: str, form: str, force: bool, output: str | None) -> None:
    """Write a template to a file."""
    from pathlib import Path

    from vpr_tracker import Conflict, UsageError
    from vpr_tracker_checklists.templates.shelf import shelf
    from vpr_tracker_checklists.templates.xlsform import xlsform_bytes

    found = shelf().get(template)
    if output is None and form == "xlsform":
        raise UsageError(_("say where to write the workbook"), hint=f"-o {found.name}.xlsx", where="-o")
    data = found.body.encode() if form == "toml" else xlsform_bytes(found)
    if output is None or output == "-":
        _print(data)
        return
    if not force and Path(output).is_file() and Path(output).read_bytes() != data:
        raise Conflict(
            _("the file «{path}» is there already").format(path=output),
            hint=_("choose another name, or overwrite it with --force"),
            where=output,
        )
    kit.write_whole(output, data)
    kit.note(_("Written: {path}").format(path=output))


def _print_head(template: Template) -> None:
    kit.paragraph(click.style(template.title, bold=True))
    if template.description:
        kit.paragraph(template.description)
    facts: list[tuple[str, Any]] = [
        (_("name"), template.name),
        (_("version"), template.version),
        (_("a run for"), per_words(template.per)),
        (_("filled in by"), by_words(template.by)),
    ]
    if template.tasks:
        facts.append((_("made for the rows"), ", ".join(template.tasks)))
    kit.paragraph("; ".join(f"{name}: {value}" for name, value in facts))


def _print(data: bytes) -> None:
    """To stdout as it is; where stdout takes only text (it was redirected within Python), as text."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(data.decode())
        return
    sys.stdout.flush()
    binary.write(data)
    binary.flush()
