"""The kinds of fact as terms of the vocabulary: what `facts` declares by prefixed names, by IRI."""

from __future__ import annotations

from ..facts import KINDS, Edge, Fact, Kind, kind_of, properties
from .terms import PREFIXES


def term(name: str) -> str:
    """The IRI of a prefixed name.

    >>> term("org:member")
    'http://www.w3.org/ns/org#member'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def class_of(kind: type[Fact]) -> str:
    """The class of a kind of fact.

    >>> class_of(KINDS[0]).rsplit("#", 1)[-1]
    'Membership'
    """
    return term(f"cxzy:{kind.__name__}")


CLASSES = {class_of(kind): kind for kind in KINDS}
"""The kinds by their class, in the order in which a fact is looked for."""


def property_of(kind: type[Fact], field: str) -> str:
    """The property that a field becomes; "" for no field, which stands for the fact itself."""
    return term(next(prop for prop, one in properties(kind).items() if one.name == field)) if field else ""


def known(class_: str) -> Kind | None:
    """What is known of a kind of fact by its class."""
    return kind_of(CLASSES[class_]) if class_ in CLASSES else None


def ends(kind: type[Fact], edge: Edge) -> tuple[str, str]:
    """The properties at the ends of an edge; "" for the fact itself."""
    return property_of(kind, edge.first), property_of(kind, edge.second)


def shortcuts() -> dict[str, tuple[str, str, str]]:
    """For each kind of fact the triple that says it in short: from, by which property, to ("" for the fact itself)."""
    found = {}
    for class_, kind in CLASSES.items():
        for edge in kind_of(kind).edges:
            if edge.shortcut:
                first, second = ends(kind, edge)
                found[class_] = (second, term(edge.shortcut), first) if edge.backwards else (first, term(edge.shortcut), second)
    return found
