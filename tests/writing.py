"""Paragraphs of our own writing, as many as wanted: the sentences of ``prose.txt`` with invented names in their slots."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅云海清志国建文德荣庆林宁思远佳怡晨曦雨桐子涵浩然欣妍梓萱俊熙诗琪嘉懿煜城锦程鹏翔凌雪慧婷晓东立新宏图学礼茂春振邦维康守仁培元景行允中若水"
_CITIES = ("江州", "云溪", "临川湖", "沅水", "松陵", "清河口", "白鹭", "凤台", "龙津", "海宁湾", "平乐", "望江", "石泉", "南屏", "东篱")
_PROVINCES = ("江苏省", "湖南省", "四川省", "浙江省", "云南省", "陕西省", "辽宁省", "广东省", "安徽省", "甘肃省")
_PARTIES = ("民进", "民盟", "九三学社", "农工党", "民建", "民革", "致公党", "台盟")
_BRANCHES = (
    "一中支部",
    "师院总支",
    "联合支部",
    "医卫支部",
    "经济支部",
    "文化支部",
    "桥北支部",
    "机关支部",
    "老年大学支部",
    "卫校支部",
    "城关二支部",
)
_BRANDS = ("同心", "烛光行动", "桑榆讲堂", "连心桥", "春雨助学", "杏林春暖", "书香进社区", "小手拉大手")
_HONOURS = ("优秀会员", "先进支部", "参政议政工作先进个人", "社会服务先进集体", "信息工作一等奖")
_PLACES = ("桃源村", "文化馆", "人民公园", "红旗小学", "敬老院", "市图书馆", "双井街道", "工业园区", "青山镇中心小学")


@cache
def templates() -> tuple[str, ...]:
    return tuple((Path(__file__).parent / "prose.txt").read_text(encoding="utf-8").splitlines())


def sentence(chance: random.Random) -> str:
    """A sentence with names that no other may have had."""
    city = chance.choice(_CITIES) + "市"
    slots = {
        **{name: _person(chance) for name in ("person", "person2", "person3")},
        "city": city, "district": chance.choice(_CITIES) + chance.choice("区县"), "province": chance.choice(_PROVINCES),
        "party": chance.choice(_PARTIES), "branch": chance.choice(_BRANCHES), "school": city + chance.choice(("第一中学", "实验小学", "师范学院", "职业技术学校")),
        "hospital": city + chance.choice(("人民医院", "中医院", "妇幼保健院")), "year": str(chance.randint(1995, 2024)),
        "month": str(chance.randint(1, 12)), "day": str(chance.randint(1, 28)), "n": str(chance.randint(2, 60)), "m": str(chance.randint(3, 900)),
        "place": chance.choice(_PLACES), "brand": chance.choice(_BRANDS), "honour": chance.choice(_HONOURS),
    }  # fmt: skip
    return chance.choice(templates()).format(**slots)


def _person(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2, 2))))


def page(seed: int, paragraphs: int = 8) -> str:
    """A page of that many paragraphs of one to four sentences; the same seed gives the same page."""
    chance = random.Random(seed)
    return "\n".join("".join(sentence(chance) for _ in range(chance.randint(1, 4))) for _ in range(paragraphs))


def pages(number: int, paragraphs: int = 8) -> Iterator[str]:
    for seed in range(number):
        yield page(seed, paragraphs)
