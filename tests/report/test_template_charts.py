"""A designer's own chart in a template is fed with data and keeps its look."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.parser import parse_xml
from openpyxl import load_workbook
from openxml_audit.validator import OpenXmlValidator

from sdgkit.errors import InputError
from sdgkit.report.draft import Chart, Draft, Series
from sdgkit.report.word.charts import chart_xml, workbook_of
from sdgkit.report.word.writer import NAMESPACES, add_chart, shipped_template, write_word

DRAWING = """<w:p {ns}><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="4000000" cy="2000000"/>
<wp:docPr id="77" name="Chart" {alt}/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData
uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rIdDesigner"/></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r></w:p>"""


def template(path: Path, alt: str, series: int = 1, kind: str = "column") -> Path:
    """A template with a chart in the designer's own colour and made-up numbers."""
    drawn = Chart(
        key="d",
        kind=kind,  # type: ignore[arg-type]
        title="",
        alt="",
        categories=("a", "b", "c"),
        series=tuple(Series(name=f"S{n}", values=(1.0, 2.0, 3.0), colour=f"ABCD0{n}") for n in range(series)),
    )
    document = docx.Document(str(shipped_template()))
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    body = document.element.body
    body.insert(0, parse_xml(DRAWING.format(ns=names, alt=alt)))
    add_chart(document, "rIdDesigner", chart_xml(drawn, "en"), workbook_of(drawn))
    document.save(str(path))
    return path


def chart_in(path: Path) -> tuple[str, list[list[object]]]:
    """The first chart part and the cells of its workbook."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/charts/chart1.xml").decode("utf-8")
        inside = archive.read("word/charts/_rels/chart1.xml.rels").decode("utf-8")
        book = re.search(r"embeddings/([\w.]+)", inside)
        assert book is not None
        sheet = load_workbook(io.BytesIO(archive.read(f"word/embeddings/{book[1]}"))).worksheets[0]
    return xml, [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_chart_that_names_a_table_gets_its_numbers(drafts: dict[str, Draft], tmp_path: Path) -> None:
    draft = drafts["ru"]
    source = template(tmp_path / "t.docx", 'descr="sdgkit: goals: activities"')
    xml, cells = chart_in(write_word(draft, tmp_path / "out.docx", source))
    table = draft.table("goals")
    place = table.index("activities")
    rows = [row for row in table.rows if row.kind == "body"]
    assert [row[1] for row in cells[1:]] == [row.cells[place].value for row in rows]
    assert cells[0][1] == table.columns[place].heading
    assert "ABCD00" in xml and f"Data!$B$2:$B${len(rows) + 1}" in xml
    assert re.findall(r"<c:v>([\d.]+)</c:v></c:pt></c:numCache>", xml)[0] == str(
        float(rows[-1].cells[place].value)
    )  # type: ignore[arg-type]
    assert not OpenXmlValidator().validate(tmp_path / "out.docx").errors
    assert 'descr="sdgkit' not in docx.Document(str(tmp_path / "out.docx")).element.xml


def test_series_that_are_too_many_go_and_further_ones_look_like_the_last(
    drafts: dict[str, Draft], tmp_path: Path
) -> None:
    many = template(tmp_path / "many.docx", 'title="SDGkit: goals-chart"', 3)
    xml, cells = chart_in(write_word(drafts["en"], tmp_path / "a.docx", many))
    assert xml.count("<c:ser>") == 1 and len(cells[0]) == 2
    few = template(tmp_path / "few.docx", 'descr="sdgkit: goals: activities, targets"', 1, "line")
    xml, cells = chart_in(write_word(drafts["en"], tmp_path / "b.docx", few))
    assert xml.count("<c:ser>") == 2 and len(cells[0]) == 3
    assert not OpenXmlValidator().validate(tmp_path / "b.docx").errors


@pytest.mark.parametrize("alt", ["sdgkit: gaols-chart", "sdgkit: goals: activites", "sdgkit: goals: goal"])
def test_a_name_that_the_draft_does_not_have_is_told_with_the_nearest(
    drafts: dict[str, Draft], tmp_path: Path, alt: str
) -> None:
    with pytest.raises(InputError) as told:
        write_word(drafts["en"], tmp_path / "out.docx", template(tmp_path / "t.docx", f'descr="{alt}"'))
    assert told.value.code == "report.chart-unknown"
    assert not (tmp_path / "out.docx").exists()


def test_a_chart_that_names_nothing_stays_as_it_was_drawn(drafts: dict[str, Draft], tmp_path: Path) -> None:
    source = template(tmp_path / "t.docx", 'descr="Our own chart"')
    xml, cells = chart_in(write_word(drafts["en"], tmp_path / "out.docx", source))
    assert cells[1:] == [["a", 1], ["b", 2], ["c", 3]] and "ABCD00" in xml
