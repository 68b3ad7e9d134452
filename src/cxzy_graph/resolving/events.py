"""Events that a report tells of more than once become one, with all that is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from .. import lexicon
from ..facts import Event, Fact, Participation
from ..model import READER, Entity, Evidence, Span

Statement = tuple[Fact, Evidence]
NOWHERE = Span(0, 0)


def merged(stated: Iterable[Statement], faint: Iterable[Statement] = (), title: Span = NOWHERE) -> tuple[list[Statement], list[Statement]]:
    """The statements with every mention of one event replaced by what all of them say together; and faint ones, of those events or of others, which
    add nothing to them. ``title`` is where the page's headline stands."""
    stated, faint = list(stated), list(faint)
    told = _Told(title)
    for fact, evidence in stated:
        event = _event_of(fact)
        if event is not None:
            told.take(event, evidence)
    whole = {event: told.wholes[home] for event, home in told.group.items()}
    for fact, evidence in faint:
        event = _event_of(fact)
        if event is not None and event not in whole:
            home = told.home_of(event, evidence)
            whole[event] = told.wholes[home] if home < len(told.wholes) else event
    return _of_wholes(stated, whole), _of_wholes(faint, whole)


def _event_of(fact: Fact) -> Event | None:
    return fact if isinstance(fact, Event) else fact.event if isinstance(fact, Participation) else None


class _Told:
    """The events told of so far, each with all that was said of it (``wholes``), and which of them each event is (``group``)."""

    def __init__(self, title: Span) -> None:
        self.title = title
        self.wholes: list[Event] = []
        self.group: dict[Event, int] = {}
        self._by_ending: dict[str, list[int]] = {}
        self._at: dict[Span, list[tuple[int, bool]]] = {}
        self._headlined: set[int] = set()

    def take(self, event: Event, evidence: Evidence) -> None:
        """Takes note of an event as a statement has it."""
        if event in self.group:
            return
        home = self.home_of(event, evidence)
        if home == len(self.wholes):
            self._by_ending.setdefault(_plain(event.name)[-2:], []).append(home)
        self._at.setdefault(evidence.span, []).append((home, _read(evidence)))
        if self.title.covers(evidence.span):
            self._headlined.add(home)
        self.group[event] = home
        self.wholes[home : home + 1] = [together(self.wholes[home], event) if home < len(self.wholes) else event]

    def home_of(self, event: Event, evidence: Evidence) -> int:
        """The place of the event that this is, among the wholes; their number if it is a new one. Names of one event end alike."""
        ending = self._by_ending.get(_plain(event.name)[-2:], ())
        alike = (i for i in ending if _one(self.wholes[i], event))
        beside = (i for i, _ in self._at.get(evidence.span, ()) if _of_one_sentence(self.wholes[i], event))
        return next(chain(alike, beside, self._otherwise(event, evidence), self._headline(event, evidence, ending)), len(self.wholes))

    def _otherwise(self, event: Event, evidence: Evidence) -> Iterator[int]:
        """The event that the other source reads in the sentence under the same name: the one holds it for his who invited, the other for his who
        came."""
        same = {
            i
            for i, read in self._at.get(evidence.span, ())
            if read != _read(evidence) and _plain(self.wholes[i].name) == _plain(event.name)
        }
        if len(same) == 1:
            yield from same

    def _headline(self, event: Event, evidence: Evidence, ending: Sequence[int]) -> Iterator[int]:
        """The event that the headline gives the name of, and the text only that it was a 座谈会, and the day."""
        headlined = self.title.covers(evidence.span)
        lone = [i for i in ending if (headlined or i in self._headlined) and _only_so(self.wholes[i], event)]
        if len(lone) == 1:
            yield from lone


def _read(evidence: Evidence) -> bool:
    """Did the reader that learns read it?"""
    return evidence.rule.startswith(READER)


