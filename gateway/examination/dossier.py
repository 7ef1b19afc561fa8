"""Puts a dossier together, and names the images that belong to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from gateway.examination.ports import FiledInput, ReadableFile
from shared.contracts.common import Versions
from shared.contracts.dossier import Dossier, DossierSections
from shared.model.drawings import ImageFile


def assemble(
    filed: FiledInput,
    sections: DossierSections,
    *,
    dossier_id: str,
    created_at: datetime,
    input_name: str,
    input_sha256: str,
    software_version: str,
) -> Dossier:
    """The dossier of one examination."""
    return Dossier(
        id=dossier_id,
        created_at=created_at,
        input_name=input_name,
        input_sha256=input_sha256,
        application=filed.case_file.application,
        sections=sections,
        versions=Versions(service="gateway", zhishen=software_version),
    )


def digest_of_files(digests: Mapping[str, str]) -> str:
    """One digest for several files: SHA-256 of the lines ``<sha256>  <name>``, by name."""
    lines = "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
    return hashlib.sha256(lines.encode()).hexdigest()


def shown_images(filed: FiledInput) -> dict[str, ReadableFile]:
    """The filed images that a report of the application shows, by path."""
    application = filed.case_file.application
    images: list[ImageFile] = []
    for figure in application.drawings or ():
        images.extend(figure.images)
    if application.abstract is not None and application.abstract.figure is not None:
        images.extend(application.abstract.figure.images)
    if application.design is not None:
        images.extend(view.image for view in application.design.views)
    return {path: filed.files[path] for path in _paths(images) if path in filed.files}


def _paths(images: Iterable[ImageFile]) -> list[str]:
    return sorted({image.path for image in images if image.path is not None})
