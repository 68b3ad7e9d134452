"""One fact that a rule and the reader cut differently out of one sentence is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..facts import Conferral, Fact, Membership
from ..model import READER, Entity, Evidence

Statement = tuple[Fact, Evidence]


def memberships_joined(stated: Sequence[Statement]) -> list[Statement]:
    """The statements, of which those name the same body that give somebody one office in one sentence, in 领导小组 and in 市委会领导小组: the one that
    says of which body it is."""
    bodies: dict[tuple[object, ...], dict[Entity, None]] = {}
    for fact, evidence in stated:
        if isinstance(fact, Membership) and isinstance(fact.org, Entity):
            bodies.setdefault((fact.person, fact.role, evidence.span), {}).setdefault(fact.org)
    out: list[Statement] = []
    for fact, evidence in stated:
        if isinstance(fact, Membership) and isinstance(fact.org, Entity):
            said = fact.org.name
            longer = [one for one in bodies[fact.person, fact.role, evidence.span] if one.name != said and one.name.endswith(said)]
            if len(longer) == 1:
                fact = replace(fact, org=longer[0])
        out.append((fact, evidence))
    return out


def honours_joined(stated: Sequence[Statement]) -> Iterator[Statement]:
    """The statements, of which those are worded alike that tell of one honour of one recipient in one sentence: 优秀政协委员 and
    区政协2013年度优秀政协委员. What a rule says of giver and date goes before what the reader does, for it follows the report."""
    alike: dict[tuple[object, ...], list[tuple[Conferral, bool]]] = {}
    for fact, evidence in stated:
        if isinstance(fact, Conferral):
            several = alike.setdefault(_key(fact, evidence), [])
            if (fact, evidence.rule.startswith(READER)) not in several:
                several.append((fact, evidence.rule.startswith(READER)))
    for fact, evidence in stated:
        if isinstance(fact, Conferral):
            others = alike[_key(fact, evidence)]
            # several of one title, by rules alone, were received at several times
            fact = _together(fact, [one for one, _ in others], [one for one, read in others if not read]) if len(others) > 1 else fact
        yield fact, evidence


def _key(fact: Conferral, evidence: Evidence) -> tuple[object, ...]:
    return fact.recipient, fact.recipient_count, evidence.span


def _together(fact: Conferral, others: Sequence[Conferral], ruled: Sequence[Conferral]) -> Conferral:
    one = [other for other in others if _whole(fact.honour, other.honour)]
    rules = [other for other in ruled if other in one]
    if len({(other.date, other.by) for other in rules}) > 1 or len(one) == 1:
        return fact
    honour = one[0].honour
    for other in one[1:]:
        honour = _whole(honour, other.honour) or honour
    first = [*rules, *one]
    return replace(
        fact,
        honour=honour,
        recipient_group=next((other.recipient_group for other in first if other.recipient_group), None),
        by=next((other.by for other in first if other.by), ()),
        date=next((other.date for other in first if other.date), None),
    )


def _whole(one: str, other: str) -> str:
    """Of two wordings of one title the better: the end that is a title by itself, or the one of which the other is a beginning; "" if they are two.

    >>> _whole("优秀委员", "区政协2013年度优秀委员"), _whole("全国‘双岗", "全国‘双岗建功’优秀会员"), _whole("优秀提案", "优秀提案和社情民意")
    ('优秀委员', '全国‘双岗建功’优秀会员', '优秀提案')
    >>> _whole("优秀会员", "先进个人")
    ''
    """
    shorter, longer = sorted((one, other), key=lambda title: (len(_plain(title)), title))
    short, long = _plain(shorter), _plain(longer)
    if long == short or (long.endswith(short) and len(short) >= 4):
        return shorter
    if long.startswith(short) and len(short) >= 4:
        return shorter if long[len(short)] in "、和及与等的" else longer
    return ""


def _plain(title: str) -> str:
    return title.replace("“", "").replace("”", "")
