"""Elections and appointments: who becomes what, who makes up an organ, who held an office when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import lexicon
from ..dates import Date
from ..facts import OWN, Fact, Membership, Occupation
from ..model import Mention
from .derived import Part
from .engine import gives, rule, silent
from .offices import (
    AND,
    ASIDE,
    BECOMES,
    MEMBERS,
    NO_POST,
    ORGAN,
    POSTS,
    TERM,
    Office,
    body_of,
    elected_on,
    held,
    holds_posts,
    offices_in,
    term_of,
)
from .sentence import Here, Match
from .tagged import CODES

_P, _O, _POST, _OCC, _PLACE, _N, _D = (CODES[k] for k in ("PERSON", "ORG", "POST", "OCCUPATION", "PLACE", "NUMBER", "DATE"))
_NAMED = rf"(?P<people>{_P}(?:(?:、|和|及|与|以及){_P})*)(?:同志|女士|先生|等|共)*"
_SEATS: dict[str, str] = lexicon.table("posts")["organ"]
"""What somebody is who sits in a body's organ."""


@rule(
    rf"由{_NAMED}{_N}?(?:同志|委员)?组成(?:了|的)(?P<body>{_O})?"
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
    rf"{_NAMED}(?:代表|{CODES['POST']})(?P<body>{_O})(?:参会|参加|出席|与会|赴会|领奖)",
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
    party = lexicon.party_of(body.value.party)
    for person in m.all("people"):
        if person.kind == "PERSON":
            yield Membership(person, body, party.member if party else None)


@rule(
    rf"(?P<people>{_P}(?:{ASIDE}{AND}[{_O}{_POST}{_OCC}{_PLACE}]*{_P})*){ASIDE}"
    rf"(?:同志|女士|先生|{_OCC})?(?:等?{_N}(?P<titled>{_POST})?)?"
    rf"(?:{_D}|本人|全票|再次|均|分别|又|也|还|同时|，|一致)*(?P<verb>{BECOMES})了?"
    rf"(?:(?:[新本]一?|第?[一二三四五六七八九十两\d]+)届(?:(?:支部|总支|市|区|县|执行|常务)?委员会|"
    rf"支委会|理事会|监事会|执委会)?的?|过)?(?:全国|[我该]?[省市区县州])?(?P<posts>{POSTS})",
    gives("李然被提拔为江州市计生委副主任。", Membership("李然", "江州市计生委", "副主任")),
    gives(
        "会议选举产生新一届领导班子，李然任主委，王芳任副主委。",
        Membership("李然", "民进江州市三中支部", "主委"),
        Membership("王芳", "民进江州市三中支部", "副主委"),
        about="民进江州市三中支部",
    ),
    gives("李然被聘为区特邀教育督导员。", Occupation("李然", "特邀教育督导员")),
    gives("周岚、李真被提拔为正科级干部。", Occupation("周岚", "正科级干部"), Occupation("李真", "正科级干部")),
    gives(
        "会议通过聘任李然、王芳等2位同志为名誉主委。",
        Membership("李然", "民进江州市委会", "名誉主委"),
        Membership("王芳", "民进江州市委会", "名誉主委"),
        about="民进江州市委会",
    ),
    silent("李然任组织工作的负责人。", about="民进江州市委会"),
)
def became(m: Match, here: Here) -> Iterator[Fact]:
    """X任/当选/被提拔为 an office"""
    people = tuple(p for p in m.all("people") if p.kind == "PERSON")
    begin, stop = m.span("posts")
    offices = offices_in(here, begin, stop)
    titled = m.one("titled")
    if titled is not None and str(titled.value) not in NO_POST:
        return
    if not offices or (re.search("[组队团]长$", str(offices[-1].post.value)) and offices[-1].body is None):
        return  # `task_force` knows which group
    after = here.tagged[stop : stop + 1]
    if re.match(r"为|由|是|：", after) and len(offices) > 1:
        offices = offices[:-1]  # 任主委，副主委为王芳: the last office is the next one's
    if after == _P and len(offices) > 1:
        offices = offices[:-1]
    elif m.text("verb") == "为" and str(offices[-1].post.value) in MEMBERS and after not in ("", "，", "。", "；", "、"):
        return  # 李然为会员解读…
    elected = None if _HOLDS.match(m.text("verb")) else elected_on(here, m.end)
    if "分别" in here.tagged[m.start : begin] and len(offices) == len(people):
        for person, office in zip(people, offices, strict=True):
            yield from held(here, (person,), [office], m.start, elected)
        return
    yield from held(here, people, offices, m.start, elected)


@rule(
    rf"(?:历任|先后|曾任)?{{POST:post}}(?:依次|先后|分别)?(?:为|是|有|：)?(?P<people>{_P}[（(]{TERM}[）)](?:(?:、|，|和){_P}[（(]{TERM}[）)])*)",
    gives(
        "历任主委为贺松年（1988—1996）、李然（1996—2006）。",
        Membership("贺松年", "民进江州市三中支部", "主委", Date("1988"), Date("1996")),
        Membership("李然", "民进江州市三中支部", "主委", Date("1996"), Date("2006")),
        about="民进江州市三中支部",
    ),
    silent("历任主委都很重视，李然（1996）作了记录。", about="民进江州市三中支部"),
)
def terms_of_office(m: Match, here: Here) -> Iterator[Fact]:
    """历任主委为甲（1988—1996）、乙（1996—2006）"""
    post = m.one("post")
    begin, stop = m.span("people")
    for found in re.finditer(rf"({_P})[（(]({TERM})[）)]", here.tagged[begin:stop]):
        person = here.mention(begin + found.start(1))
        body = body_of(here, Office(post, None), m.start) if post is not None else None
        since, until = term_of(here, begin + found.start(2), begin + found.end(2))
        if person is not None and post is not None and body is not None and since is not None:
            yield Membership(person, body, str(post.value), since, until)


_OF_MANY = re.compile("(?:市州|州市|[省市区县地]级?[、和]?[市区县州旗]|地市|盟市|各[省市区县地级]{1,2})$")
"""In front of an office that several bodies have: 市州主委有李然、王芳."""


@rule(
    rf"(?P<office>(?:{_O}{ORGAN}?)?{{POST:post}})(?:一职|(?:名单)?中，?[^，。；：]{{0,8}})?"
    rf"(?:由|为|是|还有|有|包括|分别是|分别为){_N}?[：:]?(?:[我本该][校院会所局司])?(?P<posts>{_O}?{POSTS}|{_O})?"
    rf"(?P<people>{_P}{_OCC}?{ASIDE}(?:{AND}(?:{POSTS})?{_P}{_OCC}?{ASIDE})*)(?:同志)?"
    rf"(?P<verb>担任|兼任|出任|担当)?",
    gives(
        "支部主委由江州市第二中学副校长李然担任，副主委为王芳。",
        Membership("李然", "民进江州市三中支部", "主委"),
        Membership("李然", "江州市第二中学", "副校长"),
        Membership("王芳", "民进江州市三中支部", "副主委"),
        about="民进江州市三中支部",
    ),
    silent("主委由会员选举产生，李然参加会议。", about="民进江州市三中支部"),
    gives("历届主要负责人为李然。", Membership("李然", "民进江州市三中支部", "主要负责人"), about="民进江州市三中支部"),
    gives(
        "江州市政协十三届委员会委员名单中，教育界人士包括李然、王芳（女）（以姓氏笔画为序）。",
        Membership("李然", "江州市政协", "委员"),
        Membership("王芳", "江州市政协", "委员"),
    ),
    silent("出席会议的市州主委有李然、王芳。", about="民进江州省委会"),
)
def held_by(m: Match, here: Here) -> Iterator[Fact]:
    """主委由X担任"""
    post = m.one("post")
    if _OF_MANY.search(here.plain(0, m.start)):
        return
    chief = re.search("(?:主要|历任|历届)$", here.plain(0, m.start))
    if post is not None and str(post.value) == "负责人" and chief:  # 历届主要负责人：李然、王芳
        acting = here.clause(m.start).holders
        for person in m.all("people"):
            if person.kind == "PERSON":
                yield Membership(person, acting[0] if acting else OWN, "主要负责人" if chief[0] == "主要" else "负责人")
        return
    if post is None or (here.tagged[m.span("post")[1] : m.span("post")[1] + 1] == "由" and not m.text("verb")):
        return
    if not m.text("verb") and re.search(f"(?<!{_O}){_POST}", here.tagged[slice(*m.span("people"))]):
        return  # 主委为李然、副主委王芳: `office_first` reads the second
    people = tuple(p for p in here.mentions_in(*m.span("people")) if p.kind == "PERSON")
    yield from held(here, people, offices_in(here, *m.span("office")), m.start)


_HOLDS = re.compile(r"现|曾|历|兼|同时|还|是|先后")


_GROUP = r"(?P<group>[^，。；：的“”、]{0,20}?(?:领导小组|工作小组|筹备小组|小组|工作组|筹备组))"


@rule(
    rf"(?P<people>{_P}(?:{AND}{_POST}?{_P})*)(?:{_N})?(?:{_POST}|同志)?(?:担任|任|为)(?P<post>{_POST})",
    gives(
        "支部成立了以李然同志为组长，王芳、张明为副组长的调研工作领导小组。",
        Membership("李然", "民进江州市三中支部调研工作领导小组", "组长"),
        Membership("王芳", "民进江州市三中支部调研工作领导小组", "副组长"),
        Membership("张明", "民进江州市三中支部调研工作领导小组", "副组长"),
        about="民进江州市三中支部",
    ),
    silent("李然任主委。", about="民进江州市三中支部"),
)
def task_force(m: Match, here: Here) -> Iterator[Fact]:
    """X任组长 of a group that the sentence names"""
    post = m.one("post")
    if post is None or not (str(post.value).endswith("组长") or str(post.value) == "成员"):
        return
    sentence = here.tagged
    named = (
        re.search(rf"的{_GROUP}", sentence[m.end :])
        or re.search(rf"(?:^|[，。；：])(?:成立了?)?{_GROUP}由", sentence)
        or re.search(rf"(?:成立|组建|建立|健全)了?(?:以|由)?{_GROUP}", sentence[: m.start])
        or re.search(
            rf"(?:成立|组建|建立|健全)了?{_GROUP}。\s*$", here.text[max(0, here.passage.span.start - 40) : here.passage.span.start]
        )
    )
    if named is None:
        return
    group = re.sub(r"^(?:了|一个|专门的?)", "", named["group"])
    if group in ("领导小组", "工作小组"):
        group = _campaign(here) + group
    owner = next((h for h in here.clause(m.start).holders if isinstance(h, Mention) and holds_posts(h)), None)
    for person in m.all("people"):
        if person.kind == "PERSON":
            yield Membership(person, Part(owner or OWN, group), str(post.value))


def _campaign(here: Here) -> str:
    """The campaign that a mere 领导小组 leads: the last one that the report set in motion before this sentence."""
    told = here.text[: here.passage.span.start]
    found = re.findall(r"(?:开展|召开|部署|实施|进行)(?:了|的)?([\u4e00-\u9fff]{4,20}活动)", told[-600:])
    return found[-1] if found else ""
