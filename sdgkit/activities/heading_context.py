"""What titles, names of sheets and headings of sections say of the activities under them: place, partner, time."""

from __future__ import annotations

import re
from typing import NamedTuple

from sdgkit.activities.activity import Partner, RegionMention, When
from sdgkit.activities.cells.dates import Period, read_date
from sdgkit.activities.cells.organisations import kind_by_word, known_organisation, supporter
from sdgkit.activities.cells.regions import read_regions
from sdgkit.activities.cells.units import unit_in
from sdgkit.activities.columns import REGION
from sdgkit.activities.header import TableArea
from sdgkit.activities.settings import ReadingSettings
from sdgkit.errors import UsageError
from sdgkit.languages import Text, clean, fold
from sdgkit.places import country as country_named
from sdgkit.places import region_of_title

LONGEST_NAME = 60
"""Characters of a heading that may be a name and nothing else."""
_UNIT_BEHIND = re.compile(r"\s*\(([^()]*)\)\s*$")
"""A bracket that names the currency of the amounts: "Посольство Японии (йены)"."""
LONGEST_EMBASSY = 4
"""Words of a heading that is an embassy and nothing else."""
LONGEST_TIME = 24
"""Characters of a heading that may be a year or a quarter and nothing else."""
_ALL_YEAR = re.compile(
    r"^\W*(?:в течение|весь|жыл бойы|throughout the|all|during the)?\s*(?:года?|year)?\W*$"
)
"""A heading such as "В течение года" among quarters."""
_BESIDE_PLACE = re.compile(
    r"(?<!\w)(?:обл[^\W\d]*|облыс[^\W\d]*|регион[^\W\d]*|өңір[^\W\d]*|город[^\W\d]*|г|қ|қала[^\W\d]*|region|oblast|city|province)(?!\w)"
)


class HeadingReading(NamedTuple):
    """What a heading says.

    Attributes:
        regions: the regions that it names.
        countries: ISO 3166-1 alpha-3 of their countries.
        partner: the organisation that it names.
        start: the time that it names, or the first day of it.
        end: the end of that time.
    """

    regions: tuple[RegionMention, ...] = ()
    countries: tuple[str, ...] = ()
    partner: Partner | None = None
    start: When | None = None
    end: When | None = None


class HeadingReader:
    """Reads headings that are the name of a place, of an organisation or of a time and nothing else.

    Args:
        country: ISO 3166-1 alpha-3 of the register.
        places: whether places are looked for, because no column has them.
        partners: whether organisations are looked for, because no column has them.
        givers: whether the organisations are those that pay, as the heading of the titles says ("Донор / Проект").
        times: whether years and quarters are looked for, because no column has dates.
    """

    def __init__(
        self, country: str, *, places: bool, partners: bool, times: bool = False, givers: bool = False
    ) -> None:
        self.country, self.places, self.partners, self.times = country, places, partners, times
        self.givers = givers
        self.year: int | None = None
        """The year that the title block or the sheet's name tells, for headings such as "II квартал"."""
        self._known: dict[tuple[str, int | None], HeadingReading | None] = {}

    def read(self, text: str, year: int | None = None) -> HeadingReading | None:
        """What the heading says; None where it is no name.

        Example:
            >>> reader = HeadingReader("KAZ", places=True, partners=True)
            >>> reader.read("Абай обл.").regions[0].code, str(reader.read("3. ЕБРР").partner.name)
            ('KZ-10', 'ЕБРР')
            >>> reader.read("Реестр 2025"), reader.read("Вода в Кызылорде")
            (None, None)
            >>> HeadingReader("KAZ", places=False, partners=False, times=True).read("2024 год").end.last.isoformat()
            '2024-12-31'
        """
        key = (text, year)
        if key not in self._known:
            self._known[key] = self._read(text, year)
        return self._known[key]

    def _read(self, text: str, year: int | None) -> HeadingReading | None:
        name = re.sub(r"^\s*(?:\d{1,2}|[IVXІХ]{1,4})(?:\.\d{1,2})*\s*[.)]\s*", "", clean(text))
        if (
            (bracket := _UNIT_BEHIND.search(name))
            and (unit := unit_in(bracket[1]))
            and (unit.currency or unit.factor)
        ):
            name = name[: bracket.start()]
        if not name or len(name) > LONGEST_NAME:
            return None
        if self.times and (period := self._time(clean(text))) is not None:
            return HeadingReading(start=period.start, end=period.end or period.start)
        if self.places and (country := _country_named(name)) in REGION:
            # The heading of a country that gives may name the donor; one of the region is where the work is done.
            return HeadingReading(countries=(country,))
        if self.partners:
            name = supporter(name) or name
            known = known_organisation(name)
            kind = known.kind if known else kind_by_word(name) if len(name.split()) <= LONGEST_EMBASSY else ""
            if kind == "funder" or (known and kind == "agency"):
                role = "funding" if kind == "funder" or self.givers else "partner"
                return HeadingReading(partner=Partner(name=Text.of(name), role=role))
        if self.places:
            reading = read_regions(name, self.country, year)
            if reading.regions and not reading.missed and all(r.code not in ("KZ",) for r in reading.regions):
                rest = fold(name)
                for region in reading.regions:
                    rest = rest.replace(fold(region.written), " ")
                if not re.search(r"[^\W\d_]{2,}", _BESIDE_PLACE.sub(" ", rest)):
                    return HeadingReading(regions=reading.regions, countries=reading.countries)
        return None

    def _time(self, text: str) -> Period | None:
        """The year, quarter or month that a heading is; a day is when a register was drawn up."""
        if len(text) > LONGEST_TIME:
            return None
        read = read_date(text)
        if read.start is None and self.year is not None:
            words = _ALL_YEAR.sub("", fold(text)).strip(" .")
            read = read_date(f"{text} {self.year}" if words else self.year)
        if read.start is None or read.problem not in ("", "date-vague") or read.start.precision == "day":
            return None
        return read if read.is_range is False or read.end is not None else None


def _country_named(name: str) -> str:
    """ISO 3166-1 alpha-3 of the country whose name this is, "" where it says anything else."""
    try:
        return country_named(name).iso3
    except UsageError:
        return ""


def own_region(area: TableArea, settings: ReadingSettings) -> tuple[str, ...]:
    """The region that a register is of, as ISO 3166-2; none where nothing says so, or where several are named.

    The settings come first, then the title block, the name of the sheet, and that of the file.
    """
    if settings.region is not None:
        return (settings.region,)
    country = settings.country or "KAZ"
    title = dict.fromkeys(code for text in area.above for code in region_of_title(text, country))
    if title:
        return tuple(title) if len(title) == 1 else ()
    for name in (area.grid.sheet, re.sub(r"\.\w{2,5}$", "", area.grid.file)):
        found = region_of_title(name, country, short=True)
        if found:
            return found if len(found) == 1 else ()
    return ()


def name_over(area: TableArea) -> str:
    """The one text in the row over a header, or in the row above an empty one; "" where there is none.

    "ПРООН" between two tables heads the second one as the heading of a section would.
    """
    for index in range(area.header.start - 1, max(area.header.start - 3, -1), -1):
        filled = [
            value
            for value in area.grid.rows[index]
            if value not in ("", None) and (not isinstance(value, str) or value.strip())
        ]
        if filled:
            return clean(filled[0]) if len(filled) == 1 and isinstance(filled[0], str) else ""
    # In a document the heading is a paragraph over the table.
    return clean(area.grid.above[-1]) if area.grid.above and area.header.start == 0 else ""
