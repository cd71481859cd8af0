"""Reading IATI: everything that an activity says, from files whole and broken."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from sdgkit.activities.activity import Activity
from sdgkit.activities.iati.reading import iter_iati, read_iati
from sdgkit.activities.iati.writing import write_iati
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from sdgkit.errors import InputError
from tests.activities.iati_files import a_file, an_activity


def one(path: Path, body: str = "", **parts: str) -> tuple[Activity, Counter[str]]:
    """The activity of a file with one, and the codes of the findings."""
    register = read_iati(a_file(path / "a.xml", an_activity(body=body, **parts)))
    assert len(register) == 1
    return register.activities[0], Counter(finding.code.partition(".")[2] for finding in register.findings)


def test_texts_are_read_in_all_languages_and_by_their_kind(tmp_path: Path) -> None:
    activity, codes = one(
        tmp_path,
        title='<narrative>Clean water</narrative><narrative xml:lang="ru">Чистая  вода</narrative>'
        '<narrative xml:lang="kk">Таза су</narrative><narrative xml:lang="fr"> </narrative>',
        dates='<activity-date type="1" iso-date="2024-01-01"/>',
    )
    assert activity.title.root == {"en": "Clean water", "ru": "Чистая вода", "kk": "Таза су"}
    assert activity.description.root == {"en": "Clinics in villages"}
    assert not codes


def test_descriptions_are_sorted_by_their_type(tmp_path: Path) -> None:
    text = an_activity().replace(
        "<description><narrative>Clinics in villages</narrative></description>",
        '<description type="1"><narrative>General</narrative></description>'
        '<description type="2"><narrative>Goals</narrative></description>'
        '<description type="3"><narrative xml:lang="ru">Женщины</narrative></description>'
        '<description type="4"><narrative>More</narrative></description>',
    )
    activity = read_iati(a_file(tmp_path / "a.xml", text)).activities[0]
    assert activity.description.root == {"en": "General. More"}
    assert activity.objectives.root == {"en": "Goals"}
    assert activity.beneficiaries.root == {"ru": "Женщины"}


def test_cyrillic_text_marked_as_english_is_read_by_its_letters_and_told(tmp_path: Path) -> None:
    activity, codes = one(tmp_path, title="<narrative>Су ресурстарын қорғау</narrative>")
    assert activity.title.languages == ("kk",)
    assert codes["iati-language-mismatched"] == 1


def test_sectors_keep_their_vocabulary_and_exact_percentage(tmp_path: Path) -> None:
    activity, codes = one(
        tmp_path,
        '<sector code="12220" percentage="33.3"/><sector code="14030" percentage="66.7"/>'
        '<sector vocabulary="2" code="122"/>'
        '<sector vocabulary="99" vocabulary-uri="http://a" code="A" percentage="100">'
        "<narrative>Ours</narrative></sector>",
    )
    assert [(s.vocabulary, s.code, s.share) for s in activity.sectors] == [
        ("dac5", "12220", Fraction(333, 1000)), ("dac5", "14030", Fraction(667, 1000)), ("dac3", "122", None),
        ("own", "A", Fraction(1)),
    ]  # fmt: skip
    assert activity.sectors[-1].title.root == {"en": "Ours"}
    assert not codes


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<sector code="12220" percentage="60"/><sector code="14030" percentage="30"/>', "iati-percentages-wrong"),
        ('<sector code="1" percentage="33.33"/><sector code="2" percentage="66.66"/>', "iati-percentages-rounded"),
        ('<sector code="12220" percentage="60"/><sector code="14030"/>', "iati-percentages-missing"),
        ('<sector code="12220" percentage="abc"/>', "iati-percentage-unread"),
        ('<sector percentage="100"/>', "iati-code-missing"),
        ('<sector vocabulary="77" code="1"/>', "iati-code-unknown"),
        ('<tag vocabulary="2" code="18"/>', "iati-sdg-unknown"),
        ('<tag vocabulary="3" code="3.99"/>', "iati-sdg-unknown"),
        ('<tag vocabulary="2" code="3.8"/>', "iati-sdg-repaired"),
        ('<policy-marker code="1"/>', "iati-significance-missing"),
        ('<policy-marker code="1" significance="7"/>', "iati-significance-missing"),
        ('<policy-marker code="44" significance="1"/>', "iati-code-unknown"),
        ('<budget><period-start iso-date="2024-01-01"/><value>ten</value></budget>', "iati-amount-unreadable"),
        ('<budget><period-start iso-date="2024-01-01"/><value>1,000.5</value></budget>', "iati-amount-grouped"),
        ('<budget><period-start iso-date="2024-01-01"/></budget>', "iati-amount-missing"),
        ('<budget><value>5</value></budget>', "iati-budget-period"),
        ('<transaction><transaction-type code="88"/><value>1</value></transaction>', "iati-code-unknown"),
        ('<transaction><transaction-type code="2"/><value>1</value></transaction>', "iati-date-missing"),
        ('<something-new/>', "iati-element-unread"),
        ('<related-activity type="9" ref="B"/>', "iati-code-unknown"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, body: str, code: str) -> None:
    register = read_iati(a_file(tmp_path / "a.xml", an_activity(body=body)))
    told = [finding for finding in register.findings if finding.code == f"activities.{code}"]
    assert told, [finding.code for finding in register.findings]
    assert all(finding.what("ru") and finding.what("kk") for finding in told)
    assert told[0].row is not None or code == "iati-element-unread"
    assert len(register) == 1


def test_sdgs_are_declared_by_tags_sectors_and_references(tmp_path: Path) -> None:
    activity, codes = one(
        tmp_path,
        '<sector vocabulary="7" code="3" percentage="40"/><sector vocabulary="7" code="6" percentage="60"/>'
        '<sector vocabulary="8" code="3.8" percentage="100"/>'
        '<tag vocabulary="2" code="6"/><tag vocabulary="3" code="6.1"/><tag vocabulary="3" code="6.1"/>'
        '<tag vocabulary="2" code="5"/><tag vocabulary="1" code="c_330892"/>'
        '<result type="1"><title><narrative>Doctors trained</narrative></title>'
        '<indicator measure="1"><title><narrative>Number of doctors</narrative></title>'
        '<reference vocabulary="9" code="3.c.1"/><reference vocabulary="1" code="W1"/></indicator></result>',
    )
    assert [(d.source, d.goal, d.target, d.indicator, d.share) for d in activity.declared] == [
        ("sector", 3, None, None, Fraction(2, 5)),
        ("sector", 6, None, None, Fraction(3, 5)),
        ("sector", 3, "3.8", None, Fraction(1)),
        ("tag", 6, "6.1", None, None),
        ("tag", 5, None, None, None),
        ("reference", 3, "3.c", "3.c.1", None),
    ]
    assert activity.sectors == ()
    assert activity.extra["tag:1"] == "c_330892"
    assert activity.results.root == {"en": "Doctors trained. Number of doctors"}
    assert not codes


def test_actual_dates_count_before_planned_ones(tmp_path: Path) -> None:
    activity, codes = one(
        tmp_path,
        dates='<activity-date type="1" iso-date="2024-01-01"/><activity-date type="2" iso-date="2024-03-05"/>'
        '<activity-date type="3" iso-date="2025-12-31"/>',
    )
    assert activity.start and activity.end
    assert (activity.start.first, activity.end.last) == (dt.date(2024, 3, 5), dt.date(2025, 12, 31))
    assert not codes
    _, codes = one(tmp_path, dates='<activity-date type="1" iso-date="2024-06-31"/>')
    assert codes == {"iati-date-unreadable": 1, "iati-dates-missing": 1}
    _, codes = one(
        tmp_path,
        dates='<activity-date type="1" iso-date="2026-01-01"/><activity-date type="3" iso-date="2024-12-31"/>',
    )
    assert codes == {"date-backwards": 1}


def budget(start: str, end: str, amount: str, kind: str = "1") -> str:
    return (
        f'<budget type="{kind}"><period-start iso-date="{start}"/><period-end iso-date="{end}"/>'
        f'<value value-date="{start}">{amount}</value></budget>'
    )


def test_a_revised_budget_takes_the_place_of_the_original(tmp_path: Path) -> None:
    activity, codes = one(
        tmp_path,
        budget("2024-01-01", "2024-12-31", "100")
        + budget("2025-01-01", "2025-12-31", "200")
        + budget("2024-01-01", "2024-12-31", "150.50", "2"),
    )
    assert [(m.kind, m.year, m.amount, m.currency, m.date) for m in activity.money] == [
        ("budget", 2025, Decimal(200), "USD", dt.date(2025, 1, 1)),
        ("budget", 2024, Decimal("150.50"), "USD", dt.date(2024, 1, 1)),
    ]
    assert not codes


def test_budgets_that_overlap_repeat_or_add_up_are_told(tmp_path: Path) -> None:
    first = budget("2024-01-01", "2024-12-31", "100")
    activity, codes = one(tmp_path, first + first)
    assert [m.amount for m in activity.money] == [100]
    assert codes == {"iati-budget-repeated": 1}
    activity, codes = one(tmp_path, first + budget("2024-01-01", "2024-12-31", "50"))
    assert [m.amount for m in activity.money] == [100, 50]
    assert codes == {"iati-budget-several": 1}
    activity, codes = one(tmp_path, first + budget("2024-06-01", "2025-05-31", "90", "2"))
    assert [m.amount for m in activity.money] == [100, 90]
    assert codes == {"iati-budget-overlap": 1}


def test_of_several_revisions_of_a_budget_the_last_one_stands(tmp_path: Path) -> None:
    def revised(amount: str, day: str) -> str:
        line = budget("2024-01-01", "2024-12-31", amount, "2")
        return line.replace('value-date="2024-01-01"', f'value-date="{day}"' if day else "")

    original = budget("2024-01-01", "2024-12-31", "100")
    activity, codes = one(
        tmp_path,
        revised("140", "2024-09-01") + original + revised("120", "2024-03-01") + revised("7", "2024-09-01"),
    )
    # Two of the last day may be parts of one budget.
    assert [m.amount for m in activity.money] == [140, 7]
    assert codes == {"iati-budget-superseded": 1, "iati-budget-several": 1}
    activity, codes = one(tmp_path, revised("120", "2024-03-01") + revised("120", "2024-09-01") + original)
    assert [(m.amount, m.date) for m in activity.money] == [(120, dt.date(2024, 9, 1))]
    assert codes == {"iati-budget-superseded": 1}
    # Where one of them has no date, nothing says which is the last.
    activity, codes = one(tmp_path, revised("120", "2024-03-01") + revised("130", ""))
    assert [m.amount for m in activity.money] == [120, 130]
    assert codes == {"iati-budget-several": 1}


def transaction(kind: str, amount: str, day: str = "2024-05-01", more: str = "") -> str:
    return (
        f'<transaction><transaction-type code="{kind}"/><transaction-date iso-date="{day}"/>'
        f'<value currency="EUR" value-date="2024-04-30">{amount}</value>{more}</transaction>'
    )


def test_transactions_are_commitments_or_disbursements_and_others_are_told(tmp_path: Path) -> None:
    activity, codes = one(
        tmp_path,
        transaction("2", "1000", more="<provider-org><narrative>Fund</narrative></provider-org>")
        + transaction("3", "400")
        + transaction("4", "-5.5")
        + transaction("1", "9999"),
    )
    assert [(m.kind, m.amount, m.currency, m.year, m.date, m.partner) for m in activity.money] == [
        ("commitment", Decimal(1000), "EUR", 2024, dt.date(2024, 4, 30), "Fund"),
        ("disbursed", Decimal(400), "EUR", 2024, dt.date(2024, 4, 30), ""),
        ("disbursed", Decimal("-5.5"), "EUR", 2024, dt.date(2024, 4, 30), ""),
    ]
    assert codes == {"iati-transactions-uncounted": 1}


def test_sectors_and_countries_of_transactions_stand_for_the_activity(tmp_path: Path) -> None:
    activity, codes = one(
        tmp_path,
        transaction("2", "300", more='<sector vocabulary="1" code="12220"/><recipient-country code="KZ"/>')
        + transaction("2", "100", more='<sector vocabulary="1" code="14030"/><recipient-country code="UZ"/>'),
    )
    assert [(s.code, s.share) for s in activity.sectors] == [
        ("12220", Fraction(3, 4)),
        ("14030", Fraction(1, 4)),
    ]
    assert activity.countries == ("KAZ", "UZB")
    assert {one.code: one.share for one in activity.place_shares} == {
        "KAZ": Fraction(3, 4),
        "UZB": Fraction(1, 4),
    }
    assert not codes


@pytest.mark.parametrize(
    ("flows", "shares"),
    [
        # Thirds are exact; payments count only where nothing is committed.
        ([("2", "100", "KZ"), ("2", "200", "UZ"), ("3", "999", "TJ")], {"KAZ": "1/3", "UZB": "2/3"}),
        ([("3", "1", "KZ"), ("4", "6", "KG")], {"KAZ": "1/7", "KGZ": "6/7"}),
        ([("2", "50", "KZ"), ("2", "50", "KZ")], {"KAZ": "1"}),
        # A region of the world beside countries.
        ([("2", "300", "KZ"), ("2", "100", "619")], {"KAZ": "3/4", "619": "1/4"}),
        # What names no place belongs to none.
        ([("2", "300", "KZ"), ("2", "100", "")], {"KAZ": "3/4"}),
        # Several places of one transaction: with percentages, else nothing is said.
        ([("2", "100", "KZ=25 UZ=75"), ("2", "100", "KZ")], {"KAZ": "5/8", "UZB": "3/8"}),
        ([("2", "100", "KZ UZ"), ("2", "100", "KZ")], {}),
        # Money taken back, two currencies, incoming funds alone: no shares.
        ([("2", "100", "KZ"), ("2", "-20", "UZ")], {}),
        ([("2", "100", "KZ"), ("2", "100", "UZ CHF")], {}),
        ([("1", "100", "KZ"), ("1", "300", "UZ")], {}),
    ],
)
def test_shares_of_places_come_from_the_values_of_transactions(
    tmp_path: Path, flows: list[tuple[str, str, str]], shares: dict[str, str]
) -> None:
    def of(kind: str, value: str, places: str) -> str:
        more = ""
        for place in places.replace(" CHF", "").split():
            code, _, percentage = place.partition("=")
            given = f' percentage="{percentage}"' if percentage else ""
            name = "recipient-region" if code.isdecimal() else "recipient-country"
            vocabulary = ' vocabulary="1"' if code.isdecimal() else ""
            more += f'<{name} code="{code}"{vocabulary}{given}/>'
        made = transaction(kind, value, more=more)
        return made.replace('"EUR"', '"CHF"') if places.endswith("CHF") else made

    activity, _ = one(tmp_path, "".join(of(*flow) for flow in flows))
    assert {share.code: str(share.share) for share in activity.place_shares} == shares


def test_percentages_of_places_of_the_activity_itself_are_kept_exactly(tmp_path: Path) -> None:
    activity, _ = one(
        tmp_path,
        transaction("2", "300", more='<recipient-country code="TJ"/>'),
        before='<recipient-country code="KZ" percentage="33.4"/><recipient-country code="UZ" percentage="46.6"/>'
        '<recipient-region vocabulary="1" code="619" percentage="20"/>',
    )
    assert {share.code: str(share.share) for share in activity.place_shares} == {
        "KAZ": "167/500",
        "UZB": "233/500",
        "619": "1/5",
    }


def test_places_are_countries_areas_and_regions(tmp_path: Path) -> None:
    activity, codes = one(
        tmp_path,
        before='<recipient-country code="KZ" percentage="100"/>'
        "<location><name><narrative>Kyzylorda Region</narrative></name></location>"
        '<location ref="KZ-47"><name><narrative>Office</narrative></name></location>'
        "<location><name><narrative>Somewhere else</narrative></name></location>",
    )
    assert activity.countries == ("KAZ",)
    assert [region.code for region in activity.regions] == ["KZ-43", "KZ-47"]
    assert activity.extra["location"] == "Somewhere else"
    assert codes == {"iati-location-unread": 1}


@pytest.mark.parametrize(
    ("place", "in_kazakhstan"),
    [
        ('<recipient-region vocabulary="1" code="619"/>', True),
        ('<recipient-region vocabulary="1" code="298"/>', False),
        ('<recipient-region vocabulary="1" code="998"/>', True),
        ('<recipient-region vocabulary="2" code="143"/>', True),
        ('<recipient-country code="KZ"/>', True),
        ('<recipient-country code="UZ"/>', False),
        ('<recipient-country code="XK"/>', False),
        ("", True),
    ],
)
def test_an_activity_elsewhere_is_not_one_of_kazakhstan(
    tmp_path: Path, place: str, in_kazakhstan: bool
) -> None:
    register = read_iati(a_file(tmp_path / "a.xml", an_activity(before=place)))
    assert len(register.in_country("KAZ")) == in_kazakhstan


def test_money_for_other_countries_too_counts_whole_where_nothing_divides_it(tmp_path: Path) -> None:
    money = budget("2024-01-01", "2024-12-31", "100")
    both = '<recipient-country code="KZ"/><recipient-country code="UZ"/>'
    path = a_file(
        tmp_path / "a.xml",
        an_activity("A", money, before=both),
        an_activity("B", money, before='<recipient-country code="KZ"/>'),
        an_activity("C", before=both),
    )
    register = read_iati(path).in_country("KAZ")
    (told,) = [f for f in register.findings if f.code.endswith("-countries")]
    assert (told.code, told.value, told.details["number"]) == ("activities.shared-countries", "A", "1")
    assert "Казахстан" in told.what("ru")
    assert [str(m.amount) for m in register.activities[0].money] == ["100"]


def test_money_that_percentages_divide_counts_with_the_part_of_the_country(tmp_path: Path) -> None:
    money = budget("2024-01-01", "2024-12-31", "100.01")
    divided = '<recipient-country code="KZ" percentage="60"/><recipient-country code="UZ" percentage="40"/>'
    region = '<recipient-country code="KZ" percentage="50"/><recipient-region code="298" percentage="50"/>'
    alone = '<recipient-country code="KZ" percentage="60"/>'
    path = a_file(
        tmp_path / "a.xml",
        *(an_activity(name, money, before=b) for name, b in (("A", divided), ("B", region), ("C", alone))),
    )
    register = read_iati(path)
    kazakhstan, uzbekistan = register.in_country("KAZ"), register.in_country("UZB")
    assert [str(a.money[0].amount) for a in kazakhstan.activities] == ["60.01", "50.01", "100.01"]
    assert [str(a.money[0].amount) for a in uzbekistan.activities] == ["40.00"]
    (told,) = [f for f in kazakhstan.findings if f.code.endswith("-countries")]
    assert (told.code, told.value) == ("activities.divided-countries", "A (60 %), B (50 %)")
    assert kazakhstan.in_country("KAZ") == kazakhstan


def test_markers_relations_and_what_no_field_holds_are_kept(tmp_path: Path) -> None:
    activity, codes = one(
        tmp_path,
        '<humanitarian-scope type="1" vocabulary="1-2" code="EQ-1"><narrative>Quake</narrative></humanitarian-scope>'
        '<policy-marker vocabulary="1" code="1" significance="2"/>'
        '<policy-marker vocabulary="1" code="2" significance="0"/>'
        '<default-aid-type code="C01"/><related-activity type="1" ref="XX-1-P"/>'
        '<related-activity type="2" ref="XX-1-C"/>',
        head='hierarchy="2" humanitarian="1"',
    )
    assert [(m.code, m.significance) for m in activity.markers] == [("1", 2), ("2", 0)]
    assert [(r.kind, r.id) for r in activity.related] == [("parent", "XX-1-P"), ("child", "XX-1-C")]
    assert activity.hierarchy == 2
    assert activity.extra == {
        "reporting-org": "XX-1 Ministry", "humanitarian-scope": "1:1-2:EQ-1 Quake", "default-aid-type": "C01",
        "humanitarian": "1",
    }  # fmt: skip
    assert not codes


RESULT = """<result type="2" aggregation-status="1"><title><narrative>Health care reaches villages</narrative></title>
  <indicator measure="1" ascending="1"><title><narrative>Doctors trained</narrative>
    <narrative xml:lang="ru">Обучено врачей</narrative><narrative xml:lang="kk">Оқытылған дәрігерлер</narrative></title>
    <reference vocabulary="9" code="3.c.1"/>
    <baseline year="2022" iso-date="2022-12-31" value="40"><comment><narrative>Survey</narrative></comment></baseline>
    <period><period-start iso-date="2023-01-01"/><period-end iso-date="2023-12-31"/>
      <target value="60"/><actual value="55"/></period>
    <period><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>
      <target value="1,120"/><target value="70"><dimension name="sex" value="female"/></target>
      <actual value="95.5"/><actual value="30"><location ref="KZ-43"/><dimension name="sex" value="female"/></actual>
    </period>
    <period><period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/><target value="130"/></period>
  </indicator>
  <indicator measure="5"><title><narrative>Law adopted</narrative></title>
    <period><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>
      <actual><comment><narrative>Passed in June, ask a.b@example.org</narrative></comment></actual></period>
  </indicator>
  <indicator measure="2"><title><narrative>Coverage</narrative></title><baseline year="2020" value="12%"/>
    <period><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/><actual value="about half"/>
    <target/></period></indicator></result>"""


def test_results_tell_what_was_planned_and_achieved(tmp_path: Path) -> None:
    activity, codes = one(tmp_path, RESULT)
    assert activity.results.root == {
        "en": "Health care reaches villages. Doctors trained (at the start 40 in 2022; planned 130 in 2025; achieved "
        "95.5 in 2024). Law adopted (achieved Passed in June, ask [...] in 2024). "
        "Coverage (at the start 12% in 2020; achieved about half in 2024)",
        "ru": "Обучено врачей (исходно 40, 2022 г.; план 130, 2025 г.; факт 95,5, 2024 г.)",
        "kk": "Оқытылған дәрігерлер (бастапқы 40, 2022 ж.; жоспар 130, 2025 ж.; нақты 95,5, 2024 ж.)",
    }
    assert [(m.kind, m.value, m.end and m.end.year, m.dimensions, m.places) for m in activity.measured] == [
        ("baseline", 40, 2022, {}, ()), ("target", 60, 2023, {}, ()), ("actual", 55, 2023, {}, ()),
        ("target", 1120, 2024, {}, ()), ("target", 70, 2024, {"sex": "female"}, ()),
        ("actual", Decimal("95.5"), 2024, {}, ()), ("actual", 30, 2024, {"sex": "female"}, ("KZ-43",)),
        ("target", 130, 2025, {}, ()), ("actual", None, 2024, {}, ()),
        ("baseline", 12, 2020, {}, ()), ("actual", None, 2024, {}, ()),
    ]  # fmt: skip
    assert {m.level for m in activity.measured} == {"outcome"}
    assert [m.unit for m in activity.measured][-3:] == ["qualitative", "percent", "percent"]
    assert [(d.indicator, d.source) for d in activity.declared] == [("3.c.1", "reference")]
    assert codes == {"iati-result-unread": 1}
    assert Activity.model_validate_json(activity.model_dump_json()) == activity


def test_what_no_field_holds_is_kept_in_words(tmp_path: Path) -> None:
    activity, codes = one(
        tmp_path,
        '<country-budget-items vocabulary="2"><budget-item code="1.1.1" percentage="100"/></country-budget-items>'
        '<policy-marker vocabulary="99" vocabulary-uri="http://a" code="A1"><narrative>Youth</narrative>'
        "</policy-marker>"
        '<default-tied-status code="5"/>'
        '<planned-disbursement type="1"><period-start iso-date="2025-01-01"/><period-end iso-date="2025-06-30"/>'
        '<value currency="EUR" value-date="2025-01-01">3000</value>'
        '<receiver-org ref="R"><narrative>Clinic</narrative></receiver-org></planned-disbursement>'
        '<document-link format="application/pdf" url="https://example.org/a.pdf"><title><narrative>Report</narrative>'
        '</title><category code="A08"/><language code="ru"/></document-link>'
        '<document-link url="mailto:a.b@example.org"><title><narrative>Ask +7 7172 12 34 56</narrative></title>'
        "</document-link>"
        '<conditions attached="1"><condition type="1"><narrative>Law first</narrative></condition></conditions>'
        '<crs-add><other-flags code="1" significance="1"/><loan-terms rate-1="4.5"><repayment-type code="1"/>'
        '</loan-terms><loan-status year="2024"><interest-received>5</interest-received></loan-status></crs-add>'
        '<fss extraction-date="2024-05-06"><forecast year="2025" currency="EUR">7</forecast></fss>',
    )
    assert activity.extra == {
        "reporting-org": "XX-1 Ministry",
        "country-budget-items": "2 1.1.1 100%",
        "policy-marker": "99:A1 Youth",
        "default-tied-status": "5",
        "planned-disbursement": "type=1, period-start 2025-01-01, period-end 2025-06-30, value 3000 EUR, "
        "receiver-org Clinic",
        "document-link": "Report, https://example.org/a.pdf, A08, ru; Ask [...]",
        "conditions": "1 Law first",
        "crs-add": "other-flags 1 significance=1, loan-terms rate-1=4.5 repayment-type 1, loan-status year=2024 "
        "interest-received 5",
        "fss": "extraction-date=2024-05-06, forecast year=2025 currency=EUR 7",
    }
    assert not codes


def test_every_element_of_the_standard_leaves_what_it_says(tmp_path: Path) -> None:
    """An activity with all that IATI 2.03 has: each thing is in a field or in `extra`, or told to be left out."""
    money = '<value value-date="2024-01-01">5</value>'
    period = '<period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>'
    activity, codes = one(
        tmp_path,
        before='<other-identifier ref="OLD-1" type="A3"/><location ref="L1"><location-reach code="1"/>'
        '<location-id vocabulary="G1" code="1519922"/><name><narrative>Kyzylorda</narrative></name>'
        "<description><narrative>Centre</narrative></description><administrative vocabulary='G1' level='1' code='15'/>"
        "<point><pos>44.85  65.5</pos></point><exactness code='1'/><location-class code='2'/></location>"
        '<recipient-country code="KZ"/>',
        body='<tag vocabulary="99" vocabulary-uri="http://a" code="r"><narrative>Rural</narrative></tag>'
        '<default-aid-type code="C01"/><default-aid-type vocabulary="2" code="1"/>'
        f'<budget status="2">{period}{money}</budget>'
        '<transaction><transaction-type code="3"/><transaction-date iso-date="2024-02-01"/>'
        f"{money}<description><narrative>First part, ask Anna, a.b@example.org</narrative></description>"
        "<provider-org><narrative>Fund, +7 701 123 45 67</narrative></provider-org>"
        '<receiver-org ref="KZ-1"><narrative>Akimat</narrative></receiver-org><disbursement-channel code="1"/>'
        '<flow-type code="10"/><finance-type code="421"/><aid-type code="D02"/><aid-type code="2" vocabulary="2"/>'
        '<tied-status code="5"/></transaction>'
        f'<transaction><transaction-type code="3"/><transaction-date iso-date="2024-02-01"/>{money}'
        '<flow-type code="10"/></transaction>'
        '<document-link url="http://a"><title><narrative>Plan</narrative></title><category code="A01"/>'
        '<document-date iso-date="2024-01-01"/></document-link><legacy-data name="Officer" value="Jane Roe"/>'
        '<result type="1"><title><narrative>Wells</narrative></title>'
        "<description><narrative>In 20 villages</narrative></description><indicator measure='1'>"
        "<title><narrative>Number</narrative></title><description><narrative>Of wells</narrative></description>"
        "</indicator></result>",
        head='xml:lang="en" default-currency="USD" budget-not-provided="1"',
    )
    assert activity.extra == {
        "reporting-org": "XX-1 Ministry", "other-identifier": "OLD-1", "tag:99": "r Rural",
        "default-aid-type": "C01; 2:1", "budget/@status=2": "2024-01-01", "budget-not-provided": "1",
        "location/details": "location-reach 1, location-id vocabulary=G1 1519922, Kyzylorda, Centre, "
        "administrative vocabulary=G1 level=1 15, point 44.85 65.5, exactness 1, location-class 2",
        "transaction/description": "First part, ask [...], [...]", "transaction/receiver-org": "Akimat",
        "transaction/disbursement-channel": "1", "transaction/flow-type": "10", "transaction/finance-type": "421",
        "transaction/aid-type": "D02; 2:2", "transaction/tied-status": "5",
        "document-link": "Plan, http://a, A01, 2024-01-01", "result/description": "In 20 villages; Of wells",
    }  # fmt: skip
    assert [money.partner for money in activity.money if money.partner] == ["Fund, [...]"]
    assert [region.code for region in activity.regions] == ["KZ-43"]
    assert codes == {"iati-legacy-left": 1}


def test_persons_and_addresses_never_get_out(tmp_path: Path) -> None:
    register = read_iati(
        a_file(
            tmp_path / "a.xml",
            an_activity(
                title="<narrative>Water, ask a.b@example.org or +7 7172 12 34 56</narrative>",
                before="<contact-info><person-name><narrative>Secret Name</narrative></person-name>"
                "<email>secret@example.org</email><telephone>+77172123456</telephone></contact-info>",
            ),
        )
    )
    told = register.model_dump_json()
    assert "Secret" not in told and "example.org" not in told and "12 34 56" not in told
    assert str(register.activities[0].title).startswith("Water, ask [...]")


def test_an_activity_twice_in_a_file_counts_once(tmp_path: Path) -> None:
    register = read_iati(a_file(tmp_path / "a.xml", an_activity("A"), an_activity("A"), an_activity("B")))
    assert [(a.id, a.duplicate_of) for a in register.activities] == [("A", None), ("A#2", "A"), ("B", None)]
    assert [f.code for f in register.findings] == ["activities.iati-duplicate"]


def test_the_same_activity_in_two_files_counts_once(tmp_path: Path) -> None:
    first = a_file(tmp_path / "one.xml", an_activity("A"), an_activity("B"))
    second = a_file(tmp_path / "two.xml", an_activity("B"), an_activity("C"))
    register = read_register([first, second])
    assert [(a.id, a.duplicate_of) for a in register.activities] == [
        ("A", None), ("B", None), ("two:B", "B"), ("C", None),
    ]  # fmt: skip
    told = [f for f in register.findings if f.code == "activities.iati-duplicate"]
    assert [(f.file, f.value) for f in told] == [("two.xml", "B")]


def test_money_at_two_levels_is_told_for_each_activity_below(tmp_path: Path) -> None:
    a_file(
        tmp_path / "above.xml",
        an_activity("P", budget("2024-01-01", "2024-12-31", "100") + '<related-activity type="2" ref="C1"/>'),
    )
    a_file(
        tmp_path / "below.xml",
        an_activity("C1", budget("2024-01-01", "2024-12-31", "60")),
        an_activity("C2", budget("2024-01-01", "2024-12-31", "40") + '<related-activity type="1" ref="P"/>'),
        an_activity("C3", '<related-activity type="1" ref="P"/>'),
    )
    register = read_register(tmp_path)
    told = [f for f in register.findings if f.code == "activities.iati-level-below"]
    assert sorted((f.file, f.value, f.details["above"]) for f in told) == [
        ("below.xml", "C1", "P"),
        ("below.xml", "C2", "P"),
    ]
    assert "второй раз" in told[0].done("ru")


def test_a_folder_of_many_publishers_is_read_as_one(tmp_path: Path) -> None:
    a_file(tmp_path / "a.xml", an_activity("A"), an_activity("B"), version="2.01")
    (tmp_path / "b.xml").write_text("<iati-organisations version='2.03'/>", encoding="utf-8")
    (tmp_path / "c.xml").write_bytes(b"<iati-activities version='2.03'><iati-act")
    (tmp_path / "d.xml").write_bytes(b"")
    a_file(tmp_path / "e.xml", an_activity("B"), an_activity("C"))
    (tmp_path / "notes.txt").write_text("not read", encoding="utf-8")
    register = read_register(tmp_path)
    assert [(a.id, a.duplicate_of) for a in register.activities] == [
        ("A", None), ("B", None), ("e:B", "B"), ("C", None),
    ]  # fmt: skip
    assert sorted((f.file, f.code, f.severity) for f in register.findings) == [
        ("b.xml", "activities.iati-organisation", "error"),
        ("c.xml", "files.unreadable", "error"),
        ("d.xml", "files.empty", "error"),
        ("e.xml", "activities.iati-duplicate", "warning"),
    ]
    assert all(f.what("kk") and f.next("ru") for f in register.findings)
    assert [source.file for source in register.sources] == ["a.xml", "e.xml"]


def test_when_none_of_several_files_can_be_read_that_is_an_error(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(b"<iati-organisations/>")
    with pytest.raises(InputError) as caught:
        read_register([tmp_path / "a.xml", tmp_path / "b.xml"])
    assert caught.value.code == "activities.iati-organisation"
    # A name that is mistyped is never passed over.
    a_file(tmp_path / "c.xml", an_activity())
    with pytest.raises(InputError) as caught:
        read_register([tmp_path / "c.xml", tmp_path / "missing.xml"])
    assert caught.value.code == "files.missing"


def test_version_1_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "old.xml"
    path.write_text(
        """<iati-activities version="1.05"><iati-activity default-currency="EUR" xml:lang="en">
        <reporting-org ref="XM-DAC-5-1" type="10">Ministry</reporting-org>
        <iati-identifier>OLD-1</iati-identifier><other-identifier owner-ref="X">77</other-identifier>
        <title>Clean water</title><title xml:lang="ru">Чистая вода</title>
        <description type="1">Wells</description><activity-status code="2">Implementation</activity-status>
        <activity-date type="start-planned" iso-date="2012-01-01">1 January</activity-date>
        <activity-date type="end-actual" iso-date="2014-12-31Z"/>
        <participating-org role="Funding" ref="XM-DAC-5-1">Ministry</participating-org>
        <participating-org role="Implementing">Office</participating-org>
        <recipient-country code="KZ" percentage="100">Kazakhstan</recipient-country>
        <sector vocabulary="DAC" code="14030" percentage="100">Water</sector>
        <policy-marker vocabulary="DAC" code="2" significance="2">Environment</policy-marker>
        <budget type="Original"><period-start iso-date="2012-01-01"/><period-end iso-date="2012-12-31"/>
        <value value-date="2012-01-01">10</value></budget>
        <transaction><transaction-type code="C"/><value value-date="2012-01-01">50</value>
        <transaction-date iso-date="2012-02-01"/></transaction>
        <activity-website>https://example.org</activity-website></iati-activity></iati-activities>""",
        encoding="utf-8",
    )
    register = read_iati(path)
    activity = register.activities[0]
    assert activity.title.root == {"en": "Clean water", "ru": "Чистая вода"}
    assert [(p.role, str(p.name)) for p in activity.partners] == [
        ("funding", "Ministry"),
        ("implementing", "Office"),
    ]
    assert (activity.countries, activity.start and activity.start.first.year) == (("KAZ",), 2012)
    assert activity.end and activity.end.last == dt.date(2014, 12, 31)
    assert [(m.kind, m.amount, m.currency) for m in activity.money] == [
        ("budget", 10, "EUR"),
        ("commitment", 50, "EUR"),
    ]
    assert [(s.vocabulary, s.code) for s in activity.sectors] == [("dac5", "14030")]
    assert activity.extra["activity-website"] == "https://example.org"
    assert activity.extra["other-identifier"] == "77"
    assert [f.code for f in register.findings] == ["activities.iati-version"]


