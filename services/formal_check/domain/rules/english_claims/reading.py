"""What is looked for in English claims, whichever office asks.

Each function yields drafts; the rules of an office (``us_…``, ``ep_…``) say which of them apply
there, how severe they are and on what legal basis they rest. No Chinese rule knows of them.
"""

from __future__ import annotations

import itertools
import re
from functools import partial

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.findings import Draft, Drafts, at, whole
from services.formal_check.domain.profile import INVENTION, ProfileName
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.dependence import cascaded, cumulative
from services.formal_check.domain.rules.claims.reading import (
    all_missing,
    claim_set,
    name_of,
    number_place,
    object_spans,
    opening,
    path_of,
    repeated,
    words,
)
from shared.contracts.formal_check import Severity
from shared.model.claims import Claim, ClaimType
from shared.model.identification import DocumentStage

_SENTENCE = re.compile(r"(?<![.\w])(?P<word>[A-Za-z]{3,20})(?P<stop>\.)\s+(?=[A-Z][a-z]{2,})")
_ABBREVIATIONS = frozenset(
    "fig figs approx max min etc resp vol wt temp ref inc corp ltd pat nos var subsp spp".split()
)
_SPACE = re.compile(r"[\s,;:.]+")
_LEAST_DUPLICATE = 20

english_rule = partial(rule, kinds=INVENTION, languages=("en",))
us_rule = partial(english_rule, office_code="US")
ep_rule = partial(english_rule, office_code="EP")


def numbering_breaks(case: Case) -> Drafts:
    """Numbers that repeat or fall and, in a filing, that are missing or jump.

    In a publication claims may have been cancelled; the others keep their numbers.
    """
    published = case.profile.name is ProfileName.PUBLISHED
    expected = 1
    for claim in case.claims:
        unit, start, end = number_place(claim)
        number = claim.number
        if number is None:
            if not published:
                yield at(
                    unit,
                    start,
                    end,
                    zh=f"第{claim.position}项权利要求没有编号，请用阿拉伯数字顺序编号。",
                    en=f"The claim in place {claim.position} has no number: number the claims "
                    "consecutively in Arabic numerals.",
                )
            expected += 1
            continue
        if number < expected or (number > expected and not published):
            yield at(
                unit,
                start,
                end,
                zh=f"编号{number}打破了顺序，此处应为{expected}，请连续编号。",
                en=f"The number {number} breaks the sequence, {expected} is expected here: number the "
                "claims consecutively.",
            )
        expected = max(number, expected) + 1


def faulty_references(case: Case) -> Drafts:
    """References to claims that do not exist, and of dependent claims to themselves or later ones."""
    claims = case.shared(claim_set)
    last = max(claims.number(index) for index in range(len(claims.claims)))
    excerpt = case.profile.stage is DocumentStage.EXCERPT
    unknown = False
    for index, claim in enumerate(claims.claims):
        for reference in claim.references:
            places = {number: claims.index_of(number) for number in reference.claim_numbers}
            absent = [number for number, place in places.items() if place is None]
            if excerpt and any(number > last for number in absent):
                unknown, absent = True, [number for number in absent if number < last]
            later = [
                number
                for number, place in places.items()
                if place is not None and place >= index and claim.claim_type is ClaimType.DEPENDENT
            ]
            if not absent and not later:
                continue
            which = ", ".join(map(str, [*absent, *later][:5]))
            zh = "不存在" if absent else "不在其前"
            en = "do not exist" if absent else "do not precede it"
            yield at(
                claim.unit,
                reference.start,
                reference.end,
                zh=f"权利要求{name_of(claim)}引用的权利要求{which}{zh}，请更正引用的编号。",
                en=f"Claim {name_of(claim)} refers to claim(s) {which}, which {en}: correct the number.",
            )
    if unknown:
        raise NotChecked(
            "节选文本缺少部分被引用的权利要求，未检查。",
            "Not checked: the excerpt lacks some claims that are referred to.",
        )


def cumulative_references(case: Case) -> Drafts:
    """Dependent claims that refer to several claims at once (``claims 1 and 2``)."""
    for claim, reference in cumulative(case.shared(claim_set)):
        yield at(
            claim.unit,
            reference.start,
            reference.end,
            zh=f"权利要求{name_of(claim)}同时引用了多项权利要求，请改为择一引用（any one of … or …）。",
            en=f"Claim {name_of(claim)} refers to several claims at once: refer to them in the "
            "alternative (“any one of … or …”).",
        )


