"""Indicators: observations, series, headline; one reader per source format, one module per progress method.

The names here bring in their modules (and pandas) when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdgkit.first_use import on_first_use

if TYPE_CHECKING:
    from sdgkit.indicators.indicator import Assessment as Assessment
    from sdgkit.indicators.indicator import Headline as Headline
    from sdgkit.indicators.indicator import Indicator as Indicator
    from sdgkit.indicators.indicator import Point as Point
    from sdgkit.indicators.indicators import Indicators as Indicators
    from sdgkit.indicators.reading import read_indicators as read_indicators
    from sdgkit.indicators.settings import HeadlineChoice as HeadlineChoice
    from sdgkit.indicators.settings import IndicatorSettings as IndicatorSettings
    from sdgkit.indicators.settings import NationalTarget as NationalTarget
    from sdgkit.indicators.table import IndicatorRow as IndicatorRow

_HOME = {
    "Assessment": "indicator",
    "Headline": "indicator",
    "HeadlineChoice": "settings",
    "Indicator": "indicator",
    "IndicatorRow": "table",
    "IndicatorSettings": "settings",
    "Indicators": "indicators",
    "NationalTarget": "settings",
    "Point": "indicator",
    "read_indicators": "reading",
}

__all__ = [
    "Assessment",
    "Headline",
    "HeadlineChoice",
    "Indicator",
    "IndicatorRow",
    "IndicatorSettings",
    "Indicators",
    "NationalTarget",
    "Point",
    "read_indicators",
]


__getattr__ = on_first_use(__name__, _HOME)
