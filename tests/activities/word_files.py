# ruff: noqa: E501 - XML is read across
"""Word documents made from XML, as programs and people make them that python-docx does not know."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
PAGE_TURNED = (
    '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>'
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(content: str = "", style: str = "") -> str:
    """A paragraph of a text, or of XML that stands in it."""
    inner = content if content.startswith("<") else run(content) if content else ""
    own = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{own}{inner}</w:p>"


def cell(content: str = "", *, span: int = 1, down: str = "", own: str = "") -> str:
    """A cell: a line of text for each paragraph, or XML; `down` is "restart" or "continue"."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{down}"/>' if down else ""
    body = content if content.startswith(("<w:p", "<w:tbl")) else "".join(map(para, content.split("\n")))
    return f"<w:tc><w:tcPr>{wide}{merged}{own}</w:tcPr>{body}</w:tc>"


def row(cells: Sequence[str], own: str = "") -> str:
    """A row of texts and cells."""
    parts = (one if one.startswith(("<w:tc", "<w:sdt")) else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{own}</w:trPr>{''.join(parts)}</w:tr>"


def table(*rows: str | Sequence[str]) -> str:
    """A table of rows, or of lists of texts and cells."""
    body = "".join(one if isinstance(one, str) else row(one) for one in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>"


def control(content: str, kind: str = "") -> str:
    """A content control around something."""
    return f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(content: str) -> str:
    """A text box in a run, for programs of today and for old ones."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _xml(tag: str, body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {NAMES}>{body}</w:{tag}>'


def _notes(kind: str, notes: Mapping[int, str]) -> str:
    separator = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    told = (f'<w:{kind} w:id="{number}">{para(text)}</w:{kind}>' for number, text in notes.items())
    return _xml(f"{kind}s", separator + "".join(told))


def word_file(
    path: Path,
    body: str,
    *,
    footnotes: Mapping[int, str] | None = None,
    endnotes: Mapping[int, str] | None = None,
    main: str = "document",
) -> Path:
    """Write a .docx file with this body."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"word/{main}.xml", _xml("document", f"<w:body>{body}<w:sectPr/></w:body>"))
        if footnotes:
            archive.writestr("word/footnotes.xml", _notes("footnote", footnotes))
        if endnotes:
            archive.writestr("word/endnotes.xml", _notes("endnote", endnotes))
    return path
