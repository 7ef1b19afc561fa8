"""A design as the papers show it: its views, its product's name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.profile import DESIGN
from services.formal_check.domain.rule import rule
from shared.model.design import DesignView
from shared.model.drawings import RecognisedPicture
from shared.model.source import TextUnit

design_rule = partial(rule, kinds=DESIGN)


def views_of(case: Case) -> tuple[DesignView, ...]:
    """The views. Not checked where there are none."""
    if not case.design.views:
        raise NotChecked("没有视图，未检查。", "Not checked: there are no views.")
    return case.design.views


def pictures_seen(case: Case) -> Iterator[tuple[DesignView, RecognisedPicture]]:
    """Views of which the picture was looked at."""
    pictures = {picture.file: picture for picture in case.recognised_pictures}
    for view in views_of(case):
        found = pictures.get(view.image.path or "")
        if found is not None:
            yield view, found


def product_name(case: Case) -> TextUnit:
    """The name of the product. Not checked where it was not given."""
    name = case.design.product_name
    if name is None or not name.text.strip():
        raise NotChecked(
            "未提供产品名称，未检查。", "Not checked: the product's name was not given."
        )
    return name
