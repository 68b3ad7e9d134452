"""Memberships and occupations: who belongs to which body, in what post, and what people are by calling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ..dates import Date
from ..facts import OWN, Conferral, Fact, Membership, Occupation, Own, Who
from ..model import Mention
from ..recognising.names import OrgName
from ..recognising.tables import of_candidates
from .circumstances import yearly
from .engine import gives, rule, silent
from .parts import Part
from .sentence import Here, Match
from .tagged import CODES

_P, _O, _POST, _OCC, _PLACE, _N, _D = (CODES[k] for k in ("PERSON", "ORG", "POST", "OCCUPATION", "PLACE", "NUMBER", "DATE"))
_AND = "(?:、|和|与|及|以及)"
_ORGAN = "(?:第?[一二三四五六七八九十\\d]+届|[新本]一?届)(?:(?:执行|常务)?委员会|理事会|监事会|支委会)?"
"""What stands between a body and the office in one term of it: 江州市妇联|第二届执行委员会|委员."""
_ONE = rf"(?:(?:{_O}|{_PLACE})(?:{_ORGAN})?的?)?(?:新任|现任|时任|会员)?(?:{_POST}|{_OCC})"
_POSTS = rf"{_ONE}(?:(?:、|，|兼任?|和|暨|){_ONE})*"
_ASIDE = "(?:（[^（）]{0,40}）)?"
_PEOPLE = rf"{_P}(?:{_ASIDE}{_AND}{_P})*"
_PARTY_POST = re.compile(r"主委|会员|盟员|社员|委员$|秘书长|党员|主任$|副主任$")
_TERM = rf"(?:自|从)?(?:{_D}|\d{{4}}年?)(?:\s*[—－\-~～至到―–]{{1,2}}\s*(?:{_D}|\d{{4}}年?|今|现在))?"
_NO_POST = frozenset(["同志", "干部", "成员", "代表", "负责同志", "负责人", "主持人"])
_MAYORS = ("省长", "市长", "区长", "县长", "州长", "镇长", "乡长")
_ELECTED = re.compile(r"当选|选举产生|选出|推选")
_ELECTS = re.compile(r"聘为|受聘|接任|首任|成立大会|提拔|选举|当选|选出|产生|换届|增补|推选|任命|新一届|第[一二三四五六七八九十]+届")


_RETAINED = re.compile(r"^特[约邀聘]|督导员$|监督员$|信息员$")
"""Posts that name no body: 被聘为特邀教育督导员."""
_RANK = re.compile(r"特级|高级|[主治]任?医师|医师|药师|律师|学科带头人|专家|[画作]家|艺术家|离休|退休|级美术师|级演员")


@dataclass(frozen=True, slots=True)
class _Office:
    """A post or calling with the body it is said to be in, if one is said."""

    post: Mention
    body: Mention | None


_IN_ORGAN = re.compile(rf"{_O}{_ORGAN}的?$")


def _offices(here: Here, start: int, stop: int) -> list[_Office]:
    found: list[_Office] = []
    for index in range(start, stop):
        mention = here.mention(index)
        if mention is None or mention.kind not in ("POST", "OCCUPATION"):
            continue
        before = here.mention(index - 1) or (here.mention(index - 2) if here.tagged[index - 1 : index] == "的" else None)
        organ = _IN_ORGAN.search(here.tagged, start, index) if before is None else None
        before = here.mention(organ.start()) if organ else before
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
            if office.body.text.endswith(("村", "社区")) and role.endswith(("书记", "主任", "队长", "队员")):
                return office.body.text
            return f"{office.body.text}政府" if role.endswith(_MAYORS) else None
        name: OrgName = office.body.value
        if name.bare and not name.own and not name.unit and not name.part and not name.level and role not in _MEMBERS:
            return None
        if role in _MEMBERS and name.party and not name.unit and not name.places and not name.host and not name.part and not name.level:
            return OWN if _own_party(here, name) else office.body
        return office.body
    if role not in _MEMBERS and _within_unknown(here, office):
        return None
    if here.story.listed and "。" not in here.tagged and role not in _MEMBERS:
        return here.story.listed[0]
    beside = _counterpart(here, office)
    if beside is not None:
        return beside
    if not _PARTY_POST.search(role):
        return _of_its_kind(here, office) or _government(here, office) or (OWN if _chosen(here, office, index) else None)
    linked = (
        []
        if role in _MEMBERS
        else [m for m in here.mentions_in(0, here.index_of(office.post), "ORG") if _holds_posts(m) and _near(here, m, office.post)]
    )
    if role.endswith("秘书长"):  # no branch has one
        linked = [m for m in linked if m.value.unit not in ("支部", "支社")]
    if linked:
        return linked[-1]
    if role in _MEMBERS:
        return _whose_member(here, index)
    if _ELECTED.search(here.tagged) and not here.clause(index).explicit:
        return OWN  # an election that a report tells of is its own body's, whoever else had the floor before
    acting = (h for h in here.clause(index).holders if isinstance(h, Own) or (isinstance(h, Mention) and _holds_posts(h)))
    return next(acting, OWN)


_UNKNOWN = re.compile("[\u4e00-\u9fff](?:[委部办局处室科会院所站队组团社厅联协]|中心)$")


_ORGAN_ALONE = re.compile(f"(?:{_ORGAN}|(?:^|[，。；：任为选的])(?:委员会|理事会|监事会|支委会))$")


def _within_unknown(here: Here, office: _Office) -> bool:
    """Does a word stand in front of an office that names a body, though none that is known: 立法会主席, 主席团常务主席, 党办主任?"""
    index = here.index_of(office.post)
    if here.mention(index - 1) is not None if index else True:
        return False
    before = here.plain(0, index)
    return _UNKNOWN.search(before) is not None and _ORGAN_ALONE.search(before) is None


_MEMBERS = ("会员", "盟员", "社员", "党员")
_DEGREE = re.compile(r"^(?:原|前)?(?:专职|兼职|常务|名誉|第一|执行|代理|代|驻会|总|副|正|候任)*")


def _whose_member(here: Here, index: int) -> Who:
    """Whom a mere 会员X belongs to: the branch whose doings the sentence tells of, if it tells of one; else the report's own body,
    whatever branch the sentence before was about."""
    clause = here.clause(index)
    honoured = re.search(r"[被获荣评]|当选", here.tagged[clause.start : clause.end])
    if honoured and not here.mentions_in(clause.start, index, "ORG"):
        return OWN  # 甲支部获…，乙、丙2名会员被评为…: a list of honours
    acting = [c.holders for c in here.clauses if c.explicit and c.holders and not c.persons and c.start <= index]
    if len(acting) == 1 and len(acting[0]) == 1 and isinstance(acting[0][0], Mention) and acting[0][0].value.is_branch:
        return acting[0][0]
    return OWN


def _own_party(here: Here, name: OrgName) -> bool:
    """Is a party's bare name that of the party which the report speaks of throughout?"""
    told = (*here.story.bodies, *(m for m in here.mentions if m.kind == "ORG"))
    return not any(m.value.party not in ("", "中共", name.party) for m in told)


