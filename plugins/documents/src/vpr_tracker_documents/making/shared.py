"""Names that every template may use: the document, whose it is, who signs, the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vpr_tracker_documents.i18n import N_
from vpr_tracker_documents.making.names import Flag, Group, Names, Text
from vpr_tracker_documents.making.profile import BLANK, Profile, read_profile
from vpr_tracker_documents.making.wording import capitalised, initials_first, short, small, unbroken
from vpr_tracker_documents.russian import agree_approved, date_words, number_sign

if TYPE_CHECKING:
    from vpr_tracker_documents.making.facts import Facts
    from vpr_tracker_documents.making.kinds import Context

SHARED: Final[Names] = {
    "document": Group(
        N_("The document itself."),
        {
            "date": Text(N_("Its date in words."), "10 февраля 2023 г."),
            "date_short": Text(N_("Its date in figures."), "10.02.2023"),
            "number": Text(N_("Its number with the sign, or a blank."), "№ 13"),
            "place": Text(N_("Where it is made out, or nothing."), "г. Заозёрск"),
            "on": Text(N_("The day whose state it tells, in words."), "10 февраля 2023 г."),
            "on_short": Text(N_("The same day in figures."), "10.02.2023"),
        },
    ),
    "organisation": Group(
        N_("Whose document it is."),
        {
            "name": Text(N_("Its name."), "Комитет по образованию города Заозёрска"),
            "contacts": Text(N_("Address, telephone and e-mail in a line, or nothing."), "ул. Луговая, д. 1"),
        },
    ),
    "signer": Group(
        N_("Who signs."),
        {
            "post": Text(N_("The post, or a blank."), "Председатель комитета"),
            "name": Text(N_("The name, initials first, or a blank."), "И. К. Вересова"),
        },
    ),
    "executor": Group(
        N_("Who prepared it."),
        {
            "name": Text(N_("The name, or nothing."), "Лебединская Тамара Романовна"),
            "phone": Text(N_("The telephone, or nothing."), "8-(000)-00-00000"),
            "known": Flag(N_("Whether there is a name.")),
        },
    ),
    "plan": Group(
        N_("The plan."),
        {
            "title": Text(N_("The title as printed."), "ПЛАН МЕРОПРИЯТИЙ НА 2023 ГОД"),
            "title_plain": Text(N_("The title as it stands in a sentence."), "План мероприятий на 2023 год"),
            "of_title": Text(N_("The same in the genitive, beginning small."), "плана мероприятий на 2023 год"),
            "period": Text(N_("Its period in words, or nothing."), "с 1 января 2023 г. по 31 декабря 2023 г."),
            "is_approved": Flag(N_("Whether it is known how the plan was approved.")),
            "approved": Text(N_("УТВЕРЖДЁН, УТВЕРЖДЕНА …, as the title asks for."), "УТВЕРЖДЁН"),
            "act": Text(N_("The act in the instrumental."), "приказом комитета по образованию"),
            "of_approved": Text(
                N_("How it was approved, in the genitive: «of the plan …», or nothing."),
                "утверждённого приказом комитета по образованию от 25 января 2023 г. № 13",
            ),
            "act_date": Text(N_("Date and number of the act."), "от 25 января 2023 г. № 13"),
        },
    ),
}


_OF_APPROVED: Final = {
    "УТВЕРЖДЁН": "утверждённого",
    "УТВЕРЖДЕНО": "утверждённого",
    "УТВЕРЖДЕНА": "утверждённой",
    "УТВЕРЖДЕНЫ": "утверждённых",
}


def shared_values(context: Context, facts: Facts) -> dict[str, Any]:
    """The values of :data:`SHARED`."""
    profile = read_profile(context.settings)
    return {
        "document": {
            "date": date_words(context.dated),
            "date_short": short(context.dated),
            "number": number_sign(context.options.number or "") or f"№ {BLANK}",
            "place": unbroken(profile.place),
            "on": date_words(context.on),
            "on_short": short(context.on),
        },
        "organisation": {
            "name": unbroken(profile.organisation or capitalised(facts.committee.name)),
            "contacts": unbroken(", ".join(each for each in (profile.address, profile.phone, profile.email) if each)),
        },
        "signer": {
            "post": profile.signer_post or BLANK,
            "name": unbroken(initials_first(profile.signer_name)) or BLANK,
        },
        "executor": _executor(profile, facts),
        "plan": _plan(context, facts),
    }


def _executor(profile: Profile, facts: Facts) -> dict[str, Any]:
    stated = facts.plan.plan.executor
    name = profile.executor_name or stated.name or ""
    phone = profile.executor_phone or ("" if profile.executor_name else stated.phone or "")
    return {"name": unbroken(name), "phone": phone, "known": bool(name)}


def _plan(context: Context, facts: Facts) -> dict[str, Any]:
    plan, forms = facts.plan.plan, context.forms
    approval = plan.approval
    body = forms.post(approval.body, "genitive").text if approval.body else ""
    act = forms.post(approval.act, "instrumental").text if approval.act else ""
    dated = f"от {date_words(approval.date)}" if approval.date else ""
    period = plan.period
    approved = agree_approved(facts.title)
    named = " ".join(each for each in (act, body) if each)
    act_date = " ".join(each for each in (dated, number_sign(approval.number or "")) if each)
    return {
        "title": plan.title,
        "title_plain": unbroken(facts.title),
        "of_title": unbroken(small(forms.post(facts.title, "genitive").text)),
        "period": f"с {date_words(period.start)} по {date_words(period.end)}" if period else "",
        "is_approved": bool(named or act_date),
        "approved": approved,
        "act": unbroken(named),
        "of_approved": " ".join((_OF_APPROVED[approved], unbroken(named), act_date)) if named and act_date else "",
        "act_date": act_date,
    }
