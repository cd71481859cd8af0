"""Passages: the paragraphs of the draft, each made from computed figures that lead to a table of the draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sdgkit.activities.activity import Activity
from sdgkit.agenda import Theme, goals
from sdgkit.findings import SEVERITIES, Finding
from sdgkit.indicators.progress.labels import method_label, result_label
from sdgkit.indicators.table import IndicatorRow
from sdgkit.languages import NBSP
from sdgkit.mapping.allocation import amounts_of
from sdgkit.report import indicator_tables, money_tables, source_tables
from sdgkit.report.cells import amount_text, figure
from sdgkit.report.draft import Block, Figure, Paragraph, Sentence, Table
from sdgkit.report.material import Material
from sdgkit.report.wording import counted, label, sentence

MOST_NAMES = 6
"""Partners, regions or targets named in a sentence; more are counted."""
MOST_FILES = 6


class _Paragraphs:
    """The paragraphs of one section: sentences are gathered, and paragraphs get their ids in order."""

    def __init__(self, section: str) -> None:
        self._section = section
        self._made: list[Paragraph] = []

    def add(self, name: str, *sentences: Sentence | None, lead: bool = False) -> None:
        kept = tuple(one for one in sentences if one is not None)
        if kept:
            style = "lead" if lead else "body"
            self._made.append(Paragraph(id=f"{self._section}-{name}", sentences=kept, style=style))

    def made(self) -> tuple[Block, ...]:
        return tuple(self._made)


def overview(material: Material) -> tuple[Block, ...]:
    """How many activities, of what goals, how much money, what the indicators say."""
    language = material.language
    made = _Paragraphs("overview")
    count = len(material.activities)
    if count:
        made.add(
            "register",
            sentence(
                "overview-register",
                language,
                activities=figure(count, language, "activities"),
                mapped=figure(len(material.mapped), language, "matches", column="id"),
                goals=figure(len(material.by_goal), language, "goals", column="goal"),
                targets=figure(len(material.by_target), language, "goals", column="targets"),
            ),
            _unmapped(material),
            lead=True,
        )
        by_number = sorted(material.by_goal, key=lambda number: (-len(material.by_goal[number]), number))
        top = [
            Figure(
                text=f"{_goal_short(material, number)} ({len(material.by_goal[number])})",
                value=len(material.by_goal[number]),
                reference={"table": "goals", "row": str(number), "column": "activities"},
            )
            for number in by_number[:3]
        ]  # fmt: skip
        without = [str(one.number) for one in goals() if one.number not in material.by_goal]
        made.add(
            "goals",
            sentence("overview-most", language, goals=top) if len(by_number) > 3 else None,
            sentence(
                "overview-none",
                language,
                goals=without,
                number=figure(len(without), language, "goals", column="activities"),
            )
            if top and without
            else None,
        )
        made.add("money", *_money_in_all(material))
    if material.rows:
        made.add(
            "indicators", *_indicators(material, [row for row in material.rows if row.latest is not None])
        )
    return made.made()


def _goal_short(material: Material, number: int) -> str:
    return label("goal-title", material.language).format(number=number, title=material.goal_title(number))


def _unmapped(material: Material) -> Sentence | None:
    if not material.unmapped:
        return None
    count = figure(len(material.unmapped), material.language, "unmapped")
    return sentence("overview-unmapped", material.language, unmapped=count)


def _money_in_all(material: Material) -> list[Sentence | None]:
    language = material.language
    table = money_tables.money_in_all(material)
    by_kind: dict[str, list[Figure]] = {}
    for row in table.rows:
        kind, _, currency = row.key.partition("/")
        amount = row.cells[table.index("amount")].value
        assert isinstance(amount, Decimal)
        text = amount_text(amount, currency, language)
        by_kind.setdefault(kind, []).append(figure(amount, language, "means", row.key, "amount", text=text))
    if not by_kind:
        return [sentence("means-no-money", language)]
    found: list[Sentence | None] = [
        sentence("means-total", language, kind=label(f"kind.{kind}", language), amounts=amounts)
        for kind, amounts in by_kind.items()
    ]
    currencies = {row.key.partition("/")[2] for row in table.rows}
    if len(currencies) > 1:
        found.append(sentence("means-currencies", language))
    return found


def _indicators(material: Material, rows: Sequence[IndicatorRow]) -> list[Sentence | None]:
    language = material.language
    assessed = sum(row.assessment.result != "not-assessed" for row in rows)
    return [
        sentence(
            "overview-indicators",
            language,
            indicators=figure(len(rows), language, "goals", column="indicators"),
            base=str(material.base_year),
            assessed=figure(assessed, language, "goals", column="assessed"),
        ),
        _results(material, rows, "overview-results", "indicators"),
    ]


def _results(material: Material, rows: Sequence[IndicatorRow], key: str, table: str) -> Sentence | None:
    """How many indicators have which result, in the order of the results from best to worst."""
    language = material.language
    found = Counter(row.assessment.result for row in rows)
    if set(found) <= {"not-assessed"}:
        return None
    first = {row.assessment.result: row.assessment for row in rows}
    order = ("target-met", "on-track", "moderate", "marginal", "stagnation", "regression", "not-assessed")
    results = sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name))
    counts = [
        Figure(
            text=sentence(
                "result-count", language,
                result=_small(result_label(first[name], language)), number=str(found[name]),
            ).text,
            value=found[name],
            reference={"table": table, "row": "", "column": "progress"},
        )
        for name in results
    ]  # fmt: skip
    named = method_label(material.method, language) if key == "overview-results" else material.method.upper()
    return sentence(key, language, method=named, results=counts)


def _small(text: str) -> str:
    """A label in the middle of a sentence: small first letter, unless the first word is an abbreviation."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def of_goal(material: Material, number: int) -> tuple[Block, ...]:
    """What the register says of a goal."""
    language = material.language
    made = _Paragraphs(f"goal-{number}")
    members = material.by_goal.get(number, ())
    table = f"goal-{number}-activities"
    if not members:
        made.add("activities", sentence("goal-no-activities", language))
        return made.made()
    codes = Counter(
        code for activity in members for code in material.targets_of(activity, number) if "." in code
    )
    goal_only = sum(any("." not in code for code in material.targets_of(a, number)) for a in members)
    made.add(
        "activities",
        sentence("goal-activities", language, activities=figure(len(members), language, table)),
        _targets(codes, table, language),
        sentence("goal-only", language, number=figure(goal_only, language, table, column="targets"))
        if goal_only
        else None,
        _partners(material, members, table),
        _regions(material, members),
        _nationwide(material, members),
    )
    made.add("money", *_allocated(material, members, material.money_of(number=number), str(number)))
    return made.made()


