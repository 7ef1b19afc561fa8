"""Defects in the words of claims: indefinite, commercial, irrelevant, unsupported ones."""

from __future__ import annotations

import re

from evaluation.mutations.claim_set import (
    append_claim,
    append_dependent,
    describe,
    independent_claims,
    place_of,
    signs,
    simple_dependent,
    subject,
)
from evaluation.mutations.editing import Draft, Place
from evaluation.mutations.mutator import Book, Spoil

BOOK = Book()
kind = BOOK.kind

_LAST_CLAUSES = (
    # kind, code, what is added to the last claim, the words that are the defect
    ("claims.vague-temperature", "CN-CLM-022", "，并在高温下固定", "高温"),
    ("claims.vague-thickness", "CN-CLM-022", "，且壁厚较厚", "较厚"),
    ("claims.vague-range", "CN-CLM-022", "，且调节具有很宽范围", "很宽范围"),
    ("claims.vague-speed", "CN-CLM-022", "，且转速较快", "较快"),
    ("claims.for-instance", "CN-CLM-023", "，并用金属例如铜制成", "例如"),
    ("claims.best", "CN-CLM-023", "，最好是竖直设置", "最好是"),
    ("claims.especially", "CN-CLM-023", "，尤其是竖直设置", "尤其是"),
    ("claims.if-necessary", "CN-CLM-023", "，必要时竖直设置", "必要时"),
    ("claims.optionally", "CN-CLM-023", "，可选地竖直设置", "可选地"),
    ("claims.about", "CN-CLM-024", "，且长度为约50mm", "约"),
    ("claims.approximately", "CN-CLM-024", "，且长度大约为50mm", "大约"),
    ("claims.near", "CN-CLM-024", "，且温度接近50℃", "接近"),
    ("claims.or-the-like", "CN-CLM-024", "，并由铜或类似物制成", "或类似物"),
    ("claims.and-so-on", "CN-CLM-024", "，并由铜、铝等制成", "等"),
    ("claims.world-leading", "CN-CLM-027", "，性能达到世界领先水平", "世界领先"),
    ("claims.popular", "CN-CLM-027", "，深受消费者喜爱", "深受消费者喜爱"),
    ("claims.disparaging", "CN-CLM-027", "，避免了市面上劣质产品的缺陷", "劣质"),
    ("claims.sales-right", "CN-CLM-028", "，并请求保护其生产权和销售权", "生产权和销售权"),
    ("claims.infringement", "CN-CLM-028", "，未经许可不得仿制", "未经许可不得"),
    ("claims.numerals-in-words", "CN-CLM-038", "，且倾角在五十度以上", "五十度以上"),
    ("claims.generic-or-specific", "CN-CLM-037", "，并由金属或铜制成", "金属或铜"),
    ("claims.not-described", "CN-CLM-035", "，还包括防潮保温衬垫", "防潮保温衬垫"),
)


def _adding(clause: str, words: str, *, described: bool) -> Spoil:
    def spoil(draft: Draft) -> Place:
        if described:
            describe(draft, f"另一实施例{clause}。")
            draft.baseline()
        draft.append(draft.claims[-1], clause)
        return place_of(draft, draft.claims[-1], words)

    return spoil


for _kind, _code, _clause, _words in _LAST_CLAUSES:
    _plain = _code in ("CN-CLM-035", "CN-CLM-027", "CN-CLM-028")
    BOOK.add(_kind, _code, _adding(_clause, _words, described=False))


@kind("claims.no-antecedent", "CN-CLM-025")
def _no_antecedent(draft: Draft) -> Place:
    describe(draft, "另一实施例还包括缓冲弹簧。")
    draft.append(draft.claims[-1], "，所述缓冲弹簧水平设置")
    return place_of(draft, draft.claims[-1], "所述缓冲弹簧")


@kind("claims.no-antecedent-this", "CN-CLM-025")
def _no_antecedent_this(draft: Draft) -> Place:
    describe(draft, "另一实施例还包括缓冲弹簧。")
    draft.append(draft.claims[-1], "，该缓冲弹簧水平设置")
    return place_of(draft, draft.claims[-1], "该缓冲弹簧")


