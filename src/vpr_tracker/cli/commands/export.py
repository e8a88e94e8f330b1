"""``vpr export``: a plan as a file."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.table import CORE_FORMATS
from vpr_tracker.errors import UsageError
from vpr_tracker.files import write_whole
from vpr_tracker.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker.plans.draft import PlanDraft
    from vpr_tracker.plugins.specs import ExporterSpec


@kit.command(
    help=N_(
        "Write a plan to a file: toml is the plan file that «vpr import» reads again, json the same as other programs "
        "read it; plugins add formats. The format follows from the name of the file, unless it is given."
    ),
    examples=["vpr export -o plan.toml", "vpr export --format json"],
)
@kit.output_option
@click.option("--format", "form", metavar=N_("FORMAT"), help=N_("toml, json, or a format of a plugin."))
@kit.plan_option
def command(output: str | None, form: str | None, plan: str | None) -> None:
    """Write a plan to a file."""
    registry = kit.app().registry
    exporters = {spec.name: spec for spec in registry.exporters()}
    chosen = form or _by_suffix(output, exporters)
    if chosen not in CORE_FORMATS and chosen not in exporters:
        raise UsageError(
            _("there is no format «{name}»").format(name=chosen),
            hint=_("formats are: {names}").format(names=", ".join([*CORE_FORMATS, *exporters])),
        )
    with kit.app().tracker() as tracker:
        draft = tracker.plan(plan)
    if chosen in exporters:
        _write_by_plugin(draft, output, exporters[chosen])
    else:
        _write(draft, output, chosen)
    if output not in (None, "-"):
        kit.note(_("Written: {path}").format(path=output))


def _by_suffix(output: str | None, exporters: dict[str, ExporterSpec]) -> str:
    name = (output or "").lower()
    suffixes = {**CORE_FORMATS, **{spec.name: spec.suffix for spec in exporters.values()}}
    fitting = [form for form, suffix in suffixes.items() if name.endswith(suffix)]
    if len(fitting) == 1:
        return fitting[0]
    if output in (None, "-"):
        return "toml"
    raise UsageError(
        _("the name «{name}» does not say which format is meant").format(name=output),
        hint=_("say it with --format: {names}").format(names=", ".join(fitting or suffixes)),
    )


def _write(draft: PlanDraft, output: str | None, form: str) -> None:
    from vpr_tracker.plans.files import dump_plan

    text = dump_plan(draft) if form == "toml" else json.dumps(draft.to_json(), ensure_ascii=False, indent=2) + "\n"
    if output in (None, "-"):
        click.echo(text, nl=False)
    else:
        write_whole(str(output), text.encode())


def _write_by_plugin(draft: PlanDraft, output: str | None, spec: ExporterSpec) -> None:
    write = kit.app().registry.load(spec)
    if output in (None, "-"):
        write(draft, sys.stdout.buffer, {})
        return
    # Into memory first: a plugin that fails half-way leaves the file as it was.
    buffer = io.BytesIO()
    write(draft, buffer, {})
    write_whole(str(output), buffer.getvalue())
