"""Speed of the formal check: ``python -m benchmarks.formal_check [--http SECONDS]`` (``make bench``).

A typical application (10 claims, 8 pages) and a large one (50 claims, 30 pages) on one core:

- a check in full, from the model (as the service does) and from the files (as a batch does);
- a hint: one claim is edited in a session, and what depends on it is judged again.

Beside it a floor: a few patterns, run by themselves over the same claims, that find what the
simplest open checkers look for (numbering, references, antecedents, one sentence). A ratio says how
much of the time is the price of everything else; it compares work, not quality.

Times are processor time of one core, the median of several runs after a warm-up. With ``--http`` the
service also runs by itself and 50 editors type (``benchmarks.formal_check_http``).
"""

from __future__ import annotations

import argparse
import asyncio
import re
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from rich.console import Console
from rich.table import Table

from benchmarks.formal_check_applications import LARGE, TYPICAL, application, claim
from benchmarks.formal_check_http import print_answers, type_edits
from services.formal_check.domain.drafting import DraftCase
from services.formal_check.domain.engine import check
from services.formal_check.domain.hint_session import HintSession
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.rule_book import RuleBook
from shared.contracts.hint_session import SetText
from shared.formats import read_files
from shared.garbage import keep_what_is_loaded
from shared.model.case_file import CaseFile

AS_OF = date(2026, 3, 2)
RUNS = 25
_REFERENCE = re.compile(r"权利要求(\d+)(?:[至或](\d+))?")
_SAID = re.compile(r"所述([^(，；。]{2,8})")


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


class Editor:
    """Types into one claim after the other, in a session of live hints."""

    def __init__(self, case_file: CaseFile, book: RuleBook) -> None:
        self._claims = case_file.application.claims or ()
        self._session = HintSession(DraftCase(case_file, frozenset()), book, AS_OF)
        self._count = 0

    def __call__(self) -> object:
        """One edit: a word at the end of a claim."""
        self._count += 1
        edited = self._claims[self._count % len(self._claims)]
        words = f"，第{self._count}次实验表明其工作稳定。"
        text = f"{edited.number_label}{edited.unit.text.rstrip('。')}{words}"
        return self._session.edit([SetText(op="set", unit=edited.unit.id, text=text)])


def times(claims: int, pages: int, book: RuleBook) -> dict[str, str]:
    """Check, batch and hint of an application of this size."""
    files = application(claims, pages)
    case_file = read_files(files).case_file
    alone = milliseconds(partial(_check, case_file, book))
    whole = milliseconds(partial(_read_and_check, files, book))
    lowest = milliseconds(partial(floor, [claim(n) for n in range(1, claims + 1)]))
    return {
        "full check, ms": f"{alone:.1f}",
        "read and check, ms": f"{whole:.1f}",
        "applications per second": f"{1000 / whole:.0f}",
        "hint after an edit of one claim, ms": f"{milliseconds(Editor(case_file, book)):.1f}",
        "floor: four patterns on the claims, ms": f"{lowest:.2f}",
        "full check / floor": f"{alone / lowest:.0f}",
    }


def print_times() -> None:
    """The table of both applications."""
    book = rule_book()
    keep_what_is_loaded()
    typical, large = times(*TYPICAL, book), times(*LARGE, book)
    table = Table("", *(f"{claims} claims, {pages} pages" for claims, pages in (TYPICAL, LARGE)))
    for what, value in typical.items():
        table.add_row(what, value, large[what])
    console = Console()
    console.print(table)
    console.print(f"{len(book.codes)} codes, processor time of one core, median of {RUNS} runs")


def main() -> None:
    """Print the table; with ``--http`` what 50 editors see as well."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--http", type=float, metavar="SECONDS", help="type for so long")
    seconds = parser.parse_args().http
    print_times()
    if seconds:
        print_answers(asyncio.run(type_edits(seconds)))


if __name__ == "__main__":
    main()
