"""The gateway's commands: ``serve``, and with it those of the other ``cli_…`` modules."""

from __future__ import annotations

from typing import Annotated

import typer

from gateway import (
    cli_audit,
    cli_backup,
    cli_examine,
    cli_keys,
    cli_pending,
    cli_recheck,
    demo,
)
from gateway.app import create_app
from gateway.settings import Settings
from shared.web.run import require_token_secret
from shared.web.run import serve as run_server

commands = typer.Typer()
commands.add_typer(cli_keys.commands, name="keys")
commands.add_typer(cli_pending.commands, name="pending")
commands.add_typer(cli_audit.commands, name="audit")
commands.add_typer(cli_recheck.commands, name="recheck")
for part in (cli_examine.commands, cli_backup.commands, demo.commands):
    commands.registered_commands.extend(part.registered_commands)


@commands.command("serve")
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", min=0, max=65535)] = None,
    separate: Annotated[
        bool,
        typer.Option("--separate", help="Reach the services by URL instead of running them here."),
    ] = False,
) -> None:
    """Serve the gateway and, in the same process, all services.

    Settings come from ZHISHEN_GATEWAY_… (docs/operations.md); options win over them.
    """
    settings = Settings()
    given = {"host": host, "port": port, "mode": "separate" if separate else None}
    settings = settings.model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )
    if settings.mode == "separate":
        require_token_secret(settings, "ZHISHEN_TOKEN_SECRET")
    run_server(create_app(settings), settings)
