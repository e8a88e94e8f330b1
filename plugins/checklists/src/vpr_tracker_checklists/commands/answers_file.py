"""A file of answers: TOML, JSON (also what ``show --json`` prints), or a table in CSV."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from vpr_tracker import BadInput, NotFound, UsageError, split_evidence, toml_problem
from vpr_tracker.cli import kit
from vpr_tracker.i18n import system_reason
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.filling import Written

SIZE_LIMIT: Final = 5 * 1024 * 1024
"""Bytes that are read at most."""
TITLES: Final[Mapping[str, tuple[str, ...]]] = {
    "item": ("item", "name", "пункт", "имя", "код"),
    "answer": ("answer", "value", "ответ", "значение"),
    "note": ("note", "примечание", "замечание", "комментарий"),
    "evidence": ("evidence", "file", "files", "подтверждение", "файл", "файлы", "ссылка"),
}
"""The columns of a table, each with the titles that it may have."""
PARTS: Final = ("answers", "notes", "evidence")


def read_answers(path: str) -> Written:
    """What is written in a file; in a table an empty cell says nothing.

    :raises NotFound: there is no such file.
    :raises BadInput: it holds no answers; everything that is wrong with it is named.
    """
    suffix = Path(path).suffix.casefold()
    if suffix == ".csv":
        return _from_table(path)
    if suffix == ".toml":
        return _from_data(_loaded(path, _toml), path)
    if suffix == ".json":
        return _from_data(_loaded(path, _json), path)
    raise UsageError(
        _("«{path}» is no file of answers by its name").format(path=path),
        hint=_("answers are read from .toml, .json and .csv; a form that came back: vpr checklist collect FILE"),
        where="--from",
    )


def _toml(text: str) -> Any:  # noqa: ANN401 -- any data
    return tomllib.loads(text.replace("\r\n", "\n"))


def _json(text: str) -> Any:  # noqa: ANN401 -- any data
    return json.loads(text, object_pairs_hook=_each_once)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; a name that stands twice would lose one of its values without a word."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(_("«{name}» stands there twice").format(name=name))
        found[name] = value
    return found


def _loaded(path: str, load: Callable[[str], Any]) -> Any:  # noqa: ANN401 -- any data
    if not Path(path).exists():
        raise NotFound(_("there is no file «{path}»").format(path=path), where=path)
    try:
        with open(path, "rb") as file:
            data = file.read(SIZE_LIMIT + 1)
        if len(data) > SIZE_LIMIT:
            raise BadInput(_("«{path}» is too large for a file of answers").format(path=path), where=path)
        return load(data.decode("utf-8-sig"))
    except OSError as error:
        raise BadInput(
            _("the file «{path}» cannot be read: {error}").format(path=path, error=system_reason(error)), where=path
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput(
            _("«{path}» is not UTF-8 text (byte {byte})").format(path=path, byte=error.start),
            hint=_("save the file as UTF-8"),
            where=path,
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(
            _("«{path}» is no TOML: {reason}").format(path=path, reason=toml_problem(error)), where=path
        ) from error
    except (ValueError, RecursionError) as error:
        reason = str(error)
        if isinstance(error, json.JSONDecodeError):
            reason = _("line {line}, character {column}").format(line=error.lineno, column=error.colno)
        raise BadInput(_("«{path}» is no JSON: {reason}").format(path=path, reason=reason), where=path) from error


def _from_data(data: Any, path: str) -> Written:  # noqa: ANN401 -- any data
    what = data["run"] if isinstance(data, dict) and isinstance(data.get("run"), dict) else data
    ours = isinstance(data, dict) and "schema" in data
    if not isinstance(what, dict):
        raise BadInput(_("«{path}» holds no answers").format(path=path), hint=_hint(), where=path)
    wrong = [_("«{name}» is not known").format(name=name) for name in what if name not in PARTS and not ours]
    wrong += [
        _("«{name}» is no table of items").format(name=name)
        for name in PARTS
        if not isinstance(what.get(name, {}), dict)
    ]
    if wrong or not any(name in what for name in PARTS):
        raise BadInput(_("«{path}» holds no answers").format(path=path), problems=wrong, hint=_hint(), where=path)
    notes, evidence = what.get("notes", {}), what.get("evidence", {})
    answers = what.get("answers", {})
    wrong = [f"answers.{item}: " + _("this is no answer") for item, value in answers.items() if not _plain(value)]
    wrong += [f"notes.{item}: " + _("this is no text") for item, text in notes.items() if not isinstance(text, str)]
    wrong += [
        f"evidence.{item}: " + _("this is no list of names of files and links")
        for item, names in evidence.items()
        if not _names(names)
    ]
    if wrong:
        raise BadInput(_("«{path}» cannot be taken").format(path=path), problems=wrong, where=path)
    listed = {item: [names] if isinstance(names, str) else list(names) for item, names in evidence.items()}
    places = dict.fromkeys([*answers, *notes, *listed], Path(path).name)
    return Written(answers=answers, notes=notes, evidence=listed, places=places)


def _plain(value: object) -> bool:
    """Whether it is one value, or a list of such: no table, no list of lists."""
    return not any(isinstance(each, dict | list) for each in (value if isinstance(value, list) else [value]))


def _names(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))


def _hint() -> str:
    return _("tables «answers», «notes» and «evidence», each item → what is said of it")


def _from_table(path: str) -> Written:
    what = _("«{path}» is not a table of answers in CSV").format(path=path)
    hint = _("the first row has titles: item;answer;note;evidence")
    rows = kit.csv_rows(path, what=what, hint=hint)
    places = _places(rows[0][1], what, hint, path) if rows else {}
    answers: dict[str, str] = {}
    notes: dict[str, str] = {}
    evidence: dict[str, list[str]] = {}
    lines: dict[str, str] = {}
    wrong = []
    for line, row in rows[1:]:
        where = _("{file}, line {n}").format(file=Path(path).name, n=line)
        said = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        item = said["item"]
        if not item:
            wrong.append(f"{where}: " + _("no item is named"))
        elif item in lines:
            wrong.append(f"{where}: " + _("«{item}» stands in {line} already").format(item=item, line=lines[item]))
        else:
            lines[item] = where
            if said.get("answer"):
                answers[item] = said["answer"]
            if said.get("note"):
                notes[item] = said["note"]
            if said.get("evidence"):
                files, links, _elsewhere = split_evidence(said["evidence"])
                evidence[item] = [*files, *links]
    if wrong or not rows:
        raise BadInput(what, problems=wrong, hint=hint, where=path)
    return Written(answers=answers, notes=notes, evidence=evidence, places=lines)


def _places(titles: list[str], what: str, hint: str, path: str) -> dict[str, int]:
    known = {title: name for name, names in TITLES.items() for title in names}
    places: dict[str, int] = {}
    wrong = []
    for place, title in enumerate(titles):
        folded = " ".join(title.casefold().split())
        if folded in known and known[folded] not in places:
            places[known[folded]] = place
        elif folded:
            wrong.append(_("the title «{title}» is not known, or there twice").format(title=title.strip()))
    if "item" not in places:
        wrong.append(_("no column says which item"))
    if wrong:
        raise BadInput(what, problems=wrong, hint=hint, where=path)
    return places
