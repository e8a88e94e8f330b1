"""The page of a feed: whose deadlines, the next ten, ways to subscribe. The same file from a server and on a web space.

It loads nothing, runs nothing and frames nothing (Content-Security-Policy); everything that comes from a plan is
escaped. Its bytes follow from the calendar, the address and the day alone.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import quote

import segno

from vpr_tracker_ical.content.model import CalendarContent, Entry
from vpr_tracker_ical.feeds.model import Feed
from vpr_tracker_ical.feeds.places import Addresses

SHOWN: Final = 10
_FOLDER: Final = Path(__file__).parent
STYLE: Final = (_FOLDER / "landing.css").read_text(encoding="utf-8")
POLICY: Final = (
    "default-src 'none'; img-src data:; "
    f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)
"""What the page may load: its own style, which is known by its digest, and nothing from anywhere."""
_PAGE: Final = Template((_FOLDER / "landing.html").read_text(encoding="utf-8"))
_MONTHS: Final = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_WEEKDAYS: Final = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_REMINDER: Final = re.compile(r"-r\d+@")
_NO_HTTPS: Final = (
    '<p class="note">Адрес начинается с http: Google его не примет, а по дороге его можно подсмотреть. Попросите '
    "координатора настроить https.</p>\n"
)
_TODOS_ALONE: Final = (
    '<p class="note">Здесь только задачи, без событий: их показывают Thunderbird и списки дел. В календарях Google, '
    "Outlook, Apple и Яндекса их не видно.</p>\n"
)


def landing_page(content: CalendarContent, feed: Feed, addresses: Addresses, token: str, today: date) -> bytes:
    """The page as UTF-8."""
    ics, page = addresses.ics(token, feed.slug), addresses.page(token)
    return _PAGE.substitute(
        policy=POLICY,
        style=STYLE,
        name=escape(content.name),
        about=escape(content.description),
        due=_due(content, today),
        warning="".join(_warnings(ics, feed)),
        ways="\n".join(_ways(content.name, ics, addresses.webcal(token, feed.slug))),
        ics=escape(ics),
        file=escape(f"{feed.slug}.ics"),
        qr=_code(page),
    ).encode()


def _warnings(ics: str, feed: Feed) -> Iterator[str]:
    if not ics.startswith("https:"):
        yield _NO_HTTPS
    if feed.options.entries == "todo":
        yield _TODOS_ALONE


def _due(content: CalendarContent, today: date) -> str:
    """The next deadlines that are still to be met, as a list; or that there is none."""
    kind = "event" if any(entry.shape == "event" for entry in content.entries) else "todo"
    coming = [
        entry
        for entry in content.entries
        if entry.shape == kind
        and entry.end is not None
        and entry.end >= today
        and entry.state in ("open", "started")
        and not _REMINDER.search(entry.uid)
    ]
    if not coming:
        return '<p class="soft">Впереди сроков с датами нет.</p>'
    coming.sort(key=_order)
    lines = [
        f'<li><time datetime="{entry.end}">{spoken(entry.end)}</time><span>{escape(entry.title)}</span></li>'
        for entry in coming[:SHOWN]
        if entry.end is not None
    ]
    rest = len(coming) - len(lines)
    more = f'\n<p class="soft">И ещё {rest} – в календаре.</p>' if rest else ""
    return '<ul class="due">\n' + "\n".join(lines) + "\n</ul>" + more


def _order(entry: Entry) -> tuple[date, str]:
    return entry.end or date.max, entry.title


@cache
def spoken(day: date) -> str:
    """«25 января 2023, ср»."""
    return (
        f"{day.day}\N{NO-BREAK SPACE}{_MONTHS[day.month - 1]} {day.year},\N{NO-BREAK SPACE}{_WEEKDAYS[day.weekday()]}"
    )


def _ways(name: str, ics: str, webcal: str) -> Iterator[str]:
    """Buttons, each with the address that the service documents, or that is known from those who use it."""
    address, scheme, title = quote(ics, safe=""), quote(webcal, safe=""), quote(name, safe="")
    yield _way(webcal, "Открыть в календаре", "iPhone, iPad, Mac, Thunderbird, Outlook для Windows", first=True)
    yield _way(
        "https://calendar.yandex.ru/week?sidebar=addFeed",
        "Яндекс Календарь",
        "откроется «Подписка»: вставьте туда адрес, который ниже",
    )
    yield _way(f"https://calendar.google.com/calendar/r?cid={scheme}", "Google Календарь", "на компьютере, в браузере")
    for host, what in (("outlook.live.com", "личная почта"), ("outlook.office.com", "рабочая: Microsoft 365")):
        where = f"https://{host}/calendar/0/addfromweb?url={address}&name={title}"
        yield _way(where, "Outlook в браузере", what)


def _way(address: str, title: str, what: str, *, first: bool = False) -> str:
    mark = ' class="first"' if first else ""
    return (
        f'<li><a{mark} href="{escape(address)}" rel="noopener noreferrer">{escape(title)} '
        f"<span>{escape(what)}</span></a></li>"
    )


def _code(page: str) -> str:
    """The address of the page as a QR code; the mask is given because to find the best one takes most of the time."""
    drawing: str = segno.make_qr(page, error="m", mask=3, boost_error=False).svg_inline(
        border=3, omitsize=True, svgclass=None, lineclass=None
    )
    return drawing.replace("<svg ", '<svg role="img" aria-label="QR-код этой страницы" ', 1)
