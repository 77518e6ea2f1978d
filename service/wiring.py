"""The one module that names adapters: settings in, working parts out.

Every part is made at its first use, so that a command pays only for what it needs: the embedding
model, the index and a language model's client are expensive to load.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from decks.cards import Course, Deck
from decks.errors import NotFound, WorkFailed, WrongUsage
from decks.ids import content_id, fresh_id
from decks.people import Person, Role
from providers.limits import Budget, Limits
from scheduler.calendar import LearnerDay
from scheduler.likelihood import SHIPPED
from scheduler.policy import Likelihood, Policy
from service.settings import Resolved, Settings
from storage.ledger import Ledger

if TYPE_CHECKING:
    from authoring.analogies.analogist import Analogist
    from authoring.asking import Asking, Kept
    from authoring.drafting import Drafter
    from authoring.rewriter import Rewriter
    from grader.grader import Grader
    from providers.embedding import Embedder
    from providers.remembered import Remembered
    from scheduler.port import MemoryModel
    from vectorstore.port import NeighbourIndex

OWNER_FACT = "owner"
LIKELIHOODS_FACT = "likelihoods"
COURSE_ID = content_id("crs", "personal")
LONGEST_NAME = 200


def system_clock() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


@dataclass
class App:
    """The parts of one running Cardwright. Close it to let go of the index folder."""

    resolved: Resolved
    ledger: Ledger
    clock: Callable[[], datetime] = system_clock
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    notices: list[str] = field(default_factory=list)
    """Sentences for the person that are no failures, such as "the index is in use elsewhere"."""
    _models: dict[str, MemoryModel] = field(default_factory=dict)

    shown: deque[object] = field(default_factory=lambda: deque(maxlen=8))
    """The plans that were shown last, to be carried out just as they were shown."""

    @property
    def settings(self) -> Settings:
        """What is in force."""
        return self.resolved.settings

    def now(self) -> datetime:
        """The time, from the clock that the app was given."""
        return self.clock()

    @cached_property
    def embedder(self) -> Embedder:
        """The local embedding model."""
        from providers.minilm import shared

        return shared()

    @cached_property
    def claim_vectors(self) -> Remembered:
        """Vectors of claimed answers, kept while this process lives."""
        from providers.remembered import Remembered

        return Remembered(self.embedder.embed)

    @cached_property
    def author_budget(self) -> Budget:
        """What drafting may still spend in this run."""
        return Budget(self.settings.run_tokens)

    @cached_property
    def drafter(self) -> Drafter:
        """The configured author model, or the built-in rules."""
        if self.settings.author_model is None:
            from authoring.rule_drafter import RuleDrafter

            return RuleDrafter()
        from authoring.model_drafter import ModelDrafter
        from service.replies import Replies

        asking = self._author(self.settings.author_model, Replies(self.ledger))
        return ModelDrafter(asking, passes=self.settings.author_passes)

    @cached_property
    def rewriter(self) -> Rewriter | None:
        """What writes parts of drafts anew: the configured author model, or None."""
        if self.settings.author_model is None:
            return None
        from authoring.rewriter import Rewriter

        return Rewriter(self._author(self.settings.author_model))

    @cached_property
    def analogist(self) -> Analogist | None:
        """What drafts analogies: the configured author model, or None."""
        if self.settings.author_model is None:
            return None
        from authoring.analogies.analogist import Analogist

        return Analogist(self._author(self.settings.author_model))

    def _author(self, spec: str, kept: Kept | None = None) -> Asking:
        """The author model; asked again in the same words it answers from what is `kept`."""
        from authoring.asking import Asking, Nothing
        from providers.choose import chat_model

        limits = self._limits(self.settings.author_prices)
        model = chat_model(spec, self.environ)
        return Asking(model, limits, self.author_budget, kept or Nothing())

    @cached_property
    def grader(self) -> Grader:
        """The grader that students meet; it asks the judge where there is one."""
        if self.settings.grader_model is None:
            return self.local_grader
        from grader.grader import Grader
        from grader.judge import Judge
        from providers.choose import chat_model

        model = chat_model(self.settings.grader_model, self.environ)
        limits = self._limits(self.settings.grader_prices)
        judge = Judge(model, limits, Budget(self.settings.run_tokens))
        return Grader(self.embedder, judge=judge)

    @cached_property
    def local_grader(self) -> Grader:
        """The grader without a judge, to try keys with: it costs nothing and sends nothing."""
        from grader.grader import Grader

        return Grader(self.embedder)

    def _limits(self, prices: tuple[float, float]) -> Limits:
        return Limits(deadline=self.settings.model_deadline, prices=prices)

    @cached_property
    def memory_model(self) -> MemoryModel:
        """The model of forgetting."""
        from scheduler.fsrs import Fsrs6

        return Fsrs6()

    def model_of(self, learner_id: str) -> MemoryModel:
        """The model of forgetting of one learner: fitted to their log where that was better."""
        return self.model_by(self.fitted(learner_id))

    def fitted(self, learner_id: str) -> str:
        """The learner's own parameters as JSON; empty where the defaults are in use."""
        with self.ledger.read() as unit:
            return unit.facts.get(fitted_fact(learner_id)) or ""

    def model_by(self, parameters: str) -> MemoryModel:
        """The model with these parameters, as JSON; made once for each."""
        if not parameters:
            return self.memory_model
        if parameters not in self._models:
            from scheduler.fsrs import Fsrs6

            self._models[parameters] = Fsrs6(json.loads(parameters))
        return self._models[parameters]

    def policy(self, deck: Deck) -> Policy:
        """The scheduling policy of a deck, with what each grader's scores are worth."""
        with self.ledger.read() as unit:
            learned = unit.facts.get(LIKELIHOODS_FACT) or ""
        return Policy(retention=deck.retention, likelihoods=_likelihoods(learned))

    def open_index(self, *, fresh: bool = False) -> NeighbourIndex:
        """The vector index, opened now; `fresh` looks at nothing stored, for a rebuild.

        Raises `Locked` where another process holds its folder, `IndexMismatch` where another
        embedding model made it, `DataDamaged` where it cannot be read.
        """
        from vectorstore.port import IndexIdentity

        made_by = self.embedder.identity
        identity = IndexIdentity(made_by.key, made_by.sha256, made_by.dimension)
        if self.settings.chroma_url is not None:
            from vectorstore.server import open_server

            return open_server(self.settings.chroma_url, identity, fresh=fresh)
        from vectorstore.folder import open_folder

        return open_folder(self.settings.index_folder, identity, fresh=fresh)

    @cached_property
    def owner(self) -> Person:
        """The person this data folder belongs to; made at the first opening."""
        with self.ledger.read() as unit:
            owner_id = unit.facts.get(OWNER_FACT)
            if owner_id is not None:
                return unit.people.get(owner_id)
        raise NotFound("This data folder has no owner; it was not made by Cardwright.")

    def learner(self, name: str | None) -> Person:
        """The person who studies under this name; made at the first use of the name."""
        wanted = name or self.settings.learner
        with self.ledger.read() as unit:
            known = unit.people.by_name(wanted)
        if known is not None:
            return known
        person = Person(
            id=fresh_id("per"), name=wanted, zone=self.settings.zone, created_at=self.now()
        )
        with self.ledger.write() as unit:
            known = unit.people.by_name(wanted)
            if known is None:
                unit.people.add(person)
        return known or person

    def settle_parts(self) -> None:
        """Makes the parts that threads share, before there are threads: each is made once.

        Raises what is wrong with a configured model, such as a key that is missing.
        """
        for name in (
            "owner",
            "embedder",
            "drafter",
            "rewriter",
            "analogist",
            "grader",
            "local_grader",
            "memory_model",
        ):
            getattr(self, name)

    def notice(self, sentence: str) -> None:
        """Keeps a sentence for the person, once however often it is said."""
        if sentence not in self.notices:
            self.notices.append(sentence)

    def close(self) -> None:
        """Lets go of the database."""
        self.ledger.close()