def multiple_on_multiple(case: Case) -> Drafts:
    """Multiple dependent claims that refer directly to another one."""
    for claim, reference, cited in cascaded(case.shared(claim_set)):
        which = ", ".join(map(str, cited[:5]))
        yield at(
            claim.unit,
            reference.start,
            reference.end,
            zh=f"多项从属权利要求{name_of(claim)}引用了多项从属权利要求{which}，请改引非多项从属的权利要求。",
            en=f"Claim {name_of(claim)} is multiple dependent and refers to multiple dependent "
            f"claim(s) {which}: refer to claims that are not.",
        )


def sentences(case: Case) -> Drafts:
    """Claims that do not begin with a capital, end without a period, or hold several sentences."""
    for claim in case.claims:
        unit = claim.unit
        text = unit.text
        body = text.rstrip()
        begin = len(text) - len(text.lstrip())
        if text[begin : begin + 1].islower():
            yield at(
                unit,
                begin,
                begin + 1,
                zh=f"权利要求{name_of(claim)}应以大写字母开头。",
                en=f"Claim {name_of(claim)} should begin with a capital letter.",
                severity=Severity.WARNING,
            )
        spans = object_spans(unit)
        for found in _SENTENCE.finditer(body):
            stop = found.start("stop")
            inside = any(low <= stop < high for low, high in spans)
            if inside or found["word"].lower() in _ABBREVIATIONS:
                continue
            yield at(
                unit,
                stop,
                stop + 1,
                zh=f"权利要求{name_of(claim)}中间有句点，每项权利要求应为一句，请改用分号或逗号。",
                en=f"Claim {name_of(claim)} has a period within: a claim is one sentence, use a semicolon "
                "or comma.",
                severity=Severity.WARNING,
            )
        end = len(body)
        closed = any(high >= end for _, high in spans) or any(
            each.offset >= end for each in unit.inline_objects
        )
        if body and body[-1] != "." and not closed and not body.endswith((".)", '."', ".”", "##")):
            yield at(
                unit,
                end - 1,
                end,
                zh=f"权利要求{name_of(claim)}结尾没有句点，请补上。",
                en=f"Claim {name_of(claim)} does not end with a period: add one.",
            )


def missing_terms(case: Case) -> Drafts:
    """``the X`` and ``said X`` that nothing before introduces."""
    claims = case.shared(claim_set)
    for missing in itertools.chain.from_iterable(case.shared(all_missing)):
        claim = claims.claims[missing.claim]
        term = claim.unit.text[missing.start : missing.end]
        path = path_of(claims, missing)
        yield at(
            claim.unit,
            missing.start,
            missing.end,
            zh=f"权利要求{name_of(claim)}中的“{term}”缺少引用基础{path.zh}，请先引入该特征，或更正引用关系。",
            en=f"“{term}” has no antecedent in claim {name_of(claim)}{path.en}: introduce it with an "
            "indefinite article first, or correct the reference.",
            related=tuple(opening(claims.claims[each]) for each in missing.path[:3]),
        )


def phrase_at(claim: Claim, start: int, end: int, zh: str, en: str) -> Draft:
    """A draft on a phrase; ``{phrase}`` and ``{claim}`` in the messages are filled in."""
    phrase, name = claim.unit.text[start:end], name_of(claim)
    return at(
        claim.unit,
        start,
        end,
        zh=zh.format(phrase=phrase, claim=name),
        en=en.format(phrase=phrase, claim=name),
    )


def phrases(case: Case, pattern: re.Pattern[str], zh: str, en: str) -> Drafts:
    """Every match of a pattern, with messages as for ``phrase_at``."""
    for claim in case.claims:
        for found in words(case, claim.unit, pattern):
            yield phrase_at(claim, *found.span(), zh, en)


def duplicates(case: Case) -> Drafts:
    """Claims with the same words as an earlier claim."""
    for claim, same in repeated(case.shared(claim_set), _words, _LEAST_DUPLICATE):
        yield whole(
            claim.unit,
            zh=f"权利要求{name_of(claim)}与权利要求{name_of(same)}文字相同，请删除其一。",
            en=f"Claim {name_of(claim)} has the same words as claim {name_of(same)}: delete one.",
            related=(opening(same),),
        )


def _words(text: str) -> str:
    return _SPACE.sub(" ", text.lower()).strip()
