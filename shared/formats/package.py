"""What an input holds: files with relative names, and the case file read from them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from shared.model.case_file import CaseFile

HEAD_BYTES = 16_384
"""How much of a file recognisers see."""


@dataclass(frozen=True)
class FiledFile:
    """One file of an input. Its bytes are read when asked for."""

    name: str
    """Path relative to the input, with ``/``; ``a.zip!/claims.xml`` inside an archive."""
    size: int
    source: Callable[[int | None], bytes] = field(repr=False, compare=False)
    """Gives that many bytes from the beginning; all of them for ``None``."""

    def read(self) -> bytes:
        """All bytes; the limits were checked when the input was opened."""
        return self.source(None)

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """The first bytes, for recognisers, without reading the rest."""
        return self.source(size)

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.read()).hexdigest()

    @property
    def folder(self) -> str:
        """The folder part of the name, with a trailing ``/``; empty at the top."""
        return self.name[: self.name.rfind("/") + 1]

    @property
    def base_name(self) -> str:
        """The name without folders."""
        return self.name[self.name.rfind("/") + 1 :]


class FiledFiles(Mapping[str, FiledFile]):
    """The files of an input by name, in the order of their names.

    ``label`` is the input's own name: a folder's, an archive's or an upload's, without extension.
    """

    def __init__(
        self, files: Mapping[str, FiledFile], label: str = "", *, one_document: bool = False
    ) -> None:
        self._files = dict(sorted(files.items()))
        self.label = label
        self.one_document = one_document
        """Whether a single document was given, so that what it lacks may exist elsewhere."""
        self._by_folded: dict[str, list[str]] = {}
        for name, file in self._files.items():
            self._by_folded.setdefault(file.base_name.casefold(), []).append(name)

    def __getitem__(self, name: str) -> FiledFile:
        return self._files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def beside(self, document: str, name: str) -> FiledFile | None:
        """The file that ``document`` refers to as ``name``: in its folder, else the only one.

        Letter case and a leading path are ignored, because documents get both wrong.
        """
        folded = name.replace("\\", "/").rsplit("/", 1)[-1].strip().casefold()
        candidates = self._by_folded.get(folded, [])
        folder = document[: document.rfind("/") + 1]
        for candidate in candidates:
            if candidate[: candidate.rfind("/") + 1] == folder:
                return self._files[candidate]
        return self._files[candidates[0]] if len(candidates) == 1 else None


@dataclass(frozen=True)
class FiledPackage:
    """One application: what was read, and the files it was read from."""

    case_file: CaseFile
    files: FiledFiles
