"""The model in the wheel: linear, over stems of words and pairs of neighbouring stems.

A text is the set of its features, each with its rarity, brought to length one. The margin of a goal or target
is the sum of its features' weights and a constant; so every margin can be taken apart into words. The weights
are small whole numbers with one step per code. `docs/model_card.md` tells what it was trained on, and
`sdgkit.mapping.training` makes the file again.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sdgkit.mapping.stems import plain, stem_in

FILE = "model.npz"
LARGEST_CACHE = 200_000
"""Word forms remembered with their stem's number; above that the memory is emptied."""
UNKNOWN = -1


class Reading(NamedTuple):
    """What the model saw in a text.

    Attributes:
        margins: by code, in the order of `LinearModel.codes`.
        features: numbers of the features found.
        places: for each of them the positions of its first and last word in the list of words.
        length: the length of the text's features before it was brought to one.
    """

    margins: NDArray[np.float64]
    features: NDArray[np.int64]
    places: list[tuple[int, int]]
    length: float


class LinearModel:
    """Weights by feature and code.

    Args:
        stems: all stems, in order.
        pairs: numbers of the stems of each pair, shape (pairs, 2). Features are the stems that are features
            by themselves (`rarity` above 0), and after all stems the pairs.
        codes: goals ("3") and targets ("3.8").
        weights: int8, shape (stems + pairs, codes).
        steps: what one unit of a code's weights is worth.
        constants: margin of a code without any feature.
        rarity: idf of each feature; 0 for stems that only stand in pairs.
    """

    def __init__(
        self,
        stems: Sequence[str],
        pairs: NDArray[np.int32],
        codes: Sequence[str],
        weights: NDArray[np.int8],
        steps: NDArray[np.float32],
        constants: NDArray[np.float32],
        rarity: NDArray[np.float16],
    ) -> None:
        self.codes = tuple(codes)
        self.numbers = {code: number for number, code in enumerate(self.codes)}
        self.stems = tuple(stems)
        self.pairs = pairs
        self.weights = weights
        self.steps = steps.astype(np.float64)
        self.constants = constants.astype(np.float64)
        self.rarity = rarity.astype(np.float64)
        self._numbers = {stem: number for number, stem in enumerate(stems)}
        size = self._size = len(stems)
        self._pairs = {first * size + second: size + n for n, (first, second) in enumerate(pairs.tolist())}
        self._single = (self.rarity[:size] > 0).tolist()
        self._squares = self.rarity**2
        self._forms: dict[str, dict[str, int]] = {}

    def numbers_of(self, words: Sequence[str], language: str) -> list[int]:
        """The numbers of the words' stems, `UNKNOWN` where the model does not know one."""
        forms = self._forms.setdefault(language, {})
        try:
            return [forms[word] for word in words]
        except KeyError:
            if len(forms) > LARGEST_CACHE:
                forms.clear()
            for word in words:
                if word not in forms:
                    forms[word] = self._numbers.get(stem_in(plain(word), language), UNKNOWN)
            return [forms[word] for word in words]

    def read(self, numbers: Sequence[int]) -> Reading | None:
        """The margins of a text given as numbers of stems; None where it has no feature.

        A number below 0 is a word that says nothing; no pair goes across it.
        """
        found: dict[int, tuple[int, int]] = {}
        single, pairs, size = self._single, self._pairs, self._size
        before = UNKNOWN
        for place, number in enumerate(numbers):
            if number >= 0:
                if single[number] and number not in found:
                    found[number] = (place, place)
                if before >= 0:
                    pair = pairs.get(before * size + number)
                    if pair is not None and pair not in found:
                        found[pair] = (place - 1, place)
            before = number
        if not found:
            return None
        features = np.fromiter(found, np.int64, len(found))
        length = math.sqrt(float(self._squares[features].sum()))
        values = self.rarity[features] / length
        margins = values @ self.weights[features] * self.steps + self.constants
        return Reading(margins, features, list(found.values()), length)

    def parts(self, reading: Reading, codes: Sequence[int]) -> NDArray[np.float64]:
        """What each feature of a reading adds to the margins of codes, shape (features, codes).

        With the constant of its code a column makes the margin.
        """
        columns = np.array(codes, np.int64)
        values = self.rarity[reading.features] / reading.length
        rows = self.weights[reading.features[:, np.newaxis], columns].astype(np.float64)
        found: NDArray[np.float64] = values[:, np.newaxis] * rows * self.steps[columns]
        return found

    def to_bytes(self) -> bytes:
        """The file, the same for the same model."""
        out = io.BytesIO()
        np.savez_compressed(
            out,
            stems=_packed(self.stems),
            codes=_packed(self.codes),
            pairs=self.pairs.astype(np.int32),
            weights=self.weights,
            steps=self.steps.astype(np.float32),
            constants=self.constants.astype(np.float32),
            rarity=self.rarity.astype(np.float16),
        )
        return out.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> LinearModel:
        """The model of a file."""
        with np.load(io.BytesIO(data), allow_pickle=False) as table:
            return cls(
                _unpacked(table["stems"]),
                table["pairs"],
                _unpacked(table["codes"]),
                table["weights"],
                table["steps"],
                table["constants"],
                table["rarity"],
            )


def _packed(texts: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode("utf-8"), np.uint8)


def _unpacked(packed: NDArray[Any]) -> list[str]:
    return packed.tobytes().decode("utf-8").split("\n")


@cache
def shipped() -> LinearModel:
    """The model that sdgkit ships.

    Example:
        >>> model = shipped()
        >>> reading = model.read(model.numbers_of(["maternal", "mortality"], "en"))
        >>> model.codes[int(reading.margins.argmax())]
        '3'
    """
    return LinearModel.from_bytes(resources.files("sdgkit.mapping").joinpath(FILE).read_bytes())
