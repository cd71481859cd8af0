"""Charts that a designer drew in a template: fed with the numbers of the draft, their look kept.

The alternative text or the title of the chart says which numbers: `sdgkit: goals-chart` names a chart of the draft,
`sdgkit: goals: activities, targets` columns of a table, whose first column gives the categories. Series are filled in
their order; one too many is taken out, a further one takes the look of the last. The numbers go into the cache, which
is what Word shows, and into the embedded workbook, which is what "Edit data" opens.
"""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document
from lxml import etree

from sdgkit.errors import InputError
from sdgkit.files import xml_parser
from sdgkit.report.draft import Chart, Draft, Series, Table
from sdgkit.report.word.charts import SHEET, A, C, R, number_format, workbook_of
from sdgkit.report.word.elements import plain

_NAMED = re.compile(r"^\s*sdgkit\s*:\s*(?P<key>[\w-]+)\s*(?::\s*(?P<columns>[\w\s,-]+))?$", re.IGNORECASE)
_C = f"{{{C}}}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_NUMERIC = ("integer", "number", "share", "money")


def feed_charts(document: Document, draft: Draft, template: str) -> None:
    """Give the numbers of the draft to the charts of a template that name them.

    Args:
        document: the filled template.
        draft: the numbers.
        template: name of the template, for errors.

    Raises:
        InputError: a chart names what the draft does not have, or is of a kind without categories.
    """
    for properties, part in _named_charts(document):
        named = _NAMED.match(properties.get("descr") or "") or _NAMED.match(properties.get("title") or "")
        if named is None:
            continue
        chart = _numbers(draft, named["key"], named["columns"] or "", template)
        part._blob = fed(part.blob, chart, template)
        for relation in part.rels.values():
            if relation.reltype.endswith("/package") and not relation.is_external:
                relation.target_part._blob = workbook_of(chart)
        properties.set("descr", plain(chart.alt))
        if _NAMED.match(properties.get("title") or ""):
            properties.set("title", plain(chart.title))


def _named_charts(document: Document) -> Iterator[tuple[Any, Any]]:
    """The properties of each drawing that holds a chart, and the part of the chart."""
    for element in document.element.body.iter(f"{_C}chart"):
        holder = next(element.iterancestors(f"{_WP}inline", f"{_WP}anchor"), None)
        relation = document.part.rels.get(element.get(f"{{{R}}}id"))
        if holder is not None and relation is not None and not relation.is_external:
            yield holder.find(f"{_WP}docPr"), relation.target_part


def _numbers(draft: Draft, key: str, columns: str, template: str) -> Chart:
    charts = {chart.key: chart for chart in draft.charts}
    tables = {table.key: table for table in draft.tables}
    if key in charts and not columns:
        return charts[key]
    if key not in tables:
        raise _unknown(template, key, (*charts, *tables))
    table = tables[key]
    known = [column.key for column in table.columns[1:] if column.kind in _NUMERIC]
    wanted = [name.strip() for name in columns.split(",") if name.strip()] or known[:1]
    for name in wanted:
        if name not in known:
            raise _unknown(template, f"{key}: {name}", [f"{key}: {one}" for one in known])
    return chart_of(table, wanted)


def _unknown(template: str, name: str, known: Any) -> InputError:
    nearest = difflib.get_close_matches(name, list(known), 1, 0.3)
    return InputError(
        "report.chart-unknown",
        file=template,
        name=name,
        nearest=nearest[0] if nearest else "–",
        known=", ".join(sorted(known)),
    )


def chart_of(table: Table, columns: list[str]) -> Chart:
    """A chart of columns of a table, a category for each row of its body.

    Example:
        >>> from sdgkit.report.draft import Cell, Column, Row
        >>> columns = (Column(key="goal", heading="Goal"), Column(key="n", heading="Activities", kind="integer"))
        >>> rows = (Row(cells=(Cell(text="Health"), Cell(value=3, text="3"))),)
        >>> made = chart_of(Table(key="t", caption="T", columns=columns, rows=rows), ["n"])
        >>> made.categories, made.series[0].name, made.series[0].values
        (('Health',), 'Activities', (3.0,))
    """
    rows = [row for row in table.rows if row.kind == "body"]
    places = [table.index(name) for name in columns]
    return Chart(
        key=table.key,
        kind="column",
        title=table.caption,
        alt=table.caption,
        categories=tuple(row.cells[0].text for row in rows),
        series=tuple(
            Series(
                name=table.columns[place].heading,
                values=tuple(_float(row.cells[place].value) for row in rows),
            )
            for place in places
        ),
        digits=table.columns[places[0]].digits,
        table=table.key,
        source=table.source,
    )


