"""Training of the head of the semantic finder (`sdgkit.mapping.semantic_head`), from labelled texts and sdgkit's own.

Run it with

    python -m sdgkit.mapping.semantic_training LABELLED.csv OFFICIAL --leave-out BENCHMARK.csv --numbers FOLDER

where the files are those of `sdgkit.mapping.training` and FOLDER keeps the numbers of each text, so that a second run
takes seconds. It needs the extra `sdgkit[semantic]` and scikit-learn. The same texts give the same bytes on the same
machine and versions.

Goals are learned by ridge regression. A text is labelled with one goal although it often bears on several; so what
the finders of the wheel find in it counts as a part of a label too (`KNOWN`, `FOUND`). No goal is learned from texts
that stand in documents on one subject (`ONE_SUBJECT`). Targets are learned by one logistic regression over all of
them, from the texts that have a target, and beside it by what the texts near a place were about (`near_centres`) and
by a network of one layer (`network`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sdgkit.agenda import targets
from sdgkit.mapping.combine import raw_score, weighed, witness
from sdgkit.mapping.encoder import DIMENSIONS, encoded
from sdgkit.mapping.finders.semantic import WINDOW
from sdgkit.mapping.mapping import found_in_text
from sdgkit.mapping.semantic_head import FILE, NEAR, UNITS, Layer, Nearness, SemanticHead
from sdgkit.mapping.settings import MappingSettings
from sdgkit.mapping.training import ONE_SUBJECT, Sample, all_samples, asked, one_thread, write

SOURCES = frozenset(
    ("osdg_cd", "un_website", "paper_abstract", "ndc_sdg_linkages", "official wording", "title")
)
"""What is trained on; the statements of companies are published under terms that allow measuring only."""
KNOWN, FOUND = 0.5, 0.5
"""What a label of the file, and the raw score of what the finders found, add to a goal's part of a text."""
FINDERS = ("mention", "phrase", "resemblance")
"""Finders that are asked for it; the model of the wheel knows the texts already."""
SMOOTH_GOALS = 300.0
"""Weight of the ridge: larger is smoother."""
SMOOTH_TARGETS = 0.02
"""C of the logistic regression: smaller is smoother."""
OWN = 3.0
"""Weight of a wording or title, of which a target has few, beside a sentence from a climate plan, of which it may have
hundreds."""

CENTRES = 1_200
"""Groups into which the texts with targets are put, about three texts in each: with the texts themselves micro F1 of
the head alone is 0.550 on countries left out of training, with so many centres 0.548, with half of them 0.545."""
SMOOTH_NEAR = 0.2
"""Weight of what keeps the regression on their nearness smooth: larger is smoother."""

NETWORKS, LAYER = 3, 256
"""Networks that are trained and put together, which differ by chance alone, and units of each. One of 128 has half a
point of micro F1 less on countries left out of training."""
ROUNDS, TOGETHER = 15, 128
"""How often a network sees the texts, and how many at a time."""
STEP, SHRINK = 2e-3, 1e-3
"""How far a weight moves at most at the beginning, and how much of it is taken away with each such step."""
SILENT_NUMBERS, SILENT_UNITS, NOISE = 0.25, 0.5, 0.3
"""Part of the numbers and of the units that are silent while it learns, and how far the numbers are shaken, in units of
their spread: else it would know the texts by heart."""

Numbers = NDArray[np.float64]


def shortened(text: str) -> str:
    """What is read of a text: its beginning, as long as a window of the finder."""
    return text.strip()[:WINDOW]


class Store:
    """The numbers of texts, kept in a folder: they take an hour, and the rest seconds.

    Args:
        folder: where they are kept; made where it is missing.
        encode: from a text to its numbers.
    """

    def __init__(self, folder: Path, encode: Callable[[str], NDArray[np.float32]] = encoded) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._keys, self._values, self._encode = folder / "keys.txt", folder / "numbers.f32", encode
        keys = self._keys.read_text("ascii").split() if self._keys.is_file() else []
        raw = self._values.read_bytes() if self._values.is_file() else b""
        values = np.frombuffer(raw[: len(keys) * DIMENSIONS * 4], "<f4").reshape(-1, DIMENSIONS)
        self._known = dict(zip(keys, values, strict=False))

    def of(self, texts: Iterable[str]) -> Numbers:
        """The numbers of texts, one row each; those not known yet are computed and kept."""
        rows = []
        with self._keys.open("a", encoding="ascii") as keys, self._values.open("ab") as values:
            for text in texts:
                read = shortened(text)
                key = hashlib.sha256(read.encode("utf-8")).hexdigest()
                if key not in self._known:
                    self._known[key] = self._encode(read).astype("<f4")
                    values.write(self._known[key].tobytes())
                    values.flush()
                    keys.write(f"{key}\n")
                    keys.flush()
                rows.append(self._known[key])
        return np.array(rows, np.float64).reshape(-1, DIMENSIONS)


