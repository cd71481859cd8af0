"""Places: countries, regions with the years they existed, basins, and their names in three languages."""

from sdgkit.places.district import District, districts
from sdgkit.places.mention import PlaceMention, find_places, narrowed, undecided_districts
from sdgkit.places.own_region import means_own_region, region_of_title
from sdgkit.places.place import (
    Basin,
    Country,
    CountryGroup,
    Region,
    basin,
    basins,
    basins_of,
    countries,
    country,
    country_group,
    country_groups,
    place_title,
    region,
    regions,
)

__all__ = [
    "Basin",
    "Country",
    "CountryGroup",
    "District",
    "PlaceMention",
    "Region",
    "basin",
    "basins",
    "basins_of",
    "countries",
    "country",
    "country_group",
    "country_groups",
    "districts",
    "find_places",
    "means_own_region",
    "narrowed",
    "place_title",
    "region",
    "region_of_title",
    "regions",
    "undecided_districts",
]
