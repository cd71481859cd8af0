"""The methods by name."""

from __future__ import annotations

from collections.abc import Callable

from sdgkit.errors import UsageError
from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.progress import escap, eurostat, sdsn, statcan, unsd, unsd_2022
from sdgkit.indicators.progress.subject import Subject

METHODS: dict[str, Callable[[Subject], Assessment]] = {
    module.METHOD: module.assess for module in (unsd, unsd_2022, statcan, escap, eurostat, sdsn)
}
"""Name -> function from a subject to an assessment."""


def method_named(name: str) -> Callable[[Subject], Assessment]:
    """The method of a name.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in METHODS:
        raise UsageError("indicators.unknown-method", method=name, methods=", ".join(METHODS))
    return METHODS[name]
