"""Tables of a portfolio: the activities of an area in several countries, by country, goal, partner, region and year.

Money is the part that the rule gives to the targets of the area. An activity in several countries stands in a row of
its own; its money stands with the countries where the register says how it is divided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal

from sdgkit.activities.activity import Activity
from sdgkit.activities.shares import among
from sdgkit.agenda import goals, theme
from sdgkit.places import place_title
from sdgkit.report.draft import Chart, Row, Series, Table
from sdgkit.report.material import KIND_ORDER, LATEST_YEAR, PARTNER_ROLES, Material, Part, partner_key
from sdgkit.report.tables.activity_cells import source_line
from sdgkit.report.tables.cells import amount_text, cell, column
from sdgkit.report.tables.money import money_columns, money_row, rule_note
from sdgkit.report.wording import label, sentence

SEVERAL = "several"
"""Key of the row of activities in more than one country."""
SHOWN = 20

Sums = dict[tuple[str, str], Decimal]


def country_of(activity: Activity, material: Material) -> str:
    """The country of an activity, or "several"; countries outside the portfolio count, too."""
    return activity.countries[0] if len(activity.countries) == 1 else SEVERAL


def country_keys(material: Material) -> list[str]:
    """The countries of the portfolio in their order, and "several" where an activity has several."""
    found = {country_of(one, material) for one in material.activities}
    return [*material.choice.countries, *([SEVERAL] if SEVERAL in found else [])]


def country_title(key: str, material: Material) -> str:
    """The name of a country, or the words for several."""
    if key == SEVERAL:
        return label("several-countries", material.language)
    return place_title(key).in_language(material.language)


def parts(material: Material) -> tuple[Part, ...]:
    """The parts of the money that the targets of the area get."""
    wanted = theme(str(material.choice.theme)).codes
    return tuple(part for part in material.money if part.code in wanted)


def _by(material: Material, key: Callable[[Activity], Iterable[Hashable]]) -> dict[Hashable, Sums]:
    """Sums by (kind, currency) of the parts of the activities of each key."""
    known = material.register.by_id
    sums: dict[Hashable, Sums] = defaultdict(dict)
    for part in parts(material):
        for one in key(known[part.activity]):
            of_key = sums[one]
            of_key[part.kind, part.currency] = (
                of_key.get((part.kind, part.currency), Decimal(0)) + part.amount
            )
    return sums


def _told(sums: Sums, language: str) -> str:
    ordered = sorted(sums.items(), key=lambda item: (KIND_ORDER.index(item[0][0]), item[0][1]))
    return "; ".join(
        label("money-per-activity", language).format(
            kind=label(f"kind.{kind}", language), amount=amount_text(amount, currency, language)
        )
        for (kind, currency), amount in ordered
    )


def _targets(members: Iterable[Activity], material: Material) -> set[str]:
    """The targets of the area that activities have."""
    area = theme(str(material.choice.theme))
    return {code for one in members for code in material.theme_targets(one, area) if "." in code}


def by_country(material: Material) -> Table:
    """The countries: activities, targets, partners; those of several countries in a row of their own."""
    language = material.language
    members: dict[str, list[Activity]] = defaultdict(list)
    for activity in material.activities:
        members[country_of(activity, material)].append(activity)
    rows = []
    for key in country_keys(material):
        found = members[key]
        codes = _targets(found, material)
        rows.append(
            Row(
                key=key,
                cells=(
                    cell(country_title(key, material), language),
                    cell(len(found), language, "integer"),
                    cell(len(codes), language, "integer"),
                    cell(len(material.partner_keys(found)), language, "integer"),
                ),
            )
        )
    codes = _targets(material.activities, material)
    rows.append(
        Row(
            kind="total",
            key="all",
            cells=(
                cell(label("total", language), language),
                cell(len(material.activities), language, "integer"),
                cell(len(codes), language, "integer"),
                cell(len(material.partner_keys(material.activities)), language, "integer"),
            ),
        )
    )
    return Table(
        key="portfolio-countries",
        caption=label("caption.portfolio-countries", language),
        columns=(
            column("country", language, width=3.0),
            column("activities", language, "integer", 1.4),
            column("targets", language, "integer", 1.4),
            column("partners", language, "integer", 1.4),
        ),
        rows=tuple(rows),
        notes=(label("note.portfolio-countries", language),),
        source=source_line(material),
        sheet=label("sheet.portfolio-countries", language),
    )


def _among_countries(activity: Activity, amount: Decimal, material: Material) -> dict[str, Decimal]:
    """An amount by country of the portfolio, as the register divides it; "several" has what it does not divide.

    Parts for places outside the portfolio stay with "several", so that the rows sum to the money of the activities.
    """
    alone = country_of(activity, material)
    if alone != SEVERAL:
        return {alone: amount}
    found: dict[str, Decimal] = {}
    for code, part in among(activity, amount).items():
        key = code if code in material.choice.countries else SEVERAL
        found[key] = found.get(key, Decimal(0)) + part
    return {key: part for key, part in found.items() if part} or {SEVERAL: amount}


def money_by_country(material: Material) -> Table:
    """The money of the area by country, kind and currency, with totals."""
    language = material.language
    sums: dict[str, Sums] = defaultdict(dict)
    known = material.register.by_id
    activities: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for part in parts(material):
        pair = part.kind, part.currency
        for key, amount in _among_countries(known[part.activity], part.amount, material).items():
            activities[key, *pair].add(part.activity)
            sums[key][pair] = sums[key].get(pair, Decimal(0)) + amount
    pairs = sorted(
        {pair for of_key in sums.values() for pair in of_key},
        key=lambda pair: (KIND_ORDER.index(pair[0]), pair[1]),
    )
    rows: list[Row] = []
    for kind, currency in pairs:
        named = [key for key in country_keys(material) if (kind, currency) in sums.get(key, {})]
        counted = {one for key in named for one in activities[key, kind, currency]}
        total = sum((sums[key][kind, currency] for key in named), Decimal(0))
        for key in [*named, "total"]:
            amount = total if key == "total" else sums[key][kind, currency]
            count = len(counted) if key == "total" else len(activities[key, kind, currency])
            title = label("total", language) if key == "total" else country_title(key, material)
            rows.append(money_row(key, title, kind, currency, count, amount, total, language))
    return Table(
        key="portfolio-money",
        caption=label("caption.portfolio-money", language),
        columns=(
            column("country", language, width=2.4),
            *money_columns(language),
        ),
        rows=tuple(rows),
        notes=(rule_note(material), label("note.portfolio-money", language)),
        source=source_line(material),
        sheet=label("sheet.portfolio-money", language),
    )


def by_goal(material: Material) -> Table:
    """The goals of the area: activities by country, and the money in words."""
    language = material.language
    area = theme(str(material.choice.theme))
    countries = country_keys(material)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for activity in material.activities:
        for number in {int(code.split(".")[0]) for code in material.theme_targets(activity, area)}:
            counts[number][country_of(activity, material)] += 1
    sums: dict[int, Sums] = defaultdict(dict)
    for part in parts(material):
        of_goal = sums[int(part.goal or 0)]
        of_goal[part.kind, part.currency] = of_goal.get((part.kind, part.currency), Decimal(0)) + part.amount
    rows = tuple(
        Row(
            key=str(one.number),
            goal=one.number,
            cells=(
                cell(one.number, language, "goal", goal=one.number),
                cell(material.goal_title(one.number), language),
                *(cell(counts[one.number][key] or None, language, "integer") for key in countries),
                cell(sum(counts[one.number].values()), language, "integer"),
                cell(_told(sums[one.number], language), language),
            ),
        )
        for one in goals()
        if one.number in counts
    )
    return Table(
        key="portfolio-goals",
        caption=label("caption.portfolio-goals", language),
        columns=(
            column("goal", language, "goal", 0.95),
            column("goal-title", language, width=2.4),
            *(
                column(
                    key, language, "integer", 0.8,
                    heading=label("several-short", language) if key == SEVERAL else key,
                )
                for key in countries
            ),
            column("activities", language, "integer", 1.4, heading=label("total", language)),
            column("amount", language, width=2.8),
        ),
        rows=rows,
        notes=(label("note.overlap", language), rule_note(material), _codes_note(material)),
        source=source_line(material),
        sheet=label("sheet.portfolio-goals", language),
    )  # fmt: skip


def _codes_note(material: Material) -> str:
    named = "; ".join(f"{key} – {country_title(key, material)}" for key in material.choice.countries)
    return f"{named}."


def by_partner(material: Material) -> Table:
    """The partners: activities, countries, goals, and the money of these activities in words."""
    language = material.language
    sums = _by(
        material,
        lambda one: {partner_key(partner) for partner in one.partners if partner.role in PARTNER_ROLES},
    )
    where: dict[str, set[str]] = defaultdict(set)
    served: dict[str, set[int]] = defaultdict(set)
    for activity in material.activities:
        numbers = {match.goal for match in material.mapping.standing(activity.id)}
        for partner in activity.partners:
            if partner.role in PARTNER_ROLES:
                where[partner_key(partner)].update(set(activity.countries) & set(material.choice.countries))
                served[partner_key(partner)] |= numbers
    rows = tuple(
        Row(
            key=key,
            cells=(
                cell(material.partner_name(key), language),
                cell(number, language, "integer"),
                cell(", ".join(code for code in material.choice.countries if code in where[key]), language),
                cell(", ".join(map(str, sorted(served[key]))), language),
                cell(_told(sums.get(key, {}), language), language),
            ),
        )
        for key, number in material.partner_keys(material.activities)
    )
    return Table(
        key="portfolio-partners",
        caption=label("caption.portfolio-partners", language),
        columns=(
            column("partner", language, width=2.8),
            column("activities", language, "integer", 1.6),
            column("countries", language, width=1.8),
            column("goals", language, width=1.6),
            column("amount", language, width=3.0),
        ),
        rows=rows,
        notes=(label("note.partner-money", language), rule_note(material), _codes_note(material)),
        source=source_line(material),
        sheet=label("sheet.portfolio-partners", language),
        shown=SHOWN,
        continued="portfolio-partners",
    )


def by_region(material: Material) -> Table:
    """The regions of the countries that activities name, with their number; the most frequent first."""
    language = material.language
    named: dict[str, set[str]] = defaultdict(set)
    for activity in material.activities:
        for mention in activity.regions:
            if len(mention.code) > 3:
                named[mention.code].add(activity.id)
    ordered = sorted(named, key=lambda code: (-len(named[code]), code))
    rows = tuple(
        Row(
            key=code,
            cells=(
                cell(material.region_name(code), language),
                cell(_country_of_region(code, language), language),
                cell(len(named[code]), language, "integer"),
            ),
        )
        for code in ordered
    )
    return Table(
        key="portfolio-regions",
        caption=label("caption.portfolio-regions", language),
        columns=(
            column("region", language, width=3.0),
            column("country", language, width=2.4),
            column("activities", language, "integer", 1.4),
        ),
        rows=rows,
        notes=(label("note.overlap", language),),
        source=source_line(material),
        sheet=label("sheet.portfolio-regions", language),
        shown=SHOWN,
        continued="portfolio-regions",
    )


def _country_of_region(code: str, language: str) -> str:
    """The country of a region by the beginning of its code; "" for a basin, which lies in several."""
    return place_title(code[:2]).in_language(language) if code[2:3] == "-" and code.isupper() else ""


def by_year(material: Material) -> Table:
    """The years in which activities began, with their number by country and the money in words."""
    language = material.language
    countries = country_keys(material)
    counts: dict[int | None, Counter[str]] = defaultdict(Counter)
    for activity in material.activities:
        counts[start_year(activity)][country_of(activity, material)] += 1
    sums = _by(material, lambda one: [start_year(one)])
    years = [*sorted(year for year in counts if year is not None), *([None] if None in counts else [])]
    rows = tuple(
        Row(
            key="none" if year is None else str(year),
            cells=(
                cell(year, language, "year", text=label("no-date", language) if year is None else str(year)),
                *(cell(counts[year][key] or None, language, "integer") for key in countries),
                cell(sum(counts[year].values()), language, "integer"),
                cell(_told(sums.get(year, {}), language), language),
            ),
        )
        for year in years
    )
    return Table(
        key="portfolio-years",
        caption=label("caption.portfolio-years", language),
        columns=(
            column("year", language, "year", 1.0),
            *(
                column(
                    key, language, "integer", 0.9,
                    heading=label("several-short", language) if key == SEVERAL else key,
                )
                for key in countries
            ),
            column("activities", language, "integer", 1.4, heading=label("total", language)),
            column("amount", language, width=3.4),
        ),
        rows=rows,
        notes=(rule_note(material), _codes_note(material)),
        source=source_line(material),
        sheet=label("sheet.portfolio-years", language),
    )  # fmt: skip


def start_year(activity: Activity) -> int | None:
    """The year in which an activity began; None where it is not known or cannot be."""
    year = activity.start.first.year if activity.start else None
    return year if year is not None and year < LATEST_YEAR else None


def country_chart(material: Material) -> Chart | None:
    """A column for each country: its number of activities."""
    keys = country_keys(material)
    counts = Counter(country_of(one, material) for one in material.activities)
    if not counts:
        return None
    language = material.language
    names = [country_title(key, material) for key in keys]
    most = max(keys, key=lambda key: (counts[key], key))
    alt = sentence(
        "alt-countries", language, largest=str(counts[most]), country=country_title(most, material)
    )
    return Chart(
        key="portfolio-chart",
        kind="column",
        title=label("chart.countries", language),
        alt=alt.text,
        categories=tuple(names),
        series=(
            Series(
                name=label("column.activities", language),
                values=tuple(float(counts[key]) for key in keys),
                colour="3F7E44",
            ),
        ),
        digits=0,
        table="portfolio-countries",
        source=source_line(material),
    )
