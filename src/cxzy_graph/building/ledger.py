"""What a build keeps of its reports: how each was read, what it says, whom and what it names, and what was decided of these across reports.

A file of SQLite beside the store (``readings.db``). Its sums are carried on, not made anew: a file whose bytes are the same is not read again, and a
name, a body, a month is settled again only where a report that has it came, changed or went. The road from reports to graphs goes through it in
four steps, each of which marks for the next what it touched:

    put, drop → names and bodies touched → settle → reports whose things changed → retell → parts touched → merge → reports to be written
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from ..facts import Fact
from ..packing import mark, packed, unpacked
from ..settling import namesakes, retold
from ..settling.accounts import Account
from ..settling.across import Judgements, settle, settled
from ..settling.hierarchy import Hierarchy
from ..views.readings import FILE
from .outcome import Outcome, Read, Told, refused

__all__ = ["FILE", "Clash", "Ledger", "Reader", "id_of"]

FORMAT = 1
"""Goes up when the tables or what is in them change: a ledger of another format is not carried on."""

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE files (source TEXT PRIMARY KEY, id TEXT, digest BLOB, outcomes BLOB);
CREATE TABLE reports (number INTEGER PRIMARY KEY, id TEXT UNIQUE, file TEXT, account BLOB, corrected BLOB, raw BLOB);
CREATE INDEX reports_file ON reports (file);
CREATE TABLE readings (report TEXT PRIMARY KEY, said BLOB) WITHOUT ROWID;
CREATE TABLE details (key INTEGER PRIMARY KEY, placed INTEGER, said BLOB);
CREATE TABLE bodies (report INTEGER, identity TEXT, settled TEXT, name TEXT, detail INTEGER);
CREATE TABLE people (report INTEGER, name TEXT, seen BLOB, identity TEXT, label TEXT);
CREATE TABLE labels (identity TEXT PRIMARY KEY, label TEXT) WITHOUT ROWID;
CREATE TABLE candidates (name TEXT, score REAL, one TEXT, other TEXT, said BLOB);
CREATE TABLE overruled (name TEXT, said BLOB);
CREATE TABLE stated (report INTEGER, below TEXT, above TEXT);
CREATE TABLE told (part TEXT, report INTEGER, place INTEGER, year INTEGER, fact BLOB);
CREATE TABLE whole (part TEXT, report INTEGER, place INTEGER, fact BLOB);
CREATE TABLE gone (report TEXT PRIMARY KEY);
CREATE TABLE touched (kind TEXT, what, PRIMARY KEY (kind, what)) WITHOUT ROWID;
"""

_INDEXES = """
CREATE INDEX IF NOT EXISTS bodies_report ON bodies (report);
CREATE INDEX IF NOT EXISTS bodies_identity ON bodies (identity);
CREATE INDEX IF NOT EXISTS bodies_settled ON bodies (settled);
CREATE INDEX IF NOT EXISTS people_report ON people (report);
CREATE INDEX IF NOT EXISTS people_name ON people (name);
CREATE INDEX IF NOT EXISTS candidates_name ON candidates (name);
CREATE INDEX IF NOT EXISTS stated_report ON stated (report);
CREATE INDEX IF NOT EXISTS told_part ON told (part);
CREATE INDEX IF NOT EXISTS told_report ON told (report);
CREATE INDEX IF NOT EXISTS whole_part ON whole (part);
CREATE INDEX IF NOT EXISTS whole_report ON whole (report);
"""


class Clash(Exception):
    """A report came whose id a later file's report has already: what follows must be decided anew from the beginning."""


def id_of(path: Path, number: int) -> str:
    """The id of the report that has a number in the ledger at a path."""
    with closing(_connected(path)) as db:
        return str(db.execute("SELECT id FROM reports WHERE number = ?", (number,)).fetchone()[0])


