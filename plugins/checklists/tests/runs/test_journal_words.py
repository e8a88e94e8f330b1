"""Every word that the plugin writes into the journal has a name for people."""

from __future__ import annotations

import re
from pathlib import Path

import vpr_tracker_checklists
from vpr_tracker.plugins import load_registry

WORD = re.compile(r'"(checklist_[a-z]+)"')


def test_each_action_of_the_journal_has_a_name():
    package = Path(vpr_tracker_checklists.__file__).parent
    files = [path for room in ("runs", "following") for path in (package / room).rglob("*.py")]
    written = {word for path in files for word in WORD.findall(path.read_text(encoding="utf-8"))}
    names = load_registry(("checklists",)).actions()
    assert set(names) == written
    assert all(name and not name.startswith("checklist_") for name in names.values())
