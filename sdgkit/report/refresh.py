"""Refreshing a draft: new data come into the analyst's document, and nothing that a person wrote is lost.

The document is the master; it is never made anew. Each paragraph, table and chart that the program wrote carries a
bookmark, and a manifest inside says what was written. So for each block:

| the block in the document | what happens |
|---|---|
| as it was written | replaced by what the data say now |
| changed by a person, elsewhere than the data | the person's words stay, new figures go in; a comment names them |
| changed by a person where the data changed too | kept; a comment says what the data say now |
| deleted | stays deleted |
| new in the data | offered at the end of its section, with a comment |
| no longer in the data | kept; a comment says so |

Text outside these blocks is never touched. A second refresh with the same data changes nothing.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.text.run import Run
from lxml import etree

from sdgkit.errors import InputError, UsageError
from sdgkit.files import checked_archive, existing_file, make_stable, written_whole, xml_parser
from sdgkit.languages import clean
from sdgkit.report.charts import C, chart_xml, workbook_of
from sdgkit.report.draft import Draft
from sdgkit.report.manifest import (
    NAMESPACE,
    Block,
    Manifest,
    blocks_of,
    chart_hash,
    manifest_xml,
    read_manifest,
    table_hash,
    text_hash,
)
from sdgkit.report.merge import Edit, merge
from sdgkit.report.word import NAMESPACES, add_chart, text_width
from sdgkit.report.word_body import Body, without_references
from sdgkit.report.wording import label

INDICATOR_KINDS = ("open-sdg", "tidy", "wide", "unsd", "world-bank", "sdmx")
"""Formats of the input files that are indicators; all others are registers."""

AUTHOR = "sdgkit"
"""Who signs the comments."""

Outcome = Literal["same", "replaced", "merged", "kept", "deleted", "new", "gone", "not-placed"]

_W = f"{{{NAMESPACES['w']}}}"
_R = f"{{{NAMESPACES['r']}}}"


class Change(NamedTuple):
    """What happened to one block.

    Attributes:
        kind: "paragraph", "table" or "chart".
        id: id of the block.
        section: id of its section.
        outcome: as in the table of this module.
        before: the text, as the last draft wrote it.
        after: the text that the data give now.
        moved: figures that changed: (name, before, after).
        because: the files with another content than at the last draft that the changed figures come from.
    """

    kind: str
    id: str
    section: str
    outcome: Outcome
    before: str = ""
    after: str = ""
    moved: tuple[tuple[str, str, str], ...] = ()
    because: tuple[str, ...] = ()


def refresh(path: Path, draft: Draft, out: Path | None = None, *, dry_run: bool = False) -> list[Change]:
    """Bring the figures of a draft into a Word document that people have worked in.

    Args:
        path: the document, made by `write_word` and edited since.
        draft: the new draft, of the same country and language.
        out: where the result goes; over `path` where None, and the old file is kept as "NAME.old-1.docx".
        dry_run: write nothing, only say what would happen.

    Returns:
        What happened to each block, in the order of the draft.

    Raises:
        InputError: the file cannot be read, is no draft of sdgkit, or cannot be written.
        UsageError: the document is in another language than the draft.
    """
    document = docx.Document(str(checked_archive(existing_file(path))))
    part, manifest = _manifest_of(document, path)
    if manifest.about.get("language") != draft.language:
        raise UsageError(
            "report.language-differs",
            file=path.name,
            language=manifest.about.get("language", ""),
            draft=draft.language,
        )
    changes = _Refreshing(document, manifest, draft).run()
    if not dry_run:
        blob = manifest_xml(draft)
        quiet = all(change.outcome in ("same", "deleted", "not-placed") for change in changes)
        if quiet and part.blob == blob and out in (None, path):
            return changes  # Not a byte of the file is touched where nothing is new.
        part._blob = blob
        with written_whole(out or path) as temporary:
            document.save(str(temporary))
            make_stable(temporary)
            if out in (None, path) and temporary.read_bytes() != path.read_bytes():
                _keep(path)
    return changes


def _keep(path: Path) -> None:
    """Keep the file as it was, under the first free name: "draft.old-1.docx"."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.old-{number}{path.suffix}")).exists():
        number += 1
    with written_whole(kept) as temporary:
        temporary.write_bytes(path.read_bytes())


