"""Offices in a sentence: posts and callings with the bodies that they are in, and who holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from .. import lexicon
from ..dates import Date
from ..facts import OWN, Fact, Membership, Occupation, Own, Who
from ..model import Mention
from ..recognising.names import OrgName
from .circumstances import yearly
from .derived import Government, governed, government_beside
from .sentence import Here
from .tagged import CODES

_P, _O, _POST, _OCC, _PLACE, _N, _D = (CODES[k] for k in ("PERSON", "ORG", "POST", "OCCUPATION", "PLACE", "NUMBER", "DATE"))


AND = "(?:、|和|与|及|以及)"


ORGAN = "(?:第?[一二三四五六七八九十\\d]+届|[新本]一?届)(?:(?:执行|常务|中央)*委员会|(?:常务)?理事会|监事会|支委会|主席团)?"
"""What stands between a body and the office in one term of it: 江州市妇联|第二届执行委员会|委员."""


ONE_OFFICE = rf"(?:(?:{_O}|{_PLACE})(?:{ORGAN})?的?)?(?:新任|现任|时任|会员)?(?:{_POST}|{_OCC})"


POSTS = rf"{ONE_OFFICE}(?:(?:、|，|兼任?|和|暨|){ONE_OFFICE})*"


ASIDE = "(?:（[^（）]{0,40}）)?"


PEOPLE = rf"{_P}(?:{ASIDE}{AND}{_P})*"


_PARTY_POST = re.compile(r"主委|会员|盟员|社员|委员$|秘书长|党员|主任$|副主任$")


TERM = rf"(?:自|从)?(?:{_D}|\d{{4}}年?)(?:\s*[—－\-~～至到―–]{{1,2}}\s*(?:{_D}|\d{{4}}年?|今|现在))?"


NO_POST = frozenset(["同志", "干部", "成员", "代表", "负责同志", "负责人", "主持人"])


_ELECTED = re.compile(r"当选|选举产生|选出|推选")


_ELECTS = re.compile(r"聘为|受聘|接任|首任|成立大会|提拔|选举|当选|选出|产生|换届|增补|推选|任命|新一届|第[一二三四五六七八九十]+届")


_RETAINED = re.compile(r"^特[约邀聘]|督导员$|监督员$|信息员$")
"""Posts that name no body: 被聘为特邀教育督导员."""


_RANK = re.compile(r"特级|高级|[主治]任?医师|医师|药师|律师|学科带头人|专家|[画作]家|艺术家|离休|退休|级美术师|级演员")


@dataclass(frozen=True, slots=True)
class Office:
    """A post or calling with the body it is said to be in, if one is said."""

    post: Mention
    body: Mention | None


_IN_ORGAN = re.compile(rf"{_O}{ORGAN}的?$")


def offices_in(here: Here, start: int, stop: int) -> list[Office]:
    found: list[Office] = []
    for index in range(start, stop):
        mention = here.mention(index)
        if mention is None or mention.kind not in ("POST", "OCCUPATION"):
            continue
        before = here.mention(index - 1) or (here.mention(index - 2) if here.tagged[index - 1 : index] == "的" else None)
        organ = _IN_ORGAN.search(here.tagged, start, index) if before is None else None
        before = here.mention(organ.start()) if organ else before
        within = before if before and before.kind in ("ORG", "PLACE") and here.tagged[start:index].count(CODES[before.kind]) else None
        found.append(Office(mention, within))
    return found


def _is_deputy(office: Office) -> bool:
    """代表 alone is no post; of a people's congress it is."""
    return office.post.value == "代表" and office.body is not None and office.body.kind == "ORG" and office.body.value.unit == "人大"


