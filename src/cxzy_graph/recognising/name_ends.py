"""Where a person's name ends, by what follows it and by the words that run over its end."""

from __future__ import annotations

import math
import re

from .. import lexicon
from ..model import Span
from ..restoring.language import frequency_of_word
from .person_names import HAN, HAN_CLASS, NO_NAME, WORDED, is_name, is_transliterated
from .words import Token

FOLLOWS = re.compile(
    r"[，。、；：（）()《“”\s]|等|同志|同行|随行|一同|依次|先后|均|和|与|及|以及|任|为|担|当|兼|分别|"
    r"被|在|对|向|代|主|作|出席|参|带|陪|到|致|介|汇|率|一行|也|又|还|荣|获|说|表|总|传|宣|讲|发|就|"
    r"从|率|[一二三四五六七八九十\d]+[人名位]|先生|女士|老师|教授|医生|出资|应邀|现场|随|领|捐|撰|创|"
    r"朗|演|书写|祝贺|接|获|率|担|负责|结合|与|联|提|通|作为|赴|回|应|讲|当|答|宣|撰|押|$"
)
"""What may follow a name: a mark, another name's “and”, a verb that people are the subjects of."""


ADVERBS = "也还均都曾则皆亦"


def ends_early(text: str, start: int, end: int, stop: int) -> bool:
    """Does a name of three characters run into what follows: 李娜也|发了言, 冯刚为|友谊社区, 许达宣|读?"""
    if text[end - 1] in ADVERBS or BEGINS_A_VERB.match(text, end - 1):
        return True
    if FOLLOWS.match(text, end):
        return False
    return text[end - 1] in _RELATIONS or _run_over(text, end - 1, end, stop) > _A_COMMON_WORD


LAST_OF_NAME = re.compile("[和之与同](?=[，。；、：）])")
"""A word for “and” that nothing follows ends a name: 罗少和，…"""


BEGINS_A_VERB = re.compile(
    r"[未拟将已曾应](?=[被获荣任参出加当入担列随赴主])|现(?=[任担为系])|主(?=[委任席])|莅(?=[会临])|"
    r"来(?=[到自了])|因(?=[病公荣获被其在])|以(?=[^，。；]{1,12}的?(?:身份|名义|形式|方式|为题)|[“《])|"
    r"共(?=[\d一二三四五六七八九十]+[人名位])|任[主副团组队秘会校院支命]|评[为上选]|[选聘列]为|聘任|"
    r"授予|[获任为被评][“《]|获[得评奖一二三优]|[作做][“《题了]|[喜荣曾再]获(?!评)|[主]持|[出](?:席|任)|"
    r"[带率]领|颁[发授奖]|赠送|捐赠|宣读|传达"
)
"""The first character of a verb that a name could swallow: 李然|未获, 王芳|出席."""


_RELATIONS = "为和与在到对向被把将从作等分"


_A_COMMON_WORD = 4.0


def begins_to_speak(text: str, start: int, end: int) -> int:
    """How many characters at the end of a name belong to what is said of it: 翟鹏|说, 程静|是, 公茂森|任团长."""
    spoken = text[end - 1] in "说是" or (text[end - 1] == "任" and text[end : end + 1] in tuple("主副团组队秘会校院支"))
    return 1 if end - start > 2 and spoken else 0


_NEVER_IN_NAMES = frozenset(["p", "c", "u", "r", "w", "TIME", "xc"])


_TWO = 1.5
"""How much rarer a name of two characters is than one of three, as a logarithm: some 18 of 100 names have two."""


_TOO_COSTLY = 7.0


_RUNS_ON = 12.0


_ALSO_NAMES = frozenset(["文明", "和平", "江山", "金秋", "田野", "平安", "成功"])
"""Words that some people are called by: names where nothing else can stand."""


_EVERYDAY = 3000
"""How often the dictionary counts words that nobody is called by: 经常."""


_ACTS = re.compile(r"(?:出席|参加(?!盟)|主持|致辞|致词|讲话|发言|介绍了|宣读|宣布|陪同|作了?(?:工作|主题|专题|总结|学习|情况)?[报讲])")
"""What nobody but the bearer of an office does right behind his name."""


_DOTTED = re.compile(rf"{HAN_CLASS}{{1,6}}·(?={HAN_CLASS})")


CLASSES = lexicon.members() | {"成员", "代表", "干部", "同志"}
"""Offices that are what everybody is: what stands behind them may be what they do (老会员祝寿)."""


_STOPS = re.compile(r"[，、。；（]|到会|会见|出席|主持|带领|带队|介绍|致辞|参加|一行|等|$")


_NEVER_A_NAME = 400
"""How often jieba's dictionary counts a word that stands for itself wherever it stands: 应付 1,062, 雷鸣 56."""


_NO_PART_OF_NAME = re.compile(r"^[为由被经]|[的了在和与及是有市省县区校院局会所部处室级员们人等各]")


