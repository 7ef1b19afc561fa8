"""Doubt: which lines a person should compare with the page, and what else they may say.

Each line is read once. From the scores of its characters, from how usual each is between its neighbours
and from what else may stand there (``contest``), a logistic model tells the probability of an error. Where
that is not plainly small, the line is read again in a tighter frame, and a second model judges both
readings. The weights were fitted by
``evaluation/ocr_doubt_fit.py`` on damaged renderings of texts that no measurement reports. A doubt
marks a line; it never changes it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from math import exp, log
from typing import NamedTuple

from services.ocr.domain.contest import alignment, folded, rival
from services.ocr.domain.language import Language
from services.ocr.domain.page import (
    Character,
    Doubt,
    DoubtReason,
    OtherReading,
    Reading,
    ReadLine,
)

PLAINLY_SURE = 0.08
"""Probability of an error after one reading below which a line is not read again."""
DOUBTFUL = 0.18
"""Probability from which a line is marked. Judged by fits on the other pages, both thresholds mark 0.939 of
the wrong and 0.073 of the right lines of the fitting texts, and read 0.18 of the right ones again."""
LOST = 0.35
WEAK = 0.75
"""Score below which a character is pointed at."""
NEIGHBOURS = 0.3
"""Weight of a character's neighbours beside its score, both in log odds."""

_LOOK_ALIKES = (
    re.compile(r"(?<=cm)H20|(?<![A-Za-z])H20(?![A-Za-z0-9])|(?<![A-Za-z])C02(?!\d)"),
    re.compile(r"(?<=\d)[OolI](?=\d|[.,%℃°]|[a-zA-Z]?m\b)|(?<=\d[.])[OolI]"),
    re.compile(r"(?<![A-Za-z\d])[OolI](?=\d|\.\d)"),
    re.compile(r"(?<=[A-Za-z]{2})[01](?=[A-Za-z]{2})"),
    re.compile(r"(?<![A-Za-z])[umrn]{2}(?=\d)|(?<=\d)rn(?![A-Za-z])"),
)
"""Letters among digits and digits among letters: ``cmH20``, ``1O``, ``l0``, ``5rn``."""


class Evidence(NamedTuple):
    """What is known about one line's reading; each grows with doubt."""

    weakest: float
    """Log odds against its weakest character."""
    gap: float
    """Widest gap between characters over the usual one, above 1."""
    expected: float
    """Log of the expected number of wrong characters by their scores, neighbours considered."""
    rival: float
    """Log odds that something else stands in the most contested place."""


