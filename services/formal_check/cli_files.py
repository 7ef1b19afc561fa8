"""Files that commands write: one clear line where one cannot be written."""

from __future__ import annotations

from pathlib import Path

import typer


def write_file(file: Path, content: str | bytes, option: str) -> None:
    """Write what ``option`` asked for; text is UTF-8. A usage error where that cannot be done."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        file.write_bytes(data)
    except OSError as error:
        raise typer.BadParameter(
            f"the file cannot be written ({type(error).__name__}): check folder and permissions "
            "无法写入该文件，请检查文件夹和权限",
            param_hint=option,
        ) from None
