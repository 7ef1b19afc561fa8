"""The gateway's exceptions.

GatewayError
├── ServiceUnavailableError       a service is down, slow or overloaded
│   ├── ServiceNotInstalledError  its extra is not installed in this environment
│   ├── ServiceRestingError       it failed too often and is left alone for a while
│   ├── ServiceRefusedError       it does not accept the gateway's signature
│   └── ServiceBusyError          as many calls of it run and wait as may
├── ServiceAnswerError            a service answered something that is not its contract
├── DossierNotFoundError          there is no such dossier for this key
├── ApplicationNotFoundError      there is no such application for this key
├── ApplicationNumberTakenError   the owner has filed this number already
├── AmendmentMismatchError        an amendment names another application number
├── RecheckNotFoundError          there is no such re-check
├── RecheckStateError             a re-check in this state cannot do that
├── InvalidSelectionError         a selection names a rule that is not there
├── InvalidUploadError            the upload is not a package
├── InvalidFormError              a form in the browser was filled in wrongly
├── InvalidCursorError            a page mark that this gateway did not make
├── OriginRefusedError            a page of this origin may not open a hint session
├── TicketRefusedError            a hint session was opened without a good ticket
├── TooManyHintSessionsError      this key, or the gateway, has as many sessions as it may
├── BackupError                   a backup cannot be written or restored
├── IdempotencyKeyError           an idempotency key that cannot be used for this request
├── TooManyRequestsError          this key asks faster than it may
├── IdentityProviderError         the provider of tokens cannot be reached
├── AuditUnavailableError         what must be audited first cannot be
├── PapersUnavailableError        where papers and pictures are kept does not answer
└── ConfigurationError            settings that cannot work together
"""

from __future__ import annotations

from gateway.errors.admission import (
    AuditUnavailableError,
    IdempotencyKeyError,
    IdentityProviderError,
    OriginRefusedError,
    TicketRefusedError,
    TooManyHintSessionsError,
    TooManyRequestsError,
)
from gateway.errors.base import (
    GatewayError,
)
from gateway.errors.operation import (
    BackupError,
    ConfigurationError,
    PapersUnavailableError,
)
from gateway.errors.pending import (
    AmendmentMismatchError,
    ApplicationNotFoundError,
    ApplicationNumberTakenError,
    DossierNotFoundError,
    InvalidCursorError,
    InvalidFormError,
    InvalidSelectionError,
    InvalidUploadError,
    RecheckNotFoundError,
    RecheckStateError,
)
from gateway.errors.service import (
    ServiceAnswerError,
    ServiceBusyError,
    ServiceNotInstalledError,
    ServiceRefusedError,
    ServiceRestingError,
    ServiceUnavailableError,
    refused,
)

__all__ = [
    "AmendmentMismatchError",
    "ApplicationNotFoundError",
    "ApplicationNumberTakenError",
    "AuditUnavailableError",
    "BackupError",
    "ConfigurationError",
    "DossierNotFoundError",
    "GatewayError",
    "IdempotencyKeyError",
    "IdentityProviderError",
    "InvalidCursorError",
    "InvalidFormError",
    "InvalidSelectionError",
    "InvalidUploadError",
    "OriginRefusedError",
    "PapersUnavailableError",
    "RecheckNotFoundError",
    "RecheckStateError",
    "ServiceAnswerError",
    "ServiceBusyError",
    "ServiceNotInstalledError",
    "ServiceRefusedError",
    "ServiceRestingError",
    "ServiceUnavailableError",
    "TicketRefusedError",
    "TooManyHintSessionsError",
    "TooManyRequestsError",
    "refused",
]
