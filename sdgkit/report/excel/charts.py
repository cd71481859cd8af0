"""Native charts of the annex: each beside the figures that it is drawn from, so that people can edit both.

A line keeps its gaps and marks every value, because a single value between two gaps is no line. Series differ by
marker and dash as well as by colour. The figures are also kept inside the chart, so that viewers that do not
calculate show it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.layout import Layout as ChartLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series as ExcelSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sdgkit.files import xml_parser
from sdgkit.languages import TAGS
from sdgkit.report.draft import Chart
from sdgkit.report.excel.formats import NEUTRAL, Style, Styles, at, goal_colours
from sdgkit.sheets import cell_text, put

WIDTH, HEIGHT = 17.0, 8.5
"""Centimetres of a chart."""
COVERED = 10
"""Columns of the usual width that a chart covers."""
ROW_HEIGHT = 15.0
"""Points of a row on the sheet of charts; fixed, so that charts stand where their block is."""
BAR_HEIGHT = 0.62
"""Centimetres of a chart for each category of horizontal bars."""
MOST_WIDE = 60
"""Characters of a title of a chart on one line."""

PALETTE = (NEUTRAL, "C5192D", "26BDE2", "DDA63A", "3F7E44", "7A4E9F")
MARKERS: tuple[Literal["circle", "square", "triangle", "diamond", "x", "star"], ...] = (
    "circle",
    "square",
    "triangle",
    "diamond",
    "x",
    "star",
)
DASHES: tuple[Literal["dash", "sysDot", "dashDot", "lgDash", "sysDash"] | None, ...] = (
    None,
    "dash",
    "sysDot",
    "dashDot",
    "lgDash",
    "sysDash",
)
GREY = "D9D9D9"
DARK = "404040"


def lay_chart(
    sheet: Worksheet, chart: Chart, first: int, anchor: int, styles: Styles, language: str, source: str = ""
) -> int:
    """Write the figures of a chart from row `first` on and put the chart beside them.

    Args:
        sheet: the sheet of charts.
        chart: with its numbers.
        first: row of the title.
        anchor: number of the column where the picture begins.
        styles: of the workbook.
        language: of the draft.
        source: the source line, with its word.

    Returns:
        The first free row below.
    """
    fill, colour = goal_colours(chart.goal)
    for place in range(1, anchor + COVERED):
        cell = at(sheet, first, place)
        if place == 1:
            put(cell, chart.title)
        styles.put_on(cell, Style(fill=fill, colour=colour, bold=True, size=11, vertical="center"))
    sheet.row_dimensions[first].height = ROW_HEIGHT * 1.4
    header = first + 1
    for place, text in enumerate((chart.unit, *(one.name for one in chart.series)), 1):
        cell = put(at(sheet, header, place), text)
        styles.put_on(
            cell, Style(bold=True, wrap=True, border="hair", horizontal="left" if place == 1 else "right")
        )
    sheet.row_dimensions[header].height = ROW_HEIGHT * 3
    number_format = (
        "#,##0" + ("." + "0" * chart.digits if chart.digits else "")
        if chart.digits is not None
        else "General"
    )
    for number, category in enumerate(chart.categories):
        row = header + 1 + number
        styles.put_on(
            put(at(sheet, row, 1), category), Style(border="hair", horizontal="left", vertical="center")
        )
        for place, one in enumerate(chart.series, 2):
            cell = put(at(sheet, row, place), one.values[number])
            styles.put_on(cell, Style(border="hair", horizontal="right", vertical="center"), number_format)
        sheet.row_dimensions[row].height = ROW_HEIGHT
    last = header + len(chart.categories)
    drawn = _drawn(sheet, chart, header, last, number_format, language)
    drawn.anchor = f"{get_column_letter(anchor)}{header}"
    sheet.add_chart(drawn)
    below = max(last, header + int(drawn.height / 2.54 * 72 / ROW_HEIGHT) - 1) + 1
    if source:
        styles.put_on(put(at(sheet, below, 1), source), Style(size=9, italic=True, colour=DARK, wrap=True))
        sheet.merge_cells(start_row=below, end_row=below, start_column=1, end_column=anchor + COVERED - 1)
        sheet.row_dimensions[below].height = ROW_HEIGHT * (1 + len(source) // 150)
    return below + 2


def describe(charts: Sequence[Chart]) -> Callable[[bytes], bytes]:
    """A change of the drawing part of a sheet that gives each chart its name and its alternative text."""

    def change(xml: bytes) -> bytes:
        from lxml import etree

        tree = etree.fromstring(xml, xml_parser())
        for frame, chart in zip(tree.iter("{*}cNvPr"), charts, strict=True):
            frame.set("name", cell_text(chart.title)[:200])
            frame.set("descr", cell_text(chart.alt or chart.title))
        return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    return change


def _drawn(sheet: Worksheet, chart: Chart, header: int, last: int, number_format: str, language: str) -> Any:
    drawn: Any = LineChart() if chart.kind == "line" else BarChart()
    if chart.kind != "line":
        drawn.type = "bar" if chart.kind == "bar" else "col"
        drawn.gapWidth = 60
    drawn.width, drawn.height = WIDTH, HEIGHT
    if chart.kind == "bar":
        drawn.height = max(HEIGHT, 3 + BAR_HEIGHT * len(chart.categories) * max(1, len(chart.series)))
    drawn.title = _title(chart.title, language, 11, bold=True)
    drawn.dispBlanksAs = "gap"
    drawn.roundedCorners = False
    own = goal_colours(chart.goal)[0]
    for place in range(len(chart.series)):
        drawn.series.append(_series(sheet, chart, place, header, last, number_format, own))
    if len(chart.series) > 1:
        drawn.legend.position = "b"
        drawn.legend.overlay = False
        drawn.legend.txPr = _text(language, 9)
    else:
        drawn.legend = None
    _axes(drawn, chart, number_format, language)
    drawn.layout = ChartLayout()
    return drawn


def _axes(drawn: Any, chart: Chart, number_format: str, language: str) -> None:
    for axis in (drawn.x_axis, drawn.y_axis):
        # openpyxl leaves `delete` out, which Excel takes for true.
        axis.delete = False
        axis.txPr = _text(language, 9)
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="8C8C8C", w=9525))
        axis.title = None
    drawn.x_axis.number_format = "General"
    drawn.x_axis.tickLblPos = "low"
    drawn.x_axis.majorTickMark = "out"
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GREY, w=6350))
    drawn.y_axis.number_format = number_format
    drawn.y_axis.majorUnit = chart.step
    drawn.y_axis.majorTickMark = "none"
    drawn.y_axis.crosses = "autoZero"
    if chart.kind == "bar":
        # The first category stands on top, as in the table.
        drawn.x_axis.scaling.orientation = "maxMin"
        drawn.y_axis.crosses = "max"
    if chart.unit:
        drawn.y_axis.title = _title(chart.unit, language, 9)


def _series(
    sheet: Worksheet, chart: Chart, place: int, header: int, last: int, number_format: str, own: str
) -> ExcelSeries:
    given = chart.series[place]
    name = "'" + sheet.title.replace("'", "''") + "'"
    letter = get_column_letter(place + 2)
    values = NumData(
        formatCode=number_format,
        ptCount=len(given.values),
        pt=[NumVal(idx=n, v=value) for n, value in enumerate(given.values) if value is not None],
    )
    categories = StrData(
        ptCount=len(chart.categories),
        pt=[StrVal(idx=n, v=cell_text(text)) for n, text in enumerate(chart.categories)],
    )
    title = StrData(ptCount=1, pt=[StrVal(idx=0, v=cell_text(given.name))])
    series = ExcelSeries(
        idx=place,
        order=place,
        tx=SeriesLabel(strRef=StrRef(f=f"{name}!${letter}${header}", strCache=title)),
        cat=AxDataSource(strRef=StrRef(f=f"{name}!$A${header + 1}:$A${last}", strCache=categories)),
        val=NumDataSource(
            numRef=NumRef(f=f"{name}!${letter}${header + 1}:${letter}${last}", numCache=values)
        ),
    )
    colour = given.colour or (own if place == 0 else PALETTE[place % len(PALETTE)])
    if chart.kind == "line":
        line = LineProperties(solidFill=colour, w=28575, prstDash=DASHES[place % len(DASHES)])
        series.graphicalProperties = GraphicalProperties(ln=line)
        filled = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))
        series.marker = Marker(symbol=MARKERS[place % len(MARKERS)], size=7, spPr=filled)
        series.smooth = False
    else:
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.invertIfNegative = False
    return series


def _properties(language: str, size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(lang=TAGS[language], sz=size * 100, b=bold, solidFill=DARK)


def _text(language: str, size: int) -> RichText:
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=_properties(language, size)), endParaRPr=_properties(language, size)
    )
    return RichText(bodyPr=RichTextProperties(), p=[paragraph])


def _title(text: str, language: str, size: int, *, bold: bool = False) -> Title:
    shown = " ".join(cell_text(text).split())
    run = RegularTextRun(rPr=_properties(language, size, bold=bold), t=shown)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_properties(language, size, bold=bold)), r=[run])
    title = Title(overlay=False)
    title.tx = _rich(paragraph)
    return title


def _rich(paragraph: Paragraph) -> Any:
    from openpyxl.chart.text import Text as ChartText

    return ChartText(rich=RichText(bodyPr=RichTextProperties(), p=[paragraph]))
