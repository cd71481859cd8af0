"""Excel templates of users: their workbook, their look, and the figures of the draft where placeholders stand.

| placeholder in a cell | what comes there |
|---|---|
| `{{ title }}`, `{{ country }}`, ... | the plain values that Word templates have too, also within a text |
| `{{ table["goals"] }}` | a whole table, headings first, from this cell to the right and down |
| `{{ table["goals"]["3"]["activities"] }}` | the cell of a row and a column, by their keys, as a number |

A table takes the look of the cells in its placeholder's row for the headings and of the row below for its rows; rows
are put in, so that what stands below moves down. Formulas, charts, widths, logos and print settings of the workbook
stay. Nothing is computed or run: a placeholder is looked up, never executed.
"""

from __future__ import annotations

import copy
import difflib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from sdgkit.errors import InputError
from sdgkit.files import checked_archive, existing_file, written_whole
from sdgkit.findings import Finding
from sdgkit.report.draft import Draft, Table
from sdgkit.report.word.template import NAMES, refuse_unsafe
from sdgkit.sheets import put, save_book

PLAIN = tuple(name for name in NAMES if name not in ("contents", "body", "section"))
"""Names of plain values; what only Word has is not among them."""

_TAG = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_QUOTES = str.maketrans({**dict.fromkeys("«»„“”‟", '"'), **dict.fromkeys("‘’‚‛", "'")})
_TABLE = re.compile(r"""table((?:\[\s*(?:"[^"]*"|'[^']*')\s*\]){1,3})""")
_KEY = re.compile(r"""\[\s*["']([^"']*)["']\s*\]""")


def looks_like_excel_template(path: Path) -> bool:
    """Whether a workbook holds placeholders.

    Raises:
        InputError: the file is no readable archive.
    """
    with zipfile.ZipFile(checked_archive(existing_file(path))) as archive:
        names = [name for name in archive.namelist() if re.match(r"xl/(?:sharedStrings|worksheets/)", name)]
        return any(re.search(rb"\{\{.{0,200}?\}\}", archive.read(name), re.DOTALL) for name in names)


def check_excel_template(path: Path) -> list[Finding]:
    """What is wrong with a template, each with its sheet and cell; empty when all is well.

    Raises:
        InputError: the template may not be opened at all.
    """
    book = _opened(path)
    findings = []
    for sheet, cell, value in _texts(book):
        rest = _TAG.sub("", value)
        if "{{" in rest or "}}" in rest:
            findings.append(_finding("report.tag-open", path, sheet, cell, value))
        for text in _TAG.findall(value):
            if text.translate(_QUOTES) != text:
                findings.append(_finding("report.tag-quotes", path, sheet, cell, f"{{{{{text}}}}}"))
            name, keys = _read(text)
            if keys or name in PLAIN:
                continue
            nearest = difflib.get_close_matches(name, (*PLAIN, "table"), 1, 0.4)
            findings.append(
                _finding("report.name-unknown", path, sheet, cell, f"{{{{{text}}}}}", name=name,
                         nearest=nearest[0] if nearest else "–", known=", ".join((*PLAIN, 'table["..."]')))
            )  # fmt: skip
    return findings


def write_excel_template(draft: Draft, template: Path, path: Path) -> Path:
    """Fill a template with a draft, whole or not at all.

    Args:
        draft: the figures.
        template: the user's workbook.
        path: of the result.

    Returns:
        The path.

    Raises:
        InputError: the template cannot be used, names what the draft does not have, or the file cannot be written.
    """
    from sdgkit.report.word.writer import context_of

    wrong = [finding for finding in check_excel_template(template) if finding.severity == "error"]
    if wrong:
        raise _wrong(
            template, f"{wrong[0].sheet} {wrong[0].column}: {wrong[0].what(draft.language)}".rstrip(".")
        )
    book = _opened(template)
    context = context_of(draft)
    tables = {table.key: table for table in draft.tables}
    for sheet in book.worksheets:
        # From the bottom up, so that rows that are put in move no placeholder that is still to be filled.
        for cell in reversed([cell for row in sheet.iter_rows() for cell in row if _is_text(cell)]):
            _fill(sheet, cell, context, tables, template)
    with written_whole(path) as temporary:
        save_book(book, temporary)
    return path


def _opened(path: Path) -> Any:
    content = checked_archive(existing_file(path)).read_bytes()
    refuse_unsafe(content, path.name)
    try:
        return load_workbook(io.BytesIO(content), rich_text=False)
    except (KeyError, ValueError, TypeError, OSError):
        raise InputError("files.unreadable", file=path.name, reason="no workbook") from None


