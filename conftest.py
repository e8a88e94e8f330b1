"""Settings of all tests: Hypothesis profiles, no settings of the person's own, a skip in CI is a failure."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextvars import ContextVar

import pytest
from hypothesis import HealthCheck, settings

from vpr_tracker import i18n

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see no VPR_* variable and no colour setting of the machine, and speak Russian unless they say otherwise."""
    for name in list(os.environ):
        if name.startswith("VPR_"):
            monkeypatch.delenv(name)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("VPR_LANG", "ru")
    # What a command that ran in this process chose is over with its test.
    monkeypatch.setattr(i18n, "_language", ContextVar("language_of_a_test", default=None))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure in CI, which installs all that the tests can use."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped in CI: {report.longrepr}"
    return report
