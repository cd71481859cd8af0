"""Refreshing a draft: new data come into the analyst's document, and nothing that a person wrote is lost.

The document is the master; it is never made anew. Each paragraph, table and chart that the program wrote carries a
bookmark, and a manifest inside says what was written. So for each block:

| the block in the document | what happens |
|---|---|
| as it was written | replaced by what the data say now |
| changed by a person, elsewhere than the data | the person's words stay, new figures go in; a comment names them |
| changed by a person where the data changed too | kept; a comment says what the data say now |
| deleted | stays deleted |
| new in the data | offered at the end of its section, with a comment; a new section behind the one before it |
| no longer in the data | kept; a comment says so |

A paragraph that a person formatted, commented or gave a note is changed in place; a table keeps its look and gets new
texts. A figure in its content control gets its new value even where the words around it were rewritten, as long as the
data still give the same sentence.

A part that was pasted into another document brings its bookmarks along but not the manifest; with the draft that it
came from as `base` it is refreshed there like any other.

Text outside these blocks is never touched. A second refresh with the same data changes nothing.
"""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.text.run import Run

from sdgkit.errors import UsageError
from sdgkit.files import make_stable, written_whole
from sdgkit.report.draft import Draft, Section
from sdgkit.report.word.blocks import (
    Blocks,
    W,
    drop_empty_figures,
    end_of_section,
    is_plain,
    of_a_person,
    put,
    renew_table,
    set_words,
    shown,
    text_nodes,
    words_within,
)
from sdgkit.report.word.body import Body, without_references
from sdgkit.report.word.changes import Change, Outcome, Refreshed, moved_figures
from sdgkit.report.word.charts import chart_xml, workbook_of
from sdgkit.report.word.elements import bookmark
from sdgkit.report.word.manifest import Block, Manifest, blocks_of, manifest_xml
from sdgkit.report.word.merge import merge
from sdgkit.report.word.record import changed_files, manifest_of, opened, pasted_record
from sdgkit.report.word.writer import NAMESPACES, add_chart, add_manifest, text_width
from sdgkit.report.wording import label

AUTHOR = "sdgkit"
"""Who signs the comments."""


def refresh(
    path: Path | str,
    draft: Draft,
    out: Path | str | None = None,
    *,
    base: Path | str | None = None,
    dry_run: bool = False,
) -> Refreshed:
    """Bring the figures of a draft into a Word document that people have worked in.

    Args:
        path: the document, made by `write_word` and edited since, or one that parts of it were pasted into.
        draft: the new draft, of the same country and language.
        out: where the result goes; over `path` where None, and the old file is kept as "NAME.old-1.docx".
        base: the draft that the parts were pasted from, for a document without a manifest of its own.
        dry_run: write nothing, only say what would happen.

    Returns:
        What happened to each block, in the order of the draft, and the file that was written, if any.

    Raises:
        InputError: the file cannot be read, is no draft of sdgkit, or cannot be written.
        UsageError: the document is in another language than the draft.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> draft = Draft(title="Review", language="en", country="KAZ", version="1")
        >>> with TemporaryDirectory() as folder:
        ...     refresh(draft.to_word(Path(folder) / "draft.docx"), draft).written is None
        True
    """
    path, target = Path(path), None if out is None else Path(out)
    document = opened(path)
    part, manifest = manifest_of(document)
    if manifest is None:
        manifest = pasted_record(document, path, base)
    if manifest.about.get("language") != draft.language:
        raise UsageError(
            "report.language-differs",
            file=path.name,
            language=manifest.about.get("language", ""),
            draft=draft.language,
        )
    work = _Refreshing(document, manifest, draft)
    changes = tuple(work.run())
    if dry_run:
        return Refreshed(changes, None, draft.language)
    blob = manifest_xml(draft, work.sections if manifest.is_part else None)
    quiet = all(change.outcome in ("same", "deleted", "not-placed") for change in changes)
    if quiet and part is not None and part.blob == blob and target in (None, path):
        return Refreshed(changes, None, draft.language)  # Not a byte is touched where nothing is new.
    if part is None:
        add_manifest(document, blob)
    else:
        part._blob = blob
    with written_whole(target or path) as temporary:
        document.save(str(temporary))
        make_stable(temporary)
        if target in (None, path) and temporary.read_bytes() != path.read_bytes():
            _keep(path)
    return Refreshed(changes, target or path, draft.language)


