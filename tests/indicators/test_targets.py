"""National targets: what people write into a file of them, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sdgkit.errors import InputError, UsageError
from sdgkit.indicators.progress.methods import METHODS
from sdgkit.indicators.reading import read_indicators
from sdgkit.indicators.targets import read_targets

SERIES = "indicator,year,value,unit\n"


def targets_of(
    path: Path, content: str | bytes
) -> tuple[list[tuple[str, float, int, str | None]], list[str]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    targets, findings = read_targets(path)
    return [(one.code, one.target, one.year, one.direction) for one in targets], [
        one.code for one in findings
    ]


RUSSIAN = "Показатель;Целевое значение;Год;Источник\n3.1.1;10,5;2030 г.;Стратегия\n"


@pytest.mark.parametrize(
    "content",
    [
        RUSSIAN,
        RUSSIAN.encode("cp1251"),
        RUSSIAN.replace(";", "\t").encode("utf-16"),
        "Цели страны;;\n;;\nКод показателя;Целевое значение;Год достижения\n3.1.1;не более 10,5;2030\n",
        "Көрсеткіш;Нысаналы мән;Жыл\n3.1.1;10,5-тен аспайтын;2030 жыл\n",
        "code,target\n3-1-1,≤ 10.5\n",
        "Goal,Target,Indicator,Target value,Target year\n3,3.1,3.1.1 Maternal mortality,10.5,2030.0\n",
        "indicator,target,value\n3.1.1,3.1,10.5\n1.2.1,1.2,\n",
        "Indicator,Baseline,Target 2030\n3.1.1,12.5,10.5\n",
        "Показатель;Базовое;Целевое значение на 2030 год\n3.1.1;12,5;10,5\n",
    ],
)  # fmt: skip
def test_a_table_is_read_as_people_write_it(tmp_path: Path, content: str | bytes) -> None:
    targets, _ = targets_of(tmp_path / "targets.csv", content)
    assert ("3.1.1", 10.5, 2030, None) in targets


def test_an_excel_table_with_two_years_gives_a_target_for_each(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Код", "Цель 2025", "Цель 2030", "Направление"],
        ["3.1.1", 12, 8, "Снижение"],
        ["4.2.2", None, 95, "рост"],
    ):
        sheet.append(row)
    book.save(tmp_path / "targets.xlsx")
    targets, findings = read_targets(tmp_path / "targets.xlsx")
    assert [(one.code, one.target, one.year, one.direction) for one in targets] == [
        ("3.1.1", 12, 2025, "down"), ("3.1.1", 8, 2030, "down"), ("4.2.2", 95, 2030, "up"),
    ]  # fmt: skip
    assert findings == []


@pytest.mark.parametrize(
    "row",
    [
        *("3.1.1,8-10,2030,", "3.1.1,ten,2030,", "03.янв,10,2030,", "3.1.1,10,soon,"),
        *("3.1.1,10,2025-2030,", "3.1.1,10,2030,sideways"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_row(tmp_path: Path, row: str) -> None:
    path = tmp_path / "targets.csv"
    path.write_text(f"code,target,year,direction\n4.2.2,95,2030,up\n{row}\n", encoding="utf-8")
    targets, findings = read_targets(path)
    assert [one.code for one in targets] == ["4.2.2"]
    assert [(one.code, one.file, one.row) for one in findings] == [
        ("indicators.target-unread", "targets.csv", 3)
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "3.1.1,10,2030\n"),
        ("a.csv", "code,target\n"),
        ("a.toml", "target = 3\n"),
        ("a.toml", "[other]\nx = 1\n"),
    ],
)
def test_a_file_without_targets_is_told(tmp_path: Path, name: str, content: str) -> None:
    assert targets_of(tmp_path / name, content) == ([], ["indicators.targets-none"])


def test_toml_is_read_in_both_places_and_its_rows_may_be_wrong(tmp_path: Path) -> None:
    one = ("3.1.1", 10.0, 2030, None)
    assert targets_of(tmp_path / "a.toml", "[[target]]\ncode='3.1.1'\ntarget=10\n") == ([one], [])
    assert targets_of(tmp_path / "a.toml", "[[indicators.targets]]\ncode='3.1.1'\ntarget=10\n") == ([one], [])
    assert targets_of(tmp_path / "a.toml", "target=[3]\n") == ([], ["indicators.target-unread"])
    with pytest.raises(InputError):
        targets_of(tmp_path / "a.toml", "target=[")


def test_a_comma_that_may_divide_thousands_is_told(tmp_path: Path) -> None:
    assert targets_of(tmp_path / "a.csv", 'code;target\n9.5.1;"1,234"\n')[1] == ["indicators.target-comma"]


def test_targets_without_effect_are_told(tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    data.write_text(
        SERIES + "3.1.1,2015,12.5,PER_100000_LIVE_BIRTHS\n3.1.1,2023,11,PER_100000_LIVE_BIRTHS\n", encoding="utf-8"
    )  # fmt: skip
    path = tmp_path / "targets.csv"
    path.write_text(
        "code,target,year,series\n3.1.1,10,2030,\n3.1.1,12,2030,\n9.9.1,1,2030,\n3.1.1,5,2030,OTHER\n", encoding="utf-8"
    )  # fmt: skip
    found = read_indicators(data, settings={"targets_file": path})
    codes = [one.code for one in found.findings if "target" in one.code]
    assert sorted(codes) == [
        "indicators.target-series",
        "indicators.target-twice",
        "indicators.target-unknown",
    ]
    assert found.assessment("3.1.1").target == 10
    for finding in found.findings:
        for language in ("en", "ru", "kk"):
            assert finding.what(language) and finding.done(language)


@pytest.mark.parametrize("method", [name for name in METHODS if name not in ("sdsn", "eurostat-long")])
def test_the_next_target_that_is_due_counts_and_the_trend_is_carried_on_to_its_year(
    tmp_path: Path, method: str
) -> None:
    """16 to 14 in five years is -2.64 % a year: 13.3 in 2025, 11.6 in 2030; 12 is reached by 2030 and not by 2025."""
    data = tmp_path / "data.csv"
    rows = "".join(
        f"3.1.1,{year},{value},PER_100000_LIVE_BIRTHS\n" for year, value in [(2018, 16), (2023, 14)]
    )
    data.write_text(SERIES + rows, encoding="utf-8")

    def assessed(*targets: dict[str, object]) -> tuple[float | None, int | None, str]:
        done = read_indicators(data, settings={"targets": list(targets)}).assessment("3.1.1", method)
        return done.target, done.target_year, done.result

    late = assessed({"code": "3.1.1", "target": 12, "year": 2030})
    soon = assessed(
        {"code": "3.1.1", "target": 12, "year": 2025}, {"code": "3.1.1", "target": 8, "year": 2030}
    )
    assert (late[:2], soon[:2]) == ((12, 2030), (12, 2025))
    assert late[2] in ("on-track", "substantial", "significant", "maintain")
    assert soon[2] not in ("on-track", "substantial", "significant", "maintain")
    passed = assessed(
        {"code": "3.1.1", "target": 12, "year": 2020}, {"code": "3.1.1", "target": 8, "year": 2035}
    )
    assert passed[:2] == (8, 2035)


@pytest.mark.parametrize("method", [name for name in METHODS if name != "sdsn"])
def test_a_share_of_a_base_that_has_none_is_no_target(tmp_path: Path, method: str) -> None:
    """Twice -2 is -4: whoever rose from -2 to 1 has not met it; twice zero is met by standing still."""
    data = tmp_path / "data.csv"
    for base, value in ((-2, 1), (0, 0)):
        rows = (
            "".join(f"2.3.2,{year},{base},USD\n" for year in (2008, 2015, 2018)) + f"2.3.2,2023,{value},USD\n"
        )
        data.write_text(SERIES + rows, encoding="utf-8")
        done = read_indicators(data).assessment("2.3.2", method)
        assert done.target is None
        assert done.result not in ("target-met", "achieved", "significant", "maintain")
        assert "no-share-of-base" in done.remarks


def test_halving_is_of_the_same_base_for_every_method(tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    rows = "".join(
        f"1.2.1,{2016 + n},{value},PT\n" for n, value in enumerate([8, 7, 6, 5, 4.5, 4.4, 4.2, 4.1])
    )
    data.write_text(SERIES + rows, encoding="utf-8")
    found = read_indicators(data)
    assert {
        found.assessment("1.2.1", name).target for name in METHODS if name not in ("sdsn", "eurostat-long")
    } == {4}


def test_a_national_indicator_under_a_global_number_has_not_the_global_target(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "platform"
    (folder / "data").mkdir(parents=True)
    (folder / "meta").mkdir()
    (folder / "data" / "indicator_3-1-1.csv").write_text(
        "Year,UNIT_MEASURE,Value\n2015,PER_100000_LIVE_BIRTHS,80\n2023,PER_100000_LIVE_BIRTHS,60\n", encoding="utf-8"
    )  # fmt: skip
    for customisation, target in ((1, 70.0), (4, None)):
        (folder / "meta" / "3-1-1.yml").write_text(
            f"indicator_number: 3.1.1\ncustomisation: meta.customisation-{customisation}\n", encoding="utf-8"
        )
        assert read_indicators(folder).assessment("3.1.1").target == target


def test_the_direction_of_a_national_target_is_the_way_from_the_base(tmp_path: Path) -> None:
    """From 20 in 2000 the way to 30 is up, from 40 in 2015 it is down; at the pace so far 31.1 in 2030, R 0.89."""
    data = tmp_path / "data.csv"
    data.write_text(SERIES + "3.3.1.9,2000,20,PT\n3.3.1.9,2015,40,PT\n3.3.1.9,2023,35,PT\n", encoding="utf-8")
    done = read_indicators(data, settings={"targets": [{"code": "3.3.1.9", "target": 30}]}).assessment(
        "3.3.1.9"
    )
    assert (done.direction, done.result) == ("down", "moderate")
    same = read_indicators(data, settings={"targets": [{"code": "3.3.1.9", "target": 40}]}).assessment(
        "3.3.1.9"
    )
    assert same.why_not == "direction-unknown"


def test_thresholds_that_are_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_indicators(
            tmp_path, settings={"thresholds": {"3.1.1": {"lower": 5, "optimum": 5, "green": 1, "red": 9}}}
        )
