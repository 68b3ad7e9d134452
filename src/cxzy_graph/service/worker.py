"""A process that answers questions about a store, one at a time; who asks may kill it at any moment.

It is a process and not a thread since nothing but its end stops a query that has begun.
"""

from __future__ import annotations

import io
import os
import pickle
import re
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from ..rdf.store import open_read, open_write
from ..rdf.terms import PREFIXES
from ..rdf.writing import XML_REFUSES

AT_ONCE = 1_000_000
"""Bytes up to which an answer is one message; a larger one is taken over by a thread, so that others need not wait for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or update, or a graph wanted (``text`` empty): the dataset, and the format for each kind of answer ("" for none that the
    client takes)."""

    text: str = ""
    update: bool = False
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    results: str = ""
    graph: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows and bytes an answer may have, and how many seconds it may take."""

    rows: int = 1_000_000
    size: int = 256_000_000
    seconds: int = 30


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of it: ``kind`` is "results" or "graph" with the ``body``, "" for an update that was done, or else why there is no
    answer: "syntax", "format", "rows", "size", "absent", "fault", with the ``body`` as the reason."""

    kind: str
    body: bytes = b""


class _Full(Exception):
    """More bytes than are allowed."""


class _Limited(io.BytesIO):
    """A file in memory that takes so many bytes and no more."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def write(self, piece: Any) -> int:
        if self.tell() + len(piece) > self._size:
            raise _Full
        return super().write(piece)


_REFUSED = re.compile(b"|".join(re.escape(chr(code).encode()) for code in XML_REFUSES))
"""The characters that XML has no way to write, in UTF-8."""


def _rows(form: str, body: bytes) -> int:
    """How many rows an answer has: by what stands between them, which no text has in it, its quotation marks being escaped."""
    if form == "JSON":
        return len(re.findall(rb'\},\{"[^,}]', body)) + (b'"bindings":[{' in body)
    if form == "XML":
        return body.count(b"<result>")
    if form == "CSV":
        return re.sub(rb'"[^"]*"', b"", body).count(b"\r\n") - 1
    return body.count(b"\n") - 1


def answer(store: Store, asked: Asked, limits: Limits) -> Answered:
    """The answer to what was asked."""
    try:
        if asked.update:
            store.update(asked.text)
            return Answered("")
        if not asked.text:
            return _graph(store, asked, limits)
        return _query(store, asked, limits)
    except SyntaxError as wrong:
        return Answered("syntax", str(wrong).encode())
    except _Full:
        return Answered("size")
    except Exception as wrong:  # a fault of the store, met on one question: told of, and the next is answered
        return Answered("fault", f"{type(wrong).__name__}: {wrong}".encode())


def _query(store: Store, asked: Asked, limits: Limits) -> Answered:
    given: dict[str, Any] = {"prefixes": PREFIXES}
    if asked.default_graphs or asked.named_graphs:
        given |= {
            "default_graph": [NamedNode(one) for one in asked.default_graphs],
            "named_graphs": [NamedNode(one) for one in asked.named_graphs],
        }
    found = store.query(asked.text, **given)
    if isinstance(found, QuerySolutions | QueryBoolean):
        if not asked.results:
            return Answered("format", b"results")
        out = _Limited(limits.size)
        found.serialize(output=out, format=getattr(QueryResultsFormat, asked.results))
        body = out.getvalue()
        if len(body) > limits.rows and _rows(asked.results, body) > limits.rows:
            return Answered("rows")
        return Answered("results", _REFUSED.sub(b" ", body) if asked.results == "XML" else body)
    return _serialized(found, asked, limits) if asked.graph else Answered("format", b"graph")


def _graph(store: Store, asked: Asked, limits: Limits) -> Answered:
    """A graph of the store: the first of ``default_graphs``, or the default one."""
    name = NamedNode(asked.default_graphs[0]) if asked.default_graphs else DefaultGraph()
    if isinstance(name, NamedNode) and not store.contains_named_graph(name):
        return Answered("absent")
    return _serialized((quad.triple for quad in store.quads_for_pattern(None, None, None, name)), asked, limits)


def _serialized(triples: Iterable[Triple], asked: Asked, limits: Limits) -> Answered:
    out = _Limited(limits.size)
    serialize(triples, output=out, format=getattr(RdfFormat, asked.graph), prefixes=PREFIXES)
    return Answered("graph", _REFUSED.sub(b" ", out.getvalue()) if asked.graph == "RDF_XML" else out.getvalue())


# ---------------------------------------------------------------------- processes


def serve(store: Store, connection: Connection) -> None:
    """Answers what comes through a connection until it ends."""
    while True:
        try:
            asked, limits = pickle.loads(connection.recv_bytes())
            with _no_longer_than(limits.seconds):
                found = answer(store, asked, limits)
                told, apart = found.kind.encode() + b"\n", len(found.body) > AT_ONCE
                connection.send_bytes(told if apart else told + b"\n" + found.body)
                if apart:
                    connection.send_bytes(found.body)
        except (EOFError, OSError):
            return


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    """Ends the process if it goes on for longer, even where whoever asked is gone and cannot end it (where the system has alarms)."""
    if not hasattr(signal, "alarm"):
        yield
        return
    signal.alarm(seconds + 1)
    try:
        yield
    finally:
        signal.alarm(0)


def run(folder: str, writable: bool, renewal: int, address: Any, key: bytes) -> None:
    """The process of a worker that reads the store on disk; `renewal` is what it says of itself."""
    store = open_write(Path(folder)) if writable else open_read(Path(folder))
    with Client(address, authkey=key) as connection:
        connection.send((os.getpid(), renewal))
        serve(store, connection)
