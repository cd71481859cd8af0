"""Random edits of a draft, as people and Word make them: a refresh loses none of their words, a second does nothing.

Each edit leaves a word of its own ("Ққ0007") that nobody else writes, so that a lost one is found wherever it stood: in
a paragraph, a cell, a comment, a link, a tracked change.
"""

from __future__ import annotations

import copy
import io
import random
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.parser import parse_xml
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from sdgkit.activities.activity import Activity, Declaration, Money, Origin
from sdgkit.activities.register import Register
from sdgkit.languages import Text
from sdgkit.mapping.mapping import map_register
from sdgkit.report.building import draft
from sdgkit.report.draft import Draft
from sdgkit.report.word.refresh import refresh

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD = re.compile(r"Ққ\d{4}")
EDITS = 12
"""Edits of a document in one go."""


@pytest.fixture(scope="module")
def versions(register: Register) -> list[Draft]:
    """The draft of this year, of the next, and of the year after."""
    made = [register]
    grown = [
        one.model_copy(update={"money": (Money(amount=7_000_000, currency="USD", kind="budget"),)})
        if one.id == "A-1"
        else one
        for one in register.activities
        if one.id != "A-3"
    ]
    new = Activity(
        id="A-9",
        origin=Origin(file="реестр.xlsx", row=12),
        title=Text({"ru": "Завод в Актау"}),
        countries=("KAZ",),
        declared=(Declaration(goal=9, target="9.2", written="9.2"),),
    )
    made.append(register.model_copy(update={"activities": (*grown, new)}))
    made.append(register.model_copy(update={"activities": (new, *register.activities[1:])}))
    return [draft(one, map_register(one), language="ru") for one in made]


def picture() -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
        + chunk(b"IEND", b"")
    )


