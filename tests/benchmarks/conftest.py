"""What the benchmarks share: a graph of a million quads, and the table of the figures that they print."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import generating
import pytest

from cxzy_graph.building.build import build

sys.path.insert(0, str(Path(__file__).parents[1]))

REPORTS = 1130
"""So many generated reports have a million quads, the default graph's included."""

TABLE = Path(__file__).parent / "figures.md"
"""What `make bench` writes."""


class Figures:
    """Figures of one run, each with its ratio to a peer that was measured in the same run, where there is one."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []

    def add(self, what: str, figure: str, beside: str = "") -> None:
        self.rows.append((what, figure, beside))
        print(f"\n{what}: {figure}" + (f" ({beside})" if beside else ""))


@pytest.fixture(scope="session")
def figures() -> Iterator[Figures]:
    """Takes figures, and writes the table when all are there."""
    made = Figures()
    yield made
    if made.rows:
        lines = ["| what | figure | beside |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in made.rows)]
        TABLE.write_text("# Figures of one run of `make bench`\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build with a million quads of generated reports."""
    made = tmp_path_factory.mktemp("million")
    generating.write(made / "in", REPORTS)
    build([made / "in"], made / "out", processes=2)
    return made / "out"
