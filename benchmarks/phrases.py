"""How many printed deadlines are read a second, and how that stands to a bare split of the same phrases into words.

usage: python benchmarks/phrases.py [ROUNDS]        (default 5; the best round counts)

The phrases are all different, so no answer can come from a cache of phrases. «first» is the first pass of a fresh
process over all of them (words, rules and shapes are loaded and learnt on the way), «later» the best of the next.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
NAMES = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
PERIOD = (date(2025, 9, 1), date(2026, 8, 31))


def common_phrases() -> list[str]:
    """Distinct phrases of the commonest shapes of real plans."""
    days = [PERIOD[0] + timedelta(days=number) for number in range(360)]
    found = []
    for day in days:
        later = day + timedelta(days=9)
        name, next_name = MONTHS[day.month - 1], MONTHS[later.month - 1]
        found += [
            f"{day:%d.%m.%Y}",
            f"{day:%d.%m.%y}",
            f"{day:%d.%m}",
            f"до {day:%d.%m.%Y}",
            f"до {day:%d.%m}",
            f"{day.day} {name}",
            f"до {day.day} {name}",
            f"{day.day} {name} {day.year} г.",
            f"не позднее {day.day} {name}",
            f"{day:%d.%m}-{later:%d.%m.%Y}",
            f"с {day.day} {name} по {later.day} {next_name}",
        ]
    for first, name in enumerate(NAMES):
        found += [name, f"{name} 2026", f"{name} 2025 года", f"в течение {MONTHS[first]}", f"{name}, по плану"]
        found += [f"{name} – {other}" for other in NAMES if other != name]
        found += [f"{name}, {other}" for other in NAMES if other != name]
    return list(dict.fromkeys(found))


def rate(read: Callable[[str], object], phrases: list[str]) -> float:
    """Phrases a second of processor time in one pass."""
    begin = time.process_time()
    for phrase in phrases:
        read(phrase)
    return len(phrases) / (time.process_time() - begin)


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    phrases = common_phrases()
    words = re.compile(r"\w+").findall
    begin = time.process_time()
    from vpr_tracker.deadlines.grammar import parse_deadline

    imported = time.process_time() - begin

    def read(phrase: str) -> object:
        return parse_deadline(phrase, period=PERIOD)

    begin = time.process_time()
    read("в течение года")
    loaded = time.process_time() - begin
    first = rate(read, phrases)
    floor, later = 0.0, 0.0
    for _ in range(rounds):
        floor, later = max(floor, rate(words, phrases)), max(later, rate(read, phrases))
    print(f"{len(phrases)} distinct phrases")
    print(f"import {imported * 1000:.1f} ms, words and rules on the first phrase {loaded * 1000:.1f} ms")
    print(f"first: {first:,.0f} phrases/s")
    print(f"later: {later:,.0f} phrases/s")
    print(f"floor: {floor:,.0f} phrases/s (split into words)")
    print(f"ratio: {floor / later:.1f} × the floor's time")


if __name__ == "__main__":
    main()
