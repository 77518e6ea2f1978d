"""A ruling taken back: grades, dates, claims and the key as they would be without it.

Nothing is deleted. The key without what it was taught is appended as its newest wording, each grade
that the ruling gave is followed by the one that stood before, each entry it made in a log by what
the schedule rested on before, and its claims wait again. What happened since is left alone: an
answer that was judged otherwise later, or to which its student said something, stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decks.cards import CardContent, CardState
from decks.errors import BadRecord, NotFound, Stale
from decks.grading import Answer, Claim, ClaimState, Grade
from decks.ids import content_id, fresh_id
from decks.memory import Evidence, MemoryState, ReviewLog
from decks.rulings import Notice, Reversal, Ruling, RulingKind
from service.calendar.corrections import Said, amendment
from service.collection import indexing
from service.disputes.key import reason as checked
from service.disputes.key import untaught
from service.disputes.notices import shortened
from service.disputes.regrading import Change, same_evidence
from service.disputes.ruled import mark_of, why_of
from service.trust.answered import Answered, answered, verdict_of

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit


@dataclass(frozen=True, slots=True)
class Restored:
    """An answer as it stood before a ruling.

    `evidence` is what follows in the log, one after the other: what stood before, and where a claim
    waits again, what stood before it first, so that it can be declined. Of such a `claim` the last
    entry is the one by which it counts.
    """

    answer: Answer
    grade: Grade | None
    evidence: tuple[Evidence | None, ...]
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A reversal with all that follows from it. `stamp` names the picture that it was made on.

    `content` is the card's words after it; `revives` says that the card comes back into study;
    `later` counts the answers judged by the ruling's key since: grading anew is for them.
    """

    ruling: Ruling
    reversal: Reversal
    picture: Answered
    content: CardContent
    revives: bool = False
    items: tuple[Restored, ...] = ()
    claims: tuple[Claim, ...] = ()
    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()
    later: int = 0
    done: bool = False

    @property
    def stamp(self) -> str:
        """Names the picture that the plan was made on."""
        return self.picture.stamp


def plan(app: App, name: str, reason: str, *, by: str | None = None) -> TakenBack:
    """All that taking a ruling back would do; nothing is written.

    `name` is the id of the ruling, or of a claim that it settled. Raises `NotFound` where there is
    no such ruling, `BadRecord` without a reason.
    """
    with app.ledger.read() as unit:
        return _planned(app, unit, _named(unit, name), checked(reason), by or app.owner.id)


def take_back(
    app: App, name: str, reason: str, *, by: str | None = None, seen: str | None = None
) -> TakenBack:
    """Takes a ruling back; the same one sent twice has the effect of once.

    `seen` is the stamp of the plan that was shown: `Stale` where something changed since.
    """
    with app.ledger.write() as unit:
        made = _planned(app, unit, _named(unit, name), checked(reason), by or app.owner.id)
        if made.done:
            return made
        if seen is not None and seen != made.stamp:
            raise Stale("Something changed since this was shown: look at the preview again.")
        _restore_key(unit, made)
        unit.rulings.reverse(made.reversal)
        entries: dict[str, str] = {}
        for item, appended, _ in _steps(app, made):
            if item.grade is not None:
                unit.grades.add(item.grade)
            for entry in appended:
                unit.reviews.append(entry, entry.after)
            if item.claim is not None and appended:
                entries[item.claim] = appended[-1].id
        for claim in made.claims:
            entry_id = entries.get(claim.id, claim.entry_id)
            unit.claims.save(claim.model_copy(update={"entry_id": entry_id}))
        unit.notices.add(made.notices)
    return replace(made, done=True)


def _named(unit: Unit, name: str) -> Ruling:
    """The ruling of this id, or the one that settled the claim of this id."""
    if name.startswith("clm_"):
        settled_by = unit.claims.get(name).ruling_id
        if settled_by is None:
            raise NotFound("Nobody ruled on this claim: there is nothing to take back.")
        name = settled_by
    found = unit.rulings.find(name)
    if found is None:
        raise NotFound(f"There is no ruling {name}.")
    return found


