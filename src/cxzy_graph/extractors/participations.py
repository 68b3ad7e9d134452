"""Participations: who attended, chaired, spoke at an event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..dates import Date
from ..facts import OWN, Affiliation, Event, Fact, Participation
from ..model import Mention
from .circumstances import when
from .clauses import PRONOUN
from .engine import gives, rule, silent
from .phrases import kind_of, names_something, tidy
from .sentence import Here, Match
from .story import GATHERS, NEWS
from .tagged import CODES, Clause

_P, _N = CODES["PERSON"], CODES["NUMBER"]
_TAKES_PART = re.compile(
    r"出席|参加|到会|莅临|主持|讲话|致辞|致欢迎辞|致欢迎词|致贺|发言|发了言|报告|汇报|陪同|作陪|带队|率队|同行|指导|领学|宣读|述职|通报|点评|总结|介绍|来了|接待|传达|授课|授牌|颁发|揭牌|辅导|"
    r"执教|演唱|朗诵|挥毫|写春联|现场书写|献上|即席|坐诊|诊病|答疑|讲述|主讲|领读|"
    r"担任(?:评委|主礼嘉宾|嘉宾|主持)|牵头|押车|同台|回赠|带着|上了|陪伴|解答|即兴|独奏|合唱|走访|"
    r"慰问|看望|调研|考察|参观|说(?=[，：:]|$)|坦言|感慨|宣布|发令|接受捐赠|表态|道谢|道贺|祝贺|"
    r"表示感谢|提醒|强调|指出|表示|提出|希望|要求|讲解|讲授|讲课|作了|交流|宣讲|致答|答谢|到场|应邀|"
    r"一行|带领|参与|分享|见证|观摩|列席|肯定|先致|的有|还有"
)
"""What somebody does who takes part in something: 出席, 主持, 致辞, 陪同."""
_NOT_THERE = re.compile(
    r"主持[^，。；会]{0,6}工作(?!会)|未能|缺席|曾|加入|毕业|撰写|获|评为|(?<!新)当选|担任(?!主?[礼讲持]?嘉?宾|评委|主持)|提拔|被列为|榜上有名|任[主副]|上届|撰稿|捐赠|出资"
)
_BY_NOUN = re.compile(
    r"[\s　]*(?:在)?(?P<noun>[\u4e00-\u9fff]{0,3}(?:座谈会|茶话会|联欢会|报告会|研讨会|交流会|培训班|开幕式|闭幕式|仪式|大会|论坛|讲座))(?:由|上，)"
)
_SPEAKS = re.compile(r"发言|讲话|致辞|主持|宣读|工作报告")
"""What is done at a gathering, whatever else the tale mentions in between."""


@rule(
    None,
    gives(
        "民进江州市委会召开换届大会。王芳主持会议，李然到会讲话。",
        Event("换届大会", ("民进江州市委会",), "会议"),
        Participation("王芳", Event("换届大会", ("民进江州市委会",), "会议")),
        Participation("李然", Event("换届大会", ("民进江州市委会",), "会议")),
    ),
    silent("李然被评为优秀会员。"),
)
def attended(here: Here) -> Iterator[tuple[Fact, tuple[int, int]]]:
    """People who 出席/主持/宣读 at the event that the report is telling of: what is said of nobody who was not there"""
    yield from (one for one in _came(here) if _FORMALLY.search(here.tagged, *one[1]))


@rule(
    None,
    gives(
        "民进江州市委会召开换届大会。王芳发言，李然参加了会议。",
        Event("换届大会", ("民进江州市委会",), "会议"),
        Participation("王芳", Event("换届大会", ("民进江州市委会",), "会议")),
        Participation("李然", Event("换届大会", ("民进江州市委会",), "会议")),
    ),
    silent("李然被评为优秀会员。"),
)
def came(here: Here) -> Iterator[tuple[Fact, tuple[int, int]]]:
    """People who 参加/发言/表示 at the event that the report is telling of: less sure, for there may be another that they did so at"""
    yield from (one for one in _came(here) if not (_FORMALLY.search(here.tagged, *one[1]) or _JOINED.search(here.tagged, *one[1])))


@rule(
    None,
    gives(
        "民进江州市委会举办春节联欢会。王芳、李然参加了活动。",
        Event("春节联欢会", ("民进江州市委会",), "文体联谊"),
        Participation("王芳", Event("春节联欢会", ("民进江州市委会",), "文体联谊")),
        Participation("李然", Event("春节联欢会", ("民进江州市委会",), "文体联谊")),
    ),
    silent("李然被评为优秀会员。"),
)
def joined_in(here: Here) -> Iterator[tuple[Fact, tuple[int, int]]]:
    """People who 参加了本次活动: the event that the report is telling of, in so many words"""
    for one in _came(here):
        if _JOINED.search(here.tagged, *one[1]) and not _FORMALLY.search(here.tagged, *one[1]):
            yield one


_FORMALLY = re.compile(
    r"出席|到会|莅临|主持|列席|宣读|作陪|陪同|致辞|致贺|颁[发奖]|授牌|揭牌|工作报告|代表[^，。；]{1,20}(?:发言|讲话|致|宣|作|表)"
)
_JOINED = re.compile(
    r"(?:参加|参与)了?(?:本次|此次|这次|该|上述|当天的?|这一)?(?:活动|会议|大会|座谈会?|调研|仪式|培训|学习|参观|慰问|联谊|交流)(?=[，。；]|$)"
)


def _came(here: Here) -> Iterator[tuple[Fact, tuple[int, int]]]:
    for clause, (start, stop), plainly in _said_of_people(here):
        event = here.event_at(stop)
        told_here = here.told_between(clause.start, _ahead(here, start, stop))
        if not _of_this_tale(here, event) and told_here is None:
            event = None
        if not plainly and not _may_be_there(here, clause, event, told_here):
            continue
        event = told_here or event
        noun = _BY_NOUN.match(here.tagged, start, stop)
        if noun:
            event = here.story.called(noun["noun"]) or event
        said = here.tagged[start:stop]
        if event is not None and here.story.news and _SPEAKS.search(said) and not GATHERS.search(event.name):
            event = next((e for e in reversed(here.story.told) if GATHERS.search(e.name) and e.date and e.date.has_day), event)
        elsewhere = _named_at(here, start, stop)
        if elsewhere is not None:
            yield elsewhere, (start, stop)
        target = elsewhere or (None if event is None or _elsewhere(said, event) else event)
        if target is not None:
            for person in _people(here, clause):
                if not _signs(here, person) and not _is_told_of(here, person):
                    yield Participation(person, target), (start, stop)


def _said_of_people(here: Here) -> Iterator[tuple[Clause, tuple[int, int], bool]]:
    """The clauses that name people with something said of them, the stretch up to the words that say it, and whether those
    words plainly say that they took part.

    What is said of several people may stand behind the last of them (甲，乙，丙也出席了大会), or in front of a colon.
    """
    clauses = here.clauses
    for index, clause in enumerate(clauses):
        if not _people(here, clause):
            continue
        colon = next((c for c in reversed(clauses[:index]) if here.tagged[c.end - 1 : c.end] == "："), None)
        if colon and re.search(r"选举|产生|名单|班子|组成", here.tagged[colon.start : colon.end]):
            continue  # a list of who was elected
        for one in [*([colon] if colon else []), *clauses[index:]]:
            words = here.tagged[one.start : one.end]
            if _NOT_THERE.search(words):
                break
            if _TAKES_PART.search(words):
                yield clause, (min(one.start, clause.start), max(one.end, clause.end)), True
                break
            if words.endswith("；"):
                yield clause, (clause.start, clause.end), False
                break
        else:
            yield clause, (clause.start, clause.end), False


def _people(here: Here, clause: Clause) -> tuple[Mention, ...]:
    """The people named in a clause, or whom its pronoun means."""
    named = tuple(here.mentions_in(clause.start, clause.end, "PERSON"))
    return named or (clause.persons if PRONOUN.match(here.tagged[clause.start : clause.end]) else ())


_LEADS_ON = re.compile(r"带队|率队|率领?|一行|带领|带着")


def _ahead(here: Here, start: int, stop: int) -> int:
    """Up to where to look for the event of people who are told to be on their way to it: 主委贺某带队，4次深入…开展监督."""
    if not _LEADS_ON.search(here.tagged, start, stop):
        return stop
    return next((i for i in range(stop, len(here.tagged)) if here.tagged[i] == "；"), len(here.tagged))


_GETS_OFFICE = re.compile(
    rf"(?:任|当选|产生|选举|任命|增补|为|接任|推选|提名|是|系|兼){_N}?(?:[{CODES['ORG']}{CODES['POST']}]|$)|简历|逝世|去世|出生|采纳|批示|采用|来自"
)


def _may_be_there(here: Here, clause: Clause, event: Event | None, told_here: Event | None) -> bool:
    """Does what somebody is told to have done (朗诵, 坐诊, 献花) belong to the event of the tale? In a short piece of news and
    in the very sentence that tells of the event it does, unless it is about an office."""
    if event is None and told_here is None:
        return False
    last = max((i for i in range(clause.start, clause.end) if here.tagged[i : i + 1] == _P), default=clause.start)
    words = re.sub(rf"[，。；：、\s{CODES['POST']}]", "", here.tagged[last + 1 : clause.end])
    if (
        len(words) < 2
        or _GETS_OFFICE.search(here.tagged[clause.start : clause.end])
        or here.tagged[clause.start : clause.end].endswith("：")
    ):
        return False
    if "。" not in here.tagged or re.search(r"[（(][^（）()]*$", here.tagged[clause.start : last]):
        return False  # a row of a list, an aside
    news = len(here.text) < NEWS and event is not None and event.date is not None and event.date.has_day
    return told_here is not None or (news and here.story.event_paragraph >= here.passage.paragraph - 1)


_OBJECT = re.compile(r"(?:看望|慰问|走访|探望|缅怀|先贤|先辈|先烈|纪念|参观|讲述了?|学习|陪护|照顾|资助)[^，。；：]{0,24}$")


def _is_told_of(here: Here, person: Mention) -> bool:
    """Is somebody whom others visited, or whose story they told?"""
    return _OBJECT.search(here.text[max(0, person.span.start - 30) : person.span.start]) is not None


_BYLINE = re.compile(r"(?:通讯员|记者|文/图|图/文|文/|图/|供稿|撰稿|作者|摄影|编辑|文图|文字)[^，。；（）]{0,12}$")


def _signs(here: Here, person: Mention) -> bool:
    """Is somebody named only as the author of the piece?"""
    return _BYLINE.search(here.text[max(0, person.span.start - 16) : person.span.start]) is not None


def _of_this_tale(here: Here, event: Event | None) -> bool:
    """Does the sentence belong to the event told last? In a short piece of news everything does."""
    kinds = ("会议", "考察交流", "学习培训", "慰问", "社会服务", "文体联谊", "参政议政", "捐赠")
    news = len(here.text) < NEWS
    return event is not None and event.activity_type in kinds and (news or here.story.event_paragraph == here.passage.paragraph)


_AT = re.compile(r"在(?P<what>[^，。；在]{2,30}(?:会议|大会|全会|年会|座谈会|论坛|研讨会|交流会|培训班|会))上")


def _named_at(here: Here, start: int, stop: int) -> Event | None:
    """The other event that a sentence says somebody spoke at: 李然在市政协全会上发言."""
    before = next((c for c in here.clauses if c.end == start), None)
    led = before is not None and here.tagged[before.start : before.end].endswith("上，")
    match = _AT.search(here.tagged, before.start if led and before else start, stop)
    event = here.event_at(start)
    if match is None:
        spoke = re.search(r"(?:大会|口头|书面)发言", here.tagged[start:stop])
        session = re.findall(
            r"[省市区县州]政协[^，。；]{0,3}届[^，。；]{1,3}次(?:全体)?会议",
            here.text[max(0, here.passage.span.start - 300) : here.passage.span.end],
        )
        return Event(session[-1], (), "会议") if spoke and session else None
    name = tidy(here.plain(*match.span("what")))
    shared = event is not None and {event.name[i : i + 2] for i in range(len(event.name) - 1)} & {
        name[i : i + 2] for i in range(len(name) - 1)
    }
    if len(name) < 5 or shared or not names_something(name):
        return None
    return Event(name, _whose(here, *match.span("what")), kind_of(name), when(here, match.start()))


def _whose(here: Here, start: int, stop: int) -> tuple[Mention, ...]:
    """The body at the head of a meeting's name, if it is one of the party's own: 市委会全委会."""
    body = here.mention(start)
    ours = body is not None and body.kind == "ORG" and body.value.party != "中共" and (body.value.is_committee or body.value.is_branch)
    return (body,) if body is not None and ours else ()


def _elsewhere(said: str, event: Event) -> bool:
    """Does the sentence itself name another event that they took part in?"""
    named = re.search(r"(?:参加|出席|参与)了?(?P<what>[^，。；]{4,40})", said)
    if named is None:
        return False
    what = named["what"]
    generic = re.fullmatch(
        r"(?:了|此次|本次|这次|该|上述|当天的?)*(?:会议|大会|活动|座谈会?|仪式|调研|培训|开幕式|闭幕式|开班式|结业式|典礼|换届大会|[^，。；]{0,4}会|讨论|启动仪式|座谈)(?:[并的有].*)?",
        what,
    )
    shared = {event.name[i : i + 2] for i in range(len(event.name) - 1)} & {what[i : i + 2] for i in range(len(what) - 1)}
    return not generic and len(shared) < 2


_O = CODES["ORG"]


@rule(
    rf"(?:(?:共计?|约|近|等|全体|实到|到会)*{{NUMBER:n}}[^，。；{_P}]{{0,14}}?(?:参加|出席|参与|到会|参会|参训|欢聚|投票)|实到[^，。；]{{0,6}}{{NUMBER:m}})",
    gives(
        "2019年3月1日，民进江州市委会召开换届大会。会员代表共120余人参加会议。",
        Event("换届大会", ("民进江州市委会",), "会议", Date("2019-03-01"), None, 120),
        about="民进江州市委会",
    ),
    silent("市委会召开换届大会。12个基层组织的负责人讨论了报告。", about="民进江州市委会"),
)
def counted(m: Match, here: Here) -> Iterator[Fact]:
    """N人参加会议: how many were at the event of the tale"""
    event = here.event_at(m.start)
    number = m.one("n") or m.one("m")
    near = here.story.event_paragraph >= here.passage.paragraph - 1
    if event is None or number is None or event.attendance is not None or not here.story.news or not near:
        return
    if here.told_between(0, len(here.tagged)) is None and number.value[1] in ("人", "名", "位") and number.value[0] > 1:
        yield replace(event, attendance=int(number.value[0]))


@rule(
    rf"(?P<who>{_O}(?:[、和与及]{_O})*)(?:等[^，。；]{{0,10}})?"
    rf"(?:先后|分别|还|也|的?(?:有关|相关)?(?:负责人|负责同志|领导|代表|会员代表))*"
    rf"(?:在会上|先后|分别|应邀)*(?:[作做]了?(?:交流|典型|经验|大会|表态)(?:发言|交流|介绍)|"
    rf"介绍了?(?:经验|做法|情况)|(?:参加|出席|列席)了?(?:座谈|会议|活动|大会|座谈会))",
    gives(
        "民进江州市委会召开基层组织建设工作会议。医卫支部、教育支部作了交流发言。",
        Event("基层组织建设工作会议", ("民进江州市委会",), "会议"),
        Participation("民进江州市医卫支部", Event("基层组织建设工作会议", ("民进江州市委会",), "会议")),
        Participation("民进江州市教育支部", Event("基层组织建设工作会议", ("民进江州市委会",), "会议")),
        Affiliation("民进江州市医卫支部", "民进江州市委会"),
        Affiliation("民进江州市教育支部", "民进江州市委会"),
    ),
    silent("市委会作了工作报告。", about="民进江州市委会"),
)
def bodies_spoke(m: Match, here: Here) -> Iterator[Fact]:
    """Bodies that 作了交流发言 at the event of the tale, or whose people took part"""
    event = here.event_at(m.start)
    if event is None or not _of_this_tale(here, event):
        return
    for body in m.all("who"):
        own = body.value.bare or body.value.own
        if body.kind == "ORG" and body not in event.holders and (not own or (event.holders and OWN not in event.holders)):
            yield Participation(body, event)
