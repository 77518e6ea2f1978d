"""The app of the integration tests, and a site over it as an attacker meets it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from service.wiring import App
from tests.integration.conftest import app, clock
from tests.steady_grader import steady
from tests.web_client import signed_in

__all__ = ["app", "clock"]


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    """The owner's browser, over an app whose grader is quick and always sure."""
    steady(app)
    with signed_in(app) as made:
        yield made