def _of_wholes(stated: Iterable[Statement], whole: dict[Event, Event]) -> list[Statement]:
    out: list[Statement] = []
    for fact, evidence in stated:
        if isinstance(fact, Event):
            out.append((whole[fact], evidence))
        elif isinstance(fact, Participation):
            if fact.who not in whole[fact.event].holders:
                out.append((replace(fact, event=whole[fact.event]), evidence))
        else:
            out.append((fact, evidence))
    return out


@lru_cache(maxsize=20_000)
def _plain(name: str) -> str:
    """A name without its marks, its party called for short."""
    for party in lexicon.parties():
        if party.full[0] in name:
            name = name.replace(party.full[0], party.short)
    return "".join(ch for ch in name if ch.isalnum())


def _one(one: Event, other: Event) -> bool:
    """Are they one event? The same name, or one name that ends the other; holders and dates that do not contradict."""
    if one.holders and other.holders and not set(one.holders) & set(other.holders):
        return False
    if one.date and other.date and not (one.date.start.startswith(other.date.start) or other.date.start.startswith(one.date.start)):
        return False
    shorter, longer = sorted((_plain(one.name), _plain(other.name)), key=len)
    if shorter == longer:
        if one.place is None or other.place is None or one.place == other.place:
            return True
        return one.date is not None and not _two_of_a_kind(one.place, other.place)
    if len(shorter) == 3 and shorter in _GATHERINGS:  # 举行重阳节座谈会, and further on 主持召开了座谈会
        return bool(one.holders == other.holders and one.date == other.date and one.date and one.date.has_day) and longer.endswith(shorter)
    if any(longer == _plain(holder.name) + shorter for holder in (*one.holders, *other.holders) if isinstance(holder, Entity)):
        return True
    led = longer.startswith(("到", "赴", "前往", "走进", "深入", "参加"))
    return len(shorter) >= 4 and longer.endswith(shorter) and (led or len(shorter) * 2 >= len(longer))


def _only_so(one: Event, other: Event) -> bool:
    """Can they be one event, of which one name says only that it was a 座谈会, and one of them the day?"""
    shorter, longer = sorted((one, other), key=lambda event: len(_plain(event.name)))
    bare = _plain(shorter.name)
    told = (shorter.date is None) != (longer.date is None)
    return bare in _GATHERINGS and told and bool(one.holders) and one.holders == other.holders and _plain(longer.name).endswith(bare)


def _of_one_sentence(one: Event, other: Event) -> bool:
    """Are they one event, of which one sentence gives both names, one within the other: 成立大会 and 江州商会成立大会?"""
    if one.date and other.date and one.date != other.date:
        return False
    if one.holders and other.holders and one.holders != other.holders:
        return False
    shorter, longer = sorted((one.name.strip("“”"), other.name.strip("“”")), key=len)
    if len(shorter) < 4 or shorter == longer:
        return False
    return longer.endswith(shorter) or (longer.startswith(shorter) and longer[len(shorter)] not in "、和及与暨")


_GATHERINGS = frozenset(("座谈会", "茶话会", "报告会", "研讨会", "交流会", "联欢会", "总结会", "培训班", "推进会", "表彰会"))


def _two_of_a_kind(place: str, other: str) -> bool:
    """Are two places of one kind and not the same: 玄武湖小区 and 龙江小区, but not 南京市 and 三楼会议室?"""
    return place[-2:] == other[-2:] and not (place.endswith(other) or other.endswith(place))


def together(one: Event, other: Event) -> Event:
    """What both say; of the names the shorter one that still names it, of dates the more precise."""
    name = max((one.name, other.name), key=lambda n: (len(n), n))
    date = max((d for d in (one.date, other.date) if d), key=lambda d: len(d.start), default=None)
    return Event(
        name,
        one.holders or other.holders,
        one.activity_type if name == one.name else other.activity_type,
        date,
        one.place or other.place,
        one.attendance or other.attendance,
        one.occurrences or other.occurrences,
    )
