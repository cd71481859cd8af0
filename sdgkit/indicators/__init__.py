"""Indicators: observations, series, headline; one reader per source format, one module per progress method."""
