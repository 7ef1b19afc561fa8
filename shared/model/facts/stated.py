"""What is wrong with a fact that is stated, but not in the kind its documentation asks for."""

from __future__ import annotations


class MistypedFactError(ValueError):
    """A fact is there, but not of the documented kind. Names the fact and quotes nothing."""

    def __init__(self, name: str, expected_zh: str, expected_en: str) -> None:
        super().__init__(f"the fact {name} should be {expected_en}")
        self.name = name
        self.expected_zh = expected_zh
        self.expected_en = expected_en
