"""A correction as a whole: the corrected application checked, and compared with the original."""

from __future__ import annotations

from collections.abc import Callable

from services.formal_check.domain.correction.amendments import find_amendments
from services.formal_check.domain.correction.defects import follow_defects, notified
from services.formal_check.domain.correction.papers import corrected, replaced_parts
from services.formal_check.domain.correction.pictures import changed_pictures
from services.formal_check.domain.correction.sheets import completed
from services.formal_check.domain.errors import NothingReplacedError
from shared.contracts.corrections import CorrectionReport, CorrectionRequest, SheetUnit
from shared.contracts.formal_check import CheckReport
from shared.model.case_file import CaseFile


def judge_correction(
    request: CorrectionRequest, check: Callable[[CaseFile], CheckReport]
) -> CorrectionReport:
    """What the replacement papers mend and change; ``check`` checks one case file.

    Raises ``NothingReplacedError`` where they hold no part of an application, and
    ``SheetsMismatchError`` where replacement sheets do not line up with the original.
    """
    replacement = request.replacement
    units: tuple[SheetUnit, ...] = ()
    if request.sheets is not None:
        replacement, units = completed(request.original, replacement, request.sheets)
    parts = replaced_parts(replacement)
    if not parts:
        raise NothingReplacedError
    after = corrected(request.original, replacement)
    report = check(after)
    filed = check(request.original)
    notice = request.notice or filed
    defects, comparable = follow_defects(notice, filed, report)
    amendments = find_amendments(request.original, after, parts)
    pictures, unknown = changed_pictures(request.original, after, parts)
    return CorrectionReport(
        versions=report.versions,
        replaced=parts,
        sheets=units,
        defects=defects,
        passages=tuple(notified(amendments.passages, notice, request.original)),
        omitted=tuple(amendments.omitted),
        pictures=pictures,
        not_compared=(*amendments.not_compared, *unknown),
        comparable=comparable,
        check=report,
    )
