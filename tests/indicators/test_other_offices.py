"""Files as other offices and bodies lay them out, read without being told what they are."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sdgkit.errors import InputError
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.places import place_of
from sdgkit.indicators.reading import read_indicators
from sdgkit.indicators.recognition import looks_like_indicators

Row = list[object]


def book(path: Path, **sheets: list[Row]) -> Path:
    """A workbook of these sheets."""
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def text(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def points(indicators: Indicators, code: str) -> list[tuple[int, float | None, str]]:
    headline = indicators.headline(code)
    assert headline is not None, indicators.why_not(code)
    return [(point.year, point.value, point.sign) for point in headline.points]


def test_an_open_sdg_platform_with_words_for_codes_and_a_column_of_boundaries(tmp_path: Path) -> None:
    """As the United Kingdom has it: words in the cells, the region's name and its boundary code side by side."""
    text(
        tmp_path / "data" / "indicator_3-2-1.csv",
        "Year,Country,Sex,GeoCode,Series,Observation status,Unit multiplier,Unit measure,Value\n"
        '2015,,,,Under-five,Undefined,Units,"Rate per 1,000 live births",4.6\n'
        '2020,,,,Under-five,Undefined,Units,"Rate per 1,000 live births",4.1\n'
        '2020,Northland,,E1,Under-five,Undefined,Units,"Rate per 1,000 live births",4.2\n'
        '2020,,Female,,Under-five,Undefined,Units,"Rate per 1,000 live births",3.7\n',
    )
    text(tmp_path / "meta" / "3-2-1.md", "---\nindicator_number: 3.2.1\nreporting_status: complete\n---\n")
    indicators = read_indicators(tmp_path)
    assert indicators.dimensions == ["Sex"]
    assert points(indicators, "3.2.1") == [(2015, 4.6, ""), (2020, 4.1, "")]
    assert set(indicators.observations["place"]) == {"", "Northland"}
    headline = indicators.headline("3.2.1")
    assert headline is not None
    assert headline.unit == "Rate per 1,000 live births"


def test_metadata_in_a_folder_for_each_language(tmp_path: Path) -> None:
    text(tmp_path / "data" / "indicator_3-1-1.csv", "Year,Value\n2015,12\n2020,10\n")
    for language, name in (("en", "Maternal deaths"), ("ru", "Материнская смертность"), ("kk", "Ана өлімі")):
        words = f"indicator_number: 3.1.1\nindicator_name: {name}\nreporting_status: complete\n"
        text(tmp_path / "meta" / language / "3-1-1.yml", words)
    indicator = read_indicators(tmp_path).indicator("3.1.1")
    assert indicator.reporting == "reported"
    assert [indicator.official_name.in_language(one) for one in ("en", "ru", "kk")] == [
        "Maternal deaths",
        "Материнская смертность",
        "Ана өлімі",
    ]


def test_sdmx_csv_1_with_labels_in_the_cells(tmp_path: Path) -> None:
    path = text(
        tmp_path / "data.csv",
        "DATAFLOW,FREQ: Frequency,SERIES: Series,REF_AREA: Area,SEX: Sex,TIME_PERIOD: Time,OBS_VALUE: Value\n"
        "A:B(1.0): SDG,A: Annual,SH_DYN_MORT: Under-five mortality,KZ: Kazakhstan,_T: Total,2015,11.9\n"
        "A:B(1.0): SDG,A: Annual,SH_DYN_MORT: Under-five mortality,KZ: Kazakhstan,F: Female,2015,10.1\n",
    )
    indicators = read_indicators(path)
    assert (indicators.kind, indicators.country) == ("sdmx", "KAZ")
    assert points(indicators, "3.2.1") == [(2015, 11.9, "")]
    assert set(indicators.observations["SEX"]) == {"_T", "F"}
    assert indicators.name_of("SERIES", "SH_DYN_MORT").in_language("en") == "Under-five mortality"


def test_sdmx_csv_2_with_a_column_of_names_beside_that_of_codes(tmp_path: Path) -> None:
    path = text(
        tmp_path / "data.csv",
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SERIES,Series,REF_AREA,Reference area,SEX,Sex,TIME_PERIOD,"
        "OBS_VALUE\n"
        "dataflow,A:B(1.0),SDG,I,_L_KZ_030101_1,Mothers,398,Kazakhstan,F,Female,2015,12.5\n",
    )
    indicators = read_indicators(path)
    assert points(indicators, "3.1.1") == [(2015, 12.5, "")]
    assert indicators.dimensions == ["SEX"]
    assert indicators.name_of("SERIES", "_L_KZ_030101_1").in_language("en") == "Mothers"


def test_a_generic_message_with_attributes_of_the_series_and_quarters(tmp_path: Path) -> None:
    def series(frequency: str, *observations: tuple[str, str]) -> str:
        keys = {"SEX": "_T", "FREQ": frequency, "SERIES": "SL_TLF_UEM", "REF_AREA": "KG"}
        values = "".join(f'<g:Value id="{name}" value="{value}"/>' for name, value in keys.items())
        cells = "".join(
            f'<g:Obs><g:ObsDimension value="{period}"/><g:ObsValue value="{value}"/></g:Obs>'
            for period, value in observations
        )
        unit = '<g:Attributes><g:Value id="UNIT_MEASURE" value="PT"/></g:Attributes>'
        return f"<g:Series><g:SeriesKey>{values}</g:SeriesKey>{unit}{cells}</g:Series>"

    path = text(
        tmp_path / "data.xml",
        '<?xml version="1.0"?><m:GenericData xmlns:m="urn:m" xmlns:g="urn:g"><m:DataSet>'
        + series("A", ("2019", "5.5"), ("2020-01-01", "5.8"))
        + series("Q", ("2019-Q1", "5.1"), ("2019-Q2", "5.2"))
        + "</m:DataSet></m:GenericData>",
    )
    indicators = read_indicators(path)
    assert points(indicators, "8.5.2") == [(2019, 5.5, ""), (2020, 5.8, "")]
    headline = indicators.headline("8.5.2")
    assert headline is not None
    assert headline.unit == "PT"
    (told,) = [one for one in indicators.findings if one.code == "indicators.years-unread"]
    assert told.value == "2019-Q1"


