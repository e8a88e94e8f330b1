"""The light search for entry points finds what the standard library finds."""

from __future__ import annotations

import sys
from importlib.metadata import Distribution, distributions

import pytest

from vpr_tracker.plugins import discovery


def by_the_library(path):
    seen: dict[str, Distribution] = {}
    for distribution in distributions(path=path):
        seen.setdefault(distribution.name.lower().replace("-", "_"), distribution)
    return sorted(
        discovery.Found(point.name, point.value, distribution.name, distribution.version)
        for distribution in seen.values()
        for point in distribution.entry_points
        if point.group == discovery.GROUP
    )


def test_the_installed_plugins_are_found_as_the_library_finds_them():
    assert discovery.find() == by_the_library(sys.path)


ENTRY_POINTS = """
; a comment
[console_scripts]
vpr_tracker = not.a.plugin

[vpr_tracker]
# another
first = package.first
second=package.second:plugin [extra]

[other]
third = package.third
"""


@pytest.fixture
def folders(tmp_path):
    for folder, name in (("a", "Some.Dist-1.0"), ("b", "some_dist-2.0"), ("b", "other-1.0")):
        info = tmp_path / folder / f"{name}.dist-info"
        info.mkdir(parents=True)
        label, version = name.split("-")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {label}\nVersion: {version}\n\nName: no\n")
        (info / "entry_points.txt").write_text(ENTRY_POINTS)
    return [str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "missing")]


def test_the_first_distribution_of_a_name_wins(folders):
    found = discovery.find(folders)

    assert found == [
        ("first", "package.first", "Some.Dist", "1.0"),
        ("first", "package.first", "other", "1.0"),
        ("second", "package.second:plugin", "Some.Dist", "1.0"),
        ("second", "package.second:plugin", "other", "1.0"),
    ]


def test_a_distribution_without_metadata_is_named_by_its_folder(folders, tmp_path):
    (tmp_path / "a" / "Some.Dist-1.0.dist-info" / "METADATA").unlink()

    assert discovery.find(folders)[0] == ("first", "package.first", "Some.Dist", "1.0")


def test_where_a_foreign_finder_is_installed_the_library_is_asked(monkeypatch, folders):
    class Foreign:
        @staticmethod
        def find_spec(*_args):
            return None

        @staticmethod
        def find_distributions(_context):
            return iter(())

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Foreign])
    monkeypatch.setattr(sys, "path", [*folders, *sys.path])

    names = {found.distribution for found in discovery.find()}

    assert {"Some.Dist", "other"} <= names


DAMAGED = {"bytes": b"\xff\xfe\x00[vpr_tracker]\n\x80", "words": b"no section\n= nothing\n[", "none": b""}


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.parametrize("file", ["entry_points.txt", "METADATA"])
def test_damaged_metadata_of_another_distribution_hide_no_plugin(file, damage, tmp_path, monkeypatch):
    bad, good = tmp_path / "a_bad-1.0.dist-info", tmp_path / "good-2.0.dist-info"
    for folder in (bad, good):
        folder.mkdir()
    (bad / "METADATA").write_text("Name: a-bad\nVersion: 1.0\n")
    (bad / "entry_points.txt").write_text("")
    (bad / file).write_bytes(DAMAGED[damage])
    (good / "METADATA").write_text("Name: good\nVersion: 2.0\n")
    (good / "entry_points.txt").write_text("[vpr_tracker]\nfirst = package.first\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    expected = discovery.Found("first", "package.first", "good", "2.0")

    assert expected in discovery.find()
    assert expected in list(discovery._by_metadata())
