"""Learned weights in files: JSON beside a collection's indexes, with a manifest that vouches for it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np

from services.prior_art.domain.ranker import RANKER_VERSION, TEXT_FEATURES, Profile, Ranker
from services.prior_art.domain.ranker_fitting import version_of
from services.prior_art.domain.term_weights import TERM_FEATURES, Experience
from shared import snapshot
from shared.snapshot import Manifest

_FILE = "ranker.json"
_BUILTIN = Path(__file__).with_name("builtin_ranker.json")


def save_ranker(ranker: Ranker, folder: Path) -> None:
    """Put weights in place of those before. The caller holds the collection's lock."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _FILE).write_text(ranker_json(ranker), encoding="utf-8")
    files = snapshot.states_of(folder, [_FILE])
    versions = {"ranker": ranker.version}
    snapshot.write_manifest(folder, Manifest(sequence=0, versions=versions, files=files))


def load_ranker(folder: Path) -> Ranker | None:
    """The weights of a folder; ``None`` if there are none, or another version's, or damage."""
    manifest = snapshot.read_manifest(folder)
    if manifest is None or snapshot.damaged(folder, manifest.files) is not None:
        return None
    return _read(folder / _FILE)


@cache
def builtin_ranker() -> Ranker | None:
    """The weights that come with the software, for collections that were never tuned."""
    return _read(_BUILTIN)


def ranker_json(ranker: Ranker) -> str:
    """Weights and experience, named."""
    profiles = {"short": _written(ranker.short), "long": _written(ranker.long)}
    stored = {"layout": RANKER_VERSION, "profiles": profiles}
    return json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True)


def _read(path: Path) -> Ranker | None:
    try:
        stored = json.loads(path.read_bytes())
        if stored["layout"] != RANKER_VERSION:
            return None
        short, long = (_profile(stored["profiles"][name]) for name in ("short", "long"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Ranker(version_of(short, long), short, long)


def _written(profile: Profile) -> dict[str, object]:
    return {
        "intercept": profile.intercept,
        "term_coefficients": _named(TERM_FEATURES, profile.term_coefficients),
        "text_coefficients": _named(TEXT_FEATURES, profile.text_coefficients),
        "asked": dict(profile.experience.asked),
        "found": dict(profile.experience.found),
    }


def _named(names: tuple[str, ...], values: np.ndarray) -> dict[str, float]:
    return dict(zip(names, (float(value) for value in values), strict=True))


def _profile(stored: dict[str, dict[str, float]]) -> Profile:
    return Profile(
        intercept=float(stored["intercept"]),  # type: ignore[arg-type]
        term_coefficients=_values(TERM_FEATURES, stored["term_coefficients"]),
        text_coefficients=_values(TEXT_FEATURES, stored["text_coefficients"]),
        experience=Experience(
            {term: int(count) for term, count in stored["asked"].items()},
            {term: int(count) for term, count in stored["found"].items()},
        ),
    )


def _values(names: tuple[str, ...], stored: dict[str, float]) -> np.ndarray:
    return np.array([stored[name] for name in names], np.float32)
