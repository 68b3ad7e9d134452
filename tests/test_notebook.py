"""The notebook runs from top to bottom, and a graph shows itself in it."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pandas
import polars
import pytest
from nbclient import NotebookClient

from cxzy_graph.building.build import build
from cxzy_graph.building.built import Built
from cxzy_graph.opening import open_graph

NOTEBOOK = Path(__file__).parent / "notebooks" / "first-look.ipynb"


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_the_notebook_runs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [out for cell in notebook.cells if cell.cell_type == "code" for out in cell.outputs]
    shown = "".join(out.data.get("text/html", "") for out in outputs if "data" in out)
    assert "<svg" in shown
    assert "民进江州市" in shown
    assert "dataframe" in shown


def test_frames(demo: Built) -> None:
    graph = open_graph(demo.output)
    for library, kind in (("pandas", pandas.DataFrame), ("polars", polars.DataFrame)):
        frame = graph.frame(graph.ask("sizes"), library)
        assert isinstance(frame, kind)
        assert list(frame.columns) == ["organisation", "measure", "value", "unit", "date"]
        assert all(isinstance(value, float) for value in list(frame["value"]))
    with pytest.raises(ValueError, match="SELECT"):
        graph.frame("ASK {}")
    with pytest.raises(ValueError, match="dask"):
        graph.frame("SELECT * {}", "dask")


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    text = "民进江州市委会2014年工作总结\n李然被民进江州市委会评为“<script>alert(1)</script>优秀会员”。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    shown = open_graph(build([tmp_path / "a.txt"], tmp_path / "out", quick=True).output)._repr_html_()
    assert "<svg" in shown
    assert "<script" not in shown
