"""A fault of a template: where it is, what it is, what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding. ``harmless``: a document can be made all the same."""

    place: str
    what: str
    cure: str
    harmless: bool = False

    def __str__(self) -> str:
        end = "" if self.cure.endswith((".", "?", "…")) else "."
        return f"{self.place}: {self.what}. {self.cure[:1].upper()}{self.cure[1:]}{end}"
