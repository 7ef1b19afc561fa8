"""Patent families: documents that go back to a common first filing.

Two documents are of one family if they share a first filing: a claimed priority, an application
(the application of one is a priority of the other), or the family id of their source. The title
plays no part: different inventions often have the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from services.prior_art.domain.identity import application_id, own_papers
from shared.contracts.prior_art import PriorArtDocument
from shared.model.application import Application
from shared.model.identification import PriorityClaim

_STATED = "family:"
"""Keeps family ids of sources apart from application ids."""


def family_ids(document: PriorArtDocument) -> tuple[str, ...]:
    """What ties a document to its family, sorted: its application, its priorities, its family id.

    A document with none of these has the one id of its number.
    """
    ids = set(_priority_ids(document.priority_claims))
    own = application_id(document.office_code, document.application_number)
    if own is not None:
        ids.add(own)
    if document.family_id:
        ids.add(_STATED + document.family_id.strip())
    return tuple(sorted(ids)) or (f"{document.office_code}{document.document_number}",)


def family_ids_of_application(application: Application) -> tuple[str, ...]:
    """The same for an application under examination, its parent's and international number
    included.
    """
    bibliographic = application.bibliographic
    ids = set(_priority_ids(bibliographic.priority_claims)) | own_papers(application)[0]
    if bibliographic.parent is not None:
        parent = application_id(bibliographic.office_code, bibliographic.parent.application_number)
        ids |= {parent} if parent is not None else set()
    return tuple(sorted(ids))


def group_by_family(keys: Sequence[str], ids: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Ranked keys in groups of one family each: groups by their best member, members by rank."""
    group_of: dict[str, int] = {}
    groups: list[list[str]] = []
    for key in keys:
        found = sorted({group_of[one] for one in ids[key] if one in group_of})
        if found:
            target = found[0]
        else:
            target = len(groups)
            groups.append([])
        groups[target].append(key)
        for other in found[1:]:
            # The key ties two groups together that seemed to be apart.
            groups[target].extend(groups[other])
            groups[other] = []
            for one, group in group_of.items():
                if group == other:
                    group_of[one] = target
        for one in ids[key]:
            group_of[one] = target
    place = {key: i for i, key in enumerate(keys)}
    return [tuple(sorted(group, key=place.__getitem__)) for group in groups if group]


def _priority_ids(priorities: Iterable[PriorityClaim]) -> list[str]:
    ids = (application_id(one.office_code or "", one.application_number) for one in priorities)
    return [one for one in ids if one]
