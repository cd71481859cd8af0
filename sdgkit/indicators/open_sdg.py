"""The Open SDG folder: `data/*.csv`, `meta/` and `indicator-config/`, `translations/<language>/`.

Read are the layout of Kazakhstan's platform (settings and metadata in two YAML folders, values are
translation keys), that of the starter (metadata in `meta/*.md` or `*.yml`, words in place of
keys), and what `open_sdg_folder` tells of. A row that does not fit its header is put right only where
there is one way to do it, and a finding says so.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from sdgkit.agenda.code import goal_of, sort_key, target_of
from sdgkit.findings import Finding
from sdgkit.indicators.codes import LOOKALIKES, indicator_code, rows_text
from sdgkit.indicators.indicator import Indicator, Level, Reporting, Source
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.open_sdg_folder import (
    data_files,
    editions,
    language_of_data,
    language_of_settings,
    paired_words,
    settings_files,
    text_of,
)
from sdgkit.indicators.translations import Translations, read_yaml
from sdgkit.indicators.values import read_value
from sdgkit.indicators.years import read_year
from sdgkit.languages import Text, clean, fold

LEVELS: tuple[tuple[str, Level], ...] = (
    ("customisation-1", "global"),
    ("customisation-2", "adapted"),
    ("customisation-3", "proxy"),
    ("customisation-4", "national"),
)
"""The comparability key of the platform -> the level of sdgkit."""

STATUS: dict[str, Reporting] = {
    "complete": "reported",
    "inprogress": "partly",
    "partial": "partly",
    "notstarted": "not-reported",
    "notapplicable": "not-applicable",
    "notavailable": "not-reported",
}

YEAR = ("year", "time_period", "год", "жыл")
VALUE = ("value", "obs_value", "значение", "мәні")
UNIT = (
    "unit_measure",
    "unit measure",
    "units",
    "unit",
    "unit of measure",
    "единица",
    "единица измерения",
    "өлшем бірлігі",
)
SERIES = ("series", "показатель", "көрсеткіш", "көрсөткүч")
PLACE = (
    "ref_area",
    "region",
    "регион",
    "территория",
    "область",
    "oblast",
    "өңір",
    "облыс",
    "аймак",
    *(
        "local authority",
        "country",
        "state",
        "province",
        "county",
        "district",
        "governorate",
        "geographic area",
    ),
    "geocode",
)
BESIDE = (
    *("geocode", "progress", "obs_status", "unit_mult", "comment_obs", "freq", "reporting_type"),
    *("observation status", "unit multiplier", "nature", "data source"),
)
"""Columns that say something about a row but are no dimension."""

TEXTS = frozenset({"indicator_name", "graph_title", "national_indicator_description", "comments_limitations"})
"""Settings that are words, which metadata in a folder for each language give in that language."""
LONGEST_SOURCES = 12
"""Sources of one indicator (`source_data_1` ...) that are looked for."""


class Folder(NamedTuple):
    """What was read of an Open SDG folder."""

    observations: Gathered
    indicators: list[Indicator]
    units: dict[str, tuple[str, Text]]
    """Indicator -> unit of its settings: code and name, for data without a unit column."""
    breaks: dict[str, tuple[int, ...]]
    translations: Translations
    files: list[Path]
    findings: list[Finding]


def read_open_sdg(folder: Path, gathered: Gathered | None = None) -> Folder:
    """Read an Open SDG folder.

    Args:
        folder: the folder that holds `data/`.
        gathered: takes the observations; a new one where None.
    """
    findings: list[Finding] = []
    translations = Translations.in_folder(folder / "translations")
    settings, files = _read_settings(folder, findings)
    gathered = Gathered() if gathered is None else gathered
    filled: dict[str, int] = {}
    names: dict[str, str] = {}
    found_files = data_files(folder)
    for path in found_files:
        code = _code_of_file(path, findings)
        files.append(path)
        names[code] = path.name
        before = len(gathered)
        read_data(path, code, gathered, findings)
        filled[code] = filled.get(code, 0) + len(gathered) - before
    translations.add(_words_of_editions(found_files, files, findings))

    indicators = []
    units: dict[str, tuple[str, Text]] = {}
    breaks: dict[str, tuple[int, ...]] = {}
    for code in sorted(settings.keys() | filled.keys(), key=sort_key):
        found = settings.get(code, {})
        indicators.append(_indicator(code, found, names.get(code, ""), translations))
        units[code] = _unit(code, found, translations, findings)
        breaks[code] = _breaks(found)
        _check_status(code, found, filled.get(code, 0), names.get(code, ""), findings)
    for path, reason in translations.unreadable.items():
        findings.append(Finding(code="indicators.yaml-unreadable", file=_short(path), value=reason))
    for path, keys in translations.odd_keys.items():
        findings.append(
            Finding(
                code="indicators.cyrillic-key",
                file=_short(path),
                value=", ".join(keys),
                details={"count": len(keys)},
            )
        )
    return Folder(gathered, indicators, units, breaks, translations, files + translations.files, findings)


def _words_of_editions(
    paths: list[Path], files: list[Path], findings: list[Finding]
) -> dict[str, dict[str, Text]]:
    """The names of cells in the languages of other editions of the data files: group -> cell -> name."""
    words: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    languages: dict[str, None] = {}
    for path in paths:
        own = language_of_data(path)
        for language, other in editions(path).items():
            languages |= dict.fromkeys((own, language))
            files.append(other)
            for column, cells in paired_words(path, other).items():
                for cell, name in cells.items():
                    words[_group_of(column)][cell] |= {own: cell, language: name}
    if languages:
        taken = next(iter(languages))
        value = ", ".join(languages)
        findings.append(
            Finding(code="indicators.data-editions", file="data", value=value, details={"language": taken})
        )
    return {group: {cell: Text(texts) for cell, texts in cells.items()} for group, cells in words.items()}


def _group_of(column: str) -> str:
    """The list of codes that the cells of a column belong to."""
    folded = fold(column)
    groups = ((UNIT, "UNIT_MEASURE"), (SERIES, "SERIES"), (PLACE, "REF_AREA"))
    return next((group for headings, group in groups if folded in headings), column)


def _short(path: Path) -> str:
    """The file with the folder it lies in, because every language has files of the same names."""
    return f"{path.parent.name}/{path.name}"


def _code_of_file(path: Path, findings: list[Finding]) -> str:
    if path.stem.translate(LOOKALIKES) != path.stem:
        findings.append(Finding(code="indicators.cyrillic-code", file=path.name, value=path.stem))
    return indicator_code(path.stem)


def _read_settings(folder: Path, findings: list[Finding]) -> tuple[dict[str, dict[str, object]], list[Path]]:
    settings: dict[str, dict[str, object]] = defaultdict(dict)
    files = []
    for path in settings_files(folder):
        code = indicator_code(path.stem)
        if not code:
            continue
        files.append(path)
        _code_of_file(path, findings)
        try:
            content = _front_matter(path) if path.suffix == ".md" else read_yaml(path)
        except (ValueError, OSError) as error:
            findings.append(Finding(code="indicators.yaml-unreadable", file=_short(path), value=error))
            continue
        number = indicator_code(str(content.get("indicator_number") or content.get("indicator") or ""))
        if number and number != code:
            findings.append(
                Finding(
                    code="indicators.number-differs", file=_short(path), value=number, details={"code": code}
                )
            )
        language = language_of_settings(path)
        for key, value in content.items():
            if language and key in TEXTS and isinstance(value, str):
                value = Text({language: clean(value)})
                known = settings[code].get(str(key))
                if isinstance(known, Text):
                    settings[code][str(key)] = Text({**dict(value.items()), **dict(known.items())})
            settings[code].setdefault(str(key), value)
    return dict(settings), files


def _front_matter(path: Path) -> dict[str, object]:
    import yaml

    from sdgkit.indicators.translations import _Loader

    lines = path.read_text(encoding="utf-8-sig").splitlines()
    if not lines or lines[0].strip() != "---":
        return {}
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), len(lines))
    try:
        content = yaml.load("\n".join(lines[1:end]), Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return content if isinstance(content, dict) else {}


def _indicator(code: str, settings: dict[str, object], file: str, translations: Translations) -> Indicator:
    key = code.replace(".", "-")
    national = translations.group("national_indicators").get(f"{key}-title", Text({}))
    name = translations.resolve(settings.get("indicator_name"))
    graph = translations.resolve(settings.get("graph_title"))
    wording = Text({**dict(name.items()), **dict(graph.items()), **dict(national.items())})
    status = str(settings.get("reporting_status") or "").strip().lower()
    level = str(settings.get("customisation") or "")
    return Indicator(
        code=code,
        goal=goal_of(code),
        target=target_of(code),
        name=wording,
        official_name=name,
        level=next(
            (found for ending, found in LEVELS if level.endswith(ending)),
            "national" if code.count(".") > 2 else None,
        ),
        reporting=STATUS.get(status, "unknown"),
        custodian=clean(str(settings.get("un_custodian_agency") or "")),
        responsible=_responsible(settings, translations),
        sources=_sources(settings, translations),
        notes=_notes(settings, translations),
        file=file,
    )


def _active(settings: dict[str, object]) -> Iterable[int]:
    for number in range(1, LONGEST_SOURCES + 1):
        if settings.get(f"source_active_{number}", True) not in (False, "false"):
            yield number


def _sources(settings: dict[str, object], translations: Translations) -> tuple[Source, ...]:
    found = []
    for number in _active(settings):
        organisation = translations.resolve(
            settings.get(f"source_compilation_{number}") or settings.get(f"source_organisation_{number}")
        )
        data = translations.resolve(settings.get(f"source_data_{number}"))
        url = str(settings.get(f"source_url_{number}") or "").strip()
        if organisation or data or url:
            found.append(Source(organisation=organisation, note=data, url=url))
    return tuple(found)


def _responsible(settings: dict[str, object], translations: Translations) -> Text:
    for number in _active(settings):
        body = translations.resolve(settings.get(f"source_implementation_{number}"))
        if body:
            return body
    return Text({})


def _notes(settings: dict[str, object], translations: Translations) -> tuple[Text, ...]:
    names = (
        "national_indicator_description",
        "comments_limitations",
        "data_footnote",
        "proxy_text",
        "data_notice_text",
    )
    texts = (translations.resolve(settings.get(name)) for name in names)
    return tuple(text for text in texts if text)


def _unit(
    code: str, settings: dict[str, object], translations: Translations, findings: list[Finding]
) -> tuple[str, Text]:
    reference = (
        settings.get("computation_units")
        or settings.get("measurement_units")
        or settings.get("unit_of_measure")
    )
    if not isinstance(reference, str) or not reference.strip():
        return "", Text({})
    group, _, key = reference.strip().partition(".")
    if group in ("UNIT_MEASURE", "Units") and key:
        return key, translations.name("UNIT_MEASURE", key)
    words = clean(key if group == "data" and key else reference)
    known = translations.code_of("UNIT_MEASURE", words)
    if group == "data" and key and not translations.group("data").get(key):
        findings.append(
            Finding(
                code="indicators.key-without-text", file=code, column="computation_units", value=reference
            )
        )
    if known:
        return known, translations.name("UNIT_MEASURE", known)
    return words, translations.resolve(reference)


def _breaks(settings: dict[str, object]) -> tuple[int, ...]:
    """First years of a new series from the platform's `graph_series_breaks`."""
    listed = settings.get("graph_series_breaks")
    if not isinstance(listed, list):
        return ()
    found = []
    for entry in listed:
        value = entry.get("value") if isinstance(entry, dict) else entry
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(int(value) + (0 if float(value).is_integer() else 1))
    return tuple(sorted(found))


