"""The draft: everything that goes into Word, Excel, HTML and JSON, already computed.

A draft is one frozen model. Nothing in it is worked out by a writer: tables hold typed values and the
text of each cell in the draft's language, sentences hold their figures with a reference to the table cell
they were taken from, charts hold their numbers. Writers only lay it out, so that all outputs agree and a
draft saved as JSON today gives the same documents tomorrow.

    Draft
    ├── sections: Section(level, title, goal, theme, blocks)
    │       └── blocks: Paragraph(sentences) | TableHere(table) | ChartHere(chart)
    │               └── Sentence(parts: str | Figure(text, value, reference))
    ├── tables: Table(columns, rows of Cell, or plain records)   body, annex or both
    ├── charts: Chart(categories, series)
    └── inputs, findings, rules
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sdgkit.activities.activity import Origin
from sdgkit.activities.register import SourceFile
from sdgkit.findings import Finding
from sdgkit.languages import Language
from sdgkit.report.values import Kind, Value, write_value

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Cell", "Chart", "ChartHere", "Column", "Draft", "Explained", "Figure", "Kind", "Origin", "Paragraph", "Piece",
    "Reference", "Row", "Section", "Sentence", "Series", "SourceFile", "Table", "TableHere", "Value", "write_value",
]  # fmt: skip


Where = Literal["body", "annex", "both"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Frozen):
    """One column of a table.

    Attributes:
        key: its name in the draft, the same in all languages.
        heading: what the reader sees above it.
        digits: decimals of a number; None for as many as the value has.
        unit: unit of the whole column, when there is one.
        width: share of the width of a page, by which the writers divide it.
        summed: whether a total of the column makes sense.
    """

    key: str
    heading: str
    kind: Kind = "text"
    digits: int | None = None
    unit: str = ""
    width: float = 1.0
    summed: bool = False


class Cell(_Frozen):
    """One cell: the value that is computed with and the text that is read.

    Attributes:
        value: typed; None where there is none.
        text: as written in the draft's language; "" for a cell without a value.
        note: a remark that belongs to the cell (why there is no value, what a sign means).
        origins: where the value came from.
        link: an address, or "table:KEY" for a table of the draft.
        goal: the goal whose colour the cell carries beside its text.
        status: code of the result ("on-track", ...) in a column of kind "status".
    """

    value: Value = None
    text: str = ""
    note: str = ""
    origins: tuple[Origin, ...] = ()
    link: str = ""
    goal: int | None = None
    status: str = ""


class Row(_Frozen):
    """One row; a "group" row is a heading across the table and has one cell, a "total" row sums what is above."""

    cells: tuple[Cell, ...]
    kind: Literal["body", "group", "total"] = "body"
    key: str = ""
    """Id of what the row is about (an activity, an indicator), the same in every draft."""
    goal: int | None = None
    block: str = ""
    """Rows of the same block stay on one printed page."""


class Table(_Frozen):
    """A table of the draft, with its caption, notes and source line.

    A table holds either `rows` of cells or, when it is long and plain (the tidy observations), `records` of
    bare values; `values` gives both alike.

    Attributes:
        key: its name in the draft, such as "goal-3-indicators".
        sheet: name of its sheet in the annex.
        where: whether it goes into the body, the annex or both.
        layout: "print" for reading, "tidy" for pivoting and filtering, "matrix" for a wide cross table.
        frozen_columns: columns that stay when the sheet is scrolled to the right.
        shown: rows that the body shows at most; the rest is in the annex table `continued`.
        continued: key of the annex table that holds all rows.

    Example:
        >>> columns = (Column(key="n", heading="N", kind="integer"),)
        >>> table = Table(key="t", caption="T", columns=columns, records=((1,),))
        >>> list(table.values()), table.column("n").heading
        ([(1,)], 'N')
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    records: tuple[tuple[Value, ...], ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    where: Where = "both"
    sheet: str = ""
    layout: Literal["print", "tidy", "matrix"] = "print"
    goal: int | None = None
    frozen_columns: int = 1
    shown: int | None = None
    continued: str = ""

    def column(self, key: str) -> Column:
        """The column of that key.

        Raises:
            KeyError: there is none.
        """
        return self.columns[self.index(key)]

    def index(self, key: str) -> int:
        """Position of the column of that key."""
        for position, column in enumerate(self.columns):
            if column.key == key:
                return position
        raise KeyError(key)

    def values(self) -> Iterator[tuple[Any, ...]]:
        """The values of each row of the body of the table, without group headings and totals."""
        yield from self.records
        for row in self.rows:
            if row.kind == "body":
                yield tuple(cell.value for cell in row.cells)

    def __len__(self) -> int:
        return len(self.records) + sum(row.kind == "body" for row in self.rows)

    def to_frame(self) -> pd.DataFrame:
        """The table as a frame: one column per key, the values as they are."""
        import pandas as pd

        return pd.DataFrame(list(self.values()), columns=[column.key for column in self.columns])


class Reference(_Frozen):
    """The cell that a figure was taken from: key of the table, key of the row ("" for all rows), key of the column."""

    table: str
    row: str = ""
    column: str = ""


class Figure(_Frozen):
    """A number, name or date in a sentence, as written, with its value and where it was taken from."""

    text: str
    value: Value = None
    name: str = ""
    """Its placeholder in the message."""
    reference: Reference | None = None
    origins: tuple[Origin, ...] = ()
    field: str = ""
    """The field of Word that counts it anew, such as "NUMWORDS"."""


class Sentence(_Frozen):
    """One sentence made from a message and computed values.

    Example:
        >>> Sentence(key="k", parts=("In all ", Figure(text="3", value=3), " activities.")).text
        'In all 3 activities.'
    """

    key: str
    """The message in `sentences.toml`."""
    parts: tuple[str | Figure, ...]

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in it, in order."""
        return tuple(part for part in self.parts if isinstance(part, Figure))


class Paragraph(_Frozen):
    """Sentences that stand together; `id` stays the same in every draft, so that a later one can find it."""

    type: Literal["paragraph"] = "paragraph"
    id: str
    sentences: tuple[Sentence, ...]
    style: Literal["body", "lead", "note", "bullet", "write"] = "body"
    """"write" marks a place that people fill: it tells them what is wanted and holds no statement of the program."""

    @property
    def text(self) -> str:
        """The paragraph as it is read."""
        return " ".join(sentence.text for sentence in self.sentences)


class TableHere(_Frozen):
    """The place of a table in a section."""

    type: Literal["table"] = "table"
    table: str


class ChartHere(_Frozen):
    """The place of a chart in a section."""

    type: Literal["chart"] = "chart"
    chart: str


Block = Annotated[Paragraph | TableHere | ChartHere, Field(discriminator="type")]


class Section(_Frozen):
    """A heading with what stands below it, up to the next heading."""

    id: str
    level: Literal[1, 2, 3]
    title: str
    goal: int | None = None
    theme: str | None = None
    blocks: tuple[Block, ...] = ()


class Series(_Frozen):
    """One line or set of columns of a chart; None where there is no value."""

    name: str
    values: tuple[float | None, ...]
    colour: str = ""
    """Six hexadecimal digits without #."""
    point_colours: tuple[str, ...] = ()
    """A colour for each value, where they differ."""


MOST_COUNTED = 10
"""Whole things below which each of them has a mark along the axis."""


class Chart(_Frozen):
    """A chart with its numbers, drawn natively (editable) by the writers.

    Attributes:
        alt: what the chart shows, in a sentence, for people who do not see it.
        table: key of the table that holds its numbers.
        source: the source line below it.
    """

    key: str
    kind: Literal["line", "column", "bar"]
    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    digits: int | None = None
    goal: int | None = None
    table: str = ""
    source: str = ""
    where: Where = "both"

    @property
    def step(self) -> int | None:
        """Distance of the marks along the axis of values: 1 for a few whole things, which have no halves; else None.

        Example:
            >>> made = Chart(key="c", kind="column", title="", alt="", categories=("1", "2"), series=())
            >>> made.model_copy(update={"series": (Series(name="", values=(3, None)),)}).step
            1
        """
        values = [value for one in self.series for value in one.values if value is not None]
        few = values and all(float(value).is_integer() and 0 <= value < MOST_COUNTED for value in values)
        return 1 if few and self.kind != "line" else None


class Piece(_Frozen):
    """Words of an activity's text, with the goals and targets that they point to; none for the words between."""

    text: str
    codes: tuple[str, ...] = ()


class Explained(_Frozen):
    """An activity with its texts in pieces, so that a reader sees on which words its targets rest.

    Attributes:
        id, title: of the activity.
        codes: goals and targets that it stands under.
        texts: its texts in reading order, each in pieces.
        origin: where it stands in the register.
    """

    id: str
    title: str
    codes: tuple[str, ...] = ()
    texts: tuple[tuple[Piece, ...], ...] = ()
    origin: Origin | None = None


class Draft(_Frozen):
    """A review draft in one language, complete before any file is written.

    Attributes:
        title, subtitle: of the title block.
        country: ISO 3166-1 alpha-3; `country_name` in the draft's language.
        as_of: the date that the inputs speak of, None where they give none; never today's.
        base_year: the year that change and progress are counted from.
        rule: name of the rule by which money is allocated, as in `rule_text`.
        tables, charts: all of them, in the order of the document; by key in `table` and `chart`.
        explained: the activities with the words marked that link them to their targets, for the preview.
        inputs: the files that were read, with their SHA-256.
        findings: what the readers noticed.

    Example:
        >>> draft = Draft(title="Review", language="en", country="KAZ", version="0.1.0")
        >>> Draft.from_json(draft.to_json()) == draft
        True
    """

    title: str
    language: Language
    country: str
    version: str
    subtitle: str = ""
    country_name: str = ""
    as_of: dt.date | None = None
    as_of_text: str = ""
    base_year: int = 2015
    rule: str = "equal"
    rule_text: str = ""
    profile: str = "review"
    choice: dict[str, str] = Field(default_factory=dict)
    """What the draft is about, where it is not the whole of a country: "goal", "theme", "partner", "countries"."""
    template: str = "review.docx"
    """The shipped Word template that fits the profile."""
    number_from: int | None = None
    """Number of the first table and figure, where a part for another document begins at a given one."""
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    explained: tuple[Explained, ...] = ()
    inputs: tuple[SourceFile, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {table.key: table for table in self.tables}

    @cached_property
    def _charts(self) -> dict[str, Chart]:
        return {chart.key: chart for chart in self.charts}

    def table(self, key: str) -> Table:
        """The table of that key.

        Raises:
            KeyError: the draft has no such table.
        """
        return self._tables[key]

    def chart(self, key: str) -> Chart:
        """The chart of that key.

        Raises:
            KeyError: the draft has no such chart.
        """
        return self._charts[key]

    def annex_tables(self) -> list[Table]:
        """The tables of the annex, in order: those with a sheet name."""
        return [table for table in self.tables if table.where != "body" and table.sheet]

    def annex_charts(self) -> list[Chart]:
        """The charts of the annex, in order."""
        return [chart for chart in self.charts if chart.where != "body"]

    def paragraphs(self) -> Iterator[tuple[Section, Paragraph]]:
        """All paragraphs with their sections, in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield section, block

    def figures(self) -> Iterator[Figure]:
        """All figures of all sentences, in order."""
        for _, paragraph in self.paragraphs():
            for sentence in paragraph.sentences:
                yield from sentence.figures

    def to_json(self) -> str:
        """The whole draft as JSON."""
        return self.model_dump_json(indent=1)

    @classmethod
    def from_json(cls, text: str) -> Draft:
        """The draft that `to_json` wrote."""
        return cls.model_validate_json(text)

    def to_word(self, path: Path | str, template: Path | str | None = None) -> Path:
        """Write the draft as a Word document; see `sdgkit.report.word.writer.write_word`."""
        from sdgkit.report.word.writer import write_word

        return write_word(self, Path(path), None if template is None else Path(template))

    def to_excel(self, path: Path | str) -> Path:
        """Write the annex as an Excel workbook; see `sdgkit.report.excel.writer.write_excel`."""
        from sdgkit.report.excel.writer import write_excel

        return write_excel(self, Path(path))

    def to_html(self, path: Path | str) -> Path:
        """Write the draft as one self-contained page; see `sdgkit.report.html.page.write_html`."""
        from sdgkit.report.html.page import write_html

        return write_html(self, Path(path))

    def _repr_html_(self) -> str:
        from sdgkit.report.html.page import fragment

        return fragment(self)
