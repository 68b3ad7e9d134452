"""Memberships and occupations: who belongs to which body, in what post, and what people are by calling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..dates import Date
from ..facts import OWN, Affiliation, Fact, Membership, Occupation, Own, Who
from ..model import Mention
from ..recognising.names import OrgName
from .engine import CODES, Here, Match, gives, rule, silent

_P, _O, _POST, _OCC, _PLACE, _N, _D = (CODES[k] for k in ("PERSON", "ORG", "POST", "OCCUPATION", "PLACE", "NUMBER", "DATE"))
_AND = "(?:、|和|与|及|以及)"
_ONE = rf"(?:(?:{_O}|{_PLACE})的?)?(?:新任|现任|时任|会员)?(?:{_POST}|{_OCC})"
_POSTS = rf"{_ONE}(?:(?:、|，|兼任?|和|暨|；|){_ONE})*"
_PEOPLE = rf"{_P}(?:{_AND}{_P})*"
_PARTY_POST = re.compile(r"主委|会员|盟员|社员|委员$|秘书长|党员|主任$|副主任$")
_NO_POST = frozenset(["同志", "干部", "成员", "代表", "负责同志", "负责人", "主持人"])
_MAYORS = ("省长", "市长", "区长", "县长", "州长", "镇长", "乡长")
_ELECTED = re.compile(r"当选|选举产生|选出|推选")
_ELECTS = re.compile(r"选举|当选|选出|产生|换届|增补|推选|任命|新一届|第[一二三四五六七八九十]+届")


@dataclass(frozen=True, slots=True)
class _Office:
    """A post or calling with the body it is said to be in, if one is said."""

    post: Mention
    body: Mention | None


def _offices(here: Here, start: int, stop: int) -> list[_Office]:
    found: list[_Office] = []
    for index in range(start, stop):
        mention = here.mention(index)
        if mention is None or mention.kind not in ("POST", "OCCUPATION"):
            continue
        before = here.mention(index - 1) or (here.mention(index - 2) if here.tagged[index - 1 : index] == "的" else None)
        within = before if before and before.kind in ("ORG", "PLACE") and here.tagged[start:index].count(CODES[before.kind]) else None
        found.append(_Office(mention, within))
    return found


def _is_deputy(office: _Office) -> bool:
    """代表 alone is no post; of a people's congress it is."""
    return office.post.value == "代表" and office.body is not None and office.body.kind == "ORG" and office.body.value.unit == "人大"


def _body(here: Here, office: _Office, index: int) -> Who | None:
    """The body of a post: the one said, else that of the post before it, else whoever acts in the clause."""
    role = str(office.post.value)
    if office.body is not None:
        if office.body.kind == "PLACE":
            return f"{office.body.text}人民政府" if role.endswith(_MAYORS) else None
        name: OrgName = office.body.value
        if name.bare and not name.unit and not name.part and not name.level and role not in ("会员", "盟员", "社员"):
            return None
        return office.body
    if not _PARTY_POST.search(role):
        return None
    if role not in ("会员", "盟员", "社员", "党员"):
        linked = [m for m in here.mentions_in(0, index, "ORG") if _holds_posts(m) and _near(here, m, office.post)]
        if linked:
            return linked[-1]
    if _ELECTED.search(here.tagged) and not here.clause(index).explicit:
        return OWN  # an election that a report tells of is its own body's, whoever else had the floor before
    acting = (h for h in here.clause(index).holders if isinstance(h, Own) or (isinstance(h, Mention) and _holds_posts(h)))
    return next(acting, OWN)


def _holds_posts(mention: Mention) -> bool:
    name: OrgName = mention.value
    return name.party != "中共" and (name.is_committee or name.is_branch or name.own) and not name.part


def _near(here: Here, body: Mention, post: Mention) -> bool:
    """Is the body named in front of the post with nothing but people and posts of its own in between?"""
    between = here.text[body.span.end : post.span.start]
    return "。" not in between and "；" not in between and len(between) < 60


def _since(here: Here, index: int) -> Date | None:
    """From when a post is held: the date of the election that the sentence tells of."""
    if not _ELECTS.search(here.tagged) and not (
        here.story.event and _ELECTS.search(here.story.event.name) and here.story.event_paragraph == here.passage.paragraph
    ):
        return None
    dated = [m.value.date for m in here.mentions_in(0, index, "DATE") if m.value.date and m.value.mode == "at"]
    if dated:
        return dated[-1]  # type: ignore[no-any-return]
    event = here.story.event
    return event.date if event and _ELECTS.search(event.name) else None


