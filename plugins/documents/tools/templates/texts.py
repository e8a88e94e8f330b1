"""The text of each built-in template."""

from __future__ import annotations

from collections.abc import Callable

from text_plan import plan

from vpr_tracker_documents.making.standards import Standard

BODIES: dict[str, Callable[[Standard], list[str]]] = {"plan": plan}
"""By the name of the kind."""