def read_record(path: Path) -> Manifest:
    """What the last draft wrote into a document, with country, language, rule and input files.

    Raises:
        InputError: the file cannot be read, or is no draft of sdgkit.
    """
    return _manifest_of(docx.Document(str(checked_archive(existing_file(path)))), path)[1]


def inputs_in(paths: Iterable[Path], record: Manifest) -> tuple[list[Path], Path | None]:
    """The registers and the indicator source that are meant by files and folders.

    A file is a register. In a folder, the files that the document was made from are looked for by their names; what
    else lies there, in a folder of its own or as the indicator file of that name, is the indicator source.

    Raises:
        UsageError: no register is there.
    """
    indicator_files = {one.file.split("/")[0] for one in record.inputs if one.format in INDICATOR_KINDS}
    names = {one.file for one in record.inputs if one.format not in INDICATOR_KINDS}
    registers: list[Path] = []
    source: Path | None = None
    for path in paths:
        if not path.is_dir():
            registers.append(path)
            continue
        registers += [path / name for name in sorted(names) if (path / name).is_file()]
        inner = sorted(one for one in path.iterdir() if one.is_dir() and not one.name.startswith("."))
        files = sorted(one for one in path.iterdir() if one.is_file() and one.name in indicator_files)
        source = source or next(iter(inner if indicator_files else []), None) or next(iter(files), None)
    if not registers:
        raise UsageError("report.no-data", names=", ".join(sorted(names)))
    return registers, source


def _manifest_of(document: Document, path: Path) -> tuple[Any, Manifest]:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/customXml") and not relation.is_external:
            blob = relation.target_part.blob
            if NAMESPACE.encode("ascii") in blob:
                try:
                    return relation.target_part, read_manifest(blob)
                except etree.XMLSyntaxError:
                    break
    raise InputError("report.no-manifest", file=path.name)


