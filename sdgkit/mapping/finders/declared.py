"""What the register itself declares: columns, IATI tags and sectors, indicator references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgkit.activities.activity import Activity
from sdgkit.mapping.finders import Hit, Passage

SURE = 0.97
"""A declaration is a person's own word: it stands unless somebody decides otherwise."""
DOUBTFUL = 0.45
"""One that had to be repaired (Excel made a date of it): a person should look."""


class DeclaredFinder:
    """Finds what the register declares."""

    name = "declared"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """One hit per declaration."""
        for declaration in activity.declared:
            yield Hit(
                goal=declaration.goal,
                target=declaration.target,
                kind="declared",
                field=declaration.field or declaration.source,
                text=declaration.written or declaration.target or str(declaration.goal),
                weight=DOUBTFUL if declaration.doubtful else SURE,
                rule=f"declared:{declaration.source}",
            )


def make() -> DeclaredFinder:
    """The finder."""
    return DeclaredFinder()
