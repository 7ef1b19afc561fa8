"""Reads an office's overrides from YAML. Every fault names file, line, key and what is allowed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from services.formal_check.domain.errors import OverridesError
from services.formal_check.domain.overrides import (
    Overrides,
    SeverityOverride,
    WordOverride,
    too_mild,
)
from services.formal_check.domain.registry import rule_book, rule_book_with
from services.formal_check.domain.rule import Suppression
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.domain.wording import WORD_LISTS
from shared.contracts.formal_check import Severity

MAX_BYTES = 1024 * 1024
MAX_WORDS = 2000
MAX_WORD = 100
_OFF = "off"
_SEVERITIES = (*(one.value for one in Severity), _OFF)
_KEYS = ("name", "source", "severities", "words")


def office_rule_book(file: Path | None) -> RuleBook:
    """The rule book with the overrides in ``file``. Raises ``OverridesError``."""
    return rule_book() if file is None else rule_book_with(read_overrides(file))


def read_overrides(file: Path) -> Overrides:
    """The overrides in ``file``. Raises ``OverridesError``."""
    return _Reader(file.name).read(_content(file))


def _content(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise OverridesError(
            f"The file cannot be read ({type(error).__name__}). Check the path.",
            "无法读取该文件，请检查路径。",
            file=file.name,
        ) from None
    except UnicodeDecodeError:
        raise OverridesError(
            "The file is not UTF-8. Save it as UTF-8.",
            "文件不是UTF-8编码，请另存。",
            file=file.name,
        ) from None
    if len(data) > MAX_BYTES:
        raise OverridesError(
            f"The file is larger than {MAX_BYTES} bytes.",
            f"文件超过{MAX_BYTES}字节。",
            file=file.name,
        )
    return text


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file

    def read(self, text: str) -> Overrides:
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark is not None else None
            raise self._fault_at(
                line, "The file is no valid YAML here.", "此处不是有效的YAML。"
            ) from None
        except (yaml.YAMLError, RecursionError):
            raise self._fault_at(
                None, "The file is no valid YAML.", "文件不是有效的YAML。"
            ) from None
        if root is None:
            raise self._fault_at(1, "The file is empty.", "文件为空。")
        parts = dict(self._entries(root, "", _KEYS))
        for key in ("name", "source"):
            if key not in parts:
                raise self._fault(root, key, "is missing: state it", "缺失，请填写")
        severities = (
            self._entries(parts["severities"], "severities") if "severities" in parts else ()
        )
        lists = self._entries(parts["words"], "words", WORD_LISTS) if "words" in parts else ()
        return Overrides(
            name=self._text(parts["name"], "name"),
            source=self._text(parts["source"], "source"),
            severities={code: self._severities(code, node) for code, node in severities},
            words={name: self._words(name, node) for name, node in lists},
        )

    def _severities(self, code: str, node: Node) -> SeverityOverride:
        key = f"severities/{code}"
        versions = rule_book().versions(code)
        if not versions:
            raise self._fault(
                node,
                key,
                "is no rule: GET /v1/rules lists the codes",
                "不是规则代码，见GET /v1/rules",
            )
        rule = versions[-1]
        if isinstance(rule, Suppression):
            raise self._fault(
                node,
                key,
                "switches other rules off and has no severity",
                "仅使其他规则不适用，没有程度",
            )
        if isinstance(node, MappingNode):
            given = {
                name: self._severity(value, f"{key}/{name}")
                for name, value in self._entries(node, key, ("filing", "published"))
            }
            change = SeverityOverride(
                given.get("filing", rule.severity), given.get("published", rule.severity_published)
            )
        else:
            one = self._severity(node, key)
            published = rule.severity_published
            milder = one is None or published.reaches(one)
            change = SeverityOverride(one, one if milder else published)
        for version in versions:
            if too_mild(version, change):
                raise self._fault(
                    node,
                    key,
                    f"decides on acceptance and cannot be milder than {version.severity.value}",
                    f"关系到申请能否受理，不得低于{version.severity.value}",
                )
        return change

    def _severity(self, node: Node, key: str) -> Severity | None:
        value = node.value if isinstance(node, ScalarNode) else None
        if value not in _SEVERITIES:
            allowed = ", ".join(_SEVERITIES)
            raise self._fault(node, key, f"must be one of {allowed}", f"应为{allowed}之一")
        return None if value == _OFF else Severity(value)

    def _words(self, name: str, node: Node) -> WordOverride:
        key = f"words/{name}"
        given = dict(self._entries(node, key, ("add", "allow")))
        lists = {part: self._list(value, f"{key}/{part}") for part, value in given.items()}
        return WordOverride(add=lists.get("add", ()), allow=lists.get("allow", ()))

    def _list(self, node: Node, key: str) -> tuple[str, ...]:
        if not isinstance(node, SequenceNode):
            raise self._fault(node, key, "must be a list of words", "应为词语列表")
        if len(node.value) > MAX_WORDS:
            raise self._fault(
                node, key, f"has more than {MAX_WORDS} words", f"超过{MAX_WORDS}个词语"
            )
        return tuple(self._text(item, f"{key}/{index}") for index, item in enumerate(node.value))

    def _text(self, node: Node, key: str) -> str:
        value = node.value if isinstance(node, ScalarNode) else ""
        if not value.strip() or len(value) > MAX_WORD or "\n" in value:
            raise self._fault(
                node,
                key,
                f"must be a text of 1 to {MAX_WORD} characters on one line",
                f"应为1至{MAX_WORD}个字的单行文字",
            )
        return str(value.strip())

    def _entries(
        self, node: Node, key: str, allowed: Collection[str] | None = None
    ) -> Iterator[tuple[str, Node]]:
        """Keys and values of a mapping, each key once and, with ``allowed``, one of these."""
        if not isinstance(node, MappingNode):
            raise self._fault(node, key or "file", "must be a mapping", "应为键值对")
        seen: set[str] = set()
        for name_node, value in node.value:
            name = name_node.value if isinstance(name_node, ScalarNode) else "?"
            place = f"{key}/{name}".lstrip("/")
            if name in seen:
                raise self._fault(name_node, place, "is given twice", "重复")
            if allowed is not None and name not in allowed:
                known = ", ".join(allowed)
                raise self._fault(
                    name_node, place, f"is unknown; allowed: {known}", f"无此项，可用：{known}"
                )
            seen.add(name)
            yield name, value

    def _fault(self, node: Node, key: str, en: str, zh: str) -> OverridesError:
        return self._fault_at(node.start_mark.line + 1, f"“{key}” {en}.", f"“{key}”{zh}。")

    def _fault_at(self, line: int | None, en: str, zh: str) -> OverridesError:
        return OverridesError(en, zh, file=self._file, line=line)
