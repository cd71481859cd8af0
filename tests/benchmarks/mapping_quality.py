"""How well the mapping does at default settings, on everything that docs/model_card.md gives figures for.

    python tests/benchmarks/mapping_quality.py DATA                          # everything, embedded
    python tests/benchmarks/mapping_quality.py DATA --benchmark --beside seesus=results.csv   # some seconds
    python tests/benchmarks/mapping_quality.py DATA --totals                 # UN totals by goal only, some seconds
    python tests/benchmarks/mapping_quality.py DATA --benchmark --beside seesus=results.csv --semantic NUMBERS

DATA is a folder with mapping, activities, agenda and indicators. The texts of the SDG Classification Benchmark are
in the package sdgclassification-benchmark, and left out without it. `--benchmark` measures on nothing else.

`--beside` compares with results of another system item by item, on the items that are in both: a CSV file with the
columns id and predicted_label, or id and predicted_sdgs ("[5, 16]"), as the benchmark's repository publishes them. Its
older files have ids of their own; the comparison says how many items it found.

`--semantic` turns the extra on for the benchmark; NUMBERS is a folder that keeps the numbers of each text, as in
`sdgkit.mapping.semantic_training`.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import yaml

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.reading import read_register
from sdgkit.languages import Text
from sdgkit.mapping.candidates import combined
from sdgkit.mapping.finders import semantic as finder_of_meaning
from sdgkit.mapping.mapped import found_in, map_activity, ranked
from sdgkit.mapping.mapping import map_text
from sdgkit.mapping.semantic_training import Store
from sdgkit.mapping.settings import MappingSettings
from sdgkit.mapping.training import COUNTRIES as COUNTRIES_OF
from sdgkit.mapping.training import COUNTRIES_APART, is_apart

SETTINGS = MappingSettings()
ROUNDS = 2000
BANDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
COUNTRIES = {"Kyrgyzstan": "KGZ", "Tajikistan": "TJK", "Turkmenistan": "TKM", "Uzbekistan": "UZB"}

Found = list[tuple[float, bool, bool]]
"""Of each match of a code that was judged: its score, whether it is right, whether it stands."""


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def activity(title: str, description: str = "", language: str = "en") -> Activity:
    """An activity of these texts."""
    return Activity(
        id="1",
        origin=Origin(file=""),
        title=Text({language: title} if title else {}),
        description=Text({language: description} if description else {}),
    )


def benchmark_rows() -> list[dict[str, str]]:
    """The rows of the SDG Classification Benchmark; none where its package is not installed."""
    if find_spec("sdgclassification") is None or (spec := find_spec("sdgclassification.benchmark")) is None:
        return []
    return rows_of(Path(str(spec.origin)).parent / "resources" / "benchmark.csv")


def is_even(text: str) -> bool:
    """Whether a text is of the half that was looked at."""
    return zlib.crc32(" ".join(text.lower().split()).encode()) % 2 == 0


def by_goal(goals: np.ndarray, gold: np.ndarray, said: np.ndarray) -> tuple[float, float]:
    """Mean accuracy (percent) and F1 over the goals."""
    accuracies, f1 = [], []
    for goal in np.unique(goals):
        g, s = gold[goals == goal], said[goals == goal]
        accuracies.append((g == s).mean())
        f1.append(2 * (g & s).sum() / max(1, g.sum() + s.sum()))
    return 100 * float(np.mean(accuracies)), float(np.mean(f1))


def drawn(goals: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Rows drawn with replacement, as many of each goal as there are."""
    places = [np.flatnonzero(goals == goal) for goal in np.unique(goals)]
    return np.concatenate([generator.choice(place, len(place)) for place in places])


def answers_in(path: Path) -> Callable[[str, str], bool | None]:
    """What another system says of an item (its id, its goal); nothing where its results are silent."""
    told = {row["id"]: row for row in rows_of(path)}

    def answer(item: str, goal: str) -> bool | None:
        row = told.get(item)
        if row is None:
            return None
        if "predicted_label" in row:
            return row["predicted_label"] == "True"
        return goal in re.findall(r"\d+", row["predicted_sdgs"])

    return answer


def compare(name: str, goals: np.ndarray, gold: np.ndarray, ours: np.ndarray, theirs: np.ndarray) -> None:
    """Print by how much this mapping differs from another system on the same rows (paired bootstrap)."""
    generator = np.random.default_rng(0)

    def gap(rows: np.ndarray) -> np.ndarray:
        g, right = goals[rows], gold[rows]
        return np.subtract(by_goal(g, right, ours[rows]), by_goal(g, right, theirs[rows]))

    better = gap(np.arange(len(goals)))
    low, high = np.percentile([gap(drawn(goals, generator)) for _ in range(ROUNDS)], [2.5, 97.5], axis=0)
    accuracy, f1 = by_goal(goals, gold, theirs)
    tell(
        f"    {name}, {len(goals)} rows in both: {accuracy:.1f}, F1 {f1:.3f}; sdgkit differs by {better[0]:+.1f} "
        f"[{low[0]:+.1f}, {high[0]:+.1f}], F1 {better[1]:+.3f} [{low[1]:+.3f}, {high[1]:+.3f}]; alone right: "
        f"sdgkit {((ours == gold) & (theirs != gold)).sum()}, {name} {((ours != gold) & (theirs == gold)).sum()}"
    )


