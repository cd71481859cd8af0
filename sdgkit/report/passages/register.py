"""Passages on the whole register: at a glance, means of implementation, volunteers, method and sources."""

from __future__ import annotations

from decimal import Decimal

from sdgkit.findings import SEVERITIES
from sdgkit.indicators.progress.labels import method_label
from sdgkit.languages import NBSP
from sdgkit.report.draft import Block, Figure, Sentence
from sdgkit.report.material import Material
from sdgkit.report.passages import goal as goal_passages
from sdgkit.report.passages.paragraphs import MOST_NAMES, Paragraphs, goal_name, metric
from sdgkit.report.tables import money as money_tables
from sdgkit.report.tables import sources as source_tables
from sdgkit.report.tables.cells import amount_text, figure
from sdgkit.report.tables.indicator_sources import organisations
from sdgkit.report.tables.summary import evidence, goals_without
from sdgkit.report.tables.volunteers import volunteer_sums
from sdgkit.report.wording import counted, label, sentence

MOST_FILES = 6


def overview(material: Material) -> tuple[Block, ...]:
    """How many activities, of what goals, how much money, what the indicators say."""
    made = Paragraphs("overview")
    if material.activities:
        made.add("register", register(material), unmapped(material), style="lead")
        made.add("goals", *most_and_none(material))
        made.add("money", *money_in_all(material))
    if material.rows:
        made.add("indicators", *indicators(material))
    return made.made()


def register(material: Material) -> Sentence:
    """How many activities there are, how many are linked, to how many goals and targets."""
    names = ("activities", "mapped", "goals", "targets")
    return sentence(
        "overview-register", material.language, **{name: metric(material, name) for name in names}
    )


def most_and_none(material: Material) -> list[Sentence | None]:
    """The goals with most activities, and those with none."""
    language = material.language
    by_number = sorted(material.by_goal, key=lambda number: (-len(material.by_goal[number]), number))
    if not by_number:
        return []
    top = [
        figure(
            len(material.by_goal[number]), language, "goals", str(number), "activities",
            text=f"{goal_name(material, number)} ({len(material.by_goal[number])})",
        )
        for number in by_number[:3]
    ]  # fmt: skip
    without = goals_without(material)
    return [
        sentence("overview-most", language, goals=top) if len(by_number) > 3 else None,
        sentence(
            "overview-none",
            language,
            goals=[figure(number, language, "goals", str(number), "goal") for number in without],
            number=metric(material, "goals-without"),
        )
        if without
        else None,
    ]


def unmapped(material: Material) -> Sentence | None:
    """How many activities are linked to nothing."""
    if not material.unmapped:
        return None
    return sentence("overview-unmapped", material.language, unmapped=metric(material, "unmapped"))


def money_in_all(material: Material) -> list[Sentence | None]:
    """The money of the register, a sentence for each kind."""
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


def has_money(material: Material) -> bool:
    """Whether the register gives any amount."""
    return bool(len(money_tables.money_in_all(material)))


def indicators(material: Material) -> list[Sentence | None]:
    """How many indicators have data, how many are assessed, with what results."""
    language = material.language
    rows = tuple(row for row in material.rows if row.latest is not None)
    further = metric(material, "without-headline")
    return [
        sentence(
            "overview-indicators",
            language,
            indicators=metric(material, "indicators"),
            base=str(material.base_year),
            assessed=metric(material, "assessed"),
        ),
        sentence("overview-no-headline", language, number=further) if further.value else None,
        goal_passages.results(material, rows, "overview-results", "all"),
    ]


def means(material: Material) -> tuple[Block, ...]:
    """Partners, money in all, what is allocated to no goal, what has been disbursed."""
    language = material.language
    made = Paragraphs("means")
    found = material.partner_keys(material.activities)
    if found:
        top = [
            figure(number, language, "partners", key, "activities",
                   text=f"{material.partner_name(key)}{NBSP}({number})")
            for key, number in found[:MOST_NAMES]
        ]  # fmt: skip
        made.add(
            "partners",
            sentence("means-partners", language, partners=metric(material, "partners")),
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
        *money_in_all(material),
        sentence("means-unallocated", language, amounts=unallocated) if unallocated else None,
    )
    made.add("disbursed", *(_disbursed(one, language) for one in money_tables.disbursements(material)))
    return made.made()


def _disbursed(one: money_tables.Disbursement, language: str) -> Sentence:
    row = one.currency or "none"
    return sentence(
        "means-disbursed", language,
        activities=figure(one.activities, language, "disbursements", row, "activities"),
        currency=one.currency or label("no-currency", language),
        disbursed=figure(one.disbursed, language, "disbursements", row, "disbursed",
                         text=amount_text(one.disbursed, one.currency, language)),
        planned=figure(one.planned, language, "disbursements", row, "planned",
                       text=amount_text(one.planned, one.currency, language)),
        share=figure(one.disbursed / one.planned, language, "disbursements", row, "share", kind="share"),
    )  # fmt: skip


