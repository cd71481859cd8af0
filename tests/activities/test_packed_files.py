"""Registers that were packed by themselves: .gz, as publishers of IATI give them, and .zip with one file in it."""

from __future__ import annotations

import gzip
import hashlib
import io
import tempfile
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from sdgkit.activities.iati.writing import write_iati
from sdgkit.activities.reading import read_register
from sdgkit.errors import InputError
from sdgkit.mapping.scale import map_file
from tests.activities.iati_files import a_file, an_activity

CSV = (
    "№;Наименование проекта;Донор;Бюджет, тенге\n1;Ремонт сельских клиник;ПРООН;1000\n2;Чистая вода;ЕС;2000\n"
)


def packed(path: Path, name: str = "") -> Path:
    """The file beside itself as .gz."""
    target = path.with_name(name or f"{path.name}.gz")
    target.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    return target


@pytest.fixture
def iati(tmp_path: Path) -> Path:
    return a_file(tmp_path / "a.xml", an_activity("XX-1-A"), an_activity("XX-1-B", "<nonsense/>"))


@pytest.fixture(autouse=True)
def _nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """What was unpacked is gone afterwards, whatever happened."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert not list(folder.iterdir())


def test_a_packed_iati_file_says_what_the_file_says(iati: Path) -> None:
    path = packed(iati)
    plain, register = read_register(iati), read_register(path)
    assert [a.model_dump(exclude={"origin", "money"}) for a in register.activities] == [
        a.model_dump(exclude={"origin", "money"}) for a in plain.activities
    ]
    assert [(f.code, f.row) for f in register.findings] == [(f.code, f.row) for f in plain.findings]
    assert {f.file for f in register.findings} == {"a.xml.gz"} == {a.origin.file for a in register.activities}
    assert register.sources[0].file == "a.xml.gz"
    assert register.sources[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["r.csv.gz", "r.gz", "r.csv"])
def test_a_packed_text_file_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    (tmp_path / "text").write_text(CSV, encoding="cp1251")
    register = read_register(packed(tmp_path / "text", name))
    assert [str(a.title) for a in register.activities] == ["Ремонт сельских клиник", "Чистая вода"]
    assert [m.amount for a in register.activities for m in a.money] == [1000, 2000]
    assert {f.file for f in register.findings} == {name}


@pytest.mark.parametrize("ending", ["gz", "zip"])
def test_a_packed_workbook_is_read(tmp_path: Path, ending: str) -> None:
    workbook = openpyxl.Workbook()
    for line in CSV.splitlines():
        workbook.active.append(line.split(";"))
    workbook.save(tmp_path / "r.xlsx")
    path = tmp_path / f"r.xlsx.{ending}"
    if ending == "gz":
        packed(tmp_path / "r.xlsx")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(tmp_path / "r.xlsx", "r.xlsx")
    assert [str(a.title) for a in read_register(path).activities] == ["Ремонт сельских клиник", "Чистая вода"]


def test_the_only_file_of_an_archive_is_read(iati: Path) -> None:
    path = iati.with_name("a.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("data") if hasattr(archive, "mkdir") else archive.writestr("data/", "")
        archive.write(iati, "data/a.xml")
        archive.writestr("__MACOSX/data/._a.xml", b"\0" * 50)
    register = read_register(path)
    assert [a.id for a in register.activities] == ["XX-1-A", "XX-1-B"]
    assert register.sources[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def archive_of(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def workbook_of(path: Path, text: str = CSV) -> bytes:
    workbook = openpyxl.Workbook()
    for line in text.splitlines():
        workbook.active.append(line.split(";"))
    workbook.save(path)
    return path.read_bytes()


def test_each_file_of_an_archive_is_read_and_named(iati: Path, tmp_path: Path) -> None:
    doubtful = CSV.replace("1000", "1000 или 1200")
    path = archive_of(
        tmp_path / "all.zip",
        {
            "iati/a.xml": iati.read_bytes(),
            "2024/реестр.xlsx": workbook_of(tmp_path / "r.xlsx", doubtful),
            "2025/register.csv": CSV.replace("Ремонт", "Строительство").encode("cp1251"),
            "__MACOSX/iati/._a.xml": bytes(50),
            "2024/~$реестр.xlsx": bytes(50),
            "Thumbs.db": bytes(50),
        },
    )
    register = read_register(path)
    assert [
        (a.origin.file, str(a.title)) for a in register.activities if a.origin.file != "all.zip/iati/a.xml"
    ] == [
        ("all.zip/2024/реестр.xlsx", "Ремонт сельских клиник"),
        ("all.zip/2024/реестр.xlsx", "Чистая вода"),
        ("all.zip/2025/register.csv", "Строительство сельских клиник"),
        ("all.zip/2025/register.csv", "Чистая вода"),
    ]
    assert {"XX-1-A", "XX-1-B"} <= {a.id for a in register.activities}
    names = {"all.zip/iati/a.xml", "all.zip/2024/реестр.xlsx", "all.zip/2025/register.csv"}
    assert {s.file for s in register.sources} == names
    assert {s.sha256 for s in register.sources} == {hashlib.sha256(path.read_bytes()).hexdigest()}
    assert {f.file for f in register.findings} <= names
    assert {m.origin.file for a in register.activities for m in a.money if m.origin} <= names
    assert {c.file for c in register.columns} == names - {"all.zip/iati/a.xml"}
    assert any(f.code == "activities.iati-element-unread" for f in register.findings)


def test_what_of_an_archive_cannot_be_read_is_told_and_the_rest_is_read(iati: Path, tmp_path: Path) -> None:
    deeper = gzip.compress(iati.read_bytes())
    path = archive_of(
        tmp_path / "all.zip",
        {
            "a.xml": iati.read_bytes(),
            "broken.xml": iati.read_bytes()[:20],
            "notes.pdf": b"%PDF-1.7 nothing",
            "deeper.xml.gz": deeper,
            "../../escape.csv": CSV.encode(),
        },
    )
    register = read_register(path)
    assert len(register) == 4
    told = {f.file: (f.severity, f.code) for f in register.findings if f.file != "all.zip/a.xml"}
    assert told == {
        "all.zip/broken.xml": ("error", "files.unreadable"),
        "all.zip/notes.pdf": ("warning", "activities.archive-pdf"),
        "all.zip/deeper.xml.gz": ("error", "activities.file-unknown"),
    }
    assert not list(tmp_path.glob("**/escape.csv"))


def test_letters_and_pictures_beside_the_registers_of_an_archive_are_no_errors(tmp_path: Path) -> None:
    document = io.BytesIO()
    docx.Document().save(document)
    lost = "Что;Кому;Когда\nодно;два;три\nещё;и;ещё\n".encode()
    path = archive_of(
        tmp_path / "all.zip",
        {
            "registers/a.csv": CSV.encode(),
            "README.md": b"# Registers\n\nOne for each agency; all of 2025.\n",
            "letter.txt": "Уважаемые коллеги!\nНаправляем реестры.\n".encode(),
            "cover.docx": document.getvalue(),
            "logo.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
            "lost.txt": lost,
            "lost.csv": lost,
        },
    )
    register = read_register(path)
    assert len(register) == 2
    told = {(f.file.partition("/")[2], f.severity) for f in register.findings if "registers" not in f.file}
    notes = {(name, "note") for name in ("README.md", "letter.txt", "cover.docx", "logo.png")}
    # What looks like a table that nobody recognised may be a register, and is lost.
    assert told == notes | {("lost.txt", "error"), ("lost.csv", "error")}


def test_an_archive_in_which_nothing_can_be_read_is_refused_with_the_name_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_register(archive_of(tmp_path / "all.zip", {"a.pdf": b"%PDF-1.7", "b.pdf": b"%PDF-1.7"}))
    assert (caught.value.code, caught.value.details["file"]) == ("activities.file-pdf", "all.zip/a.pdf")


def test_a_damaged_file_of_an_archive_is_told_by_its_name(iati: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(iati, "a.xml")
        archive.writestr("b.xml", iati.read_bytes().replace(b"XX-1-B", b"XX-2-B"))
    content = path.read_bytes()
    path.write_bytes(content.replace(b"XX-2-B", b"XX-3-B"))
    register = read_register(path)
    assert {a.origin.file for a in register.activities} == {"all.zip/a.xml"}
    assert [(f.code, f.file) for f in register.findings if f.severity == "error"] == [
        ("files.unreadable", "all.zip/b.xml")
    ]


def test_a_bomb_among_several_files_is_refused_before_it_is_unpacked(iati: Path, tmp_path: Path) -> None:
    path = archive_of(tmp_path / "all.zip", {"a.xml": iati.read_bytes(), "bomb.csv": b" " * 60 * 1024 * 1024})
    with pytest.raises(InputError) as caught:
        read_register(path)
    assert caught.value.code == "files.unsafe"


def test_names_that_windows_packed_in_russian_are_read_as_they_were(iati: Path, tmp_path: Path) -> None:
    path = archive_of(tmp_path / "all.zip", {"abcdef.xml": iati.read_bytes(), "b.csv": CSV.encode()})
    path.write_bytes(path.read_bytes().replace(b"abcdef", "реестр".encode("cp866")))
    assert {s.file for s in read_register(path).sources} == {"all.zip/реестр.xml", "all.zip/b.csv"}


def test_an_archive_gets_its_tags_and_is_mapped(iati: Path, tmp_path: Path) -> None:
    other = iati.read_bytes().replace(b"XX-1-", b"XX-2-")
    path = archive_of(tmp_path / "all.zip", {"x/a.xml": iati.read_bytes(), "y/a.xml": other})
    register = read_register(path)
    assert [a.id for a in register.activities] == ["XX-1-A", "XX-1-B", "XX-2-A", "XX-2-B"]
    out = tmp_path / "tagged.xml"
    write_iati(register, {"XX-1-A": [(3, "3.8")], "XX-2-B": [(6, "6.1")]}, out, sources=[path])
    tagged = read_register(out)
    assert {a.id: [d.target for d in a.declared] for a in tagged.activities} == {
        "XX-1-A": ["3.8"], "XX-1-B": [], "XX-2-A": [], "XX-2-B": ["6.1"],
    }  # fmt: skip
    assert map_file(path, tmp_path / "m.parquet", workers=1).activities == 4


def test_packed_files_of_a_folder_are_read_and_a_broken_one_is_told(iati: Path) -> None:
    folder = iati.with_name("folder")
    folder.mkdir()
    packed(iati).rename(folder / "a.XML.gz")
    (folder / "b.xml").write_bytes(iati.read_bytes().replace(b"XX-1-", b"XX-2-"))
    (folder / "c.xml.gz").write_bytes((folder / "a.XML.gz").read_bytes()[:-30])
    register = read_register(folder)
    assert sorted(a.id for a in register.activities) == ["XX-1-A", "XX-1-B", "XX-2-A", "XX-2-B"]
    assert [f.file for f in register.findings if f.code == "files.unreadable"] == ["c.xml.gz"]


def test_a_packed_file_that_is_cut_off_or_damaged_is_refused(iati: Path) -> None:
    whole = packed(iati).read_bytes()
    half = whole[: len(whole) // 2]
    damaged = whole[:-8] + bytes(4) + whole[-4:]  # The sum of what comes out is wrong.
    for content in (half, whole[:-4], damaged, whole[:12], whole[:2], whole + b"more"):
        path = iati.with_name("b.xml.gz")
        path.write_bytes(content)
        with pytest.raises(InputError) as caught:
            read_register(path)
        assert caught.value.code == "files.unreadable"
        assert caught.value.details["file"] == "b.xml.gz"


def test_a_damaged_archive_is_refused_wherever_the_damage_is(iati: Path) -> None:
    path = iati.with_name("a.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(iati, "a.xml")
    whole = path.read_bytes()
    begin = whole.index(b"a.xml") + len(b"a.xml") + 9
    way = whole.rindex(b"PK\1\2") + 10
    for damaged in (
        b"PK\3\5" + whole[4:],  # the beginning of the entry
        whole[:begin] + b"\0\0" + whole[begin + 2 :],  # what was packed
        whole[:way] + b"\x63\0" + whole[way + 2 :],  # how it was packed
    ):
        path.write_bytes(damaged)
        with pytest.raises(InputError) as caught:
            read_register(path)
        assert caught.value.code == "files.unreadable"


@pytest.mark.parametrize("ending", ["gz", "zip"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"bomb.xml.{ending}"
    much = b"<iati-activities>" + b" " * 1024 * 1024
    if ending == "gz":
        with gzip.open(path, "wb") as stream:
            for _ in range(60):
                stream.write(much)
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb.xml", much * 60)
    with pytest.raises(InputError) as caught:
        read_register(path)
    assert caught.value.code == "files.unsafe"
    assert "200 times" in str(caught.value.details["reason"])


def test_more_than_a_file_may_hold_is_refused(iati: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(iati)
    monkeypatch.setattr("sdgkit.files.MOST_BYTES", path.stat().st_size + 10)
    with pytest.raises(InputError) as caught:
        read_register(path)
    assert caught.value.code == "files.too-large"


def test_a_packed_file_gets_its_tags_and_is_mapped_in_parts(iati: Path) -> None:
    path = packed(iati)
    told = []
    for source in (iati, path):
        out = iati.with_name("tagged.xml")
        write_iati(read_register(source), {"XX-1-A": [(3, "3.8")]}, out, sources=[source])
        told.append(out.read_bytes())
    assert told[0] == told[1]
    assert b'code="3.8"' in told[0]
    assert map_file(path, iati.with_name("m.parquet"), workers=1).activities == 2
