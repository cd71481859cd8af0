"""How often a goal or target of each raw value is right: the tables of scores, and how reliable they are.

    python tests/benchmarks/calibration.py DATA
    python tests/benchmarks/calibration.py DATA --labelled labelled.csv

DATA as in `mapping_quality.py`; `--labelled` is what `tests/mapping/evaluation/measure.py --write` writes.

A table is made of labelled sets that count the same whatever their size, because the labels of each are of another
strictness: climate plans of countries that nothing was trained on (part 1), activities kept apart to choose by, and
projects of Kazakhstan; for goals also solutions of UNDP and the half of the SDG Classification Benchmark that was
looked at. What is told of these sets by a table made anew is told of texts that had no part in it (five parts, by a
hash of the text). The other half of the benchmark, part 0 of the countries, activities kept apart to measure and the
evaluation set have no part in any table.

All goals and targets that there is any evidence for are judged, also those that are not shown. The error is the mean
distance between the score and the part that is right, over ten bands of the score, by how many are in each.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from mapping_quality import BANDS, activity, benchmark_rows, is_even, plans, rows_of, tell
from scipy.optimize import nnls

from sdgkit.activities.activity import Activity
from sdgkit.mapping.candidates import candidates_of
from sdgkit.mapping.combine import Level, calibrated
from sdgkit.mapping.evaluate import Labelled, read_labelled
from sdgkit.mapping.mapped import found_in

LEVELS: tuple[Level, Level] = ("goal", "target")
KNOTS = (0.0, 0.2, 0.35, 0.6, 0.75, 0.85, 0.95, 0.99, 1.0)
"""Raw values that have a row in a table made anew. Chosen among six, by the error on texts without a part in it."""
PARTS = 5
MEASURE = Path(__file__).parents[1] / "mapping" / "evaluation"
SHOWN = 0.1
"""Score from which the error is told apart: most of what there is a trace of evidence for lies below."""


class Judged(NamedTuple):
    """A goal or target of a text that people labelled."""

    raw: float
    right: bool
    part: int
    """Part of its text, for tables that did not see it."""


class Labels(NamedTuple):
    """What was judged of a set."""

    made_of: bool
    """Whether a table is made of it."""
    rows: list[Judged]


Sets = dict[Level, dict[str, Labels]]


def part_of(of: Activity) -> int:
    """The part that a text is in."""
    return zlib.crc32(f"{of.title} {of.description}".encode()) % PARTS


def judged(level: Level, of: Activity, gold: set[str]) -> Iterable[Judged]:
    """The goals or targets that there is evidence for in a text, each right where it is in `gold`."""
    part = part_of(of)
    for code, raw in candidates_of(found_in(of)):
        if ("." in code) == (level == "target"):
            yield Judged(raw, code in gold, part)


def written(part: str) -> Iterable[Labelled]:
    """The activities of a part of those written for sdgkit, in three languages."""
    sys.path.append(str(MEASURE))
    measure = import_module("measure")
    for language in measure.LANGUAGES:
        yield from measure.labelled(language, MEASURE.parent / "written" / part)


def asked_for(rows: Iterable[Mapping[str, str]]) -> Iterable[Judged]:
    """Rows of the benchmark, which asks for one goal of each text."""
    for row in rows:
        of = activity("", row["text"])
        raws = dict(candidates_of(found_in(of)))
        if row["sdg"] in raws:
            yield Judged(raws[row["sdg"]], row["label"] == "True", part_of(of))


def collected(data: Path, labelled: Path | None) -> Sets:
    """Of each level the sets by name."""
    found: Sets = {level: {} for level in LEVELS}

    def add(name: str, made_of: bool, of: Activity, goals: set[str], targets: set[str] | None = None) -> None:
        found["goal"].setdefault(name, Labels(made_of, [])).rows.extend(judged("goal", of, goals))
        if targets is not None:
            found["target"].setdefault(name, Labels(made_of, [])).rows.extend(judged("target", of, targets))

    for part, pairs in plans(data).items():
        name = "climate plans, other countries" if part else "climate plans, countries never looked at"
        for of, gold in pairs:
            add(name, bool(part), of, {code.partition(".")[0] for code in gold}, gold)
    for part in ("choose", "measure"):
        for one in written(part):
            name = f"activities kept apart to {part}"
            add(name, part == "choose", one.activity, set(one.goals), set(one.targets))
    for row in rows_of(data / "activities" / "kaz_silver_targets.csv"):
        gold = {row["primary_target"], *filter(None, re.split(r"[;,\s]+", row["other_targets"]))}
        of = activity(row["name"], row["description"])
        add("projects of Kazakhstan", True, of, {code.partition(".")[0] for code in gold}, gold)
    for row in rows_of(data / "activities" / "undp_solutions_sdg_goals.csv"):
        if zlib.crc32(row["text"].encode()) % 8 == 0:
            of = activity(row["title"], re.sub(r"[>*#]", "", row["text"])[:1500])
            add("solutions of UNDP", True, of, set(re.findall(r"\d+", row["sdg_goals"])))
    rows = benchmark_rows()
    for half in (True, False) if rows else ():
        name = "benchmark, half looked at" if half else "benchmark, other half"
        judged_rows = asked_for(row for row in rows if is_even(row["text"]) == half)
        found["goal"][name] = Labels(half, list(judged_rows))
    for one in read_labelled(labelled) if labelled else ():
        add(f"evaluation set, {one.language}", False, one.activity, set(one.goals), set(one.targets))
    return found


def table_of(sets: Iterable[Sequence[Judged]]) -> list[float]:
    """The scores of the knots that lie nearest to what is right (least squares), never falling, from 0 to 1."""
    knots = np.array(KNOTS)
    seen, right, weights = [], [], []
    for rows in sets:
        raws = np.array([row.raw for row in rows])
        # A raw value between two knots has the score of both, by how near it lies.
        seen.append(np.array([np.interp(raws, knots, one) for one in np.eye(len(knots))]).T)
        right.append(np.array([float(row.right) for row in rows]))
        weights.append(np.full(len(rows), 1 / len(rows)))
    matrix, aim, root = np.concatenate(seen), np.concatenate(right), np.sqrt(np.concatenate(weights))
    # What each knot between the ends adds to the one before, which is never less than nothing.
    adds = matrix[:, 1:-1] @ np.tril(np.ones((len(knots) - 2,) * 2))
    steps, _ = nnls(adds * root[:, None], (aim - matrix[:, -1]) * root)
    return [0.0, *np.minimum(1.0, np.cumsum(steps)).tolist(), 1.0]


def error(scores: np.ndarray, right: np.ndarray) -> float:
    """How far the scores are from the parts that are right, on average over all."""
    off = 0.0
    for low, high in pairwise(BANDS):
        inside = (scores >= low) & (scores < high)
        if inside.any():
            off += float(inside.mean() * abs(scores[inside].mean() - right[inside].mean()))
    return off


def show(level: Level, sets: Mapping[str, Labels]) -> None:
    """Print how reliable the scores of a level are: by the table of goals, by its own as shipped, and made anew."""
    made_of = [one.rows for one in sets.values() if one.made_of]
    whole = table_of(made_of)
    parts = [
        table_of([[row for row in rows if row.part != part] for rows in made_of]) for part in range(PARTS)
    ]
    told = ", ".join(f"{raw:g}: {score:.3f}" for raw, score in zip(KNOTS, whole, strict=True))
    tell(f"\n{level}s; a table made anew: {told}")
    kinds = ("as for a goal", "as shipped", "made anew")
    tell("| set | n | right | " + " | ".join(f"error {kind}, and from {SHOWN} on" for kind in kinds) + " |")
    tell("|---" * 6 + "|")
    bands: dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}
    for name, (is_made_of, rows) in sets.items():
        raws, right = np.array([row.raw for row in rows]), np.array([row.right for row in rows])
        anew = np.interp(raws, KNOTS, whole)
        if is_made_of:
            own = np.array([row.part for row in rows])
            anew = np.select(
                [own == part for part in range(PARTS)], [np.interp(raws, KNOTS, one) for one in parts]
            )
        before = np.array([calibrated(row.raw) for row in rows])
        shipped = np.array([calibrated(row.raw, level) for row in rows])
        bands[name] = before, shipped, right
        cells = [
            f"{error(scores, right):.3f}, {error(scores[scores >= SHOWN], right[scores >= SHOWN]):.3f}"
            for scores in (before, shipped, anew)
        ]
        said = "" if is_made_of else " (no part in it)"
        tell(f"| {name}{said} | {len(rows)} | {100 * right.mean():.0f} % | {' | '.join(cells)} |")
    for kind, place in (("as for a goal", 0), ("as shipped", 1))[level == "goal" :]:
        tell(f"\n{level}s, the score {kind}: n, right")
        tell("| score | " + " | ".join(bands) + " |")
        tell("|---" * (1 + len(bands)) + "|")
        for low, high in pairwise(BANDS):
            cells = []
            for triple in bands.values():
                scores, right = triple[place], triple[2]
                inside = (scores >= low) & (scores < high)
                cells.append(f"{inside.sum():,}, {100 * right[inside].mean():.0f} %" if inside.any() else "–")
            tell(f"| {low:.1f}–{min(high, 1.0):.1f} | {' | '.join(cells)} |")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description="Measure how reliable the scores are.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--labelled", type=Path)
    chosen = parser.parse_args(arguments)
    for level, sets in collected(chosen.data, chosen.labelled).items():
        show(level, sets)


if __name__ == "__main__":
    sys.exit(main())
