"""What a person decided about facts, done to a report's account: rejected ones taken out, corrected and added ones put in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..facts import Event, Fact, Participation
from ..language import say
from ..model import Claim, Entity, Evidence, Span
from ..resolving.bodies import understood
from ..resolving.known import Body
from ..written_facts import BadFact, agreed, read, says
from .accounts import Account
from .decisions import ON_FACTS, Decision

BY_HAND = "decision"
"""What stands for the rule of a fact that a person stated."""


class Corrections:
    """The decisions about facts. Every report is noticed; then `of` does to each what is to be done in it.

    A decision is carried out in one report: the one that it names, or where that is gone or has the sentence no more, in one of
    the same file name that has it.
    """

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._by_report: dict[str, list[Decision]] = {}
        for one in decisions:
            if one.decision in ON_FACTS:
                self._by_report.setdefault(last_part(one.report), []).append(one)
        self._sentences: dict[str, dict[str, Evidence | None]] = {}
        """The reports that a decision could be carried out in, by its key, each with the decision's sentence there, if it is there."""
        self._done: set[str] = set()
        self.idle: list[Decision] = []
        """Rejections of what no rule states any more, though the sentence is there: they are kept, and do nothing."""
        self.refused: list[tuple[Decision, str]] = []
        """Decisions whose fact cannot be made of what they say, or who could mean several, and why."""

    def notice(self, account: Account, to_raw: Callable[[Span], Span]) -> bool:
        """Could a decision be carried out in this report? `to_raw` gives the place of some of its text in the file."""
        noticed = False
        for one in self._by_report.get(last_part(account.report), ()):
            at = account.text.find(one.quote)
            if at >= 0 or one.report == account.report:
                evidence = _evidence(account, Span(at, at + len(one.quote)), to_raw) if at >= 0 else None
                self._sentences.setdefault(one.key, {})[account.report] = evidence
                noticed = True
        return noticed

    def report_of(self, one: Decision) -> str | None:
        """The report in which a decision is carried out, once all were noticed; None where there is none."""
        found = self._sentences.get(one.key)
        return min(found, key=lambda report: (found[report] is None, report != one.report, report)) if found else None

    def of(self, account: Account) -> Account:
        """The account as it is after the decisions about its facts.

        What is added comes first, then what is corrected, a correction of a correction after it, then what is rejected.
        """
        waiting = [one for one in self._by_report.get(last_part(account.report), ()) if self.report_of(one) == account.report]
        if not waiting:
            return account
        stated = _Stated(account)
        waiting.sort(key=lambda one: (ON_FACTS[::-1].index(one.decision), one.line()))
        while waiting:
            at_once = next((one for one in waiting if one.decision == "add" or stated.meant(one)), waiting[0])
            waiting.remove(at_once)
            self._do(at_once, stated, self._sentences[at_once.key][account.report])
        return stated.account()

    def _do(self, one: Decision, stated: _Stated, sentence: Evidence | None) -> None:
        meant = stated.meant(one)
        if sentence is None and not meant:
            return
        self._done.add(one.key)
        if len({claim.fact for claim in meant}) > 1 and one.decision != "add":
            self.refused.append(
                (one, say("有几条事实都是这样写的，请写明日期、地点等", "several facts are written so; give the date, the place"))
            )
        elif one.decision == "reject":
            if not meant:
                self.idle.append(one)
            stated.take_out(one.key, meant)
            stated.nobody_at(one.key, meant)
        else:
            self._state(one, stated, meant, sentence)

    def _state(self, one: Decision, stated: _Stated, meant: list[Claim], sentence: Evidence | None) -> None:
        """Puts in what a decision states, in the place of what it corrects."""
        try:
            fact = read(dict(one.fact) | dict(one.to), stated.person, stated.body, stated.either)
        except BadFact as wrong:
            self.refused.append((one, str(wrong)))
            return
        evidence = meant[0].evidence if sentence is None else (sentence,)
        if one.decision == "correct":
            stated.take_out(one.key, meant)
            if isinstance(fact, Event):
                stated.now_at(fact, meant)
        stated.put_in(one.key, Claim(fact, tuple(replace(e, rule=BY_HAND) for e in evidence), 1.0))

    def vanished(self) -> list[Decision]:
        """The decisions whose sentence no report has any more: they are kept, and do nothing."""
        return [one for told in self._by_report.values() for one in told if one.key not in self._done]


