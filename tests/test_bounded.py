"""One bad title, row or number does not stop a build, and loses nothing beside it."""

from __future__ import annotations

import io
import json
import os
import pkgutil
import re
import signal
import time
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import rdflib
from lxml import etree

from cxzy_graph.building.budget import MEMORY, OverBudget, budget
from cxzy_graph.building.build import build
from cxzy_graph.building.built import NothingBuilt
from cxzy_graph.building.road import travel
from cxzy_graph.exporting import export
from cxzy_graph.model import Report
from cxzy_graph.rdf.store import open_read
from cxzy_graph.reading import read

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


# ---------------------------------------------------------------- one report among others


ROAD = {  # every stage of the road, by where it is called from
    "read": "cxzy_graph.building.reading.attempt",
    "restore": "cxzy_graph.building.road.restore",
    "layout": "cxzy_graph.building.road.layout",
    "recognise": "cxzy_graph.building.road.recognise",
    "learn": "cxzy_graph.building.road.reader.read",
    "decode": "cxzy_graph.building.road.decoded",
    "extract": "cxzy_graph.building.road.extract",
    "resolve": "cxzy_graph.building.road.resolve",
    "account": "cxzy_graph.building.reading.account_of",
    "tell": "cxzy_graph.building.reading.told_by",
    "settle": "cxzy_graph.building.settling.retelling",
    "write": "cxzy_graph.building.writing.Writer",
}


def three(folder: Path) -> Path:
    folder.mkdir()
    for name, who in (("a", "李然"), ("b", "文明"), ("c", "赵小川")):
        (folder / f"{name}.txt").write_text(f"民进江州市委会主委{who}被评为优秀会员。\n", encoding="utf-8")
    return folder


def spoil(monkeypatch: pytest.MonkeyPatch, stage: str, spoilt: Callable[[], object]) -> None:
    """Has a stage do something else where the second report comes by."""
    whole = ROAD[stage]
    holder, name = whole.rsplit(".", 1)
    inner = pkgutil.resolve_name(holder)
    real = getattr(inner, name)

    def instead(*given: Any, **named: Any) -> Any:
        if any("文明" in said(one) for one in given):
            spoilt()
        return real(*given, **named)

    def said(one: Any) -> str:
        if stage in ("read", "settle", "write"):
            return "文明" if getattr(one, "source", "") == "b.txt" else ""
        return repr(getattr(one, "text", None) or getattr(one, "restored", None) or one)

    monkeypatch.setattr(inner, name, instead)


@pytest.mark.parametrize("stage", list(ROAD))
def test_a_fault_on_one_report_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    def spoilt() -> None:
        raise ZeroDivisionError(stage)

    inputs = three(tmp_path / "in")
    spoil(monkeypatch, stage, spoilt)
    built = build([inputs], tmp_path / "out")
    assert {one.source: one.status for one in built.outcomes} == {"a.txt": "built", "b.txt": "failed", "c.txt": "built"}
    (told,) = built.failed
    assert stage in told.reason
    assert "ZeroDivisionError" in told.reason
    graph = (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert "李然" in graph
    assert "赵小川" in graph
    assert "文明" not in graph
    monkeypatch.undo()
    again = build([inputs], tmp_path / "out")
    assert [one.status for one in again.outcomes] == ["built"] * 3  # it is tried anew
    build([inputs], tmp_path / "anew")
    assert (tmp_path / "out" / "graph.trig").read_bytes() == (tmp_path / "anew" / "graph.trig").read_bytes()


def _for_ever() -> None:
    while True:
        pass


def _in_a_pattern() -> None:
    re.match(r"(?:a+)+$", "a" * 60 + "b")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no such clock")
@pytest.mark.parametrize("stuck", [_for_ever, _in_a_pattern])
@pytest.mark.parametrize("stage", ["read", "restore", "recognise", "resolve"])
def test_a_report_that_takes_for_ever_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, stuck: Callable[[], None]
) -> None:
    inputs = three(tmp_path / "in")
    spoil(monkeypatch, stage, stuck)
    monkeypatch.setattr("cxzy_graph.building.budget.SECONDS", 0.5)
    built = build([inputs], tmp_path / "out", quick=True)
    assert {one.source: one.status for one in built.outcomes} == {"a.txt": "built", "b.txt": "failed", "c.txt": "built"}
    assert "秒以上" in built.failed[0].reason


def test_where_the_system_has_no_clock_a_timer_ends_what_takes_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "setitimer", raising=False)
    monkeypatch.setattr("cxzy_graph.building.budget.SECONDS", 0.2)
    with pytest.raises(OverBudget), budget():
        _for_ever()
    with budget():
        pass


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system keeps to no such limits")
def test_a_report_that_takes_all_memory_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = three(tmp_path / "in")
    spoil(monkeypatch, "extract", lambda: bytearray(3 * 1024**3))
    built = build([inputs], tmp_path / "out", quick=True)
    assert {one.source: one.status for one in built.outcomes} == {"a.txt": "built", "b.txt": "failed", "c.txt": "built"}
    assert "内存" in built.failed[0].reason
    assert len(bytearray(MEMORY + 2**28)) > MEMORY  # others may have it


