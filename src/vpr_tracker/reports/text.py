"""Comparing names as people write them: case, Ё and Е, and spaces do not matter."""

from __future__ import annotations


def fold(text: str) -> str:
    """The form in which two spellings of a name are compared."""
    return " ".join(text.casefold().replace("ё", "е").split())


def contains(whole: str | None, part: str) -> bool:
    """Whether ``part`` occurs in ``whole`` as people read it."""
    return whole is not None and fold(part) in fold(whole)


def same_role(one: str, other: str) -> bool:
    """Whether two texts name one role in whatever case and number: «Заместители директоров», «заместитель директора».

    Word for word; two words are alike where they differ in an ending of at most three letters.
    """
    words, others = fold(one).split(), fold(other).split()
    return len(words) == len(others) > 0 and all(map(_alike, words, others))


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    same = 0
    for letter, counterpart in zip(one, other, strict=False):
        if letter != counterpart:
            break
        same += 1
    return same >= 4 and same >= max(len(one), len(other)) - 3