class _Refreshing:
    """One refresh: the document, what was written into it, and what the data say now."""

    def __init__(self, document: Document, manifest: Manifest, draft: Draft) -> None:
        self._document = document
        self._manifest = manifest
        self._draft = draft
        self._paragraphs = {paragraph.id: paragraph for _, paragraph in draft.paragraphs()}
        self._root = document.element.body
        self._marks: dict[str, Any] = {}
        for start in self._root.iter(f"{_W}bookmarkStart"):
            self._marks.setdefault(start.get(f"{_W}name"), start)
        ids = [int(start.get(f"{_W}id") or 0) for start in self._root.iter(f"{_W}bookmarkStart")]
        charts = [
            int(number)
            for one in document.part.package.iter_parts()
            for number in re.findall(r"/word/charts/chart(\d+)\.xml", str(one.partname))
        ]
        self._changed = changed_files(manifest, draft)
        self._body = Body(draft, text_width(document), max(ids, default=0), max(charts, default=0))

    def _find_marks(self, element: Any) -> None:
        """Remember where the bookmarks of a new element stand."""
        for start in element.iter(f"{_W}bookmarkStart"):
            self._marks[start.get(f"{_W}name")] = start

    def run(self) -> list[Change]:
        """Go through the blocks of the new draft, then through those of the old one that it lacks."""
        now = blocks_of(self._draft)
        changes = [self._block(block) for block in now]
        known = {(block.kind, block.id) for block in now}
        for key, old in self._manifest.blocks.items():
            if key not in known and old.bookmark in self._marks:
                self._comment(self._paragraph(old), label("comment.gone", self._draft.language))
                changes.append(Change(old.kind, old.id, old.section, "gone", before=old.text))
        for relation, chart in self._body.charts:
            add_chart(self._document, relation, chart_xml(chart, self._draft.language), workbook_of(chart))
        return changes

    def _block(self, block: Block) -> Change:
        old = self._manifest.blocks.get((block.kind, block.id))
        if old is None:
            return self._offer(block)
        moved = _moved(old, block)
        because = self._because(block) if old.hash != block.hash else ()
        if old.bookmark not in self._marks:
            return Change(
                block.kind, block.id, block.section, "deleted", old.text, block.text, moved, because
            )
        current = self._current(old)
        outcome: Outcome = "same"
        if current == block.hash:
            pass
        elif current == old.hash:
            self._replace(block)
            outcome = "replaced"
        elif not current:
            outcome = "deleted"
        else:
            outcome = "kept"
            if old.hash != block.hash:
                outcome = self._merge(old, block)
        return Change(block.kind, block.id, block.section, outcome, old.text, block.text, moved, because)

    def _merge(self, old: Block, block: Block) -> Outcome:
        """Put into an edited paragraph what does not clash with the edits; say the rest in a comment."""
        paragraph = self._paragraph(old)
        if block.kind != "paragraph":
            self._comment(paragraph, self._told(block))
            return "kept"
        nodes = list(_text_nodes(paragraph))
        raw = "".join(_shown(node) for node in nodes)
        mine = without_references(raw.rstrip(), self._draft.language)
        figures = [one.text for one in (*old.figures, *block.figures)]
        merged = merge(old.text, mine, block.text, figures, old.ends)
        before = [(edit, mine[edit.start : edit.end]) for edit in merged.edits]
        for edit in reversed(merged.edits):
            _put(nodes, edit)
        if merged.clash:
            self._comment(paragraph, self._told(block))
        elif before:
            told_there = "; ".join(f"{was or '…'} → {edit.text or '…'}" for edit, was in before)
            words = label("comment.merged", self._draft.language).format(changes=told_there)
            self._comment(paragraph, words)
        return "merged" if before else "kept"

    def _because(self, block: Block) -> tuple[str, ...]:
        """The changed files behind a block: those of its figures where they are known, else all that changed."""
        files = {file for one in block.figures for file in one.files}
        return tuple(name for name in self._changed if name in files) or self._changed

    def _told(self, block: Block) -> str:
        if block.kind == "paragraph":
            return label("comment.changed", self._draft.language).format(text=block.text)
        return label("comment.changed-table", self._draft.language)

    # ------------------------------------------------------------------ what stands in the document

    def _paragraph(self, block: Block) -> Any:
        """The paragraph of a block: its text, or its caption."""
        return _up(self._marks[block.bookmark], "p")

    def _current(self, block: Block) -> str:
        """The hash of what stands in the document now; "" where it cannot be found beside its caption."""
        paragraph = self._paragraph(block)
        if block.kind == "paragraph":
            return text_hash(self._without_references(_words(paragraph), block.text))
        if block.kind == "table":
            table = self._table_after(paragraph)
            if table is None:
                return ""
            rows = [[_words(cell) for cell in row.iter(f"{_W}tc")] for row in table.iter(f"{_W}tr")]
            return table_hash(rows)
        chart = self._chart_before(paragraph)
        return "" if chart is None else chart_hash(_chart_values(chart.blob))

    def _without_references(self, words: str, base: str) -> str:
        """The text without the "(Table 3)" that stands after a paragraph, whose numbers Word may have changed."""
        return base if clean(words) == base else without_references(clean(words), self._draft.language)

    @staticmethod
    def _table_after(paragraph: Any) -> Any | None:
        following = paragraph.getnext()
        return following if following is not None and following.tag == f"{_W}tbl" else None

    def _chart_before(self, caption: Any) -> Any | None:
        """The part of the chart that stands above its caption."""
        before = caption.getprevious()
        if before is None:
            return None
        for element in before.iter(f"{{{C}}}chart"):
            relation = self._document.part.rels.get(element.get(f"{_R}id"))
            if relation is not None:
                return relation.target_part
        return None

    # ------------------------------------------------------------------ what is put into it

    def _replace(self, block: Block) -> None:
        paragraph = self._paragraph(block)
        if block.kind == "paragraph":
            (made,) = _elements(self._body.paragraph(self._paragraphs[block.id]))
            properties = paragraph.find(f"{_W}pPr")
            for child in list(paragraph):
                if child is not properties:
                    paragraph.remove(child)
            for child in list(made):
                if child.tag != f"{_W}pPr":
                    paragraph.append(child)
            self._find_marks(paragraph)
        elif block.kind == "table":
            (made,) = _elements(self._body.grid(self._draft.table(block.id)))
            table = self._table_after(paragraph)
            assert table is not None
            table.getparent().replace(table, made)
        else:
            chart = self._chart_before(paragraph)
            assert chart is not None
            chart._blob = chart_xml(self._draft.chart(block.id), self._draft.language)
            for relation in chart.rels.values():
                if relation.reltype.endswith("/package"):
                    relation.target_part._blob = workbook_of(self._draft.chart(block.id))

    def _offer(self, block: Block) -> Change:
        """Put a new block at the end of its section; a section that people deleted stays away."""
        change = Change(block.kind, block.id, block.section, "new", after=block.text)
        if block.bookmark in self._marks:
            return change._replace(outcome="same")
        if block.kind == "chart":
            return change._replace(outcome="not-placed")
        last = self._last_of(block.section)
        if last is None:
            return change._replace(outcome="not-placed")
        xml = (
            self._body.paragraph(self._paragraphs[block.id])
            if block.kind == "paragraph"
            else self._body.table(self._draft.table(block.id))
        )
        made = _elements(xml)
        for element in made:
            last.addnext(element)
            last = element
        self._find_marks(made[0])
        self._comment(made[0], label("comment.new", self._draft.language))
        return change

    def _last_of(self, section: str) -> Any | None:
        """The last element of a section that the program wrote, from which a new one follows."""
        marks = [
            block
            for block in (*self._manifest.blocks.values(), *blocks_of(self._draft))
            if block.section == section and block.bookmark in self._marks
        ]
        elements = []
        for block in marks:
            paragraph = self._paragraph(block)
            table = self._table_after(paragraph) if block.kind == "table" else None
            elements.append(paragraph if table is None else table)
        if not elements:
            heading = self._marks.get(f"sdgkit_h_{re.sub(chr(92) + 'W+', '_', section)}")
            return None if heading is None else _up(heading, "p")
        order = {id(element): place for place, element in enumerate(self._root.iter())}
        last = max(elements, key=lambda element: order.get(id(element), -1))
        after = last.getnext()
        # The source line belongs to the table or chart above it.
        if after is not None and after.find(f"{_W}pPr/{_W}pStyle[@{_W}val='SDGSource']") is not None:
            return after
        return last

    def _comment(self, paragraph: Any, words: str) -> None:
        """A comment at a paragraph, unless the same one stands there already; without a date, so that runs agree."""
        there = {int(mark.get(f"{_W}id")) for mark in paragraph.iter(f"{_W}commentReference")}
        for comment in self._document.comments:
            if comment.comment_id in there and comment.text == words:
                return
        run = next(paragraph.iter(f"{_W}r"), None)
        if run is None:
            run = parse_xml(f'<w:r xmlns:w="{NAMESPACES["w"]}"/>')
            paragraph.append(run)
        runs = list(paragraph.iterchildren(f"{_W}r")) or [run]
        made = self._document.add_comment(
            [Run(runs[0], None), Run(runs[-1], None)], text=words, author=AUTHOR, initials="S"  # type: ignore[arg-type]
        )  # fmt: skip
        date = f"{_W}date"
        if date in made._comment_elm.attrib:
            del made._comment_elm.attrib[date]


