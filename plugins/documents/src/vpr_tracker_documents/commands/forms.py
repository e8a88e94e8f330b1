"""``vpr doc forms``: names and posts in their cases, and the forms that were corrected once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_documents.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_documents.russian import Case, Inflected

SCHEMA = "vpr-tracker/forms/1"
CHANGES_SCHEMA = "vpr-tracker/form-changes/1"
_RUSSIAN = {
    "родительный": "genitive", "дательный": "dative", "винительный": "accusative", "творительный": "instrumental",
    "предложный": "prepositional",
}  # fmt: skip
_METAVARS = (N_("CASE"), N_("FORM"))
"""What the arguments are called in the help."""
_SHOWN = ("genitive", "dative", "instrumental")
"""The cases that are listed where nothing was corrected: papers need the others seldom."""


class CaseType(click.ParamType):  # type: ignore[type-arg]  # generic for type checkers only
    """A case by its English or Russian name, or the beginning of it: ``dative``, ``дательный``, ``дат``."""

    name = "case"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Case:  # noqa: ANN401
        """The case; an error that lists the names where there is none of that name."""
        from vpr_tracker_documents.russian import Case

        if isinstance(value, Case):
            return value
        names = {**{str(case): str(case) for case in Case}, **_RUSSIAN}
        found = {case for name, case in names.items() if name.startswith(str(value).strip().lower().rstrip("."))}
        if len(found) != 1 or not str(value).strip():
            self.fail(_("«{value}» is no case; cases: {names}").format(value=value, names=", ".join(names)), param, ctx)
        return Case(found.pop())


@kit.group(
    help=N_("Names and posts in their cases: what documents write, and what you have corrected."),
    examples=["vpr doc forms list --unsure", 'vpr doc forms set "Ким А. И." --woman'],
)
def forms() -> None:
    """Names and posts in their cases."""


@forms.command(
    "list",
    help=N_("List the names and posts of a plan in the cases that papers need."),
    examples=["vpr doc forms list", "vpr doc forms list --unsure", "vpr doc forms list --name директор --json"],
)
@click.option("--unsure", is_flag=True, help=N_("Only forms that a person has to look at."))
@click.option("--corrected", is_flag=True, help=N_("Only forms that were corrected."))
@click.option("--name", metavar=N_("TEXT"), help=N_("Only names and posts with this text in them."))
@kit.plan_option
@kit.json_option
def list_(unsure: bool, corrected: bool, name: str | None, plan: str | None, as_json: bool) -> None:
    """List forms."""
    with kit.app().tracker() as tracker:
        rows = [
            row
            for row in _rows(tracker, plan)
            if (not unsure or not row["sure"])
            and (not corrected or row["corrected"])
            and (name is None or name.casefold() in row["text"].casefold())
        ]
    if as_json:
        kit.emit_json(SCHEMA, {"forms": rows})
        return
    if not rows:
        kit.echo(_("There is no such form."))
        return
    if unsure:
        kit.print_table([_("Name or post"), _("Cases"), _("What is not certain")], _doubts(rows))
        kit.note(_("Settle it once for all documents: vpr doc forms set --help"))
        return
    kit.print_table(
        [_("Name or post"), kit.Column(_("Case"), wrap=False), _("Form")],
        [[row["text"], _word(row["case"]), _said(row)] for row in rows],
    )


@forms.command(
    "set",
    help=N_("Correct a form once for all documents, or say whose name it is: then all its cases follow."),
    examples=[
        'vpr doc forms set "Ким А. И." --woman',
        'vpr doc forms set "Лев И. П." dative "Льву И. П."',
        'vpr doc forms set "рук-ль ШМО" дательный "руководителю ШМО"',
    ],
)
@kit.argument("text", help=N_("The name or post in the nominative, as the plan has it."))
@kit.argument(
    "case",
    type=CaseType(),
    required=False,
    help=N_("The case: genitive, dative, accusative, instrumental, prepositional, or in Russian."),
)
@kit.argument("form", required=False, help=N_("The form that documents are to write."))
@click.option("--man", "sex", flag_value="masc", help=N_("It is a man's name."))
@click.option("--woman", "sex", flag_value="femn", help=N_("It is a woman's name."))
@kit.actor_option
@kit.json_option
def set_(text: str, case: Case | None, form: str | None, sex: str | None, actor: str | None, as_json: bool) -> None:
    """Correct a form."""
    from vpr_tracker import UsageError
    from vpr_tracker_documents.stored.forms import set_forms

    if (sex is None) == (case is None) or (case is None) != (form is None):
        raise UsageError(
            _("say a case and its form, or whose name it is: --man or --woman"),
            hint=_("for example: vpr doc forms set «{text}» dative …").format(text=text),
        )
    chosen = _by_sex(text, sex) if sex is not None else {case: form}
    with kit.app().tracker(actor) as tracker:
        changed = set_forms(tracker, text, chosen)  # type: ignore[arg-type]
    rows = [_row(text, each, written, corrected=True) for each, written in chosen.items()]  # type: ignore[arg-type]
    _answer(rows, changed, as_json)


@forms.command(
    "remove",
    help=N_("Take a correction back: documents then write what the rules give."),
    examples=['vpr doc forms remove "Ким А. И."', 'vpr doc forms remove "Ким А. И." dative'],
)
@kit.argument("text", help=N_("The name or post in the nominative, as the plan has it."))
@kit.argument("case", type=CaseType(), required=False, help=N_("The case; without it, all cases."))
@kit.actor_option
@kit.json_option
def remove(text: str, case: Case | None, actor: str | None, as_json: bool) -> None:
    """Take a correction back."""
    from vpr_tracker_documents.stored.forms import remove_forms

    with kit.app().tracker(actor) as tracker:
        removed = remove_forms(tracker, text, case)
    if as_json:
        kit.emit_json(CHANGES_SCHEMA, {"changed": removed, "forms": []})
    else:
        kit.echo(_("Corrections taken back: {number}").format(number=removed))


def _by_sex(text: str, sex: str) -> dict[Case, str]:
    """The cases of a name whose bearer's sex is known; what is not certain even so is said and left out.

    :raises UsageError: no case of it can be found by rule even so.
    """
    from vpr_tracker import UsageError
    from vpr_tracker_documents.russian import Case, person_in_case

    found = {case: person_in_case(text, case, gender="masc" if sex == "masc" else "femn") for case in Case}
    sure = {case: form.text for case, form in found.items() if form.sure}
    if not sure:
        raise UsageError(
            _("the forms of «{text}» are not certain even so: {reason}").format(
                text=text, reason=next(iter(found.values())).reason
            ),
            hint=_("set them one by one: vpr doc forms set «{text}» dative …").format(text=text),
        )
    for case, form in found.items():
        if not form.sure:
            kit.note(
                _("{case}: {reason}; set it by hand, where papers need it").format(case=_word(case), reason=form.reason)
            )
    return sure


def _rows(tracker: Tracker, plan: str | None) -> Iterator[dict[str, Any]]:
    """The forms of a plan's names and posts, and all that were corrected."""
    from vpr_tracker_documents.russian import Case
    from vpr_tracker_documents.russian.forms import folded_name
    from vpr_tracker_documents.stored.forms import listed, stored_forms

    kept = {(folded_name(text), case) for text, case, _form in listed(tracker)}
    forms, seen = stored_forms(tracker), set()
    for text, is_person in _names(tracker, plan):
        if folded_name(text) in seen:
            continue
        seen.add(folded_name(text))
        for case in Case:
            corrected = (folded_name(text), case) in kept
            if corrected or case in _SHOWN:
                form = forms.person(text, case) if is_person else forms.post(text, case)
                yield _row(text, case, form, corrected=corrected)
    for text, case, written in listed(tracker):
        if folded_name(text) not in seen:
            yield _row(text, case, written, corrected=True)