def _targets(codes: Counter[str], table: str, language: str) -> Sentence | None:
    if not codes:
        return None
    from sdgkit.agenda import sort_key

    common = sorted(codes, key=lambda code: (-codes[code], sort_key(code)))[:MOST_NAMES]
    shown = [
        figure(code, language, table, column="targets", kind="code") for code in sorted(common, key=sort_key)
    ]
    number = figure(len(codes), language, table, column="targets")
    key = "targets" if len(codes) <= MOST_NAMES else "targets-more"
    return sentence(key, language, targets=shown, number=number)


def _partners(material: Material, members: Iterable[Activity], table: str) -> Sentence | None:
    language = material.language
    found = material.partner_counts(members)
    if not found:
        return None
    names = [
        Figure(text=name, value=name, reference=_at(table, "partners")) for name, _ in found[:MOST_NAMES]
    ]
    number = figure(len(found), language, table, column="partners")
    key = "partners" if len(found) <= MOST_NAMES else "partners-more"
    return sentence(key, language, partners=names, number=number)


def _regions(material: Material, members: Iterable[Activity]) -> Sentence | None:
    language = material.language
    found = material.region_counts(members)
    if not found:
        return None
    names = [
        figure(material.region_name(code), language, "regions", code, "region", kind="text")
        for code, _ in found[:MOST_NAMES]
    ]
    number = figure(len(found), language, "regions", column="region")
    key = "regions" if len(found) <= MOST_NAMES else "regions-more"
    return sentence(key, language, regions=names, number=number)


