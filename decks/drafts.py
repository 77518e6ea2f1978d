"""Drafts: proposed cards that wait for a person, what the checks say of them, and the decisions."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from decks.base import Instant, Noun
from decks.cards import DraftContent
from decks.sources import Citation, ClaimedCitation


class Gate(StrEnum):
    """What a finding does: a block must be overruled in words, a flag is advice."""

    BLOCK = "block"
    FLAG = "flag"


class Finding(Noun):
    """What one check says of a draft; `rule` is the id of the rubric (C1 to C12, A1 to A9)."""

    rule: str
    gate: Gate
    reason: str


class Origin(StrEnum):
    """Who proposed a draft."""

    RULES = "rules"
    MODEL = "model"
    IMPORT = "import"
    PERSON = "person"


class Provenance(Noun):
    """How a draft came to be: enough to make it again and to know what it cost.

    `drafter` names the maker and its version ("rules/1", "openai:gpt-x"), `rule` the rule of the
    built-in drafter ("why", "table"; "" for other makers and in records from before it was kept);
    `prompt_hash` is the hash of the whole prompt file. Tokens count this draft's share of its call.
    `parents` are the drafts that this one was split from or merged of; `key` is what a file of
    another program knows it by.
    """

    origin: Origin
    drafter: str
    rule: str = ""
    prompt_id: str | None = None
    prompt_version: str | None = None
    prompt_hash: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    parents: tuple[str, ...] = ()
    key: str = ""

    @property
    def maker(self) -> str:
        """The maker as people are told of it: with the rule, where one is known."""
        return f"{self.drafter} (rule: {self.rule})" if self.rule else self.drafter


class DraftState(StrEnum):
    """Where a draft stands in review."""

    PENDING = "pending"
    HELD = "held"
    """Kept out of the queue, beyond the target or with its words set aside; may be called up."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REPLACED = "replaced"
    """Split into others, or merged with others, which stand in its place."""


class Draft(Noun):
    """A proposed card: what was drafted (`proposed`) and how it reads now (`content`).

    `position` orders the queue as the lecture runs: the offset of its first citation, or its
    place in the imported file. `claimed` are quotes that were not found. `worth` is what its
    drafter thinks of it (about 1 to 3, more is better, 0 where it says nothing); `objective` is the
    learning objective that it serves, of those that were given.
    """

    id: str
    deck_id: str
    passage_id: str | None = None
    state: DraftState = DraftState.PENDING
    proposed: DraftContent
    content: DraftContent
    citations: tuple[Citation, ...] = ()
    claimed: tuple[ClaimedCitation, ...] = ()
    findings: tuple[Finding, ...] = ()
    provenance: Provenance
    position: int = Field(default=0, ge=0)
    worth: float = 0.0
    objective: str = ""
    card_id: str | None = None
    created_at: Instant

    @property
    def stands(self) -> bool:
        """Whether it is a card or may become one."""
        return self.state in (DraftState.PENDING, DraftState.ACCEPTED)

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """The findings that stop acceptance until a person overrules them in words."""
        return tuple(finding for finding in self.findings if finding.gate is Gate.BLOCK)


class Action(StrEnum):
    """What a person did to a draft."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    SPLIT = "split"
    MERGE = "merge"
    UNDO = "undo"


class ReviewDecision(Noun):
    """A person's decision about a draft: appended, never changed.

    `before` and `after` are the contents around an edit; `undoes` is the decision an undo takes
    back. `reason` is required to reject, and to accept over a blocking finding.
    """

    id: str
    draft_id: str
    action: Action
    by: str
    at: Instant
    reason: str = ""
    before: DraftContent | None = None
    after: DraftContent | None = None
    card_id: str | None = None
    undoes: str | None = None


class TaskState(StrEnum):
    """Where the drafting of one passage stands."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class PassageTask(Noun):
    """The drafting of one passage for one deck by one drafter; the ledger is read off these.

    `skipped` pairs the index of a span that gave no draft with the reason.
    """

    passage_id: str
    deck_id: str
    drafter: str
    state: TaskState = TaskState.PENDING
    reason: str = ""
    skipped: tuple[tuple[int, str], ...] = ()
