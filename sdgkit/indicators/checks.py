"""Checks over all observations: duplicate keys, codes without a name, regions outside their years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdgkit.findings import Finding
from sdgkit.indicators.codes import LOOKALIKES, is_code, is_total, rows_text, series_indicators
from sdgkit.indicators.observations import dimensions_of
from sdgkit.indicators.places import place_of, region_years
from sdgkit.indicators.translations import Translations
from sdgkit.indicators.units import is_share
from sdgkit.languages import LANGUAGES, Text, number_text

MOST_DOUBLE = 200
"""Repeated keys of one indicator that are told one by one."""
MOST_CODES = 20
"""Codes of one column without a name that are told one by one."""
FEWEST_SHARES = 10
"""Values of a series that must be there before one of them is held against the others."""
ODD_SHARES = 0.02
"""Part of the values of a share that may lie above 100 and still be odd; in a share of exports to GDP more do."""
MIX = 0x9E3779B97F4A7C15
"""An odd number whose bits are spread (2^64 by the golden ratio), so that different keys seldom give one number."""


def check(
    observations: pd.DataFrame, translations: Translations, breaks: Mapping[str, tuple[int, ...]]
) -> list[Finding]:
    """Everything that only the whole of the observations shows.

    Args:
        observations: the frame.
        translations: the names of the source.
        breaks: breaks in series that the source declares, for the note that they are heeded.
    """
    findings = [
        *duplicate_keys(observations),
        *code_names(observations, translations),
        *odd_regions(observations),
        *odd_shares(observations),
        *reporting_types(observations),
    ]
    for code, years in breaks.items():
        if years:
            findings.append(
                Finding(
                    code="indicators.break-declared", value=", ".join(map(str, years)), details={"code": code}
                )
            )
    return findings


def reporting_types(observations: pd.DataFrame) -> list[Finding]:
    """Indicators that have the country's own figures and those of international bodies in one source."""
    if "reporting" not in observations:
        return []
    findings = []
    for code, part in observations.groupby("indicator", observed=True)["reporting"]:
        kinds = sorted(str(kind) for kind in part.unique())
        if len(kinds) > 1:
            value = ", ".join(kind or "—" for kind in kinds)
            findings.append(
                Finding(code="indicators.reporting-mixed", value=value, details={"code": str(code)})
            )
    return findings


def duplicate_keys(observations: pd.DataFrame) -> list[Finding]:
    """Rows of the same indicator, year, place, unit, series and dimensions."""
    beside = ["reporting"] if "reporting" in observations else []
    keys = ["indicator", "year", "place", "unit", "series", *beside, *dimensions_of(observations)]
    if observations.empty:
        return []
    double, mixed = _repeated(observations, keys)
    if not len(double):
        return []
    told = _first_of_each(observations, double, mixed)
    found = observations.iloc[told]
    columns = {name: found[name].tolist() for name in [*keys, "value", "sign", "file", "row"]}
    by_key: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for n, key in enumerate(zip(*(columns[name] for name in keys), strict=True)):
        by_key[key].append(n)
    findings = _left_out(observations, double, told)
    for key, places in by_key.items():
        pairs = [(columns["value"][n], columns["sign"][n]) for n in places]
        written = [f"{value:g}" if value == value else sign for value, sign in pairs]
        same = len({(str(value), sign) for value, sign in pairs}) == 1
        findings.append(
            Finding(
                code="indicators.duplicate-same" if same else "indicators.duplicate-differs",
                file=columns["file"][places[0]],
                row=columns["row"][places[0]],
                value="; ".join(written),
                details={
                    "key": ", ".join(str(cell) for cell in key[1:] if str(cell)),
                    "rows": rows_text([columns["row"][n] for n in places]),
                },
            )
        )
    return findings


