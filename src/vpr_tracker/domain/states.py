"""Which state may follow which, and who may accept."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from vpr_tracker.domain.words import State
from vpr_tracker.errors import RuleBroken
from vpr_tracker.i18n import N_, _

TRANSITIONS: Final[Mapping[State, tuple[State, ...]]] = MappingProxyType(
    {
        "expected": ("submitted", "waived"),
        "submitted": ("accepted", "returned", "expected"),
        "returned": ("submitted", "waived"),
        "accepted": (),
        "waived": ("expected", "returned"),
    }
)
"""From each state the states that may follow. A withdrawal leads from submitted, and a restoration from waived, back to
what was before: expected or returned."""

STEPS: Final[Mapping[str, tuple[tuple[State, ...], State]]] = MappingProxyType(
    {
        "submit": (("expected", "returned"), "submitted"),
        "accept": (("submitted",), "accepted"),
        "return": (("submitted",), "returned"),
        "waive": (("expected", "returned"), "waived"),
        "withdraw": (("submitted",), "expected"),
        "restore": (("waived",), "expected"),
    }
)
"""What people do: the states that an action starts from, and the one that it leads to, or back to."""
BACK: Final = frozenset({"withdraw", "restore"})
"""Actions that take one back: they lead to what was before it."""

_WORDS: Final[Mapping[State, str]] = MappingProxyType(
    {
        "expected": N_("expected"),
        "submitted": N_("submitted"),
        "returned": N_("returned"),
        "accepted": N_("accepted"),
        "waived": N_("waived"),
    }
)


def state_word(state: State) -> str:
    """What a state is called in the current language; the database and JSON keep the English word."""
    return _(_WORDS[state])


def may_become(state: State, to: State) -> bool:
    """Whether an obligation in ``state`` may be put into ``to``."""
    return to in TRANSITIONS[state]


def may_take(state: State, action: str) -> bool:
    """Whether an obligation in ``state`` may take the step that ``action`` is."""
    return state in STEPS[action][0]


def check_transition(state: State, to: State) -> None:
    """Do nothing where the step is allowed.

    :raises RuleBroken: naming both states and, as the hint, what is allowed instead.
    """
    if may_become(state, to):
        return
    following = " · ".join(f"«{state_word(each)}»" for each in TRANSITIONS[state])
    called = state_word(state)
    raise RuleBroken(
        _("an obligation that is «{state}» cannot become «{to}»").format(state=called, to=state_word(to)),
        hint=_("from «{state}» it may become: {states}").format(state=called, states=following)
        if following
        else _("«{state}» is final").format(state=called),
    )


def are_two(submitted_by: str | None, actor: str | None) -> bool:
    """Whether two different, named people submit and accept; names are compared without case and spacing."""
    submitter, accepter = _folded(submitted_by), _folded(actor)
    return bool(submitter) and bool(accepter) and submitter != accepter


def four_eyes(submitted_by: str | None, actor: str | None) -> None:
    """Do nothing where it is two people, as :func:`are_two` says.

    :raises RuleBroken: where it is the same person, or one of them is not named.
    """
    submitter, accepter = _folded(submitted_by), _folded(actor)
    if not accepter:
        raise RuleBroken(
            _("the plan asks for two people, and who accepts is not named"), hint=_("say who accepts: --as WHO")
        )
    if not submitter:
        raise RuleBroken(
            _("the plan asks for two people, and who submitted is not recorded"),
            hint=_("return it and let it be submitted again under a name"),
        )
    if not are_two(submitted_by, actor):
        raise RuleBroken(
            _("«{actor}» submitted this and cannot accept it too").format(actor=actor),
            hint=_("another person accepts, or the plan's setting four_eyes is switched off"),
        )


def _folded(name: str | None) -> str:
    return "".join((name or "").split()).casefold()
