"""Each sample plan says the same in both forms, comes back from a plan file, and looks right on paper."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from vpr_tracker import PlanDraft, read_plan
from vpr_tracker.plans.files import dump_plan, load_plan

SAMPLES = Path(__file__).parents[1] / "sample_plans"
NAMES = ("vpr-2023", "gia-2026")


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def from_word(name: str) -> PlanDraft:
    return read_plan(SAMPLES / f"{name}.docx")


def test_both_forms_say_the_same(name: str, from_word: PlanDraft):
    assert read_plan(SAMPLES / f"{name}.toml") == from_word


def test_the_plan_survives_a_round_trip(from_word: PlanDraft):
    assert load_plan(dump_plan(from_word)) == from_word
    assert PlanDraft.model_validate_json(from_word.model_dump_json()) == from_word


def test_every_task_has_a_deadline_that_is_understood_or_remarked_on(from_word: PlanDraft):
    reviewed = {remark.where.task for remark in from_word.remarks if remark.code == "deadline_review"}
    for task in from_word.tasks:
        assert task.deadline.printed
        assert task.deadline.terms or task.number in reviewed, task.number
        assert task.owners, task.number


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_the_document_opens_in_an_office_suite_with_all_its_rows(name: str, from_word: PlanDraft, tmp_path: Path):
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(SAMPLES / f"{name}.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    words = set((tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig").split())
    for task in from_word.tasks:
        assert set(task.title.split()[:3]) <= words, task.number


def test_the_plan_of_2023_has_the_facts_of_the_approved_one():
    draft = read_plan(SAMPLES / "vpr-2023.docx")
    tasks = {task.number: task for task in draft.tasks}
    assert list(tasks) == [*map(str, range(1, 10)), "9.1", *map(str, range(10, 17)), "18"]
    assert draft.plan.approval.date == dt.date(2023, 1, 25)
    assert draft.plan.approval.number == "13"
    counts = {number: sum(each.from_ == "result" for each in task.deliverables) for number, task in tasks.items()}
    assert {number: counts[number] for number in ("1", "2", "7", "9.1", "10")} == {
        "1": 13,
        "2": 5,
        "7": 7,
        "9.1": 3,
        "10": 0,
    }
    quantities = {
        number: [each.quantity for each in task.deliverables if each.from_ == "measure"]
        for number, task in tasks.items()
    }
    assert {number: found for number, found in quantities.items() if found} == {"6": [50], "8": [2], "12": [2]}
    assert [owner.duty for owner in tasks["7"].owners] == ["controls", "observes", "monitors"]
    assert [len(tasks[number].owners) for number in ("5", "7", "14")] == [7, 3, 6]
    codes = {remark.code for remark in draft.remarks}
    assert {"number_missing", "number_given", "spelling", "deadline_assumed", "deadline_review"} <= codes


def test_the_school_year_plan_has_sections_and_its_school_year():
    draft = read_plan(SAMPLES / "gia-2026.docx")
    assert draft.plan.period is not None
    assert (draft.plan.period.start, draft.plan.period.end) == (dt.date(2025, 9, 1), dt.date(2026, 8, 31))
    assert 25 <= len(draft.tasks) <= 40
    assert len({task.section for task in draft.tasks}) == 7
