"""Which bodies act in a clause, also where people act for them."""

from __future__ import annotations

import re

from ..facts import OWN, Who
from ..model import Mention
from .circumstances import parties
from .sentence import Here
from .tagged import CODES

_Q, _T, _N, _ORG, _PLACE, _DATE, _PERSON, _POST, _OCC = (
    CODES[k] for k in ("QUOTE", "TITLE", "NUMBER", "ORG", "PLACE", "DATE", "PERSON", "POST", "OCCUPATION")
)


_LED = re.compile(
    rf"(?P<body>{_ORG})(?:{_POST})(?:[、，兼]?(?:{_ORG})?[{_POST}{_OCC}])*(?:{_PERSON})"
    rf"(?:{_POST}|、{_PERSON}|一行|等|{_N}|率|带队|带领|[^，。；]{{0,8}}?)*$"
)
"""A body with an office in it and who has it, more offices and people of the list behind: 市委会主委李然、副主委王芳."""


_OFFICERS = re.compile(
    rf"(?:^|[，。；：\s　]|{_DATE})(?P<body>{_ORG})?(?P<post>{_POST})(?:{_PERSON})"
    rf"(?:[，、和及与]|{_POST}|{_PERSON}|{_ORG}|{_OCC}|一行|等)*[^，。；{_PERSON}]{{0,12}}$"
)
"""Officers of a body who go somewhere on its behalf: 市委会主委贺某，副主委王某、秘书长李某分三路…"""


_FOLLOWED = re.compile(
    rf"(?:{_PERSON}|他|她)(?:{_POST})?(?:等?{_N})?(?:分别|亲自|先后)*(?:带队|带领|率领?|组织|一行|等一行|带着)[^。；]{{0,40}}$"
)
"""Somebody with people of the body behind them: 葛某带领6名会员赴…, 苏某一行还前往…"""


_GROUP = re.compile(rf"[\s　]*(?:{_DATE}|上午|下午|，|随后)*(?:调研组|考察组|慰问组|考察团|代表团|参观团|一行|与会人员)")


_LED_FROM_AFAR = re.compile(
    rf"(?P<body>{_ORG})(?:{_POST})(?:[、，兼]?(?:{_ORG})?[{_POST}{_OCC}])*(?:{_PERSON})(?:率|带队|带领|一行)[^。；{_PERSON}]{{0,60}}$"
)


_ON_BEHALF = re.compile(rf"(?:{_PERSON}|{_POST}|，)代表(?:(?P<body>{_ORG})|我会|本会|支部|总支|支社|全体[会盟社党]员)")
"""Whoever speaks for a body acts for it: 李然代表市委会向学校赠送图书."""


def acts(here: Here, start: int) -> tuple[Who, ...]:
    """The bodies that act in the clause at an index; where people act, the party's body whose office leads them there."""
    clause = here.clause(start)
    behalf = _ON_BEHALF.search(here.tagged, clause.start, start)
    if behalf:
        leading = _LED.search(here.tagged, clause.start, behalf.start() + 1)
        slot = behalf.start("body") if behalf["body"] else leading.start("body") if leading else -1
        body = here.mention(slot) if slot >= 0 else None
        return (body,) if body is not None and is_ours(body) else (OWN,)
    if not clause.persons:
        group = here.story.event and not clause.explicit and _GROUP.match(here.tagged, clause.start)
        return here.story.event.holders if group and here.story.event else parties(clause.holders)
    led = _LED.search(here.tagged, clause.start, start) or _LED_FROM_AFAR.search(here.tagged, 0, start)
    body = here.mention(led.start("body")) if led else None
    if body is not None and is_ours(body):
        return (body,)
    officers = _OFFICERS.search(here.tagged, 0, start)
    if officers and clause.persons:
        body, post = here.mention(officers.start("body")) if officers["body"] else None, here.mention(officers.start("post"))
        if post is not None and re.search(r"主委$|秘书长$", str(post.value)):
            if body is None:
                return (OWN,)
            if is_ours(body):
                return (body,)
    followed = _FOLLOWED.search(here.tagged, clause.start, start) or _FOLLOWED.search(here.tagged, 0, start)
    return parties(clause.holders) or (OWN,) if followed else ()


def is_ours(body: Mention) -> bool:
    """Is it a committee or a branch of a democratic party?"""
    return body.value.party != "中共" and bool(body.value.is_committee or body.value.is_branch)
