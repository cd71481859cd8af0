"""Parts: what an outline fills its sections with, each a function that gives paragraphs, tables and charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from sdgkit.agenda import goal
from sdgkit.report.draft import Block, Chart, ChartHere, Figure, Paragraph, Series, Table, TableHere
from sdgkit.report.material import Material
from sdgkit.report.needs import Scope
from sdgkit.report.passages import goal as goal_passages
from sdgkit.report.passages import profile as profile_passages
from sdgkit.report.passages import register as passages
from sdgkit.report.passages import review as review_passages
from sdgkit.report.passages.paragraphs import continued, metric
from sdgkit.report.tables import activities as activity_tables
from sdgkit.report.tables import indicators as indicator_tables
from sdgkit.report.tables import portfolio as portfolio_tables
from sdgkit.report.tables.activity_cells import source_line
from sdgkit.report.tables.cells import figure
from sdgkit.report.tables.goal_chart import goal_chart
from sdgkit.report.tables.shelf import SHELF
from sdgkit.report.wording import label, sentence

SHOWN_IN_BODY = 25
"""Rows that the text shows of a table that was made for the annex."""


class Making:
    """A draft in the making: the tables and charts that its sections name, each made once and placed once.

    Args:
        material: what the draft is made of.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self.tables: dict[str, Table] = {}
        self.charts: dict[str, Chart] = {}
        self._placed: set[str] = set()

    def table(self, key: str) -> Table:
        """A table of the shelf, made when it is first asked for."""
        if key not in self.tables:
            self.tables[key] = self.material.figures if key == "figures" else SHELF[key].make(self.material)
        return self.tables[key]

    def place(self, table: Table, whole: Figure | None = None) -> list[Block]:
        """The place of a table, and where it goes on; nothing where it has no rows or stands somewhere already."""
        if not len(table) or table.key in self._placed:
            self.tables.setdefault(table.key, table)
            return []
        if table.where == "annex":
            shown = table.shown or SHOWN_IN_BODY
            table = table.model_copy(update={"where": "both", "shown": shown, "continued": table.key})
        self.tables[table.key] = table
        self._placed.add(table.key)
        return [TableHere(table=table.key), *continued(self.material, table, whole)]

    def draw(self, chart: Chart | None) -> list[Block]:
        """The place of a chart, where there is one."""
        if chart is None or chart.key in self.charts:
            return []
        self.charts[chart.key] = chart
        return [ChartHere(chart=chart.key)]

    @cached_property
    def paragraphs(self) -> set[str]:
        """Ids of the paragraphs that stand in a section already."""
        return set()

    def own(self, blocks: Sequence[Block], section: str) -> tuple[Block, ...]:
        """The blocks with ids that no paragraph of another section has."""
        made: list[Block] = []
        for block in blocks:
            if isinstance(block, Paragraph) and block.id in self.paragraphs:
                block = block.model_copy(update={"id": f"{section}-{block.id}"})
            if isinstance(block, Paragraph):
                if block.id in self.paragraphs:
                    continue
                self.paragraphs.add(block.id)
            made.append(block)
        return tuple(made)


Part = Callable[[Making, Scope], Sequence[Block]]


def _passage(tell: Callable[[Material], Sequence[Block]]) -> Part:
    """A part of paragraphs about the whole."""
    return lambda making, scope: tell(making.material)


def _goals_chart(making: Making, scope: Scope) -> Sequence[Block]:
    """A column for each goal: its number of activities, in its colour."""
    material = making.material
    counts = {number: len(members) for number, members in material.by_goal.items()}
    if not counts:
        return ()
    language = material.language
    most = max(counts, key=lambda number: (counts[number], -number))
    numbers = range(1, 18)
    alt = sentence("alt-goals", language, largest=str(counts[most]), goal=str(most))
    return making.draw(
        Chart(
            key="goals-chart",
            kind="column",
            title=label("chart.goals", language),
            alt=alt.text,
            categories=tuple(str(number) for number in numbers),
            series=(
                Series(
                    name=label("column.activities", language),
                    values=tuple(float(counts.get(number, 0)) for number in numbers),
                    colour=goal(17).colour,
                    point_colours=tuple(goal(number).colour for number in numbers),
                ),
            ),
            digits=0,
            table="goals",
            source=source_line(material),
        )
    )


