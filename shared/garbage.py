"""The collector of unreachable objects, for processes that load much and then work."""

from __future__ import annotations

import gc


def keep_what_is_loaded() -> None:
    """Leave what lives now out of every later collection: it lives until the process ends.

    Modules, models and the rule book are hundreds of thousands of objects. Looking through them
    takes tens of milliseconds, in the middle of whatever piece of work allocates enough.
    """
    gc.collect()
    gc.freeze()
