"""Which one is meant: bodies, people and events of a report become things, and what is said of them claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from ..dates import Date
from ..extractors.confidence import LEAST, confidence
from ..extractors.derived import Branch, Government, Part
from ..extractors.engine import Extraction, Rejected
from ..facts import Affiliation, Conferral, Event, Fact, Founding, Issuance, Membership, Own, Participation, Statistic
from ..lexicon import members, party_of, places
from ..model import Claim, Entity, Evidence, Layout, Mention, Report, RestoredText, Span
from ..recognising.names import OrgName
from .bodies import bodies
from .events import merged
from .known import Bodies, rank
from .offices import centre, fits, of_its_kind, placed
from .people import People, people
from .whole import made_whole, upward
from .whose import given, headline_of
from .wordings import honours_joined, memberships_joined

__all__ = ["Resolved", "bodies", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A report's claims, and the body it is about."""

    about: Entity | None
    claims: tuple[Claim, ...]
    bodies: Bodies
    unsure: tuple[Claim, ...] = ()
    """What was proposed, and is not sure enough to be stated."""

    def sure_enough(self) -> Resolved:
        """The claims that are sure enough to be stated; the others are kept apart. An event in which somebody surely took part was held as surely."""
        events = {claim.fact: claim for claim in self.claims if isinstance(claim.fact, Event)}
        attended: dict[Event, Claim] = {}
        for claim in self.claims:
            if isinstance(claim.fact, Participation) and claim.confidence >= LEAST:
                event = claim.fact.event
                held = attended.get(event) or events.get(event) or Claim(event, claim.evidence, 0.0)
                attended[event] = replace(held, confidence=max(held.confidence, claim.confidence))
        every = [attended.get(claim.fact, claim) if isinstance(claim.fact, Event) else claim for claim in self.claims]
        every += [claim for event, claim in attended.items() if event not in events]
        stated = tuple(claim for claim in every if claim.confidence >= LEAST)
        return replace(self, claims=stated, unsure=tuple(claim for claim in every if claim.confidence < LEAST))

    def means(self, mention: Mention) -> str:
        """What a mention stands for, in words: the body that is meant by its name in full, a date as EDTF, a number; else "", what it says."""
        if mention.kind == "ORG":
            name = self.bodies.of(mention)
            return self.bodies.entity(name).name if name is not None else ""
        if mention.kind == "DATE":
            return str(mention.value.date or "")
        return f"{mention.value[0]:.12g}" if mention.kind == "NUMBER" else ""


def resolve(
    report: Report,
    restored: RestoredText,
    page: Layout,
    mentions: Iterable[Mention],
    said: Iterable[Extraction],
    about: str | None = None,
    own: Sequence[Mention] = (),
    faint: Iterable[Extraction] = (),
    rejected: list[Rejected] | None = None,
) -> Resolved:
    """The claims of a report. What cannot be said of a known thing is not claimed, and goes to ``rejected``.

    `about` names the report's own body where the page does not; `own` are mentions of what it can be, as far as a reader can tell; `faint` is what
    that holds too unlikely to state, and speaks for what is stated by others.
    """
    mentions, said = list(mentions), list(said)
    known = bodies(restored, page, mentions, about, report.id, own)
    cast = people(mentions, said)
    stated: list[tuple[Fact, Evidence]] = []
    placed: dict[tuple[Any, str], set[Any]] = {}
    for one in said:
        evidence = _evidence(report, restored, one)
        things = list(_things(one.fact, known, cast))
        if rejected is not None and not things:
            rejected.append(Rejected(one.fact, one.span, one.rule, *_of_nothing_known(one.fact, known)))
        for fact in things:
            stated.append((fact, evidence))
            if isinstance(fact, Membership) and one.rule != _OFFICE_ALONE and not isinstance(getattr(one.fact, "org", None), Own):
                placed.setdefault((fact.person, _plain(fact.role)), set()).add(fact.org)
    # 李然主委: of the body that the report says elsewhere, if it says one; its own is but what is likely
    stated = [
        (fact, evidence)
        for fact, evidence in stated
        if not isinstance(fact, Membership)
        or evidence.rule != _OFFICE_ALONE
        or fact.org in placed.get((fact.person, _plain(fact.role)), (fact.org,))
    ]
    hints = [(fact, _evidence(report, restored, one)) for one in faint for fact in _things(one.fact, known, cast)]
    claims = _joined(*merged(stated, hints, headline_of(restored, page)))
    return Resolved(known.own(), tuple(claims), known)


