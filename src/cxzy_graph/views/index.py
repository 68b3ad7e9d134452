"""The index beside a store: names and sentences as they are searched, and the edges between things. One file of SQLite.

SPARQL has no search for words, a picture of a graph wants its edges at once, and a table its rows in any order; all are derived here from the
triples when a build has them at hand, or later from a store. Things stand in the order of how many facts they are in, and sentences by the day of their report, the
latest first, so that the first that are found are those to show. Their numbers leave gaps, in which what changes finds its place (`change`).
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from ..facts import kind_of, properties
from ..packing import mark
from ..rdf.kinds import CLASSES, term
from ..rdf.terms import CXZY, DCTERMS, NIF, ORG, RDF, SCHEMA, SKOS
from ..rdf.writing import Extraction, Triple, gathered
from .graph import FACTS, LINKS, THINGS, value
from .names import grams, plain, sounds

FILE = "index.db"
"""The index's name in the folder of a build."""

FORMAT = 3
"""Goes up when the tables change: an index of another format is made anew."""

IMPLIED = "推知"
"""The relation of a body to the one that its name implies to be above it: no sentence says so."""

RELATIONS = (*dict.fromkeys(relation for edges in LINKS.values() for _, _, relation in edges), IMPLIED)

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

GAP = 1 << 12
"""Numbers from one thing to the next, and from one report's sentences to the next's: so many can come between."""

_NAMES = 1 << 8
"""Names of a thing that are searched; its names' numbers follow its own."""

SENTENCES = 1 << 16
"""Sentences of a report that are searched: more than a report can have (`reading.LIMIT`) but for one of dots."""

CELLS = 6
"""Cells of a fact's row: no kind of fact has more columns (`facts.Kind.sheet`)."""

_TABLES = f"""
PRAGMA user_version = {FORMAT};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, label TEXT, detail TEXT, weight INTEGER, sound TEXT);
CREATE TABLE facts (iri TEXT PRIMARY KEY, kind TEXT, {", ".join(f"c{n} TEXT" for n in range(CELLS))}, day TEXT, level TEXT, sure REAL);
CREATE TABLE edges (a INTEGER, b INTEGER, relation TEXT, fact TEXT, role TEXT, since INTEGER, until INTEGER, sure REAL);
CREATE TABLE names (id INTEGER PRIMARY KEY, thing INTEGER, name TEXT, plain TEXT);
CREATE VIRTUAL TABLE found USING fts5(plain, syllables, letters, content='', tokenize='ascii', prefix='1 2 3');
CREATE TABLE days (place INTEGER PRIMARY KEY, turned TEXT, iri TEXT);
CREATE TABLE sentences (id INTEGER PRIMARY KEY, report INTEGER, start INTEGER, text TEXT);
CREATE VIRTUAL TABLE said USING fts5(text, content='', tokenize='ascii', columnsize=0);
CREATE TABLE raw (mark INTEGER PRIMARY KEY, iri TEXT, kind TEXT, label TEXT, detail TEXT);
CREATE TABLE also (mark INTEGER, name TEXT);
CREATE TABLE uses (mark INTEGER);
CREATE TABLE links (a INTEGER, b INTEGER, relation TEXT, fact TEXT, role TEXT, since INTEGER, until INTEGER, sure REAL);
"""