def test_answers_of_the_unsd_interface_as_csv(tmp_path: Path) -> None:
    path = text(
        tmp_path / "answer.csv",
        "goal,target,indicator,series,seriesDescription,seriesCount,geoAreaCode,geoAreaName,timePeriodStart,value,"
        "valueType,attributes.Nature,attributes.Units,dimensions.Sex,dimensions.Reporting Type\n"
        "3,3.1,3.1.1,SH_STA_MORT,MMR,9,398,Kazakhstan,2015.0,13.0,Float,E,PER_100000_LIVE_BIRTHS,FEMALE,G\n",
    )
    indicators = read_indicators(path)
    assert points(indicators, "3.1.1") == [(2015, 13.0, "")]
    assert indicators.dimensions == ["Sex"]


def test_the_unsd_workbook_with_a_sheet_for_each_goal(tmp_path: Path) -> None:
    head: Row = ["Goal", "Indicator", "SeriesCode", "GeoAreaCode", "TimePeriod", "Value", "[Sex]", "[Units]"]
    path = book(
        tmp_path / "goals.xlsx",
        Goal1=[head, [1, "1.1.1", "SI_POV_DAY1", 398, 2015, "<0.1", "BOTHSEX", "PERCENT"]],
        Goal3=[head, [3, "3.1.1", "SH_STA_MORT", 398, 2015, 13, "FEMALE", "PER_100000_LIVE_BIRTHS"]],
    )
    indicators = read_indicators(path)
    assert points(indicators, "1.1.1") == [(2015, 0.1, "<")]
    assert points(indicators, "3.1.1") == [(2015, 13.0, "")]


def test_the_data_bank_of_the_world_bank_asks_for_a_country(tmp_path: Path) -> None:
    path = text(
        tmp_path / "bank.csv",
        "\ufeffCountry Name,Country Code,Series Name,Series Code,2015 [YR2015],2016 [YR2016]\n"
        'Kazakhstan,KAZ,"Maternal mortality ratio (per 100,000 live births)",SH.STA.MMRT,13,..\n'
        'Uzbekistan,UZB,"Maternal mortality ratio (per 100,000 live births)",SH.STA.MMRT,32,31\n'
        ",,,,,\nData from database: World Development Indicators,,,,,\n",
    )
    with pytest.raises(InputError) as error:
        read_indicators(path)
    assert "KAZ, UZB" in error.value.what("en")
    assert points(read_indicators(path, country="UZB"), "3.1.1") == [(2015, 32.0, ""), (2016, 31.0, "")]


def test_years_merged_over_men_and_women(tmp_path: Path) -> None:
    path = book(
        tmp_path / "8.5.2.xlsx",
        Лист1=[
            ["Уровень безработицы"],
            ["в процентах"],
            ["Регион", 2019, None, None, "2020 (предв.)", None, None],
            [None, "Всего", "Мужчины", "Женщины", "Всего", "Мужчины", "Женщины"],
            ["Республика Казахстан", 4.8, 4.3, 5.3, 4.9, 4.5, 5.4],
            ["Кызылординская", 4.8, 4.1, 5.5, 4.9, "-", "x"],
            ["* предварительные данные"],
        ],
    )
    indicators = read_indicators(path)
    assert points(indicators, "8.5.2") == [(2019, 4.8, ""), (2020, 4.9, "")]
    rows = indicators.observations.set_index(["place", "SEX", "year"])["value"]
    assert (rows["", "F", 2020], rows["KZ-43", "M", 2019]) == (5.4, 4.1)
    headline = indicators.headline("8.5.2")
    assert headline is not None
    assert headline.unit == "PT"


def test_men_and_women_merged_over_years(tmp_path: Path) -> None:
    path = book(
        tmp_path / "3-2-1.xlsx",
        Sheet=[
            ["Under-five mortality"],
            ["", "Both sexes", None, "Men", None],
            ["", 2019, 2020, 2019, 2020],
            ["Kazakhstan", 8.3, 7.7, 9.2, 8.5],
        ],
    )
    indicators = read_indicators(path)
    assert points(indicators, "3.2.1") == [(2019, 8.3, ""), (2020, 7.7, "")]
    men = indicators.observations[indicators.observations["SEX"] == "M"]
    assert men["value"].tolist() == [9.2, 8.5]


def test_one_table_of_many_indicators_with_headings_of_goals(tmp_path: Path) -> None:
    path = book(
        tmp_path / "sdg.xlsx",
        Показатели=[
            ["Показатели ЦУР Республики Казахстан"],
            ["№ п/п", "Показатель", "Ед. изм.", 2019, 2020, "2021*", "Источник"],
            ["Цель 3"],
            ["3.1.1", "Материнская смертность", "на 100 тыс. живорождённых", 13.7, 36.5, 44.7, "МЗ"],
            ["3.2.1", "Смертность детей до 5 лет", "на 1 000 живорождённых", 10.7, "10,2", "…", "МЗ"],
        ],
    )
    indicators = read_indicators(path)
    assert points(indicators, "3.1.1") == [(2019, 13.7, ""), (2020, 36.5, ""), (2021, 44.7, "")]
    assert points(indicators, "3.2.1") == [(2019, 10.7, ""), (2020, 10.2, ""), (2021, None, "…")]
    assert indicators.indicator("3.1.1").name.in_language("ru") == "Материнская смертность"
    headline = indicators.headline("3.1.1")
    assert headline is not None
    assert headline.unit == "PER_100000_LIVE_BIRTHS"
    assert not [one for one in indicators.findings if one.code == "indicators.series-without-indicator"]


def test_two_tables_one_below_the_other_are_two_indicators_with_their_own_rows(tmp_path: Path) -> None:
    path = book(
        tmp_path / "t.xlsx",
        Sheet=[
            ["3.2.1 Смертность детей до 5 лет"],
            ["", 2021, 2022, 2023],
            ["Республика Казахстан", 10.3, 9.9, 9.1],
            ["Абай", None, 8.8, 8.1],
            [],
            ["3.2.2 Неонатальная смертность"],
            ["", 2021, 2022, 2023],
            ["Республика Казахстан", 4.3, 4.1, 4.0],
        ],
    )
    indicators = read_indicators(path)
    assert points(indicators, "3.2.1") == [(2021, 10.3, ""), (2022, 9.9, ""), (2023, 9.1, "")]
    assert points(indicators, "3.2.2") == [(2021, 4.3, ""), (2022, 4.1, ""), (2023, 4.0, "")]
    assert set(indicators.rows("3.2.2")["row"]) == {8}
    assert indicators.indicator("3.2.2").name.in_language("ru") == "Неонатальная смертность"


