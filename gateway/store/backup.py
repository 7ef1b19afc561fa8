"""Backup and restore of what the gateway keeps: the database, and every blob that it names.

The archive (gzipped tar) holds ``manifest.json`` with the schema's revision, one file of JSON lines
for each table, then the blobs by digest. It is the same for SQLite and PostgreSQL, so that a
backup of one can be restored into the other. It holds everything in the clear.
"""

from __future__ import annotations

import base64
import io
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from gateway.errors import BackupError
from gateway.store.application_tables import APPLICATION_PAPERS
from gateway.store.blobs import BlobStore
from gateway.store.database import migrate, open_engine
from gateway.store.recheck_tables import RECHECK_WORKERS
from gateway.store.tables import DOSSIER_IMAGES, METADATA

FORMAT = 1
_BATCH = 500
_MANIFEST, _TABLES, _BLOBS = "manifest.json", "tables/", "blobs/"
_LEFT_OUT = frozenset({RECHECK_WORKERS.name})
"""Heartbeats mean nothing elsewhere."""
_DAMAGE = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, KeyError, SQLAlchemyError)


@dataclass(frozen=True)
class Contents:
    """What was written or read."""

    rows: int
    blobs: int


def write_backup(engine: Engine, blobs: BlobStore, file: Path) -> Contents:
    """Write a consistent archive of mode 0600 while the gateway runs.

    Raises ``BackupError`` when the file exists, or a blob that the database names is lost.
    """
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BackupError.exists(file.name) from None
    try:
        with (
            os.fdopen(descriptor, "wb") as stream,
            tarfile.open(fileobj=stream, mode="w:gz", compresslevel=1) as archive,
            _snapshot(engine) as connection,
        ):
            return _write(connection, blobs, archive)
    except BaseException:
        file.unlink()
        raise


def _write(connection: sa.Connection, blobs: BlobStore, archive: tarfile.TarFile) -> Contents:
    revision = MigrationContext.configure(connection).get_current_revision()
    manifest = {"format": FORMAT, "revision": revision, "made_at": datetime.now(UTC).isoformat()}
    _add(archive, _MANIFEST, json.dumps(manifest).encode())
    rows = 0
    for table in METADATA.sorted_tables:
        if table.name not in _LEFT_OUT:
            rows += _add_table(archive, connection, table)
    count = 0
    for digest in _named_blobs(connection):
        data = blobs.get(digest)
        if data is None:
            raise BackupError.lost(digest)
        _add(archive, _BLOBS + digest, data)
        count += 1
    return Contents(rows, count)


def restore_backup(file: Path, url: str, blobs: BlobStore) -> Contents:
    """Put an archive into the empty database ``url``, and bring it up to this version.

    Raises ``BackupError`` when the database holds anything, or the file is not a whole backup.
    """
    engine = open_engine(url)
    try:
        with tarfile.open(file, mode="r|gz") as archive:
            members = iter(archive)
            manifest = _manifest(archive, next(members, None))
            with engine.connect() as connection:
                if sa.inspect(connection).get_table_names():
                    raise BackupError.not_empty()
            try:
                migrate(engine, str(manifest["revision"]))
            except Exception as error:
                raise BackupError.unknown_version() from error
            contents = _read(archive, members, engine, blobs)
        migrate(engine)
    except _DAMAGE as error:
        raise BackupError.damaged(file.name) from error
    finally:
        engine.dispose()
    return contents


def _read(
    archive: tarfile.TarFile,
    members: Iterable[tarfile.TarInfo],
    engine: Engine,
    blobs: BlobStore,
) -> Contents:
    rows = count = 0
    schema = sa.MetaData()
    with engine.begin() as connection:
        schema.reflect(connection)
        for member in members:
            stream = _stream(archive, member)
            if member.name.startswith(_TABLES):
                name = member.name.removeprefix(_TABLES).removesuffix(".jsonl")
                rows += _fill(connection, schema.tables[name], stream)
            else:
                digest = member.name.removeprefix(_BLOBS)
                if blobs.put(stream.read()) != digest:
                    raise ValueError("a blob is not what its name says")
                count += 1
    return Contents(rows, count)


