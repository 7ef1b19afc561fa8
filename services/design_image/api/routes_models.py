"""Routes of the descriptor model: what is searched with, and refits of it."""

from __future__ import annotations

from fastapi import APIRouter

from services.design_image.api.dependencies import CollectionDependency
from services.design_image.engines.collection import DesignCollection
from shared.contracts.design_image import DescriptorModelState, RefitProgress, RefitRequest
from shared.web.principal import Operator

router = APIRouter(prefix="/v1", tags=["design_image"])


@router.get("/descriptor-model")
def read_model(collection: CollectionDependency, _: Operator) -> DescriptorModelState:
    """The model that searches use, and how far a refit is."""
    return _state(collection)


@router.post("/descriptor-model/refits", status_code=202)
def start_refit(
    request: RefitRequest, collection: CollectionDependency, _: Operator
) -> DescriptorModelState:
    """Fit the model on the collection and describe all views anew, while searches go on.

    One that was cut short is taken up again, at the latest when the service starts.
    """
    collection.start_refit(same_model=request.same_model)
    return _state(collection)


def _state(collection: DesignCollection) -> DescriptorModelState:
    state = collection.refit_state
    return DescriptorModelState(
        version=collection.model_version,
        vector_index=collection.index_name,
        views=collection.counts()[1],
        refit=None
        if state is None
        else RefitProgress(
            version=state.version,
            described=state.described,
            views=state.views,
            running=state.running,
        ),
    )
