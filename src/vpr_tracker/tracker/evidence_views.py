"""Rows of evidence as callers see them."""

from __future__ import annotations

from vpr_tracker.storage.changes import Row
from vpr_tracker.tracker.selection import Chosen
from vpr_tracker.tracker.views import EvidenceView


def evidence_view(task: Row, chosen: Chosen, row: Row) -> EvidenceView:
    """One file or link of an obligation."""
    return EvidenceView(
        evidence_id=row["id"],
        obligation_id=row["obligation_id"],
        task=task["number"],
        deliverable=chosen.deliverable["title"] if chosen.deliverable is not None else None,
        school=chosen.school,
        occurrence=chosen.occurrence["key"],
        kind=row["kind"],
        name=row["name"],
        size=row["size"],
        sha256=row["sha256"],
        url=row["url"],
        added_at=row["added_at"],
        added_by=row["added_by"],
        lapsed=row["lapsed"],
    )
