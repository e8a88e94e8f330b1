"""Evidence: what was handed in with obligations, whether it is still what it was, getting it out again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from vpr_tracker.errors import BadInput, NotFound, RuleBroken, StorageError, UsageError
from vpr_tracker.i18n import _
from vpr_tracker.settings import Settings
from vpr_tracker.storage import reading, record_reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.evidence_settings import beside, evidence_limit, evidence_place
from vpr_tracker.storage.evidence_store import EvidenceStore, fault, open_store, write_out
from vpr_tracker.storage.tables import Task
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.evidence_views import evidence_view
from vpr_tracker.tracker.finding import find_plan, find_task
from vpr_tracker.tracker.orders import attach
from vpr_tracker.tracker.selection import Asked, Chosen, candidates
from vpr_tracker.tracker.staging import Given, Staging
from vpr_tracker.tracker.steps import subject_of
from vpr_tracker.tracker.views import EvidenceReport, EvidenceView


class EvidenceCases(TrackerCore):
    """Use cases about evidence. The store is opened when it is first needed."""

    _store: EvidenceStore | None = None

    def evidence(
        self,
        task: str | None = None,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        lapsed: bool = False,
        plan: str | None = None,
    ) -> list[EvidenceView]:
        """What was handed in: of one task or all, in the order of the plan.

        :param lapsed: also what came with submissions that were returned or withdrawn since.
        """
        asked = Asked(school, deliverable, occurrence)
        with self.reading() as connection:
            row = find_plan(connection, plan)
            by_task: dict[str, list[Row]] = defaultdict(list)
            for each in record_reading.evidence_of_plan(connection, row["id"]):
                if lapsed or not each["lapsed"]:
                    by_task[each["task_id"]].append(each)
            tasks = [find_task(connection, row, task)] if task is not None else _tasks(connection, by_task)
            return [
                view
                for each in tasks
                for view in _views(connection, row, each, asked, by_task[each["id"]], task is None)
            ]

    def add_evidence(
        self,
        task: str,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        files: Sequence[Given] = (),
        urls: Sequence[str] = (),
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[EvidenceView]:
        """Add files and links to what was handed in and is not accepted yet.

        :raises RuleBroken: nothing of it waits for acceptance.
        """
        if not files and not urls:
            raise UsageError(_("name a file or a link"))
        with self._staging() as staging:
            pieces = staging.pieces(files, urls)
            with self.unit(actor) as unit:
                row = find_plan(unit.connection, plan)
                task_row = find_task(unit.connection, row, task)
                found = candidates(unit.connection, row, task_row, Asked(school, deliverable, occurrence))
                chosen = [each for each in found if each.row["state"] == "submitted"]
                if not chosen:
                    raise RuleBroken(
                        _("nothing of this waits for acceptance"),
                        problems=[each.line() for each in found[:20]],
                        hint=_("hand it in with the file: vpr submit TASK --file FILE"),
                    )
                added: list[EvidenceView] = []
                for each in chosen:
                    with unit.entry(
                        "evidence_add",
                        plan=row["id"],
                        task=task_row["id"],
                        organisation=each.organisation["id"],
                        subject=f"{subject_of(task_row, [each])}: {', '.join(p.values['name'] for p in pieces)}",
                        note=note,
                    ):
                        added += attach(unit, task_row, each, pieces)
                staging.keep()
        return added

    def verify_evidence(self) -> EvidenceReport:
        """Whether every file in the store is as it was handed in, by length and SHA-256; reads all of them."""
        with self.reading() as connection:
            files = record_reading.kept_files(connection)
            links = record_reading.count_links(connection)
        store = self.evidence_store()
        problems = [
            (row["location"], found, row["name"])
            for row in files
            if (found := fault(store, row["location"], row["sha256"], row["size"])) is not None
        ]
        known = {row["location"] for row in files}
        return EvidenceReport(
            place=store.place,
            files=len(known),
            links=links,
            problems=tuple(problems),
            unused=sum(location not in known for location in store.locations()),
        )

    def fetch_evidence(self, evidence: str, path: str | Path | None = None, *, replace: bool = False) -> Path:
        """Write a file that was handed in to disk, after seeing that it is as it was.

        :param evidence: its identifier, or the beginning of it.
        :param path: a file or a folder; without it, under its own name in the current folder.
        :param replace: write over what is there.
        :raises BadInput: something is there already.
        :raises StorageError: the file in the store is missing or was altered.
        """
        with self.reading() as connection:
            row = record_reading.one_evidence(connection, evidence)
        if row is None:
            raise NotFound(_("there is no evidence «{id}»").format(id=evidence), hint="vpr evidence list")
        if row["kind"] != "file":
            raise UsageError(_("this is a link, not a file: {url}").format(url=row["url"]))
        target = Path(path) if path is not None else Path()
        if target.is_dir():
            target = target / row["name"]
        if target.exists() and not replace:
            raise BadInput(
                _("the file «{path}» exists already").format(path=target),
                hint=_("choose another name"),
                where=str(target),
            )
        write_out(self.evidence_store(), row["location"], row["sha256"], target)
        return target

    def evidence_store(self) -> EvidenceStore:
        """Where evidence is kept.

        :raises StorageError: no setting says it, and there is no folder of a database beside which it could be.
        """
        if self._store is None:
            place = self._evidence or evidence_place(Settings())
            if place is None:
                if self.file is None:
                    raise StorageError(
                        _("no setting says where evidence is kept"),
                        hint=_("name a folder or an address that all who use this database reach: VPR_EVIDENCE"),
                        where=self.place,
                    )
                place = beside(self.file.absolute())
            self._store = open_store(place)
        return self._store

    def _staging(self, *, dry_run: bool = False) -> Staging:
        return Staging(self.evidence_store, lambda: evidence_limit(Settings()), dry_run=dry_run)


def _tasks(connection: Connection, by_task: dict[str, list[Row]]) -> list[Row]:
    rows = [reading.one(connection, Task, identifier) for identifier in by_task]
    return sorted((row for row in rows if row is not None and not row["removed"]), key=lambda row: row["position"])


def _views(
    connection: Connection, plan: Row, task: Row, asked: Asked, rows: Sequence[Row], lenient: bool
) -> list[EvidenceView]:
    """The evidence of one task; ``lenient``: a task that asks nothing of those who are named has none."""
    try:
        chosen: dict[str, Chosen] = {each.row["id"]: each for each in candidates(connection, plan, task, asked)}
    except NotFound:
        if lenient:
            return []
        raise
    return [evidence_view(task, chosen[row["obligation_id"]], row) for row in rows if row["obligation_id"] in chosen]
