"""Activities mapped: the finders look at some of them together, and what they found becomes matches."""

from __future__ import annotations

from collections import abc
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sdgkit.activities.activity import Activity
from sdgkit.languages import language_of
from sdgkit.mapping.allocation import shares
from sdgkit.mapping.candidates import Shown, combined, passages_of
from sdgkit.mapping.combine import raw_of
from sdgkit.mapping.decisions import applied
from sdgkit.mapping.finders import Finder, Hit, Hits, Passage, finder
from sdgkit.mapping.finders.mention import speaks_of_agenda
from sdgkit.mapping.match import Decision, Match, with_share
from sdgkit.mapping.scan import scan_together
from sdgkit.mapping.settings import USUAL, MappingSettings

FAINT = 0.2
"""Weight up to which evidence of a model only puts one target before another."""
TOGETHER = 128
"""Activities that are looked at together: with fewer, each column of numbers costs more than the numbers in it."""
MOST_LETTERS = 200_000
"""Letters of their texts above which fewer are."""
FEWEST_WORDS = 2
"""Words below which a text says too little for an abstention to mean more than "too short"."""


class Mapped(NamedTuple):
    """One activity, mapped."""

    matches: list[Match]
    near: list[Match]
    """What is below the band; empty unless asked for, because it costs time."""
    reason: str
    """Code of the reason where nothing stands, else ""."""


def map_activity(
    activity: Activity, decisions: Sequence[Decision] = (), settings: MappingSettings | None = None
) -> Mapped:
    """Map one activity; a pure function of what it is given, so that activities can be mapped anywhere.

    Args:
        activity: the activity.
        decisions: what people said of it, oldest first.
        settings: finders, thresholds and the rule for the money.

    Example:
        >>> from sdgkit.activities.activity import Activity, Origin
        >>> from sdgkit.languages import Text
        >>> clinic = Activity(id="1", origin=Origin(file="a.csv"), title=Text({"en": "Repair of rural clinics"}))
        >>> [(match.target, str(match.share)) for match in map_activity(clinic).matches][:1]
        [('3.8', '1')]
    """
    return next(map_activities([activity], {activity.id: decisions}, settings))[1]


def map_activities(
    activities: Iterable[Activity],
    decisions: abc.Mapping[str, Sequence[Decision]] | None = None,
    settings: MappingSettings | None = None,
) -> Iterator[tuple[Activity, Mapped]]:
    """Map activities, some at a time, which is quicker than one by one; what one becomes depends on it alone.

    Args:
        activities: the activities.
        decisions: what people said of them, by id, oldest first.
        settings: finders, thresholds and the rule for the money.
    """
    settings = settings or USUAL
    for some in together((activity, passages_of(activity)) for activity in activities):
        hits = found_in_each(some, settings)
        said = [decisions.get(activity.id, ()) if decisions else () for activity, _ in some]
        for (activity, _), own, decided in zip(some, hits, said, strict=True):
            yield activity, matched(activity, own, decided, settings)


def together(
    looked: Iterable[tuple[Activity, list[Passage]]],
) -> Iterator[list[tuple[Activity, list[Passage]]]]:
    """Activities with their texts, as many as are looked at together."""
    some: list[tuple[Activity, list[Passage]]] = []
    letters = 0
    for one in looked:
        some.append(one)
        letters += sum([len(passage.text) for passage in one[1]])
        if len(some) == TOGETHER or letters > MOST_LETTERS:
            yield some
            some, letters = [], 0
    if some:
        yield some


