"""Did it happen? What is denied, planned, wished, asked for, conditional, withdrawn, or done by others is no fact, and who is only spoken of was not
there, whichever source read it.

The words are in ``lexicon/mood.toml``, each with how far it reaches. Decided once, where a rule's match becomes a fact (`engine.run`) and where
what the reader found becomes one (`learned.decoding`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from ..facts import Affiliation, Conferral, Event, Fact, Founding, Issuance, Membership, Occupation, Participation, Statistic, Who
from ..model import Mention
from .tagged import Tagged

_BREAK = "，。；：！？,;:!?\n"
_STOP = "。；！？;!?\n"
_COMING = ("参加", "参与", "出席", "列席")
_COMES_TO = re.compile(
    r"任(?!何|务|意|凭|期|教|课|职)|当选|选举|选出|推选|聘|被|增补|接替|继任|加入|入[会盟社党]|成为|获|荣|评|授|列入|吸收|发展|设|成立|组建"
)
"""What makes of an office that somebody has one that he came to: 主委李然 is so whatever else the clause denies."""
_TOLD = (Conferral, Event, Participation, Founding, Issuance, Statistic)
_SOMETIMES = (Membership, Occupation, Affiliation)
_NEAR = 6
"""Characters in front of what was found in which it may stand how an office was come to: 选举李然为主委."""
_PREDICATE = re.compile(
    r"举[办行]|召开|开展|组织(?![未没不])|主办|承办|协办|参加|参与|出席|主持|成立|组建|设立|建立|获|荣|评|授|表彰|命名|当选|选举|推选|任|聘|发展|吸收|"
    r"制定|印发|下发|出台|编印|修订|捐|慰问|走访|看望|调研|考察|参观|赴|前往|深入|走进|提交|加入|成为|发[出布]"
)
"""The first of these is what a match says of whom it is about: words in front of it decide on the mood, those behind it belong to its object."""


@dataclass(frozen=True, slots=True)
class Mood:
    """Why words state no fact: the ``reason``, and the ``words`` that say so."""

    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the lexicon, by how far they reach."""

    clause: tuple[tuple[str, re.Pattern[str]], ...]
    sentence: tuple[tuple[str, re.Pattern[str]], ...]
    behind: tuple[tuple[str, re.Pattern[str]], ...]
    led_by: re.Pattern[str]
    done: re.Pattern[str]
    spoken_of: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]


