"""The grades that follow from a ruling, one function for each kind of answer it touches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from decks.cards import CardVersion
from decks.errors import BadRecord
from decks.grading import (
    Answer,
    Claim,
    ClaimState,
    Grade,
    GraderIdentity,
    Overall,
    PointVerdict,
    Scored,
    Unscored,
    UnscoredReason,
    Verdict,
)
from decks.ids import fresh_id
from decks.rulings import Ruling, RulingKind
from grader.feedback import feedback
from grader.score import CORRECT_CUT, overall, score
from grader.task import Graded
from service.disputes.regrading import Regraded, stood_before
from service.trust.answered import Answered, score_of, verdict_of
from service.trust.judging import evidence_of, judged, task_of

if TYPE_CHECKING:
    from service.wiring import App

BY_A_PERSON = GraderIdentity(name="person", version="1")
RULED = "ruled"
"""The flag of a grade that a person's ruling settled."""
_RANK = {
    None: 0,
    Overall.CONTRADICTORY: 0,
    Overall.INCORRECT: 0,
    Overall.UNSCORED: 1,
    Overall.PARTIAL: 2,
    Overall.CORRECT: 3,
}


def why_of(ruling: Ruling) -> str:
    """Why a grade or an entry is as it is, as it stands in the record."""
    said = {
        RulingKind.VARIANT: f"accepted as another wording: {ruling.words}",
        RulingKind.POINT: f"a new key point: {ruling.words}",
        RulingKind.FAULT: "the card was at fault",
        RulingKind.NO: "the claim was declined",
    }[ruling.kind]
    return f"{said}. {ruling.reason}".strip(". ") if ruling.reason else said


def mark_of(ruling: Ruling) -> str:
    """What every grade that follows from a ruling says: by it a reversal finds them again."""
    return f"ruling {ruling.id}"


def declined(picture: Answered, claims: Sequence[Claim]) -> list[Regraded]:
    """The grades stay; what the claims moved goes back to where it stood."""
    by_answer = {claim.answer_id: claim for claim in claims}
    found = []
    for answer in picture.answers:
        claim = by_answer.get(answer.id)
        if claim is not None:
            log = picture.logs.get(answer.learner_id, ())
            stood = stood_before(log, claim.entry_id)
            found.append(Regraded(answer, None, stood, _over(claim)))
    return found


def faulted(
    picture: Answered, ruling: Ruling, claims: Sequence[Claim]
) -> tuple[list[Regraded], list[Claim]]:
    """No answer to this wording counts; every open claim about one of them was right to object."""
    asked = {claim.answer_id for claim in claims}
    wordings = {each.card_version_id for each in picture.answers if each.id in asked}
    touched = [each for each in picture.answers if each.card_version_id in wordings]
    result = Unscored(
        reason=UnscoredReason.FAULT,
        detail="The card was at fault: this answer does not count.",
        flags=(RULED,),
    )
    items = [
        Regraded(answer, _grade(picture, answer, ruling, result), None, wholly=True)
        for answer in touched
    ]
    ids = {answer.id for answer in touched}
    more = [
        claim
        for claim in picture.claims.values()
        if claim.answer_id in ids - asked and claim.state is ClaimState.OPEN
    ]
    return items, [*claims, *more]


def upheld(
    app: App, picture: Answered, made: CardVersion, ruling: Ruling, claims: Sequence[Claim]
) -> list[Regraded]:
    """The claimed answers: the ruling's words count as said in them, whatever a machine finds."""
    wanted = {claim.answer_id: claim for claim in claims}
    answers = [each for each in picture.answers if each.id in wanted and each.text is not None]
    if any(not (each.text or "").strip() for each in answers):
        raise BadRecord("One of these answers has no words: only “no” or “fault” fit it.")
    tasks = [task_of(made, each.text or "") for each in answers]
    items = []
    for answer, one in zip(answers, judged(app, picture.standard, tasks), strict=True):
        result = _accepted(picture, made, ruling, answer, one)
        grade = _grade(picture, answer, ruling, result, made, one.identity)
        person = Graded(result, BY_A_PERSON, certain=True)
        evidence = evidence_of(person, picture.standard)
        items.append(Regraded(answer, grade, evidence, _over(wanted[answer.id])))
    return items


