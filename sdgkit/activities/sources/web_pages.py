"""Tables of a web page saved as a workbook or document, by itself (.xls, .doc, .html) or with all its parts (.mht)."""

from __future__ import annotations

import contextlib
import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from sdgkit.activities.sources.delimited import decode
from sdgkit.activities.sources.tick_boxes import ticked
from sdgkit.activities.sources.workbook import MOST_COLUMNS, Grid
from sdgkit.errors import InputError
from sdgkit.languages import clean

MOST_CELLS = 2_000_000
"""Cells of one page."""
MOST_WITHIN = 6
"""Tables within each other that are looked at by themselves; pages are laid out with tables."""
MOST_MESSAGE = 200 * 1024 * 1024
"""Bytes of a page with all its parts."""
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE
)
_FRAMES = re.compile(r"<frameset|<x:worksheetsource", re.IGNORECASE)


def read_web_page(path: Path) -> list[Grid]:
    """The tables of a web page, as some systems write them under the name .xls.

    Raises:
        InputError: it holds no table, or only the frame around sheets that lie in a folder beside it.
    """
    grids = _tables_of(path.read_bytes(), path.name, "")
    if not grids:
        raise InputError(_why_empty(decode(path.read_bytes()[:20_000])[0]), file=path.name)
    return grids


def read_page_with_parts(path: Path) -> list[Grid]:
    """The tables of all pages of a "single file web page", as Excel and Word save them.

    Raises:
        InputError: it is too large, or none of its pages holds a table.
    """
    if path.stat().st_size > MOST_MESSAGE:
        raise InputError("files.too-large", file=path.name, reason=f"> {MOST_MESSAGE:,} bytes")
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
    grids: list[Grid] = []
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                charset = part.get_content_charset() or ""
                grids += _tables_of(content, path.name, charset, len(grids))
    if not grids:
        raise InputError("activities.no-table", file=path.name)
    return grids


def _why_empty(text: str) -> str:
    return "activities.file-frames" if _FRAMES.search(text) else "activities.no-table"


def _text_of(raw: bytes, charset: str) -> str:
    """The text of a page in the encoding that it names; among so much markup its letters tell little."""
    named = _CHARSET.search(raw[:4000])
    # What reads as UTF-8 is UTF-8: pages that were saved anew often name the encoding that they had before.
    for name in ("utf-8-sig", charset, named[1].decode("ascii") if named else ""):
        if name and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            with contextlib.suppress(LookupError, UnicodeDecodeError):
                return raw.decode(name)
    return decode(raw)[0]


def _tables_of(raw: bytes, file: str, charset: str, many: int = 0) -> list[Grid]:
    from lxml import html

    text = _text_of(raw, charset)
    try:
        root = html.document_fromstring(
            text.encode("utf-8", errors="replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    grids: list[Grid] = []
    for table in root.iter("table"):
        if next(table.iterancestors("table"), None) is None:
            grids.append(_web_table(file, f"table {many + len(grids) + 1}", table, 0))
            grids[-1].above = [*_texts_beside(table, before=False), *_texts_beside(table, before=True)]
    return [grid for grid in grids if grid.rows]


_TEXT_TAGS = frozenset(
    ["p", "div", "span", "center", "b", "small", "font", "i", "h1", "h2", "h3", "h4", "h5", "h6"]
)
MOST_BESIDE = 4
"""Texts before and behind a table that may say its title or the unit of its amounts."""
LONGEST_BESIDE = 300
"""Characters of such a text; a longer one is the text of the page."""


def _texts_beside(table: Any, *, before: bool) -> list[str]:
    """The texts right before or behind a table, in the order of the page; up to the next table."""
    found: list[str] = []
    for one in table.itersiblings(preceding=before):
        if len(found) == MOST_BESIDE or not isinstance(one.tag, str) or one.tag == "table":
            break
        text = clean(" ".join(one.itertext())) if one.tag in _TEXT_TAGS else ""
        if next(one.iter("table"), None) is not None or len(text) > LONGEST_BESIDE:
            break
        found += [text] if text else []
    caption = next(table.iterchildren("caption"), None) if before else None
    told = [clean(" ".join(caption.itertext()))] if caption is not None else []
    return [*reversed(found), *told] if before else found


def _web_table(file: str, name: str, table: Any, deep: int) -> Grid:
    rows: list[list[Any]] = []
    merges: list[tuple[int, int, int, int]] = []
    inner: list[Grid] = []
    taken: dict[int, int] = {}
    for row in _own_rows(table):
        index = len(rows)
        line: list[Any] = []
        for cell in row.iterchildren("td", "th"):
            while taken.get(len(line), -1) >= index:
                line.append("")
            across, down = (_span(cell.get(attribute)) for attribute in ("colspan", "rowspan"))
            column = len(line)
            text = "\n".join(piece.strip() for piece in cell.itertext() if piece.strip())
            line += [ticked(text)[0], *[""] * (across - 1)]
            if down > 1:
                taken |= dict.fromkeys(range(column, column + across), index + down - 1)
            if across > 1 or down > 1:
                merges.append((index, column, index + down - 1, column + across - 1))
            if deep < MOST_WITHIN:
                for one in cell.iter("table"):
                    if next(one.iterancestors("table"), None) is table:
                        found = _web_table(file, f"{name}.{len(inner) + 1}", one, deep + 1)
                        inner += [found] if found.rows else []
        rows.append(line[:MOST_COLUMNS])
        if index * max(len(line), 1) > MOST_CELLS:
            raise InputError("files.too-large", file=file, reason=f"row {index}")
    return Grid(file, name, rows, merges=merges, inner=inner)


def _own_rows(table: Any) -> Iterator[Any]:
    """The rows of a table without those of tables within it."""
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if child.tag == "tr":
            yield child
        else:
            yield from child.iterchildren("tr")


def _span(value: str | None) -> int:
    return max(1, min(int(value), MOST_COLUMNS)) if value and value.isdecimal() and len(value) < 6 else 1
