"""What a person decided about facts, done to a report's account: rejected ones taken out, corrected and added ones put in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..facts import Fact, Participation
from ..fields import BadFact, read, says
from ..model import Claim, Entity, Evidence, Span
from .accounts import Account, entities
from .bodies import understood
from .decisions import ON_FACTS, Decision

BY_HAND = "decision"
"""What stands for the rule of a fact that a person stated."""


class Corrections:
    """The decisions about facts, by report; `of` does them to an account and keeps those that could not be done."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._by_report: dict[str, list[Decision]] = {}
        for one in decisions:
            if one.decision in ON_FACTS:
                self._by_report.setdefault(one.report, []).append(one)
        self._done: set[str] = set()
        self.refused: list[tuple[Decision, str]] = []
        """Decisions whose fact cannot be made of what they say, and why."""

    def of(self, account: Account, to_raw: Callable[[Span], Span]) -> Account:
        """The account as it is after the decisions about its facts; `to_raw` gives the place of some of its text in the file."""
        claims = list(account.claims)
        decided: list[tuple[str, Claim]] = []
        rejected: list[tuple[str, Fact]] = []

        def body_is(thing: Entity, name: str) -> bool:
            """Is a body what a name means here, under whatever name the report has for it?"""
            made = understood(name, near=account.near, year=account.year, report=account.report)
            return thing.kind == "organisation" and str(made.key) == thing.identity

        for one in self._by_report.get(account.report, ()):
            at = account.text.find(one.quote)
            meant = [claim for claim in claims if says(claim.fact, one.fact, body_is)]
            if one.decision == "reject":  # nobody took part in what was not held
                gone = [claim.fact for claim in meant]
                meant += [claim for claim in claims if isinstance(claim.fact, Participation) and claim.fact.event in gone]
            if one.decision != "add":
                claims = [claim for claim in claims if claim not in meant]
                rejected += [(one.key, claim.fact) for claim in meant]
            if at < 0 and not meant:
                continue
            self._done.add(one.key)
            if one.decision == "reject":
                continue
            try:
                fact = read(dict(one.fact) | dict(one.to), *_things(account))
            except BadFact as wrong:
                self.refused.append((one, str(wrong)))
                continue
            evidence = meant[0].evidence if at < 0 else (_evidence(account, Span(at, at + len(one.quote)), to_raw),)
            decided.append((one.key, Claim(fact, tuple(replace(e, rule=BY_HAND) for e in evidence), 1.0)))
        if not (decided or rejected):
            return account
        stated = {claim.fact for _, claim in decided}
        return replace(
            account, claims=tuple(claim for claim in claims if claim.fact not in stated), decided=tuple(decided), rejected=tuple(rejected)
        )

    def vanished(self) -> list[Decision]:
        """The decisions whose sentence no report has any more: they are kept, and do nothing."""
        return [one for told in self._by_report.values() for one in told if one.key not in self._done]


def _evidence(account: Account, span: Span, to_raw: Callable[[Span], Span]) -> Evidence:
    return Evidence(account.report, span, to_raw(span), span.of(account.text), BY_HAND)


def _things(account: Account) -> tuple[Callable[[str], Entity], Callable[[str], Entity]]:
    """Whom a name in a decision means: who bears it in the report, or somebody the report did not show yet."""
    known: dict[tuple[str, str], Entity] = {}
    for fact in account.facts():
        for thing in entities(fact):
            for name in (thing.name, thing.identity, *thing.aliases):
                known.setdefault((thing.kind, name), thing)
    if account.about is not None:
        known.setdefault(("organisation", account.about.name), account.about)

    def person(name: str) -> Entity:
        return known.get(("person", name)) or Entity("person", name)

    def body(name: str) -> Entity:
        found = known.get(("organisation", name))
        if found is not None:
            return found
        made = understood(name, near=account.near, year=account.year, report=account.report)
        return Entity("organisation", made.name.named(), str(made.key), frozenset({name}), made)

    return person, body
