"""The JSON that stands for a request form or the papers of a design (``docs/request-json.md``).

Zhishen's own schema, labelled with the office's form codes; it is not the office's. Values may be
given in the office's Chinese terms (``发明专利请求书``, ``是``, ``主视图``, ``中国``). Names that are
not listed here are kept, not interpreted.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from shared.formats.dates import read_date
from shared.model.identification import ApplicationKind, FilingRoute

FORMS = {
    "110101": ApplicationKind.INVENTION,
    "120101": ApplicationKind.UTILITY_MODEL,
    "130101": ApplicationKind.DESIGN,
}
_FORM_NAMES = {
    "发明专利请求书": "110101",
    "实用新型专利请求书": "120101",
    "外观设计专利请求书": "130101",
    "发明": "110101",
    "实用新型": "120101",
    "外观设计": "130101",
}
_PARTY_TYPES = {
    "个人": "person",
    "自然人": "person",
    "单位": "organisation",
    "法人": "organisation",
    "企业": "organisation",
    "工矿企业": "organisation",
    "大专院校": "organisation",
    "科研单位": "organisation",
    "事业单位": "organisation",
    "机关团体": "organisation",
}
_ROUTES = {
    "国家申请": "national",
    "进入国家阶段": "pct_national_phase",
    "海牙": "hague",
    "外观设计国际申请": "hague",
}
_COUNTRIES = {
    "中国": "CN", "中华人民共和国": "CN", "中国香港": "HK", "香港": "HK", "中国澳门": "MO", "澳门": "MO",
    "中国台湾": "TW", "台湾": "TW", "美国": "US", "日本": "JP", "韩国": "KR", "德国": "DE", "英国": "GB",
    "法国": "FR", "瑞士": "CH", "荷兰": "NL", "瑞典": "SE", "意大利": "IT", "西班牙": "ES", "奥地利": "AT",
    "比利时": "BE", "丹麦": "DK", "芬兰": "FI", "挪威": "NO", "加拿大": "CA", "澳大利亚": "AU", "新加坡": "SG",
    "以色列": "IL", "印度": "IN", "俄罗斯": "RU", "巴西": "BR", "欧洲专利局": "EP", "欧洲": "EP",
    "世界知识产权组织": "WO", "国际局": "WO",
}  # fmt: skip


def _form(value: object) -> object:
    return _FORM_NAMES.get(value.strip(), value.strip()) if isinstance(value, str) else value


def _party_type(value: object) -> object:
    return _PARTY_TYPES.get(value.strip(), value) if isinstance(value, str) else value


def _route(value: object) -> object:
    return _ROUTES.get(value.strip(), value.strip()) if isinstance(value, str) else value


def _country(value: object) -> object:
    return _COUNTRIES.get(value.strip(), value.strip()) if isinstance(value, str) else value


def _yes_or_no(value: object) -> object:
    return {"是": True, "否": False}.get(value.strip(), value) if isinstance(value, str) else value


def _day(value: object) -> object:
    return read_date(value) or value if isinstance(value, str) else value


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Country = Annotated[str, BeforeValidator(_country)]
Flag = Annotated[bool, BeforeValidator(_yes_or_no)]
Day = Annotated[date, BeforeValidator(_day)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_several)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class _Given(BaseModel):
    """What a person fills in: unknown names are kept apart."""

    model_config = ConfigDict(frozen=True, extra="allow")


class GivenAddress(_Given):
    """An address, whole or in parts."""

    country: Country | None = None
    postcode: str | None = None
    region: str | None = None
    city: str | None = None
    text: str | None = None


Address = Annotated[
    GivenAddress, BeforeValidator(lambda v: {"text": v} if isinstance(v, str) else v)
]


class GivenParty(_Given):
    """An applicant, inventor or contact person."""

    name: str
    original_name: str | None = None
    party_type: Annotated[
        Literal["person", "organisation"] | None, BeforeValidator(_party_type)
    ] = None
    address: Address | None = None
    identifier: str | None = None
    nationality: Country | None = None
    phone: str | None = None
    representative: Flag = False
    publish_name: Flag = True


Party = Annotated[GivenParty, BeforeValidator(lambda v: {"name": v} if isinstance(v, str) else v)]


class GivenAttorney(_Given):
    """A patent attorney."""

    name: str
    licence_number: str | None = None
    phone: str | None = None


class GivenAgency(_Given):
    """The agency and its attorneys."""

    name: str
    code: str | None = None
    attorneys: tuple[GivenAttorney, ...] = ()


class GivenPriority(_Given):
    """A claimed priority."""

    office: Country | None = None
    application_number: str | None = None
    filing_date: Day | None = None


class GivenParent(_Given):
    """The application from which this one was divided."""

    application_number: str
    filing_date: Day | None = None
    submission_date: Day | None = None


class GivenPct(_Given):
    """The international phase."""

    application_number: str | None = None
    filing_date: Day | None = None
    publication_number: str | None = None
    publication_date: Day | None = None
    national_phase_entry_date: Day | None = None


class GivenView(_Given):
    """A view of a design and its picture file."""

    file: str
    kind: str | None = None
    label: str | None = None
    design_number: Annotated[int, Field(ge=1, le=100)] | None = None


class GivenEvent(_Given):
    """Something that happened on a day."""

    kind: str
    occurred_on: Day
    details: dict[str, JsonValue] = {}


class GivenFee(_Given):
    """A fee paid."""

    kind: str
    amount: Annotated[Decimal, Field(ge=0, max_digits=14)]
    currency: str = "CNY"
    paid_on: Day
    details: dict[str, JsonValue] = {}


class GivenPaper(_Given):
    """A paper of the procedure."""

    kind: str
    form_code: str | None = None
    received_on: Day | None = None
    details: dict[str, JsonValue] = {}


class GivenRequest(_Given):
    """The whole document."""

    form_code: Annotated[Literal["110101", "120101", "130101"], BeforeValidator(_form)]
    route: Annotated[FilingRoute | None, BeforeValidator(_route)] = None
    application_number: str | None = None
    filing_date: Day | None = None
    title: str | None = None
    applicants: tuple[Party, ...] = ()
    inventors: tuple[Party, ...] = ()
    contact_person: Party | None = None
    agency: GivenAgency | None = None
    priorities: tuple[GivenPriority, ...] = ()
    parent: GivenParent | None = None
    pct: GivenPct | None = None
    declared_claim_count: Count | None = None
    declared_description_pages: Count | None = None
    abstract_figure_number: Count | None = None
    substantive_examination_requested: Flag | None = None
    early_publication_requested: Flag | None = None
    same_day_application_declared: Flag | None = None
    secrecy_requested: Flag | None = None
    signed_by: Texts | None = None
    product_name: str | None = None
    views: tuple[GivenView, ...] = ()
    brief_explanation: Texts = ()
    locarno: str | None = None
    partial: Flag = False
    events: tuple[GivenEvent, ...] | None = None
    fees: tuple[GivenFee, ...] | None = None
    papers: tuple[GivenPaper, ...] | None = None


def unknown_names(model: BaseModel, path: str = "") -> dict[str, JsonValue]:
    """Everything given under names that the schema does not list, by path ``applicants/0/x``."""
    found: dict[str, JsonValue] = {
        f"{path}{name}": value for name, value in (model.model_extra or {}).items()
    }
    for name in type(model).model_fields:
        value = getattr(model, name)
        inner = value if isinstance(value, tuple) else (value,)
        for place, item in enumerate(inner):
            if isinstance(item, BaseModel):
                step = f"{name}/{place}/" if isinstance(value, tuple) else f"{name}/"
                found.update(unknown_names(item, path + step))
    return found
