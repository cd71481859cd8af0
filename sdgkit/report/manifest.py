"""The manifest inside a Word draft: what the program wrote, so that a later draft can tell what people changed.

A custom XML part of the namespace `urn:sdgkit:manifest` holds, for each paragraph that the program wrote, its
bookmark, its text as written, the hash of that text, and the tables it was computed from; and for the whole draft
the version, the rule, the date and the input files. Word and LibreOffice keep the part when they save.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from sdgkit.files import xml_parser
from sdgkit.languages import clean
from sdgkit.report.draft import Draft
from sdgkit.report.word_body import bookmark

NAMESPACE = "urn:sdgkit:manifest"


class Block(NamedTuple):
    """A paragraph that the program wrote."""

    bookmark: str
    id: str
    section: str
    text: str
    hash: str


def text_hash(text: str) -> str:
    """The hash of a text as a person sees it: spaces and invisible characters do not count.

    Example:
        >>> text_hash("a  b") == text_hash("a\\u00a0b ")
        True
    """
    return hashlib.sha256(clean(text).encode("utf-8")).hexdigest()


def manifest_xml(draft: Draft) -> bytes:
    """The part that is put into the document."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<manifest xmlns="{NAMESPACE}" version={quoteattr(draft.version)} language="{draft.language}"'
        f" country={quoteattr(draft.country)} rule={quoteattr(draft.rule)} profile={quoteattr(draft.profile)}"
        f' date="{draft.as_of or ""}">',
    ]
    lines += [f'<input file={quoteattr(one.file)} sha256="{one.sha256}"/>' for one in draft.inputs]
    for section, paragraph in draft.paragraphs():
        tables = dict.fromkeys(
            figure.reference.table
            for sentence in paragraph.sentences
            for figure in sentence.figures
            if figure.reference is not None
        )
        lines.append(
            f'<block bookmark="{bookmark("p", paragraph.id)}" id={quoteattr(paragraph.id)}'
            f' section={quoteattr(section.id)} hash="{text_hash(paragraph.text)}"'
            f" tables={quoteattr(' '.join(tables))}>{escape(clean(paragraph.text))}</block>"
        )
    lines.append("</manifest>")
    return "\n".join(lines).encode("utf-8")


def read_manifest(content: bytes) -> tuple[dict[str, str], dict[str, Block]]:
    """What `manifest_xml` wrote: the attributes of the draft, and its blocks by id."""
    root = etree.fromstring(content, xml_parser())
    blocks = {
        element.get("id", ""): Block(
            element.get("bookmark", ""),
            element.get("id", ""),
            element.get("section", ""),
            element.text or "",
            element.get("hash", ""),
        )
        for element in root.iter(f"{{{NAMESPACE}}}block")
    }
    return {str(name): str(value) for name, value in root.attrib.items()}, blocks
