"""What every noun has in common: frozen, closed to unknown fields, times aware and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict


class Noun(BaseModel):
    """A frozen value. Two nouns with equal fields are equal; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _as_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone is refused")
    return moment.astimezone(UTC)


Instant = Annotated[datetime, AfterValidator(_as_utc)]
"""An aware time, held in UTC; a time without a zone is refused."""

Unit = Annotated[float, AfterValidator(lambda value: _in_unit(value))]
"""A number from 0 to 1, both included."""


def _in_unit(value: float) -> float:
    if not 0.0 <= value <= 1.0:
        raise ValueError("must lie between 0 and 1")
    return value