def _planned(app: App, unit: Unit, ruling: Ruling, reason: str, by: str) -> TakenBack:
    picture = answered(unit, ruling.card_id)
    content = picture.card.version.content
    earlier = unit.rulings.reversals([ruling.id]).get(ruling.id)
    if earlier is not None:
        return TakenBack(ruling, earlier, picture, content, done=True)
    if not reason:
        raise BadRecord("Taking a ruling back says why: the students read it.")
    every = unit.rulings.of_card(ruling.card_id)
    back = unit.rulings.reversals([each.id for each in every])
    others = [each for each in every if each.id not in back and each.id != ruling.id]
    if ruling.made_version_id is not None:
        before = picture.versions[ruling.version_id].content
        alone = content == picture.versions[ruling.made_version_id].content
        content = before if alone else untaught(content, ruling, before)
    reversal_id = content_id("rvs", ruling.id)
    changed = content != picture.card.version.content
    reversal = Reversal(
        id=reversal_id,
        ruling_id=ruling.id,
        made_version_id=content_id("cdv", reversal_id) if changed else None,
        reason=reason,
        by=by,
        at=app.now(),
    )
    claims = tuple(
        _reopened(app, each, others)
        for each in picture.claims.values()
        if each.ruling_id == ruling.id
    )
    histories = {
        each: unit.grades.of(each)
        for each, grade in picture.grades.items()
        if grade.why == mark_of(ruling)
    }
    made = TakenBack(
        ruling,
        reversal,
        picture,
        content,
        revives=_revives(ruling, picture, others),
        items=tuple(_items(app, ruling, picture, histories, {c.answer_id: c for c in claims})),
        claims=claims,
        later=_later(ruling, picture, changed),
    )
    made = replace(made, changes=tuple(change for _, _, change in _steps(app, made)))
    return replace(made, notices=tuple(_notices(made)))


def _reopened(app: App, claim: Claim, others: Sequence[Ruling]) -> Claim:
    """A claim as it was before the ruling: settled by an earlier one, by its owner, or open."""
    earlier = [each for each in others if claim.id in each.claims]
    if earlier:
        said_no = earlier[-1].kind is RulingKind.NO
        state = ClaimState.DECLINED if said_no else ClaimState.UPHELD
        return claim.model_copy(update={"state": state, "ruling_id": earlier[-1].id})
    state = ClaimState.UPHELD if claim.learner_id == app.owner.id else ClaimState.OPEN
    return claim.model_copy(update={"state": state, "ruling_id": None})


def _revives(ruling: Ruling, picture: Answered, others: Sequence[Ruling]) -> bool:
    """Whether the card is out of study for this ruling alone."""
    version = picture.card.version.id
    return (
        ruling.kind is RulingKind.FAULT
        and picture.card.state is CardState.WITHDRAWN
        and version == ruling.version_id
        and not any(o.kind is RulingKind.FAULT and o.version_id == version for o in others)
    )


def _later(ruling: Ruling, picture: Answered, changed: bool) -> int:
    """How many answers a machine judged by the ruling's key after it."""
    return sum(
        changed and grade.key_version_id == ruling.made_version_id and grade.why != mark_of(ruling)
        for grade in picture.grades.values()
        if grade.by is None
    )


def _items(
    app: App,
    ruling: Ruling,
    picture: Answered,
    histories: Mapping[str, Sequence[Grade]],
    reopened: Mapping[str, Claim],
) -> Iterator[Restored]:
    """What is to be restored, in the order of the answers."""
    declined = {claim_id for claim_id in ruling.claims if ruling.kind is RulingKind.NO}
    for answer in picture.answers:
        grades = histories.get(answer.id, ())
        given = [each.id for each in grades if each.why == mark_of(ruling)]
        claim = reopened.get(answer.id)
        chain = [e for e in picture.logs.get(answer.learner_id, ()) if e.answer_id == answer.id]
        ours = [
            place
            for place, entry in enumerate(chain)
            if entry.grade_id in given
            or (claim is not None and claim.id in declined and entry.why == why_of(ruling))
        ]
        evidence: tuple[Evidence | None, ...] = ()
        if ours and ours[-1] == len(chain) - 1:
            evidence = _before(chain, ours[0], claim)
        grade = _grade_before(app, grades, given) if given else None
        if grade is not None or evidence:
            waits = claim is not None and bool(evidence) and _counts(chain, ours[0], claim)
            yield Restored(answer, grade, evidence, claim.id if claim and waits else None)


