"""The vectors of one model, in an index that is kept up with the store.

Small collections are read from the store at every start. For large ones the compressed codes, the
keys and the vectors are written to checksummed snapshots; what changed since is replayed from the
store's log of changes, so that a snapshot may be old, damaged or missing: nothing depends on it.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.design_image.domain.raster import Floats
from services.design_image.engines.compressed_index import (
    CompressedIndex,
    HalfFloats,
    compressed,
)
from services.design_image.engines.index import ExactIndex, Keys, VectorIndex, faiss
from services.design_image.engines.owners import Digests, Owners, owner_digests
from services.design_image.engines.vector_store import VectorStore
from shared import snapshot
from shared.locks import folder_lock
from shared.snapshot import Manifest

EXACT_UP_TO = 100_000
"""Views up to which every search compares with all of them."""
_INDEX_VERSION = "2"


@dataclass(frozen=True)
class GalleryPlace:
    """Where a gallery's vectors come from and its snapshots go."""

    store: VectorStore
    folder: Path
    model_version: str
    dimension: int
    exact_up_to: int = EXACT_UP_TO


class Gallery:
    """An index of views and their owners.

    Readers that ask more than one thing hold ``lock``, so that the answers belong together.
    """

    def __init__(
        self, place: GalleryPlace, index: VectorIndex, owners: Owners, sequence: int
    ) -> None:
        self.index = index
        self._place = place
        self._owners = owners
        self.sequence = sequence
        """Last change of the store that searches see."""
        self.lock = threading.RLock()

    @property
    def is_stale(self) -> bool:
        """Whether it should be opened anew: it has outgrown its index."""
        outgrown = isinstance(self.index, ExactIndex) and len(self.index) > self._place.exact_up_to
        return outgrown or self.index.is_stale

    def catch_up(self) -> None:
        """Bring the index to the store's last change."""
        place = self._place
        with self.lock:
            newest, changed = place.store.changed_since(self.sequence)
            if changed:
                stale = self._owners.keys_of(owner_digests(changed))
                if stale.size:
                    self.index.remove(stale)
                    self._owners.remove(stale)
                for keys, owners, vectors in place.store.vectors_of(place.model_version, changed):
                    self.index.add(keys, vectors)
                    self._owners.add(keys, owner_digests(owners))
            self.sequence = newest

    def nearest(self, laid: Floats, allowed: Keys | None, *, views: int, designs: int) -> set[str]:
        """The designs with the views nearest to each query view.

        ``laid`` is (query views, variants, dimension). ``views`` are fetched for each variant;
        ``designs`` are taken for each query view.
        """
        queries, variants, width = laid.shape
        similarities, keys = self.index.search(
            laid.reshape(queries * variants, width), views, allowed
        )
        chosen = [np.zeros(0, np.int64)]
        for query in range(queries):
            rows = slice(query * variants, (query + 1) * variants)
            order = np.argsort(-similarities[rows].reshape(-1), kind="stable")
            found = keys[rows].reshape(-1)[order]
            owners = self._owners.of(found)
            found, owners = found[owners > 0], owners[owners > 0]
            _, first = np.unique(owners, return_index=True)
            chosen.append(found[np.sort(first)[:designs]])
        return set(self._place.store.owners_of(np.unique(np.concatenate(chosen)).tolist()).values())

    def views_of(self, design_ids: Iterable[str]) -> tuple[Keys, list[str]]:
        """Keys, ascending, and owners of all views of these designs."""
        names = sorted(design_ids)
        digests = owner_digests(names)
        keys = self._owners.keys_of(np.unique(digests))
        named = dict(zip(digests.tolist(), names, strict=True))
        return keys, [named[one] for one in self._owners.of(keys).tolist()]

    def vectors(self, keys: Keys) -> Floats:
        """Vectors of views that are there, (n, dimension)."""
        return self.index.vectors(keys)


def open_gallery(place: GalleryPlace) -> Gallery:
    """The gallery of a model: read from the store, or a snapshot of it brought up to date."""
    if place.store.vector_count(place.model_version) <= place.exact_up_to:
        return _read_whole(place)
    with folder_lock(place.folder, wait=True):
        gallery = _from_snapshot(place)
        if gallery is not None:
            gallery.catch_up()
        if gallery is None or gallery.is_stale:
            _write_snapshot(place)
            gallery = _from_snapshot(place)
    if gallery is None:
        raise OSError("an index snapshot was damaged while it was written")
    gallery.catch_up()
    return gallery


def _read_whole(place: GalleryPlace) -> Gallery:
    sequence = place.store.last_change()
    index = ExactIndex(place.dimension)
    all_keys, all_owners = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    for keys, names, vectors in place.store.vectors_of(place.model_version):
        index.add(keys, vectors)
        all_keys.append(keys)
        all_owners.append(owner_digests(names))
    owners = Owners(np.concatenate(all_keys), np.concatenate(all_owners))
    return Gallery(place, index, owners, sequence)


def _versions(place: GalleryPlace) -> dict[str, str]:
    return {"index": f"{CompressedIndex.name}-{_INDEX_VERSION}", "model": place.model_version}


def _from_snapshot(place: GalleryPlace) -> Gallery | None:
    """The snapshot of the folder; ``None`` if there is none, or another version's, or damage."""
    manifest = snapshot.read_manifest(place.folder)
    if (
        manifest is None
        or manifest.versions != _versions(place)
        or snapshot.damaged(place.folder, manifest.files) is not None
    ):
        return None
    folder = place.folder / _generation(manifest.sequence)
    keys: Keys = np.load(folder / "keys.npy", allow_pickle=False)
    owners: Digests = np.load(folder / "owners.npy", allow_pickle=False)
    index = CompressedIndex(
        faiss.read_index(str(folder / "codes.faiss")), keys, _vectors_in(folder, place, len(keys))
    )
    return Gallery(place, index, Owners(keys, owners), manifest.sequence)


def _write_snapshot(place: GalleryPlace) -> None:
    """Write all vectors of the store and codes of them. The caller holds the folder's lock."""
    # What is committed while the rows are read is replayed from here: taking it twice is harmless.
    sequence = place.store.last_change()
    folder = place.folder / _generation(sequence)
    for old in place.folder.glob("[0-9]*"):
        # Other processes keep the files that they have open.
        shutil.rmtree(old)
    folder.mkdir()
    keys, owners = [], []
    with (folder / "vectors.f16").open("wb") as file:
        for batch, names, vectors in place.store.vectors_of(place.model_version):
            keys.append(batch)
            owners.append(owner_digests(names))
            file.write(vectors.astype("<f2").tobytes())
    np.save(folder / "keys.npy", np.concatenate(keys), allow_pickle=False)
    np.save(folder / "owners.npy", np.concatenate(owners), allow_pickle=False)
    codes = compressed(_vectors_in(folder, place, sum(map(len, keys))))
    faiss.write_index(codes, str(folder / "codes.faiss"))
    for path in folder.iterdir():
        with path.open("rb") as written:
            os.fsync(written.fileno())
    names_of_files = [f"{folder.name}/{path.name}" for path in folder.iterdir()]
    snapshot.write_manifest(
        place.folder,
        Manifest(
            sequence=sequence,
            versions=_versions(place),
            files=snapshot.states_of(place.folder, names_of_files),
        ),
    )


def _generation(sequence: int) -> str:
    return f"{sequence:020d}"


def _vectors_in(folder: Path, place: GalleryPlace, count: int) -> HalfFloats:
    """The snapshot's vectors, mapped into memory: read as they are needed."""
    return np.memmap(folder / "vectors.f16", dtype="<f2", mode="r", shape=(count, place.dimension))
