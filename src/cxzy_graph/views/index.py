"""The index beside a store: names and sentences as they are searched, and the edges between things. One file of SQLite.

SPARQL has no search for words, and a picture of a graph wants its edges at once; both are derived here from the triples when a build has
them at hand, or later from a store. Things stand in the order of how many facts they are in, and sentences by the day of their report, the
latest first, so that the first that are found are those to show.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from ..rdf.terms import CXZY, DCTERMS, NIF, ORG, RDF, SCHEMA, SKOS
from ..rdf.writing import Triple
from .graph import FACTS, LINKS, THINGS, value
from .names import grams, plain, sounds

FILE = "index.db"
"""The index's name in the folder of a build."""

FORMAT = 1
"""Goes up when the tables change: an index of another format is made anew."""

IMPLIED = "推知"
"""The relation of a body to the one that its name implies to be above it: no sentence says so."""

RELATIONS = ("任职", "获得", "授予", "举办", "地点", "参与", "隶属", IMPLIED, "发文")

_USES = tuple(
    f"<{one}>"
    for one in (ORG.member, CXZY.person, CXZY.recipient, CXZY.participant, ORG.organization, CXZY.recipientGroup, CXZY.organisation, CXZY.parent,
                CXZY.honour, CXZY.event, CXZY.document, CXZY.heldBy, CXZY.conferredBy, CXZY.place)
)  # fmt: skip
_TYPE, _LABEL, _ALSO = f"<{RDF.type}>", f"<{SKOS.prefLabel}>", f"<{SKOS.altLabel}>"
_SHOWN = tuple(one for one in (*THINGS, CXZY.Report) if one != CXZY.Role)
_SENTENCE = re.compile(r"[^。！？；\n]*[^。！？；\s][^。！？；\n]*[。！？；]?[”’）]?")
_LONGEST = 400
"""Characters of a sentence that are indexed; what goes on without a stop for longer is cut."""

_TABLES = f"""
PRAGMA user_version = {FORMAT};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, label TEXT, detail TEXT, weight INTEGER);
CREATE TABLE raw (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, label TEXT, detail TEXT, weight INTEGER);
CREATE TABLE also (id INTEGER, name TEXT);
CREATE TABLE links (a INTEGER, b INTEGER, relation TEXT, fact TEXT, role TEXT, since INTEGER, until INTEGER, sure REAL);
CREATE TABLE edges (a INTEGER, b INTEGER, relation TEXT, fact TEXT, role TEXT, since INTEGER, until INTEGER, sure REAL);
CREATE TABLE names (id INTEGER PRIMARY KEY, thing INTEGER, name TEXT, plain TEXT);
CREATE VIRTUAL TABLE found USING fts5(plain, syllables, letters, content='', tokenize='ascii', prefix='1 2 3');
CREATE TABLE sentences (id INTEGER PRIMARY KEY, report INTEGER, start INTEGER, text TEXT);
CREATE VIRTUAL TABLE said USING fts5(text, content='', tokenize='ascii', columnsize=0);
"""

_FINISHED = """
INSERT INTO things SELECT row_number() OVER (ORDER BY weight DESC, label, iri), iri, kind, label, detail, weight FROM raw;
CREATE UNIQUE INDEX things_iri ON things (iri);
CREATE INDEX things_kind ON things (kind, id);
CREATE TEMP TABLE numbers AS SELECT raw.id AS old, things.id AS new FROM raw JOIN things USING (iri);
CREATE UNIQUE INDEX temp.numbers_old ON numbers (old);
INSERT INTO edges SELECT x.new, y.new, relation, fact, role, since, until, sure
  FROM links JOIN numbers x ON x.old = links.a JOIN numbers y ON y.old = links.b ORDER BY 1, 2, relation, fact;
CREATE INDEX edges_a ON edges (a);
CREATE INDEX edges_b ON edges (b);
DROP TABLE links;
"""

