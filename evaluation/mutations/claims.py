"""Defects of numbering, form and references of claims."""

from __future__ import annotations

import re

from evaluation.mutations.claim_set import (
    append_claim,
    append_dependent,
    dependent_claims,
    describe,
    independent_claims,
    last_family,
    place_of,
    signs,
    simple_dependent,
    subject,
)
from evaluation.mutations.editing import Draft, Field, Place
from evaluation.mutations.mutator import Book

BOOK = Book()
kind = BOOK.kind


@kind("claims.all-dependent", "CN-CLM-001")
def _all_dependent(draft: Draft) -> Place:
    first = draft.claims[0]
    draft.require(len(independent_claims(draft)) == 1 and first.text.startswith("一种"))
    return draft.replace(first, 0, 2, "根据权利要求2所述的")


@kind("claims.number-skipped", "CN-CLM-002")
def _number_skipped(draft: Draft) -> Place:
    claims = draft.claims
    draft.require(len(claims) > 2)
    return draft.attribute(claims[-1], "num", str(len(claims) + 1))


@kind("claims.number-repeated", "CN-CLM-002")
def _number_repeated(draft: Draft) -> Place:
    claims = draft.claims
    draft.require(len(claims) > 2)
    return draft.attribute(claims[-1], "num", str(len(claims) - 1))


@kind("claims.numbers-exchanged", "CN-CLM-002")
def _numbers_exchanged(draft: Draft) -> tuple[Place, ...]:
    claims = draft.claims
    draft.require(len(claims) > 2)
    later = draft.attribute(claims[-1], "num", str(len(claims) - 1))
    return draft.attribute(claims[-2], "num", str(len(claims))), later


@kind("claims.word-before-number", "CN-CLM-003")
def _word_before_number(draft: Draft) -> Place:
    return draft.prepend(draft.claims[-1], f"权利要求{len(draft.claims)}. ")


@kind("claims.item-word-before-number", "CN-CLM-003")
def _item_word(draft: Draft) -> Place:
    return draft.prepend(draft.claims[0], "权项1、")


@kind("claims.full-stop-within", "CN-CLM-004")
def _full_stop_within(draft: Draft) -> Place:
    for claim in draft.claims:
        found = claim.text.rfind("；", 0, len(claim.text) - 2)
        if found > 0:
            return draft.replace(claim, found, found + 1, "。")
    claim = draft.claims[0]
    found = claim.text.rfind("，")
    draft.require(found > 0)
    return draft.replace(claim, found, found + 1, "。")


@kind("claims.sentence-added", "CN-CLM-004")
def _sentence_added(draft: Draft) -> tuple[Place, Place]:
    claim = draft.claims[0]
    draft.require(claim.text.endswith("。"))
    stop = place_of(draft, claim, "。")
    return stop, draft.replace(
        draft.claims[0], len(claim.text), len(claim.text), "上述各部分可拆开。"
    )


@kind("claims.no-full-stop", "CN-CLM-004")
def _no_full_stop(draft: Draft) -> Place:
    claim = draft.claims[-1]
    draft.require(claim.text.endswith("。"))
    return draft.replace(claim, len(claim.text) - 2, len(claim.text), claim.text[-2])


@kind("claims.semicolon-at-end", "CN-CLM-004")
def _semicolon_at_end(draft: Draft) -> Place:
    claim = draft.claims[-1]
    draft.require(claim.text.endswith("。"))
    return draft.replace(claim, len(claim.text) - 1, len(claim.text), "；")


@kind("claims.ascii-stop-at-end", "CN-CLM-004")
def _ascii_stop(draft: Draft) -> Place:
    claim = draft.claims[0]
    draft.require(claim.text.endswith("。"))
    return draft.replace(claim, len(claim.text) - 1, len(claim.text), ",")


@kind("claims.paragraph-without-mark", "CN-CLM-005")
def _paragraph_without_mark(draft: Draft) -> Place:
    draft.require(draft.kind == "utility_model")
    for claim in draft.claims:
        found = claim.text.find("；")
        if 0 < found < len(claim.text) - 2:
            before, after = claim.offsets[found - 1][0], claim.offsets[found][1]
            kept = claim.text[found - 1]
            return draft.splice(claim.file, before, after, f"{kept}</claim-text>\n<claim-text>")
    draft.require(condition=False)
    raise AssertionError


def _refer(draft: Draft, old: str, new: str, claim_number: int) -> Place:
    return draft.substitute(draft.claims[claim_number - 1], old, new)


@kind("claims.refers-to-later", "CN-CLM-006")
def _refers_to_later(draft: Draft) -> Place:
    position, _, match = simple_dependent(draft)
    draft.require(position < len(draft.claims))
    return _refer(draft, f"权利要求{match[1]}", f"权利要求{position + 1}", position)


@kind("claims.refers-to-itself", "CN-CLM-006")
def _refers_to_itself(draft: Draft) -> Place:
    position, _, match = simple_dependent(draft)
    return _refer(draft, f"权利要求{match[1]}", f"权利要求{position}", position)