def volunteers_under_goal(material: Material) -> tuple[Block, ...]:
    """How many volunteers there were, told under goal 17, whose target 17.17 they serve as means of implementation."""
    sums, language = volunteer_sums(material), material.language
    if not sums["stated"].get("people"):
        return ()
    told = {
        name: figure(sums[row]["people"], language, "volunteers", row, "people")
        for name, row in (("activities", "stated"), ("people", "total"))
    }
    made = Paragraphs("goal-17")
    made.add(
        "volunteers", sentence("volunteers-people", language, **told), sentence("volunteers-goal", language)
    )
    return made.made()


def volunteers(material: Material) -> tuple[Block, ...]:
    """How many volunteers, hours, women and young people, each over the activities that say so."""
    language = material.language
    sums = volunteer_sums(material)
    made = Paragraphs("volunteers")
    sentences: list[Sentence | None] = []

    def told(row: str, name: str, kind: str = "integer") -> Figure:
        value = sums[row][name]
        return figure(value, language, "volunteers", row, name, kind=kind)  # type: ignore[arg-type]

    if sums["stated"].get("people"):
        sentences.append(
            sentence("volunteers-people", language,
                     activities=told("stated", "people"), people=told("total", "people"))
        )  # fmt: skip
    if sums["stated"].get("hours"):
        sentences.append(
            sentence("volunteers-hours", language,
                     hours=told("total", "hours"), activities=told("stated", "hours"))
        )  # fmt: skip
    sentences += [
        sentence(
            f"volunteers-{name}",
            language,
            **{name: told("compared", name)},
            share=told("share", name, "share"),
            activities=told("both", name),
        )
        for name in ("women", "youth")
        if sums["share"].get(name) is not None
    ]
    made.add("people", *sentences, sentence("volunteers-goal", language))
    return made.made()


def method(material: Material) -> tuple[Block, ...]:
    """How activities were linked, money divided and progress assessed, what was left out, how people agree."""
    language = material.language
    made = Paragraphs("method")
    if material.matches:
        kinds = [
            figure(row.cells[1].value, language, "evidence", row.key, "matches",
                   text=f"{row.cells[0].text}{NBSP}({row.cells[1].text})")
            for row in evidence(material).rows
        ]  # fmt: skip
        decided = metric(material, "decisions")
        made.add(
            "mapping",
            sentence("method-mapping", language, kinds=kinds),
            sentence("method-reviewed", language, decisions=decided)
            if decided.value
            else sentence("method-suggested", language, matches=metric(material, "matches")),
            *_agreement(material),
            unmapped(material),
            sentence("method-wording", language),
        )
        made.add(
            "money",
            sentence("method-rule", language, rule=label(f"rule.{material.rule}", language)),
            sentence("method-counts", language),
            *(
                sentence(f"method-{name}", language, **{name: metric(material, name)})
                for name in ("duplicates", "related")
                if metric(material, name).value
            ),
        )
    if material.rows:
        not_assessed = metric(material, "not-assessed")
        made.add(
            "progress",
            sentence(
                "method-progress", language, method=method_label(material.method, language),
                base=str(material.base_year),
            ),
            sentence("method-not-assessed", language, number=not_assessed) if not_assessed.value else None,
        )  # fmt: skip
    made.add("findings", _findings(material))
    return made.made()


def _agreement(material: Material) -> list[Sentence | None]:
    """How many suggestions people kept, and how far two reviewers agree, where two looked at the same ones."""
    keys = {row.key: row.cells[1] for row in material.figures.rows}
    language = material.language
    found: list[Sentence | None] = []
    if "kept" in keys:
        kept = figure(keys["kept"].value, language, "figures", "kept", "number", text=keys["kept"].text)
        found.append(sentence("method-kept", language, share=kept))
    if "kappa" in keys:
        kappa = figure(keys["kappa"].value, language, "figures", "kappa", "number", text=keys["kappa"].text)
        found.append(sentence("method-kappa", language, both=metric(material, "double"), kappa=kappa))
    return found


def _findings(material: Material) -> Sentence:
    language = material.language
    if not material.findings:
        return sentence("method-no-findings", language)
    numbers = {severity: metric(material, severity) for severity in SEVERITIES}
    told = [
        number.model_copy(update={"text": counted(number.value, severity, language)})
        for severity, number in numbers.items()
        if isinstance(number.value, int) and number.value
    ]
    return sentence("method-findings", language, findings=told)


def sources(material: Material) -> tuple[Block, ...]:
    """The files and publishers; all of them are in the annex."""
    language = material.language
    made = Paragraphs("sources")
    files = source_tables.input_files(material)
    if files:
        names: list[str] = [source.file for source in material.register.sources][:MOST_FILES]
        rest = len(files) - len(names)
        more = [label("more-files", language).format(files=counted(rest, "file", language))] if rest else []
        made.add(
            "files",
            sentence("sources-files", language, files=metric(material, "files"), names=[*names, *more]),
        )
    publishers = organisations(material)
    if publishers:
        rest = len(publishers) - MOST_NAMES
        more = [label("more-organisations", language).format(number=rest)] if rest > 0 else []
        names = [*publishers[:MOST_NAMES], *more]
        made.add("organisations", sentence("sources-organisations", language, organisations=names))
    return made.made()
