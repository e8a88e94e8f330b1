"""The views as revision 0002 created them; frozen: a later change of a view is a later revision.

Days are ``DATE`` in PostgreSQL and ISO text in SQLite. Rows marked ``removed`` are in no view.
"""

from typing import Final

_PLAN: Final = """
SELECT id AS plan_id, title, period_start, period_end, approved_on, approval_body, approval_act, approval_number,
 time_zone, utc_offset_minutes, soon_days, imported_at, committee_id, position
FROM plan WHERE NOT removed"""

_SCHOOL: Final = """
SELECT p.id AS plan_id, o.id AS organisation_id, o.number, o.name, o.kind, 0 AS position
FROM plan p JOIN organisation o ON o.id = p.committee_id
UNION ALL
SELECT s.plan_id, o.id, o.number, o.name, o.kind, s.position
FROM plan_school s JOIN organisation o ON o.id = s.organisation_id"""

_TASK: Final = """
SELECT plan_id, id AS task_id, position, number, title, section, level, printed, needs_review
FROM task WHERE NOT removed"""

_OWNER: Final = """
SELECT t.plan_id, w.task_id, w.position, w.name, w.kind, w.level, w.duty, w.role, n.name AS person
FROM owner w JOIN task t ON t.id = w.task_id LEFT JOIN person n ON n.id = w.person_id
WHERE NOT t.removed"""

_ASSIGNMENT: Final = """
SELECT s.plan_id, a.role, n.name AS person, a.organisation_id
FROM v_school s JOIN assignment a ON a.organisation_id = s.organisation_id JOIN person n ON n.id = a.person_id"""

_OCCURRENCE: Final = """
SELECT oc.plan_id, oc.task_id, oc.id AS occurrence_id, te.position AS term_position, oc.key, oc.organisation_id,
 oc.start_on, oc.end_on, oc.kind, te.anchor, oc.unconfirmed
FROM occurrence oc LEFT JOIN term te ON te.id = oc.term_id
WHERE NOT oc.removed"""

_OBLIGATION: Final = """
SELECT ob.plan_id, ob.task_id, ob.id AS obligation_id, ob.deliverable_id,
 COALESCE(d.title, 'исполнение') AS deliverable, COALESCE(d.kind, 'action') AS deliverable_kind,
 COALESCE(d.position, 0) AS deliverable_position, d.quantity, ob.progress,
 ob.occurrence_id, oc.key, oc.start_on, oc.end_on, oc.kind, ob.organisation_id, ob.state, ob.note,
 ob.submitted_on, ob.submitted_by, ob.accepted_on, ob.accepted_by,
 CASE WHEN ob.submitted_on > oc.end_on AND (p.approved_on IS NULL OR oc.end_on >= p.approved_on)
  THEN 1 ELSE 0 END AS late
FROM obligation ob
 JOIN occurrence oc ON oc.id = ob.occurrence_id
 JOIN plan p ON p.id = ob.plan_id
 LEFT JOIN deliverable d ON d.id = ob.deliverable_id
WHERE NOT ob.removed"""

# Grouped before the join: the covering index ix_obligation_tally answers the inner query alone.
_TALLY: Final = """
SELECT g.plan_id, oc.task_id, g.occurrence_id, g.state, g.n
FROM (SELECT plan_id, occurrence_id, state, count(*) AS n FROM obligation WHERE NOT removed
 GROUP BY plan_id, occurrence_id, state) g
 JOIN occurrence oc ON oc.id = g.occurrence_id"""

_WAITS: Final = """
SELECT t.plan_id, te.task_id, te.position AS term_position, te.form, te.anchor
FROM term te JOIN task t ON t.id = te.task_id
WHERE te.form IN ('relative', 'reference') AND NOT t.removed
 AND NOT EXISTS (SELECT 1 FROM event_date e WHERE e.event_id = te.event_id)"""

_EVENT: Final = """
SELECT e.committee_id, e.id AS event_id, e.name, d.start_on, d.end_on, d.organisation_id, d.repeat
FROM event e LEFT JOIN event_date d ON d.event_id = e.id"""

_STATUS_TODAY: Final = """
SELECT x.plan_id, x.task_id, x.number, x.title, x.organisation, x.organisation_id, x.obligation_id, x.deliverable,
 x.deliverable_kind, x.quantity, x.progress, x.key, x.start_on, x.end_on, x.kind, x.state, x.note, x.submitted_on,
 x.submitted_by, x.accepted_on, x.accepted_by, x.late, x.today,
 CASE
  WHEN x.state = 'waived' THEN 'waived'
  WHEN x.state = 'accepted' THEN 'done'
  WHEN x.state = 'submitted' THEN 'in_review'
  WHEN x.kind = 'standing' THEN 'ongoing'
  WHEN x.kind = 'undated' OR x.end_on IS NULL THEN 'undated'
  WHEN x.end_on < x.approved_on THEN 'before_approval'
  WHEN x.end_on < x.today THEN 'overdue'
  WHEN x.end_on <= x.soon THEN 'due_soon'
  WHEN x.start_on > x.today THEN 'upcoming'
  WHEN x.start_on IS NULL AND (x.approved_on > x.today OR x.period_start > x.today) THEN 'upcoming'
  ELSE 'open' END AS condition
FROM (SELECT v.*, t.number, t.title, o.name AS organisation, p.approved_on, p.period_start,
  {today} AS today, {soon} AS soon
 FROM v_obligation v
  JOIN plan p ON p.id = v.plan_id
  JOIN task t ON t.id = v.task_id
  JOIN organisation o ON o.id = v.organisation_id) x"""

_DAYS: Final = {
    "sqlite": {
        "today": "date('now', p.utc_offset_minutes || ' minutes')",
        "soon": "date('now', p.utc_offset_minutes || ' minutes', p.soon_days || ' days')",
    },
    "postgresql": {
        "today": "CAST(timezone('UTC', now()) + make_interval(mins => p.utc_offset_minutes) AS date)",
        "soon": "CAST(timezone('UTC', now()) + make_interval(mins => p.utc_offset_minutes) AS date) + p.soon_days",
    },
}


def views(dialect: str) -> list[tuple[str, str]]:
    """Names and selects, each after the views that it reads."""
    return [
        ("v_plan", _PLAN),
        ("v_school", _SCHOOL),
        ("v_task", _TASK),
        ("v_owner", _OWNER),
        ("v_assignment", _ASSIGNMENT),
        ("v_occurrence", _OCCURRENCE),
        ("v_obligation", _OBLIGATION),
        ("v_tally", _TALLY),
        ("v_waits", _WAITS),
        ("v_event", _EVENT),
        ("v_status_today", _STATUS_TODAY.format(**_DAYS[dialect])),
    ]
