"""Claims: what students say they had right, and the ruling with all it changes shown before."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from decks.errors import CardwrightError
from decks.rulings import RulingKind
from service.disputes import claims, notices, reversals, rulings
from service.disputes.claims import Cluster
from service.disputes.key import LONGEST
from service.disputes.reversals import TakenBack
from service.disputes.rulings import Plan, Wish
from service.trust.answered import score_of, verdict_of
from service.wiring import App
from web.asked import Learner, Owned
from web.failures import status_of
from web.render import page
from web.typed import Maybe, Typed, Words

router = APIRouter()
KINDS = (
    ("variant", "Right: another wording", "The key accepts it from now on."),
    ("point", "Right: the key lacks it", "The card gets another, optional key point."),
    ("no", "The grade stands", "Say why: the students read it."),
    ("fault", "The card is wrong", "No answer to it counts; it comes back to you."),
)
Claims = Annotated[list[Words] | None, Form(max_length=500)]


@router.get("/claims")
def waiting(
    request: Request,
    app: Owned,
    ruled: Annotated[str, Query(max_length=200)] = "",
    back: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The open claims, those that say the same together, and what was settled."""
    with app.ledger.read() as unit:
        done = unit.rulings.find(ruled)
        taken_back = back in unit.rulings.reversals([back])
    return page(
        request,
        "claims.html",
        clusters=claims.clusters(app),
        settled=claims.settled(app)[:20],
        faults=rulings.at_fault(app),
        done=done,
        taken_back=taken_back,
    )


@router.get("/claims/{claim_id}")
def one(request: Request, app: Owned, learner: Learner, claim_id: str) -> Response:
    """A cluster with the words of each, beside the key; and the ruling."""
    cluster = claims.cluster_of(app, claim_id)
    return _shown(request, app, cluster, learner.zone, _first_wish(cluster))


def _first_wish(cluster: Cluster) -> Wish:
    """What the form begins with: all of them, another wording, in the words of the first."""
    ids = tuple(each.claim.id for each in cluster.members)
    words = " ".join((cluster.members[0].answer.text or "").split())[:LONGEST]
    return Wish(RulingKind.VARIANT, ids, 0, words)


@router.post("/claims/{claim_id}")
def rule(
    request: Request,
    app: Owned,
    learner: Learner,
    claim_id: str,
    kind: Annotated[RulingKind, Form()] = RulingKind.VARIANT,
    claim: Claims = None,
    point: Annotated[str, Form(max_length=5, pattern=r"^(whole|\d{1,2})?$")] = "",
    words: Typed = "",
    reason: Maybe = None,
    act: Annotated[Literal["preview", "apply"], Form()] = "preview",
    seen: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Shows what a ruling changes, or carries it out as it was shown."""
    place = int(point) if point.isdigit() else None
    wish = Wish(kind, tuple(claim or ()), place, words.strip(), (reason or "").strip())
    try:
        if act == "apply":
            done = rulings.rule(app, wish, seen=seen or None)
            return RedirectResponse(f"/claims?ruled={done.ruling.id}", 303)
        plan = rulings.plan(app, wish)
    except CardwrightError as error:
        cluster = claims.cluster_of(app, claim_id)
        return _shown(request, app, cluster, learner.zone, wish, error=error)
    return _shown(request, app, claims.cluster_of(app, claim_id), learner.zone, wish, plan=plan)


@router.post("/claims/{claim_id}/undo")
def undo(
    request: Request,
    app: Owned,
    learner: Learner,
    claim_id: str,
    reason: Maybe = None,
    act: Annotated[Literal["preview", "apply"], Form()] = "preview",
    seen: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Shows what taking back the ruling on this claim changes, or does it as it was shown."""
    why = (reason or "").strip()
    cluster = claims.cluster_of(app, claim_id)
    try:
        if act == "apply":
            done = reversals.take_back(app, claim_id, why, seen=seen or None)
            return RedirectResponse(f"/claims?back={done.ruling.id}", 303)
        back = reversals.plan(app, claim_id, why)
    except CardwrightError as error:
        wish = _first_wish(cluster)
        return _shown(request, app, cluster, learner.zone, wish, error=error, why=why)
    return _shown(request, app, cluster, learner.zone, _first_wish(cluster), back=back, why=why)


def _shown(
    request: Request,
    app: App,
    cluster: Cluster,
    zone: str,
    wish: Wish,
    *,
    plan: Plan | None = None,
    back: TakenBack | None = None,
    error: CardwrightError | None = None,
    why: str = "",
) -> Response:
    shown = plan or back
    changes = () if shown is None else shown.changes
    return page(
        request,
        "claim.html",
        status=200 if error is None else status_of(error),
        cluster=cluster,
        content=cluster.version.content,
        wish=wish,
        kinds=KINDS,
        longest=LONGEST,
        plan=plan,
        back=back,
        why=why,
        changes=sorted(changes, key=lambda each: (not each.flips, not each.moves)),
        verdict_of=verdict_of,
        score_of=score_of,
        sentence=str(error) if error else "",
        zone=zone,
        now=app.now(),
    )


@router.post("/notices/seen")
def seen(
    app: Owned, learner: Learner, notice: Annotated[list[Words] | None, Form(max_length=500)] = None
) -> Response:
    """Notes that the learner read these."""
    notices.seen(app, learner, notice or [])
    return RedirectResponse("/", 303)
