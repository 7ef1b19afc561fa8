"""Word lists of the wording rules, with their sources; an office may change them (``overrides``).

Patterns are ordinary text alternatives: linear in the text, no nesting.
"""

from __future__ import annotations

import re

from services.formal_check.domain.marked_pattern import MarkedPattern
from services.formal_check.domain.word_lists import WordList
from shared.contracts.common import Message

COMMERCIAL = WordList(
    "commercial",
    Message(zh="商业性宣传用语", en="advertising"),
    "Rules 20.3 and 26.2; Guidelines I-1-4.2 and I-1-7.8: superlatives about the market, praise by customers, invitations to buy",
    MarkedPattern(
        r"(?:国际|国内|世界|全球|行业|业界|业内)(?:上)?(?:最?领先|最?先进|首创|首家|第一|一流|顶尖|独创|领军)(?:水平|地位)?"
        r"|(?:市场|市面|世界|全球|国内|行业)上?最(?:好|佳|优秀|先进|畅销|便宜)|首屈一指|独一无二|举世无双|无与伦比|遥遥领先|天下第一|(?:畅销|驰名|誉满|享誉)(?:中外|全球|全国|海内外)"
        r"|填补了?(?:国内|国际|国内外|世界|行业|技术|市场)?(?:的)?空白|(?:最佳|极品|顶级|王牌|名牌)(?:产品|品质|选择)"
        r"|质量(?:上乘|第一|可靠价格)|物美价廉|价廉物美|深受(?:广大)?(?:用户|消费者|客户|群众|患者)(?:的)?(?:欢迎|好评|喜爱|青睐)"
        r"|市场前景(?:十分|非常|极其|极为)?(?:广阔|看好)|(?:具有|有着)(?:很好的|良好的|广阔的|极大的)?市场(?:前景|竞争力)"
        r"|经济效益(?:十分|非常|极其)?(?:显著|可观)|欢迎(?:选购|订购|来电|惠顾)|免费(?:试用|咨询)|包治|根治率|祖传秘方",
        marks="国际 国内 世界 全球 行业 业界 业内 市场 市面 首屈一指 独一无二 举世无双 无与伦比 遥遥领先 天下第一 畅销 驰名"
        " 誉满 享誉 填补 最佳产品 最佳品质 最佳选择 极品 顶级 王牌 名牌 质量上乘 质量第一 质量可靠 物美价廉 价廉物美 深受"
        " 经济效益 欢迎 免费 包治 根治率 祖传",
    ),
)
"""经济效益显著 and the like are common in published papers: the rules that use this list warn, they do
not call an error."""

DISPARAGING = WordList(
    "disparaging",
    Message(zh="贬低他人或者他人产品的用语", en="wording against others or their products"),
    "Guidelines I-1-7.7 and I-1-7.8",
    MarkedPattern(
        r"粗制滥造|(?:是|为|属于|均属|都属|(?<=他人的|别人的|同行的|厂家的|公司的|市面上|市场上))(?:假冒)?(?:伪劣|劣质)(?:产品)?|欺骗(?:消费者|用户|顾客)|骗人的|一无是处"
        r"|毫无(?:价值|用处)|名不副实|不负责任|(?:质量|做工|品质)(?:低劣|拙劣)|垃圾产品|黑心(?=厂|商|企业|老板|产品)"
        r"|(?:是|系|属于|构成|公然|恶意)(?:对[^,，;；。\n]{0,12}的)?(?:抄袭|剽窃)|(?<!防止|避免|杜绝|防范|检测|识别|监管|发现)偷工减料",
        marks="粗制滥造 伪劣 劣质 欺骗 骗人 一无是处 毫无 名不副实 不负责任 低劣 拙劣 抄袭 剽窃 垃圾产品 偷工减料 黑心",
    ),
)
"""Words that also name a matter of technology (假冒伪劣, 抄袭, 黑心病) count only where they judge
somebody's product."""

PLACEHOLDERS = WordList(
    "placeholders",
    Message(zh="占位符和模板残留文字", en="left-overs of templates and drafts"),
    "No provision names them: hints on quality",
    MarkedPattern(
        r"(?<![A-Za-z0-9])(?:TODO|TBD|FIXME|XXX+)(?![A-Za-z0-9])|[?？]{2,}|[×＊]{3,}|\*{3,}|_{4,}"
        r"|(?:请)?在此处?(?:键入|输入|填写|插入)[^，。；\n]{0,30}|(?:请输入|点击(?:此处)?输入|单击此处)[^，。；\n]{0,30}"
        r"|【(?:待补充|待定|待填|补充|此处)[^】\n]{0,30}】|[（(](?:待补充|待定|待填|此处省略)[^）)\n]{0,30}[）)]|待补充|[Ll]orem ipsum|LOREM IPSUM",
        marks="TODO TBD FIXME XXX ?? ？？ ?？ ？? ×× ＊＊ ×＊ ＊× *** ____ 在此 请输入 点击 单击 【 待补充 待定 待填 此处"
        " orem OREM",
    ),
)

NON_STATUTORY_UNITS = WordList(
    "non_statutory_units",
    Message(zh="非法定计量单位的数值", en="values in units that are not statutory"),
    "Order on statutory units of 1984, after Guidelines V-1-3.3",
    MarkedPattern(
        r"(?<![\d.])(\d+(?:\.\d+)?|[一二三四五六七八九十百]{1,4})\s?"
        r"(英寸|英尺|英里|英磅|英担|加仑|盎司|品脱|华氏度|℉|马力|千卡|大卡|公分|市斤|斤|市尺|市两|平方英尺|平方英寸|立方英尺|磅(?!秤)|psi(?![a-z])"
        r"|inch(?:es)?(?![a-z])|mmHg|atm(?![a-z])|kgf(?![a-z])|(?:kg|公斤)力)",
        marks="英寸 英尺 英里 英磅 英担 加仑 盎司 品脱 华氏 ℉ 马力 千卡 大卡 公分 斤 市尺 市两 磅 psi inch mmHg atm kgf kg力",
    ),
)

