"""The annex as an Excel workbook: a pure layout of the draft.

The first sheet lists the others with links; each table of the annex has its sheet (tables that name the same
sheet share it); charts stand on a sheet of their own beside the figures they are drawn from. Every cell is
written through `sdgkit.sheets`, so that no text becomes a formula. The same draft gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl.packaging.core import DocumentProperties
from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sdgkit.files import written_whole
from sdgkit.findings import Finding
from sdgkit.languages import TAGS, clean, write_date
from sdgkit.report.draft import Draft, Table
from sdgkit.report.excel.charts import describe, lay_chart
from sdgkit.report.excel.formats import Style, Styles, at, goal_colours, look_of, word
from sdgkit.report.excel.looks import LINK
from sdgkit.report.excel.sheet_layout import Layout, place_of
from sdgkit.report.wording import label
from sdgkit.sheets import LONGEST_CELL, cell_text, put, save_book, too_long

LONGEST_TITLE = 31
"""Characters of the name of a sheet."""
LONGEST_FOOTER = 80
"""Characters of a part of the header or footer; together Excel takes 255."""
LONGEST_PROPERTY = 255
ROWS_OF_PAGE = 58
"""Rows of the sheet of charts that a page holds; a chart is not cut by its end."""
RESULTS = ("target-met", "on-track", "moderate", "marginal", "stagnation", "regression", "not-assessed")
"""Results whose signs the contents explain, from best to worst."""
CHARTS_AFTER = ("years", "indicators")
"""Keys of tables; the charts stand behind the sheet of the first that there is."""
CREATED = dt.datetime(2000, 1, 1)
"""Date of creation of a workbook whose draft has no date; never today, so that equal drafts give equal bytes."""

_BARRED = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_RESERVED = {"history", "журнал"}
"""Names that Excel keeps for itself."""


def write_excel(draft: Draft, path: Path) -> Path:
    """Write the annex of a draft as an Excel workbook, whole or not at all.

    Args:
        draft: whose tables with a sheet name and whose charts are written.
        path: of the file; its folder is made when there is none.

    Returns:
        The path.

    Raises:
        InputError: the file cannot be written.
    """
    book = Workbook()
    contents = book.worksheets[0]
    styles = Styles(book)
    tables = [table for table in draft.annex_tables() if table.key != "contents"]
    titles = _titles(draft, tables)
    contents.title = titles["contents"]
    layout = Layout(draft, styles, titles)
    first = {titles[table.key]: table for table in reversed(tables)}
    # A row of a source stands on several sheets; figures lead to the one that holds all of them.
    for title, table in sorted(first.items(), key=lambda one: one[1].key != "observations"):
        layout.note_rows(table, title)
    sheets: dict[str, Worksheet] = {}
    free: dict[str, int] = {}
    for table in tables:
        title = titles[table.key]
        if title not in sheets:
            sheets[title] = book.create_sheet(title)
            layout.links = 0
        free[title] = layout.lay(sheets[title], table, free.get(title, 1))
    drawn = _charts(book, draft, layout, titles)
    before = next((titles[key] for key in CHARTS_AFTER if key in titles), "")
    if drawn is not None and before:
        behind = book.index(sheets[before]) + 1
        book.move_sheet(drawn, behind - book.index(drawn))
    _contents(contents, draft, tables, layout, titles, charts_after=None if drawn is None else before)
    styles.done(book)
    for sheet in book.worksheets:
        _page(sheet, draft)
    # Upright, the list of sheets is as wide as the page, and a page holds two charts with their figures.
    contents.page_setup.orientation = "portrait"
    if drawn is not None:
        drawn.page_setup.orientation = "portrait"
    book.active = 0
    book.properties = _properties(draft)
    changes = {}
    if drawn is not None:
        # The drawing of the only sheet that has charts.
        changes["xl/drawings/drawing1.xml"] = describe(draft.annex_charts())
    with written_whole(path) as temporary:
        save_book(book, temporary, layout.rows, changes)
    return path


def cut_texts(draft: Draft) -> list[Finding]:
    """A finding for each text that is longer than a cell of Excel and was therefore cut there, with sheet and row.

    Example:
        >>> from sdgkit.report.draft import Cell, Column, Row
        >>> rows = (Row(key="A-1", cells=(Cell(value="x" * 40_000, text="x" * 40_000),)),)
        >>> columns = (Column(key="title", heading="Title"),)
        >>> table = Table(key="t", sheet="Sheet", caption="T", columns=columns, rows=rows)
        >>> (found,) = cut_texts(Draft(title="D", language="en", country="KAZ", version="1", tables=(table,)))
        >>> found.sheet, found.row, found.column, found.details["length"]
        ('Sheet', 1, 'Title', '40000')
    """
    found = []
    for table in draft.annex_tables():
        every = table.records or [[cell.text for cell in row.cells] for row in table.rows]
        for number, values in enumerate(every, start=1):
            for column, value in zip(table.columns, values, strict=False):
                if isinstance(value, str) and too_long(value):
                    found.append(
                        Finding(
                            code="report.text-cut",
                            sheet=table.sheet,
                            row=number,
                            column=column.heading,
                            value=value,
                            details={"length": str(len(value)), "limit": str(LONGEST_CELL)},
                        )
                    )
    return found


def sheet_title(name: str, taken: Iterable[str]) -> str:
    """A name for a sheet that Excel takes: at most 31 characters, none of []:*?/\\, unlike all others.

    Example:
        >>> sheet_title("Цели: 1/2", []), sheet_title("goals", ["Goals"])
        ('Цели 1 2', 'goals (2)')
    """
    others = {one.lower() for one in taken} | _RESERVED
    base = clean(cell_text(name).translate(_BARRED)).strip("'")[:LONGEST_TITLE].rstrip("' ") or "1"
    title, number = base, 1
    while title.lower() in others:
        number += 1
        ending = f" ({number})"
        title = base[: LONGEST_TITLE - len(ending)].rstrip() + ending
    return title


def _titles(draft: Draft, tables: Iterable[Table]) -> dict[str, str]:
    """Key of a table -> title of its sheet; also those of "contents" and "charts"."""
    language = draft.language
    titles = {"contents": sheet_title(label("sheet.contents", language), [])}
    by_name: dict[str, str] = {}
    for table in tables:
        if table.sheet not in by_name:
            by_name[table.sheet] = sheet_title(table.sheet, [*titles.values(), *by_name.values()])
        titles[table.key] = by_name[table.sheet]
    titles["charts"] = sheet_title(word("charts", language), titles.values())
    return titles


# ---------------------------------------------------------------------- charts and contents


def _charts(book: Workbook, draft: Draft, layout: Layout, titles: Mapping[str, str]) -> Worksheet | None:
    charts = draft.annex_charts()
    if not charts:
        return None
    language = draft.language
    sheet: Worksheet = book.create_sheet(titles["charts"])
    put(at(sheet, 1, 1), word("charts-about", language))
    layout.styles.put_on(at(sheet, 1, 1), Style(bold=True, size=14, colour="1F2A37", vertical="center"))
    put(at(sheet, 2, 1), word("back", language))
    layout.link(sheet, 2, 1, location=place_of(titles["contents"]))
    layout.styles.put_on(at(sheet, 2, 1), LINK)
    anchor = max(len(chart.series) for chart in charts) + 3
    row = 4
    page = row
    for chart in charts:
        source = chart.source
        if source and not source.lower().startswith(label("source", language).lower()):
            source = f"{label('source', language)}: {source}"
        first, row = row, lay_chart(sheet, chart, row, anchor, layout.styles, language, source)
        if row - page > ROWS_OF_PAGE and first > page:
            sheet.row_breaks.append(Break(id=first - 1))
            page = first
    longest = max((len(text) for chart in charts for text in chart.categories), default=10)
    sheet.column_dimensions["A"].width = min(max(longest + 2, 14), 44)
    for place in range(2, anchor):
        letter = at(sheet, 1, place).column_letter
        sheet.column_dimensions[letter].width = 18 if place < anchor - 1 else 3
    sheet.sheet_view.showGridLines = False
    return sheet


def _contents(
    sheet: Worksheet,
    draft: Draft,
    tables: Iterable[Table],
    layout: Layout,
    titles: Mapping[str, str],
    *,
    charts_after: str | None,
) -> None:
    language, styles = draft.language, layout.styles
    layout.links = 0
    row = 1
    for text, style in _opening(draft):
        styles.put_on(put(at(sheet, row, 1), text), style)
        row += 1
    row += 1
    headings = ("number", "sheet", "about", "rows")
    for place, key in enumerate(headings, 1):
        text = word(key, language) if key == "number" else label(f"column.{key}", language)
        fill, colour = goal_colours(None)
        cell = put(at(sheet, row, place), text)
        styles.put_on(
            cell, Style(fill=fill, colour=colour, bold=True, horizontal="right" if key == "rows" else "left")
        )
    listed: list[tuple[str, str, int, int | None]] = [
        (titles[table.key], table.caption, len(table), table.goal) for table in tables
    ]
    if charts_after is not None:
        place = next((n for n, one in enumerate(listed, 1) if one[0] == charts_after), len(listed))
        listed.insert(
            place, (titles["charts"], word("charts-about", language), len(draft.annex_charts()), None)
        )
    for number, (title, about, count, goal) in enumerate(listed, 1):
        row += 1
        fill, colour = goal_colours(goal) if goal else ("", "000000")
        line = Style(border="hair")
        number_cell = put(at(sheet, row, 1), number)
        styles.put_on(number_cell, Style(border="hair", horizontal="left", fill=fill, colour=colour))
        put(at(sheet, row, 2), title)
        layout.link(sheet, row, 2, location=place_of(title))
        styles.put_on(at(sheet, row, 2), Style(colour=LINK.colour, underline=True, border="hair"))
        styles.put_on(put(at(sheet, row, 3), about), Style(border="hair", wrap=True))
        styles.put_on(put(at(sheet, row, 4), count), line, "#,##0")
    row = _signs(sheet, layout, row + 2)
    for letter, width in zip("ABCD", (6, 34, 72, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False


def _opening(draft: Draft) -> list[tuple[str, Style]]:
    language = draft.language
    plain = Style(colour="404040")
    lines = [(draft.title, Style(bold=True, size=16, colour="1F2A37"))]
    if draft.subtitle:
        lines.append((draft.subtitle, Style(size=12, colour="1F2A37")))
    if draft.as_of:
        day = write_date(draft.as_of, language)
        lines.append((label("as-of", language).format(date=day), plain))
    lines.append((f"{word('base-year', language)}: {draft.base_year}", plain))
    if draft.rule_text:
        lines.append((f"{word('rule', language)}: {draft.rule_text}", plain))
    lines.append((f"{word('made-by', language)}: sdgkit {draft.version}", plain))
    return lines


def _signs(sheet: Worksheet, layout: Layout, row: int) -> int:
    """The signs that this annex uses: results with their shape, and the sign of a gap."""
    language, styles = layout.language, layout.styles
    styles.put_on(put(at(sheet, row, 1), word("signs", language)), Style(bold=True))
    row += 1
    for result in sorted(layout.results.keys() & set(RESULTS), key=RESULTS.index):
        look = look_of(result)
        cell = put(at(sheet, row, 1), look.sign)
        styles.put_on(cell, Style(fill=look.fill, colour=look.text, horizontal="center"))
        styles.put_on(put(at(sheet, row, 2), layout.results[result]), Style())
        row += 1
    sign, _, meaning = word("no-figure", language).partition(" ")
    styles.put_on(put(at(sheet, row, 1), sign), Style(horizontal="center"))
    styles.put_on(put(at(sheet, row, 2), meaning), Style())
    return row + 1


# ---------------------------------------------------------------------- pages and properties


def _page(sheet: Worksheet, draft: Draft) -> None:
    """A4, landscape, as wide as the page, with title, sheet and page number."""
    setup = sheet.page_setup
    setup.paperSize = 9
    setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup.fitToWidth = setup.fitToWidth or 1
    setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    header: Any = sheet.oddHeader
    footer: Any = sheet.oddFooter
    header.left.text = _printed(draft.title)
    footer.left.text = "&A"
    footer.right.text = word("page", draft.language).format(page="&P", pages="&N")
    for part in (header.left, footer.left, footer.right):
        part.size = 8


def _printed(text: str) -> str:
    """A text in a header: short, on one line, its ampersands doubled."""
    short = clean(cell_text(text))
    if len(short) > LONGEST_FOOTER:
        short = short[: LONGEST_FOOTER - 1] + "…"
    return short.replace("&", "&&")


def _properties(draft: Draft) -> DocumentProperties:
    created = dt.datetime.combine(draft.as_of, dt.time()) if draft.as_of else CREATED
    return DocumentProperties(
        creator="sdgkit",
        title=clean(cell_text(draft.title))[:LONGEST_PROPERTY],
        subject=clean(cell_text(draft.subtitle))[:LONGEST_PROPERTY] or None,
        language=TAGS[draft.language],
        created=created,
        modified=created,
    )
