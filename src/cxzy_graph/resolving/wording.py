"""One wording for what a name says in several: 市三中, 第三中学, 3中 are 第三中学; 教体局 is 教育和体育局."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from .. import lexicon
from ..lexicon import places

_DIGITS = "零一二三四五六七八九"
_NUMBER = re.compile(r"第?(\d{1,2}|[一二三四五六七八九十]{1,3})(?=$|[中小院幼职高附支分医实联人]|教研)")
_SCHOOLS = (
    (re.compile(r"(第[一二三四五六七八九十]+)中(?:学校?)?$"), r"\1中学"),
    (re.compile(r"(第[一二三四五六七八九十]+)小(?:学校?)?$"), r"\1小学"),
    (re.compile(r"(第[一二三四五六七八九十]+)(?:幼|幼儿园)$"), r"\1幼儿园"),
    (re.compile(r"(第[一二三四五六七八九十]+)院$"), r"\1人民医院"),
    (re.compile(r"(第[一二三四五六七八九十]+)附(?:属医)?院$"), r"\1附属医院"),
    (re.compile(r"(第[一二三四五六七八九十]+)职(?:业)?(?:高|高级中学|中)$"), r"\1职业高级中学"),
    (re.compile(r"附属(第[一二三四五六七八九十]+)医院$"), r"\1附属医院"),
    (re.compile(r"附属中学校$"), "附属中学"),
)
_OF_A_CITY = re.compile(
    r"第[一二三四五六七八九十]+|人民医院|中医|妇幼|实验|高级中学|职业|特殊教育|教育|教研|教科|教师|老年|少年宫|青少年宫|图书馆|博物馆|文化馆|群众艺术馆|疾病|中心|技工|技师|卫生学校|体育|艺术"
)
"""What an institution's name goes on with that says only which one of its city's it is: 盐城(市)|第一中学, not 盐城|师范学院."""

ELSEWHERE = re.compile(
    r"华[东南北中西](?![路街])|西[南北](?![路街])|东北(?![路街])|中国|全国|中央(?![路街])|国家|中华(?![路街])|人民日报|中科院|中共"
)
"""Names that need no place: 华东交通大学, 中国银行."""


def numeral(number: int) -> str:
    """1 to 99 as a name writes it.

    >>> [numeral(n) for n in (3, 10, 31)]
    ['三', '十', '三十一']
    """
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


@cache
def _short(kind: str) -> tuple[tuple[str, str], ...]:
    rows = [(short, row["full"]) for row in lexicon.table("bodies")[kind] for short in row["short"]]
    return tuple(sorted(rows, key=lambda pair: (-len(pair[0]), pair[0])))


_WITHIN = {"工大": "(?<!理)", "科大": "(?<!医)", "师大": "(?<!医)"}
"""What must not stand in front of a short word, since it is part of a longer one: 理工大, 医科大."""


@cache
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The short words of institutions' names, as they stand in a name; 工大 is not in 工大学."""
    return tuple(
        (re.compile(f"{_WITHIN.get(short, '')}{short}{'(?!学)' if short.endswith('大') else ''}"), full) for short, full in _short("word")
    )


def state(unit: str) -> str:
    """The one wording of a state body's last words.

    >>> state("教体局"), state("政协"), state("水利局")
    ('教育和体育局', '政协', '水利局')
    """
    return dict(_short("state")).get(unit, unit)


@cache
def institution(host: str) -> str:
    """The one wording of an institution's name, as far as it follows from the words.

    >>> institution("兰州理工大学"), institution("山西医科大学"), institution("合肥工大")
    ('兰州理工大学', '山西医科大学', '合肥工业大学')
    >>> institution("三中"), institution("第31中学"), institution("江西师大附小"), institution("市一院")
    ('第三中学', '第三十一中学', '江西师范大学附属小学', '市第一人民医院')
    """
    host = unicodedata.normalize("NFKC", host).replace("(", "").replace(")", "")
    host = _NUMBER.sub(lambda m: "第" + (numeral(int(m[1])) if m[1].isdigit() else m[1]), host)
    for pattern, full in _words():
        if full not in host:
            host = pattern.sub(full, host)
    for pattern, whole in _SCHOOLS:
        host = pattern.sub(whole, host)
    return host


@cache
def branch(host: str) -> str:
    """The one wording of what a branch is named after: its number, its field or its institution.

    >>> branch("第一"), branch("1"), branch("医卫"), branch("第三中学"), branch("三中"), branch("机关第二")
    ('一', '一', '医药卫生', '第三中学', '第三中学', '机关二')
    """
    host = institution(host)
    if host.endswith("支部") or host.endswith("总支"):
        host = host.replace("第", "")
    fields = dict(_short("field"))
    alone = re.fullmatch(r"(?P<name>.*?)第(?P<number>[一二三四五六七八九十]+)", host)
    name, number = (alone["name"], alone["number"]) if alone else (host, "")
    if name.endswith("联合") and len(name) > 2:
        name = fields.get(name[:-2], name[:-2]) + "联合"
    return fields.get(name, name) + number


def taken_apart(host: str) -> tuple[tuple[str, ...], str]:
    """The place that an institution's name begins with, if what follows only says which of the place's institutions it is.

    >>> taken_apart("盐城市第一中学"), taken_apart("盐城师范学院"), taken_apart("江苏省盐城中学")
    ((('盐城市',), '第一中学'), ((), '盐城师范学院'), ((), '盐城中学'))
    """
    chain: list[str] = []
    start = 0
    while (name := places.at(host, start)) is not None and start + len(name) < len(host):
        chain.append(name)
        start += len(name)
    rest = institution(host[start:])
    if chain and _OF_A_CITY.match(rest):
        return tuple(chain), rest
    if len(chain) > 1:  # 江苏省盐城中学 is 盐城中学
        upper = places.named(chain[0])
        if any(places.contains(above, below) for above in upper for below in places.named(chain[1])):
            return (), institution(host[len(chain[0]) :])
    return (), institution(host)
