"""Random nouns of every kind that a deck file holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from decks.analogies import Analogy, AnalogyContent, AnalogyOrigin, AnalogyState
from decks.cards import (
    Card,
    CardContent,
    CardKind,
    CardState,
    CardVersion,
    Course,
    Deck,
    DraftContent,
    KeyPoint,
)
from decks.drafts import (
    Action,
    Draft,
    DraftState,
    Finding,
    Gate,
    Origin,
    PassageTask,
    Provenance,
    ReviewDecision,
    TaskState,
)
from decks.exchange.record import DeckBundle
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
from decks.media import Medium
from decks.memory import (
    Entry,
    GradeEvidence,
    GuessEvidence,
    MemoryState,
    Rating,
    RatingEvidence,
    ReviewLog,
    SelfEvidence,
    Stage,
)
from decks.people import Person, Role
from decks.sessions import CardMark, Known, Mode, SessionResult, StudySession
from decks.sources import (
    Citation,
    ClaimedCitation,
    Locator,
    LocatorKind,
    Passage,
    Source,
    SourceVersion,
    Span,
    SpanKind,
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
words = text.filter(lambda value: bool(value.strip()))
names = st.text("abcdefgh234567", min_size=1, max_size=8)
unit = st.floats(0, 1)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 - UTC below
    lambda moment: moment.replace(tzinfo=UTC)
)


def few(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A tuple of up to two."""
    return st.lists(one, max_size=2).map(tuple)


