"""What `changed --json` prints."""

from __future__ import annotations

from service.notes.revision import Changed
from service.shapes import CitationShape, Shape


class ChangedShape(Shape):
    """A card whose words changed in the notes: what it cites, and what stands there now."""

    card: str
    question: str
    source: str
    citation: CitationShape
    before: str
    after: str

    @classmethod
    def of(cls, changed: Changed) -> ChangedShape:
        """The shape of a change."""
        return cls(
            card=changed.card.id,
            question=changed.card.version.content.question,
            source=changed.source,
            citation=CitationShape.of(changed.citation),
            before=changed.before,
            after=changed.after,
        )
