"""Files of IATI before whose XML something stands that XML does not allow."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sdgkit.activities.iati.beginning import text_before
from sdgkit.activities.iati.reading import read_iati
from sdgkit.activities.iati.writing import write_iati
from sdgkit.activities.reading import read_register
from sdgkit.errors import InputError
from tests.activities.iati_files import a_file, an_activity

WARNING = (
    "<br />\n<b>Warning</b>:  session_start(): failed in <b>/srv/index.php</b> on line <b>12</b><br />\n"
)
BEFORE = {
    "blank lines": "\n\n  ",
    "a warning of a server": WARNING,
    "headings of a reply": "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n",
    "a mark behind a blank": " \ufeff",
    "words in Russian": "Ошибка: сессия\n",
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE.keys())
@pytest.mark.parametrize("declared", [True, False])
def test_what_stands_before_the_xml_is_left_out_and_told(tmp_path: Path, before: str, declared: bool) -> None:
    plain = a_file(tmp_path / "iati.xml", an_activity("XX-1-A"), an_activity("XX-1-B"))
    text = plain.read_text(encoding="utf-8")
    text = text if declared else text.partition("?>\n")[2]
    if not declared and before.isspace():
        pytest.skip("blanks before a file without a declaration are allowed")
    register = read_register(plain)
    plain.write_text(before + text, encoding="utf-8")
    odd = read_register(plain)
    assert [a.id for a in odd.activities] == [a.id for a in register.activities]
    (told,) = [f for f in odd.findings if f.code == "activities.iati-text-before"]
    assert told.details["number"] == str(len(before.encode()))
    # Everything stands on the line that a person sees in the file.
    lines = before.count("\n") - (0 if declared else 1)
    assert [a.origin.row for a in odd.activities] == [
        (a.origin.row or 0) + lines for a in register.activities
    ]
    assert [a.title for a in odd.activities] == [a.title for a in register.activities]


def test_a_packed_file_may_begin_so_too(tmp_path: Path) -> None:
    plain = a_file(tmp_path / "iati.xml", an_activity("XX-1-A"))
    packed = tmp_path / "iati.xml.gz"
    packed.write_bytes(gzip.compress(b"\r\n" + plain.read_bytes()))
    register = read_register(packed)
    assert len(register) == 1 and register.sources[0].file == "iati.xml.gz"


def test_such_a_file_is_tagged_from_its_xml_on(tmp_path: Path) -> None:
    path = a_file(tmp_path / "iati.xml", an_activity("XX-1-A"))
    sound = path.read_bytes()
    path.write_bytes(WARNING.encode() + sound)
    register = read_register(path)
    out, expected = tmp_path / "tagged.xml", tmp_path / "expected.xml"
    write_iati(register, {"XX-1-A": [(6, "6.4")]}, out, sources=[path])
    path.write_bytes(sound)
    write_iati(read_register(path), {"XX-1-A": [(6, "6.4")]}, expected, sources=[path])
    # But for the empty lines that keep every line where it was.
    assert out.read_bytes().split() == expected.read_bytes().split()


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?>\n<iati-activities version="2.03"/>',
        '\ufeff<?xml version="1.0"?><!-- <?xml --><iati-activities version="2.03"/>',
        '<!-- made by hand -->\n<?xml-stylesheet href="a.xsl"?>\n<iati-activities version="2.03"/>',
        '<?xml version="1.0"?><result><iati-activities version="2.03"/></result>',
        "<result><iati-activities/></result>",
        "Project;Budget\niati-activities;5\n",
    ],
)
def test_a_file_that_begins_as_it_should_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.xml"
    path.write_text(text, encoding="utf-8")
    assert text_before(path) is None


def test_words_before_a_document_type_declaration_do_not_hide_it(tmp_path: Path) -> None:
    path = tmp_path / "iati.xml"
    path.write_text(
        'Warning\n<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]><iati-activities version="2.03"/>',
        encoding="utf-8",
    )
    with pytest.raises(InputError) as refused:
        read_iati(path)
    assert refused.value.code == "files.unsafe"


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("between", ["", "\n\n", "\n--next file--\n"])
def test_documents_one_after_another_are_each_read_and_told(
    tmp_path: Path, declared: bool, between: str
) -> None:
    texts = []
    for name in ("A", "B", "C"):
        text = a_file(tmp_path / "one.xml", an_activity(f"XX-1-{name}"), an_activity("XX-1-Z")).read_text(
            "utf-8"
        )
        texts.append(text if declared else text.partition("?>\n")[2])
    path = tmp_path / "all.xml"
    path.write_text(between.join(texts), encoding="utf-8")
    register = read_register(path)
    # What stands in two of them counts once, as in two files.
    assert [a.id for a in register.activities] == [
        "XX-1-A", "XX-1-Z", "XX-1-B", "XX-1-Z#2", "XX-1-C", "XX-1-Z#3",
    ]  # fmt: skip
    (told,) = [f for f in register.findings if f.code == "activities.iati-several-documents"]
    assert told.details["number"] == "3" and told.what("kk") and told.done("ru")
    lines = path.read_text(encoding="utf-8").split("\n")
    for activity in register.activities:
        assert "<iati-activity " in lines[(activity.origin.row or 0) - 1]


def test_a_later_document_that_is_broken_does_not_hide_the_others(tmp_path: Path) -> None:
    one = a_file(tmp_path / "one.xml", an_activity("XX-1-A")).read_text("utf-8")
    path = tmp_path / "all.xml"
    broken = '<?xml version="1.0"?>\n<iati-activities <<</iati-activities>\n'
    path.write_text(one + broken + one.replace("XX-1-A", "XX-1-B"), encoding="utf-8")
    register = read_register(path)
    assert [a.id for a in register.activities] == ["XX-1-A", "XX-1-B"]
    assert "activities.iati-damaged" in {f.code for f in register.findings}


def test_words_behind_the_end_lose_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path / "one.xml", an_activity("XX-1-A"))
    path.write_text(path.read_text("utf-8") + "</body></html>\n<!-- served in 5 ms -->", encoding="utf-8")
    register = read_register(path)
    assert [a.id for a in register.activities] == ["XX-1-A"]
    assert [f.code for f in register.findings] == ["activities.iati-damaged"]
