"""Graphs put together are what one build of all is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cxzy_graph.building import merging
from cxzy_graph.building.merging import merge
from cxzy_graph.cli.program import program
from cxzy_graph.rdf.described import Described
from cxzy_graph.rdf.described import load as described_in
from cxzy_graph.reading import Unreadable
from cxzy_graph.settling.decisions import Decision, Ref, load, save
from support import SAMPLES, quick_build

TOLD = ("graph.ttl", "graph.trig", "dataset.ttl", "build.json")
"""What of two builds is compared."""


def halves(folder: Path) -> tuple[Path, Path, Path]:
    """The samples in one folder, and half of them in each of two."""
    one, other, both = folder / "一", folder / "二", folder / "都"
    for place in (one, other, both):
        place.mkdir()
    for number, path in enumerate(sorted(SAMPLES.iterdir())):
        if path.is_file() and path.suffix != ".py":
            for place in ((one, other)[number % 2], both):
                (place / path.name).write_bytes(path.read_bytes())
    return one, other, both


def read(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in TOLD}


def test_two_halves_make_what_one_build_makes(tmp_path: Path) -> None:
    one, other, both = halves(tmp_path)
    (other / "rows.jsonl").write_text('{"text": "民进江州市委会主委李然到会。", "id": "r1"}\nno row\n', encoding="utf-8")
    (other / "broken.pdf").write_bytes(b"no pdf")
    for name in ("rows.jsonl", "broken.pdf"):
        (both / name).write_bytes((other / name).read_bytes())
    for place in (one, other, both):
        quick_build([place], tmp_path / f"{place.name}.图")
    built, conflicts = merge([tmp_path / "一.图", tmp_path / "二.图"], tmp_path / "合")
    assert not conflicts
    assert len(built.failed) == 2
    assert read(tmp_path / "合") == read(tmp_path / "都.图")


def test_a_merged_graph_is_carried_on_by_the_next_build(tmp_path: Path) -> None:
    one, other, _ = halves(tmp_path)
    for place in (one, other):
        quick_build([place], tmp_path / f"{place.name}.图")
    merge([tmp_path / "一.图", tmp_path / "二.图"], tmp_path / "合")
    again = quick_build([one, other], tmp_path / "合")
    assert again.read == 0


def test_a_graph_is_merged_into_another_in_place(tmp_path: Path) -> None:
    one, other, both = halves(tmp_path)
    for place in (one, other, both):
        quick_build([place], tmp_path / f"{place.name}.图")
    (tmp_path / "一.图" / "note.txt").write_text("mine", encoding="utf-8")
    merge([tmp_path / "一.图", tmp_path / "二.图"], tmp_path / "一.图")
    assert read(tmp_path / "一.图") == read(tmp_path / "都.图")
    assert (tmp_path / "一.图" / "note.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_of_one_name_with_other_contents_is_told_of(tmp_path: Path) -> None:
    for place, person in (("甲", "李然"), ("乙", "王芳")):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.txt").write_text(f"民进江州市委会主委{person}到会。", encoding="utf-8")
        quick_build([tmp_path / place], tmp_path / f"{place}.图")
    built, conflicts = merge([tmp_path / "甲.图", tmp_path / "乙.图"], tmp_path / "合")
    assert built.built == 1
    assert len(conflicts) == 1
    assert conflicts[0].startswith("a.txt")
    text = (tmp_path / "合" / "graph.ttl").read_text(encoding="utf-8")
    assert "李然" in text
    assert "王芳" not in text


def decision(what: str, on: str) -> Decision:
    return Decision(what, "王芳", on, "", "person", Ref("李然（一支部）", "李然", "a", "李然"), Ref("李然（二支部）", "李然", "b", "李然"))


def test_decisions_of_both_are_kept_and_of_opposite_ones_the_later(tmp_path: Path) -> None:
    one, other, _ = halves(tmp_path)
    for place in (one, other):
        quick_build([place], tmp_path / f"{place.name}.图")
    renamed = Decision(
        "rename", "王芳", "2026-11-01", "", "organisation", Ref("民进江州市委会", "民进江州市委会", "", ""), None, "江州民进"
    )
    save(tmp_path / "一.图" / "decisions.jsonl", [decision("same", "2026-11-20"), renamed])
    save(tmp_path / "二.图" / "decisions.jsonl", [decision("different", "2026-11-22")])
    built, conflicts = merge([tmp_path / "一.图", tmp_path / "二.图"], tmp_path / "合")
    assert len(conflicts) == 1
    assert sorted(one.decision for one in load(tmp_path / "合" / "decisions.jsonl")) == ["different", "rename"]
    assert built.decided.decisions == 2


@pytest.mark.parametrize("wrong", ["empty", "older", "other settings"])
def test_what_cannot_be_merged_says_what_to_do(tmp_path: Path, wrong: str) -> None:
    one, other, _ = halves(tmp_path)
    for place in (one, other):
        quick_build([place], tmp_path / f"{place.name}.图")
    ledger = tmp_path / "二.图" / "readings.db"
    if wrong == "empty":
        ledger.unlink()
    else:
        import sqlite3

        with sqlite3.connect(ledger) as db:
            key = db.execute("SELECT value FROM about WHERE name = 'key'").fetchone()[0].decode()
            key = "0 " + key if wrong == "older" else key + " more"
            db.execute("UPDATE about SET value = ? WHERE name = 'key'", (key.encode(),))
        db.close()
    with pytest.raises(Unreadable, match={"empty": "没有完整的图谱", "older": "另一个版本", "other settings": "设置不同"}[wrong]):
        merge([tmp_path / "一.图", tmp_path / "二.图"], tmp_path / "合")
    assert not (tmp_path / "合").exists()


def test_the_verb_tells_what_came_of_it(tmp_path: Path) -> None:
    one, other, _ = halves(tmp_path)
    for place in (one, other):
        quick_build([place], tmp_path / f"{place.name}.图")
    told = CliRunner().invoke(program(), ["merge", str(tmp_path / "一.图"), str(tmp_path / "二.图"), "-o", str(tmp_path / "合"), "--json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["reports"] == len([path for path in SAMPLES.iterdir() if path.is_file() and path.suffix != ".py"])
    alone = CliRunner().invoke(program(), ["merge", str(tmp_path / "一.图"), "-o", str(tmp_path / "合")])
    assert alone.exit_code == 2


def test_what_a_reviewer_decided_in_the_output_stays(tmp_path: Path) -> None:
    one, other, _ = halves(tmp_path)
    for place in (one, other):
        quick_build([place], tmp_path / f"{place.name}.图")
    save(tmp_path / "一.图" / "decisions.jsonl", [decision("same", "2026-11-20")])
    merge([tmp_path / "一.图", tmp_path / "二.图"], tmp_path / "合")
    save(tmp_path / "合" / "decisions.jsonl", [decision("different", "2026-11-25")])
    built, conflicts = merge([tmp_path / "一.图", tmp_path / "二.图"], tmp_path / "合")
    assert [one.decision for one in load(tmp_path / "合" / "decisions.jsonl")] == ["different"]
    assert built.decided.decisions == 1
    assert len(conflicts) == 1


def test_what_is_decided_while_a_merge_goes_on_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, _ = halves(tmp_path)
    for place in (one, other):
        quick_build([place], tmp_path / f"{place.name}.图")
    made = merging.made

    def meanwhile(work: merging.Merging) -> object:
        save(tmp_path / "一.图" / "decisions.jsonl", [decision("different", "2026-11-25")])
        return made(work)

    monkeypatch.setattr(merging, "made", meanwhile)
    merge([tmp_path / "一.图", tmp_path / "二.图"], tmp_path / "一.图")
    assert [one.decision for one in load(tmp_path / "一.图" / "decisions.jsonl")] == ["different"]


def test_a_merge_that_fails_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, _ = halves(tmp_path)
    for place in (one, other):
        quick_build([place], tmp_path / f"{place.name}.图")
    save(tmp_path / "二.图" / "decisions.jsonl", [decision("same", "2026-11-20")])
    before = read(tmp_path / "一.图")

    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(merging, "swap", full)
    with pytest.raises(OSError, match="no space"):
        merge([tmp_path / "一.图", tmp_path / "二.图"], tmp_path / "一.图")
    assert read(tmp_path / "一.图") == before
    assert not (tmp_path / "一.图" / "decisions.jsonl").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["一", "二", "都", "一.图", "二.图"])


def test_the_same_files_in_both_are_no_conflict(tmp_path: Path) -> None:
    one, _, _ = halves(tmp_path)
    (one / "rows.jsonl").write_text('{"text": "民进江州市委会主委李然到会。", "id": "r1"}\nno row\n', encoding="utf-8")
    quick_build([one], tmp_path / "甲.图")
    quick_build([one], tmp_path / "乙.图")
    built, conflicts = merge([tmp_path / "甲.图", tmp_path / "乙.图"], tmp_path / "合")
    assert not conflicts
    assert read(tmp_path / "合") == read(tmp_path / "甲.图")
    assert len(built.failed) == 1


def test_licences_that_differ_are_told_and_none_is_taken(tmp_path: Path) -> None:
    one, other, _ = halves(tmp_path)
    for place, licence in ((one, "https://a.cn/free"), (other, "https://a.cn/bound")):
        quick_build([place], tmp_path / f"{place.name}.图", described=Described(title="组织", licence=licence))
    _, conflicts = merge([tmp_path / "一.图", tmp_path / "二.图"], tmp_path / "合")
    assert len(conflicts) == 1
    assert described_in(tmp_path / "合") == Described(title="组织")


@pytest.mark.parametrize("broken", ["readings.db", "build.json", "dataset.toml"])
def test_a_graph_that_is_not_whole_is_told_of(tmp_path: Path, broken: str) -> None:
    one, other, _ = halves(tmp_path)
    for place in (one, other):
        quick_build([place], tmp_path / f"{place.name}.图")
    (tmp_path / "二.图" / broken).write_text("broken", encoding="utf-8")
    told = CliRunner().invoke(program(), ["merge", str(tmp_path / "一.图"), str(tmp_path / "二.图"), "-o", str(tmp_path / "合")])
    assert told.exit_code == 2, told.output
    assert "二.图" in told.output
    assert not (tmp_path / "合").exists()