@pytest.mark.parametrize(
    ("header", "country", "whole", "women"),
    [
        ("Indicator code;Indicator name;Reporting year;Region name;Sex;Value;Units", "Kazakhstan", "Total", "Women"),
        ("Код;Наименование;Период;Регион;Пол;Значение;Ед.изм", "Республика Казахстан", "Всего", "Женщины"),
        ("Код;Көрсеткіш атауы;Жыл;Өңір;Жынысы;Мәні;Өлшем бірлігі", "Қазақстан Республикасы", "Барлығы", "Әйелдер"),
    ],
)  # fmt: skip
def test_a_column_of_years_is_no_heading_and_the_name_of_the_country_is_the_country(
    tmp_path: Path, header: str, country: str, whole: str, women: str
) -> None:
    rows = [f"8.5.2;Name;2020;{country};{whole};4,9;%", f"8.5.2;Name;2020;{country};{women};5,4;%"]
    indicators = read_indicators(text(tmp_path / "t.csv", "\n".join([header, *rows]) + "\n"))
    assert indicators.country == "KAZ"
    assert points(indicators, "8.5.2") == [(2020, 4.9, "")]
    assert len(indicators.dimensions) == 1


def test_years_down_the_rows_and_regions_across(tmp_path: Path) -> None:
    path = text(
        tmp_path / "3.1.1.csv",
        "Год;Республика Казахстан;Абайская;Кызылординская область\n2021;44,7;;50,1\n2022;17,0;20,1;29,2\n",
    )
    indicators = read_indicators(path)
    assert points(indicators, "3.1.1") == [(2021, 44.7, ""), (2022, 17.0, "")]
    regions = indicators.by_region("3.1.1", 2022).set_index("region")["value"]
    assert (regions["KZ-10"], regions["KZ-43"]) == (20.1, 29.2)


def test_a_sheet_for_each_indicator_named_by_its_code(tmp_path: Path) -> None:
    rows: list[Row] = [["", 2019, 2020, 2021], ["Kazakhstan", 12, 13, 11], ["Women", 12, 12, 12]]
    indicators = read_indicators(book(tmp_path / "all.xlsx", **{"3.1.1": rows, "8.5.2": rows}))
    assert indicators.codes == ("3.1.1", "8.5.2")
    assert points(indicators, "8.5.2") == [(2019, 12.0, ""), (2020, 13.0, ""), (2021, 11.0, "")]


def test_a_kazakh_table_with_its_unit_in_the_title(tmp_path: Path) -> None:
    path = book(
        tmp_path / "table.xlsx",
        Кесте=[
            ["Ана өлімінің коэффициенті (3.1.1), 100 000 тірі туғанға"],
            ["Өңір", "2021 жыл", "2022 ж.", "2023*"],
            ["Қазақстан Республикасы", 44.7, 17.0, 11.4],
            ["Қызылорда облысы", 50.1, 29.2, 10.3],
            ["*алдын ала деректер"],
        ],
    )
    indicators = read_indicators(path)
    assert points(indicators, "3.1.1") == [(2021, 44.7, ""), (2022, 17.0, ""), (2023, 11.4, "")]
    headline = indicators.headline("3.1.1")
    assert headline is not None
    assert headline.unit == "PER_100000_LIVE_BIRTHS"
    assert indicators.by_region("3.1.1", 2023)["region"].tolist() == ["KZ-43"]


def test_a_data_file_that_came_without_its_platform_is_put_right_too(tmp_path: Path) -> None:
    path = text(
        tmp_path / "indicator_8-6-1.csv",
        "Year,SEX,REF_AREA,Value\n2015,,,7.9\n2016,F,,8.0\n2016,,KZKZY,7.0\n2017,6.4\n",
    )
    indicators = read_indicators(path)
    assert points(indicators, "8.6.1") == [(2015, 7.9, ""), (2017, 6.4, "")]
    assert "indicators.row-short" in {one.code for one in indicators.findings}


