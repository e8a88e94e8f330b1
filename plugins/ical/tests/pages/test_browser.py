"""The page of a feed in a real browser, as wide as a phone and as a desk."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from browser import chromium
from feed_world import World, running
from plans import HOSTILE
from tests.factories import make_task

from vpr_tracker import without_refused
from vpr_tracker_ical.content.scope import Options

pytestmark = pytest.mark.browser

MARKUP = '"><script>document.title="taken"</script><img src=x onerror=alert(1)><style>*{display:none}</style>'


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A server with a feed in which every text is hostile; gives the address of its page."""
    folder = tmp_path_factory.mktemp("site")
    tasks = [
        make_task(str(place), f"{MARKUP} {without_refused(text)}", level="school")
        for place, text in enumerate(HOSTILE, 1)
    ]
    world = World.make(folder, tasks=tasks)
    feed = world.add(options=Options(name=MARKUP))
    with running(world.app(clock=lambda: datetime(2023, 1, 10, tzinfo=UTC))) as there:
        yield f"http://127.0.0.1:{there.port}", world.path(feed, ""), feed
    world.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(params=[360, 1280])
def opened(request, page, site):
    """The page at one width, and the width."""
    page.requests.clear()
    page.complaints.clear()
    page.open(site[0] + site[1], request.param)
    return page, request.param


def test_it_asks_nobody_else_for_anything_and_breaks_no_policy(opened, site):
    page, _width = opened
    assert page.requests[0] == site[0] + site[1]
    assert [url for url in page.requests if not url.startswith(("data:", site[0] + "/"))] == []
    assert page.complaints == []


def test_a_broken_policy_would_be_noticed(page, site):
    page.open(site[0] + site[1], 360)
    page.complaints.clear()
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/x.png'}))")
    page.evaluate("new Promise(done => setTimeout(done, 300))")
    assert any("elsewhere.example" in each for each in page.complaints)


def test_no_text_of_a_plan_becomes_markup(opened):
    page, _width = opened
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.images.length") == 0
    assert page.evaluate("document.querySelectorAll('style').length") == 1
    assert page.evaluate("document.title").startswith('"><script>')
    assert page.evaluate("document.querySelectorAll('.due li').length") == 10


def test_nothing_is_wider_than_the_window(opened):
    page, width = opened
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    overflowing = """[...document.querySelectorAll('a, p, li, h1, h2, td, th, input, svg')]
        .filter(each => each.getBoundingClientRect().right > innerWidth + 0.5).length"""
    assert page.evaluate(overflowing) == 0


def test_the_keyboard_reaches_everything_in_the_order_that_one_reads(opened, site):
    page, width = opened
    seen = []
    for _step in range(9):
        page.tab()
        where = page.evaluate(
            "document.activeElement === document.body ? null : "
            "(document.activeElement.getAttribute('href') || document.activeElement.value)"
        )
        if where is None:
            break
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", f"{where}: what has the focus does not show it"
        seen.append(where)
    ics = site[0] + site[1] + site[2].slug + ".ics"
    beginnings = [
        *(["#ways"] if width == 360 else []),
        ics.replace("http:", "webcal:"),
        "https://calendar.yandex.ru/",
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F",
        "https://outlook.live.com/calendar/0/addfromweb?url=http%3A%2F%2F",
        "https://outlook.office.com/calendar/0/addfromweb?url=http%3A%2F%2F",
        ics,
        f"{site[2].slug}.ics",
    ]
    assert len(seen) == len(beginnings), seen
    for where, beginning in zip(seen, beginnings, strict=True):
        assert where.startswith(beginning)


def test_what_can_be_pressed_is_large_enough_for_a_finger(opened):
    page, _width = opened
    heights = page.evaluate("[...document.querySelectorAll('.ways a')].map(each => each.offsetHeight)")
    assert len(heights) == 5
    assert min(heights) >= 44