INDEFINITE = WordList(
    "indefinite_terms",
    Message(zh="含义不确定的用语", en="indefinite terms"),
    "Guidelines II-2-3.2.2: 厚, 薄, 强, 弱, 高温, 高压, 很宽范围",
    re.compile(
        r"(?:很|较|相当|非常|极|十分|比较)(?:宽|大|小|广)的?范围"
        r"|(?<![耐抗防超])(?:高温|高压|低温|低压|高速|低速)(?=下|加热|处理|条件|环境|反应|烧结|煅烧|焙烧|干燥|固化|搅拌|气氛|状态|时|的|中[,;。]|[,;。、])"
        r"|(?:很|较|非常|相当|十分|极其|极为)(?:厚|薄|强|弱|高|低|大|小|长|短|宽|窄|粗|细|多|少|快|慢|好|轻|重|硬|软)(?=的(?!多)|[,;。、]|$)"
        r"|(?<![增加减变削渐补更最很较常当分其为米度a-zA-Z\d])(?:厚|薄|强|弱)的(?=[\u3400-\u9fff])"
        r"|(?:尽可能|尽量)(?:地|的)?(?:厚|薄|强|弱|高|低|大|小|长|短|多|少|快|慢)?"
    ),
)

ALTERNATIVE_SCOPES = WordList(
    "alternative_scopes",
    Message(
        zh="在一项权利要求中限定出不同保护范围的用语", en="words that give one claim several scopes"
    ),
    "Guidelines II-2-3.2.2: 例如, 最好是, 尤其是, 必要时",
    re.compile(
        r"(?<![举比实示案图条范惯体事])例如|(?<![配对占之量积数重尔份度])比如(?![下上式表图前后附权])|譬如|诸如"
        r"|最好(?:是|为|在|地|采用|用)?(?![的时者成状水值质性效程结,;。、)])|尤其(?:是|为)?|特别是|必要时(?![长间钟刻序段])|必要的话|如有必要|如果?需要的话|(?<=\()如(?=[\u3400-\u9fff])"
        r"|(?:更|进一步|特别|较|最)?优选(?:地|为|是|的是|于|在|采用|大于|小于|不|所述|任意|每|(?=[,\d]|\d))"
        r"|可选(?:地|为|的是)|任选地"
    ),
)

APPROXIMATE = WordList(
    "approximate_terms",
    Message(zh="使保护范围不清楚的用语", en="words that leave the scope unclear"),
    "Guidelines II-2-3.2.2: 约, 接近, 等, 或类似物",
    re.compile(
        r"(?<![节预制合条大公签违誓简特规隐])约(?=\s{0,2}(?:为\s{0,2})?[\d一二三四五六七八九十百])|大约(?=\s{0,2}(?:为\s{0,2})?[\d一二三四五六七八九十百])"
        r"|接近(?:于)?(?=\s{0,2}\d)|近似(?:于|为)?(?=\s{0,2}\d)|(?<=\d)[^,;。\n]{0,6}?左右(?=[,;。、)的]|$)"
        r"|或(?:者)?类似(?:物|的东西|结构|装置)|之类(?=[,;。的])"
        r"|(?<=[\u3400-\u9fffA-Za-z)])(?<![相均同平中高对不初何优劣次])等(?:等)?(?=[,;。)]|$|的(?![高宽长])|处理|操作|信息|数据|步骤|方式|参数|功能|设备|材料|物质|部件|其[他它]|制成|组成|构成)"
    ),
)

UNRELATED = WordList(
    "unrelated_statements",
    Message(zh="与技术方案无关的语句", en="statements that are no technical features"),
    "Guidelines I-1-7.8",
    re.compile(
        r"请求(?:依法)?保护[^,;。\n]{0,20}(?:生产|销售|制造|使用|许诺销售)[^,;。\n]{0,10}权|专利(?:申请)?权归[^,;。\n]{1,20}所有"
        r"|未经(?:本人|专利权人|申请人|发明人)[^,;。\n]{0,20}(?:不得|禁止)"
        r"|未经(?:授权|许可|同意)[^,;。\n]{0,8}(?:不得|禁止)[^,;。\n]{0,6}(?:仿制|仿造|生产|销售|翻印|实施本)"
        r"|版权所有(?![者人权方])|侵权必究|违者必究|翻版必究"
    ),
)

VAGUE_TITLES = WordList(
    "vague_titles",
    Message(zh="名称中的含糊词语", en="vague words in a title"),
    "Guidelines I-1-4.1.1: 及其他, 及其类似物",
    re.compile(
        r"(?:以?及|和|与|或者?|、)(?:其(?:[它他](?=$|[、，,]|等$)|类似物|类似品|同类物|同类产品)|类似的?(?:物品?|产品|东西)$)|(?:之类|等等|等)$"
    ),
)

WORD_LISTS = {
    one.name: one
    for one in (
        COMMERCIAL,
        DISPARAGING,
        PLACEHOLDERS,
        NON_STATUTORY_UNITS,
        INDEFINITE,
        ALTERNATIVE_SCOPES,
        APPROXIMATE,
        UNRELATED,
        VAGUE_TITLES,
    )
}
"""Every list that an office may change, by name."""
