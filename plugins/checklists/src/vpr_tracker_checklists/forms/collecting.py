"""Collecting forms that came back: what was read is taken at once, and what each school still owes is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from vpr_tracker import NotFound
from vpr_tracker.i18n import speaking
from vpr_tracker_checklists.forms.cells import Doubt, said
from vpr_tracker_checklists.forms.reading import FindTemplate, ReturnedForm
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.book import RunBook
from vpr_tracker_checklists.runs.filling import unready
from vpr_tracker_checklists.runs.rows import RUNS, TEMPLATES
from vpr_tracker_checklists.tables import has_tables
from vpr_tracker_checklists.templates.answers import problems
from vpr_tracker_checklists.templates.shelf import Shelf, template_of

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_checklists.runs.model import Taken
    from vpr_tracker_checklists.templates.model import Template


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of one form.

    :ivar school: how the school is called, ``None`` where it is not one of a plan that is tracked here.
    :ivar taken: ``None`` where nothing could be taken.
    :ivar missing: what keeps it from being finished, besides what the doubts say already.
    :ivar astray: why the run can count for no task, where tasks are linked to its template.
    """

    form: ReturnedForm
    school: str | None
    taken: Taken | None
    doubts: tuple[Doubt, ...]
    missing: tuple[Doubt, ...] = ()
    astray: str | None = None

    @property
    def wants_mending(self) -> bool:
        """Whether somebody has to do something: not where a newer copy has come."""
        return bool(self.doubts or self.missing) and (self.taken is None or self.taken.outcome != "older")


@dataclass(frozen=True, slots=True)
class Silent:
    """A school of which no copy of a form that was sent to all schools has come yet."""

    school_id: str
    school: str
    template: str
    title: str
    day: str
    made_on: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What a collection did: form by form in the order given, and who is still silent."""

    forms: tuple[Collected, ...]
    silent: tuple[Silent, ...]


def known_templates(tracker: Tracker, shelf: Shelf) -> FindTemplate:
    """Finds a template by its digest: on the shelf, then among those that runs were made with."""
    found: dict[str, Template | None] = {}
    on_shelf = {entry.template.digest: entry.template for entry in shelf.entries() if entry.template is not None}

    def find(digest: str) -> Template | None:
        if digest in on_shelf:
            return on_shelf[digest]
        if digest not in found:
            with tracker.reading() as connection:
                asked = select(TEMPLATES.c.body).where(TEMPLATES.c.id == digest)
                body = connection.execute(asked).scalar() if has_tables(connection) else None
            found[digest] = template_of(body, digest, kept=True) if body is not None else None
        return found[digest]

    return find


def collect(
    tracker: Tracker,
    shelf: Shelf,
    forms: Sequence[ReturnedForm],
    *,
    over_corrections: bool = False,
    dry_run: bool = False,
    actor: str | None = None,
) -> Collection:
    """Take forms in one unit of work; each once, whatever the order, whatever they are called.

    :param over_corrections: take a newer copy also where the answers were corrected here.
    """
    schools = _schools(tracker, sorted({form.identity.plan for form in forms}))
    named = [schools.get((form.identity.plan, form.identity.school)) for form in forms]
    fit = {place: form.back for place, form in enumerate(forms) if form.back is not None and named[place] is not None}
    book = RunBook(tracker, shelf)
    backs = list(fit.values())
    taken = book.take(backs, over_corrections=over_corrections, dry_run=dry_run, actor=actor) if backs else []
    became = dict(zip(fit, taken, strict=True))
    astray = book.astray([each.run for each in taken if each.outcome == "finished"])
    told = [_told(form, named[place], became.get(place), astray) for place, form in enumerate(forms)]
    return Collection(tuple(told), tuple(_silent(tracker, told, schools)))


Schools = dict[tuple[str, str], str]
"""Plan and school → what the school is called; schools of a plan in the order of the registry."""


def _schools(tracker: Tracker, plans: Sequence[str]) -> Schools:
    found: Schools = {}
    for plan in plans:
        try:
            with tracker.plan_reader(plan) as reader:
                if reader.plan["id"] == plan:
                    found |= {(plan, row["id"]): row["name"] for row in reader.schools()}
        except NotFound:
            continue
    return found


def _told(form: ReturnedForm, school: str | None, taken: Taken | None, astray: Mapping[str, str]) -> Collected:
    doubts = list(form.doubts)
    if school is None:
        doubts.append(said("", "", lambda: _("the form is of a plan or a school that is not tracked here")))
    missing: list[Doubt] = []
    if taken is not None and form.back is not None:
        if taken.outcome == "corrected":
            doubts.append(said("", "", lambda: _("its answers were corrected here since; nothing of it was taken")))
        russian = _russian(form, taken)
        for each in taken.problems:
            if each.item not in form.back.rejected:
                words = russian.get(each.item, each.message)
                missing.append(Doubt(form.cells.get(each.item, ""), each.item, each.message, words))
    why = astray.get(taken.run.id) if taken is not None else None
    return Collected(form, school, taken, tuple(doubts), tuple(missing), why)


def _russian(form: ReturnedForm, taken: Taken) -> dict[str, str]:
    """What is missing, in the language of the letter."""
    if form.back is None or not taken.problems:
        return {}
    with speaking("ru"):
        found = problems(form.template, form.back.sheet, complete=True, on=form.back.held_on)
        return {each.item: each.message for each in found} | {
            each.item: each.message for each in unready(form.back.held_on, form.back.inspector, form.back.held_on)
        }


def _silent(tracker: Tracker, told: Sequence[Collected], schools: Schools) -> Iterator[Silent]:
    """Of every sending to all schools: those of which nothing has come, now or before."""
    sendings: dict[tuple[str, ...], ReturnedForm] = {}
    for each in told:
        about = each.form.identity
        if about.scope == "all" and each.school is not None:
            sendings.setdefault((about.plan, about.digest, about.made_on, about.day), each.form)
    if not sendings:
        return
    come = {each.form.identity.form for each in told} | _come_before(tracker, {each[0] for each in sendings})
    for key in sorted(sendings):
        form = sendings[key]
        for (plan, school), name in schools.items():
            if plan == form.identity.plan and form.identity.for_school(school) not in come:
                yield Silent(
                    school_id=school,
                    school=name,
                    template=form.template.name,
                    title=form.template.title,
                    day=form.identity.day,
                    made_on=form.identity.made_on,
                )


def _come_before(tracker: Tracker, plans: AbstractSet[str]) -> set[str]:
    with tracker.reading() as connection:
        if not has_tables(connection):
            return set()
        asked = select(RUNS.c.form_id).where(RUNS.c.plan_id.in_(sorted(plans)), RUNS.c.form_id.is_not(None))
        return {str(form).partition("/")[0] for form in connection.execute(asked).scalars()}