def maybe(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | one


key_points = st.builds(
    KeyPoint, text=words, weight=st.floats(0.01, 100), required=st.booleans(), variants=few(text)
)
_content = {
    "kind": st.sampled_from(CardKind),
    "question": words,
    "label": words,
    "explanation": text,
    "formulas": few(text),
    "key_points": st.lists(key_points, min_size=1, max_size=3).map(tuple),
    "references": few(text),
    "tags": few(text),
}
contents = st.builds(CardContent, core_answer=words, **_content)
draft_contents = st.builds(
    DraftContent, **{**_content, "core_answer": maybe(text), "key_points": few(key_points)}
)
locators = st.builds(
    lambda kind, first, more: Locator(kind=kind, first=(first,), last=(first + more,)),
    st.sampled_from(LocatorKind),
    st.integers(0, 10**6),
    st.integers(0, 99),
)
citations = st.builds(
    lambda version, start, quote, locator: Citation(
        version_id=version, start=start, end=start + len(quote), quote=quote, locator=locator
    ),
    names,
    st.integers(0, 10**6),
    words,
    locators,
)
findings = st.builds(Finding, rule=names, gate=st.sampled_from(Gate), reason=text)


@st.composite
def source_versions(draw: st.DrawFn) -> SourceVersion:
    body = draw(words).replace("\r", " ").replace("\x00", " ")
    cut = draw(st.integers(1, len(body)))
    bounds = [(0, cut), *([(cut, len(body))] if cut < len(body) else [])]
    return SourceVersion(
        id=draw(names),
        source_id=draw(names),
        format="markdown",
        extractor="markdown/1",
        text=body,
        text_hash=draw(names),
        spans=tuple(
            Span(start=a, end=b, kind=draw(st.sampled_from(SpanKind)), locator=draw(locators))
            for a, b in bounds
        ),
        warnings=draw(few(text)),
        created_at=draw(moments),
    )


versions = st.builds(
    CardVersion,
    id=names,
    card_id=names,
    number=st.integers(1, 99),
    content=contents,
    citations=few(citations),
    author_id=names,
    created_at=moments,
)
drafts = st.builds(
    Draft,
    id=names,
    deck_id=names,
    passage_id=maybe(names),
    state=st.sampled_from(DraftState),
    proposed=draft_contents,
    content=draft_contents,
    citations=few(citations),
    claimed=few(st.builds(ClaimedCitation, passage_id=names, quote=text)),
    findings=few(findings),
    provenance=st.builds(
        Provenance, origin=st.sampled_from(Origin), drafter=text, cost=st.floats(0, 1e6)
    ),
    created_at=moments,
)
decisions = st.builds(
    ReviewDecision,
    id=names,
    draft_id=names,
    action=st.sampled_from(Action),
    by=names,
    at=moments,
    reason=text,
    before=maybe(draft_contents),
    after=maybe(draft_contents),
)
analogies = st.builds(
    Analogy,
    id=names,
    subject_id=names,
    content=st.builds(
        AnalogyContent,
        text=words,
        familiar=text,
        roles=few(st.tuples(text, text)),
        limits=few(text),
    ),
    origin=st.sampled_from(AnalogyOrigin),
    state=st.sampled_from(AnalogyState),
    created_at=moments,
)
verdicts = st.builds(
    PointVerdict,
    point=st.integers(0, 6),
    text=text,
    verdict=st.sampled_from(Verdict),
    credit=unit,
    quote=words,
)
results = st.builds(
    Scored,
    verdicts=st.lists(verdicts, min_size=1, max_size=2).map(tuple),
    score=unit,
    overall=st.sampled_from(Overall),
    confidence=unit,
    feedback=text,
) | st.builds(Unscored, reason=st.sampled_from(UnscoredReason), detail=text)
grades = st.builds(
    Grade,
    id=names,
    answer_id=names,
    result=results,
    grader=st.builds(GraderIdentity, name=text, version=text),
    evidence=st.dictionaries(text, st.floats(allow_nan=False, allow_infinity=False), max_size=2),
    at=moments,
)
states = st.builds(
    MemoryState,
    stage=st.sampled_from(Stage),
    stability=st.floats(0.001, 36500),
    difficulty=st.floats(1, 10),
    due=moments,
    last_reviewed=moments,
    reps=st.integers(1, 99),
)
evidence = (
    st.builds(GradeEvidence, score=unit, confidence=unit, grader=text, certain=st.booleans())
    | st.builds(SelfEvidence, had_it=st.booleans())
    | st.just(GuessEvidence())
    | st.builds(RatingEvidence, rating=st.sampled_from(Rating))
)
reviews = st.builds(
    lambda entry, given, before, after, at, key: ReviewLog(
        id=key,
        learner_id="per_a",
        card_id="crd_a",
        card_version_id="cdv_a",
        sequence=1,
        entry=entry,
        amends=None if entry is Entry.REVIEW else "rev_a",
        evidence=None if entry is Entry.UNDO else given,
        at=at,
        policy="p/1",
        before=before,
        after=after,
    ),
    st.sampled_from(Entry),
    evidence,
    maybe(states),
    maybe(states),
    moments,
    names,
)


def _unique(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(one, max_size=2, unique_by=lambda noun: noun.id).map(tuple)


media = st.builds(
    Medium, name=words, kind=st.sampled_from(["image/png", "image/gif"]), data=st.binary(max_size=9)
)
sessions = st.builds(
    StudySession,
    id=names,
    learner_id=names,
    deck_id=names,
    mode=st.sampled_from(Mode),
    state=st.dictionaries(names, st.none() | text | st.integers(0, 9), max_size=2),
    turn=st.integers(0, 9),
    request_key=text,
    begun_at=moments,
    touched_at=moments,
    ended_at=maybe(moments),
    result=maybe(st.builds(SessionResult, credit=unit, out_of=st.integers(1, 9))),
)
marks = st.builds(
    CardMark,
    learner_id=names,
    card_id=names,
    starred=st.booleans(),
    suspended=st.booleans(),
    buried_until=maybe(moments),
    known=st.sampled_from(Known),
)


@st.composite
def bundles(draw: st.DrawFn) -> DeckBundle:
    """A deck with anything in it; some cards' versions are among `card_versions`, some are not."""
    kept = draw(_unique(versions))
    known = {version.id: version for version in kept}
    current = draw(few(versions)) + kept[:1]
    cards = {
        f"crd_{place}": Card(
            id=f"crd_{place}",
            deck_id="dck_a",
            draft_id=draw(maybe(names)),
            position=place,
            state=draw(st.sampled_from(CardState)),
            version=known.get(version.id, version),
        )
        for place, version in enumerate(current)
    }
    return DeckBundle(
        deck=Deck(
            id="dck_a",
            course_id="crs_a",
            name=draw(words),
            retention=draw(unit),
            created_at=draw(moments),
            archived_at=draw(maybe(moments)),
            exam_on=draw(maybe(st.dates())),
        ),
        course=draw(maybe(st.builds(Course, id=names, name=words))),
        people=draw(
            _unique(
                st.builds(
                    Person,
                    id=names,
                    name=words,
                    role=st.sampled_from(Role),
                    zone=st.sampled_from(["UTC", "Europe/Berlin"]),
                    created_at=moments,
                )
            )
        ),
        sources=draw(_unique(st.builds(Source, id=names, course_id=names, name=words))),
        versions=draw(_unique(source_versions())),
        passages=draw(
            _unique(
                st.builds(
                    Passage,
                    id=names,
                    version_id=names,
                    ordinal=st.integers(0, 99),
                    first_span=st.integers(0, 99),
                    last_span=st.integers(0, 99),
                    start=st.integers(0, 99),
                    end=st.integers(0, 99),
                    headings=few(text),
                )
            )
        ),
        tasks=draw(
            few(
                st.builds(
                    PassageTask,
                    passage_id=names,
                    deck_id=names,
                    drafter=text,
                    state=st.sampled_from(TaskState),
                    skipped=few(st.tuples(st.integers(0, 99), text)),
                )
            )
        ),
        drafts=draw(_unique(drafts)),
        card_versions=kept,
        cards=tuple(cards.values()),
        analogies=draw(_unique(analogies)),
        decisions=draw(_unique(decisions)),
        answers=draw(
            _unique(
                st.builds(
                    Answer,
                    id=names,
                    learner_id=names,
                    card_id=names,
                    card_version_id=names,
                    text=maybe(text),
                    seconds=st.floats(0, 1e6),
                    state_token=text,
                    request_key=text,
                    at=moments,
                    sure=maybe(unit),
                    hinted=st.booleans(),
                )
            )
        ),
        grades=draw(_unique(grades)),
        reviews=draw(_unique(reviews)),
        claims=draw(
            _unique(
                st.builds(
                    Claim,
                    id=names,
                    answer_id=names,
                    learner_id=names,
                    sentence=text,
                    state=st.sampled_from(ClaimState),
                    at=moments,
                )
            )
        ),
        media=draw(few(media)),
        sessions=draw(_unique(sessions)),
        marks=draw(few(marks)),
    )