def matched(
    activity: Activity,
    hits: Iterable[Hit],
    decisions: Sequence[Decision],
    settings: MappingSettings,
    *,
    everything: bool = False,
) -> Mapped:
    """From what was found in an activity to its matches, with decisions and shares; finders are not asked.

    Args:
        activity: the activity.
        hits: everything that the finders found.
        decisions: what people said of it, oldest first.
        settings: thresholds and the rule for the money.
        everything: whether what is below the band is wanted too.
    """
    shown: Shown = "all" if decisions or everything else "band"
    found, near = combined(activity, hits, settings, shown)
    if decisions:
        found = applied(decisions, activity.id, [*found, *near], len(found))
    if not any(match.stands for match in found):
        return Mapped(found, near, _reason(activity, hits, found))
    parts = shares(found, settings.rule, activity, settings)
    shared = [
        match if match.share == part else with_share(match, part)
        for match, part in zip(found, parts, strict=True)
    ]
    return Mapped(shared, near, "")


def found_in(activity: Activity, settings: MappingSettings | None = None) -> list[Hit]:
    """Everything that the finders found in an activity, held pieces too."""
    return [hit.told() for hit in found_in_each([(activity, passages_of(activity))], settings or USUAL)[0]]


def ranked(activity: Activity, hits: Sequence[Hit], level: str = "target") -> list[str]:
    """All codes with evidence, best first, whatever their score: for evaluation and for choosing by hand.

    Args:
        activity: the activity.
        hits: what was found in it (`found_in`).
        level: "target" for targets only, "goal" for goals.
    """
    generous = MappingSettings(stands=0, look=0, beside=0, most_targets=200)
    found, near = combined(activity, hits, generous)
    order = sorted([*found, *near], key=lambda match: -raw_of(match.evidence))
    if level == "goal":
        return list(dict.fromkeys(str(match.goal) for match in order))
    return [match.target for match in order if match.target]


Looked = Sequence[tuple[Activity, Sequence[Passage]]]
_FindEach = abc.Callable[[Looked], Iterable[Iterable[Hit]]]


def _gives_columns(one: Finder) -> bool:
    """Whether a finder gives columns; those are asked last."""
    return hasattr(one, "find_each")


def found_in_each(looked: Looked, settings: MappingSettings) -> list[Hits]:
    """Everything that the finders found in each of several activities."""
    scan_together((text, language) for _, passages in looked for _, language, text in passages)
    hits = [Hits() for _ in looked]
    for one in sorted(map(finder, settings.asked), key=_gives_columns):
        find_each: _FindEach | None = getattr(one, "find_each", None)
        each = find_each(looked) if find_each else (one.find(*some) for some in looked)
        for found, more in zip(hits, each, strict=True):
            found.add(more)
    if settings.knowledge is not None:
        from sdgkit.mapping.own_phrases import own_phrases

        own = own_phrases(settings.knowledge)
        return [Hits(own.applied(found, *some)) for found, some in zip(hits, looked, strict=True)]
    return hits


def _reason(activity: Activity, hits: Iterable[Hit], found: Sequence[Match]) -> str:
    """Why nothing stands."""
    if any(match.status == "rejected" for match in found):
        return "mapping.all-rejected"
    if found:
        return "mapping.only-doubtful"
    texts = [text for _, _, text in activity.texts()]
    hits = [*hits]
    held = {hit.held for hit in hits if hit.held}
    counted = [hit for hit in hits if not hit.held and hit.weight > (FAINT if hit.kind == "model" else 0)]
    # The model sees a little of everything in every text; that alone does not make boilerplate or a name more.
    if any(hit.kind != "model" for hit in counted):
        return "mapping.too-weak"
    for reason in ("boilerplate", "negation", "partner", "address", "void", "idiom", "background"):
        if reason in held:
            return f"mapping.only-{reason}"
    if any(speaks_of_agenda(text) for text in texts):
        return "mapping.only-boilerplate"
    if counted:
        return "mapping.too-weak"
    if not any(any(letter.isalpha() for letter in text) for text in texts):
        return "mapping.no-text"
    if not any(language_of(text) for text in texts):
        return "mapping.other-script"
    if sum(len(text.split()) for text in texts) <= FEWEST_WORDS:
        return "mapping.too-short"
    return "mapping.no-evidence"
