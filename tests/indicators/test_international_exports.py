"""Exports of the databases of international bodies, read without being told what they are."""

# ruff: noqa: E501 - rows as they are published
from __future__ import annotations

import json
from pathlib import Path

import pytest

from sdgkit.errors import InputError
from sdgkit.indicators.reading import read_indicators
from sdgkit.indicators.recognition import looks_like_indicators
from tests.indicators.offices import Row, book, check, text


def test_who_download_of_an_indicator(tmp_path: Path) -> None:
    """The display value "13 [10-19]" is no figure, the number beside it is; regions of WHO are no countries."""
    path = text(
        tmp_path / "data.csv",
        "IndicatorCode,Indicator,ValueType,ParentLocationCode,ParentLocation,Location type,SpatialDimValueCode,Location,"
        "Period type,Period,IsLatestYear,Dim1 type,Dim1,Dim1ValueCode,Dim2 type,Dim2,Dim2ValueCode,DataSource,"
        "FactValueNumericPrefix,FactValueNumeric,FactValueUoM,FactValueNumericLow,FactValueNumericHigh,Value,FactComments,"
        "Language,DateModified\n"
        "MDG_0000000026,Maternal mortality ratio (per 100 000 live births),numeric,EUR,Europe,Country,KAZ,Kazakhstan,Year,"
        "2020,true,,,,,,,,,13.39,,9.67,18.75,13 [10-19],,EN,2023-02-22T05:00:00.000Z\n"
        "MDG_0000000026,Maternal mortality ratio (per 100 000 live births),numeric,EUR,Europe,Country,UZB,Uzbekistan,Year,"
        "2020,true,,,,,,,,,30.2,,21.9,41.1,30 [22-41],,EN,2023-02-22T05:00:00.000Z\n"
        "MDG_0000000026,Maternal mortality ratio (per 100 000 live births),numeric,,,Region,EUR,Europe,Year,"
        "2020,true,,,,,,,,,13.1,,11.6,15.4,13 [12-15],,EN,2023-02-22T05:00:00.000Z\n"
        "SDGSUICIDE,Crude suicide rates (per 100 000 population),numeric,EUR,Europe,Country,KAZ,Kazakhstan,Year,"
        "2019,true,Sex,Both sexes,SEX_BTSX,,,,,,17.6,,11.5,26.2,17.6 [11.5-26.2],,EN,2021-02-08T05:00:00.000Z\n"
        "SDGSUICIDE,Crude suicide rates (per 100 000 population),numeric,EUR,Europe,Country,KAZ,Kazakhstan,Year,"
        "2019,true,Sex,Female,SEX_FMLE,,,,,,6.9,,4.4,10.3,6.9 [4.4-10.3],,EN,2021-02-08T05:00:00.000Z\n"
        "WHOSIS_000001,Life expectancy at birth (years),numeric,EUR,Europe,Country,KAZ,Kazakhstan,Year,"
        "2019,true,Sex,Both sexes,SEX_BTSX,,,,,,74,,,,74.0,,EN,2020-12-04T05:00:00.000Z\n",
    )
    indicators = check(
        path,
        """
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2020 | 13.39
        3.4.2 | | | PER_100000_POP | 2019 | 17.6
        3.4.2 | | SEX=F | PER_100000_POP | 2019 | 6.9
        """,
        "series-without-indicator",
        country="KAZ",
    )
    assert indicators.kind == "who"
    assert looks_like_indicators(path)
    assert set(indicators.observations["series"]) == {"MDG_0000000026", "SDGSUICIDE"}
    (told,) = indicators.findings
    assert (told.value, told.details["rows"]) == ("WHOSIS_000001", "7")


