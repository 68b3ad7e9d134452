"""Why two names are one thing in a graph, or two."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from ..language import english, say
from ..lexicon import places
from ..rdf.terms import CXZY, ORG
from ..recognising.body_words import INSTITUTION
from ..resolving.bodies import understood
from ..resolving.identity import SAME, verdict
from ..settling.namesakes import anchoring
from .desk import Desk


def is_body(name: str) -> bool:
    """Do words name a body, as far as the grammar of names knows?

    >>> is_body("民进鼓楼区支部"), is_body("盐城市第一中学"), is_body("李然")
    (True, True, False)
    """
    key = understood(name).key
    return bool(key.unit or key.party or INSTITUTION.search(key.host))


def bodies(one: str, other: str, place: str | None = None, identities: tuple[str, str] = ("", "")) -> list[str]:
    """What the names of two bodies tell, taken apart; `place` is where the reports come from that name them."""
    near = places.locate((place,)) if place else None
    scopes = ["?A", "?B"]
    for number, identity in enumerate(identities):
        if identity.endswith("）"):
            scopes[number] = identity[identity.rindex("（") + 1 : -1].removeprefix("@")
    keys = [understood(name, "民进" if near else "", near, report=scope).key for name, scope in zip((one, other), scopes, strict=True)]
    found = verdict(*keys)
    if identities[0] and identities[0] == identities[1]:
        if found.answer != SAME:
            told = say(f"（单看名称：{found.reason}）", f" (by the names alone: {found.reason})")
            return [
                say(
                    "图谱里是同一个组织：由人工决定合并，或报告里是同一个。",
                    "They are one body in the graph: a person decided so, or a report tells so.",
                )
                + told
            ]
        answer = say("图谱里是同一个组织。", "They are one body in the graph. ")
    else:
        answer = {"same": say("是同一个组织。", "One body. "), "different": say("是两个组织。", "Two bodies. ")}.get(
            found.answer,
            say("不能断定是不是同一个组织，所以没有合并。", "It cannot be told whether they are one, so they are not merged. "),
        )
    lines = [answer + found.reason]
    if found.answer != SAME:
        lines += [f"  {name}：{say('拆开是', 'comes apart into')} {key}" for name, key in zip((one, other), keys, strict=True)]
    if found.related:
        lines.append(say("但两者有关：", "But the two are related: ") + found.related)
    return lines


def people(desk: Desk, one: str, other: str) -> list[str]:
    """What made two people one, or keeps them two: the bodies and offices in which reports show them."""
    if one == other:
        return _what_unites(desk, one)
    graph = desk.graph
    lines = [
        say(
            f"图谱里是两个人：{desk.identity(one)}，{desk.identity(other)}。",
            f"They are two people in the graph: {desk.identity(one)}, {desk.identity(other)}.",
        )
    ]
    pair = next((c for c in graph.of_class(CXZY.Candidate) if set(graph.all(c, CXZY.between)) == {one, other}), None)
    if pair is not None:
        lines.append(say("可能是同一人：", "They may be one: ") + graph.said(pair, CXZY.reason, english()))
    elif graph.label(one) != graph.label(other):
        lines.append(say("姓名不同。", "Their names differ."))
    else:
        lines.append(say("只有姓名相同，没有共同的组织、职务或城市。", "They share the name only: no body, office or city."))
    for node in (one, other):
        lines += _shown(desk, node)
    return lines


def _what_unites(desk: Desk, node: str) -> list[str]:
    """The reports that tell of a person, and the body or office that ties each to the next: a path through both."""
    ties = nx.Graph()
    sentences: dict[tuple[str, str], str] = {}
    for report, body, quote in _anchors(desk, node):
        ties.add_edge(("report", report), ("body", body))
        sentences.setdefault((report, body), quote)
    reports = sorted({s.report for s in desk.stated_of(node)})
    lines = [say(f"图谱里是同一个人：{desk.identity(node)}。", f"They are one person in the graph: {desk.identity(node)}.")]
    first = reports[0]
    for report in reports[1:]:
        start, goal = ("report", first), ("report", report)
        if start in ties and goal in ties and nx.has_path(ties, start, goal):
            path = nx.shortest_path(ties, start, goal)
            lines.append(
                "  "
                + say(f"{first} 与 {report}：都有 ", f"{first} and {report}: by way of ")
                + " → ".join(name for kind, name in path if kind == "body")
            )
        else:
            lines.append("  " + say(f"{first} 与 {report}：由人工决定合并", f"{first} and {report}: a person decided so"))
    lines += [f"    {report} · {body}：“{quote}”" for (report, body), quote in sorted(sentences.items())]
    return lines


def _shown(desk: Desk, node: str) -> Iterator[str]:
    for report, body, quote in _anchors(desk, node):
        yield f"    {report} · {body}：“{quote}”"


def _anchors(desk: Desk, node: str) -> Iterator[tuple[str, str, str]]:
    """The report, the body and the sentence of each membership that shows who somebody is; of a branch's own report, the branch."""
    graph = desk.graph
    found = False
    for fact in desk.graph.facts_of(node):
        if graph.fact_kind(fact) == CXZY.Membership and graph.one(fact, ORG.member) == node:
            body = graph.one(fact, ORG.organization)
            role = graph.label(graph.one(fact, ORG.role))
            if anchoring(understood(graph.label(body)).name, role):
                for stated in desk.stated(fact):
                    found = True
                    yield stated.report, desk.identity(body), stated.quote
    if not found:
        for stated in desk.stated_of(node):
            about = graph.one(desk.reports[stated.report], CXZY.about)
            if about:
                yield stated.report, desk.identity(about), stated.quote
