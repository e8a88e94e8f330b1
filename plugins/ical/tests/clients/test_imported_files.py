"""``vpr ical export`` of the sample plans, taken into khal and todoman: nothing is lost, nothing doubled."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from rig import Client

from vpr_tracker.cli import main
from vpr_tracker.samples import sample_plan

pytestmark = pytest.mark.clients


@pytest.mark.parametrize("name", ["vpr-2023.toml", "gia-2026.toml"])
def test_a_sample_plan_comes_whole_into_khal_and_todoman(name, tmp_path, monkeypatch):
    monkeypatch.setenv("VPR_DB", str(tmp_path / "plans.sqlite3"))
    assert main(["import", str(sample_plan(name))]) == 0
    for number in ("4", "7"):
        assert main(["school", "add", number]) == 0
    for kind in ("event", "todo", "both"):
        assert main(["ical", "export", "--type", kind, "-o", str(tmp_path / f"{kind}.ics")]) == 0
    counts = {
        kind: len(Calendar.from_ical((tmp_path / f"{kind}.ics").read_bytes()).subcomponents)
        for kind in ("event", "todo", "both")
    }
    assert counts["event"] > 5
    assert counts["todo"] > 5

    khal = Client(tmp_path / "khal")
    khal.run("khal", "-c", "khal", "import", "--batch", str(tmp_path / "event.ics"))
    assert len(khal.events()) == counts["event"]
    khal.run("khal", "-c", "khal", "import", "--batch", str(tmp_path / "event.ics"))
    assert len(khal.events()) == counts["event"], "a second import adds nothing"

    client = Client.of_file(tmp_path / "todo", tmp_path / "both.ics")
    client.refresh()
    assert len(client.todos()) == counts["todo"]
    assert len(client.events()) == counts["event"]
