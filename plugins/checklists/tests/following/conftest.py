"""A plan with schools and tasks that are monitored, two short templates, and the plugin at work, on both databases."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from vpr_tracker import Tracker
from vpr_tracker.plugins import load_registry

ROOT = Path(__file__).resolve().parents[4]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.conftest import postgres, url  # noqa: E402, F401 -- fixtures
from tests.factories import make_draft  # noqa: E402

SITE = """
name = "site"
title = "Сайт школы"
version = 1
per = "occurrence"
by = "inspector"

[[sections]]
label = "Разделы"

[[sections.items]]
type = "yes_no_na"
name = "section"
label = "Есть раздел «ВПР»"
finding = "нет раздела «ВПР»"
required = true

[[sections.items]]
type = "yes_no_na"
name = "rules"
label = "Размещено положение о ВСОКО"
finding = "нет положения о ВСОКО"

[[sections.items]]
type = "integer"
name = "trained"
label = "Обучено наблюдателей"
total = true
"""
DAY = """
name = "watch"
title = "Наблюдение"
version = 1
per = "day"
by = "inspector"

[[sections]]
label = "Наблюдатели"

[[sections.items]]
type = "integer"
name = "observers"
label = "Сколько наблюдателей"
threshold = ". >= 2"
finding = "меньше двух наблюдателей"
required = true
"""


class Clock:
    """A clock that goes on by a second with each look, and by as much as a test wants."""

    def __init__(self) -> None:
        self.moment = datetime(2023, 2, 10, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def at(self, day: date) -> None:
        """Noon of a day in Barnaul."""
        self.moment = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    """The clock of the Tracker."""
    return Clock()


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are compared in English."""
    monkeypatch.setenv("VPR_LANG", "en")


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A folder with the two templates."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "site.toml").write_text(SITE, encoding="utf-8")
    (folder / "watch.toml").write_text(DAY, encoding="utf-8")
    return folder


@pytest.fixture
def tracker(url: str, clock: Clock) -> Iterator[Tracker]:  # noqa: F811 -- the fixture
    """The standard plan of the tests with schools 1, 2, 4, 7."""
    registry = load_registry(("checklists",))
    with Tracker.open(url, actor="Инспектор", clock=clock, registry=registry) as opened:
        opened.import_plan(make_draft())
        opened.import_schools([{"number": number} for number in ("1", "2", "4", "7")])
        yield opened
