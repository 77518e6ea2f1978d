"""The key interview: before a card is published, the grader asks about what it is least sure of.

Answers to the draft are made by rule (paraphrased, negated, roles exchanged, a part left out, a
neighbour's answer), the local grader tries them, and at most `ASKED` go to the instructor: would
this alone pass, is it wrong, or is it true and not enough? Each word repairs the key before a
student suffers. Only what is said to be wrong becomes a wrong idea, and never what another card
says: a student who adds that says no contrary. It is optional and blocks nothing.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from authoring.prose import plain
from decks.cards import CardKind, DraftContent, KeyPoint
from decks.drafts import Draft, DraftState
from decks.errors import NotFound
from decks.grading import Overall, Scored
from grader.task import Graded
from service.reviewing import review
from service.reviewing.duplicates import Neighbourhood
from service.trust.judging import task_for
from service.trust.known_answers import Known, Made, attempts

if TYPE_CHECKING:
    from collections.abc import Collection

    from service.wiring import App

ASKED = 3
_CONTRARY = frozenset({Made.NEGATION, Made.SWAP})
"""What the rule means to be wrong, and what becomes a known wrong idea where a person says so."""
_LIKE = frozenset({Made.SHORTENED, Made.QUOTED, Made.EXPLAINED})
"""What the rule means to be right."""


class Word(StrEnum):
    """What a person says of an answer made by rule."""

    PASSES = "passes"
    WRONG = "wrong"
    """It says something false."""
    NOT_ENOUGH = "not enough"
    """It may be true, and would not pass alone."""


class Lesson(StrEnum):
    """What the key learned of a word."""

    VARIANT = "variant"
    OPTIONAL = "optional"
    WRONG_IDEA = "wrong idea"
    NOTHING = "nothing"

    @property
    def sentence(self) -> str:
        """What the person is told."""
        return {
            Lesson.VARIANT: "Learned: these words count as the answer from now on.",
            Lesson.OPTIONAL: "Learned: the part that is left out here is required no more.",
            Lesson.WRONG_IDEA: "Learned: who says this says a wrong idea.",
            Lesson.NOTHING: "The key stays as it is, and this is no wrong idea.",
        }[self]


@dataclass(frozen=True, slots=True)
class Probe:
    """An answer that was made by rule; nothing says what the grader makes of it."""

    id: str
    known: Known

    @classmethod
    def of(cls, known: Known) -> Probe:
        """The same answer made in the same way is the same probe."""
        digest = hashlib.sha256(f"{known.made}\n{known.text}".encode()).digest()
        return cls(b32encode(digest).decode()[:16].lower(), known)


def interview(app: App, draft_id: str, *, said: Collection[str] = ()) -> list[Probe]:
    """The answers to ask about, those first where the grader says other than the rule means.

    Then the least sure; `said` are probes that were answered or passed over. Answers of which a
    rule of the grader is certain are not asked about, nor any to a formula.
    """
    draft, probes = _probes(app, draft_id)
    content = draft.content
    if content.missing or content.kind is CardKind.FORMULA or draft.state is not DraftState.PENDING:
        return []
    waits = [each for each in probes if each.id not in said]
    graded = app.local_grader.grade_many([task_for(content, each.known.text) for each in waits])
    ranked = sorted(
        (
            (not _surprising(each.known, one), one.result.confidence, at)
            for at, (each, one) in enumerate(zip(waits, graded, strict=True))
            if not one.certain
            and (each.known.made is not Made.NEIGHBOUR or _surprising(each.known, one))
        ),
    )
    return [waits[at] for _, _, at in ranked[: max(0, ASKED - len(set(said)))]]


def answered(app: App, draft_id: str, probe_id: str, word: Word) -> Lesson:
    """Repairs a draft's key by what a person says of a probe; said twice it is once.

    What passes becomes an accepted variant, and a point whose absence does no harm is required no
    more; a contrary that is wrong becomes a known wrong idea; what is not enough changes nothing.
    Raises `NotFound` where the draft has no such probe.
    """
    draft, probes = _probes(app, draft_id)
    known = next((each.known for each in probes if each.id == probe_id), None)
    if known is None:
        if (lesson := _taught_already(draft.content, probe_id)) is not None:
            return lesson
        raise NotFound(
            "There is no such question about this draft any more. Questions are named by their "
            "ids: review interview ID --json lists them."
        )
    points, lesson = _repaired(draft.content.key_points, known, word)
    if points != draft.content.key_points:
        dumped = [each.model_dump() for each in points]
        review.edit(app, draft_id, {"key_points": dumped})
    return lesson


def _probes(app: App, draft_id: str) -> tuple[Draft, list[Probe]]:
    with app.ledger.read() as unit:
        draft = unit.drafts.get(draft_id)
        deck = unit.decks.get(draft.deck_id)
    content = draft.content
    near = Neighbourhood(app, deck).of(f"{content.question}\n{content.core_answer or ''}")
    neighbour = next((answer for one, _, answer, _ in near if one != draft_id and answer), None)
    quote = plain(draft.citations[0].quote) if draft.citations else None
    several = len(content.key_points) > 1
    return draft, [
        Probe.of(known)
        for known in attempts(content, neighbour, quote)
        if not (several and known.made in _LIKE)
    ]


def _taught_already(content: DraftContent, probe_id: str) -> Lesson | None:
    """What the key learned of the text that this probe was, where it holds it."""
    for point in content.key_points:
        for texts, lesson in (
            (point.variants, Lesson.VARIANT),
            (point.wrong_ideas, Lesson.WRONG_IDEA),
        ):
            if any(Probe.of(Known(made, text)).id == probe_id for text in texts for made in Made):
                return lesson
    return None


def _surprising(known: Known, graded: Graded) -> bool:
    """Whether the grader says other than the rule means."""
    if not isinstance(graded.result, Scored):
        return False
    passes = graded.result.overall is Overall.CORRECT
    return (passes and known.made in {*_CONTRARY, Made.NEIGHBOUR}) or (
        not passes and known.made in _LIKE
    )


def _repaired(
    points: tuple[KeyPoint, ...], known: Known, word: Word
) -> tuple[tuple[KeyPoint, ...], Lesson]:
    """The key points as a word leaves them, and what they learned."""
    if word is Word.PASSES:
        if known.made is Made.OMISSION and known.point is not None:
            return tuple(
                point.model_copy(update={"required": False}) if at == known.point else point
                for at, point in enumerate(points)
            ), Lesson.OPTIONAL
        # With several points, an answer that passes says each of them.
        return tuple(
            point.model_copy(update={"variants": (*point.variants, known.text)}) for point in points
        ), Lesson.VARIANT
    if word is not Word.WRONG or known.made not in _CONTRARY:
        return points, Lesson.NOTHING
    nearest = max(range(len(points)), key=lambda at: _shared(points[at].text, known.text))
    wrong = (*points[nearest].wrong_ideas, known.text)
    changed = points[nearest].model_copy(update={"wrong_ideas": wrong})
    return (*points[:nearest], changed, *points[nearest + 1 :]), Lesson.WRONG_IDEA


def _shared(one: str, other: str) -> int:
    return len(set(one.lower().split()) & set(other.lower().split()))
