"""JSON under `/api/v1`, over the same verbs as the pages and the command line."""

from __future__ import annotations

from fastapi import FastAPI


def register(site: FastAPI) -> None:
    """Adds every route."""
