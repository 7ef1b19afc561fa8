"""Encoders of views by version: the models kept, joined with the backbone that is set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from services.design_image.domain.backbone import Backbone, ViewEncoder, model_version_of
from services.design_image.domain.errors import BackboneError, ModelError
from services.design_image.domain.model import DescriptorModel
from services.design_image.engines.model_files import bundled_model, load_model, save_model


@dataclass(frozen=True)
class Encoders:
    """Models of a folder and the backbone of the settings."""

    folder: Path
    backbone: Backbone | None = None
    weight: float = 0.0
    """The backbone's share of the cosine."""

    def of(self, model: DescriptorModel) -> ViewEncoder:
        """The encoder that the settings ask for, with this model."""
        return ViewEncoder(model, self.backbone, self.weight if self.backbone else 0.0)

    def by_version(self, version: str) -> ViewEncoder:
        """The encoder of stored vectors.

        Raises ``ModelError`` if its model cannot be used, ``BackboneError`` if the settings name
        another backbone or weight.
        """
        model = self.model(model_version_of(version))
        for encoder in (self.of(model), ViewEncoder(model)):
            if encoder.version == version:
                return encoder
        raise BackboneError(
            "The collection was described with another backbone or weight. Set the former ones, or "
            "describe it anew: zhishen designs refit --same-model.",
            "数据集系以其他骨干网络或权重描述。请恢复原设置，或重新描述：zhishen designs refit --same-model。",
        )

    def model(self, version: str) -> DescriptorModel:
        """A descriptor model. Raises ``ModelError``."""
        bundled = bundled_model()
        if version == bundled.version:
            return bundled
        model = load_model(self._path(version))
        if model.version != version:
            raise ModelError(
                "The descriptor model file does not hold the version it is named for. "
                "Fit a model again.",
                "描述符模型文件的内容与其版本名称不符，请重新建立模型。",
                file=f"{version}.npz",
            )
        return model

    def keep(self, model: DescriptorModel) -> None:
        """Save a model durably."""
        save_model(model, self._path(model.version))

    def _path(self, version: str) -> Path:
        return self.folder / f"{version}.npz"
