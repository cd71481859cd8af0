"""The mapping of a register: its matches, why some activities have none, and what people decided.

mapping = map_register(register)
mapping.to_frame()
mapping.explain("KZ-017")
mapping.to_review("review.xlsx")
mapping = mapping.with_review("review.xlsx")
"""

from __future__ import annotations

import gc
import json
import re
from collections import abc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, PrivateAttr

from sdgkit.activities.activity import Activity, Origin
from sdgkit.activities.register import Register
from sdgkit.errors import UsageError
from sdgkit.files import written_whole
from sdgkit.findings import Finding
from sdgkit.languages import Text, language_of
from sdgkit.mapping.candidates import combined
from sdgkit.mapping.decisions import placed, title_changed
from sdgkit.mapping.finders import Hit, Passage
from sdgkit.mapping.mapped import found_in, found_in_each, map_activities, matched, together
from sdgkit.mapping.match import Decision, Match
from sdgkit.mapping.scan import forget_scans
from sdgkit.mapping.settings import USUAL, MappingSettings
from sdgkit.mapping.verdict import Judged
from sdgkit.messages import message

if TYPE_CHECKING:
    import pandas as pd

    from sdgkit.mapping.explanation import Explanation

TITLE_CHANGED = "mapping.decision-title-changed"
PLACES = (TITLE_CHANGED, "mapping.decisions-moved", "mapping.decisions-stale", "mapping.decision-like")
"""What is told of decisions and their activities each time that a register is mapped."""
LONGEST_TITLE = 120
"""Letters of a text alone that may be the title of something; a longer one tells more than what it is about."""


