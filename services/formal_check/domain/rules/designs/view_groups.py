"""Views of a design by the design, set item or component that they show, read from their labels."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import statements
from shared.model.claim_language.folding import fold
from shared.model.design import DesignView, ViewKind
from shared.model.facts.design import DesignStatements
from shared.model.source import Location

PREFIX = re.compile(
    r"\s{0,2}(?:套件\s{0,2}(?P<item>\d{1,2}))?\s{0,2}(?:设计\s{0,2}(?P<design>\d{1,2}))?"
    r"\s{0,2}(?:组件\s{0,2}(?P<component>\d{1,2}))?\s{0,2}"
)
ORTHOGRAPHIC = (
    ViewKind.FRONT,
    ViewKind.BACK,
    ViewKind.LEFT,
    ViewKind.RIGHT,
    ViewKind.TOP,
    ViewKind.BOTTOM,
)
VIEW_NAMES = {
    ViewKind.FRONT: ("主视图", "front view"),
    ViewKind.BACK: ("后视图", "back view"),
    ViewKind.LEFT: ("左视图", "left view"),
    ViewKind.RIGHT: ("右视图", "right view"),
    ViewKind.TOP: ("俯视图", "top view"),
    ViewKind.BOTTOM: ("仰视图", "bottom view"),
}
Group = tuple[int, int, int]
"""Set item, design and component; 0 where the label names none."""


@dataclass(frozen=True)
class LabelledView:
    """A view with what its label says."""

    view: DesignView
    group: Group
    prefix: str
    """``设计1``; empty if the label has no prefix."""
    name: str
    """The label without its prefix."""


def labelled_views(case: Case) -> tuple[LabelledView, ...]:
    """The views in the order filed."""
    return tuple(_labelled(view) for view in case.design.views)


def by_group(case: Case) -> dict[Group, list[LabelledView]]:
    """The views of every design, set item or component, in the order filed."""
    groups: dict[Group, list[LabelledView]] = {}
    for entry in case.shared(labelled_views):
        groups.setdefault(entry.group, []).append(entry)
    return groups


def group_name(group: Group) -> str:
    """``设计2``, ``套件1设计2`` …, or an empty text."""
    return "".join(
        f"{word}{n}" for word, n in zip(("套件", "设计", "组件"), group, strict=True) if n
    )


def place_of_view(view: DesignView) -> Location:
    """Where a view stands: its own place, else its picture's file."""
    if view.location is not None:
        return view.location
    return Location(
        file=view.image.path or "", text=view.label or "", element=f"design/{view.position}"
    )


def design_statements(case: Case) -> DesignStatements:
    """What the request states about the design; all unknown if there is no request."""
    return statements(case, DesignStatements) if case.has_request else DesignStatements()


def design_count(case: Case) -> int:
    """How many designs the views show (set items apart)."""
    stated = {entry.view.design_number for entry in case.shared(labelled_views)}
    return max(len(stated), 1)


def is_set(case: Case) -> bool:
    """Whether the request, or a label 套件N, says that it is a set of products."""
    if any(entry.group[0] for entry in case.shared(labelled_views)):
        return True
    return bool(design_statements(case).set_of_products)


def _labelled(view: DesignView) -> LabelledView:
    label = fold(view.label or "")
    found = PREFIX.match(label)
    end = found.end() if found is not None else 0
    item, design, component = (
        int(found.group(name) or 0) if found is not None else 0
        for name in ("item", "design", "component")
    )
    if not design and view.design_number > 1:
        design = view.design_number
    return LabelledView(view, (item, design, component), label[:end].strip(), label[end:].strip())