WHO_ANSWER: dict[str, object] = {
    "@odata.context": "https://ghoapi.azureedge.net/api/$metadata#RS_198",
    "value": [
        {
            "Id": 1, "IndicatorCode": "RS_198", "SpatialDimType": "COUNTRY", "SpatialDim": "KAZ", "TimeDimType": "YEAR",
            "ParentLocationCode": "EUR", "TimeDim": year, "Dim1Type": "SEX", "Dim1": sex, "Dim2Type": None, "Dim2": None,
            "DataSourceDim": None, "Value": shown, "NumericValue": number, "Low": 11, "High": 14, "Comments": None,
        }
        for year, sex, shown, number in (
            (2016, "SEX_BTSX", "17.6 [15.1-20.2]", 17.6), (2021, "SEX_BTSX", "11.9 [11-14]", 11.9),
            (2021, "SEX_MLE", "18.2", 18.2), (2019, "SEX_BTSX", "No data", None),
        )
    ] + [
        {"Id": 9, "IndicatorCode": "RS_198", "SpatialDimType": "REGION", "SpatialDim": "EUR", "TimeDimType": "YEAR",
         "TimeDim": 2021, "Dim1Type": "SEX", "Dim1": "SEX_BTSX", "Value": "6.7", "NumericValue": 6.7},
    ],
}  # fmt: skip


def test_who_interface_as_json_and_as_a_table(tmp_path: Path) -> None:
    expected = """
        3.6.1 | | | PER_100000_POP | 2016 | 17.6
        3.6.1 | | | PER_100000_POP | 2021 | 11.9
        3.6.1 | | SEX=M | PER_100000_POP | 2021 | 18.2
        3.6.1 | | | PER_100000_POP | 2019 | No data
        """
    check(text(tmp_path / "RS_198.json", json.dumps(WHO_ANSWER)), expected, "value-text")
    records = WHO_ANSWER["value"]
    assert isinstance(records, list)
    head: Row = list(records[0])
    path = book(tmp_path / "gho.xlsx", Sheet1=[head, *([one.get(name) for name in head] for one in records)])
    check(path, expected, "value-text")


EUROSTAT = """
    9.5.1 | | SECTPERF=BES | PT_GDP | 2015 | 0.15b
    9.5.1 | | | PT_GDP | 2015 | 0.62
    9.5.1 | | | PT_GDP | 2016 | :
    9.5.1 | | | PT_GDP | 2022 | 0.75p
    """


def test_eurostat_sdmx_csv_has_small_letters_and_its_own_dataset_codes(tmp_path: Path) -> None:
    path = text(
        tmp_path / "estat_sdg_09_10_en.csv",
        "DATAFLOW,LAST UPDATE,freq,sectperf,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:SDG_09_10(1.0),01/04/25 23:00:00,A,BES,PC_GDP,LV,2015,0.15,b\n"
        "ESTAT:SDG_09_10(1.0),01/04/25 23:00:00,A,TOTAL,PC_GDP,LV,2015,0.62,\n"
        "ESTAT:SDG_09_10(1.0),01/04/25 23:00:00,A,TOTAL,PC_GDP,LV,2016,:,\n"
        "ESTAT:SDG_09_10(1.0),01/04/25 23:00:00,A,TOTAL,PC_GDP,LV,2022,0.75,p\n"
        "ESTAT:SDG_09_10(1.0),01/04/25 23:00:00,A,TOTAL,PC_GDP,EU27_2020,2022,2.21,\n",
    )
    assert check(path, EUROSTAT, "code-unknown", country="LVA").kind == "eurostat"
    path = text(
        tmp_path / "labels.csv",
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,sectperf,Sector of performance,unit,Unit of measure,geo,"
        "Geopolitical entity,TIME_PERIOD,Time,OBS_VALUE,Observation value,OBS_FLAG,Observation status (Flag)\n"
        "dataflow,ESTAT:SDG_09_10(1.0),R&D,A,Annual,BES,Business,PC_GDP,% of GDP,LV,Latvia,2015,,0.15,,b,break in series\n"
        "dataflow,ESTAT:SDG_09_10(1.0),R&D,A,Annual,TOTAL,Total,PC_GDP,% of GDP,LV,Latvia,2015,,0.62,,,\n"
        "dataflow,ESTAT:SDG_09_10(1.0),R&D,A,Annual,TOTAL,Total,PC_GDP,% of GDP,LV,Latvia,2016,,:,,,\n"
        "dataflow,ESTAT:SDG_09_10(1.0),R&D,A,Annual,TOTAL,Total,PC_GDP,% of GDP,LV,Latvia,2022,,0.75,,p,provisional\n",
    )
    indicators = check(path, EUROSTAT, country="LVA")
    assert indicators.name_of("SECTPERF", "BES").in_language("en") == "Business"


