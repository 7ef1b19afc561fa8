"""Runs the rules of a profile over a case and reports an outcome for every one of them.

A rule that raises is reported as undecidable with the class and place of its fault; the others
still report. Findings come in the order of the papers; their ids survive edits elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath

from services.formal_check.domain.abstention import Abstention, NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.findings import Draft
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.overrides import Overrides
from services.formal_check.domain.profile import Profile, ProfileName
from services.formal_check.domain.rule import Rule, Silence, Suppression
from services.formal_check.domain.rule_book import Governing, RuleBook
from shared.contracts.common import Message
from shared.contracts.common import NotChecked as NotCheckedPart
from shared.contracts.formal_check import (
    Finding,
    LegalCitation,
    Level,
    Outcome,
    RuleOutcome,
    Severity,
    SuppressedFinding,
)
from shared.model.case_file import CaseFile
from shared.model.source import Location

MAX_FINDINGS_PER_RULE = 200
"""A hostile document may break one rule in every character: further findings are not listed."""


@dataclass(frozen=True)
class CheckResult:
    """What a check found, and what it did not look at."""

    profile: Profile
    findings: tuple[Finding, ...]
    outcomes: tuple[RuleOutcome, ...]
    not_checked: tuple[NotCheckedPart, ...]
    suppressed: tuple[SuppressedFinding, ...]


@dataclass
class _Silenced:
    """What suppressions switched off."""

    rules: dict[str, tuple[str, Message]] = field(default_factory=dict)
    units: dict[tuple[str, str], tuple[str, Message]] = field(default_factory=dict)

    def add(self, suppression: Suppression, silence: Silence) -> None:
        for code in suppression.suppresses:
            if silence.unit is None:
                self.rules.setdefault(code, (suppression.code, silence.reason))
            else:
                self.units.setdefault((code, silence.unit), (suppression.code, silence.reason))


def check(
    case_file: CaseFile,
    book: RuleBook,
    profile: Profile,
    changed: Iterable[Input] | None = None,
) -> CheckResult:
    """Check ``case_file`` by the rules of ``book`` that ``profile`` selects.

    With ``changed`` only the rules that depend on one of these inputs run, and only they report.
    """
    return check_case(Case(case_file, profile, words=book.words), case_file, book, changed)


def check_case(
    case: Case,
    case_file: CaseFile,
    book: RuleBook,
    changed: Iterable[Input] | None = None,
) -> CheckResult:
    """``check`` for a case that is already made, e.g. one with unknown parts or kept results."""
    profile = case.profile
    governing = book.governing(profile, None if changed is None else frozenset(changed))
    run = _Run(case, profile, book.overrides)
    for one in governing:
        if isinstance(one.declaration, Suppression):
            run.suppress(one, one.declaration)
    for one in governing:
        if isinstance(one.declaration, Rule):
            run.check(one, one.declaration)
    order = _Order(case_file)
    return CheckResult(
        profile=profile,
        findings=tuple(_settled(case, one) for one in sorted(run.findings, key=order.key)),
        outcomes=tuple(sorted(run.outcomes, key=lambda outcome: outcome.code)),
        not_checked=_not_checked(profile, governing),
        suppressed=tuple(run.suppressed),
    )


class _Run:
    def __init__(self, case: Case, profile: Profile, overrides: Overrides) -> None:
        self._case = case
        self._profile = profile
        self._overrides = overrides
        self._published = profile.name is ProfileName.PUBLISHED
        self._silenced = _Silenced()
        self.findings: list[Finding] = []
        self.outcomes: list[RuleOutcome] = []
        self.suppressed: list[SuppressedFinding] = []

    def suppress(self, governing: Governing, suppression: Suppression) -> None:
        """Note what a suppression switches off; its own outcome is ``pass`` when it acted."""
        acted = False
        try:
            _require(governing, self._profile, self._case)
            for silence in islice(suppression.check(self._case), MAX_FINDINGS_PER_RULE):
                self._silenced.add(suppression, silence)
                acted = True
        except Abstention as abstention:
            self._abstained(suppression.code, abstention)
            return
        except Exception as error:  # noqa: BLE001 - reported as an outcome, the others go on
            self._failed(suppression.code, error)
            return
        outcome = Outcome.PASS if acted else Outcome.NOT_APPLICABLE
        self.outcomes.append(RuleOutcome(code=suppression.code, outcome=outcome))

    def check(self, governing: Governing, rule: Rule) -> None:
        """Run one rule and note its findings and outcome."""
        if rule.code in self._silenced.rules:
            by, reason = self._silenced.rules[rule.code]
            self.outcomes.append(
                RuleOutcome(
                    code=rule.code, outcome=Outcome.NOT_APPLICABLE, reason=reason, suppressed_by=by
                )
            )
            return
        off = self._overrides.switched_off(rule.code, published=self._published)
        if off is not None:
            self.outcomes.append(
                RuleOutcome(code=rule.code, outcome=Outcome.NOT_APPLICABLE, reason=off)
            )
            return
        drafts: list[Draft] = []
        abstention: Abstention | None = None
        try:
            _require(governing, self._profile, self._case)
            for draft in rule.check(self._case):
                if self._is_silenced(rule, draft):
                    continue
                if len(drafts) == MAX_FINDINGS_PER_RULE:
                    raise NotChecked(
                        f"仅列出前{MAX_FINDINGS_PER_RULE}处，其余未列出。",
                        f"Only the first {MAX_FINDINGS_PER_RULE} places are listed.",
                    )
                drafts.append(draft)
        except Abstention as raised:
            abstention = raised
        except Exception as error:  # noqa: BLE001 - reported as an outcome, the others go on
            self._failed(rule.code, error)
            return
        if drafts:
            severity = rule.severity_published if self._published else rule.severity
            self.findings.extend(_complete(drafts, governing, rule, severity))
            left_out = abstention.reason if abstention else None
            self.outcomes.append(RuleOutcome(code=rule.code, outcome=Outcome.FAIL, reason=left_out))
        elif abstention:
            self._abstained(rule.code, abstention)
        else:
            self.outcomes.append(RuleOutcome(code=rule.code, outcome=Outcome.PASS))

    def _is_silenced(self, rule: Rule, draft: Draft) -> bool:
        place = draft.location.unit or draft.location.element
        found = self._silenced.units.get((rule.code, place))
        if found is None:
            return False
        by, reason = found
        self.suppressed.append(
            SuppressedFinding(
                code=rule.code, suppressed_by=by, reason=reason, location=draft.location
            )
        )
        return True

    def _abstained(self, code: str, abstention: Abstention) -> None:
        self.outcomes.append(
            RuleOutcome(code=code, outcome=abstention.outcome, reason=abstention.reason)
        )

    def _failed(self, code: str, error: Exception) -> None:
        self.outcomes.append(
            RuleOutcome(
                code=code,
                outcome=Outcome.UNDECIDABLE,
                reason=Message(
                    zh="规则执行时发生内部错误，未得出结论。",
                    en="The rule failed internally and reached no verdict.",
                ),
                internal_error=_place_of(error),
            )
        )


def _require(governing: Governing, profile: Profile, case: Case) -> None:
    """Raise why the rule does not concern this case, if so."""
    rule = governing.declaration
    if not governing.in_force:
        raise NotApplicable(
            f"该规则在{governing.day}无有效版本。",
            f"No version of the rule is in force on {governing.day}.",
        )
    if profile.name not in rule.profiles:
        raise NotApplicable(
            "仅检查提交的申请文件；本文件为公布文本或节选。",
            "Concerns papers as filed; this is a publication or an excerpt.",
        )
    if profile.route not in rule.routes:
        raise NotApplicable("不适用于该申请途径。", "Does not concern this filing route.")
    if not rule.kinds & profile.possible_kinds:
        raise NotApplicable("不适用于该专利类型。", "Does not concern this kind of application.")
    if not profile.possible_kinds <= rule.kinds:
        raise NotChecked(
            "专利类型未知，未检查。", "Not checked: the kind of application is unknown."
        )
    if rule.languages is not None and profile.language not in rule.languages:
        raise NotChecked(
            "文件不是该规则所检查的语言，未检查。",
            "Not checked: the rule does not read this language.",
        )
    if rule.languages is not None:
        case.require_own_script(rule.reads)


def _complete(
    drafts: Sequence[Draft], governing: Governing, rule: Rule, usual: Severity
) -> Iterable[Finding]:
    basis, note = legal_basis(governing)
    seen: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        anchor = draft.location.unit or f"{draft.location.file}#{draft.location.element}"
        occurrence = seen[anchor, draft.location.text]
        seen[anchor, draft.location.text] += 1
        severity = draft.severity or usual
        if rule.ceiling and severity.reaches(usual):
            severity = usual
        if draft.from_recognition and severity is Severity.ERROR:
            severity = Severity.WARNING
        yield Finding(
            id=_finding_id(rule.code, anchor, draft.location.text, occurrence),
            code=rule.code,
            severity=severity,
            consequence=rule.consequence,
            level=rule.level if draft.due is None else Level.MAY_FOLLOW_LATER,
            due=draft.due,
            message=draft.message,
            location=draft.location,
            related=draft.related,
            legal_basis=basis,
            basis_note=note,
            fixes=draft.fixes,
            from_recognition=draft.from_recognition,
        )


def legal_basis(governing: Governing) -> tuple[tuple[LegalCitation, ...], Message | None]:
    """The places in force on the governing day, and a note where that is uncertain."""
    places = governing.declaration.basis
    if governing.predates:
        oldest = min(place.text.effective_from for place in places)
        note = Message(
            zh=f"未收录{governing.day}有效的法律文本，按所收录的最早版本检查。",
            en=f"The law in force on {governing.day} is not at hand: judged by the oldest version "
            "that is.",
        )
        used = (place for place in places if place.text.effective_from == oldest)
        return tuple(place.citation() for place in used), note
    used_now = tuple(place for place in places if place.in_force(governing.day)) or places
    cited = tuple(place.citation() for place in used_now)
    if any(place.verified for place in cited):
        return cited, None
    return cited, Message(
        zh="所引依据的原文未经核对，请人工确认。",
        en="The wording of the cited source was not verified: a person should confirm it.",
    )


def _finding_id(code: str, anchor: str, text: str, occurrence: int) -> str:
    content = "\x1f".join((code, anchor, text, str(occurrence)))
    return f"{code}-{hashlib.blake2s(content.encode(), digest_size=6).hexdigest()}"


_NUMBER = re.compile(r"\d+")


def _settled(case: Case, finding: Finding) -> Finding:
    """The finding with the place of a stated value of which the rule gave the pointer."""
    place = case.settled(finding.location)
    if place is finding.location:
        return finding
    return finding.model_copy(update={"location": place})


class _Order:
    """Findings in the order of the papers, those without a text unit first, by their element.

    Total: of two findings with equal places and codes, one comes first by its words. The order in
    which rules found them, which may be that of a set, never decides.
    """

    def __init__(self, case_file: CaseFile) -> None:
        units = case_file.application.text_units()
        self._position: dict[str, int] = defaultdict(lambda: -1)
        self._position.update({unit.id: index for index, unit in enumerate(units)})

    def key(self, finding: Finding) -> tuple[int, int, str, str, str, int, str, str]:
        place: Location = finding.location
        position = self._position[place.unit] if place.unit is not None else -1
        start = place.unit_start if place.unit_start is not None else place.start
        end = place.unit_end if place.unit_end is not None else place.end
        return (
            position,
            -1 if start is None else start,
            finding.code,
            place.file,
            _NUMBER.sub(lambda number: number[0].zfill(9), place.element),
            -1 if end is None else end,
            finding.message.en,
            finding.id,
        )


def _not_checked(profile: Profile, governing: Sequence[Governing]) -> tuple[NotCheckedPart, ...]:
    if governing:
        return ()
    return (
        NotCheckedPart(
            what="rules",
            reason=Message(
                zh=f"没有适用于{profile.office_code}的规则。",
                en=f"There are no rules for the office {profile.office_code}.",
            ),
        ),
    )


def _place_of(error: Exception) -> str:
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
