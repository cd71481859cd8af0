"""Writing IATI with SDG tags: into IATI files, and from tables."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from lxml import etree

from sdgkit.activities.activity import (
    Activity,
    Marker,
    Money,
    Origin,
    Partner,
    RegionMention,
    Related,
    Sector,
    When,
)
from sdgkit.activities.iati.minimal import counted_once
from sdgkit.activities.iati.reading import read_iati
from sdgkit.activities.iati.writing import write_iati
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from sdgkit.errors import InputError
from tests.activities.iati_files import a_file, an_activity, faults

TAG = re.compile(r'\s*<tag code="[\w.]+" vocabulary="[23]"/>')


def tags_of(path: Path, identifier: str) -> list[str]:
    return [d.target or str(d.goal) for d in read_iati(path).by_id[identifier].declared if d.source == "tag"]


def test_tags_stand_in_their_place_and_nothing_else_changes(tmp_path: Path) -> None:
    source = a_file(
        tmp_path / "a.xml",
        an_activity(
            "A",
            '<sector code="12220"/>\n    <!-- a remark -->\n    <policy-marker code="1" significance="1"/>'
            '<budget><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>'
            '<value value-date="2024-01-01">1</value></budget>',
        ),
        an_activity("B", '<x:own xmlns:x="urn:x"><![CDATA[a & b]]></x:own>'),
    )
    register = read_iati(source)
    out = tmp_path / "tagged.xml"
    told = write_iati(
        register, {"A": [(3, "3.8"), (3, None), (6, None)], "B": [(1, "1.2")]}, out, sources=[source]
    )
    assert not told
    assert faults(out) == []
    text = out.read_text(encoding="utf-8")
    assert TAG.sub("", text) == source.read_text(encoding="utf-8")
    assert text.count("<tag ") == 3
    assert tags_of(out, "A") == ["3.8", "6"]
    assert tags_of(out, "B") == ["1.2"]
    assert '<sector code="12220"/>\n    <tag code="3.8" vocabulary="3"/>' in text


def test_tags_that_stand_are_kept_and_not_doubled(tmp_path: Path) -> None:
    source = a_file(
        tmp_path / "a.xml",
        an_activity(
            "A",
            '<tag vocabulary="3" code="3.8"/><tag vocabulary="2" code="5"/><tag vocabulary="1" code="x"/>',
        ),
    )
    register = read_iati(source)
    out = tmp_path / "tagged.xml"
    write_iati(register, {"A": [(3, "3.8"), (3, None), (5, None), (5, "5.2")]}, out, sources=[source])
    assert faults(out) == []
    assert out.read_text(encoding="utf-8").count("<tag ") == 4
    assert tags_of(out, "A") == ["3.8", "5.2"]
    again = tmp_path / "again.xml"
    write_iati(read_iati(out), {"A": [(3, "3.8"), (5, "5.2")]}, again, sources=[out])
    assert again.read_bytes() == out.read_bytes()


def test_a_tag_that_stands_in_another_spelling_is_not_doubled(tmp_path: Path) -> None:
    body = '<tag vocabulary="3" code="6.A"/><tag vocabulary="2" code="03"/><tag vocabulary="3" code=" 5.1 "/>'
    path = a_file(tmp_path / "a.xml", an_activity("A", body))
    register = read_iati(path)
    tags = {"A": [(6, "6.a"), (3, None), (5, "5.1"), (1, "1.4")]}
    write_iati(register, tags, tmp_path / "out.xml", sources=[path])
    text = (tmp_path / "out.xml").read_text(encoding="utf-8")
    assert re.findall(r'<tag code="([\w.]+)"', text) == ["1.4"]


def test_a_file_can_be_tagged_in_its_own_place(tmp_path: Path) -> None:
    source = a_file(tmp_path / "a.xml", an_activity("A"))
    write_iati(read_iati(source), {"A": [(4, "4.1")]}, source, sources=[source])
    assert tags_of(source, "A") == ["4.1"]


@pytest.mark.parametrize(
    ("head", "version"),
    [
        ('version="2.02"', "2.02"),
        ("version='2.01' generated-datetime='2020'", "2.01"),
        ("", "—"),
        ("note='a > b' version = \"2.01\" ", "2.01"),
        ("note=\" version='2.03' >\" version='2.01'", "2.01"),
        ("note='>'", "—"),
    ],
)
def test_the_version_becomes_one_that_has_tags(tmp_path: Path, head: str, version: str) -> None:
    source = tmp_path / "a.xml"
    source.write_text(f"<iati-activities {head}>{an_activity('A')}</iati-activities>", encoding="utf-8")
    out = tmp_path / "b.xml"
    told = write_iati(read_iati(source), {"A": [(1, None)]}, out, sources=[source])
    assert [(f.code, f.value) for f in told] == [("activities.iati-version-raised", version)]
    assert faults(out) == []


def test_versions_are_told_of_every_file_that_is_joined(tmp_path: Path) -> None:
    files = [
        a_file(tmp_path / "new.xml", an_activity("A")),
        a_file(
            tmp_path / "older.xml",
            an_activity("B", head='default-currency="USD"'),
            version="2.01",
            head=' xml:lang="ru"',
        ),
        a_file(tmp_path / "old.xml", an_activity("C"), version="1.05"),
    ]
    out = tmp_path / "out.xml"
    told = write_iati(read_register(files), {}, out, sources=files)
    assert [(f.file, f.code) for f in told] == [
        ("older.xml", "activities.iati-version-raised"), ("old.xml", "activities.iati-version-apart"),
    ]  # fmt: skip
    assert faults(out) == []
    # The language that a file gives for all of it goes with each of its activities.
    assert read_iati(out).by_id["B"].title.languages == ("ru",)


def test_files_of_the_same_name_in_two_folders_are_not_mixed_up(tmp_path: Path) -> None:
    for name, identifier in (("1", "A"), ("2", "B")):
        (tmp_path / name).mkdir()
        a_file(tmp_path / name / "act.xml", an_activity(identifier))
    files = [tmp_path / "1" / "act.xml", tmp_path / "2" / "act.xml"]
    out = tmp_path / "out.xml"
    write_iati(read_register(files), {"A": [(1, None)], "B": [(2, None)]}, out, sources=files)
    assert (tags_of(out, "A"), tags_of(out, "B")) == (["1"], ["2"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1251", "koi8-r"])
def test_the_encoding_stays(tmp_path: Path, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?>\n<iati-activities version="2.03">\n'
    text += an_activity("A", title='<narrative xml:lang="ru">Чистая вода</narrative>') + "</iati-activities>"
    source = tmp_path / "a.xml"
    source.write_bytes(text.encode(encoding))
    out = tmp_path / "b.xml"
    write_iati(read_iati(source), {"A": [(6, "6.1")]}, out, sources=[source])
    assert TAG.sub("", out.read_bytes().decode(encoding)) == text
    assert tags_of(out, "A") == ["6.1"]


def test_lines_end_as_those_of_the_file(tmp_path: Path) -> None:
    source = a_file(
        tmp_path / "a.xml", an_activity("A", '<sector code="14030"/>\n    <policy-marker code="1"/>')
    )
    text = source.read_bytes().replace(b"\n", b"\r\n")
    source.write_bytes(text)
    out = tmp_path / "b.xml"
    write_iati(read_iati(source), {"A": [(6, "6.1"), (13, None)]}, out, sources=[source])
    written = out.read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n") == text.count(b"\r\n") + 2
    assert TAG.sub("", written.decode()) == text.decode()


def test_several_files_become_one(tmp_path: Path) -> None:
    first = a_file(tmp_path / "one.xml", an_activity("A"))
    second = tmp_path / "two.xml"
    text = a_file(
        second, an_activity("B", '<x:own>ү</x:own>'), an_activity("C"), head=' xmlns:x="urn:x"'
    ).read_text(encoding="utf-8")  # fmt: skip
    second.write_text(text.replace("UTF-8", "UTF-16"), encoding="utf-16")
    register = read_register([first, second])
    out = tmp_path / "out.xml"
    write_iati(
        register, {"A": [(1, None)], "B": [(2, None)], "C": [(3, "3.1")]}, out, sources=[first, second]
    )
    assert faults(out) == []
    assert [a.id for a in read_iati(out).activities] == ["A", "B", "C"]
    assert tags_of(out, "B") == ["2"]
    assert "ү" in out.read_text(encoding="utf-8")


def test_a_folder_is_tagged_without_the_files_that_could_not_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    (folder / "a.xml").write_text("<iati-organisations/>", encoding="utf-8")
    a_file(folder / "b.xml", an_activity("A"))
    a_file(folder / "c.xml", an_activity("B"))
    out = tmp_path / "out.xml"
    write_iati(read_register(folder), {"A": [(1, None)], "B": [(2, None)]}, out, sources=[folder])
    assert faults(out) == []
    assert (tags_of(out, "A"), tags_of(out, "B")) == (["1"], ["2"])


def test_a_broken_file_is_not_tagged_and_nothing_is_written(tmp_path: Path) -> None:
    source = a_file(tmp_path / "a.xml", an_activity("A"))
    source.write_text(source.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    with pytest.raises(InputError):
        write_iati(read_iati(source), {"A": [(1, None)]}, tmp_path / "b.xml", sources=[source])
    assert [path.name for path in tmp_path.iterdir()] == ["a.xml"]


def test_rows_of_a_table_become_activities(tmp_path: Path) -> None:
    source = tmp_path / "register.csv"
    source.write_text(
        "№;Наименование проекта;Донор;Исполнитель;Регион;Начало;Окончание;Бюджет (USD);Код DAC\n"
        "1;Ремонт сельских клиник;ПРООН;Минздрав;Кызылординская область;01.03.2024;31.12.2025;1000000;12230\n"
        "2;Обучение врачей;ВОЗ;Минздрав;Астана;;;5000;12281\n",
        encoding="utf-8",
    )
    register = read_register(source)
    out = tmp_path / "out.xml"
    told = write_iati(register, {"1": [(3, "3.8")]}, out, sources=[source])
    assert faults(out) == []
    assert [(f.code, f.value) for f in told] == [
        ("activities.iati-incomplete", "1"), ("activities.iati-not-written", "2"),
    ]  # fmt: skip
    assert "reporting-org" in told[0].details["missing"]
    back = read_iati(out)
    assert [a.id for a in back.activities] == ["1"]
    written, read = register.activities[0], back.activities[0]
    assert read.title == written.title
    assert [r.code for r in read.regions] == ["KZ-43"]
    assert [(m.amount, m.currency) for m in read.money] == [(1000000, "USD")]
    assert [(s.vocabulary, s.code) for s in read.sectors] == [("dac5", "12230")]
    assert tags_of(out, "1") == ["3.8"]


def test_all_that_a_row_says_is_written(tmp_path: Path) -> None:
    when = {"precision": "day", "written": ""}
    activity = Activity(
        id="R-1",
        origin=Origin(file="r.xlsx", row=5),
        title={"ru": "Клиники", "en": "Clinics"},
        results={"ru": "Отремонтировано 5 клиник"},
        beneficiaries={"en": "Rural women"},
        partners=(
            Partner(name={"en": "Fund"}, role="funding", code="XM-1"),
            Partner(name={"ru": "Минздрав РК"}, role="government"),
            Partner(name={"ru": "Министерство просвещения"}, role="implementing"),
            Partner(name={"en": "Villages"}, role="beneficiary"),
            Partner(name={"en": "Somebody"}, role="partner"),
        ),
        countries=("KAZ", "UZB"),
        areas=("619",),
        regions=(RegionMention(code="KZ-43"), RegionMention(code="aral")),
        start=When(first=dt.date(2024, 1, 1), last=dt.date(2024, 1, 1), **when),
        end=When(first=dt.date(2025, 12, 31), last=dt.date(2025, 12, 31), **when),
        status="suspended",
        sectors=(
            Sector(vocabulary="dac5", code="12220", share=Fraction(1, 3)),
            Sector(vocabulary="text", title={"ru": "Здравоохранение"}),
        ),
        markers=(Marker(code="1", significance=2), Marker(code="6", significance=0)),
        money=(
            Money(amount=Decimal(300), currency="USD", kind="budget"),
            Money(amount=Decimal(100), currency="USD", kind="budget", year=2024),
            Money(amount=Decimal(200), currency="USD", kind="budget", year=2025),
            Money(amount=Decimal(999), currency="USD", kind="required"),
            Money(amount=Decimal(300), currency="EUR", kind="commitment", partner="Fund"),
            Money(amount=Decimal(70), currency="EUR", kind="disbursed", date=dt.date(2024, 5, 6)),
            Money(amount=Decimal(30), currency=None, kind="disbursed", year=2025),
        ),
        related=(Related(id="R-0", kind="parent"),),
    )
    out = tmp_path / "out.xml"
    told = write_iati(Register(activities=(activity,)), {"R-1": [(3, "3.8")]}, out)
    assert faults(out) == []
    assert told[0].details["missing"].split(", ") == [
        "reporting-org", "participating-org/@role", "recipient-country/@percentage", "sector/@code", "currency",
    ]  # fmt: skip
    root = etree.parse(str(out)).getroot()
    assert [(p.get("role"), p.get("type"), p.get("ref")) for p in root.iter("participating-org")] == [
        ("1", None, "XM-1"), ("2", "10", None), ("4", "10", None), ("", None, None), ("", None, None),
    ]  # fmt: skip
    back = read_iati(out).activities[0]
    assert (back.title, back.beneficiaries, back.status) == (
        activity.title,
        activity.beneficiaries,
        "suspended",
    )
    assert "Отремонтировано 5 клиник" in str(back.description.in_language("ru"))
    assert [p.role for p in back.partners] == ["funding", "accountable", "implementing", "partner", "partner"]
    assert (back.countries[:2], back.areas) == (("KAZ", "UZB"), ("619",))
    assert [r.code for r in back.regions][:1] == ["KZ-43"]
    assert [(m.kind, m.amount, m.currency, m.year, m.partner) for m in back.money] == [
        ("budget", 100, "USD", 2024, ""), ("budget", 200, "USD", 2025, ""), ("commitment", 300, "EUR", 2024, "Fund"),
        ("disbursed", 70, "EUR", 2024, ""),
    ]  # fmt: skip
    assert [(m.code, m.significance) for m in back.markers] == [("1", 2), ("6", 0)]
    assert back.related == activity.related
    assert tags_of(out, "R-1") == ["3.8"]


def test_years_that_do_not_add_up_are_left_for_the_total() -> None:
    total, year = (
        Money(amount=Decimal(n), currency="USD", kind="budget", year=y) for n, y in ((9, None), (4, 2024))
    )
    assert counted_once([total, year]) == [total]
    assert counted_once([year, year]) == [year, year]


def test_signs_that_xml_does_not_take_are_left_out(tmp_path: Path) -> None:
    source = tmp_path / "register.csv"
    source.write_text(
        "id;Title;Start;Budget (USD)\na<b&c;Water \x02 works ]]> &amp,;2024;5\n", encoding="utf-8"
    )
    register = read_register(source)
    out = tmp_path / "out.xml"
    write_iati(register, {}, out, sources=[source])
    assert read_iati(out).activities[0].id == "a<b&c"


def test_all_of_unhcr_is_tagged_and_else_untouched(shared_data: Path, tmp_path: Path) -> None:
    source = shared_data / "activities" / "unhcr_2023_iati.xml"
    register = read_iati(source)
    out = tmp_path / "tagged.xml"
    write_iati(
        register, {a.id: [(10, "10.7"), (17, "17.16")] for a in register.activities}, out, sources=[source]
    )
    assert faults(out) == []
    assert TAG.sub("", out.read_text(encoding="utf-8")) == source.read_text(encoding="utf-8")
    assert all({"10.7", "17.16"} <= {d.target for d in a.declared} for a in read_iati(out).activities)


def test_budgets_of_several_agencies_are_one_and_come_back_whole(tmp_path: Path) -> None:
    source = tmp_path / "plan.tsv"
    head = ["Sub-output code", "Sub-output", "Agency", "Start date", "End date", "Total required resources"]
    rows = [
        ["1.1.1", "Clinics", "WHO", "2024-01-01", "2024-12-31", "100"],
        ["1.1.1", "Clinics", "UNICEF", "2024-01-01", "2024-12-31", "50"],
        ["2.1.1", "Roads", "UNDP", "2024-01-01", "2024-12-31", "90"],
        ["2.1.1", "Roads", "FAO", "2024-01-01", "2024-12-31", "90"],
    ]
    source.write_text("\n".join("\t".join(row) for row in (head, *rows)) + "\n", encoding="utf-8")
    out = tmp_path / "out.xml"
    write_iati(read_register(source), {}, out, sources=[source])
    assert faults(out) == []
    back = read_iati(out)
    assert {a.id: [m.amount for m in a.money] for a in back.activities} == {"1.1.1": [150], "2.1.1": [180]}
    assert not [f for f in back.findings if "budget" in f.code]


def test_parts_of_countries_that_are_known_are_written(tmp_path: Path) -> None:
    source = tmp_path / "dportal.csv"
    source.write_text(
        "aid,title,reporting_ref,day_start,country_code,country_percent,commitment\n"
        "XM-1,Rivers,XM-7,19723,KZ,60,1000\nXM-1,Rivers,XM-7,19723,KG,40,1000\n",
        encoding="utf-8",
    )
    register = read_register(source)
    out = tmp_path / "out.xml"
    told = write_iati(register, {}, out, sources=[source])
    assert read_iati(out).activities[0].place_shares == register.activities[0].place_shares != ()
    assert "recipient-country/@percentage" not in str(told[0].details["missing"])


def test_un_info_becomes_valid_iati(shared_data: Path, tmp_path: Path) -> None:
    source = shared_data / "activities" / "uninfo_central_asia_activities.csv"
    register = read_register(source).in_country("KAZ")
    out = tmp_path / "uninfo.xml"
    write_iati(register, {a.id: [(3, "3.8")] for a in register.activities}, out, sources=[source])
    assert faults(out) == []
    assert len(read_iati(out)) == 134
