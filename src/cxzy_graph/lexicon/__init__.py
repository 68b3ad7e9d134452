"""Words as data: the tables beside this file, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

SURNAMES = frozenset(
    "庹么昂赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙"
    "叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农"
    "温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终居衡步耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶"
    "曾毋沙乜养鞠须丰巢关蒯荆红游竺权逯盖益桓付肖闫覃蓝佟佘揭冼展占代矫火战仝邝晋楚闾岳帅缑亢况琴商牟佴伯赏墨哈谯年爱阳训南"
    "宫苟邸昌芦苑鹿修初门尉原粟银青来麦楼咎扎兰回铁巨税侍宛泰候降丛圣阿达普旦格索朵"
    "栗漆辜谌淦衣粘旷盘随玄操鲜迟母顿秘库朴法练眭黑渠踪虎仉亓雒仵綦茆苌俸刀冶撒锁沐啜揣院芈笪呙禤麴郐牙豆奉腾斗贠郄隋闪虢郇闭鄢涂蹇"
)
"""The Hundred Family Surnames and the most frequent of today, single characters; a name must begin with one."""


@cache
def not_given() -> frozenset[str]:
    """Words of two characters that follow a name and are none behind a surname: 立即, 先后."""
    return frozenset(str(table("names")["not_given"]).split())


COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "闾丘",
        "上官",
        "司马",
        "诸葛",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "东方",
        "端木",
        "夏侯",
        "南宫",
        "轩辕",
        "长孙",
        "宇文",
        "呼延",
        "澹台",
        "西门",
        "百里",
        "拓跋",
        "独孤",
        "完颜",
        "赫连",
        "鲜于",
        "第五",
        "申屠",
        "太史",
        "公羊",
        "濮阳",
        "淳于",
        "单于",
        "闻人",
        "相里",
        "万俟",
        "东郭",
        "钟离",
        "司空",
    ]
)


@cache
def table(name: str) -> dict[str, Any]:
    """A table beside this file, by its name without the ending.

    >>> table("parties")["party"][0]["short"]
    '民进'
    """
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Party:
    """A party: its canonical short name, its names in reports, those that mean other things too, what its members are called, and call it."""

    short: str
    full: tuple[str, ...]
    other: tuple[str, ...]
    among: str
    member: str
    committee: bool


@cache
def parties() -> tuple[Party, ...]:
    return tuple(
        Party(p["short"], tuple(p["full"]), tuple(p.get("other", ())), p.get("among", ""), p["member"], p["committee"])
        for p in table("parties")["party"]
    )


@cache
def leading() -> str:
    """The offices that lead a body, as alternatives of a pattern.

    >>> "主委" in leading().split("|")
    True
    """
    return str(table("posts")["leading"]["word"])


@cache
def members() -> frozenset[str]:
    """What the members of parties are called.

    >>> sorted(members())
    ['会员', '党员', '团员', '盟员', '社员']
    """
    return frozenset(party.member for party in parties())


@cache
def party_of(name: str) -> Party | None:
    """The party that a name in a report means.

    >>> party_of("中国民主促进会").short
    '民进'
    """
    return next((party for party in parties() if name in party.full or name in party.other), None)
