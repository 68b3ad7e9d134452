"""Which thing of a graph is meant by a name that somebody else wrote: candidates with a score and reasons, and whether it is certain.

A body is compared as two names of a graph are (`resolving.identity`). People are told apart by their bodies and years: a name alone is never
certain, however many of that name there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from ..language import say
from ..rdf.terms import CXZY
from ..resolving.bodies import understood
from ..resolving.identity import DIFFERENT, SAME, BodyKey, verdict
from .names import plain
from .searching import Index, Thing

PERSON, BODY = "person", "organisation"
KINDS: dict[str, tuple[str, ...]] = {
    PERSON: (CXZY.Person,),
    BODY: (CXZY.Committee, CXZY.Branch, CXZY.Organisation),
    "event": (CXZY.Event,),
    "honour": (CXZY.Honour,),
    "document": (CXZY.Document,),
    "place": (CXZY.Place,),
}
"""What may be asked for, and the classes that it is."""

CERTAIN = 90.0
"""The score from which a candidate is meant, if no other comes near it."""
_NEAR = 10.0
_LIMIT = 25
_POOL = 60
"""Candidates that are looked at before the best are chosen."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name as somebody wrote it; of a person perhaps a body, a post and a year that belong to her."""

    name: str
    kind: str = ""
    body: str = ""
    role: str = ""
    year: int | None = None
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant: the score from 0 to 100, whether it is certain, and the reasons, each with its points."""

    thing: Thing
    score: float
    certain: bool
    reasons: tuple[tuple[str, float], ...]


def kind_of(thing: Thing) -> str:
    """What a thing is, in the words of `KINDS`; empty for what is not matched."""
    return next((name for name, classes in KINDS.items() if thing.kind in classes), "")


def match(index: Index, wanted: Wanted) -> list[Candidate]:
    """The things that may be meant, the likeliest first."""
    wanted = replace(wanted, name=_whole(wanted.name), body=_whole(wanted.body), role=_whole(wanted.role))
    name = wanted.name
    if not plain(name):
        return []
    kinds = KINDS.get(wanted.kind) or tuple(class_ for classes in KINDS.values() for class_ in classes)
    found = {thing.iri: thing for thing in _pool(index, name, kinds)}
    weighed = []
    for thing in found.values():
        reasons = _of_person(index, wanted, thing) if thing.kind in KINDS[PERSON] else _of_other(name, thing)
        score = round(min(100.0, max(0.0, sum(points for _, points in reasons))), 1)
        if score > 0:
            weighed.append((thing, score, tuple(reasons)))
    weighed.sort(key=lambda one: (-one[1], -one[0].weight, one[0].label, one[0].iri))
    second = weighed[1][1] if len(weighed) > 1 else 0.0
    return [
        Candidate(thing, score, place == 0 and score >= CERTAIN and score - second >= _NEAR, reasons)
        for place, (thing, score, reasons) in enumerate(weighed[: min(wanted.limit, _LIMIT)])
    ]


def _whole(said: str) -> str:
    """Words without what is no character, at most 200 of them."""
    return said.encode("utf-8", "replace").decode().strip()[:200]


def _pool(index: Index, name: str, kinds: Iterable[str]) -> list[Thing]:
    kinds = tuple(kinds)
    found = [one for one in index.called(name) if one.kind in kinds]
    found += index.search(name, kinds, _POOL)
    key = _key(name)
    beside = f"{key.party} {name.replace(key.party, ' ')}" if key.party and key.party in name else ""  # 江州民进: the one and the other
    for part in (beside, key.host, f"{key.party}{key.place}", key.place):
        if part and plain(part) != plain(name):
            found += index.search(part, kinds, _POOL)
    return found


@cache
def _key(name: str) -> BodyKey:
    return understood(name, report="?").key


def _of_other(name: str, thing: Thing) -> list[tuple[str, float]]:
    """A body, an event, an honour: by its names."""
    label = max((thing.label, thing.name), key=lambda one: fuzz.ratio(plain(one), plain(name))) if thing.name else thing.label
    if plain(name) == plain(thing.label):
        return [(say("名称相同", "the same name"), 100.0)]
    if thing.name and plain(name) == plain(thing.name):
        return [(say(f"报告里也称“{thing.name}”", f"reports call it “{thing.name}” too"), 95.0)]
    if thing.kind in KINDS[BODY]:
        found = verdict(_key(name), _key(thing.label))
        if found.answer == SAME:
            return [(found.reason, 95.0)]
        alike = fuzz.ratio(plain(name), plain(label))
        if found.answer == DIFFERENT:
            return [(found.reason + (f"（{found.related}）" if found.related else ""), min(50.0, alike * 0.5))]
        return [(say("名称相近，不能断定", "much the same name, and not certain"), alike * 0.8)]
    return [(say("名称相近", "much the same name"), fuzz.ratio(plain(name), plain(label)) * 0.85)]


def _of_person(index: Index, wanted: Wanted, thing: Thing) -> list[tuple[str, float]]:
    if plain(wanted.name) not in (plain(thing.label), plain(thing.name or thing.label)):
        return [(say("姓名相近", "much the same name"), fuzz.ratio(plain(wanted.name), plain(thing.label)) * 0.5)]
    reasons = [(say("姓名相同", "the same name"), 60.0)]
    rows = index.rows(
        "SELECT things.label, role, since, until FROM edges JOIN things ON things.id = edges.b WHERE a = ? AND relation = '任职'",
        (thing.number,),
    )
    if wanted.body:
        reasons.append(_body_fits(wanted.body, [row[0] for row in rows]))
    if wanted.role:
        held = {role for row in rows for role in str(row[1] or "").split("、")}
        fits = wanted.role in held
        reasons.append(
            (
                say(f"担任过{wanted.role}", f"held the post {wanted.role}")
                if fits
                else say(f"未见担任{wanted.role}", f"not seen as {wanted.role}"),
                10.0 if fits else -5.0,
            )
        )
    if wanted.year is not None:
        years = [(since or until, until or since) for _, _, since, until in rows if since or until]
        if years:
            inside = any(since - 1 <= wanted.year <= until + 6 for since, until in years)
            reasons.append(
                (say(f"{wanted.year} 年前后在任", f"in office about {wanted.year}"), 5.0)
                if inside
                else (say(f"未见 {wanted.year} 年前后的记载", f"nothing told of about {wanted.year}"), -15.0)
            )
    return reasons


def _body_fits(said: str, bodies: list[str]) -> tuple[str, float]:
    """Whether somebody is shown in a body, and how far that speaks for her."""
    for body in bodies:
        if plain(body) == plain(said) or verdict(_key(said), _key(body)).answer == SAME:
            return say(f"在{body}任职", f"a member of {body}"), 35.0
    close = max(bodies, key=lambda body: fuzz.ratio(plain(body), plain(said)), default="")
    if close and fuzz.partial_ratio(plain(said), plain(close)) >= 80:
        return say(f"在{close}任职，与“{said}”相近", f"a member of {close}, which is much like “{said}”"), 15.0
    return say(f"未见在{said}任职", f"not seen in {said}"), -20.0
