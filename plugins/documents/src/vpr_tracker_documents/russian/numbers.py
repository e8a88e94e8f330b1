"""Numbers beside words: their sign, their plural, and the word «утверждён» beside what is approved."""

from __future__ import annotations

from typing import Final

from vpr_tracker_documents.russian.typography import NO_BREAK_SPACE


def number_sign(number: str | int) -> str:
    """«№ 13», unbreakable; a sign already there is not doubled, nothing stays nothing."""
    text = str(number).strip().removeprefix("№").strip()
    return f"№{NO_BREAK_SPACE}{text}" if text else ""


def plural(number: int, one: str, few: str, many: str) -> str:
    """The word that goes with a number: 1 школа, 2 школы, 5 школ, 11 школ, 21 школа."""
    last, tens = abs(number) % 10, abs(number) % 100
    if last == 1 and tens != 11:
        return one
    if 2 <= last <= 4 and not 12 <= tens <= 14:
        return few
    return many


def counted(number: int, one: str, few: str, many: str) -> str:
    """The number with its word, unbreakable: «5 школ»."""
    return f"{number}{NO_BREAK_SPACE}{plural(number, one, few, many)}"


_APPROVED: Final = {"masc": "УТВЕРЖДЁН", "femn": "УТВЕРЖДЕНА", "neut": "УТВЕРЖДЕНО", "plur": "УТВЕРЖДЕНЫ"}


def agree_approved(noun: str) -> str:
    """УТВЕРЖДЁН, УТВЕРЖДЕНА, УТВЕРЖДЕНО or УТВЕРЖДЕНЫ, by the main word of what is approved.

    «План мероприятий» → УТВЕРЖДЁН; «Дорожная карта» → УТВЕРЖДЕНА; «Изменения в план» → УТВЕРЖДЕНЫ. Where no word is
    a known noun in the nominative, the masculine, which agrees with the word «документ».
    """
    from vpr_tracker_documents.russian.words import gender_or_number

    return _APPROVED[gender_or_number(noun) or "masc"]
