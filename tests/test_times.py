"""What expressions of time mean, and what they leave open: a table for a person to read, and no exact date that is wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cxzy_graph.model import Span
from cxzy_graph.recognising.dates import dates

LINES = [line for line in (Path(__file__).parent / "times.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
ROWS = list(csv.DictReader(LINES, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_table_is_whole() -> None:
    assert len(ROWS) >= 150
    assert sum("=2" in row["means"] for row in ROWS) > 90
    assert sum(not row["means"] or "=?" in row["means"] for row in ROWS) > 70  # what says nothing certain is half the point


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['said']}|{row['published']}|{row['title']}" for row in ROWS])
def test_time(row: dict[str, str]) -> None:
    said = row["said"]
    found = dates(said, [Span(0, len(said))], row["published"] or None, row["title"])
    shown = (f"{m.text}={m.value.date or '?'}" + ("" if m.value.mode == "at" else f" {m.value.mode}") for m in found)
    assert " ; ".join(shown) == row["means"]