def last_part(report: str) -> str:
    """A report's id without its folders, which may have changed since a decision was made."""
    return report.rsplit("/", 1)[-1]


class _Stated:
    """A report's claims while decisions are done to them: those that rules made, and those that people did."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._claims = list(account.claims)
        self._decided: list[tuple[str, Claim]] = []
        self._rejected: list[tuple[str, Fact]] = []
        self._read: dict[str, Body] = {}
        self._known: dict[tuple[str, str], Entity] = {}
        for thing in account.things():
            for name in (thing.name, thing.identity, *thing.aliases):
                self._known.setdefault((thing.kind, name), thing)
        if account.about is not None:
            self._known.setdefault(("organisation", account.about.name), account.about)

    def meant(self, one: Decision) -> list[Claim]:
        """The claims that a decision is about: of those that what it says fits, the ones with most of their further fields as it says."""
        fitting = [c for c in (*self._claims, *(c for _, c in self._decided)) if says(c.fact, one.fact, self._is_body)]
        agreeing = [agreed(claim.fact, one.fact) for claim in fitting]
        return [claim for claim, number in zip(fitting, agreeing, strict=True) if number == max(agreeing)]

    def _is_body(self, thing: Entity, name: str) -> bool:
        """Is a body what a name means here, under whatever name the report has for it?"""
        return thing.kind == "organisation" and str(self._understood(name).key) == thing.identity

    def _understood(self, name: str) -> Body:
        if name not in self._read:
            account = self._account
            self._read[name] = understood(name, near=account.near, year=account.year, report=account.report)
        return self._read[name]

    def person(self, name: str) -> Entity:
        """Who bears a name in the report, or somebody whom the report did not show yet."""
        return self._known.get(("person", name)) or Entity("person", name)

    def body(self, name: str) -> Entity:
        """The body that a name means in the report, or one that the report did not show yet."""
        found = self._known.get(("organisation", name))
        if found is not None:
            return found
        made = self._understood(name)
        return Entity("organisation", made.name.named(), str(made.key), frozenset({name}), made)

    def either(self, name: str) -> Entity | None:
        """The body or the person who bears a name in the report, if it shows one."""
        return self._known.get(("organisation", name)) or self._known.get(("person", name))

    def take_out(self, key: str, meant: list[Claim]) -> None:
        self._rejected += [(key, claim.fact) for claim in meant]
        self._claims = [claim for claim in self._claims if claim not in meant]
        self._decided = [(other, claim) for other, claim in self._decided if claim not in meant]

    def nobody_at(self, key: str, meant: list[Claim]) -> None:
        """Nobody took part in what was not held."""
        gone = [claim.fact for claim in meant]
        every = (*self._claims, *(claim for _, claim in self._decided))
        self.take_out(key, [c for c in every if isinstance(c.fact, Participation) and c.fact.event in gone])

    def now_at(self, event: Event, meant: list[Claim]) -> None:
        """Who took part in what was corrected took part in what it is now."""
        gone = [claim.fact for claim in meant]

        def moved(claim: Claim) -> Claim:
            fact = claim.fact
            return replace(claim, fact=replace(fact, event=event)) if isinstance(fact, Participation) and fact.event in gone else claim

        self._claims = [moved(claim) for claim in self._claims]
        self._decided = [(key, moved(claim)) for key, claim in self._decided]

    def put_in(self, key: str, claim: Claim) -> None:
        self._claims = [other for other in self._claims if other.fact != claim.fact]
        self._decided.append((key, claim))

    def account(self) -> Account:
        return replace(self._account, claims=tuple(self._claims), decided=tuple(self._decided), rejected=tuple(self._rejected))


def _evidence(account: Account, span: Span, to_raw: Callable[[Span], Span]) -> Evidence:
    return Evidence(account.report, span, to_raw(span), span.of(account.text), BY_HAND)
