"""A gateway with formal_check alone, for measurements that kill it: ``python -m …`` with its port."""

from __future__ import annotations

import sys

from gateway.app import create_app
from gateway.recheck.formal_service import open_formal_check
from gateway.settings import Settings
from shared.web.run import serve


def main() -> None:
    """Serve until killed; settings come from the environment."""
    settings = Settings().model_copy(update={"port": int(sys.argv[1]), "log_level": "error"})
    serve(create_app(settings, open_formal_check), settings)


if __name__ == "__main__":
    main()
