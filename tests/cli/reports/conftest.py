"""The command line on a made-up plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.reports.worlds import World

from vpr_tracker.storage.engine import open_engine
from vpr_tracker.storage.migrate import upgrade


@pytest.fixture
def save(home: Path) -> Callable[[World], Path]:
    """Puts a world into the database of this test."""

    def save_world(world: World) -> Path:
        path = home / "plan.sqlite3"
        engine = open_engine(f"sqlite:///{path}")
        upgrade(engine)
        world.save(engine)
        engine.dispose()
        return path

    return save_world


@pytest.fixture
def world() -> World:
    """A plan of one municipality with four schools: something late, near, begun, waiting, handed in."""
    world = World("План мероприятий по повышению качества образования в школах района на 2023 год")
    for number in ("1", "2", "4", "7"):
        world.school(number)
    long = (
        "Изучить, обсудить и распространить методические рекомендации среди всех участников образовательных отношений"
    )
    first = world.due_task("1", date(2023, 1, 25), title=long, section="I. Анализ")
    world.owner(first, "заместитель директора", "role")
    world.owner(world.due_task("2", date(2023, 2, 17), level="municipality"), "Берёзкина Т. П.")
    world.due_task("3", date(2023, 2, 25))
    world.due_task("4", date(2023, 4, 1))
    world.term(world.due_task("8", None), "проведение проверочных работ")
    world.due_task("10", date(2023, 2, 1), state="accepted")
    world.assign("заместитель директора", "Ёлкина А. С.", world.schools["4"])
    return world
