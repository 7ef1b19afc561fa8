"""Who may see which collection."""

from __future__ import annotations

from enum import StrEnum

from shared.contracts.common import Role


class Access(StrEnum):
    """What a collection holds, and therefore who may know of it."""

    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    """Pending applications, for conflicting applications: examiners only."""


def may_see(role: Role, access: Access) -> bool:
    """Whether a role may know that the collection exists, search, read and change it.

    An unpublished collection exists for examiners only, not even for those who run the service.
    """
    return access is Access.PUBLISHED or role is Role.EXAMINER
