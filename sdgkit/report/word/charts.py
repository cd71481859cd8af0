"""Native charts for Word: DrawingML that people edit in Word, with the workbook of its numbers inside.

The numbers stand twice, as a cache in the chart (what is drawn) and in the embedded workbook (what "Edit data"
opens). Years without a value stay gaps, and every value has a marker, since a single value between two gaps would
not be seen as a line.
"""

# ruff: noqa: E501 - pieces of XML are easier to read unbroken

from __future__ import annotations

import io
import zipfile

from sdgkit.languages import TAGS
from sdgkit.report.draft import Chart, Series
from sdgkit.report.word.elements import text
from sdgkit.sheets import cell_text

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

GREY = "595959"
LINE = "D9D9D9"
SHEET = "Data"
"""Name of the sheet in the embedded workbook; plain letters, so that the references need no quotes."""
MOST_LABELS = 14
"""Categories above which not every one is written at the axis."""


def workbook_of(chart: Chart) -> bytes:
    """The workbook that is embedded in the chart: categories in the first column, one column per series.

    It is put together as text: a workbook of openpyxl takes forty times as long, and a review has a chart for each
    goal. Text stands among the shared strings, where nothing becomes a formula.

    Example:
        >>> made = Chart(key="c", kind="line", title="", alt="", categories=("2015",), series=())
        >>> workbook_of(made)[:2]
        b'PK'
    """
    columns: list[list[object]] = [["", *chart.categories]]
    columns += [[series.name, *series.values] for series in chart.series]
    strings: dict[str, int] = {}
    rows = []
    for number in range(len(chart.categories) + 1):
        cells = []
        for place, values in enumerate(columns):
            value = values[number] if number < len(values) else None
            name = f"{chr(ord('A') + place)}{number + 1}"
            if isinstance(value, str) and value:
                index = strings.setdefault(text(cell_text(value)), len(strings))
                cells.append(f'<c r="{name}" t="s"><v>{index}</v></c>')
            elif isinstance(value, (int, float)):
                cells.append(f'<c r="{name}"><v>{value!r}</v></c>')
        rows.append(f'<row r="{number + 1}">{"".join(cells)}</row>')
    shared = "".join(f'<si><t xml:space="preserve">{words}</t></si>' for words in strings)
    parts = WORKBOOK | {
        "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{_SHEETS}"><sheetData>{"".join(rows)}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{_SHEETS}">{shared}</sst>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            # A fixed date, so that the same numbers give the same bytes.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, xml)
    return buffer.getvalue()


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK: dict[str, str] = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_HEAD}<workbook xmlns="{_SHEETS}" xmlns:r="{R}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{R}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{R}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_HEAD}<styleSheet xmlns="{_SHEETS}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
"""The parts of an embedded workbook that are the same for every chart."""


def chart_xml(chart: Chart, language: str) -> bytes:
    """The chart as a ChartSpace part; its relation to the workbook is "rId1".

    Args:
        chart: with its numbers.
        language: "en", "ru" or "kk", for the language tag of the text in it.
    """
    kind = "lineChart" if chart.kind == "line" else "barChart"
    grouping = '<c:grouping val="standard"/>' if chart.kind == "line" else _bars(chart)
    series = "".join(_series(one, place, chart) for place, one in enumerate(chart.series))
    ends = '<c:marker val="1"/>' if chart.kind == "line" else '<c:gapWidth val="45"/>'
    plot = (
        f'<c:{kind}>{grouping}<c:varyColors val="0"/>{series}{ends}'
        f'<c:axId val="111111111"/><c:axId val="222222222"/></c:{kind}>'
    )
    legend = ""
    if len(chart.series) > 1:
        legend = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_letters()}</c:legend>'
    space = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" '
        f'xmlns:r="{R}"><c:date1904 val="0"/><c:lang val="{TAGS[language]}"/><c:roundedCorners val="0"/><c:chart>'
        f'{_title(chart)}<c:autoTitleDeleted val="{int(not chart.unit)}"/><c:plotArea><c:layout/>{plot}{_axes(chart)}'
        f'<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_letters()}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return space.encode("utf-8")


def _bars(chart: Chart) -> str:
    direction = "bar" if chart.kind == "bar" else "col"
    return f'<c:barDir val="{direction}"/><c:grouping val="clustered"/>'


def _title(chart: Chart) -> str:
    """The unit above the axis: the title of the chart itself stands in the caption below it."""
    if not chart.unit:
        return ""
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr/></a:pPr><a:r>"
        f'<a:rPr sz="900" b="0"><a:solidFill><a:srgbClr val="{GREY}"/></a:solidFill></a:rPr>'
        f'<a:t>{text(chart.unit)}</a:t></a:r></a:p></c:rich></c:tx><c:layout><c:manualLayout><c:xMode val="edge"/>'
        '<c:yMode val="edge"/><c:x val="0.01"/><c:y val="0.01"/></c:manualLayout></c:layout><c:overlay val="0"/></c:title>'
    )


