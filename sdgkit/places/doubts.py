"""What is doubtful about a place: regions that changed, former names, a city or the region of its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sdgkit.languages import Text
from sdgkit.places.names import Name, is_adjective, region_beside, shown_places
from sdgkit.places.place import Region, region


class Doubt(NamedTuple):
    """The code that counts, the code of a message ("" where nothing is doubtful), and the values of the message."""

    code: str
    note: str = ""
    details: Mapping[str, str | Text] = {}


def doubt_of(name: Name, code: str, said: str, year: int | None) -> Doubt:
    """What is doubtful about a place.

    Args:
        name: the name that the text has.
        code: of the place.
        said: what the word beside the name says that it is.
        year: year in which the activity began, where it is known.
    """
    if name.kind not in ("region", "city", "town"):
        return Doubt(code)
    changed = _changed(name, region(code), year)
    if changed is not None:
        return changed
    if name.old:
        return Doubt(code, "places.old-name", {"region": shown_places([code])})
    if name.kind == "city" and not said and (other := region_beside(code)):
        return _between(code, code, [other], "places.city-or-region")
    if name.ambiguous and not said and not name.capitals and not is_adjective(name):
        return Doubt(code, "places.name-of-many", {"region": shown_places([code])})
    return Doubt(code)


def _changed(name: Name, of: Region, year: int | None) -> Doubt | None:
    """The doubt where a region is no more, was not yet, or had other borders in a year; None where it was the same."""
    if of.valid_to is not None and (year is None or year >= of.valid_to):
        heir, *others = of.successors
        return _between(heir, heir, others, "places.region-historic", of.valid_to)
    if year is None:
        return None
    if of.valid_from is not None and year < of.valid_from:
        # A town lay where it lies; only the region's own name is out of its time.
        if name.kind == "town":
            return Doubt(of.code)
        return _between(of.code, of.code, of.predecessors, "places.region-later", of.valid_from)
    split = [changed for changed in of.boundary_changes if changed > year]
    if split and of.successors and name.kind == "region":
        return _between(of.code, of.code, of.successors, "places.region-split", split[0])
    return None


def _between(code: str, shown: str, others: Iterable[str], note: str, year: int | None = None) -> Doubt:
    details = {"region": shown_places([shown]), "others": shown_places(others)}
    return Doubt(code, note, details | ({} if year is None else {"year": str(year)}))
