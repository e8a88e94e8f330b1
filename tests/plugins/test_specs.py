"""Specs are checked when they are made, so that an author sees the mistake where it is."""

from __future__ import annotations

import dataclasses

import pytest

from vpr_tracker.errors import PluginError
from vpr_tracker.plugins import (
    CalendarSpec,
    CommandSpec,
    DocumentKindSpec,
    ExporterSpec,
    ImporterSpec,
    StorageSpec,
)
from vpr_tracker.plugins.specs import resolve

GOOD = {"name": "good", "target": "package.module:attribute", "summary": "One line."}


@pytest.mark.parametrize("name", ["", "Two Words", "UPPER", "a--b", "-a", "a-", "a.b", None, 5])
def test_a_wrong_name_is_refused(name):
    with pytest.raises(ValueError, match="name"):
        CommandSpec(**{**GOOD, "name": name})


@pytest.mark.parametrize("target", ["", "module", "module:", ":attribute", "a b:c", "module:a:b", "a..b:c", None])
def test_a_wrong_target_is_refused(target):
    with pytest.raises(ValueError, match="target"):
        CommandSpec(**{**GOOD, "target": target})


@pytest.mark.parametrize("summary", ["", "  ", "two\nlines", None])
def test_a_wrong_summary_is_refused(summary):
    with pytest.raises(ValueError, match="summary"):
        CommandSpec(**{**GOOD, "summary": summary})


@pytest.mark.parametrize("suffixes", [(), [".docx"], ("docx",), (".DOCX",), (".",), ".docx"])
def test_wrong_suffixes_are_refused(suffixes):
    with pytest.raises(ValueError, match="suffix"):
        ImporterSpec(**GOOD, suffixes=suffixes)


def test_a_wrong_suffix_of_an_exporter_is_refused():
    with pytest.raises(ValueError, match="suffix"):
        ExporterSpec(**GOOD, suffix="html")


@pytest.mark.parametrize("template", ["act.docx", "package:", ":act.docx"])
def test_a_wrong_template_is_refused(template):
    with pytest.raises(ValueError, match="template"):
        DocumentKindSpec(**GOOD, template=template)


@pytest.mark.parametrize("prefix", ["visits", "Visits_", "2_", "vpr_tracker_", ""])
def test_a_wrong_table_prefix_is_refused(prefix):
    with pytest.raises(ValueError, match="prefix"):
        StorageSpec(tables="vpr_visits.tables", migrations="vpr_visits.migrations", prefix=prefix)


def test_storage_has_a_version_table_of_its_own():
    spec = StorageSpec(tables="vpr_visits.tables", migrations="vpr_visits.migrations", prefix="visits_")

    assert spec.version_table == "visits_version"
    assert spec.name == "visits"


def test_specs_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        CommandSpec(**GOOD).name = "other"
    assert not hasattr(CommandSpec(**GOOD), "__dict__")


def test_specs_of_the_same_content_are_equal_and_of_one_kind_only():
    assert CommandSpec(**GOOD) == CommandSpec(**GOOD)
    assert CommandSpec(**GOOD) != CalendarSpec(**GOOD)
    assert repr(CommandSpec(**GOOD)).startswith("CommandSpec(name='good'")


def test_a_target_is_resolved_also_inside_a_class():
    assert resolve("json:JSONDecoder.decode").__name__ == "decode"


def test_a_module_that_exits_is_a_plugin_error(tmp_path, monkeypatch):
    (tmp_path / "a_module_that_exits.py").write_text("raise SystemExit(9)")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(PluginError, match="SystemExit: 9"):
        resolve("a_module_that_exits:anything")
