"""The methods by name."""

from __future__ import annotations

from collections.abc import Callable

from sdgkit.errors import UsageError
from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.progress import escap, eurostat, sdsn, statcan, unsd, unsd_2022
from sdgkit.indicators.progress.subject import Subject

Method = Callable[[Subject], Assessment]


def _of_quantities(assess: Method) -> Method:
    """The method for quantities only: a rate of growth says nothing of steps, or of yes and no."""

    def guarded(subject: Subject) -> Assessment:
        other = subject.scale in ("steps", "yes-no") and not subject.why_not
        return assess(subject.model_copy(update={"why_not": "scale"}) if other else subject)

    return guarded


METHODS: dict[str, Method] = {
    "unsd": _of_quantities(unsd.assess),
    "unsd-2022": unsd_2022.assess,
    "statcan": _of_quantities(statcan.assess),
    "escap": _of_quantities(escap.assess),
    "eurostat": _of_quantities(eurostat.assess),
    "eurostat-long": _of_quantities(eurostat.assess_long),
    "sdsn": sdsn.assess,
}
"""Name -> function from a subject to an assessment."""


def method_named(name: str) -> Method:
    """The method of a name.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in METHODS:
        raise UsageError("indicators.unknown-method", method=name, methods=", ".join(METHODS))
    return METHODS[name]