def found_goals(text: str, language: str) -> dict[str, float]:
    """The raw score of each goal by what the finders of the wheel find in a text.

    Example:
        >>> found_goals("Fewer cases of maternal mortality", "en").keys()
        dict_keys(['3'])
    """
    hits = found_in_text(shortened(text), language, MappingSettings(finders=FINDERS))
    pieces: dict[str, list[tuple[str, float]]] = {}
    for hit, weight in weighed(hits):
        pieces.setdefault(hit.target or str(hit.goal), []).append((witness(hit), weight))
    found: dict[str, float] = {}
    for code, own in pieces.items():
        goal = code.partition(".")[0]
        found[goal] = max(found.get(goal, 0.0), raw_score(own))
    return found


def ridge(numbers: Numbers, parts: Numbers, smooth: float) -> tuple[Numbers, Numbers]:
    """Lines and constants of a ridge regression of columns that lie between 0 and 1, on margins from -1 to 1.

    Example:
        >>> numbers = np.array([[1.0, 0.0], [0.0, 1.0]])
        >>> lines, constants = ridge(numbers, np.array([[1.0], [0.0]]), 1e-6)
        >>> (numbers @ lines.T + constants).round(3).T.tolist()
        [[1.0, -1.0]]
    """
    middle, spread = numbers.mean(axis=0), numbers.std(axis=0)
    spread[spread == 0] = 1.0
    even = (numbers - middle) / spread
    wanted = parts * 2 - 1
    mean = wanted.mean(axis=0)
    gram = even.T @ even + smooth * np.eye(even.shape[1])
    lines = np.linalg.solve(gram, even.T @ (wanted - mean)).T / spread
    return lines, mean - lines @ middle


def logistic(
    numbers: Numbers, rows: Sequence[int], kinds: Sequence[int], weights: Sequence[float], count: int
) -> tuple[Numbers, Numbers]:
    """Lines and constants of a logistic regression over kinds; a row may stand in it with several kinds."""
    from sklearn.linear_model import LogisticRegression

    middle, spread = numbers.mean(axis=0), numbers.std(axis=0)
    spread[spread == 0] = 1.0
    machine = LogisticRegression(C=SMOOTH_TARGETS, max_iter=300)
    machine.fit(((numbers - middle) / spread)[list(rows)], list(kinds), sample_weight=list(weights))
    lines = np.zeros((count, numbers.shape[1]))
    # A kind without any text stays far below the others.
    constants = np.full(count, -30.0)
    lines[machine.classes_] = machine.coef_ / spread
    constants[machine.classes_] = machine.intercept_ - lines[machine.classes_] @ middle
    return lines, constants


def near_centres(
    numbers: Numbers, labels: Numbers, weights: Numbers, count: int = CENTRES, smooth: float = SMOOTH_NEAR
) -> Nearness:
    """Which labels the texts near each place have: kernel ridge regression on centres of groups of the texts.

    Args:
        numbers: of each text.
        labels: for each text 1 for the labels that it has, 0 for the others.
        weights: what each text counts.
        count: how many groups are made; as many as there are texts where these are fewer.
        smooth: weight of what keeps the regression smooth.
    """
    from sklearn.cluster import KMeans

    middle, spread = numbers.mean(axis=0), numbers.std(axis=0)
    spread[spread == 0] = 1.0
    even = (numbers - middle) / spread
    count = min(count, len(np.unique(even, axis=0)))
    groups = KMeans(count, init="random", n_init=1, max_iter=10, random_state=0).fit(even)
    steps = np.abs(groups.cluster_centers_).max(axis=0) / UNITS
    steps[steps == 0] = 1.0
    units = np.rint(groups.cluster_centers_ / steps).astype(np.int8)
    centres = units * steps

    def close(places: Numbers) -> Numbers:
        apart = (places**2).sum(axis=1)[:, None] + (centres**2).sum(axis=1) - 2 * places @ centres.T
        found: Numbers = np.exp(-NEAR * np.maximum(apart, 0.0) / places.shape[1])
        return found

    usual = (labels * weights[:, None]).sum(axis=0) / weights.sum()
    seen = close(even)
    gram = seen.T @ (seen * weights[:, None]) + smooth * close(centres) + 1e-6 * np.eye(count)
    lines = np.linalg.solve(gram, seen.T @ ((labels - usual) * weights[:, None])).T
    return Nearness(
        middle.astype(np.float32),
        spread.astype(np.float32),
        units,
        steps.astype(np.float32),
        lines.astype(np.float16),
        usual.astype(np.float32),
    )


def network(places: Numbers, labels: Numbers) -> Layer:
    """A network of one layer that shares the trust among the labels; several of them, put together as one.

    Args:
        places: of each text, as `Nearness.placed` has them.
        labels: for each text 1 for the labels that it has, 0 for the others.
    """
    found = [_network(places, labels, np.random.default_rng(number)) for number in range(NETWORKS)]
    seen, seen_constants, said, said_constants = zip(*found, strict=True)
    return Layer.of_lines(
        np.vstack(seen),
        np.concatenate(seen_constants),
        np.hstack(said) / NETWORKS,
        np.mean(said_constants, axis=0),
    )


