"""How well a graph says what people found in the reports: precision, recall and F1 of each kind of fact.

The user labels reports in the form that ``cxzy-graph score --template`` writes (`gold`); a fact of the graph is right when it
pairs with one of them whose core fields agree (`alike`); what is marked optional counts neither way. Dates, places, who
conferred and how many are qualifiers, scored on the facts that paired.
"""

from __future__ import annotations

from ..written_facts import KINDS
from .gold import BadGold, Gold, GoldFact, read, template
from .graphs import UnreadableGraph, facts_by_report
from .tally import Missed, Score, Tally, score

__all__ = [
    "KINDS",
    "BadGold",
    "Gold",
    "GoldFact",
    "Missed",
    "Score",
    "Tally",
    "UnreadableGraph",
    "facts_by_report",
    "read",
    "score",
    "template",
]
