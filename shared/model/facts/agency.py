"""Powers of attorney. Vocabulary: docs/facts/agency-and-papers.md."""

from __future__ import annotations

from shared.model.facts.reading import Fact, Flag, Names, Text, also, kinds


class PowerOfAttorney(Fact):
    """A power of attorney for one application (form 100007), or the number of a general one."""

    KINDS = kinds("power_of_attorney", "委托书", "专利代理委托书")

    scope: Text = also("委托权限")
    title: Text = also("发明创造名称")
    agencies: Names = also("agency", "专利代理机构名称", "专利代理机构")
    attorneys: Names = also("专利代理师", "专利代理师姓名")
    signed_by: Names = also("委托人签章", "签字或盖章")
    agency_sealed: Flag = also("代理机构盖章")
    general_number: Text = also("总委托书编号")
    international_application_number: Text = also("国际申请号")
    applicants: Names = also("委托人", "申请人")
    original_names: Names = also("委托人原文名称", "申请人原文名称")


class AgencyStatements(Fact):
    """Further statements of the request on its agency."""

    general_power_number: Text = also("总委托书编号")
