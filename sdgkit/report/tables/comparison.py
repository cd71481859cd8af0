"""National figures beside those of international databases: neither overwrites the other."""

from __future__ import annotations

from typing import Any

from sdgkit.agenda.code import sort_key
from sdgkit.report.draft import Cell, Origin, Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import cell, column, without_empty
from sdgkit.report.tables.indicator_cells import digits_of_values, signed_text, signs_notes, unit_text
from sdgkit.report.wording import has_label, label


def national_beside_global(material: Material) -> Table:
    """The headlines of the country and of each international source, year by year, with nature and difference."""
    language, data = material.language, material.indicators
    described = {row.code: row for row in material.rows}
    rows: list[Row] = []
    left: set[str] = set()
    signs: list[str] = []
    for number, source in enumerate(material.international if data is not None else ()):
        assert data is not None
        frame = data.compare(source).astype(object)
        records = [{str(key): value for key, value in one.items()} for one in frame.to_dict("records")]
        compared = {str(one["indicator"]) for one in records}
        left |= {one for one in {*data.codes} & {*source.codes} - compared if len(source.positions(one))}
        values: dict[str, list[float]] = {}
        for one in records:
            values.setdefault(one["indicator"], []).extend(
                value for key in ("national", "international") if (value := _number(one[key])) is not None
            )
        # A year that only the country has is nothing to compare, and stands on the other sheets.
        for one in records:
            if not one["international_file"]:
                continue
            code = str(one["indicator"])
            signs += [str(one["national_sign"]), str(one["international_sign"])]
            digits = digits_of_values(values[code])
            row = described[code]
            rows.append(
                Row(
                    key=f"{code}/{one['year']}/{number}",
                    goal=row.goal,
                    cells=(
                        cell(code, language, "code"),
                        cell(material.indicator_name(row), language),
                        cell(unit_text(row, language), language),
                        cell(int(one["year"]), language, "year"),
                        _figure(one, "national", digits, language),
                        _figure(one, "international", digits, language),
                        cell(_number(one["difference"]), language, "number", digits),
                        cell(_number(one["difference_percent"]), language, "number", 1),
                        cell(nature_text(str(one["nature"]), language), language),
                        cell(label(f"figures.{one['note']}", language) if one["note"] else "", language),
                        cell(_place(one, "national"), language),
                        cell(_place(one, "international"), language),
                    ),
                )
            )
    notes = [label("note.national-global", language)]
    notes += signs_notes(signs, language)
    if left:
        codes = ", ".join(sorted(left, key=sort_key))
        notes.append(label("note.without-comparison", language).format(codes=codes))
    table = Table(
        key="national-global",
        caption=label("caption.national-global", language),
        columns=(
            column("code", language, "code", 0.8), column("indicator", language, width=3.0),
            column("unit", language, width=1.4), column("year", language, "year", 0.6),
            column("national-figure", language, "number", 1.0),
            column("international-figure", language, "number", 1.0),
            column("figures-differ", language, "number", 0.9),
            column("figures-differ-percent", language, "number", 0.9, digits=1),
            column("nature-name", language, width=1.4), column("remark", language, width=1.6),
            column("national-source", language, width=1.6), column("international-source", language, width=1.6),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        where="annex",
        sheet=label("sheet.national-global", language),
        frozen_columns=2,
    )  # fmt: skip
    return without_empty(table, "nature-name", "remark")


def nature_text(code: str, language: str) -> str:
    """How a figure of the global database came about, in words; the code where nobody explains it.

    Example:
        >>> nature_text("E", "kk"), nature_text("ZZ", "en")
        ('бағалау', 'ZZ')
    """
    return label(f"nature.{code}", language) if has_label(f"nature.{code}") else code


def _figure(one: dict[str, Any], which: str, digits: int, language: str) -> Cell:
    value, sign = _number(one[which]), str(one[f"{which}_sign"])
    made = cell(value, language, "number", digits)
    file, row = str(one[f"{which}_file"]), _number(one[f"{which}_row"])
    origins = (Origin(file=file, row=int(row)),) if file and row is not None else ()
    return made.model_copy(update={"text": signed_text(made.text, sign), "note": sign, "origins": origins})


def _place(one: dict[str, Any], which: str) -> str:
    file, row = str(one[f"{which}_file"]), _number(one[f"{which}_row"])
    return f"{file}: {int(row)}" if file and row is not None else file


def _number(value: object) -> float | None:
    text = str(value)
    if value is None or text in ("<NA>", "nan"):
        return None
    return float(text)
