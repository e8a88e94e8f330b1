"""The Tracker: the one door for everything that writes, and for library users also to the reports."""

from vpr_tracker.tracker.amending import AmendmentCases
from vpr_tracker.tracker.asking import AskingCases
from vpr_tracker.tracker.calendar_events import EventCases
from vpr_tracker.tracker.correcting import CorrectionCases
from vpr_tracker.tracker.kits import KitCases
from vpr_tracker.tracker.looking import LookingCases
from vpr_tracker.tracker.organisations import OrganisationCases
from vpr_tracker.tracker.past import PastCases
from vpr_tracker.tracker.plan_rules import PlanRuleCases
from vpr_tracker.tracker.planbook import PlanCases
from vpr_tracker.tracker.plugin_work import PluginWorkCases
from vpr_tracker.tracker.postponing import PostponingCases
from vpr_tracker.tracker.remarks import RemarkCases
from vpr_tracker.tracker.school_years import SchoolYearCases
from vpr_tracker.tracker.snapshots import SnapshotCases
from vpr_tracker.tracker.states import StateCases
from vpr_tracker.tracker.undoing import UndoCases
from vpr_tracker.tracker.upkeep import UpkeepCases


class Tracker(
    PlanCases,
    AmendmentCases,
    KitCases,
    OrganisationCases,
    StateCases,
    PlanRuleCases,
    PostponingCases,
    UndoCases,
    PastCases,
    EventCases,
    RemarkCases,
    CorrectionCases,
    SchoolYearCases,
    LookingCases,
    AskingCases,
    SnapshotCases,
    PluginWorkCases,
    UpkeepCases,
):
    """Everything that can be done with tracked plans.

    ::

        with Tracker.open("plans.sqlite3", actor="Координатор") as tracker:
            tracker.import_plan(read_plan("plan.docx"))
            tracker.add_school("4")
            tracker.submit("1", school="4")
            print(tracker.status()["totals"])

    Every call that changes something is one transaction with its journal entries; it either happens whole or not at
    all. Calls return frozen data and raise :class:`vpr_tracker.errors.VprError`.
    """


__all__ = ["Tracker"]