@kind("claims.refers-to-absent", "CN-CLM-007")
def _refers_to_absent(draft: Draft) -> Place:
    position, _, match = simple_dependent(draft)
    return _refer(draft, f"权利要求{match[1]}", f"权利要求{len(draft.claims) + 40}", position)


@kind("claims.range-beyond-end", "CN-CLM-007")
def _range_beyond_end(draft: Draft) -> Place:
    position, _, match = simple_dependent(draft)
    end = len(draft.claims) + 7
    return _refer(
        draft, f"权利要求{match[1]}所述", f"权利要求{match[1]}至{end}中任一项所述", position
    )


def _two_before(draft: Draft) -> tuple[int, str, int]:
    """A claim that may refer to two, the number it refers to, and another of the same family."""
    for position, _, match in dependent_claims(draft):
        if match[2]:
            continue
        for other, _, inner in dependent_claims(draft):
            if other < position and inner[1] == match[1] and not inner[2]:
                return position, match[1], other
    draft.require(condition=False)
    raise AssertionError


@kind("claims.cumulative-reference", "CN-CLM-008")
def _cumulative(draft: Draft) -> Place:
    position, first, other = _two_before(draft)
    return _refer(draft, f"权利要求{first}所述", f"权利要求{first}和{other}所述", position)


@kind("claims.cumulative-with-comma", "CN-CLM-008")
def _cumulative_comma(draft: Draft) -> Place:
    position, first, other = _two_before(draft)
    return _refer(draft, f"权利要求{first}所述", f"权利要求{first}以及{other}所述", position)


@kind("claims.multiple-on-multiple", "CN-CLM-009")
def _multiple_on_multiple(draft: Draft) -> Place:
    multiple = [position for position, _, match in dependent_claims(draft) if match[2]]
    number, name = last_family(draft)
    draft.require(multiple and number == 1)
    reference = f"根据权利要求1或{multiple[0]}所述的{name}"
    append_claim(draft, f"{reference}，其特征在于，{_known_feature(draft)}。")
    return place_of(draft, draft.claims[-1], reference)


@kind("claims.multiple-on-new-multiple", "CN-CLM-009")
def _multiple_on_new_multiple(draft: Draft) -> Place:
    position, first, other = _two_before(draft)
    draft.require(len(independent_claims(draft)) == 1)
    _refer(draft, f"权利要求{first}所述", f"权利要求{first}或{other}所述", position)
    name = subject(draft.claims[0])
    reference = f"根据权利要求{other}或{position}所述的{name}"
    append_claim(draft, f"{reference}，其特征在于，{_known_feature(draft)}。")
    return place_of(draft, draft.claims[-1], reference)


def _known_feature(draft: Draft) -> str:
    """A feature that description and claims know already."""
    for claim in draft.claims[:1]:
        for name, sign, _ in signs(claim):
            clean = re.split(r"[和的在为与及包括有]", name)[-1].removeprefix("所述")
            if len(clean) >= 2:
                return f"所述{clean}({sign})为可更换的部件"
    return "各步骤依次进行"


@kind("claims.reference-without-number", "CN-CLM-010")
def _reference_without_number(draft: Draft) -> Place:
    position, _, match = simple_dependent(draft)
    return _refer(draft, f"根据权利要求{match[1]}所述的", "上述", position)


@kind("claims.reference-without-subject", "CN-CLM-010")
def _reference_without_subject(draft: Draft) -> Place:
    position, _, match = simple_dependent(draft)
    return _refer(draft, f"权利要求{match[1]}所述的{match[3]}", f"权利要求{match[1]}所述", position)


@kind("claims.other-subject", "CN-CLM-011")
def _other_subject(draft: Draft) -> Place:
    _position, claim, match = simple_dependent(draft)
    start = claim.text.find(match[3])
    return draft.replace(claim, start, start + len(match[3]), "手推车")


@kind("claims.part-as-subject", "CN-CLM-011")
def _part_as_subject(draft: Draft) -> Place:
    _position, claim, match = simple_dependent(draft)
    draft.require(len(match[3]) > 4)
    start = claim.text.find(match[3])
    return draft.replace(claim, start, start + len(match[3]), "外壳")


@kind("claims.dependent-after-other-family", "CN-CLM-013")
def _dependent_after_other(draft: Draft) -> Place:
    families = independent_claims(draft)
    draft.require(len(families) > 1)
    name = subject(families[0][1])
    append_claim(draft, f"根据权利要求1所述的{name}，其特征在于，{_known_feature(draft)}。")
    return draft.whole(draft.claims[-1])


@kind("claims.no-characterising-part", "CN-CLM-014")
def _no_characterising_part(draft: Draft) -> tuple[Place, Place]:
    place = draft.substitute(draft.claims[0], "其特征在于，", "")
    return place, draft.whole(draft.claims[0])


