"""The model in the wheel: linear, over stems of words and pairs of neighbouring stems.

A text is the set of its features, each with its rarity, brought to length one. The margin of a goal or target
is the sum of its features' weights and a constant; so every margin can be taken apart into words. The weights
are small whole numbers with one step per code. `docs/model_card.md` tells what it was trained on, and
`sdgkit.mapping.training` makes the file again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray

from sdgkit.mapping.stems import between, plain, stem_in
from sdgkit.mapping.words import Column

FILE = "model.npz"
LARGEST_CACHE = 200_000
"""Word forms remembered with their stem's number; above that the memory is emptied."""
UNKNOWN = -1
NONE = -1
"""No feature."""
_NOTHING = np.zeros(0, np.int32)


class Readings(NamedTuple):
    """What the model saw in several texts, all in the same arrays: feature n stands at the same place of each.

    Attributes:
        margins: of each text by code, in the order of `LinearModel.codes`.
        known: how many words of each text the model knows; 0 where it has no feature.
        bounds: where the features of each text begin, and at last where those of one more would.
        features: numbers of the features found, of each text in the order in which they are met.
        values: what each of them counts in its text.
        places: where each stands first: twice the position of its last word, and one more for a pair.
    """

    margins: NDArray[np.float64]
    known: NDArray[np.int64]
    bounds: list[int]
    features: NDArray[np.int64]
    values: NDArray[np.float64]
    places: NDArray[np.int64]

    def of(self, number: int) -> Reading:
        """What it saw in one of the texts."""
        own = slice(self.bounds[number], self.bounds[number + 1])
        return Reading(self.margins[number], self.features[own], self.values[own], self.places[own])


