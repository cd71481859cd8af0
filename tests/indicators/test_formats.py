"""Each format is recognised without being told; signs, bounds and words are kept."""

from __future__ import annotations

import math
from pathlib import Path

import openpyxl
import pytest

from sdgkit.errors import InputError, UsageError
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.reading import read_indicators


@pytest.fixture(scope="module")
def kyrgyzstan(shared_data: Path) -> Path:
    return shared_data / "indicators" / "kyrgyzstan"


@pytest.fixture(scope="module")
def sdmx(kyrgyzstan: Path) -> Indicators:
    return read_indicators(kyrgyzstan)


@pytest.fixture(scope="module")
def excel(kyrgyzstan: Path) -> Indicators:
    return read_indicators(kyrgyzstan / "excel_files")


def test_kyrgyzstans_platform_is_read_with_its_structure_definition(sdmx: Indicators) -> None:
    assert len(sdmx) == 14
    assert sdmx.country == "KGZ"
    assert sdmx.name_of("SERIES", "SH_STA_MORT").in_language("ru") == "Коэффициент материнской смертности"
    headline = sdmx.headline("3.1.1")
    assert headline is not None
    assert headline.unit == "PER_100000_LIVE_BIRTHS"
    assert headline.points[0].row is not None
    regions = sdmx.by_region("3.1.1", 2019)
    assert set(regions["region"]) <= {
        "KG-B",
        "KG-J",
        "KG-Y",
        "KG-N",
        "KG-O",
        "KG-T",
        "KG-C",
        "KG-GB",
        "KG-GO",
    }
    assert "" not in set(regions["region"])


def test_one_message_finds_the_structure_beside_it(kyrgyzstan: Path, sdmx: Indicators) -> None:
    alone = read_indicators(kyrgyzstan / "data" / "3.1.1.xml")
    assert alone.kind == "sdmx"
    assert alone.headline("3.1.1") == sdmx.headline("3.1.1")


def test_printed_tables_agree_with_the_messages_of_the_same_office(
    sdmx: Indicators, excel: Indicators
) -> None:
    """To a decimal, because the message rounds. Only for maternal mortality the office itself gives two figures."""
    compared = 0
    different = set()
    for code in ("1.1.1", "3.1.1", "3.2.1", "4.2.2", "6.1.1", "6.2.1", "13.1.1"):
        of_message, of_table = sdmx.headline(code), excel.headline(code)
        assert of_message is not None
        assert of_table is not None
        printed = {point.year: point.value for point in of_table.points if point.value is not None}
        for point in of_message.points:
            if point.value is not None and point.year in printed:
                compared += 1
                if abs(point.value - (printed[point.year] or 0)) > 0.051:
                    different.add((code, point.year))
    assert compared == 90
    assert different == {("3.1.1", year) for year in (2017, 2018, 2020, 2021, 2022, 2023)}


def test_regions_of_printed_tables_agree_too(sdmx: Indicators, excel: Indicators) -> None:
    for code in ("3.2.1", "6.1.1"):
        message = sdmx.by_region(code).set_index(["region", "year"])["value"]
        table = excel.by_region(code).set_index(["region", "year"])["value"]
        both = message.to_frame("message").join(table.rename("table"), how="inner").dropna()
        assert len(both) > 80
        assert (abs(both["message"] - both["table"]) > 0.051).mean() < 0.05


def test_osh_region_and_osh_city_are_two_places(excel: Indicators) -> None:
    frame = excel.by_region("3.1.1", 2019).set_index("region")
    assert frame.loc["KG-O", "value"] == 25.5
    assert frame.loc["KG-GO", "sign"] == "-"
    assert math.isnan(frame.loc["KG-GO", "value"])


def test_printed_tables_keep_groups_signs_and_notes(excel: Indicators) -> None:
    rows = excel.rows("2.2.1")
    age = rows[rows["AGE"] == "0-5 months"]
    assert age["value"].tolist() == [5.3, 5.4, 8.5]
    mother = rows[(rows["Education of mother"] == "preschool or not /primary")]
    assert [(str(v), s) for v, s in zip(mother["value"], mother["sign"], strict=True)] == [
        ("26.5", "()"),
        ("nan", "(*)"),
        ("nan", "(*)"),
    ]
    assert rows[rows["SEX"] == "F"]["value"].tolist() == [12.0, 10.9, 13.3]
    assert rows[rows["URBANISATION"] == "R"]["value"].tolist() == [13.4, 13.1, 14.6]
    assert any(
        "MICS" in str(note) or "кластер" in note.in_language("ru") for note in excel.indicator("2.2.1").notes
    )