@kind("claims.picture", "CN-CLM-015")
def _picture(draft: Draft) -> Place:
    claim = draft.claims[-1]
    at = claim.offsets[-2][1]
    figure = re.search(r'file="([^"]+)"', draft.text(draft.paper("drawings")))
    draft.require(figure)
    assert figure is not None  # noqa: S101 - for the type checker
    name = figure[1]
    source = next(one for one in draft.names() if one.endswith(name))
    folder = claim.file.rpartition("/")[0]
    draft.add_file(f"{folder}/{name}", draft.data(source))
    picture = (
        f'<img id="ic0001" file="{name}" wi="40" he="30" img-content="drawing" img-format="tif"/>'
    )
    return draft.splice(claim.file, at, at, picture)


TABLE = (
    '<tables id="t0001" num="0001"><table><tgroup cols="2"><tbody><row><entry>宽度</entry>'
    "<entry>10mm</entry></row></tbody></tgroup></table></tables>"
)


@kind("claims.table-invention", "CN-CLM-016")
def _table(draft: Draft) -> Place:
    draft.require(draft.kind == "invention")
    return _insert_table(draft)


@kind("claims.table-utility-model", "CN-CLM-017")
def _table_utility_model(draft: Draft) -> Place:
    draft.require(draft.kind == "utility_model")
    return _insert_table(draft)


def _insert_table(draft: Draft) -> Place:
    claim = draft.claims[-1]
    at = claim.offsets[-2][1]
    describe(draft, "另一实施例的宽度为10mm。")
    return draft.splice(claim.file, at, at, TABLE)


@kind("claims.refers-to-figure", "CN-CLM-018")
def _refers_to_figure(draft: Draft) -> Place:
    draft.require(draft.has("drawings"))
    return draft.append(draft.claims[-1], "，具体如图1所示")


@kind("claims.refers-to-description", "CN-CLM-018")
def _refers_to_description(draft: Draft) -> Place:
    return draft.append(draft.claims[-1], "，具体如说明书所述")


@kind("claims.refers-to-description-part", "CN-CLM-018")
def _refers_to_part(draft: Draft) -> Place:
    return draft.append(draft.claims[0], "，其连接如说明书具体实施方式部分所述")


def _signed(draft: Draft) -> tuple[int, str, str, int]:
    for index, claim in enumerate(draft.claims):
        for name, sign, at in signs(claim):
            return index, name, sign, at
    draft.require(condition=False)
    raise AssertionError


@kind("claims.sign-without-brackets", "CN-CLM-019")
def _sign_without_brackets(draft: Draft) -> Place:
    index, _, sign, at = _signed(draft)
    return draft.replace(draft.claims[index], at, at + len(sign) + 2, sign)


@kind("claims.sign-unknown", "CN-CLM-020")
def _sign_unknown(draft: Draft) -> Place:
    index, _, sign, at = _signed(draft)
    return draft.replace(draft.claims[index], at + 1, at + 1 + len(sign), "977")


@kind("claims.sign-of-other-part", "CN-CLM-020")
def _sign_of_other_part(draft: Draft) -> Place:
    index, _, sign, at = _signed(draft)
    other = next(
        (one for _, one, _ in signs(draft.claims[index]) if one != sign and len(one) == len(sign)),
        None,
    )
    draft.require(other)
    return draft.replace(draft.claims[index], at + 1, at + 1 + len(sign), str(other))


@kind("claims.words-in-brackets", "CN-CLM-021")
def _words_in_brackets(draft: Draft) -> Place:
    return draft.append(draft.claims[-1], "（可拆卸）")


@kind("claims.heading", "CN-CLM-036")
def _heading(draft: Draft) -> Place:
    draft.require(draft.kind == "utility_model")
    first = draft.claims[0]
    return draft.splice(first.file, first.start, first.start, "<heading>权利要求书</heading>\n")


@kind("claims.heading-in-first-claim", "CN-CLM-036")
def _heading_in_first(draft: Draft) -> Place:
    draft.require(draft.kind == "utility_model")
    return draft.prepend(draft.claims[0], "权利要求书：")


@kind("claims.declared-too-few", "CN-CLM-039")
def _declared_too_few(draft: Draft) -> Field:
    draft.require("declared_claim_count" in draft.request)
    return draft.set("/declared_claim_count", len(draft.claims) - 1)


@kind("claims.undeclared-claim", "CN-CLM-039")
def _undeclared(draft: Draft) -> Field:
    draft.require("declared_claim_count" in draft.request)
    append_dependent(draft, _known_feature(draft))
    return draft.set("/declared_claim_count", len(draft.claims) - 1)


@kind("claims.repeated-claim", "CN-CLM-033")
def _repeated(draft: Draft) -> Place:
    last = draft.claims[-1]
    draft.require(len(independent_claims(draft)) == 1 or last.text.startswith("根据"))
    return append_claim(draft, last.text)
