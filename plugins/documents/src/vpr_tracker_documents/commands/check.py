"""``vpr doc check``: the faults of a template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vpr_tracker.cli import kit
from vpr_tracker_documents.commands.remarks import remark
from vpr_tracker_documents.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker_documents.checking.faults import Fault
    from vpr_tracker_documents.making.registry import AnyKind

SCHEMA = "vpr-tracker/template-check/1"


@kit.command(
    "check",
    help=N_(
        "Check a Word template: unknown names, tags that Word has split, missing styles, loops that begin and end in "
        "the wrong rows; each with its place and what to do. Without --kind the kind that it fits best is taken."
    ),
    examples=["vpr doc check letter.docx", "vpr doc check my.docx --kind letter --json"],
)
@kit.argument("template", help=N_("The Word template."))
@click.option("--kind", metavar=N_("KIND"), help=N_("The kind of document that it is for."))
@kit.plan_option
@kit.json_option
def check(template: str, kind: str | None, plan: str | None, as_json: bool) -> None:
    """Check a template."""
    from vpr_tracker_documents.checking.check import refuse
    from vpr_tracker_documents.filling.package import read_package
    from vpr_tracker_documents.filling.template import Template

    read = Template(read_package(Path(template)))
    chosen, faults = _best(read, kind, plan, Path(template).stem)
    if as_json:
        kit.emit_json(
            SCHEMA,
            {
                "template": template,
                "kind": chosen.name,
                "ok": all(fault.harmless for fault in faults),
                "faults": [
                    {"where": each.place, "message": each.what, "cure": each.cure, "harmless": each.harmless}
                    for each in faults
                ],
            },
        )
    for fault in faults:
        if fault.harmless and not as_json:
            remark(str(fault))
    refuse(read, faults)
    if not as_json:
        kit.echo(_("The template can be filled: {name} ({kind}).").format(name=template, kind=chosen.name))


check.short_help = N_("Check a Word template: every fault with its place and what to do.")


def _best(read: object, kind: str | None, plan: str | None, stem: str) -> tuple[AnyKind, list[Fault]]:
    """The kind that the template is for, and its faults; of several kinds the one with the fewest."""
    from vpr_tracker_documents.making.kinds import Kind
    from vpr_tracker_documents.making.registry import find_kind, kinds

    registry = kit.app().registry
    if kind is not None:
        chosen = find_kind(registry, kind)
        return chosen, _faults(read, chosen, plan)
    ours = [each for each in kinds(registry).values() if isinstance(each, Kind) and each.template is not None]
    ours.sort(key=lambda each: each.name != stem)
    found = [(each, _faults(read, each, plan)) for each in ours]
    return min(found, key=lambda pair: sum(not fault.harmless for fault in pair[1]))


def _faults(read: object, kind: AnyKind, plan: str | None) -> list[Fault]:
    from vpr_tracker_documents.checking.check import check as check_template
    from vpr_tracker_documents.commands.make import context_of
    from vpr_tracker_documents.filling.template import Template
    from vpr_tracker_documents.making.kinds import Kind
    from vpr_tracker_documents.making.sources import names_for

    if not isinstance(read, Template):
        raise TypeError(read)
    if isinstance(kind, Kind):
        return check_template(read, names_for(kind, None))
    with kit.app().tracker() as tracker:
        return check_template(read, names_for(kind, context_of(tracker, plan, remark)))
