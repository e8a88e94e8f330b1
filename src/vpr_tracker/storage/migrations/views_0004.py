"""The views that revision 0004 made anew or added; frozen: a later change of a view is a later revision."""

from typing import Final

_OCCURRENCE: Final = """
SELECT oc.plan_id, oc.task_id, oc.id AS occurrence_id, te.position AS term_position, oc.key, oc.organisation_id,
 oc.start_on, oc.end_on, oc.kind, te.anchor, oc.unconfirmed, oc.postponed_from
FROM occurrence oc LEFT JOIN term te ON te.id = oc.term_id
WHERE NOT oc.removed"""

_EVIDENCE: Final = """
SELECT e.plan_id, ob.task_id, e.obligation_id, ob.organisation_id, e.id AS evidence_id, e.kind, e.name, e.size,
 e.sha256, e.url, e.added_at, e.added_by, e.lapsed
FROM evidence e JOIN obligation ob ON ob.id = e.obligation_id"""

_POSTPONEMENT: Final = """
SELECT p.plan_id, p.task_id, p.key, p.organisation_id, p.due_on, p.was_on, p.reason, p.act, p.made_at, p.made_by
FROM postponement p JOIN task t ON t.id = p.task_id
WHERE NOT t.removed"""

VIEWS: Final = (
    ("v_occurrence", _OCCURRENCE),
    ("v_evidence", _EVIDENCE),
    ("v_postponement", _POSTPONEMENT),
)
"""Names and selects; no other view reads them."""
