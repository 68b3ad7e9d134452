"""Issuances: named documents that a body drew up, sent out, revised, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts import OWN, Fact, Issuance, Who
from ..recognising.issuing import HOW
from ..recognising.organisations import organisations
from ..recognising.words import tokens
from .circumstances import parties
from .engine import gives, rule, silent
from .sentence import Here, Match
from .tagged import CODES

_T, _O, _N = (CODES[k] for k in ("TITLE", "ORG", "NUMBER"))
_VERB = "|".join(sorted(HOW, key=len, reverse=True))


@rule(
    rf"(?P<verb>{_VERB})(?:了|并|和|、|{_VERB}|实施|过|实行)*"
    rf"(?:会刊|刊物|画册|纪念册|纪念文集|文集|简报|期刊|汇编|等|[^，。；：《》{_T}]{{2,14}}"
    rf"(?:和|、|及|以及))?(?P<list>{_T}(?:、|和|，|及|以及|等|画册|文集|{_T})*)(?!中|里)",
    gives(
        "市委会先后制定出台了《先进支部考评细则》、《信息工作奖励办法》等制度。",
        Issuance("民进江州市委会", "先进支部考评细则", "制定"),
        Issuance("民进江州市委会", "信息工作奖励办法", "制定"),
        about="民进江州市委会",
    ),
    silent("会员学习了《会章》。", about="民进江州市委会"),
)
def issued(m: Match, here: Here) -> Iterator[Fact]:
    """制定《X》、《Y》"""
    if re.search(r"(?:认真|组织)?学习贯彻?$|传达$|宣读$|学习$", here.tagged[max(0, m.start - 6) : m.start]):
        return
    holders = parties(here.clause(m.start).holders)
    owner: Who = holders[0] if holders else OWN
    for title in m.all("list"):
        if title.kind == "TITLE":
            yield Issuance(owner, str(title.value), HOW[m.text("verb")])


@rule(
    rf"(?P<title>{_T})[^。；]{{0,40}}(?:是|由|为){{ORG:by}}(?P<verb>{_VERB})的",
    gives("这份《关于社会服务工作的意见》是民进江州市委会印发的。", Issuance("民进江州市委会", "关于社会服务工作的意见", "下发")),
    silent("《会章》是会员的必读书。"),
)
def issued_by(m: Match, here: Here) -> Iterator[Fact]:
    """《X》…是Y印发的"""
    title, by = m.one("title"), m.one("by")
    if title is not None and by is not None:
        yield Issuance(by, str(title.value), HOW[m.text("verb")])


@rule(
    rf"(?:宣读|宣布|传达)了?(?:关于)?{{ORG?:by}}(?:的)?(?P<title>{_T})",
    gives("会议宣读了民进江州市委会《关于表彰先进的决定》。", Issuance("民进江州市委会", "关于表彰先进的决定", None)),
    silent("会员宣读了《倡议书》。"),
)
def read_out(m: Match, here: Here) -> Iterator[Fact]:
    """宣读了Y《关于…的决定》"""
    by, title = m.one("by"), m.one("title")
    if title is None or not re.search(r"(?:决定|批复|通知|意见|通报|方案|办法)$", str(title.value)):
        return
    if by is not None:
        yield Issuance(by, str(title.value))
    elif (named := _body_of(str(title.value))) is not None:
        yield Issuance(named, str(title.value))
    elif here.story.conferrer:
        yield Issuance(here.story.conferrer[0], str(title.value))
    elif here.story.event is not None and len(here.story.event.holders) == 1:
        yield Issuance(here.story.event.holders[0], str(title.value))


def _body_of(title: str) -> str | None:
    """The body that a title begins with: 民进江州市委会关于表彰先进的决定."""
    found = organisations(title, tokens(title), 0)
    first = found[0] if found and found[0].span.start == 0 and found[0].value.party and not found[0].value.bare else None
    return first.value.named() if first is not None and first.value.unit else None
