"""Which tasks of a plan a document is about: those that were named, or those of a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpr_tracker import NotFound
from vpr_tracker_documents.i18n import _

if TYPE_CHECKING:
    from vpr_tracker import SchoolView, TaskDraft
    from vpr_tracker_documents.making.facts import Facts
    from vpr_tracker_documents.making.kinds import Options


def in_section(facts: Facts, section: str | None) -> frozenset[str]:
    """The identifiers of the tasks of a section, named whole or in part; without one, of all tasks.

    :raises NotFound: there is no such section; the message lists those that there are.
    """
    if section is None:
        return frozenset(facts.tasks)
    titles = list(dict.fromkeys(task.section for task in facts.plan.tasks if task.section))
    wanted = _folded(section)
    fitting = [title for title in titles if _folded(title) == wanted]
    fitting = fitting or [title for title in titles if wanted and wanted in _folded(title)]
    if not fitting:
        raise NotFound(
            _("the plan has no section «{name}»").format(name=section),
            problems=titles,
            hint=None if titles else _("this plan has no sections"),
            where="--section",
        )
    return frozenset(uid for uid, task in facts.tasks.items() if task.section in fitting)


def named_tasks(facts: Facts, numbers: tuple[str, ...]) -> list[TaskDraft]:
    """The tasks with these printed numbers or identifiers, in the order in which they were named.

    :raises NotFound: one is not there; all that are missing are named.
    """
    found: list[TaskDraft] = []
    missing: list[str] = []
    for number in numbers:
        wanted = _number(number)
        fitting = [task for task in facts.plan.tasks if _number(task.number) == wanted or task.uid == number.strip()]
        if not fitting:
            missing.append(number)
        found += [task for task in fitting if task not in found]
    if missing:
        raise NotFound(
            _("the plan has no task «{number}»").format(number="», «".join(missing)),
            hint=_("tasks: {numbers}").format(numbers=", ".join(task.number for task in facts.plan.tasks)),
            where="--task",
        )
    return found


def chosen_tasks(facts: Facts, options: Options) -> list[TaskDraft] | None:
    """The tasks of ``--task`` and ``--section``; ``None`` where neither was given."""
    if not options.tasks and options.section is None:
        return None
    tasks = named_tasks(facts, options.tasks)
    if options.section is not None:
        uids = in_section(facts, options.section)
        tasks += [task for task in facts.plan.tasks if task.uid in uids and task not in tasks]
    return tasks


def named_schools(facts: Facts, text: str) -> list[SchoolView]:
    """The schools meant by a number («4», «№ 4»), a name, or a part of a name.

    :raises NotFound: there is none; the message lists those that there are.
    """
    wanted = _folded(text)
    ways = (
        [each for each in facts.schools if each.number is not None and _number(each.number) == _number(text)],
        [each for each in facts.schools if _folded(each.name) == wanted],
        [each for each in facts.schools if wanted and wanted in _folded(each.name)],
    )
    for found in ways:
        if found:
            return found
    raise NotFound(
        _("the plan has no school «{name}»").format(name=text),
        hint=_("schools: {names}").format(names=", ".join(each.number or each.name for each in facts.schools) or "–"),
        where="--school",
    )


def _number(text: str) -> str:
    return _folded(text).removeprefix("№").strip(" .")


def _folded(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").casefold().replace("ё", "е").split())
