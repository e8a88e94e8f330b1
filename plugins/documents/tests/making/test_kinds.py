"""Each kind gives exactly the data that its names promise, and its built-in templates have no fault."""

from __future__ import annotations

from datetime import date

import pytest
from papers import DIFFICULTIES, FILLED, SAID, parts, text

from vpr_tracker_documents.checking.check import check
from vpr_tracker_documents.filling.package import read_package
from vpr_tracker_documents.filling.template import Template
from vpr_tracker_documents.making.names import mismatches, names_of, sample
from vpr_tracker_documents.making.sources import builtin_template, give_data, load

BEFORE, AFTER = date(2025, 8, 17), date(2025, 8, 18)
by_kind = pytest.mark.parametrize("kind", FILLED, ids=lambda kind: kind.name)


@by_kind
def test_the_data_of_a_kind_are_those_that_its_names_promise(kind, sample):
    names = load(kind.names)
    for each in give_data(kind, sample.context(**sample.options_for(kind))):
        assert list(mismatches(names, each.values)) == []


def test_data_that_come_from_files_are_promised_too(vpr):
    table, said = vpr.file("t.csv", DIFFICULTIES), vpr.file("s.toml", SAID)
    for name, options in (("register", {"table": table}), ("note", {"table": table}), ("protocol", {"said": said})):
        kind = next(each for each in FILLED if each.name == name)
        for each in give_data(kind, vpr.context(**options)):
            assert list(mismatches(load(kind.names), each.values)) == []


@by_kind
@pytest.mark.parametrize("dated", [BEFORE, AFTER], ids=["2016", "2025"])
def test_a_built_in_template_has_no_fault(kind, dated):
    template = Template(read_package(builtin_template(kind, dated)))
    assert [str(fault) for fault in check(template, load(kind.names))] == []


@by_kind
def test_the_same_data_and_date_give_the_same_bytes(kind, vpr):
    options = vpr.options_for(kind)
    once, again = (vpr.make(kind.name, **options) for _time in range(2))
    assert [each.data for each in once] == [each.data for each in again]


@by_kind
def test_a_document_tells_its_title_author_and_date_in_its_properties(kind, vpr):
    for each in vpr.make(kind.name, **vpr.options_for(kind)):
        core = parts(each)["docProps/core.xml"].decode()
        assert "2023-02-10T00:00:00Z" in core
        assert "Комитет по образованию" in core
        assert "{{" not in text(each)


def test_the_sample_of_names_and_the_names_of_a_sample_agree():
    for kind in FILLED:
        names = load(kind.names)
        assert list(mismatches(names, sample(names))) == []
        assert list(mismatches(names_of(sample(names)), sample(names))) == []


def test_a_name_too_much_or_too_few_is_noticed():
    names = load(FILLED[0].names)
    values = sample(names)
    assert list(mismatches(names, {**values, "more": ""})) == ["more: only in the data"]
    del values["document"]["date"]
    assert list(mismatches(names, values)) == ["document.date: only in the names"]
    values["document"]["date"] = 5
    assert list(mismatches(names, values)) == ["document.date: int where Text is described"]


def test_the_filters_of_the_documentation_are_those_that_there_are():
    from vpr_tracker_documents.filling.environment import FILTERS, Printing, TemplateEnvironment

    there = TemplateEnvironment(Printing()).filters
    assert set(FILTERS) <= set(there)
    assert set(there) - set(FILTERS) <= set(__import__("jinja2").filters.FILTERS)
    assert "safe" not in there
