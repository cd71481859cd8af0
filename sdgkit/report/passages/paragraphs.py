"""Paragraphs: how sentences come together, and the sentences that several sections tell in the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from sdgkit.activities.activity import Activity
from sdgkit.agenda import sort_key
from sdgkit.report.draft import Block, Figure, Paragraph, Sentence, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import amount_text, figure
from sdgkit.report.wording import label, sentence

MOST_NAMES = 6
"""Partners, regions or targets named in a sentence; more are counted."""

Style = Literal["body", "lead", "note", "bullet"]


class Paragraphs:
    """The paragraphs of one section: sentences are gathered, and paragraphs get their ids in order."""

    def __init__(self, section: str) -> None:
        self._section = section
        self._made: list[Paragraph] = []

    def add(self, name: str, *sentences: Sentence | None, style: Style = "body") -> None:
        """A paragraph of the sentences that are there; none where there are none."""
        kept = tuple(one for one in sentences if one is not None)
        if kept:
            self._made.append(Paragraph(id=f"{self._section}-{name}", sentences=kept, style=style))

    def made(self) -> tuple[Block, ...]:
        """The paragraphs."""
        return tuple(self._made)


def metric(material: Material, key: str) -> Figure:
    """A count of the table "figures"."""
    counts = {row.key: row.cells[1].value for row in material.figures.rows}
    return figure(counts[key], material.language, "figures", key, "number")


def goal_name(material: Material, number: int) -> str:
    """ "Goal 6. Water and sanitation"."""
    return label("goal-title", material.language).format(number=number, title=material.goal_title(number))


def targets(material: Material, codes: Counter[str], table: str, row: str) -> Sentence | None:
    """Which targets are concerned, the most frequent first where there are many; their number is in `table`."""
    if not codes:
        return None
    language = material.language
    common = sorted(codes, key=lambda code: (-codes[code], sort_key(code)))[:MOST_NAMES]
    shown = [
        figure(code, language, "targets", code, "target", kind="code")
        for code in sorted(common, key=sort_key)
    ]
    number = figure(len(codes), language, table, row, "targets")
    key = "targets" if len(codes) <= MOST_NAMES else "targets-more"
    return sentence(key, language, targets=shown, number=number)


def reach(material: Material, members: Sequence[Activity], table: str, row: str) -> list[Sentence | None]:
    """Partners, regions and the whole country, with their numbers in a row of `table`."""
    partners = {key: material.partner_name(key) for key, _ in material.partner_keys(members)}
    regions = {code: material.region_name(code) for code, _ in material.region_counts(members)}
    return [
        _named(material, "partners", "partner", partners, table, row),
        _named(material, "regions", "region", regions, table, row),
        _nationwide(material, members, table, row),
    ]


def _named(
    material: Material, several: str, one: str, found: Mapping[str, str], table: str, row: str
) -> Sentence | None:
    """The partners or regions by name, the most frequent first where there are many; their number is in `table`.

    Args:
        material: the material.
        several: key of the sentence, of the table that lists them, and of the column with their number.
        one: the column with the name.
        found: key -> name, the most frequent first.
        table: that holds their number.
        row: of it.
    """
    if not found:
        return None
    language = material.language
    names = [
        figure(name, language, several, key, one, kind="text")
        for key, name in list(found.items())[:MOST_NAMES]
    ]
    number = figure(len(found), language, table, row, several)
    key = several if len(found) <= MOST_NAMES else f"{several}-more"
    return sentence(key, language, number=number, **{several: names})


def _nationwide(material: Material, members: Iterable[Activity], table: str, row: str) -> Sentence | None:
    number = sum(any(len(mention.code) in (2, 3) for mention in activity.regions) for activity in members)
    if not number:
        return None
    language = material.language
    return sentence("regions-none", language, number=figure(number, language, table, row, "nationwide"))


def money(
    material: Material,
    members: Sequence[Activity],
    sums: Mapping[tuple[str, str], Decimal],
    table: str,
    row: str,
    counts: str,
) -> list[Sentence | None]:
    """The money of a goal or theme, one sentence per kind, and how many activities give no amount.

    Args:
        material: the material.
        members: the activities concerned.
        sums: by (kind, currency).
        table: that holds the sums, in rows `row/kind/currency`.
        row: beginning of the keys of its rows; key of the row of `counts`.
        counts: table with the column "without-amount".
    """
    from sdgkit.report.tables.summary import without_amount

    language = material.language
    rule = label(f"rule-short.{material.rule}", language)
    by_kind: dict[str, list[Figure]] = {}
    for (kind, currency), amount in sums.items():
        text = amount_text(amount, currency, language)
        key = f"{row}/{kind}/{currency}"
        by_kind.setdefault(kind, []).append(figure(amount, language, table, key, "amount", text=text))
    if not by_kind:
        return [sentence("money-none", language)] if members else []
    found: list[Sentence | None] = [
        sentence(f"money-{kind}", language, amounts=amounts, rule=rule) for kind, amounts in by_kind.items()
    ]
    missing = without_amount(members)
    if missing:
        told = figure(missing, language, counts, row, "without-amount")
        found.append(sentence("money-missing", language, missing=told))
    return found


def continued(material: Material, table: Table, whole: Figure | None = None) -> tuple[Block, ...]:
    """Where a long list goes on, with the cell that tells its whole length; nothing where it is whole."""
    if table.shown is None or len(table) <= table.shown:
        return ()
    language = material.language
    told = sentence(
        "see-annex",
        language,
        shown=str(table.shown),
        all=whole if whole is not None else str(len(table)),
        sheet=label(f"sheet.{table.continued}", language),
    )
    return (Paragraph(id=f"{table.key}-continued", sentences=(told,), style="note"),)
