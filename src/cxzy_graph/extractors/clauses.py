"""Who acts in a clause: the bodies or people named at its head, or those of the clause before."""

from __future__ import annotations

import re

from ..facts import OWN, Own, Who
from ..model import Mention
from .story import Story
from .tagged import CODES, TIMES, Clause, Tagged

_ORG, _PERSON, _DATE, _POST, _PLACE, _QUOTE = (CODES[k] for k in ("ORG", "PERSON", "DATE", "POST", "PLACE", "QUOTE"))
_NUMBER, _OCCUPATION = CODES["NUMBER"], CODES["OCCUPATION"]
_BREAK = re.compile(r"[，。；：！？,;:!?\n]")
_LEAD = (
    rf"(?:[\s　●•◆■▲★○（(]|\d{{1,2}}[、.．]|[一二三四五六七八九十]是|[一二三四五六七八九十]、|{_DATE}|"
    rf"上午|下午|晚上|晚|前后|期间|以来|为此|由|经|据悉|据了解|其中|同时|此外|另外|近年来|多年来|"
    rf"几年来|一年来|"
    rf"五年来|三年来|今后|目前|如今|现在|会员企业|再如|比如|例如|如|新成立的|接着|随后|会后|会前|会上|"
    rf"会议期间|首先|最后|然后|[下所]属的|这也?是|作为[^，。；{_PERSON}]{{1,24}}的|[并还又也]|近来|"
    rf"日前|这次|[^，。；：{_ORG}{_PERSON}]{{0,12}}(?:前夕|期间|之际|当天|来临))*"
)
_BODIES = re.compile(rf"{_LEAD}(?P<orgs>{_ORG}(?:[、和与及同]{_ORG})*)(?P<next>.?)(?P<after>.?)")
_PEOPLE = re.compile(
    rf"{_LEAD}(?:新?[{_ORG}{_POST}{_OCCUPATION}、兼原]*)"
    rf"(?P<people>{_PERSON}(?:{_POST}|同志)?(?:[、和与及](?:{_ORG}|{_POST}|{_OCCUPATION})*{_PERSON}"
    rf"(?:{_POST})?)*)"
)
"""The people at the head of a clause, with their bodies, posts and callings: 支部主委李然和副主委王芳."""
_STILL_OF = re.compile(rf"\s*(?:{_DATE}[，]?)?(?:他|她|本人|其本人|现任|历任|曾任|现为|系|先后|曾|同年|{_DATE})")
"""What a sentence begins with that goes on about the person of the one before."""
_OF_THE_WHOLE = re.compile(rf"\s*(?:全年|年内|截至|截止|目前|现在|全[省市区县州]|据了解|一年来|近年来|多年来|多年|今后|[至到]{_DATE})")
_GOES_ON = re.compile(r"\s*(?:并|还|同时|此外|随后|他们|她们|该|支部|总支|其)")
PRONOUN = re.compile(rf"\s*(?:{_DATE}[，]?)?(?:他|她|本人|其本人)(?!们)")
_PASSIVE_HOLDER = re.compile(
    rf"(?:由|经){_LEAD}(?P<orgs>{_ORG}(?:[、和与及]{_ORG})*)(?:联合|共同)?(?:主办|承办|举办|组织|发起|召开|联合|联手|共同|创办)"
)


def clauses(here: Tagged, story: Story) -> tuple[Clause, ...]:
    """The clauses of a sentence with their agents; the story goes on from one to the next."""
    _go_on(here, story)
    holders, persons = story.holders, story.persons
    found: list[Clause] = []
    start = 0
    for stop in [*(m.start() for m in _BREAK.finditer(here.tagged)), len(here.tagged)]:
        named_orgs, named_people = _agents(here, start, stop)
        if not named_orgs and not named_people and story.topic and PRONOUN.match(here.tagged[start:stop]):
            named_people = (story.topic,)
        explicit = bool(named_orgs or named_people)
        if named_orgs:
            holders, persons = named_orgs, ()
        elif start and here.tagged[start - 1] == "；":
            # another item of the list: whose it is is said at the head of the sentence, not in the item before
            holders = found[0].holders if found[0].explicit else story.holders
            persons = named_people
        elif named_people:
            persons = named_people
        elif persons and here.tagged[start:stop] and _impersonal(here.tagged[start:stop]):
            persons = ()
        found.append(Clause(start, stop + 1, holders, persons, explicit))
        start = stop + 1
    _remember(here, story, found)
    return tuple(found)


