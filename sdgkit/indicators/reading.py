"""Reading: the format of a source is recognised by what lies in it, and its reader is called.

| lies there | read as |
|---|---|
| folder with `data/*.csv` named after indicators | Open SDG; SDMX-ML beside the CSV files is read too |
| archive (.zip) of one of these | as what is in it |
| folder with SDMX-ML, CSV or workbooks | all of them together |
| XML with an SDMX message | SDMX-ML 2.1, with the structure definition that lies beside it |
| table with a column of years and one of values | long: tidy, SDMX-CSV, UNSD global database |
| table with a row of years | wide: printed table, World Bank |
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Mapping
from itertools import chain, islice
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
from sdgkit.indicators.indicator import Indicator
from sdgkit.indicators.indicators import Indicators, SourceFile
from sdgkit.indicators.long import columns_of, read_long
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.open_sdg import YEAR, read_data, read_open_sdg
from sdgkit.indicators.open_sdg_folder import has_settings, is_open_sdg, platform_in
from sdgkit.indicators.places import country_of
from sdgkit.indicators.sdmx import Structure, message_kind, read_sdmx, read_structure
from sdgkit.indicators.settings import IndicatorSettings
from sdgkit.indicators.targets import read_targets
from sdgkit.indicators.translations import Translations
from sdgkit.indicators.units import unit_in_words
from sdgkit.indicators.wide import header_of, read_wide, tables_of
from sdgkit.indicators.workbook import (
    PARQUET,
    TEXTS,
    WORKBOOKS,
    csv_rows,
    is_table_file,
    parquet_rows,
    sheets_of,
)
from sdgkit.languages import Text, fold
from sdgkit.places import find_places

LARGE = 50_000_000
"""Bytes from which a data file is read in pieces, whatever it is."""
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
    gathering = _Gathering(country.upper(), findings, prefer.upper())
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
            if ending == ".xml" or (not taken and is_table_file(path) and ending != ".txt"):
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


def _years_go_down(rows: list[list[str]]) -> bool:
    """Whether the first column holds a heading for years and below it years."""
    filled = [row[0].strip() for row in rows if row and row[0].strip()]
    start = next((n for n, cell in enumerate(filled) if fold(cell) in YEAR), None)
    years = filled[start + 1 :] if start is not None else []
    return len(years) > 1 and all(cell[:4].isdecimal() and len(cell) <= 6 for cell in years)


class _Gathering:
    """One reading: what all files give together."""

    def __init__(self, country: str, findings: list[Finding], prefer: str = "") -> None:
        self.country = country
        self.prefer = prefer
        self.findings = findings
        self.gathered = Gathered()
        self.kinds: dict[str, None] = {}
        self.files: dict[Path, str] = {}
        self.known: dict[str, Indicator] = {}
        self.names: dict[str, Text] = {}
        self.units: dict[str, tuple[str, Text]] = {}
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
        with (parquet_rows if path.suffix.lower() == PARQUET else csv_rows)(path) as rows:
            first = list(islice(rows, LOOKED_AT))
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
        for name, rows in sheets_of(path):
            at = next((n for n, row in enumerate(rows[:LOOKED_AT]) if columns_of(row, code)), None)
            if at is not None:
                self._long(path, base, rows[at], rows[at + 1 :], at + 2)
            else:
                for table in tables_of(rows):
                    self._wide(path, base, name, table)

    def _long(
        self, path: Path, base: Path, header: list[str], rows: Iterable[list[str]], first_row: int
    ) -> None:
        columns = columns_of(header, indicator_code(path.stem))
        if columns is None:
            return
        read = read_long(
            rows, columns, self.gathered, file=path.name, first_row=first_row, country=self.country,
            default_code=indicator_code(path.stem),
        )  # fmt: skip
        folded = {name.lower().split(":")[0].strip() for name in header}
        kind = (
            "unsd" if {"seriescode", "geoareacode"} <= folded else "sdmx" if "obs_value" in folded else "tidy"
        )
        self._take(path, base, kind)
        self.findings.extend(read.findings)
        for group, names in read.names.items():
            self.groups.setdefault(group, {}).update(names)
        self._found(read.codes, path.name)

    def _wide(self, path: Path, base: Path, sheet: str, rows: list[list[str]]) -> None:
        header = header_of(rows)
        turned = header is None and _years_go_down(rows)
        if turned:
            # Years in the rows, places in the columns: the same table turned.
            width = max(map(len, rows))
            rows = [[row[n] if n < len(row) else "" for row in rows] for n in range(width)]
            header = header_of(rows)
        if header is None:
            return
        read = read_wide(
            rows, header, self.gathered, file=path.name, sheet=sheet, wanted=self.country,
            default_code=indicator_code(sheet) or indicator_code(path.stem),
            country=self.country or self._guess(rows) or self.prefer, turned=turned,
        )  # fmt: skip
        if not read.codes and not read.findings:
            return
        self._take(path, base, "world-bank" if {"place", "code"} <= header.columns.keys() else "wide")
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
        frame = put_back(self.gathered.frame())
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