def _nationwide(material: Material, members: Iterable[Activity]) -> Sentence | None:
    number = sum(any(len(mention.code) in (2, 3) for mention in activity.regions) for activity in members)
    if not number:
        return None
    return sentence("regions-none", material.language, number=figure(number, material.language, "regions"))


def _at(table: str, column: str) -> dict[str, str]:
    return {"table": table, "row": "", "column": column}


def _allocated(
    material: Material, members: Sequence[Activity], sums: dict[tuple[str, str], Decimal], row: str
) -> list[Sentence | None]:
    """The money of a goal or theme, one sentence per kind, and how many activities give no amount."""
    language = material.language
    rule = label(f"rule-short.{material.rule}", language)
    by_kind: dict[str, list[Figure]] = {}
    for (kind, currency), amount in sums.items():
        text = amount_text(amount, currency, language)
        by_kind.setdefault(kind, []).append(
            figure(amount, language, "money", f"{row}/{kind}/{currency}" if row else "", "amount", text=text)
        )
    if not by_kind:
        return [sentence("money-none", language)]
    found: list[Sentence | None] = [
        sentence(f"money-{kind}", language, amounts=amounts, rule=rule) for kind, amounts in by_kind.items()
    ]
    missing = sum(not amounts_of(activity) for activity in members)
    if missing:
        found.append(
            sentence(
                "money-missing", language, missing=figure(missing, language, "activities", column="amount")
            )
        )
    return found


def goal_indicators(material: Material, number: int) -> tuple[Block, ...]:
    """What the indicators of a goal say: how many, their results, and the headline that the chart shows."""
    language = material.language
    rows = material.rows_by_goal[number]
    table = f"goal-{number}-indicators"
    made = _Paragraphs(f"goal-{number}")
    row = indicator_tables.chart_row(material, number) or rows[0]
    made.add(
        "indicators",
        sentence("goal-indicators", language, indicators=figure(len(rows), language, table)),
        _headline(material, row, table),
        _results(material, rows, "goal-results", table),
    )
    return made.made()


def _headline(material: Material, row: IndicatorRow, table: str) -> Sentence | None:
    language = material.language
    if row.latest is None:
        return None
    digits = indicator_tables.digits_of(row)
    named = label("with-code", language).format(code=row.code, name=material.indicator_name(row))
    name = indicator_tables.name_with_unit(named, indicator_tables.unit_text(row, language), language)
    latest_cell = indicator_tables.point_cell(row.latest, digits, language)
    latest = figure(row.latest.value, language, table, row.code, "latest",
                    text=latest_cell.text, origins=latest_cell.origins)  # fmt: skip
    if row.baseline is None or row.baseline.year >= row.latest.year:
        first = next(point for point in row.points if point.value is not None)
        if first.year < row.latest.year:
            return None  # The series starts long before or after the base year; the table says it.
        return sentence("headline-one", language, name=name, latest=latest, latest_year=str(row.latest.year))
    base_cell = indicator_tables.point_cell(row.baseline, digits, language)
    base = figure(row.baseline.value, language, table, row.code, "base",
                  text=base_cell.text, origins=base_cell.origins)  # fmt: skip
    return sentence(
        "headline", language, name=name, base=base, latest=latest,
        base_year=str(row.baseline.year), latest_year=str(row.latest.year),
    )  # fmt: skip


def continued(material: Material, table: Table) -> tuple[Block, ...]:
    """Where a long list goes on; nothing where it is whole."""
    if table.shown is None or len(table) <= table.shown:
        return ()
    language = material.language
    told = sentence(
        "see-annex", language,
        shown=figure(table.shown, language, table.key), all=figure(len(table), language, table.key),
        sheet=label(f"sheet.{table.continued}", language),
    )  # fmt: skip
    return (Paragraph(id=f"{table.key}-continued", sentences=(told,), style="note"),)


