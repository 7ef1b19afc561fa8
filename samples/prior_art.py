"""A small prior-art collection, written for the project and put together by this script.

Every document is invented: topic by topic, a device with its parts, a problem and features, of
which each document takes some. Numbers lie outside the ranges that the office has used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from shared.contracts.prior_art import DocumentPassage, PassageKind, PriorArtDocument
from shared.model.classification import Classification, ClassificationScheme


@dataclass(frozen=True)
class Topic:
    """What a group of documents is about."""

    name: str
    ipc: tuple[str, ...]
    field: str
    core: str
    problem: str
    features: tuple[str, ...]
    effect: str


TOPICS: tuple[Topic, ...] = (
    Topic(
        "储气罐自动排水器",
        ("F16T 1/20", "F17C 13/00"),
        "压缩空气设备",
        "罐体、浮球和排水阀，所述浮球通过杠杆与所述排水阀的阀芯连接",
        "冷凝水不能及时排出",
        (
            "所述罐体内设有液位传感器，所述液位传感器与控制器电连接",
            "所述排水阀为电磁阀，由控制器根据液位信号打开",
            "所述罐体的进水口处设有过滤网",
            "所述罐体外壁包覆电加热带以防止结冰",
            "所述控制器按照设定的时间间隔打开所述排水阀",
            "所述浮球的下方设有限位块",
        ),
        "自动排出冷凝水并减少压缩空气的泄漏",
    ),
    Topic(
        "空气压缩机余热回收装置",
        ("F04B 39/06", "F28D 7/16"),
        "空气压缩机",
        "换热器、循环水泵和储水箱，所述换热器的油侧与压缩机的润滑油管路连通",
        "压缩机的余热被浪费",
        (
            "所述储水箱内设有温度传感器",
            "所述换热器为板式换热器",
            "所述循环水泵由变频器驱动",
            "所述油侧设有旁通阀",
            "所述储水箱的出口连接淋浴管路",
        ),
        "将润滑油的热量用于加热生活用水",
    ),
    Topic(
        "温室补光装置",
        ("A01G 9/24", "H05B 47/11"),
        "设施农业",
        "光照传感器、控制器和补光灯，所述控制器根据所述光照传感器的读数调节所述补光灯的亮度",
        "温室内光照不足",
        (
            "所述补光灯安装在升降架上，所述升降架由电机驱动",
            "所述控制器通过无线模块与终端通信",
            "所述补光灯包括红光灯珠和蓝光灯珠",
            "所述补光灯的背面设有散热片",
            "所述控制器按照作物的生长阶段选择光谱",
            "所述光照传感器设在作物冠层的高度",
        ),
        "按照作物需要补充光照并节约电能",
    ),
    Topic(
        "温室灌溉控制系统",
        ("A01G 25/16",),
        "农业灌溉",
        "土壤湿度传感器、电磁阀和控制器，所述电磁阀设在滴灌管路上",
        "灌溉水量不准确",
        (
            "所述控制器根据气象数据修正灌溉量",
            "所述滴灌管路上设有流量计",
            "所述土壤湿度传感器分层埋设",
            "所述控制器与施肥泵电连接",
            "所述电磁阀由太阳能电池供电",
        ),
        "按照土壤湿度供水并节约用水",
    ),
    Topic(
        "折叠登山杖",
        ("A45B 9/00", "A45B 9/02"),
        "户外用品",
        "多节杖管和穿设在杖管内的拉绳，相邻的杖管之间插接",
        "杖管的连接处容易松动",
        (
            "最上一节杖管上设有按钮式锁止件，所述锁止件将所述拉绳保持在张紧状态",
            "最下一节杖管的下端设有可更换的杖尖",
            "所述杖尖外套设橡胶护套",
            "手柄上连接有腕带",
            "手柄内设有照明灯",
            "杖管的侧壁上设有多个锁孔",
        ),
        "展开后连接牢固并且便于收纳",
    ),
    Topic(
        "伸缩式自拍杆",
        ("F16M 11/28", "G03B 17/56"),
        "摄影器材",
        "多节伸缩管和夹持头，所述夹持头铰接在最上一节伸缩管的顶端",
        "拍摄时手机晃动",
        (
            "所述夹持头上设有补光灯",
            "所述伸缩管的下端设有可展开的三脚支架",
            "手柄上设有可拆卸的遥控器",
            "所述夹持头内设有配重块",
        ),
        "拍摄画面稳定",
    ),
    Topic(
        "保温杯杯盖",
        ("A47J 41/00", "B65D 43/16"),
        "日用品",
        "盖体、密封圈和开盖按钮，所述密封圈套设在所述盖体的外周",
        "杯盖密封不严",
        (
            "所述盖体内设有泄压阀",
            "所述按钮通过转轴与所述盖体铰接",
            "所述盖体的顶部设有饮水口和翻盖",
            "所述密封圈由硅胶制成",
            "所述盖体内设有茶滤",
            "所述盖体上设有显示温度的屏幕",
        ),
        "防止杯内液体泄漏",
    ),
    Topic(
        "智能水杯",
        ("A47G 19/22", "G08B 21/24"),
        "日用品",
        "杯体、重量传感器和处理器，所述重量传感器设在所述杯体的底部",
        "使用者忘记饮水",
        (
            "所述处理器按照饮水量发出提醒",
            "所述杯体的底部设有无线充电线圈",
            "所述杯盖内设有紫外线灯",
            "所述处理器将饮水记录发送到手机",
        ),
        "提醒使用者按时饮水",
    ),
    Topic(
        "水性防锈涂料",
        ("C09D 133/00", "C09D 5/08"),
        "涂料",
        "水性丙烯酸乳液、防锈颜料、成膜助剂和水",
        "涂膜的耐水性不足",
        (
            "所述防锈颜料为硅烷偶联剂改性的氧化锌",
            "还包括片状云母粉5份至12份",
            "还包括缓蚀剂钼酸钠",
            "还包括石墨烯0.1份至0.5份",
            "所述水性丙烯酸乳液的固含量为42％至50％",
            "还包括苯并三氮唑作为缓蚀剂",
        ),
        "提高涂膜的耐水性和耐盐雾性",
    ),
    Topic(
        "环氧地坪涂料",
        ("C09D 163/00",),
        "涂料",
        "环氧树脂、固化剂、填料和流平剂",
        "地坪涂层容易开裂",
        (
            "所述固化剂为改性脂环胺",
            "所述填料为石英砂与滑石粉的混合物",
            "还包括玻璃鳞片",
            "还包括消泡剂",
        ),
        "涂层耐磨并且不易开裂",
    ),
    Topic(
        "锂离子电池冷却系统",
        ("H01M 10/613", "H01M 10/6568"),
        "动力电池",
        "电池模组、液冷板和循环泵，所述液冷板设在相邻的电池模组之间",
        "电池温度不均匀",
        (
            "所述液冷板内设有蛇形流道",
            "所述液冷板与电池模组之间设有导热垫",
            "所述循环泵的转速由温度传感器的读数决定",
            "管路上设有散热器和风扇",
            "所述电池模组的顶部设有相变材料层",
        ),
        "使电池模组的温度均匀",
    ),
    Topic(
        "电池管理方法",
        ("H02J 7/00", "G01R 31/367"),
        "动力电池",
        "采集各单体电池的电压和温度，根据所述电压计算荷电状态",
        "荷电状态估算不准确",
        (
            "采用卡尔曼滤波修正所述荷电状态",
            "当单体电压差大于阈值时进行均衡",
            "根据内阻判断电池的健康状态",
            "将数据上传到服务器",
        ),
        "提高荷电状态的估算精度",
    ),
    Topic(
        "图像识别方法",
        ("G06V 10/82", "G06N 3/08"),
        "计算机视觉",
        "获取待识别图像，将所述待识别图像输入卷积神经网络，得到识别结果",
        "遮挡时识别率下降",
        (
            "所述卷积神经网络包括注意力模块",
            "训练时对样本图像进行随机遮挡",
            "将不同尺度的特征图相加",
            "采用对比损失函数训练所述卷积神经网络",
            "识别前对所述待识别图像进行直方图均衡",
        ),
        "提高遮挡图像的识别率",
    ),
    Topic(
        "专利文本检索方法",
        ("G06F 16/33", "G06F 40/30"),
        "信息检索",
        "对查询文本分词，利用倒排索引得到候选文献，对候选文献排序",
        "同义词造成漏检",
        (
            "利用词向量扩展所述查询文本",
            "根据分类号调整候选文献的得分",
            "将权利要求拆分为技术特征后分别检索",
            "根据引用关系重新排序",
        ),
        "提高检索的查全率",
    ),
    Topic(
        "洗衣机减振结构",
        ("D06F 37/20", "F16F 7/08"),
        "家用电器",
        "外筒、内筒和减振器，所述减振器连接在所述外筒与箱体之间",
        "脱水时振动大",
        (
            "所述减振器内设有阻尼片",
            "所述外筒的上部设有吊簧",
            "所述内筒的边缘设有平衡环",
            "所述外筒上设有加速度传感器",
            "所述箱体的底部设有橡胶脚垫",
        ),
        "降低脱水时的振动和噪声",
    ),
    Topic(
        "空调室内机",
        ("F24F 1/0007", "F24F 13/20"),
        "空调",
        "壳体、换热器和贯流风扇，所述壳体的下部设有出风口",
        "出风直吹人体",
        (
            "所述出风口处设有带微孔的导风板",
            "所述壳体内设有自清洁滤网",
            "所述导风板由步进电机驱动",
            "所述换热器的表面涂有亲水层",
            "所述壳体的侧面设有辅助出风口",
        ),
        "避免冷风直吹人体",
    ),
    Topic(
        "自行车变速器",
        ("B62M 9/12",),
        "自行车",
        "后拨链器、导轮和回位弹簧，所述后拨链器安装在车架的后叉上",
        "换挡不顺畅",
        (
            "所述后拨链器由电机驱动",
            "所述导轮的齿为宽窄交替齿",
            "还包括检测踏频的传感器",
            "所述回位弹簧的预紧力可以调节",
        ),
        "换挡平稳",
    ),
    Topic(
        "电动汽车充电桩",
        ("B60L 53/16", "B60L 53/31"),
        "充电设备",
        "桩体、充电枪和控制主板，所述充电枪通过电缆与所述桩体连接",
        "充电枪插拔困难",
        (
            "所述桩体上设有电缆回收装置",
            "所述充电枪内设有温度传感器",
            "所述控制主板根据电网负荷调节充电功率",
            "所述桩体上设有摄像头以识别车牌",
            "所述充电枪的头部设有电子锁",
        ),
        "方便并且安全地充电",
    ),
    Topic(
        "建筑用保温砌块",
        ("E04C 1/41", "C04B 38/10"),
        "建筑材料",
        "水泥、粉煤灰、发泡剂和纤维",
        "砌块的强度低",
        (
            "所述纤维为聚丙烯纤维",
            "砌块的内部设有两排孔洞",
            "孔洞内填充聚苯板",
            "还包括硅灰",
            "砌块的端面设有榫槽",
        ),
        "兼顾保温性能和强度",
    ),
    Topic(
        "模板支撑装置",
        ("E04G 17/14", "E04G 11/36"),
        "建筑施工",
        "立柱、托座和调节螺杆，所述托座通过所述调节螺杆安装在所述立柱的顶端",
        "支撑高度调节费时",
        (
            "所述立柱的底部设有底座和插销",
            "所述托座上设有水平仪",
            "所述调节螺杆上设有快速螺母",
            "相邻的立柱之间设有斜撑",
        ),
        "快速调节支撑高度",
    ),
    Topic(
        "数控机床刀库",
        ("B23Q 3/155",),
        "数控机床",
        "刀盘、刀套和换刀机械臂，所述刀套沿周向设在所述刀盘上",
        "换刀时间长",
        (
            "所述刀盘由伺服电机驱动",
            "所述机械臂的两端设有夹爪",
            "所述刀套内设有到位传感器",
            "所述刀盘的外侧设有防护罩",
        ),
        "缩短换刀时间",
    ),
    Topic(
        "污水处理一体机",
        ("C02F 9/00", "C02F 3/30"),
        "水处理",
        "依次连通的缺氧池、好氧池和膜池，所述好氧池内设有曝气盘",
        "脱氮效率低",
        (
            "所述膜池内的污泥回流至所述缺氧池",
            "所述缺氧池内设有搅拌器",
            "所述好氧池内填充悬浮填料",
            "所述膜池的出口连接紫外消毒器",
            "根据溶解氧浓度调节曝气量",
        ),
        "提高脱氮效率",
    ),
    Topic(
        "中药提取方法",
        ("A61K 36/00", "B01D 11/02"),
        "中药",
        "将药材粉碎后加入乙醇溶液，加热回流提取，过滤后浓缩",
        "有效成分损失多",
        (
            "提取时采用超声波处理",
            "浓缩在减压条件下进行",
            "过滤后用大孔树脂纯化",
            "所述乙醇溶液的体积浓度为60％至75％",
        ),
        "提高有效成分的收率",
    ),
    Topic(
        "医用输液监测器",
        ("A61M 5/168", "G08B 21/18"),
        "医疗器械",
        "夹持座、红外对管和报警器，所述红外对管相对地设在滴壶的两侧",
        "输液完毕不能及时发现",
        (
            "所述报警器通过无线网络与护士站连接",
            "所述夹持座上设有显示滴速的屏幕",
            "所述夹持座内设有夹断输液管的电磁铁",
            "根据滴速计算剩余时间",
        ),
        "及时提示输液完毕",
    ),
    Topic(
        "血液灌流器包装",
        ("A61M 1/36", "B65D 81/20"),
        "医疗器械",
        "内包装袋和设在所述内包装袋内的湿度指示卡",
        "无法判断包装是否泄漏",
        (
            "所述内包装袋内充入正压气体",
            "所述内包装袋由高阻隔复合薄膜制成",
            "所述内包装袋的外侧设有外包装盒",
            "所述湿度指示卡为无钴指示卡",
        ),
        "直观地判断包装是否泄漏",
    ),
)

PER_TOPIC = 10
OFFICES = ("示例科技有限公司", "示例大学", "示例制造股份有限公司", "示例研究院", "示例电子有限公司")


def documents() -> tuple[PriorArtDocument, ...]:
    """All documents, in a fixed order."""
    return tuple(
        _document(topic, number, variant)
        for number, topic in enumerate(TOPICS)
        for variant in range(PER_TOPIC)
    )


def _chosen(topic: Topic, variant: int) -> tuple[str, ...]:
    choices = [choice for size in (2, 1, 3) for choice in combinations(topic.features, size)]
    return choices[variant * len(choices) // PER_TOPIC]


def _document(topic: Topic, topic_number: int, variant: int) -> PriorArtDocument:
    chosen = _chosen(topic, variant)
    number = f"9{topic_number:02d}{variant:02d}0001"
    filed = date(2010, 1, 15) + timedelta(days=97 * (topic_number % 7) + 331 * variant)
    is_method = topic.name.endswith("方法")
    title = f"一种{topic.name}"
    opening = "包括以下步骤：" if is_method else "包括"
    if topic.core.endswith("水") or "树脂" in topic.core or "水泥" in topic.core:
        opening = "由以下组分制成："
    claims = [f"{title}，其特征在于，{opening}{topic.core}。"]
    claims += [f"根据权利要求1所述的{topic.name}，其特征在于，{text}。" for text in chosen]
    body = "；".join(chosen)
    abstract = (
        f"本发明公开了{title}，涉及{topic.field}技术领域，{opening}{topic.core}；{body}。"
        f"本发明解决了{topic.problem}的问题，能够{topic.effect}。"
    )
    paragraphs = [
        f"本发明涉及{topic.field}技术领域，具体涉及{title}。",
        f"现有技术中存在{topic.problem}的问题。",
        f"本发明提供{title}，{opening}{topic.core}。",
        *(f"作为一种实施方式，{text}。" for text in chosen),
        f"本发明能够{topic.effect}。",
    ]
    return PriorArtDocument(
        office_code="CN",
        document_number=number,
        kind_code="A",
        publication_date=filed + timedelta(days=540),
        application_number=None,
        filing_date=filed,
        family_id=f"sample-{number}",
        title=title,
        abstract=abstract,
        claims=tuple(
            DocumentPassage(kind=PassageKind.CLAIM, number=str(i), text=text)
            for i, text in enumerate(claims, 1)
        ),
        paragraphs=tuple(
            DocumentPassage(kind=PassageKind.DESCRIPTION, number=f"{i:04d}", text=text)
            for i, text in enumerate(paragraphs, 1)
        ),
        applicants=(OFFICES[(topic_number + variant) % len(OFFICES)],),
        classifications=tuple(
            Classification(scheme=ClassificationScheme.IPC, symbol=symbol, main=place == 0)
            for place, symbol in enumerate(topic.ipc)
        ),
        source="sample",
    )
