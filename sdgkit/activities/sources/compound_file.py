"""Compound files, in which .xls workbooks lie: whether their chains of sectors come to an end."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

_LAST_SECTOR = 0xFFFFFFFA
_FREE = 0xFFFFFFFF
_FIRST_LISTED = 109
"""Sectors of the table that the header lists itself."""


def chains_end(path: Path) -> bool:
    """Whether the chains of sectors of a compound file all come to an end.

    Readers follow one that turns back for ever, or until the memory is full.

    Source:
        [MS-CFB] 2.2 (header), 2.3 (FAT), 2.4 (mini FAT), 2.5 (DIFAT).
    """
    with path.open("rb") as stream:
        if len(stream.read(512)) < 512:
            return False
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as raw:
            return raw[:4] == b"\xd0\xcf\x11\xe0" and _Sectors(raw).end()


class _Sectors:
    """The sectors of a compound file."""

    def __init__(self, raw: mmap.mmap) -> None:
        self.raw = raw
        self.shift = self._number(30, 2)
        self.many = len(raw) >> self.shift if self.shift in (9, 12) else 0

    def _number(self, place: int, size: int = 4) -> int:
        return int.from_bytes(self.raw[place : place + size], "little")

    def _sector(self, number: int) -> tuple[int, ...]:
        piece = self.raw[(number + 1) << self.shift : (number + 2) << self.shift]
        return struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) // 4 * 4])

    def _listed(self) -> Iterator[int]:
        """The sectors that hold the table: those of the header, and those of the chain of further lists."""
        yield from struct.unpack(f"<{_FIRST_LISTED}I", self.raw[76:512])
        number = self._number(68)
        for _ in range(self.many):
            if number > _LAST_SECTOR:
                break
            *listed, number = self._sector(number) or (_FREE,)
            yield from listed

    def end(self) -> bool:
        """Whether all chains end."""
        # A list that names a sector again and again would be a table without end.
        listed = dict.fromkeys(number for number in self._listed() if number < self.many)
        table = [one for number in listed for one in self._sector(number)]
        if not table or not _ends(table):
            return False
        small: list[int] = []
        number = self._number(60)
        while number < len(table) and number <= _LAST_SECTOR and len(small) < len(self.raw):
            small += self._sector(number)
            number = table[number]
        return _ends(small)


def _ends(table: list[int]) -> bool:
    """Whether no entry leads, by way of others, back to itself."""
    seen = [0] * len(table)
    for start in range(len(table)):
        place, round_number = start, start + 1
        while place < len(table) and not seen[place]:
            seen[place] = round_number
            place = table[place]
        if place < len(table) and seen[place] == round_number:
            return False
    return True
