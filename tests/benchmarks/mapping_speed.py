"""How fast texts are mapped, beside a bare Aho-Corasick scan for the same phrases over the same texts.

    python tests/benchmarks/mapping_speed.py                     # texts that it makes itself
    python tests/benchmarks/mapping_speed.py CSV COLUMN ...      # texts of a file, the columns of a row together

Where `seesus` (GPL, so never a dependency) and `regex` are installed, it is measured too. Each figure is the
processor's time of one core, the least of several rounds for every few texts: other programs that use the machine
make Python three times slower and the bare scan hardly, so that a single round says little of either.
"""

from __future__ import annotations

import csv
import gc
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

BEGUN = time.process_time()
from ahocorasick_rs import AhoCorasick  # noqa: E402  what loading takes is measured

from sdgkit.activities.activity import Activity  # noqa: E402
from sdgkit.mapping.candidates import combined  # noqa: E402
from sdgkit.mapping.finders import Passage, finder  # noqa: E402
from sdgkit.mapping.lexicon import phrases  # noqa: E402
from sdgkit.mapping.mapped import found_in_each  # noqa: E402
from sdgkit.mapping.mapping import _TEXT, _language_of, map_text, map_texts  # noqa: E402
from sdgkit.mapping.match import Match  # noqa: E402
from sdgkit.mapping.scan import Scan, _reader, scan_of, scan_together  # noqa: E402
from sdgkit.mapping.settings import USUAL, MappingSettings  # noqa: E402

Result = TypeVar("Result")
TEXTS = 1_000
ROUNDS = 12
TOGETHER = 5
"""Texts that are timed at once."""
MANY = 128
"""Texts that are mapped and timed together, as those of a register are."""
WITHOUT_MODEL = MappingSettings(finders=tuple(name for name in USUAL.finders if name != "model"))
SEESUS_TEXTS = 12


def made_texts() -> list[str]:
    """Texts of about 1,000 characters: known phrases between other words, in three languages."""
    chance = random.Random(1)
    english = ["the", "project", "of", "and", "for", "support"]
    russian = ["проект", "и", "для", "на", "в", "поддержка"]
    filler = [*english, *russian, "жоба", "мен", "және", "үшін", "қолдау"]
    known = [phrase.phrase.replace(" .. ", " ") for phrase in phrases()]
    return [
        ". ".join(" ".join([*chance.choices(filler, k=10), chance.choice(known)]) for _ in range(12))
        for _ in range(TEXTS)
    ]


def seconds(texts: Sequence[str], work: Callable[[str], object], rounds: int = ROUNDS) -> float:
    """The least time that work on the texts took, a few texts at a time, each as if it was never met before."""
    return seconds_together(texts, lambda some: [work(text) for text in some], TOGETHER, rounds)


def seconds_together(
    texts: Sequence[str], work: Callable[[Sequence[str]], object], size: int, rounds: int = ROUNDS
) -> float:
    """The same of work on so many texts at a time."""
    pieces = [texts[first : first + size] for first in range(0, len(texts), size)]
    least = [float("inf")] * len(pieces)
    for _ in range(rounds):
        for number, some in enumerate(pieces):
            _reader().scans.clear()
            begun = time.thread_time()
            work(some)
            least[number] = min(least[number], time.thread_time() - begun)
    return sum(least)


def tell(name: str, texts: Sequence[str], taken: float, bare: float) -> None:
    """Print microseconds per text, megabytes (a million characters) per second, and the part of the bare scan."""
    size = sum(map(len, texts)) / 1e6
    each = taken / len(texts) * 1e6
    sys.stdout.write(f"{name:34s} {each:10.1f} us/text {size / taken:9.3f} MB/s   1/{taken / bare:.1f}\n")


def passages(text: str) -> list[Passage]:
    """The text as finders get it."""
    tag = _language_of(text)
    return [Passage(f"text.{tag}", tag, text)]


def found_by(name: str, looked: Sequence[tuple[Activity, list[Passage]]]) -> object:
    """What one finder finds."""
    one = finder(name)
    each = getattr(one, "find_each", None)
    return each(looked) if each else [list(one.find(*some)) for some in looked]


def told(found: Sequence[Sequence[Match]]) -> Sequence[Sequence[Match]]:
    """The matches with their evidence, which is made when it is first read."""
    for matches in found:
        for match in matches:
            _ = match.evidence
    return found


