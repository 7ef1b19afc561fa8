"""Whether the places that findings name hold the text they quote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import unescape

from shared.contracts.formal_check import Finding
from shared.formats import FiledPackage, ReadLimits
from shared.formats.decoding import decode_xml
from shared.formats.package import FiledFile
from shared.formats.plain_text import decode_text
from shared.model.source import Location

_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_BREAKS = re.compile(r"[^\S\n\r]*[\n\r]\s*")
_NUMERIC = re.compile(r"&#(x[0-9a-fA-F]+|\d+);")


@dataclass
class SpanCount:
    """Findings by what is known of their place."""

    about_text: int = 0
    """Findings that quote a text or lie in a text unit."""
    placed: int = 0
    """Those of them with a span."""
    with_span: int = 0
    """All findings with a span."""
    exact: int = 0
    """Those whose slice of the file is the quoted text."""
    inexact: list[str] = field(default_factory=list)
    """Code and file of the others."""

    @property
    def exact_share(self) -> float:
        return self.exact / self.with_span

    @property
    def share(self) -> float:
        return self.placed / self.about_text if self.about_text else 1.0

    def add(self, package: FiledPackage, findings: Iterable[Finding]) -> None:
        """Count the findings of one checked package."""
        texts: dict[str, str] = {}
        for finding in findings:
            place = finding.location
            has_span = place.start is not None and place.end is not None
            if place.text or place.unit is not None:
                self.about_text += 1
                self.placed += has_span
            if not has_span:
                continue
            self.with_span += 1
            if place.file not in texts:
                texts[place.file] = _decoded(package.files[place.file])
            if agrees(texts[place.file], place):
                self.exact += 1
            else:
                self.inexact.append(f"{finding.code} {place.file}")


def agrees(text: str, place: Location) -> bool:
    """Whether the file's text at a place, without markup and line breaks, is what it quotes."""
    cut = text[place.start : place.end]
    if place.file.lower().endswith(".json"):
        # Numbers of identity are located but never quoted.
        return place.text in (json.loads(f'"{cut}"') if "\\" in cut else cut, "")
    if plain(cut) == _BREAKS.sub("", place.text).strip():
        return True
    # Between words of Latin script a line break of typesetting stands for a space.
    return plain(cut, " ") == " ".join(place.text.split())


def plain(cut: str, line_break: str = "") -> str:
    """A slice of an XML file without tags, comments, line breaks and entities."""
    joined = _BREAKS.sub(line_break, _MARKUP.sub(line_break, cut))
    if line_break:
        joined = " ".join(joined.split())
    numbered = _NUMERIC.sub(
        lambda m: chr(int(m[1][1:], 16) if m[1][0] in "xX" else int(m[1])), joined
    )
    return unescape(numbered, {"&quot;": '"', "&apos;": "'"}).strip()


def _decoded(file: FiledFile) -> str:
    if file.name.lower().endswith(".xml"):
        return decode_xml(file.read(), file.name, ReadLimits())
    return decode_text(file.read(), file.name, ReadLimits())
