"""A small dossier."""

from __future__ import annotations

from datetime import datetime

from shared.contracts.common import Versions
from shared.contracts.dossier import (
    DesignImageSection,
    Dossier,
    DossierSections,
    FormalCheckSection,
    OcrSection,
    PriorArtSection,
    SectionStatus,
)
from tests.gateway.filed import invention


def dossier(dossier_id: str, created_at: datetime) -> Dossier:
    status = SectionStatus.NOT_APPLICABLE
    return Dossier(
        id=dossier_id,
        created_at=created_at,
        input_name="a.zip",
        input_sha256="0" * 64,
        application=invention(),
        sections=DossierSections(
            formal_check=FormalCheckSection(status=status),
            prior_art=PriorArtSection(status=status),
            design_image=DesignImageSection(status=status),
            ocr=OcrSection(status=status),
        ),
        versions=Versions(service="gateway", zhishen="0"),
    )
