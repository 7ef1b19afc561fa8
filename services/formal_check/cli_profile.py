"""The option ``--profile``: an office's own severities and words on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.engines.overrides_file import office_rule_book
from services.formal_check.settings import Settings

OfficeProfile = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        help="YAML file with the office's own severities and words "
        "(default: ZHISHEN_FORMAL_CHECK_OVERRIDES).",
    ),
]


def chosen_book(file: Path | None) -> RuleBook:
    """The rule book with the overrides of ``file`` or, without one, of the settings."""
    return office_rule_book(file or Settings().overrides)