def test_eurostat_bulk_tsv_with_flags_after_the_values(tmp_path: Path) -> None:
    path = text(
        tmp_path / "sdg_09_10.tsv",
        "freq,sectperf,unit,geo\\TIME_PERIOD\t2015 \t2016 \t2022 \n"
        "A,BES,PC_GDP,LV\t0.15 b\t\t\n"
        "A,TOTAL,PC_GDP,LV\t0.62 \t: \t0.75 p\n"
        "A,TOTAL,PC_GDP,EL\t0.97 \t1.01 \t: c\n"
        "A,TOTAL,PC_GDP,EU27_2020\t2.12 \t2.12 \t2.21 \n",
    )
    indicators = check(path, EUROSTAT, "code-unknown", country="LVA")
    assert indicators.observations["row"].tolist() == [2, 3, 3, 3]
    check(
        path,
        """
        9.5.1 | | | PT_GDP | 2015 | 0.97
        9.5.1 | | | PT_GDP | 2016 | 1.01
        9.5.1 | | | PT_GDP | 2022 | : c
        """,
        country="GRC",
    )


def test_a_eurostat_indicator_without_an_equal_in_the_global_framework_is_told(tmp_path: Path) -> None:
    """Healthy life years are no global indicator, and "03_11" is no target 3.11."""
    path = text(
        tmp_path / "sdg_03_11.tsv",
        "freq,unit,sex,geo\\TIME_PERIOD\t2015 \t2022 \nA,YR,T,LV\t52.8 \t54.3 b\nA,YR,T,EE\t55 \t56\n",
    )
    check(path, "", "series-without-indicator", country="LVA")


def test_fao_names_the_indicator_in_the_item(tmp_path: Path) -> None:
    path = text(
        tmp_path / "FAOSTAT_data_en.csv",
        '"Domain Code","Domain","Area Code (M49)","Area","Element Code","Element","Item Code (SDG)","Item","Year Code",'
        '"Year","Unit","Value","Flag","Flag Description","Note"\n'
        '"SDGB","SDG Indicators","398","Kazakhstan","6121","Value","24002","2.1.2 Prevalence of moderate or severe food '
        'insecurity in the total population (percent) (3-year average)","20142016","2014-2016","%","8.8","E","Estimated value",""\n'
        '"SDGB","SDG Indicators","398","Kazakhstan","6121","Value","24041","15.1.1 Forest area as a proportion of total land '
        'area (percent)","2020","2020","%","1.28","X","Figure from international organizations",""\n'
        '"SDGB","SDG Indicators","860","Uzbekistan","6121","Value","24041","15.1.1 Forest area as a proportion of total land '
        'area (percent)","2020","2020","%","8.4","X","Figure from international organizations",""\n',
    )
    check(path, "15.1.1 | | | PT | 2020 | 1.28", "years-unread", country="KAZ")
    path = text(
        tmp_path / "crops.csv",
        '"Domain Code","Domain","Area Code (M49)","Area","Element Code","Element","Item Code (CPC)","Item","Year Code","Year",'
        '"Unit","Value","Flag","Flag Description"\n'
        '"QCL","Crops","398","Kazakhstan","5510","Production","0111","Wheat","2020","2020","t","14258","A","Official figure"\n',
    )
    check(path, "", "series-without-indicator")


