"""The plan as a document tells who answers at which level: what the reader makes of it is what is tracked."""

from __future__ import annotations

from collections import Counter

import hypothesis.strategies as st
import pytest
from hypothesis import given
from papers import paragraphs, rows, world
from tests.factories import make_draft, make_task, owner

from vpr_tracker import OwnerDraft, parse_owners, read_plan
from vpr_tracker_documents.kinds.owner_cells import owner_lines

PERSONS = ("Вересова И. К.", "Лебединская Т. Р.", "Кедрова А. Б.", "Омутная А. Д.")
POSTS = ("методист", "заместитель директора", "муниципальный координатор")
ROLES = (
    "Руководители ОО",
    "Классные руководители",
    "Учителя-предметники",
    "Общественные наблюдатели",
    "Методисты ИМЦ",
)
LEVELS = st.sampled_from((None, "municipality", "school"))
DUTIES = st.sampled_from(("executes", "controls", "observes", "monitors"))
PERSON = st.builds(
    OwnerDraft,
    name=st.sampled_from(PERSONS),
    kind=st.just("person"),
    level=LEVELS,
    duty=DUTIES,
    role=st.none() | st.sampled_from(POSTS[:2]),
)
ROLE = st.builds(OwnerDraft, name=st.sampled_from(ROLES), kind=st.just("role"), level=LEVELS, duty=DUTIES)
OWNERS = st.lists(PERSON | ROLE, min_size=1, max_size=6, unique_by=lambda each: each.name)


def facts(owners):
    """What has to come back of each owner."""
    return [(each.name, each.kind, each.level, each.duty, each.role) for each in owners]


def test_the_owners_of_a_made_plan_are_read_back_with_their_levels_and_duties(sample):
    (made,) = sample.make("plan")

    read = read_plan(sample.file("back.docx", made.data))

    tracked = sample.tracker.plan(sample.plan_id)
    assert [task.number for task in read.tasks] == [task.number for task in tracked.tasks]
    assert [facts(task.owners) for task in read.tasks] == [facts(task.owners) for task in tracked.tasks]
    assert read.plan.executor == tracked.plan.executor
    assert [task.level for task in read.tasks] == [task.level for task in tracked.tasks]


def test_levels_stand_as_headings_where_the_words_do_not_tell_them(vpr):
    (made,) = vpr.make("plan")

    cells = {row[0]: row[3].splitlines() for row in rows(made, 1) if len(row) == 5}
    assert cells["1"][0] == "Уровень ОО:"
    assert [line for line in cells["5"] if line.endswith(":")] == ["Уровень муниципалитета:", "Уровень ОО:"]
    assert cells["3"] == ["Вересова И. К.", "Лебединская Т. Р."]


def test_a_plan_without_levels_has_no_headings(tmp_path):
    draft = make_draft([make_task("1", "Провести", owners=(owner("Муравлёва К. Д."), owner("Ольхин П. С.")))])
    with world(draft, tmp_path) as made:
        (document,) = made.make("plan")

    assert not [line for line in paragraphs(document) if line.startswith("Уровень")]


@given(OWNERS)
def test_what_a_cell_prints_is_read_as_the_same_owners(owners):
    read = parse_owners("\n".join(owner_lines(owners)))

    assert Counter(facts(read)) == Counter(facts(owners))
    if all(each.level for each in owners):
        assert facts(read) == facts(owners)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"role": "методист"}, "Вересова И. К. – методист"),
        ({"role": "методист", "duty": "controls"}, "Вересова И. К. – методист (контроль)"),
        ({"role": "учителя"}, "учителя: Вересова И. К."),
        ({}, "Вересова И. К."),
    ],
)
def test_a_person_stands_with_the_role(fields, line):
    assert owner_lines([owner("Вересова И. К.", **fields)]) == [line]
