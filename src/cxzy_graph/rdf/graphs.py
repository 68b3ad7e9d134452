"""The graphs that no single report states: what names imply, whom something links, what a person decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..model import Entity
from ..settling.decisions import Decision, Ref
from ..settling.hierarchy import Hierarchy
from ..settling.namesakes import Candidate
from .iris import Mint
from .terms import CXZY, DCTERMS, FOAF, PROV, XSD
from .things import Things, iri, number, text
from .writing import Triple

DERIVED, IDENTITY, CURATION = "derived", "identity", "curation"
NAMES = (CURATION, DERIVED, IDENTITY)
"""The names of the graphs, below the base."""


def shared(mint: Mint, curated: Iterable[Triple], hierarchy: Hierarchy, candidates: Iterable[Candidate]) -> list[tuple[str, list[Triple]]]:
    """The graphs that hold anything, each with its name and its triples in order, by the name."""
    found = {CURATION: curated, DERIVED: derived(mint, hierarchy), IDENTITY: identity(mint, candidates)}
    return [(mint.base + name, sorted(triples)) for name, triples in found.items() if triples]


def derived(mint: Mint, hierarchy: Hierarchy) -> set[Triple]:
    """What the names of bodies imply: who is above whom, who came after whom."""
    things = Things(mint)
    for step in hierarchy.implied():
        if not step.named:
            things.organisation(step.above)
        things.add(_node(mint, step.below), CXZY.impliedParent, iri(_node(mint, step.above)))
    for former, later, certain in hierarchy.successions():
        how = DCTERMS.isReplacedBy if certain else CXZY.perhapsSucceededBy
        things.add(_node(mint, former), how, iri(_node(mint, later)))
    return things.triples


def _node(mint: Mint, body: Entity) -> str:
    return mint.thing("organisation", body.identity)


def identity(mint: Mint, candidates: Iterable[Candidate]) -> set[Triple]:
    """Pairs of people of one name that something links, with the reason."""
    things = Things(mint)
    for one in candidates:
        node = mint.thing("candidate", one.one, one.other)
        things.type(node, CXZY.Candidate)
        for person in (one.one, one.other):
            things.add(node, CXZY.between, iri(mint.thing("person", person)))
        things.add(node, CXZY.score, number(one.score))
        chinese, english = one.reason
        things.add(node, CXZY.reason, text(chinese, language="zh-Hans"))
        things.add(node, CXZY.reason, text(english, language="en"))
    return things.triples


def curation(
    mint: Mint, decisions: Iterable[Decision], report_of: Callable[[Decision], str | None], now: Callable[[str, Ref], str | None]
) -> set[Triple]:
    """Who decided what, when and why (PROV); the facts that they stated are written by each report's `Writer`. ``report_of`` gives the report in
    which a decision on a fact is carried out, ``now`` the identity of a thing of a kind that one refers to."""
    things = Things(mint)
    for one in decisions:
        node = mint.thing("decision", one.key)
        things.type(node, CXZY.Decision)
        things.add(node, CXZY.verdict, text(one.decision))
        if one.why:
            things.add(node, CXZY.reason, text(one.why, language="zh-Hans"))
        things.add(node, DCTERMS.date, text(one.on, XSD.date))
        reviewer = mint.thing("reviewer", one.by)
        things.type(reviewer, PROV.Agent)
        things.add(reviewer, FOAF.name, text(one.by))
        things.add(node, PROV.wasAssociatedWith, iri(reviewer))
        report = report_of(one)
        if report is not None:
            things.add(node, PROV.used, iri(mint.report(report)))
        for ref in one.refs():
            identity = now(one.kind, ref)
            if identity is not None:
                things.add(node, CXZY.decidedOn, iri(mint.thing(one.kind, identity)))
    return things.triples