def test_unicef_names_codes_and_labels_in_one_cell(tmp_path: Path) -> None:
    path = text(
        tmp_path / "unicef.csv",
        "DATAFLOW,REF_AREA:Geographic area,INDICATOR:Indicator,SEX:Sex,WEALTH_QUINTILE:Wealth Quintile,TIME_PERIOD:Time period,"
        "OBS_VALUE:Observation Value,UNIT_MULTIPLIER:Unit multiplier,UNIT_MEASURE:Unit of measure,OBS_STATUS:Observation Status,"
        "LOWER_BOUND:Lower Bound,UPPER_BOUND:Upper Bound,DATA_SOURCE:Data Source,CURRENT AGE:Current age\n"
        "UNICEF:CME(1.0): Child Mortality,KAZ: Kazakhstan,CME_MRY0T4: Under-five mortality rate,_T: Total,_T: Total,2020,10.1,"
        "0: Units,D_PER_1000_B: Deaths per 1000 live births,A: Normal,9.7,10.6,UN_IGME,Y0T4: Under 5 years old\n"
        "UNICEF:CME(1.0): Child Mortality,KAZ: Kazakhstan,CME_MRY0T4: Under-five mortality rate,F: Female,_T: Total,2020,8.8,"
        "0: Units,D_PER_1000_B: Deaths per 1000 live births,A: Normal,8.4,9.2,UN_IGME,Y0T4: Under 5 years old\n"
        "UNICEF:CME(1.0): Child Mortality,KAZ: Kazakhstan,CME_TMY0T4: Under-five deaths,_T: Total,_T: Total,2020,4290,"
        "0: Units,D: Number of deaths,A: Normal,4100,4500,UN_IGME,Y0T4: Under 5 years old\n",
    )
    indicators = check(
        path,
        """
        3.2.1 | | SEX=_T | D_PER_1000_B | 2020 | 10.1
        3.2.1 | | SEX=F | D_PER_1000_B | 2020 | 8.8
        """,
        "series-without-indicator",
    )
    assert indicators.name_of("SERIES", "CME_MRY0T4").in_language("en") == "Under-five mortality rate"
    path = text(
        tmp_path / "warehouse.csv",
        "DATAFLOW,REF_AREA,Geographic area,INDICATOR,Indicator,SEX,Sex,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,Unit of measure,"
        "OBS_STATUS,LOWER_BOUND,UPPER_BOUND\n"
        "UNICEF:GLOBAL_DATAFLOW(1.0),KAZ,Kazakhstan,WS_PPL_W-SM,Safely managed,_T,Total,2022,83.6,PCNT,Percentage,A,,\n"
        "UNICEF:GLOBAL_DATAFLOW(1.0),KAZ,Kazakhstan,NT_ANT_WHZ_NE2,Wasting,_T,Total,2015,3.1,PCNT,Percentage,A,,\n",
    )
    check(
        path,
        """
        6.1.1 | | | PCNT | 2022 | 83.6
        2.2.2 | | | PCNT | 2015 | 3.1
        """,
    )


def test_ilo_with_words_in_place_of_codes(tmp_path: Path) -> None:
    path = text(
        tmp_path / "SDG_0852_SEX_AGE_RT_A.csv",
        '"ref_area.label","source.label","indicator.label","sex.label","classif1.label","time","obs_value","obs_status.label",'
        '"note_source.label"\n'
        '"Kazakhstan","LFS - Survey on Employment","SDG indicator 8.5.2 - Unemployment rate (%)","Total","Age (Youth, adults): 15+",'
        '"2020","4.89","","Repository: ILO-STATISTICS"\n'
        '"Kazakhstan","LFS - Survey on Employment","SDG indicator 8.5.2 - Unemployment rate (%)","Female","Age (Youth, adults): 15+",'
        '"2020","5.4","","Repository: ILO-STATISTICS"\n',
    )
    indicators = read_indicators(path)
    assert [point.value for point in indicators.headline("8.5.2").points] == [4.89]  # type: ignore[union-attr]
    assert indicators.country == "KAZ"
    assert indicators.findings == ()


def test_oecd_data_explorer_has_no_global_indicator_and_says_so(tmp_path: Path) -> None:
    path = text(
        tmp_path / "oecd.csv",
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,FREQ,Frequency of observation,MEASURE,Measure,"
        "UNIT_MEASURE,Unit of measure,TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,"
        "UNIT_MULT,Unit multiplier,DECIMALS,Decimals\n"
        "DATAFLOW,OECD.ELS.HD:DSD_HEALTH_STAT@DF_LE(1.0),Life expectancy,I,KAZ,Kazakhstan,A,Annual,LFEXP,Life expectancy,"
        "Y,Years,2020,,71.37,,A,Normal value,0,Units,1,One\n",
    )
    indicators = check(path, "", "series-without-indicator")
    assert "LFEXP" in indicators.findings[0].value


def test_the_data_bank_with_series_across(tmp_path: Path) -> None:
    path = text(
        tmp_path / "bank.csv",
        '"Country Name","Country Code","Time","Time Code","Maternal mortality ratio (per 100,000 live births) [SH.STA.MMRT]",'
        '"Population, total [SP.POP.TOTL]"\n'
        '"Kazakhstan","KAZ","2019","YR2019","14","18513673"\n"Kazakhstan","KAZ","2020","YR2020","..","18755666"\n',
    )
    check(
        path,
        """
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2019 | 14
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2020 | ..
        """,
        "series-without-indicator",
    )