def stages(texts: Sequence[str]) -> dict[str, float]:
    """The least time of each step of mapping texts together, in the order in which they are taken."""
    least: dict[tuple[str, int], float] = {}

    def timed(name: str, piece: int, work: Callable[[], Result]) -> Result:
        begun = time.thread_time()
        result = work()
        taken = time.thread_time() - begun
        least[name, piece] = min(least.get((name, piece), taken), taken)
        return result

    for _ in range(ROUNDS):
        for piece in range(0, len(texts), MANY):
            _reader().scans.clear()
            looked = [(_TEXT, passages(text)) for text in texts[piece : piece + MANY]]
            some = [(text, language) for _, own in looked for _, language, text in own]
            timed("cutting words, their signs", piece, lambda some=some: scan_together(some))
            scans = [scan_of(text, language) for text, language in some]
            timed("phrases", piece, lambda scans=scans: [scan.phrases for scan in scans])
            timed(
                "names, context", piece, lambda scans=scans: [(scan.effects, scan.counted) for scan in scans]
            )
            for name in USUAL.finders:
                timed(f"finder {name}", piece, lambda name=name, looked=looked: found_by(name, looked))
            found = found_in_each(looked, USUAL)
            made = timed(
                "joining evidence",
                piece,
                lambda found=found: [combined(_TEXT, hits, USUAL, "standing")[0] for hits in found],
            )
            timed("telling the evidence", piece, lambda made=made: told(made))
    taken: dict[str, float] = {}
    for (name, _), spent in least.items():
        taken[name] = taken.get(name, 0.0) + spent
    return taken


def seesus(texts: Sequence[str], whole: float) -> None:
    """The same texts by seesus, as shipped and with its patterns compiled beforehand; whole is our time for each."""
    try:
        import regex
        from seesus import SeeSus
        from seesus.SDG_keys import SDG_keys
    except ImportError:
        sys.stdout.write("seesus is not installed: not measured\n")
        return
    shipped = seconds(texts, SeeSus, 1) / len(texts)
    patterns = [regex.compile(entry["SDG_keywords"], regex.IGNORECASE) for entry in SDG_keys]
    compiled = seconds(texts, lambda text: [one.search(text) for one in patterns], 3) / len(texts)
    for name, each in (("seesus as shipped", shipped), ("seesus, patterns compiled before", compiled)):
        sys.stdout.write(
            f"{name:34s} {each * 1e6:10,.0f} us/text; mapping is {each / whole:,.0f} times as fast\n"
        )


def main() -> None:
    """Time loading, a bare scan, what mapping is made of, the whole mapping, half the texts, and seesus."""
    map_text("load")
    sys.stdout.write(f"importing and loading: {time.process_time() - BEGUN:.2f} s\n")
    if len(sys.argv) > 2:
        with Path(sys.argv[1]).open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        texts = [" ".join(filter(None, (row[name] for name in sys.argv[2:]))) for row in rows]
        texts = texts[:: max(1, len(texts) // TEXTS)]
    else:
        texts = made_texts()
    for text in texts:
        map_text(text)
    gc.freeze()
    size = sum(map(len, texts)) / len(texts)
    sys.stdout.write(f"{len(texts)} texts of {size:.0f} characters\n")
    automaton = AhoCorasick(sorted({phrase.phrase for phrase in phrases()}))
    bare = seconds(texts, lambda text: automaton.find_matches_as_indexes(text.lower(), overlapping=True))
    tell("bare scan", texts, bare, bare)
    phrase = finder("phrase")
    parts: list[tuple[str, Callable[[str], object]]] = [
        ("finding the phrases", lambda text: Scan(text, _language_of(text), ()).phrases),
        ("with their context, as evidence", lambda text: list(phrase.find(_TEXT, passages(text)))),
        ("mapping without the model", lambda text: map_text(text, settings=WITHOUT_MODEL)),
        ("mapping, text by text", map_text),
    ]
    for name, work in parts:
        tell(name, texts, seconds(texts, work), bare)
    for name, taken in stages(texts).items():
        tell(f"  {name}", texts, taken, bare)
    whole = seconds_together(texts, map_texts, MANY)
    tell("mapping, as registers are", texts, whole, bare)
    read = seconds_together(texts, lambda some: told(map_texts(some)), MANY)
    tell("the same, all evidence read", texts, read, bare)
    pairs = [f"{one} {other}" for one, other in zip(texts[::2], texts[1::2], strict=False)]
    tell(
        "the same, two texts as one",
        pairs,
        seconds_together(pairs, map_texts, MANY),
        bare * sum(map(len, pairs)) / sum(map(len, texts)),
    )
    sample = texts[:: max(1, len(texts) // SEESUS_TEXTS)][:SEESUS_TEXTS]
    seesus(sample, seconds(sample, map_text) / len(sample))
    sys.stdout.write(f"{whole / len(texts) * 34_000:.1f} s for 34,000 such texts\n")


if __name__ == "__main__":
    main()
