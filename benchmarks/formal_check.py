"""Speed of the formal check on applications built by script: ``python -m benchmarks.formal_check``.

A typical application (10 claims, 8 pages) and a large one (50 claims, 30 pages), checked in full
on one core, from the model (as the service does) and from the files (as a batch does). Beside it a
floor: a few patterns, run by themselves over the same claims, that find what the simplest open
checkers look for (numbering, references, antecedents, one sentence). A ratio says how much of the
time is the price of everything else; it compares work, not quality.

Times are processor time of one core, the median of several runs after a warm-up.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from rich.console import Console
from rich.table import Table

from samples.build import HEADER, broken
from services.formal_check.domain.engine import check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.rule_book import RuleBook
from shared.formats import read_files
from shared.model.case_file import CaseFile

AS_OF = date(2026, 3, 2)
CHARACTERS_PER_PAGE = 900
RUNS = 15
PARTS = ("壳体", "盖板", "转轴", "弹簧", "滑块", "导轨", "螺母", "电机", "齿轮", "支架")
_REFERENCE = re.compile(r"权利要求(\d+)(?:[至或](\d+))?")
_SAID = re.compile(r"所述([^(，；。]{2,8})")


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


def floor(texts: Sequence[str]) -> int:
    """The simplest checks of claims by themselves; gives the number of things found."""
    found = 0
    seen = ""
    for number, text in enumerate(texts, 1):
        found += text.count("。") != 1
        found += sum(int(match[1]) >= number for match in _REFERENCE.finditer(text))
        for match in _SAID.finditer(text):
            found += match[1] not in seen + text[: match.start()]
        seen += text
    return found


def milliseconds(work: Callable[[], object]) -> float:
    """Median time of one run."""
    work()
    times = []
    for _ in range(RUNS):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return 1000 * statistics.median(times)


def _check(case_file: CaseFile, book: RuleBook) -> object:
    return check(case_file, book, choose_profile(case_file, AS_OF))


def _read_and_check(files: dict[str, bytes], book: RuleBook) -> object:
    return _check(read_files(files).case_file, book)


def main() -> None:
    """Print the table."""
    book = rule_book()
    table = Table("application", "check ms", "read + check ms", "per second", "floor ms", "ratio")
    for name, claims, pages in (
        ("typical: 10 claims, 8 pages", 10, 8),
        ("large: 50 claims, 30 pages", 50, 30),
    ):
        files = application(claims, pages)
        case_file = read_files(files).case_file
        alone = milliseconds(partial(_check, case_file, book))
        whole = milliseconds(partial(_read_and_check, files, book))
        lowest = milliseconds(partial(floor, [claim(n) for n in range(1, claims + 1)]))
        table.add_row(
            name,
            f"{alone:.1f}",
            f"{whole:.1f}",
            f"{1000 / whole:.0f}",
            f"{lowest:.2f}",
            f"{alone / lowest:.0f}",
        )
    console = Console()
    console.print(table)
    console.print(f"{len(book.codes)} codes, one core, median of {RUNS} runs")


if __name__ == "__main__":
    main()
