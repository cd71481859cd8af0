"""Places: countries, regions with the years they existed, basins, and their names in three languages."""
