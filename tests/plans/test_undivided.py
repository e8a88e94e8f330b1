"""Results of tasks of both levels that nothing divides are remarked on once."""

from __future__ import annotations

import pytest
from tests.factories import make_draft, make_task

from vpr_tracker.plans.draft import DeliverableDraft, SourceDraft
from vpr_tracker.plans.files import dump_plan, load_plan
from vpr_tracker.plans.undivided import MESSAGE, remark_on_undivided


def task(number, level="both", *, stated=None, source=None):
    made = make_task(number, level=level, results=[DeliverableDraft(title="Справка", level=stated)])
    return made.model_copy(update={"source": source})


def test_one_remark_names_all_such_tasks():
    draft = make_draft([task("1", "school"), task("2"), task("3", stated="school"), task("4")])

    (remark,) = remark_on_undivided(draft).remarks

    assert (remark.code, remark.text) == ("deliverable_level", "2, 4")
    assert remark.message == f"{MESSAGE} Так у мероприятий: 2, 4."
    assert remark.where.task is None


def test_the_remark_on_one_task_leads_to_its_row():
    draft = make_draft([task("2", source=SourceDraft(table=1, row=7))])

    (remark,) = remark_on_undivided(draft).remarks

    assert (remark.message, remark.where.table, remark.where.row, remark.where.task) == (MESSAGE, 1, 7, "2")


def test_a_plan_file_that_has_the_remark_gets_no_second_one():
    draft = remark_on_undivided(make_draft([task("2"), task("4")]))

    assert remark_on_undivided(load_plan(dump_plan(draft))) == draft


@pytest.mark.parametrize(
    "draft",
    [
        make_draft([task("1", "municipality"), task("2", stated="municipality"), make_task("3", level="both")]),
        make_draft([task("1")], uid="a" * 32),
    ],
    ids=["nothing to divide", "tracked already"],
)
def test_a_plan_without_such_tasks_or_tracked_already_stays_as_it_is(draft):
    assert remark_on_undivided(draft) is draft
