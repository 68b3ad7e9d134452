"""Which body a mention means: its canonical name, or None where it must not be guessed."""

from __future__ import annotations

import pytest

from cxzy_graph.recognising import layout, recognise
from cxzy_graph.resolving import bodies
from cxzy_graph.restoring import restore

CITY = "民进宁波市委会2019年工作总结\n民进宁波市委会召开大会。{}\n"
CASES = [
    (CITY, "市委会", "民进宁波市委会"),
    (CITY, "我会", "民进宁波市委会"),
    (CITY, "民进宁波市委", "民进宁波市委会"),
    (CITY, "中国民主促进会宁波市委员会", "民进宁波市委会"),
    (CITY, "宁波民进", "民进宁波市委会"),
    (CITY, "省委会", "民进浙江省委会"),
    (CITY, "民进省委", "民进浙江省委会"),
    (CITY, "市政协", "宁波市政协"),
    (CITY, "市委", "中共宁波市委"),
    (CITY, "市委统战部", "中共宁波市委统战部"),
    (CITY, "民进中央", "民进中央"),
    (CITY, "医卫支部", "民进宁波市医卫支部"),
    (CITY, "海曙区支部", "民进宁波市海曙区支部"),
    (CITY, "宁波大学支部", "民进宁波大学支部"),
    (CITY, "海曙区政协", "海曙区政协"),
    (CITY, "支部", None),
    (CITY, "区政府", "区政府"),
    ("徐州民盟新闻\n徐州民盟召开大会。{}\n", "徐州民盟", "民盟徐州市委会"),
    ("徐州民盟新闻\n徐州民盟召开大会。{}\n", "苏州民进", "民进苏州市委会"),
    (CITY, "九三宁波市委", "九三学社宁波市委会"),
    ("民进海曙区总支（以下简称“总支”）成立。{}\n", "总支", "民进海曙区总支"),
    ("民盟海曙区科技支部换届。{}\n", "支部", "民盟海曙区科技支部"),
    ("民盟海曙区科技支部换届。{}\n", "市委会", "民盟宁波市委会"),
    ("民进桥西区支部换届。{}\n", "市委会", "民进市委会"),  # four cities have a 桥西区
    (CITY, "东湖支部", "民进宁波市东湖支部"),  # there is a 东湖区, in another city
    (CITY, "朝阳支部", "民进宁波市朝阳支部"),
    ("民进宁波市东湖支部换届。{}\n", "民进宁波市东湖支部", "民进宁波市东湖支部"),
    ("民进南昌市东湖支部换届。{}\n", "民进南昌市东湖支部", "民进南昌市东湖区支部"),
    (CITY, "政协第十届宁波市委员会", "宁波市政协"),
    (CITY, "政协海曙区委员会", "海曙区政协"),
]


@pytest.mark.parametrize(("frame", "said", "meant"), CASES)
def test_what_a_name_means(frame: str, said: str, meant: str | None) -> None:
    text = restore(frame.format(f"当天，{said}提出要求。"))
    page = layout(text.text)
    mentions = recognise(text, page)
    known = bodies(text, page, mentions)
    spot = text.text.index(f"当天，{said}") + 3
    mention = next(m for m in mentions if m.kind == "ORG" and m.span.start == spot)
    name = known.of(mention)
    assert (name.named() if name else None) == meant


def test_a_body_is_one_under_all_its_names() -> None:
    text = restore(CITY.format("民进宁波市委表彰先进。市委会作总结。我会会员参加。"))
    page = layout(text.text)
    known = bodies(text, page, recognise(text, page))
    own = known.own()
    assert own is not None
    assert own.aliases >= {"民进宁波市委会", "民进宁波市委", "市委会", "我会"}
