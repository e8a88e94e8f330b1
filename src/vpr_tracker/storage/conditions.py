"""The condition of an obligation as SQL: the same rule as ``domain.conditions``, for the database to apply to a set.

Imports nothing, so that the read side stays light. A property test holds the two rules equal.
"""

from __future__ import annotations

from typing import Final

_CASE: Final = """CASE
 WHEN state = 'waived' THEN 'waived'
 WHEN state = 'accepted' THEN 'done'
 WHEN state = 'submitted' THEN 'in_review'
 WHEN kind = 'standing' THEN 'ongoing'
 WHEN kind = 'undated' OR end_on IS NULL THEN 'undated'
 WHEN end_on < approved_on THEN 'before_approval'
 WHEN end_on < {today} THEN 'overdue'
 WHEN end_on <= {soon} THEN 'due_soon'
 WHEN start_on > {today} THEN 'upcoming'
 WHEN start_on IS NULL AND (approved_on > {today} OR period_start > {today}) THEN 'upcoming'
 ELSE 'open' END"""


def condition_sql(today: str, soon: str) -> str:
    """The rule over the columns ``state``, ``kind``, ``start_on``, ``end_on``, ``approved_on``, ``period_start``.

    :param today: an SQL expression or parameter for the day asked about.
    :param soon: the same for the last day that counts as «soon»: ``today`` plus the plan's ``soon_days``.
    """
    return _CASE.format(today=today, soon=soon)


CONDITION_SQL: Final = condition_sql(":today", ":soon")
"""The rule with the named parameters ``:today`` and ``:soon``; both are days (``soon`` = today + ``soon_days``)."""