def test_parquet_is_read_like_csv(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    table = text(
        tmp_path / "t.csv", "indicator,year,place,value,unit,SEX\n3.1.1,2020,,36.5,PT,\n3.1.1,2021,,,PT,F\n"
    )
    first = read_indicators(table)
    again = read_indicators(first.write(tmp_path / "t.parquet"))
    columns = ["indicator", "year", "place", "value", "unit", "SEX"]
    assert again.observations[columns].astype(str).equals(first.observations[columns].astype(str))


def test_years_of_schools_marks_of_footnotes_and_plans_in_every_form_of_file(tmp_path: Path) -> None:
    tidy = text(
        tmp_path / "tidy.csv",
        "indicator,year,value\n4.1.1,2015/16,80\n4.1.1,2018*,82\n4.1.1,2019,83\n4.1.1,2025 (план),95\n",
    )
    platform = tmp_path / "platform" / "data" / "indicator_4-1-1.csv"
    platform.parent.mkdir(parents=True)
    text(platform, "Year,Value\n2015/16,80\n2018*,82\n2019,83\n2025 (план),95\n")
    wide = text(
        tmp_path / "wide.csv",
        "Показатель,2015/16,2018*,2019,2025 (план)\n4.1.1 Доля детей,80,82,83,95\n",
    )
    for path in (tidy, tmp_path / "platform", wide):
        indicators = read_indicators(path)
        assert points(indicators, "4.1.1") == [(2015, 80.0, ""), (2018, 82.0, ""), (2019, 83.0, "")], path
        told = {finding.code: finding.value for finding in indicators.findings}
        assert told["indicators.year-split"] == "2015/16"
        assert told["indicators.year-plan"] == "2025 (план)"


def test_codes_of_places_beside_their_names_and_rows_that_a_message_deletes(tmp_path: Path) -> None:
    path = text(
        tmp_path / "data.csv",
        "indicator,region code,region,year,value\n3.1.1,KZ-10,Абай ауданы,2022,5\n3.1.1,,,2022,9\n",
    )
    frame = read_indicators(path).observations
    assert sorted(frame["place"]) == ["", "KZ-10"]
    message = text(
        tmp_path / "sdmx.csv",
        "STRUCTURE[;],STRUCTURE_ID,ACTION,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE\n"
        "dataflow,IAEG-SDGs:DF_SDG_GLC(1.0),I,SH_STA_MORT,KG,2020,31\n"
        "dataflow,IAEG-SDGs:DF_SDG_GLC(1.0),D,SH_STA_MORT,KG,2021,99\n",
    )
    indicators = read_indicators(message)
    assert points(indicators, "3.1.1") == [(2020, 31.0, "")]
    assert [one.row for one in indicators.findings if one.code == "indicators.rows-deleted"] == [3]


def test_a_list_with_a_column_of_groups_and_rows_without_codes(tmp_path: Path) -> None:
    path = text(
        tmp_path / "list.csv",
        "Код;Показатель;Ед. изм.;Разрез;2020;2021;2022*\n"
        "3.1.1;Материнская смертность;на 100 тыс.;Всего;36,5;44,7;17,0\n"
        "3.1.1;;;Город;35;44,1;…\n"
        ";;;Село;38;45;18\n"
        ";;;Акмолинская область;30;31;32 e\n"
        ";;;Мигранты;1;2;3\n"
        "5.5.1;Доля женщин;%;Всего;27,1;27,1;27,4\n"
        ";Нечто другое;;;9;9;9\n",
    )
    indicators = read_indicators(path)
    assert points(indicators, "3.1.1") == [(2020, 36.5, ""), (2021, 44.7, ""), (2022, 17.0, "")]
    frame = indicators.observations
    frame = frame[(frame["indicator"] == "3.1.1") & (frame["year"] == 2020)]
    cells = frame[["place", "URBANISATION", "BREAKDOWN", "value"]].fillna("").astype(str).values.tolist()
    assert cells == [
        ["", "", "", "36.5"],
        ["", "U", "", "35.0"],
        ["", "R", "", "38.0"],
        ["KZ-11", "", "", "30.0"],
        ["", "", "Мигранты", "1.0"],
    ]
    assert set(frame["unit"]) == {"на 100 тыс."}
    (told,) = [one for one in indicators.findings if one.code == "indicators.rows-without-code"]
    assert (told.row, told.value) == (8, "Нечто другое")


def test_the_world_and_its_groups_of_countries_are_no_regions(tmp_path: Path) -> None:
    years = ",".join(f'"{year}"' for year in (2015, 2019, 2023))
    bank = text(
        tmp_path / "API_SH.STA.MMRT_DS2_en_csv_v2.csv",
        f'"Data Source","World Development Indicators",\n\n"Last Updated Date","2025-07-01",\n\n'
        f'"Country Name","Country Code","Indicator Name","Indicator Code",{years},\n'
        '"Aruba","ABW","Maternal mortality ratio","SH.STA.MMRT","5","5","5",\n'
        '"Kazakhstan","KAZ","Maternal mortality ratio","SH.STA.MMRT","18","15","11.6",\n'
        '"World","WLD","Maternal mortality ratio","SH.STA.MMRT","227","210","197",\n'
        '"Central Europe and the Baltics","CEB","Maternal mortality ratio","SH.STA.MMRT","8","8","7",\n',
    )
    head = "Goal,Target,Indicator,SeriesCode,GeoAreaCode,GeoAreaName,TimePeriod,Value,[Age],[Sex],[Units]"
    line = "3,3.1,3.1.1,SH_STA_MORT,{},{},{},{},15-49,FEMALE,PER_100000_LIVE_BIRTHS"
    areas = (("398", "Kazakhstan"), ("1", "World"), ("143", "Central Asia"), ("199", "LDCs"))
    rows = [line.format(*area, year, value) for area in areas for year, value in ((2015, 18), (2023, 11.6))]
    database = text(tmp_path / "unsd" / "extract.csv", "\n".join([head, *rows]) + "\n")
    message = text(
        tmp_path / "sdmx" / "message.csv",
        "DATAFLOW,FREQ,REPORTING_TYPE,SERIES,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
        + "".join(
            f"IAEG-SDGs:DF_SDG_GLH(1.17),A,G,SH_STA_MORT,{area},F,{year},{value},PER_100000_LIVE_BIRTHS\n"
            for area, _ in areas
            for year, value in ((2015, 18), (2023, 11.6))
        ),
    )
    for path in (bank, database, message):
        for country in ("KAZ", ""):
            indicators = read_indicators(path, country=country)
            assert set(indicators.observations["place"]) == {""}, path
            assert points(indicators, "3.1.1")[-1] == (2023, 11.6, "")
            assert [one for one in indicators.findings if one.severity != "note"] == []


@pytest.mark.parametrize(
    ("name", "content", "country", "value", "region"),
    [
        (
            "ky.csv",
            "Көрсөткүч,Аталышы,Өлчөө бирдиги,Аймак,Жынысы,Жыл,Мааниси\n"
            "3.1.1,Энелердин өлүмү,100 000 тирүү төрөлгөнгө,Кыргыз Республикасы,,2015,38.5\n"
            "3.1.1,Энелердин өлүмү,100 000 тирүү төрөлгөнгө,Кыргыз Республикасы,,2023,24.1\n"
            "3.1.1,Энелердин өлүмү,100 000 тирүү төрөлгөнгө,Ош облусу,,2023,30.0\n",
            "KGZ",
            24.1,
            "KG-O",
        ),
        (
            "tg.csv",
            "Нишондиҳанда;Номгӯй;Воҳиди ченак;Минтақа;Сол;Арзиш\n"
            "3.1.1;Фавти модарон;ба 100 000 навзоди зинда;Ҷумҳурии Тоҷикистон;2015;28,9\n"
            "3.1.1;Фавти модарон;ба 100 000 навзоди зинда;Ҷумҳурии Тоҷикистон;2022;23,5\n"
            "3.1.1;Фавти модарон;ба 100 000 навзоди зинда;Вилояти Суғд;2022;20,1\n",
            "TJK",
            23.5,
            "TJ-SU",
        ),
        (
            "uz.csv",
            "Ko‘rsatkich,Nomi,O‘lchov birligi,Hudud,Yil,Qiymat\n"
            "3.1.1,Onalar o‘limi,100 000 tirik tug‘ilganga,O‘zbekiston Respublikasi,2015,18.9\n"
            "3.1.1,Onalar o‘limi,100 000 tirik tug‘ilganga,O‘zbekiston Respublikasi,2023,17.4\n"
            "3.1.1,Onalar o‘limi,100 000 tirik tug‘ilganga,Qoraqalpog‘iston Respublikasi,2023,19.0\n",
            "UZB",
            17.4,
            "UZ-QR",
        ),
    ],
)
def test_tables_with_kyrgyz_tajik_and_uzbek_headings(
    tmp_path: Path, name: str, content: str, country: str, value: float, region: str
) -> None:
    indicators = read_indicators(text(tmp_path / name, content))
    assert indicators.country == country
    assert points(indicators, "3.1.1")[-1][1] == value
    regions = {place_of(place).code for place in set(indicators.observations["place"]) if place}  # type: ignore[union-attr]
    assert regions == {region}
    headline = indicators.headline("3.1.1")
    assert headline is not None
    assert headline.unit == "PER_100000_LIVE_BIRTHS"
    assert indicators.assessment("3.1.1").result == "target-met"


def test_units_in_the_words_of_an_office_are_held_against_the_target_and_keep_their_words(
    tmp_path: Path,
) -> None:
    indicators = read_indicators(
        text(
            tmp_path / "table.csv",
            "Код показателя;Ед. изм.;Год;Значение\n"
            "3.2.1;на 1 000 живорождений;2015;11,9\n3.2.1;на 1 000 живорождений;2023;9,1\n"
            "17.1.1;условных единиц;2015;1\n17.1.1;условных единиц;2023;2\n",
        )
    )
    headline = indicators.headline("3.2.1")
    assert headline is not None
    assert (headline.unit, headline.unit_name.in_language("ru")) == (
        "PER_1000_LIVE_BIRTHS",
        "на 1 000 живорождений",
    )
    assert (indicators.assessment("3.2.1").target, indicators.assessment("3.2.1").result) == (
        25.0,
        "target-met",
    )
    assert indicators.rows("17.1.1")["unit"].tolist() == ["условных единиц"] * 2


def test_the_ilos_messages_and_its_bulk_download_name_the_indicator_in_their_own_code(tmp_path: Path) -> None:
    message = (
        "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,FREQ,MEASURE,SEX,AGE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
    )
    bulk = "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_source\n"
    for sex, value in (("SEX_T", 4.9), ("SEX_M", 4.3), ("SEX_F", 5.5)):
        for age in ("AGE_YTHADULT_YGE15", "AGE_YTHADULT_Y15-24"):
            for year in (2015, 2023):
                flow = "dataflow,ILO:DF_SDG_0852_SEX_AGE_RT(1.0),I"
                message += f"{flow},KAZ,A,SDG_0852_RT,{sex},{age},{year},{value},PT\n"
                bulk += f"KAZ,BA:463,SDG_0852_SEX_AGE_RT,{sex},{age},{year},{value},,R1:3903\n"
    for name, content in (("message.csv", message), ("bulk.csv", bulk)):
        indicators = read_indicators(text(tmp_path / name, content))
        assert points(indicators, "8.5.2") == [(2015, 4.9, ""), (2023, 4.9, "")]
        sex = indicators.gaps("8.5.2").iloc[0]
        assert [sex[name].in_language("en") for name in ("worst_name", "best_name")] == ["Women", "Men"]
        assert indicators.findings == ()


def test_a_text_file_with_titles_above_the_table_and_decimal_commas(tmp_path: Path) -> None:
    path = text(
        tmp_path / "export.csv",
        '"Показатель: Уровень безработицы (8.5.2), %"\n"Период: Год"\n"Регион";"2021";"2022";"2023"\n'
        '"РЕСПУБЛИКА КАЗАХСТАН";"4,9";"4,9";"4,7"\n"АБАЙСКАЯ ОБЛАСТЬ";"";"4,9";"…"\n"Г.АСТАНА";"4,6";"4,5";"4,3"\n',
    )
    indicators = read_indicators(path)
    assert points(indicators, "8.5.2") == [(2021, 4.9, ""), (2022, 4.9, ""), (2023, 4.7, "")]
    abai = indicators.observations[indicators.observations["place"] == "KZ-10"]
    assert abai[["year", "sign"]].to_numpy().tolist() == [[2022, ""], [2023, "…"]]
    assert abai["value"].isna().tolist() == [False, True]


def test_columns_of_part_of_a_year_and_plans_are_told_and_of_which_begins_a_group(tmp_path: Path) -> None:
    head: Row = [
        "№",
        "Показатель",
        "Единица измерения",
        "2021",
        "2022 год",
        "2023 (предв.)",
        "янв.-сент. 2024",
        "План 2025",
    ]
    path = book(
        tmp_path / "list.xlsx",
        Лист1=[
            ["Показатели ЦУР"],
            head,
            ["1.2.1", "Доля населения с доходами ниже прожиточного минимума", "%", 5.2, 5.2, "5,1", 5.0, 4.9],
            ["", "в том числе: город", "%", 3.2, 3.4, 3.5, "", ""],
            ["", "село", "%", 8.0, 7.9, "…", "", ""],
            ["3.1.1", "Материнская смертность", "на 100 тыс. родившихся живыми", 44.7, 17, 11.8, 10.1, 10],
        ],
    )
    indicators = read_indicators(path)
    assert points(indicators, "1.2.1") == [(2021, 5.2, ""), (2022, 5.2, ""), (2023, 5.1, "")]
    groups = indicators.rows("1.2.1")
    assert groups["URBANISATION"].tolist() == ["", "", "", "U", "U", "U", "R", "R", "R"]
    told = {one.code: one for one in indicators.findings}
    assert told["indicators.columns-unread"].value == "янв.-сент. 2024"
    assert told["indicators.year-plan"].value == "План 2025"
    assert indicators.observations["year"].max() == 2023
    # The first figure after the base year is the baseline where none lies near it.
    assert [row.baseline.year for row in indicators.table() if row.baseline] == [2021, 2021]


@pytest.mark.parametrize(
    ("name", "content", "indicators"),
    [
        ("long.csv", "Indicator,Year,Value\n3.1.1,2015,12.5\n3.1.1,2023,11.7\n", True),
        ("series.csv", "SeriesCode;TimePeriod;Value;GeoAreaCode\nSH_STA_MORT;2015;12.5;398\n", True),
        (
            "register.csv",
            "Title,Donor,Year,Value,Indicator\nRepair of clinics,UNDP,2021,1000,health\n",
            False,
        ),
        (
            "annex.csv",
            "Indicator,Baseline year,Baseline value,Latest year,Latest value\n"
            "3.1.1 Maternal mortality,2015,12.5,2023,11.8\n",
            True,
        ),
        (
            "results.csv",
            "Title,Donor,Baseline year,Baseline value,Latest year,Latest value\n"
            "Repair of clinics,UNDP,2015,12,2023,11\n",
            False,
        ),
        ("budget.csv", "Title,Donor,2021,2022\nRepair of clinics,UNDP,1000,2000\n", False),
        ("iati.xml", '<iati-activities version="2.03"></iati-activities>', False),
        ("nothing.xlsx", "no workbook", False),
    ],
)
def test_what_surely_holds_indicators(tmp_path: Path, name: str, content: str, indicators: bool) -> None:
    assert looks_like_indicators(text(tmp_path / name, content)) is indicators


def test_the_global_database_with_years_as_columns_keeps_series_units_and_groups(tmp_path: Path) -> None:
    head: Row = [
        *("Goal", "Target", "Indicator", "SeriesCode", "SeriesDescription", "GeoAreaCode", "GeoAreaName"),
        *("[Age]", "[Nature]", "[Reporting Type]", "[Sex]", "[Units]", 2015, 2019, 2023),
    ]

    def line(area: int, name: str, series: str, age: str, sex: str, *values: object) -> Row:
        return [8, "8.5", "8.5.2", series, "Unemployment", area, name, age, "C", "G", sex, "PERCENT", *values]

    path = book(
        tmp_path / "wide.xlsx",
        data=[
            head,
            line(398, "Kazakhstan", "SL_TLF_UEM", "15+", "BOTHSEX", 5.1, 4.8, 4.7),
            line(398, "Kazakhstan", "SL_TLF_UEM", "15-24", "BOTHSEX", 4.3, 3.7, "N"),
            line(398, "Kazakhstan", "SL_TLF_UEM", "15+", "FEMALE", 5.7, 5.3, "<5.2"),
            line(398, "Kazakhstan", "SL_TLF_UEMDIS", "15+", "BOTHSEX", 9, "", 8),
            line(1, "World", "SL_TLF_UEM", "15+", "BOTHSEX", 5.7, 5.6, 5.0),
        ],
    )
    found = read_indicators(path, country="KAZ").observations
    assert set(found["place"]) == {""}
    assert set(zip(found["series"], found["unit"], strict=True)) == {
        ("SL_TLF_UEM", "PERCENT"),
        ("SL_TLF_UEMDIS", "PERCENT"),
    }
    keys = found[["series", "Age", "SEX", "year"]]
    assert not keys.duplicated().any()
    assert set(found["Age"]) == {"15+", "15-24"}
    young = found[found["Age"] == "15-24"]
    assert young["sign"].tolist() == ["", "", "N"]
    assert young["value"].isna().tolist() == [False, False, True]


def test_figures_shown_in_per_cent_are_read_as_they_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "shares.xlsx"
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (
        ["8.5.2 Уровень безработицы, %"],
        ["Регион", "2019", "2020", "2023"],
        ["Республика Казахстан", 0.048, 0.0495, 4.7],
    ):
        sheet.append(row)
    sheet["B3"].number_format = "0.0%"
    sheet["C3"].number_format = '0.00"\\u00a0"%'
    made.save(path)
    assert points(read_indicators(path), "8.5.2") == [(2019, 4.8, ""), (2020, 4.95, ""), (2023, 4.7, "")]


def test_the_last_and_the_first_day_of_a_year_are_of_the_year_and_quarters_and_months_are_none(
    tmp_path: Path,
) -> None:
    path = text(
        tmp_path / "dates.csv",
        "Indicator,Period,Value\n3.1.1,31.12.2015,12.5\n3.1.1,2019-12-31,13.7\n3.1.1,2023-Q4,3.1\n"
        "3.1.1,01.01.2021,1.2\n3.1.1,2022-01,1.1\n",
    )
    indicators = read_indicators(path)
    assert points(indicators, "3.1.1") == [(2015, 12.5, ""), (2019, 13.7, ""), (2021, 1.2, "")]
    told = {one.code: (one.details["rows"], one.details["count"]) for one in indicators.findings}
    assert told == {"indicators.years-unread": ("4, 6", "2"), "indicators.year-begin": ("5", "1")}


@pytest.mark.parametrize(("unit", "told"), [("%", ["987"]), ("per 1,000 live births", [])])
def test_a_share_without_its_decimal_comma_is_told(tmp_path: Path, unit: str, told: list[str]) -> None:
    values = [91.2, 92.4, 93.0, 94.8, 95.1, 96.6, 97.3, 98.7, 99.1, 100, 987]
    rows = [f'6.1.1,{2010 + n},"{unit}",{value}' for n, value in enumerate(values)]
    indicators = read_indicators(
        text(tmp_path / "shares.csv", "indicator,year,unit,value\n" + "\n".join(rows))
    )
    odd = [one for one in indicators.findings if one.code == "indicators.share-above-100"]
    assert [one.value for one in odd] == told
    assert [one.row for one in odd] == [12] * len(told)
    assert points(indicators, "6.1.1")[-1] == (2020, 987, "")


def test_a_share_that_is_often_above_100_is_not_doubted(tmp_path: Path) -> None:
    rows = [f"4.1.2,{2010 + n},%,{98 + n}" for n in range(12)]
    indicators = read_indicators(
        text(tmp_path / "gross.csv", "indicator,year,unit,value\n" + "\n".join(rows))
    )
    assert not [one for one in indicators.findings if one.code == "indicators.share-above-100"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "annex.csv",
            "Goal,Indicator,Unit,Baseline year,Baseline value,Latest year,Latest value,Target 2030,Source\n"
            "3,3.1.1 Maternal mortality,per 100 000 live births,2015,12.5,2023,11.8,10,Health\n"
            "9,9.5.1 R&D as a share of GDP,%,2015,0.17,2022,0.14,1,BNS\n",
        ),
        (
            "приложение.csv",
            "Код;Показатель;Ед. изм.;Базовый год;Базовое значение;Последний год;Последнее значение;Цель 2030\n"
            "3.1.1;Материнская смертность;на 100 000 родившихся живыми;2015;12,5;2023;11,8;10\n"
            "9.5.1;Расходы на НИОКР к ВВП;%;2015;0,17;2022;0,14;1\n",
        ),
        (
            "values_first.csv",
            "Показатель;Базовый уровень;Базовый год;Текущее значение;Текущий год\n"
            "3.1.1 Материнская смертность;12,5;2015;11,8;2023\n9.5.1 НИОКР;0,17;2015;0,14;2022\n",
        ),
        (
            "қосымша.csv",
            "Көрсеткіш;Бастапқы жыл;Бастапқы мән;Соңғы жыл;Соңғы мән\n"
            "3.1.1 Ана өлімі;2015;12,5;2023;11,8\n9.5.1 ҒЗТКЖ;2015;0,17;2022;0,14\n",
        ),
    ],
)
def test_a_year_beside_each_figure_is_its_year_and_no_figure(tmp_path: Path, name: str, content: str) -> None:
    """The annex of a voluntary review: every indicator has its own years. A row of data is no row of headings."""
    indicators = read_indicators(text(tmp_path / name, content))
    assert points(indicators, "3.1.1") == [(2015, 12.5, ""), (2023, 11.8, "")]
    assert points(indicators, "9.5.1") == [(2015, 0.17, ""), (2022, 0.14, "")]
    targets = [one.value for one in indicators.findings if one.code == "indicators.year-plan"]
    assert targets == [
        head for head in content.splitlines()[0].replace(";", ",").split(",") if "2030" in head
    ]


