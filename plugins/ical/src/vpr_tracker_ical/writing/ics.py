"""Entries as iCalendar (RFC 5545, RFC 7986), written by the icalendar library and by nothing else.

The same content gives the same bytes: no identifier is drawn, no clock is asked. What one calendar needed written is
kept for the next that holds the same entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, TypeAlias

from icalendar import Alarm, Calendar, Component, Event, Todo, vText

from vpr_tracker_ical.content.model import CalendarContent, Entry
from vpr_tracker_ical.writing.colours import colour

PRODID: Final = "-//vpr-tracker//vpr-tracker-ical//RU"
REFRESH: Final = timedelta(hours=12)
"""How often a client is asked to look again; most have a rhythm of their own."""
MORNING: Final = timedelta(hours=9)
"""When alarms ring: a day begins at midnight, and counted from there alone they would wake people.

The trigger has no zone, as the day has none: it is nine o'clock wherever the calendar is looked at."""
OWN: Final = frozenset({"UID", "SUMMARY", "DESCRIPTION", "X-VPR-TRACKER-ENTRY"})
"""What no two entries have in common."""
Property: TypeAlias = tuple[str, Any]
_END: Final = b"END:VCALENDAR\r\n"
_EVENT_STATUS: Final = {"cancelled": "CANCELLED"}
_TODO_STATUS: Final = {"open": "NEEDS-ACTION", "started": "IN-PROCESS", "done": "COMPLETED", "cancelled": "CANCELLED"}


def to_ics(content: CalendarContent) -> bytes:
    """A whole calendar, UTF-8, lines of at most 75 octets with CRLF.

    :raises BadInput: the colour of the calendar is none.
    """
    frame = _frame(content).to_ical()
    assert frame.endswith(_END), "a calendar without components ends so"
    return b"".join([frame.removesuffix(_END), *map(written, content.entries), _END])


def written(entry: Entry) -> bytes:
    """One VEVENT or VTODO as it stands in a calendar: what ``component(entry).to_ical()`` gives, made sooner.

    Most lines of a calendar are the same as in the entry before (status, days, stamps): each is written once.
    """
    kind = "VEVENT" if entry.shape == "event" else "VTODO"
    lines = {name: (_new_line if name in OWN else _same_line)(name, value) for name, value in properties(entry)}
    parts = [f"BEGIN:{kind}\r\n".encode()]
    parts += [lines[name] for name in _order(kind, tuple(lines))]
    parts += [_alarm(entry, minutes).to_ical() for minutes in entry.alarms]
    parts.append(f"END:{kind}\r\n".encode())
    return b"".join(parts)


def _new_line(name: str, value: Any) -> bytes:  # noqa: ANN401 -- what add() takes
    scratch = Component()
    scratch.add(name, value)
    data: bytes = scratch.content_line(name, scratch[name]).to_ical()
    return data + b"\r\n"


_same_line = lru_cache(maxsize=10_000)(_new_line)


@lru_cache(maxsize=100)
def _order(kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names in the order that the library writes them in."""
    scratch: Component = Event() if kind == "VEVENT" else Todo()
    for name in names:
        scratch[name] = vText("")
    return tuple(str(name) for name in scratch.sorted_keys())


def calendar(content: CalendarContent) -> Calendar:
    """The calendar as an object of the icalendar library; :func:`to_ics` gives its bytes."""
    whole = _frame(content)
    for entry in content.entries:
        whole.add_component(component(entry))
    return whole


def _frame(content: CalendarContent) -> Calendar:
    frame = Calendar()
    frame.add("prodid", PRODID)
    frame.add("version", "2.0")
    frame.add("calscale", "GREGORIAN")
    # Of what is not of RFC 5545 the library knows no type, and would escape nothing: they are texts.
    frame.add("name", vText(content.name))
    frame.add("x-wr-calname", vText(content.name))
    if content.description.strip():  # readers complain of an empty one
        frame.add("description", content.description)
        frame.add("x-wr-caldesc", vText(content.description))
    # RFC 7986, 5.7: the value type must be said, and the library says it only where it is told to.
    frame.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    frame.add("x-published-ttl", "PT12H")
    if content.colour is not None:
        name, value = colour(content.colour)
        frame.add("color", name)
        frame.add("x-apple-calendar-color", value)
    return frame


def component(entry: Entry) -> Component:
    """One entry as an object of the icalendar library."""
    made: Component = Event() if entry.shape == "event" else Todo()
    for name, value in properties(entry):
        made.add(name, value)
    for minutes in entry.alarms:
        made.add_component(_alarm(entry, minutes))
    return made


def properties(entry: Entry) -> Iterator[Property]:
    """Name and value of everything that an entry says, alarms aside."""
    yield "UID", entry.uid
    yield "DTSTAMP", entry.modified
    yield "CREATED", entry.created
    yield "LAST-MODIFIED", entry.modified
    yield "SEQUENCE", entry.sequence
    yield "SUMMARY", entry.title
    # Some clients (vdirsyncer, of what it fetches over HTTP) tell entries apart by all they say but the UID.
    yield "X-VPR-TRACKER-ENTRY", entry.uid.partition("@")[0]
    if entry.description.strip():
        yield "DESCRIPTION", entry.description
    yield from (_of_event if entry.shape == "event" else _of_todo)(entry)


def _of_event(entry: Entry) -> Iterator[Property]:
    if entry.start is None or entry.end is None:
        raise ValueError(f"the event {entry.uid} has no day")
    yield "DTSTART", entry.start
    # The end is exclusive. The last day that there is has no next one; without an end an event takes one day.
    if entry.end < date.max:
        yield "DTEND", entry.end + timedelta(days=1)
    yield "STATUS", _EVENT_STATUS.get(entry.state, "CONFIRMED")
    yield "TRANSP", "TRANSPARENT"


def _of_todo(entry: Entry) -> Iterator[Property]:
    if entry.start is not None:
        yield "DTSTART", entry.start
    if entry.end is not None:
        yield "DUE", entry.end
    yield "STATUS", _TODO_STATUS[entry.state]
    yield "PERCENT-COMPLETE", entry.percent
    if entry.state == "done":
        yield "COMPLETED", entry.completed or entry.modified


def _alarm(entry: Entry, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    parameters: dict[str, Any] = {} if entry.shape == "event" else {"RELATED": "END"}
    alarm.add("trigger", MORNING - timedelta(minutes=minutes), parameters=parameters)
    return alarm
