"""Money adds up, to the cent, under every rule."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from sdgkit.activities.activity import Activity, Declaration, Money, Origin, Related
from sdgkit.activities.register import Register
from sdgkit.agenda import targets
from sdgkit.errors import InputError, UsageError
from sdgkit.languages import Text
from sdgkit.mapping.allocation import (
    RULES,
    allocate,
    allocation_frame,
    countable,
    rates_used,
    shares,
    unconverted,
)
from sdgkit.mapping.mapping import map_register
from sdgkit.mapping.match import Decision, Match
from sdgkit.mapping.rates import read_rates
from sdgkit.mapping.settings import MappingSettings


def match(code: str, *, primary: bool = False, share: str | None = None, status: str = "accepted") -> Match:
    return Match(
        activity_id="a",
        goal=int(code.partition(".")[0]),
        target=code if "." in code else None,
        score=1,
        status=status,
        primary=primary,
        share=share,
    )


def activity(identifier: str, title: str = "Ремонт сельских школ", **more: object) -> Activity:
    return Activity(id=identifier, origin=Origin(file="r.csv"), title=Text.of(title), **more)  # type: ignore[arg-type]


def test_parts_sum_to_the_whole_in_thousands_of_random_cases() -> None:
    chance = random.Random(2030)
    codes = [target.code for target in targets()]
    for _ in range(5000):
        chosen = chance.sample(codes, chance.randint(1, 10))
        matches = [match(code, primary=place == 0) for place, code in enumerate(chosen)]
        amount = Decimal(chance.randint(-(10**12), 10**12)).scaleb(chance.choice([-2, -2, -2, 0, -4]))
        for rule in RULES:
            parts = shares(matches, rule)
            assert sum(part for part in parts if part is not None) == 1
            pieces = allocate(amount, [part for part in parts if part is not None])
            assert sum(pieces) == amount
            for part, piece in zip(parts, pieces, strict=True):
                assert part is not None
                assert abs(Fraction(piece) - part * Fraction(amount)) < Fraction(1, 100)


def test_equal_shares_go_by_goal_first() -> None:
    matches = [match("3.1"), match("3.8"), match("6"), match("4.1", status="rejected")]
    assert shares(matches, "equal") == [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2), None]


def test_the_primary_target_gets_its_share() -> None:
    matches = [match("3.1"), match("3.8", primary=True), match("6.1")]
    assert shares(matches, "primary") == [Fraction(1, 4), Fraction(1, 2), Fraction(1, 4)]


def test_declared_percentages_are_kept_and_the_rest_is_shared() -> None:
    given = activity(
        "a",
        declared=(
            Declaration(goal=3, target="3.1", share=Fraction(1, 2)),
            Declaration(goal=6, share=Fraction(3, 10)),
        ),
    )
    matches = [match("3.1"), match("6.1"), match("6.2"), match("5.1")]
    expected = [Fraction(1, 2), Fraction(3, 20), Fraction(3, 20), Fraction(1, 5)]
    assert shares(matches, "declared", given) == expected


def test_what_declared_percentages_leave_goes_to_no_target_and_is_shown() -> None:
    given = activity(
        "a",
        money=(Money(amount=Decimal("1000.01"), currency="USD", kind="budget"),),
        declared=(
            Declaration(goal=3, target="3.1", share=Fraction(1, 2), source="sector"),
            Declaration(goal=6, target="6.1", share=Fraction(2, 5), source="sector"),
        ),
    )
    assert shares([match("3.1"), match("6.1")], "declared", given) == [Fraction(1, 2), Fraction(2, 5)]
    register = Register(activities=(given,))
    decisions = [Decision(activity_id="a", target=t, decision="accepted") for t in ("3.1", "6.1")]
    mapping = map_register(
        register,
        settings=MappingSettings(finders=("declared",), rule="declared"),
        decisions=decisions,
    )
    frame = allocation_frame(register, mapping)
    assert frame["amount"].sum() == Decimal("1000.01")
    left = frame[frame["goal"].isna()]
    assert left["share"].tolist() == [Fraction(1, 10)]
    assert left["amount"].tolist() == [Decimal("100.00")]


def test_declared_percentages_that_were_rounded_or_are_too_much_are_scaled() -> None:
    third = activity("a", declared=tuple(Declaration(goal=g, share=Fraction(333, 1000)) for g in (1, 2, 3)))
    assert shares([match("1"), match("2"), match("3")], "declared", third) == [Fraction(1, 3)] * 3
    twice = activity("a", declared=tuple(Declaration(goal=g, share=Fraction(1)) for g in (1, 2)))
    assert shares([match("1"), match("2")], "declared", twice) == [Fraction(1, 2)] * 2


def test_declared_parts_and_what_they_leave_sum_to_the_whole_in_thousands_of_random_registers() -> None:
    chance = random.Random(1517)
    codes = [target.code for target in targets()]
    for _ in range(2000):
        chosen = chance.sample(codes, chance.randint(1, 6))
        percent = [Fraction(chance.randint(0, 4000), 10_000) for _ in chosen]
        given = activity(
            "a",
            declared=tuple(
                Declaration(goal=int(code.partition(".")[0]), target=code, share=share)
                for code, share in zip(chosen, percent, strict=True)
                if chance.random() < 0.8
            ),
        )
        parts = [part or Fraction(0) for part in shares([match(code) for code in chosen], "declared", given)]
        left = 1 - sum(parts)
        assert 0 <= left < 1
        amount = Decimal(chance.randint(-(10**12), 10**12)).scaleb(-2)
        assert sum(allocate(amount, [*parts, left])) == amount


def test_percentages_of_two_vocabularies_are_not_added_up() -> None:
    def of(vocabulary: int, **parts: str) -> list[Declaration]:
        return [
            Declaration(
                goal=int(code[1:].partition("_")[0]),
                target=code[1:].replace("_", ".") if "_" in code else None,
                share=Fraction(share),
                source="sector",
                field=f"sector[@vocabulary='{vocabulary}']",
            )
            for code, share in parts.items()
        ]

    targets_and_indicators = activity(
        "a", declared=(*of(8, t3_8="1/3", t3_b="1/3", t5_6="1/3"), *of(9, t3_8="1"))
    )
    found = shares([match("3.8"), match("3.b"), match("5.6")], "declared", targets_and_indicators)
    assert found == [Fraction(1, 3)] * 3
    goals_and_targets = activity(
        "a", declared=(*of(7, t3="2/5", t6="3/5"), *of(8, t3_8="1/5", t3_b="1/5", t6_1="3/5"))
    )
    found = shares([match("3.8"), match("3.b"), match("6.1")], "declared", goals_and_targets)
    assert found == [Fraction(1, 5), Fraction(1, 5), Fraction(3, 5)]
    # The targets leave a goal out that the goals have: the goals say more of the whole.
    goals_first = activity("a", declared=(*of(7, t3="2/5", t6="3/5"), *of(8, t3_8="1")))
    assert shares([match("3.8"), match("6")], "declared", goals_first) == [Fraction(2, 5), Fraction(3, 5)]


def test_a_reviewers_percentage_wins_over_the_registers() -> None:
    given = activity("a", declared=(Declaration(goal=3, target="3.1", share=Fraction(1, 2)),))
    matches = [match("3.1", share="9/10"), match("6.1")]
    assert shares(matches, "declared", given) == [Fraction(9, 10), Fraction(1, 10)]


def test_shares_that_are_not_whole_and_rules_that_are_not_known_are_refused() -> None:
    with pytest.raises(UsageError):
        allocate(Decimal(1), [Fraction(1, 2)])
    with pytest.raises(UsageError):
        shares([match("3.1")], "halves")  # type: ignore[arg-type]


def test_money_counts_once_for_repeated_rows_and_families() -> None:
    money = (Money(amount=Decimal(100), currency="USD", kind="budget"),)
    register = Register(
        activities=(
            activity("parent", money=money),
            activity("child", money=money, related=(Related(id="parent", kind="parent"),)),
            activity("empty parent", related=(Related(id="grandchild", kind="child"),)),
            activity("grandchild", money=money),
            activity("again", money=money, duplicate_of="parent"),
            activity("loop", money=money, related=(Related(id="loop", kind="parent"),)),
        )
    )
    assert countable(register) == {
        "parent": "", "child": "child", "empty parent": "", "grandchild": "", "again": "duplicate", "loop": "",
    }  # fmt: skip


def test_an_activity_above_without_an_amount_takes_no_money_away() -> None:
    nothing = (Money(amount=Decimal(0), currency="USD", kind="budget", year=2024),)
    some = (Money(amount=Decimal(70), currency="USD", kind="budget", year=2024),)
    register = Register(
        activities=(
            activity("above", money=nothing, related=(Related(id="below", kind="child"),)),
            activity("below", money=some, related=(Related(id="above", kind="parent"),)),
        )
    )
    assert countable(register) == {"above": "", "below": ""}


def test_of_activities_that_lie_below_each_other_one_counts() -> None:
    some = (Money(amount=Decimal(70), currency="USD", kind="budget", year=2024),)
    register = Register(
        activities=tuple(
            activity(one, money=some, related=(Related(id=other, kind="parent"),))
            for one, other in (("a", "b"), ("b", "c"), ("c", "a"))
        )
    )
    assert sorted(countable(register).values()) == ["", "child", "child"]


def test_the_frame_sums_to_the_register_and_shows_what_no_target_gets(tmp_path: Path) -> None:
    def usd(amount: str) -> tuple[Money, ...]:
        return (Money(amount=Decimal(amount), currency="USD", kind="budget"),)

    register = Register(
        activities=(
            activity("1", money=usd("100.01"), start=None),
            activity("2", "Совещание", money=usd("7")),
            activity("3", money=(Money(amount=Decimal("45000"), currency="KZT", kind="budget"),)),
            activity("4", money=(Money(amount=Decimal("5"), currency="EUR", kind="budget"),)),
        )
    )
    added = [Decision(activity_id="1", target=t, decision="added") for t in ("5.1", "6.1", "6.2")]
    mapping = map_register(register, decisions=added)
    (tmp_path / "rates.csv").write_text(
        "date,currency,rate,base,source\n2024-01-01,USD,450,KZT,bank\n", "utf-8"
    )
    frame = allocation_frame(register, mapping, currency="USD", rates=read_rates(tmp_path / "rates.csv"))
    assert set(frame["rule"]) == {"equal"}
    totals = frame.groupby("activity_id")["amount"].sum().to_dict()
    assert totals == {"1": Decimal("100.01"), "2": Decimal(7), "3": Decimal("100.00"), "4": Decimal(5)}
    assert frame[frame["goal"].isna()]["activity_id"].tolist() == ["2"]
    assert set(frame[frame["counted"] == "no-rate"]["activity_id"]) == {"4"}


def test_a_rate_is_the_latest_up_to_the_day_and_works_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("date,currency,rate,base\n2024-01-01,USD,450,KZT\n2025-01-01,USD,500,KZT\n", "utf-8")
    rates = read_rates(path)
    assert rates.convert(Decimal(1), "USD", "KZT", dt.date(2024, 6, 1)) == Decimal("450.00")
    assert rates.convert(Decimal(1), "USD", "KZT", dt.date(2026, 6, 1)) == Decimal("500.00")
    assert rates.convert(Decimal(450), "KZT", "USD", dt.date(2023, 1, 1)) == Decimal("1.00")
    found = rates.rate("USD", "KZT", dt.date(2025, 1, 1))
    assert found is not None
    assert found[1].date == dt.date(2025, 1, 1)


def test_each_amount_is_converted_at_the_rate_of_its_own_day(tmp_path: Path) -> None:
    (tmp_path / "rates.csv").write_text(
        "date,currency,rate,base,source\n2023-01-01,USD,450,KZT,bank\n2024-01-01,USD,460,KZT,bank\n"
        "2025-01-01,USD,500,KZT,bank\n2026-01-01,USD,600,KZT,bank\n",
        "utf-8",
    )
    rates = read_rates(tmp_path / "rates.csv")
    money = (
        Money(amount=Decimal(100), currency="USD", kind="budget", year=2023),
        Money(amount=Decimal(10), currency="USD", kind="budget", year=2024, date=dt.date(2025, 3, 1)),
        Money(amount=Decimal(7), currency="KZT", kind="budget", year=2024),
        Money(amount=Decimal(3), currency="EUR", kind="budget", year=2024),
    )
    register = Register(activities=(activity("1", money=money),))
    mapping = map_register(register)
    frame = allocation_frame(register, mapping, currency="KZT", rates=rates)
    sums = frame.groupby(["currency", "counted"])["amount"].sum().to_dict()
    assert sums == {("KZT", ""): Decimal(45000 + 5000 + 7), ("EUR", "no-rate"): Decimal(3)}
    assert [one.date.year for one in rates_used(register, "KZT", rates)] == [2023, 2025]
    assert rates_used(register, None, rates) == ()
    assert [(f.value, f.details["number"]) for f in unconverted(register, "KZT", rates)] == [("EUR", "1")]
    assert [f.value for f in unconverted(register, "KZT", None)] == ["EUR", "USD"]
    assert unconverted(register, None, None) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_a_table_of_rates_as_a_ministry_saves_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "курсы.csv"
    text = (
        "Дата;Валюта;Количество;Курс;Базовая валюта;Источник\n"
        "01.01.2024;USD;1;454,56;KZT;НБ РК\n31.01.2024 г.;JPY;100;3 214,5;KZT;НБ РК\n;;;;;\n"
    )
    path.write_text(text, encoding=encoding)
    dollar, yen = read_rates(path).rates
    assert (dollar.date, dollar.rate, dollar.base, dollar.source) == (
        dt.date(2024, 1, 1), Decimal("454.56"), "KZT", "НБ РК",
    )  # fmt: skip
    assert (yen.date, yen.rate) == (dt.date(2024, 1, 31), Decimal("32.145"))


def test_a_table_of_rates_in_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([])
    sheet.append(["date", "currency", "rate", "base"])
    sheet.append([dt.date(2024, 5, 6), "usd", 450.5, "kzt"])
    book.save(tmp_path / "rates.xlsx")
    (rate,) = read_rates(tmp_path / "rates.xlsx").rates
    assert (rate.date, rate.currency, rate.rate, rate.base) == (
        dt.date(2024, 5, 6), "USD", Decimal("450.5"), "KZT",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "date,currency,rate\n",
        "date,currency,rate,base\n2024-01-01,USD,0,KZT\n",
        "date,currency,rate,base\nx,USD,1,KZT\n",
        "date,currency,rate,base\n2024-01-01,USD,-1,KZT\n",
        "date,currency,rate,base\n2024-01-01,доллар,450,KZT\n",
        "date,currency,rate,base\n01/02/2024,USD,450,KZT\n",
        'date,currency,rate,base\n2024-01-01,USD,"1,024",KZT\n',
        "date,currency,rate,base\n2024-01-01,USD,,KZT\n",
    ],
)
def test_a_table_of_rates_that_is_wrong_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError):
        read_rates(path)
