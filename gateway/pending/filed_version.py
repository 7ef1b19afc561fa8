"""What was filed as a version of an application: facts to select by, case file, papers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gateway.examination.ports import FiledInput
from shared.model.application import Application
from shared.model.application_number import parse_cn_application_number
from shared.model.classification import ClassificationScheme
from shared.model.identification import ApplicationKind, FilingRoute

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_LONGEST_NUMBER = 40
_LONGEST_AGENCY = 200


@dataclass(frozen=True)
class Facts:
    """What a list shows and a selection asks for."""

    application_number: str | None
    kind: ApplicationKind | None
    route: FilingRoute
    filing_date: date | None
    title: str | None
    ipc: str
    """``;H01L21/02;G06F1/16;``, the main symbol first; empty without any."""
    agency: str | None


@dataclass(frozen=True)
class FiledVersion:
    """One version as it came in."""

    filed: FiledInput
    name: str
    sha256: str
    """Digest of the input as given."""
    facts: Facts
    case_file: bytes
    """JSON."""

    @property
    def facts_sha256(self) -> str:
        """Digest of the case file: equal digests are checked alike."""
        return hashlib.sha256(self.case_file).hexdigest()

    def papers(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of every paper, one at a time."""
        for path, file in self.filed.files.items():
            yield plain(path), file.read()


def filed_version(filed: FiledInput, name: str, sha256: str) -> FiledVersion:
    """A version from an input that was read."""
    return FiledVersion(
        filed=filed,
        name=plain(name),
        sha256=sha256,
        facts=_facts(filed.case_file.application),
        case_file=filed.case_file.model_dump_json().encode(),
    )


def ipc_text(symbols: Iterator[str] | tuple[str, ...]) -> str:
    """Symbols as the column ``ipc`` has them."""
    known = dict.fromkeys(re.sub(r"[\s;]", "", symbol) for symbol in symbols)
    return f";{';'.join(known)};" if known else ""


def plain(text: str) -> str:
    """Text without control characters, which databases refuse."""
    return _CONTROL.sub(" ", text)


def _facts(application: Application) -> Facts:
    data = application.bibliographic
    ipc = [one for one in data.classifications if one.scheme is ClassificationScheme.IPC]
    ordered = sorted(ipc, key=lambda one: not one.main)
    agency = None if data.agency is None else data.agency.code or data.agency.name
    title = application.title
    return Facts(
        application_number=_number(data.application_number),
        kind=application.kind,
        route=application.route,
        filing_date=data.filing_date,
        title=None if title is None else plain(title.text),
        ipc=ipc_text(tuple(one.symbol for one in ordered)),
        agency=None if agency is None else plain(agency)[:_LONGEST_AGENCY],
    )


def _number(stated: str | None) -> str | None:
    """The number in its usual form, so that spellings of one number meet."""
    if stated is None:
        return None
    parsed = parse_cn_application_number(stated)
    text = parsed.text if parsed is not None else plain(stated).strip()
    return text if 0 < len(text) <= _LONGEST_NUMBER else None