_OFFICE_ALONE = "memberships.office_behind"
"""The rule that reads an office behind a name, which never says of which body."""


def _plain(role: str | None) -> str:
    """An office as people are addressed by it: 专职副主委 is 副主委."""
    return re.sub("^(?:专职|兼职|常务|驻会|名誉|第一|代理?)+", "", role or "")


def _evidence(report: Report, restored: RestoredText, said: Extraction) -> Evidence:
    start, end = said.span
    while start < end and restored.text[start].isspace():
        start += 1
    while end > start and restored.text[end - 1].isspace():
        end -= 1
    span = Span(start, end)
    return Evidence(
        report.id, span, restored.to_raw(span), span.of(restored.text), said.rule, _guessed(said.fact, restored, span), said.sure
    )


def _guessed(value: Any, restored: RestoredText, span: Span) -> bool:
    """Do words of a fact that stands in `span` rest on a guess?"""
    if not restored.guessed(span):
        return False
    if isinstance(value, Mention):
        return restored.guessed(value.span)
    if isinstance(value, str):
        start = restored.text.find(value, span.start, span.end)
        return start >= 0 and restored.guessed(Span(start, start + len(value)))
    if isinstance(value, tuple):
        return any(_guessed(one, restored, span) for one in value)
    if is_dataclass(value):
        return any(_guessed(getattr(value, one.name), restored, span) for one in fields(value))
    return False


def _things(fact: Fact, known: Bodies, cast: People) -> Iterator[Fact]:
    """The fact with things in place of mentions; nothing if one that it needs is not known, or if it cannot be."""
    made: dict[str, Any] = {}
    for one in fields(fact):
        value = getattr(fact, one.name)
        if isinstance(value, Event):
            inner = list(_things(value, known, cast))
            thing: Any = inner[0] if inner else None
        elif isinstance(value, tuple):
            thing = tuple(dict.fromkeys(t for t in (_thing(v, known, cast) for v in value) if t is not None))  # one body named twice is one
            if one.name == "holders" and value and not thing:
                return
        else:
            thing = _thing(value, known, cast)
            if isinstance(thing, str) and one.name in ("org", "parent"):
                thing = known.entity(given(thing))
        if thing is None and (one.metadata["required"] or (value is not None and one.name in ("recipient", "recipient_group"))):
            return
        made[one.name] = thing
    resolved = type(fact)(**made)
    if isinstance(resolved, Membership) and isinstance(fact, Membership):
        if (resolved.role is None or resolved.role in members()) and _only_party(resolved.org, known):
            party = party_of(known.party)
            resolved = replace(resolved, org=known.own() or resolved.org, role=resolved.role or (party.member if party else None))
        org = _in_its_body(resolved, fact, known)
        if org is None:
            return
        role = resolved.role
        detail = getattr(org, "detail", None)
        if detail is not None:
            role, name = placed(role, detail.name)
            org = org if name == detail.name else known.entity(name)
        resolved = replace(resolved, org=org, role=role)
    if (
        isinstance(resolved, Conferral) and resolved.recipient in resolved.by
    ):  # nobody honours himself: at the meeting that he holds, others do
        resolved = replace(resolved, by=tuple(giver for giver in resolved.by if giver != resolved.recipient))
    if _possible(resolved, fact, known):
        yield resolved


def _of_nothing_known(fact: Any, known: Bodies) -> tuple[str, str]:
    """Why a fact cannot be said of known things, and the words at fault."""
    for value in (getattr(fact, one.name) for one in fields(fact)):
        for said in value if isinstance(value, tuple) else (value,):
            if isinstance(said, Own) and known.own() is None:
                return "no own body", ""
            if isinstance(said, Mention) and said.kind == "ORG" and known.of(said) is None:
                return "unknown body", said.text
            if isinstance(said, Event) and (inner := _of_nothing_known(said, known))[0] != "unclear":
                return inner
    if isinstance(fact, Membership):
        return "no such office", fact.role or ""
    return ("not below", "") if isinstance(fact, Affiliation) else ("unclear", "")


