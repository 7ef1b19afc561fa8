"""``python -m gateway.openapi [FOLDER]``: writes the OpenAPI document of gateway and services.

The documents are committed under ``docs/openapi``; a test keeps them current.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import SecretStr

from gateway.app import create_app
from gateway.clients import ServiceName
from gateway.embedded import service_application
from gateway.settings import Settings

FOLDER = Path("docs/openapi")


def documents() -> Iterator[tuple[str, str]]:
    """File name and text of each document. No service is started."""
    settings = Settings()
    unused = SecretStr("nothing is signed with this while documents are written")
    apps = {"gateway": create_app(settings)} | {
        service.value: service_application(service, settings, unused) for service in ServiceName
    }
    for name, app in apps.items():
        text = json.dumps(app.openapi(), ensure_ascii=False, indent=1, sort_keys=True)
        yield f"{name}.json", text + "\n"


def main() -> None:
    """Write all documents."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