@cache
def _words() -> _Words:
    table = lexicon.table("mood")

    def of(reach: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((row["reason"], re.compile(row["word"])) for row in table["row"] if row["reach"] == reach)

    def all_of(name: str) -> re.Pattern[str]:
        return re.compile("|".join(row["word"] for row in table[name]))

    spoken_of = tuple((row["reason"], re.compile(f"{row['before']}$"), re.compile(row["behind"])) for row in table["spoken_of"])
    return _Words(of("clause"), of("sentence"), of("behind"), all_of("led_by"), all_of("done"), spoken_of)


def concerns(fact: Fact, words: str) -> bool:
    """Does it matter to a fact in what mood its words stand? An office in front of a name is not taken back by what its holder did not do."""
    return isinstance(fact, _TOLD) or (isinstance(fact, _SOMETIMES) and _COMES_TO.search(words) is not None)


def of_found(here: Tagged, start: int, end: int, fact: Fact) -> Mood | None:
    """In what mood the sentence states a fact that was read in a stretch of it, however that begins and ends: what is said of it stands in front."""
    first = _begin(here.tagged, start, _BREAK)
    if not concerns(fact, here.tagged[max(first, start - _NEAR) : end]):
        return None
    if not _PREDICATE.search(here.tagged, start, end):
        before = [found.start() for found in _PREDICATE.finditer(here.tagged, first, start)]
        if before:
            start = before[-1]
        elif isinstance(fact, _TOLD):
            end = start  # 支部筹备工作会议: what it is called does not say that it is planned
    return mood(here, start, end, fact)


def mood(here: Tagged, start: int, end: int, fact: Fact) -> Mood | None:
    """In what mood a stretch of a tagged sentence states a fact; None where it is told as what happened."""
    otherwise = in_words(here.tagged, start, end, given=isinstance(fact, Conferral), speaks=isinstance(fact, Participation))
    if otherwise is None and isinstance(fact, Participation):
        return _spoken_of(here.text, fact.who, "not there")
    if otherwise is None and isinstance(fact, Conferral) and fact.recipient is not None:
        return _spoken_of(here.text, fact.recipient, "gave it")
    return otherwise


_REACH = 40
"""Characters of its clause on either side of a name that tell that its bearer is only spoken of."""


def _spoken_of(text: str, who: Who, reason: str) -> Mood | None:
    """Why somebody who is named where an event is told of was not there, or was not given what he gave: 参观李然故居, 受李然委托, 学习李然讲话精神,
    李然向王芳颁发奖章."""
    if not isinstance(who, Mention):
        return None
    before = re.split(rf"[{_BREAK}]", text[max(0, who.span.start - _REACH) : who.span.start])[-1]
    behind = re.split(rf"[{_BREAK}]", text[who.span.end : who.span.end + _REACH])[0]
    for why, in_front, after in _words().spoken_of:
        found = after.match(behind) if why == reason else None
        if found and in_front.search(before):
            return Mood(reason, found[0])
    return None


def in_words(tagged: str, start: int, end: int, *, given: bool = False, speaks: bool = False) -> Mood | None:
    """The same of a sentence by itself. What is ``given`` was so unless its own clause takes it back; who ``speaks`` of a wish was there.

    >>> said = "希望各支部多开展义诊活动。"
    >>> in_words(said, said.index("开展"), len(said) - 1)
    Mood(reason='wished', words='希望')
    >>> in_words("支部开展义诊活动。", 2, 8) is None
    True
    """
    words = _words()
    first = _begin(tagged, start, _BREAK)
    verb = _PREDICATE.search(tagged, start, end)
    verb_at = verb.start() if verb else end
    led = words.led_by.search(tagged, first, verb_at)
    opening = _begin(tagged, start, _STOP)
    stop = min((at for ch in _STOP if (at := tagged.find(ch, end)) >= 0), default=len(tagged))
    for reason, pattern in words.clause:
        for found in pattern.finditer(tagged, first, stop):
            if found.start() > min(verb_at, end - 1):
                break
            if found.end() > verb_at + 2 or (led and led.start() <= found.start()):
                continue
            if "的" in tagged[found.end() + 4 : verb_at]:
                continue  # 尚未入会的积极分子捐款
            return Mood(reason, found[0])
    comma = next((at for at in range(end, stop) if tagged[at] in "，："), stop)
    told = words.done.search(tagged, first, comma)
    for reason, pattern in words.sentence:
        for found in pattern.finditer(tagged, first if given and reason in ("wished", "asked for") else opening, stop):
            if found.start() >= verb_at:
                break
            if speaks and found.start() >= start and tagged[verb_at : verb_at + 2] not in _COMING:
                continue
            before = _begin(tagged, found.start(), _BREAK)
            if words.led_by.search(tagged, before, found.start() + 1) or (told and (found.start() < first or told[0].startswith("等"))):
                continue
            return Mood(reason, found[0])
    for reason, pattern in words.behind:
        found_behind = pattern.search(tagged, verb_at, _after(tagged, end, stop))
        if found_behind:
            return Mood(reason, found_behind[0])
    return None


def _begin(tagged: str, at: int, marks: str) -> int:
    """Where the clause or sentence begins that an index lies in."""
    return max((tagged.rfind(ch, 0, at) for ch in marks), default=-1) + 1


def _after(tagged: str, end: int, stop: int) -> int:
    """Where the clause behind the one that ends around ``end`` ends: what takes something back stands there at the latest."""
    at = end
    for _ in range(2):
        comma = next((n for n in range(at, stop) if tagged[n] in "，："), stop)
        if comma == stop:
            return stop
        at = comma + 1
    return at
