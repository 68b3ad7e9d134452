"""Where the sample reports are, and the scorers as modules."""

from __future__ import annotations

import importlib.util
from functools import partial
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from cxzy_graph.building.build import build

SAMPLES = Path(str(files("cxzy_graph.samples")))


def scorer(shared: Path, name: str) -> ModuleType:
    """One of the scorers, as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "score" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HOSTILE = """<script>document.title='pwned'</script>
民进江州市委会主委李然<img src=x onerror="document.title='pwned'">出席会议。
民进江州市委会召开“</script><script>document.title='pwned'</script>”座谈会。
支部主委王芳被民进江州市委会评为“<a href=javascript:document.title='pwned'>优秀会员</a>”。
市委会制定《<svg onload=document.title='pwned'>工作细则》、《=HYPERLINK(1)制度》，举办“{{7*7}}${7*7}”论坛。
民进江州市委会举办“+cmd|' /C calc'!A0”讲座，李然、王芳参加。
"""
"""A report that would do harm wherever its text were taken for more than text."""


quick_build = partial(build, quick=True)
"""A build by the rules alone: for tests of what becomes of facts, whoever read them."""
