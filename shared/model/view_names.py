"""What a design's view is called (Guidelines I-3-4.2.2) and which view that is."""

from __future__ import annotations

import re

from shared.model.design import ViewKind

_NAMES: tuple[tuple[str, ViewKind], ...] = (
    (r"使用状态|使用參考|使用参考|in use", ViewKind.IN_USE),
    (r"局部放大|放大图|放大視圖|enlarged", ViewKind.ENLARGED),
    (r"剖视|剖面|断面|截面|section", ViewKind.SECTION),
    (r"分解|爆炸|展开|exploded", ViewKind.EXPLODED),
    (r"立体|轴测|透视|perspective|isometric", ViewKind.PERSPECTIVE),
    (r"主视|正视|正面|前视|front", ViewKind.FRONT),
    (r"后视|背面|背视|back|rear", ViewKind.BACK),
    (r"左视|左侧|left", ViewKind.LEFT),
    (r"右视|右侧|right", ViewKind.RIGHT),
    (r"俯视|顶视|平面图|top", ViewKind.TOP),
    (r"仰视|底视|底面|bottom", ViewKind.BOTTOM),
)
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _NAMES)


def view_kind(label: str | None) -> ViewKind:
    """The view that a label such as ``设计1主视图`` or ``A部局部放大图`` names."""
    for pattern, kind in _PATTERNS:
        if pattern.search(label or ""):
            return kind
    return ViewKind.OTHER
