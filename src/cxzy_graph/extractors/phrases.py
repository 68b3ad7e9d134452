"""Names of things held: where one begins and ends in a clause, whether it names anything, what kind it is."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from .. import lexicon
from .tagged import CODES

if TYPE_CHECKING:
    pass

_LEADING = re.compile(
    r"^(?:【[^】]*】|(?:(?:上午|下午|晚上?)[\d一二三四五六七八九十]{1,3}|\d{1,2})(?:时|点(?![名赞评对半钟一]))(?:[\d一二三四五六七八九十]+分|许|整)?|本次|此次|我[校院所]|了|过|起|起了|一?系列的?|多种形式的?|形式多样的?|丰富多彩的?|内容丰富、?形式多样的?|各种|各类|各项|多次|多场|多期|一次|一场|一期|一年一度的|别开生面的|庄重的|隆重的|热烈的|生动的|"
    r"专门的?|相关的?|有关的?|每年的?|主题为|题为|以来的?|首次|首届的|新的|第一次的|的|由|对|一堂|一个|了一|"
    r"\d+(?:余|多)?(?:次|场|期|项|个)|[一二三四五六七八九十两数几多]+(?:余|多)?(?:次|场|期|项|个)的?)+"
)
"""What stands in front of a name and is none of it: how often, which, on what occasion."""
_TRAILING = re.compile(
    r"(?:等|等等|的|了|一次|多次|数次|(?:近|约|共|达)?\d[\d.,]*[万余多]*(?:名|位|副|册|床|本|幅|家|户|"
    r"件|份|套|台|箱|篇|条|元|万元|斤|公斤|吨|棵|株|盒|只|批次|届)|"
    r"[一二三四五六七八九十两\d]+(?:余|多)?(?:次|场|期|项|个|人次|人)?)+$"
)
"""What stands behind a name and is none of it: 等, how often, how many were given."""
_NOT_A_MEETING = re.compile(
    r"(?:社会|机会|委员会|协会|学会|联合会|工会|商会|省委会|市委会|县委会|区委会|州委会|研究会|促进会|基金会|理事会|居委会|我会|本会|全会员|两会|都会|议会|学生会|奥运会|人大|政协)$"
)


@cache
def words() -> dict[str, Any]:
    return lexicon.table("activities")


@cache
def head() -> re.Pattern[str]:
    """The last words of a name that names something held."""
    longest = sorted(words()["head"].split("|"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest)}|会|赛|展|{CODES['QUOTE']}(?:系列)?(?:主题)?(?:活动|工作)?)$")


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(words()["vague"])


_DAY = re.compile(r"^(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日)?(?:[上下]午|晚上?)?的")
"""The day in front of what was held on it: 11月8日的|论坛."""
_SYMBOLS = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+")
"""Pictures among the words."""


def tidy(name: str) -> str:
    """A name without what only counts, praises or dates it.

    >>> tidy("了一年一度的新年联欢总结大会"), tidy("丰富多彩的联谊活动3次"), tidy("11月8日的论坛")
    ('新年联欢总结大会', '联谊活动', '论坛')
    """
    before = None
    while before != name:
        before = name
        name = _TRAILING.sub("", _LEADING.sub("", name.strip(" 　，、"))).strip(" 　，、")
        name = re.sub(r"的(活动|工作)$", r"\1", _SYMBOLS.sub("", _DAY.sub("", name)))
        name = re.sub(r"^(参观|走访|慰问|考察|看望)了", r"\1", name).removesuffix("第")
        name = re.sub(r"^以[^，。；]{2,60}?为(?:主要|基本|核心)?(?:内容|主题|载体|主线|目标|抓手)的", "", name)
    return name


NOTHING_HELD = re.compile("(?:战略|社会发展|活动室|制度|机制|平台)[”》]?$|的有|一行(?:先后|还)?(?:走访|慰问|看望|来到|赴|到)")
"""What the name of nothing held ends in, or says of whoever was there."""


def names_something(name: str) -> bool:
    """Does a name tell which thing was held?

    >>> names_something("会史讲座"), names_something("各项活动"), names_something("活动"), names_something("为社会")
    (True, False, False, False)
    """
    bare = name.strip("“”《》 ")
    if NOTHING_HELD.search(bare) or re.search(
        r"各[项类种式]活动$|开展$|的[^，。的]{1,14}进行(?:表彰|表扬|奖励|资助)$|指示精神|实施方案|^工作[、，]|、“[^”]*$|[获被]$|不是|全部|一律",
        bare,
    ):
        return False
    if len(bare) < 3 or len(bare) > 60 or _NOT_A_MEETING.search(bare):
        return bare in ("义诊", "联谊", "支教", "换届", "义教")
    return not _vague().match(bare) or bool(
        re.search(r"专题(?:座谈会|学习|调研|讲座|培训)$|组织生活会$|(?:参政议政|组织|宣传|社会服务|信息|基层|机关)工作会议$", bare)
    )


def kind_of(name: str) -> str:
    """The type of an activity, by the words of its name.

    >>> kind_of("会史讲座"), kind_of("走访慰问老会员"), kind_of("换届选举大会"), kind_of("创先争优活动")
    ('学习培训', '慰问', '会议', '其他')
    """
    if re.search(
        r"(?:座谈会|动员大会|代表大会|会员大会|表彰大会|总结大会|工作会议|部署会议|扩大会议|全委会|交流会|组织生活会|研讨会|选举大会|推进会|恳谈会|动员会|总结会|表彰会)$",
        name.rstrip("”"),
    ):
        return "会议"
    for row in words()["type"]:
        if re.search(row["words"], name):
            return str(row["name"])
    return "其他"


_ENDS_A_NAME = "(?:活动|座谈|大会|讲座|征文|竞赛|比赛|培训|义诊|慰问|调研|考察)"


def listed(name: str) -> list[str]:
    """A name that is a list, item by item; one that only holds a list stays whole.

    >>> listed("会史讲座、体质检测、教师节茶话会以及慰问生病会员")
    ['会史讲座', '体质检测', '教师节茶话会', '慰问生病会员']
    >>> listed("高考、中考现场咨询会")
    ['高考、中考现场咨询会']
    """
    quoted = re.fullmatch(r"((?:“[^”]+”){2,})(?:等)?(?:[两二三四五六\d]+[项个次场])?(?P<tail>[^“”、]{0,10})", name)
    if quoted:  # “甲”“乙”两项专题调研
        return [f"“{one}”{quoted['tail']}" for one in re.findall(r"“([^”]+)”", quoted[1])]
    items: list[str] = []
    for item in filter(None, re.split(rf"、|以及|和(?=“)|(?<=”)和|(?<={_ENDS_A_NAME})和(?=[^、和]{{4}})", name)):
        if items and not _stands_alone(item) and re.match(r"慰问|走访|看望|参观", items[-1]):
            items[-1] += "、" + item  # 慰问困难会员、生病会员
        else:
            items.append(item)
    return items if len(items) > 1 and all(map(_stands_alone, items)) else [name]


def _stands_alone(item: str) -> bool:
    bare = tidy(item)
    return len(bare) > 2 and (
        bool(head().search(bare.replace("”", CODES["QUOTE"]) if bare.endswith("”") else bare))
        or bool(re.match(r"慰问|走访|看望|参观|捐赠|观看|学习.{2}", bare))
    )