def lone_grader() -> Grader:
    """The grader without a judge, for a process that does nothing else."""
    from grader.grader import Grader
    from providers.minilm import MiniLm

    return Grader(MiniLm())


@lru_cache(maxsize=16)
def _likelihoods(learned: str) -> Mapping[str, Likelihood]:
    """The shipped likelihoods, and those learned from labels in their place."""
    found = json.loads(learned) if learned else {}
    return SHIPPED | {grader: Likelihood(**values) for grader, values in found.items()}


def fitted_fact(learner_id: str) -> str:
    """The name under which a learner's own parameters of forgetting are kept."""
    return f"fitted/{learner_id}"


def learner_day(person: Person) -> LearnerDay:
    """When this person's day turns."""
    return LearnerDay(zone=person.zone)


@contextmanager
def opened(
    resolved: Resolved,
    *,
    clock: Callable[[], datetime] = system_clock,
    environ: Mapping[str, str] | None = None,
) -> Iterator[App]:
    """The app on these settings; makes the data folder, the database and the owner if need be."""
    settings = resolved.settings
    if settings.database_url is None:
        try:
            settings.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            there = "is a file" if settings.data.is_file() else f"cannot be made ({error.strerror})"
            raise WorkFailed(
                f"The data folder {settings.data} {there}: "
                "name another with --data or CARDWRIGHT_DATA."
            ) from None
    ledger = Ledger.open(settings.sql_url)
    app = App(resolved, ledger, clock, os.environ if environ is None else environ)
    try:
        _settle_in(app)
        yield app
    finally:
        app.close()


