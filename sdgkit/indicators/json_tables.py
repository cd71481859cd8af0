"""Tables in JSON: JSON-stat (PxWeb of many offices), SDMX-JSON, and lists of records as interfaces answer.

Each becomes a row of headings and rows of text cells, which are read like those of any long table. JSON that holds no
table (settings, a package) is none.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from sdgkit.errors import InputError
from sdgkit.files import existing_file
from sdgkit.indicators.codes import indicator_code, is_code
from sdgkit.indicators.places import country_of, place_of

Row = list[str]
Parsed = dict[str, Any]

LISTS = ("value", "data", "records", "results", "items", "Data")
"""Names under which interfaces keep their list of records."""
MOST_CELLS = 20_000_000
"""Cells of one table; a file that claims more is damaged or hostile."""


def json_table(path: Path) -> list[Row]:
    """The table of a JSON file, the headings first; no rows where it holds none.

    Raises:
        InputError: missing or empty.
    """
    existing_file(path)
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig", errors="replace"))
        return _table(found)
    except (ValueError, RecursionError):
        return []
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        # It begins like one of the known forms and does not keep to it.
        raise InputError("files.unreadable", file=path.name, reason=error) from None


def _table(found: Any) -> list[Row]:
    if isinstance(found, dict):
        if _is_json_stat(found):
            return _json_stat(found)
        if len(found) == 1 and _is_json_stat(only := next(iter(found.values()))):
            return _json_stat(only)
        inner = found.get("data")
        message: Parsed = inner if isinstance(inner, dict) else found
        if "dataSets" in message:
            return _sdmx(message)
        return next((_records(found[name]) for name in LISTS if isinstance(found.get(name), list)), [])
    if isinstance(found, list):
        # The World Bank answers with two parts: about the pages, and the records.
        return _records(found[1] if len(found) == 2 and isinstance(found[1], list) else found)
    return []


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value)
    return str(value)


def _records(found: list[Any]) -> list[Row]:
    records = [dict(_flat(one)) for one in found if isinstance(one, dict)]
    header = list(dict.fromkeys(name for one in records for name in one))
    return [header, *([one.get(name, "") for name in header] for one in records)] if records else []


def _flat(record: Parsed, before: str = "") -> Iterator[tuple[str, str]]:
    """A record with parts in it as one: "country.id"."""
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", _text(value)


def _is_json_stat(found: Any) -> bool:
    return isinstance(found, dict) and isinstance(found.get("dimension"), dict) and "value" in found


def _json_stat(found: Parsed) -> list[Row]:
    dimensions = found["dimension"]
    names = found.get("id") or dimensions["id"]
    roles = found.get("role") or dimensions.get("role") or {}
    known = {name: _categories(dimensions[name]) for name in names}
    if math.prod(len(one) for one in known.values()) > MOST_CELLS:
        return []
    units = {
        name: dimensions[name]["category"]["unit"]
        for name in names
        if isinstance(dimensions[name]["category"].get("unit"), dict)
    }
    coded = [name for name in names if any(indicator_code(label) for _, label in known[name])]
    title = _text(found.get("label"))
    title = title if indicator_code(title) else ""
    status = found.get("status") or {}
    # A dimension that tells the indicators apart is no disaggregation of them.
    only = {name for name in coded if _tells_apart(known[name])}
    header = [
        "TIME_PERIOD" if name in roles.get("time", ()) else dimensions[name].get("label") or name
        for name in names
        if name not in only
    ]
    header += ["UNIT_MEASURE"] * bool(units) + ["INDICATOR"] * bool(coded or title)
    header += ["SIGN"] * bool(status) + ["OBS_VALUE"]
    values = found["value"]
    rows = []
    for at, cells in enumerate(product(*known.values())):
        of = dict(zip(names, cells, strict=True))
        value = values.get(str(at)) if isinstance(values, dict) else values[at]
        row = [_word(code, label) for name, (code, label) in of.items() if name not in only]
        row += [_unit(units, of)] if units else []
        if coded or title:
            row.append(next((of[name][1] for name in coded if indicator_code(of[name][1])), title))
        if status:
            mark = status.get(str(at)) if isinstance(status, dict) else status
            row.append(_text(status[at] if isinstance(status, list) else mark))
        rows.append([*row, _text(value)])
    return [header, *rows]


def _tells_apart(categories: list[tuple[str, str]]) -> bool:
    """Whether every category names an indicator, each its own."""
    codes = [indicator_code(label) for _, label in categories]
    return all(codes) and len(set(codes)) == len(codes)


def _unit(units: Parsed, of: dict[str, tuple[str, str]]) -> str:
    for name, by_code in units.items():
        unit = by_code.get(of[name][0]) or {}
        words = unit.get("base") or unit.get("label") or unit.get("symbol")
        if words:
            return _text(words)
    return ""


def _categories(dimension: Parsed) -> list[tuple[str, str]]:
    """Code and label of each category, in order."""
    category = dimension["category"]
    labels = category.get("label") or {}
    index = category.get("index")
    if isinstance(index, dict):
        codes = sorted(index, key=index.__getitem__)
    else:
        codes = list(index) if index is not None else list(labels)
    return [(_text(code), _text(labels.get(code, code))) for code in codes]


def _word(code: str, label: str) -> str:
    """The code where it says what the figure is of, else the label: codes of PxWeb are often numbers of its own."""
    known = is_code(code) and (country_of(code) or place_of(code) is not None or label == code)
    return code if known or indicator_code(code) else label


def _sdmx(message: Parsed) -> list[Row]:
    structure = message.get("structure") or message["structures"][0]
    dimensions, attributes = structure["dimensions"], structure.get("attributes") or {}
    of_series, of_all = dimensions.get("series") or [], dimensions.get("dataSet") or []
    of_observation = dimensions["observation"]
    beside = attributes.get("series") or []
    at_value = attributes.get("observation") or []
    concepts = [one["id"] for one in (*of_all, *of_series, *of_observation, *beside, *at_value)]
    rows = [[*concepts, "OBS_VALUE"]]
    whole = [_value(one, 0) for one in of_all]
    for one_set in message["dataSets"]:
        series = one_set.get("series") or {"": {"observations": one_set.get("observations") or {}}}
        for key, part in series.items():
            positions = [int(n) for n in key.split(":")] if key else []
            first = [_value(one, at) for one, at in zip(of_series, positions, strict=True)]
            given = part.get("attributes") or []
            about = [_value(one, given[n] if n < len(given) else None) for n, one in enumerate(beside)]
            for position, cells in (part.get("observations") or {}).items():
                at = [_value(one, int(n)) for one, n in zip(of_observation, position.split(":"), strict=True)]
                said = [
                    _value(one, cells[n + 1] if n + 1 < len(cells) else None)
                    for n, one in enumerate(at_value)
                ]
                rows.append([*whole, *first, *at, *about, *said, _text(cells[0])])
    return rows


def _value(concept: Parsed, at: int | None) -> str:
    """The code of a value; the words of an attribute that has none."""
    values = concept.get("values") or []
    if at is None or not 0 <= at < len(values):
        return ""
    return _text(values[at].get("id") or values[at].get("value") or values[at].get("name"))