def test_an_activity_without_identifier_keeps_its_id(tmp_path: Path) -> None:
    text = an_activity().replace("<iati-identifier>XX-1-A</iati-identifier>", "")
    ids = {
        read_iati(a_file(tmp_path / name, *activities)).activities[place].id
        for name, activities, place in [("a.xml", (text,), 0), ("b.xml", (an_activity("Z"), text), 1)]
    }
    assert len(ids) == 1


@pytest.mark.parametrize("version", ["2.01", "2.02", "2.03"])
def test_earlier_versions_of_the_standard_are_read(tmp_path: Path, version: str) -> None:
    assert not read_iati(a_file(tmp_path / "a.xml", an_activity(), version=version)).findings


def test_texts_of_version_1_are_read_and_the_version_is_told(tmp_path: Path) -> None:
    register = read_iati(a_file(tmp_path / "a.xml", an_activity(title="Old title"), version="1.05"))
    assert str(register.activities[0].title) == "Old title"
    assert [f.code for f in register.findings] == ["activities.iati-version"]


def test_a_file_that_breaks_off_keeps_what_stands_before(tmp_path: Path) -> None:
    path = a_file(
        tmp_path / "a.xml", an_activity("A"), an_activity("B", budget("2024-01-01", "2024-12-31", "123456"))
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("123456") + 3], encoding="utf-8")
    register = read_iati(path)
    assert [a.id for a in register.activities] == ["A"]
    assert [f.code for f in register.findings] == ["activities.iati-damaged", "activities.iati-broken-off"]
    assert register.findings[1].value == "B"
    path.write_text(text.replace("</iati-activities>", ""), encoding="utf-8")
    register = read_iati(path)
    assert [a.id for a in register.activities] == ["A", "B"]
    assert [f.code for f in register.findings] == ["activities.iati-damaged"]


