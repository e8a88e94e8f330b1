"""The view of what waits as revision 0003 made it; frozen: a later change of a view is a later revision.

What is dated does not wait, wherever its days come from: an event of its own, that of the term before («накануне
его»), or the school year.
"""

from typing import Final

WAITS: Final = """
SELECT t.plan_id, te.task_id, te.position AS term_position, te.form, te.anchor
FROM term te JOIN task t ON t.id = te.task_id
WHERE te.form IN ('relative', 'reference') AND NOT t.removed
 AND NOT EXISTS (SELECT 1 FROM event_date e WHERE e.event_id = te.event_id)
 AND NOT EXISTS (SELECT 1 FROM occurrence oc WHERE oc.term_id = te.id AND oc.kind = 'dated' AND NOT oc.removed)"""
