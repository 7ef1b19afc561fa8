"""Reads Boolean queries.

    query     = and { OR and }
    and       = not { [AND] not }           two expressions side by side are joined by AND
    not       = [NOT] close
    close     = near { (S | P) near }
    near      = primary { (NEAR/n | ADJ/n) primary }
    primary   = ( query ) | FIELD relation value | FIELD = ( query ) | word | "phrase"

Operators are words in either case, with blanks around them; a word that reads like one is put in
quotation marks. Every error says at which character.
"""

from __future__ import annotations

from collections.abc import Callable

from services.prior_art.domain.boolean.lexer import Token, error_at, tokens
from services.prior_art.domain.boolean.nodes import (
    ALL_TEXT,
    All,
    Any,
    Close,
    Closeness,
    DateField,
    Name,
    NameField,
    Node,
    Not,
    NumberField,
    SymbolField,
    TextField,
    Words,
)
from services.prior_art.domain.boolean.values import dated, number, pattern, symbol

MAX_DEPTH = 30
MAX_NODES = 300
_FIELDS: tuple[type[TextField | NameField | SymbolField | DateField | NumberField], ...] = (
    TextField,
    NameField,
    SymbolField,
    DateField,
    NumberField,
)
_NAMES = [name.value for one in _FIELDS for name in one]
_DEFAULT_DISTANCE = {"NEAR": 5, "ADJ": 0}


