"""What was said at a meeting: a small TOML file, checked strictly.

::

    [meeting]
    title = "совещания руководителей школ"
    date = 2023-02-17
    chair = "Вересова И. К."
    secretary = "Лебединская Т. Р."
    present = ["Кедрова А. Б.", "Рябинин В. Г."]

    [[items]]
    task = "3"
    topic = "О подготовке к ВПР"
    speaker = "Лебединская Т. Р."
    heard = "Доложено о готовности школ."

    [[items.spoke]]
    who = "Кедрова А. Б."
    said = "В школе № 4 всё готово."

    [[items.decided]]
    who = "Руководители школ"
    what = "завершить подготовку аудиторий"
    by = 2023-03-10
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from vpr_tracker import BadInput, NotFound
from vpr_tracker_documents.i18n import _, system_reason

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]


class Part(BaseModel):
    """A part of the file: names that it does not know are errors, and so are values of another type."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Spoke(Part):
    """Who spoke to an item, and what was said."""

    who: Line
    said: Line


class Decided(Part):
    """A decision: who does what by when; ``who`` in the nominative, ``by`` a day or words."""

    what: Line
    who: Line | None = None
    by: dt.date | Line | None = None


class Item(Part):
    """An item of the agenda. ``task`` is a task of the plan: what is not said here is taken from it."""

    task: Line | None = None
    topic: Line | None = None
    speaker: Line | None = None
    heard: Line | None = None
    spoke: list[Spoke] = Field(default_factory=list)
    decided: list[Decided] = Field(default_factory=list)


class Meeting(Part):
    """The meeting; ``title`` in the genitive, as it follows the word «протокол». ``present`` are names or words."""

    title: Line | None = None
    date: dt.date | None = None
    number: Line | None = None
    place: Line | None = None
    chair: Line | None = None
    secretary: Line | None = None
    present: list[Line] = Field(default_factory=list)


class Said(Part):
    """The whole file."""

    meeting: Meeting = Field(default_factory=Meeting)
    items: list[Item] = Field(default_factory=list)


def read_said(path: Path) -> Said:
    """Read the file.

    :raises NotFound: there is none. :raises BadInput: it is no TOML, or says what is not understood; all is named.
    """
    try:
        with path.open("rb") as stream:
            table = tomllib.load(stream)
    except FileNotFoundError as error:
        raise NotFound(_("there is no file «{path}»").format(path=path), where="--said") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            _("«{name}» is not valid TOML: {reason}").format(name=path.name, reason=error), where=str(path)
        ) from error
    except (OSError, ValueError) as error:
        raise BadInput(
            _("«{path}» cannot be opened: {reason}").format(path=path, reason=system_reason(error)), where="--said"
        ) from error
    try:
        return Said.model_validate(table)
    except ValidationError as error:
        raise BadInput(
            _("«{name}» says what is not understood").format(name=path.name),
            problems=[f"{_place(each['loc'])}: {_problem(each)}" for each in error.errors()],
            hint=_("the form of the file: docs/how-to/documents.md"),
            where=str(path),
        ) from error


def _place(parts: tuple[int | str, ...]) -> str:
    """«items[2].decided[1].by», counted from 1; of a choice of types, which was tried is left out."""
    words = ""
    for place, part in enumerate(parts):
        if isinstance(part, int):
            words += f"[{part + 1}]"
        elif place == 0 or parts[place - 1] != "by":
            words += f".{part}" if words else part
    return words or _("the file")


def _problem(error: Any) -> str:  # noqa: ANN401 -- pydantic's typed dictionary
    known = {
        "extra_forbidden": _("there is no such name"),
        "missing": _("is missing"),
        "string_type": _("must be a text in quotes"),
        "string_too_short": _("must not be empty"),
        "string_too_long": _("is too long"),
        "date_type": _("must be a day, written 2023-02-17 without quotes"),
        "list_type": _("must be a list"),
        "model_type": _("must be a table"),
    }
    return known.get(error["type"], str(error["msg"]))
