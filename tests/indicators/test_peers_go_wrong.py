"""The cases in which published methods and their implementations go wrong, for every method.

Each expectation is worked by hand from the formula in the method's module; the comment says how.
"""

from __future__ import annotations

import pytest

from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.progress.methods import METHODS
from sdgkit.indicators.progress.subject import Subject

SDG_INDEX = {"lower": 100.0, "optimum": 0.0, "green": 5.0, "red": 30.0}


def judged(method: str, values: dict[int, float], direction: str = "up", **fields: object) -> Assessment:
    """The assessment of a series by a method; the target is global where one is given."""
    given: dict[str, object] = {"as_of": max(values, default=2023)}
    if "target" in fields:
        given |= {"whose": "global", "target_kind": "value"}
    subject = Subject(
        code="1.1.1", years=tuple(values), values=tuple(values.values()), direction=direction,  # type: ignore[arg-type]
        **given | fields,  # type: ignore[arg-type]
    )  # fmt: skip
    return METHODS[method](subject)


EVERY = list(METHODS)
RATES = ["unsd", "unsd-2022", "statcan", "eurostat"]
"""The methods by rates of growth; `eurostat-long` judges by the same code as `eurostat`."""


@pytest.mark.parametrize(
    ("method", "result"),
    [
        ("unsd", "target-met"),
        ("unsd-2022", "target-met"),
        ("statcan", "achieved"),
        ("escap", "maintain"),
        ("eurostat", "significant"),
        ("sdsn", "on-track"),
    ],
)
def test_a_disease_eliminated_is_no_lack_of_data(method: str, result: str) -> None:
    done = judged(method, {2015: 5.0, 2019: 1.0, 2023: 0.0}, "down", target=0.0, thresholds=SDG_INDEX)
    assert (done.result, done.why_not) == (result, "")


@pytest.mark.parametrize(
    ("method", "kept", "lost"),
    [
        ("unsd", "target-met", "regression"),
        ("unsd-2022", "target-met", "deterioration"),
        ("statcan", "achieved", "deterioration"),
        ("escap", "maintain", "reverse"),
        ("eurostat", "significant", "away"),
        ("sdsn", "on-track", "on-track"),
    ],
)
def test_a_base_of_zero_that_is_the_target_is_kept_or_lost(method: str, kept: str, lost: str) -> None:
    """A disease that is absent stays absent, or comes back; for the SDG Index 3 of 100 000 is still green."""
    assert judged(method, {2018: 0.0, 2023: 0.0}, "down", target=0.0, thresholds=SDG_INDEX).result == kept
    assert judged(method, {2018: 0.0, 2023: 3.0}, "down", target=0.0, thresholds=SDG_INDEX).result == lost


def test_a_base_of_zero_from_which_to_rise_has_no_rate_and_says_so() -> None:
    """0 to 12 in 8 of 15 years towards 100: 12 * 15 / 8 = 22.5 % of the way; a rate of growth is not defined."""
    done = judged("unsd", {2015: 0.0, 2023: 12.0}, target=100.0)
    assert (done.result, done.ratio, done.remarks) == ("marginal", pytest.approx(0.225), ("linear",))
    for method in ("unsd-2022", "statcan", "eurostat"):
        assert judged(method, {2018: 0.0, 2023: 12.0}, target=100.0).why_not == "base-zero"
    escap = judged("escap", {2015: 0.0, 2023: 12.0}, target=100.0)
    # The line through 0 and 12 reaches 22.5 in 2030: 77.5 % of the gap are left.
    assert (escap.result, escap.ratio, escap.score) == ("accelerate", pytest.approx(77.5), pytest.approx(1.2))


def test_near_a_ceiling_the_ceiling_is_the_target() -> None:
    """99.0 to 99.4 in 8 years, (99.4 / 99) ^ (1/8) - 1 = 0.0504 % a year; to 100 by 2030 it needs 0.0670 % a year.

    R of the rates 0.752; of the distances (99.4 * 1.000504 ^ 7 - 99) / 1 = 0.752. Statistics Canada's thresholds
    shrink by C = 1 - 0.99 ^ 4.44 = 0.0436, to 0.0655 % and 0.0218 %. All see some progress.
    """
    values = {2015: 99.0, 2023: 99.4}
    assert judged("unsd", values, high=100.0).ratio == pytest.approx(0.752, abs=0.001)
    assert judged("unsd", values, high=100.0).result == "moderate"
    assert judged("unsd-2022", values, high=100.0).ratio == pytest.approx(0.752, abs=0.001)
    assert judged("unsd-2022", values, high=100.0).result == "fair"
    assert judged("statcan", values, high=100.0).result == "moderate"
    # Over five years, 99.0 in 2018: to 100 by 2030 in 12 years 0.0838 %, actual 0.0807 % a year, R 0.963.
    euro = judged("eurostat", {2018: 99.0, 2023: 99.4}, high=100.0)
    assert (euro.result, euro.ratio) == ("significant", pytest.approx(0.963, abs=0.001))
    for method in ("unsd", "unsd-2022", "eurostat"):
        assert "limit-as-target" in judged(method, {2018: 99.0, 2023: 99.4}, high=100.0).remarks
        assert judged(method, {2018: 40.0, 2023: 43.0}, high=100.0).remarks in ((), ("five-years",))


