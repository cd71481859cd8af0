"""Writing SDMX-ML 2.1: a structure-specific data message by the global SDG data structure.

Observations of one key stand in one series; dimensions that the structure does not have go into
COMPOSITE_BREAKDOWN. It is written indicator by indicator, so that memory does not grow with the message.
Observations that are missing carry their status and no value. The time of
preparation is a parameter, so that the same observations give the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from sdgkit.files import written_whole
from sdgkit.indicators.writing import SDMX_DIMENSIONS, sdmx_lines

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

MESSAGE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
COMMON = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"
SPECIFIC = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

SERIES_ATTRIBUTES = ("UNIT_MEASURE", "COMMENT_TS")
"""Attributes of a series by the structure definition (Kyrgyzstan's 1.8); the others are of observations."""


def write_sdmx_ml(
    indicators: Indicators,
    path: str | Path,
    *,
    agency: str = "IAEG-SDGs",
    structure: str = "SDG",
    version: str = "1.0",
    sender: str = "SDGKIT",
    prepared: str = "2000-01-01T00:00:00Z",
) -> Path:
    """Write all observations as a structure-specific message.

    Args:
        indicators: what was read.
        path: the file to write.
        agency: agency of the data structure definition.
        structure: its name.
        version: its version.
        sender: who sends the message.
        prepared: when it was prepared, ISO 8601; a fixed date unless it is given.

    Raises:
        InputError: the file cannot be written.
    """
    path = Path(path)
    reference = f"{agency}_{structure}_{version}".replace(".", "_")
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={agency}:{structure}({version})"
    specific = f"{urn}:ObsLevelDim:TIME_PERIOD"
    names = {"mes": MESSAGE, "com": COMMON, "ss": SPECIFIC, "ns1": specific, "xsi": INSTANCE}
    header = _header(agency, structure, version, sender, prepared, reference, specific)
    attributes = {
        f"{{{SPECIFIC}}}structureRef": reference,
        f"{{{SPECIFIC}}}dataScope": "DataStructure",
        f"{{{SPECIFIC}}}action": "Replace",
        f"{{{INSTANCE}}}type": "ns1:DataSetType",
    }
    with written_whole(path) as temporary, etree.xmlfile(str(temporary), encoding="UTF-8") as out:
        out.write_declaration()
        with out.element(f"{{{MESSAGE}}}StructureSpecificData", nsmap=names):
            out.write("\n")
            out.write(header, pretty_print=True)
            with out.element(f"{{{MESSAGE}}}DataSet", attributes):
                out.write("\n")
                for code in indicators.codes:
                    for series in _series(indicators, code):
                        out.write(series, pretty_print=True)
    return path


def _header(
    agency: str, structure: str, version: str, sender: str, prepared: str, reference: str, specific: str
) -> etree._Element:
    header = etree.Element(f"{{{MESSAGE}}}Header", nsmap={"mes": MESSAGE, "com": COMMON})
    for name, text in (("ID", "SDGKIT"), ("Test", "false"), ("Prepared", prepared)):
        etree.SubElement(header, f"{{{MESSAGE}}}{name}").text = text
    etree.SubElement(header, f"{{{MESSAGE}}}Sender", id=sender)
    used = etree.SubElement(
        header,
        f"{{{MESSAGE}}}Structure",
        structureID=reference,
        namespace=specific,
        dimensionAtObservation="TIME_PERIOD",
    )
    wrapper = etree.SubElement(used, f"{{{COMMON}}}Structure")
    etree.SubElement(wrapper, "Ref", agencyID=agency, id=structure, version=version)
    return header


def _series(indicators: Indicators, code: str) -> Iterator[etree._Element]:
    """The series of one indicator; only its observations are held."""
    keys = [name for name in SDMX_DIMENSIONS if name != "TIME_PERIOD"]
    groups: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for line in sdmx_lines(indicators, code):
        groups[tuple(line[name] for name in (*keys, *SERIES_ATTRIBUTES))].append(line)
    for key, lines in groups.items():
        series = etree.Element("Series")
        for name, text in zip((*keys, *SERIES_ATTRIBUTES), key, strict=True):
            if text:
                series.set(name, text)
        for line in sorted(lines, key=lambda one: one["TIME_PERIOD"]):
            observation = etree.SubElement(series, "Obs", TIME_PERIOD=line["TIME_PERIOD"])
            for name in ("OBS_VALUE", "OBS_STATUS", "UNIT_MULT", "NATURE", "COMMENT_OBS"):
                if line[name]:
                    observation.set(name, line[name])
        yield series