def _letters() -> str:
    return (
        '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill>'
        f'<a:srgbClr val="{GREY}"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>'
    )


def _axes(chart: Chart) -> str:
    thin = f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill></a:ln></c:spPr>'
    places = ("l", "b") if chart.kind == "bar" else ("b", "l")
    skip = -(-len(chart.categories) // MOST_LABELS)
    skipped = f'<c:tickLblSkip val="{skip}"/>' if skip > 1 and chart.kind == "line" else ""
    order = "maxMin" if chart.kind == "bar" else "minMax"
    step = f'<c:majorUnit val="{chart.step}"/>' if chart.step else ""
    return (
        f'<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{places[0]}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{thin}{_letters()}<c:crossAx val="222222222"/>'
        f'<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>{skipped}'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{places[1]}"/><c:majorGridlines>{thin}</c:majorGridlines>'
        f'<c:numFmt formatCode="{_axis_format(chart)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_letters()}'
        '<c:crossAx val="111111111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
        f"{step}</c:valAx>"
    )


def number_format(chart: Chart) -> str:
    """The Excel number format of the values; Word writes the separators of the reader's language.

    Example:
        >>> number_format(Chart(key="c", kind="line", title="", alt="", categories=(), series=(), digits=1))
        '#,##0.0'
    """
    if chart.digits is None:
        return "General"
    return "#,##0" + ("." + "0" * chart.digits if chart.digits else "")


def _axis_format(chart: Chart) -> str:
    """Round numbers along the axis: thousands grouped, and otherwise only the decimals that a number has."""
    largest = max(
        (abs(value) for one in chart.series for value in one.values if value is not None), default=0
    )
    return "#,##0" if largest >= 1000 else "General"


def _series(series: Series, place: int, chart: Chart) -> str:
    colour = series.colour or "1F3A5F"
    letter = chr(ord("B") + place)
    last = len(chart.categories) + 1
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    name = (
        f'<c:tx><c:strRef><c:f>{SHEET}!${letter}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{text(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )
    categories = "".join(
        f'<c:pt idx="{n}"><c:v>{text(name)}</c:v></c:pt>' for n, name in enumerate(chart.categories)
    )
    values = "".join(
        f'<c:pt idx="{n}"><c:v>{value!r}</c:v></c:pt>'
        for n, value in enumerate(series.values)
        if value is not None
    )
    format_code = number_format(chart)
    data = (
        f'<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache><c:ptCount val="{len(chart.categories)}"/>'
        f"{categories}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${letter}$2:${letter}${last}</c:f><c:numCache>"
        f'<c:formatCode>{format_code}</c:formatCode><c:ptCount val="{len(series.values)}"/>{values}</c:numCache></c:numRef></c:val>'
    )
    head = f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{name}'
    if chart.kind == "line":
        look = (
            f'<c:spPr><a:ln w="28575" cap="rnd">{fill}<a:round/></a:ln></c:spPr>'
            f'<c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>{fill}'
            '<a:ln w="9525"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln></c:spPr></c:marker>'
        )
        return f'{head}{look}{_end_labels(series, format_code)}{data}<c:smooth val="0"/></c:ser>'
    points = "".join(
        f'<c:dPt><c:idx val="{n}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr><a:solidFill>'
        f'<a:srgbClr val="{one}"/></a:solidFill></c:spPr></c:dPt>'
        for n, one in enumerate(series.point_colours)
    )
    labels = f'<c:dLbls><c:numFmt formatCode="#,##0" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>{_letters()}{_shown()}</c:dLbls>'
    return f'{head}<c:spPr>{fill}</c:spPr><c:invertIfNegative val="0"/>{points}{labels}{data}</c:ser>'


def _shown(position: str = "outEnd") -> str:
    return (
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def _end_labels(series: Series, format_code: str) -> str:
    """The first and the last value written beside their markers, so that the line can be read without the table."""
    known = [n for n, value in enumerate(series.values) if value is not None]
    labels = "".join(
        f'<c:dLbl><c:idx val="{n}"/><c:numFmt formatCode="{format_code}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        f"{_letters()}{_shown('t')}</c:dLbl>"
        for n in sorted({known[0], known[-1]} if known else ())
    )
    hidden = (
        '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    return f"<c:dLbls>{labels}{hidden}</c:dLbls>"
