"""Messages are compared in English, whatever the machine speaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from vpr_tracker.i18n import speaking


@pytest.fixture(autouse=True, scope="package")
def _english() -> Iterator[None]:
    with speaking("en"):
        yield