def _state(here: Here, people: tuple[Mention, ...], offices: list[_Office], index: int, since: Date | None = None) -> Iterator[Fact]:
    for office in offices:
        role = str(office.post.value)
        for person in people:
            if office.post.kind == "OCCUPATION" and office.body is None:
                yield Occupation(person, office.post.text)
            elif office.post.kind == "OCCUPATION" and office.body is not None and office.body.kind == "ORG":
                yield Membership(person, office.body, office.post.text)
            elif role not in _NO_POST or _is_deputy(office):
                body = _body(here, office, index)
                if body is not None:
                    yield Membership(person, body, role, since)


@rule(
    rf"(?P<posts>{_POSTS})[:：]?(?P<people>{_PEOPLE})",
    gives("民进江州市委会主委李然出席会议。", Membership("李然", "民进江州市委会", "主委"), about=None),
    gives(
        "书法家刘真、会员王芳参加活动。",
        Occupation("刘真", "书法家"),
        Membership("王芳", "民进江州市三中支部", "会员"),
        about="民进江州市三中支部",
    ),
    silent("支部主委分工明确，会员踊跃参加。", about="民进江州市三中支部"),
)
def office_first(m: Match, here: Here) -> Iterator[Fact]:
    """An office in front of a name: 市委会副主委李然"""
    people = tuple(p for p in m.all("people") if p.kind == "PERSON")
    begin, stop = m.span("posts")
    before = here.tagged[max(0, begin - 1) : begin]
    comma = here.tagged.rfind("，", begin, stop)
    if comma > begin and re.search(rf"{_P}[^，。；]{{0,12}}$", here.tagged[:begin]):
        begin = comma + 1  # 李然当选政协委员，会员王芳…: what stands before the comma is another's
    offices = _offices(here, begin, stop)
    if before == _P and offices and offices[0].body is None:
        offices = offices[1:]  # 李然主委、王芳: the first office is the name's before it
    if len(offices) > 1 and re.match(rf"(?:{_POST})[、，和]", here.tagged[begin:stop]) and before == _P:
        return
    elected = _since(here, m.start) if re.search(r"选举产生|选出|产生|换届", here.tagged[: m.start]) else None
    yield from _state(here, people, offices, m.start if offices and offices[0].body is None else m.end, elected)


@rule(
    rf"(?P<people>{_PEOPLE})(?P<post>{_POST})(?!{_P}|{_POST})",
    gives(
        "李然、王芳副主委出席会议。",
        Membership("李然", "民进江州市委会", "副主委"),
        Membership("王芳", "民进江州市委会", "副主委"),
        about="民进江州市委会",
    ),
    silent("李然同志出席会议。", about="民进江州市委会"),
)
def office_behind(m: Match, here: Here) -> Iterator[Fact]:
    """An office right behind a name: 李然主委"""
    post = m.one("post")
    if post is None or str(post.value) in (*_NO_POST, "会员", "盟员", "社员", "党员"):
        return
    yield from _state(here, tuple(p for p in m.all("people") if p.kind == "PERSON"), [_Office(post, None)], m.start)


_BECOMES = "现任|历任|曾任|先后担任|先后任|担任|兼任|连任|续任|出任|当选为|当选|再次当选为|被任命为|任命为|被增补为|被增选为|增补为|增选为|被选为|被推选为|被推荐为|被提拔为|被提任为|被聘为|受聘为|晋升为|提拔为|同时是|兼|现为|还是|是|任|为"


