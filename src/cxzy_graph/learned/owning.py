"""Whose report it is, as far as the reader can tell: what it ties to the report's own body, counted over the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import replace

from ..model import Mention, Span
from ..recognising.kinds import passing
from ..recognising.names import OrgName

_SOME = 0.3
"""The probability from which a mention counts."""
OWN_VOTE = 0.5
"""What the probabilities of all mentions of a body come to at least, that it is the one whose report it is."""
_SURE_VOTE = 1.0
"""What they come to for a party's centre, which most reports name, and twice what they do for any other."""
_SOCIETY = frozenset(("协会", "学会", "商会", "研究会", "联谊会", "校友会"))
_TELLING = 4
"""Characters from which what a body is called tells it from others."""


def likeliest(bodies: Mapping[Span, Mention], about: Mapping[Span, float], own: Set[Span]) -> tuple[Mention, ...]:
    """Mentions of the bodies whose report it can be: of those with a name of their own the one that is taken for it most often and surely, and
    those that are taken so half as often. The Communist Party's committees are named in most reports, and write none.

    ``bodies`` are a page's by where they stand; ``about`` says how likely each is the report's own; ``own`` where it is surely meant.
    """
    votes: dict[str, float] = {}
    named: dict[str, Mention] = {}
    levels: list[tuple[OrgName, float]] = []
    placeless: dict[str, Mention] = {}
    placed = {m.value.named(): m for m in bodies.values() if m.value.places and not (m.value.own or m.value.part)}
    for span, probability in sorted(about.items()):
        mention = bodies.get(span)
        if mention is None or probability < _SOME:
            continue
        name: OrgName = mention.value
        if name.level and not (name.places or name.host or name.part) and name.party != "中共":
            levels.append((name, probability))
            placeless.setdefault(name.level, mention)
        elif name.bare or name.own or (name.party == "中共" and name.unit in ("委", "中央")) or passing(name):
            continue
        called = name.named()
        votes[called] = votes.get(called, 0.0) + probability
        named.setdefault(called, mention)
    unheard: dict[str, float] = {}
    for name, probability in levels:  # 区科协 speaks for the one 科协 of a 区
        meant = [called for called, one in placed.items() if _is_at_level(one.value, name)]
        if len(meant) == 1:
            votes[meant[0]] = votes.get(meant[0], 0.0) + probability
            named.setdefault(meant[0], placed[meant[0]])
        elif not meant:
            unheard[name.level] = unheard.get(name.level, 0.0) + probability
    for centre in [called for called, mention in named.items() if mention.value.unit == "中央"]:
        others = max((votes[called] for called in votes if called != centre), default=0.0)
        if votes[centre] < max(_SURE_VOTE, 2 * others):
            del votes[centre]
    level, most = max(unheard.items(), key=lambda one: (one[1], one[0]), default=("", 0.0))
    if most > 2 * max(votes.values(), default=0.0) and most > _SURE_VOTE:
        return (placeless[level],)  # 市委会 throughout, and no city's committee by name
    best = sorted(votes, key=lambda called: (-votes[called], -len(called), called))
    meant_by = [bodies[span] for span in sorted(own) if span in bodies and bodies[span].value.own]
    full = _called_elsewhere(bodies, meant_by, best[0] if best else "") or (None if best else _called_only_so(meant_by))
    if full is not None:
        return (full,)
    return tuple(named[called] for called in best if votes[called] >= max(OWN_VOTE, votes[best[0]] / 2))


def _is_at_level(whole: OrgName, bare: OrgName) -> bool:
    """Can a body be called by its level alone as another is: 江州市青石区科协 by 区科协?"""
    return (
        whole.unit == (bare.unit or "委会")
        and bool(whole.places)
        and whole.places[-1].endswith(bare.level)
        and bare.party in ("", whole.party)
    )


def _called_elsewhere(bodies: Mapping[Span, Mention], own: list[Mention], best: str) -> Mention | None:
    """The one body on the page that is named in full and ends in what the report's own is called by, where nothing speaks for another than the
    ``best`` one, or that one is what it is within: 协会, 胸外科医师分会."""
    called = Counter(one.text for one in own)
    whole = (m for m in bodies.values() if not (m.value.own or m.value.bare or m.value.party == "中共"))
    named = {m.value.named() or m.text: m for m in whole}
    for said in sorted(called, key=lambda one: (-called[one], -len(one), one)):
        if len(said) < 2 or (called[said] < 2 and len(said) < _TELLING):
            continue
        full = [name for name in named if name.endswith(said) and len(name) > len(said) + 1]
        if len(full) == 1 and (not best or full[0].startswith(best) or said in _SOCIETY):
            return named[full[0]]
    return None


def _called_only_so(own: list[Mention]) -> Mention | None:
    """What the report's own body is called, where it is named in no other way: 于家校区教师党支部."""
    longest = max((one for one in own if len(one.text) > _TELLING), key=lambda one: len(one.text), default=None)
    return replace(longest, value=OrgName(host=longest.text)) if longest is not None else None
