"""A specialist without Python adds phrases, takes some away, and makes mistakes."""

from __future__ import annotations

import json
import pickle
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.register import Register
from sdgkit.cli.app import app
from sdgkit.errors import InputError
from sdgkit.languages import Text
from sdgkit.mapping.explanation import Explanation
from sdgkit.mapping.mapping import Mapping, map_register
from sdgkit.mapping.own_phrases import OwnMistakes, own_phrases, read_own
from sdgkit.mapping.settings import MappingSettings

HEAD = "target,language,phrase,weight,near,not,note"
ROWS = [
    "6.6,ru,каскад Жёлтый,0.9,,,наш термин",
    "3.8,kk,дәрігерлік амбулатория,0.85,ауыл|аудан,,",
    "4.1,ru,звёздная палата,0.8,,кадры,",
]


def mapped(title: str, path: Path | None, language: str = "ru") -> Mapping:
    activity = Activity(id="1", origin=Origin(file="r.csv"), title=Text({language: title}))
    return map_register(Register(activities=(activity,)), settings=MappingSettings(knowledge=path))


def targets(title: str, path: Path | None, language: str = "ru") -> dict[str | None, float]:
    return {one.target: one.score for one in mapped(title, path, language).matches if one.stands}


def saved(path: Path, kind: str, rows: list[str] | None = None) -> Path:
    """The table as a program of a Russian Windows saves it."""
    rows = [HEAD, *(ROWS if rows is None else rows)]
    if kind == "xlsx":
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            cells: list[object] = [*row.split(",")]
            with suppress(ValueError):
                cells[3] = float(str(cells[3]))
            sheet.append(cells)
        book.save(path.with_suffix(".xlsx"))
        return path.with_suffix(".xlsx")
    text = "\r\n".join(rows) + "\r\n"
    if kind != "plain":
        # Excel of a Russian Windows: semicolons, and commas in numbers.
        text = text.replace(",", ";").replace("0.", "0,")
    encoding = {"bom": "utf-8-sig", "ansi": "cp1251", "unicode": "utf-16"}.get(kind, "utf-8")
    path.write_bytes(text.encode(encoding, "replace"))
    return path


@pytest.mark.parametrize("kind", ["plain", "semicolons", "bom", "unicode", "xlsx"])
def test_phrases_are_added_however_the_table_was_saved(tmp_path: Path, kind: str) -> None:
    path = saved(tmp_path / "own.csv", kind)
    assert "6.6" not in targets("Обновление каскадов Желтый", None)
    assert targets("Обновление каскадов Желтый", path)["6.6"] > 0.5
    # Company and exclusions work, in the folder too, and context does as for the phrases of sdgkit.
    company = "Ауылда дәрігерлік амбулатория салу", "Дәрігерлік амбулатория"
    assert [("3.8" in targets(text, tmp_path, "kk")) for text in company] == [True, False]
    assert "4.1" in targets("Строительство звёздных палат", path)
    assert "4.1" not in targets("Звёздная палата: отраслевые кадры", path)
    assert "6.6" not in targets("Проект не предусматривает каскад Жёлтый", path)


def test_russian_phrases_in_the_code_page_of_windows(tmp_path: Path) -> None:
    path = saved(tmp_path / "own.csv", "ansi", [ROWS[0], ROWS[2]])
    assert "6.6" in targets("Обновление каскадов Желтый", path)


def test_kazakh_letters_that_were_lost_in_saving_are_told(tmp_path: Path) -> None:
    path = saved(tmp_path / "own.csv", "ansi")
    with pytest.raises(OwnMistakes) as error:
        read_own(path)
    assert [one.code for one in error.value.mistakes] == ["mapping.own-lost"]
    assert "CSV UTF-8" in error.value.mistakes[0].next("ru")


def test_a_row_takes_the_place_of_one_of_sdgkit_or_takes_it_away(tmp_path: Path) -> None:
    before = targets("Обмен опытом по переписи", None)
    title = "Арал теңізінің құрғаған түбіне сексеуіл отырғызу"
    first = mapped(title, None, "kk")
    path = saved(
        tmp_path / "own.csv", "plain", ["15.3,kk,Сексеуіл  отырғызу,0,,,", "15.3,kk,құрғаған түбі,0.1,,,"]
    )
    told = mapped(title, path, "kk").explain("1", "ru")
    score = {one.target: one.score for one in first.matches}
    assert {one.target: one.score for one in told.matches}["15.3"] < score["15.3"]
    held = [(hit.target, hit.rule.split()[0], hit.held) for hit in told.found if hit.held == "own"]
    assert len(held) == 2 and {one[0] for one in held} == {"15.3"}
    assert [hit.weight for hit in told.found if hit.rule.startswith("own.csv")] == [0.1]
    assert "own.csv:3 құрғаған түбі" in str(told)
    assert "действует ваше выражение" in str(told)
    # All of it can be recomputed from the explanation, and other texts are as they were.
    assert Explanation.model_validate_json(told.model_dump_json()).recomputed() == told.matches
    assert targets("Обмен опытом по переписи", path) == before


