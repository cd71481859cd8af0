"""The head of the semantic finder: what the numbers of a text (`sdgkit.mapping.encoder`) say for goals and targets.

One line of weights for each goal and target, 8 bits each with one step per line, and one for texts that serve no goal.
`docs/model_card.md` tells what it was trained on, and `sdgkit.mapping.encoder_training` makes the file again.
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
NOTHING = "none"
"""In the place of a target: the text serves none."""


class SemanticHead:
    """Weights by code and dimension.

    Args:
        codes: goals ("3"), targets ("3.8"), and `NOTHING`.
        weights: int8, shape (codes, dimensions).
        steps: what one unit of a code's weights is worth.
        constants: margin of a code at the numbers 0.
    """

    def __init__(
        self,
        codes: Sequence[str],
        weights: NDArray[np.int8],
        steps: NDArray[np.float32],
        constants: NDArray[np.float32],
    ) -> None:
        if weights.shape != (len(codes), DIMENSIONS) or not len(steps) == len(constants) == len(codes):
            raise ValueError("weights, steps and constants do not belong to these codes")
        self.codes = tuple(codes)
        self.weights = weights
        self.steps = steps
        self.constants = constants
        self._lines = weights.astype(np.float64) * steps.astype(np.float64)[:, None]
        self._constants = constants.astype(np.float64)

    @classmethod
    def of_lines(
        cls, codes: Sequence[str], lines: NDArray[np.float64], constants: NDArray[np.float64]
    ) -> SemanticHead:
        """The head with these weights, each line brought to 8 bits.

        Example:
            >>> head = SemanticHead.of_lines(["1"], np.full((1, DIMENSIONS), 2.0), np.ones(1))
            >>> head.margins(np.full(DIMENSIONS, 0.5, "f4")).round(3).tolist()
            [385.0]
        """
        steps = np.abs(lines).max(axis=1) / UNITS
        steps[steps == 0] = 1.0
        weights = np.rint(lines / steps[:, None]).astype(np.int8)
        return cls(codes, weights, steps.astype(np.float32), constants.astype(np.float32))

    def margins(self, numbers: NDArray[np.float32]) -> NDArray[np.float64]:
        """The margins of a text, in the order of `codes`."""
        found: NDArray[np.float64] = self._lines @ numbers.astype(np.float64) + self._constants
        return found

    def to_bytes(self) -> bytes:
        """The file, the same for the same head."""
        out = io.BytesIO()
        np.savez_compressed(
            out,
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
            return cls(codes, table["weights"], table["steps"], table["constants"])


@cache
def shipped() -> SemanticHead:
    """The head that sdgkit ships.

    Example:
        >>> head = shipped()
        >>> head.codes[:3], head.codes[-1], len(head.codes)
        (('1', '2', '3'), 'none', 187)
    """
    return SemanticHead.from_bytes(resources.files("sdgkit.mapping").joinpath(FILE).read_bytes())
