"""What a file is by its content, whatever its name says; and for what no register is read from, what to do instead."""

from __future__ import annotations

import mmap
import re
import zipfile
from pathlib import Path
from typing import Literal

from sdgkit.activities.iati.beginning import text_before
from sdgkit.errors import InputError
from sdgkit.files import DAMAGES, checked_archive, existing_file, is_encrypted_office

FileKind = Literal[
    "xlsx", "xls", "biff", "ods", "docx", "word-xml", "odt", "xml", "html", "mhtml", "spreadsheet-xml", "json",
    "parquet", "csv",
]  # fmt: skip

_HEAD = 4096
_WORD_XML = (
    b"http://schemas.microsoft.com/office/word/2003/wordml",
    b"http://schemas.microsoft.com/office/2006/xmlpackage",
)
_BARE_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00")
"""The first record of an .xls file that lies in no container: Excel 2 to 5, and programs that write as they did."""
_BEGINS = re.compile(rb"\s*(?:\[\s*\{|\{\s*\"|\[\s*\]|\{\s*\})")
_WORD_PARTS = re.compile(r"word/document\d*\.xml")


def kind_of_file(path: Path) -> FileKind:
    """What a file is by its content, whatever its name says.

    Raises:
        InputError: it is missing, empty, protected by a password, damaged, or of no type that holds a register.
    """
    existing_file(path)
    if is_encrypted_office(path):
        raise InputError("files.password", file=path.name)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"PK"):
        return _kind_of_archive(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _kind_of_container(path)
    if head.startswith(b"PAR1"):
        return "parquet"
    if _BARE_BIFF.match(head):
        return "biff"
    for begin, code in _TOLD:
        if head.startswith(begin):
            raise InputError(f"activities.{code}", file=path.name)
    if text_before(path) is not None:
        return "xml"
    is_marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    start = head.decode("utf-16", "ignore").encode("utf-8") if is_marked else head
    start = start.lstrip(b"\xef\xbb\xbf\x00 \t\r\n").lower()
    marked_up = _kind_of_markup(start)
    if marked_up is not None:
        return marked_up
    if is_marked:
        return "csv"
    if begins_as_json(head):
        return "json"
    if b"<\x00" in head[:8] or b"\x00<" in head[:8]:
        return "xml"
    if head.count(b"\x00") > len(head) // 8 and not _is_wide_text(head):
        raise InputError("activities.file-unknown", file=path.name)
    return "csv"


_TOLD = (
    (b"%PDF", "file-pdf"),
    (b"{\\rtf", "file-rtf"),
    (b"MOXCEL", "file-1c"),
    # Packed within something packed, which is not unpacked twice.
    (b"\x1f\x8b", "file-unknown"),
)
"""How files begin that are no register, and the error that says what to do."""


def begins_as_json(head: bytes) -> bool:
    """Whether a file begins as objects of JSON do.

    Example:
        >>> begins_as_json(b'{"rows": 2}'), begins_as_json(b"[1] Project;Budget")
        (True, False)
    """
    return bool(_BEGINS.match(head.removeprefix(b"\xef\xbb\xbf")))


def _kind_of_markup(start: bytes) -> FileKind | None:
    """What a text is that begins with a mark of HTML, XML or of a page in one file; None for any other."""
    if start.startswith((b"mime-version:", b"content-type: multipart", b"from: <saved by")):
        return "mhtml" if b"multipart/related" in start else None
    if not start.startswith(b"<"):
        return None
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        return "html"
    if start.startswith(b"<?xml"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            return "spreadsheet-xml"
        if any(name in start for name in _WORD_XML):
            return "word-xml"
        if b"urn:oasis:names:tc:opendocument" in start:
            return "odt"
        if b"http://www.w3.org/1999/xhtml" in start:
            return "html"
    return "xml"


def _kind_of_container(path: Path) -> FileKind:
    """An .xls file; an .doc file is told. Both are containers, by the names of the streams within."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("WordDocument".encode("utf-16-le")) >= 0 and not any(
            content.find(name.encode("utf-16-le")) >= 0 for name in ("Workbook\0", "Book\0")
        ):
            raise InputError("activities.file-doc", file=path.name)
    return "xls"


def _is_wide_text(head: bytes) -> bool:
    """UTF-16 without a mark: every second byte is 0 or the page of Cyrillic."""
    return any(
        sum(byte in (0, 4) for byte in head[offset::2]) > 0.9 * len(head[offset::2]) for offset in (0, 1)
    )


def _kind_of_archive(path: Path) -> FileKind:
    checked_archive(path)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if any(name.startswith("xl/") and name.rpartition("/")[2].startswith("workbook") for name in names):
            return "xlsx"
        if any(_WORD_PARTS.fullmatch(name) for name in names):
            return "docx"
        if "content.xml" in names:
            is_text = "mimetype" in names and archive.getinfo("mimetype").file_size < 200
            try:
                kind = archive.read("mimetype") if is_text else b""
            except DAMAGES:
                kind = b""
            return "odt" if kind.startswith(b"application/vnd.oasis.opendocument.text") else "ods"
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        raise InputError("activities.file-apple", file=path.name)
    raise InputError("activities.file-unknown", file=path.name)
