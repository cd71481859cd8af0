"""Summary tables: the counts that sentences tell, so that each of them stands in a cell of a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sdgkit.activities.activity import Activity
from sdgkit.agenda import goals, sort_key, targets, themes
from sdgkit.findings import SEVERITIES
from sdgkit.indicators.progress.frame import way
from sdgkit.indicators.progress.labels import method_label, result_label
from sdgkit.mapping.allocation import amounts_of
from sdgkit.report.agreement import agreement_of
from sdgkit.report.draft import Cell, Row, Table, Value
from sdgkit.report.material import KIND_ORDER, LATEST_YEAR, Material
from sdgkit.report.tables import money as money_tables
from sdgkit.report.tables import sources as source_tables
from sdgkit.report.tables.activity_cells import source_line
from sdgkit.report.tables.cells import amount_text, cell, column
from sdgkit.report.tables.indicator_sources import source_line as indicator_source
from sdgkit.report.wording import label

RESULTS = ("target-met", "on-track", "moderate", "marginal", "stagnation", "regression", "not-assessed")
"""Results of the default method from best to worst; those of other methods follow by name."""
SHOWN_MONEY = 40


def nationwide(activities: Iterable[Activity]) -> int:
    """How many activities name the whole country."""
    return sum(any(len(mention.code) in (2, 3) for mention in one.regions) for one in activities)


def without_amount(activities: Iterable[Activity]) -> int:
    """How many activities give no amount."""
    return sum(not amounts_of(one) for one in activities)


def goal_only(listed: Iterable[Iterable[str]]) -> int:
    """Of how many activities a goal is known without a target.

    Args:
        listed: the codes of targets and goals of each activity.
    """
    return sum(any("." not in code for code in codes) for codes in listed)


def in_figures(material: Material) -> Table:
    """The register, the mapping and the reading in figures: one row for each count that the text tells."""
    reasons = Counter(material.counted.values())
    severities = Counter(one.severity for one in material.findings)
    with_value = [row for row in material.rows if row.latest is not None]
    assessed = sum(row.assessment.result != "not-assessed" for row in with_value)
    decisions = Counter(decision.decision for decision in material.decisions)
    agreed = agreement_of(material.decisions)
    counts: list[tuple[str, Value]] = [
        ("activities", len(material.activities)),
        ("mapped", len(material.mapped)),
        ("unmapped", len(material.unmapped)),
        ("goals", len(material.by_goal)),
        ("goals-without", 17 - len(material.by_goal)),
        ("targets", len(material.by_target)),
        ("targets-without", len(targets()) - len(material.by_target)),
        ("partners", len(material.partner_counts(material.activities))),
        ("regions", len(material.region_counts(material.activities))),
        ("nationwide", nationwide(material.activities)),
        ("without-amount", without_amount(material.activities)),
        ("volunteers", sum(one.volunteers is not None for one in material.activities)),
        ("duplicates", reasons["duplicate"]),
        ("related", reasons["child"]),
        ("matches", len(material.matches)),
        ("decisions", len(material.decisions)),
        *((f"decided-{name}", decisions[name]) for name in ("accepted", "rejected", "added", "edited")),
        ("reviewers", agreed.reviewers),
        ("double", agreed.both),
        ("indicators", len(with_value)),
        ("without-headline", len(material.rows) - len(with_value)),
        ("assessed", assessed),
        ("not-assessed", len(with_value) - assessed),
        ("backward", sum(way(row.assessment) == "backward" for row in with_value)),
        ("files", len(source_tables.input_files(material))),
        *((name, severities[name]) for name in SEVERITIES),
    ]
    language = material.language
    rows = [_metric(key, cell(value, language, "integer"), language) for key, value in counts]
    if agreed.kept is not None:
        rows.append(_metric("kept", cell(agreed.kept, language, "share", 0), language))
    if agreed.kappa is not None:
        rows.append(_metric("kappa", cell(agreed.kappa, language, "number", 2), language))
    years = {
        "latest-indicator": [row.latest.year for row in with_value if row.latest is not None],
        "latest-start": [
            one.start.first.year
            for one in material.activities
            if one.start is not None and one.start.first.year < LATEST_YEAR
        ],
    }
    rows += [
        _metric(key, cell(max(found), language, "year"), language) for key, found in years.items() if found
    ]
    return Table(
        key="figures",
        caption=label("caption.figures", language),
        columns=(column("metric", language, width=5.0), column("number", language, "number", 1.2)),
        rows=tuple(rows),
        source=source_line(material),
        sheet=label("sheet.figures", language),
    )


def _metric(key: str, value: Cell, language: str) -> Row:
    return Row(key=key, cells=(cell(label(f"metric.{key}", language), language), value))


def goals_scope(material: Material) -> Table:
    """For each goal with activities: partners, regions, and of how many activities something is not known."""
    language = material.language
    rows = tuple(
        Row(
            key=str(number),
            goal=number,
            cells=(
                cell(number, language, "goal", goal=number),
                cell(len(members), language, "integer"),
                *_reach(material, members),
                cell(goal_only(material.targets_of(one, number) for one in members), language, "integer"),
            ),
        )
        for number, members in material.by_goal.items()
    )
    return Table(
        key="goals-scope",
        caption=label("caption.goals-scope", language),
        columns=(
            column("goal", language, "goal", 0.8),
            *(column(name, language, "integer", 1.3) for name in ("activities", *_REACH, "goal-only")),
        ),
        rows=rows,
        notes=(label("note.overlap", language),),
        source=source_line(material),
        sheet=label("sheet.goals-scope", language),
    )


_REACH = ("partners", "regions", "nationwide", "without-amount")


def _reach(material: Material, members: Sequence[Activity]) -> list[Cell]:
    counts = (
        len(material.partner_counts(members)),
        len(material.region_counts(members)),
        nationwide(members),
        without_amount(members),
    )
    return [cell(number, material.language, "integer") for number in counts]


def themes_overview(material: Material) -> Table:
    """The themes: activities, targets, partners, regions, and of how many activities no amount is known."""
    language = material.language
    rows = []
    for theme in themes():
        members = material.by_theme.get(theme.key, ())
        listed = [material.theme_targets(activity, theme) for activity in members]
        codes = {code for codes in listed for code in codes if "." in code}
        rows.append(
            Row(
                key=theme.key,
                cells=(
                    cell(theme.title.in_language(language), language),
                    cell(len(members), language, "integer"),
                    cell(len(codes), language, "integer"),
                    *_reach(material, members),
                    cell(goal_only(listed), language, "integer"),
                ),
            )
        )
    return Table(
        key="themes",
        caption=label("caption.themes", language),
        columns=(
            column("theme", language, width=3.0),
            column("activities", language, "integer", 1.4),
            column("targets", language, "integer", 1.1),
            *(column(name, language, "integer", 1.2) for name in (*_REACH, "goal-only")),
        ),
        rows=tuple(rows),
        notes=(label("note.overlap", language),),
        source=source_line(material),
        sheet=label("sheet.themes", language),
    )


def theme_money(material: Material) -> Table:
    """What each theme gets of the money, by kind and currency; themes overlap, so there is no total."""
    language = material.language
    rows = []
    for theme in themes():
        if theme.key not in material.by_theme:
            continue
        for (kind, currency), amount in material.money_of_theme(theme).items():
            rows.append(
                Row(
                    key=f"{theme.key}/{kind}/{currency}",
                    cells=(
                        cell(theme.title.in_language(language), language),
                        cell(label(f"kind.{kind}", language), language),
                        cell(currency or label("no-currency", language), language, "code"),
                        cell(amount, language, "money", 2),
                    ),
                )
            )
    return Table(
        key="money-themes",
        caption=label("caption.money-themes", language),
        columns=(
            column("theme", language, width=3.4),
            column("kind", language, width=1.6),
            column("currency", language, "code", 0.9),
            column("amount", language, "money", 2.0, digits=2),
        ),
        rows=tuple(rows),
        notes=(money_tables.rule_note(material), label("note.themes-overlap", language)),
        source=source_line(material),
        sheet=label("sheet.money-themes", language),
        shown=SHOWN_MONEY,
        continued="money-themes",
    )


def results(material: Material) -> Table:
    """How many indicators of each goal have which result of the assessment, and of all goals together."""
    language = material.language
    found: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for number, rows in material.rows_by_goal.items():
        for row in rows:
            found[str(number)][row.assessment.result] += 1
            found["all"][row.assessment.result] += 1
            names.setdefault(row.assessment.result, result_label(row.assessment, language))
    order = sorted(names, key=lambda name: (RESULTS.index(name) if name in RESULTS else len(RESULTS), name))

    def cells(key: str) -> list[Cell]:
        counts = found[key]
        made = [cell(counts[name], language, "integer") for name in order]
        return [cell(sum(counts.values()), language, "integer"), *made]

    body = [
        Row(
            key=str(number),
            goal=number,
            cells=(cell(number, language, "goal", goal=number), *cells(str(number))),
        )
        for number in material.rows_by_goal
    ]
    total = Row(kind="total", key="all", cells=(cell(label("total", language), language), *cells("all")))
    return Table(
        key="results",
        caption=label("caption.results", language),
        columns=(
            column("goal", language, "goal", 0.9),
            column("indicators", language, "integer", 1.3, summed=True),
            *(column(name, language, "integer", 1.3, heading=names[name], summed=True) for name in order),
        ),
        rows=(*body, total) if body else (),
        notes=(label("note.method", language).format(method=method_label(material.method, language)),),
        source=indicator_source(material),
        sheet=label("sheet.results", language),
    )


def disbursed(material: Material) -> Table:
    """Planned or committed against disbursed, by currency, over the activities that give both."""
    language = material.language
    rows = tuple(
        Row(
            key=one.currency or "none",
            cells=(
                cell(one.currency or label("no-currency", language), language, "code"),
                cell(one.activities, language, "integer"),
                cell(one.planned, language, "money", 2),
                cell(one.disbursed, language, "money", 2),
                cell(one.disbursed / one.planned, language, "share", 0),
            ),
        )
        for one in money_tables.disbursements(material)
    )
    return Table(
        key="disbursements",
        caption=label("caption.disbursements", language),
        columns=(
            column("currency", language, "code", 1.0),
            column("activities", language, "integer", 1.4),
            column("planned", language, "money", 2.0, digits=2),
            column("disbursed", language, "money", 2.0, digits=2),
            column("share", language, "share", 1.0, digits=0),
        ),
        rows=rows,
        source=source_line(material),
        sheet=label("sheet.disbursements", language),
    )


def targets_covered(material: Material) -> Table:
    """The targets that activities are linked to: number of activities, and money by kind and currency in words."""
    language = material.language
    rows = []
    for code in sorted(material.by_target, key=sort_key):
        sums = material.money_of(codes=[code])
        amounts = "; ".join(
            label("money-per-activity", language).format(
                kind=label(f"kind.{kind}", language), amount=amount_text(amount, currency, language)
            )
            for (kind, currency), amount in sums.items()
        )
        number = int(code.split(".")[0])
        rows.append(
            Row(
                key=code,
                goal=number,
                cells=(
                    cell(code, language, "code", goal=number),
                    cell(material.target_title(code), language),
                    cell(len(material.by_target[code]), language, "integer"),
                    cell(amounts, language),
                ),
            )
        )
    return Table(
        key="targets",
        caption=label("caption.targets", language),
        columns=(
            column("target", language, "code", 0.8),
            column("goal-title", language, width=5.0),
            column("activities", language, "integer", 1.2),
            column("amount", language, width=3.0),
        ),
        rows=tuple(rows),
        notes=(money_tables.rule_note(material),),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.targets", language),
    )


def evidence(material: Material) -> Table:
    """How many matches rest on which kind of evidence; a match may rest on several."""
    language = material.language
    kinds = Counter(kind for _, match in material.matches for kind in {one.kind for one in match.evidence})
    ordered = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    rows = tuple(
        Row(
            key=kind,
            cells=(cell(label(f"evidence.{kind}", language), language), cell(kinds[kind], language, "integer")),
        )
        for kind in ordered
    )  # fmt: skip
    return Table(
        key="evidence",
        caption=label("caption.evidence", language),
        columns=(column("evidence", language, width=5.0), column("matches", language, "integer", 1.4)),
        rows=rows,
        notes=(label("note.evidence", language),),
        source=source_line(material),
        sheet=label("sheet.evidence", language),
    )


def largest(material: Material, most: int = 5) -> Table:
    """The activities with the largest amounts of each kind and currency, so that no currency is weighed on another."""
    language = material.language
    found: dict[tuple[str, str], list[tuple[Decimal, Activity]]] = defaultdict(list)
    for activity in material.activities:
        if not material.counted[activity.id]:
            for kind, currency, amount in amounts_of(activity):
                found[kind, currency].append((amount, activity))
    rows = []
    for kind, currency in sorted(found, key=lambda key: (KIND_ORDER.index(key[0]), key[1])):
        ranked = sorted(found[kind, currency], key=lambda pair: (-pair[0], pair[1].id))[:most]
        rows += [
            Row(
                key=f"{activity.id}/{kind}/{currency}",
                cells=(
                    cell(activity.title.in_language(language) or activity.id, language, origins=[activity.origin]),
                    cell(", ".join(material.targets_of(activity)), language, "code"),
                    cell(label(f"kind.{kind}", language), language),
                    cell(amount, language, "money", text=amount_text(amount, currency, language, breaks=True)),
                ),
            )
            for amount, activity in ranked
        ]  # fmt: skip
    return Table(
        key="largest",
        caption=label("caption.largest", language).format(number=most),
        columns=(
            column("activity", language, width=4.0),
            column("targets", language, "code", 1.6),
            column("kind", language, width=1.4),
            column("amount", language, "money", 1.8),
        ),
        rows=tuple(rows),
        source=source_line(material),
        sheet=label("sheet.largest", language),
    )


def goals_without(material: Material) -> list[int]:
    """The goals that no activity is linked to."""
    return [one.number for one in goals() if one.number not in material.by_goal]
