"""What formal_check refuses.

FormalCheckError
├── UnknownRuleError    no rule has this code
├── UnknownInputError   no part of a case file has this name
├── NothingReplacedError  replacement papers hold no part of an application
├── SheetsMismatchError  replacement sheets do not line up with the original
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


class SheetsMismatchError(FormalCheckError):
    """Replacement sheets do not line up with the original; nothing was replaced."""

    name = "sheets-mismatch"
    title = "Replacement sheets do not line up"

    @classmethod
    def part_absent(cls, pointer: str) -> SheetsMismatchError:
        """The original or the replacement does not have the part."""
        return cls(
            "Sheets replace units of a part that the original and the replacement papers both "
            "have. Name only such parts.",
            "替换页所替换的部分，原申请文件和替换文件中都应当有，请只指明这样的部分。",
            pointer=pointer,
        )

    @classmethod
    def original_numbers(cls, pointer: str) -> SheetsMismatchError:
        """The original's own numbers do not go up, so that they name no unit."""
        return cls(
            "The numbers in the original do not go up one after the other: single units cannot be "
            "told. Replace the whole part.",
            "原申请文件的编号没有依次递增，无法确定所替换的内容，请替换该部分全文。",
            pointer=pointer,
        )

    @classmethod
    def unknown_numbers(cls, pointer: str, numbers: str) -> SheetsMismatchError:
        """Named numbers that the original does not have."""
        return cls(
            f"The original does not have {numbers}. Name numbers that it has, or that follow its "
            "last one without a gap.",
            f"原申请文件中没有编号{numbers}，请指明原有的编号，或者紧接最后一个编号的编号。",
            pointer=pointer,
        )

    @classmethod
    def unnamed_numbers(cls, pointer: str, numbers: str) -> SheetsMismatchError:
        """The sheets hold numbers that were not named."""
        return cls(
            f"The replacement sheets hold {numbers} beside what they are to replace. Name these, "
            "too, or leave them out.",
            f"替换页中有未指明的编号{numbers}，请一并指明或者删去。",
            pointer=pointer,
        )

    @classmethod
    def unnumbered(cls, pointer: str) -> SheetsMismatchError:
        """A unit of the sheets has no number, or one twice, or they do not go up."""
        return cls(
            "Each unit on a replacement sheet needs its number, once, in rising order.",
            "替换页中的每一项（段、图）都应当写明编号，依次递增，不得重复。",
            pointer=pointer,
        )

    @classmethod
    def gap(cls, pointer: str, numbers: str) -> SheetsMismatchError:
        """Units left out in the middle."""
        return cls(
            f"The sheets leave out {numbers} while later numbers stay: hand in the later ones "
            "renumbered, too, or replace the whole part.",
            f"替换页缺少编号{numbers}，而其后的编号仍然保留，请将其后的内容重新编号一并替换，或者替换该部分全文。",
            pointer=pointer,
        )

    @classmethod
    def other_title(cls, pointer: str) -> SheetsMismatchError:
        """A sheet of paragraphs holds another title."""
        return cls(
            "The sheet holds another title than the original: replace the whole description.",
            "替换页中的发明名称与原说明书不同，请替换说明书全文。",
            pointer=pointer,
        )


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
