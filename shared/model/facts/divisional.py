"""Statements on a divisional. Its parent is an ``ApplicationRecord``. See docs/facts/priority-and-divisionals.md."""

from __future__ import annotations

from shared.model.facts.reading import Day, Fact, Flag, Text, also, kinds


class DivisionalStatements(Fact):
    """Further statements of the request of a divisional."""

    intermediate_application_number: Text = also("针对的分案申请号")
    """The divisional from which this one was divided again."""
    divided_on_office_action: Flag = also("按照审查意见分案")
    """Divided (again) because the office found a lack of unity."""


class TermSet(Fact):
    """A term as somebody computed it: from which day it was counted."""

    KINDS = kinds("term_computed", "期限计算")

    term: Text = also("期限名称")
    counted_from: Day = also("起算日")
