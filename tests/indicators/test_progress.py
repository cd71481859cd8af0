"""Every method gives the published results, and says why not where none is possible."""

from __future__ import annotations

import csv
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from sdgkit.errors import UsageError
from sdgkit.indicators.indicator import Assessment
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.progress import escap, eurostat, sdsn, statcan, unsd, unsd_2022
from sdgkit.indicators.progress.labels import explain_assessment, method_label, result_label
from sdgkit.indicators.progress.methods import METHODS
from sdgkit.indicators.progress.subject import Subject
from sdgkit.indicators.reading import read_indicators


def judged(
    values: dict[int, float], direction: str = "up", method: str = "unsd", **fields: object
) -> Assessment:
    """The assessment of a series; the target is global where one is given."""
    given = {"whose": "global", "target_kind": "value"} | fields if "target" in fields else fields
    subject = Subject(
        code="1.1.1", years=tuple(values), values=tuple(values.values()), direction=direction,  # type: ignore[arg-type]
        **{"as_of": max(values, default=2023)} | given,  # type: ignore[arg-type]
    )  # fmt: skip
    return METHODS[method](subject)


STATCAN = {
    "substantial": "substantial_progress",
    "moderate": "moderate_progress",
    "limited": "limited_progress",
    "achieved": "target_achieved",
    "deterioration": "deterioration",
    "not-available": "not_available",
}


def test_statcan_gives_the_published_value_score_and_status_of_every_series(shared_data: Path) -> None:
    path = shared_data / "indicators" / "progress_statcan.csv"
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 120
    for row in rows:
        numbers = {name: float(cell) if _is_number(cell) else None for name, cell in row.items()}
        if numbers["base_value"] is None or numbers["current_value"] is None:
            assert row["status"] == "not_available"
            continue
        found = statcan.measure(
            numbers["base_value"],
            int(numbers["base_year"] or 0),
            numbers["current_value"],
            int(numbers["current_year"] or 0),
            direction=int(row["direction"]),
            target=numbers["target"],
            target_year=int(numbers["target_year"] or 2030),
            limit=numbers["limit"],
        )
        assert STATCAN[found.status] == row["status"], row["series"]
        for name, number in (("progress_value", found.value), ("score", found.score)):
            expected = numbers[name]
            assert (number is None) == (expected is None), row["series"]
            assert number is None or number == pytest.approx(expected, rel=1e-9), row["series"]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("ratio", "result"),
    [
        (0.96, "on-track"),
        (0.94, "moderate"),
        (0.51, "moderate"),
        (0.49, "marginal"),
        (0.11, "marginal"),
        (0.09, "stagnation"),
        (0.0, "stagnation"),
        (-0.01, "regression"),
    ],
)
def test_unsd_bands_with_a_target(ratio: float, result: str) -> None:
    """From 50 in 2015 towards 100: a value of 2023 that, carried on at its rate, covers a share of the way by 2030."""
    value = 50 * ((50 + ratio * 50) / 50) ** (8 / 15)
    done = judged({2015: 50.0, 2023: value}, target=100.0)
    assert done.result == result
    assert done.ratio == pytest.approx(ratio, abs=1e-9)
    assert done.projection == pytest.approx(50 + ratio * 50)


@pytest.mark.parametrize(
    ("rate", "result"),
    [
        (0.021, "on-track"),
        (0.013, "moderate"),
        (0.006, "marginal"),
        (0.001, "stagnation"),
        (-0.001, "regression"),
    ],
)
def test_unsd_bands_without_a_target(rate: float, result: str) -> None:
    assert judged({2015: 10.0, 2023: 10.0 * (1 + rate) ** 8}).result == result
    assert judged({2015: 10.0, 2023: 10.0 * (1 - rate) ** 8}, "down").result == result


def test_a_disease_eliminated_is_a_target_met() -> None:
    done = judged({2015: 5.0, 2019: 1.0, 2023: 0.0}, "down", target=0.0)
    assert done.result == "target-met"
    assert done.why_not == ""


def test_a_base_of_zero_is_handled_openly() -> None:
    with_target = judged({2015: 0.0, 2023: 12.0}, target=100.0)
    assert with_target.result == "marginal"
    assert "linear" in with_target.remarks
    assert with_target.ratio == pytest.approx(0.225)
    without = judged({2015: 0.0, 2023: 12.0})
    assert (without.result, without.why_not) == ("not-assessed", "base-zero")
    assert judged({2015: 0.0, 2023: 3.0}, "down", target=0.0).result == "regression"
    assert judged({2015: 0.0, 2023: 0.0}, "down", target=0.0).result == "target-met"


def test_near_a_ceiling_progress_is_not_called_stagnation() -> None:
    done = judged({2015: 99.0, 2023: 99.4}, high=100.0)
    assert done.result == "moderate"
    assert "limit-as-target" in done.remarks
    assert judged({2015: 99.0, 2023: 100.0}, high=100.0).result == "on-track"
    assert judged({2015: 99.4, 2023: 99.0}, high=100.0).result == "regression"


