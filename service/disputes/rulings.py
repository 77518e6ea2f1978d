"""What an instructor answers to claims that say the same: planned, shown, then carried out at once.

A plan is made on a picture of the card, outside of any transaction: the answers are graded by the
key as it would be. Carrying it out checks that the picture still holds, and then appends the
ruling, the new wording of the card, every grade that follows and every entry of the logs, settles
the claims and leaves the students a notice. Nobody loses by a ruling that came later: a machine's
grade that would fall stays, and is counted in `kept`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from decks.cards import Card, CardContent, CardState, CardVersion
from decks.errors import BadRecord, Stale, WrongTransition, WrongUsage
from decks.folding import fold
from decks.grading import Claim, ClaimState, Overall
from decks.ids import content_id
from decks.rulings import Notice, Ruling, RulingKind
from service.collection import indexing
from service.disputes.key import reason, taught, wording
from service.disputes.notices import shortened
from service.disputes.regrading import Change, Regraded, carried_out, foreseen
from service.disputes.ruled import declined, faulted, raised, upheld, why_of
from service.trust.answered import Answered, answered, verdict_of

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be ruled: see `decks.rulings.Ruling`.

    Without `words` a variant or key point is the answer of the first claim; without `point` a
    variant is of the only key point, or of the whole answer where the card has several.
    """

    kind: RulingKind
    claims: tuple[str, ...]
    point: int | None = None
    words: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A ruling with all that follows from it. `stamp` names the picture that it was made on.

    `content` is the card's words after it; `kept` counts the grades that would have fallen. `done`
    says that it was carried out, now or at an earlier request that said the same.
    """

    wish: Wish
    ruling: Ruling
    picture: Answered
    content: CardContent
    items: tuple[Regraded, ...] = ()
    claims: tuple[Claim, ...] = ()
    changes: tuple[Change, ...] = ()
    kept: int = 0
    done: bool = False
    notices: tuple[Notice, ...] = field(default=())

    @property
    def stamp(self) -> str:
        """Names the picture that the plan was made on."""
        return self.picture.stamp

    @property
    def short(self) -> int:
        """How many upheld answers are not correct all the same: the key asks for more."""
        return sum(self.falls_short(each) for each in self.claims)

    def falls_short(self, claim: Claim) -> bool:
        """Whether a claim was upheld and its answer lacks another point that the key asks for."""
        teaches = self.ruling.kind in (RulingKind.VARIANT, RulingKind.POINT)
        grade = next((i.grade for i in self.items if i.answer.id == claim.answer_id), None)
        return teaches and grade is not None and verdict_of(grade) is not Overall.CORRECT


def plan(app: App, wish: Wish, *, by: str | None = None) -> Plan:
    """All that a ruling would do; nothing is written.

    Raises `WrongTransition` where a claim was ruled on in another way, `BadRecord` where the
    ruling lacks words or a reason, `WrongUsage` where the claims are about several cards.
    """
    if not wish.claims:
        raise WrongUsage("A ruling is about at least one claim.")
    picture, claims = _pictured(app, wish)
    ruling = _ruling(app, wish, picture, claims, by or app.owner.id)
    with app.ledger.read() as unit:
        while unit.rulings.reversals([ruling.id]):
            again = content_id("rul", ruling.id, "again")
            ruling = _ruling(app, wish, picture, claims, by or app.owner.id, again)
        earlier = unit.rulings.find(ruling.id)
    if earlier is not None:
        return Plan(wish, earlier, picture, picture.card.version.content, done=True)
    _open_to(claims, ruling)
    content = taught(picture.card.version.content, ruling)
    made = _version(picture.card.version, ruling, content)
    items, settled, kept = _following(app, picture, made, ruling, claims)
    changes = foreseen(app, picture, items, by=ruling.by, why=why_of(ruling))
    found = Plan(wish, ruling, picture, content, tuple(items), settled, tuple(changes), kept)
    found = replace(found, notices=tuple(_notices(found)))
    app.shown.append(found)
    return found


def rule(app: App, wish: Wish, *, by: str | None = None, seen: str | None = None) -> Plan:
    """Plans a ruling and carries it out; the same one sent twice has the effect of once.

    `seen` is the stamp of the plan that was shown: `Stale` where something changed since. That very
    plan is carried out where this process still has it, for a judge model may say other things when
    it is asked again.
    """
    for shown in tuple(app.shown):
        if not isinstance(shown, Plan):
            continue
        if seen == shown.stamp and wish == shown.wish and by in (None, shown.ruling.by):
            return apply(app, shown)
    made = plan(app, wish, by=by)
    if not made.done and seen is not None and seen != made.stamp:
        raise Stale("Something changed since this was shown: look at the preview again.")
    return apply(app, made)


def apply(app: App, made: Plan) -> Plan:
    """Carries a plan out in one transaction, or raises `Stale` where its picture holds no more."""
    if made.done:
        return made
    ruling = made.ruling
    with app.ledger.write() as unit:
        if unit.rulings.find(ruling.id) is not None:
            return replace(made, done=True)
        if answered(unit, ruling.card_id).stamp != made.stamp:
            raise Stale("Something changed since this was shown: look at the preview again.")
        _keep_key(unit, made)
        unit.rulings.add(ruling)
        changes = carried_out(app, unit, made.picture, made.items, by=ruling.by, why=why_of(ruling))
        for claim in made.claims:
            unit.claims.save(claim)
        unit.notices.add(made.notices)
    return replace(made, changes=tuple(changes), done=True)


def at_fault(app: App, deck_name: str | None = None) -> list[Card]:
    """The cards that a ruling gave back to their author and that nobody has reworded since."""
    with app.ledger.read() as unit:
        decks = [deck for deck in unit.decks.list() if deck_name in (None, deck.name)]
        made = [each for deck in decks for each in unit.rulings.of_deck(deck.id)]
        back = unit.rulings.reversals([each.id for each in made])
        faults = {
            (ruling.card_id, ruling.version_id)
            for ruling in made
            if ruling.kind is RulingKind.FAULT and ruling.id not in back
        }
        cards = unit.cards.many(sorted({card_id for card_id, _ in faults}))
    return [card for card in cards if (card.id, card.version.id) in faults]


def _pictured(app: App, wish: Wish) -> tuple[Answered, list[Claim]]:
    with app.ledger.read() as unit:
        claims = [unit.claims.get(each) for each in dict.fromkeys(wish.claims)]
        cards = {unit.answers.get(claim.answer_id).card_id for claim in claims}
        if len(cards) > 1:
            raise WrongUsage("These claims are about several cards: rule on one card at a time.")
        return answered(unit, cards.pop()), claims


def _ruling(
    app: App, wish: Wish, picture: Answered, claims: Sequence[Claim], by: str, name: str = ""
) -> Ruling:
    """The ruling that is wished for; its id follows from what it says, or is the `name`."""
    content = picture.card.version.content
    point, words = wish.point, wording(wish.words)
    if wish.kind in (RulingKind.VARIANT, RulingKind.POINT):
        texts = {answer.id: answer.text or "" for answer in picture.answers}
        words = words or wording(texts[claims[0].answer_id])
    if wish.kind is RulingKind.VARIANT and point is None and len(content.key_points) == 1:
        point = 0
    if point is not None and not 0 <= point < len(content.key_points):
        raise WrongUsage(f"The card has key points 1 to {len(content.key_points)}.")
    ids = tuple(sorted(claim.id for claim in claims))
    teaches = wish.kind in (RulingKind.VARIANT, RulingKind.POINT)
    if not teaches and not wish.reason.strip():
        what = "the grade stands" if wish.kind is RulingKind.NO else "the card is wrong"
        raise BadRecord(f"Say why {what}: the students read the reason.")
    words, point = words if teaches else "", point if wish.kind is RulingKind.VARIANT else None
    says = (picture.card.id, wish.kind.value, str(point), fold(words).text, *ids)
    ruling_id = name or content_id("rul", *says)
    try:
        return Ruling(
            id=ruling_id,
            card_id=picture.card.id,
            kind=wish.kind,
            claims=ids,
            version_id=picture.card.version.id,
            made_version_id=content_id("cdv", ruling_id) if teaches else None,
            point=point,
            words=words,
            reason=reason(wish.reason),
            by=by,
            at=app.now(),
        )
    except ValidationError as error:
        said = error.errors(include_url=False, include_input=False)[0]["msg"]
        raise BadRecord(f"{said.removeprefix('Value error, ').capitalize()}.") from None


def _open_to(claims: Sequence[Claim], ruling: Ruling) -> None:
    """Raises where a claim cannot be ruled on in this way any more."""
    for claim in claims:
        if claim.state is ClaimState.WITHDRAWN:
            raise WrongTransition("A claim among these was taken back by its claimant.")
        if claim.ruling_id is None:
            continue
        if claim.state is ClaimState.UPHELD:
            raise WrongTransition("A claim among these was upheld already.")
        if ruling.kind is RulingKind.NO:
            raise WrongTransition("A claim among these was declined already.")


def _version(before: CardVersion, ruling: Ruling, content: CardContent) -> CardVersion:
    """The wording that the ruling makes; the one before where it makes none."""
    if ruling.made_version_id is None:
        return before
    return before.model_copy(
        update={
            "id": ruling.made_version_id,
            "number": before.number + 1,
            "content": content,
            "author_id": ruling.by,
            "created_at": ruling.at,
        }
    )


def _following(
    app: App, picture: Answered, made: CardVersion, ruling: Ruling, claims: Sequence[Claim]
) -> tuple[list[Regraded], tuple[Claim, ...], int]:
    """The new grades in the order of the answers, the claims as they are settled, and `kept`."""
    if ruling.kind is RulingKind.NO:
        state = {"state": ClaimState.DECLINED, "ruling_id": ruling.id}
        items = declined(picture, claims)
        return items, tuple(claim.model_copy(update=state) for claim in claims), 0
    kept, also = 0, list(claims)
    if ruling.kind is RulingKind.FAULT:
        items, also = faulted(picture, ruling, claims)
    else:
        own = upheld(app, picture, made, ruling, claims)
        others, more, kept = raised(app, picture, made, ruling, claims)
        items, also = [*own, *others], [*claims, *more]
    order = {answer.id: at for at, answer in enumerate(picture.answers)}
    items.sort(key=lambda item: order[item.answer.id])
    state = {"state": ClaimState.UPHELD, "ruling_id": ruling.id}
    return items, tuple(claim.model_copy(update=state) for claim in also), kept


def _keep_key(unit: Unit, made: Plan) -> None:
    """Writes the new wording, or takes the card that is at fault out of study."""
    card, ruling = made.picture.card, made.ruling
    if ruling.kind is RulingKind.FAULT:
        unit.cards.set_state(card.id, CardState.WITHDRAWN)
        unit.index.drop([card.id])
    if ruling.made_version_id is None:
        return
    unit.cards.add_version(_version(card.version, ruling, made.content))
    if card.state is CardState.LIVE:
        indexing.put_card(unit, unit.cards.get(card.id))


def _notices(made: Plan) -> list[Notice]:
    """One sentence for each student concerned: the claimants, and whoever's verdict is another."""
    ruling = made.ruling
    told: dict[str, tuple[str, str]] = {}
    for change in made.changes:
        if change.flips:
            told[change.learner.id] = (change.answer.id, _changed(made, change))
    for claim in made.claims:
        told[claim.learner_id] = (claim.answer_id, _settled(made, claim))
    told.pop(ruling.by, None)
    return [
        Notice(
            id=content_id("ntc", ruling.id, learner_id),
            learner_id=learner_id,
            card_id=ruling.card_id,
            answer_id=answer_id,
            sentence=sentence,
            at=ruling.at,
        )
        for learner_id, (answer_id, sentence) in sorted(told.items())
    ]


def _question(made: Plan) -> str:
    return shortened(made.picture.card.version.content.question)


def _changed(made: Plan, change: Change) -> str:
    if made.ruling.kind is RulingKind.FAULT:
        return f"The card “{_question(made)}” was at fault: your answer to it does not count."
    verdict = verdict_of(change.after)
    return f"The key of “{_question(made)}” has learned more: your answer is {verdict} now."


def _settled(made: Plan, claim: Claim) -> str:
    reason = f" {made.ruling.reason}" if made.ruling.reason else ""
    if made.ruling.kind is RulingKind.FAULT:
        return f"You were right to object: the card “{_question(made)}” was at fault.{reason}"
    how = "upheld" if claim.state is ClaimState.UPHELD else "declined"
    more = " The key asks for another point as well." if made.falls_short(claim) else ""
    return f"Your claim about “{_question(made)}” was {how}.{more}{reason}"
