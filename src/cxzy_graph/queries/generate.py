"""Writes the reference of the named questions, with their answers on the sample reports: ``python -m cxzy_graph.queries.generate OUTPUT``.

OUTPUT is a build of the samples.
"""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import unquote

from ..rdf.asking import ask
from ..rdf.store import open_read
from ..views.tables import rows
from . import questions

PAGE = Path(__file__).with_name("README.md")
_SHOWN = 3
_LONGEST = 60


def page(output: Path) -> str:
    """The reference, in Markdown."""
    store = open_read(output)
    lines = [
        "# 预设问题 · Named questions",
        "",
        "由示例报告的图谱生成（Generated from the graph of the sample reports）：`python -m cxzy_graph.queries.generate output`",
        "",
        "`--set` 的参数可以只写一部分，不写就不限；A setting may be a part of a name, and left out it is any.",
        "",
        *(f"- [{one.chinese}](#{one.name})" for one in questions().values()),
    ]
    for one in questions().values():
        names, found = rows(ask(store, one.filled({})))
        settings = "".join(f" --set {name}=…" for name in one.settings)
        lines += [
            "",
            f"## {one.name}",
            "",
            f"{one.chinese} · {one.english}",
            "",
            "```bash",
            f"cxzy-graph query --named {one.name}{settings}",
            "```",
            "",
        ]
        if found:
            lines += ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
            lines += ["| " + " | ".join(map(_cell, row)) + " |" for row in found[:_SHOWN]]
            lines += ["", f"共 {len(found)} 行 · {len(found)} rows"]
        else:
            lines.append("示例里没有 · None in the samples")
        lines += ["", "<details><summary>SPARQL</summary>", "", "```sparql", one.sparql.strip(), "```", "", "</details>"]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    shown = unquote(text).replace("|", "\\|").replace("\n", " ")
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1])), encoding="utf-8")
