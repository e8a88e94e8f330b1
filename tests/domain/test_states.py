"""Which state may follow which."""

from __future__ import annotations

from typing import get_args

import pytest

from vpr_tracker.domain.states import BACK, TRANSITIONS, check_transition, four_eyes, may_become, may_take
from vpr_tracker.domain.states import STEPS as ACTIONS
from vpr_tracker.domain.words import State
from vpr_tracker.errors import RuleBroken
from vpr_tracker.i18n import speaking

STEPS = [
    ("expected", "submitted"),
    ("submitted", "accepted"),
    ("submitted", "returned"),
    ("submitted", "expected"),
    ("returned", "submitted"),
    ("expected", "waived"),
    ("returned", "waived"),
    ("waived", "expected"),
    ("waived", "returned"),
]
REFUSED = [(a, b) for a in get_args(State) for b in get_args(State) if (a, b) not in STEPS]


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("VPR_LANG", "en")


@pytest.mark.parametrize(("state", "to"), STEPS)
def test_a_step_of_the_way_is_allowed(state, to):
    check_transition(state, to)
    assert may_become(state, to)


@pytest.mark.parametrize(("state", "to"), REFUSED)
def test_any_other_step_is_refused_and_the_hint_says_what_is_allowed(state, to):
    with pytest.raises(RuleBroken) as caught:
        check_transition(state, to)
    assert f"«{state}»" in caught.value.message
    assert f"«{to}»" in caught.value.message
    assert caught.value.hint
    assert all(f"«{each}»" in caught.value.hint for each in TRANSITIONS[state])


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_starts_where_its_step_is_allowed(action):
    before, to = ACTIONS[action]

    assert [state for state in get_args(State) if may_take(state, action)] == list(before)
    ends = ("expected", "returned") if action in BACK else (to,)
    assert all(may_become(state, end) for state in before for end in ends)


def test_every_step_belongs_to_an_action():
    said = {(state, to) for before, to in ACTIONS.values() for state in before}
    said |= {(state, "returned") for action in BACK for state in ACTIONS[action][0]}

    assert said == set(STEPS)


def test_every_state_has_its_line():
    assert set(TRANSITIONS) == set(get_args(State))


def test_an_accepted_obligation_cannot_be_returned():
    with pytest.raises(RuleBroken, match="accepted"):
        check_transition("accepted", "returned")


def test_states_have_their_words_in_the_language_of_the_call():
    with speaking("ru"), pytest.raises(RuleBroken) as caught:
        check_transition("expected", "accepted")
    assert caught.value.message == "из состояния «ожидается» нельзя перейти в «принято»"
    assert caught.value.hint == "из «ожидается» можно перейти в: «сдано» · «снято»"


def test_two_different_people_satisfy_the_rule_of_four_eyes():
    four_eyes("Озерова В. П.", "Ручьёв А. С.")


@pytest.mark.parametrize(
    ("submitted_by", "actor"),
    [
        ("Озерова В. П.", "Озерова В. П."),
        ("Озерова В. П.", " озерова в.п."),
        (None, "Озерова В. П."),
        ("Озерова В. П.", None),
        ("Озерова В. П.", "  "),
    ],
)
def test_one_person_or_an_unnamed_one_does_not(submitted_by, actor):
    with pytest.raises(RuleBroken) as caught:
        four_eyes(submitted_by, actor)
    assert caught.value.hint