def _check_status(
    code: str, settings: dict[str, object], rows: int, file: str, findings: list[Finding]
) -> None:
    status = str(settings.get("reporting_status") or "").strip().lower()
    details = {"code": code, "status": status, "count": rows}
    if status == "complete" and rows == 0:
        findings.append(
            Finding(code="indicators.status-but-no-data", file=file, value=status, details=details)
        )
    elif status in ("notstarted", "notapplicable", "notavailable") and rows:
        findings.append(Finding(code="indicators.data-but-status", file=file, value=status, details=details))


class _Columns(NamedTuple):
    year: int
    value: int
    unit: int | None
    series: int | None
    place: int | None
    dimensions: dict[str, int]
    reporting: int | None = None
    nature: int | None = None
    note: int | None = None

    @property
    def coded(self) -> list[int]:
        """All columns but year and value, from the left."""
        beside = [self.unit, self.series, self.place, *self.dimensions.values()]
        return sorted(index for index in beside if index is not None)


def _parsed(text: str, file: str, findings: list[Finding]) -> list[list[str]]:
    """The rows of a CSV text; what follows a cell that cannot be read is left out and said."""
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        details = {"cells": 0, "width": len(rows[0]) if rows else 0}
        findings.append(
            Finding(code="indicators.row-ragged", file=file, row=len(rows) + 1, value=error, details=details)
        )
    return rows