class Ledger:
    """The ledger of a build, to be written. To be closed."""

    def __init__(self, path: Path, key: str, basis: str) -> None:
        """Opens the ledger at a path, and empties it where it was not made under `key`: what its contents depend on besides the files. `basis` names
        the graph that what is touched is counted from; where it was another, everything is touched."""
        self.path = path
        self._db = _connected(path)
        kept = self._value("key") == key.encode()
        self.fresh = not kept or self._value("basis") != basis.encode()
        """Was nothing settled before, so that all there is was touched?"""
        if not kept:
            self._db.close()
            for name in ("", "-wal", "-shm"):
                path.with_name(path.name + name).unlink(missing_ok=True)
            self._db = _connected(path)
            self._db.executescript(_TABLES)
            self.put_value("key", key.encode())
        self._db.execute("BEGIN")
        if kept and self.fresh:
            for table in ("labels", "candidates", "overruled", "stated", "told", "whole", "gone", "touched"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.execute("UPDATE bodies SET settled = NULL")
            self._db.execute("UPDATE people SET identity = NULL, label = NULL")
            self._db.execute("DELETE FROM about WHERE name = 'basis'")
        self.commit()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def __len__(self) -> int:
        return int(self._one("SELECT count(*) FROM reports"))

    def _one(self, sql: str, *values: Any) -> Any:
        row = self._db.execute(sql, values).fetchone()
        return row[0] if row else None

    def _value(self, name: str) -> bytes | None:
        with suppress(sqlite3.DatabaseError):  # no such table, or no database
            found: bytes | None = self._one("SELECT value FROM about WHERE name = ?", name)
            return found
        return None

    def value(self, name: str) -> Any:
        """What was kept under a name; None where nothing was."""
        found = self._value(name)
        return None if found is None else unpacked(found)

    def put_value(self, name: str, value: Any) -> None:
        """Keeps a value under a name."""
        self._db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value if isinstance(value, bytes) else packed(value)))

    def commit(self) -> None:
        """Makes what was put in safe against the end of this process, and shows it to the others."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")
        self._db.execute("BEGIN")

    def finish(self, basis: str) -> None:
        """What is touched from now on is counted from the graph that `basis` names; the file stands by itself."""
        self._db.execute("DELETE FROM touched")
        self._db.execute("DELETE FROM gone")
        self.put_value("basis", basis.encode())
        self._db.execute("COMMIT")
        self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()

    # ---------------------------------------------------------------- files

    def file(self, source: str) -> tuple[str, bytes] | None:
        """The id and the digest under which a file was read, if it is kept."""
        row = self._db.execute("SELECT id, digest FROM files WHERE source = ?", (source,)).fetchone()
        return (row[0], row[1]) if row else None

    def sources(self) -> list[str]:
        """The files that reports are from."""
        return [source for (source,) in self._db.execute("SELECT DISTINCT file FROM reports ORDER BY file")]

    def outcomes(self, source: str) -> tuple[Outcome, ...]:
        """What became of the reports in a file that is kept."""
        found: tuple[Outcome, ...] = unpacked(self._one("SELECT outcomes FROM files WHERE source = ?", source))
        return found

    def put(self, source: str, outcome: Outcome, read: Read | None) -> Outcome:
        """Takes in a report of a file that was dropped; gives what became of it. One whose id another file's report has is refused. Raises `Clash`
        where that other file stands behind this one."""
        if read is None:
            return outcome
        other = self._one("SELECT file FROM reports WHERE id = ?", read.id)
        if other is not None:
            if other > source:
                raise Clash(read.id)
            return refused(outcome.source)
        self._add(source, read)
        return outcome

    def keep(self, source: str, id_: str, digest: bytes, outcomes: tuple[Outcome, ...]) -> None:
        """A file was taken in: it need not be read again. One of which something could not be read is tried each time."""
        if all(one.status == "built" for one in outcomes):
            self._db.execute("INSERT INTO files VALUES (?, ?, ?, ?)", (source, id_, digest, packed(outcomes)))

    def drop(self, source: str) -> None:
        """Lets go of a file and its reports."""
        for number, id_ in self._db.execute("SELECT number, id FROM reports WHERE file = ?", (source,)).fetchall():
            self._untell(number)
            self._touch("part", (part for (part,) in self._db.execute("SELECT part FROM told WHERE report = ?", (number,)).fetchall()))
            for table in ("stated", "told", "whole"):
                self._db.execute(f"DELETE FROM {table} WHERE report = ?", (number,))
            self._db.execute("DELETE FROM reports WHERE number = ?", (number,))
            self._db.execute("DELETE FROM readings WHERE report = ?", (id_,))
            self._db.execute("DELETE FROM touched WHERE kind IN ('report', 'write') AND what = ?", (number,))
            if not self.fresh:
                self._db.execute("INSERT OR IGNORE INTO gone VALUES (?)", (id_,))
        self._db.execute("DELETE FROM files WHERE source = ?", (source,))

    def _add(self, source: str, read: Read) -> None:
        made = self._db.execute(
            "INSERT INTO reports (id, file, account, raw) VALUES (?, ?, ?, ?)", (read.id, source, read.account, read.raw)
        )
        number = made.lastrowid
        assert number is not None
        self._db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", (read.id, read.reading))
        if not self.fresh:
            self._db.execute("DELETE FROM gone WHERE report = ?", (read.id,))
        self._tell(number, read.told)

    def _tell(self, number: int, told: Told) -> None:
        keys = [mark(said) for _, _, said, _ in told.bodies]
        details = ((key, placed, said) for key, (_, _, said, placed) in zip(keys, told.bodies, strict=True))
        self._db.executemany("INSERT OR IGNORE INTO details VALUES (?, ?, ?)", details)
        rows = [(number, identity, name, key) for (identity, name, _, _), key in zip(told.bodies, keys, strict=True)]
        self._db.executemany("INSERT INTO bodies (report, identity, name, detail) VALUES (?, ?, ?, ?)", rows)
        self._db.executemany("INSERT INTO people (report, name, seen) VALUES (?, ?, ?)", ((number, *one) for one in told.people))
        if not self.fresh:
            self._touch("body", (identity for identity, *_ in told.bodies))
            self._touch("name", (name for name, _ in told.people))
            self._touch("report", [number])

    def _untell(self, number: int) -> None:
        """Lets go of what a report told of bodies and people."""
        if not self.fresh:
            self._touch(
                "body", (one for (one,) in self._db.execute("SELECT settled FROM bodies WHERE report = ?", (number,)).fetchall() if one)
            )
            self._touch("name", (one for (one,) in self._db.execute("SELECT name FROM people WHERE report = ?", (number,)).fetchall()))
        self._db.execute("DELETE FROM bodies WHERE report = ?", (number,))
        self._db.execute("DELETE FROM people WHERE report = ?", (number,))

    def _touch(self, kind: str, what: Iterable[Any]) -> None:
        if not self.fresh:
            self._db.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?)", ((kind, one) for one in what))

    def touch_all(self) -> None:
        """Marks everything as touched, though no file need be read again: what people decided changed."""
        if not self.fresh:
            self._db.execute("INSERT OR IGNORE INTO touched SELECT 'name', name FROM people")
            self._db.execute("INSERT OR IGNORE INTO touched SELECT 'body', identity FROM bodies")
            self._db.execute("INSERT OR IGNORE INTO touched SELECT 'report', number FROM reports")
            self._db.execute("UPDATE bodies SET settled = NULL")

    def _touched(self, kind: str) -> list[Any]:
        return [one for (one,) in self._db.execute("SELECT what FROM touched WHERE kind = ? ORDER BY what", (kind,))]

    # ---------------------------------------------------------------- what people decided

    def called(self, last_parts: Iterable[str]) -> Iterator[tuple[str, int]]:
        """The reports, with their numbers, whose ids end in one of these parts, or for which something was decided before."""
        wanted = set(last_parts)
        found = [] if not wanted else self._db.execute("SELECT id, number FROM reports ORDER BY id").fetchall()
        done = dict(self._db.execute("SELECT id, number FROM reports WHERE corrected IS NOT NULL").fetchall())
        done |= {id_: number for id_, number in found if id_.rsplit("/", 1)[-1] in wanted}
        yield from sorted(done.items())

    def read_account(self, number: int) -> Account:
        """What a report says, as it was read."""
        found: Account = unpacked(self._one("SELECT account FROM reports WHERE number = ?", number))
        return found

    def told_account(self, number: int) -> Account:
        """What a report says after people's decisions about its facts."""
        corrected, read = self._db.execute("SELECT corrected, account FROM reports WHERE number = ?", (number,)).fetchone()
        found: Account = unpacked(corrected or read)
        return found

    def reading(self, report: str) -> bytes:
        """How a report was read (packed)."""
        found: bytes = self._one("SELECT said FROM readings WHERE report = ?", report)
        return found

    def correct(self, number: int, account: Account | None, told: Told) -> None:
        """Puts in what a report says after people's decisions, None for what was read."""
        before = self._one("SELECT corrected FROM reports WHERE number = ?", number)
        now = packed(account) if account is not None else None
        if before != now:
            self._untell(number)
            self._db.execute("UPDATE reports SET corrected = ? WHERE number = ?", (now, number))
            self._tell(number, told)

    def has_body(self, identity: str) -> bool:
        """Does any report have a body of an identity, as names give it?"""
        return self._one("SELECT 1 FROM bodies WHERE identity = ? LIMIT 1", identity) is not None

    def person(self, who: namesakes.Who) -> str | None:
        """The identity of somebody in a report, once it was settled."""
        sql = "SELECT people.identity FROM people JOIN reports ON number = report WHERE reports.id = ? AND people.name = ?"
        found: str | None = self._one(sql, *who)
        return found

    # ---------------------------------------------------------------- who is who

    def settle(self, judged: Judgements) -> None:
        """Settles the bodies and people that were touched, and marks the reports in which that changes something."""
        self._db.executescript(_INDEXES)  # which commits
        self._db.execute("BEGIN")
        self.put_value("judged", judged)
        self._settle_bodies(judged)
        self._settle_people(judged)
        self.commit()

    def _settle_bodies(self, judged: Judgements) -> None:
        self._db.execute("UPDATE bodies SET settled = identity WHERE settled IS NULL")
        for identity, joined in judged.groups.items():
            self._db.execute("UPDATE bodies SET settled = ? WHERE identity = ? AND settled = identity", (joined, identity))
        for (report, identity), _ in judged.split.items():
            number = self._one("SELECT number FROM reports WHERE id = ?", report)
            self._db.execute(
                "UPDATE bodies SET settled = ? WHERE report = ? AND identity = ?", (judged.now(report, identity), number, identity)
            )
        touched = None if self.fresh else {judged.joined(one) for one in self._touched("body")} | set(judged.called)
        if touched is None:
            counts: Iterable[tuple[str, str, int]] = self._db.execute(
                "SELECT settled, name, count(*) FROM bodies GROUP BY settled, name ORDER BY settled"
            )
        else:
            counts = (
                (one, *row) for one in sorted(touched)
                for row in self._db.execute("SELECT name, count(*) FROM bodies WHERE settled = ? GROUP BY name", (one,)).fetchall()
            )  # fmt: skip
        rows: Iterable[tuple[str, str]] = (
            (identity, judged.label(identity, {name: count for _, name, count in some}))
            for identity, some in groupby(counts, key=itemgetter(0))
        )
        if touched is not None:
            rows = list(rows)
            for identity, called in rows:
                before = self._one("SELECT label FROM labels WHERE identity = ?", identity)
                if before is not None and before != called:
                    self._touch(
                        "report", (n for (n,) in self._db.execute("SELECT report FROM bodies WHERE settled = ?", (identity,)).fetchall())
                    )
            left = touched - {identity for identity, _ in rows}
            self._db.executemany("DELETE FROM labels WHERE identity = ?", ((one,) for one in left))
        self._db.executemany("INSERT OR REPLACE INTO labels VALUES (?, ?)", rows)

    def _names(self) -> Iterator[str]:
        """The names of all people, some at a time: a million would be a tenth of a gigabyte."""
        sql = "SELECT DISTINCT name FROM people WHERE name > ? ORDER BY name LIMIT 10000"
        some = self._db.execute(sql, ("",)).fetchall()
        while some:
            yield from (name for (name,) in some)
            some = self._db.execute(sql, some[-1]).fetchall()

    def _settle_people(self, judged: Judgements) -> None:
        together = judged.together()
        if self.fresh:
            names: Iterable[str] = self._names()
        else:
            names = self._touched("name")
        done: set[str] = set()
        for name in names:
            group = together.get(name, (name,))
            if group[0] in done:
                continue
            if len(group) > 1:
                done.add(group[0])
            rows = [
                row
                for one in group
                for row in self._db.execute("SELECT rowid, report, seen, identity, label FROM people WHERE name = ?", (one,)).fetchall()
            ]
            found: list[namesakes.Seen] = [unpacked(row[2]) for row in rows]
            at = {(who.report, who.name): row for who, row in zip(found, rows, strict=True)}
            made = settle(group, found, judged)
            changes = []
            for report, called, identity, label_ in made.people:
                rowid, number, _, before, label_before = at[report, called]
                if (identity, label_) != (before, label_before):
                    changes.append((identity, label_, rowid))
                    self._touch("report", [number])
            self._db.executemany("UPDATE people SET identity = ?, label = ? WHERE rowid = ?", changes)
            if not self.fresh:
                for one in group:  # which may have been settled by itself before
                    self._db.execute("DELETE FROM candidates WHERE name = ?", (one,))
                    self._db.execute("DELETE FROM overruled WHERE name = ?", (one,))
            self._db.executemany(
                "INSERT INTO candidates VALUES (?, ?, ?, ?, ?)", ((group[0], c.score, c.one, c.other, packed(c)) for c in made.candidates)
            )
            self._db.executemany("INSERT INTO overruled VALUES (?, ?)", ((group[0], packed(one)) for one in made.overruled))

    def overruled(self) -> list[str]:
        """The decisions on people that others stand against."""
        return sorted(str(unpacked(said)) for (said,) in self._db.execute("SELECT said FROM overruled"))

    # ---------------------------------------------------------------- what is told twice

    def reports(self) -> list[tuple[int, str]]:
        """All reports, with their ids, in the order of these."""
        return self._db.execute("SELECT number, id FROM reports ORDER BY id").fetchall()

    def unsettled(self) -> list[int]:
        """The reports whose things are not known to be as they were, in the order of their ids."""
        if self.fresh:
            return [number for number, _ in self.reports()]
        sql = "SELECT number FROM reports JOIN touched ON what = number AND kind = 'report' ORDER BY id"
        return [number for (number,) in self._db.execute(sql)]

    def retell(self, number: int, told: Sequence[tuple[str, int, int | None, bytes]], stated: Iterable[tuple[str, str]]) -> None:
        """Puts in what a settled report tells that others could tell too (part, place in what is tellable, the report's year, the fact), and who
        it says belongs to whom."""
        if not self.fresh:
            before = {part for (part,) in self._db.execute("SELECT part FROM told WHERE report = ?", (number,)).fetchall()}
            self._touch("part", before | {part for part, *_ in told})
            self._db.execute("DELETE FROM told WHERE report = ?", (number,))
            self._db.execute("DELETE FROM stated WHERE report = ?", (number,))
            self._db.execute("DELETE FROM whole WHERE report = ?", (number,))
        self._db.executemany(
            "INSERT INTO told VALUES (?, ?, ?, ?, ?)", ((part, number, place, year, fact) for part, place, year, fact in told)
        )
        self._db.executemany("INSERT INTO stated VALUES (?, ?, ?)", ((number, below, above) for below, above in stated))

    def parts(self) -> list[str]:
        """The parts that were touched and that several reports tell of; what was made of others is let go."""
        if self.fresh:
            sql = "SELECT part FROM told GROUP BY part HAVING min(report) <> max(report) ORDER BY part"
            return [part for (part,) in self._db.execute(sql)]
        several = []
        for part in self._touched("part"):
            first, last = self._db.execute("SELECT min(report), max(report) FROM told WHERE part = ?", (part,)).fetchone()
            if first != last:
                several.append(part)
            else:
                self.merge(part, ())
        return several

    def merge(self, part: str, whole: Iterable[tuple[int, int, bytes]]) -> None:
        """Puts in what the facts of a part are when all reports are heard: report, place, the fact in its place."""
        now = set(whole)
        if not self.fresh:
            before = set(self._db.execute("SELECT report, place, fact FROM whole WHERE part = ?", (part,)).fetchall())
            self._touch("write", {number for number, _, _ in before ^ now})
            self._db.execute("DELETE FROM whole WHERE part = ?", (part,))
        self._db.executemany("INSERT INTO whole VALUES (?, ?, ?, ?)", ((part, *one) for one in sorted(now)))

    # ---------------------------------------------------------------- writing

    def unwritten(self) -> list[tuple[int, str]]:
        """The reports whose graphs are not known to be as they were, with their ids, in the order of these."""
        if self.fresh:
            return self.reports()
        sql = "SELECT number, id FROM reports WHERE number IN (SELECT what FROM touched WHERE kind IN ('report', 'write')) ORDER BY id"
        return self._db.execute(sql).fetchall()

    def gone(self) -> list[str]:
        """The ids of the reports that went."""
        return [report for (report,) in self._db.execute("SELECT report FROM gone ORDER BY report")]

    def corrected(self) -> list[int]:
        """The reports about which something was decided, in the order of their ids."""
        return [number for (number,) in self._db.execute("SELECT number FROM reports WHERE corrected IS NOT NULL ORDER BY id")]

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """The texts that were taken out of pages and documents (UTF-8, packed by zlib), by their reports' ids."""
        yield from self._db.execute("SELECT id, raw FROM reports WHERE raw IS NOT NULL ORDER BY id")


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
        return retold.retold(self.settled(number), whole)

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


def _connected(path: Path) -> sqlite3.Connection:
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
