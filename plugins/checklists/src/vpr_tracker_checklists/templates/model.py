"""A template as data.

Names and meanings of what an item has are XLSForm's (https://xlsform.org/en/): ``type``, ``name``, ``label``, ``hint``,
``required``, ``relevant``, ``constraint``, ``choices``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ItemType = Literal["select_one", "select_multiple", "integer", "decimal", "date", "text", "note"]
Per = Literal["occurrence", "day"]
By = Literal["inspector", "school"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer to choose; ``finding`` says whether it is one that something follows from."""

    name: str
    label: str
    finding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to look at.

    :ivar type: yes/no and yes/no/not applicable are ``select_one`` with ``choices`` ``yes``, ``no``, ``na``.
    :ivar relevant: expression over other answers; the item is asked only where it is true.
    :ivar constraint: expression over the answer (``.``) that an answer must fulfil to be an answer at all.
    :ivar threshold: expression over the answer that is fulfilled where all is well; else there is a finding.
    :ivar unit: of a number («чел.»).
    :ivar evidence: whether a file or a link has to be named with the answer.
    :ivar weight: how much it matters within the list, for sorting findings; never summed up over schools.
    :ivar finding: what the finding says; without it, the label.
    :ivar total: whether its answers may be summed up over runs to the progress of a quantity.
    """

    name: str
    type: ItemType
    label: str
    hint: str = ""
    required: bool = False
    relevant: str = ""
    constraint: str = ""
    constraint_message: str = ""
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    threshold: str = ""
    evidence: bool = False
    weight: int = 1
    finding: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Items that stand together under a title."""

    name: str
    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A whole template.

    :ivar name: what commands call it («site-sections»).
    :ivar per: what it is usually linked per; ``by``: who usually fills it in.
    :ivar tasks: numbers of the rows of the 2023 plan that it was made for, for documentation and suggestions.
    :ivar body: the text of its TOML file; ``digest``: the SHA-256 of it, hexadecimal.
    """

    name: str
    title: str
    description: str
    version: int
    per: Per
    by: By
    tasks: tuple[str, ...]
    sections: tuple[Section, ...]
    body: str
    digest: str

    @property
    def items(self) -> Iterator[Item]:
        """All items in their order."""
        return (item for section in self.sections for item in section.items)
