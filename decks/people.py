"""Who does things: people, what they may do, and the zone their day turns in."""

from __future__ import annotations

from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from decks.base import Instant, Noun


class Role(StrEnum):
    """What a person may do in a course; the owner of a data folder may do everything."""

    OWNER = "owner"
    INSTRUCTOR = "instructor"
    STUDENT = "student"


class Person(Noun):
    """Somebody who reviews or studies. `zone` is an IANA name such as "Europe/Berlin"."""

    id: str
    name: str = Field(min_length=1, max_length=100)
    role: Role = Role.STUDENT
    zone: str = "UTC"
    created_at: Instant

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{zone!r} is not a known time zone") from error
        return zone