def test_a_fault_in_the_middle_loses_nothing_behind_it(tmp_path: Path) -> None:
    path = a_file(
        tmp_path / "a.xml",
        an_activity("A"),
        an_activity("B", title="<narrative>Oil & gas</narrative>"),
        an_activity("C"),
    )
    register = read_iati(path)
    assert [a.id for a in register.activities] == ["A", "B", "C"]
    assert [(f.code, f.value) for f in register.findings] == [
        ("activities.iati-damaged", ""), ("activities.iati-activity-damaged", "B"),
    ]  # fmt: skip
    assert register.findings[0].row == path.read_text(encoding="utf-8").split("Oil &")[0].count("\n") + 1


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><iati-activities version="2.03"/>',
        b'<?xml version="1.0"?>\n<!-- x --><!DOCTYPE a SYSTEM "file:///etc/passwd"><iati-activities/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><iati-activities/>'.encode(
            "utf-16"
        ),
        b"<?xml version='1.0'?>"
        + b"<!-- "
        + b"x" * 100_000
        + b" --><!DOCTYPE a [<!ENTITY b 'c'>]><iati-activities/>",
    ],
)
def test_a_document_type_declaration_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_iati(path)
    assert caught.value.code == "files.unsafe"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<html/>", "activities.xml-not-iati"),
        ("<iati-organisations version='2.03'/>", "activities.iati-organisation"),
        ("<iati-activities", "files.unreadable"),
        ("no xml", "files.unreadable"),
        ("", "files.empty"),
    ],
)
def test_what_is_no_iati_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_iati(path)
    assert caught.value.code == code


