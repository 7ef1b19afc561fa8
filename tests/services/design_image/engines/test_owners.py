"""Owners of views: a bulk in arrays and newer ones must look alike."""

from __future__ import annotations

import numpy as np
import pytest

from services.design_image.engines.owners import Owners, owner_digests

NAMES = ["D1", "D2", "D1", "D3", "外观4", "D2"]
KEYS = np.array([2, 3, 5, 8, 9, 12])


@pytest.mark.parametrize("bulk", [0, 1, 4, 6])
def test_bulk_and_newer_are_alike(bulk: int) -> None:
    digests = owner_digests(NAMES)
    owners = Owners(KEYS[:bulk], digests[:bulk])
    owners.add(KEYS[bulk:], digests[bulk:])
    asked = np.array([12, 1, 5, 100, -1])
    assert owners.of(asked).tolist() == [digests[5], 0, digests[0], 0, 0]
    wanted = np.unique(owner_digests(["D1", "外观4", "unknown"]))
    assert owners.keys_of(wanted).tolist() == [2, 5, 9]
    owners.remove(np.array([5, 12, 77]))
    assert owners.of(KEYS).tolist() == [*digests[:2], 0, *digests[3:5], 0]
    assert owners.keys_of(owner_digests(["D1"])).tolist() == [2]
    assert owners.keys_of(np.zeros(0, np.uint64)).size == 0


def test_digests_tell_designs_apart() -> None:
    digests = owner_digests([f"USD{number:07d}" for number in range(5000)])
    assert len(set(digests.tolist())) == 5000
    assert digests.min() > 0
