"""Whatever data hold is printed, never read as a template or as markup; what XML cannot hold is replaced and told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odd_texts import ODD, expected
from papers import FILLED, kind_of, paragraphs, text, world
from tests.factories import make_draft, make_task, owner

from vpr_tracker import ExecutorDraft, without_refused
from vpr_tracker_documents.filling.environment import REPLACEMENT
from vpr_tracker_documents.filling.package import read_package, write_package
from vpr_tracker_documents.filling.template import Template
from vpr_tracker_documents.making.names import Anything, Flag, Group, Many, Name, Number, Shown, Text, sample
from vpr_tracker_documents.making.sources import builtin_template, load

DAY = date(2026, 1, 1)
TEXTS = st.one_of(st.sampled_from(ODD), st.text(st.characters(), max_size=60))


def filled_with(name: Name, texts: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    """Data of a shape, with odd texts in every field."""
    match name:
        case Text():
            return texts
        case Number():
            return st.integers(-5, 10**6)
        case Flag():
            return st.booleans()
        case Group():
            return st.fixed_dictionaries({key: filled_with(each, texts) for key, each in name.fields.items()})
        case Many():
            return st.lists(filled_with(name.one, texts), max_size=3)
        case Shown() | Anything():
            return st.just(sample({"x": name})["x"])


@pytest.fixture(scope="module")
def templates():
    return {kind.name: Template(read_package(builtin_template(kind, DAY))) for kind in FILLED}


@pytest.mark.parametrize("kind", FILLED, ids=lambda kind: kind.name)
@given(data=st.data())
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
def test_any_text_in_any_field_gives_a_document_that_is_xml(kind, templates, data):
    names = load(kind.names)
    values = data.draw(st.fixed_dictionaries({key: filled_with(name, TEXTS) for key, name in names.items()}))
    template = templates[kind.name]

    filled = template.fill(values, title=data.draw(TEXTS), author=data.draw(TEXTS), dated=DAY)
    template.check_xml(filled)
    told = text(write_package(template.complete(filled)))

    assert expected(values["plan"]["title"] if kind.name == "plan" else values["organisation"]["name"]) in told
    if kind.name == "letter":
        for item in values["items"]:
            assert expected(item["title"]) in told
            assert expected(item["due"]) in told


@pytest.mark.parametrize("odd", ODD, ids=lambda text: ascii(text[:12]))
def test_every_field_of_a_letter_holds_any_text(odd, templates):
    values = sample(load(kind_of("letter").names))
    values["items"][0] |= {"title": odd, "note": odd, "due": odd, "days": odd, "task": odd}
    values["recipient"] = {"to": odd, "name": odd, "source": odd}
    template = templates["letter"]

    told = paragraphs(write_package(template.complete(template.fill(values, title=odd, author=odd, dated=DAY))))

    assert told.count(expected(odd)) >= 6
    assert expected(f"Замечание: {odd}") in told


def test_what_xml_cannot_hold_is_replaced_and_named(templates):
    template = templates["letter"]
    template.printing.remarks.clear()
    values = sample(load(kind_of("letter").names))
    values["items"][0]["title"] = "до\x07после\ud800"

    told = text(write_package(template.complete(template.fill(values, title="", author="", dated=DAY))))

    assert f"до{REPLACEMENT}после{REPLACEMENT}" in told
    assert ["U+0007" in line or "U+D800" in line for line in template.printing.remarks] == [True, True]


def test_a_plan_of_odd_texts_is_told_by_every_kind(tmp_path):
    odd = [kept for kept in map(without_refused, ODD) if kept.strip()]
    tasks = [
        make_task(
            str(number), each, level=level, details=(each,), section=each, results=(each,),
            owners=(owner(each), owner(each, kind="role")),
        )
        for number, each in enumerate(odd)
        for level in ("school", "municipality")
    ]  # fmt: skip
    with world(
        make_draft(tasks, title="План {{ 1 }}", executor=ExecutorDraft(name=odd[0], phone=odd[1])), tmp_path
    ) as made:
        numbers = tuple(str(number) for number in range(len(odd)))
        for kind, options in (("plan", {}), ("report", {}), ("order", {"tasks": numbers}), ("letter", {}),
                              ("note", {"tasks": numbers}), ("protocol", {"tasks": numbers})):  # fmt: skip
            told = _flat(text(made.make(kind, settings={"organisation": odd[0], "signer_name": odd[1]}, **options)[0]))
            assert [each for each in odd if _flat(expected(each)).casefold() not in told.casefold()] == [], kind


def _flat(text: str) -> str:
    return "".join(text.split())


def test_a_template_cannot_reach_what_is_behind_the_data(vpr, tmp_path):
    from papers import changed

    from vpr_tracker import BadInput

    for number, evil in enumerate(
        ("{{ plan.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ items.append(1) }}", "{{ items.__len__() }}",
         "{{ ''.format.__globals__ }}", "{{ self.__init__ }}", "{{ lipsum.__globals__ }}", "{{ cycler }}")
    ):  # fmt: skip
        path = changed(
            builtin_template(kind_of("order"), DAY),
            tmp_path / f"{number}.docx",
            lambda xml, evil=evil: xml.replace("{{ last }}", evil),
        )
        with pytest.raises(BadInput):
            vpr.make("order", template=path, tasks=("1",))
