"""Text files with a table: their encoding, their delimiter, and the letters that an encoding destroyed."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.sources.workbook import Grid
from sdgkit.errors import InputError
from sdgkit.findings import Finding

LONGEST_FIELD = 2_000_000
"""Characters of one cell; a longer one is a quotation mark that was never closed."""
LONGEST_LOOSE = 20_000_000
"""Characters of a file in which quotation marks that were not doubled are looked for."""
_DELIMITERS = ";,\t|"
_COMMON_RUSSIAN = frozenset("оеаинтсрвлкмдпу")


def read_delimited(path: Path) -> Grid:
    """The table of a text file.

    Raises:
        InputError: it is no text.
    """
    raw = path.read_bytes()
    text, encoding = decode(raw)
    if text.count("\0") > len(text) // 50 + 5 or _is_binary(text):
        raise InputError("activities.file-unknown", file=path.name)
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    findings = []
    named = re.match(r"sep=(.)\n", text, re.IGNORECASE)
    skipped = 0
    if named:
        delimiter, text, skipped = named[1], text[named.end() :], 1
    else:
        delimiter = delimiter_of(text)
    rows = _with_loose_quotes(text, _rows(text, delimiter, path.name), delimiter)
    if encoding not in ("utf-8", "utf-16"):
        findings.append(Finding(code="activities.encoding", file=path.name, details={"encoding": encoding}))
    damaged = (
        sum("?" in cell and bool(DAMAGED.search(cell)) for row in rows for cell in row) if "?" in text else 0
    )
    if damaged:
        findings.append(
            Finding(code="activities.letters-lost", file=path.name, details={"number": str(damaged)})
        )
    if delimiter == ",":
        findings += _put_together(rows, path.name, skipped)
    numbers = [index + 1 + skipped for index in range(len(rows))] if skipped else None
    return Grid(path.name, "", list(rows), numbers, findings=findings, delimited=True)


DAMAGED = re.compile(
    r"[а-яёА-ЯЁ]\?+[а-яёА-ЯЁ]|(?<![\w?])\?+[а-яё]{2,}|(?<=[а-яё]{2})\?+(?=[\s,;]+[а-яё])|(?<![\w?])\?Р(?!\w)"
)
"""A question mark within a Cyrillic word: what is left of a Kazakh letter in Windows-1251."""


def decode(raw: bytes) -> tuple[str, str]:
    """The text of bytes, and the name of their encoding.

    Example:
        >>> decode("Проект".encode("cp1251"))
        ('Проект', 'cp1251')
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), "utf-16"
    head = raw[:4000]
    for name, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        half = head[offset::2]
        if len(half) > 20 and sum(byte in (0, 4) for byte in half) > 0.9 * len(half):
            return raw.decode(name, errors="replace"), "utf-16"
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        # A file that was cut in the middle of a letter, or holds one bad byte, is UTF-8 all the same.
        sample = raw.decode("utf-8", errors="replace")
        if error.start > 0 and sample.count("\ufffd") * 200 < sum(not c.isascii() for c in sample):
            return sample.lstrip("\ufeff"), "utf-8"
    return max(
        (
            (raw.decode(name, errors="replace"), name)
            for name in ("cp1251", "kz1048", "cp866", "koi8-r", "cp1252")
        ),
        key=lambda pair: _looks_right(pair[0], pair[1]),
    )


def _looks_right(text: str, name: str) -> float:
    sample = text[:20_000]
    letters = [c for c in sample if not c.isascii()]
    if not letters:
        return 0.0
    lower = sum(c in _COMMON_RUSSIAN for c in letters) / len(letters)
    kazakh = sum(c in "әғқңөұүһӘҒҚҢӨҰҮҺ" for c in letters) / len(letters)
    latin = sum("à" <= c <= "ÿ" or c in "ÀÉÈÇÖÜÄß" for c in letters) / len(letters)
    foreign = sum(c in "ђѓњќљћџўјѕєї\ufffd" or "\u2500" <= c <= "\u259f" for c in letters) / len(letters)
    order = ("cp1251", "kz1048", "cp866", "koi8-r", "cp1252").index(name)
    inside = latin if name == "cp1252" and len(letters) * 5 < sum(c.isalpha() for c in sample) else 0.0
    # A Kazakh letter within Windows-1251 would be a letter of Serbian; that tells the two apart.
    return lower + (kazakh if name == "kz1048" else 0) + inside - 2 * foreign - order * 0.001


