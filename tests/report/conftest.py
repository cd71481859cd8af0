"""A register made by hand, with everything that a draft tells apart, and the drafts of it in three languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from sdgkit.activities.activity import (
    Activity,
    Declaration,
    Money,
    Origin,
    Partner,
    RegionMention,
    Volunteers,
    When,
)
from sdgkit.activities.register import Register, SourceFile
from sdgkit.findings import Finding
from sdgkit.languages import Text
from sdgkit.mapping.mapping import Mapping, map_register
from sdgkit.report.building import draft
from sdgkit.report.draft import Draft


def year(number: int) -> When:
    return When(
        first=dt.date(number, 1, 1), last=dt.date(number, 12, 31), precision="year", written=str(number)
    )


def activity(number: int, ru: str, codes: tuple[str, ...], **fields: object) -> Activity:
    declared = tuple(
        Declaration(goal=int(code.split(".")[0]), target=code if "." in code else None, written=code)
        for code in codes
    )
    return Activity(
        id=f"A-{number}",
        origin=Origin(file="реестр.xlsx", sheet="Реестр", row=number + 4),
        title=Text({"ru": ru, "kk": f"{number}-іс-шара", "en": f"Activity {number}"}),
        countries=("KAZ",),
        declared=declared,
        **fields,  # type: ignore[arg-type]
    )


def money(amount: str, currency: str | None = "USD", kind: str = "budget") -> Money:
    return Money(amount=Decimal(amount), currency=currency, kind=kind)  # type: ignore[arg-type]


WHO = Partner(name=Text({"ru": "ВОЗ", "en": "WHO", "kk": "ДДСҰ"}), role="funding")
KOICA = Partner(name=Text({"en": "KOICA"}), role="funding")


@pytest.fixture(scope="session")
def register() -> Register:
    return Register(
        activities=(
            activity(1, "Ремонт клиник в Кызылорде", ("3.8",), partners=(WHO,),
                     money=(money("100.00"), money("40", kind="disbursed")),
                     regions=(RegionMention(code="KZ-43"),), start=year(2022), end=year(2024)),
            activity(2, "Вода и здоровье", ("3.9", "6.1"), partners=(WHO, KOICA), money=(money("2500000"),),
                     regions=(RegionMention(code="KZ"),)),
            activity(3, "Насосы & трубы <b>{{ 7*7 }}</b>", ("6.1",), partners=(KOICA,), money=(money("900", "EUR"),)),
            activity(4, "Волонтёры на Арале", ("17.17",),
                     volunteers=Volunteers(people=21, hours=Decimal(300), women=12),
                     regions=(RegionMention(code="KZ-43"),)),
            activity(5, "Ремонт клиник в Кызылорде", ("3.8",), money=(money("100.00"),), duplicate_of="A-1"),
            activity(6, "Встреча", (), money=(money("55.55"),)),
        ),
        findings=(Finding(code="files.empty", file="пусто.csv"),),
        sources=(SourceFile(file="реестр.xlsx", sha256="0" * 64, format="xlsx", records=6),),
    )  # fmt: skip


@pytest.fixture(scope="session")
def mapping(register: Register) -> Mapping:
    return map_register(register)


@pytest.fixture(scope="session")
def drafts(register: Register, mapping: Mapping) -> dict[str, Draft]:
    return {language: draft(register, mapping, language=language) for language in ("en", "ru", "kk")}


@pytest.fixture(scope="session")
def example_draft(project: object) -> Callable[[str], Draft]:
    """The draft of the shipped example in a language, made once."""
    from pathlib import Path

    from sdgkit.activities.reading import read_register
    from sdgkit.indicators.reading import read_indicators

    folder = Path(str(project)) / "examples" / "kazakhstan"
    made: dict[str, Draft] = {}
    register = read_register(folder / "register.xlsx")
    mapping = map_register(register)
    indicators = read_indicators(folder / "indicators")

    def of(language: str) -> Draft:
        if language not in made:
            made[language] = draft(register, mapping, indicators, country="KAZ", language=language)
        return made[language]

    return of
