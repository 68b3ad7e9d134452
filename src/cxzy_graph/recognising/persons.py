"""Names of people: LAC's, with offices that were glued on cut off and surnames checked, and what stands beside an office."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from .. import lexicon
from ..model import Mention, Span
from ..restoring.language import frequency_of_word
from .tables import POST_OF, rows
from .words import Token

_H = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"
"""A Chinese character, the rare ones of the extensions A to H among them."""
_HAN = re.compile(rf"{_H}+(?:·{_H}+)*")
_FOLLOWS = re.compile(
    r"[，。、；：（）()《“”\s]|等|同志|同行|随行|一同|依次|先后|均|和|与|及|以及|任|为|担|当|兼|分别|"
    r"被|在|对|向|代|主|作|出席|参|带|陪|到|致|介|汇|率|一行|也|又|还|荣|获|说|表|总|传|宣|讲|发|就|"
    r"从|率|[一二三四五六七八九十\d]+[人名位]|先生|女士|老师|教授|医生|出资|应邀|现场|随|领|捐|撰|创|"
    r"朗|演|书写|接|获|率|担|负责|结合|与|联|提|通|作为|赴|回|应|讲|当|答|宣|撰|押|$"
)
_NO_NAME = frozenset(
    [
        "应邀",
        "齐聚",
        "支部",
        "总支",
        "民进",
        "会员",
        "盟员",
        "社员",
        "主委",
        "大家",
        "同心",
        "双岗",
        "建设",
        "文明",
        "中国",
        "江山",
        "平安",
        "和平",
        "高度",
        "方面",
        "成功",
        "关于",
        "同时",
        "全体",
        "全年",
        "全国",
        "单位",
        "方便",
        "安全",
        "常委",
        "于是",
        "周末",
        "万元",
        "高校",
        "高中",
        "安排",
        "任务",
        "时间",
        "时代",
        "温暖",
        "和谐",
        "马上",
        "查看",
        "明确",
        "章程",
        "白皮书",
        "金点子",
        "党风",
        "党务",
        "党派",
        "党员",
        "党外",
        "党内",
        "党建",
        "党校",
        "代表",
        "代理",
        "高层",
        "高级",
        "组长",
        "全会",
        "全省",
        "全市",
        "贫困",
        "包括",
        "支持",
        "应用",
        "应当",
        "经济",
        "经过",
        "经验",
        "习惯",
        "广泛",
        "国内",
        "国家",
        "利用",
        "万人",
        "万余",
        "千人",
        "百姓",
        "别人",
        "易地",
        "项目",
        "成立",
        "成员",
        "席位",
        "相关",
        "相互",
        "查处",
        "金秋",
        "花卉",
        "水平",
        "水利",
        "田野",
        "林业",
        "路线",
    ]
)


_WORDED = 300
"""How often the dictionary counts two characters that make a word of the language, and no part of a foreign name."""


def is_name(word: str) -> bool:
    """Can the word be a Chinese name by its form?

    >>> [is_name(n) for n in ("贺松年", "欧阳昕", "阿卜杜拉·买买提", "支部", "日常活动")]
    [True, True, True, False, False]
    """
    if not _HAN.fullmatch(word) or word in _NO_NAME or word[-1] in "的了是们":
        return False
    if word[-2:] in lexicon.not_given() and len(word) < 4:
        return False
    if "·" in word:
        return 4 <= len(word) <= 20
    if word[:2] in lexicon.COMPOUND_SURNAMES:
        return len(word) in (3, 4)
    return (len(word) in (2, 3) and word[0] in lexicon.SURNAMES) or (
        len(word) == 4 and word[0] in lexicon.SURNAMES and word[1] in lexicon.SURNAMES
    )


def _is_transliterated(word: str, most: int = _WORDED) -> bool:
    """Can a word that LAC takes for a person be a name without a Chinese surname (乌兰其其格), behind an office?"""
    worded = any(frequency_of_word(word[i : i + 2]) > most for i in range(len(word) - 1))
    return bool(_HAN.fullmatch(word)) and 2 <= len(word) <= 8 and word not in _NO_NAME and frequency_of_word(word) == 0 and not worded


def persons(text: str, sentences: Iterable[tuple[Span, tuple[Token, ...]]], posts: list[Mention], taken: list[Span]) -> Iterator[Mention]:
    """The people named in a text; none inside the stretches `taken` (titles, organisations)."""
    sentences = list(sentences)
    names: dict[str, None] = {}
    blocked = _Cover(taken)
    office = _Cover([p.span for p in posts])
    starts = {p.span.end for p in posts}
    ends = {p.span.start for p in posts}
    for span, tokens in sentences:
        for start, end in _candidates(text, span, tokens, office, starts, ends):
            end -= text[end - 1] == "等" and end - start > 2  # 李小等|参加: nobody is called so
            if not blocked.meets(start, end) and not office.meets(start, end):
                names.setdefault(text[start:end])
    for row in rows(text).values():  # under 姓名, or an office: nothing but a name can stand there
        for kind in dict.fromkeys(row.kinds):
            if kind == "person" or kind.startswith(POST_OF):
                for _, said in row.of(kind):
                    whole = re.sub(r"[ 　\u00a0]", "", said)
                    several = [said] if len(whole) == 2 and len(said) > 2 and is_name(whole) else re.split(r"[、，,\s　]+", said)
                    names.update((one, None) for one in several if is_name(re.sub(r"[ 　\u00a0]", "", one)))
    for name in _listed_among(text, names, blocked, office):
        names.setdefault(name)
    for name in list(names):
        longer = _completed(text, name)
        if longer:
            del names[name]
            names.setdefault(longer)
    yield from _everywhere(text, sentences, names, blocked)


def _listed_among(text: str, names: Iterable[str], blocked: _Cover, office: _Cover) -> list[str]:
    """What stands in a list of names is a name, whatever its surname: 丁卫国、黑永红、马晓芸."""
    names = [name for name in names if any(beside in text for beside in (f"、{name}", f"{name}、", f"{name}（"))]
    if not names:
        return []
    known = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    heads = re.compile(
        rf"(?:^|(?<=[，。；：\s]))(?P<head>{_H}{{2,3}})、(?=(?:{known})(?:、|等|和|为|被|获|荣))",
        re.M,
    )
    aside = "(?:（[^（）\\n]{0,30}）)?"
    listed = re.compile(
        rf"(?:{known}){aside}、(?P<between>{_H}{{2,4}})(?={aside}、(?:{known}))"
        rf"|(?:{known}){aside}、(?:{known}){aside}、(?P<last>{_H}{{2,3}})(?={aside}(?:[，。；　\s]|等|$))"
    )
    found = [
        m["head"]
        for m in heads.finditer(text)
        if is_name(m["head"]) and not blocked.meets(*m.span("head")) and not office.meets(*m.span("head"))
    ]
    for match in listed.finditer(text):
        slot = "between" if match["between"] else "last"
        start, end = match.span(slot)
        if (
            not blocked.meets(start, end)
            and not office.meets(start, end)
            and (
                _is_transliterated(match[slot])
                or (slot == "between" and not frequency_of_word(match[slot]) and not _NO_PART_OF_NAME.search(match[slot]))
                or (match[slot][0] in lexicon.SURNAMES and len(match[slot]) < 4 and match[slot] not in _NO_NAME)
            )
        ):
            found.append(match[slot])
    return found


_SPACED_OUT = re.compile(
    rf"({_H}[ 　\u00a0]{{1,4}}{_H})(?=[、，。；（(]|\s*$|等|为|任|被|当选|荣?获|主持|出席|参加|和|与|作|在|同志|[一二三四五六七八九十\d]+[人名位])",
    re.M,
)
_ITEM = re.compile(rf"(?:[①-⑳•·●▪◆]|[（(][一二三四五六七八九十\d]{{1,3}}[）)]|\d{{1,3}}[、.．)）])\s*({_H}{{2,4}})\s*")
"""A line of a list that is nothing but a name: ①李然."""
_BEFORE_SPACED = re.compile(r"(?:[、，：:；。（(）)\s和与及由]|选举|推选|选出|任命|聘请|增补|授予|表彰|批准|^)$")
"""What stands in front of a name of two characters that are set apart, where no office does."""
"""A name of two characters in a list, spaced out to the width of three: 李兰芳、王　芳、张明."""
_ROW_OF_NAMES = re.compile(rf"[^：:，。；\n]{{2,24}}[：:](?P<names>{_H}{{2,4}}(?:[、　\s]+{_H}{{2,4}})*)")
"""A row of a list by bodies: 三中支部：李然、王芳."""
_ADVERBS = "也还均都曾则皆亦"
_AT_HEAD = re.compile(rf"({_H}{{2,4}}|{_H}[ 　]{_H})(?:[ 　\t]+(?={_H})|$)")
"""The first word of a row of a list; a name of two characters may be spaced out to the width of three."""


class _Cover:
    """Which characters some spans cover."""

    def __init__(self, spans: list[Span]) -> None:
        self._at = {i for span in spans for i in range(*span)}

    def meets(self, start: int, end: int) -> bool:
        return any(i in self._at for i in range(start, end))


def _candidates(
    text: str, span: Span, tokens: tuple[Token, ...], office: _Cover, after_post: set[int], before_post: set[int]
) -> Iterator[tuple[int, int]]:
    for token in tokens:
        if token.tag == "PER":
            start, end = span.start + token.start, span.start + token.end
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            while start < end and office.meets(start, start + 1):
                start += 1
            while end > start and office.meets(end - 1, end):
                end -= 1
            if start < end and text[start] == "、":
                start += 1
            if end - start == 3 and is_name(text[start : end - 1]) and _ends_early(text, start, end, span.end):
                end -= 1
            elif end - start == 4 and is_name(text[start : end - 1]) and _BEGINS_A_VERB.match(text, end - 1):
                end -= 1  # 李晓然莅|会指导
            while start < end and text[start] in "为由经被在请":
                start += 1
            if start >= end or (text[start] == "和" and end - start == 2 and "\u4e00" <= text[start - 1 : start] <= "\u9fff"):
                continue  # 骨干会员|和|新会员
            if text[end - 1] == "的" or (text[end - 1] == "等" and is_name(text[start : end - 1])):
                end -= 1
            end -= _begins_to_speak(text, start, end)
            runs_on = text[end : end + 1] in _ADVERBS or _BEGINS_A_VERB.match(text, end)
            if (
                end - start == 2
                and not runs_on
                and not office.meets(end, end + 1)
                and is_name(text[start : end + 1])
                and (_LAST_OF_NAME.match(text, end) or not _FOLLOWS.match(text, end))
                and _FOLLOWS.match(text, end + 1)
            ):
                end += 1  # 卫东|升获, 渠敬|之、孟昭霞
            if (
                start - 1 in after_post
                and end - start > 2
                and "\u4e00" <= text[start - 1] <= "\u9fff"
                and text[start - 1] not in "的等和与及为由是有在于从向到对请被把让"
            ):
                start -= 1  # 委员拉毛卓玛: LAC's first word was glued to the office
            named = is_name(text[start:end])
            if not named and start in after_post and (end - start > 3 or _is_transliterated(text[start:end])):
                cut = _end_of_name(text, start, span, tokens)
                named = cut is None or not _FOLLOWS.match(text, cut)  # 乌仁其木格 is one name, 夏勇参加盟 none
            if named:
                yield start, end
    for start in (one for one in range(span.start, span.end) if one in after_post):
        linked = _ARE.match(text, start)
        yield from _between(text, linked.end() if linked else start, span, tokens)
    for match in _AT_HEAD.finditer(text, span.start, span.end):
        name = re.sub(r"[ 　]", "", match[1])
        spaced = len(name) < len(match[1])
        if match.start() == span.start and (is_name(name) or (spaced and name[0] in lexicon.SURNAMES)):
            yield match.start(1), match.end(1)
    alone = _ITEM.fullmatch(text, span.start, span.end)
    if alone and is_name(alone[1]):
        yield alone.span(1)
    for match in _SPACED_OUT.finditer(text, span.start, span.end):
        start = match.start(1)
        led = start in after_post or start == span.start or _BEFORE_SPACED.search(text, max(span.start, start - 2), start)
        if led and match[1][0] in lexicon.SURNAMES and match[1][-1] not in _FUNCTION_WORDS:
            yield match.span(1)
    row = _ROW_OF_NAMES.fullmatch(text, span.start, span.end)
    if row:
        position = row.start("names")
        for item in re.split(r"([、　\s]+)", row["names"]):
            if is_name(item):
                yield position, position + len(item)
            position += len(item)
    # 方令仪任主委, 、张某为副主委: a name between a mark and the verb that gives it an office
    for match in re.finditer(
        rf"(?:^|[，。；：:、和）\s])({_H}{{2,4}}?)(?=(?:同志|连|续|分别|再次|全票)?(?:任|当选|担任|被任命为|被增补为|被选为|被推选为|为|兼任)(?!务|何|职|期|教))",
        text[span.start : span.end],
    ):
        start, end = span.start + match.start(1), span.start + match.end(1)
        if (
            is_name(match[1])
            and len(match[1]) < 4
            and match[1][-1] not in "未拟将已曾应"
            and not frequency_of_word(text[end - 1 : end + 1])
            and _gives_office(text, end, before_post)
        ):
            yield start, end


def _ends_early(text: str, start: int, end: int, stop: int) -> bool:
    """Does a name of three characters run into what follows: 李娜也|发了言, 冯刚为|友谊社区, 许达宣|读?"""
    if text[end - 1] in _ADVERBS or _BEGINS_A_VERB.match(text, end - 1):
        return True
    if _FOLLOWS.match(text, end):
        return False
    return text[end - 1] in _RELATIONS or _run_over(text, end - 1, end, stop) > _A_COMMON_WORD


_LAST_OF_NAME = re.compile("[和之与同](?=[，。；、：）])")
"""A word for “and” that nothing follows ends a name: 罗少和，…"""
_BEGINS_A_VERB = re.compile(
    r"[未拟将已曾应](?=[被获荣任参出加当入担列随赴主])|现(?=[任担为系])|莅(?=[会临])|"
    r"以(?=[^，。；]{1,12}的?(?:身份|名义|形式|方式|为题)|[“《])|"
    r"共(?=[\d一二三四五六七八九十]+[人名位])|任[主副团组队秘会校院支命]|评[为上选]|[选聘列]为|聘任|"
    r"授予|[获任为被评][“《]|获[得评奖一二三优]|[作做][“《题了]|[喜荣曾再]获(?!评)|[主]持|[出]席|"
    r"[带率]领|颁[发授奖]|赠送|捐赠|宣读|传达"
)
_RELATIONS = "为和与在到对向被把将从作等分"
_A_COMMON_WORD = 4.0


def _gives_office(text: str, end: int, before_post: set[int]) -> bool:
    office = min((position for position in range(end, end + 24) if position in before_post), default=None)
    return office is not None and "，" not in text[end:office]


def _between(text: str, start: int, span: Span, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """A name right behind an office, and those that are listed behind it."""
    while (end := _end_of_name(text, start, span, tokens)) is not None:
        if text[start] == "和" and end - start == 2 and text[end : end + 1] not in ("", *"，。、；（）()"):
            return  # 骨干会员|和|新会员
        yield start, end - _begins_to_speak(text, start, end)
        following = _ALSO.match(text, end)
        if not following:
            return
        start = following.end()


_ARE = re.compile(r"还有|分别[是为]|包括|[为是：:](?=[\u3400-\u9fff]{2})")
"""Between an office and who holds it: 委员还有李然、王芳; 主任为李然."""


def _begins_to_speak(text: str, start: int, end: int) -> int:
    """How many characters at the end of a name belong to what is said of it: 翟鹏|说, 程静|是, 公茂森|任团长."""
    spoken = text[end - 1] in "说是" or (text[end - 1] == "任" and text[end : end + 1] in tuple("主副团组队秘会校院支"))
    return 1 if end - start > 2 and spoken else 0


_ALSO = re.compile(r"[、和与及]")
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
_DOTTED = re.compile(rf"{_H}{{1,6}}·(?={_H})")
_CLASSES = frozenset(["会员", "盟员", "社员", "党员", "成员", "代表", "干部", "同志"])
"""Offices that are what everybody is: what stands behind them may be what they do (老会员祝寿)."""
_STOPS = re.compile(r"[，、。；（]|到会|会见|出席|主持|带领|带队|介绍|致辞|参加|一行|等|$")
_NEVER_A_NAME = 400
"""How often jieba's dictionary counts a word that stands for itself wherever it stands: 应付 1,062, 雷鸣 56."""
_NO_PART_OF_NAME = re.compile(r"^[为由被经]|[的了在和与及是有市省县区校院局会所部处室级员们人等各]")


