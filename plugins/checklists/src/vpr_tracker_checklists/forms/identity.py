"""What a form is: said in the file itself, so that neither its name nor the order of mail matters."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import Final

FORMAT: Final = "vpr-tracker/checklist-form/1"
FACTS: Final = ("format", "form", "plan", "school", "template", "digest", "made_on", "day", "scope", "seal")
"""The names of what a form says of itself, in their order."""
LARGEST_BODY: Final = 1024 * 1024
"""Bytes of a template that travels in a form."""

_NOTHING: Final = "none"
"""Stands for an empty fact: programs drop empty cells."""


class NoIdentity(ValueError):
    """A file does not say which form it is."""


class WrongSeal(ValueError):
    """What a file says of itself was changed."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which form it is.

    :ivar form: made from all the rest: the same school, template and days give the same form, however often it is made.
    :ivar plan: identifier of the plan, ``school`` of the school.
    :ivar template: the template's name, ``digest`` the SHA-256 of its text.
    :ivar made_on: when it was made, ISO; ``day``: the day that it is about, or empty where that is to be filled in.
    :ivar scope: ``all`` where a form was made for every school, else ``one``.
    """

    form: str
    plan: str
    school: str
    template: str
    digest: str
    made_on: str
    day: str
    scope: str

    @classmethod
    def of(
        cls, *, plan: str, school: str, template: str, digest: str, made_on: date, day: date | None, scope: str
    ) -> Identity:
        """The identity of a form for a school."""
        about = (made_on.isoformat(), day.isoformat() if day is not None else "")
        return cls(form_id(plan, school, digest, *about), plan, school, template, digest, *about, scope)

    def for_school(self, school: str) -> str:
        """What the same form is called for another school."""
        return form_id(self.plan, school, self.digest, self.made_on, self.day)

    def facts(self) -> dict[str, str]:
        """What stands in the file."""
        said = {name: value or _NOTHING for name, value in zip(FACTS[1:-1], astuple(self), strict=True)}
        return {"format": FORMAT, **said, "seal": _seal(self)}


def form_id(plan: str, school: str, digest: str, made_on: str, day: str) -> str:
    """32 hexadecimal digits."""
    text = json.dumps([FORMAT, plan, school, digest, made_on, day])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def identity_of(facts: Mapping[str, str]) -> Identity:
    """What the facts in a file say.

    :raises NoIdentity: they are not those of a form.
    :raises WrongSeal: they were changed.
    """
    if facts.get("format") != FORMAT or any(name not in facts for name in FACTS):
        raise NoIdentity
    said = {field.name: facts[field.name] for field in fields(Identity)}
    found = Identity(**{name: "" if value == _NOTHING else value for name, value in said.items()})
    if _seal(found) != facts["seal"]:
        raise WrongSeal
    try:
        date.fromisoformat(found.made_on)
        date.fromisoformat(found.day or found.made_on)
    except ValueError as error:
        raise NoIdentity from error
    return found


def _seal(identity: Identity) -> str:
    """A sum over all of it: tells a damaged one; it is no signature."""
    return hashlib.sha256(json.dumps([FORMAT, *astuple(identity)]).encode()).hexdigest()[:16]


def packed(body: str) -> str:
    """A template's text as letters that no program changes."""
    return base64.b64encode(zlib.compress(body.encode(), 9)).decode()


def unpacked(text: str, digest: str) -> str | None:
    """The template's text; ``None`` where it is damaged, or is not the one with that digest."""
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.b64decode(text, validate=True), LARGEST_BODY)
        if unpacking.unconsumed_tail or hashlib.sha256(data).hexdigest() != digest:
            return None
        return data.decode()
    except (ValueError, zlib.error):
        return None
