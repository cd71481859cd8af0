"""The material of a draft: register, mapping and indicators of one country, put in the order of the report.

Everything that the tables and sentences of a draft count is counted here, once: which activities serve a
goal, a target, a theme, a region, and what part of the money each gets. Activities that repeat another row
are left out of every count.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from sdgkit.activities.activity import Activity, Partner
from sdgkit.activities.cells.organisations import organisation_name
from sdgkit.activities.register import Register
from sdgkit.agenda import Pack, Theme, goal, official_title, sort_key, target, themes
from sdgkit.errors import UsageError
from sdgkit.findings import Finding, worst_first
from sdgkit.indicators.table import name_of
from sdgkit.languages import Language, Text, fold
from sdgkit.mapping.allocation import allocation_frame, countable, rates_used, unconverted
from sdgkit.mapping.mapping import Mapping
from sdgkit.mapping.match import Decision, Match
from sdgkit.mapping.settings import Rule
from sdgkit.places import basins_of, place_title

if TYPE_CHECKING:
    import pandas as pd

    from sdgkit.indicators.indicator import Point
    from sdgkit.indicators.indicators import Indicators
    from sdgkit.indicators.table import IndicatorRow
    from sdgkit.mapping.rates import Rate, Rates
    from sdgkit.report.commitments import Commitments
    from sdgkit.report.draft import Table
    from sdgkit.report.programme import Programme

LATEST_YEAR = 2100
"""Years after it are no dates of data but slips of the pen, and do not move the date of the draft."""

PARTNER_ROLES = ("funding", "partner", "extending", "implementing", "accountable")
"""Roles that make an organisation a partner; the country's own bodies and receivers are told apart."""


class Part(NamedTuple):
    """A part of an activity's money; goal and target are None where the activity is linked to none."""

    activity: str
    goal: int | None
    target: str | None
    currency: str
    kind: str
    amount: Decimal

    @property
    def code(self) -> str:
        """The target, else the number of the goal, else ""."""
        return self.target or ("" if self.goal is None else str(self.goal))