def test_a_changed_table_counts_at_once(tmp_path: Path) -> None:
    path = saved(tmp_path / "own.csv", "plain", [])
    assert "6.6" not in targets("Обновление каскадов Желтый", path)
    saved(tmp_path / "own.csv", "plain")
    assert "6.6" in targets("Обновление каскадов Желтый", path)


@pytest.mark.parametrize(
    ("row", "code", "told"),
    [
        ("3.14,ru,клиника,0.9,,,", "mapping.knowledge-code", "3.14"),
        ("03.авг,ru,клиника,0.9,,,", "mapping.knowledge-code", "03.авг"),
        ("3.8,рус,клиника,0.9,,,", "mapping.knowledge-value", "рус"),
        ("3.8,ru,,0.9,,,", "mapping.knowledge-phrase", "3"),
        ("3.8,ru,клиника,много,,,", "mapping.knowledge-number", "много"),
        ("3.8,ru,клиника,80,,,", "mapping.knowledge-number", "80"),
        ("3.8,ru,клиника,,,,", "mapping.knowledge-number", "weight"),
        ("3.8,ru,клиниwа,0.9,,,", "mapping.own-letters", "клиниwа"),
        ("3.8,ru,клиника,0.9,сеlо,,", "mapping.own-letters", "near"),
        ("6.6,ru,КАСКАД желтый,0.5,,,", "mapping.own-twice", "own.csv:2"),
    ],
)
def test_mistakes_are_told_with_file_row_and_column(tmp_path: Path, row: str, code: str, told: str) -> None:
    path = saved(tmp_path / "own.csv", "plain", [ROWS[0], row, "", "99,ru,ещё одна ошибка,0.5,,,"])
    with pytest.raises(OwnMistakes) as error:
        read_own(path)
    mistakes = error.value.mistakes
    assert [one.code for one in mistakes] == [code, "mapping.knowledge-code"]
    assert [(one.details["file"], one.details["row"]) for one in mistakes] == [
        ("own.csv", "3"),
        ("own.csv", "5"),
    ]
    for language in ("en", "ru", "kk"):
        assert told in error.value.what(language)
        assert "own.csv" in error.value.what(language) and "99" in error.value.what(language)
    again = pickle.loads(pickle.dumps(error.value))
    assert again.what("kk") == error.value.what("kk")


def test_a_table_without_columns_and_an_empty_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("target;phrase\n3.8;клиника\n", encoding="utf-8")
    with pytest.raises(OwnMistakes, match="language, weight"):
        own_phrases(tmp_path / "own.csv")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no table"):
        own_phrases(tmp_path / "empty")
    with pytest.raises(InputError):
        own_phrases(tmp_path / "nothing.csv")


def test_the_settings_file_names_the_table_from_where_it_lies(tmp_path: Path) -> None:
    saved(tmp_path / "own.csv", "bom")
    (tmp_path / "sdgkit.toml").write_text('[mapping]\nknowledge = "own.csv"\n', encoding="utf-8")
    register = tmp_path / "r.csv"
    register.write_text(
        "Код проекта,Название,Донор\nA-1,Обновление каскадов Желтый,ПРООН\n", encoding="utf-8"
    )
    for out in ("m.jsonl", "m.parquet"):
        done = CliRunner().invoke(app, ["map", str(register), "-o", str(tmp_path / out)])
        assert done.exit_code == 0, done.output
    read = json.loads((tmp_path / "m.jsonl").read_text(encoding="utf-8"))
    assert read["matches"][0]["target"] == "6.6"
    assert b"6.6" in (tmp_path / "m.parquet").read_bytes()
    saved(tmp_path / "own.csv", "bom", ["9.99,ru,каскад Жёлтый,0.9,,,"])
    for out in ("m.jsonl", "m.parquet"):
        failed = CliRunner().invoke(app, ["map", str(register), "-o", str(tmp_path / out)])
        assert isinstance(failed.exception, OwnMistakes)
        assert "9.99" in failed.exception.what("ru")


def test_what_to_do_is_told_once_for_each_kind_of_mistake(tmp_path: Path) -> None:
    rows = ["3.8,рус,клиника,0.9,,,", "3.8,каз,емхана,0.9,,,", "3.99,ru,больница,0.9,,,"]
    with pytest.raises(OwnMistakes) as error:
        read_own(saved(tmp_path / "own.csv", "plain", rows))
    told = error.value.what("ru").splitlines()
    assert [("одно из: en, kk, ru" in line or "одно из: en, ru, kk" in line) for line in told] == [
        False,
        True,
        False,
        False,
    ]
    assert "Пишите код, например 3.8" in told[3]
