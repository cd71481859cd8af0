"""Completeness: for each section of the outline, which data it needs, how much is there, and what to give."""

from __future__ import annotations

from collections.abc import Mapping

from sdgkit.agenda import theme as theme_named
from sdgkit.report.draft import Row, Table
from sdgkit.report.material import Material
from sdgkit.report.needs import NEEDS, Found, Scope
from sdgkit.report.outline import Outline, OutlineSection
from sdgkit.report.tables.cells import cell, column
from sdgkit.report.wording import label


def scope_of(section: OutlineSection) -> Scope:
    """What a section is about."""
    return Scope(section.id, section.goal, theme_named(section.theme) if section.theme else None)


def completeness(material: Material, outline: Outline, words: Mapping[str, int]) -> Table:
    """One row for each section and kind of data; sections of all goals stand in one row, with those that lack it named.

    Args:
        material: the data.
        outline: the sections and their needs.
        words: id of a section with a limit of words -> how many the program wrote.
    """
    language = material.language
    rows: list[Row] = []
    families: dict[str, list[OutlineSection]] = {}
    for one in outline.sections:
        families.setdefault(one.family or one.id, []).append(one)
    for identifier, members in families.items():
        first = members[0]
        if not first.needs and first.words is None:
            continue
        title = label(f"outline.each-{identifier}", language) if first.family and len(members) > 1 else ""
        title = title or title_of(first, material)
        rows += [_need(material, identifier, title, members, need) for need in first.needs]
        if first.words is not None:
            written = words.get(first.id, 0)
            state = "within" if written <= first.words else "above"
            rows.append(
                _row(
                    f"{identifier}/words",
                    title,
                    label("need.words", language),
                    state,
                    Found(written, first.words),
                    "" if state == "within" else label("give.words", language),
                    language,
                )
            )
    return Table(
        key="completeness",
        caption=label("caption.completeness", language),
        columns=(
            column("section", language, width=2.6),
            column("need", language, width=2.6),
            column("state", language, width=1.5),
            column("found", language, "integer", 0.8),
            column("of", language, "integer", 0.8),
            column("give", language, width=3.8),
        ),
        rows=tuple(rows),
        notes=(label("note.completeness", language),),
        sheet=label("sheet.completeness", language),
    )


def _need(material: Material, identifier: str, title: str, members: list[OutlineSection], need: str) -> Row:
    """The row of one kind of data: of one section, or of a family counted by its members."""
    language = material.language
    found: Found | None
    give = label(f"give.{need}", language)
    if len(members) == 1:
        found = NEEDS[need](material, scope_of(members[0]))
    else:
        told = [(one, NEEDS[need](material, scope_of(one))) for one in members]
        without = [one for one, count in told if count is not None and not count.number]
        found = Found(len(members) - len(without), len(members))
        if without and without[0].goal is not None:
            numbers = ", ".join(str(one.goal) for one in without)
            give = label("give.goals", language).format(give=give, goals=numbers)
    state = "people" if found is None else found.state
    return _row(
        f"{identifier}/{need}",
        title,
        label(f"need.{need}", language),
        state,
        found,
        "" if state == "present" else give,
        language,
    )


def _row(key: str, title: str, need: str, state: str, found: Found | None, give: str, language: str) -> Row:
    number = None if found is None else found.number
    written = cell(number, language, "integer")
    if key.endswith("/words"):
        # The one number that differs between languages; it is read, not computed with.
        written = cell(None, language, text=written.text)
    return Row(
        key=key,
        cells=(
            cell(title, language),
            cell(need, language),
            cell(label(f"state.{state}", language), language),
            written,
            cell(None if found is None else found.of, language, "integer"),
            cell(give, language),
        ),
    )


def title_of(section: OutlineSection, material: Material) -> str:
    """The heading of a section: its own, else that of its goal or theme."""
    language = material.language
    own = section.title.in_language(language)
    if own:
        return own
    if section.goal is not None:
        return label("goal-title", language).format(
            number=section.goal, title=material.goal_title(section.goal)
        )
    if section.theme is not None:
        return theme_named(section.theme).title.in_language(language)
    return section.id
