"""``vpr doc template``: the built-in template to start from, and the names that it may use."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from vpr_tracker import UsageError
from vpr_tracker.cli import kit
from vpr_tracker_documents.i18n import N_, _

SCHEMA = "vpr-tracker/template-names/1"
TYPES = {
    "Text": N_("text"),
    "Number": N_("number"),
    "Flag": N_("yes or no"),
    "Shown": N_("picture"),
    "Group": N_("group"),
    "Many": N_("list"),
    "Anything": N_("anything"),
}


@kit.command(
    "template",
    help=N_(
        "Write the built-in template of a kind, to change it in Word and use it with --template or from the folder of "
        "the settings; or list the names that it may use."
    ),
    examples=["vpr doc template letter -o letter.docx", "vpr doc template letter --names"],
)
@kit.argument("kind", help=N_("The kind of document."))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar=N_("FILE"), help=N_("The file to write.")
)
@click.option("--names", is_flag=True, help=N_("List the names that a template of this kind may use."))
@kit.on_option
@kit.plan_option
@kit.json_option
def template(kind: str, output: Path | None, names: bool, on: date | None, plan: str | None, as_json: bool) -> None:
    """Write a template or list its names."""
    from vpr_tracker.files import write_whole
    from vpr_tracker_documents.making.registry import find_kind
    from vpr_tracker_documents.making.sources import builtin_template

    chosen = find_kind(kit.app().registry, kind)
    path = builtin_template(chosen, on or kit.app().settings.today())
    if output is not None:
        write_whole(output, path.read_bytes())
        if not as_json:
            kit.echo(_("Written: {path}").format(path=output))
    elif not names and not as_json:
        raise UsageError(_("say where to write the template, or ask for its names"), hint="-o FILE.docx, --names")
    if names or as_json:
        _list(kind, plan, as_json)


template.short_help = N_("Write the built-in template of a kind, or list its names.")


def _list(kind: str, plan: str | None, as_json: bool) -> None:
    from vpr_tracker_documents.commands.make import context_of
    from vpr_tracker_documents.commands.remarks import remark
    from vpr_tracker_documents.making.kinds import Kind
    from vpr_tracker_documents.making.names import described
    from vpr_tracker_documents.making.registry import find_kind
    from vpr_tracker_documents.making.sources import names_for

    chosen = find_kind(kit.app().registry, kind)
    if isinstance(chosen, Kind):
        listed = names_for(chosen, None)
    else:
        with kit.app().tracker() as tracker:
            listed = names_for(chosen, context_of(tracker, plan, remark))
    rows = [(path, form, _(about) if about else "") for path, form, about in described(listed)]
    if as_json:
        fields = [{"name": path, "type": form.lower(), "about": about} for path, form, about in rows]
        kit.emit_json(SCHEMA, {"kind": kind, "names": fields})
        return
    kit.print_table(
        [kit.Column(_("Name"), wrap=False), _("Type"), _("What it is")],
        [[path, _(TYPES[form]), about] for path, form, about in rows],
    )
