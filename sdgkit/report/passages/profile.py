"""Passages of the profiles: a briefing on a partner, a portfolio of countries, a programme, volunteers by goal."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from sdgkit.agenda import theme
from sdgkit.languages import NBSP
from sdgkit.report.draft import Block, Figure, Sentence
from sdgkit.report.material import Material
from sdgkit.report.passages import register as passages
from sdgkit.report.passages.goal import small
from sdgkit.report.passages.paragraphs import MOST_NAMES, Paragraphs, metric
from sdgkit.report.tables import briefing as briefing_tables
from sdgkit.report.tables import portfolio as portfolio_tables
from sdgkit.report.tables import programme as programme_tables
from sdgkit.report.tables.cells import amount_text, figure
from sdgkit.report.wording import label, sentence


def briefing(material: Material) -> tuple[Block, ...]:
    """What is done together with a partner: how much, where, with whom else, with what money."""
    language = material.language
    made = Paragraphs("briefing")
    names = ("activities", "goals", "targets")
    partner = material.partner_name(material.choice.partner)
    made.add(
        "lead",
        sentence(
            "briefing-lead", language, partner=partner, **{name: metric(material, name) for name in names}
        ),
        style="lead",
    )
    made.add("reach", *_others(material), *_regions(material))
    made.add("money", *passages.money_in_all(material), *_of_partner(material))
    return made.made()


def _others(material: Material) -> list[Sentence | None]:
    language = material.language
    others = [one for one in material.partner_keys(material.activities) if one[0] != material.choice.partner]
    if not others:
        return []
    told = [
        figure(number, language, "partners", key, "activities", text=f"{material.partner_name(key)}{NBSP}({number})")
        for key, number in others[:MOST_NAMES]
    ]  # fmt: skip
    return [sentence("briefing-others", language, partners=told)]


def _regions(material: Material) -> list[Sentence | None]:
    language = material.language
    found = material.region_counts(material.activities)
    nationwide = metric(material, "nationwide")
    told: list[Sentence | None] = []
    if found:
        names = [
            figure(material.region_name(code), language, "regions", code, "region", kind="text")
            for code, _ in found[:MOST_NAMES]
        ]
        key = "regions" if len(found) <= MOST_NAMES else "regions-more"
        told.append(sentence(key, language, regions=names, number=metric(material, "regions")))
    if nationwide.value:
        told.append(sentence("regions-none", language, number=nationwide))
    return told


def _of_partner(material: Material) -> list[Sentence | None]:
    """What the register states for the partner itself; else that the amounts are of whole activities."""
    language = material.language
    if not passages.has_money(material):
        return []
    table = briefing_tables.partner_money(material)
    amounts = []
    for row in table.rows:
        kind, _, currency = row.key.partition("/")
        value = row.cells[table.index("amount")].value
        assert isinstance(value, Decimal)
        text = f"{amount_text(value, currency, language)} ({small(label(f'kind.{kind}', language))})"
        amounts.append(figure(value, language, "partner-money", row.key, "amount", text=text))
    if not amounts:
        return [sentence("briefing-whole", language)]
    partner = material.partner_name(material.choice.partner)
    return [sentence("briefing-own", language, partner=partner, amounts=amounts)]


def portfolio(material: Material) -> tuple[Block, ...]:
    """How many activities of the area there are in which countries, and what money its targets get."""
    language = material.language
    made = Paragraphs("portfolio")
    area = theme(str(material.choice.theme)).title.in_language(language)
    counts = Counter(portfolio_tables.country_of(one, material) for one in material.activities)
    if not counts:
        made.add("none", sentence("portfolio-none", language, theme=area))
        return made.made()
    table = portfolio_tables.by_country(material)
    total = table.rows[-1]
    told = {
        name: figure(total.cells[table.index(name)].value, language, "portfolio-countries", "all", name)
        for name in ("activities", "targets", "partners")
    }
    made.add("lead", sentence("portfolio-lead", language, theme=area, **told), style="lead")
    named = [
        figure(counts[key], language, "portfolio-countries", key, "activities",
               text=f"{portfolio_tables.country_title(key, material)}{NBSP}({counts[key]})")
        for key in portfolio_tables.country_keys(material) if counts[key]
    ]  # fmt: skip
    made.add("countries", sentence("portfolio-countries", language, countries=named))
    money = portfolio_tables.money_by_country(material)
    by_kind: dict[str, list[Figure]] = {}
    for row in money.rows:
        if row.kind == "total":
            _, kind, currency = row.key.split("/")
            value = row.cells[money.index("amount")].value
            assert isinstance(value, Decimal)
            text = amount_text(value, currency, language)
            by_kind.setdefault(kind, []).append(
                figure(value, language, "portfolio-money", row.key, "amount", text=text)
            )
    rule = label(f"rule-short.{material.rule}", language)
    made.add(
        "money",
        *(
            sentence(f"money-{kind}", language, amounts=amounts, rule=rule)
            for kind, amounts in by_kind.items()
        ),
    )
    return made.made()


def programme(material: Material) -> tuple[Block, ...]:
    """How many outcomes there are, and for each what bears on it and how its indicators stand."""
    language = material.language
    made = Paragraphs("programme")
    table = programme_tables.outcomes(material)
    for one, row in zip(programme_tables.programme_of(material).outcomes, table.rows, strict=True):
        told = {
            name: figure(row.cells[table.index(name)].value, language, table.key, row.key, name)
            for name in ("activities", "indicators", "reached")
        }
        name = label("outcome-title", language).format(number=one.id, title=one.title.in_language(language))
        sentences: list[Sentence | None] = [
            sentence("programme-outcome", language, outcome=name.rstrip("."), activities=told["activities"])
            if one.targets or one.activities
            else sentence("programme-untargeted", language, outcome=name.rstrip("."))
        ]
        if one.indicators:
            sentences.append(
                sentence(
                    "programme-indicators", language, indicators=told["indicators"], reached=told["reached"]
                )
            )
        made.add(f"outcome-{one.id}", *sentences)
    outside = programme_tables.outside(material)
    if len(outside):
        number = figure(len(outside), language, "programme-outside", "all", "targets")
        made.add("outside", sentence("programme-outside", language, number=number))
    return made.made()