def test_the_world_banks_interface_and_its_new_portal(tmp_path: Path) -> None:
    def record(series: str, year: int, value: float | None) -> dict[str, object]:
        return {
            "indicator": {"id": series, "value": "Renewable energy"}, "country": {"id": "KZ", "value": "Kazakhstan"},
            "countryiso3code": "KAZ", "date": str(year), "value": value, "unit": "", "obs_status": "", "decimal": 1,
        }  # fmt: skip

    answer = [
        {"page": 1, "pages": 1, "per_page": 50, "total": 2, "sourceid": "2", "lastupdated": "2025-07-01"},
        [record("EG.FEC.RNEW.ZS", 2020, 2.1), record("EG.FEC.RNEW.ZS", 2021, None)],
    ]
    expected = "7.2.1 | | | PT | 2020 | 2.1"
    indicators = check(
        text(tmp_path / "bank.json", json.dumps(answer)), f"{expected}\n7.2.1 | | | PT | 2021 |"
    )
    assert indicators.country == "KAZ"
    path = text(
        tmp_path / "portal.csv",
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,FREQ_LABEL,REF_AREA,REF_AREA_LABEL,INDICATOR,INDICATOR_LABEL,SEX,SEX_LABEL,AGE,"
        "AGE_LABEL,UNIT_MEASURE,UNIT_MEASURE_LABEL,TIME_PERIOD,OBS_VALUE,DATABASE_ID,DATABASE_ID_LABEL,OBS_STATUS,"
        "OBS_STATUS_LABEL\n"
        "datastructure,WB.DATA360:DS_DATA360(1.2),I,A,Annual,KAZ,Kazakhstan,WB_WDI_EG_FEC_RNEW_ZS,Renewable energy,_T,Total,_T,"
        "All age ranges,PT,Percentage,2020,2.1,WB_WDI,World Development Indicators (WDI),A,Normal value\n",
    )
    check(path, expected)


def json_stat(**more: object) -> dict[str, object]:
    return {
        "version": "2.0", "class": "dataset", "label": "3.1.1 Maternal mortality", "id": ["Area", "Year", "Contents"],
        "size": [2, 2, 1],
        "dimension": {
            "Area": {"label": "Region", "category": {"index": ["KZ", "KZ-10"], "label": {"KZ": "Kazakhstan", "KZ-10": "Abai"}}},
            "Year": {"label": "Year", "category": {"index": {"2022": 0, "2023": 1}}},
            "Contents": {"label": "Contents", "category": {"label": {"mmr": "3.1.1 Maternal mortality"}, "unit": {"mmr": {"base": "per 100 000 live births"}}}},
        },
        "value": [17.0, 11.4, None, 9.8], "status": {"2": ".."}, **more,
    }  # fmt: skip


@pytest.mark.parametrize("sparse", [False, True])
def test_json_stat_of_pxweb(tmp_path: Path, sparse: bool) -> None:
    """Finland, Armenia, Georgia, Kyrgyzstan and others serve it; missing cells carry their sign."""
    more = {"value": {"0": 17.0, "1": 11.4, "3": 9.8}} if sparse else {}
    path = text(tmp_path / "table.json", json.dumps(json_stat(**more)))
    assert looks_like_indicators(path)
    indicators = check(
        path,
        """
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2022 | 17
        3.1.1 | | | PER_100000_LIVE_BIRTHS | 2023 | 11.4
        3.1.1 | KZ-10 | | PER_100000_LIVE_BIRTHS | 2022 | ..
        3.1.1 | KZ-10 | | PER_100000_LIVE_BIRTHS | 2023 | 9.8
        """,
    )
    assert str(indicators.indicator("3.1.1").name) == "Maternal mortality"