def benchmark(others: dict[str, Path], settings: MappingSettings = SETTINGS) -> Found:
    """Print accuracy and F1 by half, their intervals, and the difference to other systems on the same rows."""
    rows = benchmark_rows()
    if not rows:
        tell("SDG Classification Benchmark: the package is not installed")
        return []
    goals = np.array([int(row["sdg"]) for row in rows])
    gold = np.array([row["label"] == "True" for row in rows])
    even = np.array([is_even(row["text"]) for row in rows])
    said = np.array([int(r["sdg"]) in {m.goal for m in map_text(r["text"], settings=settings)} for r in rows])
    systems = {other: answers_in(path) for other, path in others.items()}
    generator = np.random.default_rng(0)
    for name, part in (("looked at", even), ("other half", ~even), ("all", even | ~even)):
        accuracy, f1 = by_goal(goals[part], gold[part], said[part])
        rounds = [drawn(goals[part], generator) for _ in range(ROUNDS)]
        both = np.array([by_goal(goals[part][r], gold[part][r], said[part][r]) for r in rounds])
        low, high = np.percentile(both, [2.5, 97.5], axis=0)
        tell(
            f"benchmark, {name} ({part.sum()} rows): {accuracy:.1f} [{low[0]:.1f}, {high[0]:.1f}], "
            f"F1 {f1:.3f} [{low[1]:.3f}, {high[1]:.3f}]"
        )
        for other, answer in systems.items():
            told = [answer(row["id"], row["sdg"]) for row in rows]
            known = np.array([one is not None for one in told]) & part
            if not known.any():
                tell(f"    {other}: no row with an id of the benchmark")
                continue
            theirs = np.array([bool(one) for one in told])
            compare(other, goals[known], gold[known], said[known], theirs[known])
    found: Found = []
    for row, half in zip(rows, even, strict=True):
        if not half:
            found += judged(activity("", row["text"]), {row["sdg"]}, goals=True, right=row["label"] == "True")
    return found


def judged(of: Activity, gold: set[str], *, goals: bool = False, right: bool = True) -> Found:
    """The matches of an activity with their scores; with `goals` only those of the goals in `gold`."""
    matches, near = combined(of, found_in(of), SETTINGS)
    found: Found = []
    best: dict[str, tuple[float, bool]] = {}
    for match in [*matches, *near]:
        if goals:
            old = best.get(str(match.goal), (0.0, False))
            best[str(match.goal)] = max(old[0], match.score), old[1] or match.stands
        elif match.target:
            found.append((match.score, match.target in gold, match.stands))
    return found + [(score, right, stands) for goal, (score, stands) in best.items() if goal in gold]


def targets_of(rows: Iterable[tuple[Activity, set[str], str]]) -> tuple[str, Found]:
    """How the suggested and the first targets compare with labels: a sentence, and the matches with their scores."""
    n = right = suggested = labelled = 0
    first: Counter[int] = Counter()
    found: Found = []
    for of, gold, primary in rows:
        hits = found_in(of)
        standing = {m.target for m in combined(of, hits, SETTINGS, "standing")[0] if m.target}
        order = ranked(of, hits)
        n, labelled = n + 1, labelled + len(gold)
        right, suggested = right + len(standing & gold), suggested + len(standing)
        aim = {primary} if primary else gold
        first.update(top for top in (1, 3, 5) if aim & set(order[:top]))
        found += judged(of, gold)
    tops = ", ".join(f"first {top} {100 * first[top] / n:.0f} %" for top in (1, 3, 5))
    told = f"precision {right / suggested:.3f}, recall {right / labelled:.3f}, "
    return f"{n} texts: {tops}; {told}micro F1 {2 * right / (suggested + labelled):.3f}", found


def projects(data: Path) -> Found:
    """Print the figures of project texts of Kazakhstan."""
    rows = []
    for row in rows_of(data / "activities" / "kaz_silver_targets.csv"):
        gold = {row["primary_target"], *filter(None, re.split(r"[;,\s]+", row["other_targets"]))}
        rows.append((activity(row["name"], row["description"]), gold, row["primary_target"]))
    told, found = targets_of(rows)
    tell(f"kaz_silver_targets, {told}")
    return found


def texts_of(path: Path) -> Iterable[tuple[str, str]]:
    """Target and text of each title in a file of translations."""
    for key, text in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        code = re.match(r"(\d+)-([0-9a-z]+)-", key)
        if code and key.endswith("-title") and text:
            yield f"{code[1]}.{code[2]}", re.sub(r"<[^>]+>", "", str(text))


