"""Find designs in folders and files: manifests, US grant packages, PDF grants.

folder/            with an XML grant and its TIFF sheets: one design
name.json|csv      a manifest: one record per view, files relative to it
name/ + name.json  a folder of pictures with its manifest beside it
name.pdf           a published design; the number is taken from the file's name
folder/            anything else is looked through, in order of names
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from services.design_image.domain.design import DesignFacts, ViewFacts
from services.design_image.domain.errors import ManifestError
from services.design_image.engines.filed import FiledDesign, FiledView
from services.design_image.engines.manifest import MANIFEST_SUFFIXES, read_manifest
from services.design_image.engines.us_grant import is_us_grant, read_us_grant

_US_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?:US)?D(\d{6,7})(?!\d)", re.IGNORECASE)
_HEAD = 4096


def find_designs(path: Path) -> Iterator[FiledDesign | ManifestError]:
    """All designs under a path, in a stable order; a source that cannot be read is an error item."""
    if path.is_dir():
        beside = (path.with_name(path.name + suffix) for suffix in MANIFEST_SUFFIXES)
        manifest = next((file for file in beside if file.is_file()), None)
        yield from _from_folder(path) if manifest is None else _from_file(manifest)
    elif path.is_file():
        yield from _from_file(path)
    else:
        yield ManifestError(
            "There is no such file or folder. Check the path.",
            "没有该文件或文件夹，请核对路径。",
            file=str(path),
        )


def _from_folder(folder: Path) -> Iterator[FiledDesign | ManifestError]:
    entries = sorted(folder.iterdir())
    files = [entry for entry in entries if entry.is_file()]
    taken = {file.with_suffix("") for file in files if file.suffix.lower() in MANIFEST_SUFFIXES}
    for file in files:
        if file.suffix.lower() in (*MANIFEST_SUFFIXES, ".pdf", ".xml"):
            yield from _from_file(file)
    for entry in entries:
        if entry.is_dir() and entry not in taken:
            yield from _from_folder(entry)


def _from_file(path: Path) -> Iterator[FiledDesign | ManifestError]:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if b"%PDF-" in head[:1024]:
            yield _pdf(path)
        elif path.suffix.lower() in MANIFEST_SUFFIXES:
            yield from read_manifest(path)
        elif is_us_grant(head):
            yield read_us_grant(path)
        else:
            yield ManifestError(
                "The file is neither a list of designs (JSON, CSV), nor a US design grant (XML), "
                "nor a PDF. Name one of these.",
                "该文件既不是外观设计清单（JSON、CSV），也不是美国外观设计公告（XML）或 PDF，请指定上述文件。",
                file=str(path),
            )
    except ManifestError as error:
        yield error
    except OSError:
        yield ManifestError(
            "The file cannot be opened. Check its permissions.",
            "无法打开该文件，请检查访问权限。",
            file=str(path),
        )


def _pdf(path: Path) -> FiledDesign:
    number = _US_NUMBER.search(path.stem)
    design_id = f"USD{number[1].zfill(7)}" if number else path.stem
    facts = DesignFacts(design_id=design_id, office_code="US" if number else None)
    return FiledDesign(facts, (FiledView(path, ViewFacts(file=path.name), is_sheet=True),))
