"""Whose documents these are: ``[plugin.documents]`` of the settings, checked, with blanks for what is not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from vpr_tracker import UsageError
from vpr_tracker_documents.i18n import N_, _

BLANK: Final = "________________"
"""What stands where a person writes by hand."""

SETTINGS: Final[Mapping[str, str]] = {
    "organisation": N_("The name of the organisation as its letterhead prints it; else the committee of the plan."),
    "address": N_("Its postal address."),
    "phone": N_("Its telephone."),
    "email": N_("Its e-mail address."),
    "place": N_("Where its orders are made out, «г. Заозёрск»."),
    "signer_post": N_("The post of who signs, «Председатель комитета»."),
    "signer_name": N_("The name of who signs, «И. К. Вересова»."),
    "executor_name": N_("Who prepares the documents; else the executor of the plan."),
    "executor_phone": N_("The executor's telephone."),
    "templates": N_("A folder whose templates (plan.docx, letter.docx …) stand for the built-in ones."),
}
"""The settings of this plugin, in the order of the documentation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The settings as texts; ``""`` where one is not given."""

    organisation: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    signer_post: str = ""
    signer_name: str = ""
    executor_name: str = ""
    executor_phone: str = ""
    templates: str = ""


def read_profile(settings: Mapping[str, Any]) -> Profile:
    """The profile that the settings give.

    :raises UsageError: a setting that there is not, or one that is no text; all of them are named.
    """
    known = {field.name for field in fields(Profile)}
    problems = [_("there is no setting «{name}»").format(name=name) for name in settings if name not in known]
    problems += [
        _("«{name}» must be a text").format(name=name)
        for name, value in settings.items()
        if name in known and not isinstance(value, str)
    ]
    if problems:
        raise UsageError(
            _("the settings of the documents say what is not understood"),
            problems=problems,
            hint=_("settings are: {names}").format(names=", ".join(SETTINGS)),
            where="[plugin.documents]",
        )
    return Profile(**{name: " ".join(value.split()) for name, value in settings.items()})
