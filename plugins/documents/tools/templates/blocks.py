"""What several documents have: letterhead, approval, signature, executor."""

from __future__ import annotations

from wordml import cell, if_p, p, row, table

from vpr_tracker_documents.making.standards import Standard

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
    """The post on the left, the name on the right, on the last line of the post."""
    left, gap = width * 0.5, width * 0.2
    right = width - left - gap
    return p("Requisite", props="<w:keepNext/>") * 2 + table(
        (left, gap, right),
        row(
            cell(left, p("Requisite", "{{ signer.post }}"), props=_BOTTOM),
            cell(gap, p("Requisite"), props=_BOTTOM),
            cell(right, p("Requisite", "{{ signer.name }}", props='<w:jc w:val="right"/>'), props=_BOTTOM),
        ),
        style="TableNormal",
    )


def executor() -> str:
    """Who prepared the document, in small type at its end."""
    return if_p(
        "executor.known",
        p("Executor", "{{ executor.name }}{% if executor.phone %}\n{{ executor.phone }}{% endif %}"),
    ) + p("Note")


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
