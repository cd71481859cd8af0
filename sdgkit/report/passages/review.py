"""Passages of a review beyond the goals: main messages, since the previous review, who is left behind, challenges."""

from __future__ import annotations

from collections import Counter

from sdgkit.indicators.progress.labels import method_label
from sdgkit.languages import NBSP
from sdgkit.report.commitments import STATES
from sdgkit.report.draft import Block, Figure, Sentence
from sdgkit.report.material import Material
from sdgkit.report.passages import goal as goal_passages
from sdgkit.report.passages import register as passages
from sdgkit.report.passages.paragraphs import MOST_NAMES, Paragraphs, metric
from sdgkit.report.tables.cells import figure
from sdgkit.report.tables.observations import dimension_name
from sdgkit.report.tables.people import markers_of
from sdgkit.report.tables.progress import MOVES, pairs_of_goals
from sdgkit.report.tables.progress import since_review as found_since_review
from sdgkit.report.wording import label, sentence

MOST_PAIRS = 3


def main_messages(material: Material) -> tuple[Block, ...]:
    """What the data say in few lines, one message each; the author chooses and adds what they mean."""
    made = Paragraphs("main-messages")
    if material.activities:
        made.add("register", passages.register(material), style="bullet")
        most = passages.most_and_none(material)
        made.add("goals", *most[:1], style="bullet")
        made.add("money", *passages.money_in_all(material)[:1], style="bullet")
    rows = tuple(row for row in material.rows if row.latest is not None)
    if rows:
        made.add(
            "indicators", goal_passages.results(material, rows, "overview-results", "all"), style="bullet"
        )
        made.add("since", _moves(material), style="bullet")
    return made.made()


def cut_off(material: Material) -> tuple[Block, ...]:
    """The latest years that the data reach to: of the indicators, and of the beginnings of activities."""
    language = material.language
    made = Paragraphs("cut-off")
    keys = {row.key: row.cells[1].value for row in material.figures.rows}
    told: list[Sentence | None] = []
    for name in ("latest-indicator", "latest-start"):
        if keys.get(name) is not None:
            year = figure(keys[name], language, "figures", name, "number", kind="year")
            told.append(sentence(f"cut-off-{name}", language, year=year))
    made.add("years", *told)
    return made.made()


def together(material: Material) -> tuple[Block, ...]:
    """How many activities serve more than one goal, and which goals most often meet."""
    counts = pairs_of_goals(material)
    if not counts:
        return ()
    language = material.language
    several = sum(
        len({match.goal for match in material.mapping.standing(one.id)}) > 1 for one in material.mapped
    )
    made = Paragraphs("together")
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS]
    pairs = [
        figure(number, language, "together", f"{first}/{second}", "activities",
               text=f"{first}{NBSP}+{NBSP}{second}{NBSP}({number})")
        for (first, second), number in top
    ]  # fmt: skip
    made.add(
        "pairs",
        sentence("together", language, number=figure(several, language, "together", "several", "activities")),
        sentence("together-pairs", language, pairs=pairs),
    )
    return made.made()


def leaving_no_one_behind(material: Material) -> tuple[Block, ...]:
    """By what groups figures are there, and how many gaps between them grew or shrank."""
    language = material.language
    told = [one for one in material.gaps if one["relative"]]
    made = Paragraphs("lnob")
    if not told:
        return ()
    names = list(dict.fromkeys(dimension_name(str(one["dimension"]), language) for one in told))
    indicators = len({str(one["indicator"]) for one in told})
    number = figure(indicators, language, "groups", "indicators", "gap-trend")
    shown = [goal_passages.small(name) for name in names[:MOST_NAMES]]
    trends = Counter(str(one["trend"] or "") for one in told)
    counts = {
        name: figure(trends[name], language, "groups", name, "gap-trend")
        for name in ("widening", "narrowing", "unchanged")
    }
    made.add(
        "groups",
        sentence("lnob-indicators", language, number=number, dimensions=shown),
        sentence(
            "lnob-gaps", language, all=figure(len(told), language, "groups", "all", "gap-trend"), **counts
        ),
    )
    return made.made()


def markers(material: Material) -> tuple[Block, ...]:
    """Of how many activities the aims of the policy markers are a principal or significant one."""
    language = material.language
    told = [
        figure(principal + significant, language, "markers", code, "marked",
               text=f"{goal_passages.small(label(f'marker.{code}', language))}{NBSP}({principal + significant})")
        for code, (principal, significant, _) in markers_of(material).items()
        if principal + significant
    ]  # fmt: skip
    made = Paragraphs("markers")
    made.add("aims", sentence("markers", language, markers=told[:MOST_NAMES]) if told else None)
    return made.made()


def since_review(material: Material) -> tuple[Block, ...]:
    """How many indicators went which way since the previous review."""
    made = Paragraphs("since-review")
    made.add("moves", _moves(material))
    return made.made()


def _moves(material: Material) -> Sentence | None:
    found = found_since_review(material)
    if not found:
        return None
    language = material.language
    counts = Counter(one.move for one in found)
    told: dict[str, Figure] = {
        move: figure(counts[move], language, "since-review", move, "move") for move in MOVES
    }
    return sentence(
        "since-review", language,
        year=str(material.previous_review),
        all=figure(len(found), language, "since-review", "all", "move"),
        **told,
    )  # fmt: skip


def commitments(material: Material) -> tuple[Block, ...]:
    """How many commitments the file of the country lists, and in which state they are."""
    given = material.choice.commitments
    if given is None:
        return ()
    language = material.language
    counts = Counter(one.state for one in given.entries)
    told = {
        name.replace("-", "_"): figure(counts[name], language, "commitments", name, "status")
        for name in STATES
    }
    made = Paragraphs("commitments")
    whole = figure(len(given.entries), language, "commitments", "all", "status")
    made.add("states", sentence("commitments", language, all=whole, **told))
    return made.made()


def challenges(material: Material) -> tuple[Block, ...]:
    """How many indicators go away from their target, and on how many targets the register has no activity."""
    language = material.language
    made = Paragraphs("challenges")
    told: list[Sentence | None] = []
    if material.rows:
        away = metric(material, "backward")
        told.append(
            sentence(
                "challenges-backward", language, number=away, method=method_label(material.method, language)
            )
        )
    if material.activities:
        told.append(sentence("challenges-gaps", language, number=metric(material, "targets-without")))
    made.add("away", *told)
    return made.made()
