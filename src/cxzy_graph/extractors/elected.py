"""People named as those of whom a committee is made up, or for whom they speak."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import OWN, Fact, Membership
from ..lexicon import party_of
from .engine import gives, rule, silent
from .sentence import Here, Match
from .tagged import CODES

_P, _O, _N = CODES["PERSON"], CODES["ORG"], CODES["NUMBER"]
_PEOPLE = rf"(?P<people>{_P}(?:(?:、|和|及|与|以及){_P})*)(?:同志|女士|先生|等|共)*"
_SEATS = {"常务委员会": "常委", "常委会": "常委", "理事会": "理事", "监事会": "监事", "委员会": "委员", "支委会": "委员"}
"""What somebody is who sits in a body's organ."""


@rule(
    rf"由{_PEOPLE}{_N}?(?:同志|委员)?组成(?:了|的)(?P<body>{_O})?"
    rf"(?:[新本]一?届|第?[一二三四五六七八九十\d]+届)?(?:[^，。；{_O}{_P}]{{0,6}}?)"
    rf"(?P<organ>{'|'.join(_SEATS)})?",
    gives(
        "大会选举产生了由李然、王芳、赵雪等5人组成的民进江州市第三届常务委员会。",
        Membership("李然", "民进江州市委会", "常委"),
        Membership("王芳", "民进江州市委会", "常委"),
        Membership("赵雪", "民进江州市委会", "常委"),
    ),
    gives(
        "选举产生了由李然、王芳组成的支部委员会。",
        Membership("李然", "民进江州市三中支部", "委员"),
        Membership("王芳", "民进江州市三中支部", "委员"),
        about="民进江州市三中支部",
    ),
    silent("由李然、王芳等6人组成的调研组到青石镇调研。", about="民进江州市三中支部"),
)
def composed(m: Match, here: Here) -> Iterator[Fact]:
    """由甲、乙等N人组成的委员会"""
    body = m.one("body")
    organ = m.text("organ") or next((one for one in _SEATS if body is not None and body.text.endswith(one)), "")
    if organ:
        for person in m.all("people"):
            if person.kind == "PERSON":
                yield Membership(person, body or OWN, _SEATS[organ])


@rule(
    rf"{_PEOPLE}(?:代表|{CODES['POST']})(?P<body>{_O})(?:参会|参加|出席|与会|赴会|领奖)",
    gives(
        "李然、王芳代表民进江州市三中支部参会。",
        Membership("李然", "民进江州市三中支部", "会员"),
        Membership("王芳", "民进江州市三中支部", "会员"),
    ),
    silent("李然代表民进江州市委会参加会议。"),
)
def stands_for(m: Match, here: Here) -> Iterator[Fact]:
    """甲、乙代表某支部参会: they are its members"""
    body = m.one("body")
    if body is None or not body.value.is_branch or "代表" not in here.plain(m.start, m.end):
        return
    party = party_of(body.value.party)
    for person in m.all("people"):
        if person.kind == "PERSON":
            yield Membership(person, body, party.member if party else None)
