"""A graph without what is not sure enough: only the facts of a confidence, and what they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..model import MODEL
from ..rdf.kinds import shortcuts
from ..rdf.terms import CXZY, RDF
from ..rdf.writing import Triple
from ..views.graph import value

_SHORTCUTS = shortcuts()
_SHORT = {f"<{short}>" for _, short, _ in _SHORTCUTS.values()}
_ALWAYS = (f"<{CXZY.Report}>", f"<{CXZY.Decision}>")
_TYPE, _CONFIDENCE, _BY = f"<{RDF.type}>", f"<{CXZY.confidence}>", f"<{CXZY.extractedBy}>"


def sure(triples: Iterable[Triple], least: float = 0.0, only_rules: bool = False) -> list[Triple]:
    """The triples of the facts of at least a confidence (of several reports the best), with their things, passages and reports; with `only_rules`
    without the facts that only a language model states.

    The short statements (X received Y) are those of the facts that are left.
    """
    by_subject: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        by_subject[triple[0]].append(triple)
    dropped = {
        subject
        for subject, said in by_subject.items()
        if (grades := [float(value(o)) for _, p, o in said if p == _CONFIDENCE]) and max(grades) < least
    }
    if only_rules:
        for subject, said in by_subject.items():
            sources = [value(o) for _, p, o in said if p == _BY]
            if sources and all(one.startswith(MODEL) for one in sources):
                dropped.add(subject)
    dropped |= {s for s, said in by_subject.items() if any(p == f"<{CXZY.event}>" and o in dropped for _, p, o in said)}
    kept = {s: [t for t in said if t[1] not in _SHORT and t[2] not in dropped] for s, said in by_subject.items() if s not in dropped}
    roots = [s for s, said in kept.items() if any(p == _CONFIDENCE or (p == _TYPE and o in _ALWAYS) for _, p, o in said)]
    reached = _reached(kept, roots)
    for subject, said in kept.items():  # a pair of namesakes of whom both are left
        if (subject, _TYPE, f"<{CXZY.Candidate}>") in said and all(o in reached for _, p, o in said if p == f"<{CXZY.between}>"):
            reached.add(subject)
    left = {triple for subject in reached for triple in kept[subject]}
    left.update(triple for subject in reached for triple in _in_short(subject, kept[subject]))
    return sorted(left)


def _reached(said: dict[str, list[Triple]], roots: Iterable[str]) -> set[str]:
    found: set[str] = set()
    open_ = list(roots)
    while open_:
        node = open_.pop()
        if node not in found and node in said:
            found.add(node)
            open_.extend(o for _, _, o in said[node])
    return found


def _in_short(fact: str, said: list[Triple]) -> Iterable[Triple]:
    values: dict[str, list[str]] = defaultdict(list)
    for _, prop, term in said:
        values[prop].append(term)
    for class_ in values[_TYPE]:
        start, short, end = _SHORTCUTS.get(class_[1:-1], ("", "", ""))
        for one in values[f"<{start}>"]:
            for other in values[f"<{end}>"] if end else [fact]:
                yield one, f"<{short}>", other