@rule(
    rf"(?P<people>{_PEOPLE})(?:同志|女士|先生)?(?:等?{_N})?(?:{_D}|全票|再次|均|分别|又|也|还|同时|，|一致)*(?P<verb>{_BECOMES})了?(?P<posts>{_POSTS})",
    gives("李然被提拔为江州市计生委副主任。", Membership("李然", "江州市计生委", "副主任")),
    gives(
        "会议选举产生新一届领导班子，李然任主委，王芳任副主委。",
        Membership("李然", "民进江州市三中支部", "主委"),
        Membership("王芳", "民进江州市三中支部", "副主委"),
        about="民进江州市三中支部",
    ),
    gives("周岚、李真被提拔为正科级干部。", Occupation("周岚", "正科级干部"), Occupation("李真", "正科级干部")),
    silent("李然任组织工作的负责人。", about="民进江州市委会"),
)
def became(m: Match, here: Here) -> Iterator[Fact]:
    """X任/当选/被提拔为 an office"""
    people = tuple(p for p in m.all("people") if p.kind == "PERSON")
    begin, stop = m.span("posts")
    offices = _offices(here, begin, stop)
    if re.search(r"组长$", str(offices[-1].post.value)) if offices else True:
        return  # `task_force` knows which group
    after = here.tagged[stop : stop + 1]
    if after == _P and len(offices) > 1:
        offices = offices[:-1]
    elected = None if _HOLDS.match(m.text("verb")) else _since(here, m.end)
    if "分别" in here.tagged[m.start : begin] and len(offices) == len(people):
        for person, office in zip(people, offices, strict=True):
            yield from _state(here, (person,), [office], m.start, elected)
        return
    yield from _state(here, people, offices, m.start, elected)


@rule(
    rf"(?P<people>{_PEOPLE})分别(?:任|担任|当选为?|为)(?P<bodies>{_O}(?:[、和]{_O})+)(?P<post>{_POST})",
    gives(
        "李然、王芳分别任医卫支部、教育支部主任。",
        Membership("李然", "民进江州市医卫支部", "主任"),
        Membership("王芳", "民进江州市教育支部", "主任"),
        Affiliation("民进江州市医卫支部", "民进江州市委会"),
        Affiliation("民进江州市教育支部", "民进江州市委会"),
        about="民进江州市委会",
    ),
    silent("李然、王芳分别发言。", about="民进江州市委会"),
)
def respectively(m: Match, here: Here) -> Iterator[Fact]:
    """甲、乙分别任A、B支部主任"""
    people = [p for p in m.all("people") if p.kind == "PERSON"]
    bodies, post = [b for b in m.all("bodies") if b.kind == "ORG"], m.one("post")
    if post is not None and len(people) == len(bodies):
        for person, body in zip(people, bodies, strict=True):
            yield Membership(person, body, str(post.value), _since(here, m.end))


@rule(
    rf"{{PERSON:who}}[（(](?P<posts>{_POSTS})[）)]",
    gives("李然（江州市政协常委）出席会议。", Membership("李然", "江州市政协", "常委")),
    silent("李然（左二）出席会议。"),
)
def office_aside(m: Match, here: Here) -> Iterator[Fact]:
    """An office in parentheses behind a name: 李然（市政协常委）"""
    yield from _state(here, m.all("who"), _offices(here, *m.span("posts")), m.end)


@rule(
    rf"{{ORG:body}}的(?P<people>{_PEOPLE})(?!{_POST})",
    gives("民进江州市委会的李然、王芳出席会议。", Membership("李然", "民进江州市委会"), Membership("王芳", "民进江州市委会")),
    silent("民进江州市委会的领导出席会议。"),
)
def belongs(m: Match, here: Here) -> Iterator[Fact]:
    """市委会的李然"""
    body = m.one("body")
    if body is not None and _holds_posts(body):
        for person in m.all("people"):
            if person.kind == "PERSON":
                yield Membership(person, body)


@rule(
    rf"^(?P<people>{_P}(?:、{_P})*)[　 \t]+(?P<posts>{_POSTS})",
    gives(
        "民进江州市委会现将优秀会员名单公布如下。\n李然　民进江州市委会副主委、江州市第二中学副校长",
        Membership("李然", "民进江州市委会", "副主委"),
        Membership("李然", "江州市第二中学", "副校长"),
    ),
    silent("现将名单公布如下。\n民进江州市委会　副主委分工"),
)
def listed_row(m: Match, here: Here) -> Iterator[Fact]:
    """A row of a list of people: 李然　市委会副主委、某中学副校长"""
    yield from _state(here, m.all("people"), _offices(here, *m.span("posts")), m.end)


