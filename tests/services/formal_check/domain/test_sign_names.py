"""Signs and names, looked up from either side."""

from __future__ import annotations

from services.formal_check.domain.sign_names import SignNames


def test_counts_are_found_from_either_side() -> None:
    names = SignNames([("3", "支架"), ("3", "支架"), ("3", "底座"), ("4", "底座")])
    assert names.of_sign("3") == {"支架": 2, "底座": 1}
    assert names.of_name("底座") == {"3": 1, "4": 1}
    assert names.of_sign("5") == {}
    assert names.of_name("弹簧") == {}


def test_what_another_one_has_is_added() -> None:
    names = SignNames([("3", "支架")])
    names.include(SignNames([("3", "支架"), ("4", "支架")]))
    assert names.of_name("支架") == {"3": 2, "4": 1}