_TIDIED = """
DROP TABLE raw;
DROP TABLE also;
INSERT INTO found(found) VALUES ('optimize');
INSERT INTO said(said) VALUES ('optimize');
ANALYZE;
VACUUM;
"""


def create(path: Path, triples: Iterable[Triple]) -> None:
    """Writes the index of triples, those of a subject one after the other.

    The same triples in the same order make the same answers; the file's bytes are those of the SQLite that wrote it.
    """
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(_TABLES)
        db.execute("BEGIN")
        with tempfile.TemporaryFile("w+b", dir=path.parent) as texts:
            reports = _Reading(db).take(triples, texts)
            db.executescript(_FINISHED)
            db.execute("BEGIN")
            _names(db)
            _sentences(db, reports, texts)
        db.executescript(_TIDIED)


class _Reading:
    """Takes in triples, a subject at a time."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._numbers: dict[str, int] = {}
        self._weights: list[int] = []

    def take(self, triples: Iterable[Triple], texts: IO[bytes]) -> list[tuple[str, str, int, int]]:
        """Fills the tables, and puts the reports' texts into a file: each with the day, its IRI, where the text begins, and its bytes."""
        reports = []
        for subject, about in groupby(triples, key=lambda triple: triple[0]):
            said: dict[str, list[str]] = {}
            for _, predicate, term in about:
                said.setdefault(predicate, []).append(term)
            types = {term[1:-1] for term in said.get(_TYPE, ())}
            iri = subject[1:-1]
            kind = next((one for one in _SHOWN if one in types), "")
            if CXZY.Fact in types:
                self._fact(iri, next((one for one in FACTS if one in types), ""), said)
            if kind:
                self._thing(iri, kind, said)
            if kind == CXZY.Report:
                text = _first(said, NIF.isString).encode()
                reports.append((_first(said, DCTERMS.issued), iri, texts.tell(), len(text)))
                texts.write(text)
            for parent in said.get(f"<{CXZY.impliedParent}>", ()):
                if parent not in said.get(f"<{ORG.subOrganizationOf}>", ()):
                    self._link(subject, parent, IMPLIED, "", "", None, None, 1.0)
        self._db.executemany("UPDATE raw SET weight = ? WHERE id = ?", ((weight, at) for at, weight in enumerate(self._weights) if weight))
        return reports

    def _number(self, term: str) -> int:
        known = self._numbers.get(term)
        if known is None:
            known = self._numbers[term] = len(self._weights)
            self._weights.append(0)
        return known

    def _thing(self, iri: str, kind: str, said: dict[str, list[str]]) -> None:
        label = _first(said, SKOS.prefLabel)
        if kind == CXZY.Report:
            label = _first(said, DCTERMS.title) or _first(said, DCTERMS.source)
        number = self._number(f"<{iri}>")
        row = number, iri, kind, label, _detail(iri, kind, label, said), 0
        self._db.execute("INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?)", row)
        also = [value(term) for term in said.get(_ALSO, ())]
        if kind == CXZY.Report:
            also = [_first(said, DCTERMS.source)]
        self._db.executemany("INSERT INTO also VALUES (?, ?)", ((number, one) for one in also if one != label))

    def _fact(self, iri: str, kind: str, said: dict[str, list[str]]) -> None:
        for prop in _USES:
            for term in said.get(prop, ()):
                self._weights[self._number(term)] += 1
        for report in {
            term.partition("#")[0] + ">" for term in said.get(f"<{CXZY.evidence}>", ())
        }:  # a passage's IRI is its report's with a fragment
            self._weights[self._number(report)] += 1
        since, until = _years(said)
        sure = max((float(value(term)) for term in said.get(f"<{CXZY.confidence}>", ())), default=0.0)
        role = _role(said)
        for start, end, relation in LINKS.get(kind, ()):
            for a in said.get(f"<{start}>", ()) if start else [f"<{iri}>"]:
                for b in said.get(f"<{end}>", ()) if end else [f"<{iri}>"]:
                    self._link(a, b, relation, iri, role, since, until, sure)

    def _link(self, a: str, b: str, relation: str, fact: str, role: str, since: int | None, until: int | None, sure: float) -> None:
        row = self._number(a), self._number(b), relation, fact, role, since, until, sure
        self._db.execute("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _first(said: dict[str, list[str]], prop: str) -> str:
    found = said.get(f"<{prop}>")
    return value(found[0]) if found else ""


def _role(said: dict[str, list[str]]) -> str:
    """The posts of a membership, as their IRIs name them."""
    return "、".join(unquote(value(term).rsplit("/", 1)[-1]) for term in said.get(f"<{ORG.role}>", ()))


def _years(said: dict[str, list[str]]) -> tuple[int | None, int | None]:
    """The first and the last year of a fact; of one that began and is not said to have ended, the first alone."""
    told = [_first(said, prop)[:4] for prop in (CXZY.date, CXZY.from_, CXZY.until)]
    since = int(told[0] or told[1]) if told[0] or told[1] else None
    until = int(told[2]) if told[2] else since if told[0] else None
    return since, until


def _detail(iri: str, kind: str, label: str, said: dict[str, list[str]]) -> str:
    """What tells a thing from others of its name: the body of a person, the report of a body that only it knows, the day of an event or report,
    the code of a place."""
    named = unquote(iri.rsplit("/", 1)[-1])
    if kind == CXZY.Person or (kind in (CXZY.Committee, CXZY.Branch, CXZY.Organisation) and named.startswith(label + "（")):
        return named.removeprefix(label).removeprefix("（").removesuffix("）")
    if kind == CXZY.Event:
        return _first(said, CXZY.date)
    if kind == CXZY.Report:
        return _first(said, DCTERMS.issued)
    if kind == CXZY.Place:
        return _first(said, CXZY.adcode) if f"<{SCHEMA.containedInPlace}>" in said else ""
    return ""


def _names(db: sqlite3.Connection) -> None:
    rows = db.execute(
        "SELECT things.id, things.label FROM things UNION ALL SELECT numbers.new, also.name FROM also JOIN numbers ON old = also.id ORDER BY 1"
    )
    number = 0
    for thing, name in rows.fetchall():
        said = plain(name)
        if not said:
            continue
        number += 1
        db.execute("INSERT INTO names VALUES (?, ?, ?, ?)", (number, thing, name, said))
        db.execute("INSERT INTO found(rowid, plain, syllables, letters) VALUES (?, ?, ?, ?)", (number, grams(said), *sounds(name)))
    db.execute("CREATE INDEX names_plain ON names (plain)")
    db.execute("CREATE INDEX names_thing ON names (thing)")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with the character that it begins at.

    >>> list(sentences("一、会议。\\n　二"))
    [(0, '一、会议。'), (7, '二')]
    """
    for match in _SENTENCE.finditer(text):
        said = match[0]
        lead = len(said) - len(said.lstrip())
        for at in range(lead, len(said), _LONGEST):
            yield match.start() + at, said[at : at + _LONGEST]


def _sentences(db: sqlite3.Connection, reports: list[tuple[str, str, int, int]], texts: IO[bytes]) -> None:
    number = 0
    numbers = dict(db.execute("SELECT iri, id FROM things WHERE kind = ?", (CXZY.Report,)))
    for _, iri, begin, size in sorted(reports, key=lambda one: (_descending(one[0]), one[1])):
        texts.seek(begin)
        for start, said in sentences(texts.read(size).decode()):
            number += 1
            db.execute("INSERT INTO sentences VALUES (?, ?, ?, ?)", (number, numbers[iri], start, said))
            db.execute("INSERT INTO said(rowid, text) VALUES (?, ?)", (number, grams(plain(said))))


def _descending(day: str) -> str:
    """A key by which later days stand before earlier ones, and those without a day last.

    >>> sorted(["", "2014-05-01", "2019"], key=_descending)
    ['2019', '2014-05-01', '']
    """
    return day.translate(_TURNED) + "~" if day else "~"


_TURNED = str.maketrans("0123456789", "9876543210")
