"""The JSON Schemas of what `--json` prints, of bulk grading, and of errors."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import TypeAdapter

from service import configuration, shapes
from service.calendar import fit, likelihoods, marking, planning, replaying, simulation, standings
from service.disputes import ruling_shapes
from service.notes import estimating, revision_shapes
from service.studying import mode_shapes, study_shapes
from service.trust import doubts, grading, report_shapes

PUBLISHED: dict[str, Any] = {
    "ingest": shapes.IngestShape,
    "estimate": estimating.EstimateShape,
    "decks": list[shapes.DeckShape],
    "drafts": list[shapes.DraftShape],
    "cards": list[shapes.CardShape],
    "analogies": list[shapes.AnalogyShape],
    "due": list[shapes.DueShape],
    "stats": shapes.StatsShape,
    "search": list[shapes.FoundShape],
    "import": shapes.ImportShape,
    "export": shapes.ExportShape,
    "doctor": shapes.DoctorShape,
    "config": configuration.ConfigShape,
    "error": shapes.ErrorShape,
    "question": study_shapes.QuestionShape,
    "told": study_shapes.ToldShape,
    "changed": list[revision_shapes.ChangedShape],
    "claims": list[ruling_shapes.ClusterShape],
    "claims-as": list[ruling_shapes.ClaimShape],
    "rule": ruling_shapes.RulingShape,
    "rule-undo": ruling_shapes.ReversalShape,
    "doubts": list[doubts.DoubtShape],
    "regrade": ruling_shapes.RegradeShape,
    "report-card": report_shapes.ReportCardShape,
    "report-card-label": list[report_shapes.ToLabelShape],
    "report-card-standard": ruling_shapes.ProposalShape,
    "review-interview": list[report_shapes.ProbeShape],
    "notices": list[ruling_shapes.NoticeShape],
    "flashcards": mode_shapes.FlashcardsShape,
    "learn": mode_shapes.LearnShape,
    "test": mode_shapes.TestShape,
    "matching": mode_shapes.MatchingShape,
    "table": standings.TableShape,
    "table-sessions": list[standings.SessionShape],
    "mastery": standings.MasteryShape,
    "plan": planning.PlanShape,
    "history": list[marking.ReviewShape],
    "simulate": list[simulation.SimulationShape],
    "fit": fit.FitShape,
    "fit-graders": likelihoods.LikelihoodsShape,
    "replay": replaying.ReplayShape,
    "grade-in": grading.RowIn,
    "grade-out": grading.RowOut | grading.RowError,
}
"""By the name of the command, or of what is read or written."""


def schemas() -> dict[str, str]:
    """Each schema as the text of its file."""
    return {
        name: json.dumps(_schema(name, kind), indent=2, ensure_ascii=False) + "\n"
        for name, kind in PUBLISHED.items()
    }


def _schema(name: str, kind: Any) -> dict[str, Any]:
    mode: Literal["validation", "serialization"]
    mode = "validation" if name.endswith("-in") else "serialization"
    found = TypeAdapter(kind).json_schema(mode=mode)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
