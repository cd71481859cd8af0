"""Writing back: tidy CSV, Parquet, SDMX-CSV, and an Open SDG folder.

Everything that was read is written: totals, groups, signs and the file and row it came from where the
format has a place for it. Files appear whole or not at all, and the same observations give the same bytes.
"""

from __future__ import annotations

import csv
import math
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import yaml

from sdgkit.errors import InputError, UsageError
from sdgkit.files import folder_written_whole, written_whole
from sdgkit.indicators.carried import STATUSES, comment_with, series_code
from sdgkit.indicators.codes import is_code, is_total
from sdgkit.indicators.observations import OPTIONAL_COLUMNS, dimensions_of
from sdgkit.indicators.places import iso2_of, place_of
from sdgkit.languages import Text
from sdgkit.sheets import csv_text

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

SDMX_DIMENSIONS = (
    *("FREQ", "REPORTING_TYPE", "SERIES", "REF_AREA", "SEX", "AGE", "URBANISATION", "INCOME_WEALTH_QUANTILE"),
    *(
        "EDUCATION_LEV",
        "OCCUPATION",
        "CUST_BREAKDOWN",
        "COMPOSITE_BREAKDOWN",
        "DISABILITY_STATUS",
        "ACTIVITY",
    ),
    *("PRODUCT", "TIME_PERIOD"),
)
"""The dimensions of the global SDG structure, in its order."""
SDMX_ATTRIBUTES = ("OBS_STATUS", "UNIT_MULT", "UNIT_MEASURE", "NATURE", "COMMENT_OBS", "COMMENT_TS")
DATAFLOW = "IAEG-SDGs:DF_SDG_GLH(1.0)"
BESIDE = {"reporting": "REPORTING_TYPE", "nature": "NATURE", "note": "COMMENT_OBS"}
"""Columns that say something of a figure -> their names in an Open SDG data file."""
CONFIGURATION = {
    "indicator_options": {
        "non_disaggregation_columns": [
            *(
                "Year",
                "Units",
                "Series",
                "Value",
                "GeoCode",
                "Observation status",
                "Unit multiplier",
                "Unit measure",
            ),
            *("UNIT_MEASURE", "SERIES", *BESIDE.values()),
        ],
        "observation_attributes": ["COMMENT_OBS"],
    },
    "translations": [{"class": "TranslationInputYaml", "source": "translations"}],
}
"""What the builder of the platform must be told: which columns are no disaggregations, and which are footnotes."""
PIECE = 10_000
"""Rows that are turned into text at a time."""
OBSERVATION_STATUS = {"": "A", "…": "M", "...": "M", "-": "N", "(*)": "Q"}
"""Sign in place of a figure -> its status in SDMX: missing, not significant, suppressed; others are missing."""


def write_tidy(indicators: Indicators, path: str | Path) -> Path:
    """Write all observations as a tidy table, one a row; the ending chooses `.csv` or `.parquet`.

    Args:
        indicators: what was read.
        path: the file to write.

    Raises:
        UsageError: another ending, or Parquet without pyarrow.
        InputError: the file cannot be written.
    """
    path = Path(path)
    ending = path.suffix.lower()
    frame = with_units(indicators).rename(columns={"file": "source_file", "row": "source_row"})
    if ending == ".parquet":
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            raise UsageError("indicators.no-parquet") from None
        with written_whole(path) as temporary:
            frame.to_parquet(temporary, index=False)
        return path
    if ending != ".csv":
        raise UsageError("indicators.ending-unknown", file=path.name)
    with written_whole(path) as temporary:
        _write(temporary, list(frame.columns), frame)
    return path


def with_units(indicators: Indicators, code: str | None = None) -> pd.DataFrame:
    """The observations; where a source names the unit beside its table, as platforms do, it stands in every row.

    Args:
        indicators: what was read.
        code: one indicator; all of them where None.
    """
    frame = indicators.observations if code is None else indicators.rows(code)
    units = {one: unit for one, (unit, _) in indicators.units.items() if unit}
    if not units or not (frame["unit"] == "").any():
        return frame
    blank = (frame["unit"] == "").to_numpy()
    filled = frame["unit"].astype(object).to_numpy(copy=True)
    filled[blank] = [units.get(str(one), "") for one in frame["indicator"][blank]]
    return frame.assign(unit=pd.Categorical(filled))


def _write(path: Path, header: list[str], frame: pd.DataFrame) -> None:
    """A CSV in UTF-8; numbers as they are, texts so that no spreadsheet runs them."""
    safe = {
        name: [csv_text(cell) for cell in frame[name].cat.categories]
        for name in header
        if isinstance(frame[name].dtype, pd.CategoricalDtype)
    }
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        for begin in range(0, len(frame), PIECE):
            piece = frame.iloc[begin : begin + PIECE]
            columns: list[Iterable[Any]] = []
            for name in header:
                if name in safe:
                    columns.append([safe[name][code] for code in piece[name].cat.codes.tolist()])
                elif piece[name].dtype == "float64":
                    columns.append(map(number_text, piece[name].tolist()))
                else:
                    columns.append(piece[name].tolist())
            writer.writerows(zip(*columns, strict=True))


