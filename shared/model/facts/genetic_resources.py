"""Inventions that rely on genetic resources. Vocabulary: docs/facts/biological_material.md."""

from __future__ import annotations

from shared.model.facts.reading import Fact, Flag, Text, also, kinds


class GeneticStatements(Fact):
    """What the request states of genetic resources."""

    relies_on_genetic_resources: Flag = also("依赖遗传资源")


class GeneticDisclosure(Fact):
    """The form that discloses the source (遗传资源来源披露登记表)."""

    KINDS = kinds("genetic_resource_disclosure", "遗传资源来源披露登记表")

    direct_source: Text = also("直接来源")
    original_source: Text = also("原始来源")
    original_source_reason: Text = also("无法说明原始来源的理由")
