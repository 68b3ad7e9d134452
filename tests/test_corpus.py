"""The labelled reports: every quote, name and value stands in its text, and the labels agree with themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cxzy_graph.facts import ACTIVITY_TYPES
from cxzy_graph.scoring.gold import read
from cxzy_graph.scoring.tally import score
from cxzy_graph.written_facts import KINDS

CORPUS = Path(__file__).parent / "corpus"
REPORTS = sorted(CORPUS.glob("*/*.json"))
BODIES = ("org", "parent", "recipient_group")


def told(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def text(path: Path) -> str:
    return path.with_suffix(".txt").read_text(encoding="utf-8")


def test_as_many_reports_of_each_genre_as_its_readme_says() -> None:
    assert {folder.name: len(list(folder.glob("*.json"))) for folder in sorted(CORPUS.iterdir()) if folder.is_dir()} == {
        **dict.fromkeys(["bi", "dp", "hi", "it", "mj", "ne", "ro", "ye"], 50),
        **dict.fromkeys(["hb", "nb", "pn", "zb"], 30),
        **dict.fromkeys(["bc", "hc", "nc", "nd", "rc"], 36),
    }


@pytest.mark.parametrize("folder", sorted({path.parent.name for path in REPORTS}))
def test_what_is_labelled_stands_in_the_text(folder: str) -> None:
    wrong = []
    for path in REPORTS:
        if path.parent.name != folder:
            continue
        labels, page = told(path), text(path)
        wordings = {name: [name, *others] for name, others in labels["names"].items()}
        wrong += [f"{path.stem}: {w}" for several in wordings.values() for w in several[1:] if w not in page]
        for fact in labels["facts"]:
            if fact["quote"] not in page:
                wrong.append(f"{path.stem}: quote {fact['quote']}")
            if fact.get("activity_type", ACTIVITY_TYPES[0]) not in ACTIVITY_TYPES:
                wrong.append(f"{path.stem}: {fact['activity_type']}")
            wrong += [
                f"{path.stem}: {field} {fact[field]} has no name" for field in BODIES if fact.get(field) and fact[field] not in wordings
            ]
            words = fact.get("words") or {}
            wrong += [f"{path.stem}: words {said}" for said in words.values() if said is not None and said not in page]
            if person := fact.get("person"):
                wrong += [] if any(w in page for w in wordings.get(person, [person])) else [f"{path.stem}: {person}"]
        wrong += [f"{path.stem}: non-fact {one['quote']}" for one in labels.get("non_facts", []) if one["quote"] not in page]
    assert not wrong


def test_the_labels_score_1_against_themselves() -> None:
    labelled = [read(path) for path in REPORTS]
    said = {gold.id: {kind: [dict(fact.values) for fact in gold.facts if fact.kind == kind] for kind in KINDS} for gold in labelled}
    result = score(said, labelled)
    assert not [one for one in result.differences if one.what == "missed"]
    assert result.of().f1 == 1


def test_every_report_has_something_that_is_no_fact() -> None:
    without = [path.stem for path in REPORTS if not told(path).get("non_facts")]
    assert not without


def test_nobody_is_of_another_writing() -> None:
    """No address, no number of a telephone, no path: nothing that was copied with a page."""
    for path in REPORTS:
        assert not re.search(r"https?://|www\.|\d{3,4}-\d{7,8}", text(path)), path.stem