def wording(data: Path) -> None:
    """Print how often official wording, and titles of indicators, find their target."""
    for language in ("en", "ru", "kk"):
        texts = texts_of(data / "agenda" / language / "global_targets.yml")
        orders = [(code, order_of(activity("", text, language))) for code, text in texts]
        parts = [f"official wording first {part(orders, 1)}"]
        for name in ("national_indicators", "global_indicators"):
            path = data / "indicators" / "kazstat" / "translations" / language / f"{name}.yml"
            orders = [(code, order_of(activity(text, "", language))) for code, text in texts_of(path)]
            parts.append(f"{name} ({len(orders)}) first {part(orders, 1)}, first five {part(orders, 5)}")
        tell(f"{language}: {'; '.join(parts)}")


def order_of(of: Activity) -> list[str]:
    """The targets of an activity, best first."""
    return ranked(of, found_in(of))


def part(orders: Sequence[tuple[str, list[str]]], top: int) -> str:
    """Percent of the texts whose target is among the first."""
    return f"{100 * sum(code in order[:top] for code, order in orders) / len(orders):.0f} %"


def un_totals(data: Path) -> None:
    """Print how far shares of counts by goal are from those that UN staff gave (half the absolute difference).

    They counted sub-outputs, each once, also where the extract has a row for each agency that takes part in it.
    """
    theirs: dict[str, Counter[int]] = defaultdict(Counter)
    for row in rows_of(data / "activities" / "uninfo_country_sdg_totals_CA_without_KAZ.csv"):
        if row["country"] in COUNTRIES:
            theirs[COUNTRIES[row["country"]]][int(row["sdg"])] += float(row["suboutputs"])
    goals: dict[tuple[str, str], set[int]] = defaultdict(set)
    for of in read_register(data / "activities" / "uninfo_central_asia_activities.csv").activities:
        found = {match.goal for match in map_activity(of).matches if match.stands}
        for country in of.countries:
            # The further rows of an identifier have a number behind it.
            goals[country, of.id.partition("#")[0]] |= found
    for country in COUNTRIES.values():
        own = [found for (where, _), found in goals.items() if where == country]
        a, b = Counter(goal for found in own for goal in found), theirs[country]
        off = sum(abs(a[goal] / a.total() - b[goal] / b.total()) for goal in range(1, 18)) / 2
        told = f"{a.total()} goals of {len(own)} sub-outputs, theirs {b.total():.0f}"
        tell(f"UN totals, {country}: {off:.3f} off ({told})")


def plans(data: Path) -> dict[int, list[tuple[Activity, set[str]]]]:
    """The texts of climate plans of countries that nothing was trained on, by the part of the countries."""
    found: dict[int, list[tuple[Activity, set[str]]]] = {part: [] for part in COUNTRIES_APART}
    for row in rows_of(data / "mapping" / "labelled_en.csv"):
        if row["targets"] and is_apart(row["source"], row["country"]):
            pair = activity("", row["text"]), set(row["targets"].split(";"))
            found[zlib.crc32(row["country"].encode()) % COUNTRIES_OF].append(pair)
    return found


def countries(data: Path) -> Found:
    """Print the figures of targets on countries that the model was not trained on; nothing was chosen on part 0."""
    found: Found = []
    for number, pairs in plans(data).items():
        told, judged = targets_of((of, gold, "") for of, gold in pairs)
        tell(f"NDC, countries not trained on, part {number}, whole mapping, {told}")
        found += judged
    return found


def reliability(sets: dict[str, Found]) -> None:
    """Print for each band of the score how many matches there are and which part of them is right."""
    tell("| score | " + " | ".join(f"{name}, n | right" for name in sets) + " |")
    tell("|---" * (1 + 2 * len(sets)) + "|")
    for low, high in pairwise(BANDS):
        cells = []
        for found in sets.values():
            inside = [right for score, right, _ in found if low <= score < high]
            cells += [str(len(inside)), f"{100 * sum(inside) / len(inside):.0f} %" if inside else "–"]
        tell(f"| {low:.1f}–{min(high, 1.0):.1f} | " + " | ".join(cells) + " |")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description="Measure the mapping.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--beside", action="append", default=[], metavar="NAME=RESULTS.csv")
    parser.add_argument("--benchmark", action="store_true", help="measure on the benchmark only")
    parser.add_argument("--semantic", type=Path, metavar="NUMBERS")
    parser.add_argument("--totals", action="store_true", help="measure the UN totals by goal only")
    chosen = parser.parse_args(arguments)
    others = {name: Path(path) for name, _, path in (one.partition("=") for one in chosen.beside)}
    if chosen.totals:
        un_totals(chosen.data)
        return
    if chosen.semantic:
        numbers = Store(chosen.semantic)
        finder_of_meaning.encoded = lambda text: numbers.of([text])[0].astype(np.float32)  # type: ignore[assignment]
    if chosen.semantic or chosen.benchmark:
        benchmark(others, MappingSettings(semantic=bool(chosen.semantic)))
        return
    sets = {"benchmark, goals, other half": benchmark(others), "projects, targets": projects(chosen.data)}
    wording(chosen.data)
    un_totals(chosen.data)
    sets["NDC, targets, countries not trained on"] = countries(chosen.data)
    reliability(sets)


if __name__ == "__main__":
    sys.exit(main())
