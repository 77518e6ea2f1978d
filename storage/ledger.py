"""The ledger: everything of value, in one SQL database, behind units of work.

A unit is one transaction. `read` gives a consistent picture and cannot write; `write` takes the
writer's place at once, commits at the end of its block, and undoes everything if the block fails.
Nothing waits for a model, a person or the network inside a unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine

from decks.sources import Citation
from storage import copies, schema
from storage.engine import READING, make_engine
from storage.failures import translated
from storage.repositories.analogies import Analogies
from storage.repositories.answers import Answers
from storage.repositories.briefs import Briefs
from storage.repositories.cards import Cards
from storage.repositories.citations import all_citations
from storage.repositories.claims import Claims
from storage.repositories.decks import Decks
from storage.repositories.drafts import Drafts
from storage.repositories.facts import Facts
from storage.repositories.grades import Grades
from storage.repositories.index import IndexRows
from storage.repositories.labels import Labels
from storage.repositories.marks import Marks
from storage.repositories.media import Media
from storage.repositories.notices import Notices
from storage.repositories.people import People
from storage.repositories.replies import Replies
from storage.repositories.reviews import Reviews
from storage.repositories.rulings import Rulings
from storage.repositories.sessions import Sessions
from storage.repositories.sources import Sources
from storage.repositories.standards import Standards
from storage.repositories.standing import Standing
from storage.repositories.tasks import Tasks
from storage.repositories.trials import Trials
from storage.repositories.uploads import Uploads
from storage.repositories.vectors import Vectors
from storage.session import Session

BUSY_SECONDS = 10.0


class Unit:
    """One transaction; its attributes are the repositories, which hold every query."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.people = People(session)
        self.decks = Decks(session)
        self.sources = Sources(session)
        self.uploads = Uploads(session)
        self.media = Media(session)
        self.tasks = Tasks(session)
        self.briefs = Briefs(session)
        self.replies = Replies(session)
        self.drafts = Drafts(session)
        self.analogies = Analogies(session)
        self.cards = Cards(session)
        self.answers = Answers(session)
        self.grades = Grades(session)
        self.reviews = Reviews(session)
        self.claims = Claims(session)
        self.sessions = Sessions(session)
        self.marks = Marks(session)
        self.rulings = Rulings(session)
        self.trials = Trials(session)
        self.notices = Notices(session)
        self.labels = Labels(session)
        self.standards = Standards(session)
        self.standing = Standing(session)
        self.vectors = Vectors(session)
        self.index = IndexRows(session)
        self.facts = Facts(session)

    def citations(self) -> Iterator[tuple[str, Citation]]:
        """Every citation with the id of the draft or card version that it belongs to."""
        return all_citations(self._session)


class Ledger:
    """An open database of the current schema; safe to share between threads."""

    def __init__(self, engine: Engine, busy_seconds: float) -> None:
        self._engine = engine
        self._busy_seconds = busy_seconds

    @classmethod
    def open(cls, url: str, *, busy_seconds: float = BUSY_SECONDS) -> Ledger:
        """Opens the database, making or migrating it; `busy_seconds` is how long writers wait.

        Raises `NewerData` where a later version of Cardwright wrote it, `DataDamaged` where the
        file is no sound database, and another `WorkFailed` where it cannot be opened or written.
        """
        engine = make_engine(url, busy_seconds)
        try:
            with translated():
                schema.prepare(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, busy_seconds)

    @cached_property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self._engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A unit that sees one moment of the data and refuses to write."""
        with translated():
            connection = self._engine.connect()
        with connection:
            connection.execution_options(**{READING: True})
            with translated():
                transaction = connection.begin()
            try:
                yield Unit(Session(connection, writing=False))
            finally:
                with translated():
                    transaction.rollback()

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """A unit that is committed at the end of its block, or not at all.

        Raises `Busy` where another writer keeps its place for longer than `busy_seconds`. A unit
        in which a write failed is not committed, even if the block goes on.
        """
        with translated():
            connection = self._engine.connect()
        with connection:
            with translated():
                transaction = connection.begin()
            session = Session(connection, writing=True)
            try:
                yield Unit(session)
                if session.failure is not None:
                    raise session.failure
                with translated():
                    transaction.commit()
            finally:
                if transaction.is_active:
                    with translated():
                        transaction.rollback()

    def backup(self, target: Path) -> None:
        """Copies the whole database, as of one moment, into a file that appears when it is whole.

        Others may read and write meanwhile. An existing file is replaced.
        """
        copies.backup(self._engine, target)

    def restore(self, database: Path) -> None:
        """Puts the content of another database file in the place of this one's, in one step.

        The file must be of the current schema: open it as a ledger first. Raises `Busy` where
        another process is writing.
        """
        copies.restore(self._engine, database, self._busy_seconds)

    def integrity(self) -> list[str]:
        """What the database finds wrong with itself, in sentences; empty is sound."""
        return copies.integrity(self._engine)

    def schema_version(self) -> str:
        """The revision of the schema, such as "0001"."""
        return schema.HEAD

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()
