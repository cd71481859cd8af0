"""Mapping as a pure function over a frame: activities in, one row per match out, both with a fixed schema.

`map_frame` knows no files and keeps no state, so that any engine can run it on parts of a frame (pandas, Dask, Spark's
`mapInPandas`); a row's result depends on that row alone. The columns that go in are `sdgkit.activities.frame.INPUT`,
those that come out are `OUTPUT`, the same as in the tables that `sdgkit map` writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sdgkit.activities.activity import Activity
from sdgkit.activities.frame import activities_of
from sdgkit.errors import UsageError
from sdgkit.mapping.mapped import map_activities
from sdgkit.mapping.mapping import not_collecting
from sdgkit.mapping.match import Match
from sdgkit.mapping.settings import MappingSettings
from sdgkit.messages import message

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

OUTPUT: Mapping[str, str] = {
    "activity_id": "string",
    "title": "string",
    "goal": "Int64",
    "target": "string",
    "score": "Float64",
    "status": "string",
    "primary": "boolean",
    "share": "string",
    "evidence": "string",
    "kinds": "string",
    "unmapped_reason": "string",
}
"""Column -> pandas type. One row for each match, best first; an activity of which nothing stands has a row without goal
and score, and says why in `unmapped_reason`. `target` is empty where only the goal is known; `share` is an exact
fraction ("1/3"); `evidence` and `kinds` are the words and the kinds of evidence, with "; " between them."""

SPARK_SCHEMA = (
    "activity_id string, title string, goal bigint, target string, score double, status string, `primary` boolean, "
    "share string, evidence string, kinds string, unmapped_reason string"
)
"""`OUTPUT` as Spark writes a schema, for `DataFrame.mapInPandas`."""

_ARROW = {"string": "string", "Int64": "int64", "Float64": "float64", "boolean": "bool_"}

Row = tuple[Any, ...]
"""Values of one row of the result, in the order of `OUTPUT`."""


def map_frame(
    frame: pd.DataFrame, settings: MappingSettings | None = None, language: str = "en"
) -> pd.DataFrame:
    """Map the activities of a frame.

    Args:
        frame: one activity a row, with the columns of `sdgkit.activities.frame.INPUT`; `id` and one text at least.
        settings: finders, thresholds and the rule for the money.
        language: of titles and reasons, where there is a choice.

    Returns:
        One row per match, with the columns and types of `OUTPUT`, activities in the order of the frame. The index is
        new. A cell of the input that is no text and cannot be read (`declared`, `markers`) counts for nothing;
        `sdgkit.activities.frame.activities_of` tells which.

    Raises:
        UsageError: a column that is needed, or the id of a row, is missing.

    Example:
        >>> import pandas as pd
        >>> found = map_frame(pd.DataFrame({"id": ["1", "2"], "title": ["Repair of rural clinics", "Phase II"]}))
        >>> list(found["target"].fillna("")), list(found["share"].fillna(""))
        (['3.8', ''], ['1', ''])
    """
    columns = {str(name): frame[name].tolist() for name in frame.columns}
    activities, _ = activities_of(columns)
    settings = settings or MappingSettings()
    return frame_of(rows_of(activities, {}, settings, language))


def rows_of(
    activities: Sequence[Activity],
    decisions: Mapping[str, Sequence[Any]],
    settings: MappingSettings,
    language: str,
) -> list[Row]:
    """The rows of activities; decisions are by id of the activity."""
    rows: list[Row] = []
    with not_collecting():
        for activity, found in map_activities(activities, decisions, settings):
            rows += match_rows(activity, found.matches, found.reason, language)
    return rows


def match_rows(activity: Activity, matches: Sequence[Match], reason: str, language: str) -> list[Row]:
    """The rows of one activity: its matches, and where nothing stands the reason."""
    title = activity.title.in_language(language)
    rows: list[Row] = [
        (
            activity.id,
            title,
            match.goal,
            match.target,
            match.score,
            match.status,
            match.primary,
            None if match.share is None else str(match.share),
            "; ".join(dict.fromkeys(piece.text for piece in match.reasons)),
            "; ".join(dict.fromkeys(piece.kind for piece in match.reasons)),
            "",
        )
        for match in matches
    ]
    if reason:
        told = message(reason, language).what
        rows.append((activity.id, title, None, None, None, "", False, None, "", "", told))
    return rows


def frame_of(rows: Sequence[Row]) -> pd.DataFrame:
    """Rows of the result as a frame with the types of `OUTPUT`."""
    import pandas as pd

    return pd.DataFrame(rows, columns=list(OUTPUT)).astype(dict(OUTPUT))


def arrow_schema() -> pa.Schema:
    """`OUTPUT` as a schema of Arrow, which Parquet files carry; pandas reads its own types from it.

    Raises:
        UsageError: pyarrow is missing.

    Example:
        >>> arrow_schema().field("goal").type
        DataType(int64)
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise UsageError("mapping.pyarrow-missing") from None
    schema = pa.schema([(name, getattr(pa, _ARROW[kind])()) for name, kind in OUTPUT.items()])
    return schema.with_metadata(pa.Schema.from_pandas(frame_of([]), preserve_index=False).metadata)


def table_of(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    """Rows of the result as a table of Arrow."""
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.table(
        [pa.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)], schema=schema
    )


def record_of(activity: Activity, matches: Sequence[Match], reason: str) -> dict[str, object]:
    """An activity with its matches and their evidence as plain data: a line of the `.jsonl`."""
    language = next(iter(activity.title.languages), "")
    return {
        "id": activity.id,
        "title": activity.title.in_language(language),
        "language": language,
        "matches": [
            {
                "target": match.target,
                "goal": match.goal,
                "score": match.score,
                "status": match.status,
                "share": None if match.share is None else str(match.share),
                "evidence": [
                    {
                        "kind": piece.kind,
                        "field": piece.field,
                        "start": piece.start,
                        "end": piece.end,
                        "text": piece.text,
                        "weight": piece.weight,
                    }
                    for piece in match.evidence
                ],
            }
            for match in matches
        ],
        "unmapped_reason": message(reason, "en").what if reason else None,
    }