def test_a_figure_without_its_year_is_told_and_years_are_named_in_words(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "Indicator,Baseline year,Baseline value,Latest year,Latest value\n"
        "3.1.1 Maternal mortality,2015,12.5,,11.8\n9.5.1 R&D,2015,0.17,2015/16,0.14\n",
    )
    indicators = read_indicators(path)
    assert points(indicators, "3.1.1") == [(2015, 12.5, "")]
    told = {one.code: (one.value, one.row) for one in indicators.findings}
    assert told["indicators.years-unread"] == ("11.8", 2)
    assert told["indicators.year-split"] == ("2015/16", 3)
    path = text(
        tmp_path / "b.csv",
        "Indicator,Unit,Baseline (2015),2019,Latest value (2023),Target (2030)\n"
        "3.1.1 Maternal mortality,per 100 000 live births,12.5,13.7,11.8,10\n",
    )
    assert points(read_indicators(path), "3.1.1") == [(2015, 12.5, ""), (2019, 13.7, ""), (2023, 11.8, "")]


def observed(path: Path) -> list[tuple[str, str, int, float, int]]:
    """Indicator, place, year, value and row of every observation without a group."""
    frame = read_indicators(path).observations
    whole = frame[[name for name in frame.columns if name in ("SEX", "URBANISATION", "BREAKDOWN")]]
    frame = frame[(whole == "").all(axis=1)]
    return [
        (str(one.indicator), str(one.place), int(one.year), float(one.value), int(one.row))
        for one in frame.itertuples()
    ]


