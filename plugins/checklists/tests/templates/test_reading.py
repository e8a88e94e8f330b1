"""A template's file: read whole, or every fault named with its line, its place and what to do."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker import BadInput
from vpr_tracker_checklists.templates.lines import lines_of
from vpr_tracker_checklists.templates.reading import ITEM_KEYS, TYPES, examined
from vpr_tracker_checklists.templates.shelf import template_of

HEAD = 'name = "t"\ntitle = "Т"\n[[sections]]\nlabel = "Всё"\n'
"""Lines 1 to 4."""
FIRST = '[[sections.items]]\ntype = "yes_no"\nname = "paper"\nlabel = "Бумага"\n'
"""Lines 5 to 8."""


def item(*lines, kind="integer", name="observers"):
    """Lines 9 to 12, and the given ones from 13."""
    return f'[[sections.items]]\ntype = "{kind}"\nname = "{name}"\nlabel = "Сколько"\n' + "\n".join(lines) + "\n"


def faults(body):
    template, found = examined(body)
    assert (template is None) == bool(found)
    return found


def test_short_forms_are_spelt_out():
    template = template_of(HEAD + FIRST + item('bad = ["yes"]', kind="yes_no_na"), "t.toml")
    paper, observers = template.items

    assert [(each.name, each.label, each.finding) for each in paper.choices] == [
        ("yes", "да", False),
        ("no", "нет", True),
        ("na", "не применимо", False),
    ][:2]
    assert [each.name for each in observers.choices if each.finding] == ["yes"]
    assert (template.version, template.per, template.by, template.tasks) == (1, "occurrence", "inspector", ())
    assert template.sections[0].name == "section1"


def test_the_digest_is_of_the_text_word_for_word():
    one, other = template_of(HEAD + FIRST, "t"), template_of(HEAD + FIRST + "# \n", "t")

    assert one.digest != other.digest
    assert (one.body, len(one.digest)) == (HEAD + FIRST, 64)


@pytest.mark.parametrize(
    ("lines", "line", "place", "words"),
    [
        ('hints = "?"', 13, "hints", ("ключа нет", "hint")),
        ('required = "yes"', 13, "required", ("true или false",)),
        ("weight = 0", 13, "weight", ("от 1 до 10",)),
        ("label2 = 1", 13, "label2", ("label",)),
        ("hint = 5", 13, "hint", ("в кавычках",)),
        ('hint = "а\\nб"', 13, "hint", ("в одну строку",)),
        ('hint = "\\u0000"', 13, "hint", ("знак",)),
        ('choices = [{name = "a", label = "b"}]', 13, "choices", ("integer",)),
        ('constraint_message = "нет"', 13, "constraint_message", ("constraint",)),
        ('finding = "мало"', 13, "finding", ("threshold",)),
        ('bad = "no"', 13, "bad", ("yes_no",)),
        ('threshold = ". >="', 13, "threshold", ("знак 5", "не хватает")),
        ('threshold = "2 > 1"', 13, "threshold", ("«.»",)),
        ('threshold = ". > ${papers}"', 13, "threshold", ("papers", "paper")),
        ('threshold = ". > ${paper}"', 13, "threshold", ("не число",)),
        ('relevant = ". > 2"', 13, "relevant", ("«.»",)),
        ('relevant = "${observers} > 2"', 13, "relevant", ("сам на себя",)),
        ("relevant = \"${paper} = 'yess'\"", 13, "relevant", ("yess", "yes")),
        ('relevant = "${later} = 1"', 13, "relevant", ("позже",)),
    ],
)
def test_a_fault_of_an_item_is_named_with_line_place_and_cure(lines, line, place, words):
    found = faults(HEAD + FIRST + item(lines) + item(name="later"))

    assert [(each.line, each.place) for each in found] == [(line, f"пункт «observers», {place}")]
    for word in words:
        assert word in str(found[0])


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("a = 1 2\n", 1, ("TOML",)),
        ("a = 1\nb = = 2\n", 2, ("TOML",)),
        (HEAD.replace('title = "Т"\n', "") + FIRST, 1, ("title",)),
        (HEAD.replace('"t"', '"два слова"') + FIRST, 1, ("два слова",)),
        (HEAD, 3, ("раздел пуст",)),
        ('per = "week"\n' + HEAD + FIRST, 1, ("week", "day")),
        ("tasks = [8]\n" + HEAD + FIRST, 1, ('["7", "9.1"]',)),
        ('schema = "vpr-tracker/checklist-template/2"\n' + HEAD + FIRST, 1, ("checklist-template/1",)),
        ("version = true\n" + HEAD + FIRST, 1, ("целое",)),
        (HEAD + FIRST + FIRST, 11, ("paper", "строку 7")),
        (HEAD + FIRST.replace('"yes_no"', '"select_one list"'), 6, ("select_one list", "select_multiple")),
        (HEAD + FIRST + "choices = []\n", 9, ("ответы уже есть",)),
        (HEAD + FIRST + "bad = 'na'\n", 9, ("yes",)),
        (HEAD + item('choices = [{name = "a", label = "х"}]', kind="select_one"), 9, ("двух",)),
        (
            HEAD + item('choices = [{name = "a", label = "б"}, {name = "b", label = "Б."}]', kind="select_one"),
            9,
            ("б",),
        ),
        (
            HEAD + item('choices = [{name = "a", label = "1;2"}, {name = "b", label = "б"}]', kind="select_multiple"),
            9,
            (";",),
        ),
        (HEAD + FIRST + '[[sections]]\nname = "section1"\nlabel = "Ещё"\n' + item(), 10, ("section1",)),
        ("sections = 5\n", 1, ("[[sections]]",)),
        ('name = "\ud800"', 1, ("половину",)),
    ],
)
def test_a_fault_of_the_file_is_named_with_its_line(body, line, words):
    found = faults(body)

    assert any(each.line == line and all(word in str(each) for word in words) for each in found), found


def test_a_long_expression_is_quoted_where_it_is_wrong_and_told_of_once():
    conditions = " and ".join([". >= 1000000000000"] * 30)
    (fault,) = faults(HEAD + item(f'constraint = "{conditions} nad . >= 1 and {conditions[:22]}"', kind="integer"))
    assert "nad" in fault.message
    assert len(fault.message) < 200
    assert faults(HEAD + item(f'constraint = "{conditions}"', kind="integer")) == []
    (fault,) = faults(HEAD + item(f'constraint = "{conditions} and {conditions}"', kind="integer"))
    assert "1000" in fault.message


def test_the_limit_of_a_text_is_the_one_that_is_named():
    (fault,) = faults('description = """' + "я" * 2001 + '"""\n' + HEAD + FIRST)
    assert "2000" in fault.message


def test_a_template_of_notes_alone_asks_nothing():
    body = HEAD + item(kind="note", name="one") + item(kind="note", name="two")
    (fault,) = faults(body)

    assert (fault.line, fault.place) == (5, "пункт «one»")
    assert fault.cure
    assert faults(body + FIRST) == []


@pytest.mark.parametrize("label", ["=СУММ(A1)", "@завуч", "+7|доб.", "-внимание!"])
def test_a_choice_that_no_csv_form_can_bring_back_is_named(label):
    body = HEAD + item(f'choices = [{{name = "a", label = "б"}}, {{name = "b", label = "{label}"}}]', kind="select_one")
    (fault,) = faults(body)

    assert (fault.line, fault.place) == (9, "пункт «observers», выбор «b», label")
    assert label in fault.message
    assert fault.cure


def test_choices_of_several_are_refused_together_as_the_csv_form_has_them():
    choices = 'choices = [{name = "a", label = "+ классы"}, {name = "b", label = "срочно!"}]'
    assert faults(HEAD + item(choices, kind="select_one")) == []
    (fault,) = faults(HEAD + item(choices, kind="select_multiple"))
    assert "+ классы" in fault.message


@pytest.mark.parametrize("label", ["+7 (000) 000-00-00", "-5", "- не знаю", "да = нет", "a@b"])
def test_a_choice_that_a_csv_form_brings_back_is_fine(label):
    assert (
        faults(
            HEAD
            + item(f'choices = [{{name = "a", label = "б"}}, {{name = "b", label = "{label}"}}]', kind="select_one")
        )
        == []
    )


def test_what_was_kept_before_is_read_whatever_is_asked_of_new_templates():
    notes = HEAD + item(kind="note")
    formula = HEAD + item('choices = [{name = "a", label = "б"}, {name = "b", label = "=в"}]', kind="select_one")

    for body in (notes, formula):
        assert template_of(body, "t", kept=True).body == body
        with pytest.raises(BadInput):
            template_of(body, "t")
    with pytest.raises(BadInput):
        template_of(HEAD, "t", kept=True)


def test_a_circle_of_what_depends_on_each_other_is_drawn():
    body = HEAD + item("relevant = '${b} = 1'", name="a") + item("relevant = '${c} = 1'", name="b")
    found = faults(body + item("relevant = '${a} = 1'", name="c"))

    assert "a → b → c → a" in str(found[0])
    assert found[0].place == "пункт «a», relevant"


def test_all_faults_come_at_once_in_the_order_of_their_lines():
    with pytest.raises(BadInput) as caught:
        template_of('titel = "Т"\n' + HEAD + FIRST + item('threshold = ". >"', 'hnit = "?"'), "мой.toml")

    problems = caught.value.problems
    assert [problem.split(":")[0] for problem in problems] == ["строка 1", "строка 14", "строка 15"]
    assert caught.value.where == "мой.toml"


def test_lines_are_found_behind_texts_and_lists_of_several_lines():
    body = 'description = """\n[[sections]]\nname = "x"\n"""\ntasks = [\n  "1", # ]\n]\n' + HEAD + FIRST
    lines = lines_of(body)

    assert lines[("tasks",)] == 5
    assert lines[("name",)] == 8
    assert lines[("sections", 0, "items", 0, "label")] == 15
    assert examined(body)[1] == []


SCALARS = st.one_of(
    st.text(max_size=8), st.integers(), st.booleans(), st.just([]), st.just({}), st.lists(st.integers())
)
WORDS = st.sampled_from(["paper", "yes", ". >= 2", "${paper} = 'yes'", *TYPES])


@st.composite
def files(draw):
    """A file with right and wrong keys and values of every kind, valid TOML."""
    tomlkit = pytest.importorskip("tomlkit")
    items = st.dictionaries(
        st.sampled_from([*ITEM_KEYS, "odd"]),
        SCALARS | WORDS | st.just([{"name": "a", "label": "б"}, {"name": "b", "label": "в"}]),
        max_size=6,
    )
    sections = st.lists(st.fixed_dictionaries({"items": st.lists(items, max_size=3) | SCALARS}), max_size=2)
    data = draw(
        st.fixed_dictionaries(
            {}, optional={"name": SCALARS, "per": SCALARS, "tasks": SCALARS, "sections": sections | SCALARS}
        )
    )
    body = tomlkit.dumps(data)
    tomllib.loads(body)
    return body


@given(files() | st.text(max_size=80))
def test_whatever_a_file_holds_it_is_a_template_or_has_named_faults(body):
    template, found = examined(body)

    assert (template is None) == bool(found)
    for fault in found:
        assert 1 <= fault.line <= body.count("\n") + 1
        assert fault.message
