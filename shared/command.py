"""The one command ``zhishen``: it gathers the sub-commands of what is installed.

Each part registers a ``typer.Typer`` under the entry-point group ``zhishen.commands``, so that a
service installed alone brings its own commands. A part whose extra is missing costs one clear line
when one of its commands is asked for.
"""

from __future__ import annotations

import sys
from importlib.metadata import entry_points

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


def gather() -> tuple[typer.Typer, dict[str, str]]:
    """The command with all sub-commands, and for each part that cannot load the missing module."""
    root = typer.Typer(
        no_args_is_help=True, add_completion=False, callback=_root, pretty_exceptions_enable=False
    )
    missing: dict[str, str] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            part: typer.Typer = entry.load()
        except ModuleNotFoundError as error:
            missing[entry.name] = error.name or str(error)
            continue
        root.registered_commands.extend(part.registered_commands)
        root.registered_groups.extend(part.registered_groups)
    return root, missing


def main() -> None:
    """Entry point of the command."""
    root, missing = gather()
    command = typer.main.get_command(root)
    try:
        code = command.main(args=sys.argv[1:], prog_name="zhishen", standalone_mode=False)
    except typer.Exit as stop:
        code = stop.exit_code
    except typer.Abort:
        typer.echo("Aborted. 已中止。", err=True)
        code = 130
    except ZhishenError as error:
        place = ":".join(str(part) for part in (error.file, error.line) if part is not None)
        prefix = f"{place}: " if place else ""
        typer.echo(f"{prefix}{error.en} {error.zh}", err=True)
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
