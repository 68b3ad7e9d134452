"""The things of all reports together: each body and person gets the identity and the label under which the graph tells of it.

What is decided of a body hangs on how often the reports call it what, what is decided of people on all who bear a name; so a corpus of any size is
settled a body and a name at a time. `Judgements` hold what people decided, which is little, and is known to all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from ..model import Entity
from ..resolving.known import Body
from ..resolving.people import by_office
from . import namesakes
from .accounts import Account, with_entities
from .corrections import last_part
from .decisions import ON_IDENTITY, Decision, Ref

Pairs = Mapping[str, Mapping[tuple[namesakes.Who, namesakes.Who], Decision]]
"""The pairs of people that decisions are about, by the name of the first."""


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


def awaited(decisions: Iterable[Decision]) -> dict[str, set[tuple[str, Ref]]]:
    """What decisions on identity refer to, by the last part of the report's id."""
    found: dict[str, set[tuple[str, Ref]]] = {}
    for one in decisions:
        if one.decision in ON_IDENTITY or one.decision == "rename":
            for ref in one.refs():
                found.setdefault(last_part(ref.report), set()).add((one.kind, ref))
    return found


@dataclass(slots=True)
class Judgements:
    """What people decided about who and what is one, as far as the reports still tell of it: `of` makes them."""

    decisions: tuple[Decision, ...] = ()
    found: dict[tuple[str, Ref], tuple[str, str]] = field(default_factory=dict)
    """What each reference names: the report (which may have moved), and a person's name there, or a body's identity."""
    details: dict[str, Any] = field(default_factory=dict)
    """The parsed name of each body that was decided on, from the first report that has it."""
    split: dict[tuple[str, str], str] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    """What a body that was split off is called."""
    groups: dict[str, str] = field(default_factory=dict)
    """The identity that a body has after people's decisions, by the one that its name gives, where the two differ or others joined it."""
    named: dict[str, str] = field(default_factory=dict)
    """The name that people gave a body, by its identity after their decisions."""
    same: Pairs = field(default_factory=dict)
    apart: Pairs = field(default_factory=dict)
    renamed: dict[namesakes.Who, list[Decision]] = field(default_factory=dict)
    overruled: list[Decision] = field(default_factory=list)
    """Decisions on bodies that others stand against: a same by way of a third that is different, a name that was changed later."""
    bodies: dict[Ref, str] = field(default_factory=dict)
    """The identity after all decisions of the body that a reference means."""

    @classmethod
    def of(cls, decisions: Iterable[Decision], accounts: Iterable[Account], known: Callable[[str], bool]) -> Judgements:
        """The judgements in decisions: `accounts` are those of the reports whose ids end as `awaited` has it, `known` tells whether any report
        has a body of an identity."""
        kept = tuple(one for one in decisions if one.decision in ON_IDENTITY or one.decision == "rename")
        made = cls(kept)
        told: dict[str, tuple[str, Any]] = {}
        refs = awaited(kept)
        for account in accounts:
            made._notice(account, refs.get(last_part(account.report), set()), told)
        made.details = {identity: detail for identity, (_, detail) in told.items()}
        made._part_and_join(lambda ref: made._body(ref, known))
        for ref in (ref for one in kept if one.kind == "organisation" for ref in one.refs()):
            body = made._body(ref, known)
            if body:
                made.bodies[ref] = made.joined(body)
        made._name()
        made.same, made.apart = made._pairs("same"), made._pairs("different")
        return made

    def _notice(self, account: Account, refs: Iterable[tuple[str, Ref]], details: dict[str, tuple[str, Any]]) -> None:
        told = bodies_of(account)
        for kind, ref in refs:
            here = account.report == ref.report
            meant = _meant(account, kind, ref) if here or (ref.quote and ref.quote in account.text) else ""
            before = self.found.get((kind, ref), ("", ""))[0]
            if meant and (here or (before != ref.report and (not before or account.report < before))):
                self.found[kind, ref] = account.report, meant
            if (
                meant
                and kind == "organisation"
                and told[meant].detail is not None
                and account.report <= details.get(meant, (account.report, None))[0]
            ):
                details[meant] = account.report, told[meant].detail

    def _part_and_join(self, body: Callable[[Ref], str | None]) -> None:
        decided = [(one, one.a, one.b) for one in self.decisions if one.kind == "organisation" and one.a and one.b]
        apart = set()
        for one, mine_ref, their_ref in decided:
            a, b = body(mine_ref), body(their_ref)
            if one.decision == "different" and a and b:
                if a == b and their_ref.report:
                    report = self.found.get(("organisation", their_ref), (their_ref.report, ""))[0]
                    split = f"{a}（@{report}）"
                    self.split[report, a] = split
                    self.called[split] = their_ref.name
                    b = split
                apart.add(frozenset((a, b)))
        held: dict[str, frozenset[str]] = {}
        for one, mine_ref, their_ref in decided:
            a, b = body(mine_ref), body(their_ref)
            if one.decision == "same" and a and b and a != b:
                mine, theirs = held.get(a, frozenset((a,))), held.get(b, frozenset((b,)))
                if any(frozenset((m, t)) in apart for m in mine for t in theirs):
                    self.overruled.append(one)
                    continue
                for key in mine | theirs:
                    held[key] = mine | theirs
        for key, group in held.items():
            self.groups[key] = min(group, key=lambda k: ("（" in k, len(k), k))

    def _body(self, ref: Ref, known: Callable[[str], bool]) -> str | None:
        """The identity of what a reference means before bodies were joined."""
        left = ref.id if ref.id in self.called or known(ref.id) else ""
        report, key = self.found.get(("organisation", ref), (ref.report, left))
        return self.split.get((report, key), key) if key else None

    def _name(self) -> None:
        """What people call a thing stands; of several names the one that was given last. People's are given when they are settled."""
        given: dict[str, Decision] = {}
        for one in sorted(self.decisions, key=lambda d: (d.on, d.line())):
            if one.decision != "rename" or one.a is None:
                continue
            if one.kind == "person":
                who = self.found.get(("person", one.a))
                if who is not None:
                    self.renamed.setdefault(who, []).append(one)
                continue
            identity = self.bodies.get(one.a, "")
            if identity:
                if identity in given and given[identity].name != one.name:
                    self.overruled.append(given[identity])
                given[identity] = one
        self.named = {identity: one.name for identity, one in given.items()}

    def _pairs(self, decision: str) -> Pairs:
        pairs: dict[str, dict[tuple[namesakes.Who, namesakes.Who], Decision]] = {}
        for one in self.decisions:
            if one.decision == decision and one.kind == "person" and one.a is not None and one.b is not None:
                a, b = self.found.get(("person", one.a)), self.found.get(("person", one.b))
                if a is not None and b is not None:
                    pairs.setdefault(a[1], {})[a, b] = one
        return pairs

    def joined(self, body: str) -> str:
        """The identity that a body has after people's decisions, by the one that its name gives."""
        return self.groups.get(body, body)

    def now(self, report: str, body: str) -> str:
        """The identity after people's decisions of a body that a report tells of."""
        return self.joined(self.split.get((report, body), body))

    def label(self, identity: str, names: Mapping[str, int]) -> str:
        """What a body is called, by its identity after people's decisions: as they named it, or else as the reports do, so often each."""
        return self.named.get(identity) or self.called.get(identity) or label(names)

    def body(self, identity: str, called: str, detail: Any) -> Entity:
        """A body as it was settled, of whose name ``detail`` is known unless people's decisions say which of several names is meant."""
        if identity in self.groups:
            detail = self.details.get(identity, detail)
        return Entity("organisation", called, identity, detail=detail)

    def together(self) -> dict[str, tuple[str, ...]]:
        """The names that people decided to be those of one, each with all of them, sorted."""
        together: dict[str, set[str]] = {}
        for pairs in self.same.values():
            for (_, one), (_, other) in pairs:
                if one != other:
                    whole = together.get(one, {one}) | together.get(other, {other})
                    together.update(dict.fromkeys(whole, whole))
        return {name: tuple(sorted(names)) for name, names in together.items()}

    def means(self, kind: str, ref: Ref, person: Callable[[namesakes.Who], str | None]) -> str | None:
        """The identity of what a reference refers to; None if no report tells of it any more. `person` gives that of somebody in a report."""
        if kind == "organisation":
            return self.bodies.get(ref)
        at = self.found.get((kind, ref))
        return person(at) if at is not None else None