def changed_files(manifest: Manifest, draft: Draft) -> tuple[str, ...]:
    """The inputs that are new or have another content than at the last draft, then those that are no longer there."""
    before = {one.file: one.sha256 for one in manifest.inputs}
    now = {one.file: one.sha256 for one in draft.inputs}
    changed = [name for name, digest in now.items() if before.get(name) != digest]
    return (*changed, *(name for name in before if name not in now))


def _moved(old: Block, new: Block) -> tuple[tuple[str, str, str], ...]:
    """Figures whose text changed, paired by name and place; in a table, cells paired by row and column."""
    if new.kind != "paragraph":
        return _moved_cells(old, new)
    before: dict[str, list[str]] = {}
    for one in old.figures:
        before.setdefault(one.name, []).append(one.text)
    moved = []
    for one in new.figures:
        known = before.get(one.name)
        was = known.pop(0) if known else ""
        if was and was != one.text:
            moved.append((one.name, was, one.text))
    return tuple(moved)


def _moved_cells(old: Block, new: Block) -> tuple[tuple[str, str, str], ...]:
    before: dict[tuple[str, str], list[str]] = {}
    for row, head, cell in _cells(old):
        before.setdefault((row, head), []).append(cell)
    moved = []
    for row, head, cell in _cells(new):
        known = before.get((row, head))
        was = known.pop(0) if known else ""
        if was and was != cell:
            moved.append((f"{row}, {head}", was, cell))
    return tuple(moved)