def end_of_name(text: str, start: int, span: Span, tokens: tuple[Token, ...]) -> int | None:
    """Where a name ends that an office makes one expect at a character: what follows it must be able to, and no word of the
    dictionary should run over its end (王式微|作主旨发言, not 王式|微作)."""
    dotted = _DOTTED.match(text, start)
    if dotted:  # 古丽娜尔·买买提、…: what follows ends it
        ends = range(dotted.end() + 1, min(dotted.end() + 8, span.end) + 1)
        marked = (end for end in ends if text[end : end + 1] in ("", *"、，。；（） 　"))
        return next((end for end in ends if FOLLOWS.match(text, end) and text[end] not in "提"), None) or next(marked, None)
    surname = 2 if text[start : start + 2] in lexicon.COMPOUND_SURNAMES else 1
    acting = _of_who_acts(text, start, surname, span)
    if acting is not None:
        return acting
    rivals: list[tuple[float, int]] = []
    for given in (2, 1):
        end = start + surname + given
        word = text[start:end]
        last = 1 if given == 2 and LAST_OF_NAME.match(text, end - 1) else 0
        if end <= span.end and is_name(word) and _words_allow(word[: len(word) - last], start - span.start, tokens):
            rivals.append((_cost(text, start, end, given, surname, span, tokens), end))
    if not rivals:
        return _unlike_names(text, start) or _transliterated(text, start, span, tokens)
    cost, end = min(rivals)
    return end if cost < _TOO_COSTLY else None


def _of_who_acts(text: str, start: int, surname: int, span: Span) -> int | None:
    """主任高峰出席, 主任马上飞主持: the end of a name, whatever its words mean elsewhere."""
    for end in (start + surname + 1, start + surname + 2):
        word, also = text[start:end], text[start:end] in _ALSO_NAMES
        said_to_be = text[start - 1 : start] in ("为", "是", "：", ":") and text[end : end + 1] in ("，", "。", "；", "、", "（", "(")
        if end >= span.end or not (is_name(word) or also) or not (said_to_be or _ACTS.match(text, end)):
            continue
        if also or (word[-1] not in "也均都还又并再先亲后们" and frequency_of_word(word) < _EVERYDAY):
            return end
    return None


def _cost(text: str, start: int, end: int, given: int, surname: int, span: Span, tokens: tuple[Token, ...]) -> float:
    """How unlikely a name ends there."""
    word = text[start:end]
    follows = FOLLOWS.match(text, end) is not None
    cost = _run_over(text, start + 1, end, span.end) + (0 if given == 2 else _TWO)
    early = given == 2 and (is_name(word[:-1]) or frequency_of_word(word[:-1])) and ends_early(text, start, end, span.end)
    cost += _RUNS_ON if early else 0
    cost += 0 if follows else 2.5
    cost += _RUNS_ON if word[-1] in "镇乡村县区省校" else 0
    cost += _RUNS_ON if given == 2 and surname == 1 and frequency_of_word(word[:2]) > 300 and not follows else 0
    cost -= 3 if any(t.end == end - span.start for t in tokens) else 0
    return cost


def _unlike_names(text: str, start: int) -> int | None:
    """副部长齐放，: nothing but a name can stand between an office and a mark."""
    if text[start : start + 1] not in lexicon.SURNAMES or text[start - 2 : start] in CLASSES:
        return None
    for size in (2, 3):
        word = text[start : start + size]
        odd = frequency_of_word(word) < _NEVER_A_NAME if size == 2 else not any(frequency_of_word(part) for part in (word[:2], word[1:]))
        if odd and HAN.fullmatch(word) and word not in NO_NAME and _STOPS.match(text, start + size):
            return start + size
    return None


def _transliterated(text: str, start: int, span: Span, tokens: tuple[Token, ...]) -> int | None:
    """委员拉毛卓玛和…: a word of the dictionary's that is a name of another language."""
    foreign = next((t for t in tokens if t.start == start - span.start and 3 + (t.tag == "v") <= len(t.word) <= 6), None)
    if foreign is None or _NO_PART_OF_NAME.search(foreign.word) or not FOLLOWS.match(text, start + len(foreign.word)):
        return None
    return start + len(foreign.word) if is_transliterated(foreign.word, WORDED if foreign.tag == "PER" else 0) else None


def _run_over(text: str, start: int, end: int, stop: int) -> float:
    """The weight of the most frequent word that begins at or behind `start` and runs over `end`."""
    found = 0
    for first in range(start, end):
        for size in range(end - first + 1, 5):
            if first + size <= stop:
                found = max(found, frequency_of_word(text[first : first + size]))
    return math.log(1 + found)


def _words_allow(word: str, start: int, tokens: tuple[Token, ...]) -> bool:
    """Do LAC's words allow a name here? None inside it is a particle or a pronoun; it is no word itself, and no verb with its
    object (谈|经验)."""
    end = start + len(word)
    inside = [t for t in tokens if t.start < end and t.end > start]
    if frequency_of_word(word) and not (len(inside) == 1 and inside[0].tag == "PER"):
        return False
    if any(t.tag in _NEVER_IN_NAMES and t.word != "之" for t in inside[1:]):
        return False
    first, rest = inside[0], inside[1:]
    if first.start < start or first.tag not in _LEADS_ELSEWHERE:
        return True
    if len(first.word) > 1:
        return not frequency_of_word(first.word)
    if not rest or first.tag == "d":
        return False
    if len(rest[0].word) > 1:
        return rest[0].tag == "PER" or not frequency_of_word(rest[0].word)
    return rest[0].word not in FUNCTION_WORDS


FUNCTION_WORDS = frozenset("是有都要能会在把被对和与为就了的着过到给让上下不也还")


_LEADS_ELSEWHERE = frozenset(["d", "v", "p", "c", "u", "r", "w", "t", "TIME", "vd", "f", "q"])
