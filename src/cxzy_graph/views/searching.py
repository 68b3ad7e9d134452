"""What the index answers: names as they are typed, sentences, lists of things."""

from __future__ import annotations

import queue
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .index import FORMAT, IMPLIED
from .names import phrase, plain, spelt

LONGEST = 200
"""Characters of a search that are looked at."""

_CONNECTIONS = 6
"""Questions that are answered at once; others wait for some milliseconds."""

_AT_ONCE = 900
"""Values of one query: SQLite before 3.32 takes no more than 999."""

_LETTERS = re.compile(r"[a-z]+")


class NoIndex(FileNotFoundError):
    """There is no index of this format."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as a list shows it. ``detail`` tells it from others of its name, ``weight`` is the number of facts it is in; ``name`` is
    the one that was found, where it is not the label."""

    number: int
    iri: str
    kind: str
    label: str
    detail: str
    weight: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a report: where it begins there (code points), and what of it was found."""

    report: Thing
    start: int
    text: str


class Index:
    """An index on disk, for any number of threads."""

    def __init__(self, path: Path) -> None:
        """Raises `NoIndex` where there is none of this format."""
        self._free: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        try:
            # all at once, so that all read this very file, whatever another build puts in its place
            for _ in range(_CONNECTIONS):
                db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
                self._free.put(db)
                version = db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as wrong:
            self.close()
            raise NoIndex(str(path)) from wrong
        if version != FORMAT:
            self.close()
            raise NoIndex(str(path))

    def rows(self, sql: str, values: Iterable[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        """The rows that a query gives."""
        db = self._free.get()
        try:
            return list(db.execute(sql, tuple(values)))
        finally:
            self._free.put(db)

    def rows_of(self, sql: str, numbers: Iterable[int]) -> Iterator[tuple]:  # type: ignore[type-arg]
        """The rows that a query with ``IN ({})`` gives for some numbers, which are put in sorted and in parts: SQLite takes so many at a time."""
        wanted = sorted(set(numbers))
        for at in range(0, len(wanted), _AT_ONCE):
            part = wanted[at : at + _AT_ONCE]
            yield from self.rows(sql.format(_marks(part)), part)

    def close(self) -> None:
        """Ends it, when nobody reads any more."""
        while not self._free.empty():
            self._free.get_nowait().close()

    # ---------------------------------------------------------------- things

    def thing(self, iri: str) -> Thing | None:
        found = self.rows(f"SELECT {_COLUMNS} FROM things WHERE iri = ?", (iri,))
        return Thing(*found[0]) if found else None

    def things(self, numbers: Iterable[int]) -> list[Thing]:
        """The things of those numbers, in the order of their numbers."""
        return [Thing(*row) for row in self.rows_of(f"SELECT {_COLUMNS} FROM things WHERE id IN ({{}}) ORDER BY id", numbers)]

    def of_kind(self, kinds: Iterable[str], limit: int, offset: int = 0, by_name: bool = False, words: str = "") -> list[Thing]:
        """The things of some classes, those in most facts first, or by name in the order of 拼音; with ``words``, those in whose name each stands."""
        where, values = self._among(kinds, words)
        order = "sound, label, iri" if by_name else "id"
        sql = f"SELECT {_COLUMNS} FROM things WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
        return [Thing(*row) for row in self.rows(sql, (*values, limit, offset))]

    def number_of(self, kinds: Iterable[str], words: str = "") -> int:
        """How many things of some classes have each of some words in their name."""
        where, values = self._among(kinds, words)
        return int(self.rows(f"SELECT count(*) FROM things WHERE {where}", values)[0][0])

    def _among(self, kinds: Iterable[str], words: str) -> tuple[str, list[str]]:
        wanted, said = list(kinds), words[:LONGEST].split()
        return " AND ".join([f"kind IN ({_marks(wanted)})", *["instr(label, ?)"] * len(said)]), [*wanted, *said]

    def counts(self) -> dict[str, int]:
        """How many things there are of each class."""
        return dict(self.rows("SELECT kind, count(*) FROM things GROUP BY kind"))

    def above(self, number: int) -> Thing | None:
        """The body that a body belongs to: by a sentence, else by its name."""
        sql = f"""SELECT {_OF_THINGS} FROM edges JOIN things ON things.id = edges.b WHERE edges.a = ? AND relation IN ('隶属', '{IMPLIED}')
            ORDER BY relation = '{IMPLIED}', sure DESC, things.id LIMIT 1"""
        found = self.rows(sql, (number,))
        return Thing(*found[0]) if found else None

    def below(self, number: int, limit: int) -> list[tuple[Thing, str]]:
        """The bodies that belong to a body, by name, each with the relation."""
        sql = f"""SELECT {_OF_THINGS}, min(relation) FROM edges JOIN things ON things.id = edges.a WHERE edges.b = ? AND relation IN ('隶属', '{IMPLIED}')
            GROUP BY things.id ORDER BY things.label LIMIT ?"""
        return [(Thing(*row[:-1]), row[-1]) for row in self.rows(sql, (number, limit))]

    # ---------------------------------------------------------------- search

    def search(self, text: str, kinds: Iterable[str] = (), limit: int = 20) -> list[Thing]:
        """The things whose names have every word of a text in them: those called so first, then those whose names begin so, then the rest;
        among each, those in most facts first."""
        words = [word for word in map(plain, text[:LONGEST].split()) if word]
        if not words:
            return []
        kinds = tuple(kinds)
        found: dict[int, Thing] = {}
        for where, value in self._ways(words):
            for row in self._named(where, value, kinds, limit):
                found.setdefault(row[0], Thing(*row) if row[6] != row[3] else Thing(*row[:6]))
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def _ways(self, words: list[str]) -> list[tuple[str, str]]:
        """The searches for a text, the closest first: how, and what for."""
        ways = [("exact", "".join(words))]
        if len(words) == 1:
            ways.append(("match", _any(words[0], first=True)))
        ways.append(("match", " AND ".join(f"({_any(word)})" for word in words)))
        return [way for way in ways if way[1]]

    def _named(self, where: str, value: str, kinds: tuple[str, ...], limit: int) -> list[tuple]:  # type: ignore[type-arg]
        of = f" AND things.kind IN ({_marks(kinds)})" if kinds else ""
        if where == "exact":
            sql = f"SELECT {_OF_THINGS}, names.name FROM names JOIN things ON things.id = names.thing WHERE names.plain = ?{of} ORDER BY names.id LIMIT ?"
        else:
            sql = f"""SELECT {_OF_THINGS}, names.name FROM found CROSS JOIN names ON names.id = found.rowid CROSS JOIN things ON things.id = names.thing
                WHERE found MATCH ?{of} ORDER BY found.rowid LIMIT ?"""
        return self.rows(sql, (value, *kinds, limit * 3))  # a thing may be found by several of its names

    def called(self, name: str) -> list[Thing]:
        """The things with exactly that name or alias."""
        sql = f"SELECT DISTINCT {_OF_THINGS} FROM names JOIN things ON things.id = names.thing WHERE names.plain = ? AND names.name = ? ORDER BY things.id LIMIT 20"
        return [Thing(*row) for row in self.rows(sql, (plain(name), name))]

    def sentences(self, text: str, limit: int = 20, offset: int = 0) -> list[Line]:
        """The sentences that have every word of a text in them, those of the latest reports first; none for single characters alone, which
        half of all sentences have."""
        words = [word for word in map(plain, text[:LONGEST].split()) if word]
        if not any(len(word) > 1 for word in words):
            return []
        wanted = " AND ".join(phrase(word) for word in words)
        sql = f"""SELECT {_OF_THINGS}, sentences.start, sentences.text FROM said CROSS JOIN sentences ON sentences.id = said.rowid
            CROSS JOIN things ON things.id = sentences.report WHERE said MATCH ? ORDER BY said.rowid LIMIT ? OFFSET ?"""
        return [Line(Thing(*row[:-2]), *row[-2:]) for row in self.rows(sql, (wanted, limit, offset))]


_COLUMNS = "id, iri, kind, label, detail, weight"
_OF_THINGS = ", ".join(f"things.{one}" for one in _COLUMNS.split(", "))


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


def _any(word: str, first: bool = False) -> str:
    """The search for a word as Chinese, and where it is of letters as pinyin and as first letters; `first`: at a name's beginning."""
    start = "^ " if first else ""
    ways = [f"plain : {start}{phrase(word)}"]
    if _LETTERS.fullmatch(word):
        ways.extend(f"syllables : {start}{_syllables(one)}" for one in spelt(word))
        ways.append(f"letters : {start}{phrase(word)}")
    return " OR ".join(ways)


def _syllables(spelling: tuple[str, ...]) -> str:
    """Syllables one after the other, the last perhaps begun.

    >>> _syllables(("shen", "huai", "j"))
    '"shen huai j"*'
    """
    return f'"{" ".join(spelling)}"*'


def marked(text: str, words: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is one of the words that were looked for.

    >>> marked("全市召开会议", "市召开")
    [('全', False), ('市召开', True), ('会议', False)]
    """
    wanted = [plain(word) for word in words[:LONGEST].split()]
    pattern = "|".join(r"\W*".join(map(re.escape, word)) for word in sorted(wanted, key=len, reverse=True) if word)
    if not pattern:
        return [(text, False)]
    found: list[tuple[str, bool]] = []
    at = 0
    for match in re.finditer(pattern, text, re.I):
        if match.start() > at:
            found.append((text[at : match.start()], False))
        found.append((match[0], True))
        at = match.end()
    if at < len(text):
        found.append((text[at:], False))
    return found
