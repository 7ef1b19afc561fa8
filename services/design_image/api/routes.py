"""Routes of the design collection. Descriptors cost CPU: every such route is a plain ``def``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response, UploadFile

from services.design_image.api.answering import versions
from services.design_image.api.convert import (
    design_facts,
    design_record,
    match_files,
)
from services.design_image.api.dependencies import (
    CollectionDependency,
    LimitsDependency,
    parse_form_field,
)
from services.design_image.domain.design import ViewFacts
from services.design_image.domain.errors import InvalidDesignError, UnknownDesignError
from services.design_image.domain.raster import Gray
from services.design_image.engines.intake import PictureFile, read_views, source_digest
from shared.contracts.design_image import (
    DesignAdded,
    DesignData,
    DesignRecord,
)
from shared.web.principal import CurrentPrincipal, Maintainer

MAX_DESIGN_VIEWS = 200
router = APIRouter(prefix="/v1", tags=["design_image"])


def picture_files(uploads: list[UploadFile], *, are_sheets: bool = False) -> list[PictureFile]:
    """Uploaded files with their places in the request."""
    return [
        PictureFile(
            upload.filename or f"views/{position}",
            upload.file.read(),
            are_sheets,
            pointer=f"#/views/{position}",
        )
        for position, upload in enumerate(uploads)
    ]


@router.post("/designs", status_code=201)
def add_design(
    design: Annotated[str, Form(description="JSON, see DesignData")],
    views: list[UploadFile],
    collection: CollectionDependency,
    limits: LimitsDependency,
    _: Maintainer,
) -> DesignAdded:
    """Add a published design with its views, or replace it whole. Durable on return."""
    data = parse_form_field(DesignData, "design", design)
    facts = design_facts(data)
    files = match_files(data, picture_files(views))
    sources = [
        (ViewFacts(kind=stated.kind, label=stated.label, file=stated.file), file)
        for stated, file in zip(data.views, files, strict=True)
    ]
    described: list[tuple[ViewFacts, Gray]] = []
    for view_facts, file in sources:
        described += [(view_facts, view) for view in read_views(file, limits)]
        if len(described) > MAX_DESIGN_VIEWS:
            raise InvalidDesignError(
                f"A design has at most {MAX_DESIGN_VIEWS} views. Send fewer files.",
                f"每件外观设计最多 {MAX_DESIGN_VIEWS} 幅视图，请减少文件。",
                pointer=file.pointer,
                file=file.name,
            )
    replaced = collection.add(facts, described, source_digest(facts, sources))
    return DesignAdded(
        design_id=facts.design_id,
        views=len(described),
        replaced=replaced,
        versions=versions(collection),
    )


@router.get("/designs/{design_id}")
def get_design(
    design_id: str, collection: CollectionDependency, _: CurrentPrincipal
) -> DesignRecord:
    """A design of the collection."""
    return design_record(collection.get(design_id), versions(collection))


@router.delete("/designs/{design_id}", status_code=204)
def delete_design(design_id: str, collection: CollectionDependency, _: Maintainer) -> None:
    """Take a design out of the collection."""
    collection.delete(design_id)


@router.get("/designs/{design_id}/views/{view_id}/image", response_class=Response)
def get_view_image(
    design_id: str, view_id: str, collection: CollectionDependency, _: CurrentPrincipal
) -> Response:
    """The normalised view as PNG."""
    if not (view_id.isascii() and view_id.isdigit() and len(view_id) < 6):
        raise UnknownDesignError
    return Response(collection.view_png(design_id, int(view_id)), media_type="image/png")