def test_the_extract_of_the_global_database(tmp_path: Path) -> None:
    path = tmp_path / "unsd.csv"
    path.write_text(
        "Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,Source,FootNote,"
        "Nature,Units,[Age],[Location],[Reporting Type],[Sex]\n"
        + "".join(
            f'3,3.2,3.2.1,SH_DYN_MORT,"Under-five mortality",{area},{year},{value},UN IGME,{note},'
            f"E,PER_1000_LIVE_BIRTHS,<5Y,ALLAREA,G,{sex}\n"
            for area, year, value, note, sex in [
                ("398,Kazakhstan", 2015, '"1,012.5"', "", "BOTHSEX"),
                ("398,Kazakhstan", 2016, "<0.1", "Modelled", "BOTHSEX"),
                ("398,Kazakhstan", 2017, "N", "", "BOTHSEX"),
                ("398,Kazakhstan", 2018, "NaN", "", "BOTHSEX"),
                ("398,Kazakhstan", 2015, "9", "", "MALE"),
                ("417,Kyrgyzstan", 2015, "22", "", "BOTHSEX"),
            ]
        ),
        encoding="utf-8",
    )
    with pytest.raises(InputError) as error:
        read_indicators(path)
    assert "KAZ, KGZ" in error.value.what("ru")
    indicators = read_indicators(path, country="KAZ")
    assert (indicators.kind, indicators.country) == ("unsd", "KAZ")
    headline = indicators.headline("3.2.1")
    assert headline is not None
    assert [(p.year, p.value, p.sign, p.nature, p.note) for p in headline.points] == [
        (2015, 1012.5, "", "E", ""),
        (2016, 0.1, "<", "E", "Modelled"),
        (2017, None, "N", "E", ""),
        (2018, None, "NaN", "E", ""),
    ]
    assert headline.series_name.in_language("en").startswith("Under-five mortality")
    assert "indicators.value-thousands-comma" in {finding.code for finding in indicators.findings}


def test_a_wide_table_of_the_world_bank(tmp_path: Path) -> None:
    path = tmp_path / "API_KAZ.csv"
    path.write_text(
        '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-01-01",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","2015","2016",\n'
        '"Kazakhstan","KAZ","Maternal mortality ratio (per 100,000 live births)","SH.STA.MMRT","13","12",\n'
        '"Kazakhstan","KAZ","GDP (current US$)","NY.GDP.MKTP.CD","1","2",\n'
        '"Kyrgyz Republic","KGZ","Maternal mortality ratio (per 100,000 live births)","SH.STA.MMRT","60","",\n',
        encoding="utf-8",
    )
    indicators = read_indicators(path, country="KAZ")
    assert indicators.kind == "world-bank"
    headline = indicators.headline("3.1.1")
    assert headline is not None
    assert ([p.value for p in headline.points], headline.unit) == ([13.0, 12.0], "PER_100000_LIVE_BIRTHS")
    (left,) = [f for f in indicators.findings if f.code == "indicators.series-without-indicator"]
    assert left.value == "NY.GDP.MKTP.CD"


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_tidy_table_with_russian_headings(tmp_path: Path, ending: str) -> None:
    rows = [
        ["Код показателя", "Год", "Территория", "Пол", "Единица измерения", "Значение"],
        ["3.1.1", "2015", "", "", "на 100 000 живорождений", "12,5"],
        ["3.1.1", "2016", "", "", "на 100 000 живорождений", "12,7"],
        ["3.1.1", "2016", "Кызылординская область", "", "на 100 000 живорождений", "20"],
        ["3.1.1", "", "", "", "", "20"],
        ["", "2016", "", "", "", "20"],
    ]
    path = tmp_path / f"данные{ending}"
    if ending == ".csv":
        path.write_text("\n".join(";".join(row) for row in rows), encoding="cp1251")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)  # type: ignore[union-attr]
        book.save(path)
    indicators = read_indicators(path)
    assert indicators.kind == "tidy"
    headline = indicators.headline("3.1.1")
    assert headline is not None
    assert [p.value for p in headline.points] == [12.5, 12.7]
    assert indicators.by_region("3.1.1")["region"].tolist() == ["KZ-43"]
    codes = {finding.code: finding for finding in indicators.findings}
    assert codes["indicators.years-unread"].row == 5
    assert codes["indicators.indicator-unread"].row == 6


