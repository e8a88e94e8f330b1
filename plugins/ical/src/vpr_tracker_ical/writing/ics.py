"""Entries as iCalendar (RFC 5545, RFC 7986), written by the icalendar library and by nothing else.

The same content gives the same bytes: no identifier is drawn, no clock is asked. What one calendar needed written is
kept for the next that holds the same entry.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from icalendar import Alarm, Calendar, Component, Event, Todo

from vpr_tracker_ical.content.model import CalendarContent, Entry
from vpr_tracker_ical.writing.colours import colour

PRODID: Final = "-//vpr-tracker//vpr-tracker-ical//RU"
REFRESH: Final = timedelta(hours=12)
"""How often a client is asked to look again; most have a rhythm of their own."""
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


@lru_cache(maxsize=100_000)
def written(entry: Entry) -> bytes:
    """One VEVENT or VTODO as it stands in a calendar."""
    data: bytes = component(entry).to_ical()
    return data


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
    frame.add("name", content.name)
    frame.add("x-wr-calname", content.name)
    frame.add("description", content.description)
    frame.add("x-wr-caldesc", content.description)
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
    made.add("uid", entry.uid)
    made.add("dtstamp", entry.modified)
    made.add("created", entry.created)
    made.add("last-modified", entry.modified)
    made.add("sequence", entry.sequence)
    made.add("summary", entry.title)
    if entry.description:
        made.add("description", entry.description)
    (_event if entry.shape == "event" else _todo)(made, entry)
    for minutes in entry.alarms:
        made.add_component(_alarm(entry, minutes))
    return made


def _event(made: Component, entry: Entry) -> None:
    if entry.start is None or entry.end is None:
        raise ValueError(f"the event {entry.uid} has no day")
    _day(made, "dtstart", entry.start)
    # The end is exclusive. The last day that there is has no next one; without an end an event takes one day.
    if entry.end < date.max:
        _day(made, "dtend", entry.end + timedelta(days=1))
    made.add("status", _EVENT_STATUS.get(entry.state, "CONFIRMED"))
    made.add("transp", "TRANSPARENT")


def _todo(made: Component, entry: Entry) -> None:
    if entry.start is not None:
        _day(made, "dtstart", entry.start)
    if entry.end is not None:
        _day(made, "due", entry.end)
    made.add("status", _TODO_STATUS[entry.state])
    made.add("percent-complete", entry.percent)
    if entry.state == "done":
        moment: datetime = entry.completed or entry.modified
        made.add("completed", moment)


def _day(made: Component, name: str, value: date) -> None:
    made.add(name, value)


def _alarm(entry: Entry, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    parameters: dict[str, Any] = {} if entry.shape == "event" else {"RELATED": "END"}
    alarm.add("trigger", -timedelta(minutes=minutes), parameters=parameters)
    return alarm
