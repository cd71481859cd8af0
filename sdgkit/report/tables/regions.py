"""Money by region, where the register says how an activity's money is divided among its regions."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from sdgkit.activities.activity import Activity
from sdgkit.activities.shares import allocate
from sdgkit.report.draft import Row, Table
from sdgkit.report.material import KIND_ORDER, Material
from sdgkit.report.tables.activity_cells import source_line
from sdgkit.report.tables.cells import column
from sdgkit.report.tables.money import money_columns, money_row, rates_note
from sdgkit.report.wording import label

UNDIVIDED, NONE = "undivided", "none"
"""Keys of the rows of money that the register divides among no regions, and of activities that name none."""


def among_regions(activity: Activity, amount: Decimal) -> dict[str, Decimal]:
    """An amount of an activity by region, as the register divides it.

    An activity in one region, of which no percentage is said, has all of its money there. What percentages leave, and
    what stands with several regions without any, is divided among none.

    Returns:
        Code of a region, "undivided" or "none" -> its part; the parts sum to the amount exactly.
    """
    shares: dict[str, Fraction] = {}
    for mention in activity.regions:
        shares[mention.code] = shares.get(mention.code, Fraction(0)) + (mention.share or 0)
    if not shares:
        return {NONE: amount}
    total = sum(shares.values(), Fraction(0))
    if not total and len(shares) == 1:
        return dict.fromkeys(shares, amount)
    if not 0 < total <= 1:
        return {UNDIVIDED: amount}
    said = {code: share for code, share in shares.items() if share}
    pieces = allocate(amount, [*said.values(), 1 - total])
    found = dict(zip(said, pieces, strict=False))
    return found | {UNDIVIDED: pieces[-1]} if total < 1 else found


def money_by_region(material: Material) -> Table:
    """The money by region, kind and currency, with totals; no rows where the register divides no money."""
    language = material.language
    amounts: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for part in material.money:
        amounts[part.activity, part.kind, part.currency] += part.amount
    known = material.register.by_id
    divides = any(mention.share for one, _, _ in amounts for mention in known[one].regions)
    sums: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    members: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for (identifier, kind, currency), amount in amounts.items() if divides else ():
        for code, piece in among_regions(known[identifier], amount).items():
            sums[kind, currency][code] += piece
            members[code, kind, currency].add(identifier)
    rows: list[Row] = []
    for kind, currency in sorted(sums, key=lambda pair: (KIND_ORDER.index(pair[0]), pair[1])):
        of_pair = sums[kind, currency]
        total = sum(of_pair.values(), Decimal(0))
        ordered = sorted(
            of_pair, key=lambda code: (code in (UNDIVIDED, NONE), code == NONE, -of_pair[code], code)
        )
        for code in [*ordered, "total"]:
            whole = code == "total"
            counted = set().union(*(members[one, kind, currency] for one in (ordered if whole else [code])))
            amount = total if whole else of_pair[code]
            rows.append(
                money_row(code, _title(code, material), kind, currency, len(counted), amount, total, language)
            )
    return Table(
        key="regions-money",
        caption=label("caption.regions-money", language),
        columns=(
            column("region", language, width=3.0),
            *money_columns(language),
        ),
        rows=tuple(rows),
        notes=tuple(filter(None, [label("note.regions-money", language), rates_note(material)])),
        source=source_line(material),
        sheet=label("sheet.regions-money", language),
    )


def _title(code: str, material: Material) -> str:
    names = {"total": "total", UNDIVIDED: "region-undivided", NONE: "region-none"}
    return label(names[code], material.language) if code in names else material.region_name(code)