_CHAIRS = re.compile("(?:会长|理事长|监事长|主席|理事|监事|顾问)$")


def _chosen(here: Here, office: _Office, index: int) -> bool:
    """Is somebody chosen for an office of a society, by a report of which no other body is named in the clause? The resolver sees whether the
    report's own body has such an office."""
    clause = here.clause(index)
    return bool(
        _CHAIRS.search(str(office.post.value))
        and re.search("当选|选举|推选|推举|选出|聘任|聘请|连任|改选|增选", here.tagged)
        and not here.mentions_in(clause.start, here.index_of(office.post), "ORG")
    )


_HEADS_OF = {
    "校长": r"(?:小学|中学|[一二三四五六七八九十]中|学校|大学|一小|实小|附中|附小|中心校)$",
    "院长": r"(?:医院|学院|敬老院|福利院|养老院|卫生院|研究院|画院|书画院)$",
    "园长": r"幼儿园$",
    "馆长": r"馆$",
    "所长": r"所$",
    "局长": r"局$",
    "台长": r"台$",
    "社长": r"社$",
    "董事长": r"公司|集团$",
    "总经理": r"公司|集团$",
}


def _of_its_kind(here: Here, office: _Office) -> Who | None:
    """The body named last that an office of such a name can be in: 该校校长, 敬老院…院长徐某."""
    kind = _HEADS_OF.get(_DEGREE.sub("", str(office.post.value)))
    if kind is None:
        return None
    told = [*here.story.bodies, *(m for m in here.mentions_in(0, here.index_of(office.post), "ORG"))]
    for body in reversed(told):
        if not body.value.party and re.search(kind, body.text):
            return body
    return None


