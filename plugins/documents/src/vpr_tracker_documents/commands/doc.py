"""``vpr doc``: what the committee has to put on paper."""

from __future__ import annotations

from vpr_tracker.cli import kit
from vpr_tracker_documents.commands.check import check
from vpr_tracker_documents.commands.forms import forms
from vpr_tracker_documents.commands.listing import list_
from vpr_tracker_documents.commands.make import make
from vpr_tracker_documents.commands.template import template
from vpr_tracker_documents.i18n import N_


@kit.group(
    help=N_("Word documents: the plan, reports, orders, letters, protocols, made from what is known on a day."),
    examples=["vpr doc list", "vpr doc make report -o report.docx", "vpr doc check letter.docx"],
)
def command() -> None:
    """Word documents."""


for each in (list_, make, check, template, forms):
    command.add_command(each)
