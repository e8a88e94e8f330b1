"""Kinds that other plugins offer are listed, checked and made like our own."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest
from papers import changed, kind_of, text

from vpr_tracker import BadInput, PluginError, UsageError
from vpr_tracker.plugins import DocumentKindSpec
from vpr_tracker_documents.checking.check import check
from vpr_tracker_documents.filling.package import read_package
from vpr_tracker_documents.filling.template import Template
from vpr_tracker_documents.making.make import Making
from vpr_tracker_documents.making.registry import Foreign, find_kind, kinds
from vpr_tracker_documents.making.sources import builtin_template, names_for


class Registry:
    """What the registry tells of documents."""

    def __init__(self, *specs: DocumentKindSpec) -> None:
        self.specs = specs

    def document_kinds(self):
        return self.specs

    def provider(self, _spec) -> str:
        return "visits"


@pytest.fixture
def visits(tmp_path, monkeypatch):
    """A package with a template and the data for it."""
    package = tmp_path / "vpr_visits"
    (package / "templates").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    body = (
        "{{ plan.title_plain }}: {% for visit in visits %}{{ visit.school }} ({{ visit.day }}); {% endfor %}{{ last }}"
    )
    changed(
        builtin_template(kind_of("order"), __import__("datetime").date(2023, 1, 1)),
        package / "templates" / "act.docx",
        lambda xml: (
            xml[: xml.index("<w:body>") + 8]
            + f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p>"
            + xml[xml.index("<w:sectPr>") :]
        ),
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    papers = types.ModuleType("vpr_visits.papers")
    papers.data = lambda tracker, *, plan_id, school=None: {
        "visits": [{"school": school or len(tracker.schools(plan_id)), "day": "10.02"}], "last": "<конец>",
    }  # fmt: skip
    papers.wrong = lambda tracker, *, plan_id, **_options: [1]
    papers.fails = lambda tracker, *, plan_id, **_options: 1 / 0
    monkeypatch.setitem(sys.modules, "vpr_visits.papers", papers)
    monkeypatch.delitem(sys.modules, "vpr_visits", raising=False)

    def spec(target: str = "data", template: str = "act.docx", name: str = "visit-act") -> DocumentKindSpec:
        return DocumentKindSpec(
            name=name,
            target=f"vpr_visits.papers:{target}",
            summary="Акт посещения.",
            template=f"vpr_visits:templates/{template}",
        )

    return spec


def test_it_is_listed_beside_ours_and_ours_win(visits):
    found = kinds(Registry(visits(), visits(name="plan")))

    assert isinstance(found["visit-act"], Foreign)
    assert not isinstance(found["plan"], Foreign)


def test_it_is_made_with_the_names_of_every_document(visits, vpr):
    kind = find_kind(Registry(visits()), "visit-act")

    (made,) = Making(kind, vpr.context()).documents()
    (of_school,) = Making(kind, vpr.context(school="4")).documents()

    assert "План мероприятий по профилактике" in text(made)
    assert "4 (10.02); <конец>" in text(made)
    assert made.name == "visit-act.docx"
    assert "4 (10.02)" in text(of_school)


def test_it_takes_the_options_that_its_target_takes_and_is_made_for_each_school(visits, vpr):
    kind = find_kind(Registry(visits()), "visit-act")
    schools = vpr.context().tracker.schools(vpr.context().plan_id)
    assert (kind.options, kind.each) == (("school",), ("school",))
    with pytest.raises(UsageError, match="--task"):
        Making(kind, vpr.context(tasks=("1",)))
    with pytest.raises(UsageError, match="person"):
        Making(kind, vpr.context(each="person"))
    made = list(Making(kind, vpr.context(each="school")).documents())
    assert [each.name for each in made] == [f"visit-act – {school.name}.docx" for school in schools]
    called = [school.number or school.name for school in schools]
    assert all(f"{name} (10.02)" in text(each) for name, each in zip(called, made, strict=True))
    everything = find_kind(Registry(visits("wrong")), "visit-act")
    assert "tasks" in everything.options


def test_its_template_is_checked_against_its_data(visits, vpr, tmp_path):
    kind = find_kind(Registry(visits()), "visit-act")
    names = names_for(kind, vpr.context())

    assert check(Template(read_package(kind.template)), names) == []
    path = changed(kind.template, tmp_path / "own.docx", lambda xml: xml.replace("visit.school", "visit.scholl"))
    assert "visit.scholl" in str(check(Template(read_package(path)), names)[0])
    with pytest.raises(BadInput):
        Making(kind, vpr.context(), path)
    with pytest.raises(UsageError):
        names_for(kind, None)


@pytest.mark.parametrize(
    ("target", "template"), [("wrong", "act.docx"), ("fails", "act.docx"), ("none", "act.docx"), ("data", "none.docx")]
)
def test_a_plugin_that_fails_is_named(visits, vpr, target, template):
    kind = find_kind(Registry(visits(target, template)), "visit-act")

    with pytest.raises(PluginError) as caught:
        list(Making(kind, vpr.context()).documents())
    assert Path(str(caught.value.where)).name or caught.value.message