def test_years_from_the_latest_to_the_first(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "Показатель;Ед. изм.;2023;2022;2015\n3.1.1 Материнская смертность;на 100 000;11,8;17;12,5\n",
    )
    assert observed(path) == [
        ("3.1.1", "", 2023, 11.8, 2),
        ("3.1.1", "", 2022, 17, 2),
        ("3.1.1", "", 2015, 12.5, 2),
    ]
    assert points(read_indicators(path), "3.1.1") == [(2015, 12.5, ""), (2022, 17, ""), (2023, 11.8, "")]


def test_a_row_that_numbers_the_columns_holds_no_figures(tmp_path: Path) -> None:
    path = text(
        tmp_path / "form.csv",
        "3.1.1 Материнская смертность\n\n;2015;2016\nА;1;2\nРеспублика Казахстан;12,5;12,7\n",
    )
    assert observed(path) == [("3.1.1", "", 2015, 12.5, 5), ("3.1.1", "", 2016, 12.7, 5)]
    path = text(
        tmp_path / "list.csv", "№;Показатель;2015;2016\n1;2;3;4\n3.1.1;Смертность;12,5;12,7\n3.2.1;Дети;9;8\n"
    )
    indicators = read_indicators(path)
    assert indicators.codes == ("3.1.1", "3.2.1")
    assert "indicators.series-without-indicator" not in {one.code for one in indicators.findings}


