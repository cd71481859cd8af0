"""The text of a Word document as it stands on the page: insertions accepted, deletions and codes of fields left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from sdgkit.activities.sources.tick_boxes import ticked

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
DEEPEST = 40
"""Elements within each other; text deeper than that is no table of people."""

_GONE = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sdtPr", "rt")
)
"""What is not on the page: deleted, moved away, codes and properties; of a ruby only the base is read."""
_SIGNS = {
    f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "", f"{W}ptab": " ",
}  # fmt: skip
_SYMBOLS = {
    "symbol": {0x2D: "−", 0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xA2: "′", 0xAE: "→"},
    "wingdings": {
        0xFC: "✓", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x78: "☒", 0xFB: "✗", 0xA7: "•", 0xD8: "•", 0x76: "•",
        0xE0: "→",
    },
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x54: "☒", 0xA3: "☐", 0x51: "☒", 0x53: "☒", 0x30: "☐"},
}  # fmt: skip
"""Signs that a font draws for a letter, by font."""


@dataclass
class Noticed:
    """What was seen in a cell beside its text.

    Attributes:
        notes: numbers of footnotes ("f1") and endnotes ("e1") that hang on it.
        struck: text that is struck through.
        unticked: choices of a form that nobody ticked.
        deleted: whether something in it was deleted or moved away under tracked changes.
        hidden: text that Word does not show.
    """

    notes: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    unticked: list[str] = field(default_factory=list)
    deleted: bool = False
    hidden: list[str] = field(default_factory=list)


class _Piece(NamedTuple):
    text: str
    struck: bool


def is_on(properties: etree._Element | None, *names: str) -> bool:
    """Whether one of the properties is set, and not switched off by its value."""
    if properties is None:
        return False
    for name in names:
        found = properties.find(f"{W}{name}")
        if found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none"):
            return True
    return False


def children(element: etree._Element, *names: str, deep: int = 0) -> Iterator[etree._Element]:
    """Children of these names, also those in content controls, custom XML and insertions around them."""
    wanted = tuple(f"{W}{name}" for name in names)
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag in _AROUND and deep < DEEPEST:
            yield from children(child, *names, deep=deep + 1)


_AROUND = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "bdo", "dir")
)


def shown_alternative(element: etree._Element) -> etree._Element | None:
    """Of several forms of one content (a text box for new and for old programs) the first."""
    choice = element.find(f"{_MC}Choice")
    return choice if choice is not None else element.find(f"{_MC}Fallback")


def is_alternative(element: etree._Element) -> bool:
    """Whether an element holds the same content in several forms."""
    return element.tag == f"{_MC}AlternateContent"


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph, without the text boxes that hang on it."""
    noticed = Noticed()
    pieces = [piece for piece in _pieces(paragraph, noticed, [], 0) if not piece.struck]
    return " ".join("".join(piece.text for piece in pieces).split("\n")).strip()


def cell_text(cell: etree._Element, noticed: Noticed) -> str:
    """The text of a cell, paragraph by paragraph, with the text of boxes and of tables in it behind.

    A table within the cell gives a line for each row: "2024: 250".
    """
    lines = [line for line in _lines(cell, noticed, 0) if any(piece.text.strip() for piece in line)]
    struck = [piece.text.strip() for line in lines for piece in line if piece.struck and piece.text.strip()]
    if struck:
        noticed.struck += struck
        lines = [[piece for piece in line if not piece.struck] for line in lines]
    text = "\n".join(line for pieces in lines if (line := "".join(one.text for one in pieces)).strip())
    text, unticked = ticked(text)
    noticed.unticked += unticked
    return text.strip()


def _lines(element: etree._Element, noticed: Noticed, deep: int) -> Iterator[list[_Piece]]:
    for child in children(element, "p", "tbl"):
        if child.tag == f"{W}tbl":
            if deep < DEEPEST:
                yield from _rows_within(child, noticed, deep + 1)
            continue
        boxes: list[etree._Element] = []
        yield list(_pieces(child, noticed, boxes, deep))
        for box in boxes:
            yield from _lines(box, noticed, deep + 1)


def _rows_within(table: etree._Element, noticed: Noticed, deep: int) -> Iterator[list[_Piece]]:
    for row in children(table, "tr"):
        line: list[_Piece] = []
        cells = 0
        for cell in children(row, "tc"):
            pieces = [piece for one in _lines(cell, noticed, deep) for piece in [*one, _Piece(" ", False)]]
            if any(piece.text.strip() for piece in pieces):
                if cells:
                    is_value = "".join(piece.text for piece in pieces).lstrip()[:1].isdecimal()
                    line.append(_Piece(": " if is_value else " ", False))
                line += pieces[:-1]
                cells += 1
        yield line


def _pieces(
    element: etree._Element, noticed: Noticed, boxes: list[etree._Element], deep: int, struck: bool = False
) -> Iterator[_Piece]:
    if deep > DEEPEST:
        return
    for child in element:
        tag = child.tag
        if tag == f"{W}t" or tag == _MATH_TEXT:
            yield _Piece(child.text or "", struck)
        elif tag == f"{W}r":
            properties = child.find(f"{W}rPr")
            if is_on(properties, "vanish"):
                noticed.hidden += [
                    text.text for text in child.iter(f"{W}t") if text.text and text.text.strip()
                ]
                continue
            yield from _pieces(child, noticed, boxes, deep + 1, is_on(properties, "strike", "dstrike"))
        elif tag in _SIGNS:
            yield _Piece(_SIGNS[tag], struck)
        elif tag == f"{W}sym":
            yield _Piece(_symbol(child), struck)
        elif tag in _GONE:
            noticed.deleted = noticed.deleted or tag in (f"{W}del", f"{W}moveFrom")
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            noticed.notes.append(
                ("f" if tag.endswith("footnoteReference") else "e") + child.get(f"{W}id", "")
            )
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{W}sdt" and child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            continue
        elif is_alternative(child):
            shown = shown_alternative(child)
            if shown is not None:
                yield from _pieces(shown, noticed, boxes, deep + 1, struck)
        elif isinstance(tag, str):
            yield from _pieces(child, noticed, boxes, deep + 1, struck)


def _symbol(element: etree._Element) -> str:
    written = element.get(f"{W}char", "")
    try:
        code = int(written, 16)
    except ValueError:
        return ""
    known = _SYMBOLS.get(element.get(f"{W}font", "").lower(), {})
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    return known.get(low, chr(low) if low < 0x80 and element.get(f"{W}font", "").lower() == "symbol" else "")