def _names(tracker: Tracker, plan: str | None) -> Iterator[tuple[str, bool]]:
    """Names and posts of a plan: persons and roles of its owners, its executor, who holds roles at its schools."""
    draft = tracker.plan(plan)
    for task in draft.tasks:
        for owner in task.owners:
            yield owner.name, owner.kind == "person"
            if owner.role:
                yield owner.role, False
    if draft.plan.executor.name:
        yield draft.plan.executor.name, True
    for school in tracker.schools(plan):
        for role, person in school.assignments:
            yield person, True
            yield role, False


def _doubts(rows: list[dict[str, Any]]) -> list[list[str]]:
    """One line for each name and reason, with its cases."""
    cases: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        cases.setdefault((row["text"], row["reason"]), []).append(_word(row["case"]))
    return [[text, ", ".join(words), reason] for (text, reason), words in cases.items()]


def _row(text: str, case: Case, form: Inflected | str, *, corrected: bool) -> dict[str, Any]:
    return {
        "text": text,
        "case": str(case),
        "form": str(form),
        "sure": corrected or getattr(form, "sure", True),
        "corrected": corrected,
        "reason": None if corrected else getattr(form, "reason", "") or None,
    }


def _answer(rows: list[dict[str, Any]], changed: int, as_json: bool) -> None:
    if as_json:
        kit.emit_json(CHANGES_SCHEMA, {"changed": changed, "forms": rows})
        return
    for row in rows:
        kit.echo(f"{_word(row['case'])}: {row['form']}")


def _word(case: str) -> str:
    names = {
        "genitive": N_("genitive"), "dative": N_("dative"), "accusative": N_("accusative"),
        "instrumental": N_("instrumental"), "prepositional": N_("prepositional"),
    }  # fmt: skip
    return _(names[case])


def _said(row: dict[str, Any]) -> str:
    if row["corrected"]:
        return _("{form} (corrected)").format(form=row["form"])
    return str(row["form"]) if row["sure"] else f"{row['form']} – ? {row['reason']}"