def test_parity_is_a_distance_from_both_sides() -> None:
    crossed = judged({2015: 0.8, 2023: 1.2}, "range", target=1.0, target_kind="parity")
    assert crossed.result == "marginal"
    assert {"range", "crossed-best"} <= set(crossed.remarks)
    assert judged({2015: 0.8, 2023: 1.02}, "range", target=1.0, target_kind="parity").result == "target-met"
    assert judged({2015: 0.9, 2023: 1.4}, "range", target=1.0, target_kind="parity").result == "regression"
    assert judged({2015: 40.0, 2023: 60.0}, "range", target=50.0, target_kind="parity").result == "stagnation"


def test_negative_values_have_a_direction_too() -> None:
    assert judged({2015: -4.0, 2023: -2.0}).result == "on-track"
    assert judged({2015: -2.0, 2023: -4.0}).result == "regression"
    changed = judged({2015: -2.0, 2023: 2.0})
    assert (changed.result, changed.why_not) == ("not-assessed", "sign-change")
    assert judged({2015: 2.0, 2023: -2.0}).result == "regression"


def test_a_global_target_met_long_ago_does_not_hide_a_worsening() -> None:
    """Kazakhstan's maternal mortality of 2020-2021 against the global 70: not "on track"."""
    worse = judged({2015: 12.5, 2021: 44.7}, "down", target=70.0)
    assert worse.result == "regression"
    assert {"met-at-base", "moving-away"} <= set(worse.remarks)
    assert judged({2015: 12.5, 2023: 11.4}, "down", target=70.0).result == "target-met"
    own = judged({2015: 12.5, 2021: 13.5}, "down", target=14.0, whose="national")
    assert own.result == "target-met"


@pytest.mark.parametrize(
    ("values", "as_of", "reason"),
    [
        ({2022: 1.0, 2023: 2.0}, 2023, "span"),
        ({2022: 1.0}, 2023, "one-point"),
        ({2010: 1.0, 2013: 2.0}, 2014, "no-data-since-base"),
        ({2015: 1.0, 2019: 2.0}, 2025, "stale"),
        ({}, 2023, "no-data"),
    ],
)
@pytest.mark.parametrize("method", ["unsd", "statcan", "escap"])
def test_too_little_is_not_assessed_and_says_why(
    values: dict[int, float], as_of: int, reason: str, method: str
) -> None:
    done = judged(values, as_of=as_of, method=method, target=5.0)
    assert (done.result, done.why_not) == ("not-assessed", reason)


def test_an_unknown_direction_is_never_supposed() -> None:
    for method in METHODS.values():
        done = method(Subject(code="17.3.1.3", why_not="direction-unknown"))
        assert (done.result, done.why_not) == ("not-assessed", "direction-unknown")


def test_nothing_is_compared_across_a_break(kazstat_folder: Path) -> None:
    indicators = read_indicators(kazstat_folder, settings={"breaks": {"3.1.1": [2018], "3.3.2": [2022]}})
    after = indicators.assessment("3.1.1")
    assert after.base_year == 2018
    assert "after-break" in after.remarks
    short = indicators.assessment("3.3.2")
    assert (short.result, short.why_not) == ("not-assessed", "break")