def _end_of_name(text: str, start: int, span: Span, tokens: tuple[Token, ...]) -> int | None:
    """Where a name ends that an office makes one expect at a character: what follows it must be able to, and no word of the
    dictionary should run over its end (王式微|作主旨发言, not 王式|微作)."""
    dotted = _DOTTED.match(text, start)
    if dotted:  # 古丽娜尔·买买提、…: what follows ends it
        ends = range(dotted.end() + 1, min(dotted.end() + 8, span.end) + 1)
        marked = (end for end in ends if text[end : end + 1] in ("", *"、，。；（） 　"))
        return next((end for end in ends if _FOLLOWS.match(text, end) and text[end] not in "提"), None) or next(marked, None)
    surname = 2 if text[start : start + 2] in lexicon.COMPOUND_SURNAMES else 1
    for end in (start + surname + 1, start + surname + 2):  # 主任高峰出席, 主任马上飞主持: whatever the words mean elsewhere
        word, also = text[start:end], text[start:end] in _ALSO_NAMES
        said_to_be = text[start - 1 : start] in ("为", "是", "：", ":") and text[end : end + 1] in ("，", "。", "；", "、", "（", "(")
        if end >= span.end or not (is_name(word) or also) or not (said_to_be or _ACTS.match(text, end)):
            continue
        if also or (word[-1] not in "也均都还又并再先亲后们" and frequency_of_word(word) < _EVERYDAY):
            return end
    rivals: list[tuple[float, int]] = []
    for given in (2, 1):
        end = start + surname + given
        word = text[start:end]
        last = 1 if given == 2 and _LAST_OF_NAME.match(text, end - 1) else 0
        if end > span.end or not is_name(word) or not _words_allow(word[: len(word) - last], start - span.start, tokens):
            continue
        cost = _run_over(text, start + 1, end, span.end) + (0 if given == 2 else _TWO)
        early = given == 2 and (is_name(word[:-1]) or frequency_of_word(word[:-1])) and _ends_early(text, start, end, span.end)
        cost += _RUNS_ON if early else 0
        cost += 0 if _FOLLOWS.match(text, end) else 2.5
        cost += _RUNS_ON if word[-1] in "镇乡村县区省校" else 0
        cost += _RUNS_ON if given == 2 and surname == 1 and frequency_of_word(word[:2]) > 300 and not _FOLLOWS.match(text, end) else 0
        cost -= 3 if any(t.end == end - span.start for t in tokens) else 0
        rivals.append((cost, end))
    if (
        text[start : start + 1] in lexicon.SURNAMES and text[start - 2 : start] not in _CLASSES
    ):  # 副部长齐放，: nothing but a name can stand between an office and a mark
        for size in (2, 3):
            word = text[start : start + size]
            odd = (
                frequency_of_word(word) < _NEVER_A_NAME if size == 2 else not any(frequency_of_word(part) for part in (word[:2], word[1:]))
            )
            if not rivals and odd and _HAN.fullmatch(word) and word not in _NO_NAME and _STOPS.match(text, start + size):
                return start + size
    foreign = next((t for t in tokens if t.start == start - span.start and 3 + (t.tag == "v") <= len(t.word) <= 6), None)
    if (
        not rivals
        and foreign
        and _is_transliterated(foreign.word, _WORDED if foreign.tag == "PER" else 0)
        and not _NO_PART_OF_NAME.search(foreign.word)
        and _FOLLOWS.match(text, start + len(foreign.word))
    ):
        return start + len(foreign.word)  # 委员拉毛卓玛和…
    cost, end = min(rivals, default=(_TOO_COSTLY, start))
    return end if cost < _TOO_COSTLY else None


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
    return rest[0].word not in _FUNCTION_WORDS


