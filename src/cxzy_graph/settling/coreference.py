"""What several reports tell becomes one fact with a sentence from each: an event of one holder and day, a figure, an honour.

The facts of a corpus are settled part by part: what could be one stands in one part (`part_of`), the events of a month in one, a body's figure
in one, so that no more is held at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..dates import Date
from ..facts import Conferral, Event, Fact, Founding, Issuance, Participation, Statistic
from ..model import Entity
from ..resolving import wording
from ..resolving.events import together
from .accounts import Account, event_of, with_entities

_Teller = tuple[int, int | None]
"""A report's number, and the year it was written in."""


def _plain(name: str) -> str:
    return "".join(ch for ch in name if ch.isalnum())


def alike(one: str, other: str) -> bool:
    """Are two names one event's: does the longer have all characters of the shorter, in their order?

    >>> alike("年度总结表彰会", "庆祝大会暨年度总结表彰大会"), alike("赴第一中学义诊", "赴第三中学义诊"), alike("教师节座谈会", "会员座谈会")
    (True, False, False)
    """
    shorter, longer = sorted((_plain(one), _plain(other)), key=len)
    rest = iter(longer)
    return len(shorter) >= _NAMES and all(ch in rest for ch in shorter)


_NAMES = 3
"""Characters that a name has at least which tells one event from another."""


def blocks(fact: Fact) -> Iterator[tuple[Any, ...]]:
    """Where a fact can meet others that tell the same: two facts without a block in common are never one."""
    event = event_of(fact)
    if event is not None:
        if event.date is not None and len(event.date.start) > 4:
            for holder in event.holders:
                yield "event", _id(holder), event.date.start[:7]
    elif isinstance(fact, Statistic):
        yield "statistic", _id(fact.org), fact.measure, fact.value
    elif isinstance(fact, Conferral):
        who = _id(fact.recipient) if fact.recipient else f"{_id(fact.recipient_group)}×{fact.recipient_count}"
        yield "conferral", who, fact.honour
    elif isinstance(fact, Founding):
        yield "founding", _id(fact.org)
    elif isinstance(fact, Issuance):
        yield "issuance", _id(fact.org), fact.document


def _id(thing: Any) -> str:
    return thing.identity if isinstance(thing, Entity) else ""


def part_of(fact: Fact) -> str:
    """The part that a fact is settled in; "" where nothing else can tell the same. Facts that have a block in common have their part in common.

    >>> from cxzy_graph.dates import Date
    >>> part_of(Event("义诊", (Entity("organisation", "民进江州市委会"),), date=Date("2014-05-06")))
    '2014-05'
    """
    met = list(blocks(fact))
    if not met:
        return ""
    return str(met[0][2]) if met[0][0] == "event" else "\t".join(map(str, met[0]))


def tellable(account: Account) -> list[Fact]:
    """What a report tells that others could tell too, each once: events for those who took part in them."""
    return list(dict.fromkeys(one for fact in account.facts() if part_of(one := event_of(fact) or fact)))


def shared(fact: Fact) -> Fact:
    """A fact as other reports can take it over: its things without the names that this report has for them."""
    changed: Fact = with_entities(fact, lambda thing: replace(thing, aliases=frozenset()))
    return changed


def retold(account: Account, whole: dict[int, Fact]) -> Account:
    """A settled account with its facts as all reports together tell them: ``whole`` gives for places in what is `tellable` what stands there."""
    if not whole:
        return account
    mine: dict[tuple[str, str], Entity] = {(thing.kind, thing.identity): thing for thing in account.things()}
    mine_told = tellable(account)
    now: dict[Fact, Fact] = {
        mine_told[at]: with_entities(fact, lambda thing: mine.get((thing.kind, thing.identity), thing)) for at, fact in whole.items()
    }

    def change(fact: Fact) -> Fact:
        if isinstance(fact, Participation):
            event = now.get(fact.event, fact.event)
            assert isinstance(event, Event)
            return replace(fact, event=event)
        return now.get(fact, fact)

    return account.changed(change)