def _government(here: Here, office: _Office) -> str | None:
    """The government of the place whose committee is named in front of a mayor's office: 中共江州市委常委、副市长."""
    kind = re.fullmatch(r"(?:原|前|常务|代理?|副)*([省市区县州])长", str(office.post.value))
    for mention in reversed(here.mentions_in(0, here.index_of(office.post), "ORG")):
        name: OrgName = mention.value
        if kind and name.places and name.level == kind[1] and _near(here, mention, office.post):
            place = "".join(name.places)
            return f"{place if place.endswith(name.level) else place + name.level}政府"
    return None


def _counterpart(here: Here, office: _Office) -> Who | None:
    """The body of the last post of the same kind: 专委会主任车永宁，副主任漆文军; 某局局长甲、副局长乙."""
    base = _DEGREE.sub("", str(office.post.value))
    before = None
    for one in _offices(here, 0, here.index_of(office.post)):
        if one.body is not None and one.body.kind == "ORG" and _DEGREE.sub("", str(one.post.value)) == base:
            before = one.body
    return before


def _holds_posts(mention: Mention) -> bool:
    name: OrgName = mention.value
    return name.party != "中共" and (name.is_committee or name.is_branch or name.own) and not name.part


def _near(here: Here, body: Mention, post: Mention) -> bool:
    """Is the body named in front of the post with nothing but people and posts of its own in between?"""
    between = here.text[body.span.end : post.span.start]
    return "。" not in between and "；" not in between and len(between) < 60


def _since(here: Here, index: int) -> Date | None:
    """From when a post is held: the date of the election that the sentence tells of."""
    of_the_tale = here.story.event and _ELECTS.search(here.story.event.name)
    if not _ELECTS.search(here.tagged) and not (of_the_tale and (here.story.news or here.story.event_paragraph == here.passage.paragraph)):
        return None
    dated = [m.value.date for m in here.mentions_in(0, index, "DATE") if m.value.date and m.value.mode == "at"]
    if dated:
        return dated[-1]  # type: ignore[no-any-return]
    if re.search(r"聘为|受聘|增补|提拔|接任", here.tagged) and not here.mentions_in(0, index, "DATE") and (year := yearly(here)):
        return year
    event = here.story.event
    return event.date if event and (_ELECTS.search(event.name) or here.story.news) else None


_HEAD_OF_TERM = re.compile(rf"^\s*[^，。；：]{{0,24}}?[（(](?P<term>{_TERM})[）)]")


def _state(here: Here, people: tuple[Mention, ...], offices: list[_Office], index: int, since: Date | None = None) -> Iterator[Fact]:
    until = None
    headed = _HEAD_OF_TERM.match(here.tagged) if "。" not in here.tagged else None
    if headed:  # 第四届（2011年9月—2016年10月）　主委：甲　副主委：乙
        since, until = _term(here, *headed.span("term"))
    elif here.story.listed and since is None and "。" not in here.tagged:
        since = here.story.listed[1]
    for office in _completed(offices):
        role = str(office.post.value)
        for person in people:
            if office.post.kind == "OCCUPATION" and (office.body is None or office.body.kind == "PLACE"):
                yield Occupation(person, (office.body.text if office.body else "") + office.post.text)
            elif office.post.kind == "OCCUPATION" and office.body is not None and office.body.kind == "ORG":
                yield Membership(person, office.body, office.post.text)
                if _RANK.search(office.post.text):  # a rank goes with the person, a chair with the house
                    yield Occupation(person, office.post.text)
            elif role not in _NO_POST or _is_deputy(office):
                body = _body(here, office, index)
                if body is not None:
                    yield Membership(person, body, role, since, until)
                elif office.body is None and _RETAINED.search(role):
                    yield Occupation(person, office.post.text)


