"""The blocks of a draft in a Word document that people have worked in: found, read, and changed in place.

A paragraph is found by its bookmark; a table by its content control, or as the table below its bookmarked caption,
since LibreOffice drops the tags of controls; a chart likewise, above its caption. Text is read as a person sees it:
without what is deleted or moved away with tracked changes, without text boxes.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docx.document import Document
from lxml import etree

from sdgkit.errors import InputError
from sdgkit.files import xml_parser
from sdgkit.languages import clean
from sdgkit.report.word.body import ROW_MARK, without_references
from sdgkit.report.word.charts import C
from sdgkit.report.word.manifest import Block, chart_hash, table_hash, text_hash
from sdgkit.report.word.merge import Edit
from sdgkit.report.word.writer import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"
R = f"{{{NAMESPACES['r']}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_OF_THE_PROGRAM = {f"{W}{name}" for name in (
    "pPr", "r", "rPr", "t", "rStyle", "lang", "hyperlink", "sdt", "sdtPr", "sdtContent", "tag", "id", "bookmarkStart",
    "bookmarkEnd", "fldChar", "instrText", "noBreakHyphen", "proofErr", "lastRenderedPageBreak", "temporary",
    "showingPlcHdr", "noProof",
)}  # fmt: skip
"""What a paragraph of the program holds, or Word puts in by itself; anything else in it is a person's."""


_OF_A_PERSON = {f"{W}{name}" for name in (
    "commentReference", "commentRangeStart", "commentRangeEnd", "footnoteReference", "endnoteReference", "drawing",
    "pict", "object", "ins", "del", "moveFrom", "moveTo",
)}  # fmt: skip


_SHOWN = {f"{W}t": "", f"{W}tab": " ", f"{W}br": " ", f"{W}noBreakHyphen": "-"}
"""What is read of a paragraph, and the text of that which has none of its own."""


class Blocks:
    """The blocks of one document, by their bookmarks and controls; the first one counts where a part was copied."""

    def __init__(self, document: Document, language: str) -> None:
        self.document = document
        self.root = document.element.body
        self._language = language
        self.marks: dict[str, Any] = {}
        self._controls: dict[str, Any] = {}
        self.note(self.root)

    def note(self, element: Any) -> None:
        """Remember the bookmarks and controls of an element."""
        for start in element.iter(f"{W}bookmarkStart"):
            self.marks.setdefault(start.get(f"{W}name"), start)
        for tag in element.iter(f"{W}tag"):
            self._controls.setdefault(tag.get(f"{W}val"), tag.getparent().getparent())

    def forget(self, element: Any) -> None:
        """Forget the bookmarks and controls of an element that is taken out."""
        for start in element.iter(f"{W}bookmarkStart"):
            self.marks.pop(start.get(f"{W}name"), None)
        for tag in element.iter(f"{W}tag"):
            self._controls.pop(tag.get(f"{W}val"), None)

    def holds(self, block: Block) -> bool:
        """Whether the document has anything of the block."""
        return block.bookmark in self.marks or self._control(block) is not None

    def _control(self, block: Block) -> Any | None:
        return None if block.kind == "paragraph" else self._controls.get(f"{block.bookmark}:{block.kind}")

    def paragraph(self, block: Block) -> Any:
        """The paragraph of a block: its text, its caption, or where that is gone the first one inside."""
        mark = self.marks.get(block.bookmark)
        if mark is not None:
            return _paragraph_of(mark)
        return next(self._controls[f"{block.bookmark}:{block.kind}"].iter(f"{W}p"))

    def place(self, block: Block) -> Any:
        """The last element of a block among those of the text, behind which another one can be put."""
        element = self.paragraph(block)
        if block.kind == "table":
            table = self.table(block)
            element = element if table is None else table
        while element.getparent() is not None and element.getparent().tag != f"{W}body":
            parent = element.getparent()
            if parent.tag == f"{W}tc":
                break
            element = parent
        return element

    def table(self, block: Block) -> Any | None:
        """The table of a block; None where it is gone."""
        control = self._control(block)
        if control is not None:
            return next(control.iter(f"{W}tbl"), None)
        following = _paragraph_of(self.marks[block.bookmark]).getnext()
        if following is None:
            return None
        if following.tag == f"{W}sdt":
            return following.find(f"{W}sdtContent/{W}tbl")
        return following if following.tag == f"{W}tbl" else None

    def chart(self, block: Block) -> Any | None:
        """The part of the chart of a block; None where it is gone."""
        holder = self._control(block)
        if holder is None:
            holder = _paragraph_of(self.marks[block.bookmark]).getprevious()
        for element in () if holder is None else holder.iter(f"{{{C}}}chart"):
            relation = self.document.part.rels.get(element.get(f"{R}id"))
            if relation is not None:
                return relation.target_part
        return None

    def current(self, block: Block) -> str:
        """The hash of what stands in the document now; "" where the text, table or chart is gone."""
        if block.kind == "paragraph":
            words = clean(words_of(self.paragraph(block)))
            if words != block.text:
                # The "(Table 3)" after a paragraph does not count: Word may have changed its numbers.
                words = without_references(words, self._language)
            return text_hash(words) if words else ""
        if block.kind == "table":
            table = self.table(block)
            return "" if table is None else table_hash(rows_of(table))
        chart = self.chart(block)
        return "" if chart is None else chart_hash(_chart_values(chart.blob))

    def figures(self, block: Block) -> Mapping[int, Any]:
        """The content controls around the figures of a paragraph that are still in it, by the place of the figure."""
        inside: dict[int, Any] = {}
        for tag in self.paragraph(block).iter(f"{W}tag"):
            mark, _, place = (tag.get(f"{W}val") or "").rpartition(":")
            if mark == block.bookmark and place.isdecimal():
                inside[int(place)] = tag.getparent().getparent()
        return inside


