"""Counts, for each rule, how many facts it stated on the gold reports and how many of them were right.

    python tests/measure_confidence.py        writes src/cxzy_graph/lexicon/confidence.toml

A fact that the gold marks optional counts neither way.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from cxzy_graph.building.road import travel
from cxzy_graph.extractors import RULES
from cxzy_graph.model import Claim
from cxzy_graph.reading import find, read
from cxzy_graph.written_facts import KINDS, written
from support import scorer

TARGET = Path(__file__).parents[1] / "src" / "cxzy_graph" / "lexicon" / "confidence.toml"


def form(claim: Claim) -> dict[str, list[str]]:
    """A claim's values by the fields of the gold reports."""
    said = {field: value for field, value in written(claim.fact).items() if field != "kind"}
    return {field: list(map(str, value)) if isinstance(value, list) else [str(value)] for field, value in said.items()}


def measure(shared: Path) -> dict[str, tuple[int, int]]:
    """For each rule, the facts it got right and the facts it stated, those that the gold excuses aside."""
    judge = scorer(shared, "score")
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for job in find([shared / "reports" / "dev"]):
        path = job.path.with_suffix(".json")
        if not job.skip and path.is_file():
            gold = json.loads(path.read_text(encoding="utf-8"))
            _count(judge, gold, travel(read(job)).resolved.claims, right, said)
    return {rule.name: (right[rule.name], said[rule.name]) for rule in RULES}


def _count(judge: ModuleType, gold: dict[str, Any], claims: tuple[Claim, ...], right: Counter[str], said: Counter[str]) -> None:
    for kind in KINDS:
        stated = [claim for claim in claims if written(claim.fact)["kind"] == kind]
        forms = [form(claim) for claim in stated]
        wanted = [fact for fact in gold["facts"] if fact["kind"] == kind]
        met = {s: g for g, s in judge.pair(kind, forms, wanted, gold.get("names", {})).items()}
        for index, claim in enumerate(stated):
            if index in met and wanted[met[index]].get("optional"):
                continue
            for rule in {evidence.rule for evidence in claim.evidence}:
                said[rule] += 1
                right[rule] += index in met


def text(counts: dict[str, tuple[int, int]]) -> str:
    """The counts as TOML."""
    head = (
        "# Facts that each rule got right, and facts that it stated, on the fifteen gold reports: tests/measure_confidence.py\n\n[rules]\n"
    )
    return head + "".join(f'"{name}" = [{counts[name][0]}, {counts[name][1]}]\n' for name in sorted(counts))


if __name__ == "__main__":
    TARGET.write_text(text(measure(Path(os.environ.get("CXZY_GRAPH_SHARED", Path(__file__).parents[2] / "shared")))), encoding="utf-8")