def _completed(offices: list[_Office]) -> list[_Office]:
    """Offices told of somebody one behind the other; a 秘书长 without a body of its own is of the committee in front: 省委会副主委兼秘书长."""
    found = offices[:1]
    for before, office in pairwise(offices):
        body = before.body
        of_before = (
            office.body is None
            and str(office.post.value).endswith("秘书长")
            and body is not None
            and body.kind == "ORG"
            and (body.value.is_committee or body.value.party == "中共")
        )
        of_before = of_before or (office.body is None and str(before.post.value).startswith("党组"))  # 省总工会党组成员、副主席
        found.append(replace(office, body=body) if of_before else office)
    return found


@rule(
    rf"(?P<posts>{_POSTS})(?:（[^（）]{{0,12}}(?:为序|排序|顺序|排名)[^（）]{{0,6}}）)?[:：]?(?P<people>{_PEOPLE})",
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
    if offices and re.search(rf"{_P}(?:{_BECOMES})了?$", here.tagged[:begin]):
        offices = offices[1:]  # 李然为副主委、会员王芳为…
        if not offices:
            return  # 李然为主委王芳为副主委: a mark was lost
    if before == _P and offices and offices[0].body is None:
        offices = offices[1:]  # 李然主委、王芳: the first office is the name's before it
    if len(offices) > 1 and re.match(rf"(?:{_POST})[、，和]", here.tagged[begin:stop]) and before == _P:
        return
    elected = _since(here, m.start) if re.search(r"选举产生|选出|产生|换届", here.tagged[: m.start]) else None
    index = m.start if offices and offices[0].body is None else m.end
    if elected is None or not offices:
        yield from _state(here, people, offices, index, elected)
        return
    # 某局局长、某院院长李然当选为主任委员: what he is besides began at another time
    for office, whole in zip(offices, _completed(offices), strict=True):
        at_home = office.body is None or (office.body.kind == "ORG" and _holds_posts(office.body))
        yield from _state(here, people, [whole], index, elected if at_home else None)


@rule(
    rf"{{POST:post}}[、，](?P<calling>(?:[\u4e00-\u9fff]|{_O}|{_PLACE}|{_OCC}|{_POST}){{1,16}}?)(?P<who>{_P})",
    gives(
        "会员、儿童文学作家李然参加活动。",
        Membership("李然", "民进江州市三中支部", "会员"),
        Occupation("李然", "作家"),
        about="民进江州市三中支部",
    ),
    silent("会员、群众踊跃参加，李然主持。", about="民进江州市三中支部"),
)
def member_and(m: Match, here: Here) -> Iterator[Fact]:
    """会员、(what else somebody is)X: a member, whatever stands in between"""
    post = m.one("post")
    between = here.tagged[slice(*m.span("calling"))]
    if post is None or str(post.value) not in _MEMBERS or not re.search(rf"(?:[{_OCC}{_POST}]|家|者|师|员|人|手|长|士)$", between):
        return
    if between.startswith(("、", "，")) or re.search(r"参加|和|与|被|获|为", between):
        return
    body = here.mention(m.start - 1) if m.start else None
    if here.tagged[m.start - 1 : m.start] == "的":
        body = here.mention(m.start - 2)
    yield from _state(here, m.all("who"), [_Office(post, body if body is not None and body.kind == "ORG" else None)], m.start)


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


_BECOMES = (
    "身兼|接任|转任|升任|改任|调任|荣任|就任|系|现任|历任|曾任|先后担任|先后任|担任|兼任|连任|续任|"
    "出任|当选为|当选|再次当选为|被任命为|任命为|被增补为|被增选为|增补为|增选为|被选为|被推选为|"
    "被推荐为|被提拔为|被提任为|被聘为|受聘为|晋升为|提拔为|同时是|兼|现为|还是|是|任|为"
)


@rule(
    rf"(?P<people>{_P}(?:{_ASIDE}{_AND}[{_O}{_POST}{_OCC}{_PLACE}]*{_P})*){_ASIDE}"
    rf"(?:同志|女士|先生|{_OCC})?(?:等?{_N}(?P<titled>{_POST})?)?"
    rf"(?:{_D}|本人|全票|再次|均|分别|又|也|还|同时|，|一致)*(?P<verb>{_BECOMES})了?"
    rf"(?:(?:[新本]一?|第?[一二三四五六七八九十两\d]+)届(?:(?:支部|总支|市|区|县|执行|常务)?委员会|"
    rf"支委会|理事会|监事会|执委会)?的?|过)?(?:全国|[我该]?[省市区县州])?(?P<posts>{_POSTS})",
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
    offices = _offices(here, begin, stop)
    titled = m.one("titled")
    if titled is not None and str(titled.value) not in _NO_POST:
        return
    if not offices or (re.search("[组队团]长$", str(offices[-1].post.value)) and offices[-1].body is None):
        return  # `task_force` knows which group
    after = here.tagged[stop : stop + 1]
    if re.match(r"为|由|是|：", after) and len(offices) > 1:
        offices = offices[:-1]  # 任主委，副主委为王芳: the last office is the next one's
    if after == _P and len(offices) > 1:
        offices = offices[:-1]
    elif m.text("verb") == "为" and str(offices[-1].post.value) in _MEMBERS and after not in ("", "，", "。", "；", "、"):
        return  # 李然为会员解读…
    elected = None if _HOLDS.match(m.text("verb")) else _since(here, m.end)
    if "分别" in here.tagged[m.start : begin] and len(offices) == len(people):
        for person, office in zip(people, offices, strict=True):
            yield from _state(here, (person,), [office], m.start, elected)
        return
    yield from _state(here, people, offices, m.start, elected)


_NAMED = rf"{_P}{_ASIDE}(?:(?:、|，|和|[\s　]+){_P}{_ASIDE})*"


@rule(
    rf"(?:历任|先后|曾任)?{{POST:post}}(?:依次|先后|分别)?(?:为|是|有|：)?(?P<people>{_P}[（(]{_TERM}[）)](?:(?:、|，|和){_P}[（(]{_TERM}[）)])*)",
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
    for found in re.finditer(rf"({_P})[（(]({_TERM})[）)]", here.tagged[begin:stop]):
        person = here.mention(begin + found.start(1))
        body = _body(here, _Office(post, None), m.start) if post is not None else None
        since, until = _term(here, begin + found.start(2), begin + found.end(2))
        if person is not None and post is not None and body is not None and since is not None:
            yield Membership(person, body, str(post.value), since, until)


def _term(here: Here, start: int, stop: int) -> tuple[Date | None, Date | None]:
    """From when to when: 1997年9月—2002年6月, 1988—1996, 2021年6月至今."""
    dated = [m.value for m in here.mentions_in(start, stop, "DATE") if m.value.date is not None]
    if dated:
        first = dated[0].date
        if dated[0].mode == "until":
            return None, None
        return Date(first.start), Date(first.end) if first.end else dated[1].date if len(dated) > 1 else None
    years = re.findall(r"(?:1[89]|20)\d{2}", here.plain(start, stop))
    return (Date(years[0]) if years else None), (Date(years[1]) if len(years) > 1 else None)


@rule(
    rf"{{PERSON:who}}[（(](?P<posts>{_POSTS})[）)]",
    gives("李然（江州市政协常委）出席会议。", Membership("李然", "江州市政协", "常委")),
    silent("李然（左二）出席会议。"),
)
def office_aside(m: Match, here: Here) -> Iterator[Fact]:
    """An office in parentheses behind a name: 李然（市政协常委）"""
    yield from _state(here, m.all("who"), _offices(here, *m.span("posts")), m.end)


@rule(
    rf"{_POST}(?P<who>{_P})，(?P<posts>{_O}{_POST}(?:[、，兼]{_O}?{_POST})*)(?=[；。]|$)",
    gives(
        "总支主委李然，江州市第二中学副校长；副主委王芳。",
        Membership("李然", "民进江州市城南总支", "主委"),
        Membership("李然", "江州市第二中学", "副校长"),
        Membership("王芳", "民进江州市城南总支", "副主委"),
        about="民进江州市城南总支",
    ),
    silent("总支主委李然，江州市第二中学副校长王芳参加。", about="民进江州市城南总支"),
)
def office_added(m: Match, here: Here) -> Iterator[Fact]:
    """主委X，某中学副校长；: what follows a name behind a comma and ends there is the name's"""
    yield from _state(here, m.all("who"), _offices(here, *m.span("posts")), m.end)


@rule(
    rf"(?P<who>{_P})(?P<calling>{_OCC})(?=[，。；、在到作为主就率一的是被当应获]|{_D}|$)",
    gives("李然教授作了讲座。", Occupation("李然", "教授")),
    silent("李然、律师王芳参加活动。"),
)
def calling_behind(m: Match, here: Here) -> Iterator[Fact]:
    """A calling right behind a name: 李然教授"""
    calling = here.mention(m.span("calling")[0])
    if calling is not None:
        for person in m.all("who"):
            yield Occupation(person, calling.text)


@rule(
    rf"(?P<people>{_PEOPLE})(?:等)?{{NUMBER:n}}(?P<post>{_POST})(?=被|获|荣|受|参|分|任|担|[，。；])",
    gives(
        "王芳、张明等12名会员被评为优秀会员。",
        Membership("王芳", "民进江州市三中支部", "会员"),
        Membership("张明", "民进江州市三中支部", "会员"),
        Conferral("优秀会员", "王芳"),
        Conferral("优秀会员", "张明"),
        Conferral("优秀会员", None, 12, "民进江州市三中支部"),
        about="民进江州市三中支部",
    ),
    silent("王芳等12名教师参加活动。", about="民进江州市三中支部"),
)
def counted_members(m: Match, here: Here) -> Iterator[Fact]:
    """甲、乙等12名会员"""
    post, number = m.one("post"), m.one("n")
    people = [p for p in m.all("people") if p.kind == "PERSON"]
    each = number is not None and number.value[0] == len(people) and post is not None and str(post.value) not in _NO_POST
    if each and post is not None and str(post.value) not in _MEMBERS:  # 甲、乙两位副主委
        yield from _state(here, tuple(people), [_Office(post, None)], m.start)
    elif post is not None and str(post.value) in _MEMBERS and number is not None and number.value[1] in ("名", "位", "个"):
        yield from _state(here, tuple(p for p in m.all("people") if p.kind == "PERSON"), [_Office(post, None)], m.start)


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
    if of_candidates(here.text, here.passage.span.start):
        return
    yield from _state(here, m.all("people"), _offices(here, *m.span("posts")), m.end)


@rule(
    rf"^[\s　●]*{{PERSON:who}}[，（(](?:男|女|[\u4e00-\u9fff]{{1,3}}族|汉族|{_D}(?:出?生)?|{_N})[，）)](?P<rest>[^。；！？]+)",
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
    yield from _told_of(here, m.all("who"), *m.span("rest"))


def _told_of(here: Here, people: tuple[Mention, ...], begin: int, stop: int) -> Iterator[Fact]:
    """The offices and callings of a stretch that is about somebody, up to where another is named."""
    other = here.tagged.find(_P, begin, stop)
    for office in _offices(here, begin, stop if other < 0 else other):
        if office.body is not None or office.post.kind == "OCCUPATION":
            yield from _state(here, people, [office], stop)


@rule(
    rf"(?:^|(?<=[，。；]))[\s　]*(?:他|她|本人|其本人|{_D}|同时|并|还|也|又|先后|，(?={_D}))*"
    rf"(?P<verb>现任|历任|曾任|时任|先后担任|先后任|担任|兼任|任|系|现为|是|当选为?|被选为|被推选为|"
    rf"被聘为|受聘为)了?(?P<rest>(?:{_D}|第?[一二三四五六七八九十\d、]+届|{_O}|{_PLACE}|的)*{_ONE}"
    rf"(?!(?:分别)?[为是由：])[^。；！？]*)",
    gives(
        "李然，1966年生，教授。现任民进江州市委会副主委，江州市第二中学副校长，江州市政协常委。",
        Occupation("李然", "教授"),
        Membership("李然", "民进江州市委会", "副主委"),
        Membership("李然", "江州市第二中学", "副校长"),
        Membership("李然", "江州市政协", "常委"),
    ),
    silent("主委由选举产生，是支部的负责人。", about="民进江州市三中支部"),
)
def went_on(m: Match, here: Here) -> Iterator[Fact]:
    """现任/当选 an office, said of whom the sentences before are about"""
    people = here.clause(m.start).persons or ((here.story.topic,) if here.story.topic else ())
    if len(people) == 1:
        begin, stop = m.span("rest")
        comma = re.search(r"，(?![^，。；]{0,3}" + f"(?:{_O}|{_POST}|{_OCC}|{_D}?现任|兼))", here.tagged[begin:stop])
        yield from _told_of(here, people, begin, begin + comma.start() if comma else stop)


@rule(
    rf"{{ORG:body}}{{POST:post}}{{NUMBER:n}}[（(](?:{_POST}|{_OCC})?(?P<people>{_P}(?:、{_P})*)[）)]",
    gives(
        "会员中有江州市政协委员2名（李然、王芳）。",
        Membership("李然", "江州市政协", "委员"),
        Membership("王芳", "江州市政协", "委员"),
        about="民进江州市委会",
    ),
    silent("会员中有江州市政协委员2名。", about="民进江州市委会"),
)
def seated(m: Match, here: Here) -> Iterator[Fact]:
    """市政协委员2名（甲、乙）"""
    body, post = m.one("body"), m.one("post")
    if body is not None and post is not None:
        yield from _state(here, tuple(p for p in m.all("people") if p.kind == "PERSON"), [_Office(post, body)], m.end)


_OF_MANY = re.compile("(?:市州|州市|[省市区县地]级?[、和]?[市区县州旗]|地市|盟市|各[省市区县地级]{1,2})$")
"""In front of an office that several bodies have: 市州主委有李然、王芳."""


@rule(
    rf"{{POST:post}}(?:一职)?(?:由|为|是|还有|有|包括|分别是|分别为)[：:]?(?P<posts>{_POSTS})?"
    rf"(?P<people>{_P}{_ASIDE}(?:{_AND}(?:{_POSTS})?{_P}{_ASIDE})*)(?:同志)?"
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
    if not m.text("verb") and re.search(_POST, here.tagged[slice(*m.span("people"))]):
        return  # 主委为李然、副主委王芳: `office_first` reads the second
    people = tuple(p for p in here.mentions_in(*m.span("people")) if p.kind == "PERSON")
    at = m.span("post")[0]
    named = here.mention(at - 1) if at else None
    yield from _state(here, people, [_Office(post, named if named is not None and named.kind == "ORG" else None)], m.start)


_HOLDS = re.compile(r"现|曾|历|兼|同时|还|是|先后")
_GROUP = r"(?P<group>[^，。；：的“”、]{0,20}?(?:领导小组|工作小组|筹备小组|小组|工作组|筹备组))"


@rule(
    rf"(?P<people>{_P}(?:{_AND}{_POST}?{_P})*)(?:{_N})?(?:{_POST}|同志)?(?:担任|任|为)(?P<post>{_POST})",
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
    owner = next((h for h in here.clause(m.start).holders if isinstance(h, Mention) and _holds_posts(h)), None)
    for person in m.all("people"):
        if person.kind == "PERSON":
            yield Membership(person, Part(owner or OWN, group), str(post.value))


def _campaign(here: Here) -> str:
    """The campaign that a mere 领导小组 leads: the last one that the report set in motion before this sentence."""
    told = here.text[: here.passage.span.start]
    found = re.findall(r"(?:开展|召开|部署|实施|进行)(?:了|的)?([\u4e00-\u9fff]{4,20}活动)", told[-600:])
    return found[-1] if found else ""


@rule(
    r"(?:{DATE:before}，?)?(?:{PERSON+:people}|他|她|本人)?(?:同志)?(?:于)?{DATE:date}?(?:加入|参加)(?:了)?{ORG:body}(?![举组召])",
    gives("李然2011年加入九三学社。", Membership("李然", "九三学社", "社员", Date("2011"))),
    silent("李然加入讨论。"),
)
def entered(m: Match, here: Here) -> Iterator[Fact]:
    """X于2011年加入九三学社"""
    body, date = m.one("body"), m.one("date") or m.one("before")
    from ..lexicon import party_of

    party = party_of(body.value.party) if body is not None else None
    if body is None or party is None or body.value.unit:
        return
    people = m.all("people") or here.clause(m.end - 1).persons or ((here.story.topic,) if here.story.topic else ())
    for person in people if date or m.all("people") else ():
        yield Membership(person, body, party.member, date.value.date if date else None)
