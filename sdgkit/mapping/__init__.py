"""From an activity to targets: finders of evidence, how they combine, review, allocation of money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdgkit.first_use import on_first_use

if TYPE_CHECKING:
    from sdgkit.mapping.allocation import allocate as allocate
    from sdgkit.mapping.allocation import allocation_frame as allocation_frame
    from sdgkit.mapping.allocation import countable as countable
    from sdgkit.mapping.allocation import shares as shares
    from sdgkit.mapping.decisions import append_decisions as append_decisions
    from sdgkit.mapping.decisions import history_path as history_path
    from sdgkit.mapping.decisions import read_decisions as read_decisions
    from sdgkit.mapping.mapping import Mapping as Mapping
    from sdgkit.mapping.mapping import map_register as map_register
    from sdgkit.mapping.mapping import map_text as map_text
    from sdgkit.mapping.mapping import map_texts as map_texts
    from sdgkit.mapping.match import Decision as Decision
    from sdgkit.mapping.match import Evidence as Evidence
    from sdgkit.mapping.match import Match as Match
    from sdgkit.mapping.rates import Rates as Rates
    from sdgkit.mapping.rates import read_rates as read_rates
    from sdgkit.mapping.settings import MappingSettings as MappingSettings

_HOME = {
    "Decision": "match",
    "Evidence": "match",
    "Mapping": "mapping",
    "MappingSettings": "settings",
    "Match": "match",
    "Rates": "rates",
    "allocate": "allocation",
    "allocation_frame": "allocation",
    "append_decisions": "decisions",
    "countable": "allocation",
    "history_path": "decisions",
    "map_register": "mapping",
    "map_text": "mapping",
    "map_texts": "mapping",
    "read_decisions": "decisions",
    "read_rates": "rates",
    "shares": "allocation",
}

__all__ = [
    "Decision",
    "Evidence",
    "Mapping",
    "MappingSettings",
    "Match",
    "Rates",
    "allocate",
    "allocation_frame",
    "append_decisions",
    "countable",
    "history_path",
    "map_register",
    "map_text",
    "map_texts",
    "read_decisions",
    "read_rates",
    "shares",
]


__getattr__ = on_first_use(__name__, _HOME)


def __dir__() -> list[str]:
    return sorted(__all__)
