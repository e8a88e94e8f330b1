"""One position, printed in several ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.owners.roles import same_role


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Кл. рук.", "классные руководители"),
        ("кл. рук-ль", "Классный руководитель"),
        ("Кл.рук – ли", "классным руководителям"),
        ("ЗУВР", "заместитель директора по УВР"),
        ("Зам.по УВР", "заместители директора по УВР"),
        ("РШМО", "Рук. ШМО"),
        ("соц. педагог", "Социальные педагоги"),
        ("учителя-предметники", "учитель-предметник"),
        ("Директору школы", "директор школы"),
    ],
)
def test_abbreviation_case_and_number_do_not_count(one, other):
    assert same_role(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("руководители ШМО", "руководители ММО"),
        ("ЗУВР", "ЗВР"),
        ("учителя математики", "учителя истории"),
        ("классный руководитель 5 класса", "классный руководитель 6 класса"),
        ("директор", "заместитель директора"),
        ("", ""),
    ],
)
def test_different_positions_stay_different(one, other):
    assert not same_role(one, other)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one, other):
    assert same_role(one, other) == same_role(other, one)
