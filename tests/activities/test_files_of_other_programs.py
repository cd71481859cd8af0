"""Registers in files that LibreOffice, 1C, Excel as a web page and old programs make, and what is told of the rest."""

from __future__ import annotations

import base64
import quopri
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sdgkit.activities.reading import read_register
from sdgkit.errors import InputError
from tests.activities.test_registers_of_strangers import told

ROWS = [
    ["№", "Наименование проекта", "Донор", "Сумма, тыс. долл. США", "Срок реализации", "Область", "ЦУР"],
    ["1", "Ремонт сельских больниц", "ПРООН", "120", "2023-2025", "Кызылординская", "3.8"],
    ["2", "Мосты через Сырдарью", "АБР", "7 500", "2024-2026", "Туркестанская", "9.1"],
]
LINES = [
    "Ремонт сельских больниц | F ПРООН | 120000 USD | 2023-01-01..2025-12-31 | KZ-43 | 3.8",
    "Мосты через Сырдарью | F АБР | 7500000 USD | 2024-01-01..2026-12-31 | KZ-61 | 9.1",
]


def page(charset: str) -> str:
    """A web page as 1C saves a report, with a table over the report for its title."""
    rows = "".join(
        "<TR CLASS=R0>" + "".join(f"<TD CLASS=C1><SPAN>{one}</SPAN></TD>" for one in row) + "</TR>"
        for row in ROWS
    )
    return (
        f'<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; CHARSET={charset}"></HEAD><BODY>'
        f"<TABLE><TR><TD>Организация: ГУ</TD></TR></TABLE><TABLE><COL WIDTH=7>{rows}</TABLE></BODY></HTML>"
    )


def message(encoding: str) -> bytes:
    """A page with all its parts, as Excel and Word save it."""
    content = page("utf-8").encode()
    packed = base64.encodebytes(content) if encoding == "base64" else quopri.encodestring(content)
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\nThis is a page.\r\n--x\r\n'
        + f'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'.encode()
        + packed
        + b"\r\n--x\r\nContent-Type: text/xml\r\n\r\n<xml/>\r\n--x--\r\n"
    )


def _text(rows: list[list[str]]) -> str:
    lines = (
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{one}<text:note><text:note-body><text:p>с</text:p>'
            "</text:note-body></text:note></text:p></table:table-cell>"
            for one in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0"><office:body><office:text>'
        f"<text:tracked-changes><text:p>удалённое</text:p></text:tracked-changes><text:p>Реестр</text:p>"
        f'<text:section><table:table table:name="Таблица1">{"".join(lines)}</table:table></text:section>'
        "</office:text></office:body></office:document-content>"
    )


def open_text(path: Path) -> None:
    """A text of LibreOffice."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", _text(ROWS))


def spreadsheet_2003(encoding: str) -> bytes:
    """A workbook as XML, as reporting systems write it."""
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{one}</Data></Cell>' for one in row) + "</Row>"
        for row in ROWS
    )
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><Workbook xmlns="{name}" xmlns:ss="{name}">'
        f'<Worksheet ss:Name="TDSheet"><Table>{rows}</Table></Worksheet></Workbook>'
    )
    return text.encode(encoding)


def biff(code_page: int) -> bytes:
    """A workbook of Excel 5 in no container, its letters in Windows-1251, whatever page it names."""

    def record(number: int, content: bytes) -> bytes:
        return struct.pack("<HH", number, len(content)) + content

    cells = b"".join(
        record(0x204, struct.pack("<HHHH", y, x, 0, len(one.encode("cp1251"))) + one.encode("cp1251"))
        for y, row in enumerate(ROWS)
        for x, one in enumerate(row)
    )
    sheet = record(0x809, struct.pack("<4H", 0x500, 0x10, 0, 1996)) + cells + record(0x0A, b"")
    name = "Лист1".encode("cp1251")
    head = record(0x809, struct.pack("<4H", 0x500, 5, 0, 1996)) + record(0x42, struct.pack("<H", code_page))
    start = len(head) + 11 + len(name) + 4
    return head + record(0x85, struct.pack("<IHB", start, 0, len(name)) + name) + record(0x0A, b"") + sheet


FILES: dict[str, Callable[[Path], object]] = {
    "of-1c.xls": lambda path: path.write_bytes(page("windows-1251").encode("cp1251")),
    "named-wrongly.doc": lambda path: path.write_bytes(page("windows-1251").encode()),
    "quoted.mht": lambda path: path.write_bytes(message("quoted-printable")),
    "base64.xls": lambda path: path.write_bytes(message("base64")),
    "text.odt": open_text,
    "flat.fodt": lambda path: path.write_text(_text(ROWS), encoding="utf-8"),
    "of-2003.xls": lambda path: path.write_bytes(spreadsheet_2003("UTF-8")),
    "of-2003-wide.xls": lambda path: path.write_bytes(spreadsheet_2003("UTF-16")),
    "of-2003-old.xml": lambda path: path.write_bytes(spreadsheet_2003("windows-1251")),
    "bare.xls": lambda path: path.write_bytes(biff(1251)),
    "marked-western.xls": lambda path: path.write_bytes(biff(1252)),
}


@pytest.mark.parametrize("name", FILES)
def test_a_register_is_the_same_whatever_program_saved_it(name: str, tmp_path: Path) -> None:
    FILES[name](tmp_path / name)
    register = read_register(tmp_path / name)
    assert [told(activity) for activity in register.activities] == LINES
    codes = {finding.code for finding in register.findings} - {"activities.sheet-no-register"}
    assert codes == ({"activities.encoding"} if name == "marked-western.xls" else set())


def _apple(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Index/Document.iwa", b"\0abc")
        archive.writestr("Metadata/Properties.plist", b"x")


def _locked_text(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        archive.writestr("content.xml", b"\x12\x34")


CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TOLD: dict[str, tuple[Callable[[Path], object], str]] = {
    "old.doc": (
        lambda path: path.write_bytes(CONTAINER + bytes(600) + "WordDocument".encode("utf-16-le")),
        "activities.file-doc",
    ),
    "rich.doc": (lambda path: path.write_bytes(b"{\\rtf1\\ansi \\trowd }"), "activities.file-rtf"),
    "report.xls": (lambda path: path.write_bytes(b"MOXCEL\0\6\0" + bytes(90)), "activities.file-1c"),
    "pages.docx": (_apple, "activities.file-apple"),
    "locked.odt": (_locked_text, "files.password"),
    "frame.xls": (
        lambda path: path.write_text('<html><frameset><frame src="a.files/s1.htm"></frameset></html>'),
        "activities.file-frames",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_a_file_that_cannot_be_read_says_what_to_do(name: str, tmp_path: Path) -> None:
    make, code = TOLD[name]
    make(tmp_path / name)
    with pytest.raises(InputError) as error:
        read_register(tmp_path / name)
    assert error.value.code == code
    assert str(error.value).count(".") > 1


def test_a_workbook_whose_chain_of_sectors_turns_back_is_told_and_not_followed(tmp_path: Path) -> None:
    raw = bytearray((Path(__file__).parent / "register.xls").read_bytes())
    (directory,) = struct.unpack_from("<I", raw, 48)
    (table,) = struct.unpack_from("<I", raw, 76)
    struct.pack_into("<I", raw, (table + 1) * 512 + 4 * directory, directory)
    (tmp_path / "r.xls").write_bytes(raw)
    with pytest.raises(InputError) as error:
        read_register(tmp_path / "r.xls")
    assert error.value.code == "files.unreadable"