def read_data(path: Path, code: str, gathered: Gathered, findings: list[Finding]) -> None:
    """Read a data file of one indicator; rows that do not fit its header are put right where there is one way."""
    content = text_of(path)
    if content.startswith(b"\xef\xbb\xbf"):
        findings.append(Finding(code="indicators.bom", file=path.name, row=1))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
        findings.append(Finding(code="indicators.not-utf8", file=path.name))
    rows = _parsed(text, path.name, findings)
    if not rows:
        findings.append(Finding(code="indicators.table-empty", file=path.name))
        return
    header = [clean(cell) for cell in rows[0]]
    columns = _columns(header, path.name, findings)
    if columns is None:
        return
    body = _sound_rows(rows[1:], header, columns, path.name, findings)
    if not body:
        return
    years = _years(body, columns.year, path.name, findings)
    kept = [row for row, year in zip(body, years, strict=True) if year is not None]
    found_years = [year for year in years if year is not None]
    values, signs = _values(
        [(number, row[columns.value]) for number, row in kept], path.name, header[columns.value], findings
    )
    cells = list(zip(*(row for _, row in kept), strict=True)) if kept else []
    if not kept:
        return

    def column(index: int | None) -> list[str] | str:
        return "" if index is None else _stripped(cells[index], kept, path.name, header[index], findings)

    gathered.add(
        indicator=code,
        file=path.name,
        years=found_years,
        values=values,
        signs=signs,
        rows=[number for number, _ in kept],
        places=column(columns.place),
        units=column(columns.unit),
        series=column(columns.series),
        reportings=column(columns.reporting),
        natures=column(columns.nature),
        notes=column(columns.note),
        dimensions={name: column(index) for name, index in columns.dimensions.items()},
    )


