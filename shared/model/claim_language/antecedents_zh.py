"""Definite terms of Chinese claims: 所述X, 所说的X, 该X."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.model.claim_language.structure import ClaimStructure

_DETERMINER = re.compile(
    r"所\s?述\s?(?:的\s?)?|所说\s?(?:的\s?)?|(?<!应)(?<!本)该(?=[\u3400-\u9fff])(?![些等种类时处项当]|个|应)"
)
_CITES = re.compile(
    r"(?:如|按|按照|根据|依据|照|以上|以下|上|下|前|文|中|后|权利要求)[^,;。:\n]{0,12}$"
)
_MEASURE = "[个根条块片组只层种台套件张颗枚段路项列排支对]"
_QUANTITY = re.compile(
    r"(?:\s|的|至少|若干|(?:每|各(?![向异级]))"
    + _MEASURE
    + r"?|各自|全部|所有|任一|任意|其中|其他|其它|另外|另)*"
    r"(?:[一二两三四五六七八九十多数几\d]{1,3}(?:或[多数一二两三\d]{1,2})?"
    + _MEASURE
    + r")?(?:以上)?的?"
)
_BOUNDARY = (
    r"[^\u3400-\u9fffA-Za-z\d\-'·]|的|(?<!参)与|(?<![饱中柔共缓调])和(?!性|度)|(?<![涉普])及|或|并|且|(?<!平)均(?!匀|值|压|衡|质|热|流|化|方)|是|若|而"
    r"|(?<![规准法原])则|还(?!原)|再(?!生|热|循)|仅|既|又|不(?!锈|饱|对称)|未|已|(?<![智性功电动热势阳储节使核效机万内光风])能(?!量|源|耗|级|谱|力)|(?<![许认])可(?!控|调|变|编程|燃|见|拆)"
    r"|(?<![行作])为(?!了)|被(?!动|测|套|子|检|控|叫|呼)|把(?!手|柄)|将|使(?!用者|能)|让|(?<!供)给(?!料|水|药|定|进|出|送)|从(?!动|站|机|属|节点)|(?<!自)由(?!器)|自(?!动|身|由|锁|适|行|润|检|定|重|然|旋|转|攻)"
    r"|(?<![导轴径横纵方双单定转反正周切法竖侧内外换指流走取倾])向(?!量|导|心)|朝|(?<![前边升降])沿(?!线)|经(?!线|验)|(?<![存潜现所])在(?!线)|(?<![大小等关位用设低高])于|以(?!太)"
    r"|(?<![绝相成配校])对(?!象|称|准|接|比|应|讲|流|极|数)|包括|包含|包覆|含有|具有|设有|设置|设在|设于|装有|安装|连接(?!件|杆|板|器|部|轴|架|头|端|块|管|座|孔|线|口|臂|片|柱|筒|环|装|机|结|关系|组|体|环|区|层|螺|盘|法|套|槽|耳|绳|带|条|模)"
    r"|固定(?!件|杆|板|器|部|轴|架|头|端|块|座|孔|片|柱|筒|环|装|机|夹|套|槽|螺|盘|组|带|条|梁|底|支|连|子|管|框|台|电)|固设|固接|位于|用于|通过(?!孔|率)|根据|按照|发送|接收(?!器|机|端|模|单|天)|传输(?!线|带|机|模|单)|输出(?!端|轴|口|信|值|层|功|电|接|模|单)|采用|利用|进行|获取|得到|实现|执行"
    r"|分别|之间|之前|之后|之上|之下|之内|之外|相连|相接|相对|相互|相邻|相配|相同|呈|偏离|远离|靠近|朝向|穿过|(?:抵接|抵靠|卡接|铰接|焊接|粘接|螺接|插接|套接|嵌入|插入|伸入|伸出)(?!件|杆|板|部|轴|架|头|端|块|座|孔|面|槽|层|点|口|环|位|片|管|区|柱|缝|线|结|机|装|深|量|长|方|角)"
    r"|形成|构成|组成|选自|所述|所|该|其|当|即|大于|小于|等于|不大|不小|至少|最|进一步|优选|上(?=设|安|开|固|装|形|还|均|的|布|贴|连|套|配)"
    r"|内(?=设|安|装|形|还|均|的|置|充|部设)|中(?!心|间|央|部|轴|层|空|段|继|断|值|框|板|介|性|子|和|转|枢|频|文|央|压|线|点|药)|来(?!源|自|料|流|水)|下(?=设|方设|端设)|外(?=设|套|侧设)|一端|另一端|两端|两侧|包(?=括|含)|如|至|到|(?<![定延实计临瞬即同平])时(?!钟|间|序|隙|刻|长|延|段|域|频)|后(?!端|部|侧|面|盖|板|架|轮|轴|壳|方|墙|续|台|级|视|缀|桥|门|窗|排)|数量|个数"
)
_END = re.compile(_BOUNDARY)
_NOUN_TAIL = re.compile(
    r"座|架|板|杆|盖|体|壳|轴|轮|口|腔|槽|孔|管|件|组|机|器|盘|箱|罐|泵|阀|筒|环|片|柱|块|头|端|面|部|区|层|膜|网|线|路"
    r"|圈|垫|罩|套|绳|带|条|簧|丝|钉|母|钩|爪|臂|梁|柜|仪|炉|棒|针|液|剂|物|率|值|度|模块|单元|装置|机构|结构|组件|系统|电路|电极|信号|数据|信息|参数|方法|步骤|部分|支架|本体"
)
"""What makes another thing of the word before it: 弹簧座 is no 弹簧."""
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,3}")
_STRAY_SPACE = re.compile(r"[\u3400-\u9fff] (?=[\u3400-\u9fff])")
_LEFT = re.compile(r"[^\u3400-\u9fff]|[述个种有括设的和与及或]")
_MAX_PLACES = 200
_MAX_TERM = 16
_MAX_MENTIONS = 3000
_GENERIC_WORDS = """
模块 单元 装置 机构 组件 信号 数据 参数 图像 电路 系统 设备 结构 元件 部件 信息 指令 电极 接口
终端
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
"""判断模块 does not rest on any other 模块."""
_ALWAYS_KNOWN_WORDS = """
方法 步骤 过程 装置 系统 设备 产品 情况 条件 目的 基础 领域 技术 一种 公式 上述 内容 特征 方式
本身 整个 技术方案 组合物 化合物 用途 应用 使用 作用 结果 期间 同时 位置 方向 表面 内部 外部
顶部 底部 上方 下方 中部 一侧 两侧 两端 一端 上部 下部 端部 周围 中心 中央 外侧 内侧 左侧 右侧
前端 后端 上端 下端 前侧 后侧 数量 大小 形状 尺寸 长度 宽度 高度 厚度 直径 重量 体积 面积 距离
角度
"""
_ALWAYS_KNOWN = frozenset(_ALWAYS_KNOWN_WORDS.split())