def _cells(block: Block) -> Iterable[tuple[str, str, str]]:
    """The cells of a table or chart, each with its row and column as a reader names them."""
    for row in block.rows[1:]:
        for head, cell in zip(block.rows[0][1:], row[1:], strict=False):
            yield row[0], head, cell


def _text_nodes(paragraph: Any) -> Iterable[Any]:
    """What is read of a paragraph, in order: without text boxes, deleted and moved-away text."""
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        holders = [one.tag for one in node.iterancestors(f"{_W}p", f"{_W}del", f"{_W}moveFrom", f"{_W}tabs")]
        if holders[0] == f"{_W}p" and next(node.iterancestors(f"{_W}p")) is paragraph:
            yield node


def _shown(node: Any) -> str:
    return (node.text or "") if node.tag == f"{_W}t" else " "


def _put(nodes: list[Any], edit: Edit) -> None:
    """Put an edit into the runs of a paragraph: look, comments and notes of the runs stay as they are."""
    end = 0
    waiting = edit.text
    for node in nodes:
        start, end = end, end + len(_shown(node))
        touched = (
            start < edit.end and edit.start < end if edit.end > edit.start else start <= edit.start <= end
        )
        if node.tag != f"{_W}t" or not touched:
            continue
        shown = node.text or ""
        node.text = shown[: max(edit.start - start, 0)] + waiting + shown[max(edit.end - start, 0) :]
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        waiting = ""
        if edit.end == edit.start:
            return


def _up(element: Any, tag: str) -> Any:
    """The element that holds another one; a bookmark may stand between paragraphs, then the next one."""
    for one in (element, *element.iterancestors()):
        if one.tag == f"{_W}{tag}":
            return one
    following = element.getnext()
    while following is not None and following.tag != f"{_W}{tag}":
        following = following.getnext()
    if following is None:
        raise InputError("report.bookmark-astray", bookmark=str(element.get(f"{_W}name")))
    return following


def _words(element: Any) -> str:
    """The text of a paragraph or cell as it is read; breaks are spaces."""
    paragraphs = [element] if element.tag == f"{_W}p" else list(element.iter(f"{_W}p"))
    return "".join(_shown(node) for paragraph in paragraphs for node in _text_nodes(paragraph))


def _chart_values(blob: bytes) -> list[float | None]:
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


def _elements(xml: str) -> list[Any]:
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return [copy.copy(element) for element in parse_xml(f"<w:body {declared}>{xml}</w:body>")]


def told(changes: Iterable[Change], language: str) -> list[str]:
    """The changes in lines for a person: what happened, where, and which figures moved.

    Example:
        >>> told([Change("paragraph", "p", "goal-3", "kept", moved=(("latest", "12.5", "11.7"),))], "en")
        ['goal-3 / p: kept as edited (12.5 → 11.7)']
    """
    lines = []
    for change in changes:
        if change.outcome == "same":
            continue
        moved = ", ".join(f"{before} → {after}" for _, before, after in change.moved)
        because = f"; {', '.join(change.because[:3])}" if change.because else ""
        end = f" ({moved}{because})" if moved else ""
        lines.append(f"{change.section} / {change.id}: {label(f'outcome.{change.outcome}', language)}{end}")
    return lines
