"""The one command ``zhishen``: it gathers the sub-commands of what is installed.

Each sub-command is an entry point of the group ``zhishen.commands`` that names the ``typer.Typer``
holding it, so that a service installed alone brings its own commands, a missing extra costs one
clear line, and only the part that is asked for is imported.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

import typer

from shared import __version__
from shared.errors import ZhishenError

GROUP = "zhishen.commands"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"zhishen {__version__}")
        raise typer.Exit


def _root(
    _version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Examination assistance for patent offices. 专利审查辅助（智审）。"""


def gather(arguments: Iterable[str]) -> tuple[typer.Typer, dict[str, str]]:
    """The command with the sub-commands that the arguments may need, and what cannot load.

    The first argument that names a sub-command decides; without one (help, a misspelt name) all
    are loaded. The second value gives, for each part that cannot load, the module it misses.
    """
    entries = {entry.name: entry for entry in entry_points(group=GROUP)}
    options = list(arguments)
    asked = next((entries[name] for name in options if name in entries), None)
    wanted = [asked] if asked is not None else sorted(entries.values(), key=lambda one: one.value)
    if options == ["--version"]:
        wanted = []
    root = typer.Typer(
        no_args_is_help=True, add_completion=False, callback=_root, pretty_exceptions_enable=False
    )
    missing: dict[str, str] = {}
    for part, entry in {one.value: one for one in wanted}.items():
        try:
            commands: typer.Typer = entry.load()
        except ModuleNotFoundError as error:
            missing[_extra(entry)] = error.name or part
            continue
        root.registered_commands.extend(commands.registered_commands)
        root.registered_groups.extend(commands.registered_groups)
    return root, missing


def _extra(entry: EntryPoint) -> str:
    """The extra that brings a part: ``design-image`` for ``services.design_image.cli``."""
    return entry.module.removeprefix("services.").partition(".")[0].replace("_", "-")


def main() -> None:
    """Entry point of the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console without Chinese shows "?" and does not stop a command half way.
            stream.reconfigure(errors="replace")
    root, missing = gather(sys.argv[1:])
    command = typer.main.get_command(root)
    try:
        code = command.main(args=sys.argv[1:], prog_name="zhishen", standalone_mode=False)
    except typer.Exit as stop:
        code = stop.exit_code
    except typer.Abort:
        typer.echo("Aborted. 已中止。", err=True)
        code = 130
    except ZhishenError as error:
        typer.echo(error.one_line(), err=True)
        code = 1
    except Exception as error:
        show = getattr(error, "show", None)  # click's usage errors know how to print themselves
        if show is None:
            raise
        show()
        for part, module in missing.items():
            typer.echo(
                f"The commands of {part} are not available: the module {module} is missing. "
                f"Install them with: pip install 'zhishen[{part}]'. 缺少 {part} 的依赖，请先安装。",
                err=True,
            )
        code = getattr(error, "exit_code", 2)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
