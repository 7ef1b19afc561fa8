"""The words that a Boolean query wants, to order what it selected."""

from __future__ import annotations

from services.prior_art.domain.boolean.nodes import All, Any, Close, Node, Words


def positive_words(node: Node) -> list[str]:
    """Every word and phrase that is not negated, in order, without wildcards."""
    if isinstance(node, Words):
        return [node.text if node.phrase else node.text.replace("*", " ").replace("?", " ")]
    if isinstance(node, All | Any):
        return [word for part in node.parts for word in positive_words(part)]
    if isinstance(node, Close):
        return positive_words(node.left) + positive_words(node.right)
    return []