class Mapping(BaseModel):
    """Matches of a register, with the decisions.

    Attributes:
        matches: all matches, activities in the order of the register, best first; rejected ones too.
        unmapped: id of an activity of which nothing stands -> code of the reason (`unmapped_reason`).
        decisions: what people decided, as applied.
        stale: decisions whose activity is not in the register; they are kept and count for nothing.
        findings: what was noticed while reading a review, and activities that changed since they were decided on.
        settings: what the mapping was made with.
        judged: what another judge said (`with_judge`); never part of `matches`.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    matches: tuple[Match, ...]
    unmapped: dict[str, str]
    decisions: tuple[Decision, ...] = ()
    stale: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()
    settings: MappingSettings = USUAL
    judged: Judged = Judged()
    _register: Register = PrivateAttr(default_factory=lambda: Register(activities=()))

    @property
    def register(self) -> Register:
        """The register that was mapped."""
        return self._register

    @cached_property
    def by_activity(self) -> dict[str, tuple[Match, ...]]:
        """Matches by id of the activity, best first."""
        found: dict[str, list[Match]] = {}
        for match in self.matches:
            found.setdefault(match.activity_id, []).append(match)
        return {identifier: tuple(matches) for identifier, matches in found.items()}

    def standing(self, identifier: str) -> tuple[Match, ...]:
        """The matches of an activity that reports count."""
        return tuple(match for match in self.by_activity.get(identifier, ()) if match.stands)

    def unmapped_reason(self, identifier: str, language: str = "en") -> str:
        """Why nothing stands for an activity, in one sentence; "" where something does."""
        code = self.unmapped.get(identifier, "")
        return message(code, language).what if code else ""

    def to_frame(self, language: str = "en") -> pd.DataFrame:
        """One row per match, as `sdgkit.mapping.frame.OUTPUT` describes: activity, target, score, evidence, ...

        Activities of which nothing stands have a row without goal, with the reason in `unmapped_reason`.
        """
        from sdgkit.mapping.frame import frame_of

        return frame_of(list(self.rows(language)))

    def rows(self, language: str = "en") -> Iterator[tuple[object, ...]]:
        """The rows of `to_frame`, one by one."""
        from sdgkit.mapping.frame import match_rows

        for activity in self.register.activities:
            reason = self.unmapped.get(activity.id, "")
            yield from match_rows(activity, self.by_activity.get(activity.id, ()), reason, language)

    def explain(self, identifier: str, language: str = "en") -> Explanation:
        """Why an activity has its matches, what was near but not enough, and what did not count.

        Args:
            identifier: the id of the activity.
            language: the language that the explanation shows itself in: "en", "ru" or "kk".

        Raises:
            UsageError: there is no activity of that id.
        """
        from sdgkit.mapping.explanation import Explanation

        activity = self.register.by_id.get(identifier)
        if activity is None:
            if like := _alike(identifier, self.register.by_id):
                raise UsageError("mapping.unknown-activity-like", id=identifier, like=", ".join(like))
            raise UsageError("mapping.unknown-activity", id=identifier)
        hits = found_in(activity, self.settings)
        decisions = [one for one in self.decisions if one.activity_id == identifier]
        return Explanation(
            activity=activity,
            matches=self.by_activity.get(identifier, ()),
            near=tuple(matched(activity, hits, decisions, self.settings, everything=True).near),
            found=tuple(hits),
            decisions=tuple(decisions),
            settings=self.settings,
            unmapped=self.unmapped.get(identifier, ""),
            language=language,
        )

    def to_jsonl(self, path: str | Path) -> None:
        """Write one line per activity, as JSON; written whole or not at all."""
        with (
            written_whole(Path(path)) as temporary,
            temporary.open("w", encoding="utf-8", newline="\n") as out,
        ):
            for activity in self.register.activities:
                out.write(json.dumps(self.record(activity), ensure_ascii=False) + "\n")

    def record(self, activity: Activity) -> dict[str, object]:
        """What `to_jsonl` writes of an activity."""
        from sdgkit.mapping.frame import record_of

        reason = self.unmapped.get(activity.id, "")
        return record_of(activity, self.by_activity.get(activity.id, ()), reason)

    def to_review(self, path: str | Path, language: str = "en") -> None:
        """Write the workbook in which people decide (`sdgkit.mapping.review`)."""
        from sdgkit.mapping.review import write_review

        write_review(self, Path(path), language)

    def with_review(self, *paths: str | Path) -> Mapping:
        """The mapping with the decisions of one or more review workbooks; conflicts and changes are findings."""
        from sdgkit.mapping.reviewers import read_reviews

        decisions, findings = read_reviews([Path(path) for path in paths], self)
        mapping = self.with_decisions([*self.decisions, *decisions])
        # An activity that is decided on anew is no longer one that changed.
        before = [one for one in self.findings if one.code not in PLACES]
        made = mapping.model_copy(update={"findings": (*before, *findings, *mapping.findings)})
        made._register = self._register
        return made

    def with_decisions(self, decisions: Iterable[Decision]) -> Mapping:
        """The register mapped again, with these decisions."""
        mapping = map_register(self.register, decisions=tuple(decisions), settings=self.settings)
        return mapping.with_judge(self.judged)

    def with_judge(self, judged: Judged) -> Mapping:
        """The mapping with what another judge said beside it; matches stay as they are."""
        mapping = self.model_copy(update={"judged": judged})
        mapping._register = self._register
        return mapping

    def with_findings(self, findings: Iterable[Finding]) -> Mapping:
        """The mapping with further findings."""
        mapping = self.model_copy(update={"findings": (*self.findings, *findings)})
        mapping._register = self._register
        return mapping

    def judged_frame(self, language: str = "en") -> pd.DataFrame:
        """What another judge said, one row per activity and target (`sdgkit.mapping.verdict.COLUMNS`)."""
        from sdgkit.mapping.verdict import verdict_frame

        return verdict_frame(self, language)

    def _repr_html_(self) -> str:
        standing = sum(match.stands for match in self.matches)
        table: str = self.to_frame().head(20)._repr_html_()  # type: ignore[operator]
        told = (
            f"{standing} matches stand, {len(self.matches) - standing} others, {len(self.unmapped)} unmapped"
        )
        return f"<p><b>Mapping</b>: {len(self.register)} activities, {told}</p>{table}"


def map_register(
    register: Register, *, decisions: Sequence[Decision] = (), settings: MappingSettings | None = None
) -> Mapping:
    """Map every activity of a register to targets of the 2030 Agenda.

    Args:
        register: the activities.
        decisions: what people decided before; they win over everything.
        settings: finders, thresholds and the rule for the money.

    Returns:
        The mapping. Every activity has a match that stands or a reason in `unmapped`.

    Example:
        >>> from sdgkit.activities.activity import Activity, Origin
        >>> clinic = Activity(id="1", origin=Origin(file="a.csv"), title=Text({"en": "Repair of rural clinics"}))
        >>> [match.target for match in map_register(Register(activities=(clinic,))).matches][:1]
        ['3.8']
    """
    settings = settings or USUAL
    by_activity: dict[str, list[Decision]] = {}
    home = placed(decisions, register)
    for decision in home.decisions:
        if decision.activity_id in register.by_id:
            by_activity.setdefault(decision.activity_id, []).append(decision)
    matches: list[Match] = []
    unmapped: dict[str, str] = {}
    with not_collecting():
        for activity, found in map_activities(register.activities, by_activity, settings):
            matches += found.matches
            if found.reason:
                unmapped[activity.id] = found.reason
    mapping = Mapping(
        matches=tuple(matches),
        unmapped=unmapped,
        decisions=home.decisions,
        stale=home.stale,
        findings=(*home.findings, *changed_titles(register.activities, by_activity)),
        settings=settings,
    )
    mapping._register = register
    return mapping


@contextmanager
def not_collecting() -> Iterator[None]:
    """While activities are mapped nothing looks for garbage.

    What is made stays, and nothing of it is a circle: looking through it again and again took a fifth of the time.
    Afterwards it is looked through once, without what was remembered of the texts, which is let go before.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        forget_scans()
        if collecting:
            gc.enable()


