"""The labelled lists: what each says of a name or post in a case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CASES = ("genitive", "dative", "instrumental")
UNKNOWN = "?"


class Label(NamedTuple):
    """A name or post, whether it is a person, a case, and the right form (``?``: it has to be remarked)."""

    text: str
    person: bool
    case: str
    form: str


def labels(name: str) -> Iterator[Label]:
    """All labels of a list."""
    person = False
    for line in (Path(__file__).parent / f"{name}_list.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            person = line.startswith("## person")
        elif line and not line.startswith("#"):
            text, *forms = (part.strip() for part in line.split("|"))
            for case, form in zip(CASES, forms, strict=True):
                yield Label(text, person, case, form)
