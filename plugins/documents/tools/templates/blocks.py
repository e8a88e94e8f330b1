"""What several documents have: letterhead, approval, signature, executor."""

from __future__ import annotations

from collections.abc import Sequence

from wordml import cell, if_p, if_row, p, row, table

from vpr_tracker_documents.making.standards import Standard

KEEP = "<w:keepNext/>"
"""Stays on the page of what follows: a signature is never alone on its page."""
_BARE = "<w:tcBorders>" + "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right")) + "</w:tcBorders>"
_BOTTOM = '<w:vAlign w:val="bottom"/>'


def letterhead() -> str:
    """Whose document it is, and how to reach them."""
    return p("Organisation", "{{ organisation.name }}") + if_p(
        "organisation.contacts", p("Contacts", "{{ organisation.contacts }}")
    )


def approval(standard: Standard, width: float) -> str:
    """УТВЕРЖДЁН, by which act, in the right upper corner."""
    lines = if_p(
        "plan.is_approved",
        p("Requisite", "{{ plan.approved }}"),
        p("Requisite", "{{ plan.act }}"),
        p("Requisite", "{{ plan.act_date }}"),
    )
    wide = standard.requisite
    return table(
        (width - wide, wide),
        row(cell(width - wide, p("Requisite")), cell(wide, lines, p("Requisite"))),
        style="TableNormal",
    )


def signature(width: float) -> str:
    """The post on the left, the name on the right, on the last line of the post; then who prepared it, in small type.

    All in one table whose rows keep together, so that no page begins with the executor alone.
    """
    left, gap = width * 0.5, width * 0.2
    right = width - left - gap
    widths = (left, gap, right)
    named = table(
        widths,
        row(
            cell(left, p("Requisite", "{{ signer.post }}", props=KEEP), props=_BOTTOM),
            cell(gap, p("Requisite", props=KEEP), props=_BOTTOM),
            cell(right, p("Requisite", "{{ signer.name }}", props=f'{KEEP}<w:jc w:val="right"/>'), props=_BOTTOM),
        ),
        executor_row(widths),
        style="TableNormal",
    )
    return p("Requisite", props=KEEP) * 2 + named + p("End")


def _executor() -> str:
    return p("Executor", "{{ executor.name }}{% if executor.phone %}\n{{ executor.phone }}{% endif %}")


def executor_row(widths: Sequence[float], *, bare: bool = False) -> str:
    """Who prepared the document, as the last row of a table of signatures; ``bare``: without the lines of the table."""
    props = _BARE if bare else ""
    return if_row(widths, "executor.known", row(cell(sum(widths), _executor(), span=len(widths), props=props)))


def date_and_number(width: float) -> str:
    """The date on the left, the number on the right."""
    half = width / 2
    return table(
        (half, half),
        row(
            cell(half, p("Requisite", "{{ document.date }}")),
            cell(half, p("Requisite", "{{ document.number }}", props='<w:jc w:val="right"/>')),
        ),
        style="TableNormal",
    )


def place() -> str:
    """Where the document is made out."""
    return if_p("document.place", p("Requisite", "{{ document.place }}", props='<w:jc w:val="center"/>'))
