"""Public names of vpr-tracker, loaded on first use so that ``import vpr_tracker`` stays light (PEP 562)."""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; importing typing would make this module twice as dear
if TYPE_CHECKING:
    from typing import Any

    from vpr_tracker.deadlines.grammar import parse_deadline
    from vpr_tracker.deadlines.model import Deadline, Every, Offset, Term
    from vpr_tracker.domain.school_year import SchoolUnit
    from vpr_tracker.domain.texts import without_refused
    from vpr_tracker.errors import (
        BadInput,
        Conflict,
        NotFound,
        PluginError,
        RuleBroken,
        StorageError,
        UsageError,
        VprError,
    )
    from vpr_tracker.owners.levels import task_level
    from vpr_tracker.owners.model import Owner
    from vpr_tracker.owners.parse import parse_owners
    from vpr_tracker.owners.spelling import similar_persons
    from vpr_tracker.plans.difference import FieldChange, PlanDifference, ResultChange, TaskPair
    from vpr_tracker.plans.draft import (
        ApprovalDraft,
        CellSource,
        DeadlineDraft,
        DeliverableDraft,
        EveryDraft,
        ExecutorDraft,
        OffsetDraft,
        OwnerDraft,
        PeriodDraft,
        PlanDraft,
        PlanInfo,
        RemarkDraft,
        SourceDraft,
        TaskDraft,
        TermDraft,
        WhereDraft,
    )
    from vpr_tracker.plans.files import read_plan_file, write_plan_file
    from vpr_tracker.plans.matching import Doubt
    from vpr_tracker.plans.problems import toml_problem
    from vpr_tracker.plugins.importing import read_plan
    from vpr_tracker.reports.check import CheckResult
    from vpr_tracker.reports.obligations import DatedObligation
    from vpr_tracker.reports.text import same_role
    from vpr_tracker.sheets.csv_text import csv_text
    from vpr_tracker.sheets.forms import FormLooks, fit_page, form_bytes, protect_sheet
    from vpr_tracker.sheets.kit_book import kit_bytes
    from vpr_tracker.sheets.kit_form import CellDoubt, Kit, KitAnswer, KitIdentity, KitRow, ReturnedKit
    from vpr_tracker.sheets.kit_reading import read_kit
    from vpr_tracker.sheets.returned import last_saved, returned_workbook, split_evidence
    from vpr_tracker.sheets.table import MarkedText, SheetColumn, SheetTable, as_text, workbook_bytes
    from vpr_tracker.storage.evidence_sources import EvidenceFile
    from vpr_tracker.tracker import Tracker
    from vpr_tracker.tracker.amendment_views import AmendmentResult, LapsedView
    from vpr_tracker.tracker.kit_views import CollectResult, KitResult, SchoolLeft
    from vpr_tracker.tracker.kits import KitFile
    from vpr_tracker.tracker.orders import Submission
    from vpr_tracker.tracker.plan_reader import PlanReader
    from vpr_tracker.tracker.plugin_tables import PluginTables
    from vpr_tracker.tracker.plugin_work import PluginWork, WorkSpec
    from vpr_tracker.tracker.records import (
        DeliverableRecord,
        DueRecord,
        OrganisationRecord,
        OwnerRecord,
        PlanRecord,
        Revision,
        StateMark,
        TaskRecord,
        WorkRecord,
    )
    from vpr_tracker.tracker.upkeep import DatabaseView, RestoreResult, UpgradeResult
    from vpr_tracker.tracker.views import (
        ChangeView,
        EventDateView,
        EventResult,
        EventView,
        EvidenceReport,
        EvidenceView,
        ImportResult,
        JournalReport,
        LogEntry,
        MovedOccurrence,
        ObligationView,
        PlanSettings,
        PlanView,
        PostponementResult,
        PostponementView,
        Proposal,
        RemarkView,
        SchoolsResult,
        SchoolView,
        SubmissionsResult,
        TaskChange,
        TaskView,
        UndoResult,
    )

__version__ = "0.1.0"

