"""Reference signs in claims: in brackets, and the same as in the description (CN-CLM-019, 020, 034)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims_reading import name_of, object_spans
from shared.contracts.formal_check import FixSafety, Severity
from shared.model.claims import Claim
from shared.model.reference_signs import (
    SignUse,
    bare_signs,
    claim_signs,
    description_signs,
    possible_signs,
    settle_terms,
    unit_signs,
)

_COUNTED = re.compile(
    r"(?:模块|单元|子模块|节点|参数|层|样本|时刻|状态|用户|变量|类|阶段|类型|维度|方式|型号|标准)$"
)
_SETTLED = 2
"""Uses of a sign with a term that make the pair certain."""
_ALL_UNKNOWN = 2
"""Signs, none of which the description has: the signs were left out there, no sign is wrong."""
_PLAIN = re.compile(r"[A-Za-z]?\d.*")
"""Two letters before the digits are more often a quantity (IC50) than a sign without brackets."""


def described_signs(case: Case) -> tuple[SignUse, ...]:
    """Signs of the description. Use through ``case.shared``."""
    return description_signs(case.per_unit(unit_signs, p.unit) for p in case.paragraphs)


def claimed_signs(case: Case) -> tuple[SignUse, ...]:
    """Signs in brackets in all claims, terms settled. Use through ``case.shared``."""
    return settle_terms(
        use for claim in case.claims for use in case.per_unit(claim_signs, claim.unit)
    )


def described_numbers(case: Case) -> frozenset[str]:
    """Every number of the description that could be a sign. Use through ``case.shared``."""
    return possible_signs(paragraph.unit for paragraph in case.paragraphs)


def _described_terms(case: Case) -> dict[str, tuple[str, ...]]:
    """Terms of each sign in the description, in order. Use through ``case.shared``."""
    terms: dict[str, dict[str, None]] = defaultdict(dict)
    for use in case.shared(described_signs):
        terms[use.sign][use.term] = None
    return {sign: tuple(known) for sign, known in terms.items()}


def _described_names(case: Case) -> dict[str, Counter[str]]:
    """How often the description gives each sign each name. Use through ``case.shared``."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for use in case.shared(described_signs):
        if len(use.term) > 1:
            names[use.sign][use.term] += 1
    return names


def _described_text(case: Case) -> str:
    """The description's paragraphs. Use through ``case.shared``."""
    return "\n".join(paragraph.unit.text for paragraph in case.paragraphs)


def _described_pairs(case: Case) -> Counter[tuple[str, str]]:
    """How often the description has a sign with the end of a term. Use through ``case.shared``."""
    return _pairs(case.shared(described_signs))


