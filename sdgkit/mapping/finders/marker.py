"""Policy markers of the OECD DAC: gender equality, environment, climate, biodiversity, disability, ..."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sdgkit.activities.activity import Activity
from sdgkit.mapping.finders import Hit, Passage, goal_of, target_of
from sdgkit.mapping.knowledge_files import check_choice, check_code, knowledge_rows, number_in

VOCABULARIES = ("1", "")
"""Vocabularies of `Marker` that are the DAC's own."""


@cache
def markers() -> dict[tuple[str, int], list[tuple[str, float, str]]]:
    """(marker, significance) -> (target, strength, rule)."""
    table: dict[tuple[str, int], list[tuple[str, float, str]]] = {}
    for line, row in knowledge_rows("markers.csv", needs=("marker", "significance", "target", "strength")):
        if row["target"]:
            check_code("markers.csv", line, row["target"])
            check_choice("markers.csv", line, row, "significance", ("1", "2", "3", "4"))
            strength = number_in("markers.csv", line, row, "strength")
            entry = (row["target"], strength, f"markers.csv:{line}")
            table.setdefault((row["marker"], int(row["significance"])), []).append(entry)
    return table


class MarkerFinder:
    """Finds targets by policy markers that are significant or principal."""

    name = "marker"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """A hit per marker and row; "not targeted" and a marker without significance give none."""
        for marker in activity.markers:
            if marker.vocabulary not in VOCABULARIES or not marker.significance:
                continue
            for target, strength, rule in markers().get((marker.code, marker.significance), ()):
                yield Hit(
                    goal=goal_of(target),
                    target=target_of(target),
                    kind="marker",
                    field="marker",
                    text=f"{marker.code}:{marker.significance}",
                    weight=strength,
                    rule=rule,
                )


def make() -> MarkerFinder:
    """The finder."""
    return MarkerFinder()
