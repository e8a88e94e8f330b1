"""What the files of a school are called: its kit, and the answer to it."""

from __future__ import annotations

from collections.abc import Iterable

from vpr_tracker.files import safe_names


def file_names(schools: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each school a name without ending, as far as every system allows; no two have the same.

    :param schools: identifier and what it is called, in an order that stays.
    """
    found = list(schools)
    labels = [called if any(map(str.isalnum, called)) else identifier[:8] for identifier, called in found]
    return dict(zip((identifier for identifier, _called in found), safe_names(labels, ""), strict=True))
