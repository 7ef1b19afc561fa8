"""Describe a collection with another encoder while searches go on with the present one.

A refit fits codebook and components on the collection's own views, then describes every view with
them, batch by batch, and only then makes the new vectors the ones that are searched, in one
transaction. A mark in the folder of models says which model a refit is at: killed, it goes on
there. Each batch is committed by itself, so nothing is described twice.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from services.design_image.domain.backbone import ViewEncoder, model_version_of
from services.design_image.domain.errors import BackboneError, ModelError, RefitRunningError
from services.design_image.domain.features import extract
from services.design_image.domain.fitting import MAX_VIEWS, fit, require_views
from services.design_image.domain.model import DescriptorModel
from services.design_image.domain.weighing import Weighing, weigh
from services.design_image.engines.encoders import Encoders
from services.design_image.engines.model_files import bundled_model
from services.design_image.engines.picture_files import PictureFiles
from services.design_image.engines.vector_store import VectorStore
from shared.locks import folder_lock
from shared.snapshot import sync_folder

_MARK = "refit.json"
_BATCH = 64
_DESIGNS = 500
Report = Callable[[int], None]


@dataclass(frozen=True)
class RefitState:
    """How far a refit is."""

    version: str
    """Of the vectors it makes."""
    described: int
    views: int
    running: bool
    """Whether some process is at it; otherwise it waits to be taken up again."""


class Redescribing:
    """Describes views of the store with encoders. Safe for several threads and processes."""

    def __init__(self, store: VectorStore, files: PictureFiles, encoders: Encoders) -> None:
        self._store = store
        self._files = files
        self._encoders = encoders
        self._mark = encoders.folder / _MARK

    def describe_missing(
        self,
        encoder: ViewEncoder,
        report: Report = lambda _: None,
        design_ids: Sequence[str] | None = None,
    ) -> None:
        """Describe all views, or those of some designs, that the encoder has not described yet."""
        if design_ids is None:
            self._describe(encoder, report, None)
            return
        for start in range(0, len(design_ids), _DESIGNS):
            self._describe(encoder, report, design_ids[start : start + _DESIGNS])

    def refit(self, *, same_model: bool = False, report: Report = lambda _: None) -> ViewEncoder:
        """Fit, describe, switch; the encoder whose vectors are searched from now on.

        ``same_model`` keeps the model and describes with the backbone that is set now. A refit that
        was cut short is taken up where it stopped. Raises ``ModelError`` if the collection is too
        small, ``RefitRunningError`` if some process is at it.
        """
        with folder_lock(self._encoders.folder, wait=False) as held:
            if not held:
                raise RefitRunningError
            encoder = self._encoders.of(self._target(same_model=same_model))
            self.describe_missing(encoder, report)
            self._store.activate_model(encoder.version)
            self._mark.unlink(missing_ok=True)
        return encoder

    def weigh_backbone(self, views: int, report: Report = lambda _: None) -> Weighing:
        """What the backbone that is set is worth on an even sample of the views.

        Raises ``BackboneError`` if none is set.
        """
        backbone = self._encoders.backbone
        if backbone is None:
            raise BackboneError(
                "No backbone is set. Set ZHISHEN_DESIGN_IMAGE_BACKBONE.",
                "未设置骨干网络，请设置 ZHISHEN_DESIGN_IMAGE_BACKBONE。",
            )
        model = self._active_model()
        sample = self._store.sample_designs(views)
        rows, others = [], []
        for view in sample:
            picture = self._files.read(view.image_sha256)
            rows.append(ViewEncoder(model).encode(picture)[0])
            others.append(backbone.encode([picture])[0])
            report(1)
        if not sample:
            raise ModelError(
                "The collection has no design with several views to measure on.",
                "数据集中没有含多幅视图的外观设计，无法评测。",
            )
        return weigh(np.stack(rows), np.stack(others), [view.design_id for view in sample])

    def state(self) -> RefitState | None:
        """The refit that is under way or was cut short; ``None`` if there is none."""
        version = self._marked()
        if version is None:
            return None
        try:
            encoder = self._encoders.of(self._encoders.model(version))
        except ModelError:
            return None  # damaged, or of another version of the software: the next begins anew
        with folder_lock(self._encoders.folder, wait=False) as held:
            running = not held
        return RefitState(
            version=encoder.version,
            described=self._store.vector_count(encoder.version),
            views=self._store.view_count(),
            running=running,
        )

    def _target(self, *, same_model: bool) -> DescriptorModel:
        version = self._marked()
        if version is not None:
            try:
                return self._encoders.model(version)
            except ModelError:
                pass  # damaged, or of another version of the software: begin anew
        if same_model:
            active = self._store.active_model()
            model = (
                bundled_model()
                if active is None
                else self._encoders.model(model_version_of(active))
            )
        else:
            require_views(self._store.view_count())
            views = self._store.sample_views(MAX_VIEWS)
            model = fit([extract(self._files.read(view.image_sha256)) for view in views])
            self._encoders.keep(model)
        self._set_mark(model.version)
        return model

    def _active_model(self) -> DescriptorModel:
        version = self._store.active_model()
        if version is None:
            return bundled_model()
        return self._encoders.model(model_version_of(version))

    def _marked(self) -> str | None:
        try:
            version = json.loads(self._mark.read_bytes())["model"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return version if isinstance(version, str) else None

    def _set_mark(self, version: str) -> None:
        temporary = self._mark.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            file.write(json.dumps({"model": version}))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._mark)
        sync_folder(self._mark.parent)

    def _describe(
        self, encoder: ViewEncoder, report: Report, design_ids: Sequence[str] | None
    ) -> None:
        after = 0
        while batch := self._store.views_without_vector(encoder.version, after, _BATCH, design_ids):
            described = [
                (view.key, encoder.encode(self._files.read(view.image_sha256))[0]) for view in batch
            ]
            self._store.put_vectors(encoder.version, described)
            report(len(batch))
            after = batch[-1].key
