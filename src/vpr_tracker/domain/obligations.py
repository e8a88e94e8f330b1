"""Who has to hand in what, and when: deliverables × organisations × occurrences of one task.

- A task at school level gives one obligation per deliverable, school and occurrence; one at municipality level gives
  them to the committee.
- A task of both levels divides its deliverables by the level that each states; one that states none is expected
  from both, and remarked on (``deliverable_level``).
- A task without deliverables has one implicit deliverable, «исполнение» (``None``).
- A quantity is one obligation with progress, whatever it is counted per: classes and teachers are progress within
  the school's obligation, not obligations of their own.
- An occurrence of one organisation replaces the general one of the same key there. One that is restricted to a level
  is none of the other level's business, unless that would leave nobody at all.

Everything is a pure function of what is handed in, and identities are made of permanent parts only (never of a date),
so deriving again after an event moved or a school joined gives what was there before its old identity.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vpr_tracker.domain.occurrences import Occurrence
from vpr_tracker.domain.words import Level, OrganisationKind, OwnerLevel

IMPLICIT_DELIVERABLE = "исполнение"
"""What the implicit deliverable (``None``) is called on screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """What the rule needs of a deliverable: its permanent identifier and the level it states, if any."""

    key: str
    level: OwnerLevel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What the rule needs of an organisation.

    ``since``: it takes no part in what was due before that day; ``None`` (usual): in everything.
    """

    key: str
    kind: OrganisationKind
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One thing that one organisation has to hand in at one due time.

    ``key`` is its permanent identity (32 hexadecimal digits); ``deliverable`` is ``None`` for the implicit one.
    """

    key: str
    task: str
    deliverable: str | None
    organisation: str
    occurrence: Occurrence


def derive(
    *,
    task: str,
    level: Level,
    deliverables: Sequence[Deliverable],
    organisations: Sequence[Organisation],
    occurrences: Sequence[Occurrence],
) -> tuple[Obligation, ...]:
    """The obligations of one task: by occurrence, organisation, deliverable, each in the order handed in.

    :param task: the task's permanent identifier.
    :param organisations: the plan's committee and its schools.
    :param occurrences: of this task, as :func:`vpr_tracker.deadlines.resolution.resolve` gives them.
    """
    general, own = _by_organisation(occurrences)
    restricted = _restriction_reaches_somebody(level, occurrences)
    found = [
        Obligation(
            key=obligation_key(
                task=task, deliverable=deliverable, organisation=organisation.key, occurrence=occurrence.key
            ),
            task=task,
            deliverable=deliverable,
            organisation=organisation.key,
            occurrence=occurrence,
        )
        for organisation in organisations
        if level in ("both", side_of(organisation.kind))
        for occurrence in _of_organisation(organisation, general, own)
        if not restricted or occurrence.level in (None, side_of(organisation.kind))
        for deliverable in _expected_from(side_of(organisation.kind), level, deliverables)
    ]
    place = {occurrence.key: index for index, occurrence in reversed(list(enumerate(occurrences)))}
    found.sort(key=lambda obligation: place[obligation.occurrence.key])
    return tuple(found)


def is_undivided(*, level: Level, stated: OwnerLevel | None) -> bool:
    """Whether both levels owe a deliverable only because nothing says which: worth a remark ``deliverable_level``.

    :param level: of the task.
    :param stated: the level that the deliverable itself states.
    """
    return level == "both" and stated is None


def obligation_key(*, task: str, deliverable: str | None, organisation: str, occurrence: str) -> str:
    """The permanent identity of an obligation: 32 hexadecimal digits.

    :param occurrence: the occurrence's *key*, so that a school's own date does not make another obligation of it.
    """
    return _digest("obligation", task, deliverable, organisation, occurrence)


def occurrence_key(*, task: str, key: str, organisation: str | None) -> str:
    """The permanent identity of a task's occurrence: 32 hexadecimal digits."""
    return _digest("occurrence", task, key, organisation)


def side_of(kind: OrganisationKind) -> OwnerLevel:
    """The level that an organisation stands on."""
    return "school" if kind == "school" else "municipality"


def _digest(*parts: str | None) -> str:
    # The length before each part keeps («a», «bc») apart from («ab», «c»), and «-» keeps None apart from «».
    text = "".join("-;" if part is None else f"{len(part)}:{part};" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _expected_from(side: OwnerLevel, level: Level, deliverables: Sequence[Deliverable]) -> list[str | None]:
    if not deliverables:
        return [None]
    return [each.key for each in deliverables if level != "both" or each.level in (None, side)]


def _restriction_reaches_somebody(level: Level, occurrences: Iterable[Occurrence]) -> bool:
    return any(level == "both" or each.level in (None, level) for each in occurrences)


def _by_organisation(
    occurrences: Sequence[Occurrence],
) -> tuple[dict[str, Occurrence], dict[str, dict[str, Occurrence]]]:
    """General occurrences by key, and those of single organisations by organisation and key."""
    general = {each.key: each for each in occurrences if each.organisation is None}
    own: dict[str, dict[str, Occurrence]] = {}
    for each in occurrences:
        if each.organisation is not None:
            own.setdefault(each.organisation, {})[each.key] = each
    return general, own


def _of_organisation(
    organisation: Organisation, general: Mapping[str, Occurrence], own: Mapping[str, Mapping[str, Occurrence]]
) -> list[Occurrence]:
    replaced = {**general, **own.get(organisation.key, {})}
    return [
        each
        for each in replaced.values()
        if organisation.since is None or each.end is None or each.end >= organisation.since
    ]
