"""The collector of unreachable objects, for processes that load much and then work."""

from __future__ import annotations

import gc

THRESHOLDS = (5_000, 10, 20)
"""New objects until the young are looked through, and how often before the next older generation is.
With Python's 700, 10, 10 a process of 75 hint sessions stands still for 150 ms each 5 s and finds
next to nothing: what our work leaves behind is freed by counting references. A million objects at
most (some 100 MB) wait for the oldest generation's turn."""


def keep_what_is_loaded() -> None:
    """Leave what lives now out of every later collection, and collect old objects rarely.

    What is loaded lives until the process ends: modules, models and the rule book are hundreds of
    thousands of objects, and looking through them takes tens of milliseconds, in the middle of
    whatever piece of work allocates enough.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
