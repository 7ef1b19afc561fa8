"""``zhishen keys``: who may call the gateway."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gateway.audit.entry import AuditEntry
from gateway.keys import new_key
from gateway.settings import Settings
from gateway.store.audit import AuditStore
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.contracts.common import Role

commands = typer.Typer(
    help="Create, list and revoke API keys. 管理 API 密钥。", no_args_is_help=True
)
_HOLDERS = tuple(role for role in Role if role is not Role.PUBLIC)


@commands.command("create")
def create(
    role: Annotated[Role, typer.Option(help="What the key may do: docs/security.md.")],
    name: Annotated[str, typer.Option(help="Who holds it, for the list.")],
) -> None:
    """Create a key and print it. It is shown this once; only its digest is kept."""
    if role not in _HOLDERS:
        raise typer.BadParameter(
            "The role 'public' has no key: it is what callers without a key get. "
            "角色 public 不使用密钥。",
            param_hint="--role",
        )
    if not 0 < len(name.strip()) <= 200:
        raise typer.BadParameter(
            "1 to 200 characters. 名称须为 1 至 200 个字符。", param_hint="--name"
        )
    key, text = new_key(name.strip(), role, datetime.now(UTC))
    with _store() as (store, audit):
        audit.append([_entry("create", key.id)])
        store.add(key)
    typer.echo(text)


@commands.command("list")
def list_keys() -> None:
    """List all keys, oldest first, without their secrets."""
    with _store() as (store, _):
        keys = store.all()
    table = Table("id", "name 名称", "role 角色", "created 创建", "revoked 吊销")
    for key in keys:
        revoked = "" if key.revoked_at is None else f"{key.revoked_at:%Y-%m-%d %H:%M:%SZ}"
        table.add_row(
            key.id,
            escape(key.name),
            key.role.value,
            f"{key.created_at:%Y-%m-%d %H:%M:%SZ}",
            revoked,
        )
    Console().print(table)


@commands.command("revoke")
def revoke(key_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Revoke a key. Running gateways refuse it within two seconds."""
    with _store() as (store, audit):
        if store.find(key_id) is not None:
            audit.append([_entry("revoke", key_id)])
        if not store.revoke(key_id, datetime.now(UTC)):
            raise typer.BadParameter(
                "There is no key with this id; see 'zhishen keys list'. "
                "没有该编号的密钥，请查看 zhishen keys list。",
                param_hint="ID",
            )
    typer.echo(f"Revoked 已吊销: {key_id}")


@contextmanager
def _store() -> Iterator[tuple[KeyStore, AuditStore]]:
    settings = Settings()
    engine = open_database(settings.store_url)
    try:
        yield KeyStore(engine), AuditStore(engine, settings.audit_digest)
    finally:
        engine.dispose()


def _entry(command: str, key_id: str) -> AuditEntry:
    """What is done to a key at the command line, by whoever may read the database."""
    return AuditEntry(
        at=datetime.now(UTC),
        key_id="local",
        role=Role.OPERATOR.value,
        action=f"keys {command}",
        object=key_id,
        status=0,
        request_id="",
    )