class Weights(NamedTuple):
    """A logistic regression over ``Evidence``."""

    bias: float
    evidence: Evidence

    def probability(self, found: Evidence) -> float:
        """Probability that a line holds an error."""
        total = self.bias + sum(w * x for w, x in zip(self.evidence, found, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


ONE_READING = Weights(-0.879, Evidence(0.15, 2.091, 0.967, 0.456))
TWO_READINGS = Weights(-1.181, Evidence(0.374, 1.768, 0.862, 0.468))
"""Fitted on 1,509 damaged lines, 379 of them wrong."""
NOTHING_READ = Evidence(7.0, 3.0, 3.0, 7.0)
"""A place where the engine found a line and read nothing."""


def is_plainly_sure(line: ReadLine | Reading, language: Language) -> bool:
    """Whether a reading needs no second one."""
    return ONE_READING.probability(evidence(line, (), language)) < PLAINLY_SURE


def doubt_of(
    line: ReadLine, others: Sequence[OtherReading], again: Sequence[Reading], language: Language
) -> Doubt | None:
    """The doubt about a line; ``None`` if there is none.

    ``again`` are second readings by the same engine, ``others`` the same and any other engine's as
    alternatives to show.
    """
    places = look_alikes(line.text)
    reasons: list[DoubtReason] = [DoubtReason.LOOK_ALIKE] if places else []
    model = TWO_READINGS if again else ONE_READING
    probability = model.probability(evidence(line, again, language))
    if probability >= DOUBTFUL:
        weak = _weak_places(line)
        differing = _differences(line.text, [reading.text for reading in again])
        reasons += [DoubtReason.LOW_SCORE] if weak or not differing else []
        reasons += [DoubtReason.UNSTABLE] if differing else []
        reasons += [DoubtReason.LOST_CHARACTER] if _faintest(line) >= LOST else []
        places += weak + differing
    if not reasons:
        return None
    shown = {other.text: other for other in reversed(others) if _plain(other.text)}
    return Doubt(
        probability=round(max(probability, DOUBTFUL if places else 0.0), 4),
        reasons=tuple(reasons),
        places=tuple(_merged(places)),
        alternatives=tuple(
            other for text, other in reversed(shown.items()) if _plain(text) != _plain(line.text)
        ),
    )


def look_alikes(text: str) -> list[tuple[int, int]]:
    """Places where letters and digits of one shape may have been exchanged."""
    return _merged([match.span() for pattern in _LOOK_ALIKES for match in pattern.finditer(text)])


def evidence(line: ReadLine | Reading, again: Sequence[Reading], language: Language) -> Evidence:
    """What the readings of a line say about it."""
    characters = [c for c in line.characters if not c.text.isspace()]
    if not characters:
        # of a text layer or of an engine that scores whole lines only
        alone = Evidence(_odds(line.score), 0.0, 0.0, -_odds(0.0))
        return alone if line.text else NOTHING_READ
    agreed = [_agreement(characters, reading) for reading in again]
    scores = [
        (character.score + sum(seen[i] for seen in agreed)) / (1 + len(agreed))
        for i, character in enumerate(characters)
    ]
    text = [folded(character.text) for character in characters]
    usual = [
        language.fit(
            text[i - 1][-1:] if i else "", text[i], text[i + 1][:1] if i + 1 < len(text) else ""
        )
        for i in range(len(text))
    ]
    wrong = sum(
        1 / (1 + exp(NEIGHBOURS * own - _odds(score)))
        for score, own in zip(scores, usual, strict=True)
    )
    return Evidence(
        weakest=_odds(min(scores)),
        gap=_widest_gap(characters),
        expected=log(wrong + 1e-2),
        rival=_odds(1 - rival(line, again, language)),
    )


def _faintest(line: ReadLine | Reading) -> float:
    """Probability of the likeliest character that was taken for a gap; 0 if none is likely."""
    return max((ghost.score for ghost in line.ghosts), default=0.0)


def _agreement(characters: Sequence[Character], reading: Reading) -> list[float]:
    """For each character, the score a second reading gives it; 0 where it reads another."""
    seen = [c for c in reading.characters if not c.text.isspace()]
    scores = [0.0] * len(characters)
    operations = alignment(characters, seen)
    for tag, i1, i2, j1, j2 in operations:
        if tag == "equal":
            scores[i1:i2] = [seen[j].score for j in range(j1, j2)]
    for tag, i1, _, j1, j2 in operations:
        if tag == "insert":  # the first reading lost something here
            lost = 1 - max(c.score for c in seen[j1:j2])
            for i in (i1 - 1, i1):
                if 0 <= i < len(scores):
                    scores[i] = min(scores[i], lost)
    return scores


def _widest_gap(characters: Sequence[Character]) -> float:
    """Widest distance of neighbouring full-width characters over the usual one, above it."""
    pairs = [
        b.start - a.start
        for a, b in itertools.pairwise(characters)
        if "\u4e00" <= a.text <= "\u9fff" and "\u4e00" <= b.text <= "\u9fff"
    ]
    if len(pairs) < 4:
        return 0.0
    usual = sorted(pairs)[len(pairs) // 2]
    return max(0.0, min(3.0, max(pairs) / usual - 1.0)) if usual > 0 else 0.0


def _weak_places(line: ReadLine) -> list[tuple[int, int]]:
    weak = [(i, i + 1) for i, c in enumerate(line.characters) if c.score < WEAK]
    if weak or not line.characters:
        return weak
    weakest = min(range(len(line.characters)), key=lambda i: line.characters[i].score)
    return [(weakest, weakest + 1)]


def _differences(text: str, others: Sequence[str]) -> list[tuple[int, int]]:
    """Parts of a text that other readings do not have."""
    places = []
    for other in others:
        for tag, i1, i2, _, _ in SequenceMatcher(None, text, other, autojunk=False).get_opcodes():
            if tag != "equal" and text[i1:i2].strip() + other.strip():
                start = max(0, min(i1, len(text) - 1))
                places.append((start, max(i2, start + 1)))
    return places


def _merged(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _odds(score: float) -> float:
    """Log odds that a score is wrong."""
    return log((1 - score + 1e-3) / (score + 1e-3))


def _plain(text: str) -> str:
    return "".join(folded(text).split())