def raised(
    app: App, picture: Answered, made: CardVersion, ruling: Ruling, claims: Sequence[Claim]
) -> tuple[list[Regraded], list[Claim], int]:
    """Other answers that are better by the new key, the claims they settle, and how many fall."""
    question, claimed = made.content.question, {claim.answer_id for claim in claims}
    answers = [
        each
        for each in picture.answers
        if each.text is not None
        and each.id not in claimed
        and picture.grades.get(each.id) is not None
        and not picture.settled(each)
        and picture.versions[each.card_version_id].content.question == question
    ]
    tasks = [task_of(made, each.text or "") for each in answers]
    items, settles, kept = [], [], 0
    for answer, one in zip(answers, judged(app, picture.standard, tasks), strict=True):
        stood = picture.grades[answer.id]
        grade = machine_grade(app, answer, stood, one, made, mark_of(ruling))
        better, worse = _compared(stood, grade)
        kept += worse
        if not better:
            continue
        claim = picture.claims.get(answer.id)
        settled = claim is not None and verdict_of(grade) is Overall.CORRECT
        over = _over(claim) if claim is not None and settled else frozenset()
        items.append(Regraded(answer, grade, evidence_of(one, picture.standard), over))
        if claim is not None and settled and claim.state is ClaimState.OPEN:
            settles.append(claim)
    return items, settles, kept


def machine_grade(
    app: App,
    answer: Answer,
    stood: Grade | None,
    graded: Graded,
    key: CardVersion,
    why: str = "",
) -> Grade:
    """A machine's grade that takes the place of another, by the key of this wording."""
    return Grade(
        id=fresh_id("grd"),
        answer_id=answer.id,
        result=graded.result,
        grader=graded.identity,
        evidence=graded.evidence,
        why=why,
        supersedes=stood.id if stood else None,
        key_version_id=key.id,
        certain=graded.certain,
        at=app.now(),
    )


def _compared(stood: Grade, grade: Grade) -> tuple[bool, bool]:
    """Whether the new grade is better, and whether it is worse."""
    before = (_RANK[verdict_of(stood)], score_of(stood) or 0.0)
    after = (_RANK[verdict_of(grade)], score_of(grade) or 0.0)
    apart = abs(after[1] - before[1]) > 1e-6 or after[0] != before[0]
    return apart and after > before, apart and after < before


def _over(claim: Claim) -> frozenset[str]:
    return frozenset() if claim.entry_id is None else frozenset({claim.entry_id})


def _accepted(
    picture: Answered, made: CardVersion, ruling: Ruling, answer: Answer, graded: Graded
) -> Scored:
    """The machine's verdicts with those that the ruling is about as the person says them."""
    points = made.content.key_points
    said = graded.result.verdicts if isinstance(graded.result, Scored) else ()
    if ruling.kind is RulingKind.POINT:
        sure = {len(points) - 1}
    else:
        sure = {ruling.point} if ruling.point is not None else set(range(len(points)))
    verdicts = []
    for at, point in enumerate(points):
        if at in sure:
            quote = (answer.text or "").strip()
            verdict = PointVerdict(
                point=at, text=point.text, verdict=Verdict.PRESENT, credit=1.0, quote=quote
            )
        elif at < len(said):
            verdict = said[at]
        else:
            verdict = PointVerdict(point=at, text=point.text, verdict=Verdict.ABSENT, credit=0.0)
        verdicts.append(verdict)
    cut = picture.standard.cut if picture.standard else CORRECT_CUT
    reached = overall(points, verdicts, cut)
    return Scored(
        verdicts=tuple(verdicts),
        score=score(points, verdicts),
        overall=reached,
        confidence=1.0,
        feedback=feedback(points, verdicts, reached),
        flags=(RULED,),
    )


def _grade(
    picture: Answered,
    answer: Answer,
    ruling: Ruling,
    result: Scored | Unscored,
    key: CardVersion | None = None,
    grader: GraderIdentity = BY_A_PERSON,
) -> Grade:
    """A person's grade: what a machine said of the other points is named with it."""
    stood = picture.grades.get(answer.id)
    return Grade(
        id=fresh_id("grd"),
        answer_id=answer.id,
        result=result,
        grader=grader,
        by=ruling.by,
        why=mark_of(ruling),
        supersedes=stood.id if stood else None,
        key_version_id=key.id if key else None,
        certain=True,
        at=ruling.at,
    )