def body_of(here: Here, office: Office, index: int) -> Who | None:
    """The body of a post: the one said, else that of the post before it, else whoever acts in the clause."""
    role = str(office.post.value)
    if office.body is not None:
        if office.body.kind == "PLACE":
            if office.body.text.endswith(("村", "社区")) and role.endswith(("书记", "主任", "队长", "队员")):
                return office.body.text
            return f"{office.body.text}政府" if governed(role) else None
        name: OrgName = office.body.value
        if name.bare and not name.own and not name.unit and not name.part and not name.level and role not in MEMBERS:
            return None
        if role in MEMBERS and name.party and not name.unit and not name.places and not name.host and not name.part and not name.level:
            return OWN if _own_party(here, name) else office.body
        return office.body
    if role not in MEMBERS and _within_unknown(here, office):
        return None
    if here.story.listed and "。" not in here.tagged and role not in MEMBERS:
        return here.story.listed[0]
    beside = _counterpart(here, office) or _of_the_list(here, office)
    if beside is not None:
        return beside
    if not _PARTY_POST.search(role):
        return _of_its_kind(here, office) or _government(here, office) or (OWN if _chosen(here, office, index) else None)
    linked = (
        []
        if role in MEMBERS
        else [m for m in here.mentions_in(0, here.index_of(office.post), "ORG") if holds_posts(m) and _near(here, m, office.post)]
    )
    if role.endswith("秘书长"):  # no branch has one
        linked = [m for m in linked if m.value.unit not in ("支部", "支社")]
    if linked:
        return linked[-1]
    if role in MEMBERS:
        return _whose_member(here, index)
    if _ELECTED.search(here.tagged) and not here.clause(index).explicit:
        return OWN  # an election that a report tells of is its own body's, whoever else had the floor before
    acting = (h for h in here.clause(index).holders if isinstance(h, Own) or (isinstance(h, Mention) and holds_posts(h)))
    return next(acting, OWN)


_UNKNOWN = re.compile("[\u4e00-\u9fff](?:[委部办局处室科会院所站队组团社厅联协]|中心)$")


_ORGAN_ALONE = re.compile(f"(?:{ORGAN}|(?:^|[，。；：任为选的])(?:委员会|理事会|监事会|支委会))$")


def _within_unknown(here: Here, office: Office) -> bool:
    """Does a word stand in front of an office that names a body, though none that is known: 立法会主席, 主席团常务主席, 党办主任?"""
    index = here.index_of(office.post)
    if here.mention(index - 1) is not None if index else True:
        return False
    before = here.plain(0, index)
    return _UNKNOWN.search(before) is not None and _ORGAN_ALONE.search(before) is None


MEMBERS = lexicon.members()
"""What the members of parties are called."""


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


def _chosen(here: Here, office: Office, index: int) -> bool:
    """Is somebody chosen for an office of a society, by a report of which no other body is named in the clause? The resolver sees whether the
    report's own body has such an office."""
    clause = here.clause(index)
    return bool(
        _CHAIRS.search(str(office.post.value))
        and re.search("当选|选举|推选|推举|选出|聘任|聘请|连任|改选|增选", here.tagged)
        and not here.mentions_in(clause.start, here.index_of(office.post), "ORG")
    )


_NAMED_LAST = tuple((re.compile(row["word"]), re.compile(f"{row['named']}$")) for row in lexicon.table("posts")["fits"] if "named" in row)


def _of_its_kind(here: Here, office: Office) -> Who | None:
    """The body named last that an office of such a name can be in: 该校校长, 敬老院…院长徐某."""
    plain = _DEGREE.sub("", str(office.post.value))
    kind = next((kind for word, kind in _NAMED_LAST if word.fullmatch(plain)), None)
    if kind is None:
        return None
    told = [*here.story.bodies, *(m for m in here.mentions_in(0, here.index_of(office.post), "ORG"))]
    for body in reversed(told):
        if not body.value.party and kind.search(body.text):
            return body
    return None


def _government(here: Here, office: Office) -> str | None:
    """The government of the place whose committee is named in front of a mayor's office: 中共江州市委常委、副市长; of the report's own place where no
    place is named in front of it."""
    level = governed(str(office.post.value))
    if level is None:
        return None
    for mention in reversed(here.mentions_in(0, here.index_of(office.post), "ORG")):
        beside = government_beside(mention.value, level)
        if beside is not None and _near(here, mention, office.post):
            return beside
    first = here.clause(here.index_of(office.post)).start
    named = (m for m in here.mentions_in(first, here.index_of(office.post)) if m.kind in ("ORG", "PLACE"))
    return Government(level) if all(_of_the_level(one, level) for one in named) else None


def _of_the_level(mention: Mention, level: str) -> bool:
    """Is a body called by the level alone that the office is of: 市人大常委会副主任李然、|副市长?"""
    return mention.kind == "ORG" and mention.value.bare and bool(mention.value.level == level)


