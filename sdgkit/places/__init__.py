"""Places: countries, regions with the years they existed, basins, and their names in three languages."""

from sdgkit.places.mention import PlaceMention, find_places, narrowed
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
    "PlaceMention",
    "Region",
    "basin",
    "basins",
    "basins_of",
    "countries",
    "country",
    "country_group",
    "country_groups",
    "find_places",
    "narrowed",
    "place_title",
    "region",
    "regions",
]
