"""One examination: four sections side by side, within one deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from gateway.examination.deadline import Deadline
from gateway.examination.formal_check import formal_check_section
from gateway.examination.ports import ExaminationServices, FiledInput, ServiceFailureError
from gateway.examination.recognition import recognise_sheets
from gateway.examination.recognition_plan import plan_recognition
from gateway.examination.searches import design_image_section, prior_art_section
from shared.contracts.dossier import (
    DesignImageSection,
    DossierSections,
    FormalCheckSection,
    PriorArtSection,
    Section,
    SectionStatus,
)

_S = TypeVar("_S", bound=Section)


@dataclass(frozen=True, slots=True)
class ExaminationLimits:
    """Bounds of one examination."""

    total_s: float = 300.0
    max_recognised_files: int = 100
    parallel_recognitions: int = 2
    prior_art_hits: int = 10
    design_hits: int = 10


async def examine(
    filed: FiledInput,
    services: ExaminationServices,
    limits: ExaminationLimits,
    *,
    with_pending: bool,
) -> DossierSections:
    """All sections. A service that fails, or is late, fails its own section only.

    ``with_pending``: whether an examiner asks, who may search unpublished applications.
    """
    deadline = Deadline.in_(limits.total_s)
    plan = await asyncio.to_thread(plan_recognition, filed, limits.max_recognised_files)
    recognition = asyncio.ensure_future(
        recognise_sheets(
            filed, plan, services, parallel=limits.parallel_recognitions, deadline=deadline
        )
    )
    prior_art = prior_art_section(
        filed, services, limit=limits.prior_art_hits, with_pending=with_pending
    )
    design = design_image_section(filed, services, limit=limits.design_hits)
    try:
        formal_done, prior_art_done, design_done, recognised = await asyncio.gather(
            _settled(
                FormalCheckSection,
                formal_check_section(filed, services, recognition, deadline),
                deadline,
            ),
            _settled(PriorArtSection, deadline.bound(prior_art), deadline),
            _settled(DesignImageSection, deadline.bound(design), deadline),
            recognition,
        )
    finally:
        recognition.cancel()
    return DossierSections(
        formal_check=formal_done,
        prior_art=prior_art_done,
        design_image=design_done,
        ocr=recognised.section,
    )


async def _settled(section: type[_S], work: Awaitable[_S], deadline: Deadline) -> _S:
    """The section, or a failed one with the problem."""
    try:
        return await work
    except ServiceFailureError as failure:
        return section(status=SectionStatus.FAILED, problem=failure.problem)
    except TimeoutError:
        return section(status=SectionStatus.FAILED, problem=deadline.problem())