# ---------------------------------------------------------------- files that are none


def test_pipes_devices_and_links_are_told_of(tmp_path: Path) -> None:
    inputs = three(tmp_path / "in")
    outside = tmp_path / "outside.txt"
    outside.write_text(GOOD, encoding="utf-8")
    os.mkfifo(inputs / "pipe.txt")
    for name, target in {
        "zero.txt": "/dev/zero",
        "round.txt": "round.txt",
        "out.txt": outside,
        "above": tmp_path,
        "gone.txt": "no",
    }.items():
        (inputs / name).symlink_to(target)
    (inputs / "same.txt").symlink_to("a.txt")
    built = build([inputs], tmp_path / "out", quick=True)
    told = {one.source: one.status for one in built.outcomes}
    assert told == {
        **dict.fromkeys(["a.txt", "b.txt", "c.txt"], "built"),
        **dict.fromkeys(["above", "gone.txt", "out.txt", "pipe.txt", "round.txt", "zero.txt"], "failed"),
    }
    assert all("未读" in one.reason for one in built.failed)
    for name in ("pipe.txt", "zero.txt", "round.txt"):
        with pytest.raises(NothingBuilt):
            build([inputs / name], tmp_path / "none", quick=True)


def zipped(path: Path, members: Sequence[tuple[str, str]]) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        warnings.simplefilter("ignore")
        for name, text in members:
            packed.writestr(name, text)
    return path


def test_a_zip_file_keeps_its_good_members(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip", [("..", GOOD), ("../up.txt", GOOD), ("a.txt", GOOD), ("a.txt", GOOD * 2), ("bad.txt", GOOD), ("z.txt", GOOD)]
    )
    with zipfile.ZipFile(path) as packed:
        at = packed.getinfo("bad.txt").header_offset + 30 + len("bad.txt")
    data = bytearray(path.read_bytes())
    data[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    built = build([path], tmp_path / "out", quick=True)
    told = [(one.source, one.status) for one in built.outcomes]
    assert told == [
        ("a.zip/a.txt", "built"),
        ("a.zip/a.txt", "failed"),
        ("a.zip/bad.txt", "failed"),
        ("a.zip/up.txt", "built"),
        ("a.zip/z.txt", "built"),
    ]


@pytest.mark.parametrize("name", ["no-such", "rot13", "idna", "unicode_escape", "utf-7", "base64", "undefined", ""])
def test_a_page_of_an_odd_encoding_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f"<html><head><meta charset='{name}'></head><body><p>{GOOD}</p></body></html>".encode())
    assert GOOD in read(path).raw


def test_utf_8_with_a_broken_byte_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((GOOD * 40).encode() + b"\xe6\x0a" + (GOOD * 40).encode())
    assert read(path).raw.count("优秀会员") == 80


@pytest.mark.parametrize(
    "markup",
    ["<script " * 10_000, "<script>" * 10_000, "<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">", "<" * 40_000, "<p><b>" * 20_000],
)
def test_markup_without_end_is_read_in_time(tmp_path: Path, markup: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><p>{GOOD}</p>{markup}{GOOD}</body></html>", encoding="utf-8")
    began = time.process_time()
    assert "优秀会员" in read(path).raw
    assert time.process_time() - began < 3  # a second is wanted; it took four and nine


# ---------------------------------------------------------------- what stands in the graph


def test_exports_of_hostile_rows_are_well_formed(tmp_path: Path) -> None:
    hostile = [
        {"title": "会议\ufffe", "text": GOOD + "\uffff", "editor": "李\ud800然"},
        {"title": "会议", "date": "2019-99-99", "text": f"２０１９年１３月４５日，٣٠١٩年，{GOOD}"},
        {"title": "=1+1", "date": "2023-02-30", "text": f"2019年2月30日，{GOOD}\x0b\x00会员٣人。"},
        {"title": "<b>&amp;]]></b>", "text": f"{GOOD}]]><!-- --><script>alert(1)</script>"},
    ]
    built = build([rows(tmp_path, *(json.dumps(one) for one in hostile))], tmp_path / "out", quick=True)
    assert built.built == 4
    assert not built.violations
    graph = rdflib.Graph().parse(tmp_path / "out" / "graph.ttl")
    literals = [one for one in graph.objects() if isinstance(one, rdflib.Literal)]
    assert not [one for one in literals if one.ill_typed]
    assert not list(graph.objects(None, rdflib.DCTERMS.issued))
    for form in ("rdfxml", "graphml", "gexf", "xlsx", "jsonld", "csv", "nt"):
        made = b"".join(export(open_read(tmp_path / "out"), form))
        if form in ("rdfxml", "graphml", "gexf"):
            etree.fromstring(made, etree.XMLParser(resolve_entities=False))
        elif form == "xlsx":
            with zipfile.ZipFile(io.BytesIO(made)) as packed:
                for name in packed.namelist():
                    if name.endswith((".xml", ".rels")):
                        etree.fromstring(packed.read(name))
        elif form == "jsonld":
            json.loads(made)
        else:
            assert made
