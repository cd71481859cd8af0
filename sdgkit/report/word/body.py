"""The body of the Word document: headings, paragraphs, tables and the places of charts, as XML.

Text is put together as a string and read once by the parser: the time is linear in the number of rows, and what
is not well-formed is an error, never a lost row. Only named styles are used; what a style cannot say (widths of
columns, the colour of a goal's number in a table) stands on the table itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from sdgkit.agenda import goal
from sdgkit.languages import TAGS, language_of
from sdgkit.report.draft import Cell, Chart, ChartHere, Column, Draft, Figure, Paragraph, Row, Section, Table
from sdgkit.report.word.elements import (
    attribute,
    bookmark,
    control,
    field,
    figure_tag,
    styled_paragraph,
    table_cell,
    text,
)
from sdgkit.report.wording import label, listed

ROW_MARK = "sdgkit_r_"
"""Beginning of the bookmark on a row of a table to which a figure of a sentence leads."""

_LATIN = re.compile("[A-Za-z]")
_ORDINAL = re.compile(r"(?:(?<=[\d%])|^)-(?=[^\W\d_A-Za-z])")
"""The hyphen of "17.17-міндет" or "45%-ы"; the number may stand in the run before."""
_HELD = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
_RIGHT = ("integer", "number", "share", "money", "year")
_STYLES = {
    "body": "BodyText", "lead": "SDGLead", "note": "SDGNote", "bullet": "ListBullet", "write": "BodyText",
}  # fmt: skip
_KEPT = "<w:keepNext/>"
LETTER = 95
"""Width of a letter in twentieths of a point: Cyrillic in bold Calibri of 9 points, as headings are set."""
WIDE = frozenset("щшмжыюфдЩШМЖЫЮФДmwMW%")
WIDER = 0.3
"""Letters that take more room than others, and by what part of a letter."""
ROWS_MEASURED = 50
"""Rows of a table whose words are looked at for the widths of its columns."""
CELL_MARGINS = 210
"""Twentieths of a point left and right of the text in a cell, with a little to spare for wide letters."""

FIRST_CONTROL = 70_000
"""Ids of content controls begin here, above those that a person's document is likely to have."""
EMU = 635
"""English metric units in a twentieth of a point."""
CHART_HEIGHT = 2_550_000
"""Height of a chart in English metric units, 7.1 cm: two charts and their tables find place on a page."""


