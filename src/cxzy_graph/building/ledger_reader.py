"""A ledger as the processes that write read it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ..facts import Fact
from ..packing import unpacked
from ..settling import coreference, namesakes
from ..settling.accounts import Account
from ..settling.across import Judgements, settled
from ..settling.hierarchy import Hierarchy


class Reader:
    """The ledger as processes see it that read only."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
        row = self._db.execute("SELECT value FROM about WHERE name = 'judged'").fetchone()
        self.judged: Judgements = unpacked(row[0])

    def close(self) -> None:
        self._db.close()

    def settled(self, number: int) -> Account:
        """What a report says of things as they were settled."""
        corrected, read = self._db.execute("SELECT corrected, account FROM reports WHERE number = ?", (number,)).fetchone()
        account: Account = unpacked(corrected or read)
        people = {name: (identity, called) for name, identity, called in self._db.execute(
            "SELECT name, identity, label FROM people WHERE report = ?", (number,)
        )}  # fmt: skip
        labels = dict(
            self._db.execute("SELECT settled, label FROM bodies JOIN labels ON labels.identity = settled WHERE report = ?", (number,))
        )
        return settled(account, people, labels, self.judged)

    def account(self, number: int) -> Account:
        """What a report says, all reports heard."""
        rows = self._db.execute("SELECT place, fact FROM whole WHERE report = ?", (number,)).fetchall()
        whole: dict[int, Fact] = {place: unpacked(fact) for place, fact in rows}
        return coreference.retold(self.settled(number), whole)

    def part(self, part: str) -> Iterator[tuple[int, int, int | None, Fact]]:
        """What reports tell in a part: report, place, the report's year, the fact; in the order of the reports' ids."""
        sql = "SELECT report, place, year, fact FROM told JOIN reports ON number = report WHERE part = ? ORDER BY id, place"
        for number, place, year, fact in self._db.execute(sql, (part,)):
            yield number, place, year, unpacked(fact)

    def hierarchy(self) -> Hierarchy:
        """Which bodies there are, and which belongs to which as the reports say."""
        made = Hierarchy(self.judged.joined)
        rows = self._db.execute(
            "SELECT settled, labels.label, details.said, min"
            "((1 - placed) || reports.id || char(9) || bodies.identity)"
            " FROM bodies JOIN reports ON number = report"
            " JOIN details ON key = detail JOIN labels ON labels.identity = settled GROUP BY settled ORDER BY settled"
        )
        for identity, called, said, _ in rows:
            made.take(self.judged.body(identity, called, unpacked(said)))
        for below, above in self._db.execute("SELECT DISTINCT below, above FROM stated ORDER BY 1, 2"):
            made.stated(below, above)
        return made

    def candidates(self) -> Iterator[namesakes.Candidate]:
        """Pairs of people who could be one, the likeliest first."""
        for (said,) in self._db.execute("SELECT said FROM candidates ORDER BY score DESC, one, other"):
            yield unpacked(said)


def connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = OFF")  # safe against the end of the process; a file that a power cut damaged is made anew
    db.execute("PRAGMA cache_size = -65536")
    return db


_readers: dict[Path, Reader] = {}


def reader_of(path: Path) -> Reader:
    """The ledger at a path, opened to be read; a process has one open at a time."""
    if path not in _readers:
        let_go()
        _readers[path] = Reader(path)
    return _readers[path]


def let_go() -> None:
    """Closes the ledger that this process reads."""
    while _readers:
        _readers.popitem()[1].close()
