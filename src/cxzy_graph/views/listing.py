"""Facts of a kind as a table: in any order, filtered by what stands in a column, with what else could be chosen and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..facts import KINDS, kind_of, properties
from .searching import Index

_THINGS = ("person", "body", "bodies", "either", "event", "honour", "document", "place")
"""What a column holds whose cells are things with pages of their own."""
_CHOSEN = ("body", "bodies", "place", "honour", "role", "activity type", "text")
"""What columns are chosen by."""
FACETS = 10
"""Values of a column that are offered, those of most facts first."""
NONE = "-"
"""The value that asks for facts which say nothing there."""
_FIRST = "substr({0}, 1, instr({0} || char(10), char(10)) - 1)"
_YEAR, _LEVEL, _SURE = "year", "level", "sure"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field whose words it holds, its head in Chinese, what these are (`facts.says`), and its place in a row."""

    name: str
    head: str
    means: str
    at: int

    @property
    def of_things(self) -> bool:
        return self.means in _THINGS or self.name == "name"


@dataclass(frozen=True, slots=True)
class View:
    """What of a table is wanted: the kind of fact as labelled reports name it; the column to sort by, in which direction; words that a row must have;
    values chosen by column, `NONE` for those that say nothing."""

    kind: str
    sort: str = ""
    down: bool = False
    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A fact: its IRI, its cells, each of words with the IRI of the thing that they name ("" for mere words); its day; its level; how sure it is."""

    iri: str
    cells: tuple[tuple[tuple[str, str], ...], ...]
    day: str
    level: str
    sure: float


@dataclass(frozen=True, slots=True)
class Facet:
    """A column to choose by: its values, each with its words and the number of facts; how many facts say nothing there."""

    name: str
    head: str
    values: tuple[tuple[str, str, int], ...]
    nothing: int


@cache
def columns(kind: str) -> tuple[Column, ...]:
    """The columns of the table of a kind of fact; raises `KeyError` where there is no such kind.

    >>> [one.head for one in columns("membership")]
    ['姓名', '组织', '职务', '起', '止']
    """
    class_ = {kind_of(one).written: one for one in KINDS}[kind]
    means = {one.name: str(one.metadata["means"]) for one in properties(class_).values()}
    return tuple(Column(name, head, means[name], at) for at, (head, name) in enumerate(kind_of(class_).sheet[1]))


def titles() -> dict[str, str]:
    """What the tables are called, by their kinds.

    >>> titles()["membership"]
    '任职'
    """
    return {kind_of(one).written: kind_of(one).sheet[0] for one in KINDS}


def dated(kind: str) -> bool:
    """Has a table a column for the day, besides those that say from when and until when?"""
    return not any(one.means == "date" for one in columns(kind))


def counts(index: Index) -> dict[str, int]:
    """How many facts there are of each kind."""
    return dict(index.rows("SELECT kind, count(*) FROM facts GROUP BY kind"))


class Listing:
    """A view of a table, as an index answers it."""

    def __init__(self, index: Index, view: View) -> None:
        """Raises `KeyError` for a kind, a column that there is not."""
        self._index = index
        self.view = view
        self.columns = columns(view.kind)
        self._named = {one.name: one for one in self.columns}
        for name in (*view.chosen, *([view.sort] if view.sort else [])):
            if name not in self._named and name not in (_YEAR, _LEVEL, _SURE, "day"):
                raise KeyError(name)
        self._where, self._values = self._conditions(view.chosen)

    def _conditions(self, chosen: Mapping[str, str]) -> tuple[str, list[Any]]:
        tests, values = ["facts.kind = ?"], [self.view.kind]
        for name, said in chosen.items():
            if name == _SURE:
                tests.append("facts.sure >= ?")
            elif name == _LEVEL:
                tests.append("facts.level = ?")
            elif name == _YEAR:
                tests.append("substr(facts.day, 1, 4) = ?")
            elif said == NONE:
                tests.append(f"facts.c{self._named[name].at} = ?")
            else:
                tests.append(f"instr(char(10) || facts.c{self._named[name].at} || char(10), char(10) || ? || char(10))")
            values.append("" if said == NONE else said)
        for word in self.view.words.split():
            tests.append("(" + " OR ".join(map(self._has_word, self.columns)) + ")")
            values += [word] * len(self.columns)
        return " AND ".join(tests), values

    def _has_word(self, column: Column) -> str:
        cell = f"facts.c{column.at}"
        return f"{_FIRST.format(cell)} IN (SELECT iri FROM things WHERE instr(label, ?))" if column.of_things else f"instr({cell}, ?)"

    def _sorted(self) -> str:
        """The table, with the things of the column that it is sorted by."""
        column = self._named.get(self.view.sort)
        if column is None or not column.of_things:
            return "facts"
        return f"facts LEFT JOIN things ON things.iri = {_FIRST.format(f'facts.c{column.at}')}"

    def total(self) -> int:
        """How many facts there are."""
        return int(self._index.rows(f"SELECT count(*) FROM facts WHERE {self._where}", self._values)[0][0])

    def rows(self, limit: int, offset: int = 0) -> list[Row]:
        """Some of the facts, in order: what says nothing in the column comes last, in either direction."""
        cells = ", ".join(f"facts.c{one.at}" for one in self.columns)
        sql = f"SELECT facts.iri, facts.day, facts.level, facts.sure, {cells} FROM {self._sorted()} WHERE {self._where} ORDER BY {self._order()} LIMIT ? OFFSET ?"
        found = self._index.rows(sql, (*self._values, limit, offset))
        at = [one.at for one in self.columns if one.of_things]
        called = self._called([iri for row in found for n in at for iri in row[4 + n].split("\n") if iri])
        return [
            Row(
                iri,
                tuple(
                    tuple((called.get(part, part), part) if one.of_things else (part, "") for part in said.split("\n") if part)
                    for one, said in zip(self.columns, row, strict=True)
                ),
                day,
                level,
                sure,
            )
            for iri, day, level, sure, *row in found
        ]

    def _order(self) -> str:
        name, down = self.view.sort or "day", self.view.down or not self.view.sort
        way = " DESC" if down else ""
        if name in ("day", _YEAR):
            key, empty = "facts.day", "facts.day = ''"
        elif name in (_LEVEL, _SURE):
            key, empty = f"facts.{name}", f"facts.{name} = ''"
        else:
            column = self._named[name]
            empty = f"facts.c{column.at} = ''"
            key = f"things.sound{way}, things.label" if column.of_things else f"facts.c{column.at}"
            key = f"CAST({key} AS REAL)" if column.means == "number" else key
        return f"{empty}, {key}{way}, facts.iri"

    def _called(self, iris: Sequence[str]) -> dict[str, str]:
        wanted = sorted(set(iris))
        found: dict[str, str] = {}
        for at in range(0, len(wanted), 900):
            some = wanted[at : at + 900]
            found.update(self._index.rows(f"SELECT iri, label FROM things WHERE iri IN ({', '.join('?' * len(some))})", some))
        return found

    def facets(self) -> list[Facet]:
        """The columns to choose by that are not chosen yet, with what stands in them: those of more than one value."""
        asked = [
            (one.name, one.head, _FIRST.format(f"facts.c{one.at}"), one.of_things)
            for one in self.columns
            if one.means in _CHOSEN and one.name != "name"
        ]
        asked += [(_YEAR, "年份", "substr(facts.day, 1, 4)", False), (_LEVEL, "级别", "facts.level", False)]
        asked = [one for one in asked if one[0] not in self.view.chosen]
        if not asked:
            return []
        found = self._index.rows(f"SELECT {', '.join(key for _, _, key, _ in asked)} FROM facts WHERE {self._where}", self._values)
        said = list(zip(*found, strict=True)) or [()] * len(asked)
        made = [self._facet(name, head, Counter(one), of_things) for (name, head, _, of_things), one in zip(asked, said, strict=True)]
        return [one for one in made if len(one.values) > 1 or (one.values and one.nothing)]

    def _facet(self, name: str, head: str, said: Counter[str], of_things: bool) -> Facet:
        nothing = said.pop("", 0)
        if name == _YEAR:
            told = sorted(said.items(), reverse=True)[: 3 * FACETS]
        else:
            told = sorted(said.items(), key=lambda one: (-one[1], one[0]))[:FACETS]
        called = self._called([one for one, _ in told]) if of_things else {}
        return Facet(name, head, tuple((one, called.get(one, one), count) for one, count in told), nothing)
