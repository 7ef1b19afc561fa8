"""HTTP status of each error of this service."""

from __future__ import annotations

from services.design_image.domain.errors import (
    DesignImageError,
    InvalidDesignError,
    ModelError,
    PictureError,
    PictureTooLargeError,
    RefitRunningError,
    UnknownDesignError,
    UnknownPictureTypeError,
    UnknownSearchError,
)
from shared.web.problems import ErrorStatus

ERROR_STATUS: ErrorStatus = {
    DesignImageError: 400,
    PictureError: 422,
    UnknownPictureTypeError: 415,
    PictureTooLargeError: 413,
    InvalidDesignError: 422,
    UnknownDesignError: 404,
    UnknownSearchError: 404,
    ModelError: 409,
    RefitRunningError: 409,
}