def _pairs(uses: Iterable[SignUse]) -> Counter[tuple[str, str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    for use in uses:
        if len(use.term) > 1:
            pairs[use.sign, use.term[-2:]] += _SETTLED if use.legend else 1
    return pairs


def _names(uses: Iterable[SignUse]) -> Counter[tuple[str, str]]:
    """How often each sign stands with each full name."""
    return Counter((use.sign, use.term) for use in uses if len(use.term) > 1)


def _agree(term: str, other: str) -> bool:
    return (
        bool(term) and bool(other) and (term[-2:] == other[-2:] or term in other or other in term)
    )


@rule(
    "CN-CLM-019",
    zh="附图标记放在相应技术特征后的括号内",
    en="Reference signs stand in parentheses after the feature",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS, Input.DESCRIPTION],
    basis=[rules(22, 4)],
)
def sign_without_brackets(case: Case) -> Drafts:
    """Find bare reference signs in claims (支架3).

    A number counts as a sign if the same word carries it in the description, in brackets elsewhere in
    the claims, or again without brackets in the claims.

    Why:
        Brackets show that the sign does not limit the claim.
    Known problems:
        Counted parts such as 模块1 are left out.

    Example:
        支架3与底座4相连
    Use instead:
        支架(3)与底座(4)相连
    中文:
        查找权利要求中未加括号的附图标记（如“支架3”）。同一词语在说明书、权利要求其他括号中或者重复带有该数字的，认定为附图标记。

    """
    known: dict[str, list[str]] = defaultdict(list)
    if case.has_description:
        for sign, terms in case.shared(_described_terms).items():
            known[sign].extend(terms)
    for use in case.shared(claimed_signs):
        known[use.sign].append(use.term)
    candidates = [
        (claim, use) for claim in case.claims for use in case.per_unit(bare_signs, claim.unit)
    ]
    repeated = Counter((use.sign, use.term[-2:]) for _, use in candidates)
    for claim, use in candidates:
        if (
            not _PLAIN.fullmatch(use.sign)
            or len(use.term) < 2
            or _COUNTED.search(use.term)
            or _in_object(claim, use)
        ):
            continue
        if repeated[use.sign, use.term[-2:]] < _SETTLED and not any(
            _agree(use.term, term) for term in known[use.sign]
        ):
            continue
        yield at(
            claim.unit,
            use.start,
            use.end,
            zh=f"权利要求{name_of(claim)}中的附图标记“{use.sign}”应当置于括号内，请写成“({use.sign})”。",
            en=f"The reference sign {use.sign} in claim {name_of(claim)} stands without brackets: write "
            f"({use.sign}).",
            fixes=(
                replacing(
                    claim.unit,
                    use.start,
                    use.end,
                    f"({claim.unit.text[use.start : use.end]})",
                    safety=FixSafety.SAFE,
                    zh="加括号。",
                    en="Add brackets.",
                ),
            ),
        )


def _in_object(claim: Claim, use: SignUse) -> bool:
    return any(start < use.end and use.start < end for start, end in object_spans(claim.unit))


@rule(
    "CN-CLM-020",
    zh="权利要求中的附图标记与说明书一致",
    en="Reference signs in claims agree with the description",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS, Input.DESCRIPTION],
    basis=[rules(21, 2), guidelines("1.2.7.4")],
)
def sign_unknown(case: Case) -> Drafts:
    """Find signs in claims that the description does not have, or has for another part.

    A sign is reported once where it is unknown; where the description has none of them, that is one
    finding. A single use that contradicts the settled pairs of the
    other claims and of the description (滑动板(24) where 24 is the rail and 滑动板 is 23) is reported
    too.

    Why:
        The same sign stands for the same part throughout the papers.
    Known problems:
        The drawings themselves are compared only once recognition has read them.

    Example:
        支架(13)，说明书中为支架3
    Use instead:
        支架(3)
    中文:
        查找说明书中没有的附图标记，以及与其他各处用法矛盾的附图标记（如24为导轨、滑动板为23时写“滑动板(24)”）。同一附图标记应当表示同一组成部分。

    """
    uses = case.shared(claimed_signs)
    if not uses:
        raise NotApplicable("权利要求中没有附图标记。", "The claims have no reference signs.")
    complete = case.has_description
    possible = case.shared(described_numbers) if complete else frozenset()
    pairs, names = _pairs(uses), _names(uses)
    if complete:
        pairs.update(case.shared(_described_pairs))
        for sign, described in case.shared(_described_names).items():
            names.update({(sign, term): count for term, count in described.items()})
    claims = {claim.unit.id: claim for claim in case.claims}
    reported: set[str] = set()
    unknown = {use.sign for use in uses} - possible
    if complete and len(unknown) >= _ALL_UNKNOWN and not any(u.sign in possible for u in uses):
        first = uses[0]
        yield at(
            claims[first.unit].unit,
            first.start,
            first.end,
            zh="说明书中没有出现权利要求书所用的任何附图标记，请在说明书中相应部件之后写明附图标记。",
            en="The description has none of the reference signs of the claims: put them after the "
            "parts there.",
        )
        return
    for use in uses:
        claim = claims[use.unit]
        if complete and use.sign not in possible:
            if use.sign in reported:
                continue
            reported.add(use.sign)
            other = _sign_of_term(use, pairs)
            zh_other = f"，说明书或其他权利要求中“{use.term[-2:]}”的标记为{other}" if other else ""
            yield at(
                claim.unit,
                use.start,
                use.end,
                zh=f"权利要求{name_of(claim)}中“{use.term}”的附图标记{use.sign}在说明书中没有出现{zh_other}，请统一。",
                en=f"The reference sign {use.sign} ({use.term}) of claim {name_of(claim)} is not in the "
                "description: make them agree.",
            )
        elif owner := _contradicted_by(use, pairs, names):
            yield at(
                claim.unit,
                use.start,
                use.end,
                zh=f"权利要求{name_of(claim)}中“{use.term}”的附图标记为{use.sign}，其他各处{use.sign}表示另一部件，"
                f"而该部件的标记为{owner}，请统一。",
                en=f"Claim {name_of(claim)} gives “{use.term}” the sign {use.sign}, which stands for another "
                f"part elsewhere ({use.term} is {owner}): make them agree.",
            )
    if not complete:
        raise NotChecked(
            "未提供说明书，未与说明书比较。", "Not compared: the description was not given."
        )


