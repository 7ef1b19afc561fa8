"""``python -m services.design_image``: the service alone, one process."""

from services.design_image.app import create_app
from services.design_image.settings import Settings
from shared.web.run import require_token_secret, serve

if __name__ == "__main__":
    settings = Settings()
    require_token_secret(settings, "ZHISHEN_TOKEN_SECRET")
    serve(create_app(settings), settings)
