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
from itertools import chain, islice, repeat
from operator import add, mul
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sdgkit.mapping.stems import plain, stem_in
from sdgkit.mapping.words import Remembered, words_in

FILE = "model.npz"
LARGEST_CACHE = 200_000
"""Word forms remembered with their stem's number; above that the memory is emptied."""
UNKNOWN = -1
NONE = -1
"""No feature."""


class Reading(NamedTuple):
    """What the model saw in a text.

    Attributes:
        margins: by code, in the order of `LinearModel.codes`.
        features: numbers of the features found.
        values: what each of them counts in this text.
        weights: their weights in whole numbers, a row for each.
        seen: for each word of the text its own feature, and after it that of the pair that ends with it; `NONE`
            where there is none.
    """

    margins: NDArray[np.float64]
    features: list[int]
    values: NDArray[np.float64]
    weights: NDArray[np.int8]
    seen: list[int]

    def place(self, feature: int) -> tuple[int, int]:
        """The positions of the first and the last word of a feature, given by its number in `features`."""
        place = self.seen.index(self.features[feature])
        last = place >> 1
        return last - (place & 1), last


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
        self.goals = [number for number, code in enumerate(self.codes) if "." not in code]
        self.targets = [number for number, code in enumerate(self.codes) if "." in code]
        self.stems = tuple(stems)
        self.pairs = pairs
        self.weights = weights
        self.steps = steps.astype(np.float64)
        self.constants = constants.astype(np.float64)
        self.rarity = rarity.astype(np.float64)
        self._numbers = {stem: number for number, stem in enumerate(stems)}
        size = len(stems)
        # A pair has the number first * step + second; with an unknown word it has that of no other pair, because
        # no stem has the number `size`.
        self._step = size + 1
        keys = pairs[:, 0].astype(np.int64) * self._step + pairs[:, 1] if len(pairs) else pairs[:, :0]
        self._pairs = dict(zip(keys.tolist(), range(size, size + len(pairs)), strict=True))
        # The last is that of `UNKNOWN`, which counts from the end.
        self._single = [n if own else NONE for n, own in enumerate((self.rarity[:size] > 0).tolist())] + [
            NONE
        ]
        self._forms: dict[str, dict[str, int]] = {}
        self._pieces: dict[str, Remembered[tuple[int, ...]]] = {}

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

    def numbers_in(self, pieces: Iterable[str], language: str) -> list[int]:
        """The same for the words in pieces of a text (`sdgkit.mapping.words`), which are remembered whole."""
        known = self._pieces.get(language)
        if known is None:
            known = self._pieces[language] = Remembered(
                lambda piece: tuple(self.numbers_of(words_in(piece), language))
            )
        return list(chain.from_iterable(map(known.__getitem__, pieces)))

    def read(self, numbers: Sequence[int]) -> Reading | None:
        """The margins of a text given as numbers of stems; None where it has no feature.

        A number below 0 is a word that says nothing; no pair goes across it.
        """
        if not numbers:
            return None
        # Everything about a word at a time is done by C; see `_step` for the numbers of pairs.
        keys = map(add, map(mul, numbers, repeat(self._step)), islice(numbers, 1, None))
        seen = [NONE] * (2 * len(numbers))
        seen[::2] = map(self._single.__getitem__, numbers)
        seen[3::2] = map(self._pairs.get, keys, repeat(NONE))
        found = dict.fromkeys(seen)
        found.pop(NONE, None)
        if not found:
            return None
        features = list(found)
        rows = np.array(features, np.int64)
        values = self.rarity.take(rows)
        values /= math.sqrt(float((values * values).sum()))
        weights = self.weights.take(rows, axis=0)
        margins = values @ weights * self.steps + self.constants
        return Reading(margins, features, values, weights, seen)

    def parts(self, reading: Reading, code: int) -> NDArray[np.float64]:
        """What each feature of a reading adds to the margin of a code, given by its number.

        With the constant of the code they make its margin.
        """
        found: NDArray[np.float64] = reading.values * reading.weights[:, code] * self.steps[code]
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
        '3.1'
    """
    return LinearModel.from_bytes(resources.files("sdgkit.mapping").joinpath(FILE).read_bytes())
