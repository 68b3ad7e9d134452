"""One bad title, row or number does not stop a build, and loses nothing beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cxzy_graph.building.build import build
from cxzy_graph.building.road import travel
from cxzy_graph.model import Report

GOOD = "民进江州市委会主委李然被评为优秀会员。"


@pytest.mark.parametrize("place", ["上海", "南京市", "吉林省吉林市", "朝阳", "新疆", "北京市西城区"])
@pytest.mark.parametrize("times", [2, 3, 4])
def test_a_place_said_again_and_again_in_a_title_ends(place: str, times: int) -> None:
    title = place * times + "民进开展活动"
    road = travel(Report("a", "a.txt", f"{title}\n发布时间：2019-03-02\n{GOOD}\n", title), quick=True)
    assert road.resolved.claims


def rows(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "bad",
    [
        '{"title": "\\ud83d会议", "text": "' + GOOD + '"}',
        '{"title": "会议", "text": "' + GOOD + '\\udc00"}',
        '{"title": "会议", "editor": "\\ud83d", "text": "' + GOOD + '"}',
        '{"title": ' + "9" * 5000 + ', "text": "' + GOOD + '"}',
        "[" * 100_000,
        '{"title": "会议"',
        "\ufffe",
        '"text"',
    ],
    ids=["half a character in a title", "in a text", "in an editor", "5,000 digits", "nested", "cut off", "no character", "no object"],
)
def test_a_bad_row_leaves_the_others(tmp_path: Path, bad: str) -> None:
    good = json.dumps({"title": "会议", "text": GOOD}, ensure_ascii=False)
    built = build([rows(tmp_path, good, bad, good)], tmp_path / "out", quick=True)
    assert [o.status for o in built.outcomes].count("built") >= 2
    assert (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_line_that_tells_excel_the_separator_is_no_row(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"sep={mark}\n标题{mark}正文\n会议{mark}{GOOD}\n", encoding="utf-8-sig")
    built = build([path], tmp_path / "out", quick=True)
    assert [o.status for o in built.outcomes] == ["built"]