def is_plain(paragraph: Any) -> bool:
    """Whether a paragraph holds only what the program puts there: no note, comment, picture, formatting of a person.

    One that holds more is changed in place, so that all of it stays.
    """
    outside = [child for child in paragraph if child.tag != f"{W}pPr"]
    inside = (one for child in outside for one in child.iter() if isinstance(one.tag, str))
    if any(one.tag not in _OF_THE_PROGRAM for one in inside):
        return False
    return not any(
        link.get(f"{R}id") is not None for child in outside for link in child.iter(f"{W}hyperlink")
    ) and all(
        (mark.get(f"{W}name") or "").startswith(("sdgkit_", "_GoBack"))
        for mark in paragraph.iter(f"{W}bookmarkStart")
    )


def of_a_person(element: Any) -> bool:
    """Whether a table or row holds a comment, note, picture, mark or tracked change, which only a person puts there."""
    return any(
        isinstance(one.tag, str)
        and (
            one.tag in _OF_A_PERSON
            or (
                one.tag == f"{W}bookmarkStart"
                and not (one.get(f"{W}name") or "").startswith(("sdgkit_", "_GoBack"))
            )
        )
        for one in element.iter()
    )


def text_nodes(paragraph: Any) -> Iterator[Any]:
    """What is read of a paragraph, in order: without text boxes, deleted and moved-away text."""
    for node in paragraph.iter(*_SHOWN):
        holders = [one.tag for one in node.iterancestors(f"{W}p", f"{W}del", f"{W}moveFrom", f"{W}tabs")]
        if holders[0] == f"{W}p" and next(node.iterancestors(f"{W}p")) is paragraph:
            yield node


def shown(node: Any) -> str:
    """The text of a node of `text_nodes`."""
    return _SHOWN[node.tag] or node.text or ""


def words_of(element: Any) -> str:
    """The text of a paragraph or cell as it is read; breaks are spaces."""
    paragraphs = [element] if element.tag == f"{W}p" else list(element.iter(f"{W}p"))
    return "".join(shown(node) for paragraph in paragraphs for node in text_nodes(paragraph))


