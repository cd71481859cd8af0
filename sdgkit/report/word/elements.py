"""Elements of a Word document as XML: texts, bookmarks, content controls, paragraphs, cells and fields."""

from __future__ import annotations

import hashlib
import re
from xml.sax.saxutils import escape, quoteattr

LONGEST_BOOKMARK = 40
"""Characters in the name of a bookmark, the limit of Word."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def text(words: str) -> str:
    """Words as XML text."""
    return escape(plain(words))


def plain(words: str) -> str:
    """Words without the characters that XML does not know; line ends become spaces."""
    if words.isprintable():
        return words  # Most texts are, and long tables have very many.
    return _ILLEGAL.sub("", words).replace("\n", " ")


def attribute(words: str) -> str:
    """Words as a quoted XML attribute."""
    return quoteattr(plain(words))


def bookmark(kind: str, identifier: str) -> str:
    """The name of a bookmark: `sdgkit_` and the id, shortened with a part of its hash where Word needs that.

    Example:
        >>> bookmark("p", "goal-3-money")
        'sdgkit_p_goal_3_money'
        >>> len(bookmark("table", "theme-regional-development-activities"))
        40
    """
    plain = re.sub(r"\W+", "_", identifier)
    name = f"sdgkit_{kind}_{plain}"
    if len(name) <= LONGEST_BOOKMARK:
        return name
    digest = hashlib.sha256(identifier.encode("utf-8")).hexdigest()[:8]
    return f"{name[: LONGEST_BOOKMARK - 9]}_{digest}"


def figure_tag(mark: str, place: int) -> str:
    """The tag of the content control around a figure: the bookmark of its paragraph and its place in it."""
    return f"{mark}:{place}"


def control(tag: str, inner: str) -> str:
    """A content control, by whose tag a refresh finds a table, a chart or a figure however the text around it changed.

    It has no id; Word gives it one that no other control of the document has.
    """
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def styled_paragraph(style: str, inner: str, more: str = "") -> str:
    """A paragraph of a named style, with further properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{inner}</w:p>'


def table_cell(width: int, paragraph: str, more: str = "") -> str:
    """A cell of a table with its width in twentieths of a point, and further properties."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{paragraph}</w:tc>'


def field(code: str, result: str) -> str:
    """A field with its result, as Word writes it; the result is shown until Word counts anew."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