class Retold:
    """The facts of a part: `collect` all that reports tell, `settle`, then ask `of`."""

    def __init__(self) -> None:
        self._met: dict[tuple[Any, ...], dict[Fact, set[_Teller]]] = {}
        self._whole: dict[Fact, Fact] = {}
        self._told: dict[Event, set[int]] = {}
        """The reports that tell of an event which was made of several."""

    def collect(self, report: int, year: int | None, fact: Fact) -> None:
        """Takes note of what a report tells, the report known by a number; ``year`` is the report's."""
        for block in blocks(fact):
            self._met.setdefault(block, {}).setdefault(fact, set()).add((report, year))

    def settle(self) -> None:
        """Decides which of the collected facts are one."""
        for block in sorted(self._met, key=repr):
            tellers = self._met[block]
            if len({report for several in tellers.values() for report, _ in several}) < 2:
                continue
            if block[0] == "event":
                told: dict[Event, set[int]] = {}
                for event in sorted(tellers, key=repr):
                    assert isinstance(event, Event)
                    now = self._now(event)
                    told.setdefault(now, set()).update(self._told.get(now, ()), (report for report, _ in tellers[event]))
                self._events(told)
            else:
                self._others(tellers)
        self._met.clear()
        self._told.clear()

    def of(self, fact: Fact) -> Fact:
        """The fact as all reports together tell it."""
        return self._now(fact) if isinstance(fact, Event) else self._whole.get(fact, fact)

    def _now(self, event: Event) -> Event:
        while (whole := self._whole.get(event)) is not None:
            assert isinstance(whole, Event)
            event = whole
        return event

    def _events(self, told: dict[Event, set[int]]) -> None:
        """Events of one holder in one month: alike in name and date they are one, unless one report tells of both or
        it could be one of several."""
        groups: list[list[Event]] = []
        reports: list[set[int]] = []

        for event in sorted(told, key=lambda e: (not (e.date and e.date.has_day), repr(e))):
            homes = [
                number
                for number, group in enumerate(groups)
                if not reports[number] & told[event] and all(_one(event, other) for other in group)
            ]
            if len(homes) == 1:
                groups[homes[0]].append(event)
                reports[homes[0]] |= told[event]
            else:
                groups.append([event])
                reports.append(set(told[event]))
        for group, tellers in zip(groups, reports, strict=True):
            whole = group[0]
            for event in group[1:]:
                whole = together(whole, event)
            whole = replace(whole, holders=tuple(dict.fromkeys(holder for event in group for holder in event.holders)))
            for event in group:
                if event != whole and self._now(whole) != event:
                    self._whole[event] = whole
                    self._told.setdefault(whole, set()).update(tellers)

    def _others(self, tellers: dict[Fact, set[_Teller]]) -> None:
        met = sorted(tellers, key=repr)
        for fact in met:
            years = {year for _, year in tellers[fact]}
            fuller = [other for other in met if _less(fact, other, years)]
            most = [one for one in fuller if not any(_less(one, other, set()) for other in fuller)]
            if len(most) == 1:
                self._whole[fact] = most[0]


def _one(one: Event, other: Event) -> bool:
    if one.date is None or other.date is None:
        return False
    if not (one.date.start.startswith(other.date.start) or other.date.start.startswith(one.date.start)):
        return False
    if one.place and other.place and not _same_place(one.place, other.place):
        return False
    return alike(one.name, other.name)


def _same_place(one: str, other: str) -> bool:
    """Could two wordings be one place: 市三中, 盐城市第三中学?"""
    mine, theirs = (re.sub("^[省市区县]", "", wording.institution(place)) for place in (one, other))
    return mine in theirs or theirs in mine


_OF_PEOPLE = ("人", "名", "位")


def _less(fact: Fact, other: Fact, years: set[int | None]) -> bool:
    """Does `other` say more than `fact`, or the same in words that come first?"""
    return fact != other and _within(fact, other, years) and (repr(other) < repr(fact) or not _within(other, fact, years))


def _within(fact: Fact, other: Fact, years: set[int | None]) -> bool:
    """Does `other` say all that `fact` says, and more? A figure without a date is that of a date only if the reports that give it,
    of these years, were written in that year or the next."""
    if isinstance(fact, Statistic) and isinstance(other, Statistic):
        timely = fact.date is not None or (
            other.date is not None and all(year is not None and 0 <= year - other.date.year <= 1 for year in years)
        )
        counted = fact.unit in (None, other.unit) or (fact.unit in _OF_PEOPLE and other.unit in _OF_PEOPLE)
        return timely and counted and _date_within(fact.date, other.date)
    if isinstance(fact, Conferral) and isinstance(other, Conferral):
        by = set(fact.by) <= set(other.by)
        return by and fact.date is not None and _date_within(fact.date, other.date)
    if isinstance(fact, Founding) and isinstance(other, Founding):
        return _date_within(fact.date, other.date)
    if isinstance(fact, Issuance) and isinstance(other, Issuance):
        return fact.verb is None
    return False


def _date_within(less: Date | None, more: Date | None) -> bool:
    """Is a date the same as another, or less exact, or not said?"""
    return less is None or (more is not None and (less == more or (less.end is None and more.start.startswith(less.start))))
