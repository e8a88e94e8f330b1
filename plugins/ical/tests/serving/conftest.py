"""An application over a feed, with a clock that tests move."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

NOW = datetime(2023, 2, 10, 5, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def feed(place):
    return place.add()


@pytest.fixture
def app(place, feed, clock):
    return place.app(clock=clock)