def test_json_stat_of_the_first_version_and_an_answer_of_the_un_statistics_division(tmp_path: Path) -> None:
    first = {
        "dataset": {
            "label": "8.5.2 Unemployment rate",
            "dimension": {
                "id": ["Sex", "Year"], "size": [2, 2], "role": {"time": ["Year"]},
                "Sex": {"label": "Sex", "category": {"index": {"T": 0, "1": 1}, "label": {"T": "Both sexes", "1": "Men"}}},
                "Year": {"label": "Year", "category": {"index": {"0": 0, "1": 1}, "label": {"0": "2022", "1": "2023"}}},
            },
            "value": [4.9, 4.7, 4.4, None],
        }
    }  # fmt: skip
    check(
        text(tmp_path / "first.json", json.dumps(first)),
        """
        8.5.2 | | Sex=Both sexes | | 2022 | 4.9
        8.5.2 | | Sex=Both sexes | | 2023 | 4.7
        8.5.2 | | Sex=Men | | 2022 | 4.4
        8.5.2 | | Sex=Men | | 2023 |
        """,
    )
    record = {
        "goal": ["3"], "target": ["3.1"], "indicator": ["3.1.1"], "series": "SH_STA_MORT", "seriesDescription": "MMR",
        "geoAreaCode": "398", "geoAreaName": "Kazakhstan", "timePeriodStart": 2015.0, "value": "13", "upperBound": "16",
        "attributes": {"Nature": "E", "Units": "PER_100000_LIVE_BIRTHS"}, "dimensions": {"Sex": "FEMALE"}, "footnotes": [""],
    }  # fmt: skip
    path = text(
        tmp_path / "unsd.json", json.dumps({"size": 1, "dimensions": [{"id": "Sex"}], "data": [record]})
    )
    check(path, "3.1.1 | | Sex=FEMALE | PER_100000_LIVE_BIRTHS | 2015 | 13")


def test_sdmx_json(tmp_path: Path) -> None:
    def values(*codes: tuple[str, str]) -> list[dict[str, str]]:
        return [{"id": code, "name": name} for code, name in codes]

    dimensions = [
        {"id": "SERIES", "values": values(("SH_DYN_MORT", "Under-five mortality"))},
        {"id": "REF_AREA", "values": values(("KZ", "Kazakhstan"))},
        {"id": "SEX", "values": values(("_T", "Total"), ("F", "Female"))},
    ]
    structure = {
        "dimensions": {"series": dimensions, "observation": [{"id": "TIME_PERIOD", "values": values(("2015", "2015"), ("2020", "2020"))}]},
        "attributes": {"series": [{"id": "UNIT_MEASURE", "values": values(("PER_1000_LIVE_BIRTHS", "per 1 000"))}], "observation": [{"id": "COMMENT_OBS", "values": values(("a", "revised"))}]},
    }  # fmt: skip
    sets = [
        {
            "series": {
                "0:0:0": {"attributes": [0], "observations": {"0": [11.9, None], "1": [10.1, 0]}},
                "0:0:1": {"attributes": [0], "observations": {"0": [10.4], "1": [None]}},
            }
        }
    ]
    expected = """
        3.2.1 | | SEX=_T | PER_1000_LIVE_BIRTHS | 2015 | 11.9
        3.2.1 | | SEX=_T | PER_1000_LIVE_BIRTHS | 2020 | 10.1
        3.2.1 | | SEX=F | PER_1000_LIVE_BIRTHS | 2015 | 10.4
        3.2.1 | | SEX=F | PER_1000_LIVE_BIRTHS | 2020 |
        """
    old = text(tmp_path / "v1.json", json.dumps({"header": {}, "dataSets": sets, "structure": structure}))
    new = text(
        tmp_path / "v2.json",
        json.dumps({"meta": {}, "data": {"dataSets": sets, "structures": [structure]}}),
    )
    for path in (old, new):
        assert check(path, expected).kind == "sdmx"


def test_json_that_is_no_table_is_not_recognised(tmp_path: Path) -> None:
    for content in (
        '{"name": "package", "version": "1.0"}',
        "[1, 2, 3]",
        "no json",
        '{"value": [[[]]]}',
        "null",
    ):
        with pytest.raises(InputError):
            read_indicators(text(tmp_path / "a.json", content))
        assert not looks_like_indicators(tmp_path / "a.json")
    text(tmp_path / "b.csv", "indicator,year,value\n3.1.1,2020,5\n")
    assert read_indicators(tmp_path).codes == ("3.1.1",)
