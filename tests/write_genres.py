"""Writes the manual's page of genres: the shortest labelled report of each, with its facts.

python tests/write_genres.py        writes src/cxzy_graph/manual/*/genres.md
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
MANUAL = Path(__file__).parents[1] / "src" / "cxzy_graph" / "manual"
GENRES = {
    "mj": ("民进的报道", "Reports of 民进"),
    "dp": ("其他党派的新闻", "News of the other parties"),
    "hi": ("史志和大事记", "Histories and chronicles"),
    "bi": ("人物", "Biographies"),
    "ro": ("表彰和名单", "Honours and rolls"),
    "ne": ("邻近组织", "Neighbours"),
    "ye": ("年度总结", "Yearly summaries"),
    "it": ("短讯和散文", "Short items and free prose"),
}
KINDS = {
    "membership": ("任职", "membership"),
    "occupation": ("身份", "occupation"),
    "honour": ("荣誉", "honour"),
    "activity": ("活动", "activity"),
    "participation": ("参与", "participation"),
    "founded": ("成立", "founding"),
    "part_of": ("隶属", "affiliation"),
    "statistic": ("数字", "figure"),
    "document": ("文件", "document"),
}
_LEFT_OUT = ("kind", "quote", "optional", "words", "activity_type")


def shortest(folder: Path) -> Path:
    """The shortest report of a genre."""
    return min(sorted(folder.glob("*.txt")), key=lambda path: len(path.read_text(encoding="utf-8")))


def row(fact: dict[str, Any], english: bool) -> str:
    """A fact as a row: its kind, its values, its words."""
    values = [
        "、".join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in fact.items()
        if key not in _LEFT_OUT and value
    ]
    return f"| {KINDS[fact['kind']][english]} | {' · '.join(values)} | {fact['quote']} |".replace("\n", " ")


def page(english: bool) -> str:
    """The page in a language."""
    lines = ["# A report of each genre, with its facts" if english else "# 各种体裁，各举一篇，附全部事实", ""]
    lines.append(
        "Of the 520 labelled reports in `tests/corpus`; nobody in them is real. What follows each text was labelled by hand."
        if english
        else "选自 `tests/corpus` 里五百二十篇标注过的报告，其中没有真人。每篇后面是人工标注的事实。"
    )
    for genre, names in GENRES.items():
        path = shortest(CORPUS / genre)
        facts = [one for one in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["facts"] if not one.get("optional")]
        head = "| kind | what is stated | words |" if english else "| 类别 | 事实 | 原句 |"
        lines += [
            "",
            f"## {names[english]}（{path.stem}）",
            "",
            "```text",
            path.read_text(encoding="utf-8").strip(),
            "```",
            "",
            head,
            "|---|---|---|",
        ]
        lines += [row(fact, english) for fact in facts]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for folder, english in (("zh", False), ("en", True)):
        (MANUAL / folder / "genres.md").write_text(page(english), encoding="utf-8", newline="\n")
