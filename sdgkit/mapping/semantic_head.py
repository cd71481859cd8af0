"""The head of the semantic finder: what the numbers of a text (`sdgkit.mapping.encoder`) say for goals and targets.

One line of weights for each goal and target, 8 bits each with one step per line, and what the texts near a place were
about (`Nearness`): a line can only say that a target lies in one direction, while the texts of a target lie in several
places. For texts like those that were labelled there is a third reading, a network of one layer (`Layer`).
`docs/model_card.md` tells what it was trained on, and `sdgkit.mapping.semantic_training` makes the file again.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

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
OF_BOTH = 0.25
"""The same of a text like those that were labelled, of its line and of what the network says."""


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
        found: NDArray[np.float64] = np.maximum(self._weights @ self._close(numbers) + self.usual, 0.0)
        return found

    def nearest(self, numbers: NDArray[np.float32] | NDArray[np.float64]) -> float:
        """How near the nearest centre is: 1 at the centre itself, 0 far from all.

        Example:
            >>> flat = np.zeros(2, "f4")
            >>> near = Nearness(flat, flat + 1, np.eye(2, dtype="i1"), flat + 1, np.eye(2, dtype="f2"), flat)
            >>> near.nearest(np.array([1.0, 0.0])), round(near.nearest(np.array([3.0, 0.0])), 2)
            (1.0, 0.25)
        """
        return float(self._close(numbers).max())

    def _close(self, numbers: NDArray[np.float32] | NDArray[np.float64]) -> NDArray[np.float64]:
        place = self.placed(numbers)
        apart = self._lengths + place @ place - 2 * (self._centres @ place)
        close: NDArray[np.float64] = np.exp(-NEAR * np.maximum(apart, 0.0) / len(place))
        return close

    def placed(self, numbers: NDArray[np.float32] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Numbers less the mean of the texts, in units of how far these spread."""
        found: NDArray[np.float64] = (numbers.astype(np.float64) - self.middle) / self.spread
        return found


class Layer(NamedTuple):
    """A network of one layer between the numbers of a text, as `Nearness.placed` has them, and the targets.

    Attributes:
        seen: int8, shape (units, dimensions): what each unit looks for.
        seen_steps: what one unit of these weights is worth, by unit.
        seen_constants: what each unit says at the middle of the texts, below which it says nothing.
        said: int8, shape (targets, units): what each unit adds to the margin of each target.
        said_steps, said_constants: the same by target.
    """

    seen: NDArray[np.int8]
    seen_steps: NDArray[np.float32]
    seen_constants: NDArray[np.float32]
    said: NDArray[np.int8]
    said_steps: NDArray[np.float32]
    said_constants: NDArray[np.float32]

    @classmethod
    def of_lines(
        cls,
        seen: NDArray[np.float64],
        seen_constants: NDArray[np.float64],
        said: NDArray[np.float64],
        said_constants: NDArray[np.float64],
    ) -> Layer:
        """The network with these weights, each line brought to 8 bits."""
        first, first_steps = in_units(seen)
        second, second_steps = in_units(said)
        constants = seen_constants.astype(np.float32), said_constants.astype(np.float32)
        return cls(first, first_steps, constants[0], second, second_steps, constants[1])

    def margins(self, place: NDArray[np.float64]) -> NDArray[np.float64]:
        """The margins of the targets.

        Example:
            >>> one = np.ones((1, 1))
            >>> layer = Layer.of_lines(2 * one, -one[0], 3 * one, one[0])
            >>> layer.margins(np.array([1.0])).round(4).tolist(), layer.margins(np.array([-1.0])).tolist()
            ([4.0], [1.0])
        """
        units = np.maximum(self.seen.astype(np.float64) @ place * self.seen_steps + self.seen_constants, 0.0)
        found: NDArray[np.float64] = (
            self.said.astype(np.float64) @ units * self.said_steps + self.said_constants
        )
        return found