_FINISHED = f"""
CREATE TABLE numbers AS
  SELECT {GAP} * row_number() OVER (ORDER BY coalesce(weight, 0) DESC, label, iri) AS new, raw.mark AS old, coalesce(weight, 0) AS weight
  FROM raw LEFT JOIN (SELECT mark, count(*) AS weight FROM uses GROUP BY mark) AS used ON used.mark = raw.mark;
DROP TABLE uses;
CREATE UNIQUE INDEX numbers_old ON numbers (old);
INSERT INTO things SELECT new, iri, kind, label, detail, weight, sound(label) FROM numbers JOIN raw ON mark = old ORDER BY new;
CREATE UNIQUE INDEX things_iri ON things (iri);
CREATE INDEX things_kind ON things (kind, id);
CREATE INDEX things_order ON things (weight, label, iri);
INSERT INTO edges SELECT x.new, y.new, relation, fact, role, since, until, sure
  FROM links JOIN numbers x ON x.old = links.a JOIN numbers y ON y.old = links.b ORDER BY 1, 2, relation, fact;
CREATE INDEX edges_a ON edges (a);
CREATE INDEX edges_b ON edges (b);
DROP TABLE links;
"""

_TIDIED = """
DROP TABLE raw;
DROP TABLE also;
DROP TABLE numbers;
CREATE INDEX names_plain ON names (plain);
CREATE INDEX names_thing ON names (thing);
CREATE INDEX days_order ON days (turned, iri);
CREATE UNIQUE INDEX days_iri ON days (iri);
CREATE INDEX facts_kind ON facts (kind);
CREATE INDEX sentences_report ON sentences (report);
INSERT INTO found(found) VALUES ('optimize');
INSERT INTO said(said) VALUES ('optimize');
ANALYZE;
VACUUM;
"""

Edge = tuple[str, str, str, str, str, int | None, int | None, float]
"""Two things by their IRIs, the relation, the fact, the posts, the first and the last year, the confidence."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the index has of a subject: as a thing its kind, label, detail and other names; of a report its text and day; of a fact the edges
    that it is and the things that it uses, by their IRIs, and its row in the table of its kind (`row_of`)."""

    kind: str = ""
    label: str = ""
    detail: str = ""
    also: tuple[str, ...] = ()
    text: str = ""
    day: str = ""
    edges: tuple[Edge, ...] = ()
    uses: tuple[str, ...] = ()
    row: tuple[str | float, ...] = ()


def told_of(subject: str, said: Extraction) -> Told:
    types = {term[1:-1] for term in said.get(_TYPE, ())}
    iri = subject[1:-1]
    kind = next((one for one in _SHOWN if one in types), "")
    class_ = next((one for one in FACTS if one in types), "") if CXZY.Fact in types else ""
    edges, uses = _fact(iri, class_, said) if CXZY.Fact in types else ([], [])
    row = row_of(iri, class_, said) if class_ else ()
    for parent in said.get(f"<{CXZY.impliedParent}>", ()):
        if parent not in said.get(f"<{ORG.subOrganizationOf}>", ()):
            edges.append((iri, parent[1:-1], IMPLIED, "", "", None, None, 1.0))
    if not kind:
        return Told(edges=tuple(edges), uses=tuple(uses), row=row)
    label = _first(said, SKOS.prefLabel)
    also = [value(term) for term in said.get(_ALSO, ())]
    text = day = ""
    if kind == CXZY.Report:
        label = _first(said, DCTERMS.title) or _first(said, DCTERMS.source)
        also = [_first(said, DCTERMS.source)]
        text, day = _first(said, NIF.isString), _first(said, DCTERMS.issued)
    others = tuple(sorted(one for one in also if one != label))
    return Told(kind, label, _detail(iri, kind, label, said), others, text, day, tuple(edges), tuple(uses), row)


def row_of(iri: str, class_: str, said: Extraction) -> tuple[str | float, ...]:
    """A fact's row in the table of its kind: the kind's name, a cell for each of the columns of its sheet, its day (or from when it holds), the level
    of an honour, how sure it is. A cell holds the IRIs of things, a line each; the names of posts and types; or words."""
    kind = CLASSES[class_]
    known = {one.name: (term(prop), str(one.metadata["means"])) for prop, one in properties(kind).items()}
    cells = []
    for _, name in kind_of(kind).sheet[1]:
        prop, means = known[name]
        values = [value(one) for one in said.get(f"<{prop}>", ())]
        if not values and name == "recipient":
            values = [value(one) for one in said.get(f"<{CXZY.recipientGroup}>", ())]
        if prop == SKOS.prefLabel:
            values = [iri]
        cells.append("、".join(map(last_of, values)) if means in NAMED_BY_IRI else "\n".join(values))
    day = _first(said, CXZY.date) or _first(said, CXZY.from_)
    level = _first(said, CXZY.honourLevel)
    sure = max((float(value(one)) for one in said.get(f"<{CXZY.confidence}>", ())), default=0.0)
    return kind_of(kind).written, *cells, *[""] * (CELLS - len(cells)), day, last_of(level), sure


