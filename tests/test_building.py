"""Builds: what is written, what is said of bad files, what survives an interruption, that the same input gives the same bytes."""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxzy_graph.building import road
from cxzy_graph.building.basis import OURS, TEXTS
from cxzy_graph.building.built import Built, NothingBuilt
from cxzy_graph.building.swapping import recover
from cxzy_graph.model import Layout, Report, RestoredText
from cxzy_graph.opening import open_graph
from cxzy_graph.reading import Unreadable
from cxzy_graph.views import readings
from support import SAMPLES
from support import quick_build as build

TEXT = "民进江州市委会主委李然被评为优秀会员。\n"


def digests(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in OURS if (folder / name).is_file()}


def test_what_a_build_writes(demo: Built) -> None:
    assert {p.name for p in demo.output.iterdir()} == set(OURS) - {TEXTS}  # the samples are texts themselves
    summary = json.loads((demo.output / "build.json").read_text(encoding="utf-8"))
    assert summary["reports"] == 6
    assert summary["violations"] == []
    assert {f["source"]: f["status"] for f in summary["files"]} == {p.name: "built" for p in SAMPLES.glob("*.txt")}
    assert sum(summary["facts"].values()) > 120


def test_the_demo_in_the_repository_is_what_a_build_gives(demo: Built) -> None:
    kept = Path(__file__).parents[1] / "output" / "graph.ttl"
    assert (demo.output / "graph.ttl").read_bytes() == kept.read_bytes(), "run `make demo` and look at the difference"


def test_bad_files_are_told_of_and_good_ones_built(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_text(" \n\u3000\n", encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "pdf.txt").write_bytes(b"%PDF-1.7\n...")
    (folder / "good.clean.txt").write_text(TEXT, encoding="utf-8")
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    built = build([folder, tmp_path / "missing.txt"], tmp_path / "out")
    said = {Path(o.source).name: (o.status, o.reason) for o in built.outcomes}
    assert said["good.txt"][0] == "built"
    assert said["good.clean.txt"][0] == "skipped"
    failed = {name for name, (status, _) in said.items() if status == "failed"}
    assert failed == {"empty.txt", "blank.txt", "binary.txt", "pdf.txt", "missing.txt", "dangling.txt"}
    assert all(reason for name, (_, reason) in said.items() if name in failed)


def test_nothing_to_build_leaves_the_last_result(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out")
    before = digests(tmp_path / "out")
    (tmp_path / "b.txt").write_bytes(b"")
    with pytest.raises(NothingBuilt):
        build([tmp_path / "b.txt"], tmp_path / "out")
    with pytest.raises(NothingBuilt):
        build([], tmp_path / "out")
    assert digests(tmp_path / "out") == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_what_else_lies_in_the_output_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.md").write_text("mine", encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out")
    assert (tmp_path / "out" / "notes.md").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "out" / "graph.ttl").is_file()


