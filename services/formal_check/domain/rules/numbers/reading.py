"""Which papers the rules on numbers concern: all."""

from __future__ import annotations

from functools import partial

from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, EVERY_ROUTE
from services.formal_check.domain.rule import rule

number_rule = partial(
    rule, reads=[Input.BIBLIOGRAPHIC], kinds=ALL_KINDS, routes=EVERY_ROUTE, languages=None
)