@pytest.mark.parametrize("prefix", ["", "i:"])
def test_a_file_in_a_namespace_is_read_told_and_tagged(tmp_path: Path, prefix: str) -> None:
    plain = a_file(tmp_path / "plain.xml", an_activity("A"), an_activity("B"))
    text = plain.read_text(encoding="utf-8")
    if prefix:
        text = re.sub(r"<(/?)(?=[a-z])", rf"<\1{prefix}", text)
        text = text.replace("<i:iati-activities", '<i:iati-activities xmlns:i="http://iati.example/ns"')
    else:
        text = text.replace("<iati-activities", '<iati-activities xmlns="http://iati.example/ns"')
    path = tmp_path / "a.xml"
    path.write_text(text, encoding="utf-8")
    register = read_iati(path)
    expected = read_iati(plain).activities
    assert [one.model_dump(exclude={"origin", "money"}) for one in register.activities] == [
        one.model_dump(exclude={"origin", "money"}) for one in expected
    ]
    assert [f.code for f in register.findings] == ["activities.iati-namespace"]
    write_iati(register, {"B": [(3, "3.8")]}, tmp_path / "out.xml", sources=[path])
    again = read_iati(tmp_path / "out.xml")
    assert [[d.target for d in one.declared] for one in again.activities] == [[], ["3.8"]]
    cut = text.partition("</i:iati-activities>" if prefix else "</iati-activities>")[0]
    path.write_text(cut, encoding="utf-8")
    assert [one.id for one in read_iati(path).activities] == ["A", "B"]


