"""``read_plan``: one door for plan files and for whatever plugins read."""

from __future__ import annotations

from datetime import date

import pytest

from vpr_tracker.errors import BadInput, NotFound, PluginError
from vpr_tracker.plugins.importing import read_plan


def plan_file(folder, name="plan.toml"):
    path = folder / name
    path.write_text(
        'schema = "vpr-tracker/plan/1"\n\n[plan]\ntitle = "План на 2023 год"\n\n'
        '[plan.period]\nstart = 2023-01-01\nend = 2023-12-31\n\n[[tasks]]\nnumber = "1"\ntitle = "Сбор"\n',
        encoding="utf-8",
    )
    return path


def test_a_plan_file_needs_no_plugin(tmp_path, monkeypatch):
    monkeypatch.setenv("VPR_PLUGINS", "")
    assert [task.number for task in read_plan(plan_file(tmp_path)).tasks] == ["1"]
    assert read_plan(str(plan_file(tmp_path, "PLAN.TOML"))).plan.title == "План на 2023 год"


def test_a_missing_file_is_not_found(tmp_path):
    with pytest.raises(NotFound) as caught:
        read_plan(tmp_path / "none.docx")
    assert "none.docx" in caught.value.message


def test_an_unknown_suffix_names_the_known_ones(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF")
    with pytest.raises(BadInput) as caught:
        read_plan(path)
    assert ".pdf" in caught.value.message
    assert ".toml" in (caught.value.hint or "")


def test_without_the_documents_plugin_a_word_file_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("vpr_tracker.plugins.registry.find", list)
    path = tmp_path / "plan.docx"
    path.write_bytes(b"PK")
    with pytest.raises(PluginError) as caught:
        read_plan(path)
    assert caught.value.hint == 'pip install "vpr-tracker[documents]"'


def test_a_documents_plugin_that_was_left_out_is_not_called_missing(tmp_path, monkeypatch):
    pytest.importorskip("vpr_tracker_documents")
    monkeypatch.setenv("VPR_PLUGINS", "")
    path = tmp_path / "plan.docx"
    path.write_bytes(b"PK")
    with pytest.raises(PluginError) as caught:
        read_plan(path)
    assert "VPR_PLUGINS" in (caught.value.hint or "")


def test_a_bad_word_file_is_bad_input_and_not_a_failed_plugin(tmp_path):
    pytest.importorskip("vpr_tracker_documents")
    for name in ("plan.docx", "plan.doc"):
        path = tmp_path / name
        path.write_bytes(b"no Word file at all")
        with pytest.raises(BadInput):
            read_plan(path)


def test_a_period_that_ends_before_it_begins_is_refused(tmp_path):
    with pytest.raises(BadInput):
        read_plan(plan_file(tmp_path), period=(date(2023, 12, 31), date(2023, 1, 1)))


def test_a_reader_that_breaks_is_named(tmp_path, monkeypatch):
    pytest.importorskip("vpr_tracker_documents")

    def broken(path, *, period):
        raise KeyError("Сбор")

    monkeypatch.setattr("vpr_tracker_documents.plan.read.read_docx", broken)
    path = tmp_path / "plan.docx"
    path.write_bytes(b"PK")
    with pytest.raises(PluginError) as caught:
        read_plan(path)
    assert "documents" in caught.value.message
    assert "Сбор" in caught.value.message


@pytest.mark.parametrize("path", ["я" * 300 + ".docx", "a\0b.docx", None, 5.5])
def test_a_name_that_no_file_can_have_is_not_found(path):
    with pytest.raises(NotFound):
        read_plan(path)
