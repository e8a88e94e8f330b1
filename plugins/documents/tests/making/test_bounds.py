"""Templates that would grow without end are refused, with place and cure, before they take time or memory."""

from __future__ import annotations

import re
import time
from datetime import date
from xml.sax.saxutils import escape

import hypothesis.strategies as st
import pytest
from hypothesis import Phase, example, given, settings
from papers import changed, kind_of, text

from vpr_tracker import BadInput
from vpr_tracker_documents.checking.check import check
from vpr_tracker_documents.filling.bounded import output
from vpr_tracker_documents.filling.bounds import LENGTH, OUTPUT, ROUNDS, TooMuch
from vpr_tracker_documents.filling.environment import Printing, TemplateEnvironment
from vpr_tracker_documents.filling.package import read_package
from vpr_tracker_documents.filling.template import FAILURES, Template
from vpr_tracker_documents.making.sources import builtin_template, load

DAY = date(2023, 2, 10)
QUICK = 15.0
"""Seconds, on a slow and busy machine; without bounds each of these would take hours or all the memory."""
DATA = {
    "text": "Текст",
    "number": 5,
    "none": "",
    "tasks": [{"title": "Провести совещание", "owners": ["Кедрова А. Б.", "Омутная А. Д."]} for _task in range(20)],
}
TENFOLD = "{% set a = a ~ a ~ a ~ a ~ a ~ a ~ a ~ a ~ a ~ a %}"
NESTED = "{% set a = [a, a, a, a, a, a, a, a, a, a] %}"
GROWING = [
    "{{ 'x' * 10**9 }}",
    "{{ 10**9 * text }}",
    "{{ tasks * 10**9 }}",
    "{{ [number] * 10**9 }}",
    "{{ 2 ** (10**9) }}",
    "{{ (10**4000) * (10**4000) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '%.999999999f' % 1.5 }}",
    "{{ '%*d' % (999999999, 1) }}",
    "{{ '%(a(b))999999999d' % {'a(b)': 1} }}",
    "{{ ('%s' * 1000) % ((text * 1000,) * 1000) }}",
    "{{ '%999999999s'|format(text) }}",
    "{{ '{:999999999}'.format(1) }}",
    "{{ '{:{}}'.format(1, 999999999) }}",
    "{{ '{0[}]:999999999}'.format({'}': 1}) }}",
    "{{ ('{0}' * 1000).format(text * 1000) }}",
    "{{ '{a:999999999}'.format_map({'a': 1}) }}",
    "{{ text|center(10**9) }}",
    "{{ text.ljust(10**9) }}",
    "{{ text.zfill(10**9) }}",
    "{{ (text|attr('rjust'))(10**9) }}",
    "{{ ('\\t' * 99999).expandtabs(10**6) }}",
    "{{ (text * 99999)|replace('', text * 99999) }}",
    "{{ ('x' * 999999).replace('x', 'y' * 999999) }}",
    "{{ ('y' * 999).join('x' * 99999) }}",
    "{{ range(99999)|join('y' * 999) }}",
    "{{ tasks|join('y' * 99999, attribute='title') }}",
    "{{ range(99999)|map('center', 1000)|list }}",
    "{{ tasks|batch(10**9, 'x')|list }}",
    "{{ tasks|slice(10**9)|list }}",
    "{{ 1.5|round(10**9, 'ceil') }}",
    "{{ number.to_bytes(10**9, 'big') }}",
    "{{ text.encode() }}",
    "{{ text.translate({1058: 'x' * 999999}) }}",
    "{{ {}.fromkeys(range(99999), tasks) }}",
    "{{ range(10**9)|list }}",
    "{{ range(99999).index(1.5) }}",
    "{% set a = text %}" + 8 * TENFOLD + "{{ a }}",
    "{% set a = [number] %}" + 8 * NESTED + "{{ a }}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{% for i in range(10**30) %}x{% endfor %}",
    "{% for a in tasks %}" * 5 + "x" + "{% endfor %}" * 5,
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}" + "x" * 999 + "{% endfor %}",
    "{% for a in range(99999) %}{% if 1.5 in range(99999) %}{% endif %}{% endfor %}",
    "{% for a in range(99999) %}{% if text in 'x' * 99999 %}{% endif %}{% endfor %}",
    "{% for a in range(99999) %}{% if ('x' * 99999) is lower %}{% endif %}{% endfor %}",
    "{% for a in range(99999) %}{{ range(99999)|select('none')|list|length }}{% endfor %}",
    "{% for a in range(99999) %}{{ range(9999)|sort|length }}{% endfor %}",
    "{% for a in range(99999) %}" + "{% set b = text %}" * 300 + "{% endfor %}",
    "{% for a in tasks recursive %}{{ loop(tasks) }}{% endfor %}",
    "{% if number %}" * 13 + "{% endif %}" * 13,
]
BOUNDED = [
    ("{{ 'x' * 30 }}", "x" * 30),
    ("{{ tasks|map(attribute='title')|join('; ')|length }}", str(20 * 18 + 19 * 2)),
    ("{{ '%5.1f' % 2.25 }}|{{ '{:>4}'.format(7) }}|{{ '%d %%' % 5 }}", "  2.2|   7|5 %"),
    ("{{ text|center(9) }}|{{ text.upper().replace('Т', 'т') }}", "  Текст  |тЕКСт"),
    ("{% for row in tasks|batch(3, '–') %}{{ row|length }}{% endfor %}", "3333333"),
    ("{% for each in tasks if loop.index < 3 %}{{ loop.length }}{% endfor %}", None),
    ("{% for each in tasks %}{{ loop.index if loop.last }}{% endfor %}", "20"),
    ("{% for a, b in {'x': 1, 'y': 2}.items() %}{{ a ~ b }}{% endfor %}", "x1y2"),
    ("{{ tasks|selectattr('title', 'in', ('Провести совещание',))|list|length }}", "20"),
    ("{{ [1, 2, 3]|sum }}{{ tasks|map(attribute='owners')|map('length')|sum }}", "640"),
    ("{{ [3, 1]|sort|join }}{{ range(3)|list|reverse|join(', ') }}", "132, 1, 0"),
    ("{{ text[1:3] }}{{ (text, number)|length }}{{ 'ек' in text }}", "ек2да"),
    ("{{ '<b>' ~ text }}", "&lt;b&gt;Текст"),
    ("{{ missing is defined }}{{ missing|default('–') }}", "нет–"),
]


