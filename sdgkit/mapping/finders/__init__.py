"""Finders of evidence: each looks at an activity in one way and says what it found, where, and how strongly.

A finder is any object with a `name` and a method `find`. Others than the built-in ones announce themselves
under the entry point group "sdgkit.finders" (a function without arguments that returns the finder) and are
used only where `MappingSettings.finders` names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple, Protocol, overload, runtime_checkable

from sdgkit.activities.activity import Activity
from sdgkit.errors import UsageError
from sdgkit.mapping.match import EvidenceKind

GROUP = "sdgkit.finders"

BUILT_IN = ("declared", "mention", "code", "marker", "phrase", "resemblance", "model")
SEMANTIC = "semantic"
"""The finder of the extra `sdgkit[semantic]`, used only where it is asked for."""


class Passage(NamedTuple):
    """A text of an activity."""

    field: str
    """As in `Activity.texts`: "title.ru"."""
    language: str
    text: str

    @property
    def part(self) -> str:
        """The field without its language: "title"."""
        return self.field.partition(".")[0]


class Hit(NamedTuple):
    """One thing that a finder found."""

    goal: int
    target: str | None
    kind: EvidenceKind
    field: str
    text: str
    weight: float
    """0 to 1, before the field's own factor."""
    start: int | None = None
    end: int | None = None
    rule: str = ""
    held: str = ""
    """Why it does not count ("negation", "background", "partner", ...); "" where it does."""

    def told(self) -> Hit:
        """The hit with its field, words and rule as evidence shows them.

        A finder to which these cost more than the weight gives hits that look for them only when they are asked.
        """
        return self

    @classmethod
    def prepare(cls, hits: Sequence[Hit]) -> None:
        """Look for what several hits of this class are to tell, where that is quicker than for one after the other."""


class HitColumns(Sequence[Hit]):
    """Hits of the kind "model" of one witness as columns, each made only when it is asked for: most never are.

    Args:
        goals: the goal of each.
        codes: its target, or where it has none its goal.
        weights: its weight.
        who: their witness (`sdgkit.mapping.combine.witness`).
        make: from its number to the hit.
    """

    __slots__ = ("codes", "goals", "make", "weights", "who")

    def __init__(
        self,
        goals: list[int],
        codes: list[int | str],
        weights: list[float],
        who: str,
        make: Callable[[int], Hit],
    ) -> None:
        self.goals = goals
        self.codes = codes
        self.weights = weights
        self.who = who
        self.make = make

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, number: int) -> Hit: ...
    @overload
    def __getitem__(self, number: slice) -> list[Hit]: ...
    def __getitem__(self, number: int | slice) -> Hit | list[Hit]:
        numbers = range(len(self.codes))[number]
        return self.make(numbers) if isinstance(numbers, int) else [*map(self.make, numbers)]


class Hits:
    """What finders found in an activity, in order, to be gone through; the last ones may be columns.

    Attributes:
        made: hits.
        columns: what comes after them.
    """

    __slots__ = ("columns", "made")

    def __init__(self, hits: Iterable[Hit] = (), columns: Iterable[HitColumns] = ()) -> None:
        self.made = list(hits)
        self.columns = list(columns)

    def add(self, more: Iterable[Hit]) -> None:
        """Add what another finder found."""
        if self.columns:
            self.made = [*self]
            self.columns = []
        if isinstance(more, Hits):
            self.made += more.made
            self.columns += more.columns
        else:
            self.made += more

    def __iter__(self) -> Iterator[Hit]:
        yield from self.made
        for column in self.columns:
            yield from column


def prepare(hits: Iterable[Hit]) -> None:
    """Look for what hits are to tell, for many at once."""
    lazy = [hit for hit in hits if type(hit) is not Hit]
    for kind in {type(hit) for hit in lazy}:
        kind.prepare([hit for hit in lazy if type(hit) is kind])


@runtime_checkable
class Finder(Protocol):
    """What a finder must have.

    One that looks at many activities in less time than at one after the other has a method `find_each` too: from a
    sequence of what `find` gets, as pairs, to what it gives of each.
    """

    name: str

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterable[Hit]:
        """Everything that bears on a goal or target in the activity, in any order."""
        ...


@cache
def finder(name: str) -> Finder:
    """The finder of a name, built-in or announced by another package.

    Raises:
        UsageError: there is none of that name, or a package that it needs is missing or cannot be used.

    Example:
        >>> finder("phrase").name
        'phrase'
    """
    if name in BUILT_IN or name == SEMANTIC:
        made: Finder = import_module(f"sdgkit.mapping.finders.{name}").make()
        return made
    for entry in entry_points(group=GROUP):
        if entry.name == name:
            return _announced(entry)
    raise UsageError("mapping.unknown-finder", name=name)


def _announced(entry: EntryPoint) -> Finder:
    """The finder of another package; whatever goes wrong there is told with its name."""
    try:
        announced = entry.load()()
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
    else:
        if isinstance(announced, Finder):
            return announced
        reason = f"{type(announced).__name__} has no name and find"
    package = entry.dist.name if entry.dist else entry.value
    raise UsageError("mapping.broken-finder", name=entry.name, package=package, reason=reason[:300])


@cache
def goal_of(code: str) -> int:
    """The goal of a target or goal code.

    Example:
        >>> goal_of("3.8"), goal_of("17")
        (3, 17)
    """
    return int(code.partition(".")[0])


def target_of(code: str) -> str | None:
    """The target of a code, None where it is a goal's.

    Example:
        >>> target_of("3.8"), target_of("17")
        ('3.8', None)
    """
    return code if "." in code else None
