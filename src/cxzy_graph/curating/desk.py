"""A built graph as a reviewer works on it: things and facts found by what people call them, and referred to so that a rebuild finds them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..exporting import base_of
from ..language import say
from ..rdf.iris import segment
from ..rdf.store import open_read
from ..rdf.terms import CXZY, NIF, SKOS
from ..scoring.graphs import CLASS_OF, said_of
from ..settling.corrections import last_part
from ..settling.decisions import Ref
from ..views.graph import Graph, StoreGraph
from ..written_facts import KINDS, MANY


class NotFound(LookupError):
    """What was asked for is not in the graph, or is not one thing; the message lists what there is."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as one report states it: the report's id, and the sentence."""

    report: str
    quote: str


class Desk:
    """A graph and its names."""

    def __init__(self, folder: Path) -> None:
        store = open_read(folder)
        self.graph: Graph = StoreGraph(store)
        self.base = base_of(store)
        self._stated: dict[str, list[Stated]] = {}

    # ---------------------------------------------------------------- things

    def find(self, said: str) -> str:
        """The person or body that words mean: its IRI, the end of it (person/李然（…）), its identity, a name or an alias; with
        @REPORT behind, the one of that report.

        Raises `NotFound` where none is, or several are.
        """
        found = self._called(said)
        for at in (index for index, ch in enumerate(said) if ch == "@" and not found):
            reports = self._reports_like(said[at + 1 :])
            found = [n for n in self._called(said[:at]) if any(s.report in reports for s in self.stated_of(n))]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(say(f"图谱里没有叫“{said}”的人或组织", f"the graph has no person or body called “{said}”"))
        listed = "\n".join(f"  {self.identity(node)}" for node in found)
        raise NotFound(
            say(
                f"“{said}”有 {len(found)} 个，请写全，或在后面加 @报告：\n{listed}",
                f"there are {len(found)} called “{said}”; give one in full, or add @REPORT:\n{listed}",
            )
        )

    def _called(self, said: str) -> list[str]:
        path = "/".join(segment(part) for part in said.split("/"))
        spelt = (said.removeprefix(self.base), path, *(f"{kind}/{segment(said)}" for kind in ("person", "organisation")))
        whole = [n for n in dict.fromkeys(self.base + one for one in spelt) if self.kind(n) and self.graph.label(n)]
        if whole:
            return whole
        called = [n for n in self.graph.called(said) if self.kind(n)]
        return [n for n in called if said == self.graph.label(n)] or called

    def kind(self, node: str) -> str:
        """``person`` or ``organisation``, nothing for other things."""
        kind = node.removeprefix(self.base).split("/")[0]
        return kind if kind in ("person", "organisation") else ""

    def identity(self, node: str) -> str:
        """What an IRI of a thing names: 李然（民进江州市一支部）."""
        return unquote(node.removeprefix(self.base).split("/", 1)[-1])

    def _reports_like(self, said: str) -> list[str]:
        reports = self.reports
        return [r for r in reports if said == r] or [r for r in reports if last_part(r) == said.removesuffix(".txt")]

    def report_called(self, said: str) -> str:
        """The id of the one report that words mean, nothing if none or several could be meant."""
        found = self._reports_like(said) if said else []
        return found[0] if len(found) == 1 else ""

    @cached_property
    def reports(self) -> dict[str, str]:
        """The reports' IRIs by their ids."""
        return {self.report(node): node for node in self.graph.reports()}

    def text(self, report: str) -> str:
        """The restored text of a report, by its id; empty for none."""
        return self.graph.one(self.reports[report], NIF.isString) if report in self.reports else ""

    def report(self, node: str) -> str:
        """A report's id by its IRI."""
        return unquote(node.removeprefix(self.base + "report/"))

    def stated_of(self, thing: str) -> list[Stated]:
        """The sentences about a thing, by report."""
        if thing not in self._stated:
            found = {s for fact in self.graph.facts_of(thing) for s in self.stated(fact)}
            self._stated[thing] = sorted(found, key=lambda s: (s.report, s.quote))
        return self._stated[thing]

    def told(self, subject: str) -> tuple[str, list[Stated]]:
        """What a thing is, or what a fact says, in a line; and the sentences behind it."""
        if self.kind(subject):
            return self.identity(subject), self.stated_of(subject)
        return self.line(subject), self.stated(subject)

    def ref(self, thing: str, report: str = "") -> Ref:
        """A thing as a decision refers to it: by the sentence of a report that names it in full, if there is one."""
        names = [self.graph.label(thing), *self.graph.all(thing, SKOS.altLabel)]
        stated = [s for s in self.stated_of(thing) if not report or s.report == report]
        for name in sorted(names, key=lambda n: (-len(n), n)):
            for one in stated:
                if name in one.quote:
                    return Ref(self.identity(thing), name, one.report, one.quote)
        first = stated[0] if stated else Stated("", "")
        return Ref(self.identity(thing), names[0], first.report, first.quote)

    def node_of(self, kind: str, ref: Ref) -> str:
        """The IRI that a thing of a decision has in this graph; empty if the graph does not tell of it."""
        if kind == "organisation" and ref.id in self._bodies:  # 市委会 is another body in every city; its identity is of its name alone
            return self._bodies[ref.id]
        return self._by_report.get((kind, ref.report, ref.name), "")

    @cached_property
    def _bodies(self) -> dict[str, str]:
        return {self.identity(node): node for node in self.graph.things() if self.kind(node) == "organisation"}

    @cached_property
    def _by_report(self) -> dict[tuple[str, str, str], str]:
        """The people and bodies by their kind, a report, and what they are called."""
        found: dict[tuple[str, str, str], str] = {}
        for node in self.graph.things():
            if self.kind(node):
                for report in {s.report for s in self.stated_of(node)}:
                    for name in (self.graph.label(node), *self.graph.all(node, SKOS.altLabel)):
                        found.setdefault((self.kind(node), report, name), node)
        return found

    # ---------------------------------------------------------------- facts

    def find_fact(self, words: tuple[str, ...]) -> str:
        """The fact that words mean: its IRI or the end of it, or words that stand in no other fact's line; a word with @ in front is a report.

        Raises `NotFound` where none is, or several are.
        """
        facts = self.graph.facts()
        if len(words) == 1:
            exact = [f for f in facts if words[0] in (f, f.removeprefix(self.base), unquote(f.removeprefix(self.base)))]
            if exact:
                return exact[0]
        reports = {report for word in words if word.startswith("@") for report in self._reports_like(word[1:])}
        plain = [word for word in words if not word.startswith("@")]
        found = [f for f in facts if all(word in self.line(f) for word in plain)]
        if reports:
            found = [f for f in found if reports & {one.report for one in self.stated(f)}]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(say(f"没有一条事实同时含有：{'、'.join(words)}", f"no fact has all of: {', '.join(words)}"))
        listed = "\n".join(f"  {self.line(f)}\n    {unquote(f.removeprefix(self.base))}" for f in found[:20])
        raise NotFound(
            say(
                f"有 {len(found)} 条事实含有这些字，请再加几个字，或写出下面的编号：\n{listed}",
                f"{len(found)} facts have these words; add some, or give what stands below one:\n{listed}",
            )
        )

    def line(self, fact: str) -> str:
        view = self.graph.view(fact)
        return f"{view.line}  {view.date}".strip()

    def stated(self, fact: str) -> list[Stated]:
        """The sentences that state a fact."""
        passages = self.graph.all(fact, CXZY.evidence)
        return [Stated(self.report(self.graph.one(p, CXZY.inReport)), self.graph.one(p, NIF.anchorOf)) for p in passages]

    def written(self, fact: str, report: str = "") -> dict[str, Any]:
        """A fact in the fields that people write, its people by the names that a report has for them."""
        kind = next(k for k, class_ in CLASS_OF.items() if class_ == self.graph.fact_kind(fact))
        said: dict[str, Any] = {"kind": kind}
        values = said_of(self.graph, kind, fact)
        for field in KINDS[kind].fields:
            found = list(values.get(field, ()))
            if found:
                said[field] = found if field in MANY else found[0]
        interval = self.graph.one(fact, CXZY.until)
        if "date" in said and interval and kind != "membership":
            said["date"] = f"{said['date']}/{interval}"
        for thing in (n for n in self.graph.view(fact).things if self.kind(n)):
            label, name = self.graph.label(thing), self.ref(thing, report).name
            if label == self.identity(thing) or (self.kind(thing) == "organisation" and label in self.text(report)):
                continue  # the name that the report itself has, or that its name alone gives
            for field, value in said.items():
                if value == label:
                    said[field] = name
                elif isinstance(value, list) and label in value:
                    said[field] = [name if one == label else one for one in value]
        return said
