"""The index after some reports have changed: only what they tell of is written anew."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from ..rdf.terms import CXZY
from ..rdf.writing import Extraction
from .index import GAP, SENTENCES, Edge, Told, add_names, add_sentences, put_row, sound, told_of, turned
from .names import grams, plain, sounds


class Full(Exception):
    """There is no number left between two things or two reports: the index wants to be made anew."""


def change(path: Path, changes: Iterable[tuple[str, Extraction, Extraction]]) -> None:
    """Makes the index that of other triples: for each subject of which something else is said, what was said and what is. Its answers are those of
    an index that is made anew. Raises `Full` where a gap is used up; the file is of no use then."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; BEGIN")
        _Changing(db, {subject[1:-1]: (told_of(subject, before), told_of(subject, now)) for subject, before, now in changes}).run()
        db.execute("COMMIT")


class _Changing:
    """An index while it changes: ``told`` is what it had of some subjects, and what it is to have."""

    def __init__(self, db: sqlite3.Connection, told: dict[str, tuple[Told, Told]]) -> None:
        self._db = db
        self._told = told

    def run(self) -> None:
        more: Counter[str] = Counter()
        for before, now in self._told.values():
            more.update(now.uses)
            more.subtract(before.uses)
        for before, now in self._told.values():
            for edge in sorted(set(before.edges) - set(now.edges), key=repr):
                self._let_go(edge)
        for iri in sorted({*self._told, *(one for one, count in more.items() if count)}):
            self._thing(iri, more[iri])
        for before, now in self._told.values():
            for edge in sorted(set(now.edges) - set(before.edges), key=repr):
                self._add(edge)
        for iri, (before, now) in sorted(self._told.items()):
            if before.row != now.row:
                put_row(self._db, iri, now.row)
            if CXZY.Report in (before.kind, now.kind) and (before.text, before.day, before.kind) != (now.text, now.day, now.kind):
                self._report(iri, now)

    def _number(self, iri: str) -> int | None:
        found = self._db.execute("SELECT id FROM things WHERE iri = ?", (iri,)).fetchone()
        return found[0] if found else None

    def _let_go(self, edge: Edge) -> None:
        a, b, relation, fact, *_ = edge
        self._db.execute(
            "DELETE FROM edges WHERE a = ? AND b = ? AND relation = ? AND fact = ?", (self._number(a), self._number(b), relation, fact)
        )

    def _add(self, edge: Edge) -> None:
        a, b = self._number(edge[0]), self._number(edge[1])
        if a is not None and b is not None:
            self._db.execute("INSERT INTO edges VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (a, b, *edge[2:]))

    def _thing(self, iri: str, more: int) -> None:
        """Gives a thing its kind, names and place, which others' facts may have changed."""
        row = self._db.execute("SELECT id, kind, label, detail, weight FROM things WHERE iri = ?", (iri,)).fetchone()
        before, now = self._told.get(iri, (None, None))
        if row is None and (now is None or not now.kind):
            return
        kind, label, detail, weight = row[1:] if row else ("", "", "", 0)
        weight += more
        if now is not None and before is not None:
            if row and ((now.label, now.also) != (before.label, before.also) or not now.kind):
                self._unname(row[0])
            if not now.kind:
                self._db.execute("DELETE FROM things WHERE id = ?", (row[0],))
                return
            kind, label, detail = now.kind, now.label, now.detail
        if row is None or (label, weight) != (row[2], row[4]):
            number = self._place(iri, label, weight, row[0] if row else None)
            if row is None:
                self._db.execute(
                    "INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?)", (number, iri, kind, label, detail, weight, sound(label))
                )
            else:
                self._move(row[0], number)
        else:
            number = row[0]
        self._db.execute(
            "UPDATE things SET kind = ?, label = ?, detail = ?, weight = ?, sound = ? WHERE id = ?",
            (kind, label, detail, weight, sound(label), number),
        )
        if now is not None and not self._db.execute("SELECT 1 FROM names WHERE thing = ?", (number,)).fetchone():
            add_names(self._db, number, (now.label, *now.also))

    def _place(self, iri: str, label: str, weight: int, own: int | None) -> int:
        """A number for a thing between those that stand before and behind it."""
        if own is not None:  # out of the way, so that it is not its own neighbour
            self._db.execute("UPDATE things SET weight = -1 WHERE id = ?", (own,))
        before = (
            self._db.execute(
                "SELECT id FROM things WHERE weight = ? AND (label, iri) < (?, ?) ORDER BY label DESC, iri DESC LIMIT 1",
                (weight, label, iri),
            ).fetchone()
            or self._db.execute(
                "SELECT id FROM things WHERE weight > ? ORDER BY weight, label DESC, iri DESC LIMIT 1", (weight,)
            ).fetchone()
        )
        start = before[0] if before else 0
        return _between(self._db, "things", "id", start)

    def _move(self, number: int, place: int) -> None:
        names = [name for (name,) in self._db.execute("SELECT name FROM names WHERE thing = ? ORDER BY id", (number,)).fetchall()]
        self._unname(number)
        self._db.execute("UPDATE things SET id = ? WHERE id = ?", (place, number))
        self._db.execute("UPDATE edges SET a = ? WHERE a = ?", (place, number))
        self._db.execute("UPDATE edges SET b = ? WHERE b = ?", (place, number))
        self._db.execute("UPDATE sentences SET report = ? WHERE report = ?", (place, number))
        add_names(self._db, place, names)

    def _unname(self, number: int) -> None:
        for row, name, said in self._db.execute("SELECT id, name, plain FROM names WHERE thing = ?", (number,)).fetchall():
            old = row, grams(said), *sounds(name)
            self._db.execute("INSERT INTO found(found, rowid, plain, syllables, letters) VALUES ('delete', ?, ?, ?, ?)", old)
        self._db.execute("DELETE FROM names WHERE thing = ?", (number,))

    def _report(self, iri: str, now: Told) -> None:
        """Lets go of a report's sentences, and takes in those that it has now."""
        at = self._db.execute("SELECT place FROM days WHERE iri = ?", (iri,)).fetchone()
        if at is not None:
            low, high = at[0] * SENTENCES, (at[0] + 1) * SENTENCES
            for row, text in self._db.execute("SELECT id, text FROM sentences WHERE id >= ? AND id < ?", (low, high)).fetchall():
                self._db.execute("INSERT INTO said(said, rowid, text) VALUES ('delete', ?, ?)", (row, grams(plain(text))))
            self._db.execute("DELETE FROM sentences WHERE id >= ? AND id < ?", (low, high))
            self._db.execute("DELETE FROM days WHERE place = ?", at)
        if now.kind == CXZY.Report:
            day = turned(now.day)
            before = self._db.execute(
                "SELECT place FROM days WHERE (turned, iri) < (?, ?) ORDER BY turned DESC, iri DESC LIMIT 1", (day, iri)
            ).fetchone()
            place = _between(self._db, "days", "place", before[0] if before else 0)
            self._db.execute("INSERT INTO days VALUES (?, ?, ?)", (place, day, iri))
            add_sentences(self._db, place, iri, now.text)


def _between(db: sqlite3.Connection, table: str, column: str, start: int) -> int:
    """A number behind `start` and before the next that is used."""
    following = db.execute(f"SELECT min({column}) FROM {table} WHERE {column} > ?", (start,)).fetchone()[0]
    if following is None:
        return start + GAP
    if following - start < 2:
        raise Full(f"{table} {start}")
    return int((start + following) // 2)
