"""What the tests share: the gold reports (for the project's own machines), the sample reports, a built demo."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cxzy_graph.building.build import build
from cxzy_graph.building.built import Built
from explored import gather
from support import SAMPLES


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the gold reports and the scorers. It is beside the checkout on the project's machines and nowhere else:
    elsewhere the tests that read it are skipped, but never where CI runs."""
    folder = Path(os.environ.get("CXZY_GRAPH_SHARED", Path(__file__).parents[2] / "shared"))
    if not (folder / "score" / "score.py").is_file():
        if os.environ.get("CI"):
            pytest.fail(f"the gold reports are missing: {folder}")
        pytest.skip("the gold reports are not on this machine")
    return folder


@pytest.fixture(scope="session")
def dev(shared: Path) -> list[Path]:
    """The fifteen gold reports as they came."""
    found = [p for p in sorted((shared / "reports" / "dev").glob("*.txt")) if not p.name.endswith(".clean.txt")]
    assert len(found) == 15
    return found


@pytest.fixture(scope="session")
def built_dev(dev: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The graph of the gold reports."""
    return build(dev, tmp_path_factory.mktemp("dev") / "output")


@pytest.fixture(scope="session")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with reports (``in``) and their graph (``out``) for the tests of the explorer: by the rules alone, whose facts the tests know."""
    folder = tmp_path_factory.mktemp("explored")
    gather(folder / "in", sorted((Path(__file__).parent / "corpus" / "mj").glob("mj0*.txt")))
    assert build([folder / "in"], folder / "out", quick=True).failed == []
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The graph of the sample reports."""
    return build([SAMPLES], tmp_path_factory.mktemp("demo") / "output")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files as the code now has it")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what reads the gold reports: whoever clones the project alone runs everything else."""
    for item in items:
        if {"shared", "dev"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("gold")