class Body:
    """The body of one draft, piece by piece; numbers of captions, bookmarks and drawings are counted here.

    Args:
        draft: what is laid out.
        width: of the text between the margins, in twentieths of a point.
        bookmarks: number of the last bookmark that the document already has.
        drawings: number of the last chart that the document already has.
    """

    def __init__(self, draft: Draft, width: int, bookmarks: int = 0, drawings: int = 0) -> None:
        self._draft = draft
        self._language = draft.language
        self._width = width
        self._bookmarks = bookmarks
        self._drawings = drawings
        self.charts: list[tuple[str, Chart]] = []
        """Relation ids given to charts, in order; the writer adds the parts."""
        self._first = draft.number_from or 1
        self._numbers = self._caption_numbers()
        self._rows = self._referenced_rows()

    def _caption_numbers(self) -> dict[str, int]:
        """Numbers of the captions of tables, by key, as they follow each other in the document."""
        keys = [
            block.table
            for section in self._draft.sections
            for block in section.blocks
            if block.type == "table"
        ]
        return {key: place for place, key in enumerate(dict.fromkeys(keys), start=self._first)}

    def _referenced_rows(self) -> dict[str, set[str]]:
        """The rows that the text shows and that figures of sentences were taken from, by the key of their table."""
        wanted: dict[str, set[str]] = {}
        for figure in self._draft.figures():
            if figure.reference is not None and figure.reference.table in self._numbers:
                wanted.setdefault(figure.reference.table, set()).add(figure.reference.row)
        return {
            key: {row.key for row in body_rows(self._draft.table(key)) if row.key} & rows
            for key, rows in wanted.items()
        }

    # ------------------------------------------------------------------ sections

    def section(self, section: Section) -> str:
        """A heading with everything below it."""
        parts = [self._heading(section)]
        for block in section.blocks:
            if isinstance(block, Paragraph):
                parts.append(self.paragraph(block))
            elif isinstance(block, ChartHere):
                parts.append(self.chart(self._draft.chart(block.chart)))
            else:
                parts.append(self.table(self._draft.table(block.table)))
        return "".join(parts)

    def _heading(self, section: Section) -> str:
        style = f"Heading{section.level}" if section.goal is None else f"SDGGoal{section.goal}"
        marked = self._marked(bookmark("h", section.id), self._run(section.title))
        return styled_paragraph(style, marked)

    def contents(self) -> Iterator[str]:
        """The table of contents: a field that Word fills with pages, holding the titles until then."""
        entries = [section for section in self._draft.sections if section.level <= 2]
        instruction = ' TOC \\o "1-2" \\h \\z \\u '
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for place, section in enumerate(entries):
            anchor = bookmark("h", section.id)
            link = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{self._run(section.title)}</w:hyperlink>'
            first = begin if place == 0 else ""
            last = end if place == len(entries) - 1 else ""
            yield styled_paragraph(f"TOC{section.level}", first + link + last)

    # ------------------------------------------------------------------ paragraphs

    def paragraph(self, paragraph: Paragraph) -> str:
        """A paragraph of sentences, bookmarked, each figure a link to its table, the tables named at the end."""
        runs: list[str] = []
        figures = 0
        for place, sentence in enumerate(paragraph.sentences):
            if place:
                runs.append(self._run(" "))
            for part in sentence.parts:
                if isinstance(part, str):
                    runs.append(self._run(part, held=True))
                else:
                    runs.append(control(figure_tag(bookmark("p", paragraph.id), figures), self._figure(part)))
                    figures += 1
        if paragraph.style == "write":
            runs = [self._to_write(paragraph)]
        marked = self._marked(bookmark("p", paragraph.id), "".join(runs))
        style = _STYLES[paragraph.style]
        return styled_paragraph(style, marked + self._references(paragraph))

    def _to_write(self, paragraph: Paragraph) -> str:
        """An instruction to the author: a placeholder that Word takes away with the first letter typed over it."""
        number = FIRST_CONTROL + self._bookmarks
        return (
            f'<w:sdt><w:sdtPr><w:tag w:val={attribute(paragraph.id[:64])}/><w:id w:val="{number}"/>'
            "<w:temporary/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            f"{self._run(paragraph.text, 'SDGWrite')}</w:sdtContent></w:sdt>"
        )

    def _figure(self, figure: Figure) -> str:
        held = figure.value != figure.text  # A name stays as it is given.
        if figure.field:
            return field(figure.field, self._run(figure.text))
        if figure.reference is None or figure.reference.table not in self._numbers:
            return self._run(figure.text, held=held)
        key, row = figure.reference.table, figure.reference.row
        anchor = bookmark("r", f"{key}/{row}") if row in self._rows[key] else bookmark("t", key)
        run = self._run(figure.text, "SDGFigure", held=held)
        return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{run}</w:hyperlink>'

    def _references(self, paragraph: Paragraph) -> str:
        """The tables that the figures were taken from: fields that Word keeps right, sheets of the annex."""
        if paragraph.style in ("note", "write"):
            return ""
        references = [
            figure.reference
            for sentence in paragraph.sentences
            for figure in sentence.figures
            if figure.reference is not None
        ]
        tables = dict.fromkeys(one.table for one in references)
        parts = [
            self._numbered(
                "table", field(f"REF {bookmark('t', key)} \\h", self._run(str(self._numbers[key]))), held=True
            )
            for key in tables
            if key in self._numbers
        ]
        # A row that the text leaves out stands in the whole table of the annex.
        elsewhere = dict.fromkeys(
            one.table for one in references if one.row not in self._rows.get(one.table, ())
        )
        sheets = [self._draft.table(key).sheet for key in elsewhere]
        if any(sheets):
            parts.append(self._run(annex_reference([sheet for sheet in sheets if sheet], self._language)))
        if not parts:
            return ""
        return self._run(" (") + self._run("; ").join(parts) + self._run(")")

    def _run(self, words: str, style: str = "", *, held: bool = False) -> str:
        """A run of text.

        Args:
            words: the text.
            style: of the characters.
            held: that no line breaks in an ordinal. Headings, captions and cells begin with theirs, where nothing
                breaks, and keep the plain hyphen by which a reader searches for them.
        """
        named = f'<w:rStyle w:val="{style}"/>' if style else ""
        other = self._other_language(words)
        properties = f"<w:rPr>{named}{other}</w:rPr>" if named or other else ""
        told = _ORDINAL.sub(_HELD, text(words)) if held else text(words)
        return f'<w:r>{properties}<w:t xml:space="preserve">{told}</w:t></w:r>'

    def _other_language(self, words: str) -> str:
        """The language tag of a run that is in another script than the draft, for spelling and reading aloud."""
        if words.isascii() if self._language == "en" else not _LATIN.search(words):
            return ""
        found = language_of(words) if len(words) > 3 else ""
        if not found or found == self._language:
            return ""
        if {found, self._language} == {"ru", "kk"}:
            return ""  # A short Kazakh text may have no letter of its own; guessing would mark it wrongly.
        return f'<w:lang w:val="{TAGS[found]}"/>'

    def _marked(self, name: str, inner: str) -> str:
        self._bookmarks += 1
        number = self._bookmarks
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'

    # ------------------------------------------------------------------ captions

    def _numbered(self, kind: str, number: str, *, held: bool = False) -> str:
        """Runs of "Table 3" or "3-кесте" around the run or field of the number, in a sentence `held` together.

        The word is no part of the field: at the end of a line LibreOffice loses what follows a no-break space in it.
        """
        words = label(f"{kind}-number", self._language).replace(" ", "\u00a0")
        before, _, after = words.partition("{number}")
        return (self._run(before) if before else "") + number + (self._run(after, held=held) if after else "")

    def _caption(self, style: str, kind: str, number: int, mark: str, title: str) -> str:
        """ "Table 3. Title", the number a SEQ field, which is bookmarked for references."""
        code = f"SEQ {label(kind, self._language)} \\* ARABIC"
        if number == self._first > 1:
            code += f" \\r {number}"  # A part of another document begins where that one stands.
        counted = self._marked(mark, field(code, self._run(str(number))))
        return styled_paragraph(style, self._numbered(kind, counted) + self._run(f". {title}"))

    def _source(self, *lines: str) -> str:
        told = " ".join(line for line in lines if line)
        return styled_paragraph("SDGSource", self._run(told)) if told else ""

    # ------------------------------------------------------------------ charts

    def chart(self, chart: Chart) -> str:
        """A chart with its caption and source line."""
        self._drawings += 1
        relation = f"rIdChart{self._drawings}"
        self.charts.append((relation, chart))
        wide = self._width * EMU
        drawing = (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{wide}" cy="{CHART_HEIGHT}"/>'
            f'<wp:docPr id="{1000 + self._drawings}" name="{text(chart.key)}" descr={attribute(chart.alt)}/>'
            "<wp:cNvGraphicFramePr/><a:graphic>"
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )
        caption = self._caption(
            "SDGFigureCaption",
            "figure",
            self._drawings + self._first - 1,
            bookmark("c", chart.key),
            chart.title,
        )
        held = control(f"{bookmark('c', chart.key)}:chart", styled_paragraph("SDGChart", drawing))
        return f"{held}{caption}{self._source(chart.source)}"

    # ------------------------------------------------------------------ tables

    def table(self, table: Table) -> str:
        """A table with its caption, notes and source line."""
        caption = self._caption(
            "Caption",
            "table",
            self._numbers[table.key],
            bookmark("t", table.key),
            table.caption,
        )
        held = control(f"{bookmark('t', table.key)}:table", self.grid(table))
        return f"{caption}{held}{self._source(*table.notes, table.source)}"

    def grid(self, table: Table) -> str:
        """The table itself."""
        widths = self._widths(table)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        properties = (
            '<w:tblPr><w:tblStyle w:val="SDGTable"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            'w:noHBand="0" w:noVBand="1"/>'
            f"<w:tblCaption w:val={attribute(table.caption)}/>"
            f"<w:tblDescription w:val={attribute(self._description(table))}/></w:tblPr>"
        )
        heads = "".join(
            table_cell(
                widths[place],
                styled_paragraph("SDGTableHeading", self._run(column.heading), _aligned(column)),
            )
            for place, column in enumerate(table.columns)
        )
        head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
        rows = body_rows(table)
        # The last row never stands alone on a page: it keeps the one before it and the source line below it.
        kept = {len(rows) - 2, len(rows) - 1 if table.notes or table.source else -1}
        body = "".join(self._row(row, table, widths, place in kept) for place, row in enumerate(rows))
        return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"

    def _description(self, table: Table) -> str:
        headings = ", ".join(column.heading for column in table.columns)
        return f"{label('table', self._language)}: {table.caption}. {headings}."

    def _widths(self, table: Table) -> list[int]:
        """The widths by the shares of the columns, none so narrow that a word would be broken.

        Where the page is too narrow for that, only the words of the headings are kept whole.
        """
        whole = sum(column.width for column in table.columns)
        widths = [self._width * column.width / whole for column in table.columns]
        headings = [_least_width(column.heading) for column in table.columns]
        rows = [row for row in table.rows[:ROWS_MEASURED] if row.kind != "group"]
        least = [
            max(
                heading,
                min(max((_least_width(row.cells[place].text) for row in rows), default=0), self._width // 4),
            )
            for place, heading in enumerate(headings)
        ]
        for wanted in (least, headings):
            lacking = sum(max(need - width, 0) for need, width in zip(wanted, widths, strict=True))
            spare = sum(max(width - need, 0) for need, width in zip(wanted, widths, strict=True))
            if lacking <= spare:
                kept = 1 - lacking / spare if spare else 1
                widths = (
                    [need + max(width - need, 0) * kept for need, width in zip(wanted, widths, strict=True)]
                    if lacking
                    else widths
                )
                break
        found = [int(width) for width in widths]
        found[-1] += self._width - sum(found)
        return found

    def _row(self, row: Row, table: Table, widths: list[int], kept: bool) -> str:
        """A row; one that is kept stays on the page of what follows it."""
        mark = bookmark("r", f"{table.key}/{row.key}") if row.key in self._rows.get(table.key, ()) else ""
        if row.kind == "group":
            inner = self._run(row.cells[0].text)
            paragraph = styled_paragraph("SDGTableGroup", inner, _KEPT if kept else "")
            spanned = table_cell(sum(widths), paragraph, f'<w:gridSpan w:val="{len(widths)}"/>')
            return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{spanned}</w:tr>"
        style = "SDGTableGroup" if row.kind == "total" else ""
        cells = "".join(
            self._cell(cell, column, width, style, "" if place else mark, _KEPT if kept else "")
            for place, (cell, column, width) in enumerate(zip(row.cells, table.columns, widths, strict=True))
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _cell(self, cell: Cell, column: Column, width: int, style: str, mark: str, kept: str) -> str:
        if column.kind == "goal" and cell.goal is not None and cell.text:
            shown = goal(cell.goal)
            light = "SDGLight" if shown.text_colour == "FFFFFF" else "SDGDark"
            fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shown.colour}"/>'
            run = self._run(cell.text, light)
            run = self._marked(mark, run) if mark else run
            return table_cell(
                width, styled_paragraph("SDGTableText", run, f'{kept}<w:jc w:val="center"/>'), fill
            )
        named = style or ("SDGTableNumber" if column.kind in _RIGHT else "SDGTableText")
        aligned = _aligned(column) if style else ""
        run = self._run(cell.text) if cell.text else ""
        run = self._marked(mark, run) if mark else run
        return table_cell(width, styled_paragraph(named, run, f"{kept}{aligned}"))


def annex_reference(sheets: Sequence[str], language: str) -> str:
    """Where in the annex figures stand: "annex, sheets “Goals” and “Areas”".

    Example:
        >>> annex_reference(["Мақсаттар"], "kk")
        'қосымша, «Мақсаттар» парағы'
    """
    quoted = [label("quoted", language).format(text=sheet) for sheet in dict.fromkeys(sheets)]
    if len(quoted) == 1:
        return label("in-annex", language).format(sheet=sheets[0])
    return label("in-annex-sheets", language).format(
        sheets="".join(str(one) for one in listed(quoted, language))
    )


def without_references(words: str, language: str) -> str:
    """A paragraph's text without the "(Table 3; annex, sheet “Goals”)" that the writer put after it.

    Example:
        >>> without_references("Барлығы 5 іс-шара. (39-кесте; қосымша, «Мақсаттар» парағы)", "kk")
        'Барлығы 5 іс-шара.'
    """
    number = re.escape(label("table-number", language)).replace(re.escape("{number}"), r"\d+")
    number = number.replace(r"\ ", r"\s")
    annex = "|".join(
        re.escape(label(key, language))
        .replace(re.escape("{sheets}"), "[^()]+")
        .replace(re.escape("{sheet}"), "[^()]+")
        for key in ("in-annex", "in-annex-sheets")
    )
    return re.sub(rf"\s*\((?:{number}|{annex})(?:; (?:{number}|{annex}))*\)$", "", words)


def body_rows(table: Table) -> tuple[Row, ...]:
    """The rows that the body shows: so many of the body, and the totals where none is left out."""
    if table.shown is None or len(table) <= table.shown:
        return table.rows
    return tuple(row for row in table.rows if row.kind == "body")[: table.shown]


def _least_width(words: str) -> int:
    """Twentieths of a point that the longest word of a cell needs with the margins; a no-break space joins words."""
    longest = max(
        len(word) + WIDER * sum(letter in WIDE for letter in word) for word in ["  ", *words.split(" ")]
    )
    return int(longest * LETTER) + CELL_MARGINS


def _aligned(column: Column) -> str:
    return '<w:jc w:val="right"/>' if column.kind in _RIGHT else ""