def number_text(value: float) -> str:
    """A number as a table holds it: no ".0", no gap filled.

    Example:
        >>> number_text(12.0), number_text(0.1), number_text(float("nan"))
        ('12', '0.1', '')
    """
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def write_sdmx_csv(
    indicators: Indicators,
    path: str | Path,
    *,
    dataflow: str = DATAFLOW,
    version: Literal["1.0", "2.0"] = "1.0",
) -> Path:
    """Write all observations as SDMX-CSV in the columns of the global SDG structure.

    Dimensions that the global structure does not have go into COMPOSITE_BREAKDOWN, joined by "__". Totals are
    `_T`, values that are no numbers have a status and no value.

    Args:
        indicators: what was read.
        path: the file to write.
        dataflow: agency, name and version of the dataflow.
        version: of the format; some programs read only one of them.
    """
    path = Path(path)
    columns = [*SDMX_DIMENSIONS, "OBS_VALUE", *SDMX_ATTRIBUTES]
    first = {"DATAFLOW": dataflow}
    if version == "2.0":
        first = {"STRUCTURE": "dataflow", "STRUCTURE_ID": dataflow, "ACTION": "R"}
    with written_whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*first, *columns])
        for line in sdmx_lines(indicators):
            writer.writerow([*first.values(), *(csv_text(line[name]) for name in columns)])
    return path


def sdmx_lines(indicators: Indicators, code: str | None = None) -> Iterator[dict[str, str]]:
    """The observations by the columns of the global SDG structure, one after the other.

    Args:
        indicators: what was read.
        code: one indicator; all of them where None.
    """
    frame = with_units(indicators, code)
    known = [name for name in dimensions_of(frame) if name in SDMX_DIMENSIONS]
    others = [name for name in dimensions_of(frame) if name not in SDMX_DIMENSIONS]
    country = iso2_of(indicators.country) or indicators.country or "_T"
    beside = [name for name in OPTIONAL_COLUMNS if name in frame]
    for begin in range(0, len(frame), PIECE):
        for row in frame.iloc[begin : begin + PIECE].to_dict("records"):
            yield _sdmx_line(row, known, others, beside, country)


def _sdmx_line(
    row: dict[Any, Any], known: list[str], others: list[str], beside: list[str], country: str
) -> dict[str, str]:
    power, unit = "0", str(row["unit"])
    if unit.startswith("10^"):
        power, _, unit = unit[3:].partition(" ")
    sign, series = str(row["sign"]), str(row["series"])
    value = number_text(float(row["value"]))
    status = (sign if sign in STATUSES else "A") if value else OBSERVATION_STATUS.get(sign, "M")
    letters = country if len(country) == 2 else "XX"
    code = series_code(str(row["indicator"]), series, letters)
    line = dict.fromkeys(SDMX_DIMENSIONS, "_T")
    line |= {
        "FREQ": "A",
        "REPORTING_TYPE": (str(row["reporting"]) if "reporting" in beside else "") or "N",
        "SERIES": code,
        "REF_AREA": _area(str(row["place"])) or country,
        "TIME_PERIOD": str(row["year"]),
        "OBS_VALUE": value,
        "OBS_STATUS": status,
        "UNIT_MULT": power,
        "UNIT_MEASURE": unit,
        "NATURE": str(row["nature"]) if "nature" in beside else "",
        "COMMENT_OBS": comment_with(
            "" if sign == status else sign, str(row["note"]) if "note" in beside else ""
        ),
        "COMMENT_TS": "" if not series or series in code else series,
    }
    line |= {name: str(row[name]) for name in known if not is_total(str(row[name]))}
    more = [str(row[name]) for name in others if not is_total(str(row[name]))]
    if more:
        line["COMPOSITE_BREAKDOWN"] = "__".join(
            [*filter(lambda one: one != "_T", [line["COMPOSITE_BREAKDOWN"]]), *more]
        )
    return line


@cache
def _area(place: str) -> str:
    """The code of a place: the source's own, or ISO 3166-2 where the source has only a name."""
    if is_code(place):
        return place
    known = place_of(place, place) if place else None
    return known.code if known else place


def write_open_sdg(indicators: Indicators, folder: str | Path) -> Path:
    """Write an Open SDG data folder: one CSV per indicator, settings and translations as YAML.

    The columns stand as the platform wants them: Year first, Value last, blank cells for totals.

    Args:
        indicators: what was read.
        folder: the folder; it must be new or empty.

    Raises:
        InputError: it is not empty, or cannot be written to.
    """
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise InputError("indicators.folder-not-empty", folder=folder.name)
    with folder_written_whole(folder) as temporary:
        try:
            _write_folder(indicators, temporary)
        except BaseException:
            # The folder of the unfinished work holds folders; leave nothing of them.
            for part in temporary.iterdir():
                shutil.rmtree(part)
            raise
    return folder


