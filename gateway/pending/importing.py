"""Files every package below a folder, one at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from gateway.examination.dossier import digest_of_files
from gateway.pending.filed_version import filed_version
from gateway.store.applications import ApplicationStore, Filed
from shared.errors import ZhishenError
from shared.formats import ReadLimits, iter_inputs, read_path
from shared.formats.package import FiledPackage


class Imported(StrEnum):
    """What became of a package."""

    FILED = "filed"
    AMENDED = "amended"
    KNOWN = "known"
    """The same package was there already."""
    FAILED = "failed"


@dataclass(frozen=True)
class ImportedPackage:
    """One package of a folder."""

    path: Path
    outcome: Imported
    application_id: str | None = None
    error: ZhishenError | None = None


def import_folder(
    folder: Path, store: ApplicationStore, owner: str, limits: ReadLimits | None = None
) -> Iterator[ImportedPackage]:
    """File the packages below ``folder``; a known application number is an amendment.

    Only one package is in memory at a time. One that cannot be read is named, the others go on.
    """
    for path in iter_inputs(folder):
        try:
            filed, outcome = _import_one(path, store, owner, limits or ReadLimits())
        except ZhishenError as error:
            yield ImportedPackage(path, Imported.FAILED, error=error)
        else:
            yield ImportedPackage(path, outcome, filed.application_id)


def _import_one(
    path: Path, store: ApplicationStore, owner: str, limits: ReadLimits
) -> tuple[Filed, Imported]:
    package = read_path(path, limits)
    version = filed_version(package, path.resolve().name, digest_of(path, package))
    now = datetime.now(UTC)
    known = store.with_number(version.facts.application_number, owner)
    if known is None:
        filed = store.file(version, owner, now)
        return filed, Imported.FILED if filed.new else Imported.KNOWN
    filed = store.amend(known, version, owner, owner, now)
    return filed, Imported.AMENDED if filed.new else Imported.KNOWN


def digest_of(path: Path, package: FiledPackage) -> str:
    """SHA-256 of the one file given, or of the lines ``<sha256>  <name>`` of several, by name."""
    if path.is_file():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    return digest_of_files({name: file.sha256 for name, file in package.files.items()})
