"""Official wording: read from folders of translations, unaltered, and never shown for another indicator."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sdgkit.agenda import Pack, describe, official_title, search
from sdgkit.errors import InputError


def write(folder: Path, language: str, file: str, **titles: str) -> None:
    path = folder / language / file
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key.replace('_', '-')}: {value}" for key, value in titles.items()]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "site" / "translations"
    write(folder, "ru", "global_goals.yml", **{"3-title": "Цель здоровья", "3-short": "Коротко"})
    write(folder, "ru", "global_targets.yml", **{"3-8-title": "Задача здоровья"})
    write(
        folder,
        "ru",
        "global_indicators.yml",
        **{
            "3-8-1-title": "Охват услугами",
            "3-8-2-title": "Старые расходы",
            "8-9-2-title": "Рабочие места в туризме",
            "1-a-3-title": "Удалённый",
            "7-а-1-title": "С кириллической а",
        },
    )
    write(
        folder,
        "ru",
        "national_indicators.yml",
        **{
            "3-8-1-title": "Национальный охват",
            "17-3-1-3-title": "Отток инвестиций",
            "99-1-title": "Никакой",
        },
    )
    return folder


def test_wording_is_read_by_code_and_says_where_it_came_from(small: Path) -> None:
    pack = Pack.load(small)
    found = pack.title("3.8", "ru")
    assert found is not None
    assert (found.text, found.pack, found.file, found.level) == (
        "Задача здоровья",
        "site",
        "ru/global_targets.yml",
        "global",
    )
    assert pack.title("3", "ru").text == "Цель здоровья"  # type: ignore[union-attr]
    assert pack.title("3.8", "kk") is None
    assert pack.title("17.3.1.3", "ru").text == "Отток инвестиций"  # type: ignore[union-attr]


def test_the_folder_above_is_as_good(small: Path) -> None:
    assert Pack.load(small.parent).wordings == Pack.load(small).wordings


def test_national_wording_comes_first_in_a_pack_and_in_a_stack(small: Path, tmp_path: Path) -> None:
    write(
        tmp_path / "un",
        "ru",
        "global_indicators.yml",
        **{"3-8-1-title": "Глобальный", "3-9-1-title": "Воздух"},
    )
    national, united = Pack.load(small), Pack.load(tmp_path / "un")
    for stack in ([national, united], [united, national]):
        assert official_title("3.8.1", "ru", stack).text == "Национальный охват"  # type: ignore[union-attr]
        assert official_title("3.9.1", "ru", stack).text == "Воздух"  # type: ignore[union-attr]
    found = official_title("3.8.1", "ru", [united, national], level="global")
    assert found is not None
    assert found.text == "Глобальный"


def test_an_old_title_is_not_shown_for_an_indicator_of_another_meaning(small: Path) -> None:
    pack = Pack.load(small)
    assert pack.edition == 2020
    assert pack.title("8.9.2", "ru") is None
    assert pack.title("1.a.3", "ru") is None
    assert pack.title("8.9.2", "ru", 2020) is None
    outdated = next(finding for finding in pack.findings if finding.code == "agenda.pack-outdated")
    assert outdated.value == "1.a.3, 8.9.2"
    assert describe("8.9.2", [pack]).wordings == ()


def test_an_old_title_of_a_revised_indicator_carries_a_mark(small: Path) -> None:
    pack = Pack.load(small)
    assert pack.title("3.8.2", "ru").mark == "revised"  # type: ignore[union-attr]
    assert pack.title("3.8.2", "ru", 2020).mark == ""  # type: ignore[union-attr]
    assert pack.title("3.8.1", "ru").mark == ""  # type: ignore[union-attr]


def test_a_pack_of_2025_shows_its_titles_without_a_mark(tmp_path: Path) -> None:
    write(
        tmp_path,
        "en",
        "global_indicators.yml",
        **{"2-2-4-title": "Diversity", "8-9-2-title": "Tourism jobs", "3-8-2-title": "New wording"},
    )
    pack = Pack.load(tmp_path)
    assert pack.edition == 2025
    assert pack.title("8.9.2", "en").text == "Tourism jobs"  # type: ignore[union-attr]
    assert pack.title("3.8.2", "en").mark == ""  # type: ignore[union-attr]


def test_keys_with_cyrillic_letters_are_repaired_and_told(small: Path) -> None:
    pack = Pack.load(small)
    assert pack.title("7.a.1", "ru").text == "С кириллической а"  # type: ignore[union-attr]
    told = [finding for finding in pack.findings if finding.code == "agenda.pack-key-letters"]
    assert [(finding.value, finding.file) for finding in told] == [
        ("7-а-1-title", "ru/global_indicators.yml")
    ]
    assert "7.a.1" in told[0].done("ru")


def test_what_is_missing_and_what_is_unknown_is_told_once_per_language(small: Path) -> None:
    pack = Pack.load(small)
    gaps = [finding for finding in pack.findings if finding.code == "agenda.pack-gap"]
    assert len(gaps) == 1
    assert gaps[0].details["language"] == "ru"
    unknown = next(finding for finding in pack.findings if finding.code == "agenda.pack-key-unknown")
    assert unknown.value == "99-1-title"


@pytest.mark.parametrize(
    "content",
    ["just text", "- a\n- list", "a: [1, 2", "!!python/object/apply:os.system ['true']", "\x00"],
)
def test_a_broken_file_is_told_and_the_rest_is_read(small: Path, content: str) -> None:
    (small / "ru" / "global_goals.yml").write_text(content, encoding="utf-8")
    pack = Pack.load(small)
    assert [finding.file for finding in pack.findings if finding.code == "agenda.pack-broken"] == [
        "ru/global_goals.yml"
    ]
    assert pack.title("3.8", "ru") is not None


def test_a_title_that_is_no_text_is_a_gap(tmp_path: Path) -> None:
    write(tmp_path, "en", "global_targets.yml", **{"3-8-title": "5", "3-9-title": "[a]", "3-1-title": "''"})
    write(tmp_path, "en", "global_goals.yml", **{"3-title": "Health"})
    pack = Pack.load(tmp_path)
    assert all(pack.title(code, "en") is None for code in ("3.8", "3.9", "3.1"))


def test_a_folder_without_wording_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no official wording"):
        Pack.load(tmp_path)
    with pytest.raises(InputError):
        Pack.load(tmp_path / "absent")


def test_official_wording_is_searched_and_described(small: Path) -> None:
    pack = Pack.load(small)
    assert "3.8.1" not in search("национальный охват", "ru")
    assert "3.8.1" in search("национальный охват", "ru", [pack])
    assert [wording.text for wording in describe("3.8", [pack]).wordings] == ["Задача здоровья"]
    assert describe("17.3.1.3", [pack]).kind == "national indicator"


def test_the_wording_of_sdg_translations_is_complete_and_unaltered(shared_data: Path) -> None:
    pack = Pack.load(shared_data / "agenda")
    assert set(pack.languages) >= {"en", "ru", "kk"}
    for language in ("en", "ru", "kk"):
        content = yaml.safe_load(
            (shared_data / "agenda" / language / "global_targets.yml").read_text(encoding="utf-8")
        )
        for key, title in content.items():
            code = key.removesuffix("-title").replace("-", ".")
            assert pack.title(code, language).text == title.strip()  # type: ignore[union-attr]
        gap = next(
            finding
            for finding in pack.findings
            if finding.code == "agenda.pack-gap" and finding.details["language"] == language
        )
        assert gap.value == "2.2.4, 3.b.3, 4.6.1, 8.9.2, 11.5.3, 11.c.1"
    for code in ("2.2.4", "8.9.2", "11.c.1", "11.5.3", "3.b.3", "4.6.1", "1.a.3", "13.3.2"):
        assert pack.title(code, "ru") is None


def test_the_statistics_office_comes_before_the_united_nations(shared_data: Path) -> None:
    national = Pack.load(shared_data / "indicators" / "kazstat")
    united = Pack.load(shared_data / "agenda")
    found = official_title("1.1.1", "ru", [united, national])
    assert found is not None
    assert (found.pack, found.level) == ("kazstat", "national")
    assert official_title("3.8", "ky", [national, united]).pack == "agenda"  # type: ignore[union-attr]
    assert national.title("7.a.1", "en") is not None
    assert {f.code for f in national.findings} >= {"agenda.pack-key-letters", "agenda.pack-outdated"}
    assert len(describe("17.3.1.3", [national]).wordings) == 3