def test_a_national_target_stands_before_the_global_one(kazstat_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "targets.csv"
    path.write_text("code;target;year;source\n3.1.1;10,5;2025;Plan\nx;1;;\n", encoding="utf-8")
    indicators = read_indicators(kazstat_folder, settings={"targets_file": path})
    done = indicators.assessment("3.1.1")
    assert (done.target, done.target_year, done.whose_target, done.target_source) == (
        10.5,
        2025,
        "national",
        "Plan",
    )
    assert [f.row for f in indicators.findings if f.code == "indicators.target-unread"] == [3]


def test_unsd_2022_compares_rates() -> None:
    done = judged({2015: 50.0, 2023: 40.0}, "down", "unsd-2022", target=25.0)
    assert done.result == "fair"
    assert done.ratio == pytest.approx(((40 / 50) ** (1 / 8) - 1) / ((25 / 50) ** (1 / 15) - 1))
    assert judged({2015: 50.0, 2023: 24.99}, "down", "unsd-2022", target=25.0).result == "target-met"
    assert judged({2014: 10.0, 2016: 20.0, 2023: 30.0}, "up", "unsd-2022").base_year == 2016
    assert judged({2015: 10.0, 2023: 9.0}, "up", "unsd-2022").result == "deterioration"
    assert unsd_2022.band(-0.05, unsd_2022.RATIO_BANDS) == "limited"


def test_escap_measures_the_gap_left_and_the_way_done() -> None:
    done = judged({2015: 40.0, 2019: 55.0, 2023: 70.0}, "up", "escap", target=100.0)
    assert done.score == pytest.approx(5.0)
    assert done.result == "maintain"
    back = judged({2015: 40.0, 2019: 35.0, 2023: 30.0}, "up", "escap", target=100.0)
    assert back.result == "reverse"
    assert judged({2015: 40.0, 2023: 70.0}, "up", "escap").why_not == "no-target"
    weighted = escap.projection([(2015, 10.0), (2016, 10.0), (2022, 20.0), (2023, 22.0)], 2030)
    plain = escap.projection([(2015, 10.0), (2023, 22.0)], 2030)
    assert weighted > plain * 0.9


def test_eurostat_over_fifteen_years_needs_ten_of_them() -> None:
    long = judged({2008: 10.0, 2018: 10.0, 2023: 12.0}, "up", "eurostat-long")
    assert (long.result, long.base_year, long.remarks) == ("significant", 2008, ("fifteen-years",))
    assert judged({2000: 1.0, 2010: 10.0, 2023: 12.0}, "up", "eurostat-long").base_year == 2010
    short = judged({2015: 10.0, 2023: 12.0}, "up", "eurostat-long")
    assert (short.result, short.why_not) == ("not-assessed", "span-long")


def test_eurostat_and_sdsn_words() -> None:
    assert judged({2018: 10.0, 2023: 11.0}, "up", "eurostat").result == "significant"
    assert judged({2018: 10.0, 2023: 9.9}, "up", "eurostat").result == "moderate-away"
    assert judged({2010: 1.0, 2018: 10.0, 2023: 11.0}, "up", "eurostat").base_year == 2018
    assert eurostat.score_by_ratio(1.3) == pytest.approx(5.0)
    assert judged({2015: 10.0, 2023: 12.0}, method="sdsn").why_not == "no-thresholds"
    limits = {"lower": 0.0, "optimum": 100.0, "green": 90.0, "red": 50.0}
    done = judged({2015: 10.0, 2020: 12.0}, method="sdsn", thresholds=limits)
    assert (done.result, done.remarks) == ("stagnating", ("colour-red",))
    assert sdsn.arrow(2015, 40.0, 2020, 60.0, 100.0) == "on-track"


def test_two_methods_side_by_side_show_where_they_disagree(kazstat: Indicators) -> None:
    frame = kazstat.assess(("unsd", "escap"))
    assert set(frame["method"]) == {"unsd", "escap"}
    assert list(frame.columns[:5]) == ["indicator", "method", "edition", "result", "label"]
    assert str(frame["base_year"].dtype) == "Int64"
    assert len(frame) == 2 * len(kazstat)
    for _, pair in frame.groupby("indicator"):
        assert pair["disagreement"].nunique() == 1
    with pytest.raises(UsageError):
        kazstat.assess("best")


def test_no_word_stands_without_method_edition_base_and_target(kazstat: Indicators) -> None:
    for done in kazstat.assessments(tuple(METHODS)):
        assert done.method and done.edition
        if done.result == "not-assessed":
            assert done.why_not
        else:
            assert None not in (done.base, done.base_year, done.latest, done.latest_year)
            assert done.direction != "none"


def test_everything_that_an_assessment_can_say_has_words_in_three_languages(kazstat: Indicators) -> None:
    text = resources.files("sdgkit.indicators.progress").joinpath("labels.toml").read_text(encoding="utf-8")
    labels = tomllib.loads(text)
    for part in labels.values():
        for key, texts in part.items():
            assert set(texts) == {"en", "ru", "kk"}, key
    assert set(labels["methods"]) == set(METHODS)
    for done in kazstat.assessments(tuple(METHODS)):
        assert done.result in labels["results"]
        assert not done.why_not or done.why_not in labels["reasons"]
        assert set(done.remarks) <= set(labels["remarks"])
        for language in ("en", "ru", "kk"):
            assert result_label(done, language) != done.result
            sentence = explain_assessment(done, language)
            assert method_label(done.method, language) in sentence
            assert "{" not in sentence


def test_every_score_of_unsd_lies_in_its_band() -> None:
    for step in range(-60, 160):
        score = unsd._score(step / 100, unsd.RATIO_BANDS, unsd.RATIO_ENDS)
        assert 0 <= score <= 5
        word = unsd._band(step / 100, unsd.RATIO_BANDS)
        least = {"on-track": 4, "moderate": 3, "marginal": 2, "stagnation": 1, "regression": 0}[word]
        assert least <= score <= least + 1


def test_an_assessment_says_that_contradicting_years_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    rows = "3.2.1,2015,20\n3.2.1,2021,15\n3.2.1,2023,14\n3.2.1,2023,16\n"
    path.write_text("indicator,year,value\n" + rows, encoding="utf-8")
    done = read_indicators(path).assessment("3.2.1")
    assert (done.latest_year, done.remarks) == (2021, ("years-left-out", "target-unit-differs"))