@dataclass(frozen=True)
class Choice:
    """What a draft is about, where it is not the whole of a country.

    Attributes:
        goal: number of the goal of a section.
        theme: key of the theme of a section or portfolio.
        partner: key of the partner of a briefing.
        programme: the programme whose outcomes are reported.
        commitments: the commitments of the country, where a file with them is given.
        countries: ISO 3166-1 alpha-3 of a portfolio of several countries.
    """

    goal: int | None = None
    theme: str | None = None
    partner: str = ""
    programme: Programme | None = None
    commitments: Commitments | None = None
    countries: tuple[str, ...] = ()

    def told(self) -> dict[str, str]:
        """What was chosen, as a document remembers it.

        Example:
            >>> Choice(goal=6).told()
            {'goal': '6'}
        """
        named = {
            "goal": "" if self.goal is None else str(self.goal),
            "theme": self.theme or "",
            "partner": self.partner,
            "programme": self.programme.source.file if self.programme and self.programme.source else "",
            "commitments": self.commitments.source.file if self.commitments else "",
            "countries": ",".join(self.countries),
        }
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Material:
    """What a draft is made of.

    Attributes:
        register: the activities of the country.
        mapping: their matches.
        indicators: the indicator data, or None.
        international: sources of figures of international bodies, shown beside the country's own.
        packs: folders of official wording, the first that has a title wins.
        methods: methods of progress, the one of the text first.
        choice: what the draft is about, where it is not the whole.
    """

    register: Register
    mapping: Mapping
    indicators: Indicators | None
    country: str
    language: Language
    rule: Rule
    base_year: int
    packs: tuple[Pack, ...] = ()
    rates: Rates | None = None
    currency: str | None = None
    methods: tuple[str, ...] = ("unsd",)
    choice: Choice = Choice()
    international: tuple[Indicators, ...] = ()

    @property
    def method(self) -> str:
        """The method of progress that the text tells; the annex shows the others beside it."""
        return self.methods[0]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What all readers noticed, worst first."""
        found = [*self.register.findings, *self.mapping.findings]
        found += unconverted(self.register, self.currency, self.rates)
        if self.indicators is not None:
            found += self.indicators.findings
        for source in self.international:
            found += source.findings
        if self.choice.programme is not None:
            found += self.choice.programme.findings
        if self.choice.commitments is not None:
            found += self.choice.commitments.findings
        return tuple(worst_first(found))

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What people decided on the activities of the register."""
        known = self.register.by_id
        return tuple(one for one in self.mapping.decisions if one.activity_id in known)

    # ------------------------------------------------------------------ activities

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The activities that count: those that do not repeat another one."""
        return tuple(a for a in self.register.activities if self.counted[a.id] != "duplicate")

    @cached_property
    def counted(self) -> dict[str, str]:
        """Id of an activity -> why its money does not count, "" where it does."""
        return countable(self.register)

    @cached_property
    def mapped(self) -> tuple[Activity, ...]:
        """The activities of which a match stands."""
        return tuple(a for a in self.activities if self.mapping.standing(a.id))

    @cached_property
    def unmapped(self) -> tuple[Activity, ...]:
        """The activities of which none stands."""
        return tuple(a for a in self.activities if not self.mapping.standing(a.id))

    @cached_property
    def matches(self) -> tuple[tuple[Activity, Match], ...]:
        """The matches that stand, with their activities, in the order of the register."""
        return tuple((a, m) for a in self.activities for m in self.mapping.standing(a.id))

    @cached_property
    def by_goal(self) -> dict[int, tuple[Activity, ...]]:
        """The activities of each goal."""
        found: dict[int, dict[str, Activity]] = defaultdict(dict)
        for activity, match in self.matches:
            found[match.goal][activity.id] = activity
        return {number: tuple(found[number].values()) for number in sorted(found)}

    @cached_property
    def by_target(self) -> dict[str, tuple[Activity, ...]]:
        """The activities of each target that has any, in the order of the Agenda."""
        found: dict[str, dict[str, Activity]] = defaultdict(dict)
        for activity, match in self.matches:
            if match.target:
                found[match.target][activity.id] = activity
        return {code: tuple(found[code].values()) for code in sorted(found, key=sort_key)}

    def targets_of(self, activity: Activity, number: int | None = None) -> list[str]:
        """Codes of the targets of an activity, in the order of the Agenda, of one goal or of all.

        Where only the goal is known, its number stands for the target.
        """
        codes = {
            match.target or str(match.goal)
            for match in self.mapping.standing(activity.id)
            if number is None or match.goal == number
        }
        return sorted(codes, key=sort_key)

    @cached_property
    def by_theme(self) -> dict[str, tuple[Activity, ...]]:
        """The activities of each theme that has any, in the order of the themes.

        The targets put an activity into a theme; into that of volunteering the volunteers that it states, too.
        """
        found: dict[str, tuple[Activity, ...]] = {}
        for theme in themes():
            members = tuple(
                a
                for a in self.activities
                if self.theme_targets(a, theme) or (theme.volunteers and has_volunteers(a))
            )
            if members:
                found[theme.key] = members
        return found

    def theme_targets(self, activity: Activity, theme: Theme) -> list[str]:
        """The targets by which an activity lies in a theme; none where its basin is not the theme's.

        Where only the goal is known, its number stands for the target.
        """
        if theme.basin and theme.basin not in self.basins_of(activity):
            return []
        return [code for code in self.targets_of(activity) if code in theme.codes]

    def basins_of(self, activity: Activity) -> set[str]:
        """Codes of the basins in which an activity takes place."""
        return {basin for mention in activity.regions for basin in basins_of(mention.code)}

    # ------------------------------------------------------------------ partners and regions

    def partners_of(self, activity: Activity, roles: Sequence[str] = PARTNER_ROLES) -> list[str]:
        """Names of the partners of an activity in some roles, each once, in the order given."""
        names = {
            partner_key(partner): organisation_name(partner.name, self.language)
            for partner in activity.partners
            if partner.role in roles
        }
        return list(names.values())

    def partner_keys(self, activities: Iterable[Activity]) -> list[tuple[str, int]]:
        """Keys of partners with the number of the activities they take part in, the most frequent first."""
        counts: Counter[str] = Counter()
        for activity in activities:
            counts.update({partner_key(one) for one in activity.partners if one.role in PARTNER_ROLES})
        return ranked(counts)

    @cached_property
    def _partner_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for activity in self.register.activities:
            for partner in activity.partners:
                names.setdefault(partner_key(partner), organisation_name(partner.name, self.language))
        return names

    def partner_name(self, key: str) -> str:
        """Name of the partner of a key, as it is written first."""
        return self._partner_names[key]

    def partner_counts(self, activities: Iterable[Activity]) -> list[tuple[str, int]]:
        """Names of partners with the number of the activities they take part in, the most frequent first."""
        return [(self.partner_name(key), number) for key, number in self.partner_keys(activities)]

    @cached_property
    def figures(self) -> Table:
        """The table of the counts that the text tells."""
        from sdgkit.report.tables.summary import in_figures

        return in_figures(self)

    def region_counts(self, activities: Iterable[Activity]) -> list[tuple[str, int]]:
        """Codes of regions with their number of activities, the most frequent first.

        The whole country and basins are no regions and are left out.
        """
        counts = Counter(
            code
            for activity in activities
            for code in dict.fromkeys(mention.code for mention in activity.regions)
            if code[2:3] == "-" and code.isupper()
        )
        return ranked(counts)

    def regions_of(self, activity: Activity) -> list[str]:
        """Names of the regions of an activity, each once."""
        return list(dict.fromkeys(self.region_name(mention.code) for mention in activity.regions))

    def region_name(self, code: str) -> str:
        """Name of a region or basin; the code itself where places does not know it."""
        try:
            return place_title(code).in_language(self.language)
        except UsageError:
            return code

    # ------------------------------------------------------------------ money

    @cached_property
    def money(self) -> tuple[Part, ...]:
        """The parts of all money that counts."""
        frame = allocation_frame(self.register, self.mapping, self.rule, self.currency, self.rates)
        frame = frame[frame["counted"].isin(["", "no-rate"])].astype(object)
        kept = frame.where(frame.notna(), None)
        names = ("activity_id", "goal", "target", "currency", "kind", "amount")
        return tuple(
            Part(identifier, None if number is None else int(number), code, currency, kind, amount)
            for identifier, number, code, currency, kind, amount in zip(
                *(kept[name] for name in names), strict=True
            )
        )

    @cached_property
    def rates_used(self) -> tuple[Rate, ...]:
        """The rates by which the money that counts is converted."""
        return rates_used(self.register, self.currency, self.rates)

    def money_of(
        self,
        *,
        number: int | None = None,
        codes: Iterable[str] | None = None,
        ids: Iterable[str] | None = None,
    ) -> dict[tuple[str, str], Decimal]:
        """Sums by (kind, currency) of the parts of a goal, of some targets and whole goals, or of some activities."""
        wanted, known = (None if one is None else set(one) for one in (codes, ids))
        sums: dict[tuple[str, str], Decimal] = {}
        for part in self.money:
            if number is not None and part.goal != number:
                continue
            if wanted is not None and part.code not in wanted:
                continue
            if known is not None and part.activity not in known:
                continue
            key = (part.kind, part.currency)
            sums[key] = sums.get(key, Decimal(0)) + part.amount
        return dict(sorted(sums.items(), key=lambda item: (KIND_ORDER.index(item[0][0]), item[0][1])))

    def money_of_theme(self, theme: Theme) -> dict[tuple[str, str], Decimal]:
        """Sums by (kind, currency) of the parts of a theme's targets; in its basin, where it has one."""
        ids = [one.id for one in self.by_theme.get(theme.key, ())] if theme.basin else None
        return self.money_of(codes=theme.codes, ids=ids)

    # ------------------------------------------------------------------ indicators

    @cached_property
    def rows(self) -> tuple[IndicatorRow, ...]:
        """The indicators with their headlines and assessments, in the order of the Agenda."""
        if self.indicators is None:
            return ()
        return tuple(self.indicators.table(method=self.method, base_year=self.base_year))

    @cached_property
    def rows_by_goal(self) -> dict[int, tuple[IndicatorRow, ...]]:
        """The indicators that have a value, by goal."""
        found: dict[int, list[IndicatorRow]] = defaultdict(list)
        for row in self.rows:
            if row.latest is not None:
                found[row.goal].append(row)
        return {number: tuple(rows) for number, rows in sorted(found.items())}

    @property
    def previous_review(self) -> int | None:
        """Year of the country's previous review, where the settings name it."""
        return None if self.indicators is None else self.indicators.settings.previous_review

    def at_previous_review(self, row: IndicatorRow) -> Point | None:
        """The last value up to the year of the previous review; None without one or without that year."""
        year = self.previous_review
        known = [one for one in row.points if one.value is not None and year is not None and one.year <= year]
        return known[-1] if known else None

    @cached_property
    def gaps(self) -> tuple[dict[str, Any], ...]:
        """The gaps between groups of people and places, as `Indicators.gaps` tells them, one dictionary each."""
        if self.indicators is None:
            return ()
        table = self.indicators.gaps()
        found = table[table["people"].astype(bool)].astype(object).to_dict("records")
        return tuple({str(name): value for name, value in one.items()} for one in found)

    @cached_property
    def availability(self) -> pd.DataFrame:
        """The availability of every indicator; without indicator data there is none to tell.

        Raises:
            UsageError: the draft has no indicator data.
        """
        if self.indicators is None:
            raise UsageError("indicators.unknown-indicator", indicator="")
        return self.indicators.availability()

    def short_title(self, code: str) -> str:
        """Title of an indicator of the framework: official where a pack has it, else sdgkit's short one."""
        return self._official(code) or name_of(code, Text({})).in_language(self.language)

    def indicator_name(self, row: IndicatorRow) -> str:
        """Name of an indicator: official or national wording, else sdgkit's short title."""
        return self._official(row.code) or row.name.in_language(self.language)

    # ------------------------------------------------------------------ wording

    def goal_title(self, number: int) -> str:
        """Title of a goal: official where a pack has it, else sdgkit's short one."""
        return self._official(str(number)) or goal(number).title.in_language(self.language)

    def target_title(self, code: str) -> str:
        """Title of a target (or of a goal, where only the goal is known)."""
        if code.isdecimal():
            return self.goal_title(int(code))
        return self._official(code) or target(code).title.in_language(self.language)

    def _official(self, code: str) -> str:
        wording = official_title(code, self.language, self.packs) if self.packs else None
        return wording.text if wording else ""


KIND_ORDER = ("budget", "commitment", "required", "disbursed", "available")


def partner_key(partner: Partner) -> str:
    """What tells partners apart, the same in every language of the draft: the English name where one is known.

    The abbreviation that stands in brackets behind a name, and "&" for "and", make no other partner of it.

    Example:
        >>> partner_key(Partner(name=Text.of("Ministry of Education & Science (MoES)"), role="funding"))
        'ministry of education and science'
    """
    name = organisation_name(partner.name, "en")
    abbreviation = _IN_BRACKETS.search(name)
    if abbreviation and sum(letter.isupper() for letter in abbreviation[1]) > 1:
        name = name[: abbreviation.start()] or name
    return fold(name.replace(" & ", " and "))


_IN_BRACKETS = re.compile(r"\s*\(([\w-]{2,12})\)\s*$")


def has_volunteers(activity: Activity) -> bool:
    """Whether an activity states volunteers or their hours, and not that there were none."""
    return activity.volunteers is not None and any(activity.volunteers.model_dump().values())


def ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    """Keys with their number, the most frequent first and then by the key, the same in every language.

    Example:
        >>> ranked(Counter("BAB"))
        [('B', 2), ('A', 1)]
    """
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