_FUNCTION_WORDS = frozenset("是有都要能会在把被对和与为就了的着过到给让上下不也还")
_LEADS_ELSEWHERE = frozenset(["d", "v", "p", "c", "u", "r", "w", "t", "TIME", "vd", "f", "q"])


def _completed(text: str, name: str) -> str | None:
    """A name that is always followed by the same character was cut short (孙富 in 孙富和到会，孙富和同时)."""
    if len(name) != 2 or name[:2] in lexicon.COMPOUND_SURNAMES:
        return None
    following = Counter(text[i + 2 : i + 3] for i in _occurrences(text, name))
    char, count = following.most_common(1)[0]
    if len(following) == 1 and count >= 2 and "\u4e00" <= char <= "\u9fff" and char not in "等同任为在说被对的也老":
        return name + char
    return None


def _occurrences(text: str, name: str) -> Iterator[int]:
    position = text.find(name)
    while position >= 0:
        yield position
        position = text.find(name, position + 1)


_OF_A_TEACHING = re.compile("理论|思想|新时代|总书记|同志为(?:核心|总书记)")
"""What stands behind the name of somebody who did nothing that a report tells of: 邓小平理论."""


def _everywhere(text: str, sentences: list[tuple[Span, tuple[Token, ...]]], names: Iterable[str], blocked: _Cover) -> Iterator[Mention]:
    """Every place where one of the names stands; the longer name wins (王平 inside 王平林)."""
    inside = _Cover([span for span, _ in sentences])
    used: set[int] = set()
    found = []
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for start in _occurrences(text, name):
            end = start + len(name)
            if blocked.meets(start, end) or not inside.meets(start, end) or used & set(range(start, end)):
                continue
            used.update(range(start, end))
            plain = re.sub(r"[ 　\u00a0]", "", name)
            if not _OF_A_TEACHING.match(text, end):
                found.append(Mention(Span(start, end), plain, "PERSON", plain))
    yield from sorted(found, key=lambda mention: mention.span)


def addressed(text: str, posts: list[Mention], blocked: list[Span]) -> Iterator[Mention]:
    """People of whom a text gives the surname and the office alone: 钱主席, 贺主委."""
    cover = _Cover(blocked)
    for post in posts:
        start = post.span.start - 1
        if start < 0 or text[start] not in lexicon.SURNAMES or cover.meets(start, start + 1):
            continue
        if not re.fullmatch(
            r"主席|副?主委|副?部长|会长|秘书长|副?主任|书记|副?局长|副?校长|院长|副?市长|副?省长|副?区长|副?县长", post.text
        ):
            continue
        before = text[start - 1 : start]
        if before == "" or not "\u4e00" <= before <= "\u9fff" or before in "月日年和与由请听向对在了":
            yield Mention(Span(start, post.span.end), text[start : post.span.end], "PERSON", text[start : post.span.end])
