"""The databases that the measurements are made on hold what they say."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from vpr_tracker.reports.database import connect
from vpr_tracker.reports.status import status

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("size", [1, 1_234])
def test_a_sample_has_as_many_obligations_as_asked_for(tmp_path, monkeypatch, size):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    sample = import_module("sample")
    try:
        with connect(sample.make(tmp_path / "sample.sqlite3", size)) as db:
            report = status(db, on=sample.ON)
    finally:
        sys.modules.pop("sample", None)

    assert report["totals"]["total"] == size
    assert report["totals"]["tasks"] == sample.TASKS