def test_parity_that_is_crossed_is_not_simply_progress() -> None:
    """0.8 to 1.2: 25 % beside parity on one side, 20 % on the other; as max(v, 1/v) 1.25 to 1.20.

    Rates -0.509 % against -1.477 % required: 0.345. UNSD: 1.2 * 0.99491 ^ 7 = 1.1579, (1.1579 - 1.25) / -0.25 = 0.368.
    ESCAP: as far from 1 as before, index 0; the line goes on to 1.55 by 2030 (on logarithms 1.711), further away.
    """
    values = {2015: 0.8, 2023: 1.2}
    ratios = {"unsd": 0.368, "unsd-2022": 0.345, "statcan": 0.345}
    words = {"unsd": "marginal", "unsd-2022": "limited", "statcan": "limited"}
    for method, ratio in ratios.items():
        done = judged(method, values, "range", target=1.0, target_kind="parity")
        assert (done.result, done.ratio) == (words[method], pytest.approx(ratio, abs=0.001))
        assert "range" in done.remarks
    escap = judged("escap", values, "range", target=1.0, target_kind="parity")
    assert (escap.result, escap.score) == ("reverse", pytest.approx(0.0, abs=1e-9))
    assert escap.projection == pytest.approx(0.8 * 1.5 ** (15 / 8))
    # Over five years 1.25 to 1.20 is -0.813 % a year; to 1 in 12 years -1.842 % are needed: 0.441.
    euro = judged("eurostat", {2018: 0.8, 2023: 1.2}, "range", target=1.0, target_kind="parity")
    assert (euro.result, euro.ratio) == ("insufficient", pytest.approx(0.441, abs=0.001))


def test_negative_values_have_a_direction_too() -> None:
    """A balance from -4 to -2 improves, from -2 to -4 it worsens; a rate of the size would say the opposite."""
    good = {"unsd": "on-track", "unsd-2022": "on-track", "statcan": "substantial", "eurostat": "significant"}
    bad = {
        "unsd": "regression",
        "unsd-2022": "deterioration",
        "statcan": "deterioration",
        "eurostat": "significant-away",
    }
    for method in RATES:
        assert judged(method, {2018: -4.0, 2023: -2.0}).result == good[method]
        assert judged(method, {2018: -2.0, 2023: -4.0}).result == bad[method]
        turned = judged(method, {2018: -2.0, 2023: 2.0})
        assert (turned.result, turned.why_not) == ("not-assessed", "sign-change")


def test_a_target_beyond_zero_cannot_be_reached_by_a_rate() -> None:
    """From -4 to -2 in 8 years towards 2: a quarter of a unit a year, -0.25 in 2030, 62.5 % of the way."""
    done = judged("unsd", {2015: -4.0, 2023: -2.0}, target=2.0)
    assert (done.result, done.ratio, done.remarks) == ("moderate", pytest.approx(0.625), ("linear",))
    for method in ("unsd-2022", "statcan", "eurostat"):
        assert judged(method, {2018: -4.0, 2023: -2.0}, target=2.0).why_not == "sign-change"
    escap = judged("escap", {2015: -4.0, 2023: -2.0}, target=2.0)
    assert (escap.score, escap.ratio) == (pytest.approx(10 / 3), pytest.approx(37.5))


@pytest.mark.parametrize("method", EVERY)
@pytest.mark.parametrize(
    ("values", "as_of", "reason"),
    [
        ({2022: 10.0, 2023: 8.0}, 2023, "span"),
        ({2021: 10.0, 2023: 8.0}, 2023, "span"),
        ({2023: 8.0}, 2023, "one-point"),
        ({2015: 10.0, 2018: 8.0}, 2024, "stale"),
        ({}, 2023, "no-data"),
    ],
)
def test_short_and_old_series_are_not_judged_by_any_method(
    method: str, values: dict[int, float], as_of: int, reason: str
) -> None:
    done = judged(method, values, "down", target=5.0, as_of=as_of, thresholds=SDG_INDEX)
    outside = method == "unsd-2022" and reason in ("span", "one-point")
    # Its base must lie within three years of 2015.
    assert (done.result, done.why_not) == ("not-assessed", "no-base-near" if outside else reason)


