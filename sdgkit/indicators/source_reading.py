"""One source: its files read one after the other, each by its format, and the indicators that they give together."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

from sdgkit.agenda.code import goal_of, target_of
from sdgkit.errors import InputError
from sdgkit.files import sha256
from sdgkit.findings import Finding
from sdgkit.indicators.carried import put_back
from sdgkit.indicators.codes import indicator_code
from sdgkit.indicators.exports import Export, export_of
from sdgkit.indicators.indicator import Indicator
from sdgkit.indicators.indicators import Indicators, SourceFile
from sdgkit.indicators.json_tables import json_table
from sdgkit.indicators.long import read_long
from sdgkit.indicators.long_columns import columns_of
from sdgkit.indicators.merged_cells import Merged, filled_down
from sdgkit.indicators.named import key_of, names_told, with_codes
from sdgkit.indicators.observations import Gathered, of_one_country, with_titled_units
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.one_year import one_year_of, read_one_year
from sdgkit.indicators.open_sdg import read_open_sdg
from sdgkit.indicators.open_sdg_data import read_data
from sdgkit.indicators.places import country_of
from sdgkit.indicators.sdmx import Structure, message_kind, read_sdmx, read_structure
from sdgkit.indicators.settings import IndicatorSettings
from sdgkit.indicators.source_files import JSON
from sdgkit.indicators.table_shape import holds_figures, is_data_file, is_of_figures, years_go_down
from sdgkit.indicators.translations import Translations
from sdgkit.indicators.units import unit_in_words
from sdgkit.indicators.wide import read_wide
from sdgkit.indicators.wide_header import header_of, tables_of
from sdgkit.indicators.wide_line import WideRead
from sdgkit.indicators.workbook import PARQUET, TEXTS, WORKBOOKS, csv_rows, parquet_rows, sheets_of
from sdgkit.languages import Text
from sdgkit.places import find_places

LARGE = 50_000_000
"""Bytes from which a data file is read in pieces, whatever it is."""
WITHOUT_INDICATOR = {
    f"indicators.{kind}"
    for kind in (
        "table-without-indicator",
        "rows-without-code",
        "series-without-indicator",
        "indicator-unread",
    )
}
"""Findings of tables whose figures were left out because they name no code."""
LOOKED_AT = 30
"""First rows of a table among which its header is looked for."""


class SourceReading:
    """One reading: what all files give together."""

    def __init__(self, country: str, findings: list[Finding], prefer: str, names: Mapping[str, str]) -> None:
        self.country = country
        self.prefer = prefer
        self.codes_of_names = {key_of(name): code for name, code in names.items()}
        self.findings = findings
        self.gathered = Gathered()
        self.kinds: dict[str, None] = {}
        self.files: dict[Path, str] = {}
        self.known: dict[str, Indicator] = {}
        self.names: dict[str, Text] = {}
        self.units: dict[str, tuple[str, Text]] = {}
        self.titled: dict[tuple[str, str], str] = {}
        """File and indicator -> the unit that the title names, for figures beside those of other tables."""
        self.breaks: dict[str, tuple[int, ...]] = {}
        self.notes: dict[str, tuple[Text, ...]] = {}
        self.groups: dict[str, dict[str, Text]] = {}
        self.translations: Translations | None = None

    def open_sdg(self, folder: Path) -> None:
        """Read an Open SDG folder."""
        read = read_open_sdg(folder, self.gathered)
        self.kinds["open-sdg"] = None
        self.known |= {one.code: one for one in read.indicators}
        self.units |= read.units
        self.breaks |= read.breaks
        self.translations = read.translations
        self.findings.extend(read.findings)
        for file in read.files:
            # The other languages of a built site lie beside the folder.
            base = folder if file.is_relative_to(folder) else folder.parent
            self.files[file] = file.relative_to(base).as_posix()

    def several(self, files: list[Path], base: Path) -> None:
        """Read tables and messages; their names are told from the folder `base`."""
        structures: list[Path] = []
        messages: list[Path] = []
        for path in files:
            if path.suffix.lower() == ".xml":
                kind = message_kind(path)
                (structures if kind == "structure" else messages if kind else []).append(path)
        if messages and not structures:
            beside = {folder for path in messages for folder in (path.parent, path.parent.parent)}
            candidates = sorted(
                one for folder in beside for one in folder.glob("*.xml") if one not in messages
            )
            structures = [one for one in candidates if message_kind(one) == "structure"][:1]
        structure = read_structure(structures[0]) if structures and messages else None
        if structure:
            self.files[structures[0]] = structures[0].name
            for concept, names in structure.names.items():
                self.groups.setdefault(concept, {}).update(names)
        for path in messages:
            self._message(path, structure, base)
        for path in files:
            ending = path.suffix.lower()
            if ending in (*TEXTS, PARQUET):
                self._text(path, base)
            elif ending in WORKBOOKS:
                self._workbook(path, base)
            elif ending == JSON:
                self._json(path, base)

    def _with_codes(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        return with_codes(rows, self.codes_of_names) if self.codes_of_names else iter(rows)

    def _take(self, path: Path, base: Path, kind: str) -> None:
        self.kinds[kind] = None
        self.files[path] = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name

    def _message(self, path: Path, structure: Structure | None, base: Path) -> None:
        code = indicator_code(path.stem)
        read = read_sdmx(path, self.gathered, structure=structure, country=self.country, default_code=code)
        self._take(path, base, "sdmx")
        self.findings.extend(read.findings)
        self._found(read.codes, path.name)

    def _found(self, codes: Iterable[str], file: str) -> None:
        for code in sorted(codes):
            old = self.known.get(code)
            if old is None:
                self.known[code] = Indicator(
                    code=code, goal=goal_of(code), target=target_of(code), name=Text({}), file=file,
                    level="national" if code.count(".") > 2 else None, reporting="reported",
                )  # fmt: skip
            elif not old.file:
                self.known[code] = old.model_copy(update={"file": file})

    def _text(self, path: Path, base: Path) -> None:
        try:
            self._csv(path, base, indicator_code(path.stem))
        except csv.Error as error:
            raise InputError("files.unreadable", file=path.name, reason=error) from None

    def _csv(self, path: Path, base: Path, code: str) -> None:
        with (parquet_rows if path.suffix.lower() == PARQUET else csv_rows)(path) as read:
            rows = self._with_codes(read)
            first = list(islice(rows, LOOKED_AT))
            if self._export(path, base, "", first, rows):
                return
            at = next((n for n, row in enumerate(first) if columns_of(row, code)), None)
            if at is None:
                for table in tables_of([*first, *rows]):
                    self._wide(path, base, "", table)
                return
            if at == 0 and code and path.stat().st_size < LARGE and is_data_file(path, first[0]):
                read_data(path, code, self.gathered, self.findings)
                self._take(path, base, "tidy")
                self._found([code], path.name)
                return
            self._long(path, base, first[at], chain(first[at + 1 :], rows), at + 2)

    def _workbook(self, path: Path, base: Path) -> None:
        code = indicator_code(path.stem)
        for name, read, merged in sheets_of(path):
            rows = list(self._with_codes(read))
            if self._export(path, base, name, rows[:LOOKED_AT], iter(rows[LOOKED_AT:])):
                continue
            at = next((n for n, row in enumerate(rows[:LOOKED_AT]) if columns_of(row, code)), None)
            if at is not None:
                odd = OddCells(path.name, name)
                columns = columns_of(rows[at], code)
                labels = set(range(len(rows[at]))) - ({columns.known["value"]} if columns else set())
                filled = filled_down(rows, merged, at + 1, labels, odd)
                self.findings.extend(odd.findings())
                self._long(path, base, rows[at], filled[at + 1 :], at + 2, sheet=name)
            else:
                for table in tables_of(rows):
                    self._wide(path, base, name, table, merged)

    def _json(self, path: Path, base: Path) -> None:
        try:
            rows = json_table(path)
        except InputError as error:
            value = error.details.get("reason", "")
            self.findings.append(Finding(code="indicators.file-unread", file=path.name, value=value))
            return
        if rows and not self._export(path, base, "", rows[:1], iter(rows[1:])):
            # A table of this kind has no lines: a record is called by its number.
            self._long(path, base, rows[0], rows[1:], 1)

    def _export(
        self, path: Path, base: Path, sheet: str, first: list[list[str]], rest: Iterable[list[str]]
    ) -> bool:
        """Whether a table is the export of a known database; then it is read."""
        found = next(((n, one) for n, row in enumerate(first) if (one := export_of(row, path.stem))), None)
        if found is None:
            return False
        at, export = found
        rows = export.rows(chain(first[at + 1 :], rest))
        self._long(path, base, export.header, rows, at + 2, sheet=sheet, export=export)
        return True

    def _long(
        self,
        path: Path,
        base: Path,
        header: list[str],
        rows: Iterable[list[str]],
        first_row: int,
        *,
        sheet: str = "",
        export: Export | None = None,
    ) -> None:
        rows = iter(rows)
        sample = list(islice(rows, LOOKED_AT))
        rows = chain(sample, rows)
        columns = columns_of(header, indicator_code(path.stem), sample)
        if columns is None:
            return
        folded = {name.lower().split(":")[0].strip() for name in header}
        known = "unsd" if {"seriescode", "geoareacode"} <= folded else "sdmx" if "obs_value" in folded else ""
        kind = export.kind if export else known or "tidy"
        # Databases hold thousands of series that are no indicators; in a table of an office a row without one is lost.
        foreign = export is not None or (
            known == "sdmx" and bool(folded & {"dataflow", "structure", "structure[;]"})
        )
        read = read_long(
            rows, columns, self.gathered, file=path.name, first_row=first_row, country=self.country, sheet=sheet,
            default_code=indicator_code(path.stem), times=export.times if export else 1,
            unknown="series-without-indicator" if foreign else "indicator-unread",
        )  # fmt: skip
        self._take(path, base, kind)
        self.findings.extend(read.findings)
        if not foreign and any(one.code in WITHOUT_INDICATOR for one in read.findings):
            # Rows that were looked at before; the first stands below the header.
            above: list[list[str]] = [[] for _ in range(first_row - 1)]
            self.findings.extend(names_told([*above, *sample], file=path.name, sheet=sheet))
        self.names = {code: name for code, name in read.titles.items() if code in read.codes} | self.names
        for group, names in read.names.items():
            self.groups.setdefault(group, {}).update(names)
        self._found(read.codes, path.name)

    def _wide(self, path: Path, base: Path, sheet: str, rows: list[list[str]], merged: Merged = ()) -> None:
        header = header_of(rows)
        years_at = years_go_down(rows) if header is None else None
        if years_at is not None and self._one_year(path, base, sheet, rows, merged, years_at):
            return
        turned = years_at == 0
        if turned:
            # Years in the rows, places in the columns: the same table turned.
            width = max(map(len, rows))
            rows = [[row[n] if n < len(row) else "" for row in rows] for n in range(width)]
            header = header_of(rows)
        if header is None:
            if not self._one_year(path, base, sheet, rows, merged):
                self._without_years(path, base, sheet, rows)
            return
        read = read_wide(
            rows, header, self.gathered, file=path.name, sheet=sheet, wanted=self.country,
            default_code=indicator_code(sheet) or indicator_code(path.stem),
            country=self.country or self._guess(rows) or self.prefer, turned=turned, merged=() if turned else merged,
        )  # fmt: skip
        if not read.codes and not read.findings:
            return
        kind = "world-bank" if {"place", "code"} <= header.columns.keys() else "wide"
        if kind == "wide" and any(one.code in WITHOUT_INDICATOR for one in read.findings):
            read.findings.extend(names_told(rows, file=path.name, sheet=sheet))
        self._gather(path, base, sheet, kind, read)

    def _one_year(
        self,
        path: Path,
        base: Path,
        sheet: str,
        rows: list[list[str]],
        merged: Merged,
        years_at: int | None = None,
    ) -> bool:
        """Whether a table is of one year that its title says, or has years and groups in its rows; then it is read."""
        country = self.country or self._guess(rows) or self.prefer
        table = one_year_of(rows, (sheet, path.stem), country, 2 if years_at is None else 1)
        if table and any(is_of_figures(rows, table.row, at) for at in table.labels if at != years_at):
            # Figures before its columns: what was taken for the headings is the last row of several.
            return False
        code = indicator_code(sheet) or indicator_code(path.stem)
        if table is None or not (code or any(indicator_code(cell) for row in rows for cell in row)):
            return False
        if years_at is not None:
            # With years alone before the figures it is a wide table that was turned.
            if len(table.labels) < 2:
                return False
            table = table._replace(years_at=years_at)
        elif not table.year:
            return False
        odd = OddCells(path.name, sheet)
        rows = filled_down(rows, merged, table.row + 1, set(table.labels), odd)
        read = read_one_year(
            rows, table, self.gathered, file=path.name, sheet=sheet, country=country, default_code=code
        )
        read.findings.extend(odd.findings())
        self._gather(path, base, sheet, "wide", read)
        return True

    def _without_years(self, path: Path, base: Path, sheet: str, rows: list[list[str]]) -> None:
        """A table with figures that names an indicator, and no year anywhere: it is told."""
        code = indicator_code(sheet) or indicator_code(path.stem)
        named = [found for row in rows for cell in row if (found := indicator_code(cell))] or [code]
        if named[0] and holds_figures(rows):
            value = ", ".join(list(dict.fromkeys(named))[:3])
            self.findings.append(
                Finding(code="indicators.table-without-years", file=path.name, sheet=sheet, value=value)
            )
            self._take(path, base, "wide")

    def _gather(self, path: Path, base: Path, sheet: str, kind: str, read: WideRead) -> None:
        self._take(path, base, kind)
        self.findings.extend(
            one.model_copy(update={"file": path.name, "sheet": sheet}) if not one.file else one
            for one in read.findings
        )
        self.names |= {code: name for code, name in read.names.items() if code in read.codes}
        for code, unit in read.units.items():
            meant = [unit_in_words(words) for words in unit.root.values()]
            # One language may say more than another: "в процентах к ВВП" beside "(in percent)".
            known = next((one for one in meant if one not in ("", "PT")), "") or next(filter(None, meant), "")
            self.units[code] = (known or str(unit), unit)
            if known:
                self.titled[path.name, code] = known
        self.notes |= read.notes
        for group, names in read.labels.items():
            self.groups.setdefault(group, {}).update(names)
        self._found(read.codes, path.name)

    @staticmethod
    def _guess(rows: list[list[str]]) -> str:
        """The country whose name stands as a label, by which its regions are understood."""
        for row in rows[:LOOKED_AT]:
            for cell in row[:4]:
                if cell.strip() and len(cell) < 60:
                    found = [one for one in find_places(cell, cell=True) if one.kind == "country"]
                    if found:
                        return country_of(found[0].code)
        return ""

    def indicators(self, settings: IndicatorSettings) -> Indicators:
        """What was read, with the decisions of a person."""
        others = self.gathered.others
        frame = put_back(with_titled_units(self.gathered.frame(), self.titled))
        if others and self.country and self.country not in map(country_of, frame["place"].cat.categories):
            value = ", ".join(sorted(others)[:12])
            details = {"country": self.country}
            self.findings.append(Finding(code="indicators.country-absent", value=value, details=details))
        frame, country = of_one_country(frame, self.country, self.prefer)
        translations = self.translations or Translations()
        translations.add(self.groups)
        described = [
            one.model_copy(
                update={
                    "name": one.name or self.names.get(one.code, Text({})),
                    "notes": (*one.notes, *self.notes.get(one.code, ())),
                }
            )
            for one in self.known.values()
        ]
        return Indicators(
            frame,
            described,
            self.findings,
            [
                SourceFile(name, sha256(file))
                for file, name in sorted(self.files.items(), key=lambda item: item[1])
            ],
            translations=translations,
            settings=settings,
            units=self.units,
            breaks=self.breaks,
            kind=next(iter(self.kinds)),
            country=country,
        )
