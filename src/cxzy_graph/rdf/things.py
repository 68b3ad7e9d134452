"""Triples about things, and the terms they are written with."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..lexicon import places
from ..model import Entity
from ..recognising.names import OrgName
from ..resolving.known import Body, rank
from .iris import Mint
from .terms import ABOVE, CXZY, LABELS, RDF, SCHEMA, SKOS, XSD
from .writing import Triple

_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_ESCAPES |= {8: "\\b", 12: "\\f"}
_ESCAPES |= {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF) if code not in _ESCAPES}
"""As Oxigraph spells them, so that what comes back from a store is what went in."""
_LEVELS = {
    0: CXZY.CentralLevel,
    1: CXZY.ProvincialLevel,
    2: CXZY.PrefecturalLevel,
    3: CXZY.CountyLevel,
    4: CXZY.GrassrootsLevel,
    5: CXZY.GrassrootsLevel,
    6: CXZY.GrassrootsLevel,
}


def iri(value: str) -> str:
    return f"<{value}>"


def text(value: str, datatype: str = "", language: str = "") -> str:
    """A literal as an N-Triples term.

    >>> text('说“好”\\n', language="zh-Hans"), text("2014", XSD.gYear)
    ('"说“好”\\\\n"@zh-Hans', '"2014"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    """
    said = f'"{value.translate(_ESCAPES)}"'
    return f"{said}@{language}" if language else f"{said}^^<{datatype}>" if datatype else said


def plain(value: float) -> str:
    """A number in its shortest form, all its digits kept.

    >>> plain(1234567.0), plain(4.5)
    ('1234567', '4.5')
    """
    return format(Decimal(repr(value)).normalize(), "f")


def number(value: float) -> str:
    """A decimal as an N-Triples term."""
    return text(plain(value), XSD.decimal)


class Things:
    """Triples about things: their types, labels, levels and places."""

    def __init__(self, mint: Mint, year: int | None = None, near: places.Division | None = None) -> None:
        self.mint = mint
        self.triples: set[Triple] = set()
        self._year = year
        self._near = near

    def add(self, subject: str, predicate: str, value: str) -> None:
        self.triples.add((iri(subject), iri(predicate), value))

    def type(self, subject: str, *classes: str) -> None:
        for one in classes:
            self.add(subject, RDF.type, iri(one))
            for above in ABOVE.get(one, ()):
                self.add(subject, RDF.type, iri(above))

    def label(self, subject: str, name: str, aliases: Iterable[str] = ()) -> None:
        self.add(subject, SKOS.prefLabel, text(name, language="zh-Hans"))
        for alias in aliases:
            if alias != name:
                self.add(subject, SKOS.altLabel, text(alias, language="zh-Hans"))

    def thing(self, entity: Entity) -> str:
        """A person or a body."""
        if entity.kind != "person":
            return self.organisation(entity)
        node = self.mint.thing("person", entity.identity)
        self.label(node, entity.name, entity.aliases)
        self.type(node, CXZY.Person)
        return node

    def organisation(self, entity: Entity) -> str:
        node = self.mint.thing("organisation", entity.identity)
        self.label(node, entity.name, entity.aliases)
        name = entity.detail.name if isinstance(entity.detail, Body) else OrgName(host=entity.name)
        self.type(node, CXZY.Committee if name.is_committee else CXZY.Branch if name.is_branch else CXZY.Organisation)
        if name.party and name.party != entity.name:
            party = self.mint.thing("organisation", name.party)
            self.type(party, CXZY.Organisation)
            self.label(party, name.party)
            self.add(node, CXZY.party, iri(party))
        level = _LEVELS.get(rank(name))
        if level:
            self.add(node, CXZY.level, iri(level))
            self.concept(level, CXZY.Level)
        division = places.locate(name.places, self._year, self._near)
        if division:
            self.add(node, CXZY.place, iri(self.division(division)))
        return node

    def division(self, division: places.Division) -> str:
        node = self.mint.thing("place", str(division.code), division.name)
        self.type(node, CXZY.Place)
        self.label(node, division.name)
        self.add(node, CXZY.adcode, text(str(division.code)))
        above = places.parent(division)
        if above:
            self.add(node, SCHEMA.containedInPlace, iri(self.division(above)))
        return node

    def concept(self, concept: str, kind: str) -> None:
        chinese, _english = LABELS[concept]
        self.type(concept, kind)
        self.add(concept, SKOS.prefLabel, text(chinese, language="zh-Hans"))

    def named(self, kind: str, klass: str, name: str) -> str:
        node = self.mint.thing(kind, name)
        self.type(node, klass)
        self.label(node, name)
        return node
