"""What the extra `sdgkit[semantic]` gives, beside the same mapping without it; source of figures of docs/model_card.md.

Goals, on the SDG Classification Benchmark (columns text, sdg, label), by halves:

    python tests/benchmarks/semantic_figures.py goals BENCHMARK.csv --numbers FOLDER

Targets, on the countries of a labelled file that nothing was trained on, by their parts:

    python tests/benchmarks/semantic_figures.py targets LABELLED.csv --numbers FOLDER

FOLDER keeps the numbers of each text, as in `sdgkit.mapping.semantic_training`.
"""

from __future__ import annotations

import argparse
import csv
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sdgkit.activities.activity import Activity, Origin
from sdgkit.languages import Text
from sdgkit.mapping.candidates import combined
from sdgkit.mapping.finders import semantic
from sdgkit.mapping.mapped import found_in, ranked
from sdgkit.mapping.mapping import map_text
from sdgkit.mapping.semantic_training import Store
from sdgkit.mapping.settings import MappingSettings
from sdgkit.mapping.training import COUNTRIES, is_apart

DRAWS = 2_000
TOPS = (1, 3, 5)
WITHOUT, WITH = MappingSettings(), MappingSettings(semantic=True)
Flags = NDArray[np.bool_]


def half_of(text: str) -> int:
    """The half of the benchmark in which a text lies: 0 was looked at while working, 1 was not."""
    return zlib.crc32(" ".join(text.lower().split()).encode("utf-8")) % 2


def by_goal(
    goals: NDArray[np.int64], said: Flags, right: Flags, among: NDArray[np.float64]
) -> tuple[float, float]:
    """Mean accuracy and mean F1 over the goals; rows count as often as `among` says."""
    accuracy, f1 = [], []
    for goal in range(1, 18):
        weights = among * (goals == goal)
        if not weights.sum():
            continue
        accuracy.append(float(weights[said == right].sum() / weights.sum()))
        both = float(weights[said & right].sum())
        f1.append(2 * both / max(1e-9, float(weights[said].sum() + weights[right].sum())))
    return 100 * float(np.mean(accuracy)), float(np.mean(f1))


def show_goals(path: Path) -> None:
    """Accuracy and F1 without and with the extra, and a paired bootstrap of the difference."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    goals = np.array([int(row["sdg"]) for row in rows])
    right = np.array([row["label"] == "True" for row in rows])
    halves = np.array([half_of(row["text"]) for row in rows])
    said = {}
    for name, settings in (("without", WITHOUT), ("with", WITH)):
        found = [{match.goal for match in map_text(row["text"], settings=settings)} for row in rows]
        said[name] = np.array([goal in one for goal, one in zip(goals.tolist(), found, strict=True)])
    draw = np.random.default_rng(0)
    for part, among in (("looked at", halves == 0), ("other", halves == 1), ("all", halves >= 0)):
        told = [f"{part} ({among.sum()} rows)"]
        for name, one in said.items():
            accuracy, f1 = by_goal(goals, one, right, among.astype(float))
            told.append(f"{name} {accuracy:.1f} / {f1:.3f}")
        places = np.flatnonzero(among)
        gains = []
        for _ in range(DRAWS):
            drawn = np.bincount(draw.choice(places, len(places)), minlength=len(rows)).astype(float)
            results = [by_goal(goals, said[name], right, drawn)[0] for name in ("with", "without")]
            gains.append(results[0] - results[1])
        low, high = np.percentile(gains, [2.5, 97.5])
        told.append(f"gain in accuracy, 95 %: {low:+.1f} to {high:+.1f}")
        sys.stdout.write("; ".join(told) + "\n")


def show_targets(labelled: Path) -> None:
    """The right target first, among the first three and five, and micro F1, of countries not trained on."""
    with labelled.open(encoding="utf-8-sig", newline="") as stream:
        plans = [
            row
            for row in csv.DictReader(stream)
            if row["targets"] and is_apart(row["source"], row["country"])
        ]
    phrases = MappingSettings(finders=("mention", "phrase", "resemblance"))
    ways = {
        "phrases": phrases,
        "semantic alone": MappingSettings(finders=("semantic",)),
        "both": phrases.model_copy(update={"semantic": True}),
        "embedded, the model of the wheel too": WITHOUT,
        "all that, with the extra": WITH,
    }
    counted: dict[tuple[str, str], list[tuple[int, ...]]] = {}
    for row in plans:
        part = zlib.crc32(row["country"].encode("ascii")) % COUNTRIES
        right = frozenset(row["targets"].split(";"))
        for name, settings in ways.items():
            counts = counts_of(row["text"], right, settings)
            for held in (f"part {part}", "all"):
                counted.setdefault((held, name), []).append(counts)
    for (held, name), rows in sorted(counted.items()):
        *firsts, both, said, wanted = np.array(rows).sum(axis=0).tolist()
        tops = ", ".join(
            f"first {top}: {100 * count / len(rows):.1f} %" for top, count in zip(TOPS, firsts, strict=True)
        )
        f1 = 2 * both / (said + wanted)
        told = f"precision {both / max(1, said):.3f}, recall {both / wanted:.3f}, micro F1 {f1:.3f}"
        sys.stdout.write(f"{held}, {name} ({len(rows)} texts): {tops}; {told}\n")


def counts_of(text: str, right: frozenset[str], settings: MappingSettings) -> tuple[int, ...]:
    """Whether a right target is among the first of each number; how many stand and are right, stand, are labelled.

    A text is read as the description of an activity without a title.
    """
    activity = Activity(id="1", origin=Origin(file=""), title=Text({}), description=Text({"en": text}))
    hits = found_in(activity, settings)
    order = ranked(activity, hits)
    standing = {match.target for match in combined(activity, hits, settings, "standing")[0]} - {None}
    firsts = [int(any(code in right for code in order[:top])) for top in TOPS]
    return (*firsts, len(standing & right), len(standing), len(right))


def kept_in(store: Store) -> Callable[[str], NDArray[np.float32]]:
    """An encoder that keeps what it computes in the folder."""
    return lambda text: store.of([text])[0].astype(np.float32)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Figures of the semantic extra.")
    parser.add_argument("what", choices=("goals", "targets"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--numbers", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    semantic.encoded = kept_in(Store(chosen.numbers))  # type: ignore[attr-defined]
    if chosen.what == "goals":
        show_goals(chosen.file)
    else:
        show_targets(chosen.file)


if __name__ == "__main__":
    main()
