"""The dense index: one vector per passage, filters as bitmaps over documents.

Lives in memory; a snapshot of it is written now and then, and what came after is replayed from the
store. The encoder is part of the snapshot, as vectors mean nothing without it. Vectors are held
exactly while they are few, in codes beyond (``vectors``, ``compressed_vectors``).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from services.prior_art.domain.passages import encoded_texts
from services.prior_art.domain.retrieval import Encoder, Ranked, RetrievalFilter, Vectors
from services.prior_art.engines.columns import Column
from services.prior_art.engines.compressed_vectors import CompressedVectorIndex
from services.prior_art.engines.document_table import DocumentTable, entry_of
from services.prior_art.engines.encoders import EncoderKind
from services.prior_art.engines.read_write_lock import ReadWriteLock
from services.prior_art.engines.store.states import Change
from services.prior_art.engines.vector_files import VectorFiles
from services.prior_art.engines.vectors import FlatVectorIndex
from shared import snapshot
from shared.snapshot import Manifest

DENSE_VERSION = "dense-3"
EXACT_UP_TO = 100_000
"""Passages up to which every vector is compared."""
_DEAD_SHARE = 0.1
"""Of the passages, from which codes are made anew without those of dead documents."""
_SCORE_DIGITS = 6
_TABLE, _PASSAGES, _FACTS, _VECTORS = "documents.npz", "passages.npy", "facts.json", "vectors"


class PassageIndex:
    """A ``DenseIndex`` and the encoder of its vectors. One thread changes it, any may search."""

    def __init__(self, encoder: Encoder, fitted_on: int, exact_up_to: int = EXACT_UP_TO) -> None:
        self.encoder = encoder
        self.fitted_on = fitted_on
        """Documents in the collection when the encoder was fitted."""
        self.sequence = 0
        """Last change of the store that searches see."""
        self.snapshot_sequence = 0
        self._exact_up_to = exact_up_to
        self._table = DocumentTable()
        self._vectors: FlatVectorIndex | CompressedVectorIndex = FlatVectorIndex(encoder.dimension)
        self._places = Column(np.zeros((0, 2), np.int32))
        """Ordinal of the document and number of the passage, by position of the vector."""
        self._lock = ReadWriteLock()

    @property
    def documents(self) -> int:
        return self._table.living

    @property
    def passages(self) -> int:
        with self._lock.reading():
            return int(np.count_nonzero(self._table.alive()[self._places.values[:, 0]]))

    @property
    def vector_index(self) -> str:
        """Which kind of index holds the vectors."""
        return self._vectors.name

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
        with self._lock.writing():
            ordinals: dict[int, int] = {}
            for i, change in enumerate(changes):
                if change.document is None:
                    self._table.remove(change.key)
                else:
                    ordinals[i] = self._table.add(entry_of(change.document))
            if vectors is not None:
                self._vectors.add(vectors)
                owned = [(ordinals[i], number) for i, number in places]
                self._places.extend(np.array(owned, np.int32))
            if changes:
                self.sequence = changes[-1].sequence
        self._fit_size()

    def search(self, query: Vectors, constraint: RetrievalFilter, limit: int) -> list[Ranked]:
        """Documents by their nearest passage; ties are ordered by key."""
        with self._lock.reading():
            documents = self._table.allowed(constraint)
            places = self._places.values
            allowed = None if documents.all() else documents[places[:, 0]]
            depth = 2 * limit
            best: dict[int, tuple[float, int]] = {}
            while True:
                scores, positions = self._vectors.nearest(query, allowed, depth)
                for score, (owner, number) in zip(
                    scores.tolist(), places[positions].tolist(), strict=True
                ):
                    best.setdefault(owner, (score, number))
                if len(best) >= limit or len(positions) < depth:
                    break
                depth *= 4
            found = [
                Ranked(self._table.keys[owner], round(score, _SCORE_DIGITS), number)
                for owner, (score, number) in best.items()
            ]
        return sorted(found, key=lambda hit: (-hit.score, hit.key))[:limit]

    @property
    def unwritten(self) -> int:
        """Exact vectors beside codes that are in memory because no file holds them yet."""
        held = self._vectors
        return held.unwritten if isinstance(held, CompressedVectorIndex) else 0

    def write_vectors(self, folder: Path) -> None:
        """Move exact vectors into files, ahead of the snapshot that will name them. The caller
        holds the folder's lock.
        """
        if isinstance(self._vectors, CompressedVectorIndex):
            self._vectors.write(folder / _VECTORS)

    def save(self, folder: Path, kind: EncoderKind) -> None:
        """Write a snapshot; searches go on meanwhile. The caller holds the folder's lock, and
        nothing is applied at the same time.
        """
        self._compact()
        with self._lock.reading():
            generation = folder / f"{self.sequence:020d}"
            generation.mkdir(parents=True, exist_ok=True)
            with (generation / _TABLE).open("wb") as file:
                self._table.save(file)
            np.save(generation / _PASSAGES, self._places.values, allow_pickle=False)
            paths = self._vectors.save(folder / _VECTORS, generation)
            facts = {"fitted_on": self.fitted_on, "files": self._vectors.files.files}
            if isinstance(self._vectors, CompressedVectorIndex):
                facts["trained_on"] = self._vectors.trained_on
            (generation / _FACTS).write_text(json.dumps(facts), encoding="utf-8")
            names = [_TABLE, _PASSAGES, _FACTS, *kind.save(self.encoder, generation)]
            paths += [generation / name for name in names]
            known = snapshot.read_manifest(folder)
            vectors = {
                name: state
                for name, state in (known.files if known is not None else {}).items()
                if name.startswith(f"{_VECTORS}/")  # named by their digest, never rewritten
            }
            relative = [path.relative_to(folder).as_posix() for path in paths]
            snapshot.write_manifest(
                folder,
                Manifest(
                    sequence=self.sequence,
                    versions=versions_of(self.encoder),
                    files=snapshot.states_of(folder, relative, vectors),
                ),
            )
            self.snapshot_sequence = self.sequence
            self._vectors.files.remove_others(folder / _VECTORS)
        _remove_other_generations(folder, generation)

    @classmethod
    def load(
        cls, folder: Path, kind: EncoderKind, exact_up_to: int = EXACT_UP_TO
    ) -> PassageIndex | None:
        """The snapshot of a folder; ``None`` if there is none, or another version's, or damage."""
        manifest = snapshot.read_manifest(folder)
        if manifest is None or snapshot.damaged(folder, manifest.files) is not None:
            return None
        generation = folder / f"{manifest.sequence:020d}"
        try:
            encoder = kind.load(generation)
            if manifest.versions != versions_of(encoder):
                return None
            facts = json.loads((generation / _FACTS).read_bytes())
            index = cls(encoder, int(facts["fitted_on"]), exact_up_to)
            with (generation / _TABLE).open("rb") as file:
                index._table = DocumentTable.load(file)
            index._places = Column(np.load(generation / _PASSAGES, allow_pickle=False))
            files = VectorFiles(encoder.dimension, [(n, int(rows)) for n, rows in facts["files"]])
            if "trained_on" in facts:
                index._vectors = CompressedVectorIndex.load(
                    folder / _VECTORS, generation, files, int(facts["trained_on"])
                )
            else:
                index._vectors = FlatVectorIndex.load(encoder.dimension, folder / _VECTORS, files)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError):
            return None
        index.sequence = index.snapshot_sequence = manifest.sequence
        return index

    def _fit_size(self) -> None:
        """Hold the vectors in the kind of index that suits their number."""
        held = self._vectors
        if isinstance(held, FlatVectorIndex):
            suits = held.count <= self._exact_up_to
        else:
            suits = not held.outgrown
        if not suits:
            # Only the thread that is here adds vectors, so that searches may go on meanwhile.
            if isinstance(held, FlatVectorIndex):
                made = CompressedVectorIndex.made_from(held.stored())
            else:
                made = held.remade()
            with self._lock.writing():
                self._vectors = made

    def _compact(self) -> None:
        """Drop the dead, at once where that is cheap and when they are many where it is not."""
        alive = self._table.alive()
        kept = alive[self._places.values[:, 0]]
        dead = len(kept) - int(np.count_nonzero(kept))
        compressed = isinstance(self._vectors, CompressedVectorIndex)
        if alive.all() or (compressed and dead <= _DEAD_SHARE * len(kept)):
            return
        living = self._vectors.rows(np.flatnonzero(kept))
        vectors: FlatVectorIndex | CompressedVectorIndex
        if len(living) > self._exact_up_to:
            vectors = CompressedVectorIndex.made_from(living)
        else:
            vectors = FlatVectorIndex(self.encoder.dimension)
            vectors.add(living)
        places = self._places.values[kept]
        places[:, 0] = (np.cumsum(alive) - 1)[places[:, 0]]
        table = self._table.compacted()
        with self._lock.writing():
            self._table, self._places, self._vectors = table, Column(places), vectors


def versions_of(encoder: Encoder) -> dict[str, str]:
    """The versions that shape the vectors of an encoder."""
    return {"dense_index": DENSE_VERSION, "encoder": f"{encoder.name}@{encoder.version}"}


def _remove_other_generations(folder: Path, kept: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and path != kept and path.name.isdigit():
            shutil.rmtree(path)
