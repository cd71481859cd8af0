"""Settings of a mapping: which finders, which thresholds, which rule for the money."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from sdgkit.activities.activity import Share
from sdgkit.mapping.finders import BUILT_IN, SEMANTIC

Rule = Literal["equal", "primary", "declared"]
"""How an activity's money is shared among what it is matched to; see `sdgkit.mapping.allocation`."""


class MappingSettings(BaseModel):
    """What a mapping was made with; written into the manifest of a report.

    Example:
        >>> MappingSettings().most_targets
        10
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    finders: tuple[str, ...] = BUILT_IN
    semantic: bool = False
    """Whether the texts are read by their meaning too, with the extra `sdgkit[semantic]`. Never taken just because it
    is installed: the same inputs and settings give the same matches everywhere."""
    knowledge: Path | None = None
    """Table, or folder of tables, with phrases of one's own (`sdgkit.mapping.own_phrases`)."""
    stands: float = Field(default=0.4, ge=0, le=1)
    """Score from which a goal stands without a person: what a single piece of evidence of weight 0.6 in a title has. Of
    targets, whose scores are lower, as much evidence is asked, here and wherever a setting is a score
    (`combine.asked`). Chosen on training texts only (`docs/model_card.md`)."""
    look: float = Field(default=0.2, ge=0, le=1)
    """Score from which a match is shown for a person to look at."""
    beside: float = Field(default=0.6, ge=0, le=1)
    """Part of the strength of the best match (`combine.strength`) below which another goal's is only shown to look
    at: in long texts side remarks gather evidence too. Chosen on project texts."""
    beside_same_goal: float = Field(default=0.65, ge=0, le=1)
    """The same for a further target of a goal that already has one: neighbours share phrases."""
    beside_goal: float = Field(default=0.4, ge=0, le=1)
    """The same for a goal of which no target stands: which goal a side remark is about is surer than which target."""
    beside_declared: float = Field(default=0.9, ge=0, le=1)
    """Score from which a match outside the goals that the register itself declares still stands."""
    most_targets: int = Field(default=10, ge=1)
    """Targets of one activity at most, as the OECD's handbook for reporting the SDG focus allows."""
    rule: Rule = "equal"
    learned: dict[str, float] = Field(default_factory=dict)
    """Factors on the weight of single pieces of evidence, from a ministry's own decisions (`sdgkit.mapping.learn`)."""
    primary_share: Share = Fraction(1, 2)
    """For the rule "primary": what the primary target gets; the others share the rest equally."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The finders that look at the texts.

        Example:
            >>> MappingSettings(finders=("phrase",), semantic=True).asked
            ('phrase', 'semantic')
        """
        further = (SEMANTIC,) if self.semantic and SEMANTIC not in self.finders else ()
        return (*self.finders, *further)


USUAL = MappingSettings()
"""The settings that hold where nobody says otherwise."""
