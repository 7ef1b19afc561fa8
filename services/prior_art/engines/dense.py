"""The dense index: one vector per passage, filters as bitmaps over documents.

Lives in memory; a snapshot of it is written now and then, and what came after is replayed from the
store. The encoder is part of the snapshot, as vectors mean nothing without it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from threading import Lock

import numpy as np

from services.prior_art.domain.passages import encoded_texts
from services.prior_art.domain.retrieval import Encoder, Ranked, RetrievalFilter, Vectors
from services.prior_art.engines.document_table import DocumentTable, entry_from, entry_of
from services.prior_art.engines.encoders import EncoderKind
from services.prior_art.engines.store.states import Change
from services.prior_art.engines.vectors import VECTOR_INDEX_VERSION, FlatVectorIndex
from shared import snapshot
from shared.snapshot import Manifest

DENSE_VERSION = f"dense-2/{VECTOR_INDEX_VERSION}"
_SCORE_DIGITS = 6


class PassageIndex:
    """A ``DenseIndex`` and the encoder of its vectors. One thread changes it, any may search."""

    def __init__(self, encoder: Encoder, fitted_on: int) -> None:
        self.encoder = encoder
        self.fitted_on = fitted_on
        """Documents in the collection when the encoder was fitted."""
        self.sequence = 0
        """Last change of the store that searches see."""
        self.snapshot_sequence = 0
        self._table = DocumentTable()
        self._vectors = FlatVectorIndex(encoder.dimension)
        self._owner = np.zeros(0, np.int64)
        self._number = np.zeros(0, np.int64)
        self._lock = Lock()

    @property
    def documents(self) -> int:
        return self._table.living

    @property
    def passages(self) -> int:
        return len(self._owner)

    def apply(self, changes: Sequence[Change]) -> None:
        """Take changes in. Idempotent: the same change may come again."""
        texts: list[str] = []
        places: list[tuple[int, int]] = []
        for i, change in enumerate(changes):
            if change.document is not None:
                for number, text in encoded_texts(change.document):
                    texts.append(text)
                    places.append((i, number))
        vectors = self.encoder.encode(texts) if texts else None
        with self._lock:
            ordinals: dict[int, int] = {}
            for i, change in enumerate(changes):
                if change.document is None:
                    self._table.remove(change.key)
                else:
                    ordinals[i] = self._table.add(entry_of(change.document))
            if vectors is not None:
                self._vectors.add(vectors)
                owners = [ordinals[i] for i, _ in places]
                self._owner = np.concatenate([self._owner, np.array(owners, np.int64)])
                numbers = [number for _, number in places]
                self._number = np.concatenate([self._number, np.array(numbers, np.int64)])
            if changes:
                self.sequence = changes[-1].sequence

    def search(self, query: Vectors, constraint: RetrievalFilter, limit: int) -> list[Ranked]:
        """Documents by their nearest passage, exact; ties are ordered by key."""
        with self._lock:
            documents = self._table.allowed(constraint)
            passages = documents[self._owner] if len(self._owner) else np.zeros(0, bool)
            found = np.bincount(self._owner[passages], minlength=1)
            wanted = min(limit, int(np.count_nonzero(found)))
            depth = 2 * limit
            best: dict[str, Ranked] = {}
            while wanted:
                scores, positions = self._vectors.nearest(query, passages, depth)
                best = {}
                for score, position in zip(scores.tolist(), positions.tolist(), strict=True):
                    key = self._table.entries[int(self._owner[position])].key
                    if key not in best:
                        number = int(self._number[position])
                        best[key] = Ranked(key, round(score, _SCORE_DIGITS), number)
                if len(best) >= wanted or len(positions) < depth:
                    break
                depth *= 4
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.key))[:limit]

    def save(self, folder: Path, kind: EncoderKind) -> None:
        """Write a snapshot. The caller holds the folder's lock."""
        with self._lock:
            self._compact()
            entries = [asdict(entry) for entry in self._table.entries]
            generation = folder / f"{self.sequence:020d}"
            generation.mkdir(parents=True, exist_ok=True)
            np.save(generation / "vectors.npy", self._vectors.stored(), allow_pickle=False)
            np.save(
                generation / "passages.npy",
                np.stack([self._owner, self._number]),
                allow_pickle=False,
            )
            (generation / "documents.json").write_text(
                json.dumps({"fitted_on": self.fitted_on, "entries": entries}), encoding="utf-8"
            )
            names = ["vectors.npy", "passages.npy", "documents.json"]
            names += kind.save(self.encoder, generation)
            snapshot.write_manifest(
                folder,
                Manifest(
                    sequence=self.sequence,
                    versions=versions_of(self.encoder),
                    files=snapshot.states_of(
                        folder, [f"{generation.name}/{name}" for name in names]
                    ),
                ),
            )
            self.snapshot_sequence = self.sequence
        _remove_other_generations(folder, generation)

    @classmethod
    def load(cls, folder: Path, kind: EncoderKind) -> PassageIndex | None:
        """The snapshot of a folder; ``None`` if there is none, or another version's, or damage."""
        manifest = snapshot.read_manifest(folder)
        if manifest is None or snapshot.damaged(folder, manifest.files) is not None:
            return None
        generation = folder / f"{manifest.sequence:020d}"
        try:
            encoder = kind.load(generation)
            if manifest.versions != versions_of(encoder):
                return None
            facts = json.loads((generation / "documents.json").read_bytes())
            index = cls(encoder, int(facts["fitted_on"]))
            for entry in facts["entries"]:
                index._table.add(entry_from(entry))
            index._vectors.add(np.load(generation / "vectors.npy", allow_pickle=False))
            index._owner, index._number = np.load(generation / "passages.npy", allow_pickle=False)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        index.sequence = index.snapshot_sequence = manifest.sequence
        return index

    def _compact(self) -> None:
        """Drop the dead: snapshots hold living documents only."""
        alive = self._table.alive()
        if alive.all():
            return
        kept = alive[self._owner] if len(self._owner) else np.zeros(0, bool)
        renumbered = np.cumsum(alive) - 1
        vectors = FlatVectorIndex(self.encoder.dimension)
        vectors.add(self._vectors.stored()[kept])
        self._vectors = vectors
        self._owner = renumbered[self._owner[kept]]
        self._number = self._number[kept]
        self._table = DocumentTable(
            entry for entry, lives in zip(self._table.entries, alive, strict=True) if lives
        )


def versions_of(encoder: Encoder) -> dict[str, str]:
    """The versions that shape the vectors of an encoder."""
    return {"dense_index": DENSE_VERSION, "encoder": f"{encoder.name}@{encoder.version}"}


def _remove_other_generations(folder: Path, kept: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and path != kept and path.name.isdigit():
            shutil.rmtree(path)
