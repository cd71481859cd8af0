"""Where the XML of an IATI file begins, when something stands before it that XML does not allow.

Web servers put blank lines, warnings or the headings of a reply before the declaration `<?xml ...?>`, and no parser
reads such a file. What stands there is left out and told; the lines of all that follows stay as they are.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfileobj
from typing import NamedTuple

MOST_BEFORE = 64 * 1024
"""Bytes in which the XML must begin."""

_MARK = b"\xef\xbb\xbf"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?iati-activit(?:ies|y)(?=[\s/>])")
_DECLARATION = re.compile(rb"<\?xml\s[^<>]*\?>")
_PROLOG = re.compile(rb"(?:\s|<!--(?:(?!--).)*-->|<\?(?!xml\s)(?:(?!\?>).)*\?>)*", re.DOTALL)
"""What may stand before the first element of a file without a declaration."""


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
    with tempfile.TemporaryDirectory(prefix="sdgkit-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / path.name
        with path.open("rb") as stream, target.open("wb") as out:
            out.write(before.declaration + b"\n" * before.lines)
            stream.seek(before.end)
            copyfileobj(stream, out, 1024 * 1024)
        yield target, before