def _go_on(here: Tagged, story: Story) -> None:
    """What of the sentence before still holds at the beginning of this one."""
    if story.paragraph != here.passage.paragraph:
        story.paragraph = here.passage.paragraph
        story.holders, story.persons = (OWN,), ()
        if not PRONOUN.match(here.tagged):
            story.topic = story.life
    elif not _STILL_OF.match(here.tagged):
        story.topic = story.life
    if _OF_THE_WHOLE.match(here.tagged) and _lowest(story.holders):
        story.holders = (OWN,)  # what holds of the whole is said of the body whose report it is
    if not _GOES_ON.match(here.tagged):
        story.holders = (OWN,)  # a sentence without a body of its own is about whose report it is


def _remember(here: Tagged, story: Story, found: list[Clause]) -> None:
    """What the next sentence may go on about."""
    acting = [c.holders for c in found if c.explicit and not c.persons and c.holders and _is_party(c.holders[0])]
    if acting:
        # a sentence in which each body has its own item leaves none of them in mind
        story.holders = acting[-1] if len({str(a) for a in acting}) == 1 or "；" not in here.tagged else (OWN,)
    story.persons = ()
    first = next((c for c in found if c.explicit), None)
    if first is not None:
        # a life story goes on about one person until a body acts
        story.topic = first.persons[0] if len(first.persons) == 1 else story.life
    giver = re.search(rf"({_ORG})[^，。；被获受{_ORG}]{{0,24}}(?:表彰|授予)", here.tagged)
    if giver:
        mention = here.mention(giver.start(1))
        if mention is not None and mention.value.unit:
            story.conferrer = (mention,)


def _lowest(holders: tuple[Who, ...]) -> bool:
    """Is it a branch without branches of its own?"""
    return bool(holders) and isinstance(holders[0], Mention) and holders[0].value.unit in ("支部", "支社")


_BYLINE = re.compile(rf"\s*(?:[^，。；（）]{{0,8}}讯)?\s*[（(][^（）()]*(?:记者|通讯员|供稿|撰稿|{_OCCUPATION})[^（）()]*[）)]")
"""Whose piece it is: they did nothing that it tells of."""


def _agents(here: Tagged, start: int, stop: int) -> tuple[tuple[Who, ...], tuple[Mention, ...]]:
    byline = _BYLINE.match(here.tagged, start, stop)
    start = byline.end() if byline else start
    clause = here.tagged[start:stop]
    passive = _PASSIVE_HOLDER.search(clause)
    if passive:
        return tuple(here.mentions_in(start + passive.start("orgs"), start + passive.end("orgs"), "ORG")), ()
    bodies = _BODIES.match(clause)
    if bodies:
        following = clause[bodies.end("orgs") :]
        how_often = here.mention(start + bodies.end("orgs")) if following[:1] == _NUMBER else None
        if how_often is not None and how_often.value[1] in TIMES:
            following = following[1:]  # 医卫支部4次深入社区
        if not re.match(
            rf"(?:{_NUMBER}|等{_NUMBER}(?!(?:基层)?(?:组织|支部|支社|总支))|□|"
            rf"的(?!调研组|会员|盟员|社员|党员|大夫|医生|专家|志愿者|教师|老师|医务|代表队|{_POST}们?|{_NUMBER}"
            rf"|领导|负责人|同志|{_QUOTE})|{_POST}*{_PERSON}|{_POST}(?:、|和)?{_PERSON}|"
            rf"[{_POST}{_OCCUPATION}{_ORG}、兼]*{_PERSON}|[{_POST}{_OCCUPATION}{_ORG}、兼]*"
            rf"[{_POST}{_OCCUPATION}]$|之|方面)",
            following,
        ):
            mentions = here.mentions_in(start + bodies.start("orgs"), start + bodies.end("orgs"), "ORG")
            if re.match(r"(?:结对|结成|结为|缔结|签订|签署|建立|开展(?:结对|对口)|座谈)", following):
                mentions = mentions[:1]  # the other is whom it was done with
            return tuple(mentions), ()
    people = _PEOPLE.match(clause)
    if people:
        return (), tuple(here.mentions_in(start + people.start("people"), start + people.end("people"), "PERSON"))
    return (), ()


def _impersonal(clause: str) -> bool:
    """Does the clause begin with a time, so that a new tale begins?"""
    return bool(re.match(rf"\s*{_DATE}(?!出?生|加入|入[会盟社党]|毕业|起?任|当选|担任|被|获|荣|调)", clause))


def _is_party(who: Who) -> bool:
    if isinstance(who, Own):
        return True
    name = who.value if isinstance(who, Mention) else None
    return (
        name is not None
        and name.party != "中共"
        and not name.part
        and (bool(name.party) or name.is_committee or name.is_branch or name.own)
    )
