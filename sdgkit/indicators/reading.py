"""Reading: the format of a source is recognised by what lies in it, and its reader is called.

| lies there | read as |
|---|---|
| folder with `data/*.csv` named after indicators | Open SDG; SDMX-ML beside the CSV files is read too |
| archive (.zip) of one of these | as what is in it |
| folder with SDMX-ML, CSV or workbooks | all of them together |
| XML with an SDMX message | SDMX-ML 2.1, with the structure definition that lies beside it |
| export of WHO, Eurostat, FAO or the World Bank | long, by what its columns mean |
| JSON-stat, SDMX-JSON, records of an interface | long |
| table with a column of years and one of values | long: tidy, SDMX-CSV, UNSD global database |
| table with a row of years | wide: printed table, World Bank |
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice, takewhile
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from sdgkit.agenda.code import goal_of, target_of
from sdgkit.errors import InputError
from sdgkit.files import checked_archive, sha256
from sdgkit.findings import Finding
from sdgkit.indicators.carried import put_back
from sdgkit.indicators.codes import indicator_code
from sdgkit.indicators.exports import Export, export_of
from sdgkit.indicators.headings import HEADINGS
from sdgkit.indicators.indicator import Indicator
from sdgkit.indicators.indicators import Indicators, SourceFile
from sdgkit.indicators.json_tables import json_table
from sdgkit.indicators.long import read_long
from sdgkit.indicators.long_columns import columns_of
from sdgkit.indicators.merged_cells import Merged, filled_down
from sdgkit.indicators.named import key_of, names_told, with_codes
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.one_year import one_year_of, read_one_year
from sdgkit.indicators.open_sdg import read_open_sdg
from sdgkit.indicators.open_sdg_data import YEAR, read_data
from sdgkit.indicators.open_sdg_folder import has_settings, is_open_sdg, platform_in
from sdgkit.indicators.places import country_of
from sdgkit.indicators.sdmx import Structure, message_kind, read_sdmx, read_structure
from sdgkit.indicators.settings import IndicatorSettings
from sdgkit.indicators.targets import read_targets
from sdgkit.indicators.translations import Translations
from sdgkit.indicators.units import unit_in_words
from sdgkit.indicators.values import read_value
from sdgkit.indicators.wide import read_wide
from sdgkit.indicators.wide_header import header_of, tables_of
from sdgkit.indicators.wide_line import WideRead
from sdgkit.indicators.workbook import (
    PARQUET,
    TEXTS,
    WORKBOOKS,
    csv_rows,
    is_table_file,
    parquet_rows,
    sheets_of,
)
from sdgkit.indicators.years import has_year, read_year
from sdgkit.languages import Text, fold
from sdgkit.places import find_places

JSON = ".json"
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
SHORTEST_CODE = 6
"""Digits of a code in a register of places, such as KATO or SOATE, at least."""
_ARCHIVED = {*TEXTS, *WORKBOOKS, PARQUET, ".xml", ".json", ".yml", ".yaml", ".md"}
LOOKED_AT = 30
"""First rows of a table among which its header is looked for."""


def read_indicators(
    path: str | Path,
    *,
    settings: IndicatorSettings | Mapping[str, Any] | None = None,
    country: str = "",
    prefer: str = "",
) -> Indicators:
    """Read indicator data; the format is recognised.

    Args:
        path: an Open SDG folder, a folder of tables or SDMX messages, one such file, or an archive of them.
        settings: decisions of a person: headlines, breaks, national targets.
        country: ISO 3166-1 alpha-3 code of the country; figures of others are left out.
        prefer: the country to take where none is named and the data hold several.

    Returns:
        Observations, headlines and findings. Odd cells and rows are findings, not errors.

    Raises:
        InputError: nothing lies there, or nothing that sdgkit reads as indicators.
        UsageError: the settings have a name or value that is not known.
    """
    path = Path(path)
    chosen, findings = _with_targets(IndicatorSettings.of(settings))
    if not path.exists():
        raise InputError("files.missing", file=path.name)
    if path.is_file() and path.suffix.lower() == ".zip":
        with TemporaryDirectory() as folder:
            unpacked = platform_in(_unpacked(path, Path(folder)))
            return _read(unpacked, path.name, chosen, findings, country, prefer)
    return _read(platform_in(path), path.name, chosen, findings, country, prefer)


def _read(
    path: Path, name: str, chosen: IndicatorSettings, findings: list[Finding], country: str, prefer: str
) -> Indicators:
    gathering = _Gathering(country.upper(), findings, prefer.upper(), chosen.names)
    if path.is_dir():
        files = _files_of(path)
        if is_open_sdg(path) or (has_settings(path) and files):
            gathering.open_sdg(path)
        gathering.several(files, path)
    else:
        gathering.several([path], path.parent)
    if not gathering.kinds:
        raise InputError("indicators.not-recognised", file=name)
    return gathering.indicators(chosen)


def _unpacked(path: Path, folder: Path) -> Path:
    """The tables, messages and settings of an archive, unpacked into a folder; other files stay in it.

    Raises:
        InputError: no archive, protected by a password, too large.
    """
    checked_archive(path)
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            inside = PurePosixPath(entry.filename)
            safe = not inside.is_absolute() and ".." not in inside.parts and not entry.is_dir()
            if safe and inside.suffix.lower() in _ARCHIVED:
                archive.extract(entry, folder)
    return folder


def _with_targets(settings: IndicatorSettings) -> tuple[IndicatorSettings, list[Finding]]:
    """The settings with the targets of their file; those of the settings themselves stand first."""
    if settings.targets_file is None:
        return settings, []
    targets, findings = read_targets(settings.targets_file)
    return settings.model_copy(update={"targets": (*settings.targets, *targets)}), findings


def _files_of(folder: Path) -> list[Path]:
    """The tables and messages of a folder and of its `data/`; those that the Open SDG reader takes are left out."""
    taken = is_open_sdg(folder)
    found = []
    for place in (folder, folder / "data"):
        if not place.is_dir():
            continue
        for path in sorted(place.iterdir()):
            ending = path.suffix.lower()
            if path.name.startswith((".", "~$")) or not path.is_file():
                continue
            table = (is_table_file(path) and ending != ".txt") or ending == JSON
            if ending == ".xml" or (not taken and table):
                found.append(path)
    return found


def _is_data_file(path: Path, header: list[str]) -> bool:
    """Whether a table is a data file of an Open SDG platform that came without its folder: its rows may be ragged."""
    names = {name.strip().lower() for name in header}
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        commas = next(csv.reader(stream), []) == header
    return (
        commas
        and {"year", "value"} <= names
        and not names & {"indicator", "obs_value", "place", "source_row"}
    )


def _years_go_down(rows: list[list[str]]) -> int | None:
    """The column that holds a heading for years and below it years; None where there is none."""
    for column in range(max(map(len, rows), default=0)):
        filled = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
        start = next((n for n, cell in enumerate(filled) if fold(cell) in (*YEAR, *HEADINGS["year"])), None)
        if start is None and column == 0:
            # The corner of a table may be empty.
            start = next((n - 1 for n, cell in enumerate(filled) if read_year(cell).number), None)
        # Notes may stand below the years.
        below = filled[start + 1 :] if start is not None else []
        years = list(
            takewhile(lambda cell: len(cell) < 40 and (has_year(cell) or read_year(cell).number > 0), below)
        )
        if len(years) > 1 and sum(read_year(cell).number > 0 for cell in years) > len(years) / 2:
            return column
    return None


def _holds_figures(rows: list[list[str]]) -> bool:
    """Whether a table holds figures; the pages of a list of contents are none."""
    figures = [
        (column, value)
        for row in rows
        for column, cell in enumerate(row)
        if column and (value := read_value(cell).number) == value
    ]
    values = [value for _, value in figures]
    pages = len({column for column, _ in figures}) == 1 and values == sorted(values)
    return bool(figures) and not (pages and len(values) > 1 and all(value.is_integer() for value in values))


def _is_of_figures(rows: list[list[str]], at: int, column: int) -> bool:
    """Whether all cells of a column below its heading are numbers, neither counting the rows nor codes of places."""
    cells = [
        row[column].strip().rstrip(".") for row in rows[at + 1 :] if "".join(row[column : column + 1]).strip()
    ]
    values = [read_value(cell).number for cell in cells]
    counted = (
        all(cell.isdecimal() for cell in cells) and values == sorted(set(values)) and values[:1] in ([0], [1])
    )
    codes = all(cell.isdecimal() and len(cell) >= SHORTEST_CODE for cell in cells)
    return bool(cells) and not counted and not codes and all(value == value for value in values)


class _Gathering:
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
            if at == 0 and code and path.stat().st_size < LARGE and _is_data_file(path, first[0]):
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
        years_at = _years_go_down(rows) if header is None else None
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
        if table and any(_is_of_figures(rows, table.row, at) for at in table.labels if at != years_at):
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
        if named[0] and _holds_figures(rows):
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
        others = self.gathered.others
        frame = put_back(with_units(self.gathered.frame(), self.titled))
        if others and self.country and self.country not in map(country_of, frame["place"].cat.categories):
            value = ", ".join(sorted(others)[:12])
            details = {"country": self.country}
            self.findings.append(Finding(code="indicators.country-absent", value=value, details=details))
        frame, country = one_country(frame, self.country, self.prefer)
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


def with_units(frame: pd.DataFrame, titled: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """The frame with the units of titles, for indicators of which other figures state their unit in the row.

    Args:
        frame: the observations.
        titled: file and indicator -> unit.
    """
    for (file, code), unit in titled.items():
        own = frame["indicator"] == code
        if not own.any() or not (own & (frame["unit"] != "")).any():
            continue
        blank = own & (frame["file"] == file) & (frame["unit"] == "")
        if blank.any():
            if unit not in frame["unit"].cat.categories:
                frame["unit"] = frame["unit"].cat.add_categories([unit])
            frame.loc[blank, "unit"] = unit
            kinds = sorted(set(frame["unit"].unique()))
            frame["unit"] = frame["unit"].cat.set_categories(kinds)
    return frame


def one_country(frame: pd.DataFrame, country: str, prefer: str = "") -> tuple[pd.DataFrame, str]:
    """The frame with the rows of the country as a whole at place "", and the country.

    Raises:
        InputError: the data hold several countries and none is chosen.
    """
    places = frame["place"].cat.categories
    countries = {
        str(place): country_of(str(place)) for place in places if str(place) and country_of(str(place))
    }
    found = sorted(set(countries.values()))
    if not country and len(found) > 1 and prefer in found:
        country = prefer
    if country and country in found:
        frame = frame[~frame["place"].isin([place for place, of in countries.items() if of != country])]
        found = [country]
    if len(found) > 1:
        raise InputError("indicators.several-countries", countries=", ".join(found[:12]))
    if found:
        texts = ["" if place in countries else str(place) for place in places]
        kept = sorted({*texts})
        of = {text: number for number, text in enumerate(kept)}
        codes = frame["place"].cat.codes.to_numpy()
        numbers = np.array([of[text] for text in texts], dtype=codes.dtype)[codes]
        frame = frame.reset_index(drop=True)
        frame["place"] = pd.Categorical.from_codes(numbers, categories=pd.Index(kept, dtype=object))
    return frame, country or (found[0] if found else "")
