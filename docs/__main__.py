"""Writes the generated pages of `docs/reference`; a test fails where one is stale."""

from __future__ import annotations

from pathlib import Path

from docs import api, exchange, notes, pages, schemas

REFERENCE = Path(__file__).parent / "reference"


def generated() -> dict[Path, str]:
    """Every generated file, by its place, with its content."""
    files = {
        REFERENCE / "commands.md": pages.commands(),
        REFERENCE / "settings.md": pages.settings(),
        REFERENCE / "errors.md": pages.errors(),
        REFERENCE / "in-and-out.md": exchange.formats(),
        REFERENCE / "notes.md": notes.formats(),
        REFERENCE / "api.md": api.reference(),
        REFERENCE / "openapi.json": api.openapi(),
    }
    folder = REFERENCE / "schemas"
    return files | {folder / f"{name}.json": text for name, text in schemas.schemas().items()}


def main() -> None:
    """Writes them all, and takes away schemas that are no longer made."""
    wanted = generated()
    for stale in set((REFERENCE / "schemas").glob("*.json")) - set(wanted):
        stale.unlink()
    for place, text in wanted.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
