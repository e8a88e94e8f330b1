"""Messages are compared in English, whatever the machine speaks; no setting of the machine counts."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def plain_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No ``VPR_…`` of the machine, English."""
    for name in [name for name in os.environ if name.startswith("VPR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("VPR_LANG", "en")
