"""Statements on a design in its request, and samples handed in. Vocabulary: docs/facts/design.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from shared.model.base import Frozen
from shared.model.case_file import ProcedurePaper
from shared.model.facts.stated import Facts, flag, number, objects, text, texts

SAMPLE_KINDS = frozenset({"sample", "model", "样品", "模型", "样品或者模型", "样品或模型"})


class SetItem(Frozen):
    """One product of a set (成套产品)."""

    number: int | None = None
    name: str | None = None
    locarno: str | None = None


class DesignStatements(Frozen):
    """What the request states about the design. ``None`` is unknown."""

    similar_designs: bool | None = None
    set_of_products: bool | None = None
    colour_claimed: bool | None = None
    planar: bool | None = None
    """Whether the product is flat, such as cloth or a label."""
    graphical_user_interface: bool | None = None
    dynamic: bool | None = None
    without_carrier: bool | None = None
    """A graphical user interface for any electronic device."""
    design_point_faces: tuple[str, ...] | None = None
    """Views whose faces the design points concern, e.g. ``主视图``."""
    set_items: tuple[SetItem, ...] | None = None

    @classmethod
    def read(cls, further: Facts) -> Self:
        """The statements among ``RequestForm.further``. Raises ``MistypedFactError``."""
        items = objects(further, "set_items", "成套产品清单")
        return cls(
            similar_designs=flag(further, "similar_designs", "相似外观设计"),
            set_of_products=flag(further, "set_of_products", "成套产品"),
            colour_claimed=flag(further, "colour_claimed", "请求保护色彩"),
            planar=flag(further, "planar", "平面产品"),
            graphical_user_interface=flag(further, "graphical_user_interface", "图形用户界面"),
            dynamic=flag(further, "dynamic", "动态"),
            without_carrier=flag(further, "without_carrier", "不限定产品"),
            design_point_faces=texts(further, "design_point_faces", "设计要点涉及的面"),
            set_items=None if items is None else tuple(_item(item) for item in items),
        )


class Sample(Frozen):
    """A sample or model handed in. Lengths in centimetres, weight in kilograms."""

    length_cm: float | None = None
    width_cm: float | None = None
    height_cm: float | None = None
    weight_kg: float | None = None
    perishable: bool | None = None
    """Perishable, fragile or dangerous."""

    @classmethod
    def read(cls, details: Facts) -> Self:
        """One sample from a paper's details. Raises ``MistypedFactError``."""
        return cls(
            length_cm=number(details, "length_cm", "长"),
            width_cm=number(details, "width_cm", "宽"),
            height_cm=number(details, "height_cm", "高"),
            weight_kg=number(details, "weight_kg", "重量"),
            perishable=flag(details, "perishable", "易腐易损或者危险品"),
        )


def samples(papers: Iterable[ProcedurePaper]) -> tuple[tuple[int, Sample], ...]:
    """Samples among the papers, each with its place in the list."""
    return tuple(
        (place, Sample.read(paper.details))
        for place, paper in enumerate(papers)
        if paper.kind.strip().lower() in SAMPLE_KINDS
    )


def _item(facts: Facts) -> SetItem:
    stated = number(facts, "number", "套件号")
    return SetItem(
        number=None if stated is None else int(stated),
        name=text(facts, "name", "产品名称"),
        locarno=text(facts, "locarno", "分类号"),
    )
