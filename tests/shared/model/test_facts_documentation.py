"""Every field of a fact, and every kind, stands in its page under docs/facts."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from shared.model.facts import examination, fees, notices, post_grant, procedure
from shared.model.facts.reading import Fact

PAGES = Path(__file__).parents[3] / "docs" / "facts"


@pytest.mark.parametrize(
    ("page", "module"),
    [
        ("fees", fees),
        ("notices", notices),
        ("examination", examination),
        ("procedure", procedure),
        ("post-grant", post_grant),
    ],
)
def test_page_names_every_field(page: str, module: ModuleType) -> None:
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    models = [
        model
        for model in vars(module).values()
        if isinstance(model, type)
        and issubclass(model, Fact)
        and model.__module__ == module.__name__
    ]
    assert models
    for model in models:
        for name, field in model.model_fields.items():
            assert f"`{name}`" in text, f"{page}: {model.__name__}.{name}"
            for choice in getattr(field.validation_alias, "choices", ()):
                assert str(choice) in text, f"{page}: {model.__name__}.{choice}"


def test_page_names_every_fee_and_notice() -> None:
    for page, names in (
        ("fees", fees.FEE_NAMES.items()),
        ("notices", notices.NOTICE_NAMES.items()),
    ):
        text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
        for kind, others in names:
            assert all(name in text for name in (f"`{kind.value}`", *others))
