"""Builds that carry on: what is not read again, what a few changes make of the last build's files, what is left of a build that was killed."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
import generating

from cxzy_graph import packing
from cxzy_graph.rdf.store import open_read, open_write
from cxzy_graph.settling.decisions import FILE
from cxzy_graph.views import index, readings
from cxzy_graph.views.names import grams, plain
from support import quick_build as build

TEXTS = ("graph.ttl", "graph.trig", "graph.html", "dataset.ttl", "build.json")
REPORTS = 24


def reports(folder: Path, number: int = REPORTS, first: int = 0) -> Path:
    generating.write(folder, number, first)
    return folder


def same(one: Path, other: Path) -> None:
    """Are two builds the same: the bytes of the texts, what the store holds, what the index answers?"""
    for name in TEXTS:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    assert set(open_read(one)) == set(open_read(other))
    assert answers(one / index.FILE) == answers(other / index.FILE)
    assert {p.relative_to(one) for p in one.rglob("*.txt")} == {p.relative_to(other) for p in other.rglob("*.txt")}


def answers(path: Path) -> dict[str, Any]:
    """All that an index can answer, in its order."""
    with closing(sqlite3.connect(path)) as db:
        said = {
            "things": db.execute("SELECT iri, kind, label, detail, weight, sound FROM things ORDER BY id").fetchall(),
            "facts": db.execute("SELECT * FROM facts ORDER BY iri").fetchall(),
            "names": db.execute("SELECT iri, name, plain FROM names JOIN things ON things.id = thing ORDER BY names.id").fetchall(),
            "sentences": db.execute("SELECT iri, start, text FROM sentences JOIN things ON things.id = report ORDER BY sentences.id").fetchall(),
            "edges": sorted(db.execute(
                "SELECT x.iri, y.iri, relation, fact, role, since, until, sure FROM edges JOIN things x ON x.id = a JOIN things y ON y.id = b"
            ), key=repr),
        }  # fmt: skip
        for word in ("市委会", "支部", "李"):
            wanted = '"' + grams(plain(word)) + '"'
            said[f"found {word}"] = db.execute(
                "SELECT iri, name FROM found JOIN names ON names.id = found.rowid JOIN things ON things.id = thing WHERE found MATCH ? ORDER BY found.rowid",
                (f"plain : {wanted}",),
            ).fetchall()
            said[f"said {word}"] = db.execute(
                "SELECT start, sentences.text FROM said JOIN sentences ON sentences.id = said.rowid WHERE said MATCH ? ORDER BY said.rowid",
                (wanted,),
            ).fetchall()
    return said


def edits(folder: Path, chance: random.Random) -> None:
    """Something that happens to a folder of reports."""
    texts = sorted(folder.rglob("*.txt"))
    what = chance.choice(("grow", "shorten", "remove", "add", "copy"))
    if what == "add":
        reports(folder, 1, chance.randint(100, 900))
    elif what == "copy":
        shutil.copy(chance.choice(texts), folder / f"copy{chance.randint(0, 99)}.txt")
    else:
        path = chance.choice(texts)
        text = path.read_bytes().decode("utf-8", "replace")
        if what == "remove":
            path.unlink()
        elif what == "shorten":
            path.write_text("\n".join(text.split("\n")[:8]), encoding="utf-8")
        else:
            other = generating.report(chance.randint(0, REPORTS)).text.split("\n")
            path.write_text(f"{text}\n{chance.choice(other[3:-1])}\n", encoding="utf-8")


def test_what_changes_is_carried_on_to_the_bytes_of_a_build_from_nothing(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in"), tmp_path / "out"
    build([folder], out)
    for seed in range(6):
        edits(folder, random.Random(seed))
        carried = build([folder], out)
        assert carried.read <= 2, seed
        build([folder], tmp_path / "fresh")
        same(out, tmp_path / "fresh")
        shutil.rmtree(tmp_path / "fresh")


def test_a_file_that_is_the_same_is_not_read_again(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 6), tmp_path / "out"
    assert build([folder], out).read == 6
    before = {name: (out / name).read_bytes() for name in TEXTS}
    for path in folder.rglob("*"):
        os.utime(path)  # only the bytes count
    assert build([folder], out).read == 0
    assert {name: (out / name).read_bytes() for name in TEXTS} == before


def test_a_file_of_many_reports_that_lost_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    rows = [json.dumps({"title": made.title, "text": made.text}, ensure_ascii=False) for made in map(generating.report, range(6))]
    (tmp_path / "in" / "many.jsonl").write_text("\n".join(rows), encoding="utf-8")
    assert build([tmp_path / "in"], tmp_path / "out").built == 6
    (tmp_path / "in" / "many.jsonl").write_text("\n".join(rows[:2] + rows[3:]), encoding="utf-8")
    assert build([tmp_path / "in"], tmp_path / "out").built == 5
    build([tmp_path / "in"], tmp_path / "fresh")
    same(tmp_path / "out", tmp_path / "fresh")


def test_a_decision_is_carried_out_without_reading_a_report_again(tmp_path: Path) -> None:
    texts = ("民进江州市一支部主委李然主持会议。", "2014年，民进江州市委会会员李然被评为优秀会员。", "民进江州市委会主委王芳出席会议。")
    (tmp_path / "in").mkdir()
    for number, text in enumerate(texts):
        (tmp_path / "in" / f"{number}.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "out")
    refs = [{"id": "李然", "name": "李然", "report": str(n), "quote": texts[n]} for n in (0, 1)]
    line = {"a": refs[0], "b": refs[1], "by": "王芳", "decision": "same", "kind": "person", "on": "2026-11-22", "why": "同一人"}
    for decided in (True, False):
        (tmp_path / "out" / FILE).write_text(json.dumps(line, ensure_ascii=False) + "\n" if decided else "", encoding="utf-8")
        carried = build([tmp_path / "in"], tmp_path / "out")
        assert carried.read == 0
        people = {quad.subject for quad in open_read(tmp_path / "out") if "/person/李然" in str(quad.subject)}
        assert len(people) == (1 if decided else 2)
        fresh = build([tmp_path / "in"], tmp_path / "fresh", decisions=tmp_path / "out" / FILE)
        assert fresh.decided == carried.decided
        same(tmp_path / "out", tmp_path / "fresh")


def test_a_decision_means_something_else_when_a_report_goes_or_comes(tmp_path: Path) -> None:
    texts = {"a": "民进江州市一支部召开座谈会。", "b": "民进江州市书画支部召开座谈会。", "c": "民进江州市一支部走访老会员。"}
    (tmp_path / "in").mkdir()
    for name, text in texts.items():
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "out")
    refs = [
        {"id": f"民进江州市{body}支部", "name": f"民进江州市{body}支部", "report": name, "quote": texts[name]}
        for body, name in (("一", "a"), ("书画", "b"))
    ]
    line = {"a": refs[0], "b": refs[1], "by": "王芳", "decision": "same", "kind": "organisation", "on": "2026-11-22", "why": "改名"}
    (tmp_path / "out" / FILE).write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    for there in (True, False, True):
        if there:
            (tmp_path / "in" / "b.txt").write_text(texts["b"], encoding="utf-8")
        else:
            (tmp_path / "in" / "b.txt").unlink()
        build([tmp_path / "in"], tmp_path / "out")
        build([tmp_path / "in"], tmp_path / "fresh", decisions=tmp_path / "out" / FILE)
        same(tmp_path / "out", tmp_path / "fresh")
        shutil.rmtree(tmp_path / "fresh")


def test_characters_that_libraries_spell_in_their_own_way(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    rows = [{"title": f"总结\b\f\uffff{n}", "editor": "李\x7f\ufffe", "text": f"民进江州市{n}支部召开座谈会。"} for n in "一二三"]
    for number, row in enumerate(rows):
        (tmp_path / "in" / f"{number}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "out")
    (tmp_path / "in" / "1.jsonl").write_text(json.dumps(rows[1] | {"title": "总结\f"}), encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "out")
    build([tmp_path / "in"], tmp_path / "fresh")
    same(tmp_path / "out", tmp_path / "fresh")


def test_files_whose_names_look_the_same_are_two(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for space, branch in (("\u3000", "一"), ("\u00a0", "二")):
        (tmp_path / "in" / f"报告{space}1.txt").write_text(f"民进江州市{branch}支部召开座谈会。", encoding="utf-8")
    first = build([tmp_path / "in"], tmp_path / "out")
    assert sorted(one.status for one in first.outcomes) == ["built", "failed"]
    assert build([tmp_path / "in"], tmp_path / "out").outcomes == first.outcomes


def test_other_words_or_another_base_make_all_anew(tmp_path: Path) -> None:
    from cxzy_graph.lexicon.own import OwnLexicon

    folder = reports(tmp_path / "in", 4)
    build([folder], tmp_path / "out")
    assert build([folder], tmp_path / "out", own=OwnLexicon(posts=("信息员",))).read == 4
    carried = build([folder], tmp_path / "out", base="https://example.org/id/", own=OwnLexicon(posts=("信息员",)))
    assert carried.read == 0  # what reports say does not hang on it
    build([folder], tmp_path / "fresh", base="https://example.org/id/", own=OwnLexicon(posts=("信息员",)))
    same(tmp_path / "out", tmp_path / "fresh")


def test_files_that_somebody_meddled_with_are_made_anew(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 4), tmp_path / "out"
    build([folder], out)
    (out / "graph.ttl").unlink()
    (out / "build.json").write_text("{}", encoding="utf-8")
    build([folder], out)
    build([folder], tmp_path / "fresh")
    same(out, tmp_path / "fresh")


def test_a_store_that_was_written_to_is_made_anew(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 4), tmp_path / "out"
    build([folder], out)
    store = open_write(out / "store")
    store.update("INSERT DATA { <http://example.org/a> <http://example.org/b> <http://example.org/c> }")
    del store
    build([folder], out)
    build([folder], tmp_path / "fresh")
    same(out, tmp_path / "fresh")


def test_a_ledger_that_a_power_cut_damaged_is_made_anew(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 6), tmp_path / "out"
    build([folder], out)
    whole = (out / readings.FILE).read_bytes()
    for damaged in (b"no database at all", whole[: len(whole) // 2], whole[:40_000] + b"\0" * (len(whole) - 40_000)):
        (out / readings.FILE).write_bytes(damaged)
        min(folder.rglob("*.txt")).write_text(generating.report(len(damaged)).text, encoding="utf-8")
        build([folder], out)
        build([folder], tmp_path / "fresh")
        same(out, tmp_path / "fresh")
        shutil.rmtree(tmp_path / "fresh")


MANY = 120
"""Reports that a build reads for some seconds, so that it can be ended meanwhile."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports (``in``) and their graph (``out``)."""
    folder = tmp_path_factory.mktemp("whole")
    build([reports(folder / "in", MANY)], folder / "out")
    return folder


