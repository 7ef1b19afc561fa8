"""The process that does formal checks for re-checks: ``python -m gateway.recheck.process``.

It talks JSON lines. First comes what it needs to know of the settings, then one line for each
chunk; it answers ``{"item": position}`` before each item and ``{"end": …}`` after a chunk. It ends
when its input does, so that it never outlives the process that started it, even one that was
killed.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading

from gateway.recheck.chunk import work_through
from gateway.recheck.formal_service import open_formal_check
from gateway.recheck.item import ItemChecker
from gateway.settings import Settings
from gateway.store.database import open_engine
from gateway.store.recheck_work import RecheckWork
from shared.garbage import keep_what_is_loaded
from shared.logging import configure_logging


def _say(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str] = asyncio.Queue()
    threading.Thread(target=_read, args=(loop, lines), daemon=True).start()
    settings = Settings.model_validate(json.loads(await lines.get()))
    configure_logging("error", "json")
    engine = open_engine(settings.store_url)
    work = RecheckWork(engine)
    async with open_formal_check(settings) as clients:
        checker = ItemChecker(clients, work.last_document, settings.prior_art_limit)
        keep_what_is_loaded()
        _say(ready=True)
        while True:
            job_id, chunk = json.loads(await lines.get())
            end = await work_through(
                work, checker, job_id, chunk, lambda position: _say(item=position)
            )
            _say(end=end.value)


def _read(loop: asyncio.AbstractEventLoop, lines: asyncio.Queue[str]) -> None:
    for line in sys.stdin:
        loop.call_soon_threadsafe(lines.put_nowait, line)
    os._exit(0)  # whoever started this process is gone: nobody waits for its work


if __name__ == "__main__":
    asyncio.run(_serve())
