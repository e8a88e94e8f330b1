"""Finding installed plugins without importing any of them.

``importlib.metadata`` costs more than the whole rest of ``vpr --help``, so folders are looked through directly, by the
same rules: the first distribution of a name on the path wins. Where there is more than folders to look at (zip files,
foreign finders), the standard library does it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

GROUP: Final = "vpr_tracker"


class Found(NamedTuple):
    """An entry point of our group: ``value`` is the module (or ``module:attribute``)."""

    name: str
    value: str
    distribution: str
    version: str


def find(path: Sequence[str] | None = None) -> list[Found]:
    """All entry points of the group ``vpr_tracker``, sorted by name and distribution."""
    folders = list(sys.path if path is None else path)
    return sorted(_by_folders(folders) if _only_folders(folders) else _by_metadata())


def _only_folders(path: Sequence[str]) -> bool:
    from importlib.machinery import PathFinder

    foreign = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions") and finder is not PathFinder]
    return not foreign and not any(place.endswith(".egg") or os.path.isfile(place) for place in path if _matters(place))


def _matters(place: str) -> bool:
    # pythonXY.zip stands on every path and hardly ever exists.
    return os.path.exists(place)


def _by_metadata() -> Iterator[Found]:
    from importlib.metadata import distributions

    seen: set[str] = set()
    for distribution in distributions():
        # Not entry_points(): one unreadable file, of whatever distribution, would hide all plugins.
        try:
            name, version = distribution.name or "?", distribution.version or "?"
            points = list(distribution.entry_points)
        except (ValueError, LookupError, TypeError, AttributeError, OSError):  # its metadata are damaged
            continue
        key = name.replace("-", "_").replace(".", "_").lower()
        if key not in seen:
            seen.add(key)
            yield from (Found(point.name, point.value, name, version) for point in points if point.group == GROUP)


def _by_folders(path: Sequence[str]) -> Iterator[Found]:
    seen: set[str] = set()
    for folder in path:
        for info in _distributions(folder or "."):
            label, _dash, rest = os.path.basename(info).rpartition(".")[0].partition("-")
            key = label.replace("-", "_").replace(".", "_").lower()
            if key in seen:
                continue
            seen.add(key)
            points = _entry_points(info)
            if points:
                name, version = _identity(info)
                for point, value in points:
                    yield Found(point, value, name or label, version or rest.split("-")[0] or "?")


def _distributions(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:  # a place on the path that is no folder, or may not be read, holds no plugins for us
        return []


def _entry_points(info: str) -> list[tuple[str, str]]:
    text = _text(os.path.join(info, "entry_points.txt"))
    if GROUP not in text:
        return []
    points = []
    group = ""
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("["):
            group = line.strip("[]").strip()
        elif group == GROUP and "=" in line and not line.startswith(("#", ";")):
            name, value = line.split("=", 1)
            points.append((name.strip(), value.split("[")[0].strip()))
    return points


def _identity(info: str) -> tuple[str, str]:
    """Name and version from the head of the metadata."""
    fields = {"name": "", "version": ""}
    for line in (_text(os.path.join(info, "METADATA")) or _text(os.path.join(info, "PKG-INFO"))).splitlines():
        if not line.strip():
            break
        key, _colon, value = line.partition(":")
        if key.lower() in fields:
            fields[key.lower()] = value.strip()
    return fields["name"], fields["version"]


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:  # most distributions have no entry points
        return ""
