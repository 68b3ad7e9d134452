"""Formats of answers, and which of them a client wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in ``format=``, its media types (the first is sent), and pyoxigraph's name for it."""

    name: str
    types: tuple[str, ...]
    oxigraph: str

    @property
    def content_type(self) -> str:
        return f"{self.types[0]}; charset=utf-8" if self.types[0].startswith("text/") else self.types[0]


RESULTS = (
    Format("json", ("application/sparql-results+json", "application/json", "text/json"), "JSON"),
    Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), "XML"),
    Format("csv", ("text/csv",), "CSV"),
    Format("tsv", ("text/tab-separated-values",), "TSV"),
)
"""What the answer of SELECT and ASK is given in, the one preferred first."""

GRAPHS = (
    Format("turtle", ("text/turtle", "application/x-turtle"), "TURTLE"),
    Format("nt", ("application/n-triples", "text/plain"), "N_TRIPLES"),
    Format("jsonld", ("application/ld+json", "application/json"), "JSON_LD"),
    Format("rdfxml", ("application/rdf+xml", "application/xml", "text/xml"), "RDF_XML"),
    Format("trig", ("application/trig",), "TRIG"),
    Format("nq", ("application/n-quads",), "N_QUADS"),
)
"""What the answer of CONSTRUCT and DESCRIBE is given in, and a graph."""

HTML = Format("html", ("text/html", "application/xhtml+xml"), "")

_ALSO = {"ttl": "turtle", "ntriples": "nt", "n-triples": "nt", "json-ld": "jsonld", "rdf": "rdfxml", "rdf/xml": "rdfxml", "xml": "rdfxml"}
_ALSO |= {"json": "jsonld", "nquads": "nq", "n-quads": "nq"}


def accepted(accept: str) -> list[tuple[str, float]]:
    """The media ranges of an Accept header with their weights, heaviest first; of equals the more exact one, then the one named first.

    >>> accepted("text/html, application/json;q=0.9, */*;q=0.1")
    [('text/html', 1.0), ('application/json', 0.9), ('*/*', 0.1)]
    """
    found = []
    for part in accept.split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value)))
                except ValueError:
                    weight = 0.0
        if kind:
            found.append((kind.lower(), weight))
    return sorted(found, key=lambda one: (-one[1], one[0].count("*")))


def chosen(accept: str, offered: Iterable[Format]) -> Format | None:
    """The format that a client likes best among those offered; the first where it says nothing; None where it takes none of them.

    >>> chosen("text/csv;q=0.5, application/sparql-results+xml", RESULTS).name, chosen("", RESULTS).name, chosen("image/png", RESULTS)
    ('xml', 'json', None)
    """
    offered = tuple(offered)
    ranges = accepted(accept)
    if not ranges:
        return offered[0]
    weights = dict(reversed(ranges))

    def weight(own: str) -> float:
        """What the most exact range that a media type is in gives it."""
        return next((weights[one] for one in (own, f"{own.partition('/')[0]}/*", "*/*") if one in weights), 0.0)

    named = [kind for kind, _ in ranges]

    def liking(one: Format) -> tuple[float, int]:
        """How much a format is liked, and of equals how early it is named."""
        meant = [own for own in one.types if own == one.types[0] or own in weights]  # a range does not mean the other names of a format
        best = max(map(weight, meant))
        return best, -min((named.index(own) for own in meant if own in named and weight(own) == best), default=len(named))

    best = max(offered, key=liking)
    return best if liking(best)[0] > 0 else None


def called(name: str, offered: Iterable[Format]) -> Format | None:
    """The format of a name (json, ttl, …) or media type; None where there is none of it.

    >>> called("ttl", GRAPHS).name, called("text/csv", RESULTS).name, called("xml", GRAPHS).name, called("doc", RESULTS)
    ('turtle', 'csv', 'rdfxml', None)
    """
    said = name.strip().lower()
    offered = tuple(offered)
    for wanted in (said, _ALSO.get(said)):
        for one in offered:
            if wanted == one.name or wanted in one.types:
                return one
    return None
