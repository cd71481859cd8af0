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

from typing import TYPE_CHECKING

from sdgkit.first_use import on_first_use

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
    "Activity": "activities.activity",
    "Draft": "report.draft",
    "Finding": "findings",
    "InputError": "errors",
    "Mapping": "mapping.mapping",
    "Match": "mapping.match",
    "Register": "activities.register",
    "SdgkitError": "errors",
    "UsageError": "errors",
    "draft": "report.building",
    "map_register": "mapping.mapping",
    "map_text": "mapping.mapping",
    "map_texts": "mapping.mapping",
    "read_indicators": "indicators.reading",
    "read_register": "activities.reading",
    "refresh": "report.word.refresh",
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


__getattr__ = on_first_use(__name__, _HOME)


def __dir__() -> list[str]:
    return sorted(__all__)
