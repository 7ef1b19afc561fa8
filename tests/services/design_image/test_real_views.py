"""Same-design retrieval on real views beats a grey histogram and HOG alone (a subset, < 40 s).

The whole measurement is ``zhishen eval design-image``.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from evaluation.design_image import same_design
from evaluation.design_image_sample import load
from services.design_image.engines.model_files import bundled_model


def _in_subset(publication_number: str) -> bool:
    return hashlib.sha256(publication_number.encode()).digest()[0] < 90


def test_fused_and_reranked_beat_control_and_hog(data_dir: Path) -> None:
    views = load(data_dir / "design/us-views.json", keep=_in_subset)
    assert len({view.publication_number for view in views}) >= 8
    figures = same_design(views, bundled_model())
    fused = figures["views.default.map"]
    assert fused > 1.2 * figures["views.grey_control.map"]
    assert fused > 1.1 * figures["views.hog.map"]
    assert figures["views.reranked.map"] > fused
    assert figures["views.reranked.r1"] > 0.8
