"""The text of each built-in template."""

from __future__ import annotations

from collections.abc import Callable

from text_analysis import note, protocol, register
from text_letters import letter, order
from text_plan import plan
from text_report import report

from vpr_tracker_documents.making.standards import Standard

BODIES: dict[str, Callable[[Standard], list[str]]] = {
    "plan": plan,
    "report": report,
    "order": order,
    "letter": letter,
    "note": note,
    "register": register,
    "protocol": protocol,
}
"""By the name of the kind."""
