"""Plan files: the whole plan as TOML, made to be read by people and to survive a round trip.

The file holds the fields of :class:`vpr_tracker.plans.draft.PlanDraft` by their names; what equals its default is left
out. By hand one may write less: a deadline as its phrase, owners as the text of their cell, deliverables as titles::

    schema = "vpr-tracker/plan/1"

    [plan]
    title = "План подготовки к ГИА"
    period = { start = 2025-09-01, end = 2026-08-31 }

    [[tasks]]
    number = "1"
    title = "Провести совещание"
    deadline = "до 15 октября"
    owners = "Заместитель директора по УВР"
    deliverables = ["Протокол совещания"]

Parts that this version does not know are kept: unknown top-level tables in ``PlanDraft.extras``, unknown keys of the
plan and of a task beside them, and all are written back where they stood.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.items import Array, InlineTable, Table

from vpr_tracker.domain.texts import code_point
from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker.files import write_whole
from vpr_tracker.i18n import _, system_reason
from vpr_tracker.plans.draft import SCHEMA, PlanDraft, PlanInfo, TaskDraft
from vpr_tracker.plans.problems import field_problem, toml_problem
from vpr_tracker.plans.shorthand import expand_task

SIZE_LIMIT = 50 * 1024 * 1024
"""Bytes of a plan file that are read at most."""

UNKNOWN = "unknown"
"""Key of ``extras`` under which keys that this version does not know are kept."""


def read_plan_file(path: str | os.PathLike[str], *, period: tuple[date, date] | None = None) -> PlanDraft:
    """Read a plan file.

    :param period: first and last day (inclusive) in place of the file's own period.
    :raises NotFound: there is no such file.
    :raises BadInput: it is no TOML, has another schema, or a value does not fit; ``problems`` names every place.
    """
    file = Path(path)
    if not file.exists():
        message = _("there is no file «{path}»").format(path=file)
        raise NotFound(message, hint=_("check the name and the folder"), where=str(file))
    if not file.is_file():
        message = _("«{path}» is not a file").format(path=file)
        raise BadInput(message, hint=_("name a plan file (.toml)"), where=str(file))
    if file.stat().st_size > SIZE_LIMIT:
        message = _("«{path}» is larger than {limit} MB").format(path=file, limit=SIZE_LIMIT // 1024**2)
        raise BadInput(message, hint=_("this is no plan file"), where=str(file))
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("«{path}» is not UTF-8 text (byte {byte})").format(path=file, byte=error.start)
        raise BadInput(message, hint=_("save the file as UTF-8"), where=str(file)) from error
    except OSError as error:
        message = _("«{path}» cannot be opened: {reason}").format(path=file, reason=system_reason(error))
        raise BadInput(message, hint=_("check the name and your rights"), where=str(file)) from error
    return load_plan(text, where=str(file), period=period)


def load_plan(text: str, *, where: str = "plan file", period: tuple[date, date] | None = None) -> PlanDraft:
    """The plan that TOML text holds; see :func:`read_plan_file`."""
    try:
        text.encode()
    except UnicodeEncodeError as error:  # JSON, through which the values go, would not say where
        message = _("line {line} of the plan file holds half a character: {code}").format(
            line=text.count("\n", 0, error.start) + 1, code=code_point(text[error.start])
        )
        raise BadInput(message, hint=_("save the file as UTF-8"), where=where) from error
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = _("this is not a plan file: {reason}").format(reason=toml_problem(error))
        raise BadInput(message, hint=_("a plan file is TOML; see an example: vpr export"), where=where) from error
    schema = data.pop("schema", SCHEMA)
    if schema != SCHEMA:
        hint = _("this version reads «{schema}»; a newer file needs a newer vpr-tracker").format(schema=SCHEMA)
        raise BadInput(_("the file has the schema «{schema}»").format(schema=schema), hint=hint, where=where)
    try:
        draft = PlanDraft.model_validate_json(json.dumps(_prepared(data, period), default=_json_value))
    except ValidationError as error:
        raise BadInput(
            _("the plan file has values that do not fit"),
            problems=[field_problem(item) for item in error.errors(include_url=False)],
            hint=_("correct the values named above"),
            where=where,
        ) from error
    return draft


def dump_plan(draft: PlanDraft) -> str:
    """The plan as the text of a plan file: TOML, UTF-8, the same text for the same plan."""
    data = draft.model_dump(mode="python", exclude_defaults=True)
    document = tomlkit.document()
    document.add("schema", tomlkit.item(SCHEMA))
    extras = data.pop("extras", {})
    plan_unknown = extras.pop(UNKNOWN, {})
    document.add("plan", _table({**data.pop("plan"), **plan_unknown}))
    for name, value in extras.items():
        document.add(name, _item(value))
    for name in ("tasks", "remarks"):
        parts = tomlkit.aot()
        for part in data.get(name, ()):
            unknown = part.get("extras", {}).pop(UNKNOWN, {}) if name == "tasks" else {}
            parts.append(_table({**part, **unknown}, tables=("deadline", "extras")))
        if len(parts):
            document.add(name, parts)
    return tomlkit.dumps(document)


def write_plan_file(draft: PlanDraft, path: str | os.PathLike[str]) -> None:
    """Write a plan file, UTF-8, whole or not at all; the same text for the same plan.

    :raises BadInput: the file cannot be written.
    """
    write_whole(path, dump_plan(draft).encode())


def _prepared(data: dict[str, Any], period: tuple[date, date] | None) -> dict[str, Any]:
    """The file's data in the shape of the draft: short forms spelt out, unknown keys put aside."""
    extras = {key: data.pop(key) for key in list(data) if key not in PlanDraft.model_fields}
    extras.update(data.pop("extras", {}))
    plan = data.get("plan")
    if isinstance(plan, dict):
        if period is not None:
            plan["period"] = {"start": period[0], "end": period[1]}
        unknown = {key: plan.pop(key) for key in list(plan) if key not in PlanInfo.model_fields}
        if unknown:
            extras[UNKNOWN] = unknown
    tasks = data.get("tasks")
    if isinstance(tasks, list):
        known = _period_of(plan)
        data["tasks"] = [_prepared_task(task, known) if isinstance(task, dict) else task for task in tasks]
    return {**data, "extras": extras} if extras else data


