"""What formal_check refuses.

FormalCheckError
├── UnknownRuleError    no rule has this code
├── UnknownInputError   no part of a case file has this name
├── NothingReplacedError  replacement papers hold no part of an application
├── NotAcceptableError  no representation suits the Accept header
├── OverridesError      an office's own file of severities and words is at fault
├── EditRefusedError    an edit of a hint session does not fit the papers
├── SessionOrderError   a hint session is opened twice, or edited before it is open
└── TooManyEditsError   messages of a hint session come too fast
"""

from __future__ import annotations

from shared.errors import ZhishenError


class FormalCheckError(ZhishenError):
    """Base of the service's errors."""

    name = "formal-check"
    title = "Formal check"


class UnknownRuleError(FormalCheckError):
    """No rule has this code."""

    name = "unknown-rule"
    title = "Unknown rule"

    def __init__(self) -> None:
        super().__init__(
            "There is no rule with this code. GET /v1/rules lists all of them.",
            "没有该代码的规则，可通过 GET /v1/rules 查看全部规则。",
            pointer="path:code",
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (UnknownRuleError, ())


class UnknownInputError(FormalCheckError):
    """No part of a case file has this name."""

    name = "unknown-input"
    title = "Unknown input"

    def __init__(self, pointer: str) -> None:
        super().__init__(
            "There is no input with this name. The inputs of each rule in GET /v1/rules show all "
            "names, e.g. claims.",
            "没有该名称的输入项，可通过 GET /v1/rules 中各规则的输入项查看全部名称，例如 claims。",
            pointer=pointer,
        )
        self._pointer = pointer

    def __reduce__(self) -> tuple[object, ...]:
        return (UnknownInputError, (self._pointer,))


class NothingReplacedError(FormalCheckError):
    """Replacement papers hold no part of an application."""

    name = "nothing-replaced"
    title = "Nothing replaced"

    def __init__(self) -> None:
        super().__init__(
            "The replacement papers hold no part of an application. Give at least one: request, "
            "title, claims, description, abstract, drawings or design.",
            "替换文件中没有申请文件的任何部分，请至少提交一项：请求书、名称、权利要求书、说明书、"
            "摘要、附图或者外观设计图片。",
            pointer="#/replacement",
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (NothingReplacedError, ())


class NotAcceptableError(FormalCheckError):
    """No representation suits the ``Accept`` header."""

    name = "not-acceptable"
    title = "Not acceptable"

    def __init__(self) -> None:
        super().__init__(
            "A notice can be answered as application/json, text/html or DOCX "
            "(application/vnd.openxmlformats-officedocument.wordprocessingml.document): ask for "
            "one of them.",
            "通知书可以application/json、text/html或者DOCX格式返回，请在Accept中指定其中一种。",
            pointer="header:Accept",
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (NotAcceptableError, ())


class OverridesError(FormalCheckError):
    """An office's own file of severities and words is at fault; ``line`` says where."""

    name = "overrides"
    title = "Overrides at fault"


class EditRefusedError(FormalCheckError):
    """An edit does not fit the papers as they stand; none of its message was made."""

    name = "edit-refused"
    title = "Edit refused"

    @classmethod
    def unknown_unit(cls, pointer: str) -> EditRefusedError:
        """No unit has this id."""
        return cls(
            "There is no text unit with this id. Open the session again to see all of them.",
            "没有该标识的文本单元，请重新打开会话以获取全部文本单元。",
            pointer=pointer,
        )

    @classmethod
    def span(cls, pointer: str) -> EditRefusedError:
        """The span does not lie within the unit."""
        return cls(
            "The span does not lie within the unit's text: give code points with start <= end <= "
            "its length.",
            "编辑范围超出文本单元，请按字符（码点）给出起止位置，且不超过文本长度。",
            pointer=pointer,
        )

    @classmethod
    def id_in_use(cls, pointer: str) -> EditRefusedError:
        """A unit has this id already."""
        return cls(
            "Another text unit has this id: choose a new one or leave it out.",
            "该标识已被其他文本单元使用，请更换或者不填。",
            pointer=pointer,
        )

    @classmethod
    def too_long(cls, pointer: str) -> EditRefusedError:
        """The unit would grow too long."""
        return cls(
            "The text unit would become too long: split it.",
            "文本单元过长，请拆分。",
            pointer=pointer,
        )

    @classmethod
    def fixed(cls, pointer: str) -> EditRefusedError:
        """The unit cannot be taken away."""
        return cls(
            "This text unit cannot be removed: set its text instead.",
            "该文本单元不能删除，请改为修改其文字。",
            pointer=pointer,
        )


class SessionOrderError(FormalCheckError):
    """A hint session is opened twice, or edited before it is open."""

    name = "session-order"
    title = "Wrong order of messages"

    def __init__(self) -> None:
        super().__init__(
            "A session begins with one message of type open; only edits follow.",
            "会话应以一条open消息开始，之后只能发送edit消息。",
            pointer="#/type",
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (SessionOrderError, ())


class TooManyEditsError(FormalCheckError):
    """Messages of a hint session come too fast."""

    name = "too-many-edits"
    title = "Too many edits"

    def __init__(self) -> None:
        super().__init__(
            "Messages come too fast: collect edits and send them together, at most 20 a second.",
            "消息发送过快，请合并编辑后发送，每秒不超过20条。",
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (TooManyEditsError, ())
