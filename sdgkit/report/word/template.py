"""Word templates of users: opened safely, repaired where Word spoilt a tag, checked before they are filled.

A template that came by e-mail is not trusted. Macros, external links, DOCTYPE declarations and archives beyond the
limits of `sdgkit.files` are refused; templates run in a sandbox (`environment`) that can call and change nothing.
Word turns straight quotes into «ёлочки» or „“ while somebody types a tag; inside tags they are put right again.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import jinja2
from docxtpl import DocxTemplate
from jinja2 import meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from sdgkit.errors import InputError
from sdgkit.files import checked_archive, existing_file, xml_parser
from sdgkit.findings import Finding
from sdgkit.report.outline import every_section

NAMES = (
    "title", "subtitle", "as_of", "mark", "contents_title", "contents", "body", "section", "country", "language",
    "rule", "version",
)  # fmt: skip
"""What a template may name; `sdgkit.report.word.writer` says what each holds."""

MOST_XML = 5 * 1024 * 1024
"""Bytes of one part that holds text; docxtpl's patterns take quadratic time on large ones."""
MOST_TAGS = 2_000
"""Tags in one part; a review template has some dozens."""
LONGEST_TAG = 500
"""Characters of one tag; an unclosed tag reaches to the end of its paragraph and is told, not tried."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
# A tag does not hold the beginning of another, so that many unclosed ones are not read again and again.
_TAG = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}")
_QUOTES = str.maketrans({**dict.fromkeys("«»„“”‟", '"'), **dict.fromkeys("‘’‚‛", "'")})
_PREFIX = re.compile(r"^(\{[{%])[-+]?\s*(?:p|tr|tc|r)\s+")


_SECTION = re.compile(r"""\{\{[^{}]*?\bsection\s*\[\s*["']([^"'\]]*)["']\s*\]""")
_LONG = re.compile(r"\{\{[^{}]*?\b(?:body|contents|section)\b")


class Tag(NamedTuple):
    """A tag of a template and where it stands."""

    text: str
    part: str
    place: str
    """"¶4", or "T1 R2 C3" for table, row and cell; "P2 ¶4" from the second page on, as Word last laid it out."""


def environment() -> jinja2.Environment:
    """The sandbox in which templates run: nothing can be changed, called or guessed, and every text is escaped."""
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)


class Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl's template, with Word's typographic quotes inside tags put right."""

    def patch_xml(self, src_xml: str) -> str:
        """The XML with tags as jinja2 reads them."""
        patched: str = super().patch_xml(src_xml)
        return _TAG.sub(lambda tag: tag[0].translate(_QUOTES), patched)


def looks_like_template(path: Path) -> bool:
    """Whether a .docx holds tags.

    Raises:
        InputError: the file is no readable archive.
    """
    with zipfile.ZipFile(checked_archive(existing_file(path))) as archive:
        try:
            content = archive.read("word/document.xml")
        except KeyError:
            return False
    return b"{{" in content or b"{%" in content or bool(re.search(rb"\{(?:<[^>]*>)+[{%]", content))


def opened_safely(path: Path) -> bytes:
    """The bytes of a template that may be opened.

    Raises:
        InputError: it is missing, damaged, too large, protected, or holds macros, external links or a DOCTYPE.
    """
    content = checked_archive(existing_file(path)).read_bytes()
    refuse_unsafe(content, path.name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "word/document.xml" not in archive.namelist():
            raise InputError("files.unreadable", file=path.name, reason="no Word document")
    return content


def refuse_unsafe(content: bytes, file: str) -> None:
    """Refuse an Office file from outside that could do more than be filled.

    Raises:
        InputError: it holds macros, external links, a DOCTYPE, or a part of text that is too large.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise InputError("files.unsafe", file=file, reason="macros")
        for name in names:
            if not name.endswith((".xml", ".rels")):
                continue
            part = archive.read(name)
            if b"<!DOCTYPE" in part[:4096].upper() or b"<!ENTITY" in part[:65536].upper():
                raise InputError("files.unsafe", file=file, reason=f"DOCTYPE, {name}")
            if _TEXT_PARTS.match(name) and len(part) > MOST_XML:
                raise InputError("files.too-large", file=file, reason=f"{name}: {len(part):,} bytes")
            if name.endswith(".rels"):
                _refuse_external(part, file)


def _refuse_external(relations: bytes, file: str) -> None:
    try:
        root = etree.fromstring(relations, xml_parser())
    except etree.XMLSyntaxError:
        raise InputError("files.unreadable", file=file, reason="damaged relationships") from None
    for relation in root:
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        if relation.get("TargetMode") == "External" and kind != "hyperlink":
            raise InputError("files.unsafe", file=file, reason=f"external link: {relation.get('Target', '')}")


def check_template(path: Path, sections: Sequence[str] | None = None) -> list[Finding]:
    """What is wrong with a template, each with its part, table and cell.

    Args:
        path: the .docx.
        sections: ids of the sections of the draft that fills it; those of all shipped outlines where None.

    Returns:
        Findings: tags that are not closed, that jinja2 does not understand, names and sections that do not exist
        with the nearest one that does, text of the draft in a header, typographic quotes that were put right, and that
        nothing of the draft is named. Empty when all is well.

    Raises:
        InputError: the template may not be opened at all.
    """
    content = opened_safely(path)
    findings: list[Finding] = []
    named = False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if _TEXT_PARTS.match(name):
                part = archive.read(name)
                findings += _check_part(path.name, name, part, sections)
                # Runs may split a tag anywhere; without the marks of XML it is whole.
                words = re.sub(rb"<[^>]*>", b"", part)
                named |= bool(re.search(rb"\{[{%][^{}]*\b(?:body|section)\b", words))
    if not named and not any(finding.severity == "error" for finding in findings):
        findings.append(Finding(code="report.template-empty", file=path.name))
    return findings


def _check_part(file: str, part: str, content: bytes, sections: Sequence[str] | None) -> Iterator[Finding]:
    try:
        root = etree.fromstring(content, xml_parser())
    except etree.XMLSyntaxError as error:
        raise InputError("files.unreadable", file=file, reason=f"{part}: {error}") from None

    def finding(code: str, place: str, value: str, **details: str) -> Finding:
        return Finding(code=code, file=file, sheet=part, column=place, value=value, details=details)

    tags: list[Tag] = []
    for place, text in _paragraphs(root):
        rest = _TAG.sub("", text)
        for mark in ("{{", "{%", "}}", "%}"):
            if mark in rest:
                yield finding("report.tag-open", place, rest[max(rest.index(mark) - 20, 0) :][:LONGEST_TAG])
                break
        for tag in _TAG.findall(text):
            if tag.translate(_QUOTES) != tag:
                yield finding("report.tag-quotes", place, tag)
            tags.append(Tag(tag.translate(_QUOTES), part, place))
    if len(tags) > MOST_TAGS:
        raise InputError("files.too-large", file=file, reason=f"{part}: {len(tags):,} tags")
    yield from _check_tags(tags, finding)
    yield from _check_sections(tags, sections, finding)


def _check_sections(
    tags: Iterable[Tag], sections: Sequence[str] | None, make: Callable[..., Finding]
) -> Iterator[Finding]:
    """Sections that no draft has, and long text where there is no room for it.

    An outline of the user's may have sections of its own, so without a draft an unknown one is only a warning.
    """
    known: Sequence[str] = ()
    for tag in tags:
        if tag.part != "word/document.xml" and _LONG.search(tag.text):
            yield make("report.tag-misplaced", tag.place, tag.text)
        for name in _SECTION.findall(tag.text):
            known = known or (sections if sections is not None else every_section())
            if name not in known:
                nearest = difflib.get_close_matches(name, known, 1, 0.4)
                code = "report.section-perhaps" if sections is None else "report.section-unknown"
                details = {"name": name, "nearest": nearest[0] if nearest else "–"}
                yield make(code, tag.place, tag.text, **details, known=", ".join(known))


def _check_tags(tags: list[Tag], make: Callable[..., Finding]) -> Iterator[Finding]:
    sandbox = environment()
    # One tag a line, so that the line of an error is the number of its tag, blocks across paragraphs included.
    source = "\n".join(_PREFIX.sub(r"\1 ", tag.text).replace("\n", " ") for tag in tags)
    try:
        unknown = meta.find_undeclared_variables(sandbox.parse(source)) - set(NAMES)
        sandbox.compile(source)  # Finds what parsing does not: filters and tests that do not exist.
    except jinja2.TemplateSyntaxError as error:
        tag = tags[min(max(error.lineno, 1), len(tags)) - 1]
        yield make("report.tag-wrong", tag.place, tag.text, reason=error.message or "")
        return
    for name in sorted(unknown):
        nearest = difflib.get_close_matches(name, NAMES, 1, 0.4)
        for tag in tags:
            if re.search(rf"(?<![\w.\"']){re.escape(name)}(?!\w)", tag.text):
                yield make(
                    "report.name-unknown",
                    tag.place,
                    tag.text,
                    name=name,
                    nearest=nearest[0] if nearest else "–",
                    known=", ".join(NAMES),
                )


def _paragraphs(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Each paragraph with its place: "¶4" in the text, "T1 R2 C3" in a table, "P2 ¶4" from the second page on."""
    number = table = 0
    page = 1
    laid_out = next(root.iter(f"{_W}lastRenderedPageBreak"), None) is not None
    for element in root.iter(f"{_W}p", f"{_W}tbl", f"{_W}lastRenderedPageBreak", f"{_W}br"):
        if element.tag == f"{_W}tbl":
            table += 1
            continue
        if element.tag != f"{_W}p":
            # A break that was typed is followed by the mark of the same break, where Word has laid the file out.
            rendered = element.tag == f"{_W}lastRenderedPageBreak"
            page += rendered or (element.get(f"{_W}type") == "page" and not laid_out)
            continue
        cell = next(element.iterancestors(f"{_W}tc"), None)
        if cell is None:
            number += 1
            place = f"¶{number}"
        else:
            # A cell stands after those before it in its row, and its row after those before it in its table.
            row = next(cell.iterancestors(f"{_W}tr"))
            before = [1 + sum(1 for _ in one.itersiblings(one.tag, preceding=True)) for one in (row, cell)]
            place = f"T{table} R{before[0]} C{before[1]}"
        yield (
            f"P{page} {place}" if page > 1 else place,
            "".join(node.text or "" for node in element.iter(f"{_W}t")),
        )