@kind("claims.antecedent-in-other-branch", "CN-CLM-025")
def _other_branch(draft: Draft) -> Place:
    """What one claim introduces, another refers to that does not depend on it."""
    _position, claim, match = simple_dependent(draft)
    describe(draft, "另一实施例还包括缓冲弹簧，缓冲弹簧水平设置。")
    draft.append(claim, "，还包括缓冲弹簧")
    draft.require(len(independent_claims(draft)) == 1 and match[1] == "1")
    draft.baseline()
    name = subject(draft.claims[0])
    append_claim(draft, f"根据权利要求1所述的{name}，其特征在于，所述缓冲弹簧水平设置。")
    return place_of(draft, draft.claims[-1], "所述缓冲弹簧")


@kind("claims.two-subjects", "CN-CLM-026")
def _two_subjects(draft: Draft) -> Place:
    first = draft.claims[0]
    name = subject(first)
    draft.require("方法" not in name and "工艺" not in name)
    draft.append(first, "")
    return draft.substitute(first, name, f"{name}及其制造方法")


@kind("claims.technique-as-subject", "CN-CLM-026")
def _technique(draft: Draft) -> Place:
    first = draft.claims[0]
    return draft.substitute(first, subject(first), f"{subject(first)}技术")


@kind("claims.method-in-utility-model", "CN-CLM-029")
def _method_in_utility_model(draft: Draft) -> Place:
    draft.require(draft.kind == "utility_model")
    name = subject(draft.claims[0])
    text = f"一种{name}的制造方法，其特征在于，先切割管材，再将管材弯曲成形。"
    describe(draft, "制造时先切割管材，再将管材弯曲成形。")
    append_claim(draft, text)
    return draft.whole(draft.claims[-1])


@kind("claims.use-in-utility-model", "CN-CLM-029")
def _use_in_utility_model(draft: Draft) -> Place:
    draft.require(draft.kind == "utility_model")
    name = subject(draft.claims[0])
    append_claim(draft, f"一种{name}的用途，其特征在于，用于支撑帐篷。")
    return draft.whole(draft.claims[-1])


_UTILITY_MODEL_FEATURES = (
    ("claims.process-in-utility-model", "CN-CLM-030", "浸泡5至20分钟后取出晾干"),
    ("claims.temperature-in-utility-model", "CN-CLM-030", "在200℃下加热2小时后冷却"),
    ("claims.composition-in-utility-model", "CN-CLM-031", "由20%的A组分和40%的B组分构成"),
)


def _utility_model_feature(feature: str) -> Spoil:
    def spoil(draft: Draft) -> Place:
        draft.require(draft.kind == "utility_model")
        describe(draft, f"表面的涂层{feature}。")
        return append_dependent(draft, f"表面的涂层{feature}")

    return spoil


for _kind, _code, _feature in _UTILITY_MODEL_FEATURES:
    BOOK.add(_kind, _code, _utility_model_feature(_feature))


@kind("claims.function-only", "CN-CLM-032")
def _function_only(draft: Draft) -> Place:
    draft.require(draft.kind == "utility_model")
    describe(draft, "能够快速收拢。")
    return append_dependent(draft, "能够快速收拢")


@kind("claims.other-term-than-description", "CN-CLM-034")
def _other_term(draft: Draft) -> Place:
    """A part gets another name in one claim; its sign stays."""
    for index, claim in enumerate(draft.claims):
        for name, _sign, at in signs(claim):
            clean = re.split(r"[和的在为与及有]|包括|所述", name)[-1]
            if len(clean) >= 2:
                return draft.replace(draft.claims[index], at - len(clean), at, "卡扣件")
    draft.require(condition=False)
    raise AssertionError


@kind("claims.english", "CN-ACC-004")
def _english(draft: Draft) -> tuple[Place, ...]:
    text = "A device comprising a body and a cover, wherein the cover is hinged to the body"
    found = []
    for index in range(len(draft.claims)):
        claim = draft.claims[index]
        found.append(draft.replace(claim, 0, len(claim.text), f"{text}。"))
    return tuple(found)