def test_sdmx_csv_is_read_like_the_message(tmp_path: Path) -> None:
    path = tmp_path / "3.1.1.csv"
    path.write_text(
        "DATAFLOW,FREQ,REPORTING_TYPE,SERIES,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MULT,UNIT_MEASURE,OBS_STATUS\n"
        "IAEG-SDGs:DF(1.0),A,N,SH_STA_MORT,KG,F,2015,38.5,0,PER_100000_LIVE_BIRTHS,A\n"
        "IAEG-SDGs:DF(1.0),A,N,SH_STA_MORT,KG,F,2016,3,3,HA,A\n",
        encoding="utf-8",
    )
    indicators = read_indicators(path)
    assert (indicators.kind, indicators.country) == ("sdmx", "KGZ")
    assert set(indicators.observations["unit"]) == {"PER_100000_LIVE_BIRTHS", "10^3 HA"}
    assert indicators.name_of("unit", "10^3 HA").in_language("ru") == "тыс. га"


@pytest.mark.parametrize("heading", ["OBS_STATUS", "Observation status", "OBS_FLAG"])
def test_statuses_of_observations_in_a_table_are_signs_and_say_what_is_missing(
    tmp_path: Path, heading: str
) -> None:
    path = tmp_path / "3.1.1.csv"
    lines = [
        f"SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE,{heading}",
        "SH_STA_MORT,KZ,2015,12.5,A",
        "SH_STA_MORT,KZ,2016,12.7,B",
        "SH_STA_MORT,KZ,2017,12.9,E: Estimated value",
        "SH_STA_MORT,KZ,2018,0,M",
        "SH_STA_MORT,KZ,2019,13.1,bp",
        "SH_STA_MORT,KZ,2020,13.3,Normal value",
        "SH_STA_MORT,KZ,2021,<0.1,",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    frame = read_indicators(path).observations
    assert frame["sign"].tolist() == ["", "B", "E", "", "bp", "", "<"]
    assert frame["value"].isna().tolist() == [False, False, False, True, False, False, False]


def test_data_of_one_country_are_read_whatever_country_is_preferred_and_a_wrong_one_is_told(
    tmp_path: Path,
) -> None:
    path = tmp_path / "3.1.1.csv"
    path.write_text("REF_AREA,TIME_PERIOD,OBS_VALUE\nKG,2019,24.8\nKG,2020,36.1\n", encoding="utf-8")
    indicators = read_indicators(path, prefer="KAZ")
    assert indicators.country == "KGZ"
    assert indicators.headline("3.1.1") is not None
    (told,) = [
        f for f in read_indicators(path, country="KAZ").findings if f.code == "indicators.country-absent"
    ]
    assert told.value == "KGZ"
    assert "KAZ" in told.what("ru")
    path.write_text("REF_AREA,TIME_PERIOD,OBS_VALUE\nKG,2019,24.8\nKZ,2019,13.7\n", encoding="utf-8")
    preferred = read_indicators(path, prefer="KAZ")
    assert (preferred.country, len(preferred.observations)) == ("KAZ", 1)


def test_national_and_global_figures_of_one_file_stand_side_by_side_and_the_national_ones_make_the_headline(
    tmp_path: Path,
) -> None:
    path = tmp_path / "3.1.1.csv"
    path.write_text(
        "REPORTING_TYPE,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
        "G,SH_STA_MORT,KZ,2019,14.0,PER_100000_LIVE_BIRTHS\nN,SH_STA_MORT,KZ,2019,13.7,PER_100000_LIVE_BIRTHS\n"
        "G,SH_STA_MORT,KZ,2020,13.4,PER_100000_LIVE_BIRTHS\n",
        encoding="utf-8",
    )
    indicators = read_indicators(path)
    headline = indicators.headline("3.1.1")
    assert headline is not None
    assert [(p.year, p.value) for p in headline.points] == [(2019, 13.7)]
    assert len(indicators.observations) == 3
    codes = {finding.code for finding in indicators.findings}
    assert "indicators.reporting-mixed" in codes
    assert "indicators.duplicate-differs" not in codes


def test_an_empty_cell_contradicts_no_figure(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "indicator,year,value\n3.1.1,2020,5\n3.1.1,2020,\n3.1.1,2021,4\n3.1.1,2021,…\n", encoding="utf-8"
    )
    headline = read_indicators(path).headline("3.1.1")
    assert headline is not None
    assert [(p.year, p.value) for p in headline.points] == [(2020, 5.0)]
    assert headline.left_out == (2021,)


def test_a_table_given_twice_is_told_in_few_words(tmp_path: Path) -> None:
    lines = [f"3.1.1,{year},R{place},{place}.5" for year in range(2000, 2020) for place in range(100)]
    path = tmp_path / "twice.csv"
    path.write_text("indicator,year,place,value\n" + "\n".join(lines + lines) + "\n", encoding="utf-8")
    findings = read_indicators(path).findings
    same = [one for one in findings if one.code == "indicators.duplicate-same"]
    assert len(same) == 200
    assert same[0].details["rows"] == "2, 2002"
    (more,) = [one for one in findings if one.code == "indicators.duplicate-more"]
    assert more.details["count"] == "3600"
    (unnamed,) = [one for one in findings if one.code == "indicators.codes-unknown"]
    assert unnamed.details["count"] == "100"


def test_a_generic_message_and_one_that_bites(tmp_path: Path) -> None:
    path = tmp_path / "3.1.1.xml"
    generic = """<?xml version="1.0"?><m:GenericData xmlns:m="urn:m" xmlns:g="urn:g"><m:DataSet><g:Series>
    <g:SeriesKey><g:Value id="SERIES" value="SH_STA_MORT"/><g:Value id="REF_AREA" value="KZ"/></g:SeriesKey>
    <g:Obs><g:ObsDimension value="2015"/><g:ObsValue value="12.5"/></g:Obs></g:Series></m:DataSet></m:GenericData>"""
    path.write_text(generic, encoding="utf-8")
    headline = read_indicators(path).headline("3.1.1")
    assert headline is not None
    assert [(p.year, p.value) for p in headline.points] == [(2015, 12.5)]
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    path.write_text(bomb + "<m:GenericData xmlns:m='urn:m'><a>&x;</a></m:GenericData>", encoding="utf-8")
    with pytest.raises(InputError):
        read_indicators(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"name,amount\nx,1\n"),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.xml", b"<html><body/></html>"),
        ("a.docx", b"anything"),
        ("empty.csv", b""),
    ],
)
def test_what_is_no_indicator_data_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_indicators(path)
    assert name in error.value.what("kk")