def _only_party(org: Any, known: Bodies) -> bool:
    """Is a body the mere party of the body whose report it is, and no other party's is named: 加入民盟, in a branch's report?"""
    name, own = getattr(getattr(org, "detail", None), "name", None), known.about
    if (
        name is None
        or own is None
        or not own.is_branch
        or not name.party
        or name.party != own.party
        or name.named() != name.party
        or own.named() == own.party
    ):
        return False
    return all(one.party in ("", "中共", name.party) for one in known.means.values())


_NEAR = 400
"""Characters before a person's name within which the body is looked for that there can be his office in."""


def _in_its_body(fact: Membership, said: Membership, known: Bodies) -> Any:
    """The body of a membership; where there is no such office in it, the body named last before the person that there can be one in."""
    detail = getattr(fact.org, "detail", None)
    if detail is None or fits(fact.role, detail.name):
        return fact.org
    if isinstance(said.person, Mention):
        at = said.person.span.start
        near = (name for span, name in reversed(known.means.items()) if at - _NEAR <= span.start < at)
        found = of_its_kind(fact.role, detail.name, near) or (None if isinstance(said.org, Own) else centre(fact.role, detail.name))
        if found is not None:
            return known.entity(found)
    return None


def _thing(value: Any, known: Bodies, cast: People) -> Any:
    if isinstance(value, Own):
        return known.own()
    if isinstance(value, Mention):
        if value.kind == "PERSON":
            return cast.of(value)
        name = known.of(value)
        return known.entity(name) if name is not None else None
    if isinstance(value, Part):
        owner = _thing(value.owner, known, cast)
        return Entity("organisation", owner.name + str(value)) if owner is not None else None
    if isinstance(value, Branch):
        return _branch(value, known)
    if isinstance(value, Government):
        name = upward(OrgName(level=str(value), unit="政府"), known)
        return known.entity(replace(name, party="", level="")) if name.places else None
    return value


def _branch(value: Branch, known: Bodies) -> Entity | None:
    from ..recognising.organisations import organisations
    from ..recognising.words import tokens

    found = [m for m in organisations(str(value), tokens(str(value)), 0) if m.value.is_branch]
    return known.entity(made_whole(found[0].value, known)) if found else None


def _possible(fact: Fact, said: Fact, known: Bodies) -> bool:
    """Can it be so? What a rule read too widely ends here."""
    if isinstance(fact, Affiliation):
        return isinstance(said, Affiliation) and _below(said, fact, known)
    if isinstance(fact, Event) and fact.holders:
        return all(isinstance(h, Entity) for h in fact.holders)
    return True


def _below(said: Affiliation, fact: Affiliation, known: Bodies) -> bool:
    org, parent = _name(said.org, known), _name(said.parent, known)
    if org is None or parent is None:
        return isinstance(said.org, Branch | Part) and parent is not None and parent.unit not in ("支部", "支社")  # those have no branches
    if fact.org == fact.parent or rank(parent) >= rank(org) or org.party != parent.party:
        return False
    if rank(parent) <= 1 and (org.places or places.named(org.host)) and isinstance(said.parent, Own):
        return False  # a branch in a city belongs to the city's committee, not straight to the province's
    upper, lower = places.locate(parent.places, known.year, known.near), places.locate(org.places, known.year, known.near)
    return upper is None or lower is None or upper.code == lower.code or places.contains(upper, lower)


def _name(value: Any, known: Bodies) -> OrgName | None:
    return known.about if isinstance(value, Own) else known.of(value) if isinstance(value, Mention) else None


def _joined(stated: Iterable[tuple[Fact, Evidence]], faint: Iterable[tuple[Fact, Evidence]]) -> list[Claim]:
    """One claim for what is said several times; of two wordings, one of which says less, the fuller one. What is only held faintly is no claim."""
    by_fact: dict[Fact, dict[Evidence, None]] = {}
    for fact, evidence in honours_joined(memberships_joined(list(_terms_joined(list(stated))))):
        by_fact.setdefault(fact, {}).setdefault(evidence)
    alike: dict[tuple[Any, ...], list[Fact]] = {}
    for fact in by_fact:
        alike.setdefault(_core(fact), []).append(fact)
    for fact in list(by_fact):
        rivals = alike[_core(fact)]
        fuller = next((other for other in rivals if other is not fact and other in by_fact and _says_less(fact, other)), None)
        if fuller is not None:
            for evidence in by_fact.pop(fact):
                by_fact[fuller].setdefault(evidence)
    support: dict[Fact, float] = {}
    for fact, held in faint:
        for one in alike.get(_core(fact), ()):
            if one in by_fact and (one == fact or _says_less(fact, one) or _says_less(one, fact)):
                support[one] = max(support.get(one, 0.0), held.sure)
    return [_claim(fact, tuple(evidence), support.get(fact, 0.0)) for fact, evidence in by_fact.items()]


