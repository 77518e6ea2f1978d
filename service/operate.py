"""Keeping a data folder sound: doctor, backup, restore."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from decks.errors import CardwrightError, DamagedFile, Locked, NotFound, Refused, WrongUsage
from scheduler.policy import RULES, VERSION
from service.calendar.corrections import replayed
from service.collection import indexing
from service.outputs import whole
from service.shapes import CheckShape, DoctorShape
from storage.ledger import Ledger

if TYPE_CHECKING:
    from service.wiring import App

MANIFEST = "manifest.json"
DATABASE = "cardwright.db"
BACKUP_FORMAT = 1


def doctor(app: App) -> DoctorShape:
    """Checks what can be checked without changing anything."""
    checks = tuple(_checks(app))
    return DoctorShape(ok=all(check.ok for check in checks), checks=checks)


def _checks(app: App) -> Iterator[CheckShape]:
    problems = app.ledger.integrity()
    yield _verdict("database", problems, f"sound, schema {app.ledger.schema_version()}")
    yield _verdict("citations", _wrong_citations(app), "every quote is at its place")
    yield _replay(app)
    yield _embedder(app)
    yield _index(app)


def _verdict(name: str, problems: list[str], good: str) -> CheckShape:
    shown = "; ".join(problems[:5]) + (f"; and {len(problems) - 5} more" if problems[5:] else "")
    return CheckShape(name=name, ok=not problems, detail=shown or good)


def _wrong_citations(app: App) -> list[str]:
    wrong: list[str] = []
    texts: dict[str, str] = {}
    with app.ledger.read() as unit:
        for owner, citation in unit.citations():
            if citation.version_id not in texts:
                texts[citation.version_id] = unit.sources.version(citation.version_id).text
            if texts[citation.version_id][citation.start : citation.end] != citation.quote:
                wrong.append(f"{owner} quotes words that are not at {citation.start}")
    return wrong


def _replay(app: App) -> CheckShape:
    """Whether the states are what the log gives; after an upgrade other rules may give others."""
    found = _verdict("replay", _wrong_states(app), "the log gives every live state")
    if found.ok:
        return found
    rules = f"by the rules {RULES}/{VERSION}; `cardwright replay --write` puts them in their place"
    return found.model_copy(update={"detail": f"{found.detail}: {rules}"})


def _wrong_states(app: App) -> list[str]:
    wrong: list[str] = []
    with app.ledger.read() as unit:
        for learner_id, card_id in unit.reviews.pairs():
            learner = unit.people.get(learner_id)
            if replayed(app, unit, learner, card_id) != unit.reviews.state(learner_id, card_id):
                wrong.append(f"{learner.name}'s state of {card_id} is not what its log gives")
    return wrong


def _embedder(app: App) -> CheckShape:
    try:
        app.embedder.embed(["a"])
    except CardwrightError as error:
        return CheckShape(name="embedder", ok=False, detail=str(error))
    return CheckShape(name="embedder", ok=True, detail=app.embedder.identity.key)


def _index(app: App) -> CheckShape:
    with app.ledger.read() as unit:
        queued = unit.index.queue_length()
    try:
        missing, orphans = indexing.difference(app)
    except Locked:
        busy = "in use by another process, which keeps it: not looked into; searches here are exact"
        return CheckShape(name="index", ok=True, detail=busy)
    except CardwrightError as error:
        return CheckShape(name="index", ok=False, detail=str(error))
    behind = len(missing) + len(orphans)
    if not behind:
        return CheckShape(name="index", ok=True, detail="holds what SQL says it should")
    detail = (
        f"{len(missing)} entries missing, {len(orphans)} too many, {queued} changes queued: "
        "`cardwright rebuild-index` makes it anew"
    )
    if behind <= queued:
        detail = f"{behind} changes are queued; the next search or ingest carries them over"
    return CheckShape(name="index", ok=behind <= queued, detail=detail)


def backup(app: App, target: Path, *, replace: bool = False) -> None:
    """Writes the whole database, checked, into one file; the index is rebuilt from it.

    The file appears under its name only when it is whole. Raises `Refused` where there is one
    already, unless it may be replaced.
    """
    if target.is_file() and not replace:
        raise Refused(f"{target} is there already: choose another name, or add --force.")
    with tempfile.TemporaryDirectory() as folder, whole(target, private=True) as file:
        database = Path(folder) / DATABASE
        app.ledger.backup(database)
        manifest = {
            "cardwright": "backup",
            "version": BACKUP_FORMAT,
            "schema": app.ledger.schema_version(),
            "made_at": app.now().isoformat(),
            "sha256": _sha256(database),
        }
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
            archive.write(database, DATABASE)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(app: App, backup_file: Path) -> Path:
    """Puts a backup in the place of what is here, in one step; gives the backup made before.

    The file is verified first: its checksum, its schema, its integrity. A damaged one changes
    nothing. The index is queued to hold what the backup has and to forget the rest.
    """
    if not backup_file.exists():
        raise NotFound(f"There is no file {backup_file}.")
    before = app.settings.data / f"before-restore-{app.now():%Y%m%dT%H%M%S.%f}.zip"
    with app.ledger.read() as unit:
        held = {row.id for row in unit.index.rows()}
    with tempfile.TemporaryDirectory(dir=app.settings.data) as folder:
        database = _unpacked(backup_file, Path(folder))
        _verified(database)
        backup(app, before)
        app.ledger.restore(database)
    with app.ledger.write() as unit:
        rows = unit.index.rows()
        unit.index.drop(sorted(held - {row.id for row in rows}))
        unit.index.put(rows)
    return before


def _unpacked(backup_file: Path, folder: Path) -> Path:
    refused = DamagedFile(f"{backup_file} is no sound Cardwright backup: nothing was changed.")
    try:
        with zipfile.ZipFile(backup_file) as archive:
            if sorted(archive.namelist()) != sorted((MANIFEST, DATABASE)):
                raise refused
            manifest = json.loads(archive.read(MANIFEST))
            database = Path(archive.extract(DATABASE, folder))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise refused from error
    if not isinstance(manifest, dict) or manifest.get("version") != BACKUP_FORMAT:
        raise WrongUsage(f"{backup_file} is a backup of another format version.")
    if manifest.get("sha256") != _sha256(database):
        raise refused
    return database


def _verified(database: Path) -> None:
    """Opens the copy as a ledger: migrates it if it is older, refuses it if it is newer."""
    copy = Ledger.open(f"sqlite:///{database}")
    try:
        problems = copy.integrity()
    finally:
        copy.close()
    if problems:
        raise DamagedFile(f"The backup's database is damaged ({problems[0]}): nothing was changed.")