NAMED_BY_IRI = ("role", "activity type")
"""What is called by the end of its IRI."""


def last_of(iri: str) -> str:
    """The last word of an IRI.

    >>> last_of("https://a.cn/id/role/%E4%B8%BB%E5%A7%94")
    '主委'
    """
    return unquote(iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1])


def sound(label: str) -> str:
    """How a name is read, for lists in the order of 拼音.

    >>> sound("李然") < sound("王芳"), sound("李然")
    (True, 'li ran')
    """
    return sounds(label)[0].partition(" 0 ")[0]


def _fact(iri: str, kind: str, said: Extraction) -> tuple[list[Edge], list[str]]:
    uses = [term[1:-1] for prop in _USES for term in said.get(prop, ())]
    # a passage's IRI is its report's with a fragment
    uses += sorted({term[1:-1].partition("#")[0] for term in said.get(f"<{CXZY.evidence}>", ())})
    since, until = _years(said)
    sure = max((float(value(term)) for term in said.get(f"<{CXZY.confidence}>", ())), default=0.0)
    role = _role(said)
    edges: list[Edge] = []
    for start, end, relation in LINKS.get(kind, ()):
        for a in said.get(f"<{start}>", ()) if start else [f"<{iri}>"]:
            for b in said.get(f"<{end}>", ()) if end else [f"<{iri}>"]:
                edges.append((a[1:-1], b[1:-1], relation, iri, role, since, until, sure))
    return edges, uses


def _mark(iri: str) -> int:
    """Eight bytes that stand for an IRI while the index is made: a million IRIs in memory are a quarter of a gigabyte."""
    return mark(iri.encode())


def create(path: Path, triples: Iterable[Triple]) -> None:
    """Writes the index of triples, those of a subject one after the other.

    The same triples make the same answers; the file's bytes are those of the SQLite that wrote it.
    """
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as db, tempfile.TemporaryFile("w+b", dir=path.parent) as texts:
        with_functions(db)
        db.executescript(_TABLES)
        db.execute("BEGIN")
        reports = _take(db, triples, texts)
        db.executescript(_FINISHED)
        db.execute("BEGIN")
        _all_names(db)
        for number, (day, iri, begin, size) in enumerate(sorted(reports, key=lambda one: (turned(one[0]), one[1])), 1):
            texts.seek(begin)
            db.execute("INSERT INTO days VALUES (?, ?, ?)", (GAP * number, turned(day), iri))
            add_sentences(db, GAP * number, iri, texts.read(size).decode())
        db.executescript(_TIDIED)


def with_functions(db: sqlite3.Connection) -> None:
    """Gives a connection what its statements call."""
    db.create_function("sound", 1, sound, deterministic=True)


_ROW = f"INSERT OR REPLACE INTO facts VALUES ({', '.join('?' * (CELLS + 5))})"


