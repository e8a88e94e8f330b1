"""``vpr owner``: owners, and two spellings of one."""

from __future__ import annotations

from typing import Any

from vpr_tracker.cli import kit
from vpr_tracker.i18n import N_, _, ngettext

MERGE_SCHEMA = "vpr-tracker/owner-merge/1"


@kit.group(
    help=N_("The owners of tasks: list them, join two spellings of one person."),
    examples=["vpr owner list", 'vpr owner merge "Петрова А. Б." "Петрава А. Б."'],
)
def command() -> None:
    """The owners of tasks."""


@command.command(
    "list",
    help=N_("List the owners and their tasks."),
    examples=["vpr owner list", "vpr owner list --json"],
)
@kit.plan_option
@kit.json_option
def list_(plan: str | None, as_json: bool) -> None:
    """List the owners."""
    from vpr_tracker.reports.database import connect
    from vpr_tracker.reports.owners import SCHEMA, owners

    with connect(kit.app().database_url) as db:
        report = owners(db, plan=plan)
    if as_json:
        kit.emit_json(SCHEMA, report)
        return
    rows = [
        ["\n".join(_names(owner)), kit.word(owner["kind"]), ", ".join(owner["tasks"])] for owner in report["owners"]
    ]
    kit.print_table([kit.Column(_("Owner"), least=20), _("Kind"), _("Tasks")], rows)


def _names(owner: dict[str, Any]) -> list[str]:
    others = [spelling for spelling in owner["spellings"] if spelling != owner["name"]]
    return [owner["name"], *(_("also: {name}").format(name=name) for name in others)]


@command.command(
    "merge",
    help=N_("Join two spellings of one person: everything of the second belongs to the first from now on."),
    examples=['vpr owner merge "Петрова А. Б." "Петрава А. Б."'],
)
@kit.argument("keep", help=N_("The right spelling."))
@kit.argument("other", help=N_("The other spelling."))
@kit.actor_option
@kit.plan_option
@kit.json_option
def merge(keep: str, other: str, actor: str | None, plan: str | None, as_json: bool) -> None:
    """Join two spellings."""
    with kit.app().tracker(actor) as tracker:
        count = tracker.merge_owners(keep, other, plan=plan)
    if as_json:
        kit.emit_json(MERGE_SCHEMA, {"keep": keep, "other": other, "changed": count})
    else:
        text = ngettext("«{name}» has {n} entry more.", "«{name}» has {n} entries more.", count)
        kit.paragraph(text.format(n=count, name=keep))