@rule(
    r"^[\s　●]*{PERSON:who}[，（(](?:男|女)[，）)](?P<rest>[^。；！？]+)",
    gives(
        "李然，女，满族，1966年生，国家一级美术师，民进江州市三中支部主任，江州市政协委员。",
        Occupation("李然", "国家一级美术师"),
        Membership("李然", "民进江州市三中支部", "主任"),
        Membership("李然", "江州市政协", "委员"),
    ),
    silent("李然，女会员的榜样。"),
)
def profile(m: Match, here: Here) -> Iterator[Fact]:
    """李然，女，1966年生，某支部主任，市政协委员"""
    begin, stop = m.span("rest")
    other = here.tagged.find(_P, begin, stop)
    for office in _offices(here, begin, stop if other < 0 else other):
        if office.body is not None or office.post.kind == "OCCUPATION":
            yield from _state(here, m.all("who"), [office], m.end)


@rule(
    rf"{{POST:post}}(?:一职)?(?:由|为|是)(?P<posts>{_POSTS})?(?P<people>{_P}(?:（[男女]）)?(?:{_AND}{_P}(?:（[男女]）)?)*)(?:同志)?(?P<verb>担任|兼任|出任|担当)?",
    gives(
        "支部主委由江州市第二中学副校长李然担任，副主委为王芳。",
        Membership("李然", "民进江州市三中支部", "主委"),
        Membership("李然", "江州市第二中学", "副校长"),
        Membership("王芳", "民进江州市三中支部", "副主委"),
        about="民进江州市三中支部",
    ),
    silent("主委由会员选举产生，李然参加会议。", about="民进江州市三中支部"),
)
def held_by(m: Match, here: Here) -> Iterator[Fact]:
    """主委由X担任"""
    post = m.one("post")
    if post is None or (here.tagged[m.span("post")[1] : m.span("post")[1] + 1] == "由" and not m.text("verb")):
        return
    people = tuple(p for p in here.mentions_in(*m.span("people")) if p.kind == "PERSON")
    yield from _state(here, people, _offices(here, m.span("post")[0], m.span("post")[1]), m.start)


_HOLDS = re.compile(r"现|曾|历|兼|同时|还|是|先后")
_GROUP = r"(?P<group>[^，。；：的“”、]{0,20}?(?:领导小组|工作小组|筹备小组|小组|工作组|筹备组))"


@rule(
    rf"(?P<people>{_P}(?:{_AND}{_POST}?{_P})*)(?:{_POST}|同志)?(?:担任|任|为)(?P<post>{_POST})",
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
    if post is None or not str(post.value).endswith("组长"):
        return
    sentence = here.tagged
    named = re.search(rf"的{_GROUP}", sentence[m.end :]) or re.search(rf"(?:^|[，。；：])(?:成立了?)?{_GROUP}由", sentence)
    if named is None:
        return
    group = named["group"].removeprefix("了")
    if group in ("领导小组", "工作小组"):
        group = _campaign(here) + group
    owner = next((h for h in here.clause(m.start).holders if isinstance(h, Mention) and _holds_posts(h)), None)
    for person in m.all("people"):
        if person.kind == "PERSON":
            yield Membership(person, Part(owner or OWN, group), str(post.value))


def _campaign(here: Here) -> str:
    """The campaign that a mere 领导小组 leads: the last one that the report set in motion before this sentence."""
    told = here.text[: here.passage.span.start]
    found = re.findall(r"(?:开展|召开|部署|实施|进行)(?:了|的)?([\u4e00-\u9fff]{4,20}活动)", told[-600:])
    return found[-1] if found else ""


class Part(str):
    """A group within a body that is known only through it: the resolver puts the body's name in front."""

    owner: Who

    def __new__(cls, owner: Who, name: str) -> Part:
        made = super().__new__(cls, name)
        made.owner = owner
        return made


@rule(
    r"{PERSON+:people}(?:同志)?(?:于)?{DATE:date}?(?:加入|参加)(?:了)?{ORG:body}",
    gives("李然2011年加入九三学社。", Membership("李然", "九三学社", "社员", Date("2011"))),
    silent("李然加入讨论。"),
)
def entered(m: Match, here: Here) -> Iterator[Fact]:
    """X于2011年加入九三学社"""
    body, date = m.one("body"), m.one("date")
    from ..lexicon import party_of

    party = party_of(body.value.party) if body is not None else None
    if body is None or party is None or body.value.unit:
        return
    for person in m.all("people"):
        yield Membership(person, body, party.member, date.value.date if date else None)
