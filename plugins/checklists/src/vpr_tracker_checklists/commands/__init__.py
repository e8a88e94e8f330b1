"""``vpr checklist``: one module per command; only the one that is called is imported."""

from __future__ import annotations

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_

_HERE = "vpr_tracker_checklists.commands"


@kit.group(
    help=N_("Checklists: what is looked at in a school, how it was, and what follows."),
    examples=[
        "vpr checklist template list",
        "vpr checklist link 9.1 site-sections",
        "vpr checklist start site-sections --school 4 --on 20.03.2023",
        "vpr checklist findings",
    ],
    lazy={
        "collect": f"{_HERE}.collect:command",
        "correct": f"{_HERE}.correct:command",
        "days": f"{_HERE}.days:command",
        "discard": f"{_HERE}.discard:command",
        "fill": f"{_HERE}.fill:command",
        "findings": f"{_HERE}.findings:command",
        "finish": f"{_HERE}.finish:command",
        "form": f"{_HERE}.form:command",
        "link": f"{_HERE}.link:command",
        "links": f"{_HERE}.links:command",
        "list": f"{_HERE}.listing:command",
        "overview": f"{_HERE}.overview:command",
        "show": f"{_HERE}.show:command",
        "start": f"{_HERE}.start:command",
        "template": f"{_HERE}.template:command",
        "unlink": f"{_HERE}.unlink:command",
    },
)
def command() -> None:
    """Checklists."""