def _network(
    places: Numbers, labels: Numbers, chance: np.random.Generator
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Weights and constants of the units, and of the labels (Adam, with steps that shrink along a cosine)."""
    count, size = places.shape
    kinds = labels.shape[1]
    parts = [
        chance.normal(0, np.sqrt(2 / size), (size, LAYER)),
        np.zeros(LAYER),
        chance.normal(0, 0.1 / np.sqrt(LAYER), (LAYER, kinds)),
        np.log(np.maximum(labels.mean(axis=0), 1e-4)),
    ]
    means, squares = ([np.zeros_like(part) for part in parts] for _ in range(2))
    rounds = ROUNDS * -(-count // TOGETHER)
    for turn in range(rounds):
        if turn % (rounds // ROUNDS) == 0:
            order = chance.permutation(count)
        begin = turn % (rounds // ROUNDS) * TOGETHER
        some = order[begin : begin + TOGETHER]
        shaken = places[some] + NOISE * chance.normal(size=(len(some), size))
        shaken *= (chance.random(shaken.shape) > SILENT_NUMBERS) / (1 - SILENT_NUMBERS)
        before = shaken @ parts[0] + parts[1]
        heard = (chance.random(before.shape) > SILENT_UNITS) / (1 - SILENT_UNITS)
        units = np.maximum(before, 0.0) * heard
        margins = units @ parts[2] + parts[3]
        grown = np.exp(margins - margins.max(axis=1, keepdims=True))
        wanted = labels[some]
        off = grown / grown.sum(axis=1, keepdims=True) * wanted.sum(axis=1, keepdims=True) - wanted
        off /= len(some)
        back = (off @ parts[2].T) * heard * (before > 0)
        slopes = (shaken.T @ back, back.sum(axis=0), units.T @ off, off.sum(axis=0))
        far = STEP * 0.5 * (1 + np.cos(np.pi * (turn + 1) / rounds))
        for place, slope in enumerate(slopes):
            means[place] = 0.9 * means[place] + 0.1 * slope
            squares[place] = 0.99 * squares[place] + 0.01 * slope**2
            mean, square = means[place] / (1 - 0.9 ** (turn + 1)), squares[place] / (1 - 0.99 ** (turn + 1))
            parts[place] -= far * mean / (np.sqrt(square) + 1e-8)
            if parts[place].ndim > 1:
                parts[place] -= far * SHRINK * parts[place]
    return parts[0].T, parts[1], parts[2].T, parts[3]


def trained(samples: Sequence[Sample], store: Store) -> SemanticHead:
    """The head of these texts.

    Raises:
        ValueError: there are no texts, or none with a target.
    """
    samples = [one for one in samples if one.source in SOURCES]
    if not any(one.targets for one in samples):
        raise ValueError("no texts with a target to train on")
    numbers = store.of(one.text for one in samples)
    goals = [str(number) for number in range(1, 18)]
    parts = np.zeros((len(samples), len(goals)))
    for row, one in enumerate(samples):
        found = found_goals(one.text, one.language)
        parts[row] = [KNOWN * (goal in one.goals) + FOUND * found.get(goal, 0.0) for goal in goals]
    codes = [target.code for target in targets()]
    place = {code: number for number, code in enumerate(codes)}
    pairs = [
        (row, place[code])
        for row, one in enumerate(samples)
        for code in sorted(one.targets or ())
        if code in place
    ]
    free = np.array([one.source not in ONE_SUBJECT for one in samples])
    goal_lines, goal_constants = ridge(numbers[free], parts[free], SMOOTH_GOALS)
    rows, kinds = zip(*pairs, strict=True)
    weights = [1.0 if samples[row].source == "ndc_sdg_linkages" else OWN for row in rows]
    target_lines, target_constants = logistic(numbers, rows, kinds, weights, len(codes))
    aimed = sorted(set(rows))
    labels = np.zeros((len(samples), len(codes)))
    labels[list(rows), list(kinds)] = 1.0
    counts = np.array([1.0 if samples[row].source == "ndc_sdg_linkages" else OWN for row in aimed])
    near = near_centres(numbers[aimed], labels[aimed], counts)
    return SemanticHead.of_lines(
        [*goals, *codes],
        np.vstack([goal_lines, target_lines]),
        np.concatenate([goal_constants, target_constants]),
        near,
        network(near.placed(numbers[aimed]), labels[aimed]),
    )


def taught(samples: Sequence[Sample], store: Store) -> Numbers:
    """What the lines of the head of these texts say of each of them: margins of all goals and targets, a row a text.

    What lies near is left out: of these texts it knows the labels, and a line of words learns no more from it.
    """
    head = trained(samples, store)
    return np.array([head.lines(numbers) for numbers in store.of(one.text for one in samples)])


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the head; prints its size and hash."""
    chosen = asked("Train the head of the semantic finder.", FILE, arguments)
    samples = all_samples(chosen.labelled, chosen.official, chosen.leave_out)
    samples = [one for one in samples if one.source in SOURCES]
    with one_thread():
        head = trained(samples, Store(chosen.numbers))
    write(chosen.out, head.to_bytes(), samples)


if __name__ == "__main__":
    main()
