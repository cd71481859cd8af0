"""What the children of an `iati-activity` have said so far, before it is an activity."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sdgkit.activities.activity import (
    Declaration,
    Marker,
    Measured,
    Partner,
    PlaceShare,
    Related,
    Sector,
    When,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

Key = tuple[str | None, ...]
"""The attributes that an element is read by, as they stand there, and what else of it must be the same."""
Note = Callable[..., None]
"""`note(code, element, value="", **details)` writes a finding about an element."""
MOST_KNOWN = 20_000
"""Elements of one kind that are remembered."""


class Gathered:
    """What the children of one activity have said so far; one for all readers of a file, begun anew each time."""

    __slots__ = (
        "areas", "countries", "dates", "declared", "descriptions", "extra", "identifier", "locations", "markers",
        "measured", "partners", "parts_of_places", "place_shares", "reference", "related", "reporter", "results",
        "sector_shares", "sectors", "status", "title",
    )  # fmt: skip

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Begin an activity."""
        self.identifier = ""
        self.reference = ""
        self.reporter: dict[str, str] = {}
        self.status = ""
        self.title: dict[str, str] = {}
        self.descriptions: dict[str, list[dict[str, str]]] = {}
        self.results: list[dict[str, str]] = []
        self.measured: list[Measured] = []
        self.partners: list[Partner] = []
        self.countries: list[str] = []
        self.areas: list[str] = []
        self.place_shares: list[str | None] = []
        self.parts_of_places: list[PlaceShare] = []
        self.locations: list[_Element] = []
        self.dates: dict[str, When] = {}
        self.sectors: list[Sector] = []
        self.sector_shares: dict[str, list[str | None]] = {}
        self.markers: list[Marker] = []
        self.declared: list[Declaration] = []
        self.related: list[Related] = []
        self.extra: dict[str, str] = {}

    def keep(self, name: str, text: str) -> None:
        """Keep in words what no field of an activity holds."""
        extra = self.extra
        extra[name] = f"{extra[name]}; {text}" if name in extra else text
