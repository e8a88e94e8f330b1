"""The names that a template may use: what each is, so that a template can be checked before it is filled.

One list drives the check of templates, the sample data of the check, and the page of the documentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from vpr_tracker_documents.filling.pictures import Picture

SAMPLES = 2
"""How many of each a list has in the sample data."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text. ``about`` is a message id; ``sample`` what it may look like."""

    about: str
    sample: str = "текст"


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""

    about: str
    sample: int = 2


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no, for ``{% if %}``."""

    about: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: ``{{ name }}`` puts it in."""

    about: str


@dataclass(frozen=True, slots=True)
class Group:
    """Several names below one: ``plan.title``."""

    about: str
    fields: Mapping[str, Name]


@dataclass(frozen=True, slots=True)
class Many:
    """A list, for ``{% for %}``; ``one`` says what each of it is."""

    about: str
    one: Name


@dataclass(frozen=True, slots=True)
class Anything:
    """Something that nothing is known of: data of another plugin whose list was empty."""

    about: str = ""


Name: TypeAlias = Text | Number | Flag | Shown | Group | Many | Anything
Names: TypeAlias = Mapping[str, Name]


def sample(names: Names, *, empty: bool = False) -> dict[str, Any]:
    """Data of the right shape; ``empty``: with nothing in the lists, and every flag down."""
    return {name: _sample(each, empty) for name, each in names.items()}


def _sample(name: Name, empty: bool) -> Any:  # noqa: ANN401 -- any shape of data
    match name:
        case Text():
            return name.sample
        case Number():
            return 0 if empty else name.sample
        case Flag():
            return not empty
        case Shown():
            return Picture(_dot(), name.about, 10, 10)
        case Group():
            return sample(name.fields, empty=empty)
        case Many():
            return [] if empty else [_sample(name.one, empty) for _each in range(SAMPLES)]
        case Anything():
            return "" if empty else "текст"


@cache
def _dot() -> bytes:
    """The smallest picture: one white point."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


def names_of(data: Mapping[str, Any]) -> dict[str, Name]:
    """The names of data as they are: for the kinds of other plugins, which describe none."""
    return {str(key): _name_of(value) for key, value in data.items()}


def _name_of(value: Any) -> Name:  # noqa: ANN401 -- whatever a plugin gives
    if isinstance(value, Picture):
        return Shown("")
    if isinstance(value, bool):
        return Flag("")
    if isinstance(value, int):
        return Number("")
    if isinstance(value, Mapping):
        return Group("", names_of(value))
    if isinstance(value, (list, tuple)):
        return Many("", _joined([_name_of(each) for each in value]))
    return Text("") if isinstance(value, str) else Anything()


def _joined(names: list[Name]) -> Name:
    """What holds of each: of groups, the names that all of them have."""
    if not names:
        return Anything()
    first = names[0]
    if isinstance(first, Group) and all(isinstance(each, Group) for each in names):
        common = set(first.fields).intersection(*(each.fields for each in names if isinstance(each, Group)))
        return Group("", {key: first.fields[key] for key in first.fields if key in common})
    return first if all(type(each) is type(first) for each in names) else Anything()


def described(names: Names, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Each name as it is written in a template, what kind of thing it is, and its message id."""
    for key, name in names.items():
        path = f"{prefix}{key}"
        yield path, type(name).__name__, name.about
        if isinstance(name, Group):
            yield from described(name.fields, f"{path}.")
        elif isinstance(name, Many) and isinstance(name.one, Group):
            yield from described(name.one.fields, f"{path}[].")


def mismatches(names: Names, data: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Where data differ from their description; a test holds each kind's data to its names."""
    for key in sorted(names.keys() ^ data.keys()):
        yield f"{prefix}{key}: only in the {'names' if key in names else 'data'}"
    for key in names.keys() & data.keys():
        yield from _mismatch(names[key], data[key], f"{prefix}{key}")


_TYPES: dict[type[Any], type[Any]] = {Text: str, Number: int, Flag: bool, Shown: Picture}


def _mismatch(name: Name, value: Any, path: str) -> Iterator[str]:  # noqa: ANN401 -- whatever it is
    if isinstance(name, Group):
        yield from mismatches(name.fields, value, f"{path}.")
    elif isinstance(name, Many):
        for index, each in enumerate(value):
            yield from _mismatch(name.one, each, f"{path}[{index}]")
    elif not isinstance(name, Anything) and type(value) is not _TYPES[type(name)]:
        yield f"{path}: {type(value).__name__} where {type(name).__name__} is described"
