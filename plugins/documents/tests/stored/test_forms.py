"""Corrected forms: set once, used everywhere, in the journal, in plan files, taken back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from vpr_tracker import BadInput, NotFound, Tracker, read_plan_file
from vpr_tracker.cli import main
from vpr_tracker.plugins import load_registry
from vpr_tracker_documents.russian import Case
from vpr_tracker_documents.stored.forms import listed, remove_forms, set_forms, stored_forms

PLAN = """
schema = "vpr-tracker/plan/1"
[plan]
title = "План на 2023 год"
period = { start = 2023-01-01, end = 2023-12-31 }
[[tasks]]
number = "1"
title = "Семинар"
owners = [
    { name = "Ким А. И.", kind = "person", role = "рук-ль ШМО" },
    { name = "Сомова А. И.", kind = "person" },
    { name = "директор школы", kind = "role" },
]
"""


def opened(path):
    clock = lambda: datetime(2023, 2, 10, 5, tzinfo=UTC)  # noqa: E731
    return Tracker.open(path, actor="Координатор", clock=clock, registry=load_registry(("documents",)))


@pytest.fixture
def tracker(tmp_path):
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    with opened(tmp_path / "plan.sqlite3") as tracker:
        tracker.import_plan(read_plan_file(tmp_path / "plan.toml"))
        yield tracker


def test_a_corrected_form_is_used_however_the_name_is_spelt(tracker):
    assert not stored_forms(tracker).person("Ким А. И.", "dative").sure
    set_forms(tracker, "Ким А. И.", {Case.DATIVE: "Киму А. И."})
    forms = stored_forms(tracker)
    for spelt in ("Ким А. И.", "Ким А.И.", "Ким\u00a0А.\u00a0И.", " Ким  А. И. "):
        found = forms.person(spelt, "dative")
        assert (found.text, found.sure) == ("Киму А. И.", True)
    assert not forms.person("Ким А. И.", "genitive").sure
    assert [(each.text, each.case) for each in forms.unsure] == [("Ким А. И.", Case.GENITIVE)]


def test_a_post_at_the_beginning_of_a_line_takes_the_same_form(tracker):
    set_forms(tracker, "рук-ль ШМО", {Case.DATIVE: "руководителю ШМО"})
    assert stored_forms(tracker).post("Рук-ль ШМО", "dative").text == "Руководителю ШМО"


def test_setting_again_changes_it_and_the_journal_has_both(tracker):
    assert set_forms(tracker, "Ким А. И.", {Case.DATIVE: "Ким А. И."}) == 1
    assert set_forms(tracker, "ким а.и.", {Case.DATIVE: "Киму А. И."}) == 1
    assert set_forms(tracker, "Ким А. И.", {Case.DATIVE: "Киму А. И."}) == 0
    assert listed(tracker) == [("Ким А. И.", Case.DATIVE, "Киму А. И.")]
    entries = [entry for entry in tracker.log() if entry.action == "form_set"]
    assert [entry.subject for entry in entries][:2] == ["Ким А. И.", "ким а.и."]
    assert entries[0].actor == "Координатор"
    assert entries[0].changes[0][0] == "documents_form"
    assert tracker.verify_journal().ok


def test_taking_back(tracker):
    set_forms(tracker, "Ким А. И.", {Case.DATIVE: "Киму А. И.", Case.GENITIVE: "Кима А. И."})
    assert remove_forms(tracker, "ким а. и.", Case.DATIVE) == 1
    assert remove_forms(tracker, "Ким А. И.") == 1
    assert listed(tracker) == []
    with pytest.raises(NotFound, match="Ким"):
        remove_forms(tracker, "Ким А. И.")


@pytest.mark.parametrize("bad", ["", "  ", "а" * 501, "Ким\x00", "Ким\nА. И."])
def test_what_no_document_can_hold_is_refused(tracker, bad):
    for text, form in ((bad, "Киму"), ("Ким", bad)):
        with pytest.raises(BadInput):
            set_forms(tracker, text, {Case.DATIVE: form})
    assert listed(tracker) == []


def test_a_plan_file_carries_the_forms_of_its_names_alone(tracker, tmp_path):
    set_forms(tracker, "Ким А. И.", {Case.DATIVE: "Киму А. И."})
    set_forms(tracker, "Рысь П. П.", {Case.DATIVE: "Рысю П. П."})
    extras = tracker.plan().extras["documents"]
    assert extras == {"forms": [{"text": "Ким А. И.", "dative": "Киму А. И."}]}
    with opened(tmp_path / "other.sqlite3") as other:
        set_forms(other, "Ким А. И.", {Case.GENITIVE: "Кима А. И."})
        other.import_plan(tracker.plan())
        assert listed(other) == [("Ким А. И.", Case.GENITIVE, "Кима А. И."), ("Ким А. И.", Case.DATIVE, "Киму А. И.")]


def test_what_was_corrected_here_outweighs_a_plan_file(tracker, tmp_path):
    set_forms(tracker, "Ким А. И.", {Case.DATIVE: "Киму А. И."})
    with opened(tmp_path / "other.sqlite3") as other:
        set_forms(other, "Ким А. И.", {Case.DATIVE: "Ким А. И."})
        other.import_plan(tracker.plan())
        assert listed(other) == [("Ким А. И.", Case.DATIVE, "Ким А. И.")]


@pytest.mark.parametrize(
    "forms", ["x", [1], [{}], [{"text": 5}], [{"text": "Ким", "dative": 5}], [{"text": "Ким", "vocative": "Ким"}],
              [{"text": "Ким", "dative": ""}]],
)  # fmt: skip
def test_a_plan_file_with_other_forms_is_refused_whole(tracker, tmp_path, forms):
    draft = tracker.plan().model_copy(update={"extras": {"documents": {"forms": forms}}})
    with opened(tmp_path / "other.sqlite3") as other:
        with pytest.raises(BadInput):
            other.import_plan(draft)
        assert other.plans() == []


def test_a_database_without_the_table_has_no_forms(tmp_path):
    with Tracker.open(tmp_path / "bare.sqlite3", actor="Координатор") as tracker:
        (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
        tracker.import_plan(read_plan_file(tmp_path / "plan.toml"))
        assert listed(tracker) == []
        assert stored_forms(tracker).person("Сомова А. И.", "dative").text == "Сомовой А. И."


@pytest.fixture
def vpr(tracker, tmp_path, monkeypatch, capsys):
    """``vpr doc forms …`` on the plan."""
    monkeypatch.setenv("VPR_DB", str(tmp_path / "plan.sqlite3"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANGUAGE", "ru")  # main() sets it for Click; restored afterwards

    def run(*args):
        capsys.readouterr()
        code = main(["doc", "forms", *args])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_what_is_unsure_is_listed_and_settled_in_one_word(vpr):
    code, out, _err = vpr("list", "--unsure", "--json")
    assert code == 0
    rows = json.loads(out)["forms"]
    assert {row["text"] for row in rows} == {"Ким А. И.", "рук-ль ШМО"}
    assert all(row["reason"] and not row["sure"] for row in rows)
    assert vpr("set", "Ким А. И.", "--man")[0] == 0
    assert vpr("set", "рук-ль ШМО", "дательный", "руководителю ШМО")[0] == 0
    rows = json.loads(vpr("list", "--json")[1])["forms"]
    found = {(row["text"], row["case"]): row for row in rows}
    assert found["Ким А. И.", "instrumental"]["form"] == "Кимом А. И."
    assert found["Ким А. И.", "instrumental"]["corrected"]
    assert found["рук-ль ШМО", "dative"]["form"] == "руководителю ШМО"
    assert not found["рук-ль ШМО", "genitive"]["sure"]
    assert found["Сомова А. И.", "dative"] == {
        "text": "Сомова А. И.", "case": "dative", "form": "Сомовой А. И.", "sure": True, "corrected": False,
        "reason": None,
    }  # fmt: skip


def test_lines_fit_the_terminal(vpr):
    for args in (
        ("list",),
        ("list", "--unsure"),
        ("--help",),
        ("set", "--help"),
        ("list", "--help"),
        ("remove", "--help"),
    ):
        code, out, _err = vpr(*args)
        assert code == 0
        assert out
        assert all(len(line) <= 80 for line in out.splitlines())


@pytest.mark.parametrize(
    ("args", "code"),
    [(("set", "Ким А. И."), 2), (("set", "Ким А. И.", "dative"), 2), (("set", "Ким А. И.", "vocative", "Киме"), 2),
     (("set", "Ким А. И.", "dative", "Киму", "--man"), 2), (("set", "Ким А. И.", "dative", ""), 4),
     (("set", "рук-ль ШМО", "--man"), 2), (("remove", "Сомова А. И."), 3)],
)  # fmt: skip
def test_a_slip_is_an_error_and_changes_nothing(vpr, tracker, args, code):
    found, out, err = vpr(*args)
    assert (found, out) == (code, "")
    assert "Traceback" not in err
    assert listed(tracker) == []
