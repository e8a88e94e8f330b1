"""Every entry goes into a CalDAV server and comes back as it was: Radicale, asked by python-caldav."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from icalendar import Calendar
from tests.factories import deliverable, make_draft, make_task, owner, standard_tasks

from vpr_tracker_ical.content.build import build
from vpr_tracker_ical.content.scope import Options, Scope
from vpr_tracker_ical.writing.ics import PRODID, component

pytestmark = pytest.mark.clients

OPTIONS = Options(
    entries="both", detail="full", done_days=None, alarms=(timedelta(days=3), timedelta(days=1)), reminders=True
)
HEADERS = {"Content-Type": "text/calendar; charset=utf-8"}
_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[rights]
type = owner_only
[storage]
filesystem_folder = {folder}
[logging]
level = warning
"""


@pytest.fixture(scope="module")
def radicale(tmp_path_factory):
    """A Radicale of this module alone, on loopback; gives its address and what it logged."""
    pytest.importorskip("radicale", reason="Radicale (dependency group «clients») is not installed")
    folder = tmp_path_factory.mktemp("radicale")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "config").write_text(_CONFIG.format(port=port, folder=folder / "collections"))
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", str(folder / "config")],
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait(server, address)
            yield address, folder / "log"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(server, address):
    for _attempt in range(200):
        assert server.poll() is None, "Radicale ended"
        try:
            with urlopen(address, timeout=5):
                return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture
def calendar(radicale):
    caldav = pytest.importorskip("caldav", reason="caldav (dependency group «clients») is not installed")
    address, _log = radicale
    with caldav.DAVClient(address, username="school-4", password="any") as client:
        made = client.principal().make_calendar(supported_calendar_component_set=["VEVENT", "VTODO"])
        yield made
        made.delete()


def alone(entry):
    """An entry as an object of its own, as CalDAV wants it."""
    wrapper = Calendar()
    wrapper.add("prodid", PRODID)
    wrapper.add("version", "2.0")
    wrapper.add_component(component(entry))
    return wrapper.to_ical().decode()


def plan(tracker):
    hard = make_task(
        "21",
        "Запятая, точка; «кавычки» \\ и 👩\u200d👧 — «раз»: 100 %",
        level="school",
        owners=(owner("Кто-то, где-то; как-то", kind="role"),),
        results=(deliverable("Акт\tв двух\nстроках"),),
    )
    tracker.import_plan(make_draft([*standard_tasks(), hard]))
    tracker.import_schools([{"number": "4"}])
    tracker.submit("1", school="4")
    tracker.accept("1", school="4")
    tracker.waive("14", note="не нужно")
    tracker.submit("2")


def test_each_entry_is_put_and_got_back_unchanged(tracker, calendar, radicale):
    plan(tracker)
    content = build(tracker, Scope(), OPTIONS)
    assert {each.state for each in content.entries} == {"open", "started", "done", "cancelled"}

    _address, log = radicale
    before = log.read_text()
    for entry in content.entries:
        # Not with save(), which counts the sequence up.
        answer = calendar.client.put(calendar.url.join(f"{entry.uid}.ics"), alone(entry), HEADERS)
        assert answer.status == 201, (answer.status, answer.reason, alone(entry))
    back = {}
    for item in calendar.objects(load_objects=True):
        parts = [part for part in Calendar.from_ical(item.data).subcomponents if part.name in ("VEVENT", "VTODO")]
        assert len(parts) == 1, "one object per item"
        back[str(parts[0]["uid"])] = parts[0].to_ical().decode()
    assert set(back) == {each.uid for each in content.entries}
    for entry in content.entries:
        assert back[entry.uid] == component(entry).to_ical().decode()
    assert log.read_text() == before, "the server complained of something"
