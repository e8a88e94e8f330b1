"""Recording what was handed in, accepted, returned and waived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vpr_tracker.domain.texts import check_text
from vpr_tracker.errors import BadInput, PluginError, RuleBroken, StorageError, VprError
from vpr_tracker.i18n import _
from vpr_tracker.tracker.evidence import EvidenceCases
from vpr_tracker.tracker.finding import find_plan
from vpr_tracker.tracker.orders import Order, Performer, Submission
from vpr_tracker.tracker.staging import Given, Staging
from vpr_tracker.tracker.steps import check_progress
from vpr_tracker.tracker.views import ChangeView, SubmissionsResult


class StateCases(EvidenceCases):
    """Use cases about single obligations.

    ``school`` is a number or a name, ``deliverable`` its place in the task («3») or a part of its title,
    ``occurrence`` its key («2022/23-III»). What is not named means all that fit; several due times that are not
    named mean those that have begun. All or nothing. ``actor`` is who acts, instead of the Tracker's.
    """

    def submit(
        self,
        task: str | None = None,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        progress: int | None = None,
        files: Sequence[Given] = (),
        urls: Sequence[str] = (),
        everything: bool = False,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Record that something was handed in.

        :param task: ``None`` means everything that ``school`` owes.
        :param progress: how many of the quantity there are by now; below the quantity it is recorded and the
            obligation stays as it is, from the quantity on it is submitted. Without it, the whole quantity is there.
        :param files: paths, or :class:`vpr_tracker.EvidenceFile`; each is copied into the store of evidence.
        :param urls: links, ``https://…``.
        :param everything: also due times that have not begun.
        :raises UsageError: ``progress`` is below 0 or above 1 000 000 000; neither a task nor a school is named.
        :raises BadInput: a file is none, too large, empty, or cannot be read.
        :raises RuleBroken: none of them may be submitted, or a rule of a plugin is against it.
        """
        what = Submission(
            task=task,
            school=school,
            deliverable=deliverable,
            occurrence=occurrence,
            everything=everything,
            note=note,
            progress=progress,
            files=tuple(files),
            urls=tuple(urls),
        )
        return self._act(Order("submit", what), plan, actor)

    def submit_many(
        self,
        submissions: Iterable[Submission],
        *,
        leave_out_bad: bool = False,
        dry_run: bool = False,
        actor: str | None = None,
        plan: str | None = None,
    ) -> SubmissionsResult:
        """Record many submissions in one transaction, which is taken back as one.

        :param leave_out_bad: record the others where some cannot be; without it, nothing is recorded then.
        :param dry_run: check and compute all of it, write nothing.
        :raises BadInput: some cannot be recorded; ``problems`` names each by its ``where``.
        """
        orders = [Order("submit", each) for each in submissions]
        changes: list[ChangeView] = []
        refused: list[tuple[str, str]] = []
        with self._staging(dry_run=dry_run) as staging:
            ready = []
            for number, order in enumerate(orders, start=1):
                try:
                    _check(order.what)
                    ready.append((number, _staged(order, staging)))
                except (PluginError, StorageError):
                    raise
                except VprError as error:
                    refused.append((_place(number, order), told(error)))
            with self.unit(actor, dry_run=dry_run) as unit:
                row = find_plan(unit.connection, plan)
                performer = Performer(unit, row, self.today(row["time_zone"]))
                for number, order in ready:
                    try:
                        changes += performer.perform(order)
                    except (PluginError, StorageError):
                        raise
                    except VprError as error:
                        refused.append((_place(number, order), told(error)))
                if refused and not leave_out_bad:
                    raise BadInput(
                        _("some submissions cannot be recorded; nothing was written"),
                        problems=[f"{where}: {message}" for where, message in refused],
                    )
                staging.keep()
        return SubmissionsResult(changes=tuple(changes), refused=tuple(refused))

    def accept(
        self,
        task: str | None = None,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Accept what was handed in; with ``four_eyes`` not by who submitted it.

        :param task: ``None`` means everything of ``school`` that was handed in.
        :raises RuleBroken: also where evidence is required and none was handed in.
        """
        what = Submission(task=task, school=school, deliverable=deliverable, occurrence=occurrence, note=note)
        return self._act(Order("accept", what), plan, actor)

    def return_(
        self,
        task: str,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Give back what was handed in, to be handed in again; ``note`` says why."""
        what = Submission(task=task, school=school, deliverable=deliverable, occurrence=occurrence, note=note)
        return self._act(Order("return", what), plan, actor)

    def waive(
        self,
        task: str,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Say that something need not be handed in.

        :raises RuleBroken: also where ``note`` does not say why.
        """
        if not (note or "").strip():
            raise RuleBroken(_("waiving needs a reason"), hint=_("say why: --note TEXT"))
        what = Submission(task=task, school=school, deliverable=deliverable, occurrence=occurrence, note=note)
        return self._act(Order("waive", what), plan, actor)

    def withdraw(
        self,
        task: str,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Take back a submission that nobody has accepted or returned yet; it is again what it was before: expected, or
        returned.
        """
        what = Submission(task=task, school=school, deliverable=deliverable, occurrence=occurrence, note=note)
        return self._act(Order("withdraw", what), plan, actor)

    def restore(
        self,
        task: str,
        *,
        school: str | None = None,
        deliverable: str | None = None,
        occurrence: str | None = None,
        note: str | None = None,
        actor: str | None = None,
        plan: str | None = None,
    ) -> list[ChangeView]:
        """Take a waiver back; it is again what it was before: expected, or returned."""
        what = Submission(task=task, school=school, deliverable=deliverable, occurrence=occurrence, note=note)
        return self._act(Order("restore", what), plan, actor)

    def _act(self, order: Order, plan: str | None, actor: str | None) -> list[ChangeView]:
        check_progress(order.what.progress)
        with self._staging() as staging:
            ready = _staged(order, staging)
            with self.unit(actor) as unit:
                row = find_plan(unit.connection, plan)
                changes = Performer(unit, row, self.today(row["time_zone"])).perform(ready)
                staging.keep()
        return changes


def _check(what: Submission) -> None:
    check_text(what.note, _("note"))
    check_progress(what.progress)


def _staged(order: Order, staging: Staging) -> Order:
    return Order(order.action, order.what, tuple(staging.pieces(order.what.files, order.what.urls)))


def _place(number: int, order: Order) -> str:
    return order.what.where or _("submission {n}").format(n=number)


def told(error: VprError) -> str:
    """An error in one line: what is wrong, what it is about, what to do."""
    parts = [error.message, "; ".join(error.problems[:5]), error.hint or ""]
    return "; ".join(part for part in parts if part)
