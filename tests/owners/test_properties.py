"""What holds for the owners of any cell."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker import parse_owners
from vpr_tracker.owners.tokens import key_of
from vpr_tracker.owners.wordlist import words

PERSONS = (
    "Лаптева О. И.",
    "Жданюк Т.П.",
    "К. Л. Рябых",
    "Сомова-Бугай Ж. Я.",
    "Хасанова Алия Ренат кызы",
    "Новожилов Лев Ильич",
    "Кара-Сал Б.-М. Д.",
)
PLURAL_ROLES = (
    "классные руководители",
    "учителя-предметники",
    "руководители ШМО",
    "учителя истории, права и экономики",
    "специалисты комитета по образованию",
    "заместители директора по УВР и ВР",
    "общественные наблюдатели",
    "методисты ИМЦ",
    "кл. рук-ли 5А, 6Б классов",
    "учителя, работающие в 9-х классах",
)
BODIES = ("педагогический совет", "рабочая группа по подготовке", "родительский комитет", "школьная комиссия")
ORGANISATIONS = (
    "МБОУ «СОШ № 3»",
    "отдел образования",
    "министерство просвещения",
    "ГБУ «Центр развития, творчества и спорта»",
)
KINDS = {
    **dict.fromkeys(PERSONS, "person"),
    **dict.fromkeys(PLURAL_ROLES, "role"),
    **dict.fromkeys(BODIES, "body"),
    **dict.fromkeys(ORGANISATIONS, "organisation"),
}
SEPARATORS = ("; ", ";\n", "\n", ",\n", ", ", "\n\n", ";")
PIECES = (
    *KINDS,
    *SEPARATORS,
    *sorted(words('( ) « » " – - : . № 5 5А 1) а) • под контролем контроль уровень ОО на школьном по согласованию с')),
    "отв. за ",
    " и ",
    " и др.",
    "во взаимодействии с ",
    "И.о. директора ",
    "совместно с родителями",
    "\u00a0",
    "Уровень муниципалитета:",
)
anything = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
owners = st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=6, unique=True)


def letters(text: str) -> str:
    return "".join(key_of(sign) for sign in unicodedata.normalize("NFC", text) if sign.isalnum())


def found(text: str) -> list[tuple[str, str]]:
    return [(letters(owner.name), owner.kind) for owner in parse_owners(text)]


def expected(names: list[str]) -> list[tuple[str, str]]:
    return [(letters(name), KINDS[name]) for name in names]


@given(anything)
def test_no_text_raises_and_no_name_is_empty(printed):
    for owner in parse_owners(printed):
        assert letters(owner.name)
        assert owner.name == owner.name.strip()


@given(anything)
def test_the_letters_of_every_name_stand_in_the_cell_in_that_order(printed):
    cell = letters(printed)
    for owner in parse_owners(printed):
        for text in filter(None, (owner.name, owner.role)):
            rest = iter(cell)
            assert all(letter in rest for letter in letters(text))


@given(owners, st.lists(st.sampled_from(SEPARATORS), min_size=6, max_size=6))
def test_joined_owners_come_apart_again(names, separators):
    text = names[0] + "".join(mark + name for mark, name in zip(separators, names[1:], strict=False))
    assert found(text) == expected(names)


@given(st.lists(st.sampled_from(PERSONS[:2]), min_size=2, max_size=2, unique=True))
def test_persons_come_apart_at_a_space(names):
    assert found(" ".join(names)) == expected(names)


@given(owners, st.sampled_from(("• {}", "– {}", "- {};", "{n}. {}", "{n}) {}", "* {}")))
def test_list_marks_change_nothing(names, mark):
    lines = [mark.format(name, n=number) for number, name in enumerate(names, 1)]
    assert found("\n".join(lines)) == expected(names)


@given(
    owners,
    owners,
    st.sampled_from(("Уровень ОО:", "Школьный уровень:", "На уровне школы –", "ОО:", "Школьный уровень\n")),
    st.sampled_from(("Уровень муниципалитета:", "Муниципальный уровень:", "Муниципалитет –", "На уровне района:")),
)
def test_a_heading_of_level_holds_until_the_next(school, municipal, school_heading, municipal_heading):
    text = "\n".join([f"{school_heading} {school[0]}", *school[1:]])
    text += "\n" + "\n".join([f"{municipal_heading} {municipal[0]}", *municipal[1:]])
    read = parse_owners(text)
    own_words = "школьная комиссия"
    levels = [owner.level for owner in read if owner.name != own_words]
    wanted = ["school"] * len([name for name in school if name != own_words])
    wanted += ["municipality"] * len([name for name in municipal if name != own_words])
    assert levels == wanted


@given(st.sampled_from(sorted(KINDS)), st.sampled_from(("controls", "observes", "monitors")))
def test_a_duty_in_brackets_is_the_owners_and_leaves_the_name_alone(name, duty):
    word = {"controls": "контроль", "observes": "наблюдение", "monitors": "мониторинг"}[duty]
    (owner,) = parse_owners(f"{name} ({word})")
    assert (letters(owner.name), owner.duty) == (letters(name), duty)


@pytest.mark.parametrize("piece", ["((", "«", "А.", "Лаптева ", "учителя и ", ",", "\n", "а) ", "контроль за "])
def test_the_time_grows_with_the_length_of_the_cell(piece):
    def seconds(count: int) -> float:
        best = 9.9
        for _ in range(3):
            start = time.process_time()
            parse_owners(piece * count)
            best = min(best, time.process_time() - start)
        return best

    seconds(10)
    assert seconds(8000) < 25 * max(seconds(1000), 0.002)


def test_the_module_is_light():
    code = (
        "import sys, vpr_tracker.owners.parse; print([m for m in ('pydantic', 'sqlmodel', 'docx') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert out.stdout.strip() == "[]"
