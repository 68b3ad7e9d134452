"""The things of all reports together: each body and person gets the identity and the label under which the graph tells of it.

Reports are taken one after another, `settle` decides, and `of` gives each report's account with the things as they were settled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from ..model import Entity
from . import namesakes
from .accounts import Account, with_entities
from .corrections import last_part
from .decisions import ON_IDENTITY, Decision, Ref
from .people import by_office

T = TypeVar("T")
_Pair = tuple[namesakes.Who, namesakes.Who]


def _meant(account: Account, kind: str, ref: Ref) -> str:
    """What a reference names in its report: a person's name there, or a body's identity; nothing if it is there no more.

    A rule that reads a name to its end (孟昭和, once 孟昭) still means the same person, if the sentence has just one such.
    """
    told: dict[str, set[str]] = {}
    for thing in (*account.things(), *([account.about] if account.about else [])):
        if thing.kind == kind:
            key = thing.name if kind == "person" else thing.identity
            told.setdefault(key, set()).update((thing.name, thing.identity, *thing.aliases))
    found = sorted(key for key, names in told.items() if ref.name in names)
    if not found and kind == "person":
        found = [key for key in told if key in ref.quote and (key.startswith(ref.name) or ref.name.startswith(key))]
    if len(found) > 1:  # several are called 支部 in it: the one that it was known as, or else nobody can tell
        found = [key for key in found if key == ref.id]
    return found[0] if len(found) == 1 else ""


class Identities:
    """Who and what the reports tell of. Deterministic: the order in which the reports are taken does not matter."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._decisions = [one for one in decisions if one.decision in ON_IDENTITY or one.decision == "rename"]
        self._awaited: dict[str, set[tuple[str, Ref]]] = {}
        for one in self._decisions:
            for ref in one.refs():
                self._awaited.setdefault(last_part(ref.report), set()).add((one.kind, ref))
        self._found: dict[tuple[str, Ref], tuple[str, str]] = {}
        """What each reference of a decision names: the report (which may have moved), and a person's name there, or a body's identity."""
        self._details: dict[str, tuple[str, Any]] = {}
        """The parsed name of each body that was decided on, with the report that it is from: the first that has it."""
        self._labels: dict[str, Counter[str]] = {}
        self._people: dict[str, list[namesakes.Seen]] = {}
        self._values: dict[Any, Any] = {}
        self._identity: dict[tuple[str, str], str] = {}
        self._split: dict[tuple[str, str], str] = {}
        self._joined: dict[str, str] = {}
        self._label: dict[tuple[str, str], str] = {}
        """What each thing is called, by its kind and identity."""
        self.candidates: tuple[namesakes.Candidate, ...] = ()
        self.overruled: list[Decision] = []
        """Decisions that others stand against: a same by way of a third that is decided to be different, a name that was changed later."""

    def take(self, account: Account) -> None:
        """Takes note of what a report tells of."""
        told = {e.identity: e for e in account.things() if e.kind == "organisation"}
        if account.about is not None:
            told.setdefault(account.about.identity, account.about)
        for identity, thing in told.items():
            self._labels.setdefault(identity, Counter())[thing.name] += 1
        for who in namesakes.seen(account):
            self._people.setdefault(self._once(who.name), []).append(self._shared(who))
        for kind, ref in self._awaited.get(last_part(account.report), ()):
            here = account.report == ref.report
            meant = _meant(account, kind, ref) if here or (ref.quote and ref.quote in account.text) else ""
            before = self._found.get((kind, ref), ("", ""))[0]
            if meant and (here or (before != ref.report and (not before or account.report < before))):
                self._found[kind, ref] = account.report, meant
            if meant and kind == "organisation" and told[meant].detail is not None:
                first = self._details.get(meant, (account.report, None))[0]
                if account.report <= first:
                    self._details[meant] = account.report, told[meant].detail

    def _once(self, value: T) -> T:
        """One of equal values for all: a hundred thousand reports repeat the same names, bodies and cities."""
        shared: T = self._values.setdefault(value, value)
        return shared

    def _shared(self, who: namesakes.Seen) -> namesakes.Seen:
        once = self._once
        anchors = once(tuple(once(anchor) for anchor in who.anchors))
        links = once(tuple(once(link) for link in who.links))
        return namesakes.Seen(once(who.report), once(who.name), anchors, once(who.cities), links, once(who.about), who.stated)

    def settle(self) -> None:
        """Decides who is who, once every report was taken."""
        self._settle_bodies()
        self._settle_people()
        self._settle_names()

    def _settle_names(self) -> None:
        """What people call a thing stands; of several names the one that was given last."""
        given: dict[tuple[str, str], Decision] = {}
        for one in sorted(self._decisions, key=lambda d: (d.on, d.line())):
            if one.decision == "rename" and one.a is not None:
                identity = self.now(one.kind, one.a)
                if identity is not None:
                    before = given.get((one.kind, identity))
                    if before is not None and before.name != one.name:
                        self.overruled.append(before)
                    given[one.kind, identity] = one
                    self._label[one.kind, identity] = one.name

    def _settle_people(self) -> None:
        found: list[namesakes.Candidate] = []
        same, apart = self._pairs("same"), self._pairs("different")
        for names in self._names_together(same):
            seen = [self._judged(one) for name in names for one in self._people[name]]
            here, away = ({pair: one for name in names for pair, one in told.get(name, {}).items()} for told in (same, apart))
            groups, refused = namesakes.grouped(seen, here, away)
            self.overruled += [here[pair] for pair in refused]
            identities = namesakes.identities(groups)
            for group, identity in zip(groups, identities, strict=True):
                self._label["person", identity] = group.name
                for one in group.members:
                    self._identity[one.who] = identity
            if len(groups) > 1 and not by_office(names[0]):
                found += namesakes.candidates(groups, identities, away)
        self._people.clear()
        self._values.clear()
        self.candidates = tuple(sorted(found, key=lambda c: (-c.score, c.one, c.other)))

    def _judged(self, who: namesakes.Seen) -> namesakes.Seen:
        """Somebody whose bodies are those that people decided them to be."""
        if not (self._joined or self._split):
            return who
        anchors = tuple(sorted({(strength, self._now(who.report, body)) for strength, body in who.anchors}))
        return replace(who, anchors=anchors, about=self._now(who.report, who.about))

    def _now(self, report: str, body: str) -> str:
        key = self._split.get((report, body), body)
        return self.joined(key)

    def joined(self, body: str) -> str:
        """The identity that a body has after people's decisions, by the one that its name gives."""
        return self._joined.get(body, body)

    def _names_together(self, same: dict[str, dict[_Pair, Decision]]) -> Iterator[tuple[str, ...]]:
        """The names, each alone but for those of which a person said that they are one's."""
        together: dict[str, set[str]] = {}
        for (_, one), (_, other) in (pair for pairs in same.values() for pair in pairs):
            if one != other:
                whole = together.get(one, {one}) | together.get(other, {other})
                together.update(dict.fromkeys(whole, whole))
        for name in sorted(self._people):
            names = tuple(sorted(together.get(name, {name})))
            if names[0] == name:
                yield names

    def _pairs(self, decision: str) -> dict[str, dict[_Pair, Decision]]:
        """The pairs of people that decisions of a kind are about, as far as the reports still tell of both, by the first's name."""
        pairs: dict[str, dict[_Pair, Decision]] = {}
        for one in self._decisions:
            if one.decision == decision and one.kind == "person" and one.a is not None and one.b is not None:
                a, b = self._found.get(("person", one.a)), self._found.get(("person", one.b))
                if a is not None and b is not None:
                    pairs.setdefault(a[1], {})[a, b] = one
        return pairs

    def _settle_bodies(self) -> None:
        decided = [(one, one.a, one.b) for one in self._decisions if one.kind == "organisation" and one.a and one.b]
        apart = set()
        for one, mine_ref, their_ref in decided:
            a, b = self._body(mine_ref), self._body(their_ref)
            if one.decision == "different" and a and b:
                if a == b and their_ref.report:
                    report = self._found.get(("organisation", their_ref), (their_ref.report, ""))[0]
                    split = f"{a}（@{report}）"
                    self._split[report, a] = split
                    self._labels[split] = Counter({their_ref.name: 1})
                    b = split
                apart.add(frozenset((a, b)))
        held: dict[str, frozenset[str]] = {}
        for one, mine_ref, their_ref in decided:
            a, b = self._body(mine_ref), self._body(their_ref)
            if one.decision == "same" and a and b and a != b:
                mine, theirs = held.get(a, frozenset((a,))), held.get(b, frozenset((b,)))
                if any(frozenset((m, t)) in apart for m in mine for t in theirs):
                    self.overruled.append(one)
                    continue
                for key in mine | theirs:
                    held[key] = mine | theirs
        for key, group in held.items():
            self._joined[key] = min(group, key=lambda k: ("（" in k, len(k), k))
        told: dict[str, Counter[str]] = {}
        for key in sorted(self._labels):
            told.setdefault(self.joined(key), Counter()).update(self._labels[key])
        for key, names in told.items():
            self._label["organisation", key] = min(names, key=lambda name: (-names[name], -len(name), name))

    def _body(self, ref: Ref) -> str | None:
        report, key = self._found.get(("organisation", ref), (ref.report, ref.id if ref.id in self._labels else ""))
        return self._split.get((report, key), key) if key else None

    def now(self, kind: str, ref: Ref) -> str | None:
        """The identity of what a decision refers to; None if no report tells of it any more."""
        if kind == "organisation":
            key = self._body(ref)
            return self.joined(key) if key else None
        return self._identity.get(self._found.get(("person", ref), (ref.report, ref.name)))

    def vanished(self) -> Iterator[Decision]:
        """The decisions whose sentence or thing is no longer there: they are kept, and do nothing."""
        for one in self._decisions:
            if any(self.now(one.kind, ref) is None for ref in one.refs()):
                yield one

    def of(self, account: Account) -> Account:
        """A report's account with its things as they were settled."""

        def settled(thing: Entity) -> Entity:
            identity = self._identity[account.report, thing.name] if thing.kind == "person" else self._now(account.report, thing.identity)
            detail = self._details[identity][1] if thing.identity in self._joined and identity in self._details else thing.detail
            return replace(thing, name=self._label[thing.kind, identity], key=identity, aliases=thing.aliases | {thing.name}, detail=detail)

        about = settled(account.about) if account.about else None
        return replace(account, about=about).changed(lambda fact: with_entities(fact, settled))
