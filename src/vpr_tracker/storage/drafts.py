"""From the parts of a draft to rows, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vpr_tracker.plans.draft import (
    ApprovalDraft,
    DeadlineDraft,
    DeliverableDraft,
    EveryDraft,
    ExecutorDraft,
    OffsetDraft,
    OwnerDraft,
    PeriodDraft,
    PlanInfo,
    RemarkDraft,
    SourceDraft,
    TaskDraft,
    TermDraft,
    WhereDraft,
)
from vpr_tracker.storage.changes import Row, Values
from vpr_tracker.storage.ids import derived_id
from vpr_tracker.storage.jsontext import to_json


def plan_values(info: PlanInfo) -> Values:
    """The columns of ``plan`` that the draft fills."""
    source = info.source or {}
    return {
        "title": info.title,
        "period_start": info.period.start if info.period else None,
        "period_end": info.period.end if info.period else None,
        "approval_body": info.approval.body,
        "approval_act": info.approval.act,
        "approval_number": info.approval.number,
        "approved_on": info.approval.date,
        "executor_name": info.executor.name,
        "executor_phone": info.executor.phone,
        "time_zone": info.time_zone,
        "source": info.source,
        "source_sha256": source.get("sha256"),
    }


def plan_info(row: Row, settings: dict[str, Any]) -> PlanInfo:
    """What a plan file says of the plan itself."""
    start, end = row["period_start"], row["period_end"]
    return PlanInfo(
        title=row["title"],
        period=PeriodDraft(start=start, end=end) if start and end else None,
        approval=ApprovalDraft(
            body=row["approval_body"], act=row["approval_act"], date=row["approved_on"], number=row["approval_number"]
        ),
        executor=ExecutorDraft(name=row["executor_name"], phone=row["executor_phone"]),
        time_zone=row["time_zone"],
        uid=row["id"],
        source=row["source"],
        settings=settings,
    )


def task_values(task: TaskDraft) -> Values:
    """The columns of ``task`` that the draft fills."""
    return {
        "number": task.number,
        "title": task.title,
        "details": list(task.details),
        "section": task.section,
        "level": task.level,
        "depends_on": list(task.depends_on),
        "extras": task.extras,
        "source": task.source.model_dump(mode="json") if task.source else None,
        **deadline_values(task.deadline),
    }


def deadline_values(deadline: DeadlineDraft) -> Values:
    """The columns of ``task`` that hold its deadline."""
    return {
        "printed": deadline.printed,
        "needs_review": deadline.needs_review,
        "assumptions": list(deadline.assumptions),
    }


def term_rows(task_id: str, terms: Sequence[TermDraft]) -> list[Values]:
    """The rows of ``term``; none is linked to an event yet."""
    return [
        {
            "id": derived_id("term", task_id, str(position)),
            "task_id": task_id,
            "position": position,
            "form": term.form,
            "start_on": term.start,
            "end_on": term.end,
            "every": term.every.model_dump() if term.every else None,
            "anchor": term.anchor,
            "offset": term.offset.model_dump() if term.offset else None,
            "span_start": term.span[0],
            "span_end": term.span[1],
            "level": term.level,
            "event_id": None,
        }
        for position, term in enumerate(terms)
    ]


def term_draft(row: Row) -> TermDraft:
    """A term as read."""
    return TermDraft(
        form=row["form"],
        start=row["start_on"],
        end=row["end_on"],
        every=EveryDraft(**row["every"]) if row["every"] else None,
        anchor=row["anchor"],
        offset=OffsetDraft(**row["offset"]) if row["offset"] else None,
        span=(row["span_start"], row["span_end"]),
        level=row["level"],
    )


def owner_rows(task_id: str, owners: Sequence[OwnerDraft]) -> list[Values]:
    """The rows of ``owner``, without their persons."""
    return [
        {
            "id": derived_id("owner", task_id, str(position)),
            "task_id": task_id,
            "position": position,
            "name": owner.name,
            "kind": owner.kind,
            "level": owner.level,
            "duty": owner.duty,
            "role": owner.role,
            "person_id": None,
        }
        for position, owner in enumerate(owners)
    ]


def owner_draft(row: Row) -> OwnerDraft:
    """An owner as printed."""
    return OwnerDraft(name=row["name"], kind=row["kind"], level=row["level"], duty=row["duty"], role=row["role"])


def deliverable_values(deliverable: DeliverableDraft) -> Values:
    """The columns of ``deliverable`` that the draft fills."""
    return {
        "title": deliverable.title,
        "kind": deliverable.kind,
        "quantity": deliverable.quantity,
        "per": deliverable.per,
        "origin": deliverable.from_,
        "level": deliverable.level,
    }


def deliverable_draft(row: Row) -> DeliverableDraft:
    """A deliverable with its permanent identifier."""
    return DeliverableDraft(
        title=row["title"],
        kind=row["kind"],
        quantity=row["quantity"],
        per=row["per"],
        **{"from": row["origin"]},
        level=row["level"],
        uid=row["id"],
    )


def task_draft(row: Row, terms: Iterable[Row], owners: Iterable[Row], deliverables: Iterable[Row]) -> TaskDraft:
    """A task with everything that belongs to it; the rows in their order."""
    return TaskDraft(
        number=row["number"],
        title=row["title"],
        details=tuple(row["details"]),
        section=row["section"],
        level=row["level"],
        deadline=DeadlineDraft(
            printed=row["printed"],
            terms=tuple(term_draft(term) for term in terms),
            needs_review=row["needs_review"],
            assumptions=tuple(row["assumptions"]),
        ),
        owners=tuple(owner_draft(owner) for owner in owners),
        deliverables=tuple(deliverable_draft(deliverable) for deliverable in deliverables),
        depends_on=tuple(row["depends_on"]),
        extras=row["extras"],
        # As JSON text: a strict model takes a list for a tuple nowhere else.
        source=SourceDraft.model_validate_json(to_json(row["source"])) if row["source"] else None,
        uid=row["id"],
    )


def remark_rows(plan_id: str, remarks: Sequence[RemarkDraft], tasks: Mapping[str, str]) -> list[Values]:
    """The rows of ``remark``; ``tasks`` leads from printed numbers to identifiers."""
    return [
        {
            "id": derived_id("remark", plan_id, str(position)),
            "plan_id": plan_id,
            "task_id": tasks.get(remark.where.task) if remark.where.task else None,
            "position": position,
            "code": remark.code,
            "message": remark.message,
            "text": remark.text,
            "where": remark.where.model_dump(mode="json"),
        }
        for position, remark in enumerate(remarks)
    ]


def remark_draft(row: Row) -> RemarkDraft:
    """A remark as the reader made it."""
    return RemarkDraft(
        code=row["code"], message=row["message"], text=row["text"], where=WhereDraft.model_validate(row["where"])
    )
