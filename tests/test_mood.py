"""Nothing is stated that did not happen: each way of stating a fact, in twenty-three moods in which it states none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cxzy_graph import lexicon
from cxzy_graph.building.road import opened, travel
from cxzy_graph.extractors import extract, mood
from cxzy_graph.extractors.engine import Rejected
from cxzy_graph.model import Mention, Report, Span
from cxzy_graph.recognising import recognise

ABOUT = "民进江州市三中支部"

STATED = {
    # what is said when it happened: subject, what comes before the verb phrase, the verb phrase
    "被评为": ("李然", "被民进江州市委会评为优秀会员"),
    "获得": ("李然", "获得江州市先进个人称号"),
    "荣获": ("支部", "荣获民进江州市先进支部称号"),
    "授予": ("民进江州市委会", "授予李然优秀会员称号"),
    "表彰": ("民进江州市委会", "表彰李然为优秀会员"),
    "开展": ("支部", "开展义诊活动"),
    "举办": ("支部", "举办法律知识讲座"),
    "召开": ("民进江州市委会", "召开换届大会"),
    "举行": ("支部", "举行新年茶话会"),
    "组织": ("支部", "组织会员参观革命纪念馆"),
    "走访": ("支部", "走访慰问老会员"),
    "主办": ("支部", "主办法律知识讲座"),
    "参加": ("李然", "参加民进江州市委会举办的义诊活动"),
    "出席": ("李然", "出席民进江州市委会换届大会"),
    "当选": ("李然", "当选民进江州市委会副主委"),
    "担任": ("李然", "担任民进江州市委会主委"),
    "成立": ("民进江州市一中支部", "成立于2011年5月"),
    "制定": ("支部", "制定《先进支部考评办法》"),
    "印发": ("民进江州市委会", "印发《关于开展学习活动的通知》"),
}

MOODS = (
    "{who}未{what}。",
    "{who}没有{what}。",
    "{who}尚未{what}。",
    "{who}从未{what}。",
    "{who}拟{what}。",
    "{who}计划在明年{what}。",
    "{who}准备在下月{what}。",
    "{who}打算{what}。",
    "{who}即将{what}。",
    "{who}将于下月{what}。",
    "{who}有望{what}。",
    "{who}争取在年内{what}。",
    "市委会希望{who}{what}。",
    "市委会要求{who}{what}。",
    "市委会号召{who}{what}。",
    "市委会建议由{who}{what}。",
    "如果{who}{what}，大家都会高兴。",
    "原计划{who}{what}，后因故取消。",
    "下一步，{who}{what}。",
    "{who}应当{what}。",
    "市委会建议{who}{what}。",
    "{who}应{what}。",
    "{who}争取{what}。",
)

STATING = ("Conferral", "Event", "Participation", "Membership", "Founding", "Issuance")


def facts(text: str, quick: bool) -> list[str]:
    """What the gate lets through, however sure."""
    resolved = travel(Report("a", "a.txt", text), ABOUT, quick=quick).resolved
    return [f"{type(c.fact).__name__} {c.fact}" for c in (*resolved.claims, *resolved.unsure) if type(c.fact).__name__ in STATING]


@pytest.mark.parametrize("quick", [True, False], ids=["rules", "rules and reader"])
@pytest.mark.parametrize("verb", STATED)
def test_no_mood_states_nothing(verb: str, quick: bool) -> None:
    who, what = STATED[verb]
    assert facts(f"{who}{what}。", True), "the sentence itself states a fact"
    stated = {one.format(who=who, what=what): found for one in MOODS if (found := facts(one.format(who=who, what=what), quick))}
    assert not stated


HAPPENED = {
    "按照市委会要求，支部开展义诊活动。": "Event",
    "响应市委会号召，支部举办法律知识讲座。": "Event",
    "会议要求各支部多走访，会后举办了法律知识讲座。": "Event",
    "主委李然没有出席会议。": "Membership",  # he is its head all the same
    "民进江州市三中支部被民进江州市委会评为先进支部，并将奖金捐给学校。": "Conferral",
    "支部举办了法律知识讲座，希望会员多参加。": "Event",
    "支部慰问了从未缺席会议的老会员，开展义诊活动。": "Event",
}


@pytest.mark.parametrize("quick", [True, False], ids=["rules", "rules and reader"])
@pytest.mark.parametrize("text", HAPPENED)
def test_what_happened_is_stated_all_the_same(text: str, quick: bool) -> None:
    assert any(one.startswith(HAPPENED[text]) for one in facts(text, quick))


def rejected_in(text: str) -> list[Rejected]:
    restored, page = opened(Report("a", "a.txt", text))
    rejected: list[Rejected] = []
    list(extract(restored, page, recognise(restored, page), rejected))
    return rejected


@pytest.mark.parametrize("row", lexicon.table("mood")["row"], ids=lambda row: row["example"])
def test_every_row_says_why_its_example_states_nothing(row: dict[str, str]) -> None:
    assert not facts(row["example"], True)
    assert row["reason"] in {one.reason for one in rejected_in(row["example"])}


@pytest.mark.parametrize("row", lexicon.table("mood")["spoken_of"], ids=lambda row: row["example"])
def test_who_is_only_spoken_of_took_no_part(row: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    said = row["example"]
    here = Mention(Span(said.index("王芳"), said.index("王芳") + 2), "王芳", "PERSON", "王芳")
    found = mood._spoken_of(said, here, row["reason"])
    assert found is not None
    assert found.reason == row["reason"]
    kind = "Participation" if row["reason"] == "not there" else "Conferral"
    assert not [one for one in facts(said, False) if one.startswith(kind) and "王芳" in one]
    other = Mention(Span(said.index("李然"), said.index("李然") + 2), "李然", "PERSON", "李然") if "李然" in said else None
    assert other is None or mood._spoken_of(said, other, row["reason"]) is None
    monkeypatch.setattr(mood, "_spoken_of", lambda *_: None)
    assert [one for one in facts(said, False) if one.startswith(kind) and "王芳" in one], "the words are in use"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("李然同志作为优秀代表被授予“劳动模范”称号。", "gave it"),
        ("会员李然为扶贫作出突出贡献被授予“优秀会员”称号。", "gave it"),
        ("李然因为民服务突出被授予“优秀会员”称号。", "gave it"),
        ("学习委员李然主持会议并作了讲话。", "not there"),
        ("在学习会上李然发表讲话，王芳出席。", "not there"),
        ("学习中心组组长李然主持会议并讲话。", "not there"),
        ("李然带领大家学习了讲话精神。", "not there"),
    ],
)
def test_who_does_what_is_told_is_more_than_spoken_of(said: str, reason: str) -> None:
    here = Mention(Span(said.index("李然"), said.index("李然") + 2), "李然", "PERSON", "李然")
    assert mood._spoken_of(said, here, reason) is None


@pytest.mark.parametrize("table", ["led_by", "done"])
def test_what_was_done_on_request_is_stated_for_the_words_that_say_so(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = lexicon.table("mood")[table][0]
    assert facts(row["example"], True)
    words = replace(mood._words(), **{table: re.compile("(?!)")})
    monkeypatch.setattr(mood, "_words", lambda: words)
    assert not facts(row["example"], True)