def _first_of_each(
    observations: pd.DataFrame, double: npt.NDArray[np.intp], mixed: npt.NDArray[np.uint64]
) -> npt.NDArray[np.intp]:
    """Of the rows with repeated keys those of the first keys of each indicator: a table given twice has millions."""
    _, first, group = np.unique(mixed, return_index=True, return_inverse=True)
    codes = observations["indicator"].cat.codes.to_numpy()[double]
    order = np.lexsort((first, codes[first]))
    sorted_codes = codes[first][order]
    rank = np.empty(len(first), dtype=np.intp)
    rank[order] = np.arange(len(first)) - np.searchsorted(sorted_codes, sorted_codes, side="left")
    return double[rank[group] < MOST_DOUBLE]


def _left_out(
    observations: pd.DataFrame, double: npt.NDArray[np.intp], told: npt.NDArray[np.intp]
) -> list[Finding]:
    column = observations["indicator"]
    codes = column.cat.codes.to_numpy()
    more = np.bincount(codes[double], minlength=len(column.cat.categories))
    more = more - np.bincount(codes[told], minlength=len(more))
    return [
        Finding(
            code="indicators.duplicate-more",
            details={"code": str(column.cat.categories[n]), "count": int(more[n])},
        )
        for n in np.flatnonzero(more).tolist()
    ]


def _repeated(
    observations: pd.DataFrame, keys: list[str]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.uint64]]:
    """Where the rows stand whose keys are there more than once, and a number for the key of each.

    Row by row the keys are joined into one number of 64 bits; where it may be taken for another's, the keys themselves
    decide. A frame of the keys of ten million rows would need ten times the memory.
    """
    mixed = np.zeros(len(observations), dtype=np.uint64)
    for name in keys:
        column = observations[name]
        codes = column if name == "year" else column.cat.codes
        mixed *= np.uint64(MIX)
        mixed += codes.to_numpy().astype(np.uint64)
        mixed ^= mixed >> np.uint64(29)
    order = np.argsort(mixed, kind="stable")
    same = mixed[order[1:]] == mixed[order[:-1]]
    near = np.zeros(len(order), dtype=np.bool_)
    near[1:] |= same
    near[:-1] |= same
    likely = np.sort(order[near])
    part = observations.iloc[likely]
    numbers = pd.DataFrame({name: part[name] if name == "year" else part[name].cat.codes for name in keys})
    double = np.asarray(likely[numbers.duplicated(keep=False).to_numpy()], dtype=np.intp)
    return double, mixed[double]


def code_names(observations: pd.DataFrame, translations: Translations) -> list[Finding]:
    """Codes that nobody names, codes without a name in a language of the source, codes with Cyrillic letters."""
    findings = []
    groups = {"unit": "UNIT_MEASURE", "series": "SERIES", "place": "REF_AREA"}
    for column in [*groups, *dimensions_of(observations)]:
        group = groups.get(column, column)
        gaps: dict[str, list[str]] = defaultdict(list)
        unknown: list[str] = []
        for code in observations[column].cat.categories:
            if is_total(code) or not code:
                continue
            first = None
            national = translations.national(group, code)
            name = translations.name(group, code)
            if column == "place" and not national:
                place = place_of(code)
                name = place.name if place else Text({})
            if code.translate(LOOKALIKES) != code and is_code(code.translate(LOOKALIKES)):
                first = _first(observations, column, code)
                findings.append(Finding(code="indicators.cyrillic-code", column=group, value=code, **first))
            if not name and not (column == "series" and series_indicators(code)):
                # "15+", "15-24" and "Aral district" say themselves what they are; a code with letters wants a name.
                if any(letter.isalpha() for letter in code) and (column != "place" or is_code(code)):
                    unknown.append(str(code))
            elif (
                column == "unit"
                and not is_code(code)
                and (known := translations.code_of("UNIT_MEASURE", code))
                and known != code
            ):
                first = _first(observations, column, code)
                findings.append(
                    Finding(
                        code="indicators.unit-in-words",
                        column=group,
                        value=code,
                        details={"code": known},
                        **first,
                    )
                )
            elif is_code(code) or national:
                for language in sorted(set(LANGUAGES) & set(translations.languages)):
                    if language not in national.languages and (
                        translations.has_folders or language not in name.languages
                    ):
                        gaps[language].append(code)
        findings.extend(_unknown(observations, column, group, unknown))
        findings.extend(
            Finding(
                code="indicators.code-untranslated",
                column=group,
                value=", ".join(codes),
                details={"group": group, "language": language, "count": len(codes)},
            )
            for language, codes in sorted(gaps.items())
        )
    return findings


