"""No text that comes in by a call holds control characters; nothing is written where one does."""

from __future__ import annotations

import pytest
from tests.factories import make_draft, make_task

from vpr_tracker.errors import BadInput

CALLS = {
    "title": lambda tracker, text: tracker.set_task("1", title=text),
    "number": lambda tracker, text: tracker.set_task("1", number=text),
    "deadline": lambda tracker, text: tracker.set_task("1", deadline=text),
    "owners": lambda tracker, text: tracker.set_task("1", owners=text),
    "note": lambda tracker, text: tracker.set_task("1", level="school", note=text),
    "new number": lambda tracker, text: tracker.add_task(text, "Дело"),
    "new title": lambda tracker, text: tracker.add_task("2", text),
    "new deadline": lambda tracker, text: tracker.add_task("2", "Дело", deadline=text),
    "new owners": lambda tracker, text: tracker.add_task("2", "Дело", owners=text),
    "new section": lambda tracker, text: tracker.add_task("2", "Дело", section=text),
    "new deliverables": lambda tracker, text: tracker.add_task("2", "Дело", deliverables=("Справка", text)),
    "school number": lambda tracker, text: tracker.add_school(text),
    "school name": lambda tracker, text: tracker.import_schools([{"number": "5"}, {"number": "6", "name": text}]),
    "role": lambda tracker, text: tracker.assign(text, "Петрова А. Б.", school="4"),
    "person": lambda tracker, text: tracker.assign("директор", text, school="4"),
    "event": lambda tracker, text: tracker.set_event(text, "2023-03-15"),
    "submission's note": lambda tracker, text: tracker.submit("1", note=text),
    "reason": lambda tracker, text: tracker.waive("1", note=text),
    "actor": lambda tracker, text: tracker.submit("1", actor=text),
    "import's note": lambda tracker, text: tracker.import_plan(make_draft([make_task("9")], title="Другой"), note=text),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=list(CALLS))
def test_a_text_with_a_control_character_is_refused_and_nothing_is_written(tracker, call):
    tracker.import_plan(make_draft([make_task("1")]))
    tracker.add_school("4")
    before = (tracker.plan(), tracker.schools(), tracker.log())

    for character in ("\x00", "\x1b", "\r", "\x9b", "\ud800"):
        with pytest.raises(BadInput) as caught:
            call(tracker, f"до{character}15 марта")
        assert f"U+{ord(character):04X}" in caught.value.message
        assert f"до\\u{ord(character):04x}15 марта" in caught.value.message
    assert (tracker.plan(), tracker.schools(), tracker.log()) == before
