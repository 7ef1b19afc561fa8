"""Statements on a design in its request, and samples handed in. Vocabulary: docs/facts/design.md."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from shared.model.facts.reading import Fact, Flag, Names, Text, also, kinds

Size = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class SetItem(Fact):
    """One product of a set (成套产品)."""

    number: int | None = also("套件号")
    name: Text = also("产品名称")
    locarno: Text = also("分类号")


class DesignStatements(Fact):
    """What the request states about the design."""

    set_of_products: Flag = also("成套产品")
    colour_claimed: Flag = also("请求保护色彩")
    planar: Flag = also("平面产品")
    """Whether the product is flat, such as cloth or a label."""
    graphical_user_interface: Flag = also("图形用户界面")
    dynamic: Flag = also("动态图形用户界面")
    without_carrier: Flag = also("不限定载体产品")
    """A graphical user interface for any electronic device."""
    design_point_faces: Names = also("设计要点涉及的面")
    """Views whose faces the design points concern, e.g. ``主视图``."""
    set_items: Annotated[tuple[SetItem, ...], Field(max_length=100)] | None = also("成套产品清单")


class Sample(Fact):
    """A sample or model handed in. Lengths in centimetres, weight in kilograms."""

    KINDS: ClassVar[frozenset[str]] = kinds("sample", "model", "样品", "模型", "样品或者模型")

    length_cm: Size | None = also("长")
    width_cm: Size | None = also("宽")
    height_cm: Size | None = also("高")
    weight_kg: Size | None = also("重量")
    perishable: Flag = also("易腐、易损或者危险品")
    """Perishable, fragile or dangerous."""
