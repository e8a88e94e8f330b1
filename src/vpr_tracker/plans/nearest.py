"""For each row of two editions: which one of the other is the most alike, and how far the next one is behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Nearest:
    """The most alike of the other edition for each old and each new row, and how alike the next one is."""

    def __init__(self, old: int, new: int, known: Iterable[tuple[int, int, float]]) -> None:
        of_old: list[list[tuple[float, int]]] = [[] for _row in range(old)]
        of_new: list[list[tuple[float, int]]] = [[] for _row in range(new)]
        for i, j, share in known:
            of_old[i].append((share, j))
            of_new[j].append((share, i))
        self.of_old = [_two_best(each) for each in of_old]
        self.of_new = [_two_best(each) for each in of_new]

    def mutual(self, i: int, j: int) -> bool:
        """Whether each is the other's best."""
        return self.of_old[i][0][1] == j and self.of_new[j][0][1] == i

    def margin(self, i: int, j: int) -> float:
        """How much less alike the next best is, on the side where it is nearer."""
        return self.of_old[i][0][0] - max(self.of_old[i][1], self.of_new[j][1])


def _two_best(found: Sequence[tuple[float, int]]) -> tuple[tuple[float, int], float]:
    if not found:
        return (0.0, -1), 0.0
    ordered = sorted(found, key=lambda each: (-each[0], each[1]))
    return ordered[0], ordered[1][0] if len(ordered) > 1 else 0.0
