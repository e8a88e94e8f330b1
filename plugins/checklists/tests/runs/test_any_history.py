"""Any history of runs, with changes taken back on the way, against a model in plain Python."""

from __future__ import annotations

import shutil
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from run_world import World

from vpr_tracker import BadInput, NotFound, RuleBroken

ANSWERS = st.dictionaries(
    st.sampled_from(["ready", "why", "observers", "stock"]),
    st.sampled_from(["да", "нет", "3", "1", "70", ""]),
    max_size=3,
)
SCHOOLS = st.sampled_from(["1", "4"])
PICKS = st.integers(0, 5)
"""Which of the runs; 5 is none of them."""
WHOLE = st.sampled_from(
    [
        {"ready": "да", "observers": "3"},
        {"ready": "нет", "why": "да", "observers": "1"},
        {"ready": "да", "why": "нет", "observers": "3"},
    ]
)
TAKES = {
    "ready": {"да": "yes", "нет": "no", "1": "yes"},
    "why": {each: each for each in ("да", "нет", "3", "1", "70")},
    "observers": {"3": 3, "1": 1},
    "stock": {"1": "enough", "3": "none"},
}
"""What is kept of an answer; what is not here is refused."""


def _some(machine: Any, status: str) -> bool:
    """Whether a run stands so; what is refused is tried, but not all the time."""
    return any(versions[-1]["status"] == status for versions in machine.runs.values())


class AnyHistory(RuleBasedStateMachine):
    """The model: of each number the versions, each with school, status and answers."""

    committee: Path

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="vprruns"))
        shutil.copytree(self.committee, self.folder / "world")
        self.world = World(self.folder / "world")
        self.runs: dict[int, list[dict[str, Any]]] = {}
        self.past: list[Any] = []

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.close()
            shutil.rmtree(self.folder)

    def _do(self, call: Any, change: Any) -> None:
        """What the model allows happens in both; what it refuses is refused and changes nothing."""
        after = deepcopy(self.runs)
        if change(after):
            call()
            if after != self.runs:
                self.past.append(self.runs)
            self.runs = after
        else:
            try:
                call()
            except (BadInput, NotFound, RuleBroken):
                return
            raise AssertionError("the book allows what the model refuses")

    def _number(self, pick: int) -> int:
        """A run that there is, now and then one that there is not."""
        return sorted(self.runs)[pick % len(self.runs)] if self.runs and pick != 5 else 99

    @rule(school=SCHOOLS, written=WHOLE)
    def visit(self, school: str, written: dict[str, str]) -> None:
        """What most people do."""
        self.start(school)
        number = max(self.runs)
        if self.runs[number][-1]["status"] == "draft":
            place = sorted(self.runs).index(number)
            self.fill(place, written)
            self.finish(place)

    @rule(school=SCHOOLS)
    def start(self, school: str) -> None:
        def change(runs: Any) -> bool:
            if any(each[-1]["school"] == school and each[-1]["status"] == "draft" for each in runs.values()):
                return False
            runs[max(runs, default=0) + 1] = [{"school": school, "status": "draft", "answers": {}}]
            return True

        self._do(lambda: self.world.start(school), change)

    @rule(pick=PICKS, written=st.one_of(WHOLE, ANSWERS))
    def fill(self, pick: int, written: dict[str, str]) -> None:
        number = self._number(pick)

        def change(runs: Any) -> bool:
            if number not in runs or runs[number][-1]["status"] != "draft":
                return False
            if any(value and value not in TAKES[item] for item, value in written.items()):
                return False
            answers = runs[number][-1]["answers"]
            for item, value in written.items():
                answers.pop(item, None)
                if value:
                    answers[item] = TAKES[item][value]
            return True

        self._do(lambda: self.world.book.fill(number, answers=written), change)

    @precondition(lambda self: _some(self, "draft"))
    @rule(pick=PICKS)
    def finish(self, pick: int) -> None:
        number = self._number(pick)

        def change(runs: Any) -> bool:
            versions = runs.get(number)
            if versions is None or versions[-1]["status"] != "draft":
                return False
            answers = versions[-1]["answers"]
            if "ready" not in answers or "observers" not in answers:
                return False
            if answers["ready"] == "no" and "why" not in answers:
                return False
            if answers["ready"] == "yes":
                answers.pop("why", None)
            for each in versions[:-1]:
                each["status"] = "replaced"
            versions[-1]["status"] = "finished"
            return True

        self._do(lambda: self.world.book.finish(number), change)

    @precondition(lambda self: _some(self, "finished"))
    @rule(pick=PICKS)
    def correct(self, pick: int) -> None:
        number = self._number(pick)

        def change(runs: Any) -> bool:
            versions = runs.get(number)
            if versions is None or versions[-1]["status"] != "finished":
                return False
            versions.append({**deepcopy(versions[-1]), "status": "draft"})
            return True

        self._do(lambda: self.world.book.correct(number, "описка"), change)

    @precondition(lambda self: _some(self, "draft"))
    @rule(pick=PICKS)
    def discard(self, pick: int) -> None:
        number = self._number(pick)

        def change(runs: Any) -> bool:
            versions = runs.get(number)
            if versions is None or versions[-1]["status"] != "draft":
                return False
            versions.pop()
            if not versions:
                del runs[number]
            return True

        self._do(lambda: self.world.book.discard(number), change)

    @precondition(lambda self: self.past)
    @rule()
    def take_back_and_do_again(self) -> None:
        """The last change is taken back, which shows; then that is taken back."""
        now, self.runs = self.runs, self.past[-1]
        self.world.tracker.undo()
        self.agrees()
        self.world.tracker.undo()
        self.runs = now

    @precondition(lambda self: self.past)
    @rule()
    def take_back(self) -> None:
        """Only once in a row: what is taken back next is the taking back."""
        self.world.tracker.undo()
        self.runs, self.past = self.past[-1], []

    @invariant()
    def agrees(self) -> None:
        book = self.world.book
        found = {
            run.number: [
                {"school": each.school, "status": each.status, "answers": each.sheet.answers}
                for each in book.versions(run.number)
            ]
            for run in book.list()
        }
        assert found == self.runs


def test_any_history_is_what_the_model_says(committee):
    AnyHistory.committee = committee
    machine = settings(max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(AnyHistory, settings=machine)
