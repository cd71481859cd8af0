"""The table of observations: every value that was read, one row each, with the file and row it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdgkit.indicators.observations import OPTIONAL_COLUMNS
from sdgkit.report.draft import Table, Value
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import column
from sdgkit.report.tables.indicator_sources import source_line
from sdgkit.report.wording import has_label, label

if TYPE_CHECKING:
    pass


def dimension_name(name: str, language: str) -> str:
    """A dimension in words, or as the source writes it where no label knows it.

    Example:
        >>> dimension_name("SEX", "kk"), dimension_name("Household type", "kk")
        ('Жынысы', 'Household type')
    """
    key = f"dimension.{name.upper().replace(' ', '_')}"
    return label(key, language) if has_label(key) else name


def observations(material: Material) -> Table:
    """Every value that was read, one row each, with a column per dimension and the file and row it stands in."""
    language = material.language
    data = material.indicators
    records: list[tuple[Value, ...]] = []
    used: list[str] = []
    beside: list[str] = []
    if data is not None:
        headline = {(p.file, p.row) for row in material.rows for p in row.points}
        names = {row.code: material.indicator_name(row) for row in material.rows}
        frame = data.observations
        used = [name for name in data.dimensions if (frame[name] != "").any()]
        beside = [name for name in OPTIONAL_COLUMNS if name in frame.columns and (frame[name] != "").any()]
        columns = {name: frame[name].astype(object).tolist() for name in frame.columns}
        known: dict[tuple[str, str], str] = {}

        def named(where: str, code: str, with_code: bool = False) -> str:
            key = (where, code)
            if key not in known:
                name = data.name_of(where, code).in_language(language) if code else ""
                both = f"{code} – {name}" if with_code and name and name != code else name or code
                known[key] = both
            return known[key]

        yes = label("yes", language)
        # Names are looked up once per code: the table may hold tens of thousands of rows.
        for place in range(len(frame)):
            code = str(columns["indicator"][place])
            value = columns["value"][place]
            here = (str(columns["file"][place]), int(columns["row"][place]))
            records.append(
                (
                    int(code.split(".")[0]),
                    code,
                    names.get(code, ""),
                    named("series", str(columns["series"][place])),
                    named("place", str(columns["place"][place])),
                    *(named(name, str(columns[name][place]), True) for name in used),
                    int(columns["year"][place]),
                    None if value != value else float(value),
                    str(columns["sign"][place]),
                    named("unit", str(columns["unit"][place])),
                    *(str(columns[name][place]) for name in beside),
                    yes if here in headline else "",
                    *here,
                )
            )
    return Table(
        key="observations",
        caption=label("caption.observations", language),
        columns=(
            column("goal", language, "goal", 0.5), column("code", language, "code", 0.8),
            column("indicator", language, width=3.5), column("series", language, width=1.5),
            column("place", language, width=1.6),
            *(
                column(f"dimension-{name}", language, width=1.2, heading=dimension_name(name, language))
                for name in used
            ),
            column("year", language, "year", 0.6), column("value", language, "number", 1.0),
            column("sign", language, width=0.5), column("unit", language, width=1.4),
            *(column(name, language, width=1.2) for name in beside),
            column("headline", language, width=0.8), column("file", language, width=1.8),
            column("row", language, "year", 0.6),
        ),
        records=tuple(records),
        notes=(label("note.totals", language),) if used else (),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.observations", language),
        layout="tidy",
        frozen_columns=2,
    )  # fmt: skip