_Row = tuple[int, list[str]]


def _columns(header: list[str], file: str, findings: list[Finding]) -> _Columns | None:
    folded = [fold(name) for name in header]
    blank = [n for n, name in enumerate(folded) if not name]
    if blank:
        letters = ", ".join(_letter(n) for n in blank)
        findings.append(
            Finding(
                code="indicators.header-blank",
                file=file,
                row=1,
                column=letters,
                details={"count": len(blank)},
            )
        )
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    if repeated:
        findings.append(
            Finding(code="indicators.header-repeated", file=file, row=1, value=", ".join(repeated))
        )

    def first(names: Iterable[str]) -> int | None:
        return next((folded.index(name) for name in names if name in folded), None)

    year, value = first(YEAR), first(VALUE)
    if year is None or value is None:
        missing = "Year" if year is None else "Value"
        findings.append(Finding(code="indicators.column-missing", file=file, row=1, column=missing))
        return None
    unit, series, place = first(UNIT), first(SERIES), first(PLACE)
    taken = {year, value, unit, series, place}
    dimensions = {
        name: n
        for n, name in enumerate(header)
        if name and n not in taken and folded[n] not in BESIDE and header.index(name) == n
    }
    beside = (first((name,)) for name in ("reporting_type", "nature", "comment_obs"))
    return _Columns(year, value, unit, series, place, dimensions, *beside)