def _prepared_task(task: dict[str, Any], period: tuple[date, date] | None) -> dict[str, Any]:
    unknown = {key: task.pop(key) for key in list(task) if key not in TaskDraft.model_fields}
    if unknown:
        task["extras"] = {**task.get("extras", {}), UNKNOWN: unknown}
    return expand_task(task, period)


def _period_of(plan: object) -> tuple[date, date] | None:
    period = plan.get("period") if isinstance(plan, dict) else None
    if not isinstance(period, dict):
        return None
    start, end = period.get("start"), period.get("end")
    return (start, end) if isinstance(start, date) and isinstance(end, date) else None


def _json_value(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a plan file")


def _table(data: Mapping[str, Any], *, tables: tuple[str, ...] = ()) -> Table:
    """A table; the parts named in ``tables`` become tables of their own, others stand in the line of their key."""
    table = tomlkit.table()
    for name, value in data.items():
        if name in tables and isinstance(value, Mapping):
            table.add(name, _table(value))
        elif value is not None:
            table.add(name, _item(value))
    return table


def _item(value: object) -> Any:  # noqa: ANN401 -- any TOML item
    if isinstance(value, Mapping):
        return _inline(value)
    if isinstance(value, list | tuple):
        return _array(value)
    return tomlkit.item(value)


def _inline(value: Mapping[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    for name, part in value.items():
        if part is not None:
            table.add(name, _item(part))
    return table


def _array(values: list[Any] | tuple[Any, ...]) -> Array:
    array = tomlkit.array()
    for value in values:
        array.append(_item(value))
    return array.multiline(any(not isinstance(value, int | date) for value in values))
