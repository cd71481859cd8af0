"""A long IATI file in pieces of whole activities, each parsed by itself.

To parse a piece at once takes libxml2 a good part less time than to stop at every activity, and the lines in it are
known beyond 65,535, where libxml2 stops counting. A piece ends behind a closing tag of an activity; whether that really
was one, and not words in a comment, shows when the piece is parsed: one that is no whole is never read. Whatever is
not as in nearly all files is left to a parser that goes through the file from its first byte (`activities.iati`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_BLOCK = 64 * 1024
"""Bytes that are read at once; the elements of a piece, ten times as large, stay in the cache of a processor."""
_LARGEST = 8 * 1024 * 1024
"""Bytes of one activity, beyond which the file is not taken to pieces."""
_CLOSING = b"</iati-activity>"
_END = b"</iati-activities>"
_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml\s+version\s*=\s*[\"']1\.0[\"']"
    rb"(?:\s+encoding\s*=\s*[\"'](?i:utf-8|us-ascii|ascii)[\"'])?(?:\s+standalone\s*=\s*[\"']\w+[\"'])?\s*\?>)?"
    rb"\s*(?:(?:<!--(?:(?!--).)*-->|<\?(?!xml\s)(?:(?!\?>).)*\?>)\s*)*"
    rb"(?P<root><iati-activities(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*>)",
    re.DOTALL,
)
"""The beginning of a file in UTF-8 up to the end of the first tag."""
_MARKED_UP = etree.XPath("boolean(//narrative/*)")


children: Callable[[_Element], list[_Element]] = itemgetter(slice(None))
"""The children of an element, all at once: to ask for one after another takes half as long again."""


class Unusual(Exception):
    """The file, or what is left of it, cannot be read in pieces."""


def line_of(element: _Element, before: int) -> int | None:
    """The line of an element in its file, of which `before` lines stand before its piece."""
    line = element.sourceline
    return line + before if isinstance(line, int) else None


def pieces(path: Path, options: Mapping[str, Any]) -> Iterator[tuple[_Element, int]]:
    """The activities of a file, piece by piece.

    Args:
        path: the file.
        options: of the parser for each piece. Blanks between elements are left out, but for pieces that have elements
            in a narrative, where they stand between words.

    Yields:
        An element whose children are activities and nothing else, and the number that is added to the line of an
        element in it for its line in the file.

    Raises:
        Unusual: something is not as expected; what was given before is sound.
    """
    parsers = etree.XMLParser(remove_blank_text=True, **options), etree.XMLParser(**options)
    with path.open("rb") as stream:
        head = stream.read(_BLOCK)
        opening = _OPENING.match(head)
        if opening is None:
            raise Unusual
        root = opening["root"]
        line = head.count(b"\n", 0, opening.end()) - root.count(b"\n")
        for content, is_last in _whole(stream, head[opening.end() :]):
            yield _parsed(root, content, b"" if is_last else _END, *parsers), line
            # To leave the ends of lines out takes half as long as to count them.
            line += len(content) - len(content.replace(b"\n", b""))


def _whole(stream: IO[bytes], rest: bytes) -> Iterator[tuple[bytes, bool]]:
    """The content of a file cut behind activities, and whether it is the last piece."""
    while block := stream.read(max(_BLOCK, len(rest))):
        content = rest + block
        end = content.rfind(_CLOSING)
        if end < 0:
            if len(content) > _LARGEST:
                raise Unusual
            rest = content
            continue
        end += len(_CLOSING)
        yield content[:end], False
        rest = content[end:]
    yield rest, True


def _parsed(root: bytes, content: bytes, end: bytes, parser: XMLParser, with_blanks: XMLParser) -> _Element:
    whole = b"".join((root, content, end))
    try:
        element = etree.fromstring(whole, parser)
        if _MARKED_UP(element):
            element = etree.fromstring(whole, with_blanks)
    except etree.XMLSyntaxError:
        raise Unusual from None
    if {child.tag for child in children(element)} - {"iati-activity"}:
        raise Unusual
    return element
