"""Counts how many facts were right that were read in each way: by each rule, by the reader as it held them likely, by both.

    python tests/measure_confidence.py [FOLDER…] [--seen FOLDER…]        writes src/cxzy_graph/lexicon/confidence.toml

The labelled reports are those of ``reports/calibration`` in the project's own workplace, which nobody looks at, and those in the folders: none that the
network learnt from. A fact that the labels mark as optional counts neither way. What is not sure enough to be stated counts too.
Rules were mended on the reports that were ``--seen``, so that these flatter them: there a rule's facts count for a quarter (``SEEN``).
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from cxzy_graph.building.road import travel
from cxzy_graph.model import READER, Claim
from cxzy_graph.reading import find, read
from cxzy_graph.written_facts import KINDS, written
from support import scorer

TARGET = Path(__file__).parents[1] / "src" / "cxzy_graph" / "lexicon" / "confidence.toml"
STEPS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
"""From where to where the reader's probabilities are counted together."""

JOINT = (0.0, 0.5)
"""From where the probabilities of what rules state too are counted together: below a half the reader does not state it itself."""

SEEN = 0.25
"""What a rule's fact counts for in reports that the rules were mended on. Of 1, 1/2, 1/4 and 0 it gave the best F1 on forty others, left out one round
after the other: .739, with a precision of .826 (1: .734 and .809)."""

Pair = list[float]


def form(claim: Claim) -> dict[str, list[str]]:
    """A claim's values by the fields of the gold reports."""
    said = {field: value for field, value in written(claim.fact).items() if field != "kind"}
    return {field: list(map(str, value)) if isinstance(value, list) else [str(value)] for field, value in said.items()}


class Counts:
    """Facts right and stated, by the way in which they were read."""

    def __init__(self) -> None:
        self.rules: dict[tuple[str, str], Pair] = defaultdict(lambda: [0, 0])
        self.joint: dict[tuple[str, float], Pair] = defaultdict(lambda: [0, 0])
        self.reader: dict[tuple[str, float], Pair] = defaultdict(lambda: [0, 0])

    def add(self, kind: str, claim: Claim, right: bool, weight: float = 1.0) -> None:
        """A fact that was read alone by a rule counts for the rule, one by the reader alone for its step, one by both for both together, also where
        the reader holds it too unlikely to state it. ``weight`` is what it counts for where a rule alone states it."""
        rules = {e.rule for e in claim.evidence if not e.rule.startswith(READER)}
        sure = max((e.sure for e in claim.evidence if e.rule.startswith(READER)), default=claim.support or None)
        if rules and sure is not None:
            places = [self.joint[kind, max(one for one in JOINT if one <= sure)]]
        elif rules:
            places = [self.rules[kind, rule] for rule in rules]
        else:
            step = max(one for one in STEPS if one <= (sure or 0.0))
            places = [self.reader[kind, step], self.reader["all", step]]
        alone = bool(rules) and sure is None
        for place in places:
            place[0] += right * (weight if alone else 1)
            place[1] += weight if alone else 1


def measure(folders: list[Path], judge: ModuleType, seen: list[Path] | None = None) -> Counts:
    """The counts over labelled reports."""
    counts = Counts()
    known = {job.path for job in find(seen)} if seen else set()
    for job in find([*folders, *(seen or [])]):
        path = job.path.with_suffix(".json")
        if job.skip or not path.is_file():
            continue
        gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        resolved = travel(read(job)).resolved
        claims = [*resolved.claims, *resolved.unsure]
        for kind in KINDS:
            stated = [claim for claim in claims if written(claim.fact)["kind"] == kind]
            wanted = [fact for fact in gold["facts"] if fact["kind"] == kind]
            met = {s: g for g, s in judge.pair(kind, list(map(form, stated)), wanted, gold.get("names", {})).items()}
            for index, claim in enumerate(stated):
                if not (index in met and wanted[met[index]].get("optional")):
                    counts.add(kind, claim, index in met, SEEN if job.path in known else 1.0)
    return counts


def text(counts: Counts) -> str:
    """The counts as TOML."""
    lines = ["# Facts right, and facts stated, on labelled reports that the reader did not learn from: tests/measure_confidence.py"]
    for kind in sorted({kind for kind, _ in counts.rules}):
        lines += [
            "",
            f"[rules.{kind}]",
            *(f'"{rule}" = {whole(pair)}' for (its, rule), pair in sorted(counts.rules.items()) if its == kind),
        ]
    for name, every in (("joint", JOINT), ("reader", STEPS)):
        pairs = getattr(counts, name)
        lines += ["", f"[{name}] # from which probability, right, stated"]
        for kind in sorted({kind for kind, _ in pairs}):
            steps = [[step, *whole(pairs[kind, step])] for step in every if (kind, step) in pairs]
            lines.append(f'"{kind}" = {rising(steps)}')
    return "\n".join(lines) + "\n"


def whole(pair: Pair) -> Pair:
    """Counts, as whole numbers where they are.

    >>> whole([1.0, 2.25])
    [1, 2.25]
    """
    return [int(count) if count == int(count) else count for count in pair]


def rising(steps: list[list[float]]) -> list[list[float]]:
    """Steps put together until the share of right ones rises with the probability (pool adjacent violators)."""
    made: list[list[float]] = []
    for step in steps:
        made.append(list(step))
        while len(made) > 1 and made[-2][1] * made[-1][2] > made[-1][1] * made[-2][2]:
            _, right, said = made.pop()
            made[-1][1] += right
            made[-1][2] += said
    return made


if __name__ == "__main__":
    shared = Path(os.environ.get("CXZY_GRAPH_SHARED", Path(__file__).parents[2] / "shared"))
    given = sys.argv[1:]
    at = given.index("--seen") if "--seen" in given else len(given)
    folders = [shared / "reports" / "calibration", *map(Path, given[:at])]
    TARGET.write_text(text(measure(folders, scorer(shared, "score"), [*map(Path, given[at + 1 :])])), encoding="utf-8")
