"""The case file: an application and the facts its own papers do not carry.

A fact that is absent is *unknown*: a rule that needs it reports "not checked", never a failure.
Everything here comes from our own documented JSON (``docs/formats.md``); it is labelled with the
office's form codes (110101 request for invention, 120101 utility model, 130101 design) but is not
the office's schema.
"""

from __future__ import annotations

from decimal import Decimal

from pydantic import JsonValue

from shared.model.application import Application
from shared.model.base import Frozen
from shared.model.day import Day
from shared.model.drawings import RecognisedPicture, RecognisedSign
from shared.model.facts.sequence_listing import SequenceListing


class RequestForm(Frozen):
    """What the request form states beyond bibliographic data (which readers put in its place)."""

    form_code: str
    """``110101``, ``120101`` or ``130101``."""
    title: str | None = None
    declared_claim_count: int | None = None
    declared_description_pages: int | None = None
    abstract_figure_number: int | None = None
    substantive_examination_requested: bool | None = None
    early_publication_requested: bool | None = None
    same_day_application_declared: bool | None = None
    secrecy_requested: bool | None = None
    signed_by: tuple[str, ...] | None = None
    further: dict[str, JsonValue] = {}
    """Further statements by documented field name; unknown names are kept, not interpreted."""


class DatedEvent(Frozen):
    """Something that happened on a day, e.g. ``notice_issued``, ``restoration_requested``."""

    kind: str
    occurred_on: Day
    details: dict[str, JsonValue] = {}


class FeePayment(Frozen):
    """A fee paid."""

    kind: str
    amount: Decimal
    currency: str = "CNY"
    paid_on: Day
    details: dict[str, JsonValue] = {}
    """Remittance, application number, reduction …: ``docs/facts/fees.md``."""


class ProcedurePaper(Frozen):
    """A paper of the procedure: power of attorney, priority copy, assignment, request …"""

    form_code: str | None = None
    kind: str
    received_on: Day | None = None
    details: dict[str, JsonValue] = {}


class CaseFile(Frozen):
    """An application with the facts around it."""

    application: Application
    request: RequestForm | None = None
    events: tuple[DatedEvent, ...] | None = None
    fees: tuple[FeePayment, ...] | None = None
    papers: tuple[ProcedurePaper, ...] | None = None
    recognised_signs: tuple[RecognisedSign, ...] | None = None
    """Signs read in the drawings; ``None`` until recognition has run on every sheet."""
    recognised_pictures: tuple[RecognisedPicture, ...] | None = None
    """What was seen in the pictures of drawings or views; a picture not listed is unknown."""
    sequence_listings: tuple[SequenceListing, ...] | None = None
    """Sequence listing files; empty where a whole filing has none, ``None`` if that is unknown."""
