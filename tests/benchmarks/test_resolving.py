"""Who is who across many reports: time for each report and memory in all, as the number of reports doubles.

``CXZY_GRAPH_BENCH_REPORTS=100000 make bench`` measures up to that number; the default is quick.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from cxzy_graph.building import outcome, settling

LARGEST = int(os.environ.get("CXZY_GRAPH_BENCH_REPORTS", "20000"))
LIMIT = 1.5e9
"""Bytes that the resolution of 100,000 reports may hold."""


def test_resolution_of_many_reports() -> None:
    """Each size in a process of its own, so that its peak of memory is its own."""
    print(f"\n{'reports':>10}{'claims':>12}{'seconds':>10}{'ms a report':>14}{'memory MB':>12}{'people':>10}{'candidates':>12}")
    for size in (LARGEST // 4, LARGEST // 2, LARGEST):
        done = subprocess.run([sys.executable, __file__, str(size)], capture_output=True, text=True, check=True)
        claims, seconds, memory, people, candidates = (float(word) for word in done.stdout.split())
        print(
            f"{size:>10}{claims:>12.0f}{seconds:>10.1f}{seconds / size * 1e3:>14.2f}{memory / 1e6:>12.0f}{people:>10.0f}{candidates:>12.0f}"
        )
        assert memory <= LIMIT


def measure(size: int) -> str:
    """Claims, seconds, the process's peak of memory in bytes, people and candidates of the resolution of some reports."""
    from cxzy_graph.building import reading
    from cxzy_graph.building.ledger import Ledger, Reader, let_go
    from cxzy_graph.packing import packed
    from cxzy_graph.settling.across import Judgements

    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
    from generating import accounts

    seconds, claims = 0.0, 0
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "ledger.db", "key", "none") as ledger:
        for one in accounts(size):
            claims += len(one.claims)
            read = outcome.Read(one.report, packed(one), b"", None, reading.told_by(one))
            start = time.perf_counter()
            ledger.put(one.source, outcome.Outcome(one.source, "built"), read)
            seconds += time.perf_counter() - start
        start = time.perf_counter()
        ledger.settle(Judgements())
        for number in ledger.unsettled():
            for told in settling.settle_reports([(ledger.path, number)]):
                ledger.retell(told.number, told.told, told.stated)
        ledger.commit()
        for part in ledger.parts():
            for _, whole in settling.merge_parts([(ledger.path, part)]):
                ledger.merge(part, whole)
        ledger.commit()
        seconds += time.perf_counter() - start
        let_go()
        with closing(Reader(ledger.path)) as reader:
            found = sum(1 for _ in reader.candidates())
        with closing(sqlite3.connect(ledger.path)) as db:
            people = db.execute("SELECT count(DISTINCT identity) FROM people").fetchone()[0]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return f"{claims} {seconds} {memory} {people} {found}"


if __name__ == "__main__":
    print(measure(int(sys.argv[1])))
