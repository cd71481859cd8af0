"""Labels: the names of methods and results, and an assessment told in a sentence, in three languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from sdgkit.indicators.indicator import Assessment
from sdgkit.languages import FALLBACK, write_number


@cache
def _labels() -> dict[str, Any]:
    text = resources.files("sdgkit.indicators.progress").joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _text(part: str, key: str, language: str) -> str:
    texts = _labels()[part].get(key, {})
    return next((texts[name] for name in FALLBACK.get(language, (language, "en")) if name in texts), key)


def method_label(method: str, language: str = "en") -> str:
    """The name of a method with its edition.

    Example:
        >>> method_label("unsd")
        'UNSD trend to target, 2026 edition'
    """
    return _text("methods", method, language)


def result_label(assessment: Assessment, language: str = "en") -> str:
    """The result of an assessment in words, as its method calls it.

    Example:
        >>> result_label(Assessment(indicator="3.1.1", method="unsd", edition="2026", result="on-track"), "ru")
        'Продвижение по графику'
    """
    own = f"{assessment.method}/{assessment.result}"
    return _text("results", own if own in _labels()["results"] else assessment.result, language)


def reason_label(why_not: str, language: str = "en") -> str:
    """Why there is no result or no headline, in words; "" for no reason.

    Example:
        >>> reason_label("one-point", "kk")
        'базалық жылдан бері бір ғана жылдың дерегі бар'
    """
    return _text("reasons", why_not, language) if why_not else ""


def remark_label(remark: str, language: str = "en") -> str:
    """A remark of an assessment in words."""
    return _text("remarks", remark, language)


def word_label(word: str, language: str = "en") -> str:
    """The heading of a column of the view.

    Example:
        >>> word_label("indicator", "kk")
        'Көрсеткіш'
    """
    return _text("words", word, language)


def explain_assessment(assessment: Assessment, language: str = "en") -> str:
    """The assessment with method, base, latest value, target and remarks, in one or two sentences.

    Example:
        >>> print(explain_assessment(Assessment(indicator="3.1.1", method="unsd", edition="2026",
        ...     result="not-assessed", why_not="one-point")))
        Not assessed (UNSD trend to target, 2026 edition): only one year with a figure since the base year.
    """
    values: dict[str, str] = {
        "result": result_label(assessment, language),
        "method": method_label(assessment.method, language),
        "reason": reason_label(assessment.why_not, language),
    }
    if assessment.result == "not-assessed":
        sentence = _text("sentences", "not-assessed", language).format_map(values)
    else:
        target = _text(
            "sentences",
            f"target-{assessment.whose_target}" if assessment.whose_target else "no-target",
            language,
        )
        values |= {
            "base": _number(assessment.base, language),
            "base_year": str(assessment.base_year),
            "latest": _number(assessment.latest, language),
            "latest_year": str(assessment.latest_year),
            "target": target.format(
                target=_number(assessment.target, language), target_year=assessment.target_year
            ),
        }
        sentence = _text("sentences", "assessed", language).format_map(values)
    if assessment.remarks:
        remarks = "; ".join(remark_label(one, language) for one in assessment.remarks)
        sentence += _text("sentences", "remarks", language).format(remarks=remarks)
    return sentence


def _number(value: float | None, language: str) -> str:
    if value is None:
        return "—"
    return write_number(round(value, 2 if abs(value) >= 1 else 4), language)
