"""Words that name no product: countries, places, eras, models, trade marks (for the title rules).

The lists are short on purpose. A word that also has a technical use is left out (美国 is reported,
中国 in 中国结 is not), and every rule that uses them warns.
"""

from __future__ import annotations

import re

from services.formal_check.domain.marked_pattern import MarkedPattern

COUNTRIES = re.compile(
    r"(?<![\u4e00-\u9fff])中国(?!结|象棋|跳棋|龙|画)|中华人民共和国|美国|日本|韩国|德国|法国|英国|俄罗斯|意大利|西班牙|瑞士|瑞典|荷兰(?!豆|猪|芹|薯)"
    r"|加拿大|澳大利亚|印度(?!尼西亚|洋|香)|巴西(?!木|利亚)|泰国|越南|新加坡|埃及|墨西哥|土耳其"
)
PROVINCES_AND_CITIES = re.compile(
    r"北京(?!烤鸭)|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    r"|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台湾|深圳|广州|杭州|苏州|南京|成都|武汉|西安|景德镇|宜兴|茅台镇|义乌|温州|东莞|佛山|潮州"
)
ERAS = re.compile(
    r"(?:先秦|秦|西汉|东汉|汉|魏晋|南北朝|隋|唐|北宋|南宋|宋|元|明|清|明清)(?:代|朝|式(?=[\u4e00-\u9fff])|末|初)|春秋战国|民国(?:时期)?|维多利亚(?:时代|时期|式)|文艺复兴(?:时期|式)"
)
MODEL_NUMBER = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{1,5}-?\d{2,5}(?:-?[A-Z0-9]{1,6})?(?:型(?!号)|系列|号(?!码))|型号为?[A-Za-z0-9-]{2,20}"
)
"""``XJ-200型``. Codes without 型, 系列 or 号 stay unseen: materials (Q235钢) and substances (IL-17)
look like them."""
TRADE_MARKS = MarkedPattern(
    r"[\u4e00-\u9fffA-Za-z]{1,12}\s?[®™]|(?:Kindle|iPhone|iPad|iPod|MacBook|PlayStation|Photoshop|PowerPoint|Velcro|Teflon|Kevlar|Nomex|Gore-?Tex|Viagra|Coca-?Cola|Lego)(?![a-z])"
    r"|特氟[龙隆]|凯夫拉(?:纤维)?|诺梅克斯|魔术贴|乐高|可口可乐|海尔(?=[\u4e00-\u9fff])|华为|小米手环|苹果手机|茅台酒|五粮液|伟哥|邦迪",
    marks="® ™ Kindle iPhone iPad iPod MacBook PlayStation Photoshop PowerPoint Velcro Teflon Kevlar Nomex Gore Viagra Coca"
    " Lego 特氟 凯夫拉 诺梅克斯 魔术贴 乐高 可口可乐 海尔 华为 小米手环 苹果手机 茅台酒 五粮液 伟哥 邦迪",
    flags=re.ASCII,
)
"""Words used by way of a product's name that are registered marks, and anything marked ® or ™."""