def test_a_turned_table_leads_back_to_the_rows_of_its_years(tmp_path: Path) -> None:
    path = text(
        tmp_path / "down.csv",
        "Indicator 3.1.1,,\nYear,Kazakhstan,Astana\n2015,12.5,10\n2016,12.7,\n2017,12.5,9\n",
    )
    assert observed(path) == [
        ("3.1.1", "", 2015, 12.5, 3),
        ("3.1.1", "", 2016, 12.7, 4),
        ("3.1.1", "", 2017, 12.5, 5),
        ("3.1.1", "KZ-71", 2015, 10, 3),
        ("3.1.1", "KZ-71", 2017, 9, 5),
    ]


def test_groups_below_their_indicators_in_the_same_column(tmp_path: Path) -> None:
    path = text(
        tmp_path / "list.csv",
        'Indicator;2015;2016\n"8.5.2 Unemployment rate, %";;\n   total;5,1;5,0\n   men;4,6;4,4\nAstana;5,5;5,6\n'
        '"1.2.1 Poverty, %";2,7;2,6\n   urban;1,3;1,4\n total;9;9\n something else;1;2\n',
    )
    indicators = read_indicators(path)
    assert points(indicators, "8.5.2") == [(2015, 5.1, ""), (2016, 5.0, "")]
    assert points(indicators, "1.2.1") == [(2015, 2.7, ""), (2016, 2.6, "")]
    assert set(indicators.observations["unit"]) == {"PT"}
    assert indicators.indicator("8.5.2").name.in_language("en") == "Unemployment rate, %"
    groups = indicators.observations.drop_duplicates(["row"])
    assert groups[["row", "place", "SEX", "URBANISATION"]].to_numpy().tolist() == [
        [3, "", "", ""],
        [4, "", "M", ""],
        [5, "KZ-71", "", ""],
        [6, "", "", ""],
        [7, "", "", "U"],
    ]
    # A total below an indicator that has its own figures is not known to be of that indicator.
    told = {one.code: one for one in indicators.findings}
    assert told["indicators.series-without-indicator"].details["rows"] == "8–9"


