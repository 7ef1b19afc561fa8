"""The quality monitor: what rises is told, what does not is not; alike texts are found and linked."""

from __future__ import annotations

import random
from collections.abc import Iterable

from gateway.quality.likeness import ALIKE, MIN_CHARACTERS, alike, signature
from gateway.quality.links import agency_shares, groups
from gateway.quality.observed import Observed
from gateway.quality.report import quality_report
from gateway.quality.trends import rises

MONTHS = [f"2026-{month:02}" for month in range(1, 7)]


def filed(
    number: int,
    month: str,
    codes: Iterable[str] = (),
    agency: str | None = None,
    applicants: tuple[str, ...] = ("甲公司",),
) -> Observed:
    return Observed(
        id=f"a{number:05}",
        month=month,
        art_unit="机械",
        agency=agency,
        applicants=applicants,
        text_digest=str(number),
        codes=frozenset(codes),
    )


def months_of(share_by_month: Iterable[float], chance: random.Random) -> list[Observed]:
    observed: list[Observed] = []
    for month, share in zip(MONTHS, share_by_month, strict=True):
        for _ in range(100):
            codes = ["CN-CLM-002"] if chance.random() < share else []
            codes += ["CN-ABS-001"] if chance.random() < 0.3 else []
            observed.append(filed(len(observed), month, codes, "乙所"))
    return observed


def test_a_sudden_rise_is_told_and_noise_is_not() -> None:
    observed = months_of([0.05] * 5 + [0.3], random.Random(1))
    found = rises(observed)
    assert {(one.scope, one.code) for one in found} == {
        ("all", "CN-CLM-002"),
        ("art_unit", "CN-CLM-002"),
        ("agency", "CN-CLM-002"),
    }
    assert all(one.month == MONTHS[-1] and one.ratio > 3 for one in found)


def test_steady_months_raise_no_alarm() -> None:
    alarms = sum(bool(rises(months_of([0.1] * 6, random.Random(seed)))) for seed in range(50))
    assert alarms <= 2


def test_a_few_applications_are_no_evidence() -> None:
    observed = [filed(n, MONTHS[0]) for n in range(15)]
    observed += [filed(100 + n, MONTHS[1], ["CN-CLM-002"]) for n in range(15)]
    assert rises(observed) == []


def text(seed: int, length: int = 3000) -> str:
    chance = random.Random(seed)
    return "".join(chr(0x4E00 + chance.randrange(2000)) for _ in range(length))


def test_alike_texts_are_found_and_others_are_not() -> None:
    base = text(1)
    changed = base[:1400] + text(2, 60) + base[1460:]
    texts = {"a": base, "b": changed, "c": base.replace(base[5], "1 2"), "d": text(3)}
    made = {name: signature(one) for name, one in texts.items()}
    pairs = alike({name: one for name, one in made.items() if one is not None})
    assert {(pair.first, pair.second) for pair in pairs} >= {("a", "b")}
    assert all("d" not in (pair.first, pair.second) for pair in pairs)
    assert all(pair.similarity >= ALIKE for pair in pairs)


def test_other_numbers_in_a_template_do_not_hide_it() -> None:
    template = "在第{}种实施方式中，壳体与盖板之间的距离为{}mm，安装时先将工件放入。"
    one = "".join(template.format(n, n) + text(n, 20) for n in range(20))
    two = "".join(template.format(n + 7, 3 * n) + text(n, 20) for n in range(20))
    first, second = signature(one), signature(two)
    assert first is not None
    assert second is not None
    assert (first == second).all()


def test_short_texts_are_not_compared() -> None:
    assert signature("一" * (MIN_CHARACTERS - 1)) is None


def test_groups_link_applicants_and_agencies() -> None:
    observed = {
        one.id: one
        for one in (
            filed(1, MONTHS[0], agency="乙所", applicants=("甲公司",)),
            filed(2, MONTHS[0], agency="乙所", applicants=("丙公司",)),
            filed(3, MONTHS[1], agency="丁所", applicants=("甲公司",)),
            filed(4, MONTHS[1], agency="乙所", applicants=("戊公司",)),
        )
    }
    same = signature(text(1))
    assert same is not None
    found = groups(alike(dict.fromkeys(("a00001", "a00002", "a00003"), same)), observed)
    (group,) = found
    assert group.applications == ("a00001", "a00002", "a00003")
    assert group.identical
    assert group.different_applicants
    assert group.agencies == ("丁所", "乙所")
    shares = agency_shares(found, observed)
    assert [(one.agency, one.in_groups, one.applications) for one in shares] == [
        ("丁所", 1, 1),
        ("乙所", 2, 3),
    ]


def test_the_same_applicant_in_all_is_told_apart() -> None:
    observed = {one.id: one for one in (filed(1, MONTHS[0]), filed(2, MONTHS[0]))}
    same = signature(text(1))
    assert same is not None
    (group,) = groups(alike(dict.fromkeys(observed, same)), observed)
    assert not group.different_applicants


def test_the_report_counts_every_application_once() -> None:
    observed = months_of([0.05] * 5 + [0.3], random.Random(1))
    report = quality_report(observed, {}, 0)
    assert (report.applications, report.checked, report.compared) == (600, 600, 0)
    cells = [one for one in report.by_month if one.code == "CN-CLM-002"]
    assert [one.month for one in cells] == MONTHS
    assert all(one.applications == 100 for one in cells)
    assert report == quality_report(observed, {}, 0)
