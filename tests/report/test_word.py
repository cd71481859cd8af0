"""The Word draft: valid, the same to the byte, nothing executed, nothing lost, and fit to be pasted elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import docx
import pytest
from lxml import etree
from openpyxl import load_workbook
from openxml_audit.validator import OpenXmlValidator

from sdgkit.errors import InputError
from sdgkit.report.draft import (
    Cell,
    Chart,
    Column,
    Draft,
    Figure,
    Paragraph,
    Reference,
    Row,
    Section,
    Sentence,
    Series,
    Table,
    TableHere,
)
from sdgkit.report.word.charts import chart_xml
from sdgkit.report.word.elements import bookmark, figure_tag
from sdgkit.report.word.manifest import read_manifest, text_hash
from sdgkit.report.word.writer import shipped_template, write_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NASTY = "& < > \" ' {{ 7*7 }} {% raw %} =1+1 @SUM «ёлки» 😀 \u200f \x07 a\nb ә ғ қ ң ө ұ ү һ і"


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def body_of(path: Path) -> etree._Element:
    return etree.fromstring(part(path, "word/document.xml"))


def words_of(element: etree._Element) -> str:
    return "".join(
        "-" if node.tag == f"{W}noBreakHyphen" else node.text or ""
        for node in element.iter(f"{W}t", f"{W}noBreakHyphen")
    )


@pytest.fixture(scope="module")
def written(
    example_draft: Callable[[str], Draft], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("word")
    return {
        language: example_draft(language).to_word(folder / f"draft_{language}.docx")
        for language in ("en", "ru", "kk")
    }


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_draft_passes_the_validator_of_open_xml(written: dict[str, Path], language: str) -> None:
    result = OpenXmlValidator().validate(written[language])
    assert not result.errors, [str(error) for error in result.errors][:5]


def places_of_figures(path: Path, made: Draft) -> tuple[int, int]:
    """Every figure of every sentence leads to its cell; how many to a row of the text, how many to a named sheet."""
    xml = body_of(path)
    starts = {one.get(f"{W}name"): one for one in xml.iter(f"{W}bookmarkStart")}
    sheets = 0
    rows = 0
    for _, paragraph in made.paragraphs():
        figures = [figure for sentence in paragraph.sentences for figure in sentence.figures]
        if not figures or paragraph.style in ("note", "write"):
            continue
        told = next(starts[bookmark("p", paragraph.id)].iterancestors(f"{W}p"))
        tags = {tag.get(f"{W}val"): tag.getparent().getparent() for tag in told.iter(f"{W}tag")}
        for place, figure in enumerate(figures):
            reference = figure.reference
            assert reference is not None, figure
            table = made.table(reference.table)
            link = next(tags[figure_tag(bookmark("p", paragraph.id), place)].iter(f"{W}hyperlink"), None)
            anchor = "" if link is None else str(link.get(f"{W}anchor"))
            if anchor.startswith("sdgkit_r_"):
                assert words_of(tags[figure_tag(bookmark("p", paragraph.id), place)]) == figure.text
                shown = next(starts[anchor].iterancestors(f"{W}tr"))
                cells = [words_of(cell) for cell in shown.iter(f"{W}tc")]
                (row,) = (row for row in table.rows if row.key == reference.row)
                cell = row.cells[table.index(reference.column)]
                assert cells == [re.sub("[\x00-\x1f]", "", one.text) for one in row.cells], figure
                assert cell.value == figure.value
                rows += 1
            else:
                assert table.sheet in words_of(told), (figure, words_of(told))
                sheets += 1
    return rows, sheets


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_each_figure_of_a_sentence_leads_to_the_row_that_holds_it(
    language: str, written: dict[str, Path], example_draft: Callable[[str], Draft],
    drafts: dict[str, Draft], tmp_path: Path,
) -> None:  # fmt: skip
    rows, sheets = places_of_figures(written[language], example_draft(language))
    assert rows > 150
    assert sheets > 50
    rows, sheets = places_of_figures(drafts[language].to_word(tmp_path / "made.docx"), drafts[language])
    assert rows > 20


def test_a_row_that_the_text_leaves_out_is_said_to_stand_in_the_annex(tmp_path: Path) -> None:
    rows = tuple(Row(key=str(n), cells=(Cell(value=n, text=str(n)),)) for n in range(5))
    table = Table(
        key="t", caption="T", columns=(Column(key="n", heading="N", kind="integer"),), rows=rows, shown=2,
        continued="t", sheet="Whole",
    )  # fmt: skip
    told = tuple(
        Paragraph(id=f"p-{row}", sentences=(Sentence(key="k", parts=(
            Figure(text=row, value=int(row), reference=Reference(table="t", row=row, column="n")),)),))
        for row in "14"
    )  # fmt: skip
    section = Section(id="s", level=1, title="S", blocks=(*told, TableHere(table="t")))
    made = Draft(title="D", language="en", country="KAZ", version="0", sections=(section,), tables=(table,))
    path = made.to_word(tmp_path / "d.docx")
    assert places_of_figures(path, made) == (1, 1)
    links = [one.get(f"{W}anchor") for one in body_of(path).iter(f"{W}hyperlink")]
    assert [one for one in links if "_h_" not in str(one)] == ["sdgkit_r_t_1", "sdgkit_t_t"]


def test_no_word_of_a_heading_is_broken_by_a_narrow_column(written: dict[str, Path]) -> None:
    for path in written.values():
        for table in body_of(path).iter(f"{W}tbl"):
            widths = [int(one.get(f"{W}w") or 0) for one in table.iter(f"{W}gridCol")]
            for width, cell in zip(widths, next(table.iter(f"{W}tr")).iter(f"{W}tc"), strict=True):
                longest = max((len(word) for word in words_of(cell).split()), default=0)
                assert width >= 90 * longest + 170, words_of(cell)


def test_writing_again_gives_the_same_bytes(
    written: dict[str, Path], example_draft: Callable[[str], Draft], tmp_path: Path
) -> None:
    again = example_draft("ru").to_word(tmp_path / "again.docx")
    assert again.read_bytes() == written["ru"].read_bytes()


def test_every_sentence_caption_and_cell_of_the_draft_can_be_read(
    written: dict[str, Path], example_draft: Callable[[str], Draft]
) -> None:
    made = example_draft("kk")
    text = words_of(body_of(written["kk"]))
    for _, paragraph in made.paragraphs():
        assert paragraph.text in text
    for section in made.sections:
        assert section.title in text
        for block in section.blocks:
            if block.type != "table":
                continue
            table = made.table(block.table)
            assert table.caption in text
            for row in table.rows[: table.shown]:
                for cell in row.cells:
                    assert cell.text.replace("\n", " ") in text


def test_only_named_styles_that_exist_are_used(written: dict[str, Path]) -> None:
    known = set(re.findall(r'w:styleId="([^"]+)"', part(written["ru"], "word/styles.xml").decode("utf-8")))
    body = body_of(written["ru"])
    used = {
        element.get(f"{W}val")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for element in body.iter(f"{W}{tag}")
    }
    assert used <= known
    direct = {etree.QName(child).localname for props in body.iter(f"{W}rPr") for child in props}
    assert direct <= {"rStyle", "lang"}, "letters are formatted by styles alone"
    assert all(paragraph.find(f"{W}pPr/{W}pStyle") is not None for paragraph in body.iter(f"{W}p"))


@pytest.mark.parametrize(
    ("language", "table", "figure"),
    [("ru", "Таблица", "Рисунок"), ("kk", "Кесте", "Сурет"), ("en", "Table", "Figure")],
)
def test_captions_count_by_fields_in_the_words_of_the_language(
    written: dict[str, Path], language: str, table: str, figure: str
) -> None:
    body = body_of(written[language])
    codes = [node.text or "" for node in body.iter(f"{W}instrText")]
    assert f" SEQ {table} \\* ARABIC " in codes
    assert f" SEQ {figure} \\* ARABIC " in codes
    marks = [element.get(f"{W}name") for element in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert all(len(mark or "") <= 40 for mark in marks)
    for code in codes:
        if code.strip().startswith("REF"):
            assert code.split()[1] in marks
    anchors = {element.get(f"{W}anchor") for element in body.iter(f"{W}hyperlink")}
    assert anchors <= set(marks)


@pytest.mark.parametrize(
    ("language", "table", "figure"),
    [
        ("ru", "Таблица\u00a01. ", "Рисунок\u00a01. "),
        ("kk", "1-кесте. ", "1-сурет. "),
        ("en", "Table\u00a01. ", "Figure\u00a01. "),
    ],
)
def test_captions_put_number_and_word_in_the_order_of_the_language(
    written: dict[str, Path], language: str, table: str, figure: str
) -> None:
    texts = [words_of(paragraph) for paragraph in body_of(written[language]).iter(f"{W}p")]
    assert any(text.startswith(table) for text in texts)
    assert any(text.startswith(figure) for text in texts)
    charts = [text for text in texts if re.match(r"(Рисунок.\d+|\d+-сурет|Figure.\d+)\. ", text)]
    assert all(re.search(r"\. (\d+\.\w+\.\w+ – |\D)", text) for text in charts), (
        "a dash keeps code and name apart"
    )
    if language == "kk":
        assert any(re.search(r"\((\d+-кесте|қосымша)[^()]*\)$", text) for text in texts)
        assert not any("(Кесте" in text for text in texts)


def test_no_line_breaks_inside_a_kazakh_ordinal_and_headings_can_still_be_searched_for(
    written: dict[str, Path],
) -> None:
    ordinal = re.compile(r"[\d%]-[^\W\d_A-Za-z]")
    held = plain = 0
    for paragraph in body_of(written["kk"]).iter(f"{W}p"):
        mark = next(paragraph.iter(f"{W}bookmarkStart"), None)
        name = "" if mark is None else str(mark.get(f"{W}name"))
        typed = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        if name.startswith("sdgkit_p_"):
            held += len(list(paragraph.iter(f"{W}noBreakHyphen")))
            assert not ordinal.search(typed), typed
        elif name.startswith(("sdgkit_h_", "sdgkit_t_")):
            plain += bool(re.match(r"\d+-[^\W\d_A-Za-z]", typed))
    assert held > 100 and plain > 60, "headings and captions begin with a plain one"
    assert not list(body_of(written["en"]).iter(f"{W}noBreakHyphen"))


def test_tables_repeat_their_heading_keep_rows_whole_and_say_what_they_are(written: dict[str, Path]) -> None:
    tables = list(body_of(written["en"]).iter(f"{W}tbl"))
    assert len(tables) > 20
    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")


@pytest.mark.parametrize(("language", "tag"), [("ru", "ru-RU"), ("kk", "kk-KZ"), ("en", "en-GB")])
def test_the_language_is_set_for_spelling_and_reading_aloud(
    written: dict[str, Path], language: str, tag: str
) -> None:
    styles = etree.fromstring(part(written[language], "word/styles.xml"))
    lang = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert (lang.get(f"{W}val"), lang.get(f"{W}eastAsia")) == (tag, tag)
    fonts = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert {fonts.get(f"{W}{name}") for name in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Calibri"}


def test_charts_can_be_edited_because_their_numbers_lie_in_a_workbook_inside(
    written: dict[str, Path], example_draft: Callable[[str], Draft]
) -> None:
    made = example_draft("ru")
    order = [block.chart for section in made.sections for block in section.blocks if block.type == "chart"]
    assert len(order) > 3
    for number, key in enumerate(order, start=1):
        chart = made.chart(key)
        content = part(written["ru"], f"word/embeddings/chart{number}.xlsx")
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        assert [row[0] for row in rows] == list(chart.categories)
        assert [row[1] for row in rows] == list(chart.series[0].values)
        drawn = part(written["ru"], f"word/charts/chart{number}.xml").decode("utf-8")
        assert 'dispBlanksAs val="gap"' in drawn
        cached = re.search(r"<c:numCache>.*?</c:numCache>", drawn, re.S)
        assert cached is not None
        assert cached[0].count("<c:pt ") == sum(value is not None for value in chart.series[0].values)
    alternatives = re.findall(r'descr="([^"]+)"', part(written["ru"], "word/document.xml").decode("utf-8"))
    assert len(alternatives) == len(order)


def test_the_manifest_inside_knows_every_paragraph_as_it_was_written(
    written: dict[str, Path], example_draft: Callable[[str], Draft]
) -> None:
    about, sections, blocks = read_manifest(part(written["ru"], "customXml/item1.xml"))[:3]
    made = example_draft("ru")
    assert about["language"] == "ru"
    assert list(sections) == [section.id for section in made.sections]
    body = body_of(written["ru"])
    marked = {start.get(f"{W}name"): start.getparent() for start in body.iter(f"{W}bookmarkStart")}
    for section, paragraph in made.paragraphs():
        block = blocks["paragraph", paragraph.id]
        assert block.section == section.id
        assert block.hash == text_hash(paragraph.text)
        assert paragraph.text in words_of(marked[block.bookmark])


def test_nobody_is_named_in_the_properties(written: dict[str, Path]) -> None:
    properties = docx.Document(str(written["en"])).core_properties
    assert properties.author == properties.last_modified_by == ""
    assert properties.created is not None
    assert properties.created.year == 2000
    with zipfile.ZipFile(written["en"]) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert not [name for name in archive.namelist() if "stylesWithEffects" in name]


def nasty_draft(text: str, rows: int = 1) -> Draft:
    columns = (Column(key="a", heading=text), Column(key="b", heading="B", kind="integer"))
    table = Table(
        key="t",
        caption=text,
        columns=columns,
        rows=tuple(
            Row(cells=(Cell(value=text, text=f"{text} {n}"), Cell(value=n, text=str(n)))) for n in range(rows)
        ),
        source=text,
    )
    blocks = (Paragraph(id="p", sentences=(Sentence(key="k", parts=(text,)),)), TableHere(table="t"))
    return Draft(
        title=text, language="en", country="KAZ", version="1", tables=(table,),
        sections=(Section(id="s", level=1, title=text, blocks=blocks),),
    )  # fmt: skip


def test_text_that_looks_like_code_stays_text(tmp_path: Path) -> None:
    path = nasty_draft(NASTY, 3).to_word(tmp_path / "nasty.docx")
    text = words_of(body_of(path))
    seen = NASTY.replace("\x07", "").replace("\n", " ")
    assert text.count(seen) >= 7, "title, heading, paragraph, caption, column, cells, source"
    assert "49" not in text
    assert seen in words_of(etree.fromstring(part(path, "word/header1.xml")))
    assert docx.Document(str(path)).core_properties.title == seen
    assert not OpenXmlValidator().validate(path).errors


def test_forty_drafts_at_once_are_each_their_own(tmp_path: Path) -> None:
    def write(number: int) -> Path:
        return nasty_draft(f"draft number {number}.", 20).to_word(tmp_path / f"{number}.docx")

    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(write, range(40)))
    for number, path in enumerate(paths):
        found = set(re.findall(r"draft number (\d+)\.", words_of(body_of(path))))
        assert found == {str(number)}


@pytest.mark.slow
@pytest.mark.usefixtures("timed_alone")
def test_the_time_for_a_long_table_grows_with_its_rows(tmp_path: Path) -> None:
    from time import thread_time

    def seconds(rows: int) -> float:
        made = nasty_draft("a row of some length, as registers have them", rows)
        start = thread_time()
        made.to_word(tmp_path / f"{rows}.docx")
        return thread_time() - start

    seconds(100)
    # Five times as many rows; a table of many more would need most of the memory of a small machine.
    small, large = seconds(2_000), seconds(10_000)
    assert large < 5 * small * 2, (small, large)


def template_with(tmp_path: Path, old: str, new: str) -> Path:
    target = tmp_path / "template.docx"
    with zipfile.ZipFile(shipped_template()) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            content = source.read(entry).decode("utf-8")
            archive.writestr(entry.filename, content.replace(old, new))
    return target


@pytest.mark.parametrize(
    "attack",
    [
        "{{ cycler.__init__.__globals__.os.popen('echo owned').read() }}",
        "{{ title.__class__.__mro__ }}",
        "{{ no_such_name }}",
        "{{ section['goal-99'] }}",
        "{{ unclosed",
        "{% for x in range(999999999) %}{% endfor %}",
    ],
)
def test_a_template_cannot_run_code_or_name_what_is_not_there(
    tmp_path: Path, attack: str, drafts: dict[str, Draft]
) -> None:
    template = template_with(tmp_path, "{{ subtitle }}", attack)
    target = tmp_path / "out.docx"
    with pytest.raises(InputError) as told:
        write_word(drafts["ru"], target, template)
    assert "template.docx" in str(told.value)
    assert not target.exists()


def test_a_template_may_take_single_sections_and_lack_our_styles(
    tmp_path: Path, drafts: dict[str, Draft]
) -> None:
    template = template_with(tmp_path, "{{ body }}", "{{ section['goal-3'] }}")
    plain = tmp_path / "plain.docx"
    with zipfile.ZipFile(template) as source, zipfile.ZipFile(plain, "w") as archive:
        for entry in source.infolist():
            content = source.read(entry).decode("utf-8")
            if entry.filename == "word/styles.xml":
                content = re.sub(r'<w:style w:type="\w+" w:customStyle="1".*?</w:style>', "", content)
            archive.writestr(entry.filename, content)
    path = write_word(drafts["ru"], tmp_path / "out.docx", plain)
    text = words_of(body_of(path))
    assert "Цель 3" in text
    assert "Цель 6. " not in text.split("Цель 17")[-1]
    assert not OpenXmlValidator().validate(path).errors
    assert 'w:styleId="SDGTable"' in part(path, "word/styles.xml").decode("utf-8")


@pytest.mark.parametrize(
    ("kind", "values", "step"),
    [
        ("column", (0, 3, None), '<c:majorUnit val="1"/>'),
        ("column", (0, 30, 2), ""),
        ("bar", (0.5, 3), ""),
        ("line", (1, 2), ""),
    ],
)
def test_an_axis_of_a_few_activities_has_no_halves_of_them(
    kind: Literal["line", "column", "bar"], values: tuple[float | None, ...], step: str
) -> None:
    chart = Chart(key="c", kind=kind, title="", alt="", categories=("a", "b", "c")[: len(values)], series=())
    made = chart_xml(chart.model_copy(update={"series": (Series(name="", values=values),)}), "en").decode()
    assert f'<c:crossBetween val="between"/>{step}</c:valAx>' in made