def test_an_empty_file_of_iati_says_so(tmp_path: Path) -> None:
    register = read_iati(a_file(tmp_path / "a.xml"))
    assert (len(register), [f.code for f in register.findings]) == (0, ["activities.iati-no-activity"])


def test_lines_are_known_beyond_65535(tmp_path: Path) -> None:
    body = budget("2024-01-01", "2024-12-31", "5")
    path = a_file(
        tmp_path / "a.xml", *(an_activity(f"A{n}", body) for n in range(6000)), an_activity("Z", body)
    )
    activity = read_iati(path).by_id["Z"]
    lines = path.read_text(encoding="utf-8").split("\n")
    assert activity.origin.row and activity.origin.row > 65_535
    assert "<iati-activity" in lines[activity.origin.row - 1]
    assert activity.money[0].origin and "<budget" in lines[(activity.money[0].origin.row or 0) - 1]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("UTF-8", "utf-16"),
        lambda text: text.replace("</iati-activity>", "<!-- <iati-activity></iati-activity> --></iati-activity>", 3),
        lambda text: text.replace("</iati-activity>", "</iati-activity >"),
        lambda text: text.replace("Clinics", "<![CDATA[</iati-activity>Clinics]]>", 5),
        lambda text: text.replace('"2.03"', '"2.03" note=" > "'),
        lambda text: text.replace("<iati-activities", "<!-- > </iati-activity> -->\n<?x y?><iati-activities"),
        lambda text: text.replace("  <iati-activity ", "<x:own xmlns:x='u'/>  <iati-activity ", 2),
        lambda text: f"<result>{text.partition('?>')[2]}</result>",
    ],
)  # fmt: skip
def test_in_pieces_or_not_a_file_says_the_same(tmp_path: Path, change: Callable[[str], str]) -> None:
    whole = [an_activity(f"A{n}", budget("2024-01-01", "2024-12-31", "5") * 9) for n in range(300)]
    text = change(a_file(tmp_path / "a.xml", *whole).read_text(encoding="utf-8"))
    (tmp_path / "a.xml").write_text(text, encoding="utf-16" if "utf-16" in text else "utf-8")
    register = read_iati(tmp_path / "a.xml")
    assert [a.id for a in register.activities] == [f"A{n}" for n in range(300)]
    assert all(m.amount == 5 for a in register.activities for m in a.money)
    assert not {f.code for f in register.findings} & {
        "activities.iati-damaged",
        "activities.iati-no-activity",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_blanks_between_elements_of_a_narrative_stand_between_words(tmp_path: Path, encoding: str) -> None:
    marked = "<description><narrative>\n <i>Clean</i> <b>water</b>\n<b>H</b><sub>2</sub>O</narrative></description>"
    path = a_file(tmp_path / "a.xml", an_activity("A1", marked), an_activity("A2"))
    # In UTF-16 a file is not read in pieces, where blanks between other elements are left out.
    path.write_text(path.read_text(encoding="utf-8").replace("UTF-8", encoding), encoding=encoding)
    first = read_iati(path).activities[0]
    assert str(first.description).endswith("Clean water H2O")


def test_progress_is_told_and_activities_can_be_taken_one_by_one(tmp_path: Path) -> None:
    path = a_file(tmp_path / "a.xml", *(an_activity(f"A{n}") for n in range(1200)))
    told: list[int] = []
    read_iati(path, progress=told.append)
    assert told == [500, 1000, 1200]
    assert next(iter_iati(path)).id == "A0"


def checked_again(register: Register) -> None:
    """Every model of a register is what its own checks would make of it."""
    for activity in register.activities:
        assert Activity.model_validate(activity.model_dump()) == activity
        assert Activity.model_validate_json(activity.model_dump_json()) == activity


def test_a_whole_file_of_unhcr_is_read(shared_data: Path) -> None:
    register = read_iati(shared_data / "activities" / "unhcr_2023_iati.xml")
    assert len(register) == 63
    assert Counter(f.code for f in register.findings) == {"activities.iati-transactions-uncounted": 1}
    assert sum(len(a.declared) for a in register.activities) == 371
    assert sum(len(a.partners) for a in register.activities) == 1306
    assert sum(len(a.sectors) for a in register.activities) == 1389
    assert sum(len(a.related) for a in register.activities) == 166
    guatemala = register.by_id["XM-DAC-41121-2023-AME-GTM"]
    assert sorted(guatemala.title.languages) == ["en", "es", "fr"]
    assert [(m.year, m.amount) for m in guatemala.money] == [(2023, 37610558), (2025, 0), (2024, 37893643)]
    assert len(register.in_country("KAZ")) == 6
    checked_again(register)


def test_a_percentage_of_a_place_with_a_comma_is_read_and_one_that_is_none_is_told(tmp_path: Path) -> None:
    places = (
        '<recipient-country code="KZ" percentage="33,3"/><recipient-country code="UZ" percentage="16.7 %"/>'
        '<recipient-region code="619" vocabulary="1" percentage="50"/>'
    )
    register = read_iati(a_file(tmp_path / "a.xml", an_activity(before=places)))
    assert [(one.code, one.share) for one in register.activities[0].place_shares] == [
        ("KAZ", Fraction(333, 1000)), ("UZB", Fraction(167, 1000)), ("619", Fraction(1, 2)),
    ]  # fmt: skip
    assert not register.findings
    wrong = places.replace("33,3", "a third").replace('"50"', '"150"')
    twice = a_file(tmp_path / "b.xml", an_activity(before=wrong), an_activity("XX-1-B", before=wrong))
    told = [one.value for one in read_iati(twice).findings if one.code == "activities.iati-percentage-unread"]
    assert told == ["a third", "150"] * 2


def test_a_person_who_takes_part_is_left_out_and_told(tmp_path: Path) -> None:
    partner = (
        '<participating-org role="4"><narrative>Сапарова Динара Маратовна</narrative></participating-org>'
    )
    text = an_activity().replace("<activity-status", f"{partner}<activity-status")
    register = read_iati(a_file(tmp_path / "a.xml", text))
    assert [str(one.name) for one in register.activities[0].partners] == ["Fund"]
    assert [one.code for one in register.findings] == ["activities.person-left-out"]
    named = text.replace('role="4"', 'role="4" ref="KZ-7"')
    read = read_iati(a_file(tmp_path / "b.xml", named))
    assert [str(one.name) for one in read.activities[0].partners] == ["Fund", "KZ-7"]


def test_an_activity_within_another_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    inner = (
        "<iati-activity><iati-identifier>XX-2</iati-identifier>"
        "<title><narrative>In</narrative></title></iati-activity>"
    )
    path.write_text(
        '<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>XX-1</iati-identifier>'
        f"<title><narrative>Out</narrative></title>{inner}</iati-activity>{inner.replace('XX-2', 'XX-3')}"
        "</iati-activities>"
    )
    register = read_iati(path)
    assert sorted(one.id for one in register.activities) == ["XX-1", "XX-2", "XX-3"]
    assert "activities.iati-element-unread" not in {finding.code for finding in register.findings}
