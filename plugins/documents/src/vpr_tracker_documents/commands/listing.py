"""``vpr doc list``: the kinds of documents."""

from __future__ import annotations

from typing import Any

from vpr_tracker.cli import kit
from vpr_tracker_documents.i18n import N_, _

SCHEMA = "vpr-tracker/document-kinds/1"


@kit.command(
    "list",
    help=N_("List the kinds of documents that can be made."),
    examples=["vpr doc list", "vpr doc list --json"],
)
@kit.json_option
def list_(as_json: bool) -> None:
    """List the kinds."""
    from vpr_tracker_documents.making.registry import kinds

    rows = [_row(kind) for kind in kinds(kit.app().registry).values()]
    if as_json:
        kit.emit_json(SCHEMA, {"kinds": rows})
        return
    kit.print_table(
        [kit.Column(_("Kind"), wrap=False), _("What it is"), _("Options")],
        [[row["name"], row["summary"], "\n".join([*row["options"], *_each(row)]) or "–"] for row in rows],
    )


def _each(row: dict[str, Any]) -> list[str]:
    return [f"--each {'|'.join(row['each'])}"] if row["each"] else []


def _row(kind: Any) -> dict[str, Any]:  # noqa: ANN401 -- a kind of ours or of a plugin
    from vpr_tracker import PluginError
    from vpr_tracker_documents.making.kinds import Kind
    from vpr_tracker_documents.making.make import option_words

    ours = isinstance(kind, Kind)
    try:
        options, each = option_words(kind.options), list(kind.each)
    except PluginError as error:  # it is listed all the same; making it says what is wrong
        options, each = [], []
        kit.note(_("Warning: {text}").format(text=error.message))
    return {
        "name": kind.name,
        "summary": _(kind.summary) if ours else kind.spec.summary,
        "plugin": "documents" if ours else kind.plugin,
        "template": kind.template is not None if ours else True,
        "options": options,
        "each": each,
    }
