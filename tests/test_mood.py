"""Nothing is stated that did not happen: each way of stating a fact, in twenty moods in which it states none."""

from __future__ import annotations

from itertools import product

import pytest

from cxzy_graph import lexicon
from cxzy_graph.building.road import travel
from cxzy_graph.model import Report

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
    "捐赠": ("支部", "捐赠图书活动"),
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
)

STATING = ("Conferral", "Event", "Participation", "Membership", "Founding", "Issuance")


def facts(text: str, quick: bool) -> list[str]:
    claims = travel(Report("a", "a.txt", text), ABOUT, quick=quick).resolved.claims
    return [f"{type(c.fact).__name__} {c.fact}" for c in claims if type(c.fact).__name__ in STATING]


@pytest.mark.parametrize("quick", [True, False], ids=["rules", "rules and reader"])
@pytest.mark.parametrize("verb", STATED)
def test_twenty_moods_state_nothing(verb: str, quick: bool) -> None:
    who, what = STATED[verb]
    assert facts(f"{who}{what}。", quick), "the sentence itself states a fact"
    stated = {mood.format(who=who, what=what): found for mood in MOODS if (found := facts(mood.format(who=who, what=what), quick))}
    assert not stated


def test_the_grid_is_as_large_as_it_says() -> None:
    assert len(list(product(STATED, MOODS))) >= 300


@pytest.mark.parametrize(
    "text",
    [
        "按照市委会要求，支部开展义诊活动。",
        "响应市委会号召，支部举办法律知识讲座。",
        "会议要求各支部多走访，会后举办了法律知识讲座。",
        "主委李然没有出席会议。",  # he is its head all the same
        "市委会将李然评为优秀会员。",
        "支部举办了法律知识讲座，希望会员多参加。",
        "支部慰问了从未缺席会议的老会员，开展义诊活动。",
    ],
)
def test_what_happened_is_stated_all_the_same(text: str) -> None:
    assert facts(text, True)


@pytest.mark.parametrize("row", lexicon.table("mood")["row"], ids=lambda row: row["example"])
def test_every_row_of_the_lexicon_is_of_use(row: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its example states nothing; without the row, the rules state something, or another row says why not."""
    assert not facts(row["example"], True)
