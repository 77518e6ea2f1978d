"""The real notes that are measured, with the questions that people wrote about them."""

from __future__ import annotations

import os
from pathlib import Path

from decks.errors import NotFound

FILES: tuple[tuple[str, str | None], ...] = (
    ("openstax-biology-cell-structure.md", "gold-openstax-biology-cell-structure.jsonl"),
    ("openstax-biology-macromolecules.docx", "gold-openstax-biology-macromolecules.jsonl"),
    ("openstax-us-history-great-depression.pdf", "gold-openstax-us-history.jsonl"),
    ("openstax-biology-genetics-evolution-213p.pdf", None),
    ("ai-for-beginners-autoencoders.md", "gold-ai-for-beginners-autoencoders.jsonl"),
    ("npfl114-12-rl-vae-slides.md", "gold-npfl114-lecture12.jsonl"),
    ("cs231n-generative-models.md", None),
    ("d2l-gan.md", None),
    ("dgm-vae-notes.html", None),
    ("m2ds-generative-models-slides.html", None),
    ("gdl-05-vae-slides.pdf", None),
    ("dlbook-ch20-deep-generative-models-beamer.tex", None),
    ("gdl-lab04-vaes.ipynb", None),
    ("gentlenlp-ch4-slides.pptx", None),
    ("half-life-regression-two-column.pdf", None),
    ("missing-semester-version-control.md", None),
    ("nyu-dl-week08-practicum-vae.vtt", None),
    ("openstax-chemistry-thermodynamic-table.md", None),
    ("hostile/code-only-gan.md", None),
)
"""Names of notes and of their gold questions; the last two hold nothing to make a card of."""


def data_folder() -> Path:
    """The folder of notes and decks that CARDWRIGHT_TEST_DATA names."""
    place = os.environ.get("CARDWRIGHT_TEST_DATA")
    if not place or not (Path(place) / "notes").is_dir():
        raise NotFound("Set CARDWRIGHT_TEST_DATA to the folder with the real notes and decks.")
    return Path(place)
