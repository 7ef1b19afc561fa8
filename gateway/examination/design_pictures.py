"""The pictures that show a design."""

from __future__ import annotations

from shared.model.application import Application
from shared.model.design import ViewKind
from shared.model.drawings import ImageFile
from shared.model.identification import ApplicationKind


def design_pictures(application: Application) -> tuple[ImageFile, ...]:
    """The views of the design papers; else, of a design, the sheets of its drawings."""
    if application.design is not None and application.design.views:
        return tuple(view.image for view in application.design.views)
    if application.kind is not ApplicationKind.DESIGN:
        return ()
    return tuple(image for figure in application.drawings or () for image in figure.images)


def are_sheets(application: Application) -> bool:
    """Whether the pictures are sheets of drawings, which may show several views each.

    Papers that present views say which view each one is; sheets are merely numbered.
    """
    views = application.design.views if application.design is not None else ()
    return all(view.kind is ViewKind.OTHER and not view.label for view in views)