def delimiter_of(text: str) -> str:
    """The mark that cuts most lines into the same number of cells.

    Example:
        >>> delimiter_of("a;b;c\\n1,5;2;3\\n")
        ';'
    """
    csv.field_size_limit(LONGEST_FIELD)
    sample = text[:200_000]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        try:
            rows = [
                row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(row)
            ][:200]
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, lines = widths.most_common(1)[0]
        score = lines / len(rows) * (1 + min(width, 20) / 40)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _rows(text: str, delimiter: str, file: str) -> list[list[str]]:
    csv.field_size_limit(LONGEST_FIELD)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        rows = []
    rows = _with_spaces_before_quotes(text, rows, delimiter)
    lines = text.count("\n") + 1
    swallowed = any(cell.count("\n") > 40 and cell.count(delimiter) > 80 for row in rows for cell in row)
    if not rows or (swallowed and len(rows) < lines / 2):
        # A quotation mark was never closed and took the rest of the file with it.
        reader = csv.reader(text.split("\n"), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        try:
            rows = list(reader)
        except csv.Error:
            raise InputError(
                "files.unreadable", file=file, reason="a cell of over two million characters"
            ) from None
    return rows


def _with_spaces_before_quotes(text: str, rows: list[list[str]], delimiter: str) -> list[list[str]]:
    """The rows read so that a quotation mark behind a space opens a cell, where more rows are then of one width."""
    if not rows or not re.search(rf'(?:^|{re.escape(delimiter)}) +"', text, re.M):
        return rows
    try:
        stream = io.StringIO(text, newline="")
        other = list(csv.reader(stream, delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        return rows
    fits = [max(Counter(len(row) for row in one if any(row)).values(), default=0) for one in (rows, other)]
    return other if fits[1] > fits[0] else rows


def _with_loose_quotes(text: str, rows: list[list[str]], delimiter: str) -> list[list[str]]:
    """The rows read so that a quotation mark ends a cell only before a delimiter, where that fits the header better.

    Programs that do not double the marks within a quoted cell write `"Power "Central Asia" Regional"`.
    """
    mark = re.escape(delimiter)
    if len(text) > LONGEST_LOOSE or not re.search(
        rf'(?:^|[{mark}])"[^"{mark}\n]*[^"{mark}\n]"[^"{mark}\n]', text, re.M
    ):
        return rows
    cell = re.compile(rf'"((?:[^"]|"(?![{mark}\n]|\Z))*)"(?=[{mark}\n]|\Z)|([^{mark}\n]*)')
    loose: list[list[str]] = [[]]
    place = 0
    while place <= len(text):
        found = cell.match(text, place)
        if found is None:
            return rows
        quoted = found.group(1)
        loose[-1].append(found.group(2) if quoted is None else quoted.replace('""', '"'))
        place = found.end() + 1
        if text[found.end() : place] == "\n":
            loose.append([])
    if not any(loose[-1]):
        loose.pop()
    width = Counter(len(row) for row in rows if any(row)).most_common(1)
    fits = [sum(len(row) == width[0][0] for row in one) if width else 0 for one in (rows, loose)]
    return loose if fits[1] >= fits[0] else rows


def _put_together(rows: list[list[str]], file: str, skipped: int) -> list[Finding]:
    """Put the rows together that were cut at the commas of numbers; each becomes a finding."""
    header = next(
        (
            row
            for row in rows
            if sum(bool(c.strip()) for c in row) >= 3 and not any(map(_NUMBER.fullmatch, row))
        ),
        [],
    )
    findings = []
    for index, row in enumerate(rows):
        if len(row) > len(header) > 0 and any(cell.strip() for cell in row[len(header) :]):
            whole = rejoined(row, len(header))
            if whole is not None and _fits(whole, header):
                findings.append(
                    Finding(
                        code="activities.row-rejoined", file=file, row=index + 1 + skipped,
                        value="; ".join(cell for cell in whole if cell not in row),
                    )
                )  # fmt: skip
                rows[index] = whole
    return findings


def _fits(row: list[str], header: list[str]) -> bool:
    """Whether amounts and dates stand under their headings, and there are amounts at all."""
    from sdgkit.activities.column_content import looks_like_date
    from sdgkit.activities.column_headings import DATE_FIELDS, MONEY_FIELDS, guesses

    money = False
    for heading, cell in zip(header, row, strict=True):
        found = guesses(heading)
        field = found[0].field if found and found[0].score >= 0.55 else ""
        if is_gap(cell):
            continue
        if field in MONEY_FIELDS:
            money = True
            if not _NUMBER.fullmatch(cell):
                return False
        elif field in DATE_FIELDS and not looks_like_date(cell):
            return False
    return money


_NUMBER = re.compile(r"\s*[\d.,]+\s*")


def rejoined(row: list[str], width: int) -> list[str] | None:
    """A row cut at the commas of its numbers ("2,500,000"), put together again; None where that fits no header.

    Example:
        >>> rejoined(["Clinics", "2", "500", "000", "EU"], 3), rejoined(["Clinics", "2", "500", "EU", "x"], 3)
        (['Clinics', '2,500,000', 'EU'], None)
    """
    joined: list[str] = []
    for cell in row:
        grown = joined and re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})*", joined[-1].strip())
        if grown and re.fullmatch(r"\d{3}(?:\.\d+)?", cell.strip()):
            joined[-1] = f"{joined[-1].strip()},{cell.strip()}"
        else:
            joined.append(cell)
    return joined if len(joined) == width else None


def _is_binary(text: str) -> bool:
    sample = text[:20_000]
    odd = sum((c < " " and c not in "\t\n\r\0") or c == "\ufffd" for c in sample)
    return odd > len(sample) * 0.02 + 3