def _take(db: sqlite3.Connection, triples: Iterable[Triple], texts: IO[bytes]) -> list[tuple[str, str, int, int]]:
    """Takes in triples, a subject at a time, and puts the reports' texts into a file: gives for each the day, its IRI, where its text begins, and
    its bytes."""
    reports = []
    for subject, about in groupby(triples, key=lambda triple: triple[0]):
        told = told_of(subject, gathered(about))
        iri = subject[1:-1]
        if told.kind:
            mark = _mark(iri)
            db.execute("INSERT INTO raw VALUES (?, ?, ?, ?, ?)", (mark, iri, told.kind, told.label, told.detail))
            db.executemany("INSERT INTO also VALUES (?, ?)", ((mark, one) for one in told.also))
        if told.kind == CXZY.Report:
            text = told.text.encode()
            reports.append((told.day, iri, texts.tell(), len(text)))
            texts.write(text)
        if told.row:
            db.execute(_ROW, (iri, *told.row))
        db.executemany("INSERT INTO uses VALUES (?)", ((_mark(one),) for one in told.uses))
        rows = ((_mark(a), _mark(b), *rest) for a, b, *rest in told.edges)
        db.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return reports


def _all_names(db: sqlite3.Connection) -> None:
    rows = db.execute(
        "SELECT new, label, 0 FROM numbers JOIN raw ON mark = old UNION ALL SELECT new, also.name, 1 FROM also JOIN numbers ON old = also.mark"
        " ORDER BY 1, 3, 2"
    )
    for number, some in groupby(rows, key=lambda row: row[0]):
        add_names(db, number, [name for _, name, _ in some])


def put_row(db: sqlite3.Connection, iri: str, row: tuple[str | float, ...]) -> None:
    """Gives a fact its row; takes it away where it has none any more."""
    if row:
        db.execute(_ROW, (iri, *row))
    else:
        db.execute("DELETE FROM facts WHERE iri = ?", (iri,))


def add_names(db: sqlite3.Connection, number: int, names: Iterable[str]) -> None:
    """Makes the names of a thing, by its number, be found."""
    for at, name in enumerate(list(names)[:_NAMES]):
        said = plain(name)
        if said:
            row = number * _NAMES + at
            db.execute("INSERT INTO names VALUES (?, ?, ?, ?)", (row, number, name, said))
            db.execute("INSERT INTO found(rowid, plain, syllables, letters) VALUES (?, ?, ?, ?)", (row, grams(said), *sounds(name)))


def add_sentences(db: sqlite3.Connection, place: int, iri: str, text: str) -> None:
    """Makes the sentences of a report be found that has its place among the days."""
    report = db.execute("SELECT id FROM things WHERE iri = ?", (iri,)).fetchone()[0]
    for at, (start, said) in enumerate(islice(sentences(text), SENTENCES)):
        row = place * SENTENCES + at
        db.execute("INSERT INTO sentences VALUES (?, ?, ?, ?)", (row, report, start, said))
        db.execute("INSERT INTO said(rowid, text) VALUES (?, ?)", (row, grams(plain(said))))


# ---------------------------------------------------------------- changing


# ---------------------------------------------------------------- values


def _first(said: Extraction, prop: str) -> str:
    found = said.get(f"<{prop}>")
    return value(found[0]) if found else ""


def _role(said: Extraction) -> str:
    """The posts of a membership, as their IRIs name them."""
    return "、".join(last_of(value(one)) for one in said.get(f"<{ORG.role}>", ()))


def _years(said: Extraction) -> tuple[int | None, int | None]:
    """The first and the last year of a fact; of one that began and is not said to have ended, the first alone."""
    told = [_first(said, prop)[:4] for prop in (CXZY.date, CXZY.from_, CXZY.until)]
    since = int(told[0] or told[1]) if told[0] or told[1] else None
    until = int(told[2]) if told[2] else since if told[0] else None
    return since, until


def _detail(iri: str, kind: str, label: str, said: Extraction) -> str:
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


def turned(day: str) -> str:
    """A key by which later days stand before earlier ones, and those without a day last.

    >>> sorted(["", "2014-05-01", "2019"], key=turned)
    ['2019', '2014-05-01', '']
    """
    return day.translate(_NINES) + "~" if day else "~"


_NINES = str.maketrans("0123456789", "9876543210")
