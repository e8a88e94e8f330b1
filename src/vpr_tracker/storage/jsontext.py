"""JSON as it is stored: readable, without spaces, keys in the order given; days and times of plan files survive."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any, Final

_KINDS: Final[dict[str, type[datetime] | type[date] | type[time]]] = {
    "$datetime": datetime,
    "$date": date,
    "$time": time,
}


def to_json(value: object) -> str:
    """A value as JSON text; a day, instant or time inside becomes ``{"$date": "2023-02-10"}`` and the like."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_marked, allow_nan=False)


def from_json(text: str | bytes) -> Any:  # noqa: ANN401 -- any JSON value
    """What :func:`to_json` wrote."""
    return _DECODER.decode(text if isinstance(text, str) else text.decode())


def _marked(value: object) -> dict[str, str]:
    for mark, kind in _KINDS.items():
        if isinstance(value, kind):
            return {mark: value.isoformat()}
    raise TypeError(f"a value of type {type(value).__name__} cannot be stored as JSON")


def _unmarked(value: dict[str, Any]) -> Any:  # noqa: ANN401 -- any JSON value
    if len(value) == 1:
        (mark, text), *_rest = value.items()
        if mark in _KINDS and isinstance(text, str):
            return _KINDS[mark].fromisoformat(text)
    return value


_DECODER: Final = json.JSONDecoder(object_hook=_unmarked)
"""Made once: ``json.loads`` would make one for every value."""