_LAZY = {
    "AmendmentResult": "vpr_tracker.tracker.amendment_views",
    "ApprovalDraft": "vpr_tracker.plans.draft",
    "BadInput": "vpr_tracker.errors",
    "CellDoubt": "vpr_tracker.sheets.kit_form",
    "CellSource": "vpr_tracker.plans.draft",
    "ChangeView": "vpr_tracker.tracker.views",
    "CheckResult": "vpr_tracker.reports.check",
    "CollectResult": "vpr_tracker.tracker.kit_views",
    "Conflict": "vpr_tracker.errors",
    "DatabaseView": "vpr_tracker.tracker.upkeep",
    "DatedObligation": "vpr_tracker.reports.obligations",
    "Deadline": "vpr_tracker.deadlines.model",
    "DeadlineDraft": "vpr_tracker.plans.draft",
    "DeliverableDraft": "vpr_tracker.plans.draft",
    "DeliverableRecord": "vpr_tracker.tracker.records",
    "Doubt": "vpr_tracker.plans.matching",
    "DueRecord": "vpr_tracker.tracker.records",
    "EventDateView": "vpr_tracker.tracker.views",
    "EventResult": "vpr_tracker.tracker.views",
    "EventView": "vpr_tracker.tracker.views",
    "Every": "vpr_tracker.deadlines.model",
    "EveryDraft": "vpr_tracker.plans.draft",
    "EvidenceFile": "vpr_tracker.storage.evidence_sources",
    "EvidenceReport": "vpr_tracker.tracker.views",
    "EvidenceView": "vpr_tracker.tracker.views",
    "ExecutorDraft": "vpr_tracker.plans.draft",
    "FieldChange": "vpr_tracker.plans.difference",
    "FormLooks": "vpr_tracker.sheets.forms",
    "ImportResult": "vpr_tracker.tracker.views",
    "JournalReport": "vpr_tracker.tracker.views",
    "Kit": "vpr_tracker.sheets.kit_form",
    "KitAnswer": "vpr_tracker.sheets.kit_form",
    "KitFile": "vpr_tracker.tracker.kits",
    "KitIdentity": "vpr_tracker.sheets.kit_form",
    "KitResult": "vpr_tracker.tracker.kit_views",
    "KitRow": "vpr_tracker.sheets.kit_form",
    "LapsedView": "vpr_tracker.tracker.amendment_views",
    "LogEntry": "vpr_tracker.tracker.views",
    "MarkedText": "vpr_tracker.sheets.table",
    "MovedOccurrence": "vpr_tracker.tracker.views",
    "NotFound": "vpr_tracker.errors",
    "ObligationView": "vpr_tracker.tracker.views",
    "Offset": "vpr_tracker.deadlines.model",
    "OffsetDraft": "vpr_tracker.plans.draft",
    "OrganisationRecord": "vpr_tracker.tracker.records",
    "Owner": "vpr_tracker.owners.model",
    "OwnerDraft": "vpr_tracker.plans.draft",
    "OwnerRecord": "vpr_tracker.tracker.records",
    "PeriodDraft": "vpr_tracker.plans.draft",
    "PlanDifference": "vpr_tracker.plans.difference",
    "PlanDraft": "vpr_tracker.plans.draft",
    "PlanInfo": "vpr_tracker.plans.draft",
    "PlanReader": "vpr_tracker.tracker.plan_reader",
    "PlanRecord": "vpr_tracker.tracker.records",
    "PlanSettings": "vpr_tracker.tracker.views",
    "PlanView": "vpr_tracker.tracker.views",
    "PluginError": "vpr_tracker.errors",
    "PluginTables": "vpr_tracker.tracker.plugin_tables",
    "PluginWork": "vpr_tracker.tracker.plugin_work",
    "PostponementResult": "vpr_tracker.tracker.views",
    "PostponementView": "vpr_tracker.tracker.views",
    "Proposal": "vpr_tracker.tracker.views",
    "RemarkDraft": "vpr_tracker.plans.draft",
    "RemarkView": "vpr_tracker.tracker.views",
    "RestoreResult": "vpr_tracker.tracker.upkeep",
    "ResultChange": "vpr_tracker.plans.difference",
    "ReturnedKit": "vpr_tracker.sheets.kit_form",
    "Revision": "vpr_tracker.tracker.records",
    "RuleBroken": "vpr_tracker.errors",
    "SchoolLeft": "vpr_tracker.tracker.kit_views",
    "SchoolUnit": "vpr_tracker.domain.school_year",
    "SchoolView": "vpr_tracker.tracker.views",
    "SchoolsResult": "vpr_tracker.tracker.views",
    "SheetColumn": "vpr_tracker.sheets.table",
    "SheetTable": "vpr_tracker.sheets.table",
    "SourceDraft": "vpr_tracker.plans.draft",
    "StateMark": "vpr_tracker.tracker.records",
    "StorageError": "vpr_tracker.errors",
    "Submission": "vpr_tracker.tracker.orders",
    "SubmissionsResult": "vpr_tracker.tracker.views",
    "TaskChange": "vpr_tracker.tracker.views",
    "TaskDraft": "vpr_tracker.plans.draft",
    "TaskPair": "vpr_tracker.plans.difference",
    "TaskRecord": "vpr_tracker.tracker.records",
    "TaskView": "vpr_tracker.tracker.views",
    "Term": "vpr_tracker.deadlines.model",
    "TermDraft": "vpr_tracker.plans.draft",
    "Tracker": "vpr_tracker.tracker",
    "UndoResult": "vpr_tracker.tracker.views",
    "UpgradeResult": "vpr_tracker.tracker.upkeep",
    "UsageError": "vpr_tracker.errors",
    "VprError": "vpr_tracker.errors",
    "WhereDraft": "vpr_tracker.plans.draft",
    "WorkRecord": "vpr_tracker.tracker.records",
    "WorkSpec": "vpr_tracker.tracker.plugin_work",
    "as_text": "vpr_tracker.sheets.table",
    "csv_text": "vpr_tracker.sheets.csv_text",
    "fit_page": "vpr_tracker.sheets.forms",
    "form_bytes": "vpr_tracker.sheets.forms",
    "kit_bytes": "vpr_tracker.sheets.kit_book",
    "last_saved": "vpr_tracker.sheets.returned",
    "parse_deadline": "vpr_tracker.deadlines.grammar",
    "parse_owners": "vpr_tracker.owners.parse",
    "protect_sheet": "vpr_tracker.sheets.forms",
    "read_kit": "vpr_tracker.sheets.kit_reading",
    "read_plan": "vpr_tracker.plugins.importing",
    "read_plan_file": "vpr_tracker.plans.files",
    "returned_workbook": "vpr_tracker.sheets.returned",
    "same_role": "vpr_tracker.reports.text",
    "similar_persons": "vpr_tracker.owners.spelling",
    "split_evidence": "vpr_tracker.sheets.returned",
    "task_level": "vpr_tracker.owners.levels",
    "toml_problem": "vpr_tracker.plans.problems",
    "without_refused": "vpr_tracker.domain.texts",
    "workbook_bytes": "vpr_tracker.sheets.table",
    "write_plan_file": "vpr_tracker.plans.files",
}

