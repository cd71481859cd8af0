"""Where the XML of an IATI file begins, when something stands before it that XML does not allow, or another document.

Web servers put blank lines, warnings or the headings of a reply before the declaration `<?xml ...?>`, and no parser
reads such a file. What stands there is left out and told; the lines of all that follows stay as they are.
"""

from __future__ import annotations

import contextlib
import mmap
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MOST_BEFORE = 64 * 1024
"""Bytes in which the XML must begin."""

_MARK = b"\xef\xbb\xbf"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?iati-activit(?:ies|y)(?=[\s/>])")
_DECLARATION = re.compile(rb"<\?xml\s[^<>]*\?>")
_PROLOG = re.compile(rb"(?:\s|<!--(?:(?!--).)*-->|<\?(?!xml\s)(?:(?!\?>).)*\?>)*", re.DOTALL)
"""What may stand before the first element of a file without a declaration."""


MOST_DOCUMENTS = 10_000
_END = re.compile(rb"</(?:[\w.-]+:)?iati-activities\s*>")
_START = re.compile(rb"<\?xml\s[^<>]*\?>|<(?:[\w.-]+:)?iati-activities(?=[\s/>])")


class Before(NamedTuple):
    """What stands before the XML of a file.

    Attributes:
        size: bytes that are left out.
        lines: of them, the ends of lines.
        declaration: the declaration behind them, or nothing.
    """

    size: int
    lines: int
    declaration: bytes

    @property
    def end(self) -> int:
        """The byte at which the file goes on behind the declaration."""
        return self.size + len(self.declaration)


def text_before(path: Path) -> Before | None:
    """What stands before the XML of an IATI file and does not belong there; None for a file that begins as it should.

    Files of two bytes for each letter are not looked at.
    """
    with path.open("rb") as stream:
        head = stream.read(MOST_BEFORE)
    mark = len(_MARK) if head.startswith(_MARK) else 0
    root = _ROOT.search(head)
    if root is None:
        return None
    declarations = list(_DECLARATION.finditer(head, 0, root.start()))
    if declarations:
        last = declarations[-1]
        if last.start() == mark:
            return None
        return Before(last.start(), head.count(b"\n", 0, last.start()), last[0])
    sound = _PROLOG.match(head, mark)
    if sound is not None and sound.end() == root.start():
        return None
    # The root may lie in another element, as a data service wraps it; only text is none.
    before = head[mark : root.start()].lstrip()
    if before.startswith(b"<") and not re.match(rb"<(?:br|b|p|html|div|pre)\b", before, re.IGNORECASE):
        return None
    return Before(root.start(), head.count(b"\n", 0, root.start()), b"")


def following_documents(path: Path) -> list[Before]:
    """The documents that stand in a file behind its first one, as where files were put one after another.

    Returns:
        What stands before each of them, of which there are at most `MOST_DOCUMENTS`.
    """
    found: list[Before] = []
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        place = line_place = lines = 0
        while len(found) < MOST_DOCUMENTS and (end := _END.search(content, place)) is not None:
            start = _START.search(content, end.end())
            if start is None:
                break
            place = start.start()
            lines += content[line_place:place].count(b"\n")
            line_place = place
            declaration = start[0] if start[0].startswith(b"<?") else b""
            found.append(Before(place, lines, declaration))
    return found


@contextlib.contextmanager
def document_at(path: Path, before: Before, end: int | None) -> Iterator[Path]:
    """A document of a file as a file of its own, up to before the byte `end`; its lines are numbered as in the file."""
    with tempfile.TemporaryDirectory(prefix="sdgkit-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / path.name
        with path.open("rb") as stream, target.open("wb") as out:
            out.write(before.declaration + b"\n" * before.lines)
            stream.seek(before.end)
            left = (end if end is not None else path.stat().st_size) - before.end
            while left > 0 and (block := stream.read(min(left, 1024 * 1024))):
                out.write(block)
                left -= len(block)
        yield target


@contextlib.contextmanager
def from_its_beginning(path: Path) -> Iterator[tuple[Path, Before | None]]:
    """A file whose XML begins with its first byte: the file itself, or a copy without what stands before.

    The copy has the name of the file and lies in a temporary folder as long as the block lasts. Behind its declaration
    it has as many empty lines as were left out, so that everything stands on its line.
    """
    before = text_before(path)
    if before is None:
        yield path, None
        return
    with document_at(path, before, None) as target:
        yield target, before
