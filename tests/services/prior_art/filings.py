"""An invented application and the documents around it, by date."""

from __future__ import annotations

from datetime import date

from shared.contracts.prior_art import PriorArtDocument
from shared.model.application import Abstract, Application, BibliographicData
from shared.model.claim_language import FiledClaim, build_claims
from shared.model.identification import (
    ApplicationKind,
    DocumentStage,
    PriorityClaim,
)
from shared.model.parties import Applicant
from shared.model.source import TextUnit
from tests.services.prior_art.documents import document

FILED, PRIORITY = date(2020, 6, 1), date(2019, 6, 3)
CLAIMS = (
    "一种灌溉水泵，包括壳体和叶轮，其特征在于：所述壳体内设有太阳能电机；"
    "所述叶轮上设有防堵塞刀片；所述壳体外设有湿度传感器。",
    "根据权利要求1所述的灌溉水泵，其特征在于：所述湿度传感器连接有无线通信模块。",
    "根据权利要求2所述的灌溉水泵，其特征在于：所述壳体由碳纤维制成。",
)
MOTOR = "所述壳体内设有太阳能电机，壳体和叶轮构成灌溉水泵。"
BLADE = "叶轮上设有防堵塞刀片。"
SENSOR = "所述壳体外设有湿度传感器，湿度传感器连接有无线通信模块。"
CARBON = "灌溉水泵的壳体由碳纤维制成。"


def unit(name: str, text: str) -> TextUnit:
    return TextUnit(id=name, text=text)


def application(
    *, priority: bool = True, claims: tuple[str, ...] = CLAIMS, applicant: str = "甲公司"
) -> Application:
    filed = [FiledClaim(unit(f"claim-{i}", text), i) for i, text in enumerate(claims, start=1)]
    return Application(
        stage=DocumentStage.FILING,
        kind=ApplicationKind.INVENTION,
        bibliographic=BibliographicData(
            office_code="CN",
            application_number="202010000001.9",
            filing_date=FILED,
            priority_claims=(
                (
                    PriorityClaim(
                        sequence=1,
                        office_code="CN",
                        application_number="201910000001.X",
                        filing_date=PRIORITY,
                    ),
                )
                if priority
                else ()
            ),
            applicants=(Applicant(name=applicant),),
            invention_title=unit("title", "灌溉水泵"),
        ),
        abstract=Abstract(units=(unit("abstract", "一种灌溉水泵，设有太阳能电机和防堵塞刀片。"),)),
        claims=build_claims(filed, "zh"),
    )


def pump(
    number: str, published: date | None, filed: date | None, text: str, **further: object
) -> PriorArtDocument:
    made = document(
        number, "灌溉水泵", abstract="灌溉水泵。", published=published, paragraphs=(text,)
    )
    return made.model_copy(update={"filing_date": filed, **further})


AROUND = {
    "all": pump("1001", date(2015, 1, 1), date(2014, 1, 1), MOTOR + BLADE + SENSOR + CARBON),
    "motor and blade": pump("1002", date(2016, 1, 1), date(2015, 1, 1), MOTOR + BLADE),
    "sensor": pump("1003", date(2017, 1, 1), date(2016, 1, 1), SENSOR),
    "interval": pump("1004", date(2020, 1, 1), date(2019, 8, 1), MOTOR + BLADE + SENSOR),
    "conflicting": pump("1005", date(2021, 1, 1), date(2019, 1, 1), MOTOR + BLADE + SENSOR),
    "possibly": pump("1006", date(2021, 2, 1), date(2019, 9, 1), MOTOR + BLADE + SENSOR),
    "later": pump("1007", date(2023, 1, 1), date(2022, 1, 1), MOTOR + BLADE + SENSOR + CARBON),
    "undated": pump("1008", None, None, MOTOR + BLADE + SENSOR),
    "foreign later": pump("1009", date(2021, 1, 1), date(2019, 1, 1), MOTOR, office_code="US"),
    "own": pump("1010", date(2020, 12, 1), FILED, MOTOR, application_number="2020100000019"),
    "own priority": pump(
        "1011",
        date(2020, 2, 1),
        PRIORITY,
        MOTOR,
        application_number="201910000001X",
        applicants=("甲公司",),
    ),
}
"""What each document is to the application: its name says it."""
KEYS = {name: one.key for name, one in AROUND.items()}
