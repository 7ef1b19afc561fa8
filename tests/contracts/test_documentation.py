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


def variables(kind: type[ServiceSettings]) -> set[str]:
    """Variables of a settings class: ``…NAME`` with the part's prefix, or one name for all."""
    return {
        str(field.validation_alias) if field.validation_alias else f"…{name.upper()}"
        for name, field in kind.model_fields.items()
    }


def own_variables(module: str) -> set[str]:
    """What a part has beyond the common ones."""
    kind = import_module(module).Settings
    assert issubclass(kind, ServiceSettings)
    return variables(kind) - variables(ServiceSettings)


def test_common_settings_are_documented() -> None:
    text = (DOCS / "operations.md").read_text("utf-8")
    table = text[text.index("## Settings") : text.index("### Gateway")]
    assert set(re.findall(r"^\| `(…?\w+)`", table, re.MULTILINE)) == variables(ServiceSettings)


@pytest.mark.parametrize("prefix", PARTS)
def test_settings_of_each_part_are_documented(prefix: str) -> None:
    text = (DOCS / "operations.md").read_text("utf-8")
    told = {f"…{name}" for name in re.findall(rf"^\| `{prefix}(\w+)`", text, re.MULTILINE)}
    assert told == own_variables(PARTS[prefix])


def test_role_table_is_the_one_in_force() -> None:
    text = (DOCS / "security.md").read_text("utf-8")
    heading = re.search(r"^\| Route \|(.*)\|$", text, re.MULTILINE)
    assert heading is not None
    roles = [Role(name.strip()) for name in heading.group(1).split("|")]
    rows = re.findall(
        r"^\| `(GET|POST|PUT|PATCH|DELETE|WEBSOCKET) (/\S*)` \|(.*)\|$", text, re.MULTILINE
    )
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
