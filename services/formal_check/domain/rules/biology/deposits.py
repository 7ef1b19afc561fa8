"""Deposits of biological material, as the papers state them."""

from __future__ import annotations

import re
from functools import partial

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.profile import FILING, INVENTION
from services.formal_check.domain.rule import rule
from shared.model.claim_language.folding import fold
from shared.model.facts.biological_deposits import Deposit, DepositStatements
from shared.model.facts.comparing import name_key
from shared.model.source import Location

deposit_rule = partial(rule, kinds=INVENTION, profiles=FILING, languages=None)

POINTER = "/request/further/biological_deposits"
NUMBER = re.compile(r"(?:NO|№)?[\s.:：#]{0,3}([A-Z]{0,2}\s?\d[\d-]{2,14})", re.IGNORECASE)


def stated_deposits(case: Case) -> tuple[Deposit, ...]:
    """The deposits that the request states. Abstains where it states none."""
    stated = facts.statements(case, DepositStatements)
    if stated.biological_deposits is None:
        facts.unknown("生物材料样品保藏信息", "what the request states of deposits")
    if not stated.biological_deposits:
        facts.inapplicable("没有保藏生物材料样品", "No biological material was deposited")
    return stated.biological_deposits


def deposit_place(index: int, field: str, value: object = "") -> Location:
    """A value of a deposit in the request."""
    return Location(file="", element=f"{POINTER}/{index}/{field}", text=str(value))


def accession_key(number: str) -> str:
    """The accession number without acronym and ``No.``"""
    folded = fold(number).upper()
    found = list(NUMBER.finditer(folded))
    return re.sub(r"\s", "", found[-1][1]) if found else name_key(number)


def same_accession(number: str, deposit: Deposit) -> bool:
    """Whether a number can be the deposit's, as far as that states one."""
    return deposit.number is None or accession_key(number) == accession_key(deposit.number)