def _fill(connection: sa.Connection, table: sa.Table, stream: IO[bytes]) -> int:
    """Insert the rows of one table; how many."""
    total = 0
    batch: list[dict[str, object]] = []
    for line in stream:
        row = json.loads(line)
        batch.append({name: _value(value) for name, value in row.items()})
        if len(batch) == _BATCH:
            connection.execute(sa.insert(table), batch)
            total, batch = total + len(batch), []
    if batch:
        connection.execute(sa.insert(table), batch)
    if connection.dialect.name == "postgresql":
        _advance_sequences(connection, table)
    return total + len(batch)


def _advance_sequences(connection: sa.Connection, table: sa.Table) -> None:
    """Let PostgreSQL number on after the restored rows."""
    for column in table.primary_key.columns:
        if not isinstance(column.type, sa.Integer):
            continue
        sequence = connection.scalar(
            sa.select(sa.func.pg_get_serial_sequence(table.name, column.name))
        )
        largest = connection.scalar(sa.select(sa.func.max(column)))
        if sequence is not None and largest is not None:
            connection.execute(sa.select(sa.func.setval(sequence, largest)))


class _snapshot:  # noqa: N801 - reads like a function where it is used
    """A connection that sees the database as it is now, whatever is written meanwhile."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect()

    def __enter__(self) -> sa.Connection:
        if self._connection.dialect.name == "postgresql":
            self._connection.execution_options(isolation_level="REPEATABLE READ")
        else:
            self._connection.exec_driver_sql("BEGIN")
        return self._connection

    def __exit__(self, *_error: object) -> None:
        self._connection.close()


def _named_blobs(connection: sa.Connection) -> Iterator[str]:
    papers = sa.select(APPLICATION_PAPERS.c.sha256)
    images = sa.select(DOSSIER_IMAGES.c.sha256)
    named = sa.union(papers, images).subquery()
    query = sa.select(named.c.sha256).order_by(named.c.sha256)
    yield from connection.execution_options(stream_results=True).scalars(query)


def _add_table(archive: tarfile.TarFile, connection: sa.Connection, table: sa.Table) -> int:
    """Add a table as JSON lines, by primary key; how many."""
    with tempfile.TemporaryFile() as file:
        count = 0
        query = sa.select(table).order_by(*table.primary_key.columns)
        for row in connection.execution_options(stream_results=True).execute(query).mappings():
            line = {name: _stated(value) for name, value in row.items()}
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            count += 1
        entry = tarfile.TarInfo(f"{_TABLES}{table.name}.jsonl")
        entry.size, entry.mode = file.tell(), 0o600
        file.seek(0)
        archive.addfile(entry, file)
    return count


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o600
    archive.addfile(entry, io.BytesIO(data))


def _manifest(archive: tarfile.TarFile, first: tarfile.TarInfo | None) -> dict[str, Any]:
    if first is None or first.name != _MANIFEST:
        raise ValueError("no manifest")
    manifest: dict[str, Any] = json.loads(_stream(archive, first).read())
    if manifest["format"] != FORMAT:
        raise BackupError.unknown_version()
    return manifest


def _stream(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(member)
    if stream is None:
        raise ValueError("not a file")
    return stream


_WRITERS: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
    (bytes, "bytes", lambda value: base64.b64encode(value).decode()),
    (datetime, "time", lambda value: value.isoformat()),
    (date, "date", lambda value: value.isoformat()),
)
_READERS: dict[str, Callable[[str], object]] = {
    "bytes": base64.b64decode,
    "time": datetime.fromisoformat,
    "date": date.fromisoformat,
}


def _stated(value: object) -> object:
    """A value of a row as JSON; what JSON has no type for is ``{"type": text}``."""
    for kind, name, write in _WRITERS:
        if isinstance(value, kind):
            return {name: write(value)}
    return value


def _value(stated: object) -> object:
    if isinstance(stated, dict):
        [(name, text)] = stated.items()
        return _READERS[name](text)
    return stated
