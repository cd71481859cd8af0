"""The manifest inside a Word draft: what the program wrote, so that a later draft can tell what people changed.

A custom XML part of the namespace `urn:sdgkit:manifest` holds, for each paragraph that the program wrote, its
bookmark, its text as written, the hash of that text, and the tables it was computed from; and for the whole draft
the version, the rule, the date and the input files. Word and LibreOffice keep the part when they save.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from sdgkit.files import xml_parser
from sdgkit.languages import clean
from sdgkit.report.draft import Draft, Paragraph, Table
from sdgkit.report.word_body import attribute, body_rows, bookmark, text

NAMESPACE = "urn:sdgkit:manifest"


class Block(NamedTuple):
    """A paragraph, table or chart that the program wrote.

    Attributes:
        kind: "paragraph", "table" or "chart".
        bookmark: its mark in the document; that of the caption for tables and charts.
        id: its id in the draft.
        section: id of the section it stands in.
        text: of a paragraph, as written.
        hash: of its text; of all cells or all values for tables and charts.
        figures: name and text of the figures in a paragraph, in order.
    """

    kind: str
    bookmark: str
    id: str
    section: str
    text: str
    hash: str
    figures: tuple[tuple[str, str], ...] = ()


class Manifest(NamedTuple):
    """What was written: facts of the draft, sections, and blocks by kind and id."""

    about: dict[str, str]
    sections: tuple[str, ...]
    blocks: dict[tuple[str, str], Block]


def text_hash(text: str) -> str:
    """The hash of a text as a person sees it: spaces and invisible characters do not count.

    Example:
        >>> text_hash("a  b") == text_hash("a\\u00a0b ")
        True
    """
    return hashlib.sha256(clean(text).encode("utf-8")).hexdigest()


def table_hash(rows: Iterable[Iterable[str]]) -> str:
    """The hash of the texts of a table, row by row, heading included."""
    return text_hash("\n".join("\t".join(clean(text) for text in row) for row in rows))


def chart_hash(values: Iterable[float | None]) -> str:
    """The hash of the numbers of a chart."""
    return text_hash(" ".join("" if value is None else repr(float(value)) for value in values))


def shown_rows(table: Table) -> list[list[str]]:
    """The texts of a table as the body of the document shows them."""
    rows = [[column.heading for column in table.columns]]
    return rows + [[cell.text for cell in row.cells] for row in body_rows(table)]


def blocks_of(draft: Draft) -> list[Block]:
    """The blocks of a draft in the order of the document."""
    found: list[Block] = []
    for section in draft.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                figures = tuple((f.name, f.text) for sentence in block.sentences for f in sentence.figures)
                found.append(
                    Block("paragraph", bookmark("p", block.id), block.id, section.id, clean(block.text),
                          text_hash(block.text), figures)
                )  # fmt: skip
            elif block.type == "table":
                digest = table_hash(shown_rows(draft.table(block.table)))
                found.append(Block("table", bookmark("t", block.table), block.table, section.id, "", digest))
            else:
                values = [value for one in draft.chart(block.chart).series for value in one.values]
                mark = bookmark("c", block.chart)
                found.append(Block("chart", mark, block.chart, section.id, "", chart_hash(values)))
    return found


def manifest_xml(draft: Draft) -> bytes:
    """The part that is put into the document."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<manifest xmlns="{NAMESPACE}" version={attribute(draft.version)} language="{draft.language}"'
        f" country={attribute(draft.country)} rule={attribute(draft.rule)} profile={attribute(draft.profile)}"
        f' date="{draft.as_of or ""}">',
    ]
    lines += [f'<input file={attribute(one.file)} sha256="{one.sha256}"/>' for one in draft.inputs]
    lines += [f"<section id={attribute(section.id)}/>" for section in draft.sections]
    for block in blocks_of(draft):
        figures = "".join(
            f"<figure name={attribute(name)}>{text(words)}</figure>" for name, words in block.figures
        )
        lines.append(
            f'<block kind="{block.kind}" bookmark="{block.bookmark}" id={attribute(block.id)}'
            f' section={attribute(block.section)} hash="{block.hash}"><text>{text(block.text)}</text>{figures}</block>'
        )
    lines.append("</manifest>")
    return "\n".join(lines).encode("utf-8")


def read_manifest(content: bytes) -> Manifest:
    """What `manifest_xml` wrote."""
    root = etree.fromstring(content, xml_parser())
    blocks: dict[tuple[str, str], Block] = {}
    for element in root.iter(_tag("block")):
        kind, identifier = element.get("kind", "paragraph"), element.get("id", "")
        blocks[kind, identifier] = Block(
            kind,
            element.get("bookmark", ""),
            identifier,
            element.get("section", ""),
            element.findtext(_tag("text")) or "",
            element.get("hash", ""),
            tuple((one.get("name", ""), one.text or "") for one in element.iter(_tag("figure"))),
        )
    about = {str(name): str(value) for name, value in root.attrib.items()}
    return Manifest(about, tuple(one.get("id", "") for one in root.iter(_tag("section"))), blocks)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
