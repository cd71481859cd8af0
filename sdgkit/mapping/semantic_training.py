"""Training of the head of the semantic finder (`sdgkit.mapping.semantic_head`), with the tuning of its encoder.

Run it with

    python -m sdgkit.mapping.semantic_training LABELLED.csv OFFICIAL ACTIVITIES --leave-out TEXTS.csv --numbers STORE

whose arguments are those of `sdgkit.mapping.training`. It needs the extra `sdgkit[semantic]` and PyTorch, and takes
about an hour of two cores. `sdgkit.mapping.encoder_training` tells what is learned; here stand what it is learned from,
and the numbers of texts (`Store`), which the model of the wheel is taught by.

A text of the labelled file carries one goal although it often bears on several; so what the finders of the wheel find
in it counts as a part of a label too (`KNOWN`, `FOUND`). No goal is learned from texts that stand in documents on one
subject (`ONE_SUBJECT`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sdgkit.agenda import targets
from sdgkit.mapping.combine import raw_score, weighed, witness
from sdgkit.mapping.encoder import DIMENSIONS, encoded, original
from sdgkit.mapping.encoder_file import FILE as ENCODER_FILE
from sdgkit.mapping.encoder_file import Tuning
from sdgkit.mapping.encoder_training import Lesson, tuned
from sdgkit.mapping.finders.semantic import GOALS, WINDOW
from sdgkit.mapping.mapping import found_in_text
from sdgkit.mapping.semantic_head import FILE, NOTHING, SemanticHead, shipped
from sdgkit.mapping.settings import MappingSettings
from sdgkit.mapping.training import ACTIVITY, ONE_SUBJECT, Sample, asked, samples_of, write

SOURCES = frozenset(
    ("osdg_cd", "un_website", "paper_abstract", "ndc_sdg_linkages", "official wording", "title", ACTIVITY)
)
"""What is trained on; the statements of companies are published under terms that allow measuring only."""
KNOWN, FOUND = 0.5, 0.5
"""What a label of the file, and the raw score of what the finders found, add to a goal's part of a text."""
FINDERS = ("mention", "phrase", "resemblance")
"""Finders that are asked for it; the model of the wheel knows the texts already."""
OWN = 2.0
"""Weight of a wording or title, of which a target has few, beside a text of which it may have hundreds."""
BESIDE = 0.6
"""What a further target of an activity counts as a label beside its primary one."""

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


def lessons(samples: Sequence[Sample]) -> list[Lesson]:
    """What the encoder and the head learn from these texts.

    Example:
        >>> labels = frozenset(["3"]), frozenset(["3.1"])
        >>> [one] = lessons([Sample("Training of midwives", "en", *labels, ACTIVITY, "3.1")])
        >>> one.goals[2], one.aims, one.weight
        (1.0, {15: 1.0}, 1.0)
    """
    place = {code: number for number, code in enumerate(codes()[GOALS:])}
    found = []
    for one in samples:
        goals: list[float] | None = None
        if one.source == ACTIVITY:
            goals = [float(goal in one.goals) for goal in codes()[:GOALS]]
        elif one.source not in ONE_SUBJECT:
            others = found_goals(one.text, one.language)
            goals = [KNOWN * (goal in one.goals) + FOUND * others.get(goal, 0.0) for goal in codes()[:GOALS]]
        aims = {
            place[code]: BESIDE if one.primary not in ("", code) else 1.0
            for code in sorted(one.targets or ())
            if code in place
        }
        if one.targets is not None and not one.goals:
            aims = {place[NOTHING]: 1.0}
        weight = 1.0 if one.source == ACTIVITY or one.source in ONE_SUBJECT else OWN
        found.append(Lesson(shortened(one.text), goals, aims, weight))
    return found


@cache
def codes() -> tuple[str, ...]:
    """What the head speaks of: goals, targets, and nothing."""
    return (*(str(number) for number in range(1, GOALS + 1)), *(target.code for target in targets()), NOTHING)


def trained(samples: Sequence[Sample]) -> tuple[Tuning, SemanticHead]:
    """The tuning of the encoder by these texts, and the head.

    Raises:
        ValueError: the encoder is of another version.
    """
    return tuned(original(), lessons([one for one in samples if one.source in SOURCES]), codes())


def taught(samples: Sequence[Sample], store: Store) -> Numbers:
    """What the shipped head says of each of these texts: margins of all goals and targets, a row a text."""
    head = shipped()
    last = len(head.codes) - 1
    return np.array(
        [head.margins(row.astype(np.float32))[:last] for row in store.of(one.text for one in samples)]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Tune the encoder and train the head; writes both files and prints their sizes and hashes."""
    chosen = asked("Tune the encoder of the semantic finder, with its head.", FILE, arguments)
    samples = [one for one in samples_of(chosen) if one.source in SOURCES]
    tuning, head = trained(samples)
    write(chosen.out.with_name(ENCODER_FILE), tuning.to_bytes(), ())
    write(chosen.out, head.to_bytes(), samples)


if __name__ == "__main__":
    main()
