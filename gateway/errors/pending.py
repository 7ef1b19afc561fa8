"""Dossiers, pending applications and their re-checks."""

from __future__ import annotations

from gateway.errors.base import GatewayError


class DossierNotFoundError(GatewayError):
    """There is no such dossier, or it belongs to somebody else: both look the same."""

    name = "dossier-not-found"
    title = "Dossier not found"

    def __init__(
        self,
        en: str = "There is no such dossier for this key.",
        zh: str = "该密钥下没有此审查卷宗。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class ApplicationNotFoundError(GatewayError):
    """There is no such application, version or paper, or it belongs to somebody else."""

    name = "application-not-found"
    title = "Application not found"

    def __init__(
        self,
        en: str = "There is no such application, version, paper or result for this key.",
        zh: str = "该密钥下没有此申请、版本、文件或检查结果。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class ApplicationNumberTakenError(GatewayError):
    """The owner has filed an application with this number already."""

    name = "application-number-taken"
    title = "Application number already filed"

    @classmethod
    def by(cls, application_id: str) -> ApplicationNumberTakenError:
        """``application_id`` has the number."""
        return cls(
            "An application with this number was filed already. Send an amendment to "
            f"/v1/applications/{application_id}/versions.",
            f"该申请号已存在。修改文件请提交至 /v1/applications/{application_id}/versions。",
        )


class AmendmentMismatchError(GatewayError):
    """An amendment names another application number."""

    name = "amendment-mismatch"
    title = "Amendment of another application"

    def __init__(
        self,
        en: str = "The amendment names another application number than the application it was "
        "sent to. Check the number, or file it as an application of its own.",
        zh: str = "修改文件所载申请号与目标申请不一致，请核对申请号，或作为新申请提交。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class RecheckNotFoundError(GatewayError):
    """There is no such re-check."""

    name = "recheck-not-found"
    title = "Re-check not found"

    def __init__(
        self, en: str = "There is no such re-check.", zh: str = "没有此复查任务。", **place: str
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class RecheckStateError(GatewayError):
    """A re-check in this state cannot do that."""

    name = "recheck-state"
    title = "Not possible in this state"

    @classmethod
    def of(cls, state: str, action: str) -> RecheckStateError:
        """``action`` was asked of a job in ``state``."""
        return cls(
            f"A re-check that is {state} cannot be asked to {action}. Read its state first.",
            f"复查任务当前状态为 {state}，不能执行 {action}，请先查看其状态。",
        )


class InvalidSelectionError(GatewayError):
    """A selection names a rule that formal_check does not have."""

    name = "invalid-selection"
    title = "Invalid selection"

    def __init__(
        self,
        en: str = "There is no such rule. GET /v1/rules lists them.",
        zh: str = "没有此规则，可通过 GET /v1/rules 查看全部规则。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]


class InvalidUploadError(GatewayError):
    """The upload is not a package."""

    name = "invalid-upload"
    title = "Invalid upload"


class InvalidFormError(GatewayError):
    """A form in the browser was filled in wrongly."""

    name = "invalid-form"
    title = "Invalid form"

    @classmethod
    def claims(cls) -> InvalidFormError:
        """The claims are not numbers."""
        return cls(
            "Name claims by their numbers, e.g. 1, 3-5.",
            "请填写权利要求的序号，例如 1, 3-5。",
            pointer="#/claims",
        )

    @classmethod
    def nothing_to_search(cls) -> InvalidFormError:
        """Neither words nor a query nor an application."""
        return cls(
            "Enter words or a Boolean query, or choose an application.",
            "请填写检索词或布尔检索式，或选择申请文件。",
            pointer="#/text",
        )

    @classmethod
    def no_picture(cls) -> InvalidFormError:
        """No picture was chosen."""
        return cls(
            "Choose pictures of the design to search by.",
            "请选择用于检索的外观设计图片。",
            pointer="#/views",
        )


class InvalidCursorError(GatewayError):
    """A page mark that this gateway did not make."""

    name = "invalid-cursor"
    title = "Invalid cursor"
