"""The indicators of one source: observations, headlines, assessments and findings, held together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdgkit.agenda.code import sort_key
from sdgkit.errors import UsageError
from sdgkit.findings import Finding, worst_first
from sdgkit.indicators.checks import check
from sdgkit.indicators.codes import indicator_code, is_code
from sdgkit.indicators.directions import aim
from sdgkit.indicators.headline import Chosen, National, candidates, choose
from sdgkit.indicators.indicator import Assessment, Headline, Indicator
from sdgkit.indicators.observations import Cells, dimensions_of
from sdgkit.indicators.places import place_of
from sdgkit.indicators.progress.methods import method_named
from sdgkit.indicators.progress.subject import Subject, subject_of
from sdgkit.indicators.settings import IndicatorSettings
from sdgkit.indicators.targets import check_targets, target_of
from sdgkit.indicators.translations import Translations
from sdgkit.indicators.values import is_break
from sdgkit.languages import Text

if TYPE_CHECKING:
    from sdgkit.indicators.groups import Groups
    from sdgkit.indicators.table import IndicatorRow
    from sdgkit.indicators.view import IndicatorView


class SourceFile(NamedTuple):
    """A file that was read, and its SHA-256."""

    name: str
    sha256: str


class Indicators:
    """What was read of one source of indicator data. It is not changed after it is made.

    Attributes:
        observations: every row that was read, as a frame (see `sdgkit.indicators.observations`).
        indicators: the indicators of the source, those without data included, in the order of the Agenda.
        findings: what was noticed, worst first.
        sources: the files, with their SHA-256.
        languages: languages in which the source names its codes.
        settings: the decisions of a person that were applied.
        kind: the format: "open-sdg", "tidy", "wide", "unsd", "world-bank", "sdmx".
        country: ISO 3166-1 alpha-3 code where the source says whose data they are, else "".
        units: indicator -> code and name of its unit, where the source names it beside the table and not in it.
    """

    def __init__(
        self,
        observations: pd.DataFrame,
        indicators: Sequence[Indicator],
        findings: Sequence[Finding],
        sources: Sequence[SourceFile] = (),
        *,
        translations: Translations | None = None,
        settings: IndicatorSettings | None = None,
        units: dict[str, tuple[str, Text]] | None = None,
        breaks: dict[str, tuple[int, ...]] | None = None,
        kind: str = "tidy",
        country: str = "",
    ) -> None:
        self.observations = observations
        self.indicators = tuple(sorted(indicators, key=lambda one: sort_key(one.code)))
        self.sources = tuple(sources)
        self.settings = settings or IndicatorSettings()
        self.kind = kind
        self.country = country
        self.translations = translations or Translations()
        self.units = units or {}
        self._breaks = breaks or {}
        self._by_code = {one.code: one for one in self.indicators}
        self._parts = _parts(observations)
        self._read_findings = tuple(findings)
        self._names: dict[tuple[str, str], Text] = {}
        self._groups: dict[str, list[Groups]] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which the source names its codes."""
        return self.translations.languages

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all indicators of the source."""
        return tuple(self._by_code)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was noticed while reading, checking and choosing headlines, worst first."""
        found = [*self._read_findings, *check(self.observations, self.translations, self._breaks)]
        for chosen in self._chosen.values():
            found.extend(chosen.findings)
        unknown = sorted(self.settings.headlines.keys() - self._by_code.keys())
        found.extend(Finding(code="indicators.choice-unknown", value=code) for code in unknown)
        targets = self.settings.targets
        if targets:
            file = self.settings.targets_file.name if self.settings.targets_file else ""
            found.extend(check_targets(targets, self._headline_series(), file))
        return tuple(worst_first(_once(found)))

    def _headline_series(self) -> dict[str, str | None]:
        """The series of each headline; None where an indicator has no headline."""
        return {
            code: chosen.headline.series.get("SERIES", "") if chosen.headline else None
            for code, chosen in self._chosen.items()
        }

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self._known(code) is not None

    def _known(self, code: str) -> str | None:
        for candidate in (code, indicator_code(code)):
            if candidate in self._by_code:
                return candidate
        return None

    def _code(self, code: str) -> str:
        known = self._known(code) if isinstance(code, str) else None
        if known is None:
            raise UsageError("indicators.unknown-indicator", indicator=code)
        return known

    def __getitem__(self, code: str) -> IndicatorView:
        """One indicator with its series, assessment and sources, to look at.

        Raises:
            UsageError: the source has no such indicator.
        """
        from sdgkit.indicators.view import IndicatorView

        return IndicatorView(self, self._code(code))

    def indicator(self, code: str) -> Indicator:
        """The description of an indicator.

        Raises:
            UsageError: the source has no such indicator.
        """
        return self._by_code[self._code(code)]

    def positions(self, code: str) -> npt.NDArray[np.intp]:
        """Where the rows of one indicator stand in the observations."""
        return self._parts.get(self._code(code), np.array([], dtype=np.int32)).astype(np.intp)

    def own_positions(self, code: str) -> npt.NDArray[np.intp]:
        """Where the country's own figures of one indicator stand, if the source has international ones beside them."""
        return self.cells.own(self.positions(code))

    def rows(self, code: str) -> pd.DataFrame:
        """The observations of one indicator; empty where there are none."""
        return self.observations.iloc[self.positions(code)]

    def name_of(self, column: str, code: str) -> Text:
        """The name of a code in a column ("SEX", "F"), in all languages; empty where nobody names it."""
        key = (column, code)
        if key not in self._names:
            group = {"unit": "UNIT_MEASURE", "series": "SERIES", "place": "REF_AREA"}.get(column, column)
            name = self.translations.name(group, code)
            place = (
                place_of(code)
                if column in ("place", "REF_AREA") and (not name or not is_code(code))
                else None
            )
            self._names[key] = Text({**dict(place.name.items()), **dict(name.items())}) if place else name
        return self._names[key]

    def place_name(self, place: str) -> Text:
        """The name of a place: that of the places room for a region, else the platform's; empty for the country."""
        name = self.name_of("place", place)
        known = place_of(place, name.root.get("ru", "")) if place else None
        return known.name if known else name

    def _national(self, code: str) -> National:
        return National(self.cells, self.own_positions(code))

    @cached_property
    def cells(self) -> Cells:
        """The cells of the observations by position, for work row by row."""
        return Cells(self.observations)

    @cached_property
    def _chosen(self) -> dict[str, Chosen]:
        found = {}
        for code in self.codes:
            chosen = choose(code, self._national(code), self.settings.headlines.get(code), self.name_of)
            if chosen.headline is not None:
                chosen = chosen._replace(headline=self._with_unit(chosen.headline))
            found[code] = chosen
        return found

    def _with_unit(self, headline: Headline) -> Headline:
        """The headline with the name of its unit; the unit of the platform's settings where data have none."""
        unit, name = headline.unit, Text({})
        if not unit:
            unit, name = self.units.get(headline.indicator, ("", Text({})))
        else:
            unit = self.translations.code_of("UNIT_MEASURE", unit) or unit
            name = self.name_of("unit", unit) or self.name_of("unit", headline.unit)
        return headline.model_copy(update={"unit": unit, "unit_name": name})

    def headline(self, code: str) -> Headline | None:
        """The series that stands for an indicator; None where there is none (`why_not` says why).

        Raises:
            UsageError: the source has no such indicator.
        """
        return self._chosen[self._code(code)].headline

    def why_not(self, code: str) -> str:
        """Why an indicator has no headline: "no-data", "no-total", "several-series", ...; "" where it has one."""
        return self._chosen[self._code(code)].why_not

    def candidates(self, code: str) -> list[Headline]:
        """Every series of the whole country of an indicator, from which a headline may be chosen."""
        known = self._code(code)
        rows = self._national(known).rows()
        return [self._with_unit(one) for one in candidates(known, rows, self.name_of)]

    def headlines(self) -> pd.DataFrame:
        """All headlines: indicator, year, value, sign, unit, series, rule, file, row; one line per point."""
        lines = [
            (
                code,
                point.year,
                point.value,
                point.sign,
                chosen.headline.unit,
                "; ".join(f"{name}={cell}" for name, cell in sorted(chosen.headline.series.items())),
                chosen.headline.rule,
                point.file,
                point.row,
            )
            for code, chosen in self._chosen.items()
            if chosen.headline is not None
            for point in chosen.headline.points
        ]
        columns = ["indicator", "year", "value", "sign", "unit", "series", "rule", "file", "row"]
        return pd.DataFrame(lines, columns=columns).astype({"value": "float64"})

    @cached_property
    def latest_year(self) -> int | None:
        """The latest year with a number of the whole country in any indicator."""
        whole = (self.observations["place"] == "").to_numpy()
        years = self.cells.numbers["year"][whole & ~np.isnan(self.cells.numbers["value"])]
        return int(years.max()) if len(years) else None

    def subject(self, code: str, as_of: int | None = None, edition: int = 2025) -> Subject:
        """What every method of progress starts from, for one indicator.

        Args:
            code: the indicator.
            as_of: year from whose view data are old; the latest year of the whole source where None.
            edition: edition of the global framework whose directions and targets are taken.
        """
        known = self._code(code)
        headline = self.headline(known)
        if headline is None:
            why = self.why_not(known)
            return Subject(code=known, why_not=why if why == "no-data" else "no-headline")
        indicator = self._by_code[known]
        series = headline.series.get("SERIES", "")
        flagged = {point.year for point in headline.points if is_break(point.sign)}
        breaks = {*self._breaks.get(known, ()), *self.settings.breaks.get(known, ()), *flagged}
        return subject_of(
            headline,
            # A national indicator may stand under the number of a global one; that one's aim is not its own.
            None if indicator.level == "national" else aim(known, str(edition)),
            level=indicator.level,
            national=target_of(self.settings.targets, known, series, headline.points),
            direction=self.settings.directions.get(known),
            breaks=sorted(breaks),
            base_year=self.settings.base_year,
            as_of=as_of or self.latest_year,
            thresholds=self.settings.thresholds.get(known),
            stale_after=self.settings.stale_after,
            scale=self.settings.scales.get(known),
        )

    def assess(
        self, method: str | tuple[str, ...] = "unsd", as_of: int | None = None, language: str = "en"
    ) -> pd.DataFrame:
        """The progress of every indicator by one method, or by several side by side, as a frame.

        Args:
            method: "unsd", or several names as a tuple; `sdgkit.indicators.progress.methods.METHODS` lists them.
            as_of: year from whose view data are old; the latest year of the whole source where None.
            language: language of the labels.

        Returns:
            One line per indicator and method, "not-assessed" ones with their reason included: every field of
            `Assessment`, the label of the result, the reason, and with several methods whether they disagree.

        Raises:
            UsageError: no such method.
        """
        from sdgkit.indicators.progress.frame import assessments_frame

        return assessments_frame(self.assessments(method, as_of), language)

    def assessments(
        self, method: str | tuple[str, ...] = "unsd", as_of: int | None = None
    ) -> list[Assessment]:
        """What `assess` shows as a frame, as models.

        Raises:
            UsageError: no such method.
        """
        names = (method,) if isinstance(method, str) else method
        methods = [method_named(name) for name in names]
        return [one(self.subject(code, as_of)) for code in self.codes for one in methods]

    def assessment(self, code: str, method: str = "unsd", as_of: int | None = None) -> Assessment:
        """The progress of one indicator by one method."""
        return method_named(method)(self.subject(code, as_of))

    def table(
        self, edition: int = 2025, base_year: int | None = None, method: str = "unsd"
    ) -> list[IndicatorRow]:
        """One row per indicator with everything that a report says of it; see `sdgkit.indicators.table`."""
        from sdgkit.indicators.table import indicator_rows

        return indicator_rows(self, edition=edition, base_year=base_year, method=method)

    def by_region(self, code: str, year: int | None = None) -> pd.DataFrame:
        """The values of the regions for the series of the headline; see `sdgkit.indicators.regions`."""
        from sdgkit.indicators.regions import by_region

        return by_region(self, self._code(code), year)

    def groups(self, code: str) -> list[Groups]:
        """The values of an indicator by region and by each dimension, gathered once; see `sdgkit.indicators.groups`."""
        from sdgkit.indicators.groups import groups_of

        known = self._groups.get(code)
        if known is None:
            known = self._groups[code] = groups_of(self, code)
        return known

    def gaps(self, code: str | None = None) -> pd.DataFrame:
        """The gaps between groups and regions; see `sdgkit.indicators.gaps`."""
        from sdgkit.indicators.gaps import gaps

        return gaps(self, code)

    def disaggregations(self) -> pd.DataFrame:
        """Disaggregations that are there against those that the wording asks for; see `disaggregation`."""
        from sdgkit.indicators.disaggregation import disaggregations

        return disaggregations(self)

    def availability(self, edition: int = 2025, *, as_of: int | None = None) -> pd.DataFrame:
        """The availability of every indicator of the framework; see `sdgkit.indicators.availability`."""
        from sdgkit.indicators.availability import availability

        return availability(self, edition, as_of=as_of, old=self.settings.stale_after)

    def regions_over_time(self, code: str) -> pd.DataFrame:
        """The regions over time, with what may be compared; see `sdgkit.indicators.regions`."""
        from sdgkit.indicators.regions import over_time

        return over_time(self, self._code(code))

    def of_place(self, place: str) -> pd.DataFrame:
        """All indicators of one region or basin, beside the country; see `sdgkit.indicators.regions`."""
        from sdgkit.indicators.regions import of_place

        return of_place(self, place)

    def compare(self, international: Indicators) -> pd.DataFrame:
        """These figures beside those of another source; see `sdgkit.indicators.comparison`."""
        from sdgkit.indicators.comparison import compare

        return compare(self, international)

    def write(self, path: str | Path) -> Path:
        """Write the observations as tidy table (`.csv`, `.parquet`), see `sdgkit.indicators.writing` for more."""
        from sdgkit.indicators.writing import write_tidy

        return write_tidy(self, path)

    @property
    def dimensions(self) -> list[str]:
        """The dimension columns of the observations."""
        return dimensions_of(self.observations)

    def __repr__(self) -> str:
        with_data = sum(1 for code in self.codes if len(self._parts.get(code, ())))
        return f"<Indicators: {len(self)} indicators, {with_data} with data, {len(self.observations)} observations>"

    def _repr_html_(self) -> str:
        from sdgkit.indicators.view import collection_html

        return collection_html(self)


def _parts(observations: pd.DataFrame) -> dict[str, npt.NDArray[np.int32]]:
    """Indicator -> where its rows stand."""
    if observations.empty:
        return {}
    codes = observations["indicator"].cat.codes.to_numpy()
    order = np.argsort(codes, kind="stable").astype(np.int32)
    ends = np.cumsum(np.bincount(codes))
    categories = observations["indicator"].cat.categories
    parts = np.split(order, ends[:-1])
    return {str(code): part for code, part in zip(categories, parts, strict=True) if len(part)}


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without repetition; a finding holds a mapping and has no hash of its own."""
    seen: dict[str, Finding] = {}
    for one in findings:
        seen.setdefault(one.model_dump_json(), one)
    return list(seen.values())
