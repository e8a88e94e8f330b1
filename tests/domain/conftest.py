"""Messages are compared in English, whatever the machine speaks; property tests are not timed by the example."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from vpr_tracker.i18n import speaking

settings.register_profile("untimed", parent=settings(), deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="package")
def _english() -> Iterator[None]:
    with speaking("en"):
        yield
