"""Plan files keep everything, accept short forms, and say where a value does not fit."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker.i18n import speaking
from vpr_tracker.plans.draft import (
    ApprovalDraft,
    CellSource,
    DeadlineDraft,
    DeliverableDraft,
    EveryDraft,
    OffsetDraft,
    OwnerDraft,
    PeriodDraft,
    PlanDraft,
    PlanInfo,
    RemarkDraft,
    SourceDraft,
    TaskDraft,
    TermDraft,
    WhereDraft,
)
from vpr_tracker.plans.files import dump_plan, load_plan, read_plan_file, write_plan_file

allowed = st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n")
refused = st.sampled_from([chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"])
texts = st.text(allowed, max_size=30)
names = texts.filter(bool)
dates = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 1, 1))
terms = st.builds(
    TermDraft,
    form=st.sampled_from(["on", "by", "during", "every", "ongoing", "relative", "reference"]),
    start=st.none() | dates,
    end=st.none() | dates,
    every=st.none() | st.builds(EveryDraft, unit=st.just("month"), times=st.integers(1, 9)),
    anchor=st.none() | texts,
    offset=st.none() | st.builds(OffsetDraft, days=st.integers(-30, 30)),
    span=st.tuples(st.integers(0, 9), st.integers(0, 9)),
)
deliverables = st.builds(
    DeliverableDraft,
    title=names,
    kind=st.sampled_from(["document", "action", "outcome"]),
    quantity=st.none() | st.integers(1, 99),
    from_=st.sampled_from(["result", "measure"]),
)
plain = st.recursive(
    texts | st.integers(-5, 5) | st.booleans(), lambda inner: st.lists(inner, max_size=3), max_leaves=4
)
tasks = st.builds(
    TaskDraft,
    number=texts,
    title=texts,
    details=st.lists(texts, max_size=3).map(tuple),
    section=st.none() | texts,
    level=st.sampled_from(["municipality", "school", "both"]),
    deadline=st.builds(DeadlineDraft, printed=texts, terms=st.lists(terms, max_size=3).map(tuple)),
    owners=st.lists(st.builds(OwnerDraft, name=names, kind=st.just("role")), max_size=3).map(tuple),
    deliverables=st.lists(deliverables, max_size=3).map(tuple),
    extras=st.dictionaries(names, plain, max_size=3),
    source=st.none()
    | st.builds(
        SourceDraft,
        table=st.integers(1, 3),
        row=st.integers(1, 9),
        cells=st.lists(
            st.builds(CellSource, field=names, row=st.integers(1, 9), column=st.integers(1, 9), text=texts), max_size=2
        ).map(tuple),
    ),
)
remarks = st.builds(
    RemarkDraft,
    code=st.sampled_from(["torn_row", "unplaced"]),
    message=texts,
    text=texts,
    where=st.builds(WhereDraft, table=st.none() | st.integers(1, 3)),
)
top_level = names.filter(lambda name: name not in {"schema", "extras", "unknown", *PlanDraft.model_fields})
drafts = st.builds(
    PlanDraft,
    plan=st.builds(
        PlanInfo,
        title=texts,
        period=st.none() | st.just(PeriodDraft(start=dt.date(2023, 1, 1), end=dt.date(2023, 12, 31))),
        approval=st.builds(ApprovalDraft, body=st.none() | texts, date=st.none() | dates),
    ),
    tasks=st.lists(tasks, max_size=3).map(tuple),
    remarks=st.lists(remarks, max_size=2).map(tuple),
    extras=st.dictionaries(top_level, st.dictionaries(names, plain, max_size=2), max_size=2),
)


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("VPR_LANG", "en")


@given(drafts)
def test_a_plan_comes_back_from_its_file_unchanged(draft):
    text = dump_plan(draft)
    assert load_plan(text) == draft
    assert dump_plan(load_plan(text)) == text


@given(drafts)
def test_json_of_a_plan_reads_back_as_the_same_plan(draft):
    assert PlanDraft.model_validate_json(draft.model_dump_json()) == draft


def test_what_this_version_does_not_know_is_kept_where_it_stood():
    text = """