def themes_overlap(material: Material) -> Paragraph:
    """That themes overlap and must not be added up."""
    return Paragraph(id="themes-overlap", sentences=(sentence("themes-overlap", material.language),))


def of_theme(material: Material, theme: Theme) -> tuple[Block, ...]:
    """What the register says of a theme."""
    language = material.language
    made = _Paragraphs(f"theme-{theme.key}")
    members = material.by_theme[theme.key]
    table = f"theme-{theme.key}-activities"
    codes = Counter(code for activity in members for code in material.theme_targets(activity, theme))
    made.add(
        "activities",
        sentence("theme-activities", language, activities=figure(len(members), language, table)),
        _targets(codes, table, language),
        _partners(material, members, table),
        _regions(material, members),
        _nationwide(material, members),
    )
    if not theme.basin:
        sums = material.money_of(codes=theme.targets)
    else:
        ids = {activity.id for activity in members}
        sums = material.money_of(codes=theme.targets, ids=ids)
    made.add("money", *_allocated(material, members, sums, ""))
    return made.made()


def means(material: Material) -> tuple[Block, ...]:
    """Partners, money in all, what is allocated to no goal, what has been disbursed."""
    language = material.language
    made = _Paragraphs("means")
    found = material.partner_counts(material.activities)
    if found:
        top = [
            Figure(text=f"{name}{NBSP}({number})", value=number, reference=_at("partners", "activities"))
            for name, number in found[:MOST_NAMES]
        ]
        made.add(
            "partners",
            sentence("means-partners", language, partners=figure(len(found), language, "partners")),
            sentence("means-top", language, partners=top),
        )
    if not material.activities:
        return made.made()
    unallocated = [
        figure(
            amount, language, "money", f"none/{kind}/{currency}", "amount",
            text=amount_text(amount, currency, language),
        )
        for (kind, currency), amount in material.money_of(ids=[a.id for a in material.unmapped]).items()
    ]  # fmt: skip
    made.add(
        "money",
        *_money_in_all(material),
        sentence("means-unallocated", language, amounts=unallocated) if unallocated else None,
    )
    made.add("disbursed", *(_disbursed(one, language) for one in money_tables.disbursements(material)))
    return made.made()


def _disbursed(one: money_tables.Disbursement, language: str) -> Sentence:
    share = one.disbursed / one.planned
    return sentence(
        "means-disbursed", language,
        activities=figure(one.activities, language, "activities", column="disbursed"),
        currency=one.currency or label("no-currency", language),
        disbursed=figure(one.disbursed, language, "activities", column="disbursed",
                         text=amount_text(one.disbursed, one.currency, language)),
        planned=figure(one.planned, language, "activities", column="amount",
                       text=amount_text(one.planned, one.currency, language)),
        share=figure(share, language, "activities", column="disbursed", kind="share"),
    )  # fmt: skip


def volunteers(material: Material) -> tuple[Block, ...]:
    """How many volunteers, hours, women and young people, each over the activities that say so."""
    language = material.language
    given = [activity.volunteers for activity in material.activities if activity.volunteers is not None]
    made = _Paragraphs("volunteers")
    sentences: list[Sentence | None] = []

    def total(name: str, value: int, **how: str) -> Figure:
        return figure(value, language, "volunteers", "total", name, **how)  # type: ignore[arg-type]

    people = [one.people for one in given if one.people is not None]
    if people:
        sentences.append(
            sentence("volunteers-people", language, activities=figure(len(people), language, "volunteers"),
                     people=total("people", sum(people)))
        )  # fmt: skip
    hours = [one.hours for one in given if one.hours is not None]
    if hours:
        sentences.append(
            sentence("volunteers-hours", language, hours=total("hours", int(sum(hours))),
                     activities=figure(len(hours), language, "volunteers", column="hours"))
        )  # fmt: skip
    for name in ("women", "youth"):
        pairs = [(getattr(one, name), one.people) for one in given]
        both = [(part, whole) for part, whole in pairs if part is not None and whole]
        if both:
            part, whole = (sum(values) for values in zip(*both, strict=True))
            sentences.append(
                sentence(
                    f"volunteers-{name}", language,
                    **{name: total(name, part)},
                    share=figure(Decimal(part) / Decimal(whole), language, "volunteers", column=name, kind="share"),
                    activities=figure(len(both), language, "volunteers", column=name),
                )
            )  # fmt: skip
    made.add("people", *sentences, sentence("volunteers-goal", language))
    return made.made()


