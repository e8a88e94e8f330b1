"""Expressions: read by a parser of our own, printed back, worked out by the rules of XPath."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vpr_tracker_checklists.templates.evaluating import holds
from vpr_tracker_checklists.templates.expressions import (
    FUNCTIONS,
    LEVELS,
    Answer,
    Call,
    ExpressionError,
    Negative,
    Number,
    Operation,
    Reference,
    Text,
    parse,
    printed,
    references,
)

NAMES = st.sampled_from(["paper", "школа", "a-b", "x.y", "_1"])
LEAVES = st.one_of(
    st.builds(Number, st.integers(0, 10**9).map(float) | st.decimals(0, 1000, places=3).map(float)),
    st.builds(Text, st.text(st.characters(exclude_characters="'"), max_size=12)),
    st.builds(Text, st.text(st.characters(exclude_characters='"'), max_size=12)),
    st.just(Answer()),
    st.builds(Reference, NAMES),
)


def _above(nodes):
    calls = [
        st.builds(Call, st.just(name), st.tuples(*[nodes] * arguments)) for name, arguments in sorted(FUNCTIONS.items())
    ]
    operators = st.sampled_from([operator for level in LEVELS for operator in level])
    return st.one_of(st.builds(Negative, nodes), st.builds(Operation, operators, nodes, nodes), *calls)


NODES = st.recursive(LEAVES, _above, max_leaves=12)
ANSWERS = st.dictionaries(
    NAMES,
    st.one_of(st.text(max_size=8), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.text(max_size=3))),
    max_size=4,
)
PIECES = st.lists(
    st.sampled_from(
        ["(", ")", ".", "${a}", "-", "+", " and ", "or", "not(", "'x'", '"', "2", ".5", "=", "!=", "<", ","]
    ),
    max_size=30,
).map("".join)


@given(NODES)
def test_what_is_printed_reads_as_the_same(node):
    assert parse(printed(node)) == node


@given(st.text(max_size=60) | PIECES)
@example("(" * 5000)
@example("-" * 900)
@example("1" + "+1" * 400)
@example("not(" * 300)
@example("9" * 400)
def test_a_text_is_an_expression_or_says_where_it_is_none(text):
    fault = None
    try:
        node = parse(text)
    except ExpressionError as error:
        fault = error
    if fault is None:
        assert parse(printed(node)) == node
    else:
        assert fault.message
        assert 1 <= fault.position <= len(text) + 1


@given(NODES, ANSWERS, st.one_of(st.none(), st.text(max_size=8), st.integers(), st.floats()))
@example(Operation("div", Number(1.0), Number(0.0)), {}, None)
@example(Operation("<", Answer(), Number(0.0)), {}, 10**400)
def test_every_expression_comes_to_true_or_false(node, answers, answer):
    assert holds(printed(node), answers, answer, on=date(2023, 3, 20)) in (True, False)


@pytest.mark.parametrize(
    ("text", "answer", "answers", "result"),
    [
        (". >= 2", 2, {}, True),
        (". >= 2", 1, {}, False),
        (". >= ${needed}", 3, {"needed": 4}, False),
        (". >= ${needed}", 3, {}, False),
        (". < ${needed} or . >= ${needed}", 3, {}, False),
        ("${a} = 'yes'", None, {"a": "yes"}, True),
        ("${a} = ''", None, {}, True),
        ("${a} != 'yes'", None, {}, True),
        ("selected(${stages}, 'sitting')", None, {"stages": ["handing", "sitting"]}, True),
        ("selected(${stages}, 'sit')", None, {"stages": ["handing", "sitting"]}, False),
        ("count-selected(${stages}) = 2", None, {"stages": ["handing", "sitting"]}, True),
        (". <= today()", "2023-03-20", {}, True),
        (". <= today()", "2023-03-21", {}, False),
        ("today() - . <= 10", "2023-03-10", {}, True),
        ("today() - . <= 10", "2023-03-09", {}, False),
        ("1 + 2 * 3 = 7 and 7 div 2 = 3.5", None, {}, True),
        ("not(1 = 1 or 1 = 2)", None, {}, False),
        ("2 - 1 - 1 = 0", None, {}, True),
        ("-.", 0, {}, False),
        ("string-length(.) <= 3", "сад", {}, True),
        ("1 div 0 > 0", None, {}, False),
    ],
)
def test_expressions_mean_what_xpath_says(text, answer, answers, result):
    assert holds(text, answers, answer, on=date(2023, 3, 20)) is result


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 1, "не хватает"),
        (". >=", 5, "не хватает"),
        ("${a} = yes", 8, "yes"),
        ("(1 = 1", 7, ")"),
        ("selected(${a})", 1, "selected"),
        ("1 = 1 2", 7, "2"),
        ("1 & 2", 3, "&"),
        (". > #", 5, "#"),
        ("exec('x')", 1, "exec"),
        ("${a b}", 1, "${a b}"),
    ],
)
def test_a_bad_expression_is_named_with_its_place(text, position, words):
    with pytest.raises(ExpressionError) as caught:
        parse(text)

    assert caught.value.position == position
    assert words in caught.value.message


def test_references_are_named_once_in_their_order():
    assert references(parse("${b} > 1 and (${a} = 2 or ${b} < 3)")) == ["b", "a"]
