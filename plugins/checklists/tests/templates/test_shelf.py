"""Where templates are found: shipped ones, and a folder of one's own."""

from __future__ import annotations

import pytest

from vpr_tracker import BadInput, NotFound
from vpr_tracker_checklists.templates.shelf import Shelf

OWN = """
name = "{name}"
title = "Своё"
[[sections]]
label = "А"
[[sections.items]]
type = "text"
name = "a"
label = "Б"
"""


def write(folder, file, name):
    (folder / file).write_text(OWN.format(name=name), encoding="utf-8")


def test_a_template_of_the_folder_takes_the_place_of_a_shipped_one(tmp_path):
    write(tmp_path, "mine.toml", "day-control")
    write(tmp_path, "other.toml", "canteen")
    shelf = Shelf([tmp_path])

    assert shelf.get("day-control").title == "Своё"
    assert set(shelf.names()) == {*Shelf().names(), "canteen"}
    assert shelf.get(str(tmp_path / "other.toml")).name == "canteen"


def test_a_bad_file_of_the_folder_spoils_no_other(tmp_path):
    write(tmp_path, "good.toml", "good")
    (tmp_path / "bad.toml").write_text("name = 5\n", encoding="utf-8")
    (tmp_path / "worse.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "notes.txt").write_text("не шаблон", encoding="utf-8")
    shelf = Shelf([tmp_path])

    assert "good" in shelf.names()
    assert [entry.name for entry in shelf.entries() if entry.error] == ["bad", "worse"]
    with pytest.raises(BadInput):
        shelf.get("bad")


def test_of_two_files_with_one_name_neither_is_taken(tmp_path):
    write(tmp_path, "a.toml", "same")
    write(tmp_path, "b.toml", "same")

    with pytest.raises(BadInput) as caught:
        Shelf([tmp_path]).get("same")
    assert "a.toml" in caught.value.message
    assert "b.toml" in caught.value.message


def test_a_name_that_is_not_there_is_answered_with_one_that_is():
    with pytest.raises(NotFound) as caught:
        Shelf().get("site-section")
    assert "site-sections" in caught.value.hint


def test_a_folder_or_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotFound, match="none"):
        Shelf([tmp_path / "none"]).names()
    with pytest.raises(NotFound, match=r"none\.toml"):
        Shelf().get(str(tmp_path / "none.toml"))
    with pytest.raises(BadInput):
        Shelf().get(f"{tmp_path}/")
