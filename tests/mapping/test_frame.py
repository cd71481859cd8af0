"""A frame of activities goes in, a frame of matches comes out, the same as for a register."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sdgkit.activities.frame import INPUT, activities_of, is_plain
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from sdgkit.errors import UsageError
from sdgkit.mapping.frame import OUTPUT, SPARK_SCHEMA, arrow_schema, map_frame
from sdgkit.mapping.mapping import map_register
from sdgkit.mapping.match import Decision
from sdgkit.mapping.scale import write_rows


@pytest.fixture
def frame(example: Path) -> pd.DataFrame:
    """The texts of the example register as a plain table."""
    register = read_register(example / "register.xlsx")
    return pd.DataFrame(
        [
            {
                "id": one.id,
                "title_ru": one.title.in_language("ru"),
                "description": one.description.in_language("ru"),
                "section": one.section,
                "declared": "; ".join(d.target or str(d.goal) for d in one.declared),
                "countries": "; ".join(one.countries),
                "budget": "not looked at",
            }
            for one in register.activities[:60]
        ]
    )


def test_a_frame_is_mapped_like_a_register(frame: pd.DataFrame) -> None:
    activities, _ = activities_of({str(name): frame[name].tolist() for name in frame.columns})
    expected = map_register(Register(activities=tuple(activities))).to_frame()
    pd.testing.assert_frame_equal(map_frame(frame), expected)


def test_a_frame_may_be_mapped_in_any_parts_in_any_order(frame: pd.DataFrame) -> None:
    whole = map_frame(frame)
    parts = [map_frame(frame.iloc[start : start + 7]) for start in range(0, len(frame), 7)]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole)
    backwards = map_frame(frame.iloc[::-1])
    for identifier in frame["id"]:
        one, other = (f[f["activity_id"] == identifier].reset_index(drop=True) for f in (whole, backwards))
        pd.testing.assert_frame_equal(one, other)


def test_the_columns_and_types_are_those_that_are_documented(frame: pd.DataFrame) -> None:
    made = map_frame(frame)
    assert {name: str(kind) for name, kind in made.dtypes.items()} == dict(OUTPUT)
    assert arrow_schema().names == list(OUTPUT)
    named = [part.split()[0].strip("`") for part in SPARK_SCHEMA.split(", ")]
    assert named == list(OUTPUT)


def test_an_empty_frame_gives_an_empty_frame() -> None:
    made = map_frame(pd.DataFrame({"id": [], "title": []}))
    assert made.empty
    assert {name: str(kind) for name, kind in made.dtypes.items()} == dict(OUTPUT)


def test_parquet_gives_back_the_same_frame(frame: pd.DataFrame, tmp_path: Path) -> None:
    activities, _ = activities_of({str(name): frame[name].tolist() for name in frame.columns})
    decision = Decision(activity_id=activities[0].id, target="6.1", decision="added")
    mapping = map_register(Register(activities=tuple(activities)), decisions=[decision])
    write_rows(mapping.rows("ru"), tmp_path / "m.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "m.parquet"), mapping.to_frame("ru"))


def test_a_frame_without_ids_or_texts_says_what_it_needs() -> None:
    with pytest.raises(UsageError) as caught:
        map_frame(pd.DataFrame({"number": [1], "title": ["Repair of rural clinics"]}))
    assert caught.value.code == "activities.frame-columns"
    with pytest.raises(UsageError) as caught:
        map_frame(pd.DataFrame({"id": [None], "title": ["Repair of rural clinics"]}))
    assert caught.value.code == "activities.frame-id"


def test_a_cell_that_cannot_be_read_is_told() -> None:
    made, findings = activities_of({"id": ["a"], "title": ["Wells"], "markers": ["1:9; 6:1"]}, "t.csv", 2)
    assert [marker.code for marker in made[0].markers] == ["6"]
    assert [(finding.code, finding.row, finding.column) for finding in findings] == [
        ("activities.marker-unread", 2, "markers")
    ]


def test_every_column_is_named_and_only_texts_may_have_a_language() -> None:
    assert is_plain(list(INPUT))
    assert is_plain(["id", "description_kk"])
    assert not is_plain(["id", "section_kk"])
    assert not is_plain(["title"])