@pytest.mark.parametrize("seconds", [0.3, 1.2, 1.8, 2.4, 3.0, 3.6, 4.2])
def test_a_build_that_is_killed_leaves_the_last_result_whole(tmp_path: Path, seconds: float) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out")
    old = digests(tmp_path / "out")
    running = subprocess.Popen(
        [sys.executable, "-m", "cxzy_graph", "build", str(SAMPLES), "--output", str(tmp_path / "out"), "--quiet"],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    running.send_signal(signal.SIGKILL)
    running.wait()
    now = digests(tmp_path / "out")
    assert len(now) == 8
    facts = sum(json.loads((tmp_path / "out" / "build.json").read_text(encoding="utf-8"))["facts"].values())
    assert now == old or facts > 100  # the old build, or the whole new one
    assert len(list(open_graph(tmp_path / "out").store)) > 10


def test_a_swap_cut_off_between_its_two_steps_is_mended(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / ".out.previous")
    recover(tmp_path / "out")
    assert len(digests(tmp_path / "out")) == 8


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    reports = sorted(SAMPLES.glob("*.txt"))
    for number, (seed, order) in enumerate([("1", reports), ("2", reports[::-1])]):
        command = [sys.executable, "-m", "cxzy_graph", "build", *map(str, order), "--output", str(tmp_path / f"out{number}"), "--quiet"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": str(number + 1)})
    same, different, odd = filecmp.cmpfiles(tmp_path / "out0", tmp_path / "out1", [n for n in OURS if "." in n], shallow=False)
    assert (len(same), different, odd) == (8, [], [])


def test_the_encoding_of_a_report_does_not_show(tmp_path: Path) -> None:
    for name, encoding in (("utf8", "utf-8"), ("gbk", "gb18030"), ("bom", "utf-8-sig"), ("wide", "utf-16")):
        (tmp_path / name).mkdir()
        for report in SAMPLES.glob("*.txt"):
            text = report.read_text(encoding="utf-8")
            (tmp_path / name / report.name).write_text(text, encoding=encoding)
        build([tmp_path / name], tmp_path / f"{name}.out")
    for name in ("gbk", "bom", "wide"):
        told = {
            file: digest for file, digest in digests(tmp_path / f"{name}.out").items() if file != readings.FILE
        }  # which has the files' digests
        assert told.items() < digests(tmp_path / "utf8.out").items(), name


def test_reports_of_one_name_in_two_folders_stay_two(tmp_path: Path) -> None:
    for folder, person in (("a", "李然"), ("b", "王芳")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(TEXT.replace("李然", person), encoding="utf-8")
    built = build([tmp_path / "a", tmp_path / "b"], tmp_path / "out")
    assert [o.source for o in built.outcomes] == ["a/news.txt", "b/news.txt"]


def test_a_new_name_that_is_anothers_old_one_is_told_apart_too(tmp_path: Path) -> None:
    for place in ("t1/a", "t1/b", "t2/a"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "x.txt").write_text(TEXT, encoding="utf-8")
    built = build([tmp_path / "t1/a/x.txt", tmp_path / "t1/b/x.txt", tmp_path / "t2"], tmp_path / "out")
    assert [o.source for o in built.outcomes] == ["t1/a/x.txt", "t1/b/x.txt", "t2/a/x.txt"]
    assert built.violations == ()


def test_no_character_in_a_report_or_a_file_name_stops_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "odd.txt").write_text(
        "李然被民进江州市委会评为“优秀\ufffd\ue000员\ufdd0\x1b[2J\x7f”。\f第二页。" + TEXT * 20, encoding="utf-8"
    )
    (folder / "good\n<b>.txt").write_text(TEXT, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/" + "报告".encode("gb18030") + b".txt")).write_text(TEXT, encoding="utf-8")
    built = build([folder], tmp_path / "out")
    assert built.built == 3
    assert "报告.txt" in {o.source for o in built.outcomes}
    assert all(ch.isprintable() for o in built.outcomes for ch in o.source)
    assert len(list(open_graph(tmp_path / "out").store)) > 30


def test_a_fault_on_one_report_is_told_of_and_the_others_are_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    from cxzy_graph.building import reading

    opened = road.opened

    def faulty(report: Report) -> tuple[RestoredText, Layout]:
        if report.id == "a":
            raise KeyError("a fault")
        return opened(report)

    monkeypatch.setattr(reading, "opened", faulty)
    built = build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out")
    assert [o.status for o in built.outcomes] == ["failed", "built"]
    assert "KeyError" in built.outcomes[0].reason


def test_a_linked_output_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    build([tmp_path / "a.txt"], tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "graph.ttl").is_file()


def test_the_current_folder_is_no_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Unreadable):
        build(["a.txt"], ".")


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / ".out.building-999999999-x").mkdir()
    build([tmp_path / "a.txt"], tmp_path / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "out"]


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "dump.txt").open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    with pytest.raises(NothingBuilt) as wrong:
        build([tmp_path / "dump.txt"], tmp_path / "out")
    assert "4,194,304" in wrong.value.outcomes[0].reason


def test_an_awkward_text_takes_no_longer_than_its_length(tmp_path: Path) -> None:
    # what drives backtracking patterns mad: long runs without a break, of the characters that the rules look for
    for number, piece in enumerate(["获得", "民进", "、“优秀”", "主委李然、", "（", "2014年", "会", "?;", "開(kāi)?", "，被", "第一"]):
        (tmp_path / f"{number}.txt").write_text("民进江州市委会" + piece * 600 + "。", encoding="utf-8")
    started = time.process_time()
    built = build([tmp_path], tmp_path / "out")
    assert built.built == 11
    assert time.process_time() - started < 50


def test_disk_is_left_tidy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for _ in range(2):
        build([tmp_path / "a.txt"], tmp_path / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "out"]
    shutil.rmtree(tmp_path / "out")
