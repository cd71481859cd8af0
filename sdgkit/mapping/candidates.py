"""Candidates: the goals and targets that have evidence, which of them stand, and the matches that they become.

Of a target its own evidence counts and that for its goal, of a goal also that for its targets. What stands is decided
beside what stands next to it: by the thresholds of the settings, and by what the register itself declares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter, itemgetter
from typing import Literal, NamedTuple

from sdgkit.activities.activity import Activity
from sdgkit.activities.trusted import maker
from sdgkit.agenda import sort_key
from sdgkit.mapping.combine import (
    AGAINST_GOAL,
    GOAL_FOR_TARGET,
    MODEL,
    ROUGH,
    SAID,
    SEMANTIC,
    SUPPORT,
    TARGET_FOR_GOAL,
    Level,
    calibrated,
    joined,
    part_of,
    raw_from,
    strength,
    weighed,
    witness,
)
from sdgkit.mapping.finders import Hit, HitColumns, Hits, Passage, prepare
from sdgkit.mapping.match import Evidence, Match, Status, untold
from sdgkit.mapping.settings import MappingSettings

INSTEAD_OF_GOAL = 0.48
"""Score, of a goal with such evidence, from which a target takes the place of the goal that the register declares
without a target."""

STRONG = 4.0
"""Strength above which a match pushes others no further aside: of two targets that a project serves, one may have been
found a dozen times."""

ACROSS = frozenset((5, 17))
"""Goals that cut across the others: gender equality, and statistics, partnerships and technology as means. A title that
names one tells what the activity does besides, however sure it is what else it is about: "gender-responsive sanitation"
is no less so because it is sanitation."""
NAMES = 0.4
"""Weight from which a phrase of a title names such a goal."""

Shown = Literal["all", "band", "standing"]


_place = cache(sort_key)


_evidence = maker(Evidence)

_tuple = tuple.__new__
"""Makes a named tuple of its values, in a third of the time that its own class takes."""


class _OfColumn(NamedTuple):
    column: HitColumns
    number: int


class _Unmade(_OfColumn):
    """A hit of a column, which is made only when it is told; all of them have these alike."""

    __slots__ = ()

    kind = "model"
    field = ""
    rule = MODEL


_Piece = tuple[Hit | _Unmade, float, str, str]
"""What was found, its weight for the candidate, the mark of its rule, and its witness."""


def _heard(pieces: list[_Piece], least: float) -> tuple[list[_Piece], float]:
    """The pieces that are heard, and their raw value (`joined`): where somebody said it on purpose, nothing speaks
    against it."""
    fields: dict[str, list[float]] = {}
    against = False
    for _, weight, _, who in pieces:
        if weight < 0:
            against = True
        if who in fields:
            fields[who].append(weight)
        else:
            fields[who] = [weight]
    if against and not SAID.isdisjoint([piece[0].kind for piece in pieces]):
        return _heard([piece for piece in pieces if piece[1] > 0], least)
    return pieces, joined(fields, least)


class _Candidate:
    """A target or goal with its evidence, before it becomes a match."""

    # `score` is that of a goal with such evidence: by it candidates are ordered and held against the settings.
    __slots__ = ("declared", "goal", "pieces", "raw", "score", "target")

    def __init__(self, goal: int, target: str | None, pieces: list[_Piece], raw: float, score: float) -> None:
        self.goal = goal
        self.target = target
        self.pieces = pieces
        self.raw = raw
        self.score = score
        self.declared = "declared" in [hit.kind for hit, _, mark, _ in pieces if not mark]

    @property
    def code(self) -> str:
        return self.target or str(self.goal)

    @property
    def level(self) -> Level:
        return "target" if self.target else "goal"

    @property
    def in_title(self) -> bool:
        """Whether a phrase of the title names it."""
        return any(
            isinstance(hit, Hit)
            and hit.kind == "phrase"
            and hit.weight >= NAMES
            and hit.field.startswith("title")
            for hit, _, _, _ in self.pieces
        )

    @property
    def order(self) -> tuple[object, ...]:
        """What decides between candidates of the same score."""
        in_title = any(_made(hit).told().field.startswith("title") for hit, _, _, _ in self.pieces)
        return not in_title, -len(self.pieces), _place(self.code)


def _made(hit: Hit | _Unmade) -> Hit:
    return hit if isinstance(hit, Hit) else hit.column.make(hit.number)


def _sort(candidates: list[_Candidate]) -> None:
    """Put candidates in order, best first."""
    if len(candidates) > 1:
        if len({candidate.score for candidate in candidates}) < len(candidates):
            candidates.sort(key=_order)
        candidates.sort(key=_score, reverse=True)


_score, _order = attrgetter("score"), attrgetter("order")


def _for_goal(family: Iterable[list[_Piece]]) -> list[_Piece]:
    """The evidence for targets of a goal that supports the goal: of what the model said of them only the heaviest.

    To the model the targets of a goal are alternatives, each with a little weight; they are no further witnesses. The
    semantic finder speaks of each goal itself.
    """
    supporting: list[_Piece] = []
    heaviest: dict[str, tuple[Hit | _Unmade, float]] = {}
    for own in family:
        for hit, weight, _, who in own:
            if who == hit.field:
                supporting.append((hit, part_of(weight, TARGET_FOR_GOAL), SUPPORT, who))
            elif not hit.rule.startswith(SEMANTIC) and (who not in heaviest or heaviest[who][1] < weight):
                heaviest[who] = (hit, weight)
    for who, (hit, weight) in heaviest.items():
        supporting.append((hit, part_of(weight, TARGET_FOR_GOAL), SUPPORT, who))
    return supporting


def _of_goal(hit: Hit | _Unmade, weight: float) -> float:
    """What evidence for or against a goal is worth for one of its targets."""
    if weight > 0:
        return GOAL_FOR_TARGET
    return 1.0 if hit.rule.startswith(SEMANTIC) else AGAINST_GOAL


_Order = tuple[bool, float, str, int]


class _Told(dict[int, tuple[_Order, Evidence]]):
    """The evidence of one activity's matches, made when it is first asked for: each piece by its id, with its place.

    What supports several targets is made once.
    """

    def __init__(self, activity: Activity, candidates: Sequence[_Candidate]) -> None:
        super().__init__()
        self._id = activity.id
        self._candidates = candidates
        # The same piece speaks for a target and supports its goal.
        self._made: dict[tuple[int, int], Hit] = {}

    def match(self, candidate: _Candidate, status: Status, *, primary: bool = False) -> Match:
        """The match that a candidate becomes."""
        score = calibrated(candidate.raw, candidate.level)
        later = partial(self._of, candidate)
        return untold(self._id, candidate.goal, candidate.target, score, status, primary, later)

    def _of(self, candidate: _Candidate) -> tuple[Evidence, ...]:
        """The evidence of a candidate, first what is its own, heaviest first; no piece is of both levels."""
        if not self:
            # Whoever asks for one match will ask for the others.
            prepare([self._hit(hit) for one in self._candidates for hit, _, _, _ in one.pieces])
        of_goal = candidate.target is None
        told = [self.get(id(piece)) or self._tell(piece, of_goal) for piece in candidate.pieces]
        told.sort(key=_by_order)
        return tuple([evidence for _, evidence in told])

    def _hit(self, hit: Hit | _Unmade) -> Hit:
        if isinstance(hit, Hit):
            return hit
        key = id(hit.column), hit.number
        return self._made.get(key) or self._made.setdefault(key, _made(hit))

    def _tell(self, piece: _Piece, of_goal: bool) -> tuple[_Order, Evidence]:
        hit, weight, mark, _ = piece
        _, _, kind, field, text, _, start, end, rule, _ = self._hit(hit).told()
        evidence = _evidence(
            {
                "kind": kind,
                "field": field,
                "text": text,
                "weight": weight,
                "start": start,
                "end": end,
                "rule": mark + rule,
                "of_goal": of_goal,
            }
        )
        told = self[id(piece)] = (mark == SUPPORT, -weight, field, start or 0), evidence
        return told


_by_order = itemgetter(0)


def _candidates(
    hits: Sequence[Hit],
    columns: Sequence[HitColumns],
    least: float,
    learned: Mapping[str, float] | None = None,
) -> tuple[list[_Candidate], list[_Candidate]]:
    """The targets and the goals whose score is at least so high; what was learned is of hits, not of columns."""
    enough = raw_from(least)
    if not learned:
        # What the raw values of a goal and its targets cannot exceed costs less work than the values.
        most: defaultdict[int, float] = defaultdict(float)
        for hit in hits:
            if hit[5] > 0:
                most[hit[0]] += hit[5]
        for column in columns:
            for goal, weight in zip(column.goals, column.weights, strict=True):
                if weight > 0:
                    most[goal] += weight
        goals = {goal for goal, weight in most.items() if weight >= enough - ROUGH}
        hits = [hit for hit in hits if hit[0] in goals]
    families: defaultdict[int, _Family] = defaultdict(_Family)
    for hit, weight in weighed(hits, learned):
        goal, target, kind, field, _, _, _, _, _, _ = hit
        who = witness(hit) if kind == "model" else field
        families[goal].setdefault(target, []).append((hit, weight, "", who))
    for column in columns:
        who = column.who
        for number, (goal, code, weight) in enumerate(
            zip(column.goals, column.codes, column.weights, strict=True)
        ):
            if goal in goals:
                unmade = _tuple(_Unmade, (column, number))
                target = code if isinstance(code, str) else None
                families[goal].setdefault(target, []).append((unmade, weight, "", who))
    of_targets: list[_Candidate] = []
    of_goals: list[_Candidate] = []
    for goal, family in sorted(families.items()):
        of_goal = family.pop(None, [])
        needed = enough - GOAL_FOR_TARGET * sum([piece[1] for piece in of_goal if piece[1] > 0]) - ROUGH
        support: list[_Piece] | None = None
        for target, own in family.items():
            if sum([piece[1] for piece in own if piece[1] > 0]) < needed:
                continue
            if support is None:
                support = [
                    (hit, part_of(weight, _of_goal(hit, weight)), SUPPORT, who)
                    for hit, weight, _, who in of_goal
                ]
            _add(of_targets, goal, target, own + support, least, enough)
        _add(of_goals, goal, None, of_goal + _for_goal(family.values()), least, enough)
    return of_targets, of_goals


_Family = dict[str | None, list[_Piece]]
"""The pieces of the targets of a goal, and under None of the goal itself."""


def _add(
    candidates: list[_Candidate],
    goal: int,
    target: str | None,
    pieces: list[_Piece],
    least: float,
    enough: float,
) -> None:
    """Add a goal or target where its score is high enough; what only speaks against one makes no candidate of it.

    Args:
        candidates: those to which it is added.
        goal: the goal.
        target: the target, None for the goal as a whole.
        pieces: what speaks for and against it.
        least: the score that it needs.
        enough: raw value below which none has that score (`raw_from`).
    """
    pieces, raw = _heard(pieces, enough)
    if raw > 0:
        score = calibrated(raw)
        if score >= least:
            candidates.append(_Candidate(goal, target, pieces, raw, score))


def candidates_of(hits: Iterable[Hit]) -> list[tuple[str, float]]:
    """All goals and targets that there is evidence for, each with its raw value; what the scores are measured by.

    Example:
        >>> candidates_of([Hit(3, "3.1", "phrase", "title.en", "midwives", 0.7, 0, 8, "goal_03.csv:9 midwives")])
        [('3.1', 0.7), ('3', 0.63)]
    """
    found = _candidates(list(hits), (), -1.0)
    return [(candidate.code, candidate.raw) for some in found for candidate in some]


class Chosen(NamedTuple):
    """The candidates of an activity by what becomes of them, each list best first."""

    activity: Activity
    standing: list[_Candidate]
    looking: list[_Candidate]
    """What a person should look at."""
    below: list[_Candidate]
    """What was near but not enough."""


def chosen(
    activity: Activity, hits: Iterable[Hit], settings: MappingSettings, shown: Shown = "all"
) -> Chosen:
    """What stands of an activity, what should be looked at, and what was near but not enough.

    Args:
        activity: the activity.
        hits: everything that the finders found.
        settings: thresholds.
        shown: "all", or without those below the band, or only those that stand; what is not shown costs no time.
    """
    made, columns = (
        (hits, []) if settings.learned or not isinstance(hits, Hits) else (hits.made, hits.columns)
    )
    made = list(made)
    # What is not shown need not be made, but all of it counts for what stands beside it; what the register
    # declares has a say even where it is weak.
    with_looking, with_below = shown != "standing", shown == "all"
    least = settings.look if with_looking else settings.stands
    if with_below or "declared" in [hit[2] for hit in made if hit[5] and not hit[9]]:
        least = -1.0
    candidates, whole = _candidates(made, columns, least, settings.learned)
    _sort(candidates)
    candidates += whole
    if not candidates:
        return Chosen(activity, [], [], [])

    declared = [c for c in candidates if c.declared]
    # A goal that the register declares must not push its own targets aside.
    rivals = [c for c in candidates if c.target or not c.declared] or candidates
    best = min(STRONG, strength(max([candidate.raw for candidate in rivals])))
    first_of_goal: dict[int, _Candidate] = {}
    for candidate in candidates:
        if candidate.target:
            first_of_goal.setdefault(candidate.goal, candidate)
    refined = {c.goal for c in declared if c.target}
    only_goal = {c.goal for c in declared if not c.target} - refined

    def stands(candidate: _Candidate) -> bool:
        if candidate.score < settings.stands:
            return False
        if candidate.declared:
            return True
        if declared and candidate.goal not in only_goal:
            return candidate.score >= settings.beside_declared
        if candidate.goal in only_goal:
            return candidate.target is not None and candidate.score >= INSTEAD_OF_GOAL
        if not candidate.target:
            if candidate.goal in ACROSS and candidate.in_title:
                return True
            part = settings.beside_goal
        elif candidate is first_of_goal[candidate.goal]:
            part = settings.beside
        else:
            part = settings.beside_same_goal
        return strength(candidate.raw) >= part * best

    standing: list[_Candidate] = []
    looking: list[_Candidate] = []
    below: list[_Candidate] = []
    for candidate in candidates:
        if not candidate.target:
            continue
        # What a person declared is never cut off by the limit.
        if stands(candidate) and (candidate.declared or len(standing) < settings.most_targets):
            standing.append(candidate)
        elif not with_looking:
            continue
        elif candidate.score >= settings.look and len(standing) + len(looking) < settings.most_targets:
            looking.append(candidate)
        elif with_below:
            below.append(candidate)
    goals_standing = {candidate.goal for candidate in standing}
    goals_looking = {candidate.goal for candidate in looking}
    goals_near = goals_looking | {candidate.goal for candidate in below}
    for candidate in whole:
        goal = candidate.goal
        if goal in goals_standing:
            continue
        if stands(candidate) and (candidate.declared or len(standing) < settings.most_targets):
            standing.append(candidate)
        elif not with_looking:
            continue
        elif candidate.score >= settings.look and goal not in goals_looking:
            looking.append(candidate)
        elif with_below and goal not in goals_near:
            below.append(candidate)
    for found in (standing, looking, below):
        if len(found) > 1:
            _sort(found)
    return Chosen(activity, standing, looking, below)


def matches_of(
    activity: Activity,
    standing: Sequence[_Candidate],
    looking: Sequence[_Candidate],
    below: Sequence[_Candidate],
) -> tuple[list[Match], list[Match]]:
    """The matches of what is `chosen` of an activity; their evidence is told when it is first asked for.

    Returns:
        The matches that stand or should be looked at, best first, and those below the band, without a status of their
        own (they carry "look" and a score below `settings.look`).
    """
    told = _Told(activity, [*standing, *looking, *below])
    primary = _primary(activity, standing)
    matches = [told.match(candidate, "suggested", primary=candidate is primary) for candidate in standing]
    matches += [told.match(candidate, "look") for candidate in looking]
    return matches, [told.match(candidate, "look") for candidate in below]


def combined(
    activity: Activity, hits: Iterable[Hit], settings: MappingSettings, shown: Shown = "all"
) -> tuple[list[Match], list[Match]]:
    """The matches of one activity, and what was near but not enough: `matches_of` what is `chosen`."""
    return matches_of(*chosen(activity, hits, settings, shown))


def _primary(activity: Activity, standing: Sequence[_Candidate]) -> _Candidate | None:
    """What the register calls the main one, else the best of what it declares, else the best."""
    named = [d for d in activity.declared if d.primary]
    if named:
        codes = {d.target or str(d.goal) for d in named}
        goals = {d.goal for d in named}
        for candidate in standing:
            if candidate.code in codes:
                return candidate
        for candidate in standing:
            if candidate.goal in goals:
                return candidate
    declared = [candidate for candidate in standing if candidate.declared]
    return next(iter(declared or standing), None)


def passages_of(activity: Activity) -> list[Passage]:
    """The texts of an activity, as finders read them."""
    return [Passage(field, language, text) for field, language, text in activity.texts()]
