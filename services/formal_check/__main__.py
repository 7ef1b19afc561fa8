"""``python -m services.formal_check``: the service alone."""

import sys

from services.formal_check.app import create_app
from services.formal_check.domain.errors import OverridesError
from services.formal_check.engines.overrides_file import office_rule_book
from services.formal_check.settings import Settings
from shared.web.run import require_token_secret, serve


def main() -> None:
    """Serve until told to stop."""
    settings = Settings()
    require_token_secret(settings, "ZHISHEN_TOKEN_SECRET")
    try:
        office_rule_book(settings.overrides)
    except OverridesError as error:  # one clear line instead of the server's trace
        sys.exit(error.one_line())
    serve(create_app(settings), settings)


if __name__ == "__main__":
    main()
