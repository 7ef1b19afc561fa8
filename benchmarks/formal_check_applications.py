"""Applications built by script for the speed of the formal check: clean, of any size."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samples.build import HEADER, broken

TYPICAL = (10, 8)
"""Claims and pages of the description."""
LARGE = (50, 30)
CHARACTERS_PER_PAGE = 900
PARTS = ("壳体", "盖板", "转轴", "弹簧", "滑块", "导轨", "螺母", "电机", "齿轮", "支架")


def application(claims: int, pages: int) -> dict[str, bytes]:
    """An e-filing package with so many claims and pages of description, without defects."""
    texts = [claim(number) for number in range(1, claims + 1)]
    numbered = "".join(
        f'<claim id="cl{n:03d}" num="{n}"><claim-text>{broken(text)}</claim-text></claim>\n'
        for n, text in enumerate(texts, 1)
    )
    name = "一种夹持装置"
    sections = {
        "技术领域": [f"本发明涉及机械加工技术领域，具体涉及{name}。"],
        "背景技术": ["现有的夹持装置结构复杂，工件容易松动。"],
        "发明内容": [
            f"本发明要解决的技术问题是工件容易松动，提供{name}。",
            f"为解决上述技术问题，采用的技术方案是：{texts[0].replace('，其特征在于', '')}",
            "本发明的有益效果是：工件不易松动。",
        ],
        "具体实施方式": _embodiments(texts, pages),
    }
    parts = [f"<invention-title>{broken(name)}</invention-title>\n"]
    count = 0
    for heading, paragraphs in sections.items():
        parts.append(f"<heading>{heading}</heading>\n")
        for text in paragraphs:
            count += 1
            parts.append(f'<p id="p{count:04d}" num="{count:04d}">{broken(text)}</p>\n')
    abstract = f"本发明公开了{name}，属于机械加工技术领域，包括壳体(1)和盖板(2)，用于夹紧工件。"
    return {
        "100001/100001.xml": _paper(f"<cn-claims>{numbered}</cn-claims>"),
        "100002/100002.xml": _paper(f"<description>{''.join(parts)}</description>"),
        "100004/100004.xml": _paper(
            f'<cn-abstract><p id="p0001" num="0001">{broken(abstract)}</p></cn-abstract>'
        ),
    }


def claim(number: int) -> str:
    """The text of one claim: the first is independent, the others depend on the one before."""
    if number == 1:
        listed = "、".join(f"{part}({sign})" for sign, part in enumerate(PARTS, 1))
        return f"一种夹持装置，其特征在于，包括{listed}，所述壳体(1)与所述盖板(2)铰接。"
    first, second = PARTS[number % 10], PARTS[(number + 3) % 10]
    signs = number % 10 + 1, (number + 3) % 10 + 1
    return (
        f"根据权利要求{number - 1}所述的夹持装置，其特征在于，所述{first}({signs[0]})与所述{second}"
        f"({signs[1]})之间的距离为{number}mm，所述{first}({signs[0]})沿所述{second}({signs[1]})滑动。"
    )


def _embodiments(texts: Sequence[str], pages: int) -> list[str]:
    paragraphs = ["下面对本发明作进一步说明。夹持装置包括以下各部分。"]
    length = 0
    number = 0
    while length < pages * CHARACTERS_PER_PAGE:
        number += 1
        body = texts[number % len(texts)].rpartition("其特征在于，")[2]
        plain = re.sub(r"\((\d+)\)", r"\1", body).replace("所述", "")
        paragraphs.append(f"在第{number}种实施方式中，{plain}安装时先将工件放入，再将其夹紧。")
        length += len(paragraphs[-1])
    return paragraphs


def _paper(content: str) -> bytes:
    return f"{HEADER}{content}</cn-application-body>\n".encode()
