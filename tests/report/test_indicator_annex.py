"""The sheets of the annex that hold indicators: to print, to pivot, and to see who is left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sdgkit.activities.register import Register
from sdgkit.errors import UsageError
from sdgkit.indicators.comparison import national_first
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.reading import read_indicators
from sdgkit.languages import LANGUAGES
from sdgkit.mapping.mapping import map_register
from sdgkit.report.building import draft
from sdgkit.report.draft import Draft

TIDY = """indicator,year,place,SEX,Household type,unit,value
3.1.1,2015,,,,PER_100000,20
3.1.1,2019,,,,PER_100000,16
3.1.1,2023,,,,PER_100000,12
3.1.1,2015,KZ-11,,,PER_100000,22
3.1.1,2023,KZ-11,,,PER_100000,10
3.1.1,2015,KZ-43,,,PER_100000,30
3.1.1,2023,KZ-43,,,PER_100000,14
3.1.1,2023,,F,,PER_100000,12
8.5.2,2015,,,,PT,5
8.5.2,2023,,,,PT,5.5
8.5.2,2023,,F,,PT,6
8.5.2,2023,,M,,PT,5
8.5.2,2023,,,single,PT,7
"""


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., Indicators]:
    path = tmp_path / "figures.csv"
    path.write_text(TIDY, encoding="utf-8")
    return lambda **settings: read_indicators(path, settings=settings)


def drawn(indicators: Indicators, language: str = "en", method: str = "unsd") -> Draft:
    register = Register(activities=())
    return draft(register, map_register(register), indicators, language=language, method=method)


def test_all_indicators_can_be_pivoted_by_goal_target_and_level(source: Callable[..., Indicators]) -> None:
    table = drawn(source()).table("indicators")
    assert {row.kind for row in table.rows} == {"body"}, "no headings between rows"
    one = table.to_frame().set_index("code").loc["3.1.1"]
    assert (one["goal"], one["target"], one["scope"]) == (3, "3.1", "global indicator")
    assert (one["base"], one["base-year"], one["latest"], one["latest-year"], one["change"]) == (
        20,
        2015,
        12,
        2023,
        -8,
    )
    assert "Region" in one["disaggregation"]
    two = table.to_frame().set_index("code").loc["8.5.2"]
    assert "Sex" in two["disaggregation"]


def test_the_previous_review_has_a_column_only_when_its_year_is_set(
    source: Callable[..., Indicators],
) -> None:
    assert "previous-review" not in drawn(source()).table("indicators").to_frame()
    table = drawn(source(previous_review=2019)).table("indicators")
    assert "2019" in table.column("previous-review").heading
    shown = table.to_frame().set_index("code")["previous-review"]
    assert shown["3.1.1"] == 16
    assert shown.isna()["8.5.2"], "no figure for that year, and none is borrowed from another"


def test_several_methods_stand_side_by_side_and_disagreement_is_told(
    source: Callable[..., Indicators],
) -> None:
    table = drawn(source(), method="unsd, statcan").table("indicators")
    keys = [column.key for column in table.columns]
    assert [key for key in keys if key.startswith("progress")] == ["progress", "progress-statcan"]
    frame = table.to_frame().set_index("code")
    assert frame["progress"].notna().all()
    assert frame.loc["3.1.1", "disagreement"] == "no"
    assert "disagreement" not in drawn(source()).table("indicators").to_frame()
    with pytest.raises(UsageError):
        drawn(source(), method="unsd,none-such")


def test_observations_have_a_column_for_each_dimension(source: Callable[..., Indicators]) -> None:
    table = drawn(source(), "ru").table("observations")
    frame = table.to_frame()
    assert table.column("dimension-SEX").heading == "Пол"
    assert table.column("dimension-Household type").heading == "Household type"
    by_sex = frame[frame["dimension-SEX"] != ""].groupby("dimension-SEX")["value"].count()
    assert {key[0]: int(number) for key, number in by_sex.items()} == {"F": 2, "M": 1}


def test_the_metadata_say_how_the_series_was_chosen(source: Callable[..., Indicators]) -> None:
    for language in LANGUAGES:
        frame = drawn(source(), language).table("metadata").to_frame().set_index("code")
        assert frame.loc["3.1.1", "headline-rule"]
        assert frame.loc["3.1.1", "file"] == "figures.csv"


def test_gaps_regions_and_availability_agree_with_the_functions_they_come_from(
    source: Callable[..., Indicators],
) -> None:
    indicators = source()
    made = drawn(indicators)
    gaps = made.table("disparities").to_frame()
    assert list(gaps["gap"]) == list(indicators.gaps()["gap"])
    place = gaps[(gaps["code"] == "3.1.1") & (gaps["dimension"] == "Region")].iloc[0]
    assert (place["worst-value"], place["best-value"], place["gap"], place["base-gap"]) == (14, 10, 4, 8)
    assert place["trend"] == "narrowing"
    assert len(made.table("regions-by-year")) == 4
    goals = made.table("availability").to_frame()
    assert len(goals) == 17
    assert goals["count-total"].sum() == 234, "repeated indicators count once"
    assert goals["count-reported"].sum() == 2
    assert len(made.table("availability-targets")) == 169
    changes = made.table("changes-2025").to_frame().set_index("code")
    assert changes.loc["2.2.4", "revision"] == "added"


def test_a_region_whose_area_changed_is_marked(shared_data: Path) -> None:
    indicators = read_indicators(shared_data / "indicators" / "kazstat")
    frame = drawn(indicators).table("regions-by-year").to_frame()
    karaganda = frame[frame["region-code"] == "KZ-35"]
    recent = karaganda[karaganda.groupby("code")["year"].transform("max") >= 2022]
    before, since = recent[recent["year"] < 2022], recent[recent["year"] >= 2022]
    assert set(before["comparable"]) == {"no"}
    assert set(since["comparable"]) == {"yes"}


SIGNED = """indicator,year,place,SEX,unit,value,note
3.1.1,2019,,,PER_100000,16,
3.1.1,2020,,,PER_100000,<0.5,
3.1.1,2021,,,PER_100000,…,
3.1.1,2022,,,PER_100000,(12.5),provisional
3.1.1,2022,KZ-43,,PER_100000,-,
3.1.1,2019,KZ-43,,PER_100000,30,
3.1.1,2019,,F,PER_100000,15,
3.1.1,2019,,F,PER_100000,14,
6.1.1,2019,,M,PT,90,
"""


def test_a_goal_has_a_sheet_to_print_with_groups_and_regions_below_each_indicator(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(SIGNED, encoding="utf-8")
    for language in LANGUAGES:
        made = drawn(read_indicators(path), language)
        sheets = [table.key for table in made.tables if table.key.startswith("years-")]
        assert sheets == ["years-3", "years-6"], "only goals with figures"
        table = made.table("years-3")
        assert [column.key for column in table.columns[3:-1]] == ["2019", "2020", "2021", "2022"]
        whole, women, region = table.rows
        assert women.cells[3].text in ("15.0; 14.0", "15,0; 14,0")
        assert whole.cells[0].value == "3.1.1"
        assert whole.cells[3].value == 16
        assert whole.cells[4].value == 0.5
        assert whole.cells[4].text.startswith("<0")
        assert (whole.cells[5].value, whole.cells[5].text) == (None, "…"), "a sign is no number"
        assert whole.cells[6].value == 12.5
        assert whole.cells[6].text.startswith("(12")
        assert whole.cells[6].note == "provisional"
        assert region.cells[6].text == "-"
        assert whole.cells[-1].text == "figures.csv: 2–5"
        assert whole.cells[3].origins[0].row == 2
        told = " ".join(table.notes)
        assert all(sign in told for sign in ("<", "…", "()", "- –")), "each sign is explained"


def test_a_group_without_a_total_above_it_is_not_shown_as_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(SIGNED, encoding="utf-8")
    head, men = drawn(read_indicators(path)).table("years-6").rows
    assert [one.value for one in head.cells[3:]] == [None, None]
    assert men.cells[3].value == 90


def test_what_every_line_has_is_said_once_beside_the_name(tmp_path: Path) -> None:
    """Maternal mortality is of women only: they are no group below it."""
    path = tmp_path / "figures.csv"
    path.write_text(
        "indicator,year,value,unit,sex,place\n3.1.1,2020,12,PT,F,\n3.1.1,2020,14,PT,F,KZKZY\n",
        encoding="utf-8",
    )
    whole, region = drawn(read_indicators(path)).table("years-3").rows
    assert whole.cells[3].value == 12
    assert whole.cells[1].text.endswith(")")
    assert region.cells[1].text.strip() == "Kyzylorda Region"


def test_gaps_name_the_series_only_where_there_are_several(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    rows = [f"1.1.1,2023,{n},PT,{series},{sex}" for n, (series, sex) in enumerate(
        (series, sex) for series in ("LOW", "HIGH") for sex in ("", "F", "M")
    )]  # fmt: skip
    rows += [f"6.1.1,2023,{n},PT,ONLY,{sex}" for n, sex in enumerate(("", "F", "M"))]
    path.write_text("\n".join(["indicator,year,value,unit,series,sex", *rows, ""]), encoding="utf-8")
    names = [
        row.cells[1].text for row in drawn(read_indicators(path)).table("groups").rows if row.kind == "body"
    ]
    assert [name.split(" – ")[-1] for name in names[:2]] == ["HIGH", "LOW"]
    assert "ONLY" not in names[2]


def test_long_indicators_are_cut_and_the_sheet_says_where_the_rest_stands(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    towns = "".join(f"11.6.2,2020,Town {n},,UG,{n},\n" for n in range(90))
    years = "".join(f"11.6.2,{year},,,UG,1,\n" for year in range(1990, 2024))
    path.write_text(SIGNED.splitlines()[0] + "\n" + towns + years, encoding="utf-8")
    table = drawn(read_indicators(path)).table("years-11")
    assert len(table.rows) == 60
    told = " ".join(table.notes)
    assert "11.6.2" in told and "Observations" in told and "2004" in told


def test_lines_of_an_indicator_stay_on_one_printed_page(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "figures.csv"
    lines = "".join(
        f"{code},2020,,,PT,1,\n" + "".join(f"{code},2020,Town {n},,PT,{n},\n" for n in range(20))
        for code in ("3.1.1", "3.1.2", "3.2.1", "3.2.2")
    )
    path.write_text(SIGNED.splitlines()[0] + "\n" + lines, encoding="utf-8")
    made = drawn(read_indicators(path))
    sheet = openpyxl.load_workbook(made.to_excel(tmp_path / "annex.xlsx"))["Goal 3 by year"]
    breaks = [(sheet.cell(one.id, 1).value, sheet.cell(one.id + 1, 1).value) for one in sheet.row_breaks.brk]
    assert breaks, "four indicators of 21 lines do not fit one page"
    assert all(above != below for above, below in breaks), "a page begins with an indicator"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "C4"


GLOBAL = """Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,Nature,Units
3,3.1,3.1.1,SH_STA_MORT,Maternal mortality ratio,398,Kazakhstan,2015,22,M,PER_100000
3,3.1,3.1.1,SH_STA_MORT,Maternal mortality ratio,398,Kazakhstan,2019,<15,E,PER_100000
8,8.5,8.5.2,SL_TLF_UEM,Unemployment,398,Kazakhstan,2023,4900,M,TH_USD
"""


def test_national_figures_stand_beside_those_of_an_international_database(
    source: Callable[..., Indicators], tmp_path: Path
) -> None:
    path = tmp_path / "unsd.csv"
    path.write_text(GLOBAL, encoding="utf-8")
    register = Register(activities=())
    own, other = source(), read_indicators(path, country="KAZ")
    made = draft(register, map_register(register), own, international=[other])
    table = made.table("national-global")
    frame = table.to_frame().set_index(["code", "year"])
    first = frame.loc[("3.1.1", 2015)]
    assert (first["national-figure"], first["international-figure"], first["figures-differ"]) == (20, 22, 2)
    assert (first["nature-name"], first["international-source"]) == ("modelled", "unsd.csv: 2")
    assert frame.loc[("3.1.1", 2019)]["figures-differ"] == -1
    assert "units differ" in frame.loc[("8.5.2", 2023)]["remark"]
    assert frame["figures-differ"].isna().loc[("8.5.2", 2023)]
    assert any("<" in note for note in table.notes)
    assert made.table("indicators").to_frame().set_index("code").loc["3.1.1"]["latest"] == 12, (
        "the national one"
    )
    assert "unsd.csv" in {one.file for one in made.inputs}
    assert "national-global" not in {one.key for one in drawn(own).tables}, "only when both are given"
    assert national_first([other, own])[0] is own


def test_breakdowns_that_an_indicator_asks_for_stand_beside_those_that_are_there(
    source: Callable[..., Indicators],
) -> None:
    frame = drawn(source()).table("disaggregations").to_frame().set_index("code")
    assert frame.loc["8.5.2"]["asked-for"] == "Sex; Age; Disability"
    assert "Sex" in frame.loc["8.5.2"]["disaggregation"]
    assert frame.loc["8.5.2"]["missing-ones"] == "Age; Disability"
    assert frame.loc["8.5.2"]["state-of-asked"] == "partly there"
    assert frame.loc["3.1.1"]["state-of-asked"] == "nothing is asked for"


def test_the_regions_of_the_aral_basin_have_a_table_with_the_country_beside_them(
    source: Callable[..., Indicators],
) -> None:
    for language in LANGUAGES:
        table = drawn(source(), language).table("aral-basin")
        (row,) = table.to_frame().to_dict("records")
        assert (row["base"], row["latest"], row["change"], row["national-value"]) == (30, 14, -16, 12)
        assert table.rows[0].cells[6].origins[0].row == 8
        assert table.where == "both", "short in the text, whole in the annex"
    assert "aral-basin" not in {one.key for one in drawn(without_places(source())).tables}


def without_places(indicators: Indicators) -> Indicators:
    """The figures of the whole country only."""
    whole = indicators.observations[indicators.observations["place"] == ""].reset_index(drop=True)
    return Indicators(whole, indicators.indicators, indicators.findings)


def test_the_heading_of_a_goal_does_not_stand_alone_at_the_end_of_a_page(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "figures.csv"
    codes = [f"{goal}.1.{number}" for goal in range(1, 9) for number in range(1, 12)]
    rows = "".join(f"{code},{year},1,PT\n" for code in codes for year in (2020, 2021))
    path.write_text("indicator,year,value,unit\n" + rows, encoding="utf-8")
    made = drawn(read_indicators(path))
    made.to_excel(tmp_path / "annex.xlsx")
    table = next(one for one in made.tables if one.key == "years")
    sheet = openpyxl.load_workbook(tmp_path / "annex.xlsx")[table.sheet]
    header = next(n for n in range(1, 20) if sheet.cell(n, 1).value == table.columns[0].heading)
    broken = [one.id for one in sheet.row_breaks.brk]
    assert broken, "the table is longer than a page"
    for last in broken:
        assert table.rows[last - header - 1].kind != "group"


def test_a_national_target_stands_with_its_source_and_the_number_of_values(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(
        "indicator,year,value,unit\n8.6.1,2015,8,PT\n8.6.1,2018,7,PT\n8.6.1,2023,6,PT\n", encoding="utf-8"
    )
    settings = {"targets": [{"code": "8.6.1", "target": 5, "year": 2029, "source": "National plan"}]}
    for given, source in ((settings, "National plan"), ({}, None)):
        table = drawn(read_indicators(path, settings=given)).table("indicators")
        told = {one.key: made.text for one, made in zip(table.columns, table.rows[0].cells, strict=True)}
        assert (told.get("target-source"), told["points"]) == (source, "3")