def _grade_before(app: App, grades: Sequence[Grade], given: Sequence[str]) -> Grade | None:
    """The grade that stood before a ruling's first one, to follow its last one."""
    first = next(place for place, each in enumerate(grades) if each.id in given)
    if first == 0:
        return None
    changed = {"id": fresh_id("grd"), "supersedes": grades[-1].id, "at": app.now()}
    return grades[first - 1].model_copy(update=changed)


def _counts(chain: Sequence[ReviewLog], first: int, claim: Claim) -> bool:
    """Whether the claim was what the schedule rested on before the ruling's first entry."""
    return (
        first > 0
        and chain[first - 1].id == claim.entry_id
        and claim.state is not ClaimState.DECLINED
    )


def _before(
    chain: Sequence[ReviewLog], first: int, claim: Claim | None
) -> tuple[Evidence | None, ...]:
    """What to append to a chain of entries whose newest is the ruling's, from `first` on."""
    stood = chain[first - 1].evidence if first else None
    if claim is None or not _counts(chain, first, claim):
        return (stood,)
    under = chain[first - 2].evidence if first > 1 else None
    return (stood,) if same_evidence(chain[-1].evidence, under) else (under, stood)


def _steps(app: App, made: TakenBack) -> Iterator[tuple[Restored, list[ReviewLog], Change]]:
    """Each item with the entries it adds to its learner's log, one after the other."""
    picture = made.picture
    logs = {who: list(log) for who, log in picture.logs.items()}
    why = f"a ruling was taken back. {made.reversal.reason}"
    for item in made.items:
        learner = picture.people[item.answer.learner_id]
        log = logs.setdefault(learner.id, [])
        before = state = _state(log)
        grade_id = item.grade.id if item.grade else None
        said = Said(made.reversal.by, why, made.reversal.at, grade_id)
        appended = []
        for evidence in item.evidence:
            root = next(entry for entry in log if entry.answer_id == item.answer.id)
            entry = amendment(app, picture.deck, learner, log, state, root, evidence, said)
            log.append(entry)
            appended.append(entry)
            state = entry.after
        stood = picture.grades.get(item.answer.id)
        due = [each.due if each else None for each in (before, state)]
        yield item, appended, Change(item.answer, learner, stood, item.grade or stood, *due)


def _state(log: Sequence[ReviewLog]) -> MemoryState | None:
    return log[-1].after if log else None


def _restore_key(unit: Unit, made: TakenBack) -> None:
    """Appends the wording without what was taught, or brings the card back into study."""
    card, reversal = made.picture.card, made.reversal
    if made.revives:
        unit.cards.set_state(card.id, CardState.LIVE)
    if reversal.made_version_id is not None:
        changed = {
            "id": reversal.made_version_id,
            "number": card.version.number + 1,
            "content": made.content,
            "author_id": reversal.by,
            "created_at": reversal.at,
        }
        unit.cards.add_version(card.version.model_copy(update=changed))
    after = unit.cards.get(card.id)
    if after.state is CardState.LIVE:
        indexing.put_card(unit, after)


def _notices(made: TakenBack) -> list[Notice]:
    """One sentence for each student concerned: the claimants, and whoever's verdict is another."""
    question = shortened(made.picture.card.version.content.question)
    told: dict[str, tuple[str, str]] = {}
    for change in made.changes:
        if change.flips:
            said = f"your answer is {verdict_of(change.after)}, as before"
            told[change.learner.id] = (change.answer.id, said)
    for claim in made.claims:
        waits = claim.state is ClaimState.OPEN
        said = "your claim waits again" if waits else f"your claim is {claim.state} again"
        told[claim.learner_id] = (claim.answer_id, said)
    told.pop(made.reversal.by, None)
    return [
        Notice(
            id=content_id("ntc", made.reversal.id, learner_id),
            learner_id=learner_id,
            card_id=made.ruling.card_id,
            answer_id=answer_id,
            sentence=f"A ruling on “{question}” was taken back: {said}. {made.reversal.reason}",
            at=made.reversal.at,
        )
        for learner_id, (answer_id, said) in sorted(told.items())
    ]
