"""Answer to grade: fold the text, settle by rule, tell the language, weigh evidence, ask the judge,
do the arithmetic, say it in words. The order is that of `Grader.grade_many`; each step is a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from decks.cards import KeyPoint
from decks.grading import (
    GraderIdentity,
    PointVerdict,
    Scored,
    Unscored,
    UnscoredReason,
    Verdict,
)
from grader.card import Card, card_of
from grader.feedback import SETTLED, feedback
from grader.formula_points import overruled, with_formulas
from grader.judge import Judge
from grader.keys.exact import exact, with_exact
from grader.language import languages, refusal
from grader.normalise import MAX_CHARACTERS, AnswerText, read_answer
from grader.points import LocalGrade, Prepared, weigh, with_choice
from grader.reading import Reading, view
from grader.readings import Readings
from grader.score import overall, score
from grader.shortcuts import Settled, addresses_grader, on_the_subject, praises_itself, settle
from grader.spelling import mended
from grader.task import Graded, GradingTask
from grader.turns.foils import without_foils
from grader.verdicts import combine
from grader.weights import Weights, shipped
from providers.embedding import Embedder

RULES = 8
"""The number of the rules beside the weights. Raised where they grade an answer otherwise than
before, so that `regrade` shows the difference.
"""
BATCH = 256
BATCH_CHARACTERS = 25_000
"""Answers and characters graded together: more save no time, and their vectors cost memory."""


class Grader:
    """Grades free-text answers without a language model, or with one as judge. Thread-safe."""

    def __init__(
        self,
        embedder: Embedder,
        *,
        judge: Judge | None = None,
        weights: Weights | None = None,
    ) -> None:
        self._weights = weights or shipped()
        self._readings = Readings(embedder)
        self._judge = judge
        version = f"{self._weights.version}-{embedder.identity.sha256[:6]}-r{RULES}"
        self.identity = GraderIdentity(
            name="local",
            version=version,
            model=judge.model_name if judge else None,
            prompt_hash=judge.prompt_hash if judge else None,
        )

    def grade(self, task: GradingTask, *, abstain: bool = True) -> Graded:
        """The grade of one answer."""
        return self.grade_many([task], abstain=abstain)[0]

    def grade_many(self, tasks: Sequence[GradingTask], *, abstain: bool = True) -> list[Graded]:
        """The grades of many answers, in order; the same as one by one, from batches.

        With `abstain` off every answer gets a score: the confidence says how little it is worth.
        """
        graded: list[Graded] = []
        for batch in _batches(tasks):
            prepared = [self._prepare(task, abstain) for task in batch]
            open_ones = [each for each in prepared if isinstance(each, Prepared)]
            readings = self._readings.of(
                (text for each in open_ones for text in each.card_texts),
                (each.answer.text for each in open_ones),
            )
            graded += [
                self._weighed(each, readings, abstain) if isinstance(each, Prepared) else each
                for each in prepared
            ]
        return graded

    def _prepare(self, task: GradingTask, abstain: bool) -> Prepared | Graded:
        """The folded task, or its grade where a rule settles it."""
        card = card_of(task)
        answer = read_answer(task.answer[: 2 * MAX_CHARACTERS])
        settled = settle(answer.text, card.wanted)
        if settled is not None and not _overruled(settled, card, answer):
            return self._settled(card.points, answer, settled)
        honest = answer if card.wanted.talks else _without_talk(answer, card)
        talked = honest is not answer
        if not honest.clauses or (talked and not any(each.isalnum() for each in honest.text)):
            return self._settled(card.points, answer, Settled(0.0, "addresses the grader"))
        flags = ["addresses the grader"] if talked else []
        if flags:
            again = settle(honest.text, card.wanted)
            if again is not None and again.credit == 0.0:
                return self._settled(card.points, answer, again, tuple(flags))
        spoken = languages(honest.text, card.language, task.language)
        refused = self._refusal(task, spoken, flags, abstain)
        if refused is not None:
            return self._graded(refused)
        read = without_foils(mended(honest, card.known), card.stems, card.denies)
        return Prepared(card, read, tuple(flags))

    def _refusal(
        self, task: GradingTask, spoken: tuple[str, str], flags: list[str], abstain: bool
    ) -> Unscored | None:
        """Why this grader cannot read the answer; with abstention off it is flagged and graded."""
        if len(task.answer) > MAX_CHARACTERS:
            flags.append("too long")
            if abstain:
                detail = (
                    f"Answers over {MAX_CHARACTERS} characters are not graded: give the essence."
                )
                return Unscored(reason=UnscoredReason.TOO_LONG, detail=detail)
        if set(spoken) != {"en"}:
            flags.append(f"language {spoken[0]}")
        why = refusal(*spoken)
        if why is not None and abstain and self._judge is None:
            return Unscored(reason=UnscoredReason.LANGUAGE, detail=why)
        return None

    def _settled(
        self,
        points: Sequence[KeyPoint],
        answer: AnswerText,
        settled: Settled,
        flags: tuple[str, ...] = (),
    ) -> Graded:
        quote = answer.quote(answer.clauses[0]) if answer.clauses else None
        verdicts = tuple(
            PointVerdict(
                point=index,
                text=point.text,
                verdict=Verdict.PRESENT if settled.credit else Verdict.ABSENT,
                credit=settled.credit,
                quote=quote if settled.credit else None,
            )
            for index, point in enumerate(points)
        )
        result = Scored(
            verdicts=verdicts,
            score=score(points, verdicts),
            overall=overall(points, verdicts),
            confidence=1.0,
            feedback=SETTLED[settled.rule],
            flags=tuple(dict.fromkeys((settled.rule, *flags))),
        )
        return self._graded(result, certain=True)

    def _weighed(self, prepared: Prepared, readings: dict[str, Reading], abstain: bool) -> Graded:
        texts = self._readings.stack(readings, prepared.question, prepared.card.texts)
        answer = view(readings[prepared.answer.text], readings.get(prepared.question))
        weighed = weigh(self._weights, texts, answer, prepared)
        local = with_choice(with_exact(prepared, with_formulas(prepared, weighed)))
        foreign_words = any(flag.startswith("language") for flag in prepared.flags)
        decided: LocalGrade | Unscored = local
        if self._judge is not None:
            decided = combine(self._judge, prepared, local, self._weights, foreign_words)
        if isinstance(decided, Unscored):
            return self._graded(decided, local.evidence)
        if abstain and decided.confidence < self._weights.file.abstain_below:
            unsure = Unscored(
                reason=decided.doubt,
                detail=decided.detail,
                confidence=decided.confidence,
                flags=decided.flags,
            )
            return self._graded(unsure, local.evidence)
        return self._graded(_scored(prepared, decided), local.evidence)

    def _graded(
        self,
        result: Scored | Unscored,
        evidence: dict[str, float] | None = None,
        *,
        certain: bool = False,
    ) -> Graded:
        return Graded(result, self.identity, evidence or {}, certain)


def _overruled(settled: Settled, card: Card, answer: AnswerText) -> bool:
    """Whether a formula or an exact key says otherwise than a rule that only looks at words."""
    if settled.rule in ("no content", "no words", "no response") and exact(card, answer.text):
        return True
    return overruled(settled, card, answer.raw)


def _scored(prepared: Prepared, decided: LocalGrade) -> Scored:
    verdict = overall(prepared.points, decided.verdicts)
    return Scored(
        verdicts=decided.verdicts,
        score=score(prepared.points, decided.verdicts),
        overall=verdict,
        confidence=decided.confidence,
        feedback=" ".join((feedback(prepared.points, decided.verdicts, verdict), *decided.remarks)),
        flags=decided.flags,
    )


def _without_talk(answer: AnswerText, card: Card) -> AnswerText:
    """The answer without the clauses that speak to the grader; all of it, where none does alone."""
    whole = answer.text
    said = [whole[clause.first : clause.last] for clause in answer.clauses]
    praise = [len(said) > 1 and praises_itself(each, card.wanted) for each in said]
    if not addresses_grader(whole) and not any(praise):
        return answer
    about = [
        on_the_subject(each, sentence, card.wanted)
        for each, sentence in zip(said, _sentences(said), strict=True)
    ]
    talk = [addresses_grader(each) and not about[place] for place, each in enumerate(said)]
    kept = [
        clause for place, clause in enumerate(answer.clauses) if not talk[place] | praise[place]
    ]
    if len(kept) == len(answer.clauses):
        return answer if any(about) else replace(answer, text="", clauses=())
    return answer.only(kept)


def _sentences(clauses: Sequence[str]) -> list[str]:
    """For each clause the sentence that it stands in."""
    found: list[str] = []
    first = 0
    for place, clause in enumerate(clauses, start=1):
        if clause.endswith((".", "!", "?")) or place == len(clauses):
            found += [" ".join(clauses[first:place])] * (place - first)
            first = place
    return found


def _batches(tasks: Sequence[GradingTask]) -> Iterator[Sequence[GradingTask]]:
    """The tasks in order, a bounded number of answers and of characters at a time."""
    first = size = 0
    for place, task in enumerate(tasks):
        if place > first and (place - first >= BATCH or size + len(task.answer) > BATCH_CHARACTERS):
            yield tasks[first:place]
            first, size = place, 0
        size += len(task.answer)
    if tasks:
        yield tasks[first:]
