"""The register: the activities of one source, with its findings."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.shares import for_country, share_of_country
from sdgkit.errors import UsageError
from sdgkit.findings import Finding, findings_frame
from sdgkit.languages import LANGUAGES, Text
from sdgkit.places import place_title

if TYPE_CHECKING:
    import pandas as pd


class SourceFile(BaseModel):
    """A file that was read: its name, its SHA-256, the format it was recognised as, rows or elements in it."""

    model_config = ConfigDict(frozen=True)

    file: str
    sha256: str
    format: str
    records: int = 0


class ColumnChoice(BaseModel):
    """Which field a column of a table was taken for, how sure that is (0 to 1), and why."""

    model_config = ConfigDict(frozen=True)

    file: str
    sheet: str
    column: str
    """Letter of the column."""
    heading: str
    field: str
    """Name of the field, or "" for a column that is only kept."""
    confidence: float
    reason: str
    """"heading", "content", "settings" or "neighbours"."""


class Register(BaseModel):
    """Activities, findings, and what is needed to say where they came from.

    Example:
        >>> Register(activities=(), findings=(), sources=()).to_frame().empty
        True
    """

    model_config = ConfigDict(frozen=True)

    activities: tuple[Activity, ...]
    findings: tuple[Finding, ...] = ()
    sources: tuple[SourceFile, ...] = ()
    columns: tuple[ColumnChoice, ...] = ()

    def __len__(self) -> int:
        return len(self.activities)

    @cached_property
    def by_id(self) -> dict[str, Activity]:
        """The activities by their id."""
        return {activity.id: activity for activity in self.activities}

    def where(self, keep: Callable[[Activity], bool]) -> Register:
        """The register with only the activities that `keep` answers true for; findings stay."""
        return self.model_copy(update={"activities": tuple(filter(keep, self.activities))})

    def in_country(self, iso3: str) -> Register:
        """The activities in a country (ISO 3166-1 alpha-3), and those that name no country and no area of the world.

        Where an activity says how its money is divided among several places, the part of the country counts; where it
        says nothing, all of it. Both are told, and so is what is left out: one finding for each file, with the number
        of activities of each other country.
        """
        inside = [one for one in self.activities if is_in_country(one, iso3)]
        left: dict[str, Counter[tuple[str, ...]]] = {}
        for one in self.activities:
            if not is_in_country(one, iso3):
                left.setdefault(one.origin.file, Counter())[one.countries or one.areas] += 1
        abroad = [told_abroad(file, iso3, counts) for file, counts in left.items()]
        told = [one for one in (*abroad, *told_shared(inside, iso3)) if one not in self.findings]
        activities = tuple(for_country(one, iso3) for one in inside)
        return self.model_copy(update={"activities": activities, "findings": (*self.findings, *told)})

    def in_countries(self, countries: Collection[str], home: str = "") -> Register:
        """The activities in one or more of some countries (ISO 3166-1 alpha-3), with all of their money.

        What is left out is told, one finding for each file, with the number of activities of each other country.

        Args:
            countries: the countries.
            home: that of activities that name no country and no area of the world; they are left out where it is "".
        """
        inside: list[Activity] = []
        left: dict[str, Counter[tuple[str, ...]]] = {}
        for one in self.activities:
            if home and not (one.countries or one.areas):
                inside.append(one.model_copy(update={"countries": (home,)}))
            elif set(one.countries) & set(countries):
                inside.append(one)
            else:
                left.setdefault(one.origin.file, Counter())[one.countries or one.areas] += 1
        told = [
            Finding(code="activities.outside-portfolio", file=file, details=_counted(counts))
            for file, counts in left.items()
        ]
        return self.model_copy(update={"activities": tuple(inside), "findings": (*self.findings, *told)})

    def to_frame(self, language: str = "en") -> pd.DataFrame:
        """One row per activity: id, title, partners, regions, dates, amount, currency, declared, ...

        Texts are those of `language`, else of the next best. Amounts are Decimal. A total is preferred to
        yearly amounts, and the first kind that is given of budget, commitment, required, disbursed.
        """
        import pandas as pd

        return pd.DataFrame([_row(activity, language) for activity in self.activities], columns=_COLUMNS)

    def findings_frame(self, language: str = "en") -> pd.DataFrame:
        """The findings as a table (`sdgkit.findings.findings_frame`)."""
        return findings_frame(self.findings, language)

    def _repr_html_(self) -> str:
        counts = Counter(finding.severity for finding in self.findings)
        told = ", ".join(f"{number} {severity}" for severity, number in counts.items()) or "no findings"
        files = ", ".join(html.escape(source.file) for source in self.sources)
        table: str = self.to_frame().head(20)._repr_html_()  # type: ignore[operator]
        return f"<p><b>Register</b> {files}: {len(self)} activities, {told}</p>{table}"


MOST_PLACES = 8
"""Countries that the finding about activities elsewhere names one by one."""


def is_in_country(activity: Activity, iso3: str) -> bool:
    """Whether an activity is in a country (ISO 3166-1 alpha-3), or names no country and no area of the world."""
    return iso3 in activity.countries or not (activity.countries or activity.areas)


def told_shared(activities: Iterable[Activity], iso3: str) -> tuple[Finding, ...]:
    """Findings about money that is for other places too: what is divided, and what counts whole, for each file."""
    shared: dict[tuple[str, str], list[tuple[Activity, str]]] = {}
    for one in activities:
        if not one.money or one.duplicate_of is not None:
            continue
        share = share_of_country(one, iso3)
        if share is None and any(country != iso3 for country in one.countries):
            shared.setdefault(("activities.shared-countries", one.origin.file), []).append((one, one.id))
        elif share is not None and share != 1:
            named = f"{one.id} ({float(share * 100):.4g} %)"
            shared.setdefault(("activities.divided-countries", one.origin.file), []).append((one, named))
    return tuple(
        Finding(
            code=code,
            file=file,
            row=found[0][0].origin.row,
            value=", ".join(named for _, named in found[:MOST_PLACES])
            + ("…" if len(found) > MOST_PLACES else ""),
            details={"number": str(len(found)), "country": place_title(iso3)},
        )
        for (code, file), found in shared.items()
    )


def told_abroad(file: str, iso3: str, counts: Counter[tuple[str, ...]]) -> Finding:
    """The finding about activities elsewhere that were left out: their countries -> how many."""
    details = {**_counted(counts), "country": place_title(iso3)}
    return Finding(code="activities.other-countries", file=file, details=details)


_NOWHERE = {"en": "no country given", "ru": "страна не указана", "kk": "елі көрсетілмеген"}


def _counted(counts: Counter[tuple[str, ...]]) -> dict[str, str | Text]:
    """How many activities, and of which places, in words."""
    named = counts.most_common(MOST_PLACES)
    rest = counts.total() - sum(number for _, number in named)
    where = {
        language: "; ".join(
            f"{', '.join(_place_name(place, language) for place in places) or _NOWHERE[language]} — {number}"
            for places, number in [*named, *([(("…",), rest)] if rest else [])]
        )
        for language in LANGUAGES
    }
    return {"number": str(counts.total()), "where": Text(where)}


def _place_name(code: str, language: str) -> str:
    """The name of a country; the code of a region of the world as it stands."""
    try:
        return place_title(code).in_language(language)
    except UsageError:
        return code


_COLUMNS = [
    "id", "title", "description", "funding", "implementing", "countries", "regions", "start", "end", "status",
    "kind", "amount", "currency", "sectors", "section", "declared", "file", "sheet", "row",
]  # fmt: skip


def _row(activity: Activity, language: str) -> list[object]:
    funding, implementing = (
        "; ".join(p.name.in_language(language) for p in activity.partners if p.role in roles)
        for roles in (("funding", "partner"), ("implementing", "accountable", "extending", "government"))
    )
    money = principal_amount(activity)
    return [
        activity.id,
        activity.title.in_language(language),
        activity.description.in_language(language),
        funding,
        implementing,
        "; ".join(activity.countries),
        "; ".join(region.code for region in activity.regions),
        activity.start.first if activity.start else None,
        activity.end.last if activity.end else None,
        activity.status,
        money[0] if money else None,
        money[1] if money else None,
        money[2] if money else None,
        "; ".join(sector.code or sector.title.in_language(language) for sector in activity.sectors),
        activity.section,
        "; ".join(d.target or str(d.goal) for d in activity.declared),
        activity.origin.file,
        activity.origin.sheet,
        activity.origin.row,
    ]


def principal_amount(activity: Activity) -> tuple[str, object, str | None] | None:
    """The one amount that stands for the activity: (kind, Decimal amount, currency), or None.

    The first kind that is given of budget, commitment, required, disbursed, available; its total where
    one is given, else the sum of its parts, as long as they are in one currency. None where they are not.
    """
    for kind in ("budget", "commitment", "required", "disbursed", "available"):
        given = [money for money in activity.money if money.kind == kind]
        totals = [money for money in given if money.year is None and money.date is None] or given
        if totals:
            currencies = {money.currency for money in totals}
            if len(currencies) > 1:
                return None
            return kind, sum(money.amount for money in totals), currencies.pop()
    return None


def joined(registers: Iterable[Register]) -> Register:
    """Several registers as one, in order; ids that occur twice are told by the readers, not here."""
    parts = tuple(registers)
    return Register(
        activities=tuple(activity for part in parts for activity in part.activities),
        findings=tuple(finding for part in parts for finding in part.findings),
        sources=tuple(source for part in parts for source in part.sources),
        columns=tuple(choice for part in parts for choice in part.columns),
    )


def named(register: Register, name: str) -> Register:
    """A register that was read from a file with another name than the one that people know it by."""

    def at(origin: Origin | None) -> Origin | None:
        return None if origin is None else origin._replace(file=name)

    activities = tuple(
        one.model_copy(
            update={
                "origin": at(one.origin),
                "money": tuple(m.model_copy(update={"origin": at(m.origin)}) for m in one.money),
                "measured": tuple(m.model_copy(update={"origin": at(m.origin)}) for m in one.measured),
            }
        )
        for one in register.activities
    )
    changed = {"file": name}
    findings = (
        one.model_copy(
            update=changed | ({"details": {**one.details, **changed}} if "file" in one.details else {})
        )
        for one in register.findings
    )
    return Register(
        activities=activities,
        findings=tuple(findings),
        sources=tuple(one.model_copy(update=changed) for one in register.sources),
        columns=tuple(one.model_copy(update=changed) for one in register.columns),
    )
