"""What words are an honour's title, and where one ends."""

from __future__ import annotations

import re
from functools import cache

from .. import lexicon
from ..lexicon.own import current


@cache
def _heads(own: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join((lexicon.table("honours")["head"], *map(re.escape, own))))


def _head() -> re.Pattern[str]:
    return _heads(current().honours)


@cache
def _not() -> re.Pattern[str]:
    return re.compile(lexicon.table("honours")["not"])


_TAIL = re.compile(
    r"(?:（[^（）]{1,12}）|的?(?:光荣|荣誉|殊荣)?称号|(?<=[”体人者位])表彰(?:奖励)?|的?荣誉|的?殊荣|的?奖项|光荣称号|之一|(?<!第)[一二两三\d]+[人名个])+$"
)


def titles(said: str) -> list[str]:
    """The titles that the object of 评为 or 荣获 names, with a last word that several share given to each.

    >>> titles("组织建设工作、新闻宣传工作先进单位")
    ['组织建设工作先进单位', '新闻宣传工作先进单位']
    >>> titles("参政议政工作先进单位、反映社情民意信息工作先进单位一等奖")
    ['参政议政工作先进单位', '反映社情民意信息工作先进单位一等奖']
    >>> titles("“优秀会员”称号"), titles("一致好评")
    (['优秀会员'], [])
    """
    said = re.sub(r"^[省市区县州](?:[、和][省市区县州])+级?(?=\d|[^省市区县州])", "", said)  # 市、区2018年度优秀会员
    said = re.sub(r"(?<=”)(的?(?:光荣|荣誉)?称号)(?:之?后|以来|的同时).*$", r"\1", said)  # “先进集体”称号之后获得的又一次表彰
    called = _CALLED.search(said)
    bare = _TAIL.sub("", said.strip(" 　，。、的"))
    said = bare if _head().search(bare) or not said.endswith("荣誉称号") else said.removesuffix("称号")
    items = [part for part in re.split(r"、|(?<=”)(?=“)|(?<=”)[和及]|[和及](?=“)|以及|(?<=[奖号位体人员者织])和", said) if part]
    shared = re.search(r"(?:先进|优秀|模范)[^先进优秀模范“”]{1,6}$", items[-1].strip("”")) if len(items) > 1 else None
    found = []
    for part in items:
        name = cleaned(part)
        if shared and not _head().search(name):
            name += shared[0].strip("”")
        surely = SURELY.search(name) or (called and part.strip().startswith("“"))
        if _NO_TITLE.search(name):
            continue
        if (2 < len(name) <= 45 and (surely or (_head().search(name) and not _not().search(name)))) or _SHORT.fullmatch(name):
            found.append(name)
    return found


SURELY = re.compile(r"(?:[特一二三优]等奖|优秀奖|[金银铜]奖|先进(?:单位|集体|个人|工作者|支部|基层组织)|标兵|模范|能手|称号)$")


_CALLED = re.compile(r"称号|荣誉")


_NO_TITLE = re.compile(
    "名单|如下|的[有是]|是$|：$|(?:优秀|先进|杰出|十佳|最美|的先)$|被[评授]|荣获|经[初终]?评|”[^“”]*(?:获|被|授予|表彰)[^“”]*“"
)
"""What no title is or holds: the heading of a list, two titles that ran together where a mark is missing."""


_SHORT = re.compile(r"嘉奖|[一二三]等功|亚军|冠军|季军|[金银铜]奖")


def is_no_title(said: str) -> bool:
    """Is it what nothing is called that somebody receives?

    >>> is_no_title("全国优秀"), is_no_title("李然被评为优秀会员"), is_no_title("优秀会员")
    (True, True, False)
    """
    return _NO_TITLE.search(said) is not None


_BY_LETTER = re.compile(r"[（(][^（）()]*[\d〕\]]+号[^（）()]*[）)]$")
"""The letter that says so, named behind a title: （江科协发〔2014〕15号）."""


def cleaned(part: str) -> str:
    part = _BY_LETTER.sub("", part.removesuffix("等"))
    quoted = re.fullmatch(r"(?:[^“”]{0,3}|[^“”]{1,6}[省市区县州级])“([^“”]+)”(?:的?(?:光荣|荣誉)?称号|荣誉|奖)?", part)
    name = quoted[1] if quoted else part.replace("“", "").replace("”", "") if not re.search(r"“[^”]*”[^“”]{2,}", part) else part
    short = _TAIL.sub("", name)
    name = re.sub(
        r"^(?:了|过|为|的|等|又|全国的|[我本][省市区县](?=首届|第)|\d{4}[-—－]?(?:\d{4})?年度?)+",
        "",
        short if _head().search(short) else name,
    )
    return re.sub(r"\d+个", "", name).strip()
