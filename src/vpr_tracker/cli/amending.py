"""``vpr import --amend``: show how a new edition differs, ask about what is doubtful, take it over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.difference_view import name_of, show_difference, show_doubt, show_result
from vpr_tracker.cli.plan_view import as_data
from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import _

if TYPE_CHECKING:
    from vpr_tracker.plans.difference import PlanDifference
    from vpr_tracker.plans.draft import PlanDraft
    from vpr_tracker.plans.matching import Doubt
    from vpr_tracker.tracker import Tracker
    from vpr_tracker.tracker.amending import Decision
    from vpr_tracker.tracker.amendment_views import AmendmentResult

_NEW_KEYS = ("0", "n", "н", "т")
_STOP_KEYS = ("q", "в", "й")


def decisions_of(matches: Sequence[str]) -> list[Decision]:
    """«5=7», «5=» (gone), «=7» (new) as decisions.

    :raises UsageError: one has no «=», or nothing on either side.
    """
    found: list[Decision] = []
    for text in matches:
        before, equals, after = text.partition("=")
        if not equals or not (before.strip() or after.strip()):
            raise UsageError(
                _("«{text}» is no answer").format(text=text),
                hint=_("--match OLD=NEW; OLD= for a task that is gone, =NEW for a new one"),
                where="--match",
            )
        found.append((before.strip() or None, after.strip() or None))
    return found


def amend(
    tracker: Tracker,
    draft: PlanDraft,
    plan: str,
    *,
    matches: Sequence[str],
    yes: bool,
    dry_run: bool,
    note: str | None,
    as_json: bool,
) -> int:
    """Compare, ask, apply; gives the exit code."""
    decisions = decisions_of(matches)
    plan = tracker.resolve_plan(plan)
    difference = tracker.compare_plan(draft, plan=plan, decisions=decisions)
    asking = kit.is_interactive() and not yes and not as_json
    if not as_json:
        _show(difference)
    if asking and not dry_run:
        difference = _ask_all(tracker, draft, plan, difference, decisions)
    result = None
    if not difference.doubts and not dry_run and not difference.empty:
        if as_json and not yes:
            kit.emit_json(difference.to_json()["schema"], {**difference.to_json(), "applied": None})
            raise kit.NeedsAnswer(_("Take over the new edition?"), hint=_("answer with --yes"))
        if not kit.confirm(_("Take over the new edition?"), yes=yes):
            kit.note(_("Nothing was written."))
            return 0
        result = tracker.amend_plan(plan, draft, decisions, note=note)
    _tell(difference, result, as_json=as_json, dry_run=dry_run)
    return kit.NeedsAnswer.exit_code if difference.doubts else 0


def _show(difference: PlanDifference) -> None:
    if difference.empty:
        kit.echo(_("The new edition says what is tracked already."))
    else:
        show_difference(difference)


def _tell(difference: PlanDifference, result: AmendmentResult | None, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        data = difference.to_json()
        kit.emit_json(data["schema"], {**data, "applied": as_data(result) if result else None})
    elif result is not None:
        show_result(result)
    elif difference.doubts:
        kit.note(_("Nothing was written: answer each doubt with --match OLD=NEW."))
    elif dry_run:
        kit.echo(_("Nothing was written (--dry-run)."))
    else:
        kit.echo(_("Nothing was changed."))


def _ask_all(
    tracker: Tracker, draft: PlanDraft, plan: str, difference: PlanDifference, decisions: list[Decision]
) -> PlanDifference:
    """Ask until nothing is doubtful, or the person stops; an answer may settle other doubts too."""
    asked = bool(difference.doubts)
    while difference.doubts:
        doubt = difference.doubts[0]
        show_doubt(difference, doubt)
        answer = _ask(doubt, difference)
        if answer is None:
            return difference
        decisions.append(answer)
        difference = tracker.compare_plan(draft, plan=plan, decisions=decisions)
    if asked:
        show_difference(difference)
    return difference


def _ask(doubt: Doubt, difference: PlanDifference) -> Decision | None:
    """The answer to one doubt; ``None`` to stop."""
    old, new = difference.old.tasks, difference.new.tasks
    pairs = doubt.pairs
    question = _("Which is it: 1–{n}, 0 for none, [q]uit").format(n=len(pairs))
    while True:
        said = str(click.prompt(question, err=True, default="", show_default=False)).strip().lower()
        if said in _STOP_KEYS:
            return None
        if said in _NEW_KEYS:
            own = name_of(new if doubt.side == "new" else old, doubt.row)
            return (None, own) if doubt.side == "new" else (own, None)
        if said.isdecimal() and 0 < int(said) <= len(pairs):
            i, j = pairs[int(said) - 1]
            return name_of(old, i), name_of(new, j)
