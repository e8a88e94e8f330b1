"""Names in single braces are remarked: whoever typed them meant two."""

from __future__ import annotations

from datetime import date

import pytest
from papers import changed, kind_of, text

from vpr_tracker_documents.checking.check import check
from vpr_tracker_documents.filling.package import read_package
from vpr_tracker_documents.filling.template import Template
from vpr_tracker_documents.making.sources import builtin_template, load


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("VPR_LANG", "en")


def order_with(words, tmp_path):
    built_in = builtin_template(kind_of("order"), date(2023, 2, 10))
    return changed(built_in, tmp_path / "order.docx", lambda xml: xml.replace("ПРИКАЗЫВАЮ", words, 1))


def remarks(path):
    return check(Template(read_package(path)), load(kind_of("order").names))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("{ plan.title }", "{{ plan.title }}"),
        ("{plan.title}", "{{ plan.title }}"),
        ("{ plan</w:t></w:r><w:r><w:t>.title }", "{{ plan.title }}"),
        ("{{ last }} и { signer.name|person('dative') }", "{{ signer.name|person('dative') }}"),
    ],
)
def test_a_name_in_single_braces_is_remarked_and_a_document_is_made(words, meant, vpr, tmp_path):
    path = order_with(words, tmp_path)

    (remark,) = [each for each in remarks(path) if "single braces" in each.what]

    assert remark.harmless
    assert remark.cure.endswith(meant)
    assert "paragraph" in remark.place
    (made,) = vpr.make("order", template=path, tasks=("2",))
    assert words.rpartition("{")[2][:5] in text(made)


@pytest.mark.parametrize("words", ["{{ last }}", "{1, 2, 3}", "{ многоточие }", "{# plan.title #}", "{}", "{{last}}"])
def test_other_braces_are_not(words, tmp_path):
    assert [each for each in remarks(order_with(words, tmp_path)) if "single braces" in each.what] == []
