"""Events that a report tells of more than once become one, with all that is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import chain

from .. import lexicon
from ..facts import Event, Fact, Participation
from ..model import Entity, Evidence, Span

Statement = tuple[Fact, Evidence]


def merged(stated: Iterable[Statement], faint: Iterable[Statement] = ()) -> tuple[list[Statement], list[Statement]]:
    """The statements with every mention of one event replaced by what all of them say together; and faint ones, of those events or of others, which
    add nothing to them."""
    stated, faint = list(stated), list(faint)
    wholes: list[Event] = []
    by_ending: dict[str, list[int]] = {}
    told_at: dict[Span, list[int]] = {}
    group: dict[Event, int] = {}

    def home_of(event: Event, span: Span) -> int:
        """The place of the event that this is, among the wholes; their number if it is a new one. Names of one event end alike."""
        alike = (i for i in by_ending.get(_plain(event.name)[-2:], ()) if _one(wholes[i], event))
        beside = (i for i in told_at.get(span, ()) if _of_one_sentence(wholes[i], event))
        lone = [i for i in by_ending.get(_plain(event.name)[-2:], ()) if _only_so(wholes[i], event)]
        return next(chain(alike, beside, lone if len(lone) == 1 else ()), len(wholes))

    for fact, evidence in stated:
        event = fact if isinstance(fact, Event) else fact.event if isinstance(fact, Participation) else None
        if event is None or event in group:
            continue
        home = home_of(event, evidence.span)
        if home == len(wholes):
            by_ending.setdefault(_plain(event.name)[-2:], []).append(home)
        told_at.setdefault(evidence.span, []).append(home)
        group[event] = home
        wholes[home : home + 1] = [together(wholes[home], event) if home < len(wholes) else event]
    whole = {event: wholes[home] for event, home in group.items()}
    for fact, evidence in faint:
        event = fact if isinstance(fact, Event) else fact.event if isinstance(fact, Participation) else None
        if event is not None and event not in whole:
            home = home_of(event, evidence.span)
            whole[event] = wholes[home] if home < len(wholes) else event
    return _of_wholes(stated, whole), _of_wholes(faint, whole)


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


@cache
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
    """Are they one event, of which a headline gives the name, and the text only that it was a 座谈会, and the day?"""
    shorter, longer = sorted((one, other), key=lambda event: len(_plain(event.name)))
    bare = _plain(shorter.name)
    told = (shorter.date is None) != (longer.date is None)
    return bare in _GATHERINGS and told and bool(one.holders) and one.holders == other.holders and _plain(longer.name).endswith(bare)


def _of_one_sentence(one: Event, other: Event) -> bool:
    """Are they one event, of which one sentence gives both names, one within the other: 成立大会 and 江州商会成立大会?"""
    if one.date and other.date and one.date != other.date:
        return False
    if _plain(one.name) == _plain(other.name):  # the one reader holds it for his who invited, the other for his who came
        return True
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
