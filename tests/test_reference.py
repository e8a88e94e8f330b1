"""The reference pages say what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def load_tool():
    spec = importlib.util.spec_from_file_location("reference_tool", ROOT / "tools" / "reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands", "hooks", "settings", "documents"])
def test_a_reference_page_is_fresh(name, monkeypatch):
    for variable, value in {"VPR_LANG": "en", "LANGUAGE": "en", "COLUMNS": "80"}.items():
        monkeypatch.setenv(variable, value)
    pages = {path.stem: (path, text) for path, text in load_tool().pages()}
    path, text = pages[name]

    assert path.read_text(encoding="utf-8") == text, "run: python tools/reference.py"
