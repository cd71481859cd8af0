"""What the main job writes: five kinds of files, whole, the same each time, and nothing that betrays the machine."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import getpass
import hashlib
import json
import shutil
import socket
from decimal import Decimal
from pathlib import Path

import pytest
from finished_job import FinishedJob, run_job, settings_of, texts_of
from openpyxl import Workbook

from sdgkit import main_job
from sdgkit.errors import InputError, SdgkitError, UsageError
from sdgkit.mapping.decisions import history_path
from sdgkit.report.draft import Draft


def names_for(job: FinishedJob) -> set[str]:
    drafts = {name for lang in job.drafts for name in (f"draft_{lang}.docx", f"annex_{lang}.xlsx")}
    return drafts | {"review.xlsx", "findings.csv", "manifest.json"}


def test_five_kinds_of_files_are_written_and_nothing_else(job: FinishedJob) -> None:
    assert {path.name for path in job.out.iterdir()} == names_for(job)
    assert {path.name for path in job.done.files} == names_for(job)
    assert all(path.stat().st_size > 100 for path in job.done.files)
    assert not history_path(job.registers[0]).exists(), "no decision was made"


def test_a_second_run_gives_the_same_bytes_whatever_stands_in_the_folder(
    example_job: FinishedJob, messy_job: FinishedJob, tmp_path: Path
) -> None:
    out = tmp_path / "другая папка"
    out.mkdir()
    (out / "draft_kk.docx").write_text("an older draft", encoding="utf-8")
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    run_job(*messy_job.registers, out=out, languages=("kk",))
    for path in messy_job.done.files:
        assert (out / path.name).read_bytes() == path.read_bytes(), path.name
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"
    # With indicators, one of the three languages; the manifest names the languages.
    run_job(*example_job.registers, out=out, languages=("ru",), indicators=example_job.indicators)
    for name in ("draft_ru.docx", "annex_ru.xlsx", "review.xlsx"):
        assert (out / name).read_bytes() == example_job.file(name).read_bytes(), name


def test_nothing_tells_of_the_machine_the_person_or_the_day(job: FinishedJob, project: Path) -> None:
    today = dt.date.today()
    barred = {
        f"{project}/", str(job.out), str(job.out.parent), "/tmp/", "C:\\Users",
        f"{today:%Y-%m-%d}T", f"{today:%d.%m.%Y}",
    }  # fmt: skip
    # A machine may be called "build" or "c1", which are words or cells of any draft.
    machine = socket.gethostname()
    if len(machine) > 5 and not machine.isalpha():
        barred.add(machine)
    # An account may have no name, as in containers.
    with contextlib.suppress(KeyError, OSError, ImportError):
        person = getpass.getuser()
        if person != "sdgkit":
            barred |= {f"<dc:creator>{person}<", f"lastModifiedBy>{person}<"}
    for name, text in texts_of(job.out):
        for one in barred:
            assert one not in text, (name, one)


def test_the_manifest_says_from_what_and_how_the_files_were_made(job: FinishedJob) -> None:
    manifest = json.loads(job.file("manifest.json").read_text(encoding="utf-8"))
    by_name = {one["file"]: one["sha256"] for one in manifest["inputs"]}
    for register in job.registers:
        assert by_name[register.name] == hashlib.sha256(register.read_bytes()).hexdigest()
    if job.indicators is not None:
        inside = {
            name: value for name, value in by_name.items() if name not in {r.name for r in job.registers}
        }
        for name, value in inside.items():
            assert value == hashlib.sha256((job.indicators / name).read_bytes()).hexdigest(), name
        data = {path.name for path in (job.indicators / "data").glob("indicator_*.csv")}
        assert data <= {Path(name).name for name in inside}
    assert manifest["sdgkit"] and manifest["python"] and manifest["libraries"]["openpyxl"]
    assert manifest["languages"] == list(job.drafts)
    assert manifest["settings"]["report"]["country"] == "KAZ"
    assert manifest["rule"]["money"] == "equal" and manifest["rule"]["text"] == job.draft.rule_text
    assert manifest["rule"]["progress"] == "unsd"
    counts = manifest["counts"]
    assert counts["activities"] == len(job.mapping.register) == len(job.draft.table("activities"))
    matches = job.draft.table("matches").to_frame()
    assert counts["mapped"] == matches["id"].nunique()
    assert counts["targets"] == len({m.target for m in job.mapping.matches if m.stands and m.target})
    if job.data is not None:
        assert counts["observations"] == len(job.draft.table("observations"))
        assert counts["indicators"] == job.draft.table("observations").to_frame()["code"].nunique()
    else:
        assert counts["observations"] == counts["indicators"] == 0
    with job.file("findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        findings = list(csv.DictReader(stream))
    for severity in ("error", "warning", "note"):
        assert counts[severity] == sum(row["severity"] == severity for row in findings)
    assert len(findings) == len(job.done.findings) == len(job.draft.table("findings"))


def test_findings_say_in_the_language_what_was_noticed_and_what_was_done(job: FinishedJob) -> None:
    with job.file("findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            assert row["what"] and row["done"], row
            assert "{" not in row["what"] + row["done"] + row["next"] or "{" in row["value"], row


def test_packs_template_and_rates_are_named_in_the_manifest_without_their_folders(
    example: Path, shared_data: Path, project: Path, tmp_path: Path
) -> None:
    template = tmp_path / "own template.docx"
    shutil.copy(project / "templates" / "review.docx", template)
    job = run_job(
        example / "register.xlsx",
        out=tmp_path / "out",
        report={"template": template, "packs": [shared_data / "agenda"]},
    )
    text = job.file("manifest.json").read_text(encoding="utf-8")
    assert "own template.docx" in text
    assert str(tmp_path) not in text and str(shared_data) not in text


def test_rates_are_shown_with_their_date_and_source_wherever_money_was_converted(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(
        "№;Название проекта;Донор;Бюджет, долл. США;Начало;Окончание\n"
        "1;Ремонт сельских больниц;ПРООН;1000;01.02.2024;31.12.2025\n",
        encoding="utf-8",
    )
    (tmp_path / "курсы.csv").write_text(
        "Дата;Валюта;Курс;Базовая валюта;Источник\n01.01.2024;USD;454,56;KZT;НБ РК\n", encoding="utf-8"
    )
    job = run_job(
        tmp_path / "register.csv",
        out=tmp_path / "out",
        report={"rates": tmp_path / "курсы.csv", "currency": "KZT", "languages": ["ru"]},
    )
    (draft,) = job.drafts.values()
    money = draft.table("money")
    assert money.rows[-1].cells[money.index("amount")].value == Decimal("454560.00")
    assert "1 USD = 454,56 KZT (01.01.2024, НБ РК)" in " ".join(money.notes)
    assert "курсы.csv" in [row.key for row in draft.table("sources").rows]
    assert "курсы.csv" in job.file("manifest.json").read_text(encoding="utf-8")


class TestNothingIsWrittenWhenSomethingFails:
    def refused(self, out: Path, register: Path, **options: object) -> SdgkitError:
        with pytest.raises(SdgkitError) as told:
            run_job(register, out=out, **options)  # type: ignore[arg-type]
        assert not history_path(register).exists()
        return told.value

    def test_an_unknown_country(self, example: Path, tmp_path: Path) -> None:
        error = self.refused(tmp_path / "out", example / "register.xlsx", country="Narnia")
        assert isinstance(error, UsageError)
        assert not (tmp_path / "out").exists()

    def test_a_folder_that_is_a_file(self, example: Path, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("a file", encoding="utf-8")
        error = self.refused(tmp_path / "out", example / "register.xlsx")
        assert isinstance(error, InputError)
        assert (tmp_path / "out").read_text(encoding="utf-8") == "a file"

    def test_a_register_without_activities(self, tmp_path: Path) -> None:
        Workbook().save(tmp_path / "empty.xlsx")
        assert isinstance(self.refused(tmp_path / "out", tmp_path / "empty.xlsx"), InputError)
        assert not (tmp_path / "out").exists()

    def test_a_review_that_is_none(self, example: Path, tmp_path: Path) -> None:
        book = Workbook()
        book.worksheets[0]["A1"] = "letter"
        book.save(tmp_path / "letter.xlsx")
        register = Path(shutil.copy(example / "register.xlsx", tmp_path))
        self.refused(tmp_path / "out", register, reviewed=[tmp_path / "letter.xlsx"])
        assert not (tmp_path / "out").exists()

    def test_a_writer_that_stops_half_way_leaves_the_earlier_files(
        self, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        register = Path(shutil.copy(example / "register.xlsx", tmp_path))
        out = tmp_path / "out"
        run_job(register, out=out)
        before = {path.name: path.read_bytes() for path in out.iterdir()}

        def full(self: Draft, path: Path) -> Path:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Draft, "to_excel", full)
        with pytest.raises((OSError, SdgkitError)):
            main_job.run([register], indicators=None, reviewed=[], out=out, settings=settings_of(["en"]))
        assert {path.name: path.read_bytes() for path in out.iterdir()} == before