def test_wrong_settings_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        read_indicators(tmp_path, settings={"headline": {}})
    assert "headline" in error.value.what()


def test_a_list_of_indicators_with_years_as_columns(tmp_path: Path) -> None:
    """The sheet that a ministry keeps by hand: code, name, unit, region, then the years."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Показатели"
    for row in [
        ["Показатели ЦУР Республики Казахстан"],
        [],
        ["№", "Наименование показателя", "Единица измерения", "Регион", "2015 г.", "2016 г.", "2017*"],
        [
            "3.1.1",
            "Материнская смертность",
            "PER_100000_LIVE_BIRTHS",
            "Республика Казахстан",
            12.5,
            "…",
            12.9,
        ],
        [
            "3.1.1",
            "Материнская смертность",
            "PER_100000_LIVE_BIRTHS",
            "Кызылординская область",
            "20,1",
            None,
            "-",
        ],
        ["4.2.2.", "Охват дошкольным обучением", "%", "Республика Казахстан", 95, 96, 97],
        ["итого", "", "", "", 1, 2, 3],
    ]:
        sheet.append(row)
    book.save(tmp_path / "показатели.xlsx")
    indicators = read_indicators(tmp_path / "показатели.xlsx")
    assert indicators.codes == ("3.1.1", "4.2.2")
    headline = indicators.headline("3.1.1")
    assert headline is not None
    assert [(p.year, p.value, p.sign, p.row) for p in headline.points] == [
        (2015, 12.5, "", 4),
        (2016, None, "…", 4),
        (2017, 12.9, "", 4),
    ]
    assert headline.unit == "PER_100000_LIVE_BIRTHS"
    assert indicators.by_region("3.1.1")[["region", "year", "sign"]].to_numpy().tolist() == [
        ["KZ-43", 2015, ""],
        ["KZ-43", 2017, "-"],
    ]
    assert indicators.indicator("4.2.2").name.in_language("ru") == "Охват дошкольным обучением"
    assert [f.row for f in indicators.findings if f.code == "indicators.series-without-indicator"] == [7]


def test_the_data_folder_alone_and_one_of_its_files(shared_data: Path) -> None:
    folder = shared_data / "indicators" / "kazstat" / "data"
    assert len(read_indicators(folder)) == 46
    alone = read_indicators(folder / "indicator_3-1-1.csv")
    headline = alone.headline("3.1.1")
    assert headline is not None
    assert [p.value for p in headline.points][-1] == 11.4
    assert "KZ-43" in set(alone.by_region("3.1.1")["region"])
