"""Rows of a long table that are wanted: of a known indicator and year, of the country, and no plan."""

from __future__ import annotations

from collections.abc import Sequence

from sdgkit.indicators.codes import is_total
from sdgkit.indicators.labels import is_plan_label
from sdgkit.indicators.long_cells import Meanings
from sdgkit.indicators.long_columns import CODED, INTERNATIONAL, Columns
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.places import is_area_of_world
from sdgkit.indicators.years import read_year


class Wanted:
    """Tells the rows of one table that are wanted from the others, piece by piece.

    Args:
        columns: where the columns stand.
        meanings: what the cells mean.
        odd: takes what is odd about rows that are left out.
        others: takes the countries of rows that are left out.
        unknown: the end of the finding's code for rows whose indicator is not known.
    """

    def __init__(
        self, columns: Columns, meanings: Meanings, odd: OddCells, others: set[str], unknown: str
    ) -> None:
        self._columns = columns
        self._meanings = meanings
        self._odd = odd
        self._others = others
        self._unknown = unknown
        beside = "place" in columns.known and columns.place_heading not in CODED
        self._beside_regions = columns.known.get("place_name") if beside else None
        """The column of the countries in which the places are."""

    def in_countries(self, cells: list[Sequence[str]]) -> list[Sequence[str]]:
        """The cells with the country as the place of the whole, where a column of countries stands beside regions."""
        known = self._columns.known
        if self._beside_regions is None:
            return cells
        made = {
            pair: pair[1] if is_total(pair[0]) and pair[1].strip() else pair[0]
            for pair in set(zip(cells[known["place"]], cells[self._beside_regions], strict=True))
        }
        pairs = zip(cells[known["place"]], cells[self._beside_regions], strict=True)
        return [
            [made[pair] for pair in pairs] if n == known["place"] else column
            for n, column in enumerate(cells)
        ]

    def kept(self, cells: list[Sequence[str]], at: Sequence[int]) -> tuple[Sequence[str], list[bool] | None]:
        """What names the indicator of each row; which rows have an indicator, a year and a wanted place, if not all.

        An indicator is named by its cell, or where that does not by cell and series with a tab between.
        """
        indicators, years_of = self._meanings.indicators, self._meanings.years
        nothing = [""] * len(at)
        keys = self._keys(cells, nothing)
        years = cells[self._columns.known["year"]]
        actions = self._columns.cells_of(cells, "action") or nothing
        unknown = {key for key in set(keys) if not indicators[key]}
        bad_years = {cell for cell in set(years) if not years_of[cell]}
        self._tell_years(years, at)
        places, unwanted = self._unwanted(cells, nothing)
        deleted = {cell for cell in set(actions) if cell.strip() == "D"}
        planned = self._planned(cells, at)
        if not (unknown or bad_years or unwanted or deleted or planned):
            return keys, None
        known = (place for place, key in zip(places, keys, strict=True) if key not in unknown)
        self._others.update(self._meanings.places[cell][0] for cell in unwanted & set(known))
        kept = []
        for n, (key, year, place, action) in enumerate(zip(keys, years, places, actions, strict=True)):
            if at[n] in planned:
                kept.append(False)
                continue
            if action in deleted:
                self._odd.note("rows-deleted", at[n], action)
            elif key in unknown:
                self._odd.note(self._unknown, at[n], key.strip("\t"))
            kept.append(not (key in unknown or year in bad_years or place in unwanted or action in deleted))
        return keys, kept

    def _keys(self, cells: list[Sequence[str]], nothing: list[str]) -> Sequence[str]:
        """What names the indicator of each row; with the series where the cells of some do not."""
        keys = self._columns.cells_of(cells, "indicator") or nothing
        series = self._columns.cells_of(cells, "series")
        if series is None or all(map(self._meanings.indicators.__getitem__, set(keys))):
            return keys
        return [f"{key}\t{one.strip()}" for key, one in zip(keys, series, strict=True)]

    def _tell_years(self, years: Sequence[str], at: Sequence[int]) -> None:
        odd = {cell for cell in set(years) if read_year(cell).oddity}
        for n, year in enumerate(years if odd else ()):
            if year in odd:
                self._odd.note(read_year(year).oddity, at[n], year)

    def _unwanted(self, cells: list[Sequence[str]], nothing: list[str]) -> tuple[Sequence[str], set[str]]:
        """The place of each row, a foreign country in the place of its regions; which places are not wanted."""
        of = self._meanings.places
        columns = self._columns
        places = columns.cells_of(cells, "place") or columns.cells_of(cells, "place_code") or nothing
        unwanted = {cell for cell in set(places) if of[cell][1]} | self._areas(cells, places)
        countries = nothing if self._beside_regions is None else cells[self._beside_regions]
        foreign = {cell for cell in set(countries) if of[cell][1]}
        if foreign:
            places = [one if one in foreign else place for place, one in zip(places, countries, strict=True)]
        return places, unwanted | foreign

    def _planned(self, cells: list[Sequence[str]], at: Sequence[int]) -> set[int]:
        """Numbers of rows that a dimension or the place says to be plans or targets; they are told."""
        columns = [*self._columns.dimensions.values()]
        columns += [
            self._columns.known[part] for part in ("place", "series_name") if part in self._columns.known
        ]
        found: set[int] = set()
        for index in columns:
            plans = {cell for cell in set(cells[index]) if cell.strip() and is_plan_label(cell)}
            for n, cell in enumerate(cells[index] if plans else ()):
                if cell in plans and at[n] not in found:
                    found.add(at[n])
                    self._odd.note("year-plan", at[n], cell)
        return found

    def _areas(self, cells: list[Sequence[str]], places: Sequence[str]) -> set[str]:
        """The places that are no part of a country: the world, continents, groups of countries."""
        heading = self._columns.place_heading
        found = set(places) if heading in INTERNATIONAL else set()
        reporting = self._columns.cells_of(cells, "reporting")
        if heading == "ref_area" and reporting is not None:
            found = {
                place for place, kind in zip(places, reporting, strict=True) if kind.strip() in ("G", "R")
            }
        return {cell for cell in found if is_area_of_world(self._meanings.places[cell][0])}
