"""What publishers write where the standard asks for something else: languages, amounts, vocabularies of their own."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from sdgkit.activities.iati.reading import read_iati
from tests.activities.iati_files import a_file, an_activity


def titled(tmp_path: Path, title: str, head: str = 'xml:lang="en" default-currency="USD"') -> dict[str, str]:
    register = read_iati(a_file(tmp_path / "iati.xml", an_activity(title=title, head=head)))
    return dict(register.activities[0].title.root)


@pytest.mark.parametrize(
    ("tag", "text", "language"),
    [
        ("rus", "Вода для сёл", "ru"),
        ("kz", "Ауылдарға су жеткізу", "kk"),
        ("kaz", "Auyldarga su", "kk"),
        ("eng", "Water for villages", "en"),
        ("und", "Water for villages", "en"),
        (" FR ", "Eau", "fr"),
        ("fra", "Eau", "fr"),
        ("ru", "Қазақстан: орман шаруашылығын дамыту", "kk"),
        ("ru", "Поддержка фонда «Қамқор» в трёх районах области", "ru"),
    ],
)
def test_the_language_of_a_text_is_known_by_any_tag(
    tmp_path: Path, tag: str, text: str, language: str
) -> None:
    assert titled(tmp_path, f'<narrative xml:lang="{tag}">{text}</narrative>') == {language: text}
    # The same where the activity names it.
    assert titled(tmp_path, f"<narrative>{text}</narrative>", f'xml:lang="{tag}"') == {language: text}


def test_kazakh_texts_given_as_russian_are_told(tmp_path: Path) -> None:
    one = an_activity(title="<narrative>Ауыл мектептерін жөндеу</narrative>", head='xml:lang="ru"')
    register = read_iati(a_file(tmp_path / "iati.xml", one))
    (told,) = [f for f in register.findings if f.code == "activities.iati-language-mismatched"]
    assert told.details["number"] == "1"


def paid(value: str, attributes: str = "") -> str:
    return (
        '<transaction><transaction-type code="3 "/><transaction-date iso-date="2024-03-01"/>'
        f'<value value-date="2024-03-01"{attributes}>{value}</value></transaction>'
    )


@pytest.mark.parametrize(
    ("value", "attributes", "amount"),
    [
        ("USD 400", "", "400"),
        ("1,250.50 USD", "", "1250.50"),
        ("(250.00)", "", "-250.00"),
        ("EUR 400", ' currency="EUR"', "400"),
        ("EUR 400", "", None),
        ("(-5)", "", None),
        ("((5))", "", None),
        ("(" * 5000 + "5" + ")" * 5000, "", None),
        ("1" + " " * 100_000 + "x", "", None),
        ("400 apples", "", None),
    ],
)
def test_an_amount_may_hold_its_currency_or_be_taken_back_in_brackets(
    tmp_path: Path, value: str, attributes: str, amount: str | None
) -> None:
    register = read_iati(a_file(tmp_path / "iati.xml", an_activity(body=paid(value, attributes))))
    found = [(m.kind, m.amount) for m in register.activities[0].money]
    assert found == ([] if amount is None else [("disbursed", Decimal(amount))])
    codes = {f.code for f in register.findings}
    assert f"activities.iati-amount-{'unreadable' if amount is None else 'grouped'}" in codes


def test_a_list_of_ones_own_that_is_the_agenda_declares_its_goals(tmp_path: Path) -> None:
    body = (
        '<sector vocabulary="99" vocabulary-uri="https://sdgs.un.org/goals" code="7" percentage="100"/>'
        '<sector vocabulary="98" vocabulary-uri="https://example.org/sectors" code="7" percentage="100"/>'
        '<tag vocabulary="99" vocabulary-uri="https://unstats.un.org/sdgs/metadata/" code="13.2"/>'
        '<tag vocabulary="99" vocabulary-uri="https://example.org/tags" code="5"/>'
        '<tag vocabulary="99" vocabulary-uri="https://sdgs.un.org/goals" code="K-1"><narrative>Own</narrative></tag>'
    )
    activity = read_iati(a_file(tmp_path / "iati.xml", an_activity(body=body))).activities[0]
    assert [(d.source, d.goal, d.target, d.share) for d in activity.declared] == [
        ("sector", 7, None, Fraction(1)), ("tag", 13, "13.2", None),
    ]  # fmt: skip
    assert [(s.vocabulary, s.code) for s in activity.sectors] == [("own-2", "7")]
    assert "5" in activity.extra["tag:99"] and "K-1 Own" in activity.extra["tag:99"]


def test_a_revised_budget_of_version_1_takes_the_place_of_the_original(tmp_path: Path) -> None:
    budgets = "".join(
        f'<budget type="{kind}"><period-start iso-date="2014-04-01"/><period-end iso-date="2015-03-31"/>'
        f'<value value-date="2014-04-01">{value}</value></budget>'
        for kind, value in (("original", 1000), ("revised", 1200))
    )
    register = read_iati(a_file(tmp_path / "iati.xml", an_activity(body=budgets), version="1.05"))
    assert [m.amount for m in register.activities[0].money] == [1200]


@pytest.mark.parametrize(
    ("written", "currency"), [("US$", "USD"), (" usd ", "USD"), ("€", "EUR"), ("$", None), ("dollars", None)]
)
def test_a_sign_of_a_currency_stands_for_its_code_where_it_can_mean_one_only(
    tmp_path: Path, written: str, currency: str | None
) -> None:
    register = read_iati(a_file(tmp_path / "iati.xml", an_activity(body=paid("5", f' currency="{written}"'))))
    assert [m.currency for m in register.activities[0].money] == [currency]
    assert ("activities.iati-currency-unknown" in {f.code for f in register.findings}) == (currency is None)


@pytest.mark.parametrize(
    ("code", "countries"),
    [("Kazakhstan", ("KAZ",)), ("Kyrgyz Republic", ("KGZ",)), ("Neverland", ()), ("398", ())],
)
def test_the_name_of_a_country_may_stand_for_its_code(
    tmp_path: Path, code: str, countries: tuple[str, ...]
) -> None:
    register = read_iati(
        a_file(tmp_path / "iati.xml", an_activity(before=f'<recipient-country code="{code}"/>'))
    )
    assert register.activities[0].countries == countries


@pytest.mark.parametrize(
    ("code", "status"),
    [("Implementation", "ongoing"), ("Pipeline/identification", "planned"), ("4", "completed"), ("9", "")],
)
def test_the_name_of_a_status_may_stand_for_its_code(tmp_path: Path, code: str, status: str) -> None:
    text = an_activity().replace('activity-status code="2"', f'activity-status code="{code}"')
    assert read_iati(a_file(tmp_path / "iati.xml", text)).activities[0].status == status