def _letter(index: int) -> str:
    """The letter of a column as a spreadsheet shows it."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sound_rows(
    rows: list[list[str]], header: list[str], columns: _Columns, file: str, findings: list[Finding]
) -> list[_Row]:
    """The rows in the width of the header; others are put right where there is one way, or left out."""
    width = len(header)
    sound: list[_Row] = []
    odd: list[_Row] = []
    blank = []
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            blank.append(number)
        elif len(row) == width and (row[columns.value].strip() or not _shifted(row, columns)):
            sound.append((number, row))
        else:
            odd.append((number, row))
    if blank:
        findings.append(
            Finding(
                code="indicators.row-blank",
                file=file,
                row=blank[0],
                details={"rows": rows_text(blank), "count": len(blank)},
            )
        )
    if not odd:
        return sound
    known = {index: {row[index].strip() for _, row in sound} for index in columns.coded}
    for number, row in odd:
        repaired, moved = _repaired(row, width, columns, known)
        if repaired is not None:
            sound.append((number, repaired))
            if moved is not None:
                findings.append(
                    Finding(
                        code="indicators.row-short",
                        file=file,
                        row=number,
                        column=header[moved],
                        value=repaired[columns.value],
                        details={"cells": len(row), "width": width},
                    )
                )
        else:
            findings.append(
                Finding(
                    code="indicators.row-ragged",
                    file=file,
                    row=number,
                    value=",".join(row),
                    details={"cells": len(row), "width": width},
                )
            )
    return sorted(sound, key=lambda item: item[0])


def _shifted(row: list[str], columns: _Columns) -> bool:
    """Whether a row without a value has a number where a code should stand."""
    return any(_is_number(row[index]) for index in columns.coded)


def _is_number(cell: str) -> bool:
    value = read_value(cell)
    return value.number == value.number


def _repaired(
    row: list[str], width: int, columns: _Columns, known: dict[int, set[str]]
) -> tuple[list[str] | None, int | None]:
    """The row in the width of the header, and the column in which its value stood.

    Cells beyond the header that are empty are cut. Where cells are missing, empty ones are set in at
    one place before the value; the place must be the only one at which every code stands in a
    column that has that code elsewhere.
    """
    trimmed = list(row)
    while len(trimmed) > width and not trimmed[-1].strip():
        trimmed.pop()
    if len(trimmed) == width and trimmed[columns.value].strip():
        return trimmed, None
    while trimmed and not trimmed[-1].strip():
        trimmed.pop()
    missing = columns.value + 1 - len(trimmed)
    if missing < 1 or not trimmed or not _is_number(trimmed[-1]):
        return None, None
    fits = []
    for place in range(1, len(trimmed)):
        candidate = trimmed[:place] + [""] * missing + trimmed[place:] + [""] * (width - columns.value - 1)
        if all(not candidate[i].strip() or candidate[i].strip() in known[i] for i in columns.coded):
            fits.append(candidate)
    unlike = {tuple(candidate) for candidate in fits}
    return (fits[0], len(trimmed) - 1) if len(unlike) == 1 else (None, None)


def _years(body: list[_Row], column: int, file: str, findings: list[Finding]) -> list[int | None]:
    years: list[int | None] = []
    odd = OddCells(file)
    for number, row in body:
        year = read_year(row[column])
        years.append(year.number or None)
        if year.oddity == "years-unread":
            findings.append(Finding(code="indicators.year-unread", file=file, row=number, value=row[column]))
        elif year.oddity:
            odd.note(year.oddity, number, row[column])
    findings.extend(odd.findings())
    return years


def _values(
    cells: list[tuple[int, str]], file: str, column: str, findings: list[Finding]
) -> tuple[list[float], list[str]]:
    values: list[float] = []
    signs: list[str] = []
    odd: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, cell in cells:
        value, sign, oddity = read_value(cell)
        values.append(value)
        signs.append(sign)
        if oddity:
            odd[oddity].append((number, cell))
    for oddity, found in sorted(odd.items()):
        _note_cells(f"indicators.{oddity}", found, file, column, findings.append)
    return values, signs


def _note_cells(
    code: str, found: list[tuple[int, str]], file: str, column: str, note: Callable[[Finding], None]
) -> None:
    """One finding for many cells of a column that are odd in the same way; it begins at the first."""
    rows = [number for number, _ in found]
    note(
        Finding(
            code=code,
            file=file,
            row=rows[0],
            column=column,
            value=found[0][1],
            details={"rows": rows_text(rows), "count": len(rows)},
        )
    )


def _stripped(
    cells: tuple[str, ...], rows: list[_Row], file: str, column: str, findings: list[Finding]
) -> list[str]:
    stripped = {cell: clean(cell) for cell in set(cells)}
    changed = {cell for cell, text in stripped.items() if cell != text}
    if changed:
        found = [(rows[n][0], cell) for n, cell in enumerate(cells) if cell in changed]
        _note_cells("indicators.code-spaces", found, file, column, findings.append)
    return [stripped[cell] for cell in cells]
