"""The head of the semantic finder: what the numbers of a text (`sdgkit.mapping.encoder`) say for goals and targets.

One line of weights for each goal and target, 8 bits each with one step per line, and what the texts near a place were
about (`Nearness`): a line can only say that a target lies in one direction, while the texts of a target lie in several
places. `docs/model_card.md` tells what it was trained on, and `sdgkit.mapping.semantic_training` makes the file again.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from sdgkit.mapping.encoder import DIMENSIONS

FILE = "semantic_head.npz"
UNITS = 127
NEAR = 0.7
"""How fast a centre loses its say with the distance: by e where the mean square of it over the dimensions is 1/NEAR."""
OF_LINES = 0.5
"""What a unit of a target's line adds to its margin beside the logarithm of its share among the texts near by."""
LEAST_SHARE = 0.01
"""What is added to that share, so that a target of which no text lies near is not excluded. Both chosen by
cross-validation over countries, and on the development set in three languages, where 0.5 was as good as any."""


class Nearness:
    """Of what share of the texts near a place each target was a label: a regression on the nearness of centres.

    Args:
        middle: mean of the numbers of the texts.
        spread: how far they spread in each dimension.
        centres: int8, shape (centres, dimensions): middles of groups of texts, less `middle`, in units of `spread`.
        steps: what one unit of them is worth in each dimension.
        weights: shape (targets, centres): what the nearness of each centre adds to a target's share.
        usual: the share of each target where no centre is near.
    """

    def __init__(
        self,
        middle: NDArray[np.float32],
        spread: NDArray[np.float32],
        centres: NDArray[np.int8],
        steps: NDArray[np.float32],
        weights: NDArray[np.float16],
        usual: NDArray[np.float32],
    ) -> None:
        shapes = {one.shape for one in (middle, spread, steps)}
        if shapes != {centres.shape[1:]} or weights.shape != (len(usual), len(centres)):
            raise ValueError("centres and weights do not belong together")
        self.middle, self.spread, self.centres, self.steps = middle, spread, centres, steps
        self.weights, self.usual = weights, usual
        self._centres = centres.astype(np.float64) * steps.astype(np.float64)
        self._lengths = (self._centres**2).sum(axis=1)
        self._weights = weights.astype(np.float64)

    def shares(self, numbers: NDArray[np.float32] | NDArray[np.float64]) -> NDArray[np.float64]:
        """The share of each target; one without texts near by has 0, and never less.

        Example:
            >>> flat = np.zeros(2, "f4")
            >>> near = Nearness(flat, flat + 1, np.eye(2, dtype="i1"), flat + 1, np.eye(2, dtype="f2"), flat)
            >>> near.shares(np.array([1.0, 0.0])).round(2).tolist()
            [1.0, 0.5]
        """
        place = (numbers.astype(np.float64) - self.middle) / self.spread
        apart = self._lengths + place @ place - 2 * (self._centres @ place)
        close = np.exp(-NEAR * np.maximum(apart, 0.0) / len(place))
        found: NDArray[np.float64] = np.maximum(self._weights @ close + self.usual, 0.0)
        return found


class SemanticHead:
    """Weights by code and dimension.

    Args:
        codes: goals ("3") and targets ("3.8").
        weights: int8, shape (codes, dimensions).
        steps: what one unit of a code's weights is worth.
        constants: margin of a code at the numbers 0.
        near: what the texts near a place were about, for the last of the codes; None for lines alone.
    """

    def __init__(
        self,
        codes: Sequence[str],
        weights: NDArray[np.int8],
        steps: NDArray[np.float32],
        constants: NDArray[np.float32],
        near: Nearness | None = None,
    ) -> None:
        if near is not None and len(near.usual) > len(codes):
            raise ValueError("more targets lie near than there are codes")
        if weights.shape != (len(codes), DIMENSIONS) or not len(steps) == len(constants) == len(codes):
            raise ValueError("weights, steps and constants do not belong to these codes")
        self.codes = tuple(codes)
        self.weights = weights
        self.steps = steps
        self.constants = constants
        self.near = near
        self._lines = weights.astype(np.float64) * steps.astype(np.float64)[:, None]
        self._constants = constants.astype(np.float64)

    @classmethod
    def of_lines(
        cls,
        codes: Sequence[str],
        lines: NDArray[np.float64],
        constants: NDArray[np.float64],
        near: Nearness | None = None,
    ) -> SemanticHead:
        """The head with these weights, each line brought to 8 bits."""
        steps = np.abs(lines).max(axis=1) / UNITS
        steps[steps == 0] = 1.0
        weights = np.rint(lines / steps[:, None]).astype(np.int8)
        return cls(codes, weights, steps.astype(np.float32), constants.astype(np.float32), near)

    def margins(self, numbers: NDArray[np.float32]) -> NDArray[np.float64]:
        """The margins of a text, in the order of `codes`."""
        found = self.lines(numbers)
        if self.near is not None:
            last = slice(len(found) - len(self.near.usual), None)
            found[last] = OF_LINES * found[last] + np.log(self.near.shares(numbers) + LEAST_SHARE)
        return found

    def lines(self, numbers: NDArray[np.float32]) -> NDArray[np.float64]:
        """The margins of a text by the lines alone."""
        found: NDArray[np.float64] = self._lines @ numbers.astype(np.float64) + self._constants
        return found

    def to_bytes(self) -> bytes:
        """The file, the same for the same head."""
        out = io.BytesIO()
        near = self.near
        parts = {} if near is None else {f"near_{name}": getattr(near, name) for name in _PARTS}
        np.savez_compressed(
            out,
            **parts,
            codes=np.frombuffer("\n".join(self.codes).encode("ascii"), np.uint8),
            weights=self.weights,
            steps=self.steps,
            constants=self.constants,
        )
        return out.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> SemanticHead:
        """The head of a file."""
        with np.load(io.BytesIO(data), allow_pickle=False) as table:
            codes = table["codes"].tobytes().decode("ascii").split("\n")
            parts = {name: table[f"near_{name}"] for name in _PARTS if f"near_{name}" in table}
            near = Nearness(**parts) if parts else None
            return cls(codes, table["weights"], table["steps"], table["constants"], near)


_PARTS = ("middle", "spread", "centres", "steps", "weights", "usual")
"""What of the nearness is kept in the file."""


@cache
def shipped() -> SemanticHead:
    """The head that sdgkit ships.

    Example:
        >>> head = shipped()
        >>> head.codes[:3], len(head.codes)
        (('1', '2', '3'), 186)
    """
    return SemanticHead.from_bytes(resources.files("sdgkit.mapping").joinpath(FILE).read_bytes())