schema = "vpr-tracker/plan/1"
[plan]
title = "План"
mood = "good"
[plugin_part]
colour = "red"
[[tasks]]
number = "1"
title = "Дело"
weight = 5
"""
    kept = dump_plan(load_plan(text))
    assert 'mood = "good"' in kept.split("[[tasks]]")[0]
    assert 'colour = "red"' in kept
    assert "weight = 5" in kept.split("[[tasks]]")[1]
    assert load_plan(kept) == load_plan(text)


def test_short_forms_are_spelt_out():
    draft = load_plan("""
[plan]
title = "План"
period = { start = 2023-01-01, end = 2023-12-31 }
[[tasks]]
number = "1"
title = "Дело"
deadline = "до 15 марта"
owners = "Классные руководители, педагог-психолог"
deliverables = ["Справка", { title = "Отчёт", quantity = 2 }]
""")
    task = draft.tasks[0]
    assert [(term.form, term.end) for term in task.deadline.terms] == [("by", dt.date(2023, 3, 15))]
    assert [owner.name for owner in task.owners] == ["Классные руководители", "педагог-психолог"]
    assert [(each.title, each.quantity) for each in task.deliverables] == [("Справка", None), ("Отчёт", 2)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[plan]\ntitle = 5\n", "plan.title"),
        ('[plan]\ntitle = "t"\n[[tasks]]\nnumber = "1"\ntitle = "t"\nlevel = "town"\n', "tasks[1].level"),
        ('[plan]\ntitle = "t"\nperiod = { start = 2023-05-01, end = 2023-01-01 }\n', "plan.period"),
        ('[plan]\ntitle = "t"\n[[tasks]]\nnumber = "1"\ntitle = "t"\nowners = [{ nom = "x" }]\n', "tasks[1].owners[1]"),
        ("tasks = 5\n", "tasks"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_place(text, place):
    with pytest.raises(BadInput) as caught:
        load_plan(text)
    assert any(problem.startswith(place) for problem in caught.value.problems), caught.value.problems


@pytest.mark.parametrize("text", ["not toml", "[plan", "a = 1\na = 2", "x = " + "[" * 5000])
def test_text_that_is_no_toml_is_refused(text):
    with pytest.raises(BadInput, match="not a plan file"):
        load_plan(text)


TASK = '[plan]\ntitle = "t"\n[[tasks]]\nnumber = "1"\ntitle = "t"\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[plan]\ntitle = 5\n", "plan.title: 5: нужен текст в кавычках"),
        ('[plan]\ntitle = "t"\n[[tasks]]\nnumber = "1"\n', "tasks[1].title: не указано"),
        (TASK + 'level = "town"\n', "tasks[1].level: \"town\": нужно 'municipality', 'school' или 'both'"),
        (TASK + 'owners = [{ nom = "x", name = "x", kind = "role" }]\n', "tasks[1].owners[1].nom: такого поля нет"),
        (TASK + 'deliverables = [{ title = "x", quantity = 0 }]\n', ".quantity: 0: нужно не меньше 1"),
        (TASK + 'deliverables = [{ title = "x", quantity = 1000000001 }]\n', ".quantity: 1000000001: нужно не больше"),
        (TASK + "source = { table = 99999999999999999999, row = 1 }\n", "tasks[1].source.table"),
        (TASK + "deliverables = [{ title = 'x', quantity = '5' }]\n", '.quantity: "5": нужно целое число'),
        ('[plan]\ntitle = "t"\nperiod = { start = "x", end = 2023-01-01 }\n', 'plan.period.start: "x": нужна дата'),
        (
            '[plan]\ntitle = "t"\nperiod = { start = 2023-05-01, end = 2023-01-01 }\n',
            "plan.period: период кончается (2023-01-01) раньше, чем начинается (2023-05-01)",
        ),
        ('plan = "t"\n', 'plan: "t": нужна таблица'),
        ("tasks = 5\n", "tasks: 5: нужен список"),
    ],
)
def test_a_value_that_does_not_fit_is_explained_in_the_language_of_the_call(text, problem):
    with speaking("ru"), pytest.raises(BadInput) as caught:
        load_plan(text)
    assert caught.value.message == "в файле плана есть неподходящие значения"
    assert any(problem in each for each in caught.value.problems), caught.value.problems


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title План", "строка 1, знак 7: после ключа должен стоять знак «=»"),
        ("[plan]\ntitle = План\n", "строка 2, знак 9: значение непонятно (текст пишется в кавычках)"),
        ('a = 1\na = "x"', "ключ указан дважды"),
        ('title = "План\n', "строка 1, знак 14"),
        ("x = [1, 2", "в конце файла: список не закрыт"),
        ("x = " + "[" * 5000, "слишком глубокая вложенность"),
    ],
)
def test_a_text_that_is_no_toml_is_explained_in_the_language_of_the_call(text, reason):
    with speaking("ru"), pytest.raises(BadInput) as caught:
        load_plan(text)
    assert caught.value.message.startswith("это не файл плана: ")
    assert reason in caught.value.message


SPOTS = [
    ("plan.title", '[plan]\ntitle = "{text}"\n'),
    ("plan.source", '[plan]\ntitle = "t"\nsource = {{ file = "{text}" }}\n'),
    ("tasks[1].title", '[plan]\ntitle = "t"\n[[tasks]]\nnumber = "1"\ntitle = "{text}"\n'),
    ("tasks[1].details", TASK + 'details = ["fits", "{text}"]\n'),
    ("tasks[1].deadline.printed", TASK + 'deadline = {{ printed = "{text}" }}\n'),
    ("tasks[1].deliverables[2].title", TASK + 'deliverables = ["fits", "{text}"]\n'),
    ("tasks[1].extras: «room»", TASK + 'extras = {{ room = "{text}" }}\n'),
    ("tasks[1].extras: «a.b[2]»", TASK + 'extras = {{ a = {{ b = ["fits", "{text}"] }} }}\n'),
    ("tasks[1].extras: «", TASK + 'extras = {{ "{text}" = 1 }}\n'),
    ("tasks[1].extras: «unknown.weight»", TASK + 'weight = "{text}"\n'),
    ("extras: «part.x»", '[plan]\ntitle = "t"\n[part]\nx = "{text}"\n'),
]


@pytest.mark.parametrize(("place", "text"), SPOTS)
@given(before=st.text("аб", max_size=3), character=refused, after=st.text("аб", max_size=3))
def test_a_control_character_is_refused_with_its_place(place, text, before, character, after):
    escaped = f"{before}\\u{ord(character):04x}{after}"
    with speaking("en"), pytest.raises(BadInput) as caught:
        load_plan(text.format(text=escaped))
    (problem,) = caught.value.problems
    assert problem.startswith(place)
    assert f"U+{ord(character):04X}" in problem


@given(refused | st.characters(categories=("Cs",)))
def test_a_draft_takes_no_character_that_no_text_may_hold(character):
    for make in (
        lambda text: PlanInfo(title=text),
        lambda text: PlanInfo(title="t", settings={"a": [text]}),
        lambda text: TaskDraft(number="1", title="t", extras={text: 1}),
        lambda text: TaskDraft(number="1", title="t", details=("fits", text)),
        lambda text: RemarkDraft(code="read", message=text),
    ):
        assert make("так\n\tи надо")
        with pytest.raises(ValidationError):
            make(f"так{character}нельзя")


def test_half_a_character_is_refused_with_its_line():
    with pytest.raises(BadInput, match=r"line 2 .*U\+D800"):
        load_plan('[plan]\ntitle = "\ud800"\n')


def test_lines_that_end_as_on_windows_are_read():
    assert load_plan('[plan]\r\ntitle = """a\r\nb"""\r\n').plan.title == "a\nb"


def test_another_schema_is_refused():
    with pytest.raises(BadInput, match="vpr-tracker/plan/9"):
        load_plan('schema = "vpr-tracker/plan/9"\n[plan]\ntitle = "t"')


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    draft = PlanDraft(plan=PlanInfo(title="План"))
    target = tmp_path / "plan.toml"
    write_plan_file(draft, target)
    assert read_plan_file(target) == draft
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]
    with pytest.raises(BadInput, match="cannot be written"):
        write_plan_file(draft, tmp_path / "missing" / "plan.toml")


def test_files_that_are_none_are_refused(tmp_path):
    with pytest.raises(NotFound):
        read_plan_file(tmp_path / "none.toml")
    with pytest.raises(BadInput, match="not a file"):
        read_plan_file(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(BadInput, match="UTF-8"):
        read_plan_file(tmp_path / "latin.toml")
