"""``python -m gateway``: the gateway as a process of its own."""

from __future__ import annotations

from gateway.app import create_app
from gateway.settings import Settings
from shared.web.run import require_token_secret, serve


def main() -> None:
    """Serve with the settings of the environment."""
    settings = Settings()
    if settings.mode == "separate":
        require_token_secret(settings, "ZHISHEN_TOKEN_SECRET")
    serve(create_app(settings), settings)


if __name__ == "__main__":
    main()