def _goal_register(making: Making, scope: Scope) -> Sequence[Block]:
    assert scope.goal is not None
    told = goal_passages.of_goal(making.material, scope.goal)
    if scope.goal == 17 and len(making.table("volunteers")):
        return [*told, *passages.volunteers_under_goal(making.material)]
    return told


def _goal_indicators(making: Making, scope: Scope) -> Sequence[Block]:
    material, number = making.material, scope.goal
    assert number is not None
    if number not in material.rows_by_goal:
        return goal_passages.no_indicators(material, number)
    table = indicator_tables.goal_indicators(material, number)
    return [*goal_passages.goal_indicators(material, number), *making.place(table)]


def _goal_chart(making: Making, scope: Scope) -> Sequence[Block]:
    assert scope.goal is not None
    chart = goal_chart(making.material, scope.goal, goal(scope.goal).colour)
    return making.draw(chart)


def _goal_activities(making: Making, scope: Scope) -> Sequence[Block]:
    material, number = making.material, scope.goal
    assert number is not None
    if number not in material.by_goal:
        return ()
    whole = figure(len(material.by_goal[number]), material.language, "goals", str(number), "activities")
    return making.place(activity_tables.goal_activities(material, number), whole)


def _theme_register(making: Making, scope: Scope) -> Sequence[Block]:
    material, theme = making.material, scope.theme
    assert theme is not None
    return goal_passages.of_theme(material, theme) if theme.key in material.by_theme else ()


def _theme_activities(making: Making, scope: Scope) -> Sequence[Block]:
    material, theme = making.material, scope.theme
    assert theme is not None
    if theme.key not in material.by_theme:
        return ()
    table = activity_tables.theme_activities(material, theme)
    return making.place(table, figure(len(table), material.language, "themes", theme.key, "activities"))


def _themes_overlap(making: Making, scope: Scope) -> Sequence[Block]:
    return (goal_passages.themes_overlap(making.material),) if making.material.by_theme else ()


def _volunteers(making: Making, scope: Scope) -> Sequence[Block]:
    return passages.volunteers(making.material) if len(making.table("volunteers")) else ()


PARTS: dict[str, Part] = {
    "main-messages": _passage(review_passages.main_messages),
    "overview": _passage(passages.overview),
    "chart:goals": _goals_chart,
    "method": _passage(passages.method),
    "cut-off": _passage(review_passages.cut_off),
    "together": _passage(review_passages.together),
    "leaving-no-one-behind": _passage(review_passages.leaving_no_one_behind),
    "markers": _passage(review_passages.markers),
    "goal-register": _goal_register,
    "goal-indicators": _goal_indicators,
    "goal-chart": _goal_chart,
    "goal-activities": _goal_activities,
    "themes": _themes_overlap,
    "theme-register": _theme_register,
    "theme-activities": _theme_activities,
    "since-review": _passage(review_passages.since_review),
    "commitments": _passage(review_passages.commitments),
    "challenges": _passage(review_passages.challenges),
    "means": _passage(passages.means),
    "volunteers": _volunteers,
    "sources": _passage(passages.sources),
    "briefing": _passage(profile_passages.briefing),
    "portfolio": _passage(profile_passages.portfolio),
    "chart:portfolio": lambda making, scope: making.draw(portfolio_tables.country_chart(making.material)),
    "programme": _passage(profile_passages.programme),
}
"""Name -> part. A part that begins with "goal-" or "theme-" tells of the goal or theme of its section."""

WHOLE = {"partners": "partners", "volunteers": "volunteers"}
"""Table -> the count of "figures" that tells its whole length, where the text shows only the first rows."""


def blocks_of(making: Making, name: str, scope: Scope) -> Sequence[Block]:
    """What a part gives for a section; nothing where there are no data for it.

    Raises:
        KeyError: there is no such part (the outline is checked before).
    """
    kind, _, key = name.partition(":")
    if kind != "table":
        part = PARTS[name]
        if (name.startswith("goal-") and scope.goal is None) or (
            name.startswith("theme-") and scope.theme is None
        ):
            return ()
        return part(making, scope)
    if SHELF[key].with_indicators and making.material.indicators is None:
        return ()
    whole = metric(making.material, WHOLE[key]) if key in WHOLE else None
    return making.place(making.table(key), whole)
