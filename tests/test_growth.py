"""Time that grows with a report's length and no faster, whatever is said over and over in it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from itertools import product

import pytest

from cxzy_graph.building.road import travel
from cxzy_graph.model import Report

SURNAMES, GIVEN = "李王张刘陈杨赵黄周吴徐孙", "然明华伟芳敏静丽强磊军洋勇艳杰娟涛超秀兰"
PEOPLE = ["".join(one) for one in product(SURNAMES, GIVEN, GIVEN)]
SHORT, LONG = 5_000, 20_000
"""Characters."""

STEEPEST = 1.4
"""The exponent that is let pass: 1 is linear, 2 was what each of the first twelve had. The times of one run differ by some tenths."""


def again(words: str) -> Callable[[int], str]:
    return lambda size: words * (size // len(words) + 1)


TEXTS: dict[str, Callable[[int], str]] = {
    "an honour": again("李然被评为优秀会员，"),
    "a title": lambda size: "李然获" + again("“优秀会员”、")(size),
    "a count": again("会员12人，其中女3名，"),
    "an office": again("主委李然，副主委王小明，"),
    "many honoured": again("李然等18人被评为优秀会员，"),
    "a visit": again("支部组织会员赴井冈山开展学习考察活动，"),
    "seats": lambda size: again("市政协副主席、")(size) + "李然",
    "study": again("支部组织会员学习"),
    "speech": again("李然说："),
    "bodies": lambda size: "".join(f"民进江州市{one}支部成立。" for one in PEOPLE)[:size],
    "people": lambda size: "".join(f"{one}被评为优秀会员，" for one in PEOPLE)[:size],
    "a list of people": lambda size: "出席会议的有" + "、".join(PEOPLE)[:size],
    "lost characters": again("民进江州市?支部召开会?，李?主持。"),
    "pinyin": again("民進江州市支部召開會(huì)議(yì)，"),
    "days": again("2019年3月2日，支部开展活动；"),
    "years": again("2019年"),
    "lines": again("民进江州市委会主委李然\n"),
    "cells": again("主委\t李然\t2001年\n"),
    "bars": lambda size: "| 姓名 | 职务 |\n" + again("| 李然 | 主委 |\n")(size),
    "heads": again("姓名\n职务\n李然。\n"),
    "a cell a line": lambda size: "姓名\n职务\n" + again("李然\n主委\n")(size),
    "columns": lambda size: "职务    姓名    单位\n" + again("主委    李然    一中\n")(size),
    "a roll": lambda size: "民进江州市第三届委员会名单\n委员\n" + again("李然　王芳（女）\n")(size),
    "a body in a body": again("中国民主促进会江州市委员会"),
    "half a body": again("委员会"),
    **{name: again(one) for name, one in zip(["digits", "brackets", "quotes", "titles", "commas", "one", "letters", "blanks"], "1（“《，会a ", strict=True)},
    "ends of lines": again("\n"),
    "a rare character": again("𠮷"),
}  # fmt: skip


def seconds(text: str) -> float:
    began = time.process_time()
    travel(Report("a", "a.txt", f"{text}\n"), quick=True)
    return time.process_time() - began


@pytest.mark.parametrize("kind", list(TEXTS))
def test_time_grows_with_the_length(kind: str) -> None:
    short, long = TEXTS[kind](SHORT), TEXTS[kind](LONG)
    seconds(short[:500])  # what is loaded once
    steep = 9.0
    for _ in range(3):  # the machine may be busy: the best of some
        before, after = max(seconds(short), 0.02), seconds(long)
        steep = min(steep, math.log(after / before) / math.log(len(long) / len(short)))
        if steep <= STEEPEST:
            break
    assert steep <= STEEPEST