class Person:
    """Somebody who edits a document at random, and remembers the words that must still be there."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.written: set[str] = set()
        self.pictures = 0
        self.done: list[str] = []
        self._next = seed % 50 * 100

    def word(self) -> str:
        self._next += 1
        found = f"Ққ{self._next:04d}"
        self.written.add(found)
        return found

    def edit(self, path: Path, times: int) -> None:
        document = docx.Document(str(path))
        for _ in range(times):
            name = self.chance.choice([one for one in dir(self) if one.startswith("do_")])
            try:
                getattr(self, name)(document)
            except (IndexError, StopIteration):
                continue  # Nothing of that kind is left to be edited.
            self.done.append(name)
        # What another edit took away again is not to be found.
        self.written &= words_in(document)
        self.pictures = pictures_in(document)
        document.save(str(path))

    # what is edited

    def paragraph(self, document: Any, *, ours: bool = False) -> Any:
        every = [
            p
            for p in document.element.body.iter(f"{W}p")
            if not ours
            or any(b.get(f"{W}name", "").startswith("sdgkit_p") for b in p.iter(f"{W}bookmarkStart"))
        ]
        return self.chance.choice(
            [p for p in every if "".join(t.text or "" for t in p.iter(f"{W}t")).strip()]
        )

    def run(self, document: Any, *, ours: bool = True) -> Any:
        return self.chance.choice(
            [r for r in self.paragraph(document, ours=ours).iter(f"{W}r") if r.findtext(f"{W}t")]
        )

    def table(self, document: Any) -> Table:
        return Table(self.chance.choice(list(document.element.body.iter(f"{W}tbl"))), document)

    def block(self, document: Any) -> Any:
        return self.chance.choice([one for one in document.element.body if one.tag != f"{W}sectPr"])

    # edits

    def do_type_at_the_end(self, document: Any) -> None:
        self.paragraph(document).append(
            parse_xml(f"<w:r {NS}><w:t xml:space='preserve'> {self.word()}.</w:t></w:r>")
        )

    def do_type_at_the_beginning(self, document: Any) -> None:
        p = self.paragraph(document, ours=True)
        place = 1 if p.find(f"{W}pPr") is not None else 0
        p.insert(place, parse_xml(f"<w:r {NS}><w:t xml:space='preserve'>{self.word()} </w:t></w:r>"))

    def do_type_into_a_run(self, document: Any) -> None:
        text = next(self.run(document).iter(f"{W}t"))
        place = self.chance.randrange(len(text.text) + 1)
        text.text = f"{text.text[:place]} {self.word()} {text.text[place:]}"

    def do_write_over(self, document: Any) -> None:
        p = self.paragraph(document, ours=True)
        texts = list(p.iter(f"{W}t"))
        texts[0].text = f"Мы пишем {self.word()} сами."
        for one in texts[1:]:
            one.text = ""

    def do_change_a_figure(self, document: Any) -> None:
        p = self.paragraph(document, ours=True)
        text = self.chance.choice([t for t in p.iter(f"{W}t") if (t.text or "").strip()[:1].isdigit()])
        text.text = f"{text.text} ({self.word()})"

    def do_delete_a_sentence(self, document: Any) -> None:
        run = self.run(document)
        run.getparent().remove(run)

    def do_delete_a_paragraph(self, document: Any) -> None:
        p = self.paragraph(document, ours=True)
        p.getparent().remove(p)

    def do_new_paragraph(self, document: Any) -> None:
        self.block(document).addnext(parse_xml(f"<w:p {NS}><w:r><w:t>{self.word()} текст.</w:t></w:r></w:p>"))

    def do_format(self, document: Any) -> None:
        run = Run(self.run(document), None)
        run.bold, run.font.name = True, "Georgia"
        run._r.find(f"{W}t").text += f" {self.word()}"

    def do_split_a_paragraph(self, document: Any) -> None:
        p = self.paragraph(document, ours=True)
        inner = [one for one in p if one.tag != f"{W}pPr"]
        second = parse_xml(f"<w:p {NS}><w:r><w:t>{self.word()} </w:t></w:r></w:p>")
        for one in inner[len(inner) // 2 :]:
            second.append(one)
        p.addnext(second)

    def do_join_paragraphs(self, document: Any) -> None:
        p = self.paragraph(document, ours=True)
        following = p.getnext()
        if following is None or following.tag != f"{W}p":
            raise IndexError
        for one in [one for one in following if one.tag != f"{W}pPr"]:
            p.append(one)
        following.getparent().remove(following)

    def do_insert_with_tracking(self, document: Any) -> None:
        self.paragraph(document).append(
            parse_xml(
                f'<w:ins {NS} w:id="9{self._next}" w:author="Айгуль"><w:r><w:t>{self.word()}</w:t></w:r></w:ins>'
            )
        )

    def do_delete_with_tracking(self, document: Any) -> None:
        run = self.run(document)
        holder = parse_xml(f'<w:del {NS} w:id="8{self._next}" w:author="Айгуль"/>')
        run.getparent().replace(run, holder)
        holder.append(run)
        for text in list(run.iter(f"{W}t")):
            text.tag = f"{W}delText"

    def do_comment(self, document: Any) -> None:
        runs = [Run(r, None) for r in self.paragraph(document, ours=True).iterchildren(f"{W}r")]
        document.add_comment([runs[0], runs[-1]], text=f"Проверить {self.word()}", author="Айгуль")

    def do_picture(self, document: Any) -> None:
        Run(self.run(document), Paragraph(self.paragraph(document), document)).add_picture(
            io.BytesIO(picture())
        )

    def do_new_table(self, document: Any) -> None:
        table = document.add_table(2, 2)
        for row in table.rows:
            for cell in row.cells:
                cell.text = self.word()
        self.block(document).addnext(table._tbl)

    def do_type_into_a_cell(self, document: Any) -> None:
        table = self.table(document)
        cells = list(table._tbl.iter(f"{W}tc"))
        p = next(self.chance.choice(cells).iter(f"{W}p"))
        p.append(parse_xml(f"<w:r {NS}><w:t> {self.word()}</w:t></w:r>"))

    def do_add_a_row(self, document: Any) -> None:
        row = list(self.table(document)._tbl.iter(f"{W}tr"))[-1]
        made = copy.deepcopy(row)
        for mark in list(made.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)
        texts = list(made.iter(f"{W}t"))
        texts[0].text = self.word()
        row.addnext(made)

    def do_delete_a_row(self, document: Any) -> None:
        rows = list(self.table(document)._tbl.iter(f"{W}tr"))
        row = self.chance.choice(rows[1:])
        row.getparent().remove(row)

    def do_comment_on_a_cell(self, document: Any) -> None:
        p = self.chance.choice(list(self.table(document)._tbl.iter(f"{W}p")))
        document.add_comment(
            [Run(r, None) for r in p.iterchildren(f"{W}r")][:1], text=self.word(), author="Айгуль"
        )

    def do_format_a_table(self, document: Any) -> None:
        for run in self.table(document)._tbl.iter(f"{W}r"):
            Run(run, None).italic = True

    def do_move_a_section(self, document: Any) -> None:
        body = document.element.body
        heads = [one for one in body.iterchildren(f"{W}p") if one.find(f"{W}pPr/{W}pStyle") is not None]
        head = self.chance.choice(
            [
                h
                for h in heads
                if h.find(f"{W}pPr/{W}pStyle").get(f"{W}val").startswith(("Heading", "SDGGoal"))
            ]
        )
        part = [head]
        following, others = head.getnext(), set(heads) - {head}
        while following is not None and following.tag != f"{W}sectPr" and following not in others:
            part.append(following)
            following = following.getnext()
        target = self.chance.choice([one for one in body if one not in part and one.tag != f"{W}sectPr"])
        for one in reversed(part):
            target.addnext(one)

    def do_copy_a_block(self, document: Any) -> None:
        block = self.block(document)
        made = copy.deepcopy(block)
        texts = list(made.iter(f"{W}t"))
        texts[0].text = f"{self.word()} {texts[0].text}"
        block.addnext(made)

    def do_put_into_a_cell(self, document: Any) -> None:
        p = self.paragraph(document, ours=True)
        cell = next(document.add_table(1, 1)._tbl.iter(f"{W}tc"))
        table = next(cell.iterancestors(f"{W}tbl"))
        p.addprevious(table)
        next(cell.iter(f"{W}p")).addnext(p)
        p.append(parse_xml(f"<w:r {NS}><w:t> {self.word()}</w:t></w:r>"))

    def do_put_into_a_control(self, document: Any) -> None:
        p = self.paragraph(document, ours=True)
        if p.getparent().tag != f"{W}body":
            raise IndexError
        control = parse_xml(f"<w:sdt {NS}><w:sdtContent/></w:sdt>")
        p.addprevious(control)
        control[0].append(p)
        p.append(parse_xml(f"<w:r {NS}><w:t> {self.word()}</w:t></w:r>"))

    def do_change_a_heading(self, document: Any) -> None:
        heads = [
            p
            for p in document.element.body.iter(f"{W}p")
            if any(b.get(f"{W}name", "").startswith("sdgkit_h") for b in p.iter(f"{W}bookmarkStart"))
        ]
        next(self.chance.choice(heads).iter(f"{W}t")).text = f"Раздел {self.word()}"

    def do_change_a_caption(self, document: Any) -> None:
        captions = [
            p
            for p in document.element.body.iter(f"{W}p")
            if any(
                b.get(f"{W}name", "").startswith(("sdgkit_t", "sdgkit_c"))
                for b in p.iter(f"{W}bookmarkStart")
            )
        ]
        list(self.chance.choice(captions).iter(f"{W}t"))[-1].text = f". Наше {self.word()}"


def words_in(document: Any) -> set[str]:
    """The words of the person in the text, its tracked changes, and the comments."""
    found = {
        one
        for node in document.element.body.iter(f"{W}t", f"{W}delText")
        for one in WORD.findall(node.text or "")
    }
    return found | {one for comment in document.comments for one in WORD.findall(comment.text)}


def anchored_words(document: Any) -> set[str]:
    """The words of comments that still stand somewhere in the text."""
    there = {int(one.get(f"{W}id")) for one in document.element.body.iter(f"{W}commentReference")}
    return {
        one
        for comment in document.comments
        if comment.comment_id in there
        for one in WORD.findall(comment.text)
    }


def pictures_in(document: Any) -> int:
    return sum(
        1 for one in document.element.body.iter() if isinstance(one.tag, str) and one.tag.endswith("}blip")
    )


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("seed", range(25))
def test_random_edits_of_people_are_never_lost(seed: int, versions: list[Draft], tmp_path: Path) -> None:
    person = Person(seed)
    path = versions[0].to_word(tmp_path / "draft.docx")
    for data in (versions[1], versions[2]):
        person.edit(path, EDITS)
        before = docx.Document(str(path))
        comments = anchored_words(before)
        refresh(path, data)
        after = docx.Document(str(path))
        told = f"seed {seed}: {', '.join(person.done)}"
        assert person.written <= words_in(after), told
        assert comments <= anchored_words(after), told
        assert pictures_in(after) >= person.pictures, told
        once = parts(path)
        refresh(path, data)
        changed = [name for name, content in parts(path).items() if once.get(name) != content]
        assert not changed, told


def test_the_person_makes_every_kind_of_edit(versions: list[Draft], tmp_path: Path) -> None:
    done: set[str] = set()
    for seed in range(25):
        person = Person(seed)
        path = versions[0].to_word(tmp_path / f"draft-{seed}.docx")
        person.edit(path, EDITS)
        done.update(person.done)
    assert done == {one for one in dir(Person) if one.startswith("do_")}