def _settle_in(app: App) -> None:
    """The owner and the owner's course, once."""
    with app.ledger.read() as unit:
        if unit.facts.get(OWNER_FACT) is not None:
            return
    owner = Person(
        id=fresh_id("per"),
        name=app.settings.learner,
        role=Role.OWNER,
        zone=app.settings.zone,
        created_at=app.now(),
    )
    with app.ledger.write() as unit:
        if unit.facts.get(OWNER_FACT) is None:
            unit.people.add(owner)
            unit.decks.add_course(Course(id=COURSE_ID, name="Personal"))
            unit.facts.put(OWNER_FACT, owner.id)


def deck_named(app: App, name: str) -> Deck:
    """The deck of this name; `NotFound` says which decks there are."""
    with app.ledger.read() as unit:
        deck = unit.decks.by_name(name)
        others = [other.name for other in unit.decks.in_use()] if deck is None else []
    if deck is not None:
        return deck
    known = f"There are: {', '.join(sorted(others))}." if others else "There are none yet."
    raise NotFound(f"There is no deck named {name!r}. {known}")


def deck_for(app: App, name: str) -> Deck:
    """The deck of this name, made if there is none; `WrongUsage` where it cannot be a name."""
    with app.ledger.write() as unit:
        deck = unit.decks.by_name(name)
        if deck is None:
            deck = Deck(
                id=fresh_id("dck"),
                course_id=COURSE_ID,
                name=checked_name(name),
                retention=app.settings.retention,
                created_at=app.now(),
            )
            unit.decks.add(deck)
        elif deck.archived_at is not None:
            raise WrongUsage(f"The deck {name!r} is archived: bring it back first.")
    return deck


def checked_name(name: str) -> str:
    """A deck's name as it is, or `WrongUsage`: one line of 1 to 200 characters that show."""
    odd = any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in name)
    if odd or not name.strip() or len(name) > LONGEST_NAME:
        raise WrongUsage(f"A deck has a name: one line of at most {LONGEST_NAME} characters.")
    return name
