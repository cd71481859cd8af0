"""Building the draft: the sections of its outline in order, each with its sentences, tables and charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sdgkit import __version__
from sdgkit.activities.register import Register
from sdgkit.agenda import Pack
from sdgkit.errors import UsageError
from sdgkit.indicators.progress.methods import method_named
from sdgkit.languages import Text, clean, language_named, write_date, write_number
from sdgkit.mapping.allocation import RULES
from sdgkit.mapping.mapping import Mapping
from sdgkit.mapping.settings import Rule
from sdgkit.places import country as country_named
from sdgkit.report.completeness import completeness, scope_of, title_of
from sdgkit.report.draft import Block, Draft, Figure, Paragraph, Reference, Section, Sentence, Table
from sdgkit.report.evidence import explained
from sdgkit.report.material import LATEST_YEAR, Choice, Material
from sdgkit.report.outline import Outline, OutlineSection, outline_of
from sdgkit.report.parts import Making, blocks_of
from sdgkit.report.profiles import narrowed
from sdgkit.report.tables import sources as source_tables
from sdgkit.report.tables.shelf import SHELF
from sdgkit.report.wording import Filling, label, sentence

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators
    from sdgkit.mapping.rates import Rates
    from sdgkit.report.commitments import Commitments
    from sdgkit.report.programme import Programme


def draft(
    register: Register,
    mapping: Mapping,
    indicators: Indicators | None = None,
    *,
    country: str = "KAZ",
    language: str = "en",
    rule: str | None = None,
    as_of: dt.date | None = None,
    base_year: int = 2015,
    method: str = "unsd",
    packs: Sequence[Pack] = (),
    rates: Rates | None = None,
    currency: str | None = None,
    profile: str = "review",
    goal: int | None = None,
    theme: str | None = None,
    partner: str | None = None,
    programme: Programme | None = None,
    commitments: Commitments | None = None,
    outlines: Sequence[Path] = (),
    number_from: int | None = None,
    international: Sequence[Indicators] = (),
) -> Draft:
    """The draft of a country in one language, everything in it computed.

    Args:
        register: the activities; those of other countries are left out.
        mapping: their matches, as `map_register` made or people decided them.
        indicators: indicator data, as `read_indicators` reads them.
        country: ISO 3166-1 code or a name; of a portfolio, several with commas or a group such as "central-asia".
        language: "en", "ru" or "kk".
        rule: how money is divided among goals: "equal", "primary" or "declared"; that of the mapping where None.
        as_of: the date that the data speak of; the end of the latest year with a value where None, never today.
        base_year: year that change and progress are counted from.
        method: method of progress; several with commas, of which the text tells the first and the annex all.
        packs: official wordings, the national one first.
        rates: table of exchange rates; without it no amount is converted.
        currency: ISO 4217 code of the currency to convert to.
        profile: which outline: "review", "messages", "section", "briefing", "portfolio", "programme", "volunteers".
        goal: number of the goal of a section.
        theme: key of the theme of a section or portfolio.
        partner: name of the partner of a briefing.
        programme: the programme whose outcomes are reported (`sdgkit.report.programme.read_programme`).
        commitments: what the country promised (`sdgkit.report.commitments.read_commitments`).
        outlines: files that change the outline, the last with the last word.
        number_from: number of the first table and figure, for a part of another document.
        international: figures of international databases; the annex shows them beside the country's own.

    Raises:
        UsageError: an unknown country, language, rule, method, profile or partner, or an outline with a fault.

    Example:
        >>> from sdgkit.activities.register import Register
        >>> from sdgkit.mapping.mapping import map_register
        >>> empty = Register(activities=())
        >>> made = draft(empty, map_register(empty), language="kk")
        >>> made.country_name, made.language, made.sections[0].id
        ('Қазақстан', 'kk', 'main-messages')
    """
    chosen = rule or mapping.settings.rule
    if chosen not in RULES:
        raise UsageError("mapping.unknown-rule", rule=chosen, rules=", ".join(RULES))
    named: Rule = chosen
    methods = tuple(dict.fromkeys(name.strip() for name in method.split(",") if name.strip())) or ("unsd",)
    for name in methods:
        method_named(name)
    outline = outline_of(profile, *outlines)
    whole = Material(
        register=register,
        mapping=mapping,
        indicators=indicators,
        country=country,
        language=language_named(language),
        rule=named,
        base_year=base_year,
        packs=tuple(packs),
        rates=rates,
        currency=currency,
        methods=methods,
        choice=Choice(goal=goal, theme=theme, programme=programme, commitments=commitments),
        international=tuple(international),
    )
    material, subject = narrowed(whole, outline.profile, partner)
    return _built(material, outline, subject, as_of, number_from)


def _built(
    material: Material, outline: Outline, subject: str, as_of: dt.date | None, number_from: int | None
) -> Draft:
    language = material.language
    making = Making(material)
    planned = _planned(outline, material)
    filled: dict[str, tuple[Block, ...]] = {}
    words: dict[str, int] = {}
    for section in sorted(planned, key=lambda one: "completeness" in one.parts):
        # What is missing can be told only when the other sections are there.
        filled[section.id] = _filled(making, section, planned, outline, words)
    if "completeness" in outline.annex or "all" in outline.annex:
        making.tables.setdefault("completeness", completeness(material, outline, words))
    sections = _with_blocks(planned, filled, material)
    _add_annex(making, outline)
    _add_referenced(making, sections)
    ordered = _in_annex_order(list(making.tables.values()))
    day = as_of or latest_date(material)
    name = _country_name(material)
    return Draft(
        title=_titled(outline.title, name, subject, language),
        subtitle=_titled(outline.subtitle, name, subject, language),
        language=language,
        country=material.country,
        country_name=name,
        version=__version__,
        as_of=day,
        as_of_text=_as_of_text(as_of, day, language),
        base_year=material.base_year,
        rule=material.rule,
        rule_text=label(f"rule.{material.rule}", language),
        profile=outline.profile,
        choice=material.choice.told(),
        template=outline.template,
        number_from=number_from,
        sections=sections,
        tables=(
            source_tables.contents([t for t in ordered if t.where != "body" and t.sheet], language),
            *ordered,
        ),
        charts=tuple(making.charts.values()),
        explained=explained(material),
        inputs=source_tables.input_files(material),
        findings=material.findings,
    )


def _titled(text: Text, country: str, subject: str, language: str) -> str:
    return text.in_language(language).replace("{country}", country).replace("{subject}", subject)


def _country_name(material: Material) -> str:
    if material.choice.countries:
        return label("several-countries", material.language)
    return country_named(material.country).title.in_language(material.language)


def _as_of_text(given: dt.date | None, latest: dt.date | None, language: str) -> str:
    """The day that somebody named, else the latest year of the data: nobody said that they hold up to its last day."""
    if given is not None:
        return label("as-of", language).format(date=write_date(given, language))
    return label("up-to", language).format(year=latest.year) if latest is not None else ""


def latest_date(material: Material) -> dt.date | None:
    """The end of the latest year that an indicator has a value for, or an activity began in; None without either.

    Ends of activities lie in the future and say nothing of the date of the data.
    """
    years = [row.latest.year for row in material.rows if row.latest is not None]
    if not years:
        years = [activity.start.first.year for activity in material.activities if activity.start]
    known = [year for year in years if year < LATEST_YEAR]
    return dt.date(max(known), 12, 31) if known else None


def _planned(outline: Outline, material: Material) -> list[OutlineSection]:
    """The sections of the outline that belong to what the draft is about."""
    choice = material.choice
    if outline.profile != "section":
        return list(outline.sections)
    return [
        one
        for one in outline.sections
        if not one.family
        or (choice.goal is not None and one.goal == choice.goal)
        or (choice.theme is not None and one.theme == choice.theme)
    ]


def _filled(
    making: Making,
    section: OutlineSection,
    planned: Sequence[OutlineSection],
    outline: Outline,
    words: dict[str, int],
) -> tuple[Block, ...]:
    """The blocks of a section: parts, the user's own text, how many words there are, and what to write."""
    material = making.material
    language = material.language
    scope = scope_of(section)
    blocks: list[Block] = []
    for name in section.parts:
        if name == "completeness":
            shown = outline.model_copy(update={"sections": tuple(planned)})
            blocks += making.place(completeness(material, shown, words))
        else:
            blocks += blocks_of(making, name, scope)
    own = clean(section.text.in_language(language))
    if own:
        blocks.append(_plain(f"{section.id}-text", "text", own, "body"))
    made = list(making.own(blocks, section.id))
    if section.words is not None:
        words[section.id] = sum(len(one.text.split()) for one in made if isinstance(one, Paragraph))
        # No figure of the data: each language says the same in another number of words.
        count: Filling = write_number(words[section.id], language, 0)
        key = "words"
        if outline.profile == "messages":
            # The section is the whole file here, and Word counts the words of a file itself.
            row = f"{section.family or section.id}/words"
            cell = Reference(table="completeness", row=row, column="found")
            key, count = "words-of-file", Figure(text=str(count), field="NUMWORDS", reference=cell)
        told = sentence(key, language, words=count, limit=write_number(section.words, language, 0))
        made.append(Paragraph(id=f"{section.id}-words", sentences=(told,), style="note"))
    wanted = clean(section.write.in_language(language))
    if wanted:
        made.append(_plain(f"{section.id}-write", "write", wanted, "write"))
    return tuple(made)