def _claim(fact: Fact, evidence: tuple[Evidence, ...], support: float) -> Claim:
    sources = [(e.rule, e.sure) for e in evidence]
    return Claim(fact, evidence, confidence(type(fact), sources, support, guessed=all(e.guessed for e in evidence)), support)


def _terms_joined(stated: list[tuple[Fact, Evidence]]) -> Iterator[tuple[Fact, Evidence]]:
    """Two terms of one office that follow one another (2002—2006, 2006—2011) are one time in it."""
    stated = [(_from_until(fact), evidence) for fact, evidence in stated]
    whole: dict[tuple[Any, ...], Membership] = {}
    for fact, _ in stated:
        if isinstance(fact, Membership) and fact.since and fact.until:
            key = (fact.person, fact.org, fact.role)
            held = whole.get(key)
            if held is None or held.until == fact.since:
                whole[key] = replace(held, until=fact.until) if held else fact
    for fact, evidence in stated:
        if isinstance(fact, Membership) and fact.since and fact.until:
            held = whole[fact.person, fact.org, fact.role]
            within = held.since is not None and held.until is not None and held.since <= fact.since and fact.until <= held.until
            yield (held if within else fact), evidence
        else:
            yield fact, evidence


def _from_until(fact: Fact) -> Fact:
    """Years or months in which a post was held say from when and until when: 2009年至2016年任校长. The days of a congress do not."""
    if not isinstance(fact, Membership) or fact.since is None or fact.until is not None:
        return fact
    since = fact.since
    return fact if since.end is None or since.has_day else replace(fact, since=Date(since.start), until=Date(since.end))


def _core(fact: Fact) -> tuple[Any, ...]:
    """What two wordings of one statement share at least."""
    if isinstance(fact, Membership):
        return (Membership, fact.person, fact.org)
    if isinstance(fact, Conferral):
        return (Conferral, fact.honour, fact.recipient, fact.recipient_count)
    if isinstance(fact, Founding):
        return (Founding, fact.org)
    if isinstance(fact, Statistic):
        return (Statistic, fact.org, fact.measure, fact.value)
    if isinstance(fact, Issuance):
        return (Issuance, fact.org, fact.document)
    return (fact,)


_OF_DEGREE = re.compile("(?:原|前|老|时任)?(?:专职|兼职|常务|名誉|驻会|永远|荣誉)*")
"""What an office is called with besides: 原专职|副主委."""


def _says_less(fact: Fact, other: Fact) -> bool:
    """Is `other` the same statement with more of its details?"""
    if type(fact) is not type(other) or fact == other:
        return False
    if isinstance(fact, Membership) and isinstance(other, Membership):
        if fact.person != other.person or fact.org != other.org:
            return False
        if fact.role is None or fact.role == other.role:
            return (fact.since, fact.until) in ((other.since, other.until), (None, None))
        return (
            other.role is not None
            and other.role.endswith(fact.role)
            and not fact.role.startswith("副")
            and len(fact.role) > 1
            and _OF_DEGREE.fullmatch(other.role[: -len(fact.role)]) is not None
        )
    if isinstance(fact, Founding) and isinstance(other, Founding):
        return fact.org == other.org and fact.date is None
    if isinstance(fact, Conferral) and isinstance(other, Conferral):
        same = (fact.honour, fact.recipient, fact.recipient_count, fact.recipient_group) == (
            other.honour,
            other.recipient,
            other.recipient_count,
            other.recipient_group,
        )
        return same and fact.by in ((), other.by) and fact.date in (None, other.date)
    if isinstance(fact, Statistic) and isinstance(other, Statistic):
        return (fact.org, fact.measure, fact.value) == (other.org, other.measure, other.value) and (
            (fact.date is None and fact.unit == other.unit) or (fact.date == other.date and fact.unit is None)
        )
    if isinstance(fact, Issuance) and isinstance(other, Issuance):
        return (fact.org, fact.document) == (other.org, other.document) and fact.verb is None
    return False
