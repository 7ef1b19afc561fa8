"""Every setting and every route is documented, and every documented one exists."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from gateway.access import ACCESS
from shared.contracts.common import Role
from shared.settings import ServiceSettings

DOCS = Path(__file__).parents[2] / "docs"
PARTS = {
    "ZHISHEN_GATEWAY_": "gateway.settings",
    "ZHISHEN_FORMAL_CHECK_": "services.formal_check.settings",
    "ZHISHEN_PRIOR_ART_": "services.prior_art.settings",
    "ZHISHEN_DESIGN_IMAGE_": "services.design_image.settings",
    "ZHISHEN_OCR_": "services.ocr.settings",
}


def fields(module: str) -> set[str]:
    """Variables without prefix; the secret has one name for all parts."""
    kind = import_module(module).Settings
    assert issubclass(kind, ServiceSettings)
    return {name.upper() for name in kind.model_fields} - {"TOKEN_SECRET"}


def test_common_settings_are_documented() -> None:
    text = (DOCS / "operations.md").read_text("utf-8")
    common = {name.upper() for name in ServiceSettings.model_fields} - {"TOKEN_SECRET"}
    assert set(re.findall(r"^\| `…(\w+)`", text, re.MULTILINE)) == common
    assert "`ZHISHEN_TOKEN_SECRET`" in text


@pytest.mark.parametrize("prefix", PARTS)
def test_settings_of_each_part_are_documented(prefix: str) -> None:
    text = (DOCS / "operations.md").read_text("utf-8")
    common = {name.upper() for name in ServiceSettings.model_fields}
    told = set(re.findall(rf"^\| `{prefix}(\w+)`", text, re.MULTILINE))
    assert told == fields(PARTS[prefix]) - common


def test_role_table_is_the_one_in_force() -> None:
    text = (DOCS / "security.md").read_text("utf-8")
    heading = re.search(r"^\| Route \|(.*)\|$", text, re.MULTILINE)
    assert heading is not None
    roles = [Role(name.strip()) for name in heading.group(1).split("|")]
    rows = re.findall(r"^\| `(GET|POST|PUT|DELETE) (/\S*)` \|(.*)\|$", text, re.MULTILINE)
    told = {
        (method, path): {
            role for role, cell in zip(roles, cells.split("|"), strict=True) if cell.strip()
        }
        for method, path, cells in rows
    }
    assert told.pop(("GET", "/metrics")) == {Role.OPERATOR}
    assert told == {
        (method, re.sub(r":\w+}", "}", path)): set(admitted)
        for (method, path), admitted in ACCESS.items()
    }
