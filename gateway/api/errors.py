"""HTTP status of every exception that may reach a caller."""

from __future__ import annotations

from gateway.errors import (
    AmendmentMismatchError,
    ApplicationNotFoundError,
    ApplicationNumberTakenError,
    AuditUnavailableError,
    DossierNotFoundError,
    GatewayError,
    IdempotencyKeyError,
    IdentityProviderError,
    InvalidCursorError,
    InvalidFormError,
    InvalidSelectionError,
    InvalidUploadError,
    OriginRefusedError,
    PapersUnavailableError,
    RecheckNotFoundError,
    RecheckStateError,
    ServiceAnswerError,
    ServiceUnavailableError,
    TicketRefusedError,
    TooManyHintSessionsError,
    TooManyRequestsError,
)
from shared.formats.errors import (
    LimitExceededError,
    ReaderCrashedError,
    ReadError,
    ReadTimeoutError,
    UnknownFormatError,
)
from shared.web.problems import ErrorStatus

ERROR_STATUS: ErrorStatus = {
    GatewayError: 500,
    ServiceUnavailableError: 503,
    ServiceAnswerError: 502,
    DossierNotFoundError: 404,
    ApplicationNotFoundError: 404,
    ApplicationNumberTakenError: 409,
    AmendmentMismatchError: 409,
    RecheckNotFoundError: 404,
    RecheckStateError: 409,
    InvalidSelectionError: 422,
    InvalidUploadError: 422,
    InvalidCursorError: 422,
    InvalidFormError: 422,
    AuditUnavailableError: 503,
    PapersUnavailableError: 503,
    IdentityProviderError: 503,
    IdempotencyKeyError: 422,
    OriginRefusedError: 403,
    TicketRefusedError: 401,
    TooManyHintSessionsError: 429,
    TooManyRequestsError: 429,
    ReadError: 422,
    LimitExceededError: 413,
    UnknownFormatError: 415,
    ReadTimeoutError: 422,
    ReaderCrashedError: 422,
}