def _float(value: object) -> float | None:
    try:
        return None if value is None else float(str(value))
    except ValueError:
        return None


def fed(content: bytes, chart: Chart, template: str = "") -> bytes:
    """The chart part with other numbers and the same look.

    Raises:
        InputError: the part is no chart, or of a kind whose points have no categories (scatter, bubble).
    """
    try:
        root = etree.fromstring(content, xml_parser())
    except etree.XMLSyntaxError as error:
        raise InputError("files.unreadable", file=template, reason=error) from None
    series = sorted(root.iter(f"{_C}ser"), key=lambda one: int(one.find(f"{_C}order").get("val")))
    if not series or any(one.find(f"{_C}xVal") is not None for one in series):
        raise InputError("report.chart-kind", file=template, name=chart.key)
    for spare in series[len(chart.series) :]:
        spare.getparent().remove(spare)
    while len(series) < len(chart.series):
        series.append(_another(series[-1], len(series)))
    for place, (element, one) in enumerate(zip(series, chart.series, strict=False)):
        _fill(element, one, place, chart)
    for title in root.iterfind(f"{_C}chart/{_C}title/{_C}tx/{_C}rich"):
        texts = list(title.iter(f"{{{A}}}t"))
        if texts and _NAMED.match("".join(text.text or "" for text in texts)):
            for text in texts:
                text.text = chart.title if text is texts[0] else ""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _another(last: Any, number: int) -> Any:
    """A further series in the look of the last; the program that shows it gives it the next colour of the theme."""
    element = copy.deepcopy(last)
    for name in ("idx", "order"):
        element.find(f"{_C}{name}").set("val", str(number))
    for name in ("extLst", "dPt", "spPr"):
        for one in element.findall(f"{_C}{name}"):
            element.remove(one)
    last.addnext(element)
    return element


def _fill(element: Any, series: Series, place: int, chart: Chart) -> None:
    letter = chr(ord("B") + place)
    last = len(chart.categories) + 1
    for point in element.findall(f"{_C}dPt"):
        if int(point.find(f"{_C}idx").get("val")) >= len(chart.categories):
            element.remove(point)
    tx = element.find(f"{_C}tx")
    if tx is None:
        tx = etree.Element(f"{_C}tx")
        element.find(f"{_C}order").addnext(tx)
    tx[:] = [_reference("strRef", f"{SHEET}!${letter}$1", [series.name])]
    data = {
        "cat": _reference("strRef", f"{SHEET}!$A$2:$A${last}", chart.categories),
        "val": _reference(
            "numRef", f"{SHEET}!${letter}$2:${letter}${last}", series.values, number_format(chart)
        ),
    }
    for name, content in data.items():
        holder = element.find(f"{_C}{name}")
        if holder is None:
            holder = etree.Element(f"{_C}{name}")
            behind = element.find(f"{_C}val")
            _before(element, behind, holder)
        holder[:] = [content]


def _before(element: Any, behind: Any, made: Any) -> None:
    """Put categories before values, and values before what may follow them, as the schema wants it."""
    if behind is None:
        behind = next(
            (one for one in element if etree.QName(one).localname in ("smooth", "shape", "extLst")), None
        )
    if behind is None:
        element.append(made)
    else:
        behind.addprevious(made)


def _reference(kind: str, formula: str, values: Any, format_code: str = "") -> Any:
    made = etree.Element(f"{_C}{kind}")
    etree.SubElement(made, f"{_C}f").text = formula
    cache = etree.SubElement(made, f"{_C}{'strCache' if kind == 'strRef' else 'numCache'}")
    if format_code:
        etree.SubElement(cache, f"{_C}formatCode").text = format_code
    etree.SubElement(cache, f"{_C}ptCount").set("val", str(len(values)))
    for place, value in enumerate(values):
        if value is None:
            continue
        point = etree.SubElement(cache, f"{_C}pt")
        point.set("idx", str(place))
        etree.SubElement(point, f"{_C}v").text = (
            plain(value) if isinstance(value, str) else repr(float(value))
        )
    return made
