"""The manifest inside a Word draft: what the program wrote, so that a later draft can tell what people changed.

A custom XML part of the namespace `urn:sdgkit:manifest` holds, for each paragraph, table and chart that the program
wrote, its bookmark, its text, cells or values as written, and their hash; and for the whole draft the version, the
rule, the date and the input files. Word and LibreOffice keep the part when they save.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from decimal import Decimal
from itertools import repeat
from typing import NamedTuple

from lxml import etree

from sdgkit.files import xml_parser
from sdgkit.languages import clean
from sdgkit.report.draft import Chart, Draft, Paragraph, SourceFile, Table
from sdgkit.report.word.body import body_rows
from sdgkit.report.word.elements import attribute, bookmark, text

NAMESPACE = "urn:sdgkit:manifest"


class Said(NamedTuple):
    """A figure as the draft says it.

    Attributes:
        name: its placeholder in the message.
        text: as written.
        value: the number, date or name behind it, as text; "" where there is none.
        files: the files that it was taken from; in a manifest these are not written again.
    """

    name: str
    text: str
    value: str = ""
    files: tuple[str, ...] = ()


class Block(NamedTuple):
    """A paragraph, table or chart that the program wrote.

    Attributes:
        kind: "paragraph", "table" or "chart".
        bookmark: its mark in the document; that of the caption for tables and charts.
        id: its id in the draft.
        section: id of the section it stands in.
        text: of a paragraph, as written; the caption of a table or chart.
        hash: of its text; of all cells or all values for tables and charts.
        figures: the figures in a paragraph, in order.
        ends: of a paragraph, where its sentences end in `text`.
        rows: of a table, the texts of its cells, heading first; of a chart, its series as they are drawn.
        below: the notes and the source line under a table or chart.
        values: of a table, the number behind each cell of `rows` as text, "" where there is none.
    """

    kind: str
    bookmark: str
    id: str
    section: str
    text: str
    hash: str
    figures: tuple[Said, ...] = ()
    ends: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    below: str = ""
    values: tuple[tuple[str, ...], ...] = ()


class Manifest(NamedTuple):
    """What was written: facts of the draft, sections, blocks by kind and id, and the files it was made from.

    `is_part` says that the document holds only parts of a draft, pasted from another one.
    """

    about: dict[str, str]
    sections: tuple[str, ...]
    blocks: dict[tuple[str, str], Block]
    inputs: tuple[SourceFile, ...] = ()
    is_part: bool = False


def text_hash(text: str) -> str:
    """The hash of a text as a person sees it: spaces and invisible characters do not count.

    Example:
        >>> text_hash("a  b") == text_hash("a\\u00a0b ")
        True
    """
    return _digest(clean(text))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def table_hash(rows: Iterable[Iterable[str]]) -> str:
    """The hash of the texts of a table, row by row, heading included."""
    return _digest("\n".join("\t".join(map(clean, row)) for row in rows))


def chart_hash(values: Iterable[float | None]) -> str:
    """The hash of the numbers of a chart."""
    return text_hash(" ".join("" if value is None else repr(float(value)) for value in values))


def shown_rows(table: Table) -> list[list[str]]:
    """The texts of a table as the body of the document shows them."""
    rows = [[column.heading for column in table.columns]]
    return rows + [[cell.text for cell in row.cells] for row in body_rows(table)]


def drawn_rows(chart: Chart) -> list[list[str]]:
    """The numbers of a chart as a table: a row for each category, a column for each series."""
    heads = ["", *(series.name for series in chart.series)]
    values = zip(*(series.values for series in chart.series), strict=True)
    told = [["" if value is None else repr(value) for value in row] for row in values]
    return [heads, *([name, *row] for name, row in zip(chart.categories, told, strict=False))]


def blocks_of(draft: Draft) -> list[Block]:
    """The blocks of a draft in the order of the document."""
    found: list[Block] = []
    for section in draft.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found.append(_paragraph(block, section.id))
            elif block.type == "table":
                table = draft.table(block.table)
                shown = tuple(tuple(row) for row in shown_rows(table))
                numbers = tuple(tuple(_number(cell.value) for cell in row.cells) for row in body_rows(table))
                below = " ".join(filter(None, (*table.notes, table.source)))
                found.append(
                    Block("table", bookmark("t", table.key), table.key, section.id, table.caption,
                          table_hash(shown), rows=shown, below=below, values=((), *numbers))
                )  # fmt: skip
            else:
                chart = draft.chart(block.chart)
                drawn = tuple(tuple(row) for row in drawn_rows(chart))
                values = [value for one in chart.series for value in one.values]
                found.append(
                    Block("chart", bookmark("c", chart.key), chart.key, section.id, chart.title,
                          chart_hash(values), rows=drawn, below=chart.source)
                )  # fmt: skip
    return found


def _number(value: object) -> str:
    return str(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else ""


def _paragraph(paragraph: Paragraph, section: str) -> Block:
    figures = tuple(
        Said(
            figure.name,
            figure.text,
            "" if figure.value is None else str(figure.value),
            tuple(dict.fromkeys(origin.file for origin in figure.origins)),
        )
        for sentence in paragraph.sentences
        for figure in sentence.figures
    )
    ends: list[int] = []
    for sentence in paragraph.sentences:
        ends.append((ends[-1] + 1 if ends else 0) + len(clean(sentence.text)))
    mark = bookmark("p", paragraph.id)
    text = clean(paragraph.text)
    return Block("paragraph", mark, paragraph.id, section, text, text_hash(text), figures, tuple(ends))


def manifest_xml(draft: Draft, only: Collection[str] | None = None) -> bytes:
    """The part that is put into the document.

    Args:
        draft: what was written.
        only: the sections that the document has, where it has only parts of the draft.
    """
    part = "" if only is None else ' part="yes"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<manifest xmlns="{NAMESPACE}" version={attribute(draft.version)} language="{draft.language}"'
        f" country={attribute(draft.country)} rule={attribute(draft.rule)} profile={attribute(draft.profile)}"
        f' base_year="{draft.base_year}" date="{draft.as_of or ""}"'
        + "".join(f" {name}={attribute(value)}" for name, value in draft.choice.items())
        + f"{part}>",
    ]
    lines += [
        f'<input file={attribute(one.file)} format={attribute(one.format)} sha256="{one.sha256}"/>'
        for one in draft.inputs
    ]
    lines += [f"<section id={attribute(section.id)}/>" for section in draft.sections]
    for block in blocks_of(draft):
        if only is not None and block.section not in only:
            continue
        lines.append(
            f'<block kind="{block.kind}" bookmark="{block.bookmark}" id={attribute(block.id)}'
            f' section={attribute(block.section)} hash="{block.hash}" sources={attribute(_sources(block))}'
            f' ends="{" ".join(map(str, block.ends))}">'
            f"<text>{text(block.text)}</text>{_more(block)}</block>"
        )
    lines.append("</manifest>")
    return "\n".join(lines).encode("utf-8")


def _sources(block: Block) -> str:
    """The files behind the figures of a block, for people who look into the part."""
    return "; ".join(dict.fromkeys(file for one in block.figures for file in one.files))


def _more(block: Block) -> str:
    figures = "".join(
        f"<figure name={attribute(one.name)} value={attribute(one.value)}>{text(one.text)}</figure>"
        for one in block.figures
    )
    values = block.values or ((),) * len(block.rows)
    rows = "".join(
        f"<row>{''.join(map(_cell, row, (*numbers, *repeat('', len(row) - len(numbers)))))}</row>"
        for row, numbers in zip(block.rows, values, strict=True)
    )
    below = f"<below>{text(block.below)}</below>" if block.below else ""
    return figures + rows + below


def _cell(words: str, number: str) -> str:
    # A whole number that stands as it is written need not stand twice.
    return f'<c v="{number}">{text(words)}</c>' if number and number != words else f"<c>{text(words)}</c>"


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
            tuple(
                Said(one.get("name", ""), one.text or "", one.get("value", ""))
                for one in element.iter(_tag("figure"))
            ),
            tuple(int(end) for end in (element.get("ends") or "").split() if end.isdecimal()),
            tuple(
                tuple(cell.text or "" for cell in row.iter(_tag("c"))) for row in element.iter(_tag("row"))
            ),
            element.findtext(_tag("below")) or "",
            tuple(
                tuple(
                    cell.get("v") or (cell.text or "" if (cell.text or "").isdecimal() else "")
                    for cell in row.iter(_tag("c"))
                )
                for row in element.iter(_tag("row"))
            ),
        )
    about = {str(name): str(value) for name, value in root.attrib.items()}
    sections = tuple(one.get("id", "") for one in root.iter(_tag("section")))
    inputs = tuple(
        SourceFile(file=one.get("file", ""), sha256=one.get("sha256", ""), format=one.get("format", ""))
        for one in root.iter(_tag("input"))
    )
    is_part = about.pop("part", "") == "yes"
    return Manifest(about, sections, blocks, inputs, is_part)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
