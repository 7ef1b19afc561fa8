"""Writes an application as two ST.96 V6_0 documents that validate against WIPO's schemas."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from shared.formats.st96.bibliographic_writer import write_bibliographic
from shared.formats.st96.body_writer import write_body
from shared.formats.st96.losses import Losses
from shared.model.application import Application, ReadingNote
from shared.model.identification import FilingRoute


@dataclass(frozen=True)
class St96Documents:
    """The two documents and what the standard could not hold."""

    bibliographic_data: bytes
    application_body: bytes
    losses: tuple[ReadingNote, ...]


def write_st96(application: Application) -> St96Documents:
    """Write BibliographicData and ApplicationBody as UTF-8 XML.

    Claims with numbers, categories and references, paragraph numbers, headings by section,
    figures, parties, priorities, dates and classifications survive ``read_st96``. Formulas and
    tables are in the model only as places, so only those with an image file are written. A part
    that the application lacks but the schema requires (description, claims) holds one empty
    paragraph, which the reader takes for an absent part.

    Raises:
        St96WriteError: a text holds a character that XML 1.0 forbids.

    """
    losses = Losses()
    body = write_body(application)
    bibliographic = write_bibliographic(application, losses)
    if application.design is not None:
        losses.add(
            "design",
            "Design views and the brief explanation have no place in a patent ApplicationBody.",
            "外观设计的视图和简要说明在专利ApplicationBody中没有位置。",
        )
    if application.route is FilingRoute.HAGUE:
        losses.add(
            "hague",
            "The Hague route is left out: ST.96 wants the registration's number and date with it.",
            "未写入海牙途径：ST.96要求同时给出注册号和注册日。",
        )
    return St96Documents(_serialise(bibliographic), _serialise(body), losses.notes())


def _serialise(element: etree._Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8")
