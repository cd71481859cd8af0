"""How fast texts are mapped, beside a bare Aho-Corasick scan for the same phrases over the same texts.

Run it with `python tests/benchmarks/mapping_speed.py [CSV COLUMN]`; without a file it makes its own texts.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from sdgkit.mapping.lexicon import lexicons, phrases
from sdgkit.mapping.mapping import map_text
from sdgkit.mapping.words import Words

TEXTS = 4_000


def made_texts() -> list[str]:
    """Texts of about 1,000 characters: known phrases between other words, in three languages."""
    chance = random.Random(1)
    filler = [
        "the",
        "project",
        "of",
        "and",
        "for",
        "проект",
        "и",
        "для",
        "на",
        "в",
        "жоба",
        "мен",
        "және",
        "үшін",
        "support",
        "поддержка",
        "қолдау",
    ]
    known = [phrase.phrase.replace(" .. ", " ") for phrase in phrases()]
    return [
        ". ".join(" ".join([*chance.choices(filler, k=10), chance.choice(known)]) for _ in range(12))
        for _ in range(TEXTS)
    ]


def timed(name: str, texts: list[str], work: Callable[[str], object]) -> None:
    """Print megabytes (a million characters) and texts per second."""
    begun = time.perf_counter()
    for text in texts:
        work(text)
    taken = time.perf_counter() - begun
    size = sum(map(len, texts)) / 1e6
    sys.stdout.write(f"{name:32s} {size / taken:7.2f} MB/s {len(texts) / taken:10,.0f} texts/s\n")


def main() -> None:
    """Time loading, a bare scan, the lexicon alone, and the whole mapping; then half the texts."""
    if len(sys.argv) == 3:
        with Path(sys.argv[1]).open(encoding="utf-8-sig", newline="") as stream:
            texts = [row[sys.argv[2]] for row in csv.DictReader(stream)]
    else:
        texts = made_texts()
    begun = time.perf_counter()
    every = list(lexicons().values())
    map_text("load")
    sys.stdout.write(f"{'loading':32s} {time.perf_counter() - begun:7.2f} s\n")
    bare = AhoCorasick(sorted({phrase.phrase for phrase in phrases()}))
    for text in texts:
        map_text(text)
    timed("bare scan", texts, lambda text: bare.find_matches_as_indexes(text.lower(), overlapping=True))
    timed("words", texts, Words)
    timed("all lexicons", texts, lambda text: [list(one.found(Words(text))) for one in every])
    timed("whole mapping", texts, map_text)
    timed("whole mapping, half the texts", texts[::2], map_text)


if __name__ == "__main__":
    main()
