"""The OCR section: every sheet recognised, and the signs and words that were read in drawings."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gateway.examination.deadline import Deadline
from gateway.examination.media import page_media_type
from gateway.examination.ports import (
    ExaminationServices,
    FiledInput,
    ServiceFailureError,
    Upload,
)
from gateway.examination.recognition_plan import RecognitionPlan, Sheet
from shared.contracts.common import Message, NotChecked, Problem
from shared.contracts.dossier import OcrSection, SectionStatus
from shared.contracts.ocr import PageKind, RecognisedPage, Recognition
from shared.model.drawings import RecognisedPicture, RecognisedSign, RecognisedWord

_FIGURE_LABEL = re.compile(r"(?:图|圖|FIGS?\.?|Fig\.?)\s*([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class RecognitionOutcome:
    """The section, and what was seen in the drawings as facts for the formal check.

    They are ``None`` unless every drawing sheet was read: what is missing would not be known.
    """

    section: OcrSection
    signs: tuple[RecognisedSign, ...] | None
    pictures: tuple[RecognisedPicture, ...] | None = None


async def recognise_sheets(
    filed: FiledInput,
    plan: RecognitionPlan,
    services: ExaminationServices,
    *,
    parallel: int,
    deadline: Deadline,
) -> RecognitionOutcome:
    """Recognise all sheets of the plan.

    A file that the service refuses is *not checked*; when the service itself fails or the time
    is over, the section fails with its problem and keeps what had been read, in filing order.
    """
    if not plan.sheets:
        return RecognitionOutcome(_nothing_to_read(plan), None)
    slots = asyncio.Semaphore(parallel)
    results: list[Recognition | ServiceFailureError | None] = [None] * len(plan.sheets)
    broken = asyncio.Event()

    async def read(position: int, sheet: Sheet) -> None:
        async with slots:
            if broken.is_set():
                return
            try:
                results[position] = await _read_sheet(filed, sheet, services, plan.described_signs)
            except ServiceFailureError as failure:
                results[position] = failure
                if not failure.refused:
                    broken.set()

    reading = asyncio.gather(*(read(position, sheet) for position, sheet in enumerate(plan.sheets)))
    late: Problem | None = None
    try:
        await deadline.bound(reading)
    except TimeoutError:
        late = deadline.problem()
    return _outcome(plan, results, late)


async def _read_sheet(
    filed: FiledInput, sheet: Sheet, services: ExaminationServices, described: tuple[str, ...]
) -> Recognition:
    data = await asyncio.to_thread(filed.files[sheet.path].read)
    media_type = page_media_type(data) or "application/octet-stream"
    signs = described if sheet.kind is PageKind.DRAWING else ()
    return await services.recognise(Upload(sheet.path, media_type, data), sheet.kind, signs)


def _nothing_to_read(plan: RecognitionPlan) -> OcrSection:
    reason = Message(
        zh="申请文件中没有附图或仅含图像的页面需要识别。",
        en="The papers have no drawing and no page that is only an image.",
    )
    if plan.not_checked:
        reason = Message(
            zh="没有可识别的附图或页面，原因见“not_checked”。",
            en="There is no drawing or page to read; 'not_checked' says why.",
        )
    return OcrSection(
        status=SectionStatus.NOT_APPLICABLE, reason=reason, not_checked=plan.not_checked
    )


def _outcome(
    plan: RecognitionPlan,
    results: list[Recognition | ServiceFailureError | None],
    late: Problem | None,
) -> RecognitionOutcome:
    recognitions: list[Recognition] = []
    not_checked = list(plan.not_checked)
    signs: list[RecognisedSign] = []
    pictures: list[RecognisedPicture] = []
    all_read = plan.drawings_complete
    problem = late
    for sheet, result in zip(plan.sheets, results, strict=True):
        if isinstance(result, Recognition):
            recognitions.append(result)
            unread = [page for page in result.pages if page.problem or page.by_person]
            if sheet.is_drawing:
                signs.extend(_signs(sheet, result.pages))
                pictures.append(_picture(sheet, result.pages))
                all_read = all_read and not unread and bool(result.pages)
            continue
        all_read = all_read and not sheet.is_drawing
        if result is None:
            reason = Message(zh="识别中止或超时，未读取。", en="Not read: recognition was stopped.")
        else:
            reason = Message(zh=result.problem.detail_zh, en=result.problem.detail)
            if not result.refused:
                problem = problem or result.problem
        not_checked.append(NotChecked(what=sheet.path, reason=reason))
    section = OcrSection(
        status=SectionStatus.COMPLETE if problem is None else SectionStatus.FAILED,
        problem=problem,
        recognitions=tuple(recognitions),
        recognised_signs=tuple(signs),
        not_checked=tuple(not_checked),
    )
    drawings = any(sheet.is_drawing for sheet in plan.sheets)
    if not all_read or not drawings:
        return RecognitionOutcome(section, None)
    return RecognitionOutcome(section, tuple(signs), tuple(pictures))


def _signs(sheet: Sheet, pages: Iterable[RecognisedPage]) -> list[RecognisedSign]:
    return [
        RecognisedSign(
            sign=sign.sign,
            file=sheet.path,
            figure_number=sheet.figure_number or _figure_number(page),
            score=sign.score,
            quad=sign.quad,
        )
        for page in pages
        if page.by_person is None  # a guess is no fact
        for sign in page.reference_signs
    ]


def _picture(sheet: Sheet, pages: Sequence[RecognisedPage]) -> RecognisedPicture:
    """What a drawing's file shows. Places are given for files of one page only."""
    words = tuple(
        RecognisedWord(
            text=line.text, score=line.score, quad=line.quad if len(pages) == 1 else None
        )
        for page in pages
        for line in page.lines
        if line.text.strip()
    )
    frames = {page.framed for page in pages} - {None}
    return RecognisedPicture(
        file=sheet.path, words=words, framed=None if not frames else True in frames
    )


def _figure_number(page: RecognisedPage) -> int | None:
    """The figure a page shows, when it carries exactly one readable label."""
    numbers = {
        int(found.group(1))
        for label in page.figure_labels
        if (found := _FIGURE_LABEL.search(label.text))
    }
    return numbers.pop() if len(numbers) == 1 else None
