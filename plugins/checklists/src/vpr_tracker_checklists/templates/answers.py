"""Answers to a template: reading one from what a person wrote, checking a whole sheet, what it finds wanting.

Values in JSON: a choice is its name (``"yes"``), several choices a list of names, numbers are numbers, a day is
``"YYYY-MM-DD"``, a text is a text. What is not answered is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vpr_tracker_checklists.templates.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What was answered: item → value, remark, names of files and links."""

    answers: Mapping[str, Any]
    notes: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer, or missing; for people."""

    item: str
    message: str


@dataclass(frozen=True, slots=True)
class Wanting:
    """What a sheet found wanting, in the words of the template."""

    item: Item
    text: str
