"""Colours of calendars: RFC 7986 wants a name of CSS3, Apple wants hexadecimal digits."""

from __future__ import annotations

import re
from typing import Final

from vpr_tracker import BadInput
from vpr_tracker_ical.i18n import _

COLOURS: Final = {
    "black": "#000000",
    "blue": "#0000FF",
    "brown": "#A52A2A",
    "chocolate": "#D2691E",
    "crimson": "#DC143C",
    "darkorange": "#FF8C00",
    "deeppink": "#FF1493",
    "forestgreen": "#228B22",
    "gold": "#FFD700",
    "gray": "#808080",
    "green": "#008000",
    "indigo": "#4B0082",
    "maroon": "#800000",
    "mediumpurple": "#9370DB",
    "navy": "#000080",
    "olive": "#808000",
    "orange": "#FFA500",
    "purple": "#800080",
    "red": "#FF0000",
    "royalblue": "#4169E1",
    "seagreen": "#2E8B57",
    "slategray": "#708090",
    "steelblue": "#4682B4",
    "teal": "#008080",
    "tomato": "#FF6347",
}
"""Names of CSS3 that can be told apart in a calendar, with their values."""


def colour(text: str) -> tuple[str, str]:
    """The name and the value («#4682B4») of a colour that is given as either; of a value, the nearest name.

    :raises BadInput: it is neither.
    """
    given = text.strip().lower()
    if given in COLOURS:
        return given, COLOURS[given]
    if re.fullmatch(r"#[0-9a-f]{6}", given):
        return min(COLOURS, key=lambda name: (_distance(given, COLOURS[name]), name)), given.upper()
    raise BadInput(
        _("there is no colour «{colour}»").format(colour=text),
        hint=_("colours: {names}, or #RRGGBB").format(names=", ".join(COLOURS)),
    )


def _distance(one: str, other: str) -> int:
    parts = [(int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5)]
    return sum((first - second) ** 2 for first, second in parts)