def _sign_of_term(use: SignUse, pairs: Counter[tuple[str, str]]) -> str | None:
    """The settled sign of the use's term, if it is another one."""
    if len(use.term) < 2:
        return None
    signs = [
        (count, sign)
        for (sign, end), count in pairs.items()
        if end == use.term[-2:] and sign != use.sign and count >= _SETTLED
    ]
    return max(signs)[1] if len(signs) == 1 else None


def _contradicted_by(
    use: SignUse, pairs: Counter[tuple[str, str]], names: Counter[tuple[str, str]]
) -> str | None:
    """The settled sign of the use's term where the use's own sign belongs to another part."""
    if len(use.term) < 2:
        return None
    own = {term: count for (sign, term), count in names.items() if sign == use.sign}
    others = {
        sign
        for (sign, term), count in names.items()
        if term == use.term and sign != use.sign and count >= _SETTLED
    }
    related = any(
        term.endswith(use.term) or use.term.endswith(term) for term in own if term != use.term
    )
    once = own.get(use.term, 0) == 1 and max(own.values()) >= _SETTLED
    if len(others) == 1 and once and not related:
        return others.pop()  # the full names decide, also between parts whose names end alike
    if pairs[use.sign, use.term[-2:]] > 1:
        return None
    owned = sum(count for (sign, _), count in pairs.items() if sign == use.sign) - 1
    return _sign_of_term(use, pairs) if owned >= _SETTLED else None


@rule(
    "CN-CLM-034",
    zh="权利要求与说明书的科技术语一致",
    en="Claims and description use the same technical terms",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS, Input.DESCRIPTION],
    basis=[rules(22, 3)],
)
def term_differs(case: Case) -> Drafts:
    """Find parts that carry the same reference sign but another name than in the description.

    Why:
        One thing has one name in the claims and in the description.
    Known problems:
        Compares parts with reference signs only.

    Example:
        权利要求：卡扣件(5)；说明书：锁扣5
    Use instead:
        卡扣件(5)，说明书中亦为卡扣件5
    中文:
        查找附图标记相同而名称与说明书不同的部件。同一部件在权利要求书和说明书中应当使用同一术语。仅比较带附图标记的部件。

    """
    uses = case.shared(claimed_signs)
    if not uses:
        raise NotApplicable("权利要求中没有附图标记。", "The claims have no reference signs.")
    names = case.shared(_described_names)
    text = case.shared(_described_text)
    claims = {claim.unit.id: claim for claim in case.claims}
    reported: set[tuple[str, str]] = set()
    for use in uses:
        known = names.get(use.sign, Counter())
        if len(use.term) < 2 or sum(known.values()) < _SETTLED or (use.sign, use.term) in reported:
            continue
        if use.term in text or any(_agree(use.term, term) for term in known):
            continue
        reported.add((use.sign, use.term))
        usual = max(known, key=lambda term: (known[term], term))
        claim = claims[use.unit]
        yield at(
            claim.unit,
            use.term_start,
            use.term_start + len(use.term),
            zh=f"权利要求{name_of(claim)}称附图标记{use.sign}为“{use.term}”，说明书称“{usual}”，请统一术语。",
            en=f"Claim {name_of(claim)} calls {use.sign} “{use.term}”, the description “{usual}”: use one term.",
            fixes=(
                replacing(
                    claim.unit,
                    use.term_start,
                    use.term_start + len(use.term),
                    usual,
                    safety=FixSafety.SUGGESTED,
                    zh="改为说明书中的术语。",
                    en="Use the description's term.",
                ),
            ),
        )


RULES = (sign_without_brackets, sign_unknown, term_differs)
