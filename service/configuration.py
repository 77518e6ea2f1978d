"""What is in force, as `config` shows it: values with origins, secrets as set or not."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from providers.choose import KEY_VARIABLES, describe_destination, key_missing
from service.settings import FOR_TESTS, PREFIX, Resolved, Settings, variable
from service.shapes import Shape


class ValueShape(Shape):
    """One setting in force."""

    name: str
    value: str
    origin: str
    variable: str
    description: str


class SecretShape(Shape):
    """Whether a secret is given; never its value."""

    variable: str
    given: bool


class ConfigShape(Shape):
    """What `config --json` prints."""

    settings: tuple[ValueShape, ...]
    secrets: tuple[SecretShape, ...]
    destinations: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def configuration(resolved: Resolved, environ: Mapping[str, str]) -> ConfigShape:
    """Every setting with its origin, every known secret as given or not, never its value."""
    values = tuple(
        ValueShape(
            name=name,
            value=_shown(getattr(resolved.settings, name)),
            origin=resolved.origins[name],
            variable=variable(name),
            description=field.description or "",
        )
        for name, field in Settings.model_fields.items()
    )
    secrets = tuple(
        SecretShape(variable=name, given=bool(environ.get(name))) for name in KEY_VARIABLES
    )
    return ConfigShape(
        settings=values,
        secrets=secrets,
        destinations=tuple(destinations(resolved.settings, environ)),
        unknown=strangers(environ),
    )


def _shown(value: object) -> str:
    """The value as text; a password inside a URL is masked."""
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ",".join(f"{each:g}" for each in value)
    text = str(value)
    parts = urlsplit(text) if "://" in text else None
    if parts is None or parts.password is None:
        return text
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username}:***@{host}"))


def destinations(settings: Settings, environ: Mapping[str, str]) -> list[str]:
    """One sentence for each model in force: what text leaves the machine, and to whom."""
    roles = (
        ("Passages of your notes", settings.author_model),
        ("Questions, their keys and typed answers", settings.grader_model),
    )
    told = [f"{what}: {_destination(spec, environ)}" for what, spec in roles if spec is not None]
    return told or ["No text leaves this machine: no model is configured."]


def _destination(spec: str, environ: Mapping[str, str]) -> str:
    """Where text goes; with the key missing, where it would go."""
    told = describe_destination(spec, environ)
    missing = key_missing(spec, environ)
    return told if missing is None else f"{told}, once {missing} is set; nothing is sent before"


def strangers(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Variables that are named like settings and are none: most likely misspelt."""
    known = {variable(name) for name in Settings.model_fields}
    ours = {name for name in environ if name.startswith(PREFIX)}
    return tuple(sorted(ours - known - set(FOR_TESTS)))