def parse(query: str) -> Node:
    """The query as a tree. Raises ``InvalidQueryError``."""
    return _Parser(list(tokens(query))).whole()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._depth = 0
        self._nodes = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += token.kind != "end"
        return token

    def whole(self) -> Node:
        if self._next.kind == "end":
            raise error_at(0, "The query is empty.", "检索式为空。")
        node = self._either(ALL_TEXT)
        if self._next.kind != "end":
            raise error_at(
                self._next.start, "This parenthesis closes nothing.", "此处右括号没有配对。"
            )
        return node

    def _either(self, fields: tuple[TextField, ...]) -> Node:
        parts = [self._every(fields)]
        while self._is("OR"):
            self._take()
            parts.append(self._every(fields))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _every(self, fields: tuple[TextField, ...]) -> Node:
        parts = [self._negated(fields)]
        while True:
            if self._is("AND"):
                self._take()
            elif not (self._next.kind in ("(", "field", "word", "phrase") or self._is("NOT")):
                break
            parts.append(self._negated(fields))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _negated(self, fields: tuple[TextField, ...]) -> Node:
        if not self._is("NOT"):
            return self._close(fields)
        token = self._take()
        self._enter(token)
        node = Not(self._negated(fields))
        self._depth -= 1
        return node

    def _close(self, fields: tuple[TextField, ...]) -> Node:
        start = self._next.start
        left = self._near(fields)
        while self._is("S") or self._is("P"):
            how = Closeness(self._take().text)
            left = self._joined(how, start, left, fields, self._near)
        return left

    def _near(self, fields: tuple[TextField, ...]) -> Node:
        start = self._next.start
        left = self._primary(fields)
        while self._next.kind == "operator" and self._next.text[:3] in ("NEA", "ADJ"):
            name, _, distance = self._take().text.partition("/")
            how = Closeness(name)
            between = int(distance) if distance else _DEFAULT_DISTANCE[name]
            left = self._joined(how, start, left, fields, self._primary, between)
        return left

    def _joined(
        self,
        how: Closeness,
        start: int,
        left: Node,
        fields: tuple[TextField, ...],
        read: Callable[[tuple[TextField, ...]], Node],
        distance: int = 0,
    ) -> Node:
        after = self._next.start
        right = read(fields)
        for node, place in ((left, start), (right, after)):
            if not _can_be_close(node):
                raise error_at(
                    place,
                    f"Beside {how} only words, phrases and alternatives (OR) of them can stand.",
                    f"{how} 两侧只能是词、短语或其并列（OR）。",
                )
        return Close(how, left, right, distance)

    def _primary(self, fields: tuple[TextField, ...]) -> Node:
        token = self._take()
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise error_at(
                token.start, f"More than {MAX_NODES} terms.", f"检索词超过 {MAX_NODES} 个。"
            )
        if token.kind == "(":
            return self._group(token, fields)
        if token.kind == "field":
            return self._fielded(token)
        if token.kind in ("word", "phrase"):
            return _words(token, fields)
        if token.kind == "end":
            raise error_at(token.start, "Something is missing here.", "此处缺少检索词。")
        raise error_at(
            token.start,
            f"{token.text} needs an expression before it and one after it.",
            f"{token.text} 前后都应有检索词。",
        )

    def _group(self, opening: Token, fields: tuple[TextField, ...]) -> Node:
        self._enter(opening)
        node = self._either(fields)
        if self._take().kind != ")":
            raise error_at(opening.start, "This parenthesis is not closed.", "此处左括号没有配对。")
        self._depth -= 1
        return node

    def _fielded(self, token: Token) -> Node:
        names = token.text.split(",")
        for name in names:
            if name not in _NAMES:
                known = ", ".join(_NAMES)
                raise error_at(
                    token.start,
                    f"No such field. Fields are {known}.",
                    f"没有此字段，可用字段：{known}。",
                )
        if all(name in list(TextField) for name in names):
            if token.relation != "=":
                raise error_at(
                    token.start, "Text is compared with = only.", "文本字段只能使用“=”。"
                )
            fields = tuple(TextField(name) for name in dict.fromkeys(names))
            if self._next.kind == "(":
                return self._primary(fields)
            return _words(self._value(), fields)
        if len(names) > 1:
            raise error_at(token.start, "Only text fields can be listed.", "只有文本字段可以并列。")
        return self._other_field(token)

    def _other_field(self, token: Token) -> Node:
        """One field that is not text; its values may be alternatives in parentheses."""
        if self._next.kind != "(":
            return _valued(token, self._value())
        opening = self._take()
        parts = [_valued(token, self._value())]
        while self._is("OR"):
            self._take()
            parts.append(_valued(token, self._value()))
        if self._take().kind != ")":
            raise error_at(
                opening.start,
                "Values of this field are listed with OR and closed by a parenthesis.",
                "该字段的多个值须以 OR 连接，并以右括号结束。",
            )
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _value(self) -> Token:
        token = self._take()
        if token.kind not in ("word", "phrase"):
            raise error_at(token.start, "A value is missing here.", "此处缺少字段值。")
        return token

    def _enter(self, token: Token) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise error_at(token.start, "Too many levels.", "嵌套层数过多。")

    def _is(self, operator: str) -> bool:
        return self._next.kind == "operator" and self._next.text == operator


def _words(token: Token, fields: tuple[TextField, ...]) -> Words:
    phrase = token.kind == "phrase"
    pattern(token.text, token.start, wildcards=not phrase)
    return Words(token.text, fields, phrase)


def _valued(field: Token, value: Token) -> Node:
    if field.text in list(DateField):
        return dated(DateField(field.text), field.relation, value.text, value.start)
    if field.relation != "=":
        raise error_at(field.start, "Only PD and AD can be compared.", "只有 PD、AD 可以比较大小。")
    if field.text in list(SymbolField):
        return symbol(SymbolField(field.text), value.text, value.start)
    if field.text in list(NumberField):
        return number(NumberField(field.text), value.text, value.start)
    phrase = value.kind == "phrase"
    pattern(value.text, value.start, wildcards=not phrase)
    return Name(NameField(field.text), value.text, phrase)


def _can_be_close(node: Node) -> bool:
    if isinstance(node, Any):
        return all(_can_be_close(part) for part in node.parts)
    return isinstance(node, Words | Close)
