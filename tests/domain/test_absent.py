"""What is said of a school or a task that the plan does not have."""

from __future__ import annotations

from vpr_tracker.domain.absent import no_such_school, no_such_task
from vpr_tracker.i18n import speaking


def test_an_unknown_school_is_named_with_those_that_there_are():
    with speaking("ru"):
        error = no_such_school("99", ["1", "Лицей у реки"], where="--school")

    assert error.message == "школы «99» нет в плане"
    assert error.hint == "школы: 1, Лицей у реки; добавить: vpr school add НОМЕР НАЗВАНИЕ"
    assert error.where == "--school"


def test_a_plan_without_schools_says_so():
    with speaking("en"):
        assert no_such_school("99", []).hint == "the plan has no schools yet: vpr school add NUMBER NAME"


def test_an_unknown_task_is_named_with_those_that_there_are():
    with speaking("en"):
        error = no_such_task("17", ["1", "9.1"])

    assert (error.message, error.hint) == ("there is no task «17» in the plan", "tasks: 1, 9.1")