def test_figures_and_ranks_below_merged_years(tmp_path: Path) -> None:
    path = text(
        tmp_path / "ranks.csv",
        "3.1.1 MMR,,,,\nRegion,2015,,2016,\n,value,rank,value,rank\nKazakhstan,12.5,,12.7,\nAlmaty,9,1,8,1\n",
    )
    assert observed(path) == [
        ("3.1.1", "", 2015, 12.5, 4),
        ("3.1.1", "", 2016, 12.7, 4),
        ("3.1.1", "KZ-75", 2015, 9, 5),
        ("3.1.1", "KZ-75", 2016, 8, 5),
    ]


def test_a_quarter_before_the_years_is_told_and_no_label_and_a_raised_mark_is_one(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        Sheet=[
            ["8.5.2 Уровень безработицы, %"],
            ["", "I кв. 2023", "II кв. 2023", "2021", "2022", "2023¹⁾"],
            ["Республика Казахстан", 4.8, 4.7, 4.9, "4,9²", 4.7],
            ["Мужчины", 4.4, 4.3, 4.5, 4.4, 4.3],
        ],
    )
    indicators = read_indicators(path)
    assert points(indicators, "8.5.2") == [(2021, 4.9, ""), (2022, 4.9, "²"), (2023, 4.7, "")]
    assert sorted(set(indicators.observations["SEX"])) == ["", "M"]
    told = {one.code: one for one in indicators.findings}
    assert told["indicators.columns-unread"].value == "I кв. 2023; II кв. 2023"


def test_a_column_for_each_indicator_and_a_row_for_each_year(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv", "Year,3.1.1 MMR,8.5.2 Unemployment\n2015,12.5,5.1\n2016,12.7,\n2017,12.5,4.9\n"
    )
    assert observed(path) == [
        ("3.1.1", "", 2015, 12.5, 2),
        ("3.1.1", "", 2016, 12.7, 3),
        ("3.1.1", "", 2017, 12.5, 4),
        ("8.5.2", "", 2015, 5.1, 2),
        ("8.5.2", "", 2017, 4.9, 4),
    ]


@pytest.mark.parametrize("heading", ["SDG", "Code", "Indicator ID", "Показатель ЦУР", "ТДМ көрсеткіші"])
def test_other_headings_of_the_code(tmp_path: Path, heading: str) -> None:
    path = text(tmp_path / "a.csv", f"{heading},Sex,Year,Value,Unit\n8.5.2,Both sexes,2023,4.7,Percent\n")
    assert points(read_indicators(path), "8.5.2") == [(2023, 4.7, "")]
    assert looks_like_indicators(path)
    register = text(tmp_path / "b.csv", f"{heading},Title,Year,Value\nKAZ-01,Repair of clinics,2023,1000\n")
    assert not looks_like_indicators(register)


def test_titles_in_the_rows_of_the_years_begin_a_table_each(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "ЦУР 3,,\n3.1.1. Материнская смертность,2015,2016\nКазахстан,12.5,12.7\n"
        "3.2.1. Смертность детей,2015,2016\nКазахстан,12,11\n",
    )
    assert observed(path) == [
        ("3.1.1", "", 2015, 12.5, 3),
        ("3.1.1", "", 2016, 12.7, 3),
        ("3.2.1", "", 2015, 12, 5),
        ("3.2.1", "", 2016, 11, 5),
    ]
    assert read_indicators(path).findings == ()


def test_a_list_of_one_indicator_and_units_under_short_headings(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv", "Country,Series,2015 [YR2015],2016 [YR2016]\nKazakhstan,3.1.1,12.5,12.7\n"
    )
    assert points(read_indicators(path), "3.1.1") == [(2015, 12.5, ""), (2016, 12.7, "")]
    path = text(
        tmp_path / "b.csv",
        "№ п/п;Индикатор ЦУР;Ед.изм.;Источник;2015;2016;Примечание\n"
        "1;8.5.2. Безработица;%;БНС;5,1;5,0;обследование\n;Город;;;5;4,9;\n2;3.2.1. Смертность детей;на 1000;МЗ;9;8;\n",
    )
    indicators = read_indicators(path)
    assert points(indicators, "8.5.2") == [(2015, 5.1, ""), (2016, 5.0, "")]
    assert indicators.rows("8.5.2")[["unit", "URBANISATION"]].drop_duplicates().to_numpy().tolist() == [
        ["PT", ""],
        ["PT", "U"],
    ]


def test_a_target_beside_its_year_is_no_observation(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        "indicator,base_value,base_year,current_value,current_year,target,target_year\n"
        "1.2.1,14.5,2015,10.2,2023,7.25,2030\n9.5.1,0.17,2016,0.14,2022,1,2030\n",
    )
    indicators = read_indicators(path)
    assert points(indicators, "1.2.1") == [(2015, 14.5, ""), (2023, 10.2, "")]
    assert points(indicators, "9.5.1") == [(2016, 0.17, ""), (2022, 0.14, "")]
    assert [(one.code, one.value) for one in indicators.findings] == [("indicators.year-plan", "target")]
