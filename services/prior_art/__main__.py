"""``python -m services.prior_art``: the service alone, one process."""

from services.prior_art.app import create_app
from services.prior_art.settings import Settings
from shared.web.run import require_token_secret, serve

if __name__ == "__main__":
    settings = Settings()
    require_token_secret(settings, "ZHISHEN_TOKEN_SECRET")
    serve(create_app(settings), settings)