def _keep(path: Path) -> None:
    """Keep the file as it was, under the first free name: "draft.old-1.docx"."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.old-{number}{path.suffix}")).exists():
        number += 1
    with written_whole(kept) as temporary:
        temporary.write_bytes(path.read_bytes())


class _Refreshing:
    """One refresh: the document, what was written into it, and what the data say now."""

    def __init__(self, document: Document, manifest: Manifest, draft: Draft) -> None:
        self._document = document
        self._manifest = manifest
        self._draft = draft
        self._paragraphs = {paragraph.id: paragraph for _, paragraph in draft.paragraphs()}
        self._there = Blocks(document, draft.language)
        ids = [int(start.get(f"{W}id") or 0) for start in self._there.root.iter(f"{W}bookmarkStart")]
        charts = [
            int(number)
            for one in document.part.package.iter_parts()
            for number in re.findall(r"/word/charts/chart(\d+)\.xml", str(one.partname))
        ]
        self._changed = changed_files(manifest, draft)
        self._body = Body(draft, text_width(document), max(ids, default=0), max(charts, default=0))
        self._now = blocks_of(draft)
        held = {
            block.section for block in (*manifest.blocks.values(), *self._now) if self._there.holds(block)
        }
        self.sections = held | {one.id for one in draft.sections if self._heading(one.id) is not None}
        """Ids of the sections that the document has anything of."""

    def run(self) -> list[Change]:
        """Offer new sections, go through the blocks of the new draft, then those of the old one that it lacks."""
        changes = self._new_sections()
        offered = {change.section for change in changes}
        for block in self._now:
            if block.section in offered:
                changes.append(Change(block.kind, block.id, block.section, "new", after=block.text))
            elif not self._manifest.is_part or block.section in self.sections:
                changes.append(self._block(block))
        known = {(block.kind, block.id) for block in self._now}
        for key, old in self._manifest.blocks.items():
            if key not in known and self._there.holds(old):
                self._comment(self._there.paragraph(old), label("comment.gone", self._draft.language))
                changes.append(Change(old.kind, old.id, old.section, "gone", before=old.text))
        for relation, chart in self._body.charts:
            add_chart(self._document, relation, chart_xml(chart, self._draft.language), workbook_of(chart))
        self._lead_to_tables()
        return changes

    def _lead_to_tables(self) -> None:
        """Let figures lead to the caption of their table where people keep a table without the row of the figure."""
        there = {one.get(f"{W}name") for one in self._there.root.iter(f"{W}bookmarkStart")}
        captions = {
            bookmark("r", f"{one.reference.table}/{one.reference.row}"): bookmark("t", one.reference.table)
            for one in self._draft.figures()
            if one.reference is not None
        }
        for link in self._there.root.iter(f"{W}hyperlink"):
            anchor = link.get(f"{W}anchor")
            if anchor in captions and anchor not in there:
                link.set(f"{W}anchor", captions[anchor])

    # ------------------------------------------------------------------ what the old draft has

    def _block(self, block: Block) -> Change:
        old = self._manifest.blocks.get((block.kind, block.id))
        if old is None:
            return self._offer(block)
        moved = moved_figures(old, block, self._draft.language)
        because = self._because(block) if old.hash != block.hash else ()
        change = Change(block.kind, block.id, block.section, "same", old.text, block.text, moved, because)
        current = self._there.current(old) if self._there.holds(old) else ""
        if not current:
            return change._replace(outcome="deleted")
        if current == block.hash:
            return change
        if current == old.hash:
            return change._replace(outcome=self._replace(old, block))
        if old.hash == block.hash:
            return change._replace(outcome="kept")
        return change._replace(outcome=self._merge(old, block))

    def _merge(self, old: Block, block: Block) -> Outcome:
        """Put into an edited paragraph what does not clash with the edits; say the rest in a comment."""
        paragraph = self._there.paragraph(old)
        if block.kind != "paragraph":
            self._comment(paragraph, self._told(block))
            return "kept"
        done = self._put_figures(old, block)
        clash = self._put_text(old, block, done)
        if clash:
            self._comment(paragraph, self._told(block))
        elif done:
            words = label("comment.merged", self._draft.language).format(changes="; ".join(done))
            self._comment(paragraph, words)
        return "merged" if done else "kept"

    def _put_text(self, old: Block, block: Block, done: list[str]) -> bool:
        """Merge the change of the data into the text; whether some of it could not go in."""
        nodes = list(text_nodes(self._there.paragraph(old)))
        raw = "".join(map(shown, nodes))
        mine = without_references(raw.rstrip(), self._draft.language)
        figures = [one.text for one in (*old.figures, *block.figures)]
        merged = merge(old.text, mine, block.text, figures, old.ends)
        done += [f"{mine[one.start : one.end] or '…'} → {one.text or '…'}" for one in merged.edits]
        for edit in reversed(merged.edits):
            put(nodes, edit)
        drop_empty_figures(self._there.paragraph(old))
        return merged.clash

    def _put_figures(self, old: Block, block: Block) -> list[str]:
        """New values into the controls of figures, where the data give the same sentences with other figures.

        A sentence that lost one of the controls whose figures changed is left alone: half of a comparison must not
        change.
        """
        if len(old.figures) != len(block.figures) or _skeleton(old) != _skeleton(block):
            return []
        controls = self._there.figures(old)
        sentences: dict[int, list[int]] = {}
        for place, figure in enumerate(old.figures):
            if figure.text != block.figures[place].text:
                sentences.setdefault(_sentence_of(old, place), []).append(place)
        told = []
        for places in sentences.values():
            held = [controls.get(place) for place in places]
            if any(
                one is None
                or " ".join(words_within(one).split()) != " ".join(old.figures[place].text.split())
                for place, one in zip(places, held, strict=True)
            ):
                continue
            for place, one in zip(places, held, strict=True):
                if set_words(one, block.figures[place].text):
                    told.append(f"{old.figures[place].text} → {block.figures[place].text}")
        return told

    def _because(self, block: Block) -> tuple[str, ...]:
        """The changed files behind a block: those of its figures where they are known, else all that changed."""
        files = {file for one in block.figures for file in one.files}
        return tuple(name for name in self._changed if name in files) or self._changed

    def _told(self, block: Block) -> str:
        if block.kind == "paragraph":
            return label("comment.changed", self._draft.language).format(text=block.text)
        return label("comment.changed-table", self._draft.language)

    def _replace(self, old: Block, block: Block) -> Outcome:
        """Put what the data say in the place of what nobody changed."""
        paragraph = self._there.paragraph(old)
        if block.kind == "paragraph":
            if not is_plain(paragraph):
                self._put_text(old, block, [])
                return "replaced"
            (made,) = _elements(self._body.paragraph(self._paragraphs[block.id]))
            self._there.forget(paragraph)
            properties = paragraph.find(f"{W}pPr")
            for child in list(paragraph):
                if child is not properties:
                    paragraph.remove(child)
            for child in list(made):
                if child.tag != f"{W}pPr":
                    paragraph.append(child)
            self._there.note(paragraph)
        elif block.kind == "table":
            (made,) = _elements(self._body.grid(self._draft.table(block.id)))
            table = self._there.table(old)
            assert table is not None  # Its hash was just taken.
            if not renew_table(table, made):
                if of_a_person(table):
                    self._comment(paragraph, self._told(block))
                    return "kept"
                table.getparent().replace(table, made)
                self._comment(paragraph, label("comment.rebuilt", self._draft.language))
        else:
            chart = self._there.chart(old)
            assert chart is not None
            chart._blob = chart_xml(self._draft.chart(block.id), self._draft.language)
            for relation in chart.rels.values():
                if relation.reltype.endswith("/package"):
                    relation.target_part._blob = workbook_of(self._draft.chart(block.id))
        return "replaced"

    # ------------------------------------------------------------------ what is new

    def _heading(self, section: str) -> Any | None:
        """The heading of a section in the document."""
        mark = self._there.marks.get(bookmark("h", section))
        return None if mark is None else next(mark.iterancestors(f"{W}p"), None)

    def _new_sections(self) -> list[Change]:
        """Put sections that the last draft did not have behind the section before them, each with its comment."""
        if self._manifest.is_part:
            return []
        known = {*self._manifest.sections, *self.sections}
        changes = []
        before: Section | None = None
        for section in self._draft.sections:
            if section.id not in known and before is not None:
                last = end_of_section(self._last_of(before.id), section.level)
                made = _elements(self._body.section(section))
                for element in made:
                    last.addnext(element)
                    last = element
                    self._there.note(element)
                self._comment(made[0], label("comment.new-section", self._draft.language))
                changes.append(Change("section", section.id, section.id, "new", after=section.title))
                self.sections.add(section.id)
            if section.id in self.sections:
                before = section
        return changes

    def _offer(self, block: Block) -> Change:
        """Put a new block at the end of its section; a section that people deleted stays away."""
        change = Change(block.kind, block.id, block.section, "new", after=block.text)
        if self._there.holds(block):
            return change._replace(outcome="same")
        if block.section not in self.sections:
            return change._replace(outcome="not-placed")
        last = self._last_of(block.section)
        if block.kind == "paragraph":
            xml = self._body.paragraph(self._paragraphs[block.id])
        elif block.kind == "table":
            xml = self._body.table(self._draft.table(block.id))
        else:
            xml = self._body.chart(self._draft.chart(block.id))
        for element in _elements(xml):
            last.addnext(element)
            last = element
            self._there.note(element)
        self._comment(self._there.paragraph(block), label("comment.new", self._draft.language))
        return change

    def _last_of(self, section: str) -> Any:
        """The last element of a section that the program wrote, from which a new one follows."""
        elements = [
            self._there.place(block)
            for block in (*self._manifest.blocks.values(), *self._now)
            if block.section == section and self._there.holds(block)
        ]
        if not elements:
            return self._heading(section)
        order = {id(element): place for place, element in enumerate(self._there.root.iter())}
        last = max(elements, key=lambda element: order.get(id(element), -1))
        after = last.getnext()
        # The source line belongs to the table or chart above it.
        if after is not None and after.find(f"{W}pPr/{W}pStyle[@{W}val='SDGSource']") is not None:
            return after
        return last

    def _comment(self, paragraph: Any, words: str) -> None:
        """A comment at a paragraph, unless the same one stands there already; without a date, so that runs agree."""
        there = {int(mark.get(f"{W}id")) for mark in paragraph.iter(f"{W}commentReference")}
        for comment in self._document.comments:
            if comment.comment_id in there and comment.text == words:
                return
        runs = list(paragraph.iterchildren(f"{W}r"))
        if not runs:
            runs = [parse_xml(f'<w:r xmlns:w="{NAMESPACES["w"]}"/>')]
            paragraph.append(runs[0])
        made = self._document.add_comment(
            [Run(runs[0], None), Run(runs[-1], None)], text=words, author=AUTHOR, initials="S"  # type: ignore[arg-type]
        )  # fmt: skip
        date = f"{W}date"
        if date in made._comment_elm.attrib:
            del made._comment_elm.attrib[date]


def _skeleton(block: Block) -> str:
    """The text of a paragraph with a mark for each figure."""
    parts, rest = [], block.text
    for figure in block.figures:
        before, _, rest = rest.partition(" ".join(figure.text.split()))
        parts.append(before)
    return "\0".join([*parts, rest])


def _sentence_of(block: Block, place: int) -> int:
    """The number of the sentence that a figure of a paragraph stands in."""
    position = 0
    for figure in block.figures[: place + 1]:
        words = " ".join(figure.text.split())
        position = block.text.find(words, position) + len(words)
    return sum(end < position for end in block.ends)


def _elements(xml: str) -> list[Any]:
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return [copy.copy(element) for element in parse_xml(f"<w:body {declared}>{xml}</w:body>")]
