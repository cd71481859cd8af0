"""What the extra `sdgkit[semantic]` gives, beside the same mapping without it; source of figures of docs/model_card.md.

Goals, on the SDG Classification Benchmark (columns text, sdg, label), by halves:

    python tests/benchmarks/semantic_figures.py goals BENCHMARK.csv --numbers FOLDER

Targets, on the countries of a labelled file that a head and a model of the wheel of their own are not trained on, four
fifths of them one after the other, and a further fifth that is left out of everything:

    python tests/benchmarks/semantic_figures.py targets LABELLED.csv OFFICIAL --leave-out BENCHMARK.csv --numbers FOLDER

With `--fifths` each fifth of the countries is measured with a head and a model that were trained on the other four.

All goals of passages, with a head and a model of the wheel that did not see them (two halves, some minutes), asked for
with `passages` in place of `targets`.

FOLDER keeps the numbers of each text, as in `sdgkit.mapping.semantic_training`. The labels of `passages` are in
`goals_of_passages.csv` beside this file: for the SHA-256 of each text (of OSDG's community data set and two others,
without markup; 16 digits) all goals that it bears on, and those that it perhaps does, which count neither way. They
come from one reading by a language model, which nobody went over; so they are for choosing constants and comparing
versions, and nothing is trained on them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sdgkit.activities.activity import Activity, Origin
from sdgkit.languages import Text
from sdgkit.mapping.candidates import combined
from sdgkit.mapping.finders import model as of_wheel
from sdgkit.mapping.finders import semantic
from sdgkit.mapping.linear_model import LinearModel
from sdgkit.mapping.mapped import found_in, ranked
from sdgkit.mapping.mapping import map_text
from sdgkit.mapping.semantic_head import SemanticHead
from sdgkit.mapping.semantic_training import SOURCES, Store, trained
from sdgkit.mapping.settings import MappingSettings
from sdgkit.mapping.training import Sample, all_samples, one_thread, without_markup
from sdgkit.mapping.training import trained as trained_wheel

DRAWS = 2_000
FOLDS = 5
"""Parts of the countries, by `zlib.crc32` of their codes; part 0 is left out of every training."""
TOPS = (1, 3, 5)
PLANS = "ndc_sdg_linkages"
PASSAGES = Path(__file__).with_name("goals_of_passages.csv")
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


def show_targets(
    labelled: Path, official: Path, leave_out: Path, store: Store, *, fifths: bool = False
) -> None:
    """The right target first, among the first three and five, and micro F1, of countries not trained on.

    Args:
        labelled, official, leave_out: what is trained on, and texts like which nothing is.
        store: keeps the numbers of texts.
        fifths: whether each fifth is measured with what was learned from all the others.
    """
    samples = all_samples(labelled, official, leave_out)
    with labelled.open(encoding="utf-8-sig", newline="") as stream:
        plans = [row for row in csv.DictReader(stream) if row["source"] == PLANS and row["targets"]]
    parts = {without_markup(row["text"]): zlib.crc32(row["country"].encode("ascii")) % FOLDS for row in plans}
    phrases = MappingSettings(finders=("mention", "phrase", "resemblance"))
    ways = {
        "phrases": phrases,
        "semantic alone": MappingSettings(finders=("semantic",)),
        "both": phrases.model_copy(update={"semantic": True}),
        "embedded, the model of the wheel too": WITHOUT,
        "all that, with the extra": WITH,
    }
    counted: dict[tuple[str, str], list[tuple[int, ...]]] = {}
    for number in range(FOLDS):
        away = {text for text, part in parts.items() if part == number or (part == 0 and not fifths)}
        use(*made([one for one in samples if one.source != PLANS or one.text not in away], store))
        held = "each fifth" if fifths else "four fifths" if number else "further fifth"
        for row in plans:
            if parts[without_markup(row["text"])] == number:
                right = frozenset(row["targets"].split(";"))
                for name, settings in ways.items():
                    counted.setdefault((held, name), []).append(counts_of(row["text"], right, settings))
    for (held, name), rows in counted.items():
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


def made(samples: Sequence[Sample], store: Store) -> tuple[SemanticHead, LinearModel]:
    """The head and the model of the wheel that are trained on these texts."""
    with one_thread():
        head = trained([one for one in samples if one.source in SOURCES], store)
        said = np.array([head.lines(numbers) for numbers in store.of(one.text for one in samples)])
        return head, trained_wheel(samples, said)


def use(head: SemanticHead, model: LinearModel) -> None:
    """Let the finders read with these."""
    semantic.shipped = lambda: head  # type: ignore[attr-defined]
    of_wheel.shipped = lambda: model  # type: ignore[attr-defined]


def show_passages(labelled: Path, official: Path, leave_out: Path, store: Store) -> None:
    """How the goals of passages compare with all that one reading found, without and with the extra."""
    with PASSAGES.open(encoding="utf-8", newline="") as stream:
        read = {
            row["text_sha256"]: (goals_in(row["goals"]), goals_in(row["perhaps"]))
            for row in csv.DictReader(stream)
        }
    samples = all_samples(labelled, official, leave_out)
    keys = {one: hashlib.sha256(one.text.encode("utf-8")).hexdigest()[:16] for one in samples}
    counts: dict[str, list[tuple[int, int, int]]] = {"without": [], "with": []}
    for half in (0, 1):
        held = [one for one in samples if keys[one] in read and int(keys[one], 16) % 2 == half]
        away = {one.text for one in held}
        use(*made([one for one in samples if one.text not in away], store))
        for one in held:
            right, perhaps = read[keys[one]]
            for name, settings in (("without", WITHOUT), ("with", WITH)):
                said = {match.goal for match in map_text(one.text, "en", settings)}
                counts[name].append((len(said & right), len(said - right - perhaps), len(right - said)))
    tables = {name: np.array(rows, float) for name, rows in counts.items()}
    for name, table in tables.items():
        both, wrong, missed = table.sum(axis=0)
        told = f"precision {both / (both + wrong):.3f}, recall {both / (both + missed):.3f}"
        sys.stdout.write(f"goals of {len(table)} passages, {name}: {told}, F1 {f1_of(table):.3f}\n")
    draw = np.random.default_rng(0)
    rows = draw.integers(0, len(tables["with"]), (DRAWS, len(tables["with"])))
    gains = [f1_of(tables["with"][one]) - f1_of(tables["without"][one]) for one in rows]
    low, high = np.percentile(gains, [2.5, 97.5])
    sys.stdout.write(f"gain in F1, 95 %: {low:+.3f} to {high:+.3f}\n")


def goals_in(cell: str) -> frozenset[int]:
    """The goals of a cell."""
    return frozenset(int(part) for part in cell.split(";") if part)


def f1_of(table: NDArray[np.float64]) -> float:
    """F1 of rows of right, wrong and missed."""
    both, wrong, missed = table.sum(axis=0)
    return float(2 * both / (2 * both + wrong + missed))


def kept_in(store: Store) -> Callable[[str], NDArray[np.float32]]:
    """An encoder that keeps what it computes in the folder."""
    return lambda text: store.of([text])[0].astype(np.float32)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Figures of the semantic extra.")
    parser.add_argument("what", choices=("goals", "targets", "passages"))
    parser.add_argument("file", type=Path)
    parser.add_argument("official", type=Path, nargs="?")
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--numbers", type=Path, required=True)
    parser.add_argument(
        "--fifths", action="store_true", help="targets of each fifth, learned from the other four"
    )
    chosen = parser.parse_args(arguments)
    store = Store(chosen.numbers)
    semantic.encoded = kept_in(store)  # type: ignore[attr-defined]
    if chosen.what == "goals":
        show_goals(chosen.file)
    elif chosen.what == "targets":
        show_targets(chosen.file, chosen.official, chosen.leave_out, store, fifths=chosen.fifths)
    else:
        show_passages(chosen.file, chosen.official, chosen.leave_out, store)


if __name__ == "__main__":
    main()
