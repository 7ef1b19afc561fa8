"""Registered designs, searches among them by pictures, and the model that describes pictures."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from shared.client.asynchronous.caller import AsyncCaller
from shared.client.operations import design_image
from shared.client.packages import picture_files
from shared.contracts.design_image import (
    DescriptorModelState,
    DesignAdded,
    DesignData,
    DesignRecord,
    HitExplanation,
    ImageSearchRequest,
    ImageSearchResult,
    RecordedImageSearch,
    RefitRequest,
)


class AsyncDesignImageCalls(AsyncCaller):
    """Calls that design_image answers."""

    async def add_design(self, design: DesignData, views: Sequence[Path]) -> DesignAdded:
        """Add or replace a design; ``design.views`` names each file of ``views`` by its name."""
        return await self._run(
            design_image.add_design(design, await asyncio.to_thread(picture_files, views))
        )

    async def design(self, design_id: str) -> DesignRecord:
        """A design of the collection."""
        return await self._run(design_image.design(design_id))

    async def remove_design(self, design_id: str) -> None:
        """Take a design out of the collection."""
        await self._run(design_image.remove_design(design_id))

    async def design_view(self, design_id: str, view_id: str) -> bytes:
        """A view of a design as PNG."""
        return await self._run(design_image.design_view(design_id, view_id))

    async def search_images(
        self, views: Sequence[Path], request: ImageSearchRequest | None = None
    ) -> ImageSearchResult:
        """Search earlier designs by views: pictures or sheets on disk."""
        question = request or ImageSearchRequest()
        return await self._run(
            design_image.search_images(question, await asyncio.to_thread(picture_files, views))
        )

    async def recorded_image_search(self, search_id: str) -> RecordedImageSearch:
        """An image search made earlier by this key, with its question."""
        return await self._run(design_image.recorded_image_search(search_id))

    async def image_search_page(self, search_id: str) -> str:
        """The same as an HTML page with its pictures."""
        return await self._run(design_image.image_search_page(search_id))

    async def replay_image_search(self, search_id: str) -> bytes:
        """The recorded answer, byte for byte."""
        return await self._run(design_image.replay_image_search(search_id))

    async def query_view(self, search_id: str, number: int) -> bytes:
        """A query view of a recorded search as PNG, numbered from 0."""
        return await self._run(design_image.query_view(search_id, number))

    async def explain_hit(self, search_id: str, design_id: str) -> HitExplanation:
        """Why a hit was found: scores by channel, agreeing key points."""
        return await self._run(design_image.explain_hit(search_id, design_id))

    async def match_picture(
        self, search_id: str, design_id: str, number: int, picture: design_image.MatchPicture
    ) -> bytes:
        """How query view ``number`` met a hit, as PNG."""
        return await self._run(design_image.match_picture(search_id, design_id, number, picture))

    async def descriptor_model(self) -> DescriptorModelState:
        """The model that image searches use, and how far a refit is; for operators."""
        return await self._run(design_image.descriptor_model())

    async def refit_descriptor_model(self, request: RefitRequest) -> DescriptorModelState:
        """Fit that model on the collection while searches go on; for operators."""
        return await self._run(design_image.refit_descriptor_model(request))
