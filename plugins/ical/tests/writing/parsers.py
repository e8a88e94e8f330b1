"""Independent readers of iCalendar: libical (C), icalendar and vobject (Python), each with what it complains of."""

from __future__ import annotations

import ctypes
import ctypes.util
from collections import Counter
from collections.abc import Iterator

import icalendar
import vobject

LIBICAL = ctypes.util.find_library("ical")
COMPONENTS = ("VEVENT", "VTODO", "VALARM")


class Libical:
    """The library that Evolution, GNOME, KDE and Thunderbird's older versions read calendars with."""

    def __init__(self) -> None:
        self._c = ctypes.CDLL(LIBICAL)
        for name, result, arguments in (
            ("icalparser_parse_string", ctypes.c_void_p, [ctypes.c_char_p]),
            ("icalcomponent_count_errors", ctypes.c_int, [ctypes.c_void_p]),
            ("icalrestriction_check", ctypes.c_int, [ctypes.c_void_p]),
            ("icalcomponent_get_first_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
            ("icalcomponent_get_next_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
            ("icalcomponent_string_to_kind", ctypes.c_int, [ctypes.c_char_p]),
            ("icalcomponent_get_summary", ctypes.c_char_p, [ctypes.c_void_p]),
            ("icalcomponent_get_uid", ctypes.c_char_p, [ctypes.c_void_p]),
            ("icalcomponent_free", None, [ctypes.c_void_p]),
            ("icalcomponent_as_ical_string", ctypes.c_char_p, [ctypes.c_void_p]),
        ):
            function = getattr(self._c, name)
            function.restype, function.argtypes = result, arguments

    def read(self, data: bytes) -> tuple[Counter[str], dict[str, str], list[str]]:
        """How many components of each kind, titles by identifier, and complaints."""
        whole = self._c.icalparser_parse_string(data)
        if not whole:
            return Counter(), {}, ["libical reads nothing"]
        try:
            self._c.icalrestriction_check(whole)
            # Errors are written into the calendar as X-LIC-ERROR, and so is what a restriction does not allow.
            # What it writes is read leniently: its own folding splits characters.
            said = self._c.icalcomponent_as_ical_string(whole).decode(errors="replace").splitlines()
            complaints = [line for line in said if line.startswith("X-LIC-ERROR")]
            counts: Counter[str] = Counter()
            titles: dict[str, str] = {}
            for kind in ("VEVENT", "VTODO"):
                for part in self._parts(whole, kind):
                    counts[kind] += 1
                    counts["VALARM"] += len(list(self._parts(part, "VALARM")))
                    titles[self._c.icalcomponent_get_uid(part).decode()] = self._c.icalcomponent_get_summary(
                        part
                    ).decode()
            return counts, titles, complaints
        finally:
            self._c.icalcomponent_free(whole)

    def _parts(self, whole: int, name: str) -> Iterator[int]:
        kind = self._c.icalcomponent_string_to_kind(name.encode())
        part = self._c.icalcomponent_get_first_component(whole, kind)
        while part:
            yield part
            part = self._c.icalcomponent_get_next_component(whole, kind)


def with_icalendar(data: bytes) -> tuple[Counter[str], dict[str, str], list[str]]:
    """As :meth:`Libical.read`."""
    whole = icalendar.Calendar.from_ical(data)
    parts = list(whole.walk())
    complaints = [f"{part.name}: {error}" for part in parts for error in part.errors]
    counts = Counter(part.name for part in parts if part.name in COMPONENTS)
    titles = {str(part["uid"]): str(part["summary"]) for part in parts if part.name in ("VEVENT", "VTODO")}
    return counts, titles, complaints


def with_vobject(data: bytes) -> tuple[Counter[str], dict[str, str], list[str]]:
    """As :meth:`Libical.read`; vobject raises what it complains of."""
    whole = vobject.readOne(data.decode())
    whole.validate(raiseException=True)
    counts: Counter[str] = Counter()
    titles = {}
    for part in whole.components():
        counts[part.name] += 1
        counts["VALARM"] += len(list(part.components()))
        titles[part.uid.value] = part.summary.value
    return counts, titles, []