def mentions(text: str, structure: ClaimStructure) -> Iterator[tuple[int, int, str]]:
    """Definite terms in order: start of 所述, end of the term, the term to look for."""
    skip = [(reference.start, reference.end) for reference in structure.references]
    at = 0
    for count, found in enumerate(_DETERMINER.finditer(text)):
        if count > _MAX_MENTIONS:
            return
        while at < len(skip) and skip[at][1] < found.start():
            at += 1
        if at < len(skip) and skip[at][0] <= found.start() < skip[at][1]:
            continue
        if _CITES.search(text[max(0, found.start() - 16) : found.start()]):
            continue
        quantity = _QUANTITY.match(text, found.end())
        begin = quantity.end() if quantity is not None else found.end()
        end = _term_end(text, begin)
        term = text[begin:end].replace(" ", "")
        if len(term) < 2 or term in _ALWAYS_KNOWN:
            continue
        yield found.start(), end, term


def _term_end(text: str, begin: int) -> int:
    """Where the term ends; a space that a database has put between two characters is passed."""
    most = min(begin + _MAX_TERM, len(text))
    ordinal = _ORDINAL.match(text, begin, most)
    place = max(ordinal.end() if ordinal is not None else begin, begin + 1)
    while (end := _END.search(text, place, most)) is not None:
        if not _STRAY_SPACE.match(text, end.start() - 1):
            return end.start()
        place = end.end()
    return most


def introduced(term: str, before: str) -> bool:
    """Whether ``before`` names ``term``: in full, as a shorter word that ``term`` begins or ends with.

    The cut after ``term`` is uncertain (所述锤旋转 is 锤 and a verb), so that a beginning of it
    counts where it stands alone in ``before``, or makes up two thirds of the term.
    """
    if term in before:
        return not _part_of_another(term, before)
    if term in before.replace("的", ""):
        return True
    ordinal = _ORDINAL.match(term)
    least = (ordinal.end() if ordinal is not None else 0) + 1
    most = max(least + 1, (len(term) * 2 + 2) // 3)
    for length in range(len(term) - 1, least - 1, -1):
        start = term[:length]
        if start not in before or _NOUN_TAIL.fullmatch(term[length:]):
            continue
        if length >= most or _stands_alone(start, before, open_left=length > least):
            return True
    if ordinal is not None:
        return False
    ends = (term[cut:] for cut in range(1, len(term) - max(2, len(term) // 2) + 1))
    return any(end in before for end in ends if end not in _GENERIC)


def _part_of_another(word: str, before: str) -> bool:
    """Whether ``word`` stands in ``before`` only where another thing begins with it: 滚珠轴承."""
    place = before.find(word)
    for _ in range(_MAX_PLACES):
        if place < 0:
            return True
        if not _NOUN_TAIL.match(before, place + len(word)):
            return False
        place = before.find(word, place + 1)
    return False


def _stands_alone(word: str, before: str, *, open_left: bool) -> bool:
    """Whether ``word`` stands in ``before`` with a boundary behind it (and one before it)."""
    place = before.find(word)
    for _ in range(_MAX_PLACES):
        if place < 0:
            return False
        end = place + len(word)
        if (open_left or place == 0 or _LEFT.match(before, place - 1)) and (
            end == len(before)
            or _END.match(before, end)
            or (before[end].isdigit() and not word[-1].isascii())  # an amount: 水20份
        ):
            return True
        place = before.find(word, place + 1)
    return False
