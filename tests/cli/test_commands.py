"""The commands, their exit codes and what they print, as a user meets them."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_help_names_every_command(sdgkit: Run, sdgkit_process: Run) -> None:
    answer = sdgkit_process("--help")
    assert answer.returncode == 0, answer.stderr
    for command in ("report", "map", "check", "indicators", "agenda", "init", "schema"):
        assert command in answer.stdout
        assert sdgkit(command, "--help").returncode == 0


def test_a_profile_that_does_not_know_its_subject_is_wrong_use(
    sdgkit: Run, example: Path, tmp_path: Path
) -> None:
    register = example / "register.xlsx"
    for options, told in (
        (("--profile", "section"), "--goal, --theme"),
        (("--profile", "breifing"), "briefing"),
        (("--profile", "briefing", "--partner", "Атлантида"), "Атлантида"),
    ):
        answer = sdgkit("report", register, *options, "--out", tmp_path / "out", "--language", "ru")
        assert answer.returncode == 2
        assert told in answer.stderr
        assert not (tmp_path / "out").exists()


def test_an_outline_of_one_s_own_is_written_and_used(sdgkit: Run, example: Path, tmp_path: Path) -> None:
    assert sdgkit("init", tmp_path, "--outline", "--language", "kk").returncode == 0
    own = tmp_path / "outline.toml"
    own.write_text(
        own.read_text(encoding="utf-8").replace("drop = []", 'drop = ["opening"]'), encoding="utf-8"
    )
    answer = sdgkit(
        "preview", example / "register.xlsx", "--outline", own, "-l", "kk", "-o", tmp_path / "p.html"
    )
    assert answer.returncode == 0, answer.stderr
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "Негізгі тұжырымдар" in page
    assert "Кіріспе сөз" not in page


def test_version(sdgkit_process: Run) -> None:
    import sdgkit as package

    assert sdgkit_process("--version").stdout.strip() == f"sdgkit {package.__version__}"


def test_looking_up_a_target_shows_three_languages(sdgkit: Run) -> None:
    answer = sdgkit("agenda", "3.8")
    assert answer.returncode == 0
    for language in ("en ", "ru ", "kk "):
        assert language in answer.stdout
    assert "3.8.1" in answer.stdout


def test_looking_up_with_a_pack_shows_the_official_wording_too(sdgkit: Run, shared_data: Path) -> None:
    packs = [
        "--pack",
        shared_data / "indicators" / "kazstat" / "translations",
        "--pack",
        shared_data / "agenda",
    ]
    found = json.loads(sdgkit("agenda", "3.8", *packs, "--json").stdout)["found"][0]
    assert {wording["language"] for wording in found["wordings"]} >= {"en", "ru", "kk"}
    assert found["title"]["ru"] not in {wording["text"] for wording in found["wordings"]}


def test_looking_up_words_in_kazakh(sdgkit: Run) -> None:
    answer = sdgkit("agenda", "ана өлімі", "--language", "kk")
    assert "3.1" in answer.stdout


@pytest.mark.parametrize("code", ["18", "3.99", "99.1.1"])
def test_an_unknown_code_names_the_nearest(sdgkit: Run, code: str) -> None:
    answer = sdgkit("agenda", code)
    assert answer.returncode == 2
    assert code in answer.stderr and "Traceback" not in answer.stderr


def test_schema_lists_and_prints(sdgkit: Run) -> None:
    names = json.loads(sdgkit("schema", "--json").stdout)["models"]
    for name in names:
        assert json.loads(sdgkit("schema", name).stdout)["type"] == "object", name
    assert sdgkit("schema", "nothing").returncode == 2


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_init_writes_a_register_and_settings_that_work(sdgkit: Run, tmp_path: Path, language: str) -> None:
    assert sdgkit("init", tmp_path / "new", "--language", language).returncode == 0
    settings = tmp_path / "new" / "sdgkit.toml"
    before = settings.read_bytes()
    # Every setting that the file explains exists: all lines switched on are taken without complaint.
    lines = settings.read_text(encoding="utf-8").splitlines()
    switched = [
        line.removeprefix("# ") if "=" in line or line.startswith("# [") else line for line in lines[1:]
    ]
    everything = tmp_path / "all" / "sdgkit.toml"
    everything.parent.mkdir()
    text = "\n".join(
        line for line in switched if not line.startswith(("rates", "template", "packs", "header_row"))
    )
    everything.write_text(text, encoding="utf-8")
    from sdgkit.settings import settings_for

    assert settings_for([everything.parent / "register.xlsx"]).report.languages
    assert sdgkit("init", tmp_path / "new").returncode == 0
    assert settings.read_bytes() == before


def test_check_shows_the_columns_and_how_complete_the_register_is(
    sdgkit: Run, sdgkit_process: Run, example: Path
) -> None:
    answer = sdgkit_process("check", example / "register.xlsx", "--language", "ru")
    assert answer.returncode == 0, answer.stderr
    assert "Наименование проекта" in answer.stdout
    assert "(title)" in answer.stdout
    assert "заголовок" in answer.stdout
    told = json.loads(sdgkit("check", example / "register.xlsx", "--json").stdout)
    assert told["activities"] == 41
    assert {choice["field"] for choice in told["columns"]} >= {"title", "donor", "region", "budget"}


def test_check_tells_notes_of_one_kind_once_with_their_rows(sdgkit: Run, tmp_path: Path) -> None:
    workbook = Workbook()
    rows: list[list[object]] = [["№", "Проект", "Донор", "Сумма, тенге"]]
    for number in range(1, 5):
        rows += [[number, f"Проект о воде {number}", "АБР", f"до {number} млн"], ["Итого", "", "", number]]
    for row in rows:
        workbook.active.append(row)
    path = tmp_path / "register.xlsx"
    workbook.save(path)
    answer = sdgkit("check", path, "-l", "ru")
    lines = [line for line in answer.stderr.splitlines() if "•" in line]
    assert len(lines) == 2, answer.stderr
    told = " ".join(answer.stderr.split())
    assert "(также в строках 4, 6, 8)" in told and "(также в строках 5, 7, 9)" in told
    assert path.name not in "".join(lines), "one file need not be named in each line"


def test_check_of_indicators(sdgkit: Run, example: Path) -> None:
    answer = sdgkit("check", example / "indicators", "--json")
    assert json.loads(answer.stdout)["indicators"] == 12
    assert answer.returncode in (0, 1)


def test_a_map_of_the_regions_of_an_indicator(sdgkit: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    answer = sdgkit("indicators", example / "indicators", "--map", "3.1.1", "-o", out, "--language", "kk")
    assert answer.returncode == 0, answer.stderr
    assert out.read_text(encoding="utf-8").startswith("<svg")
    assert sdgkit("indicators", example / "indicators", "--map", "3.1.1").returncode == 2
    assert sdgkit("indicators", example / "indicators", "--map", "9.9.9", "-o", out).returncode == 2


def test_check_of_a_folder_of_iati_files_takes_it_for_a_register(sdgkit: Run, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.xml").write_text(
            f"<iati-activities version='2.03'><iati-activity><iati-identifier>XX-{number}</iati-identifier>"
            "<title><narrative>Rural clinics</narrative></title></iati-activity></iati-activities>",
            "utf-8",
        )
    told = json.loads(sdgkit("check", tmp_path, "--json").stdout)
    assert told["activities"] == 2
    assert told["quality"][0] == {"field": "activities", "filled": 2, "share": None}


def test_check_of_one_file_of_indicators_takes_it_for_no_register(sdgkit: Run, tmp_path: Path) -> None:
    long = tmp_path / "long.csv"
    long.write_text("Indicator,Year,Value\n3.1.1,2015,12.5\n3.1.1,2023,11.7\n", encoding="utf-8")
    printed = tmp_path / "printed.csv"
    printed.write_text("3.1.1 Maternal mortality\nItems,2015,2023\nKazakhstan,12.5,11.7\n", encoding="utf-8")
    for path in (long, printed):
        told = json.loads(sdgkit("check", path, "--json").stdout)
        assert (told["indicators"], told["observations"]) == (1, 2)
    neither = tmp_path / "neither.csv"
    neither.write_text("a,b\n1,2\n", encoding="utf-8")
    assert sdgkit("check", neither).returncode == 3


def test_map_in_every_form(sdgkit: Run, example: Path, tmp_path: Path) -> None:
    for ending in ("xlsx", "csv", "jsonl", "parquet"):
        out = tmp_path / f"mapping.{ending}"
        answer = sdgkit("map", example / "register.xlsx", "-o", out)
        assert answer.returncode == 0, answer.stderr
        assert out.stat().st_size > 1000
    lines = (tmp_path / "mapping.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 41
    first = json.loads(lines[0])
    assert list(first) == ["id", "title", "language", "matches", "unmapped_reason"]
    assert list(first["matches"][0]) == ["target", "goal", "score", "status", "share", "evidence"]
    assert list(first["matches"][0]["evidence"][0]) == ["kind", "field", "start", "end", "text", "weight"]


def test_map_without_a_file_is_a_line_for_each_activity(sdgkit: Run, example: Path) -> None:
    for language, heading in {"en": "to look at", "ru": "проверить", "kk": "тексеру керек"}.items():
        answer = sdgkit("map", example / "register.xlsx", "--language", language)
        assert answer.returncode == 0, answer.stderr
        assert heading in answer.stdout
        (third,) = [line for line in answer.stdout.splitlines() if line.startswith("│ 3 ")]
        assert "*3.b (" in third and "3.2" in third and "3.3" in third


def test_a_terminal_of_80_letters_holds_the_map(sdgkit_process: Run, example: Path) -> None:
    answer = sdgkit_process("map", example / "register.xlsx", "--language", "kk", COLUMNS="80")
    table = [line for line in answer.stdout.splitlines() if line and line[0] in "┏┃┡│└"]
    assert table and max(len(line) for line in table) <= 80
    assert "*3.8 (1.00)" in answer.stdout


def test_map_refuses_an_ending_it_does_not_write(sdgkit: Run, example: Path, tmp_path: Path) -> None:
    answer = sdgkit("map", example / "register.xlsx", "-o", tmp_path / "mapping.pdf")
    assert answer.returncode == 2
    assert not list(tmp_path.iterdir())


def test_map_explains_an_activity(sdgkit: Run, example: Path) -> None:
    answer = sdgkit("map", example / "register.xlsx", "--explain", "19", "--language", "ru")
    assert answer.returncode == 0
    assert "15.3" in answer.stdout and "саксаул" in answer.stdout


def test_indicators_as_a_table_and_as_json(sdgkit: Run, example: Path) -> None:
    answer = sdgkit("indicators", example / "indicators", "--language", "kk")
    assert "3.1.1" in answer.stdout
    rows = json.loads(sdgkit("indicators", example / "indicators", "--json").stdout)["indicators"]
    assert len(rows) >= 12


class TestWhatCannotBeRead:
    """A clear message, exit code 3 or 2, nothing written."""

    def refused(self, sdgkit: Run, out: Path, *arguments: str | Path) -> str:
        answer = sdgkit("report", *arguments, "--out", out)
        assert answer.returncode in (2, 3), answer.stderr
        assert "Traceback" not in answer.stderr + answer.stdout
        assert not out.exists() or not list(out.iterdir())
        return answer.stderr

    def test_a_missing_file(self, sdgkit_process: Run, tmp_path: Path) -> None:
        assert "nowhere.xlsx" in self.refused(sdgkit_process, tmp_path / "out", tmp_path / "nowhere.xlsx")

    def test_an_empty_workbook(self, sdgkit: Run, tmp_path: Path) -> None:
        Workbook().save(tmp_path / "empty.xlsx")
        assert "empty.xlsx" in self.refused(sdgkit, tmp_path / "out", tmp_path / "empty.xlsx")

    def test_a_file_of_no_bytes(self, sdgkit: Run, tmp_path: Path) -> None:
        (tmp_path / "nothing.csv").touch()
        self.refused(sdgkit, tmp_path / "out", tmp_path / "nothing.csv")

    def test_a_workbook_with_a_password(self, sdgkit: Run, tmp_path: Path) -> None:
        # An encrypted workbook is an OLE file whose directory names the stream EncryptedPackage.
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
        (tmp_path / "secret.xlsx").write_bytes(head + "EncryptedPackage".encode("utf-16-le") + bytes(512))
        told = self.refused(sdgkit, tmp_path / "out", tmp_path / "secret.xlsx")
        assert "password" in told

    def test_a_letter_in_word_without_a_table(self, sdgkit: Run, tmp_path: Path) -> None:
        from docx import Document

        document = Document()
        document.add_paragraph("Уважаемые коллеги!")
        document.save(str(tmp_path / "letter.docx"))
        self.refused(sdgkit, tmp_path / "out", tmp_path / "letter.docx")

    def test_a_folder_without_indicators(self, sdgkit: Run, example: Path, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        self.refused(sdgkit, tmp_path / "out", example / "register.xlsx", "--indicators", tmp_path / "folder")

    def test_an_unknown_country(self, sdgkit: Run, example: Path, tmp_path: Path) -> None:
        told = self.refused(sdgkit, tmp_path / "out", example / "register.xlsx", "--country", "Kazahstan")
        assert "Kaza" in told

    def test_an_unknown_language(self, sdgkit: Run, example: Path, tmp_path: Path) -> None:
        told = self.refused(sdgkit, tmp_path / "out", example / "register.xlsx", "--language", "xx")
        assert "xx" in told

    def test_a_broken_archive(self, sdgkit: Run, example: Path, tmp_path: Path) -> None:
        whole = (example / "register.xlsx").read_bytes()
        (tmp_path / "half.xlsx").write_bytes(whole[: len(whole) // 2])
        self.refused(sdgkit, tmp_path / "out", tmp_path / "half.xlsx")

    def test_a_picture_named_as_a_workbook(self, sdgkit: Run, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "picture.xlsx", "w") as archive:
            archive.writestr("picture.png", b"\x89PNG")
        self.refused(sdgkit, tmp_path / "out", tmp_path / "picture.xlsx")

    def test_settings_that_do_not_exist(self, sdgkit: Run, example: Path, tmp_path: Path) -> None:
        shutil.copy(example / "register.xlsx", tmp_path)
        (tmp_path / "sdgkit.toml").write_text("[register]\nheader_rwo = 3\n", encoding="utf-8")
        told = self.refused(sdgkit, tmp_path / "out", tmp_path / "register.xlsx")
        assert "header_rwo" in told


def test_languages_are_given_together_or_one_by_one(sdgkit: Run, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text("Title,SDG\nRepair of rural clinics,3.8\n", encoding="utf-8")
    answer = sdgkit("report", register, "-c", "KAZ", "-l", "en,ru", "-l", "kk", "-o", tmp_path / "out")
    assert answer.returncode == 0, answer.stderr
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"draft_en.docx", "draft_ru.docx", "draft_kk.docx"} <= written


def test_errors_speak_the_language_asked_for(sdgkit: Run, tmp_path: Path) -> None:
    assert "не существует" in sdgkit("check", tmp_path / "a.xlsx", "--language", "ru").stderr
    assert "жоқ" in sdgkit("check", tmp_path / "a.xlsx", SDGKIT_LANGUAGE="kk").stderr


def test_two_tables_of_labels_are_compared(sdgkit: Run, tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("id,primary_target,goals\na,3.1,3\nb,4.1,4\n", "utf-8")
    two.write_text("id,primary_target,goals\na,3.1,3\nb,4.5,4\n", "utf-8")
    told = sdgkit("evaluate", one, "--with", two, "--language", "ru").stdout
    assert "совпало 1 из 2" in told
    found = json.loads(sdgkit("evaluate", one, "--with", two, "--json").stdout)
    assert found["primary"]["agreed"] == 1
    assert found["goal"] == {"rows": 34, "agreed": 34, "kappa": 1.0}
