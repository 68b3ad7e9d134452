"""Where the sample reports are, and the scorers as modules."""

from __future__ import annotations

import importlib.util
from importlib.resources import files
from pathlib import Path
from types import ModuleType

SAMPLES = Path(str(files("cxzy_graph.samples")))


def scorer(shared: Path, name: str) -> ModuleType:
    """One of the scorers, as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "score" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
