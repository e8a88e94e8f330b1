"""Checklists for vpr-tracker: what is looked at in a school, how it was, and what follows.

Public names, loaded on first use (PEP 562): the books through which runs, links and findings are kept, the shelf of
templates, what is covered. Overviews are in :mod:`vpr_tracker_checklists.overview`. Each book takes a Tracker that was
opened with the plugins::

    from vpr_tracker import Tracker
    from vpr_tracker.plugins import load_registry
    from vpr_tracker_checklists import RunBook

    with Tracker.open("plans.sqlite3", registry=load_registry()) as tracker:
        run = RunBook(tracker).start("site-sections", school="4", on=date(2023, 3, 10))
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in vpr_tracker
if TYPE_CHECKING:
    from typing import Any

    from vpr_tracker_checklists.following.coverage import Covered, coverage
    from vpr_tracker_checklists.following.findings import FindingBook
    from vpr_tracker_checklists.following.found import Finding
    from vpr_tracker_checklists.following.links import Link, LinkBook
    from vpr_tracker_checklists.runs.book import RunBook
    from vpr_tracker_checklists.runs.model import Finished, Run
    from vpr_tracker_checklists.templates.model import Item, Template
    from vpr_tracker_checklists.templates.shelf import Shelf

_LAZY = {
    name: f"vpr_tracker_checklists.{module}"
    for module, names in {
        "runs.book": ("RunBook",),
        "following.coverage": ("Covered", "coverage"),
        "following.findings": ("FindingBook",),
        "following.found": ("Finding",),
        "following.links": ("Link", "LinkBook"),
        "runs.model": ("Finished", "Run"),
        "templates.model": ("Item", "Template"),
        "templates.shelf": ("Shelf",),
    }.items()
    for name in names
}
__all__ = [
    "Covered",
    "Finding",
    "FindingBook",
    "Finished",
    "Item",
    "Link",
    "LinkBook",
    "Run",
    "RunBook",
    "Shelf",
    "Template",
    "coverage",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- any public object
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
