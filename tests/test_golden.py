"""What the code makes of the sample reports today, a fact a line, so that a change reads as a sentence in a diff.

Golden says what the code does, the gold reports how good that is. Rewritten on purpose only: pytest --accept
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cxzy_graph.building.road import travel
from cxzy_graph.reading import read
from support import SAMPLES
from test_rules import plain

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", sorted(p.stem for p in SAMPLES.glob("*.txt")))
def test_golden(name: str, request: pytest.FixtureRequest) -> None:
    road = travel(read(SAMPLES / f"{name}.txt"))
    lines = [
        json.dumps({"fact": plain(claim.fact), "sentences": [e.quote for e in claim.evidence]}, ensure_ascii=False, default=str)
        for claim in road.resolved.claims
    ]
    now = {"restored.txt": road.restored.text, "facts.jsonl": "".join(f"{line}\n" for line in sorted(lines))}
    folder = GOLDEN / name
    if request.config.getoption("--accept"):
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in now.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
    for file, text in now.items():
        assert (folder / file).read_text(encoding="utf-8") == text, f"{name}/{file}: if this is meant, run pytest --accept"
