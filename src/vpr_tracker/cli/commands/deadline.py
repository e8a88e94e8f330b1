"""``vpr deadline``: what a phrase means, from which words, what was assumed, and the dates it gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from vpr_tracker.cli import kit
from vpr_tracker.cli.phrases import describe_term
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.deadlines.model import Deadline
    from vpr_tracker.domain.occurrences import Occurrence

SCHEMA = "vpr-tracker/deadline/1"
SHOWN = 24
"""Dates that are printed: a daily duty gives hundreds. JSON has them all."""


@kit.command(
    help=N_(
        "Explain a deadline phrase: what it means, from which words, what was assumed, and the dates it gives. "
        "Without --period the phrase is read in the current calendar year."
    ),
    examples=[
        'vpr deadline "до 25.01, далее 1 раз в четверть" --period 2023-01-01..2023-12-31',
        'vpr deadline "за 2 недели до проведения ВПР" --json',
    ],
)
@kit.argument("text", help=N_("The phrase as printed, in quotes."))
@kit.period_option
@kit.json_option
def command(text: str, period: tuple[date, date] | None, as_json: bool) -> None:
    """Explain a deadline phrase."""
    from vpr_tracker.deadlines.grammar import parse_deadline
    from vpr_tracker.deadlines.resolution import resolve

    year = kit.app().settings.today().year
    span = period or (date(year, 1, 1), date(year, 12, 31))
    deadline = parse_deadline(text, period=span)
    occurrences = resolve(deadline.terms, period=span, printed=deadline.printed)
    if as_json:
        kit.emit_json(SCHEMA, _as_data(deadline, span, occurrences))
    else:
        _show(deadline, span, occurrences)


def _as_data(deadline: Deadline, span: tuple[date, date], occurrences: list[Occurrence]) -> dict[str, Any]:
    from dataclasses import asdict

    from vpr_tracker.domain.working_days import effective_day

    return {
        "printed": deadline.printed,
        "period": {"start": span[0], "end": span[1]},
        "terms": [{**asdict(term), "words": deadline.printed[slice(*term.span)]} for term in deadline.terms],
        "needs_review": deadline.needs_review,
        "assumptions": list(deadline.assumptions),
        "dates": [
            {
                "key": each.key,
                "kind": each.kind,
                "start": each.start,
                "end": each.end,
                "working_end": effective_day(each.end) if each.end else None,
                "term": each.term_position,
                "anchor": each.anchor,
                "unconfirmed": each.unconfirmed,
            }
            for each in occurrences
        ],
    }


def _show(deadline: Deadline, span: tuple[date, date], occurrences: list[Occurrence]) -> None:
    kit.paragraph(f"«{deadline.printed}»")
    kit.echo(_("Plan period: {window}").format(window=kit.format_window(*span)))
    kit.echo()
    if not deadline.terms:
        kit.paragraph(_("No due time was found in these words."))
    for number, term in enumerate(deadline.terms, 1):
        words = " ".join(deadline.printed[slice(*term.span)].split())
        kit.paragraph(f"{number}. {describe_term(term)}")
        kit.paragraph(_("from the words «{words}»").format(words=words), indent="   ")
    if deadline.assumptions:
        kit.echo()
        kit.echo(_("Assumed:"))
        for assumption in deadline.assumptions:
            kit.paragraph(assumption, indent="  ")
    if deadline.needs_review:
        kit.echo()
        kit.paragraph(_("A person should confirm this reading."))
    if deadline.terms:
        _show_dates(occurrences)


def _show_dates(occurrences: list[Occurrence]) -> None:
    kit.echo()
    rows = [[each.key, _when(each), _remark(each)] for each in occurrences[:SHOWN]]
    kit.print_table([kit.Column(_("Key"), wrap=False), kit.Column(_("Dates"), wrap=False), _("Remark")], rows)
    more = len(occurrences) - SHOWN
    if more > 0:
        kit.echo(ngettext("… and {n} more", "… and {n} more", more).format(n=more))


def _when(each: Occurrence) -> str:
    return kit.format_window(each.start, each.end) if each.kind == "dated" else "–"


def _remark(each: Occurrence) -> str:
    from vpr_tracker.domain.working_days import effective_day

    remarks = []
    if each.kind == "undated":
        remarks.append(_("waits for «{anchor}»").format(anchor=each.anchor) if each.anchor else _("no date"))
    if each.kind == "standing":
        remarks.append(_("all the time"))
    if each.end and effective_day(each.end) != each.end:
        remarks.append(_("a day off; in effect {day}").format(day=kit.format_day(effective_day(each.end))))
    if each.unconfirmed:
        remarks.append(_("by the recommended school year, not confirmed"))
    return "; ".join(remarks)
