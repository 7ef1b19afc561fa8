"""Every rule is documented in English and Chinese."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

from services.formal_check.api.convert import rule_documentation
from services.formal_check.domain import rules
from services.formal_check.domain.documentation import REQUIRED, parse_docstring
from services.formal_check.domain.registry import RULE_MODULES, rule_book
from services.formal_check.domain.rule import Declaration

_HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    "rule", rule_book().declarations, ids=lambda rule: f"{rule.code}-{rule.effective_from}"
)
def test_documentation(rule: Declaration) -> None:
    sections = parse_docstring(rule.docstring)
    assert sections["What it does"]
    for name in REQUIRED:
        assert sections.get(name), f"{rule.code} has no section {name}"
    assert len(_HAN.findall(sections["中文"])) >= 12
    documentation = rule_documentation(rule, rule_book()).documentation
    assert "## References" in documentation.en
    assert "## 依据" in documentation.zh
    assert _HAN.search(rule.title.zh)


def test_every_declaration_of_a_module_is_in_its_rules() -> None:
    for module in RULE_MODULES:
        declared = {v for v in vars(module).values() if isinstance(v, Declaration)}
        assert declared == set(module.RULES), module.__name__


def test_every_module_with_rules_is_registered() -> None:
    found = pkgutil.walk_packages(rules.__path__, f"{rules.__name__}.")
    modules = {importlib.import_module(info.name) for info in found}
    assert {module for module in modules if hasattr(module, "RULES")} == set(RULE_MODULES)
    assert len(RULE_MODULES) == len(set(RULE_MODULES))
