"""What routes need besides the request."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from services.prior_art.engines.library import Library


async def library_of(request: Request) -> Library:
    """The library that the lifespan opened."""
    library = request.app.state.library
    assert isinstance(library, Library)  # noqa: S101 - narrows the type
    return library


LibraryDependency = Annotated[Library, Depends(library_of)]
