"""The same tables with a model as judge: whatever endpoint and model the settings name."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from decks.errors import WrongUsage
from evals.grading.report import own_tables


def main() -> None:
    """Prints the tables on the project's own answers as the configured judge grades them.

    `WrongUsage` where the settings name no model for grading. Every answer that no rule settles
    costs one call, and a second one where judge and evidence disagree.
    """
    from service.settings import resolve
    from service.wiring import opened

    with (
        tempfile.TemporaryDirectory() as folder,
        opened(resolve({"data": Path(folder)}, os.environ)) as app,
    ):
        if app.grader.identity.model is None:
            raise WrongUsage("No model judges: name one in CARDWRIGHT_GRADER_MODEL (vendor:model).")
        print(f"Judged by {app.grader.identity.model}\n")
        print(own_tables(app.grader))
