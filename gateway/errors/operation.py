"""What an operator has to mend."""

from __future__ import annotations

from gateway.errors.base import GatewayError


class BackupError(GatewayError):
    """A backup cannot be written or restored."""

    name = "backup"
    title = "Backup not possible"

    @classmethod
    def exists(cls, name: str) -> BackupError:
        """The file is there already."""
        return cls(
            f"'{name}' exists already. Name a new file; backups are never overwritten.",
            f"“{name}”已存在，请指定新的文件名，备份不会覆盖已有文件。",
        )

    @classmethod
    def lost(cls, digest: str) -> BackupError:
        """A blob that the database names is not there."""
        return cls(
            f"A paper that the database names is lost or damaged in the blob store: {digest}. "
            "Bring it back from an earlier backup first.",
            f"数据库引用的文件在存储中缺失或损坏：{digest}，请先从较早的备份中恢复该文件。",
        )

    @classmethod
    def not_empty(cls) -> BackupError:
        """There is something in the database."""
        return cls(
            "The database is not empty. Restore into a new one (ZHISHEN_DATA_DIR, "
            "ZHISHEN_GATEWAY_DATABASE_URL).",
            "目标数据库非空，请恢复到新的数据库（ZHISHEN_DATA_DIR、ZHISHEN_GATEWAY_DATABASE_URL）。",
        )

    @classmethod
    def unknown_version(cls) -> BackupError:
        """A newer version wrote it."""
        return cls(
            "The backup was made by a newer version. Restore it with that version.",
            "该备份由更新的版本生成，请使用相应版本恢复。",
        )

    @classmethod
    def damaged(cls, name: str) -> BackupError:
        """It is not a whole backup."""
        return cls(
            f"'{name}' is not a whole backup of this software; nothing can be relied on in it. "
            "Discard the half-restored installation and use another copy.",
            f"“{name}”不是本软件的完整备份，请弃用未恢复完的数据并改用其他副本。",
            file=name,
        )


class ConfigurationError(GatewayError):
    """Settings that cannot work together; found at start."""

    name = "configuration"
    title = "Configuration error"


class PapersUnavailableError(GatewayError):
    """The place behind a URL where papers and pictures are kept does not do its part: 503."""

    name = "papers-unavailable"
    title = "Papers unavailable"

    def __init__(
        self,
        en: str = "Papers and pictures can be neither kept nor read at the moment. Nothing was "
        "changed. Try again later.",
        zh: str = "暂时无法保存或读取文件和图片，未作任何更改，请稍后重试。",
        **place: str,
    ) -> None:
        super().__init__(en, zh, **place)  # type: ignore[arg-type]
