"""Where an Open SDG platform may lie: in languages, in folders, as a built site, in an archive."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from sdgkit.errors import InputError
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.open_sdg_folder import paired_words, platform_in
from sdgkit.indicators.reading import read_indicators

ENGLISH = "Year,Units,Sex,Value\n2015,Per 1000,,12\n2020,Per 1000,,10\n2020,Per 1000,Female,9\n"
RUSSIAN = "Year,Units,Sex,Value\n2015,на 1000,,12\n2020,на 1000,,10\n2020,на 1000,Женщины,9\n"
TABLE = {
    "Year": [2015, 2020, 2020],
    "Units": ["Per 1000"] * 3,
    "Sex": [None, None, "Female"],
    "Value": [12, 10, 9],
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def headline(indicators: Indicators, code: str = "3.2.1") -> list[tuple[int, float | None]]:
    found = indicators.headline(code)
    assert found is not None, indicators.why_not(code)
    return [(point.year, point.value) for point in found.points]


BUILT = {
    "en/data/3-2-1.json": json.dumps(TABLE),
    "en/headline/3-2-1.csv": "Year,Units,Value\n2015,Per 1000,12\n2020,Per 1000,10\n",
    "en/comb/3-2-1.json": json.dumps({"data": TABLE, "edges": {}}),
    "en/meta/3-2-1.json": json.dumps({"indicator_name": "Under five", "reporting_status": "complete"}),
    "en/meta/all.json": json.dumps({"3-2-1": {"indicator_name": "Under five"}}),
    "ru/data/3-2-1.csv": RUSSIAN,
    "ru/data/3-2-1.json": json.dumps(TABLE | {"Units": ["на 1000"] * 3, "Sex": [None, None, "Женщины"]}),
    "ru/meta/3-2-1.json": json.dumps({"indicator_name": "До пяти лет", "reporting_status": "complete"}),
}


@pytest.mark.parametrize("named", [".", "_site", "_site/en", "_site/en/data"])
def test_a_built_site_is_read_whichever_of_its_folders_is_named(tmp_path: Path, named: str) -> None:
    write(tmp_path / "_site", BUILT)
    indicators = read_indicators(tmp_path / named)
    assert headline(indicators) == [(2015, 12.0), (2020, 10.0)]
    described = indicators.indicator("3.2.1")
    assert dict(described.name.items()) == {"en": "Under five", "ru": "До пяти лет"}
    assert described.reporting == "reported"
    assert indicators.name_of("Sex", "Female").in_language("ru") == "Женщины"
    assert indicators.observations["row"].tolist() == [2, 3, 4]
    assert {source.name for source in indicators.sources} >= {"data/3-2-1.json", "meta/3-2-1.json"}


def test_data_in_a_folder_for_each_language_give_their_words_and_one_set_of_figures(tmp_path: Path) -> None:
    write(tmp_path, {"data/en/indicator_3-2-1.csv": ENGLISH, "data/ru/indicator_3-2-1.csv": RUSSIAN})
    for named in (tmp_path, tmp_path / "data"):
        indicators = read_indicators(named)
        assert len(indicators.observations) == 3
        found = indicators.headline("3.2.1")
        assert found is not None
        assert [found.unit_name.in_language(tag) for tag in ("en", "ru")] == ["Per 1000", "на 1000"]
        assert [one.code for one in indicators.findings] == ["indicators.data-editions"]


def test_editions_with_other_rows_lend_no_words(tmp_path: Path) -> None:
    one = tmp_path / "one.csv"
    two = tmp_path / "two.csv"
    one.write_text(ENGLISH, encoding="utf-8")
    for other in (
        RUSSIAN.replace("2020,на 1000,,10\n", ""),
        RUSSIAN.replace(",10\n", ",11\n"),
        RUSSIAN.replace("2015,на", "2016,на"),
        "no table",
    ):
        two.write_text(other, encoding="utf-8")
        assert paired_words(one, two) == {}
    # A word that stands for two others names neither.
    two.write_text(RUSSIAN.replace("2015,на 1000", "2015,на тысячу"), encoding="utf-8")
    assert paired_words(one, two) == {"Units": {}, "Sex": {"Female": "Женщины"}}


def test_data_in_folders_by_goal_and_a_platform_within_a_folder(tmp_path: Path) -> None:
    files = {
        "goal-3/indicator_3-2-1.csv": ENGLISH,
        "goal-1/indicator_1-2-1.csv": "Year,Value\n2015,5\n2020,4\n",
    }
    write(tmp_path / "by-goal" / "data", files)
    assert read_indicators(tmp_path / "by-goal").codes == ("1.2.1", "3.2.1")
    write(tmp_path / "unpacked" / "platform-main" / "data", {"indicator_3-2-1.csv": ENGLISH})
    assert headline(read_indicators(tmp_path / "unpacked")) == [(2015, 12.0), (2020, 10.0)]
    # Two platforms in one folder: none is picked.
    write(tmp_path / "unpacked" / "another" / "data", {"indicator_3-2-1.csv": ENGLISH})
    assert platform_in(tmp_path / "unpacked") == tmp_path / "unpacked"
    with pytest.raises(InputError):
        read_indicators(tmp_path / "unpacked")


def test_an_archive_is_read_as_what_is_in_it_and_nothing_leaves_its_folder(tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("platform-main/data/indicator_3-2-1.csv", ENGLISH)
        made.writestr(
            "platform-main/meta/3-2-1.yml", "indicator_name: Under five\nreporting_status: complete\n"
        )
        made.writestr("platform-main/scripts/build.py", "print('never run')\n")
        made.writestr("../outside.csv", "Year,Value\n2015,1\n")
    indicators = read_indicators(archive)
    assert headline(indicators) == [(2015, 12.0), (2020, 10.0)]
    assert indicators.indicator("3.2.1").name.in_language("en") == "Under five"
    assert not (tmp_path.parent / "outside.csv").exists()
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(InputError):
        read_indicators(tmp_path / "broken.zip")


@pytest.mark.parametrize("content", ["{", "[]", '{"Year": [2015], "Value": [1, 2]}', '{"Year": 2015}'])
def test_json_that_is_no_table_is_a_finding(tmp_path: Path, content: str) -> None:
    write(tmp_path, {"data/3-2-1.json": content})
    indicators = read_indicators(tmp_path)
    assert len(indicators.observations) == 0
    assert any(one.severity == "error" for one in indicators.findings)
