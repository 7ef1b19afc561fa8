"""Characters that DTDs of patent documents declare by name: those of HTML 5, and ISO 8879 Greek.

The DTDs themselves are never fetched.
"""

from __future__ import annotations

import html.entities

# ISO 8879 Greek letters (isogrk1), which older US and WIPO documents use beside the HTML names.
_GREEK = dict(
    zip(
        [
            "agr",
            "bgr",
            "ggr",
            "dgr",
            "egr",
            "zgr",
            "eegr",
            "thgr",
            "igr",
            "kgr",
            "lgr",
            "mgr",
            "ngr",
            "xgr",
            "ogr",
            "pgr",
            "rgr",
            "sfgr",
            "sgr",
            "tgr",
            "ugr",
            "phgr",
            "khgr",
            "psgr",
            "ohgr",
        ],
        "αβγδεζηθικλμνξοπρςστυφχψω",
        strict=True,
    )
)
_GREEK |= {
    [
        "Agr",
        "Bgr",
        "Ggr",
        "Dgr",
        "Egr",
        "Zgr",
        "EEgr",
        "THgr",
        "Igr",
        "Kgr",
        "Lgr",
        "Mgr",
        "Ngr",
        "Xgr",
        "Ogr",
        "Pgr",
        "Rgr",
        "Sgr",
        "Tgr",
        "Ugr",
        "PHgr",
        "KHgr",
        "PSgr",
        "OHgr",
    ][i]: letter
    for i, letter in enumerate("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ")
}


def named_character(name: str) -> str | None:
    """The character(s) of a named entity (HTML 5 and ISO Greek); ``None`` if unknown."""
    return html.entities.html5.get(f"{name};") or _GREEK.get(name)