def in_units(lines: NDArray[np.float64]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Lines of weights in 8 bits, and what one unit of each line is worth.

    Example:
        >>> units, steps = in_units(np.array([[1.27, -0.01], [0.0, 0.0]]))
        >>> units.tolist(), [round(float(step), 3) for step in steps]
        ([[127, -1], [0, 0]], [0.01, 1.0])
    """
    steps = np.abs(lines).max(axis=1) / UNITS
    steps[steps == 0] = 1.0
    return np.rint(lines / steps[:, None]).astype(np.int8), steps.astype(np.float32)


class SemanticHead:
    """Weights by code and dimension.

    Args:
        codes: goals ("3") and targets ("3.8").
        weights: int8, shape (codes, dimensions).
        steps: what one unit of a code's weights is worth.
        constants: margin of a code at the numbers 0.
        near: what the texts near a place were about, for the last of the codes; None for lines alone.
        layer: what a network says of the same codes; None without one.
    """

    def __init__(
        self,
        codes: Sequence[str],
        weights: NDArray[np.int8],
        steps: NDArray[np.float32],
        constants: NDArray[np.float32],
        near: Nearness | None = None,
        layer: Layer | None = None,
    ) -> None:
        if near is not None and len(near.usual) > len(codes):
            raise ValueError("more targets lie near than there are codes")
        if layer is not None and (near is None or len(layer.said) != len(near.usual)):
            raise ValueError("network and nearness do not belong together")
        if weights.shape != (len(codes), DIMENSIONS) or not len(steps) == len(constants) == len(codes):
            raise ValueError("weights, steps and constants do not belong to these codes")
        self.codes = tuple(codes)
        self.weights = weights
        self.steps = steps
        self.constants = constants
        self.near = near
        self.layer = layer
        self._lines = weights.astype(np.float64) * steps.astype(np.float64)[:, None]
        self._constants = constants.astype(np.float64)

    @classmethod
    def of_lines(
        cls,
        codes: Sequence[str],
        lines: NDArray[np.float64],
        constants: NDArray[np.float64],
        near: Nearness | None = None,
        layer: Layer | None = None,
    ) -> SemanticHead:
        """The head with these weights, each line brought to 8 bits."""
        weights, steps = in_units(lines)
        return cls(codes, weights, steps, constants.astype(np.float32), near, layer)

    def margins(self, numbers: NDArray[np.float32], *, familiar: bool = False) -> NDArray[np.float64]:
        """The margins of a text, in the order of `codes`.

        Args:
            numbers: of the text.
            familiar: whether it is like the texts that were labelled (`familiarity`): then the network has a say too.
        """
        found = self.lines(numbers)
        if self.near is not None:
            last = slice(len(found) - len(self.near.usual), None)
            if familiar and self.layer is not None:
                found[last] = OF_BOTH * (found[last] + self.layer.margins(self.near.placed(numbers)))
            else:
                found[last] *= OF_LINES
            found[last] += np.log(self.near.shares(numbers) + LEAST_SHARE)
        return found

    def familiarity(self, numbers: NDArray[np.float32]) -> float:
        """How near the nearest of the texts with targets lie that were labelled (`Nearness.nearest`)."""
        return 0.0 if self.near is None else self.near.nearest(numbers)

    def lines(self, numbers: NDArray[np.float32]) -> NDArray[np.float64]:
        """The margins of a text by the lines alone."""
        found: NDArray[np.float64] = self._lines @ numbers.astype(np.float64) + self._constants
        return found

    def to_bytes(self) -> bytes:
        """The file, the same for the same head."""
        out = io.BytesIO()
        near = self.near
        parts = {} if near is None else {f"near_{name}": getattr(near, name) for name in _PARTS}
        if self.layer is not None:
            parts |= {f"layer_{name}": value for name, value in self.layer._asdict().items()}
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
            layers = {name: table[f"layer_{name}"] for name in Layer._fields if f"layer_{name}" in table}
            layer = Layer(**layers) if layers else None
            return cls(codes, table["weights"], table["steps"], table["constants"], near, layer)


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
