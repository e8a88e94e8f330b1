"""Every plan that the reader's own tests make is marked: the files that they thought of are awkward enough."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from marking_facts import TEXTS, mark_all, marks_of, plan_of, same_but_main

from vpr_tracker import VprError
from vpr_tracker_documents.plan.read import read_docx

HERE = Path(__file__).parent
TESTS = HERE.parent


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """The readable plans among the files that the reader's tests make."""
    folder = tmp_path_factory.mktemp("kept")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "keeping_files",
               "-m", "not office and not slow", str(TESTS / "plan")]  # fmt: skip
    path = os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "KEEP_FILES_IN": str(folder), "PYTHONPATH": path, "CI": ""}
    done = subprocess.run(
        command, cwd=TESTS.parents[2], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:]
    return [path for path in sorted(folder.glob("*.docx")) if readable(path)]


def readable(path):
    try:
        read_docx(path)
    except VprError:
        return False
    return True


@pytest.mark.slow
def test_every_plan_reads_the_same_when_it_is_marked(plans):
    assert len(plans) > 150
    for path in plans:
        before = read_docx(path)
        marked, written = mark_all(path)
        after = read_docx(marked)
        assert plan_of(after) == plan_of(before), path
        assert written.remarks == (), path
        same_but_main(path, marked)
        again, _written = mark_all(marked, replace=True, texts=TEXTS[::-1])
        assert plan_of(read_docx(again)) == plan_of(before), path
        same_but_main(path, again)
        assert any(marks_of(after)), path
