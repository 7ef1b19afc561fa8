"""Dashboard and alert rules name only metrics and labels that exist."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from prometheus_client import REGISTRY

from shared.web import metrics

DEPLOY = Path(__file__).parents[2] / "deploy"
_OF_PROCESS = re.compile(r"up|process_\w+")


def expressions() -> Iterator[tuple[str, str]]:
    rules = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yaml").read_text("utf-8"))
    for group in rules["groups"]:
        for rule in group["rules"]:
            assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
            assert rule["labels"]["severity"] in ("page", "ticket")
            yield rule["alert"], rule["expr"]
    board = json.loads((DEPLOY / "grafana" / "zhishen.json").read_text("utf-8"))
    for panel in board["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def exported() -> dict[str, set[str]]:
    """Sample names with their labels, of all that the process may export."""
    found: dict[str, set[str]] = {}
    for one in vars(metrics).values():
        labels = getattr(one, "_labelnames", None)
        if labels is None:
            continue
        for family in one.describe():
            if family.type == "histogram":
                found[f"{family.name}_bucket"] = {*labels, "le"}
            else:
                found[family.name + ("_total" if family.type == "counter" else "")] = set(labels)
    return found


@pytest.mark.parametrize(("name", "expression"), expressions())
def test_metrics_and_labels_exist(name: str, expression: str) -> None:
    known = exported()
    used = set(re.findall(r"\bzhishen_\w+", expression))
    assert used or _OF_PROCESS.search(expression)
    assert used <= set(known), used - set(known)
    labels = {"job", *(label for metric in used for label in known[metric])}
    grouped = {
        label.strip()
        for group in re.findall(r"by \(([^)]*)\)", expression)
        for label in group.split(",")
    }
    selected = set(re.findall(r"(\w+)=~?\"", expression))
    assert grouped | selected <= labels
    assert expression.count("(") == expression.count(")")


def test_every_metric_of_ours_is_on_the_dashboard() -> None:
    shown = " ".join(expression for _, expression in expressions())
    names = set(exported())
    assert {name for name in names if name not in shown} == set()


def test_metrics_of_ours_are_registered() -> None:
    names = {family.name for family in REGISTRY.collect()}
    assert {name.removesuffix("_total").removesuffix("_bucket") for name in exported()} <= names
