"""Plans whose measures are much alike, and editions in which further ones of their kind take the place of others."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.factories import deliverable, make_draft, make_task, owner
from tests.plans.mutations import MUTATIONS, OWNERS, Edition, Row, phrase

from vpr_tracker.plans.draft import TaskDraft

SPARE = 8
"""Measures of the plan's own kind that are kept back, to be added."""
_SYLLABLES = ("ба", "ве", "ги", "до", "жу", "за", "ки", "ло", "му", "не", "пе", "ра", "со", "ту", "фи", "хо", "ца")


def _word(random: Random) -> str:
    return "".join(random.choice(_SYLLABLES) for _part in range(random.randint(2, 4)))


def _task(random: Random, words: list[str], dates: list[str], result: str) -> TaskDraft:
    return make_task(
        "0",
        " ".join(words).capitalize(),
        level="school",
        due=phrase(random.choice(dates)),
        results=[deliverable(result)] * random.randint(0, 1),
        owners=[owner(random.choice(OWNERS))],
    )


def _dates(random: Random) -> list[str]:
    return [
        f"до {random.randint(1, 28):02}.{random.randint(1, 12):02}.2023" for _each in range(random.choice((1, 4, 40)))
    ]


def of_common_words(random: Random, rows: int, share: float) -> list[TaskDraft]:
    """Measures that take this share of their words from a few that all of them use, the others are their own."""
    common, dates = [_word(random) for _each in range(random.choice((12, 20, 30)))], _dates(random)
    tasks = []
    for _row in range(rows):
        size = random.randint(5, 14)
        words = random.sample(common, min(round(size * share), len(common)))
        words += [_word(random) for _each in range(size - len(words))]
        if random.random() < 0.5:
            random.shuffle(words)
        tasks.append(_task(random, words, dates, f"Справка {_word(random)}"))
    return tasks


def of_families(random: Random, rows: int, share: float) -> list[TaskDraft]:
    """Families of one to six measures that keep this share of the words of one pattern."""
    pool, dates = [_word(random) for _each in range(random.choice((15, 40, 150)))], _dates(random)
    tasks: list[TaskDraft] = []
    while len(tasks) < rows:
        pattern = [_word(random) for _each in range(random.randint(5, 14))]
        for _member in range(random.choice((1, 2, 2, 3, 6))):
            words = list(pattern)
            for place in random.sample(range(len(words)), max(1, round(len(words) * (1 - share)))):
                words[place] = random.choice(pool)
            tasks.append(_task(random, words, dates, f"Справка {random.choice(pool)}"))
    random.shuffle(tasks)
    return tasks[:rows]


Making = Callable[[Random, int, float], list[TaskDraft]]


def likely_edition(random: Random, make: Making) -> Edition:
    """An edition of such a plan with one to fourteen changes, among them rows that another takes the place of."""
    tasks = make(random, random.randint(6, 50) + SPARE, random.uniform(0.3, 0.65))
    spare, kept = tasks[:SPARE], tasks[SPARE:]
    old = make_draft([task.model_copy(update={"number": str(place)}) for place, task in enumerate(kept, 1)])
    edition = Edition(old, [Row(task, (place,)) for place, task in enumerate(old.tasks)])
    for _time in range(random.randint(1, 14)):
        if spare and random.random() < 0.25:
            (_replace if random.random() < 0.6 else _add)(random, edition, spare.pop())
        else:
            change = random.choice(MUTATIONS)
            change(random, edition)
            edition.done.append(change.__name__)
    return edition


def _add(random: Random, edition: Edition, task: TaskDraft) -> None:
    """A further measure of the plan's kind."""
    task = task.model_copy(update={"number": str(random.randint(1, 60))})
    edition.rows.insert(random.randint(0, len(edition.rows)), Row(task, ()))
    edition.done.append("add sibling")


def _replace(random: Random, edition: Edition, task: TaskDraft) -> None:
    """It comes in the place of one that goes: with its number, and by chance with its deadline, owners and results."""
    place = random.randrange(len(edition.rows))
    gone = edition.rows[place].task
    taken = {"number": gone.number}
    for name in ("deadline", "owners", "deliverables"):
        if random.random() < 0.5:
            taken[name] = getattr(gone, name)
    edition.rows[place] = Row(task.model_copy(update=taken), ())
    edition.done.append("replace by sibling")
