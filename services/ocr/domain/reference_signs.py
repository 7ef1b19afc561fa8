"""What in a drawing is a reference sign, and what is a figure label.

Signs: numerals (``12``), letter and digits (``S101``, ``G1a``, ``M2a``), digits and letter
(``12a``), primes (``12'``), one capital letter (``A``). Implementing Rules, Rule 21; PCT Rule
11.13(l). A sign has no Chinese and no more than six characters.
"""

from __future__ import annotations

import re
import unicodedata

SIGN = re.compile(
    r"""
    (?: \d{1,5} (?: [A-Za-z] \d{0,2} )?  # 12, 12a, 1a2
      | [A-Z]{1,3} \d{1,4} [a-z]? \d?    # S101, G1a, M2
      | [a-z] \d{1,4} [a-z]?             # s101, a1
      | [A-Z]                            # A
    ) (?: - \d{1,2} )? ['″′]{0,3}        # 3-1, 12'
    """,
    re.VERBOSE,
)
FIGURE_LABEL = re.compile(
    r"(?:图|圖|(?:FIG|Fig|fig)(?:URE|ure)?\.?|図)\s*(?P<number>\d{1,3})\s*(?P<part>[(（]?[A-Za-z][)）]?)?"
)
LONGEST = 8
_PRIMES = str.maketrans({"’": "'", "`": "'", "‘": "'", "′": "'", '"': "''", "”": "''", "″": "''"})
_EDGE = " .,:;·。，、：；[]【】()（）{}|_~-—<>《》「」一丨ー"
"""Not of a sign where it stands at an edge: brackets, stops, and lead lines, which read as strokes."""


def figure_number(text: str) -> int | None:
    """The number of a figure label such as ``图1`` or ``FIG. 1``; ``None`` if it is none."""
    found = FIGURE_LABEL.fullmatch(unicodedata.normalize("NFKC", text).strip(" .。:：-—"))
    return int(found["number"]) if found else None


def sign_of(text: str) -> str | None:
    """The reference sign that a piece of text is, normalised; ``None`` if it is none.

    Brackets and stops at the edges go; look-alikes are settled by their neighbours: ``l``, ``I``
    and ``|`` beside a digit or after a capital are ``1``, ``O`` between digits is ``0``.
    """
    sign = unicodedata.normalize("NFKC", text).translate(_PRIMES)
    sign = sign.replace(" ", "").strip(_EDGE)
    if not sign or len(sign) > LONGEST:
        return None
    sign = _settle_look_alikes(sign)
    return sign if SIGN.fullmatch(sign) else None


def _settle_look_alikes(sign: str) -> str:
    if len(sign) < 2 or not sign.isascii():
        return sign
    characters = list(sign)
    for i, character in enumerate(characters):
        before = characters[i - 1] if i else ""
        after = characters[i + 1] if i + 1 < len(characters) else ""
        if (character == "l" and (before.isalnum() or after.isdigit())) or (
            character in "I|" and (before.isdigit() or after.isdigit())
        ):
            characters[i] = "1"
        elif character in "Oo" and before.isdigit() and (after.isdigit() or not after):
            characters[i] = "0"
    return "".join(characters)


def unify_case(signs: list[str]) -> list[str]:
    """Settle ``s101`` beside ``S102``: a letter that several signs write large is large in all.

    Recognition confuses letters whose capital differs only in size (C, O, S, U, V, W, X, Z).
    """
    capitals = {sign[0] for sign in signs if sign[:1].isupper() and sign[1:2].isdigit()}
    return [
        sign[0].upper() + sign[1:]
        if sign[:1] in "cosuvwxz" and sign[1:2].isdigit() and sign[0].upper() in capitals
        else sign
        for sign in signs
    ]