def changed_titles(
    activities: Iterable[Activity], decisions: abc.Mapping[str, Sequence[Decision]]
) -> Iterator[Finding]:
    """A finding for each activity whose title is another one than when it was decided on; decisions are by id."""
    for activity in activities if decisions else ():
        last = {decision.target: decision for decision in decisions.get(activity.id, ())}
        before = next((one.title for one in last.values() if title_changed(one, activity)), "")
        if before:
            yield Finding(
                code=TITLE_CHANGED,
                file=activity.origin.file,
                sheet=activity.origin.sheet,
                row=activity.origin.row,
                value=before,
                details={"id": activity.id},
            )


def map_text(text: str, language: str | None = None, settings: MappingSettings | None = None) -> list[Match]:
    """The matches of one text that stand at default settings, best first.

    Args:
        text: any text; a title, a paragraph, a whole document.
        language: its language; recognised by its letters where None.
        settings: finders and thresholds.

    Returns:
        Matches with their evidence; the field of the evidence is "text." and the language, or "passage." of a text
        of more than `LONGEST_TITLE` letters. An empty list where nothing stands.

    Example:
        >>> [match.target for match in map_text("Снижение материнской смертности в Кызылординской области")][:1]
        ['3.1']
    """
    return map_texts([text], language, settings)[0]


def map_texts(
    texts: Iterable[str], language: str | None = None, settings: MappingSettings | None = None
) -> list[list[Match]]:
    """The matches of each of several texts, as `map_text` gives them one by one, in about half the time.

    Args:
        texts: any texts.
        language: their language; recognised by the letters of each where None.
        settings: finders and thresholds.

    Example:
        >>> [[match.target for match in found] for found in map_texts(["Repair of rural clinics", "Phase II"])]
        [['3.8'], []]
    """
    settings = settings or USUAL
    found: list[list[Match]] = []
    with not_collecting():
        for some in together((_TEXT, _passages(text, language)) for text in texts):
            found += [
                combined(_TEXT, hits, settings, "standing")[0] for hits in found_in_each(some, settings)
            ]
    return found


def found_in_text(text: str, language: str | None, settings: MappingSettings) -> list[Hit]:
    """Everything that the finders found in one text; its language is recognised by its letters where None."""
    return [hit.told() for hit in found_in_each([(_TEXT, _passages(text, language))], settings)[0]]


def _passages(text: str, language: str | None) -> list[Passage]:
    tag = _language_of(text) if language is None else language
    part = "text" if len(text) <= LONGEST_TITLE else "passage"
    return [Passage(f"{part}.{tag}", tag, text)] if text.strip() else []


_SAME_LOOK = str.maketrans("авекмнорстухізғқү", "abekmhopctyxi3fky")
"""Cyrillic letters as what looks the same or nearly; numbers of registers are typed in either alphabet."""


def _alike(wanted: str, known: Iterable[str]) -> list[str]:
    """The ids that may be meant, at most three: of the same letters and digits first, then of nearly the same.

    Example:
        >>> _alike("MЗ 5", ["МЗ_5", "b:МЗ-5", "KZ-12"]), _alike("KZ-13", ["МЗ_5", "KZ-12"])  # M is Latin, З Cyrillic
        (['МЗ_5', 'b:МЗ-5'], ['KZ-12'])
    """
    sought = _bare(wanted)
    # The same id of several registers has the name of its register and a colon before it.
    same = [one for one in known if sought and sought in (_bare(one), _bare(one.partition(":")[2]))]
    return same[:3] or get_close_matches(wanted, list(known), n=3)


def _bare(identifier: str) -> str:
    return "".join(filter(str.isalnum, identifier.casefold())).translate(_SAME_LOOK)


_TEXT = Activity(id="text", origin=Origin(file=""), title=Text({}))
"""The activity that stands for a text without a register."""


def _language_of(text: str) -> str:
    """The language by the letters of the beginning, where most of a text's letters are seen."""
    return "en" if text.isascii() and _LETTER.search(text) else language_of(text[:1000])


_LETTER = re.compile("[A-Za-z]")
