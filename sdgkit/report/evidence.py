"""Evidence: the texts of the activities with the words marked that link them to goals and targets."""

from __future__ import annotations

from sdgkit.mapping.explanation import Explanation
from sdgkit.report.draft import Explained, Piece
from sdgkit.report.material import Material


def explained(material: Material) -> tuple[Explained, ...]:
    """Each activity of the draft with its texts, taken apart where a match that stands found its words."""
    found = []
    for activity in material.activities:
        standing = tuple(match for match in material.mapping.by_activity.get(activity.id, ()) if match.stands)
        told = Explanation(activity=activity, matches=standing, near=())
        texts = []
        for field, _, text in activity.texts():
            pieces: list[Piece] = []
            place = 0
            for mark in told.marks(field):
                pieces.append(Piece(text=text[place : mark.start]))
                pieces.append(Piece(text=text[mark.start : mark.end], codes=mark.codes))
                place = mark.end
            texts.append((*(one for one in pieces if one.text), Piece(text=text[place:])))
        found.append(
            Explained(
                id=activity.id,
                title=activity.title.in_language(material.language),
                codes=tuple(match.target or str(match.goal) for match in standing),
                texts=tuple(texts),
                origin=activity.origin,
            )
        )
    return tuple(found)
