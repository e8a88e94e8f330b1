"""Plans for tests, all names invented: ``make_draft(...)`` gives a whole one, the others give parts of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from vpr_tracker.plans.draft import (
    ApprovalDraft,
    DeadlineDraft,
    DeliverableDraft,
    EveryDraft,
    OffsetDraft,
    OwnerDraft,
    PeriodDraft,
    PlanDraft,
    PlanInfo,
    RemarkDraft,
    TaskDraft,
    TermDraft,
)

YEAR_2023 = PeriodDraft(start=date(2023, 1, 1), end=date(2023, 12, 31))


def by(day: date) -> TermDraft:
    """«до …»."""
    return TermDraft(form="by", end=day)


def on(day: date) -> TermDraft:
    """One day."""
    return TermDraft(form="on", start=day, end=day)


def during(start: date, end: date) -> TermDraft:
    """A window."""
    return TermDraft(form="during", start=start, end=end)


def every(unit: Any, times: int = 1) -> TermDraft:
    """A recurrence over the whole period."""
    return TermDraft(form="every", every=EveryDraft(unit=unit, times=times))


def ongoing() -> TermDraft:
    """«постоянно»."""
    return TermDraft(form="ongoing")


def relative(anchor: str, *, days: int | None = None) -> TermDraft:
    """Hangs on an event."""
    return TermDraft(form="relative", anchor=anchor, offset=OffsetDraft(days=days) if days is not None else None)


def reference(anchor: str) -> TermDraft:
    """Another document says when."""
    return TermDraft(form="reference", anchor=anchor)


def deadline(printed: str, *terms: TermDraft) -> DeadlineDraft:
    """A deadline with its terms."""
    return DeadlineDraft(printed=printed, terms=terms)


def deliverable(title: str, **fields: Any) -> DeliverableDraft:
    """A document, unless ``kind`` says otherwise."""
    return DeliverableDraft(title=title, **{"kind": "document", **fields})


def owner(name: str, **fields: Any) -> OwnerDraft:
    """A person, unless ``kind`` says otherwise."""
    return OwnerDraft(name=name, **{"kind": "person", **fields})


def make_task(
    number: str,
    title: str | None = None,
    *,
    level: Any = "municipality",
    due: DeadlineDraft | None = None,
    results: Iterable[str | DeliverableDraft] = (),
    owners: Iterable[str | OwnerDraft] = ("Муравлёва К. Д.",),
    **fields: Any,
) -> TaskDraft:
    """A task; results and owners may be given by title and name."""
    return TaskDraft(
        number=number,
        title=title or f"Мероприятие {number}",
        level=level,
        deadline=due or deadline("До 25.01.2023", by(date(2023, 1, 25))),
        owners=tuple(owner(each) if isinstance(each, str) else each for each in owners),
        deliverables=tuple(deliverable(each) if isinstance(each, str) else each for each in results),
        **fields,
    )


def standard_tasks() -> tuple[TaskDraft, ...]:
    """One task of every kind of deadline and level."""
    return (
        make_task("1", level="school", results=("Справка по итогам анализа", "План-график повышения квалификации")),
        make_task("2", due=deadline("До 17.02.2023", by(date(2023, 2, 17))), results=("Аналитическая справка",)),
        make_task(
            "3", due=deadline("17.02.2023", on(date(2023, 2, 17))), results=(deliverable("Совещание", kind="action"),)
        ),
        make_task(
            "6",
            level="both",
            due=deadline("Январь – апрель", during(date(2023, 1, 1), date(2023, 4, 30))),
            results=(
                deliverable("Обучено наблюдателей", kind="outcome", quantity=50, from_="measure", level="municipality"),
                deliverable("Приказ о наблюдателях", level="school"),
            ),
        ),
        make_task("8", due=deadline("Согласно Плану – графику", reference("Плану – графику")), results=("Акты",)),
        make_task("9.1", due=deadline("Раз в четверть", every("term")), results=("Справка о сайтах",)),
        make_task("10", due=deadline("Круглогодично", ongoing())),
        make_task("11", due=deadline("По мере проведения ВПР 2023", relative("проведения ВПР 2023"))),
        make_task("14", due=deadline("Март 2023", during(date(2023, 3, 1), date(2023, 3, 31))), results=("Протокол",)),
        make_task("15", level="both", due=deadline("Постоянно", ongoing()), results=("Консультации",)),
    )


def make_draft(
    tasks: Sequence[TaskDraft] | None = None,
    *,
    title: str = "План мероприятий на 2023 год",
    approved_on: date | None = date(2023, 1, 25),
    period: PeriodDraft | None = YEAR_2023,
    source: str | None = "plan.docx",
    remarks: Iterable[RemarkDraft] = (),
    extras: dict[str, Any] | None = None,
    **plan: Any,
) -> PlanDraft:
    """A whole plan. ``source`` names the document; another name is another document."""
    seed = sha256(f"{source}/{title}".encode()).hexdigest()
    return PlanDraft(
        plan=PlanInfo(
            title=title,
            period=period,
            approval=ApprovalDraft(body="Комитет по образованию", act="приказ", date=approved_on, number="17"),
            source={"file": source, "sha256": seed} if source else None,
            **{"time_zone": "Asia/Barnaul", **plan},
        ),
        tasks=tuple(standard_tasks() if tasks is None else tasks),
        remarks=tuple(remarks),
        extras=extras or {},
    )
