"""Whose a task is: from a scope to tasks, each for everybody or for single organisations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from vpr_tracker import NotFound, OrganisationRecord, PlanRecord, RuleBroken, TaskRecord, UsageError, same_role
from vpr_tracker_ical.content.scope import Scope
from vpr_tracker_ical.i18n import _

_ID_PART: Final = 6
"""So many characters of an identifier are enough to name a task by it."""


def fold(text: str) -> str:
    """The form in which two spellings of a name are compared."""
    return " ".join(text.casefold().replace("ё", "е").replace("\u00a0", " ").split())


class PlanIndex:
    """A plan, with ways to find what belongs to a name without going through all of it each time."""

    def __init__(self, plan: PlanRecord) -> None:
        self.plan = plan
        self._roles: dict[str, tuple[TaskRecord, ...]] = {}

    @cached_property
    def by_name(self) -> dict[str, list[TaskRecord]]:
        """Tasks by the folded name of an owner: the person's, and as printed."""
        found: dict[str, dict[str, TaskRecord]] = defaultdict(dict)
        for task in self.plan.tasks:
            for owner in task.owners:
                for name in {fold(owner.name), fold(owner.person or owner.name)}:
                    found[name][task.task_id] = task
        return {name: list(tasks.values()) for name, tasks in found.items()}

    @cached_property
    def called(self) -> dict[str, str]:
        """What each folded name belongs to: the person, else the name as printed."""
        names: dict[str, str] = {}
        for task in self.plan.tasks:
            for owner in task.owners:
                for name in (owner.name, owner.person or owner.name):
                    names.setdefault(fold(name), owner.person or owner.name)
        for _organisation, _role, person in self.plan.assignments:
            names.setdefault(fold(person), person)
        return names

    @cached_property
    def held(self) -> dict[str, list[tuple[str, str]]]:
        """Roles that a person (folded) holds: organisation and role."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for organisation, role, person in self.plan.assignments:
            found[fold(person)].append((organisation, role))
        return found

    def of_role(self, role: str) -> tuple[TaskRecord, ...]:
        """The tasks that a role owns, in whatever case and number it is printed."""
        if role not in self._roles:
            self._roles[role] = tuple(
                task
                for task in self.plan.tasks
                if any(
                    (owner.kind != "person" and same_role(owner.name, role))
                    or (owner.role is not None and same_role(owner.role, role))
                    for owner in task.owners
                )
            )
        return self._roles[role]

    @cached_property
    def organisations(self) -> dict[str, OrganisationRecord]:
        """Organisations by identifier."""
        return {each.organisation_id: each for each in self.plan.organisations}

    @cached_property
    def _by_number(self) -> dict[str, OrganisationRecord]:
        return {fold(each.number): each for each in self.plan.organisations if each.number}

    @cached_property
    def _by_called(self) -> dict[str, OrganisationRecord]:
        return {fold(each.name): each for each in self.plan.organisations}

    def organisation(self, which: str) -> OrganisationRecord | None:
        """The organisation with this identifier, number, name, or the only one with this part of a name.

        :raises RuleBroken: several fit; they are listed.
        """
        name = fold(which)
        number = name.removeprefix("№").strip()
        found = (
            self.organisations.get(which.strip())
            or self._by_number.get(name)
            or self._by_number.get(number)
            or self._by_called.get(name)
        )
        if found is not None or not name or number.isdecimal():
            return found
        fitting = [each for known, each in self._by_called.items() if name in known]
        if len(fitting) > 1:
            raise RuleBroken(
                _("«{name}» fits several schools").format(name=which), problems=[each.name for each in fitting]
            )
        return fitting[0] if fitting else None


Selected = tuple[PlanIndex, TaskRecord, str | None]
"""A plan, one of its tasks, and the organisation that it is told to (``None``: everybody)."""


def select(plans: Sequence[PlanIndex], scope: Scope) -> list[Selected]:
    """The tasks of a scope, each once for everybody or once per organisation.

    :raises NotFound: nothing is called so; near names are listed.
    :raises RuleBroken: a part of a name fits several.
    """
    if scope.plan_id is not None:
        plans = [each for each in plans if each.plan.plan_id == scope.plan_id]
        if not plans:
            raise NotFound(_("there is no plan «{which}»").format(which=scope.plan_id), where="--plan")
    schools = _schools(plans, scope.school) if scope.school is not None else None
    task = _task(plans, scope.task) if scope.task is not None else None
    found: dict[tuple[str, str | None], Selected] = {}
    for index, each, only in _owned(plans, scope):
        school = schools.get(index.plan.plan_id) if schools is not None else None
        if (task is not None and each.task_id != task) or (schools is not None and school is None):
            continue
        if only is not None and school not in (None, only):
            continue
        place = only if school is None else school
        found.setdefault((each.task_id, place), (index, each, place))
    whole = {name for name, place in found if place is None}
    return [found[name, place] for name, place in found if place is None or name not in whole]


def _owned(plans: Sequence[PlanIndex], scope: Scope) -> Iterator[Selected]:
    if scope.owner is None:
        everything = [(index, task) for index in plans for task in index.plan.tasks]
    else:
        name = _name(plans, scope.owner)
        everything = [(index, task) for index in plans for task in index.by_name.get(name, ())]
    if scope.role is not None:
        owned = {task.task_id for index in plans for task in index.of_role(scope.role)}
        if not owned:
            raise _nobody(scope.role, _roles(plans), "--role")
        everything = [(index, task) for index, task in everything if task.task_id in owned]
    yield from ((index, task, None) for index, task in everything)
    if scope.owner is not None:
        for index in plans:
            for organisation, role in index.held.get(name, ()):
                if scope.role is None or same_role(role, scope.role):
                    yield from ((index, task, organisation) for task in index.of_role(role))


def _name(plans: Sequence[PlanIndex], owner: str) -> str:
    """The folded name that is meant: a whole name, else the only one with this part."""
    wanted = fold(owner)
    names = {name: called for index in plans for name, called in index.called.items()}
    if wanted in names:
        return fold(names[wanted])
    fitting = {fold(called): called for name, called in names.items() if wanted and wanted in name}
    if len(fitting) == 1:
        return next(iter(fitting))
    if fitting:
        raise RuleBroken(
            _("«{name}» fits several owners").format(name=owner),
            problems=sorted(fitting.values()),
            hint=_("write the name as it stands there"),
        )
    raise _nobody(owner, names.values(), "--owner")


def _nobody(name: str, known: Iterable[str], where: str) -> NotFound:
    listed = sorted(set(known))
    near = get_close_matches(name, listed, 3, 0.5)
    return NotFound(
        _("nobody called «{name}» owns anything in these plans").format(name=name),
        problems=near,
        hint=_("list the owners: vpr owner list"),
        where=where,
    )


def _roles(plans: Sequence[PlanIndex]) -> Iterator[str]:
    for index in plans:
        for task in index.plan.tasks:
            yield from (owner.name for owner in task.owners if owner.kind != "person")


def _schools(plans: Sequence[PlanIndex], which: str) -> dict[str, str]:
    """By plan the organisation that is meant."""
    found = {index.plan.plan_id: index.organisation(which) for index in plans}
    if not any(found.values()):
        schools = [each for index in plans for each in index.plan.organisations if each.kind == "school"]
        names = list(dict.fromkeys(each.number or each.name for each in schools))
        listed = ", ".join(names[:20]) + (" …" if len(names) > 20 else "")
        raise NotFound(
            _("there is no school «{name}» in the plan").format(name=which),
            hint=_("schools: {names}; add one: vpr school add NUMBER NAME").format(names=listed)
            if listed
            else _("the plan has no schools yet: vpr school add NUMBER NAME"),
            where="--school",
        )
    return {plan: each.organisation_id for plan, each in found.items() if each is not None}


def _task(plans: Sequence[PlanIndex], which: str) -> str:
    wanted = which.strip().removeprefix("№").strip().rstrip(".")
    tasks = [(index.plan, task) for index in plans for task in index.plan.tasks]
    found = [pair for pair in tasks if pair[1].task_id == wanted]
    found = found or [pair for pair in tasks if pair[1].number.strip().rstrip(".") == wanted and not pair[1].removed]
    found = found or [pair for pair in tasks if len(wanted) >= _ID_PART and pair[1].task_id.startswith(wanted)]
    if len(found) == 1:
        return found[0][1].task_id
    if found:
        raise UsageError(
            _("several tasks are called «{number}»").format(number=which),
            problems=[f"{task.task_id}: {task.title} ({plan.title})" for plan, task in found],
            hint=_("say of which plan (--plan), or name the task by its identifier"),
            where="--task",
        )
    numbers = ", ".join(dict.fromkeys(task.number for _plan, task in tasks if not task.removed))
    raise NotFound(
        _("there is no task «{number}» in the plan").format(number=which),
        hint=_("tasks: {numbers}").format(numbers=numbers),
        where="--task",
    )