def _is_text(cell: Any) -> bool:
    return isinstance(cell.value, str) and cell.data_type != "f" and "{{" in cell.value


def _texts(book: Any) -> Iterator[tuple[str, str, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if (
                    isinstance(cell.value, str)
                    and cell.data_type != "f"
                    and ("{{" in cell.value or "}}" in cell.value)
                ):
                    yield sheet.title, cell.coordinate, cell.value


def _finding(code: str, path: Path, sheet: str, cell: str, value: str, **details: str) -> Finding:
    return Finding(code=code, file=path.name, sheet=sheet, column=cell, value=value, details=details)


def _read(text: str) -> tuple[str, tuple[str, ...]]:
    """The name in a placeholder, and the keys of a table.

    Example:
        >>> _read(' table[«goals»]["3"]["activities"] '), _read(" title ")
        (('table', ('goals', '3', 'activities')), ('title', ()))
    """
    plain = text.translate(_QUOTES).strip()
    found = _TABLE.fullmatch(plain)
    return ("table", tuple(_KEY.findall(found[1]))) if found else (plain, ())


def _wrong(template: Path, reason: str) -> InputError:
    return InputError("report.template-wrong", file=template.name, reason=reason)


def _fill(sheet: Any, cell: Any, context: dict[str, Any], tables: dict[str, Table], template: Path) -> None:
    tags = _TAG.findall(cell.value)
    read = [_read(text) for text in tags]
    where = f"{sheet.title} {cell.coordinate}"
    whole = len(read) == 1 and _TAG.fullmatch(cell.value.strip()) is not None
    if whole and len(read[0][1]) == 1:
        _lay(sheet, cell, _table(tables, read[0][1][0], template, where))
        return
    values = [_value(name, keys, context, tables, template, where) for name, keys in read]
    if whole:
        put(cell, values[0])
        return
    parts = iter(values)
    put(cell, _TAG.sub(lambda _: str(next(parts)), cell.value))


def _table(tables: dict[str, Table], key: str, template: Path, where: str) -> Table:
    if key not in tables:
        raise _missing(template, where, key, list(tables))
    return tables[key]


def _missing(template: Path, where: str, name: str, known: list[str]) -> InputError:
    nearest = difflib.get_close_matches(name, known, 1, 0.3)
    return _wrong(template, f"{where}: «{name}» → {nearest[0] if nearest else ', '.join(known[:20])}")


def _value(
    name: str,
    keys: tuple[str, ...],
    context: dict[str, Any],
    tables: dict[str, Table],
    template: Path,
    where: str,
) -> object:
    if not keys:
        return context[name]
    table = _table(tables, keys[0], template, where)
    if len(keys) != 3:
        raise _wrong(template, f'{where}: table["{keys[0]}"]["..."]["..."]')
    rows = {row.key: row for row in table.rows if row.key}
    columns = {column.key: place for place, column in enumerate(table.columns)}
    for key, known in ((keys[1], rows), (keys[2], columns)):
        if key not in known:
            raise _missing(template, where, key, list(known))
    cell = rows[keys[1]].cells[columns[keys[2]]]
    return cell.text if cell.value is None else cell.value


def _lay(sheet: Any, corner: Any, table: Table) -> None:
    """Headings into the row of the placeholder, rows below it, each in the look that the template gives the place."""
    top, left = corner.row, corner.column
    rows = list(table.values())
    looks = [
        [copy.copy(sheet.cell(row, left + place)._style) for place in range(len(table.columns))]
        for row in (top, top + 1)
    ]
    if len(rows) > 1:
        _make_room(sheet, top + 2, len(rows) - 1)
    for number, values in enumerate([[column.heading for column in table.columns], *rows]):
        for place, value in enumerate(values):
            cell = put(sheet.cell(top + number, left + place), value)
            cell._style = copy.copy(looks[min(number, 1)][place])  # type: ignore[attr-defined]
            if isinstance(value, str) and value[:1] in "=+-@":
                cell.quotePrefix = True


def _make_room(sheet: Any, at: int, number: int) -> None:
    """Empty rows at a place; merged cells below it move along, which openpyxl does not do by itself."""
    if sheet.max_row < at:
        return
    below = [area for area in sheet.merged_cells.ranges if area.min_row >= at]
    for area in below:
        sheet.merged_cells.remove(area)
    heights = {row: sheet.row_dimensions[row].height for row in range(at, sheet.max_row + 1)}
    sheet.insert_rows(at, number)
    for row, height in sorted(heights.items(), reverse=True):
        sheet.row_dimensions[row + number].height = height
    for area in below:
        area.shift(row_shift=number)
        sheet.merged_cells.add(area)