def _unknown(observations: pd.DataFrame, column: str, group: str, codes: list[str]) -> list[Finding]:
    """The codes that nobody names, one by one; many of them together."""
    if len(codes) > MOST_CODES:
        shown = ", ".join([*codes[:MOST_CODES], "…"])
        details = {"group": group, "count": len(codes)}
        first = _first(observations, column, codes[0])
        return [Finding(code="indicators.codes-unknown", column=group, value=shown, details=details, **first)]
    return [
        Finding(
            code="indicators.code-unknown",
            column=group,
            value=code,
            details={"group": group},
            **_first(observations, column, code),
        )
        for code in codes
    ]


def _first(observations: pd.DataFrame, column: str, code: str) -> dict[str, object]:
    row = observations[observations[column] == code].iloc[0]
    return {"file": str(row["file"]), "row": int(row["row"])}


def odd_regions(observations: pd.DataFrame) -> list[Finding]:
    """Values of regions in years in which the region did not exist."""
    findings = []
    for code in observations["place"].cat.categories:
        begin, end = region_years(code) or (None, None)
        if begin is None and end is None:
            continue
        part = observations[(observations["place"] == code) & observations["value"].notna()]
        outside = part[(part["year"] < (begin or 0)) | (part["year"] > (end or 9999))]
        for file, rows in outside.groupby("file", observed=True, sort=True):
            first = rows.iloc[0]
            span = f"{begin or '…'}–{end or '…'}"
            findings.append(
                Finding(
                    code="indicators.region-outside-years",
                    file=str(file),
                    row=int(first["row"]),
                    column="REF_AREA",
                    value=code,
                    details={
                        "years": rows_text(sorted({int(year) for year in rows["year"]})),
                        "span": span,
                        "rows": rows_text([int(row) for row in rows["row"]]),
                    },
                )
            )
    return findings


def odd_shares(observations: pd.DataFrame) -> list[Finding]:
    """Single values above 100 in a share whose other values all lie below: mostly a decimal comma that was lost."""
    over = np.flatnonzero(observations["value"].to_numpy() > 100)
    if not len(over):
        return []
    shares = [
        np.array([is_share(str(name)) for name in observations[column].cat.categories], dtype=bool)
        for column in ("unit", "series")
    ]
    units, series = (observations[column].cat.codes.to_numpy() for column in ("unit", "series"))
    over = over[shares[0][units[over]] | shares[1][series[over]]]
    findings = []
    for code in dict.fromkeys(observations["indicator"].iloc[over]):
        own = observations[observations["indicator"] == code]
        for _, part in own.groupby(["unit", "series"], observed=True, sort=True):
            if not (is_share(str(part["unit"].iloc[0])) or is_share(str(part["series"].iloc[0]))):
                continue
            values = part["value"].dropna()
            odd = part[part["value"] > 100]
            if len(values) < FEWEST_SHARES or not 0 < len(odd) <= max(1, ODD_SHARES * len(values)):
                continue
            largest = values[values <= 100].max()
            findings += [
                Finding(
                    code="indicators.share-above-100",
                    file=str(row["file"]),
                    row=int(row["row"]),
                    value=f"{row['value']:g}",
                    details={"code": str(code), "year": int(row["year"]), "largest": number_text(largest)},
                )
                for row in odd.to_dict("records")
            ]
    return findings
