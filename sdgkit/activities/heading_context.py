"""What titles, names of sheets and headings of sections say of the activities under them: a region, or a partner."""

from __future__ import annotations

import re
from typing import NamedTuple

from sdgkit.activities.activity import Partner, RegionMention
from sdgkit.activities.cells.organisations import known_organisation
from sdgkit.activities.cells.regions import read_regions
from sdgkit.activities.header import TableArea
from sdgkit.activities.settings import ReadingSettings
from sdgkit.languages import Text, clean, fold
from sdgkit.places import region_of_title

LONGEST_NAME = 60
"""Characters of a heading that may be a name and nothing else."""
_BESIDE_PLACE = re.compile(
    r"(?<!\w)(?:обл[^\W\d]*|облыс[^\W\d]*|регион[^\W\d]*|өңір[^\W\d]*|город[^\W\d]*|г|қ|қала[^\W\d]*|region|oblast|city|province)(?!\w)"
)


class HeadingReading(NamedTuple):
    """What a heading says.

    Attributes:
        regions: the regions that it names.
        countries: ISO 3166-1 alpha-3 of their countries.
        partner: the organisation that it names.
    """

    regions: tuple[RegionMention, ...] = ()
    countries: tuple[str, ...] = ()
    partner: Partner | None = None


class HeadingReader:
    """Reads headings that are the name of a place or of an organisation and nothing else.

    Args:
        country: ISO 3166-1 alpha-3 of the register.
        places: whether places are looked for, because no column has them.
        partners: whether organisations are looked for, because no column has them.
    """

    def __init__(self, country: str, *, places: bool, partners: bool) -> None:
        self.country, self.places, self.partners = country, places, partners
        self._known: dict[tuple[str, int | None], HeadingReading | None] = {}

    def read(self, text: str, year: int | None = None) -> HeadingReading | None:
        """What the heading says; None where it is no name.

        Example:
            >>> reader = HeadingReader("KAZ", places=True, partners=True)
            >>> reader.read("Абай обл.").regions[0].code, str(reader.read("3. ЕБРР").partner.name)
            ('KZ-10', 'ЕБРР')
            >>> reader.read("Реестр 2025"), reader.read("Вода в Кызылорде")
            (None, None)
        """
        key = (text, year)
        if key not in self._known:
            self._known[key] = self._read(text, year)
        return self._known[key]

    def _read(self, text: str, year: int | None) -> HeadingReading | None:
        name = re.sub(r"^\s*(?:\d{1,2}|[IVXІХ]{1,4})(?:\.\d{1,2})*\s*[.)]\s*", "", clean(text))
        if not name or len(name) > LONGEST_NAME:
            return None
        if self.partners:
            known = known_organisation(name)
            if known and known.kind in ("funder", "agency"):
                role = "funding" if known.kind == "funder" else "partner"
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
