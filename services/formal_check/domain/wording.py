"""Word lists of the wording rules, with their sources.

Patterns are ordinary text alternatives: linear in the text, no nesting.
"""

from __future__ import annotations

from services.formal_check.domain.marked_pattern import MarkedPattern

PROMOTIONAL = MarkedPattern(
    r"(?:国际|国内|世界|全球|行业|业界|业内)(?:上)?(?:最?领先|最?先进|首创|首家|第一|一流|顶尖|独创|领军)(?:水平|地位)?"
    r"|(?:市场|市面|世界|全球|国内|行业)上?最(?:好|佳|优秀|先进|畅销|便宜)|首屈一指|独一无二|举世无双|无与伦比|遥遥领先|天下第一|(?:畅销|驰名|誉满|享誉)(?:中外|全球|全国|海内外)"
    r"|填补了?(?:国内|国际|国内外|世界|行业|技术|市场)?(?:的)?空白|(?:最佳|极品|顶级|王牌|名牌)(?:产品|品质|选择)"
    r"|质量(?:上乘|第一|可靠价格)|物美价廉|价廉物美|深受(?:广大)?(?:用户|消费者|客户|群众|患者)(?:的)?(?:欢迎|好评|喜爱|青睐)"
    r"|市场前景(?:十分|非常|极其|极为)?(?:广阔|看好)|(?:具有|有着)(?:很好的|良好的|广阔的|极大的)?市场(?:前景|竞争力)"
    r"|经济效益(?:十分|非常|极其)?(?:显著|可观)|欢迎(?:选购|订购|来电|惠顾)|免费(?:试用|咨询)|包治|根治率|祖传秘方",
    marks="国际 国内 世界 全球 行业 业界 业内 市场 市面 首屈一指 独一无二 举世无双 无与伦比 遥遥领先 天下第一 畅销 驰名"
    " 誉满 享誉 填补 最佳产品 最佳品质 最佳选择 极品 顶级 王牌 名牌 质量上乘 质量第一 质量可靠 物美价廉 价廉物美 深受"
    " 经济效益 欢迎 免费 包治 根治率 祖传",
)
"""Advertising, after Rules 20.3 and 26.2 and Guidelines I-1-4.2, I-1-7.8: superlatives about the
market, praise by customers, invitations to buy. 经济效益显著 and the like are common in published
papers: the rules that use this list warn, they do not call an error."""

DISPARAGING = MarkedPattern(
    r"粗制滥造|(?:是|为|属于|均属|都属|(?<=他人的|别人的|同行的|厂家的|公司的|市面上|市场上))(?:假冒)?(?:伪劣|劣质)(?:产品)?|欺骗(?:消费者|用户|顾客)|骗人的|一无是处"
    r"|毫无(?:价值|用处)|名不副实|不负责任|(?:质量|做工|品质)(?:低劣|拙劣)|垃圾产品|黑心(?=厂|商|企业|老板|产品)"
    r"|(?:是|系|属于|构成|公然|恶意)(?:对[^,，;；。\n]{0,12}的)?(?:抄袭|剽窃)|(?<!防止|避免|杜绝|防范|检测|识别|监管|发现)偷工减料",
    marks="粗制滥造 伪劣 劣质 欺骗 骗人 一无是处 毫无 名不副实 不负责任 低劣 拙劣 抄袭 剽窃 垃圾产品 偷工减料 黑心",
)
"""Wording against others or their products, Guidelines I-1-7.7 and I-1-7.8. Words that also name a
matter of technology (假冒伪劣, 抄袭, 黑心病) count only where they judge somebody's product."""

PLACEHOLDER = MarkedPattern(
    r"(?<![A-Za-z0-9])(?:TODO|TBD|FIXME|XXX+)(?![A-Za-z0-9])|[?？]{2,}|[×＊]{3,}|\*{3,}|_{4,}"
    r"|(?:请)?在此处?(?:键入|输入|填写|插入)[^，。；\n]{0,30}|(?:请输入|点击(?:此处)?输入|单击此处)[^，。；\n]{0,30}"
    r"|【(?:待补充|待定|待填|补充|此处)[^】\n]{0,30}】|[（(](?:待补充|待定|待填|此处省略)[^）)\n]{0,30}[）)]|待补充|[Ll]orem ipsum|LOREM IPSUM",
    marks="TODO TBD FIXME XXX ?? ？？ ?？ ？? ×× ＊＊ ×＊ ＊× *** ____ 在此 请输入 点击 单击 【 待补充 待定 待填 此处"
    " orem OREM",
)
"""Left-overs of templates and drafts. No provision names them; they are hints on quality."""

NON_STATUTORY_UNITS = MarkedPattern(
    r"(?<![\d.])(\d+(?:\.\d+)?|[一二三四五六七八九十百]{1,4})\s?"
    r"(英寸|英尺|英里|英磅|英担|加仑|盎司|品脱|华氏度|℉|马力|千卡|大卡|公分|市斤|斤|市尺|市两|平方英尺|平方英寸|立方英尺|磅(?!秤)|psi(?![a-z])"
    r"|inch(?:es)?(?![a-z])|mmHg|atm(?![a-z])|kgf(?![a-z])|(?:kg|公斤)力)",
    marks="英寸 英尺 英里 英磅 英担 加仑 盎司 品脱 华氏 ℉ 马力 千卡 大卡 公分 斤 市尺 市两 磅 psi inch mmHg atm kgf kg力",
)
"""Units outside the statutory ones of China (order of 1984, after Guidelines V-1-3.3)."""
