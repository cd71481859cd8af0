"""sdgkit maps cooperation activities to the Sustainable Development Goals and drafts a national review.

    register   = sdgkit.read_register("register.xlsx")
    mapping    = sdgkit.map_register(register)
    indicators = sdgkit.read_indicators("open-sdg-folder")
    draft      = sdgkit.draft(register, mapping, indicators, country="KAZ", language="ru")
    draft.to_word("review.docx")
    draft.to_excel("annex.xlsx")

The import is light: a name brings in its room when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdgkit.activities.activity import Activity as Activity
    from sdgkit.activities.reading import read_register as read_register
    from sdgkit.activities.register import Register as Register
    from sdgkit.errors import InputError as InputError
    from sdgkit.errors import SdgkitError as SdgkitError
    from sdgkit.errors import UsageError as UsageError
    from sdgkit.findings import Finding as Finding
    from sdgkit.indicators.reading import read_indicators as read_indicators
    from sdgkit.mapping.mapping import Mapping as Mapping
    from sdgkit.mapping.mapping import map_register as map_register
    from sdgkit.mapping.mapping import map_text as map_text
    from sdgkit.mapping.mapping import map_texts as map_texts
    from sdgkit.mapping.match import Match as Match
    from sdgkit.report.building import draft as draft
    from sdgkit.report.draft import Draft as Draft
    from sdgkit.report.word.refresh import refresh as refresh

__version__ = "0.1.0"

_HOME = {
    "Activity": "sdgkit.activities.activity",
    "Draft": "sdgkit.report.draft",
    "Finding": "sdgkit.findings",
    "InputError": "sdgkit.errors",
    "Mapping": "sdgkit.mapping.mapping",
    "Match": "sdgkit.mapping.match",
    "Register": "sdgkit.activities.register",
    "SdgkitError": "sdgkit.errors",
    "UsageError": "sdgkit.errors",
    "draft": "sdgkit.report.building",
    "map_register": "sdgkit.mapping.mapping",
    "map_text": "sdgkit.mapping.mapping",
    "map_texts": "sdgkit.mapping.mapping",
    "read_indicators": "sdgkit.indicators.reading",
    "read_register": "sdgkit.activities.reading",
    "refresh": "sdgkit.report.word.refresh",
}

__all__ = [
    "Activity",
    "Draft",
    "Finding",
    "InputError",
    "Mapping",
    "Match",
    "Register",
    "SdgkitError",
    "UsageError",
    "__version__",
    "draft",
    "map_register",
    "map_text",
    "map_texts",
    "read_indicators",
    "read_register",
    "refresh",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'sdgkit' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
