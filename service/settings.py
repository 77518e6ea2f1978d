"""What is in force, and where each value came from.

Flag before environment before `config.toml` in the data folder before default. Secrets come from
the environment only and are never held here: adapters read the vendor's usual variables.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from tzlocal import get_localzone_name

from decks.errors import WrongUsage

CONFIG_NAME = "config.toml"
PREFIX = "CARDWRIGHT_"
FOR_TESTS = ("CARDWRIGHT_TEST_DATA", "CARDWRIGHT_TEST_POSTGRES", "CARDWRIGHT_FORBID_SKIPS")
"""Variables of the test suite, which are no settings."""


class Settings(BaseModel):
    """Every setting; the environment variable is `CARDWRIGHT_` and the name in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = Field(
        default_factory=lambda: user_data_path("cardwright", appauthor=False),
        description="folder that holds the database, the index and config.toml",
    )
    database_url: str | None = Field(
        default=None, description="SQL database; default: cardwright.db in the data folder"
    )
    chroma_url: str | None = Field(
        default=None,
        description="Chroma server on a private network; default: a folder beside the database",
    )
    author_model: str | None = Field(
        default=None, description="model that drafts cards, as vendor:model; default: the rules"
    )
    grader_model: str | None = Field(
        default=None,
        description="model that judges answers, as vendor:model; default: the local grader",
    )
    author_prices: tuple[float, float] = Field(
        default=(0.0, 0.0),
        description="US dollars for a million tokens the author model reads and writes, as 2.5,10",
    )
    author_passes: int = Field(
        default=2,
        ge=1,
        le=2,
        description="looks of the author model at a passage: the second splits, sharpens and drops",
    )
    analogy_bank: Path | None = Field(
        default=None,
        description="a file or folder of your own scenes for analogies, in TOML like the bank",
    )
    grader_prices: tuple[float, float] = Field(
        default=(0.0, 0.0), description="the same for the grader model"
    )
    model_deadline: float = Field(
        default=30.0, gt=0, le=600, description="seconds for one model call with all its retries"
    )
    model_workers: int = Field(default=4, ge=1, le=64, description="model calls at one time")
    run_tokens: int = Field(
        default=400_000, ge=0, description="tokens that one run may spend on a model"
    )
    learner: str = Field(
        default="me", min_length=1, max_length=100, description="who studies, where nobody is named"
    )
    zone: str = Field(
        default_factory=get_localzone_name, description="IANA time zone of new learners"
    )
    retention: float = Field(
        default=0.9, ge=0.7, le=0.99, description="recall that new decks aim at"
    )
    ratings: bool = Field(default=False, description="offer the four ratings after each answer")
    new_cards: int = Field(default=20, ge=0, description="new cards a day in study")

    @field_validator("author_prices", "grader_prices", mode="before")
    @classmethod
    def _two_prices(cls, value: object) -> object:
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple) or len(parts) != 2:
            raise ValueError("two prices, such as 2.5,10")
        if not all(0 <= float(part) < math.inf for part in parts):
            raise ValueError("a price is a number from 0 on")
        return tuple(float(part) for part in parts)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError(f"{zone!r} is no IANA time zone such as Europe/Berlin")
        return zone

    @property
    def sql_url(self) -> str:
        """The database in force."""
        return self.database_url or f"sqlite:///{self.data / 'cardwright.db'}"

    @property
    def index_folder(self) -> Path:
        """Where the embedded index lies."""
        return self.data / "index"


class Origin(StrEnum):
    """Where a value came from."""

    FLAG = "flag"
    ENVIRONMENT = "environment"
    FILE = CONFIG_NAME
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The settings in force and the origin of each."""

    settings: Settings
    origins: Mapping[str, Origin]


def resolve(flags: Mapping[str, Any], environ: Mapping[str, str]) -> Resolved:
    """Settles every setting; flags that are None were not given.

    Raises `WrongUsage` for a value that does not fit or an unknown name in `config.toml`.
    """
    named = {name: value for name, value in flags.items() if value is not None}
    surrounding = {
        name: environ[variable(name)]
        for name in Settings.model_fields
        if environ.get(variable(name), "") != ""
    }
    data = named.get("data") or surrounding.get("data")
    folder = Path(data) if data else Settings().data
    written = _file(folder / CONFIG_NAME)
    origins = {
        name: Origin.FLAG
        if name in named
        else Origin.ENVIRONMENT
        if name in surrounding
        else Origin.FILE
        if name in written
        else Origin.DEFAULT
        for name in Settings.model_fields
    }
    try:
        settings = Settings.model_validate({**written, **surrounding, **named, "data": folder})
    except ValidationError as error:
        raise WrongUsage(_sentence(error, origins)) from None
    return Resolved(settings, origins)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"{PREFIX}{name.upper()}"


def _file(path: Path) -> dict[str, Any]:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise WrongUsage(f"{path} cannot be read as TOML: {error}.") from None
    unknown = sorted(set(written) - set(Settings.model_fields) | set(written) & {"data"})
    if unknown:
        raise WrongUsage(
            f"{path} has {', '.join(unknown)}, which is no setting for that file. "
            f"Keys and tokens belong in the environment; `cardwright config` lists the settings."
        )
    return written


def _sentence(error: ValidationError, origins: Mapping[str, Origin]) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0])
    origin = origins.get(name, Origin.DEFAULT)
    where = variable(name) if origin is Origin.ENVIRONMENT else f"{name} ({origin})"
    return f"{where}: {first['msg'].removeprefix('Value error, ')}."
