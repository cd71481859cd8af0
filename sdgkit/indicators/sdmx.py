"""SDMX-ML 2.1: data (structure-specific and generic) and the structure definition that names its codes.

Only what indicator data need is read: dimensions, code lists in all languages, the indicators that a
series code is annotated with, series, observations and their attributes. Element names are looked at
without their namespaces, because national files declare them in odd places. Without a structure
definition the attributes of the global SDG structure are known and all else is a dimension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from sdgkit.errors import InputError
from sdgkit.files import existing_file, xml_parser
from sdgkit.findings import Finding
from sdgkit.indicators.carried import MISSING_STATUS, status_code
from sdgkit.indicators.codes import indicator_code, is_total, series_indicators
from sdgkit.indicators.long import PIECE
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.places import country_of, is_area_of_world
from sdgkit.indicators.units import multiple
from sdgkit.indicators.values import read_value
from sdgkit.languages import Text, clean

ATTRIBUTES = frozenset(
    {
        "FREQ",
        "REPORTING_TYPE",
        "OBS_STATUS",
        "UNIT_MULT",
        "UNIT_MEASURE",
        "NATURE",
        "COMMENT_OBS",
        "TIME_COVERAGE",
    }
    | {"UPPER_BOUND", "LOWER_BOUND", "BASE_PER", "TIME_DETAIL", "SOURCE_DETAIL", "COMMENT_TS", "GEO_INFO_URL"}
    | {"GEO_INFO_TYPE", "CUST_BREAKDOWN_LB", "DATA_LAST_UPDATE", "OBS_VALUE", "TIME_PERIOD", "DECIMALS"}
)
"""Of the global SDG data structure: measures, attributes and the dimensions that say nothing of a group."""

FIXED = frozenset({"SERIES", "REF_AREA", "UNIT_MEASURE"})
LARGEST_STRUCTURE = 200 * 1024 * 1024
"""Bytes of a structure definition; the global one has under 10 MB."""


class Structure(NamedTuple):
    """A data structure definition."""

    names: dict[str, dict[str, Text]]
    """Dimension or attribute -> code -> name."""
    dimensions: tuple[str, ...]
    indicators: dict[str, tuple[str, ...]]
    """Series code -> indicators that it is annotated with."""


_Line = tuple[str, dict[str, str], int, float, str, int]


class SdmxRead(NamedTuple):
    """What a data message gave beside the observations."""

    codes: set[str]
    findings: list[Finding]


def _local(element: etree._Element | None) -> str:
    tag = None if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def message_kind(path: Path) -> str:
    """ "data", "structure" or "" for a file that is no SDMX-ML."""
    refuse_document_type(path)
    try:
        for _, element in _events(path, ("start",)):
            name = _local(element)
            return {"Structure": "structure", "GenericData": "data"}.get(
                name, "data" if name.startswith("StructureSpecific") else ""
            )
    except etree.XMLSyntaxError:
        return ""
    return ""


def refuse_document_type(path: Path) -> None:
    """Refuse a file with a document type declaration, which no SDMX message has and attacks need.

    Raises:
        InputError: it has one.
    """
    with path.open("rb") as stream:
        if b"<!DOCTYPE" in stream.read(64 * 1024):
            raise InputError("files.unsafe", file=path.name, reason="it declares a document type")


def _events(path: Path, events: tuple[str, ...]) -> Iterator[tuple[str, etree._Element]]:
    with path.open("rb") as stream:
        yield from etree.iterparse(
            stream, events=events, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )


def read_structure(path: Path) -> Structure:
    """Read a structure definition.

    Raises:
        InputError: missing, damaged or too large.
    """
    if existing_file(path).stat().st_size > LARGEST_STRUCTURE:
        raise InputError("files.too-large", file=path.name, reason=f"{path.stat().st_size:,} bytes")
    try:
        root = etree.parse(path, xml_parser()).getroot()
    except etree.XMLSyntaxError as error:
        raise InputError("files.unreadable", file=path.name, reason=error.msg) from None
    lists: dict[str, dict[str, Text]] = {}
    indicators: dict[str, tuple[str, ...]] = {}
    of_concept: dict[str, str] = {}
    dimensions: list[str] = []
    for element in root.iter():
        name = _local(element)
        if name == "Codelist":
            lists[str(element.get("id"))] = _codes(element, indicators)
        elif name in ("Dimension", "Attribute"):
            concept = str(element.get("id"))
            if name == "Dimension" and concept not in dimensions:
                dimensions.append(concept)
            enumeration = next((one for one in element.iter() if _local(one) == "Enumeration"), None)
            if enumeration is not None:
                reference = next((one.get("id") for one in enumeration.iter() if _local(one) == "Ref"), None)
                of_concept[concept] = str(reference)
    names = {concept: lists[codes] for concept, codes in of_concept.items() if codes in lists}
    return Structure(names, tuple(dimensions), indicators)


def _codes(codelist: etree._Element, indicators: dict[str, tuple[str, ...]]) -> dict[str, Text]:
    found = {}
    for code in codelist:
        if _local(code) != "Code":
            continue
        key = str(code.get("id"))
        names = {}
        annotated = []
        for part in code:
            if _local(part) == "Name":
                names[_language(part)] = clean(part.text or "")
            elif _local(part) == "Annotations":
                annotated = _annotated(part)
        found[key] = Text(names)
        if annotated:
            indicators[key] = tuple(dict.fromkeys(annotated))
    return found


def _language(element: etree._Element) -> str:
    return str(element.get("{http://www.w3.org/XML/1998/namespace}lang") or "en").lower()


def _annotated(annotations: etree._Element) -> list[str]:
    """The indicator codes of annotations with the title or type "Indicator"."""
    found = []
    for annotation in annotations:
        parts = {_local(part): (part.text or "") for part in annotation}
        if "Indicator" in (parts.get("AnnotationTitle"), parts.get("AnnotationType")):
            for piece in parts.get("AnnotationText", "").replace(";", ",").split(","):
                code = indicator_code(piece.strip())
                if code:
                    found.append(code)
    return found


def read_sdmx(
    path: Path,
    gathered: Gathered,
    *,
    structure: Structure | None = None,
    country: str = "",
    default_code: str = "",
) -> SdmxRead:
    """Read a data message.

    Args:
        path: the file.
        gathered: takes the observations.
        structure: the structure definition, where there is one.
        country: alpha-3 code; series of other countries are left out where it is given.
        default_code: indicator of series without one, for instance from the name of the file.

    Raises:
        InputError: missing or damaged.
    """
    existing_file(path)
    reading = _Reading(path, gathered, structure, country, default_code)
    try:
        for event, element in _events(path, ("start", "end")):
            (reading.start if event == "start" else reading.end)(element)
    except etree.XMLSyntaxError as error:
        raise InputError("files.unreadable", file=path.name, reason=error.msg) from None
    return reading.done()


class _Reading:
    """One reading of a message: what holds for all, for a group and for a series is kept until its observations."""

    def __init__(
        self, path: Path, gathered: Gathered, structure: Structure | None, country: str, default_code: str
    ) -> None:
        self._file = path.name
        self._gathered = gathered
        self._structure = structure
        self._country = country
        self._default_code = default_code
        self._known = set(structure.dimensions) - ATTRIBUTES - FIXED if structure else None
        self._odd = OddCells(path.name)
        self._codes: set[str] = set()
        self._lines: list[_Line] = []
        self._key: dict[str, str] = {}
        self._whole: dict[str, str] = {}
        self._groups: list[tuple[dict[str, str], dict[str, str]]] = []

    def start(self, element: etree._Element) -> None:
        """An element begins; its attributes are there."""
        name = _local(element)
        if name == "Series":
            self._key = self._whole | _shared(_plain(element), self._groups)
        elif name == "DataSet":
            cells = _plain(element)
            self._whole = {name: cell for name, cell in cells.items() if name in ATTRIBUTES | FIXED}
        elif name == "Group":
            cells = _plain(element)
            named = {name: cell for name, cell in cells.items() if name not in ATTRIBUTES - FIXED}
            named.pop("UNIT_MEASURE", None)
            self._groups.append((named, cells))

    def end(self, element: etree._Element) -> None:
        """An element is there with all that it holds."""
        name = _local(element)
        if name == "SeriesKey":
            self._key = self._whole | _shared(_generic(element), self._groups)
        elif name == "Attributes" and _local(element.getparent()) == "Series":
            self._key |= _generic(element)
        elif name == "Obs":
            self._take({**self._key, **_plain(element), **_generic(element)}, _line_of(element))
            element.clear()
        elif name == "Group":
            if generic := _generic(element):
                # A generic group: its key, and its attributes.
                self._groups[-1] = (_generic_key(element), generic)
        elif name == "Series":
            self._key = {}
            _forget(element)

    def _take(self, cells: dict[str, str], line: int) -> None:
        """An observation with all that holds for it."""
        code = _indicator_of(cells.get("SERIES", ""), self._structure, self._default_code)
        if not code:
            self._odd.note("indicator-unread", line, cells.get("SERIES", ""))
            return
        period = year_of(cells.get("TIME_PERIOD", ""), cells.get("FREQ", "A"))
        if not period:
            self._odd.note("years-unread", line, cells.get("TIME_PERIOD", ""))
            return
        found = read_value(cells.get("OBS_VALUE", ""))
        status = status_code(cells.get("OBS_STATUS", ""))
        number = float("nan") if status.upper() in MISSING_STATUS else found.number
        sign = "" if found.sign == "NaN" else found.sign
        if number == number:
            sign = sign or status
        if found.oddity:
            self._odd.note(found.oddity, line, cells.get("OBS_VALUE", ""))
        place = cells.get("REF_AREA", "")
        of = country_of(place)
        of_world = cells.get("REPORTING_TYPE", "") in ("G", "R") and is_area_of_world(place)
        if of_world or (of and self._country and of != self._country):
            self._gathered.others.add(of or place)
            return
        self._lines.append((code, {**cells, "REF_AREA": of or place}, period, number, sign, line))
        self._codes.add(code)
        if len(self._lines) >= PIECE:
            self._give()

    def _give(self) -> None:
        _gather(self._lines, self._gathered, self._file, self._known)
        self._lines.clear()

    def done(self) -> SdmxRead:
        """The indicators and findings of the message."""
        self._give()
        return SdmxRead(self._codes, self._odd.findings())


def year_of(period: str, frequency: str = "A") -> int:
    """The year of an annual period; 0 for quarters, months, days and spans, which no series of years can hold.

    Example:
        >>> [year_of(period) for period in ("2019", "2019-01-01", "2019-A1", "2019-Q1", "2019-05", "2014-2016")]
        [2019, 2019, 2019, 0, 0, 0]
    """
    if frequency not in ("A", "", "_Z", "A2", "A3", "A5", "A10", "N", "_U", "O"):
        return 0
    found = _PERIOD.fullmatch(period.strip())
    return int(found[1]) if found else 0


_PERIOD = re.compile(r"(\d{4})(?:-A1|-01-01(?:T00:00:00(?:Z|[+-]\d\d:\d\d)?)?(?:/P1Y)?)?")


def _forget(element: etree._Element) -> None:
    """Free what was read, so that memory does not grow with the file."""
    element.clear()
    while element.getprevious() is not None:
        parent = element.getparent()
        if parent is None:
            return
        del parent[0]


def _line_of(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _plain(element: etree._Element) -> dict[str, str]:
    """The cells that are written as attributes of an element; those with a namespace are of the message."""
    return {str(k): str(v) for k, v in element.attrib.items() if not str(k).startswith("{")}


def _generic_key(element: etree._Element) -> dict[str, str]:
    """The key of a generic group."""
    part = next((one for one in element if _local(one) == "GroupKey"), None)
    return {} if part is None else _generic(part)


def _shared(key: dict[str, str], groups: list[tuple[dict[str, str], dict[str, str]]]) -> dict[str, str]:
    """The cells of a series with those of the groups that it belongs to; its own come first."""
    found: dict[str, str] = {}
    for named, cells in groups:
        if named and all(key.get(name) == cell for name, cell in named.items()):
            found |= cells
    return found | key


def _generic(element: etree._Element) -> dict[str, str]:
    """The cells of a generic message: pairs of id and value, the period and the value."""
    cells = {}
    for part in element.iter():
        name = _local(part)
        if name == "Value" and part.get("id"):
            cells[str(part.get("id"))] = str(part.get("value"))
        elif name == "ObsDimension":
            cells[str(part.get("id") or "TIME_PERIOD")] = str(part.get("value"))
        elif name == "ObsValue":
            cells["OBS_VALUE"] = str(part.get("value"))
    return cells


def _indicator_of(series: str, structure: Structure | None, default_code: str) -> str:
    annotated = (structure.indicators.get(series, ()) if structure else ()) or series_indicators(series)
    if default_code and (not annotated or default_code in annotated):
        return default_code
    return annotated[0] if annotated else default_code


def _gather(
    lines: list[_Line],
    gathered: Gathered,
    file: str,
    known: set[str] | None,
) -> None:
    if not lines:
        return
    present: dict[str, None] = {}
    for _, cells, *_ in lines:
        for name, cell in cells.items():
            fits = name in known if known is not None else name not in ATTRIBUTES | FIXED
            if fits and not is_total(cell):
                present[name] = None
    gathered.add(
        indicator=[line[0] for line in lines],
        file=file,
        years=[line[2] for line in lines],
        values=[line[3] for line in lines],
        signs=[line[4] for line in lines],
        rows=[line[5] for line in lines],
        places=[line[1].get("REF_AREA", "") for line in lines],
        units=[multiple(line[1].get("UNIT_MEASURE", ""), line[1].get("UNIT_MULT", "0")) for line in lines],
        series=[line[1].get("SERIES", "") for line in lines],
        reportings=[line[1].get("REPORTING_TYPE", "") for line in lines],
        natures=[line[1].get("NATURE", "") for line in lines],
        notes=[clean(line[1].get("COMMENT_OBS", "") or line[1].get("SOURCE_DETAIL", "")) for line in lines],
        dimensions={name: [line[1].get(name, "") for line in lines] for name in present},
    )
