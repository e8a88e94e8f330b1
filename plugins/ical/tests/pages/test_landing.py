"""The page of a feed as bytes: what it says, and that nothing in a plan changes what it is."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from feed_world import BASE
from hypothesis import given
from hypothesis import strategies as st
from plans import texts

from vpr_tracker_ical.content.model import CalendarContent, Entry
from vpr_tracker_ical.content.scope import Options, Scope
from vpr_tracker_ical.feeds.model import Feed
from vpr_tracker_ical.feeds.places import Addresses
from vpr_tracker_ical.pages.landing import SHOWN, landing_page, spoken

NOW = datetime(2023, 2, 10, tzinfo=UTC)
TODAY = date(2023, 2, 10)
TOKEN = "a" * 32
FEED = Feed(
    feed_id="f",
    number=1,
    name="Сроки",
    slug="school-4",
    scope=Scope(school="4"),
    options=Options(),
    generation=1,
    key_mark="m",
    created_at=NOW,
    revoked_at=None,
)


def entry(title="Отчёт", end=TODAY, **fields):
    given = {"uid": f"{title}@x", "shape": "event", "start": end, "created": NOW, "modified": NOW, **fields}
    return Entry(title=title, end=end, **given)


def made(*entries, name="Сроки: школа № 4", description="О плане.", base=BASE, options=None):
    content = CalendarContent(name=name, description=description, entries=entries, modified=NOW)
    feed = FEED if options is None else Feed(**{**{n: getattr(FEED, n) for n in FEED.__slots__}, "options": options})
    return landing_page(content, feed, Addresses(base), TOKEN, TODAY).decode()


class Reader(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.shown: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _value in attrs}

    def handle_data(self, data):
        self.shown.append(data)


PLAIN = Reader(made(entry()))


@given(texts(), texts(), texts())
def test_no_text_becomes_markup(name, description, title):
    page = Reader(made(entry(title or "x"), name=name, description=description))
    assert page.tags == PLAIN.tags
    assert page.attributes == PLAIN.attributes


def test_it_has_no_script_no_style_of_elements_and_loads_nothing():
    assert not {"script", "iframe", "object", "form", "img", "base"} & set(PLAIN.tags)
    assert "style" not in PLAIN.attributes
    assert not {name for name in PLAIN.attributes if name.startswith("on") or name == "src"}
    assert "url(" not in made(entry())
    assert "@import" not in made(entry())


def test_the_policy_knows_the_style_by_its_digest():
    page = made(entry())
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)[1]
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")


def test_the_next_ten_are_shown_soonest_first():
    page = made(*(entry(f"Дело {place:02}", TODAY + timedelta(days=20 - place)) for place in range(20)))
    shown = re.findall("<span>(Дело .*?)</span>", page)
    assert shown == [f"Дело {place:02}" for place in range(19, 19 - SHOWN, -1)]
    assert "И ещё 10" in page


def test_what_is_past_done_cancelled_a_reminder_or_undated_is_not_ahead():
    page = made(
        entry("Прошлое", TODAY - timedelta(days=1)),
        entry("Готовое", state="done"),
        entry("Снятое", state="cancelled"),
        entry("Завтра: Дело", uid="abc-r1440@x"),
        entry("Задача", shape="todo"),
        entry("Сегодняшнее"),
        entry("Начатое", state="started"),
    )
    assert re.findall("<span>([^<]*)</span></li>", page)[:2] == ["Начатое", "Сегодняшнее"]
    for word in ("Прошлое", "Готовое", "Снятое", "Завтра", "Задача"):
        assert word not in page


def test_where_there_are_only_tasks_they_are_shown_with_a_warning():
    page = made(entry("Задача", shape="todo"), options=Options(entries="todo"))
    assert "<span>Задача</span>" in page
    assert "Здесь только задачи" in page
    assert "Здесь только задачи" not in made(entry())


def test_where_nothing_is_ahead_it_says_so():
    assert "Впереди сроков с датами нет" in made(entry(end=TODAY - timedelta(days=1)))
    assert "Впереди сроков с датами нет" in made(entry(end=None, start=None, shape="todo"))


@pytest.mark.parametrize(("base", "warned"), [("https://example.org", False), ("http://example.org", True)])
def test_an_address_without_https_is_warned_of(base, warned):
    assert ("Попросите координатора настроить https" in made(entry(), base=base).replace("\n", " ")) is warned


def test_the_ways_to_subscribe_have_the_address_of_this_feed():
    page = made(entry(), name="Имя & ко")
    ics = f"kalendar.example.org/vpr/feed/{TOKEN}/school-4.ics"
    quoted = ics.replace("/", "%2F")
    for way in (
        f'href="webcal://{ics}"',
        f'href="https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F{quoted}"',
        f'href="https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2F{quoted}&amp;name=',
        f'href="https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2F{quoted}&amp;name=',
        'href="https://calendar.yandex.ru/week?sidebar=addFeed"',
        f'value="https://{ics}"',
        'href="school-4.ics"',
    ):
        assert way in page
    assert "не проверены (на " in page


@given(st.dates())
def test_a_day_is_said_in_russian(day):
    assert re.fullmatch(r"\d{1,2}\s[а-я]+ \d{1,4},\s(пн|вт|ср|чт|пт|сб|вс)", spoken(day))


def test_the_same_calendar_gives_the_same_page():
    assert made(entry()) == made(entry())
