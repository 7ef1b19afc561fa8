"""``python -m services.ocr``: the service alone."""

from services.ocr.app import create_app
from services.ocr.settings import Settings
from shared.web.run import require_token_secret, serve


def main() -> None:
    """Serve until told to stop."""
    settings = Settings()
    require_token_secret(settings, "ZHISHEN_TOKEN_SECRET")
    serve(create_app(settings), settings)


if __name__ == "__main__":
    main()