@pytest.mark.parametrize("method", [name for name in EVERY if name != "eurostat-long"])  # whose least is ten
def test_three_years_and_five_years_old_are_enough(method: str) -> None:
    values = {2015: 10.0, 2018: 8.0}
    assert (
        judged(method, values, "down", target=5.0, as_of=2023, thresholds=SDG_INDEX).result != "not-assessed"
    )
    younger = judged(method, values, "down", target=5.0, as_of=2023, stale_after=4, thresholds=SDG_INDEX)
    assert younger.why_not == "stale"


@pytest.mark.parametrize("method", EVERY)
def test_a_break_leaves_only_what_follows_it(method: str) -> None:
    """After a break in 2022 two years are left: too few for any method."""
    done = judged(
        method, {2022: 10.0, 2023: 8.0}, "down", target=5.0, broken=2022, thresholds=SDG_INDEX, base_year=2020
    )
    assert (done.result, done.why_not) == ("not-assessed", "break")


@pytest.mark.parametrize(
    ("method", "worse", "kept"),
    [
        ("unsd", "regression", "target-met"),
        ("unsd-2022", "deterioration", "target-met"),
        ("statcan", "deterioration", "achieved"),
        ("escap", "reverse", "maintain"),
        ("eurostat", "away", "significant"),
    ],
)
def test_a_global_target_met_long_ago_does_not_hide_a_worsening(method: str, worse: str, kept: str) -> None:
    """Kazakhstan's maternal mortality of 12.5 and 44.7 against the global 70; 12.5 to 11.4 keeps it.

    A country's own target counts as it is.
    """
    done = judged(method, {2016: 12.5, 2021: 44.7}, "down", target=70.0)
    assert done.result == worse
    assert {"met-at-base", "moving-away"} <= set(done.remarks)
    assert judged(method, {2018: 12.5, 2023: 11.4}, "down", target=70.0).result == kept
    assert judged(method, {2018: 12.5, 2023: 14.9}, "down", target=20.0, whose="national").result == kept


def test_escap_looks_back_beyond_the_base_year() -> None:
    """40 in 2005, 2010 and 2015, 70 in 2023: the earlier standstill slows the projection, as UNECE describes."""
    short = judged("escap", {2015: 40.0, 2023: 70.0}, target=100.0)
    long = judged("escap", {2005: 40.0, 2010: 40.0, 2015: 40.0, 2023: 70.0}, target=100.0)
    assert long.score == short.score == pytest.approx(5.0)
    assert short.projection is not None and long.projection is not None
    assert long.projection < short.projection
    assert long.result == "accelerate"


def test_yes_and_no_steps_and_gini_have_rules_of_their_own() -> None:
    def by_2022(values: dict[int, float], scale: str, direction: str = "up", **fields: object) -> str:
        return judged("unsd-2022", values, direction, scale=scale, **fields).result

    assert by_2022({2023: 1.0}, "yes-no") == "target-met"
    assert by_2022({2015: 1.0, 2023: 0.0}, "yes-no") == "not-met"
    assert by_2022({2015: 2.0, 2023: 3.0}, "steps", target=3.0) == "target-met"
    for value, word in {5.0: "on-track", 4.0: "fair", 3.0: "limited", 2.0: "deterioration"}.items():
        assert by_2022({2015: 3.0, 2023: value}, "steps") == word
    # 30 to 27: -11.1 % of the latest, -1.3 % a year; 30 to 29.5: -1.7 %, -0.2 % a year; 30 to 30.2; 30 to 31.
    for value, word in {27.0: "on-track", 29.5: "fair", 30.2: "limited", 31.0: "deterioration"}.items():
        assert by_2022({2015: 30.0, 2023: value}, "gini", "down") == word
    for method in ("unsd", "statcan", "escap", "eurostat"):
        assert judged(method, {2015: 2.0, 2023: 3.0}, scale="steps").why_not == "scale"


def test_escap_tells_that_a_target_is_met_where_the_trend_leads_away_from_it() -> None:
    """Down from 10 over 100 to 40: below 60 today, and rising."""
    done = judged("escap", {2015: 10.0, 2018: 100.0, 2023: 40.0}, "down", target=60.0, whose="national")
    assert (done.result, done.score, done.remarks) == ("reverse", 10.0, ("target-reached",))
