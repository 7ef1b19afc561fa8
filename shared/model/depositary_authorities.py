"""International depositary authorities under the Budapest Treaty, as a dated list.

``depositary_authorities.json`` has acronyms, names and the source. Authorities recognised after it
was compiled are missing: whoever reports one that is not found says so.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

_FILE = "depositary_authorities.json"
_ACRONYM = re.compile(r"(?<![A-Z])[A-Z][A-Za-z]?[A-Z-]{1,7}(?![A-Za-z])")


def depositary_code(text: str) -> str | None:
    """The acronym of the authority that ``text`` names, by acronym or name; ``None`` if unknown."""
    folded = unicodedata.normalize("NFKC", text[:500])
    names = _names()
    for found in _ACRONYM.findall(folded):
        if found.upper() in names:
            return names[found.upper()]
    plain = _key(folded)
    return next((code for name, code in names.items() if len(name) > 8 and name in plain), None)


def has_acronym(text: str) -> bool:
    """Whether a text holds something that looks like the acronym of a collection."""
    return _ACRONYM.search(unicodedata.normalize("NFKC", text[:500])) is not None


def names_of(code: str) -> tuple[str, ...]:
    """Acronym and names of an authority."""
    return (code, *_table().get(code, ()))


def _key(name: str) -> str:
    return re.sub(r"[\s,，.()（）'’-]", "", name).upper()


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    text = files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    table: dict[str, list[str]] = json.loads(text)["authorities"]
    return table


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Acronyms and folded names -> acronym. Chinese names are long enough as they are."""
    found = {code.upper(): code for code in _table()}
    found.update({_key(name): code for code, names in _table().items() for name in names})
    return found