__all__ = [
    "AmendmentResult",
    "ApprovalDraft",
    "BadInput",
    "CellDoubt",
    "CellSource",
    "ChangeView",
    "CheckResult",
    "CollectResult",
    "Conflict",
    "DatabaseView",
    "DatedObligation",
    "Deadline",
    "DeadlineDraft",
    "DeliverableDraft",
    "DeliverableRecord",
    "Doubt",
    "DueRecord",
    "EventDateView",
    "EventResult",
    "EventView",
    "Every",
    "EveryDraft",
    "EvidenceFile",
    "EvidenceReport",
    "EvidenceView",
    "ExecutorDraft",
    "FieldChange",
    "FormLooks",
    "ImportResult",
    "JournalReport",
    "Kit",
    "KitAnswer",
    "KitFile",
    "KitIdentity",
    "KitResult",
    "KitRow",
    "LapsedView",
    "LogEntry",
    "MarkedText",
    "MovedOccurrence",
    "NotFound",
    "ObligationView",
    "Offset",
    "OffsetDraft",
    "OrganisationRecord",
    "Owner",
    "OwnerDraft",
    "OwnerRecord",
    "PeriodDraft",
    "PlanDifference",
    "PlanDraft",
    "PlanInfo",
    "PlanReader",
    "PlanRecord",
    "PlanSettings",
    "PlanView",
    "PluginError",
    "PluginTables",
    "PluginWork",
    "PostponementResult",
    "PostponementView",
    "Proposal",
    "RemarkDraft",
    "RemarkView",
    "RestoreResult",
    "ResultChange",
    "ReturnedKit",
    "Revision",
    "RuleBroken",
    "SchoolLeft",
    "SchoolUnit",
    "SchoolView",
    "SchoolsResult",
    "SheetColumn",
    "SheetTable",
    "SourceDraft",
    "StateMark",
    "StorageError",
    "Submission",
    "SubmissionsResult",
    "TaskChange",
    "TaskDraft",
    "TaskPair",
    "TaskRecord",
    "TaskView",
    "Term",
    "TermDraft",
    "Tracker",
    "UndoResult",
    "UpgradeResult",
    "UsageError",
    "VprError",
    "WhereDraft",
    "WorkRecord",
    "WorkSpec",
    "as_text",
    "csv_text",
    "fit_page",
    "form_bytes",
    "kit_bytes",
    "last_saved",
    "parse_deadline",
    "parse_owners",
    "protect_sheet",
    "read_kit",
    "read_plan",
    "read_plan_file",
    "returned_workbook",
    "same_role",
    "similar_persons",
    "split_evidence",
    "task_level",
    "toml_problem",
    "without_refused",
    "workbook_bytes",
    "write_plan_file",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- the attribute may be any public object
    try:
        module = _LAZY[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    from importlib import import_module

    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
