"""Countries, regions with the years they existed, basins."""

from __future__ import annotations

import pytest

from sdgkit.errors import UsageError
from sdgkit.languages import LANGUAGES
from sdgkit.places import (
    basin,
    basins,
    basins_of,
    countries,
    country,
    country_group,
    country_groups,
    find_places,
    place_title,
    region,
    regions,
)
from sdgkit.tables import rows_of

SIX = ("KAZ", "KGZ", "TJK", "TKM", "UZB", "AFG")


def every_region() -> list[str]:
    return [row["code"] for row in rows_of("places", "regions.csv")]


def test_kazakhstan_has_20_regions_today_and_had_fewer_before() -> None:
    assert len(regions("KAZ")) == 20
    assert [len(regions("KAZ", year)) for year in (2017, 2020, 2022, 2024)] == [16, 17, 20, 20]
    assert "KZ-10" not in {one.code for one in regions("Казахстан", 2021)}


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("KZ", "KAZ"), ("kaz", "KAZ"), ("398", "KAZ"), ("Казахстан", "KAZ"), ("Қазақстан Республикасы", "KAZ"),
        ("Киргизия", "KGZ"), ("Kyrgyz Republic", "KGZ"), ("Өзбекстан", "UZB"), ("Афганистан", "AFG"),
        ("004", "AFG"), ("Türkmenistan", "TKM"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_code_and_name(name: str, iso3: str) -> None:
    assert country(name).iso3 == iso3


def test_an_unknown_country_is_answered_with_the_nearest_ones() -> None:
    with pytest.raises(UsageError) as error:
        country("Казакстан")
    assert "KAZ" in error.value.next("ru")
    for wrong in ("", "XX", "Kyzylorda"):
        with pytest.raises(UsageError):
            country(wrong)


def test_a_name_stands_for_one_country_only() -> None:
    codes: dict[str, str] = {}
    for one in countries():
        for code in (one.iso2, one.iso3, one.m49):
            assert codes.setdefault(code, one.iso3) == one.iso3
        assert country(one.iso3) == one
        assert set(one.title.languages) == set(LANGUAGES)


def test_regions_name_predecessors_and_successors_that_exist() -> None:
    for code in every_region():
        one = region(code)
        assert one.country in SIX
        assert set(one.title.languages) == set(LANGUAGES)
        for other in one.predecessors:
            assert code in region(other).successors
        for other in one.successors:
            assert code in region(other).predecessors
        if one.valid_to is not None:
            assert one.successors


@pytest.mark.parametrize("code", every_region())
def test_every_region_is_found_by_its_own_name_in_three_languages(code: str) -> None:
    one = region(code)
    year = one.valid_to and one.valid_to - 1
    for language, name in one.title.items():
        found = find_places(name, country=one.country, year=year, cell=True)
        assert [place.code for place in found] == [code], (language, name)


def test_every_name_of_the_table_is_found_as_its_region() -> None:
    wrong = []
    for row in rows_of("places", "region_names.csv"):
        if row["kind"] == "whole country":
            continue
        one = region(row["code"])
        year = one.valid_to and one.valid_to - 1
        codes = {place.code for place in find_places(row["name"], country=one.country, year=year, cell=True)}
        # A basin that is called like its town holds the town's region.
        held = {
            code
            for found in codes
            for code in (basin(found).regions if found in _basin_codes() else (found,))
        }
        if row["code"] not in held:
            wrong.append((row["code"], row["name"], codes))
    assert wrong == []


def _basin_codes() -> set[str]:
    return {one.code for one in basins()}


def test_the_aral_sea_is_a_place_that_kyzylorda_lies_in() -> None:
    assert "KZ-43" in basin("aral").regions
    assert "aral" in basins_of("KZ-43")
    assert "aral" not in basins_of("KZ-71")
    assert basins_of("aral") == ("aral", "aral-basin")


def test_basins_and_groups_name_places_that_exist() -> None:
    for one in basins():
        for code in (*one.regions, *one.regions_partly):
            assert region(code).code == code
        for iso3 in one.countries:
            assert country(iso3).iso3 == iso3
        if one.within:
            assert basin(one.within)
        assert set(one.title.languages) == set(LANGUAGES)
    for group in country_groups():
        assert all(country(iso3).iso3 == iso3 for iso3 in group.countries)
        assert country_group(group.code) == group


def test_any_place_has_a_title_by_its_code() -> None:
    assert place_title("KZ-ONT").in_language("ru") == "Южно-Казахстанская область"
    assert place_title("UZ").in_language("kk") == "Өзбекстан"
    for wrong in ("ZZ-99", "ZZ", "nowhere"):
        with pytest.raises(UsageError):
            place_title(wrong)
    for ask in (region, basin, country_group):
        with pytest.raises(UsageError):
            ask("nowhere")