def label(names: Mapping[str, int]) -> str:
    """What a body is called: as most reports do, of equals the longer name, then the one that comes first.

    >>> label({"民进盐城市委会": 3, "民进盐城市委": 3, "盐城民进": 1})
    '民进盐城市委会'
    """
    return min(names, key=lambda name: (-names[name], -len(name), name))


def bodies_of(account: Account) -> dict[str, Entity]:
    """The bodies that a report tells of, by the identities that their names give; of the names of one the first that says where it is."""
    told: dict[str, Entity] = {}
    for body in (*account.things(), *([account.about] if account.about else [])):
        if body.kind == "organisation":
            known = told.setdefault(body.identity, body)
            if not placed(known) and placed(body):
                told[body.identity] = body
    return told


def placed(body: Entity) -> bool:
    """Is the division known that a body lies in?"""
    return isinstance(body.detail, Body) and body.detail.key.division is not None


@dataclass(frozen=True, slots=True)
class Settled:
    """The people of a name, or of names that were decided to be those of one: for each report and name the identity and the label."""

    people: tuple[tuple[str, str, str, str], ...]
    candidates: tuple[namesakes.Candidate, ...]
    overruled: tuple[Decision, ...]


def settle(names: tuple[str, ...], people: Iterable[namesakes.Seen], judged: Judgements) -> Settled:
    """Decides who of the people that bear a name, or one of several that a person said are one's, is who."""
    here, away = ({pair: one for name in names for pair, one in told.get(name, {}).items()} for told in (judged.same, judged.apart))
    groups, refused = namesakes.grouped([_judged(one, judged) for one in people], here, away)
    identities = namesakes.identities(groups)
    overruled = [here[pair] for pair in refused]
    rows = []
    for group, identity in zip(groups, identities, strict=True):
        given = sorted((one for member in group.members for one in judged.renamed.get(member.who, ())), key=lambda d: (d.on, d.line()))
        overruled += [one for one, later in pairwise(given) if one.name != later.name]
        called = given[-1].name if given else group.name
        rows += [(member.report, member.name, identity, called) for member in group.members]
    candidates = namesakes.candidates(groups, identities, away) if len(groups) > 1 and not by_office(names[0]) else ()
    return Settled(tuple(rows), tuple(candidates), tuple(overruled))


