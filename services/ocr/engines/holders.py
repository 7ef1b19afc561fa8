"""Which processes share a folder, and which of them are alive: a locked file for each.

The kernel lets go of a lock when its process ends, however it ends, so that a lock that can be taken
tells that its holder is gone. Holds among processes of one machine (containers on one volume included).
"""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from services.ocr.domain.errors import EngineError

MOST_PROCESSES = 64


class Holder:
    """One process among those that share a folder; ``number`` names it as long as it lives."""

    def __init__(self, folder: Path) -> None:
        """The first number that no process holds. EngineError if all are taken."""
        self._folder = folder
        for number in range(MOST_PROCESSES):
            guard = _locked(folder, number)
            if guard is not None:
                self.number, self._guard = number, guard
                return
        raise EngineError(
            f"More than {MOST_PROCESSES} processes keep recognitions in one folder. "
            "Give them folders of their own.",
            f"同一文件夹中保存识别任务的进程超过{MOST_PROCESSES}个，请为其分别指定文件夹。",
        )

    def lives(self, number: int) -> bool:
        """Whether the process of a number is alive."""
        if number == self.number:
            return True
        guard = _locked(self._folder, number)
        if guard is None:
            return True
        guard.close()
        return False

    def close(self) -> None:
        """Give the number back."""
        self._guard.close()


def _locked(folder: Path, number: int) -> IO[bytes] | None:
    guard = (folder / f"process-{number}.lock").open("ab")
    try:
        fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        guard.close()
        return None
    return guard
