"""A model of what the documents of each IPC symbol are about, fitted on a collection.

Multinomial logistic regression (scikit-learn) over the coordinates of latent semantic analysis
(``encoders.lsa``): a few hundred numbers per text, so that hundreds of symbols are learned in
seconds. The same texts in the same order give the same model. It lives in memory; nothing of a text
is written.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from services.prior_art.domain.analysis import is_single_character
from services.prior_art.engines.encoders.lsa import LsaEncoder, LsaKind

CLASSIFIER_VERSION = "lsa-logistic-regression-1"
MIN_PER_SYMBOL = 5
"""Documents that a symbol needs to be learned."""
MAX_SYMBOLS = 800
"""The most frequent ones; the IPC has about 650 subclasses."""
_INVERSE_PENALTY = 10.0
"""From 3 to 100 the first suggestion is right in .910 to .894 (docs/evaluation.md)."""
_ITERATIONS = 200


class SymbolClassifier:
    """A fitted model. ``weights`` has shape (symbols, dimension), ``bias`` (symbols,)."""

    def __init__(
        self,
        symbols: Sequence[str],
        encoder: LsaEncoder,
        weights: NDArray[np.float64],
        bias: NDArray[np.float64],
    ) -> None:
        self.symbols = tuple(symbols)
        self._encoder = encoder
        self._weights = weights
        self._bias = bias
        digest = hashlib.sha256(f"{CLASSIFIER_VERSION}/{encoder.version}".encode())
        for part in ("\n".join(self.symbols).encode(), weights.tobytes(), bias.tobytes()):
            digest.update(part)
        self.version = digest.hexdigest()[:16]

    def shares(self, text: str) -> dict[str, float]:
        """The probability of each symbol, 1 together; empty if no term of the text is known."""
        vector = self._encoder.encode([text])[0].astype(np.float64)
        if not vector.any():
            return {}
        scores = self._weights @ vector + self._bias
        raised = np.exp(scores - scores.max())
        return dict(zip(self.symbols, (raised / raised.sum()).tolist(), strict=True))

    def telling_terms(self, text: str, symbol: str, count: int) -> tuple[str, ...]:
        """Terms of the text that speak for a symbol more than for others, strongest first."""
        if symbol not in self.symbols:
            return ()
        features, values = self._encoder.features(text)
        own = self._weights[self.symbols.index(symbol)] - self._weights.mean(axis=0)
        gain = values * (self._encoder.components[features] @ own)
        ordered = np.lexsort((features, -gain)).tolist()
        terms = [str(self._encoder.vocabulary[features[i]]) for i in ordered if gain[i] > 0]
        return tuple(term for term in terms if not is_single_character(term))[:count]


def fit_classifier(texts: Sequence[str], symbols: Sequence[str]) -> SymbolClassifier | None:
    """Fit on texts and the symbol of each; ``None`` if they are too few to tell symbols apart."""
    from sklearn.linear_model import LogisticRegression

    counted = Counter(symbols)
    often = sorted(
        (one for one, n in counted.items() if n >= MIN_PER_SYMBOL),
        key=lambda one: (-counted[one], one),
    )[:MAX_SYMBOLS]
    learned = set(often)
    used = [i for i, symbol in enumerate(symbols) if symbol in learned]
    encoder = LsaKind().fit([texts[i] for i in used]) if len(often) > 1 else None
    if not isinstance(encoder, LsaEncoder):
        return None
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=_ITERATIONS)
    model.fit(encoder.encode([texts[i] for i in used]), [symbols[i] for i in used])
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn keeps one row for two classes
        weights, bias = np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    return SymbolClassifier(model.classes_.tolist(), encoder, weights, bias)