def put(nodes: list[Any], edit: Edit) -> None:
    """Put an edit into the runs of a paragraph: look, comments and notes of the runs stay as they are."""
    end = 0
    waiting = edit.text
    for node in nodes:
        start, end = end, end + len(shown(node))
        touched = (
            start < edit.end and edit.start < end if edit.end > edit.start else start <= edit.start <= end
        )
        if node.tag == f"{W}noBreakHyphen" and edit.start <= start and end <= edit.end:
            node.getparent().remove(node)
        if node.tag != f"{W}t" or not touched:
            continue
        text = node.text or ""
        # None and not "", which would be written in another way and read back as None.
        node.text = text[: max(edit.start - start, 0)] + waiting + text[max(edit.end - start, 0) :] or None
        node.set(_SPACE, "preserve")
        waiting = ""
        if edit.end == edit.start:
            return


def drop_empty_figures(paragraph: Any) -> None:
    """Take out controls of figures that a merge left without text; LibreOffice spoils a document that has them."""
    for tag in list(paragraph.iter(f"{W}tag")):
        control = tag.getparent().getparent()
        ours = (tag.get(f"{W}val") or "").startswith("sdgkit_")
        if ours and not words_within(control, deleted=True) and not of_a_person(control):
            control.getparent().remove(control)


def words_within(element: Any, *, deleted: bool = False) -> str:
    """All text in a content control or another part of a paragraph.

    Args:
        element: the part.
        deleted: whether text that is deleted with tracked changes is told too.
    """
    tags = (f"{W}t", f"{W}noBreakHyphen", *([f"{W}delText"] if deleted else []))
    return "".join(node.text or _SHOWN.get(node.tag, "") for node in element.iter(*tags))


def set_words(element: Any, words: str) -> bool:
    """Give a paragraph, cell or control another text in the look of its first run; False where it has no run."""
    read = [
        one
        for one in element.iter(f"{W}t", f"{W}noBreakHyphen")
        if next(one.iterancestors(f"{W}del", f"{W}p")).tag == f"{W}p"
    ]
    nodes = [one for one in read if one.tag == f"{W}t"]
    if not nodes:
        return False
    nodes[0].text = words or None
    nodes[0].set(_SPACE, "preserve")
    for node in nodes[1:]:
        node.text = None
    for hyphen in [one for one in read if one.tag != f"{W}t"]:
        hyphen.getparent().remove(hyphen)
    return True


# ------------------------------------------------------------------ tables


def rows_of(table: Any) -> list[list[str]]:
    """The texts of a table, row by row."""
    return [[words_of(cell) for cell in _cells(row)] for row in table.iter(f"{W}tr")]


def _cells(row: Any) -> list[Any]:
    return list(row.iter(f"{W}tc"))


def renew_table(old: Any, new: Any) -> bool:
    """Give a table the rows of another one and leave it its look: properties, widths, formatted cells and rows.

    A row stays when the new table has one with the same first cell; only texts that differ are replaced in it. A
    further row takes the widths of the row before it.

    Returns:
        Whether that was possible; False, and nothing is done, where the number of columns differs, or where a row
        that goes has a comment, a note or a picture of a person.
    """
    before, after = list(old.iter(f"{W}tr")), list(new.iter(f"{W}tr"))
    columns = len(old.findall(f"{W}tblGrid/{W}gridCol"))
    if not before or columns != len(new.findall(f"{W}tblGrid/{W}gridCol")):
        return False
    known: dict[tuple[str, int], list[Any]] = {}
    for row in before[1:]:
        known.setdefault(_key(row), []).append(row)
    pairs = []
    for row in after[1:]:
        same = known.get(_key(row))
        pairs.append((same.pop(0) if same else None, row))
    if any(of_a_person(row) for rows in known.values() for row in rows):
        return False
    made = [_renewed(before[0], after[0])]
    for there, row in pairs:
        made.append(_fitted(row, made[-1]) if there is None else _renewed(there, row))
    holder = before[0].getparent()
    place = holder.index(before[0])
    for row in before:
        row.getparent().remove(row)
    for number, row in enumerate(made):
        holder.insert(place + number, row)
    caption, described = (new.find(f"{W}tblPr/{W}{name}") for name in ("tblCaption", "tblDescription"))
    for one in (caption, described):
        there = None if one is None else old.find(f"{W}tblPr/{one.tag}")
        if one is not None and there is not None:
            there.set(f"{W}val", one.get(f"{W}val"))
    return True


def _key(row: Any) -> tuple[str, int]:
    cells = _cells(row)
    return (clean(words_of(cells[0])) if cells else "", len(cells))


