# ruff: noqa: E501 - rows of registers are read across
"""Damaged files: registers in every format, changed by chance in every way that files get damaged.

Run it with `python tests/activities/mutation.py COUNT [FIRST]`. It reads each damaged file, and prints as JSON how many
were read, how many were refused, what failed, the slowest and the most memory.
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import time
import traceback
import zipfile
from pathlib import Path

import docx
import openpyxl

from sdgkit.activities.reading import read_register
from sdgkit.errors import InputError

HEADER = ["№", "Наименование проекта", "Донор", "Регион", "Начало", "Бюджет, тыс. тенге", "ЦУР"]
ROWS = [
    [
        "1.1",
        "Чистая вода для сельских школ",
        "ЮНИСЕФ, ПРООН",
        "Кызылординская обл.",
        "2022-2025 гг.",
        "1 200,5",
        "6.1; 4,4",
    ],
    ["1.2", "Ауыл клиникаларын жөндеу", "ДДСҰ", "Түркістан облысы", "2024 ж. наурыз", 320.5, 3.8],
    ["1.3", "Посадка саксаула", "Корея", "Приаралье", 45292, "5 млн долл. США", "15.3 (осн.), 13"],
]


def workbook() -> bytes:
    """A small register as .xlsx."""
    book = openpyxl.Workbook()
    book.active.append(["Реестр проектов"])
    book.active.merge_cells("A1:G1")
    for cells in (HEADER, *ROWS):
        book.active.append(cells)
    book.active["F6"] = "=SUM(F3:F5)"
    book.create_sheet("Справочник").append(["ЦУР 1"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text() -> bytes:
    """The same as .csv."""
    return "\r\n".join(";".join(f'"{cell}"' for cell in cells) for cells in (HEADER, *ROWS)).encode("utf-8")


def document() -> bytes:
    """The same as .docx."""
    made = docx.Document()
    table = made.add_table(rows=0, cols=len(HEADER))
    for cells in (HEADER, *ROWS):
        for cell, value in zip(table.add_row().cells, cells, strict=True):
            cell.text = str(value)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def opendocument() -> bytes:
    """The same as .ods."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in (HEADER, *ROWS)
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="A">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", content)
    return stream.getvalue()


def binary() -> bytes:
    """A register as .xls, as Excel 97 to 2003 kept it (written by LibreOffice)."""
    return Path(__file__).with_name("register.xls").read_bytes()


def page() -> bytes:
    """The same as a web page."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEADER, *ROWS))
    return f"<html><table>{rows}</table></html>".encode()


def spreadsheet_xml() -> bytes:
    """The same as an XML Spreadsheet 2003, with merged cells and a formula."""
    cells = [
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in (HEADER, *ROWS)
    ]
    merged = '<Row ss:Index="9"><Cell ss:MergeAcross="2" ss:MergeDown="1"/><Cell ss:Formula="=R[-1]C"/></Row>'
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table>'
        f"{''.join(cells)}{merged}</Table></Worksheet></Workbook>"
    ).encode()


def records() -> bytes:
    """The same as the records of a program (JSON)."""
    rows = [
        dict(zip(HEADER, cells, strict=True)) | {"места": [{"name": "Арал", "code": "KZ"}]} for cells in ROWS
    ]
    return json.dumps({"total": 3, "data": {"items": rows}}, ensure_ascii=False).encode("utf-8")


def columns() -> bytes:
    """The same as a table of Parquet, or as .csv where pyarrow is missing."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return text()
    stream = io.BytesIO()
    table = {name: [str(cells[place]) for cells in ROWS] for place, name in enumerate(HEADER)}
    parquet.write_table(pyarrow.table(table), stream)
    return stream.getvalue()


def truncated(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw))]


