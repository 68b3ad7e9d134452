"""How each file was read, and which report said what of whom."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Self

from ..packing import mark, packed, unpacked
from ..settling import namesakes
from ..settling.accounts import Account
from .ledger_reader import connected
from .ledger_tables import TABLES
from .outcome import Outcome, Read, Told, refused


class Clash(Exception):
    """A report came whose id a later file's report has already: what follows must be decided anew from the beginning."""


def id_of(path: Path, number: int) -> str:
    """The id of the report that has a number in the ledger at a path."""
    with closing(connected(path)) as db:
        return str(db.execute("SELECT id FROM reports WHERE number = ?", (number,)).fetchone()[0])


class Readings:
    """What was read of each report, and what each names: what the ledger is settled from. To be closed."""

    def __init__(self, path: Path, key: str, basis: str) -> None:
        """Opens the ledger at a path, and empties it where it was not made under `key`: what its contents depend on besides the files. `basis` names
        the graph that what is touched is counted from; where it was another, everything is touched."""
        self.path = path
        self._db = connected(path)
        kept = self._value("key") == key.encode()
        self.fresh = not kept or self._value("basis") != basis.encode()
        """Was nothing settled before, so that all there is was touched?"""
        if not kept:
            self._db.close()
            for name in ("", "-wal", "-shm"):
                path.with_name(path.name + name).unlink(missing_ok=True)
            self._db = connected(path)
            self._db.executescript(TABLES)
            self.put_value("key", key.encode())
        self._db.execute("BEGIN")
        if kept and self.fresh:
            for table in ("labels", "candidates", "overruled", "stated", "told", "whole", "gone", "touched"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.execute("UPDATE bodies SET settled = NULL")
            self._db.execute("UPDATE people SET identity = NULL, label = NULL")
            self._db.execute("DELETE FROM about WHERE name = 'basis'")
        self.commit()

    def __enter__(self) -> Self:
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
