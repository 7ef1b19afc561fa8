"""Which files of a package go through OCR, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from gateway.examination.design_pictures import design_pictures
from gateway.examination.media import page_media_type
from gateway.examination.ports import FiledInput, ReadableFile
from shared.contracts.common import Message, NotChecked
from shared.contracts.ocr import PageKind
from shared.model.application import Application
from shared.model.drawings import ImageFile
from shared.model.identification import ApplicationKind
from shared.model.reference_signs import description_signs, unit_signs


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file to recognise."""

    path: str
    kind: PageKind | None
    figure_number: int | None = None
    is_drawing: bool = False
    """Belongs to the drawings: its signs are facts for the formal check."""


@dataclass(frozen=True, slots=True)
class RecognitionPlan:
    """Files to recognise, in filing order, and what is left out."""

    sheets: tuple[Sheet, ...]
    not_checked: tuple[NotChecked, ...]
    drawings_complete: bool
    """Every drawing sheet is among ``sheets``."""
    described_signs: tuple[str, ...] = ()
    """Reference signs of claims, description and abstract, where these were filed as text."""


def plan_recognition(filed: FiledInput, max_files: int) -> RecognitionPlan:
    """The drawings, the abstract's figure, and the pages whose text is nowhere else.

    The pictures of a design carry no reference signs and are not read. A file filed twice is read
    once. Images inside the text (formulas, tables) and design views
    are not pages. Other images and PDF files are read only where claims or description are
    missing as text: beside a full text they merely repeat it.
    """
    application = filed.case_file.application
    plan = _Plan(filed.files)
    is_design = application.kind is ApplicationKind.DESIGN
    for figure in () if is_design else application.drawings or ():
        for image in figure.images:
            plan.add_image(image, figure.number, drawing=True)
    if application.abstract is not None and application.abstract.figure is not None:
        figure = application.abstract.figure
        for image in figure.images:
            plan.add_image(image, figure.number, drawing=False)
    text_is_complete = _text_is_complete(application)
    plan.add_pages(_embedded_names(application), text_is_complete=text_is_complete)
    described = described_signs(application) if text_is_complete and not is_design else ()
    return replace(plan.finish(max_files), described_signs=described)


def described_signs(application: Application) -> tuple[str, ...]:
    """The reference signs that an application's text uses, sorted."""
    uses = description_signs(unit_signs(unit) for unit in application.text_units())
    return tuple(sorted({use.sign for use in uses}))


def _text_is_complete(application: Application) -> bool:
    if application.kind is ApplicationKind.DESIGN:
        return True
    return bool(application.claims) and bool(
        application.description and application.description.paragraphs
    )


def _embedded_names(application: Application) -> frozenset[str]:
    """Lower-case base names of images inside the text, and of a design's pictures."""
    names = [
        inline.file
        for unit in application.text_units()
        for inline in unit.inline_objects
        if inline.file
    ]
    names += [image.path or image.name for image in design_pictures(application)]
    return frozenset(PurePosixPath(name).name.lower() for name in names)


class _Plan:
    def __init__(self, files: Mapping[str, ReadableFile]) -> None:
        self._files = files
        self._sheets: list[Sheet] = []
        self._left_out: list[NotChecked] = []
        self._digests: set[str] = set()
        self._paths: set[str] = set()
        self._drawings_complete = True

    def add_image(self, image: ImageFile, figure_number: int | None, *, drawing: bool) -> None:
        if image.path is None or image.path not in self._files:
            self._leave_out(image.name, "The file is not in the package.", "文件包中没有该文件。")
            self._drawings_complete = self._drawings_complete and not drawing
            return
        self._add(Sheet(image.path, PageKind.DRAWING, figure_number, drawing))

    def add_pages(self, embedded: frozenset[str], *, text_is_complete: bool) -> None:
        for path in sorted(self._files):
            name = PurePosixPath(path.replace("!", "")).name.lower()
            if path in self._paths or name in embedded:
                continue
            if page_media_type(self._files[path].read()) is None:
                continue
            if text_is_complete:
                self._leave_out(
                    path,
                    "The text of the application was filed as text; this file was not read.",
                    "申请文本已以文字形式提交，未识别该文件。",
                )
            else:
                self._add(Sheet(path, None))

    def _add(self, sheet: Sheet) -> None:
        self._paths.add(sheet.path)
        digest = self._files[sheet.path].sha256
        if digest not in self._digests:
            self._digests.add(digest)
            self._sheets.append(sheet)

    def _leave_out(self, what: str, en: str, zh: str) -> None:
        item = NotChecked(what=what, reason=Message(zh=zh, en=en))
        if item not in self._left_out:
            self._left_out.append(item)

    def finish(self, max_files: int) -> RecognitionPlan:
        for sheet in self._sheets[max_files:]:
            self._leave_out(
                sheet.path,
                f"Only the first {max_files} files are read.",
                f"仅识别前 {max_files} 个文件。",
            )
            self._drawings_complete = self._drawings_complete and not sheet.is_drawing
        return RecognitionPlan(
            tuple(self._sheets[:max_files]), tuple(self._left_out), self._drawings_complete
        )
