"""Names and posts beyond the lists: every case, other spellings, whatever is given."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vpr_tracker_documents.russian import Case, person_in_case, post_in_case

NAME = st.text(alphabet="АБВГабвгдеёжийоуыьюяьъ -.‑\u00a0", max_size=30) | st.text(max_size=30)


def cases(text, function=person_in_case):
    return [function(text, case).text for case in Case]


def test_every_case_of_a_person():
    assert cases("Сомова Анна Ивановна") == [
        "Сомовой Анны Ивановны", "Сомовой Анне Ивановне", "Сомову Анну Ивановну", "Сомовой Анной Ивановной",
        "Сомовой Анне Ивановне",
    ]  # fmt: skip
    assert cases("Лось Лев Ильич") == [
        "Лося Льва Ильича", "Лосю Льву Ильичу", "Лося Льва Ильича", "Лосем Львом Ильичом",
        "Лосе Льве Ильиче",
    ]  # fmt: skip


def test_every_case_of_a_post():
    assert cases("классный руководитель", post_in_case) == [
        "классного руководителя", "классному руководителю", "классного руководителя", "классным руководителем",
        "классном руководителе",
    ]  # fmt: skip
    assert post_in_case("рабочая группа", "accusative").text == "рабочую группу"
    assert post_in_case("управляющий совет", "accusative").text == "управляющий совет"
    assert post_in_case("учителя-предметники", "accusative").text == "учителей-предметников"
    assert post_in_case("модератор", "accusative").text == "модератора"


@pytest.mark.parametrize(
    ("name", "form"),
    [("СОМОВА А. И.", "СОМОВОЙ А. И."), ("А.И.Сомов", "А.И.Сомову"),
     ("Сомова\u00a0А.\u00a0И.", "Сомовой\u00a0А.\u00a0И."),
     ("Сомова‑Лисицына А. И.", "Сомовой‑Лисицыной А. И."), ("Сомова А.", "Сомовой А.")],
)  # fmt: skip
def test_spelling_spaces_and_capitals_stay(name, form):
    found = person_in_case(name, "dative")
    assert (found.text, found.sure) == (form, True)


def test_the_sex_may_be_told_from_elsewhere():
    assert person_in_case("Ким А. И.", Case.DATIVE, gender="masc").text == "Киму А. И."
    assert person_in_case("Ким А. И.", Case.DATIVE, gender="femn").text == "Ким А. И."
    assert not person_in_case("Ким А. И.", Case.DATIVE).sure


@pytest.mark.parametrize(
    "name", ["Сомову А. И.", "Сомовой А. И.", "Озерского В. П.", "Озерскую В. П.", "Сомовым А. И."]
)
def test_a_name_in_another_case_is_remarked(name):
    assert not any(person_in_case(name, case).sure for case in Case)


def test_an_unknown_case_is_an_error():
    with pytest.raises(ValueError, match="vocative"):
        person_in_case("Сомова А. И.", "vocative")


@settings(max_examples=150)
@given(NAME, st.sampled_from(Case))
def test_any_text_has_an_answer(text, case):
    for function in (person_in_case, post_in_case):
        found = function(text, case)
        assert found.sure == (not found.reason)


@settings(max_examples=80)
@given(
    st.sampled_from(["Кувак", "Рябинк", "Лисиц", "Щукар", "Громыз", "Яснух", "Тёплух"]),
    st.sampled_from(["ов", "ёв", "ин"]),
    st.sampled_from(Case),
)
def test_a_woman_and_a_man_of_one_surname_differ_as_the_grammar_says(stem, ending, case):  # fmt: skip
    surname = stem + ending
    man = person_in_case(f"{surname} Иван Ильич", case)
    woman = person_in_case(f"{surname}а Анна Ильинична", case)
    assert man.sure
    assert woman.sure
    assert man.text.split()[0].startswith(surname)
    assert woman.text.split()[0] == surname + ("у" if case is Case.ACCUSATIVE else "ой")
