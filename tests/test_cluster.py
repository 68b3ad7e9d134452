"""Builds on a cluster: the bytes of the embedded build, whatever becomes of a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from cxzy_graph.building import reading
from cxzy_graph.building.built import NothingBuilt
from cxzy_graph.building.outcome import Found, Setting, Unit
from cxzy_graph.building.pool import Lost
from cxzy_graph.cluster import build as cluster
from cxzy_graph.cluster import chunks, ray
from cxzy_graph.cluster.load import load as load_parts
from cxzy_graph.packing import unpacked
from cxzy_graph.rdf.iris import BASE
from cxzy_graph.reading import Unreadable
from cxzy_graph.settling.decisions import load
from support import quick_build as build
from test_carrying_on import reports, same

REPORTS = 40


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports (``in``), a file of several among them, and their embedded graph (``out``)."""
    folder = tmp_path_factory.mktemp("whole")
    reports(folder / "in", REPORTS)
    rows = ({"title": "a", "text": f"{n}月，民进江州市一支部召开座谈会，主委李然主持会议。"} for n in (3, 4))
    (folder / "in" / "more.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    (folder / "in" / "bad.txt").write_bytes(b"")
    build([folder / "in"], folder / "out")
    return folder


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SMALL", 10_000)


def alike(manifest: str, embedded: Path, folder: Path) -> None:
    loaded = load_parts(manifest, folder / "loaded")
    assert loaded.failed
    same(embedded, loaded.output)


def test_the_stages_in_one_process_give_the_embedded_build(whole: Path, tmp_path: Path) -> None:
    made = cluster.build([str(whole / "in")], str(tmp_path / "made"), ray.here, BASE, Setting(quick=True))
    assert (made.summary["read"], made.summary["failed"]) == (REPORTS + 2, 1)
    assert sorted(p.name for p in (tmp_path / "made").iterdir()) == ["manifest.json", "run-1"]
    alike(made.manifest, whole / "out", tmp_path)


def test_an_object_store_is_as_good_as_a_folder(whole: Path, tmp_path: Path) -> None:
    import fsspec

    store = fsspec.filesystem("memory")
    store.put(str(whole / "in"), "/bucket/in", recursive=True)
    made = cluster.build(["memory://bucket/in"], "memory://bucket/made", ray.here, BASE, Setting(quick=True))
    alike(made.manifest, whole / "out", tmp_path)
    files = cluster._listed(["memory://bucket/in"])
    assert cluster._listed(["memory://bucket/i*"]) == files
    assert [one.job.source for one in cluster._listed(["memory://bucket/in/*.jsonl"])] == ["more.jsonl"]
    store.rm("/bucket", recursive=True)


def test_decisions_are_followed_on_a_cluster_too(tmp_path: Path) -> None:
    import test_decisions

    build([test_decisions.REPORTS], tmp_path / "out")
    path = tmp_path / "decisions.jsonl"
    test_decisions.save(path, test_decisions.decided(test_decisions.Desk(tmp_path / "out")))
    build([test_decisions.REPORTS], tmp_path / "out", decisions=path)
    made = cluster.build([str(test_decisions.REPORTS)], str(tmp_path / "made"), ray.here, BASE, Setting(quick=True), load(path))
    loaded = load_parts(made.manifest, tmp_path / "loaded")
    assert loaded.decided.decisions == 15
    same(tmp_path / "out", loaded.output)
    again = build([test_decisions.REPORTS], loaded.output, decisions=path)
    assert again.read  # what decisions were about is read again: what the cluster kept of it is what they made of it
    same(tmp_path / "out", loaded.output)


def test_the_last_result_stands_until_there_is_another(whole: Path, tmp_path: Path) -> None:
    made = cluster.build([str(whole / "in")], str(tmp_path / "made"), ray.here, BASE, Setting(quick=True))
    with pytest.raises(NothingBuilt):
        cluster.build([str(whole / "in" / "bad.txt")], str(tmp_path / "made"), ray.here, BASE, Setting(quick=True))
    alike(made.manifest, whole / "out", tmp_path)
    cluster.build([str(whole / "in")], str(tmp_path / "made"), ray.here, BASE, Setting(quick=True))
    assert len(list((tmp_path / "made").glob("run-*"))) == 1


def test_a_part_that_is_not_what_the_manifest_says_is_refused(whole: Path, tmp_path: Path) -> None:
    made = cluster.build([str(whole / "in")], str(tmp_path / "made"), ray.here, BASE, Setting(quick=True))
    part = tmp_path / "made" / made.summary["parts"][1]["file"]
    part.write_bytes(part.read_bytes()[:-100])
    with pytest.raises(Unreadable, match="清单"):
        load_parts(made.manifest, tmp_path / "loaded")
    assert not (tmp_path / "loaded").exists()
    with pytest.raises(Unreadable, match="清单"):
        load_parts(str(tmp_path / "no" / "manifest.json"), tmp_path / "loaded")


@pytest.fixture(scope="module")
def nodes() -> Iterator[str]:
    """A Ray cluster of two machines, on this one; its address."""
    ray_cluster = pytest.importorskip("ray.cluster_utils") if not os.environ.get("CI") else __import__("ray.cluster_utils").cluster_utils
    made = ray_cluster.Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    made.add_node(num_cpus=1)
    yield made.address
    made.shutdown()


@pytest.mark.filterwarnings("ignore")  # of what Ray leaves open
@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
def test_on_two_machines_a_worker_that_is_killed_costs_what_it_was_doing(whole: Path, tmp_path: Path, nodes: str) -> None:
    killed: list[int] = []

    def kill() -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and not killed:
            busy = list((tmp_path / "made").glob("run-*/work/a-*"))  # some parts are read
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    name = path.read_bytes()
                except OSError:
                    continue  # it ended meanwhile
                if busy and name.startswith(b"ray::read_part"):
                    os.kill(int(path.parent.name), signal.SIGKILL)
                    killed.append(int(path.parent.name))
                    break
            time.sleep(0.02)

    killer = threading.Thread(target=kill)
    killer.start()
    with ray.OnRay(nodes) as engine:
        made = cluster.build([str(whole / "in")], str(tmp_path / "made"), engine, BASE, Setting(quick=True))
    killer.join()
    assert killed
    alike(made.manifest, whole / "out", tmp_path)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(sys.platform == "win32", reason="kills a process")
def test_what_ends_each_process_that_does_it_is_done_with_care_or_told(nodes: str) -> None:
    def done(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    def with_care(number: int) -> int:
        return -number

    calls = [(number,) for number in range(6)]
    with ray.OnRay(nodes) as engine:
        assert dict(engine(done, calls, with_care)) == {0: 0, 1: 1, 2: 2, 3: -3, 4: 4, 5: 5}
        with pytest.raises(Lost):
            dict(engine(done, calls, done))


def test_a_part_is_read_alike_in_a_process_of_its_own(whole: Path, tmp_path: Path) -> None:
    sources = tuple(cluster._listed([str(whole / "in")])[:6])
    plans = [chunks.Plan(f"{tmp_path}/{name}", f"{tmp_path}/{name}", 2, 3, BASE, Setting(quick=True)) for name in ("a", "b")]
    assert chunks.read_part(plans[0], 0, sources) == chunks.read_part_apart(plans[1], 0, sources)
    kept = [unpacked(Path(plan.reports(0)).read_bytes()) for plan in plans]
    assert [file.outcomes for file in kept[0]] == [file.outcomes for file in kept[1]]
    accounts = [[unpacked(read.account) for file in several for read in file.reads] for several in kept]
    assert accounts[0] == accounts[1]
    assert len(accounts[0]) == 6


def dies_over_one(units: Sequence[tuple[Setting, Unit]]) -> list[Found]:
    if any(unit.file.source == os.environ["DIES_OVER"] for _, unit in units):
        os.kill(os.getpid(), signal.SIGKILL)
    return reading.read(units)


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process")
def test_a_file_that_ends_each_process_that_reads_it_is_told_of(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = tuple(one for one in cluster._listed([str(whole / "in")]) if one.job.path.suffix == ".txt" and one.job.path.stat().st_size)[
        :3
    ]
    monkeypatch.setenv("DIES_OVER", sources[1].job.source)
    monkeypatch.setattr(reading, "read", dies_over_one)  # this process's alone: another one has it as it is
    plan = chunks.Plan(f"{tmp_path}/a", f"{tmp_path}/a", 2, 3, BASE, Setting(quick=True))
    assert chunks.read_part_apart(plan, 0, sources).reports == 2
    kept = unpacked((tmp_path / "a" / "reports" / "000000").read_bytes())
    assert [(file.source, file.outcomes[0].status) for file in kept] == [
        (one.job.source, "failed" if one is sources[1] else "built") for one in sources
    ]


def test_a_graph_is_not_put_where_no_build_would_be(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = cluster.build([str(whole / "in")], str(tmp_path / "made"), ray.here, BASE, Setting(quick=True))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(Unreadable, match="自己的文件夹"):
        load_parts(made.manifest, Path("."))
    load_parts(made.manifest, tmp_path / "loaded")
    program = "import sys; from pyoxigraph import Store; store = Store(sys.argv[1]); print(flush=True); sys.stdin.read()"
    writer = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "loaded" / "store")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(Unreadable, match="allow-update"):
            load_parts(made.manifest, tmp_path / "loaded")


def test_without_a_cluster_at_the_address_it_is_told() -> None:
    command = [sys.executable, "-m", "cxzy_graph", "build", "x.txt", "--cluster", "127.0.0.1:1", "--output", "no"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 2
    assert "127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr
