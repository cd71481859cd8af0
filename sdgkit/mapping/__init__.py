"""From an activity to targets: finders of evidence, how they combine, review, allocation of money."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'sdgkit.mapping' has no attribute {name!r}")
    value = getattr(import_module(f"sdgkit.mapping.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
