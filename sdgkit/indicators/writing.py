"""Writing back: tidy CSV, Parquet, SDMX-CSV, and an Open SDG folder.

Everything that was read is written: totals, groups, signs and the file and row it came from where the
format has a place for it. Files appear whole or not at all, and the same observations give the same bytes.
"""

from __future__ import annotations

import csv
import math
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import yaml

from sdgkit.errors import InputError, UsageError
from sdgkit.files import folder_written_whole, written_whole
from sdgkit.indicators.codes import is_total
from sdgkit.indicators.observations import OPTIONAL_COLUMNS, dimensions_of
from sdgkit.indicators.places import iso2_of
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
SDMX_ATTRIBUTES = ("OBS_STATUS", "UNIT_MULT", "UNIT_MEASURE", "NATURE", "COMMENT_OBS")
DATAFLOW = "IAEG-SDGs:DF_SDG_GLH(1.0)"
PIECE = 10_000
"""Rows that are turned into text at a time."""
OBSERVATION_STATUS = {"": "A", "…": "M", "...": "M", "-": "N", "(*)": "Q"}
"""Sign -> status of the SDMX code list: normal, missing, not significant, suppressed; others are missing."""


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
    frame = indicators.observations.rename(columns={"file": "source_file", "row": "source_row"})
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


def write_sdmx_csv(indicators: Indicators, path: str | Path, *, dataflow: str = DATAFLOW) -> Path:
    """Write all observations as SDMX-CSV 1.0 in the columns of the global SDG structure.

    Dimensions that the global structure does not have go into COMPOSITE_BREAKDOWN, joined by "__". Totals are
    `_T`, values that are no numbers have a status and no value.

    Args:
        indicators: what was read.
        path: the file to write.
        dataflow: agency, name and version of the dataflow.
    """
    path = Path(path)
    with written_whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        header = ["DATAFLOW", *SDMX_DIMENSIONS, "OBS_VALUE", *SDMX_ATTRIBUTES]
        writer.writerow(header)
        writer.writerows(
            [dataflow, *(csv_text(line[name]) for name in header[1:])] for line in sdmx_lines(indicators)
        )
    return path


def sdmx_lines(indicators: Indicators, code: str | None = None) -> Iterator[dict[str, str]]:
    """The observations by the columns of the global SDG structure, one after the other.

    Args:
        indicators: what was read.
        code: one indicator; all of them where None.
    """
    frame = indicators.observations if code is None else indicators.rows(code)
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
    sign = str(row["sign"])
    value = number_text(float(row["value"]))
    line = dict.fromkeys(SDMX_DIMENSIONS, "_T")
    line |= {
        "FREQ": "A",
        "REPORTING_TYPE": (str(row["reporting"]) if "reporting" in beside else "") or "N",
        "SERIES": str(row["series"]) or str(row["indicator"]),
        "REF_AREA": str(row["place"]) or country,
        "TIME_PERIOD": str(row["year"]),
        "OBS_VALUE": value,
        "OBS_STATUS": "A" if value else OBSERVATION_STATUS.get(sign, "M"),
        "UNIT_MULT": power,
        "UNIT_MEASURE": unit,
        "NATURE": str(row["nature"]) if "nature" in beside else "",
        "COMMENT_OBS": str(row["note"]) if "note" in beside and row["note"] else sign,
    }
    line |= {name: str(row[name]) for name in known if not is_total(str(row[name]))}
    more = [str(row[name]) for name in others if not is_total(str(row[name]))]
    if more:
        line["COMPOSITE_BREAKDOWN"] = "__".join(
            [*filter(lambda one: one != "_T", [line["COMPOSITE_BREAKDOWN"]]), *more]
        )
    return line


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
            "indicator_name": f"national_indicators.{key}-title" if one.name else one.code,
            "reporting_status": status.get(one.reporting, "notstarted"),
        }
        levels = {"global": 1, "adapted": 2, "proxy": 3, "national": 4}
        if one.level:
            settings["customisation"] = f"meta.customisation-{levels[one.level]}"
        for number, source in enumerate(one.sources, 1):
            settings[f"source_active_{number}"] = True
            if source.organisation:
                settings[f"source_compilation_{number}"] = f"sources.{key}-source_compilation_{number}"
            if source.note:
                settings[f"source_data_{number}"] = f"sources.{key}-source_data_{number}"
        _write_yaml(settings, folder / "meta" / f"{key}.yml")
    _write_translations(indicators, folder / "translations")


def _write_data(indicators: Indicators, code: str, path: Path) -> None:
    part = indicators.rows(code)
    dimensions = [name for name in dimensions_of(part) if not all(cell == "" for cell in part[name].unique())]
    names = {"year": "Year", "unit": "UNIT_MEASURE", "series": "SERIES"}
    columns = ["year", *(name for name in ("unit", "series") if (part[name] != "").any()), *dimensions]
    if (part["place"] != "").any():
        columns.append("place")
        names["place"] = "REF_AREA"
    # A sign has no column of its own on the platform; its cell is empty there.
    frame = part[[*columns, "value"]].rename(columns=names | {"value": "Value"})
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