def started(folder: Path, output: Path, processes: int = 2) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "cxzy_graph",
        "build",
        str(folder),
        "--output",
        str(output),
        "--quiet",
        "--quick",
        "--processes",
        str(processes),
    ]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)


def workers(process: int) -> Iterator[int]:
    """The processes that a build shares its work out to."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            stat, command = (path / "stat").read_text(), (path / "cmdline").read_bytes()
        except OSError:
            continue  # it ended meanwhile
        if stat.rsplit(")", 1)[1].split()[1] == str(process) and b"spawn_main" in command:
            yield int(path.name)


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
@pytest.mark.parametrize("seconds", [0.3, 1.2])
def test_workers_that_are_killed_cost_their_part_and_nothing_else(whole: Path, tmp_path: Path, seconds: float) -> None:
    running = started(whole / "in", tmp_path / "out")
    killed = 0
    while running.poll() is None and killed < 2:
        for one in workers(running.pid):
            time.sleep(seconds)
            os.kill(one, signal.SIGKILL)
            killed += 1
            break
        time.sleep(0.05)
    assert running.wait() == 0
    assert killed == 2
    same(whole / "out", tmp_path / "out")


@pytest.mark.skipif(sys.platform != "linux", reason="ends a group of processes")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_build_that_was_ended_is_gone_on_with(whole: Path, tmp_path: Path, how: signal.Signals) -> None:
    running = started(whole / "in", tmp_path / "out")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not _kept(tmp_path):
        time.sleep(0.05)
    os.killpg(running.pid, how)
    assert running.wait() == {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143}[how]
    assert not (tmp_path / "out").exists()
    assert build([whole / "in"], tmp_path / "out").read < MANY
    same(whole / "out", tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def _kept(folder: Path) -> int:
    """How many reports a build that goes on has read."""
    for path in folder.glob(f".out.building-*/{readings.FILE}"):
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            try:
                return int(db.execute("SELECT count(*) FROM files").fetchone()[0])
            except sqlite3.OperationalError:
                return 0  # not made yet
    return 0


class _Hostile:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("echo hostile",)


def test_nothing_that_a_ledger_says_is_run() -> None:
    import pickle
    import zlib

    for value in (_Hostile(), len, Path("/")):
        with pytest.raises(packing.Damaged):
            packing.unpacked(zlib.compress(pickle.dumps(value)))
    with pytest.raises(packing.Damaged):
        packing.unpacked(b"no such thing")