def _judged(who: namesakes.Seen, judged: Judgements) -> namesakes.Seen:
    """Somebody whose bodies are those that people decided them to be."""
    if not (judged.groups or judged.split):
        return who
    anchors = tuple(sorted({(strength, judged.now(who.report, body)) for strength, body in who.anchors}))
    return replace(who, anchors=anchors, about=judged.now(who.report, who.about))


def settled(account: Account, people: Mapping[str, tuple[str, str]], labels: Mapping[str, str], judged: Judgements) -> Account:
    """A report's account with its things as they were settled: ``people`` gives for each name in it the identity and the label, ``labels`` what
    each body is called, by its identity after people's decisions."""

    def now(thing: Entity) -> Entity:
        if thing.kind == "person":
            identity, called = people[thing.name]
        else:
            identity = judged.now(account.report, thing.identity)
            called = labels[identity]
        detail = judged.details[identity] if thing.identity in judged.groups and identity in judged.details else thing.detail
        return replace(thing, name=called, key=identity, aliases=thing.aliases | {thing.name}, detail=detail)

    about = now(account.about) if account.about else None
    return replace(account, about=about).changed(lambda fact: with_entities(fact, now))


def vanished(judged: Judgements, person: Callable[[namesakes.Who], str | None]) -> Iterator[Decision]:
    """The decisions whose sentence or thing is no longer there: they are kept, and do nothing."""
    for one in judged.decisions:
        if any(judged.means(one.kind, ref, person) is None for ref in one.refs()):
            yield one
