"""Comparing names as people write them: case, Ё and Е, and spaces do not matter."""

from __future__ import annotations


def fold(text: str) -> str:
    """The form in which two spellings of a name are compared."""
    return " ".join(text.casefold().replace("ё", "е").split())


def contains(whole: str | None, part: str) -> bool:
    """Whether ``part`` occurs in ``whole`` as people read it."""
    return whole is not None and fold(part) in fold(whole)