def flipped(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.choice([1, 3, 10, 100])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def spliced(raw: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(raw))
    piece = chance.choice(
        [
            b"\0" * 50,
            b"\xff\xfe",
            b'"',
            b"\n" * 500,
            b";" * 10_000,
            bytes(chance.randrange(256) for _ in range(200)),
        ]
    )
    return raw[:place] + piece + raw[place + chance.choice([0, 0, 20]) :]


def inside(raw: bytes, chance: random.Random) -> bytes:
    """A part of the archive changed, the archive itself whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return spliced(raw, chance)
    name = chance.choice([n for n in parts if n.endswith((".xml", ".rels"))])
    part = parts[name]
    way = chance.randrange(7)
    if way == 0:
        part = truncated(part, chance)
    elif way == 1:
        part = flipped(part, chance)
    elif way == 2:
        entity = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;"><!ENTITY z SYSTEM "file:///etc/hostname">]>'
        head, mark, tail = part.partition(b"?>")
        part = head + mark + entity + tail.replace(b"</", b"&y;&z;</", 1) if mark else entity + part
    elif way == 3:
        part = part.replace(b'r="A1"', b'r="XFD1048576"').replace(b'<row r="1"', b'<row r="1048576"', 1)
    elif way == 4:
        part = part.replace(b'r="', b'r="9', 3).replace(b'ref="', b'ref="Z', 1)
    elif way == 5:
        part = part.replace(b"</", "Ж".encode() * 1_000_000 + b"</", 1)
    else:
        del parts[name]
        part = b""
    if part:
        parts[name] = part
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, content in parts.items():
            archive.writestr(key, content)
    return stream.getvalue()


def bomb(raw: bytes, chance: random.Random) -> bytes:
    """An archive that unpacks to far more than it is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * chance.choice([5_000_000, 30_000_000]))
    return stream.getvalue()


def huge(raw: bytes, chance: random.Random) -> bytes:
    """Ten thousand columns, or cells of a megabyte."""
    if chance.random() < 0.5:
        columns = [*HEADER, *(f"столбец {number}" for number in range(10_000))]
        return "\n".join(";".join(columns) for _ in range(3)).encode() + b"\n1;" + "вода;".encode() * 10_000
    cell = chance.choice(["вода ", "1", "2024-", "6.4, ", "(", "ЕС/", "0,", "т.", "+7 701 "]) * 200_000
    return f"{';'.join(HEADER)}\n1;{cell};{cell};{cell};{cell};{cell};{cell}\n".encode()


WAYS = (truncated, flipped, flipped, spliced, inside, inside, inside, inside, bomb, huge)


def damaged(number: int) -> tuple[str, bytes]:
    """Damaged file number so and so: the same number gives the same file."""
    chance = random.Random(number)
    make = chance.choice(
        [workbook, workbook, text, document, opendocument, binary, page, spreadsheet_xml, records, columns]
    )
    way = chance.choice(WAYS)
    raw = way(make(), chance)
    ending = chance.choice([".xlsx", ".csv", ".docx", ".xls", ".ods", ".json", ".parquet"])
    return f"{number}-{make.__name__}-{way.__name__}{ending}", raw


def most_megabytes() -> int:
    """The most memory that this process had; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not `ru_maxrss`, which on Linux also holds what the parent had when it started this process.
        told = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
        return int((told.get("VmHWM") or told.get("VmRSS") or "0").split()[0]) // 1024
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Read damaged files, and print what came of it."""
    count = int(sys.argv[1])
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    told: dict[str, object] = {"read": 0, "refused": 0}
    failures: list[str] = []
    slowest: tuple[float, str] = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, first + count):
            name, raw = damaged(number)
            path = Path(folder) / name
            path.write_bytes(raw)
            begin = time.thread_time()
            try:
                read_register(path)
                told["read"] = int(str(told["read"])) + 1
            except InputError as error:
                error.what("ru")
                told["refused"] = int(str(told["refused"])) + 1
            except BaseException:
                failures.append(f"{name}: {traceback.format_exc()[-1500:]}")
            slowest = max(slowest, (time.thread_time() - begin, name))
            path.unlink()
    told |= {"failures": failures, "slowest": slowest, "megabytes": most_megabytes()}
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
