"""Lines that were broken at a width are joined; lists, headlines, rows and verse are left as they are."""

from __future__ import annotations

import pytest

from cxzy_graph.model import Span
from cxzy_graph.restoring import restore
from cxzy_graph.restoring.lines import to_join

PROSE = "工作会议\n江州市委会于三月五日召开基层组织建设工作会\n议，总结了去年的工作，表彰先进支部和优秀会\n员，部署了今年的任务，到会的有各支部主任委\n员和会员代表。"
LISTS = {
    "posts": "班子名单\n主任李然，教授，负责全面工作，分管组织与宣传\n主任王芳，副教授，负责日常工作，分管参政与议政\n"
    "委员张明，讲师，负责联系会员，分管联络与妇女\n委员赵雪，编辑，负责联系会员，分管经济与财务\n委员孙亮，医师，负责联系会员，分管文化与体育",
    "places": "名册\n民进三中支部李然，一九六五年生，籍贯江州市\n民进二中支部王芳，一九六三年生，籍贯江州市\n"
    "民进一中支部张明，一九六一年生，籍贯江州市\n民进四中支部赵雪，一九六二年生，籍贯江州市",
    "names": "名单\n李然 王芳 赵雪 钱明 孙亮 周平 吴敏\n郑华 冯刚 陈静 褚林 卫东 蒋平 沈青\n韩雪 杨光 朱明 秦川 尤里 许诺 何方\n吕良 施展 张弛 孔明 曹禺 严明 华章",
    "table": "一览\n单位 | 姓名 | 职务 | 任职时间与分管工作\n三中 | 李然 | 主任 | 二〇一六年起主持全面\n一中 | 王芳 | 委员 | 二〇一六年起分管组织\n二中 | 张明 | 委员 | 二〇一六年起分管宣传",
    "verse": "诗\n春风又绿江南岸\n明月何时照我还\n两个黄鹂鸣翠柳\n一行白鹭上青天",
}


@pytest.mark.parametrize("said", LISTS.values(), ids=LISTS.keys())
def test_lists_are_no_broken_prose(said: str) -> None:
    assert to_join(said) == []
    assert restore(said).text == said


@pytest.mark.parametrize("end", ["\n", "\r\n", " \n"])
def test_prose_is_joined_whatever_ends_its_lines(end: str) -> None:
    text = restore(PROSE.replace("\n", end)).text
    assert "工作会议，总结" in text
    assert "优秀会员，部署" in text
    assert "主任委员和会员代表。" in text
    assert text.startswith("工作会议")
    assert not text.startswith("工作会议江州")


def test_what_is_joined_can_be_found_in_the_raw_text() -> None:
    restored = restore(PROSE)
    assert {edit.repair for edit in restored.edits} == {"broken line"}
    at = restored.text.index("优秀会员")
    begin, end = restored.to_raw(Span(at, at + 4))
    assert PROSE[begin:end] == "优秀会\n员"


def test_a_headline_its_date_and_what_stands_below_keep_their_lines() -> None:
    head = "民进江州市委会召开基层组织建设工作会议小结\n2016年3月6日\n"
    text = restore(head + PROSE.split("\n", 1)[1] + "\n【相关链接】").text
    assert text.startswith(head)
    assert text.endswith("会员代表。\n【相关链接】")


def test_words_of_letters_keep_their_blank() -> None:
    text = PROSE.replace("部署了今年的任务，到会的有各支部主任委\n员", "部署了今年的任务，学习了 China Daily\nReports，各支部主任委\n员")
    assert "China Daily Reports" in restore(text).text or "China Daily\nReports" in restore(text).text
