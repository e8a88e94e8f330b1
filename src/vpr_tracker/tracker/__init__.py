"""The Tracker: the one door for everything that writes, and for library users also to the reports."""

from vpr_tracker.tracker.organisations import OrganisationCases
from vpr_tracker.tracker.planbook import PlanCases
from vpr_tracker.tracker.states import StateCases


class Tracker(PlanCases, OrganisationCases, StateCases):
    """Everything that can be done with tracked plans.

    ::

        with Tracker.open("plans.sqlite3", actor="Координатор") as tracker:
            tracker.import_plan(read_plan("plan.docx"))
            tracker.add_school("4")
            tracker.submit("1", school="4")

    Every call that changes something is one transaction with its journal entries; it either happens whole or not at
    all. Calls return frozen data and raise :class:`vpr_tracker.errors.VprError`.
    """


__all__ = ["Tracker"]