def _write_folder(indicators: Indicators, folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "meta").mkdir()
    for one in indicators.indicators:
        key = one.code.replace(".", "-")
        if len(indicators.positions(one.code)):
            # A file without rows has no column of numbers, which the platform's check wants.
            _write_data(indicators, one.code, folder / "data" / f"indicator_{key}.csv")
        status = {"reported": "complete", "not-applicable": "notapplicable", "partly": "inprogress"}
        settings: dict[str, object] = {
            "indicator_number": one.code,
            "indicator_name": (
                f"global_indicators.{key}-title"
                if one.official_name
                else f"national_indicators.{key}-title"
                if one.name
                else one.code
            ),
            "reporting_status": status.get(
                one.reporting,
                # A source that says nothing of it has reported what it has figures of.
                "complete"
                if one.reporting == "unknown" and len(indicators.positions(one.code))
                else "notstarted",
            ),
        }
        if one.custodian:
            settings["un_custodian_agency"] = one.custodian
        if one.responsible:
            settings["source_implementation_1"] = f"sources.{key}-source_implementation_1"
        if one.notes:
            settings["data_footnote"] = f"data_footnote.{key}"
        unit, unit_name = indicators.units.get(one.code, ("", Text({})))
        if unit and unit_name:
            settings["computation_units"] = f"UNIT_MEASURE.{unit}"
        levels = {"global": 1, "adapted": 2, "proxy": 3, "national": 4}
        if one.level:
            settings["customisation"] = f"meta.customisation-{levels[one.level]}"
        for number, source in enumerate(one.sources, 1):
            settings[f"source_active_{number}"] = True
            if source.organisation:
                settings[f"source_compilation_{number}"] = f"sources.{key}-source_compilation_{number}"
            if source.url:
                settings[f"source_url_{number}"] = source.url
            if source.note:
                settings[f"source_data_{number}"] = f"sources.{key}-source_data_{number}"
        _write_yaml(settings, folder / "meta" / f"{key}.yml")
    _write_yaml(CONFIGURATION, folder / "config_data.yml")
    _write_translations(indicators, folder / "translations")


def _write_data(indicators: Indicators, code: str, path: Path) -> None:
    part = with_units(indicators, code)
    dimensions = [name for name in dimensions_of(part) if not all(cell == "" for cell in part[name].unique())]
    names = {"year": "Year", "unit": "UNIT_MEASURE", "series": "SERIES"}
    columns = ["year", *(name for name in ("unit", "series") if (part[name] != "").any()), *dimensions]
    if (part["place"] != "").any():
        columns.append("place")
        names["place"] = "REF_AREA"
    if (part["sign"] != "").any():
        # A sign has no column of its own on the platform; it stands before the comment, which the platform shows.
        notes = part["note"] if "note" in part else [""] * len(part)
        comments = map(comment_with, part["sign"].astype(str), map(str, notes))
        part = part.assign(note=pd.Categorical(list(comments)))
    columns += [name for name in BESIDE if name in part and (part[name] != "").any()]
    frame = part[[*columns, "value"]].rename(columns=names | BESIDE | {"value": "Value"})
    _write(path, list(frame.columns), frame)


def _write_yaml(content: dict[str, Any], path: Path) -> None:
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=True, width=10_000)
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_translations(indicators: Indicators, folder: Path) -> None:
    groups: dict[str, dict[str, dict[str, str]]] = {}

    def take(group: str, key: str, text: Any) -> None:
        for language, words in text.items():
            if language:
                groups.setdefault(language, {}).setdefault(group, {})[key] = words

    for one in indicators.indicators:
        key = one.code.replace(".", "-")
        take("national_indicators", f"{key}-title", one.name)
        take("global_indicators", f"{key}-title", one.official_name)
        take("sources", f"{key}-source_implementation_1", one.responsible)
        for language in {tag for note in one.notes for tag in note.languages}:
            told = "; ".join(note.root[language] for note in one.notes if language in note.root)
            take("data_footnote", key, Text({language: told}))
        unit, unit_name = indicators.units.get(one.code, ("", Text({})))
        take("UNIT_MEASURE", unit, unit_name)
        for number, source in enumerate(one.sources, 1):
            take("sources", f"{key}-source_compilation_{number}", source.organisation)
            take("sources", f"{key}-source_data_{number}", source.note)
    names = {"unit": "UNIT_MEASURE", "series": "SERIES", "place": "REF_AREA"}
    for column in [*names, *indicators.dimensions]:
        for code in indicators.observations[column].cat.categories:
            if code:
                take(names.get(column, column), str(code), indicators.name_of(column, str(code)))
    for language, texts in groups.items():
        for group, content in texts.items():
            path = folder / language / f"{group}.yml"
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_yaml(content, path)