def _plain(identifier: str, key: str, text: str, style: str) -> Paragraph:
    return Paragraph.model_validate(
        {"id": identifier, "sentences": (Sentence(key=key, parts=(text,)),), "style": style}
    )


def _with_blocks(
    planned: Sequence[OutlineSection], filled: dict[str, tuple[Block, ...]], material: Material
) -> tuple[Section, ...]:
    """The sections that hold something, or stand above one that does."""
    made: list[Section] = []
    below = 0
    for one in reversed(planned):
        blocks = filled[one.id]
        if not blocks and below <= one.level:
            continue
        made.append(
            Section(
                id=one.id,
                level=one.level,
                title=title_of(one, material),
                goal=one.goal,
                theme=one.theme,
                blocks=blocks,
            )
        )
        below = one.level
    return tuple(reversed(made))


def _add_annex(making: Making, outline: Outline) -> None:
    wanted = SHELF if "all" in outline.annex else [key for key in outline.annex if key in SHELF]
    for key in wanted:
        shelved = SHELF[key]
        if shelved.with_indicators and making.material.indicators is None:
            continue
        if "all" in outline.annex and shelved.only:
            continue
        table = making.table(key)
        if shelved.with_rows and not len(table):
            del making.tables[key]


def _add_referenced(making: Making, sections: Sequence[Section]) -> None:
    """The tables that a sentence refers to, so that each figure stands in a cell that the reader can see."""
    for section in sections:
        for block in section.blocks:
            if not isinstance(block, Paragraph):
                continue
            for one in block.sentences:
                for found in one.figures:
                    if found.reference is not None and found.reference.table not in making.tables:
                        making.table(found.reference.table)


def _in_annex_order(tables: Sequence[Table]) -> list[Table]:
    """The tables of single goals and themes, which stand in the body, before the sheets of the annex."""
    order = {key: place for place, key in enumerate(SHELF)}
    return sorted(
        tables, key=lambda table: order.get(table.key, len(order) if table.key == "completeness" else -1)
    )
