"""Assessments as a frame; with several methods, whether they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.progress.labels import reason_label, result_label

DIRECTIONS = {
    "forward": frozenset(
        {"target-met", "on-track", "moderate", "fair", "maintain", "substantial", "significant", "achieved"}
        | {"moderately-improving"}
    ),
    "backward": frozenset(
        {"regression", "deterioration", "reverse", "decreasing", "away", "moderate-away", "significant-away"}
    ),
}
"""What a result says of the way: methods agree when none says forward where another says backward."""


YEARS = ("base_year", "latest_year", "target_year", "points", "span")
NUMBERS = ("base", "latest", "target", "projection", "limit", "ratio", "score")


def assessments_frame(assessments: Sequence[Assessment], language: str = "en") -> pd.DataFrame:
    """One line per assessment, all its fields, the label of the result and whether the methods agree.

    Args:
        assessments: of one or several methods.
        language: language of the labels.
    """
    results: dict[str, set[str]] = defaultdict(set)
    for one in assessments:
        results[one.indicator].add(way(one))
    lines = [
        one.model_dump(mode="json")
        | {
            "label": result_label(one, language),
            "reason": reason_label(one.why_not, language),
            "remarks": "; ".join(one.remarks),
            "disagreement": {"forward", "backward"} <= results[one.indicator],
        }
        for one in assessments
    ]
    first = ["indicator", "method", "edition", "result", "label", "why_not", "reason"]
    rest = [name for name in Assessment.model_fields if name not in first]
    frame = pd.DataFrame(lines, columns=[*first, *rest, "disagreement"])
    return frame.astype(dict.fromkeys(YEARS, "Int64") | dict.fromkeys(NUMBERS, "float64"))


def way(assessment: Assessment) -> str:
    """ "forward", "backward" or "" (neither, or not assessed)."""
    return next((name for name, words in DIRECTIONS.items() if assessment.result in words), "")
