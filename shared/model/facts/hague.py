"""International design applications (Hague Agreement). Vocabulary: docs/facts/national-phase.md."""

from __future__ import annotations

from shared.model.facts.reading import Fact, Flag, Names, Text, also, kinds


class HagueApplication(Fact):
    """An application for international registration handed in through the national office."""

    KINDS = kinds("hague_application", "外观设计国际注册申请")

    via_office: Flag = also("通过专利局提交")
    residence_in_china: Flag = also("在中国有经常居所或者营业所")
    contracting_parties: Names = also("申请人的缔约方")
    language: Text = also("语言")
    form: Text = also("表格")
    reproductions: Flag = also("图片或者照片")
    chinese_contact: Flag = also("中文通信信息")


class HaguePublication(Fact):
    """Publication of the registration by the International Bureau."""

    KINDS = kinds("international_publication", "国际公布", "外观设计国际申请公布")

    priority: Flag = also("优先权")
    grace_period: Flag = also("不丧失新颖性公开")