def _counterpart(here: Here, office: Office) -> Who | None:
    """The body of the last post of the same kind: 专委会主任车永宁，副主任漆文军; 某局局长甲、副局长乙."""
    base = _DEGREE.sub("", str(office.post.value))
    before = None
    for one in offices_in(here, 0, here.index_of(office.post)):
        if one.body is not None and one.body.kind == "ORG" and _DEGREE.sub("", str(one.post.value)) == base:
            before = one.body
    return before


_OF_A_SOCIETY = re.compile("(?:会长|秘书长|理事长|监事长|主席|理事|监事)$")
_LISTED = re.compile(rf"(?P<body>{_O})(?:{_POST}、?)+(?:{_P}(?:先生|女士|同志|老师|医生|博士|{_OCC})?[、和]?)+[、，和]$")


def _of_the_list(here: Here, office: Office) -> Who | None:
    """The body of a society in whose list of officers a post stands: 江州市医师协会副会长甲教授、|副秘书长乙教授."""
    found = _LISTED.search(here.tagged[: here.index_of(office.post)]) if _OF_A_SOCIETY.search(str(office.post.value)) else None
    body = here.mention(found.start("body")) if found else None
    return body if body is not None and not (body.value.party or body.value.own or body.value.bare) else None


def holds_posts(mention: Mention) -> bool:
    name: OrgName = mention.value
    return name.party != "中共" and (name.is_committee or name.is_branch or name.own) and not name.part


def _near(here: Here, body: Mention, post: Mention) -> bool:
    """Is the body named in front of the post with nothing but people and posts of its own in between?"""
    between = here.text[body.span.end : post.span.start]
    return "。" not in between and "；" not in between and len(between) < 60


def elected_on(here: Here, index: int) -> Date | None:
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


_HEAD_OF_TERM = re.compile(rf"^\s*[^，。；：]{{0,24}}?[（(](?P<term>{TERM})[）)]")


def held(here: Here, people: tuple[Mention, ...], offices: list[Office], index: int, since: Date | None = None) -> Iterator[Fact]:
    until = None
    headed = _HEAD_OF_TERM.match(here.tagged) if "。" not in here.tagged else None
    if headed:  # 第四届（2011年9月—2016年10月）　主委：甲　副主委：乙
        since, until = term_of(here, *headed.span("term"))
    elif here.story.listed and since is None and "。" not in here.tagged:
        since = here.story.listed[1]
    for office in completed(offices):
        role = str(office.post.value)
        for person in people:
            if office.post.kind == "OCCUPATION" and (office.body is None or office.body.kind == "PLACE"):
                yield Occupation(person, (office.body.text if office.body else "") + office.post.text)
            elif office.post.kind == "OCCUPATION" and office.body is not None and office.body.kind == "ORG":
                yield Membership(person, office.body, office.post.text)
                if _RANK.search(office.post.text):  # a rank goes with the person, a chair with the house
                    yield Occupation(person, office.post.text)
            elif role not in NO_POST or _is_deputy(office):
                body = body_of(here, office, index)
                if body is not None:
                    yield Membership(person, body, role, since, until)
                elif office.body is None and _RETAINED.search(role):
                    yield Occupation(person, office.post.text)


def completed(offices: list[Office]) -> list[Office]:
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


def term_of(here: Here, start: int, stop: int) -> tuple[Date | None, Date | None]:
    """From when to when: 1997年9月—2002年6月, 1988—1996, 2021年6月至今."""
    dated = [m.value for m in here.mentions_in(start, stop, "DATE") if m.value.date is not None]
    if dated:
        first = dated[0].date
        if dated[0].mode == "until":
            return None, None
        return Date(first.start), Date(first.end) if first.end else dated[1].date if len(dated) > 1 else None
    years = re.findall(r"(?:1[89]|20)\d{2}", here.plain(start, stop))
    return (Date(years[0]) if years else None), (Date(years[1]) if len(years) > 1 else None)


BECOMES = (
    "身兼|接任|转任|升任|改任|调任|荣任|就任|系|现任|历任|曾任|先后担任|先后任|担任|兼任|连任|续任|"
    "出任|当选为|当选|再次当选为|被任命为|任命为|被增补为|被增选为|增补为|增选为|被选为|被推选为|"
    "被推荐为|被提拔为|被提任为|被聘为|受聘为|晋升为|提拔为|同时是|兼|现为|还是|是|任|为"
)