def method(material: Material, findings: Sequence[Finding]) -> tuple[Block, ...]:
    """How activities were linked, money divided and progress assessed, and what was left out."""
    language = material.language
    made = _Paragraphs("method")
    kinds = Counter(
        kind for _, match in material.matches for kind in {piece.kind for piece in match.evidence}
    )
    if kinds:
        told = [
            sentence(
                "method-kind", language, kind=label(f"evidence.{kind}", language), number=str(number)
            ).text
            for kind, number in kinds.most_common()
        ]
        decided = len(material.mapping.decisions)
        matches = figure(len(material.matches), language, "matches")
        made.add(
            "mapping",
            sentence("method-mapping", language, kinds=told),
            sentence(
                "method-reviewed", language, decisions=figure(decided, language, "matches", column="status")
            )
            if decided
            else sentence("method-suggested", language, matches=matches),
            _unmapped(material),
            sentence("method-wording", language),
        )
        reasons = Counter(material.counted.values())
        made.add(
            "money",
            sentence("method-rule", language, rule=label(f"rule.{material.rule}", language)),
            sentence("method-counts", language),
            _left_out("method-duplicates", "duplicates", reasons["duplicate"], language),
            _left_out("method-related", "related", reasons["child"], language),
        )
    if material.rows:
        not_assessed = sum(
            row.assessment.result == "not-assessed" for row in material.rows if row.latest is not None
        )
        made.add(
            "progress",
            sentence(
                "method-progress", language, method=method_label(material.method, language),
                base=str(material.base_year),
            ),
            sentence(
                "method-not-assessed", language,
                number=figure(not_assessed, language, "indicators", column="progress"),
            )
            if not_assessed
            else None,
        )  # fmt: skip
    made.add("findings", _findings(findings, language))
    return made.made()


def _left_out(key: str, name: str, number: int, language: str) -> Sentence | None:
    if not number:
        return None
    return sentence(key, language, **{name: figure(number, language, "activities", column="remark")})


def _findings(findings: Sequence[Finding], language: str) -> Sentence:
    found = Counter(one.severity for one in findings)
    if not found:
        return sentence("method-no-findings", language)
    told = [
        Figure(
            text=counted(found[severity], severity, language),
            value=found[severity],
            reference=_at("findings", "severity"),
        )
        for severity in SEVERITIES
        if found[severity]
    ]
    return sentence("method-findings", language, findings=told)


def sources(material: Material) -> tuple[Block, ...]:
    """The files and publishers; all of them are in the annex."""
    language = material.language
    made = _Paragraphs("sources")
    files = source_tables.input_files(material)
    if files:
        names: list[str] = [source.file for source in material.register.sources][:MOST_FILES]
        rest = len(files) - len(names)
        more = [label("more-files", language).format(files=counted(rest, "file", language))] if rest else []
        made.add(
            "files",
            sentence(
                "sources-files",
                language,
                files=figure(len(files), language, "sources"),
                names=[*names, *more],
            ),
        )
    publishers = indicator_tables.organisations(material)
    if publishers:
        rest = len(publishers) - MOST_NAMES
        more = [label("more-organisations", language).format(number=rest)] if rest > 0 else []
        names = [*publishers[:MOST_NAMES], *more]
        made.add("organisations", sentence("sources-organisations", language, organisations=names))
    return made.made()
