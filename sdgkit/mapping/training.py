"""Training of the model in the wheel (`sdgkit.mapping.linear_model`), from labelled texts and sdgkit's own words.

Run it with

    python -m sdgkit.mapping.training LABELLED.csv OFFICIAL ACTIVITIES --leave-out BENCHMARK.csv --numbers FOLDER

where LABELLED.csv has the columns source, text, goals, targets and country, OFFICIAL is a folder with
`en|ru|kk/global_targets.yml`, ACTIVITIES a folder of activities with labels, and BENCHMARK.csv has a column text: texts
that are like one of these are never trained on. FOLDER keeps the numbers of texts
(`sdgkit.mapping.semantic_training`). It needs scikit-learn and the extra `sdgkit[semantic]`, which the model itself
does not. The same texts give the same bytes on the same machine.

Each code's weights are the sum of two lines: of a support vector machine, learned from the labels, and of a ridge
regression, learned from what the head of the semantic encoder says of the same texts. The encoder knows from other
texts which words mean the same, and its head what a text of one label says besides.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sdgkit.agenda import sort_key, targets
from sdgkit.files import sha256, written_whole
from sdgkit.mapping.finders import goal_of
from sdgkit.mapping.finders.semantic import joined
from sdgkit.mapping.lexicon import Found, phrases
from sdgkit.mapping.linear_model import FILE, LinearModel
from sdgkit.mapping.scan import scan_of
from sdgkit.mapping.stems import plain, stem_in
from sdgkit.mapping.words import words_in
from sdgkit.tables import rows_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SHINGLE = 5
"""Words of a run by which near duplicates are known."""
ALIKE = 0.1
"""Part of the runs of the shorter text that may stand in a text of the benchmark."""

ACTIVITY = "activity"
"""Source of the activities that were written for sdgkit to learn from."""
SOURCES: Mapping[str, float] = {
    "osdg_cd": 1.0,
    "un_website": 1.0,
    "paper_abstract": 1.0,
    "ndc_sdg_linkages": 1.0,
    "official wording": 1.0,
    "title": 1.0,
    "phrase": 0.3,
    ACTIVITY: 1.0,
}
"""Weight of a text in training, by source; sources that are not named here are not used (company statements
labelled by four experts are under GPL-3: they are for measuring only)."""
ONE_SUBJECT: Mapping[str, str] = {"ndc_sdg_linkages": "13"}
"""Sources whose texts all stand in documents on one subject, by its goal, which they need not name ("Strengthening
institutional capacity"). No goal is learned from them, and nothing at all from a text labelled with that goal in
which the lexicon finds no phrase of it: else "capacity" and "monitoring" would mean climate in every register."""
SUREST_PHRASES = 0.6
"""Weight of the lexicon from which a phrase is a training text of its target."""

FEWEST_STEM, FEWEST_PAIR = 2, 3
"""Texts in which a stem, or a pair, must stand."""
FIRMNESS_GOAL, FIRMNESS_TARGET = 0.5, 0.1
"""C of the linear support vector machines: smaller is smoother. Targets, with `OWN_TEXT`: chosen by
cross-validation over countries; the right target stands among the first five for 83 % instead of 81 %."""
OWN_TEXT = 5.0
"""How much more a text of a target weighs than one of the others, which are hundreds of times as many."""
SMOOTH_GOAL, SMOOTH_TARGET = 0.3, 1.0
"""Weight of the ridges that learn the head's margins: larger is smoother."""
FARTHEST = 8.0
"""How far below the best target of a text, in its head's margins, the others count as equally far."""
MACHINE_GOAL, MACHINE_TARGET = 0.7, 1.0
"""What a unit of the machine's margin of a goal and of a target adds to the margin of the model."""
LOWEST, HIGHEST = -6.0, 4.0
"""Margins of a goal in the head beyond which a text is equally far from it, or sure of it."""
SHARE_GOAL, SHARE_TARGET = 0.15, 0.2
"""What a unit of the head's margin adds to it. All four were chosen on one half of the SDG Classification Benchmark, on
the activities kept apart to choose by and on countries kept apart."""
COUNTRIES, COUNTRIES_APART = 5, (0, 1)
"""Parts of the countries, by `zlib.crc32` of their codes, and those of whose plans nothing is trained on, so that what
is shipped can be measured on countries that it does not know."""
SMALLEST = 1
"""Weights of at most so many units (of 127) are set to nothing."""
COARSE = 3.95
"""How many of these units are one in the file, so that two still count as one: it takes a quarter less room, and no
figure of the card moves by more than chance."""


class Sample(NamedTuple):
    """A text to train on."""

    text: str
    language: str
    goals: frozenset[str]
    targets: frozenset[str] | None
    """None where the text was labelled by goals only."""
    source: str
    primary: str = ""
    """The target that it mainly serves, where that is known."""


def runs_of(text: str) -> frozenset[str]:
    """The runs of `SHINGLE` words of a text; the whole text where it is shorter.

    Example:
        >>> sorted(runs_of("One two, three four five six"))
        ['one two three four five', 'two three four five six']
    """
    words = re.findall(r"\w+", text.lower())
    last = max(1, len(words) - SHINGLE + 1)
    return frozenset(" ".join(words[place : place + SHINGLE]) for place in range(last))


def likeness(texts: Iterable[str], others: Iterable[str]) -> list[float]:
    """For each text the largest part of runs that it shares with one of the others (of the shorter of the two).

    Example:
        >>> likeness(["a b c d e", "f g h i j"], ["A, b, c, d, e!"])
        [1.0, 0.0]
    """
    runs = [runs_of(other) for other in dict.fromkeys(others)]
    holders: dict[str, list[int]] = {}
    for number, one in enumerate(runs):
        for run in one:
            holders.setdefault(run, []).append(number)
    found = []
    for text in texts:
        own = runs_of(text)
        shared = Counter(number for run in own for number in holders.get(run, ()))
        parts = (count / min(len(own), len(runs[number])) for number, count in shared.items())
        found.append(max(parts, default=0.0))
    return found


def labelled_samples(path: Path, leave_out: Sequence[str] = ()) -> list[Sample]:
    """The usable rows of a labelled CSV file, without those kept apart and those like a text to leave out."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["goals"] and row["source"] in SOURCES]
    alike = likeness([row["text"] for row in rows], leave_out)
    apart = {without_markup(row["text"]) for row in rows if is_apart(row["source"], row["country"])}
    found = []
    for row, part in zip(rows, alike, strict=True):
        if part >= ALIKE or without_markup(row["text"]) in apart:
            continue
        codes = frozenset(filter(None, row["targets"].split(";")))
        goals = {*row["goals"].split(";"), *(code.partition(".")[0] for code in codes)}
        text = without_markup(row["text"])
        subject = ONE_SUBJECT.get(row["source"])
        if subject is not None and subject in goals and not names_goal(text, subject):
            continue
        found.append(Sample(text, "en", frozenset(goals), codes or None, row["source"]))
    return list(dict.fromkeys(found))


def is_apart(source: str, country: str) -> bool:
    """Whether the texts of a country are for measuring only.

    Example:
        >>> is_apart("ndc_sdg_linkages", "KAZ"), is_apart("osdg_cd", "")
        (False, False)
    """
    return source in ONE_SUBJECT and zlib.crc32(country.encode("utf-8")) % COUNTRIES in COUNTRIES_APART


def without_markup(text: str) -> str:
    """The text without tags and entities of HTML, a cut off one at the end too.

    Example:
        >>> without_markup("<li>Solar &amp; wind <b>power</b></li><img src=")
        'Solar wind power'
    """
    return " ".join(re.sub(r"<[^>]*>?|&#?\w+;", " ", text).split())


def names_goal(text: str, goal: str) -> bool:
    """Whether the lexicon finds a phrase of the goal or its targets in an English text.

    Example:
        >>> names_goal("Adaptation to climate change", "13"), names_goal("Building capacity", "13")
        (True, False)
    """
    return any(str(goal_of(hit.phrase.target)) == goal for hit in _of_targets(text))


def _of_targets(text: str) -> list[Found]:
    return [found for found in scan_of(text, "en").phrases if found.phrase.language == "en"]


def official_samples(folder: Path) -> list[Sample]:
    """The official wording of the targets, by language; none where there is no such file."""
    import yaml

    found = []
    for language in ("en", "ru", "kk"):
        path = folder / language / "global_targets.yml"
        if not path.is_file():
            continue
        for key, text in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            code = key.removesuffix("-title").replace("-", ".")
            if key.endswith("-title"):
                found.append(_own(text, language, code, "official wording"))
    return found


def activity_samples(folder: Path) -> list[Sample]:
    """The activities of a folder, each in three languages.

    Args:
        folder: with `activities.csv` (id, titles and descriptions by language) and `labels.csv` (id, primary_target,
            other_targets, goals).
    """
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as stream:
        labels = {row["id"]: row for row in csv.DictReader(stream)}
    found = []
    with (folder / "activities.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            label = labels[row["id"]]
            primary = label["primary_target"]
            codes = frozenset(filter(None, (primary, *label["other_targets"].split("; "))))
            goals = frozenset(filter(None, label["goals"].split("; ")))
            for tag in ("en", "ru", "kk"):
                texts = [text for text in (row[f"title_{tag}"], row[f"description_{tag}"]) if text]
                found.append(Sample(joined(texts), tag, goals, codes, ACTIVITY, primary))
    return found


def own_samples() -> list[Sample]:
    """Titles of targets and indicators and sure phrases that sdgkit itself ships, in all its languages."""
    found = []
    for target in targets():
        found += [_own(text, tag, target.code, "title") for tag, text in target.title.items()]
    for row in rows_of("agenda", "indicators.csv"):
        for tag in ("en", "ru", "kk"):
            if row.get(tag):
                found.append(_own(row[tag], tag, row["target"], "title"))
    for phrase in phrases():
        if phrase.weight >= SUREST_PHRASES and "." in phrase.target:
            near = f" {phrase.near[0]}" if phrase.near else ""
            text = phrase.phrase.replace(" .. ", " ") + near
            found.append(_own(text, phrase.language, phrase.target, "phrase"))
    return list(dict.fromkeys(found))


def _own(text: str, language: str, code: str, source: str) -> Sample:
    goals = frozenset((code.partition(".")[0],))
    return Sample(" ".join(text.split()), language, goals, frozenset((code,)), source)


def trained(samples: Sequence[Sample], taught: NDArray[np.float64] | None = None) -> LinearModel:
    """The model of these texts; the same bytes for the same texts in the same order.

    Args:
        samples: what to learn from.
        taught: what the head of the semantic encoder says of each text (`semantic_training.taught`): a row for each,
            a column for each goal and target in the order of the agenda; None to learn from the labels alone.

    Raises:
        ValueError: there are no texts.
    """
    from sklearn.svm import LinearSVC

    stems, pairs, rows = _features(samples)
    codes = sorted({code for s in samples for code in s.goals | (s.targets or frozenset())}, key=sort_key)
    matrix, rarity = _matrix(rows, len(stems), len(stems) + len(pairs))
    importance = np.array([SOURCES.get(sample.source, 1.0) for sample in samples])
    lines = np.zeros((matrix.shape[1], len(codes)))
    constants = np.full(len(codes), -1.0)
    goals_of = [sample.goals for sample in samples]
    for column, code in enumerate(codes):
        if "." in code:
            goal = code.partition(".")[0]
            # Texts labelled by goals only say nothing of the targets of their own goals.
            use = [s.targets is not None or goal not in s.goals for s in samples]
            yes = [s.targets is not None and code in s.targets for s in samples]
            firmness, own = FIRMNESS_TARGET, OWN_TEXT
        else:
            use = [s.source not in ONE_SUBJECT for s in samples]
            yes = [code in goals for goals in goals_of]
            firmness, own = FIRMNESS_GOAL, 1.0
        kept = np.array(use)
        answer = np.array(yes)[kept]
        if not answer.any() or answer.all():
            continue
        machine = LinearSVC(C=firmness, random_state=0, tol=1e-4, max_iter=2000)
        machine.fit(matrix[kept], answer, sample_weight=importance[kept] * np.where(answer, own, 1.0))
        lines[:, column] = machine.coef_[0]
        constants[column] = machine.intercept_[0]
    if taught is not None:
        _learn_from_head(lines, constants, codes, matrix, taught, importance)
    steps = np.abs(lines).max(axis=0) / 127
    steps[steps == 0] = 1.0
    units = np.rint(lines / steps)
    units[np.abs(units) <= SMALLEST] = 0
    units, steps = np.rint(units / COARSE), steps * COARSE
    return LinearModel(
        stems,
        pairs,
        codes,
        units.astype(np.int8),
        steps.astype(np.float32),
        constants.astype(np.float32),
        rarity,
    )


def _learn_from_head(
    lines: NDArray[np.float64],
    constants: NDArray[np.float64],
    codes: Sequence[str],
    matrix: csr_matrix,
    taught: NDArray[np.float64],
    importance: NDArray[np.float64],
) -> None:
    """Add what the head says to the lines of the machines, in place."""
    from sklearn.linear_model import Ridge

    known = [*(str(number) for number in range(1, 18)), *(target.code for target in targets())]
    goals, aims = np.clip(taught[:, :17], LOWEST, HIGHEST), taught[:, 17:]
    # The head shares its trust among targets, so only how far they lie apart has a meaning.
    aims = np.maximum(aims, aims.max(axis=1, keepdims=True) - FARTHEST)
    aims = aims - aims.mean(axis=1, keepdims=True)
    for first, wanted, smooth, machine, part in (
        (0, goals, SMOOTH_GOAL, MACHINE_GOAL, SHARE_GOAL),
        (17, aims, SMOOTH_TARGET, MACHINE_TARGET, SHARE_TARGET),
    ):
        ridge = Ridge(alpha=smooth, solver="sparse_cg", tol=1e-3, random_state=0)
        ridge.fit(matrix, wanted, sample_weight=importance)
        for number in range(wanted.shape[1]):
            code = known[first + number]
            if code in codes:
                column = codes.index(code)
                lines[:, column] = machine * lines[:, column] + part * ridge.coef_[number]
                constants[column] = machine * constants[column] + part * ridge.intercept_[number]


def _matrix(rows: Sequence[Sequence[int]], stems: int, size: int) -> tuple[csr_matrix, NDArray[np.float16]]:
    """The texts by their features, each of length one, and how rare each feature is."""
    from scipy.sparse import csr_matrix

    counts = np.bincount(np.concatenate([np.array(row, np.int64) for row in rows]), minlength=size)
    rarity = np.where(counts > 0, np.log((1 + len(rows)) / (1 + counts)) + 1, 0).astype(np.float16)
    rarity[:stems][counts[:stems] < FEWEST_STEM] = 0
    wide = rarity.astype(np.float64)
    data, indices, starts = [], [], [0]
    for row in rows:
        values = wide[row]
        kept = values > 0
        values = values[kept]
        length = float(np.sqrt((values**2).sum())) or 1.0
        data.append(values / length)
        indices.append(np.array(row, np.int64)[kept])
        starts.append(starts[-1] + len(values))
    shape = (len(rows), size)
    return csr_matrix((np.concatenate(data), np.concatenate(indices), starts), shape=shape), rarity


def _features(samples: Sequence[Sample]) -> tuple[list[str], NDArray[np.int32], list[list[int]]]:
    """The stems and pairs that occur often enough, and the features of each text."""
    known: dict[tuple[str, str], str] = {}
    texts = []
    for sample in samples:
        tokens = []
        for word in words_in(sample.text):
            stem = known.get((word, sample.language))
            if stem is None:
                stem = known[word, sample.language] = stem_in(plain(word), sample.language)
            tokens.append(stem)
        texts.append(tokens)
    singles = Counter(stem for tokens in texts for stem in set(tokens))
    doubles = Counter(pair for tokens in texts for pair in set(pairwise(tokens)))
    often = sorted(pair for pair, count in doubles.items() if count >= FEWEST_PAIR)
    stems = sorted(
        {stem for stem, count in singles.items() if count >= FEWEST_STEM}
        | {s for pair in often for s in pair}
    )
    if not stems:
        raise ValueError("no texts to train on")
    number = {stem: n for n, stem in enumerate(stems)}
    pair_number = {pair: len(stems) + n for n, pair in enumerate(often)}
    rows = []
    for tokens in texts:
        found = {number[stem] for stem in tokens if stem in number}
        found |= {pair_number[p] for p in pairwise(tokens) if p in pair_number}
        rows.append(sorted(found))
    pairs = np.array([(number[a], number[b]) for a, b in often], np.int32).reshape(-1, 2)
    return stems, pairs, rows


def asked(purpose: str, file: str, arguments: Sequence[str] | None) -> argparse.Namespace:
    """What a command that trains is asked for: labelled texts, official wording, what to leave out, numbers, output."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("official", type=Path)
    parser.add_argument("activities", type=Path)
    parser.add_argument("--leave-out", type=Path, required=True)
    parser.add_argument("--numbers", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name(file))
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the model; prints its size and hash."""
    chosen = asked("Train the model that sdgkit ships.", FILE, arguments)
    # The head is trained with the samples of this module.
    from sdgkit.mapping.semantic_training import Store, taught

    samples = samples_of(chosen)
    with one_thread():
        model = trained(samples, taught(samples, Store(chosen.numbers)))
    write(chosen.out, model.to_bytes(), samples)


def one_thread() -> AbstractContextManager[object]:
    """Linear algebra on one core: how sums are shared among several would change the last digits, and so the bytes."""
    from threadpoolctl import threadpool_limits

    # What is loaded later would not be held to it.
    for library in ("sklearn.linear_model", "sklearn.svm"):
        import_module(library)
    found: AbstractContextManager[object] = threadpool_limits(limits=1)
    return found


def samples_of(chosen: argparse.Namespace) -> list[Sample]:
    """Everything that may be trained on of what a command was given (`asked`)."""
    return all_samples(chosen.labelled, chosen.official, chosen.activities, chosen.leave_out)


def all_samples(labelled: Path, official: Path, activities: Path, leave_out: Path) -> list[Sample]:
    """Everything that may be trained on: labelled texts, the official wording, sdgkit's own words and activities.

    Args:
        labelled: file of labelled texts, see `labelled_samples`.
        official: folder of the official wording.
        activities: folder of activities, see `activity_samples`.
        leave_out: CSV file with a column `text`; neither its texts nor near copies of them are among the samples.
    """
    with leave_out.open(encoding="utf-8-sig", newline="") as stream:
        texts = [row["text"] for row in csv.DictReader(stream)]
    return [
        *labelled_samples(labelled, texts),
        *official_samples(official),
        *own_samples(),
        *activity_samples(activities),
    ]


def write(path: Path, data: bytes, samples: Iterable[Sample]) -> None:
    """Write what was trained, and print how many samples of each source it saw, its size and its hash."""
    with written_whole(path) as temporary:
        temporary.write_bytes(data)
    counts = Counter(sample.source for sample in samples)
    sys.stdout.write("".join(f"{source}: {count}\n" for source, count in counts.items()))
    sys.stdout.write(f"{path.name}: {len(data):,} bytes, sha256 {sha256(path)}\n")


if __name__ == "__main__":
    main()
