"""Builders for tests of the ledger: a small course, and strategies that make every noun."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from decks.analogies import Analogy, AnalogyContent, AnalogyOrigin, AnalogyState
from decks.briefs import Brief, SetAside, Wish
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
from decks.ids import text_hash
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
from decks.rulings import Label, Mark, Notice, Reversal, Ruling, RulingKind, Standard, Stratum
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
    Upload,
    UploadState,
)
from storage.ledger import Unit

NOW = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
TEXT = "A latent space is a compressed description. Ĝ🙂 decoders unfold it.\n"
LINE = Locator(kind=LocatorKind.LINE, first=(1,), last=(1,))


def version(source_id: str = "src_a", text: str = TEXT, at: datetime = NOW) -> SourceVersion:
    digest = text_hash(text)
    return SourceVersion(
        id=f"ver_{source_id}_{digest[:8]}",
        source_id=source_id,
        format="text",
        extractor="text/1",
        text=text,
        text_hash=digest,
        spans=(Span(start=0, end=len(text), kind=SpanKind.PARAGRAPH, locator=LINE),),
        created_at=at,
    )


def passage(of: SourceVersion, ordinal: int = 0) -> Passage:
    return Passage(
        id=f"psg_{of.id}_{ordinal}",
        version_id=of.id,
        ordinal=ordinal,
        first_span=0,
        last_span=0,
        start=0,
        end=len(of.text),
    )


def card_content(question: str = "What is a latent space?") -> CardContent:
    return CardContent(
        question=question,
        label="Latent space",
        core_answer="A compressed description.",
        key_points=(KeyPoint(text="it is compressed"),),
    )


def draft(
    number: int = 1,
    of: SourceVersion | None = None,
    citations: tuple[Citation, ...] = (),
    deck_id: str = "dck_a",
    position: int = 0,
) -> Draft:
    words = DraftContent(question=f"Question {number}?")
    return Draft(
        id=f"drf_{number:05d}",
        deck_id=deck_id,
        passage_id=None if of is None else passage(of).id,
        proposed=words,
        content=words,
        citations=citations,
        provenance=Provenance(origin=Origin.RULES, drafter="rules/1"),
        position=position,
        created_at=NOW,
    )


def card_version(
    card_id: str, number: int = 1, citations: tuple[Citation, ...] = ()
) -> CardVersion:
    return CardVersion(
        id=f"cdv_{card_id}_{number}",
        card_id=card_id,
        number=number,
        content=card_content(f"Version {number} of {card_id}?"),
        citations=citations,
        author_id="per_a",
        created_at=NOW,
    )


def card(
    number: int = 1, position: int = 0, citations: tuple[Citation, ...] = (), deck_id: str = "dck_a"
) -> Card:
    card_id = f"crd_{number:05d}"
    return Card(
        id=card_id,
        deck_id=deck_id,
        position=position,
        version=card_version(card_id, citations=citations),
    )


def answer(number: int = 1, of: Card | None = None, text: str | None = "compressed") -> Answer:
    about = of or card()
    return Answer(
        id=f"ans_{number}",
        learner_id="per_a",
        card_id=about.id,
        card_version_id=about.version.id,
        text=text,
        seconds=12.25,
        state_token="0",
        request_key=f"request {number}",
        at=NOW,
    )


def grade(number: int = 1, answer_id: str = "ans_1", quote: str = "compressed") -> Grade:
    verdict = PointVerdict(
        point=0, text="it is compressed", verdict=Verdict.PRESENT, credit=0.75, quote=quote
    )
    return Grade(
        id=f"grd_{number}",
        answer_id=answer_id,
        result=Scored(verdicts=(verdict,), score=0.75, overall=Overall.CORRECT, confidence=0.5),
        grader=GraderIdentity(name="local", version="1"),
        evidence={"cosine": 0.1 + 0.2},
        at=NOW,
    )


def state(due: datetime = NOW) -> MemoryState:
    return MemoryState(
        stage=Stage.REVIEW,
        stability=3.5,
        difficulty=5.25,
        due=due,
        last_reviewed=NOW - timedelta(days=1),
        reps=2,
    )


def review(
    sequence: int = 1, of: Card | None = None, at: datetime = NOW, undoes: str | None = None
) -> ReviewLog:
    about = of or card()
    return ReviewLog(
        id=f"rev_{about.id}_{sequence}",
        learner_id="per_a",
        card_id=about.id,
        card_version_id=about.version.id,
        sequence=sequence,
        entry=Entry.REVIEW if undoes is None else Entry.UNDO,
        amends=undoes,
        at=at,
        evidence=None if undoes else RatingEvidence(rating=Rating.GOOD),
        policy="fsrs-6/1",
        after=state(),
    )


def ruling(card: Card) -> Ruling:
    """An accepted variant."""
    return Ruling(
        id="rul_1",
        card_id=card.id,
        kind=RulingKind.VARIANT,
        claims=("clm_a",),
        version_id=card.version.id,
        point=0,
        words="a small model",
        by="per_a",
        at=NOW,
    )


def reversal() -> Reversal:
    """The ruling taken back."""
    return Reversal(id="rvs_1", ruling_id="rul_1", reason="It was wrong.", by="per_a", at=NOW)


def label() -> Label:
    """A mark of the one answer."""
    return Label(
        id="lbl_1",
        answer_id="ans_1",
        mark=Mark.RIGHT,
        stratum=Stratum.RANDOM,
        by="per_a",
        at=NOW,
    )


def standard() -> Standard:
    """As the grader ships."""
    return Standard(id="std_1", deck_id="dck_a", by="per_a", at=NOW)


def populate(unit: Unit) -> SourceVersion:
    """A person, a course with a deck and a source, and one version of it with a passage."""
    unit.people.add(Person(id="per_a", name="Ada", zone="Europe/Berlin", created_at=NOW))
    unit.decks.add_course(Course(id="crs_a", name="Generative models"))
    unit.decks.add(Deck(id="dck_a", course_id="crs_a", name="Lecture 1", created_at=NOW))
    unit.sources.add(Source(id="src_a", course_id="crs_a", name="notes.md"))
    first = version()
    unit.sources.add_version(first)
    unit.sources.add_passages([passage(first)])
    return first


# Strategies -----------------------------------------------------------------------------------

words = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12
)
maybe = st.one_of(st.none(), words)
whole = st.integers(0, 2**40)
unit_numbers = st.floats(0, 1)
EARLIEST, LATEST = datetime(1990, 1, 1), datetime(2200, 1, 1)  # noqa: DTZ001  (Hypothesis adds the zone)
moments = st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC))


def tuples(of: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(of, max_size=3).map(tuple)


@st.composite
def locators(draw: st.DrawFn) -> Locator:
    first, last = sorted([draw(st.lists(whole, min_size=1, max_size=2)) for _ in range(2)])
    return Locator(kind=draw(st.sampled_from(LocatorKind)), first=tuple(first), last=tuple(last))


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    start, quote = draw(whole), draw(words)
    return Citation(
        version_id=draw(words),
        start=start,
        end=start + len(quote),
        quote=quote,
        locator=draw(locators()),
        headings=draw(tuples(words)),
    )


@st.composite
def source_versions(draw: st.DrawFn) -> SourceVersion:
    parts = draw(st.lists(words.map(lambda each: each.replace("\r", "\n")), min_size=1, max_size=4))
    spans, at = [], 0
    for part in parts:
        spans.append(
            Span(
                start=at,
                end=at + len(part),
                kind=draw(st.sampled_from(SpanKind)),
                locator=draw(locators()),
                headings=draw(tuples(words)),
                set_aside=draw(maybe),
            )
        )
        at += len(part)
    return SourceVersion(
        id=draw(words),
        source_id=draw(words),
        format=draw(words),
        extractor=draw(words),
        text="".join(parts),
        text_hash=draw(words),
        spans=tuple(spans),
        warnings=draw(tuples(words)),
        created_at=draw(moments),
    )


key_points = st.builds(
    KeyPoint,
    text=words,
    weight=st.floats(0.001, 100),
    required=st.booleans(),
    variants=tuples(words),
    wrong_ideas=tuples(words),
)
draft_contents = st.builds(
    DraftContent,
    kind=st.sampled_from(CardKind),
    question=words,
    label=st.one_of(st.just(""), words),
    core_answer=maybe,
    explanation=words,
    formulas=tuples(words),
    key_points=st.lists(key_points, max_size=3).map(tuple),
    references=tuples(words),
    tags=tuples(words),
)
_seen = words.filter(lambda each: bool(each.strip()))
card_contents = st.builds(
    CardContent,
    kind=st.sampled_from(CardKind),
    question=_seen,
    label=_seen,
    core_answer=_seen,
    explanation=words,
    key_points=st.lists(key_points, min_size=1, max_size=3).map(tuple),
    tags=tuples(words),
)
findings = st.builds(Finding, rule=words, gate=st.sampled_from(Gate), reason=words)
claimed = st.builds(ClaimedCitation, passage_id=words, quote=words)
provenances = st.builds(
    Provenance,
    origin=st.sampled_from(Origin),
    drafter=words,
    prompt_id=maybe,
    prompt_version=maybe,
    prompt_hash=maybe,
    input_tokens=whole,
    output_tokens=whole,
    cost=st.floats(0, 1e6),
)
memory_states = st.builds(
    MemoryState,
    stage=st.sampled_from(Stage),
    step=whole,
    stability=st.floats(0, 1e9, exclude_min=True),
    difficulty=st.floats(1, 10),
    due=moments,
    last_reviewed=moments,
    reps=st.integers(1, 10**6),
    lapses=whole,
)
verdicts = st.builds(
    PointVerdict,
    point=whole,
    text=words,
    verdict=st.sampled_from(Verdict),
    credit=unit_numbers,
    quote=words,
)
results = st.one_of(
    st.builds(
        Scored,
        verdicts=st.lists(verdicts, min_size=1, max_size=3).map(tuple),
        score=unit_numbers,
        overall=st.sampled_from(Overall),
        confidence=unit_numbers,
        feedback=words,
        flags=tuples(words),
    ),
    st.builds(
        Unscored,
        reason=st.sampled_from(UnscoredReason),
        detail=words,
        confidence=unit_numbers,
        flags=tuples(words),
    ),
)
evidence = st.one_of(
    st.builds(
        GradeEvidence,
        score=unit_numbers,
        confidence=unit_numbers,
        grader=words,
        certain=st.booleans(),
    ),
    st.builds(SelfEvidence, had_it=st.booleans()),
    st.builds(GuessEvidence),
    st.builds(RatingEvidence, rating=st.sampled_from(Rating)),
)


@st.composite
def review_logs(draw: st.DrawFn) -> ReviewLog:
    entry = draw(st.sampled_from(Entry))
    return ReviewLog(
        id=draw(words),
        learner_id=draw(words),
        card_id=draw(words),
        card_version_id=draw(words),
        sequence=draw(st.integers(1, 10**9)),
        entry=entry,
        amends=None if entry is Entry.REVIEW else draw(words),
        at=draw(moments),
        evidence=None if entry is Entry.UNDO else draw(evidence),
        rating=draw(st.one_of(st.none(), st.sampled_from(Rating))),
        posterior=draw(st.one_of(st.none(), unit_numbers)),
        dice=draw(st.none() | unit_numbers),
        grade_id=draw(maybe),
        answer_id=draw(maybe),
        seconds=draw(st.one_of(st.none(), st.floats(0, 1e6))),
        hinted=draw(st.booleans()),
        policy=draw(words),
        before=draw(st.one_of(st.none(), memory_states)),
        after=draw(st.one_of(st.none(), memory_states)),
        by=draw(words),
        why=draw(words),
    )


people = st.builds(
    Person,
    id=words,
    name=words,
    role=st.sampled_from(Role),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu"]),
    created_at=moments,
)
courses = st.builds(Course, id=words, name=words)
decks = st.builds(
    Deck,
    id=words,
    course_id=words,
    name=words,
    retention=unit_numbers,
    created_at=moments,
    archived_at=st.none() | moments,
    exam_on=st.none() | st.dates(),
)
wishes = st.builds(
    Wish,
    target=st.none() | st.integers(1, 10_000),
    objectives=st.lists(st.sampled_from(["Say why ATP matters", "Ĝ🙂"]), max_size=2).map(tuple),
    skip=st.lists(st.sampled_from(["p. 3-5", "Aufgaben"]), max_size=2).map(tuple),
)
uploads = st.builds(
    Upload,
    id=words,
    deck_id=words,
    name=words,
    state=st.sampled_from(UploadState),
    reason=words,
    wish=wishes,
    lecture=words,
    place=words,
    at=moments,
)
briefs = st.builds(Brief, deck_id=words, source_id=words, lecture=words, wish=wishes, at=moments)
set_asides = st.builds(SetAside, deck_id=words, version_id=words, span=whole, by=words, at=moments)
sources = st.builds(Source, id=words, course_id=words, name=words)
passages = st.builds(
    Passage,
    id=words,
    version_id=words,
    ordinal=whole,
    first_span=whole,
    last_span=whole,
    start=whole,
    end=whole,
    headings=tuples(words),
)
passage_tasks = st.builds(
    PassageTask,
    passage_id=words,
    deck_id=words,
    drafter=words,
    state=st.sampled_from(TaskState),
    reason=words,
    skipped=st.lists(st.tuples(whole, words), max_size=2).map(tuple),
)
drafts = st.builds(
    Draft,
    id=words,
    deck_id=words,
    passage_id=maybe,
    state=st.sampled_from(DraftState),
    proposed=draft_contents,
    content=draft_contents,
    citations=st.lists(citations(), max_size=2).map(tuple),
    claimed=st.lists(claimed, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
    provenance=provenances,
    position=whole,
    worth=st.floats(-10, 10),
    objective=words,
    card_id=maybe,
    created_at=moments,
)
decisions = st.builds(
    ReviewDecision,
    id=words,
    draft_id=words,
    action=st.sampled_from(Action),
    by=words,
    at=moments,
    reason=words,
    before=st.one_of(st.none(), draft_contents),
    after=st.one_of(st.none(), draft_contents),
    card_id=maybe,
    undoes=maybe,
)
analogies = st.builds(
    Analogy,
    id=words,
    subject_id=words,
    version=st.integers(1, 10**6),
    content=st.builds(
        AnalogyContent,
        text=words,
        familiar=words,
        roles=st.lists(st.tuples(words, words), max_size=2).map(tuple),
        relation=words,
        limits=tuples(words),
    ),
    origin=st.sampled_from(AnalogyOrigin),
    state=st.sampled_from(AnalogyState),
    created_at=moments,
)
card_versions = st.builds(
    CardVersion,
    id=words,
    card_id=words,
    number=st.integers(1, 10**6),
    content=card_contents,
    citations=st.lists(citations(), max_size=2).map(tuple),
    author_id=words,
    created_at=moments,
)
cards = st.builds(
    Card,
    id=words,
    deck_id=words,
    draft_id=maybe,
    position=whole,
    state=st.sampled_from(CardState),
    version=card_versions,
)
answers = st.builds(
    Answer,
    id=words,
    learner_id=words,
    card_id=words,
    card_version_id=words,
    text=maybe,
    seconds=st.floats(0, 1e6),
    state_token=words,
    request_key=words,
    at=moments,
    sure=st.none() | unit_numbers,
    hinted=st.booleans(),
)
grades = st.builds(
    Grade,
    id=words,
    answer_id=words,
    result=results,
    grader=st.builds(GraderIdentity, name=words, version=words, model=maybe, prompt_hash=maybe),
    evidence=st.dictionaries(words, st.floats(allow_nan=False, allow_infinity=False), max_size=3),
    by=maybe,
    why=_seen,
    supersedes=maybe,
    key_version_id=maybe,
    certain=st.none() | st.booleans(),
    at=moments,
)
claims = st.builds(
    Claim,
    id=words,
    answer_id=words,
    learner_id=words,
    sentence=words,
    state=st.sampled_from(ClaimState),
    entry_id=maybe,
    ruling_id=maybe,
    at=moments,
)
rulings = st.builds(
    Ruling,
    id=words,
    card_id=words,
    kind=st.sampled_from(RulingKind),
    claims=st.lists(words, min_size=1, max_size=3).map(tuple),
    version_id=words,
    made_version_id=maybe,
    point=st.none() | st.integers(0, 6),
    words=_seen,
    reason=_seen,
    by=words,
    at=moments,
)
reversals = st.builds(
    Reversal,
    id=words,
    ruling_id=words,
    made_version_id=maybe,
    reason=_seen,
    by=words,
    at=moments,
)
notices = st.builds(
    Notice,
    id=words,
    learner_id=words,
    card_id=words,
    answer_id=maybe,
    sentence=_seen,
    at=moments,
    seen_at=st.none() | moments,
)
labels = st.builds(
    Label,
    id=words,
    answer_id=words,
    mark=st.sampled_from(Mark),
    stratum=st.sampled_from(Stratum),
    by=words,
    at=moments,
)
standards = st.builds(
    Standard,
    id=words,
    deck_id=words,
    cut=st.floats(0.2, 0.8),
    slope=st.floats(0.2, 5.0),
    offset=st.floats(-5.0, 5.0),
    learned_from=whole,
    by=words,
    why=words,
    at=moments,
)
study_sessions = st.builds(
    StudySession,
    id=words,
    learner_id=words,
    deck_id=words,
    mode=st.sampled_from(Mode),
    state=st.dictionaries(words, st.none() | words | st.lists(whole, max_size=2), max_size=3),
    turn=whole,
    request_key=words,
    begun_at=moments,
    touched_at=moments,
    ended_at=st.none() | moments,
    result=st.none()
    | st.builds(
        SessionResult,
        credit=st.floats(0, 1e6),
        out_of=whole,
        seconds=st.none() | st.floats(0, 1e6),
        wrong=whole,
        size=whole,
    ),
)
card_marks = st.builds(
    CardMark,
    learner_id=words,
    card_id=words,
    starred=st.booleans(),
    suspended=st.booleans(),
    buried_until=st.none() | moments,
    known=st.sampled_from(Known),
    hinted=maybe,
)