def _renewed(row: Any, new: Any) -> Any:
    _mark_anew(row, new)
    for cell, other in zip(_cells(row), _cells(new), strict=True):
        words = words_of(other)
        if clean(words_of(cell)) == clean(words):
            continue
        if not set_words(cell, words):
            # An empty cell has no run whose look could be taken; what else a person put there stays.
            first = next(cell.iter(f"{W}p"))
            for paragraph in other.findall(f"{W}p"):
                first.extend(copy.deepcopy(one) for one in paragraph if one.tag != f"{W}pPr")
        shading = other.find(f"{W}tcPr/{W}shd")
        was = cell.find(f"{W}tcPr/{W}shd")
        if shading is not None and was is not None:
            was.attrib.update(shading.attrib)
    return row


def _mark_anew(row: Any, new: Any) -> None:
    """Give a row the bookmark to which figures of sentences lead, in place of the one that it had."""
    for mark in [
        one for one in row.iter(f"{W}bookmarkStart") if (one.get(f"{W}name") or "").startswith(ROW_MARK)
    ]:
        number = mark.get(f"{W}id")
        for end in [one for one in row.iter(f"{W}bookmarkEnd") if one.get(f"{W}id") == number]:
            end.getparent().remove(end)
        mark.getparent().remove(mark)
    for start in new.iter(f"{W}bookmarkStart"):
        end = next(one for one in new.iter(f"{W}bookmarkEnd") if one.get(f"{W}id") == start.get(f"{W}id"))
        paragraph = next(row.iter(f"{W}p"))
        paragraph.insert(0 if paragraph.find(f"{W}pPr") is None else 1, copy.deepcopy(start))
        paragraph.append(copy.deepcopy(end))


def _fitted(row: Any, like: Any) -> Any:
    """A new row in the widths of another one with as many cells."""
    widths = [cell.find(f"{W}tcPr/{W}tcW") for cell in _cells(like)]
    cells = _cells(row)
    if len(widths) == len(cells):
        for cell, width in zip(cells, widths, strict=True):
            own = cell.find(f"{W}tcPr/{W}tcW")
            if own is not None and width is not None:
                own.attrib.update(width.attrib)
    return row


# ------------------------------------------------------------------ places


def heading_level(paragraph: Any) -> int | None:
    """1 to 9 for a heading, by the ids of its style that Word and the shipped template use; None for other text."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else style.get(f"{W}val") or ""
    found = re.fullmatch(r"(?:Heading)?(\d)", name)
    if found:
        return int(found[1])
    return 2 if re.fullmatch(r"SDGGoal\d+", name) else None


def end_of_section(last: Any, level: int) -> Any:
    """The last element before the next heading of a level, or a higher one, that follows an element of the body."""
    following = last.getnext()
    while following is not None and following.tag != f"{W}sectPr":
        if following.tag == f"{W}p":
            found = heading_level(following)
            if found is not None and found <= level:
                break
        last, following = following, following.getnext()
    return last


def _paragraph_of(element: Any) -> Any:
    """The paragraph that holds a bookmark; it may stand between paragraphs, then the next one."""
    for one in element.iterancestors():
        if one.tag == f"{W}p":
            return one
    following = element.getnext()
    while following is not None:
        found = following if following.tag == f"{W}p" else next(following.iter(f"{W}p"), None)
        if found is not None:
            return found
        following = following.getnext()
    raise InputError("report.bookmark-astray", bookmark=str(element.get(f"{W}name")))


# ------------------------------------------------------------------ charts


def _chart_values(blob: bytes) -> Iterable[float | None]:
    """The numbers of a chart from its cache, with None for a gap."""
    root = etree.fromstring(blob, xml_parser())
    values: list[float | None] = []
    for cache in root.iter(f"{{{C}}}numCache"):
        count = cache.find(f"{{{C}}}ptCount")
        length = int(count.get("val", "0")) if count is not None else 0
        found: dict[int, float] = {
            int(point.get("idx", "0")): float(point.findtext(f"{{{C}}}v") or "nan")
            for point in cache.iter(f"{{{C}}}pt")
        }
        values += [found.get(place) for place in range(min(length, 10_000))]
    return values
