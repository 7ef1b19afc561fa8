"""Deposits of biological material. Vocabulary: docs/facts/biological_material.md."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shared.model.facts.reading import Day, Fact, Text, also, kinds

_BOTH = ("生物材料样品保藏及存活证明", "保藏及存活证明", "保藏证明和存活证明")


class Deposit(Fact):
    """One deposit, as the request or a certificate states it."""

    taxonomic_name: Text = also("分类命名")
    """With the Latin name."""
    depositary: Text = also("保藏单位", "保藏单位名称", "保藏单位代码")
    address: Text = also("保藏单位地址", "地址")
    deposited_on: Day = also("保藏日期", "保藏日")
    number: Text = also("保藏编号")


class DepositStatements(Fact):
    """What the request states of deposits."""

    biological_deposits: Annotated[tuple[Deposit, ...] | None, Field(max_length=500)] = also(
        "生物材料样品保藏", "保藏信息"
    )


class DepositCertificate(Deposit):
    """The depositary's certificate of the deposit (保藏证明)."""

    KINDS = kinds("deposit_certificate", "保藏证明", *_BOTH)


class ViabilityCertificate(Deposit):
    """The depositary's certificate that the sample is alive (存活证明)."""

    KINDS = kinds("viability_certificate", "存活证明", *_BOTH)


class PriorityGivenUp(Fact):
    """Priority is withdrawn, or not claimed for the material deposited."""

    KINDS = kinds(
        *("priority_withdrawal", "撤回优先权声明", "撤回优先权要求"),
        *("deposit_priority_disclaimer", "生物材料不享受优先权声明", "不享受优先权声明"),
    )
