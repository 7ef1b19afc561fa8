"""``python -m services.formal_check``: the service alone."""

from services.formal_check.app import create_app
from services.formal_check.settings import Settings
from shared.web.run import require_token_secret, serve


def main() -> None:
    """Serve until told to stop."""
    settings = Settings()
    require_token_secret(settings, "ZHISHEN_TOKEN_SECRET")
    serve(create_app(settings), settings)


if __name__ == "__main__":
    main()
