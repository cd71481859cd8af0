"""The tables of the annex, in the order of its sheets.

`annex_tables` gives what only the annex has: the indicators by goal in print layout with years as columns,
the tidy observations, all activities, the matrix of activities by target, the targets without any activity,
the regions by goal, the sources and the findings. Each kind has its module: `print_tables`,
`observation_tables`, `activity_tables`, `matrix`, `region_tables`, `source_tables`.
"""