class Reading(NamedTuple):
    """What the model saw in a text; see `Readings`."""

    margins: NDArray[np.float64]
    features: NDArray[np.int64]
    values: NDArray[np.float64]
    places: NDArray[np.int64]

    def place(self, feature: int) -> tuple[int, int]:
        """The positions of the first and the last word of a feature, given by its number in `features`."""
        place = int(self.places[feature])
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
        self.goals = np.array([number for number, code in enumerate(self.codes) if "." not in code], np.int64)
        self.targets = np.array([number for number, code in enumerate(self.codes) if "." in code], np.int64)
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
        keys = pairs[:, 0].astype(np.int64) * self._step + pairs[:, 1]
        order = np.argsort(keys, kind="stable")
        # After the last pair one that no text has, so that every key has a place.
        self._keys = np.append(keys[order], np.iinfo(np.int64).max)
        self._pairs = np.append(order + size, NONE)
        # The last is that of `UNKNOWN`, which counts from the end.
        self._opens, self._closes = (
            np.append(np.bincount(column, minlength=size) > 0, False) for column in pairs.T
        )
        """Whether each stem is the first, or the second, of a pair."""
        self._single = np.append(np.where(self.rarity[:size] > 0, np.arange(size), NONE), NONE)
        self._said: NDArray[np.int64] | None = None
        self._forms: dict[str, dict[str, int]] = {}
        self._columns: dict[str, Column] = {}

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

    def column(self, language: str) -> Column:
        """The same as a column of the words of texts (`sdgkit.mapping.words`)."""
        if language not in self._columns:
            self._columns[language] = Column(lambda: lambda word: self.numbers_of([word], language)[0])
        return self._columns[language]

    def read(
        self,
        texts: Sequence[Sequence[int] | NDArray[np.int32]],
        less: Sequence[tuple[int, slice, float]] = (),
    ) -> Readings:
        """The margins of texts given as numbers of stems; a text without any feature has those of the constants alone.

        A number below 0 is a word that says nothing; no pair goes across it.

        Args:
            texts: of each text the numbers of its stems.
            less: words that count only in part: the number of their text, their places in it, and the part.
        """
        # Between two texts stands a word that says nothing; all words and pairs of all texts are looked up at once.
        count = len(texts)
        sizes = np.array([len(text) + 1 for text in texts] + [1])
        begins = np.cumsum(sizes) - sizes
        owners = np.arange(count + 1).repeat(sizes)
        numbers = np.full(len(owners), UNKNOWN)
        inside = np.ones(len(owners), bool)
        inside[begins[1:] - 1] = inside[-1] = False
        numbers[inside] = np.concatenate([_NOTHING, *texts])
        seen = np.full(2 * len(numbers), NONE)
        seen[::2] = self._single.take(numbers)
        # Most words that follow one another are no pair, and of most of those one is in none.
        firsts = (self._opens.take(numbers[:-1]) & self._closes.take(numbers[1:])).nonzero()[0]
        keys = numbers.take(firsts) * self._step + numbers.take(firsts + 1)
        # In order, for neighbours lie near each other in memory: without it four fifths of the time are waiting.
        order = keys.argsort()
        places = np.empty_like(order)
        places[order] = self._keys.searchsorted(keys.take(order))
        seen[2 * firsts + 3] = np.where(self._keys.take(places) == keys, self._pairs.take(places), NONE)
        # A feature counts once in a text, where it is met first: by text, feature and place in order, the first
        # of each, put back in the order of the places.
        places = (seen != NONE).nonzero()[0]
        bits = len(seen).bit_length()
        order = ((owners.take(places >> 1) * len(self.rarity) + seen.take(places)) << bits) | places
        order.sort()
        first = np.ones(len(order), bool)
        which = order >> bits
        np.not_equal(which[1:], which[:-1], out=first[1:])
        places = order[first] & ((1 << bits) - 1)
        places.sort()
        features = seen.take(places)
        of_text = owners.take(places >> 1)
        values = self.rarity.take(features)
        if less:
            counted = np.ones(len(numbers))
            for owner, words, part in less:
                counted[begins[owner] + words.start : begins[owner] + words.stop] = part
            values *= counted.take(places >> 1)
        values /= np.sqrt(np.bincount(of_text, values * values, count)).take(of_text)
        margins = np.zeros((count, len(self.codes)))
        bounds = places.searchsorted(2 * begins).tolist()
        for number, (begin, after) in enumerate(pairwise(bounds)):
            if begin < after:
                margins[number] = values[begin:after] @ self.weights.take(features[begin:after], axis=0)
        margins *= self.steps
        margins += self.constants
        known = np.bincount(owners.take((numbers != UNKNOWN).nonzero()[0]), minlength=count)
        known[np.bincount(of_text, minlength=count) == 0] = 0
        return Readings(margins, known, bounds, features, values, places - 2 * begins.take(of_text))

    @property
    def said(self) -> NDArray[np.int64]:
        """Of each feature the number of the stem that says it; `NONE` of a pair of two words that both say something,
        and of words that only tie others together ("of children" says no more than "children")."""
        if self._said is None:
            size = len(self.stems)
            tying = np.array([stem in between() for stem in self.stems], bool)
            firsts, seconds = self.pairs.astype(np.int64).T
            pairs = np.select([tying[firsts], tying[seconds]], [seconds, firsts], NONE)
            self._said = np.concatenate([np.arange(size), pairs])
            self._said[np.append(tying, (self._said[size:] != NONE) & tying[self._said[size:]])] = NONE
        return self._said

    def parts(self, reading: Reading, code: int) -> NDArray[np.float64]:
        """What each feature of a reading adds to the margin of a code, given by its number.

        With the constant of the code they make its margin.
        """
        found: NDArray[np.float64] = reading.values * self.weights[reading.features, code] * self.steps[code]
        return found

    def to_bytes(self) -> bytes:
        """The file, the same for the same model."""
        tables: dict[str, NDArray[Any]] = {
            "stems": _packed(self.stems),
            "codes": _packed(self.codes),
            "pairs": self.pairs.astype(np.int32),
            "weights": self.weights,
            "steps": self.steps.astype(np.float32),
            "constants": self.constants.astype(np.float32),
            "rarity": self.rarity.astype(np.float16),
        }
        out = io.BytesIO()
        # As `np.savez_compressed` does it, but packed as tightly as can be: a twentieth less.
        with ZipFile(out, "w") as archive:
            for name, table in tables.items():
                packed = io.BytesIO()
                np.save(packed, table)
                archive.writestr(ZipInfo(f"{name}.npy"), packed.getvalue(), ZIP_DEFLATED, 9)
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
        >>> readings = model.read([model.numbers_of(["maternal", "mortality"], "en")])
        >>> model.codes[int(readings.margins[0].argmax())]
        '3.1'
    """
    return LinearModel.from_bytes(resources.files("sdgkit.mapping").joinpath(FILE).read_bytes())