def _words(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from(text.split())


def filled(source: str) -> str:
    return output(TemplateEnvironment(Printing()).from_string(source).generate(DATA))


def with_tag(tag: str):
    return lambda xml: xml.replace("{{ last }}", escape(tag) + "{{ last }}", 1)


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("VPR_LANG", "en")


@pytest.mark.parametrize("source", GROWING, ids=lambda source: source[:40])
def test_what_grows_without_end_is_refused_at_once(source):
    started = time.process_time()
    with pytest.raises(TooMuch) as caught:
        filled(source)

    assert time.process_time() - started < QUICK
    assert caught.value.cure


@pytest.mark.parametrize(("source", "wanted"), [each for each in BOUNDED if each[1] is not None])
def test_what_stays_small_is_made_as_before(source, wanted):
    assert filled(source) == wanted


@pytest.mark.parametrize(
    ("tag", "reason", "cure"),
    [
        ("{{ 'x' * 10**9 }}", "1\u00a0000\u00a0000 characters", "smaller"),
        ("{% if not plan %}{{ plan.title ~ '%999999999d' % 1 }}{% endif %}", "a width", "smaller"),
        ("{% for i in range(10**9) %}x{% endfor %}", "100\u00a0000 numbers", "loop over a list"),
        ("{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}", "500\u00a0000", "loop over"),
        ("{% for a in items recursive %}{{ loop(items) }}{% endfor %}", "calls itself", "recursive"),
        ("{% for a in range(99999) %}" + "слово " * 100 + "{% endfor %}", "40\u00a0000\u00a0000", "less often"),
        ("{{ document.date.encode() }}", "«.encode()»", "filter"),
        ("{{ plan.title * 99999999 }}", "1\u00a0000\u00a0000 characters", "smaller"),
        ("{{ " + "(" * 900 + "last" + ")" * 900 + " }}", "deeply nested", "simpler"),
        ("{{ " + "last + " * 900 + "last }}", "longer than 4\u00a0000", "several tags"),
        ("{{ " + "not " * 900 + "last }}", "deeply nested", "simpler"),
    ],
)
def test_the_check_and_the_making_name_tag_place_and_cure(tag, reason, cure, vpr, tmp_path):
    path = changed(builtin_template(kind_of("order"), DAY), tmp_path / "o.docx", with_tag(tag))
    started = time.process_time()

    found = [each for each in check(Template(read_package(path)), load(kind_of("order").names)) if not each.harmless]
    with pytest.raises(BadInput) as caught:
        vpr.make("order", template=path, tasks=("2",))

    assert time.process_time() - started < 4 * QUICK
    assert caught.value.problems == tuple(map(str, found))
    told = next(each for each in found if reason in each.what)
    assert re.search(r"paragraph \d", told.place)
    assert told.what.startswith(("«{", "the tag «{"))
    assert cure.casefold() in told.cure.casefold()


def test_what_grows_with_the_data_alone_is_refused_when_it_is_made(vpr, tmp_path):
    tag = "{% for a in items %}{% if items|length > 3 %}{{ 'x' * (10 ** (items|length * 3)) }}{% endif %}{% endfor %}"
    path = changed(builtin_template(kind_of("order"), DAY), tmp_path / "o.docx", with_tag(tag))
    (small,) = vpr.make("order", template=path, tasks=("2",))
    assert "ПРИКАЗЫВАЮ" in text(small)

    with pytest.raises(BadInput) as caught:
        vpr.make("order", template=path, tasks=("1", "2", "3", "4"))

    assert "10 ** (items|length * 3)" in caught.value.problems[0]
    assert "paragraph" in str(caught.value.where)
    assert "smaller" in (caught.value.hint or "")


def test_each_document_has_bounds_of_its_own():
    template = TemplateEnvironment(Printing()).from_string("{% for i in range(90000) %}{% endfor %}")
    for _document in range(2 * ROUNDS // 90_000):
        template.environment.bounds.start()
        assert output(template.generate()) == ""


SMALL = st.sampled_from(["text", "number", "none", "tasks", "'x'", "' '", "3", "1.5", "[1, 2]", "''", "range(9)"])
LARGE = st.sampled_from(["10**9", "999999", "9**9", "-1", "text * 199999", "'%s' * 9999", "range(99999)", "tasks * 99"])
OPERATORS = st.sampled_from(["*", "**", "+", "-", "%", "~", "//", "/", "in", "==", "<", "and"])
FILTERS = _words(
    "list length upper join string sort unique reverse first last sum title urlencode wordcount trim abs int e "
    "capitalize stop number_sign dictsort items max min float round"
)
WITH_ONE = _words(
    "center join batch slice replace format truncate round map select default groupby int attr person sum"
)
METHODS = _words(
    "center ljust zfill expandtabs join replace format split count index encode to_bytes translate copy items"
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, OPERATORS, inner),
        st.builds("({})|{}".format, inner, FILTERS),
        st.builds("({})|{}({})".format, inner, WITH_ONE, inner),
        st.builds("({})|{}({}, {})".format, inner, WITH_ONE, inner, inner),
        st.builds("({})|map('{}', {})|list".format, inner, WITH_ONE, inner),
        st.builds("({}).{}({})".format, inner, METHODS, inner),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("({})[1:]".format, inner),
    )


EXPRESSIONS = st.recursive(SMALL | LARGE, _larger, max_leaves=12)


@given(expression=EXPRESSIONS, over=SMALL | LARGE)
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@example(expression="('%s' * 9999) % ((text * 199999),)", over="range(99999)")
def test_any_expression_ends_soon_and_small(expression, over):
    started = time.process_time()
    for source in (
        "{{ " + expression + " }}",
        "{% for a in " + over + " %}{% for b in range(9999) %}{{ " + expression + " }}{% endfor %}{% endfor %}",
        "{% set text = " + expression + " %}" * 6 + "{{ text }}",
    ):
        try:
            made = filled(source)
        except FAILURES:
            continue
        assert len(made) <= OUTPUT + LENGTH

    assert time.process_time() - started < 3 * QUICK
