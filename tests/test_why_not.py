"""Silence explained: what was proposed for a sentence and became no fact, and why."""

import pytest

from cxzy_graph.curating.proposing import REASONS, proposed
from cxzy_graph.model import Report


@pytest.mark.parametrize(
    ("text", "about", "reason", "words"),
    [
        ("民进江州市委会拟授予李然“优秀会员”称号。", None, "planned", "拟"),
        ("李然任支部主委，王芳任民进江州市委会校长。", None, "unknown body", "支部"),
        ("李然任支部主委，王芳任民进江州市委会校长。", None, "no such office", "校长"),
        ("一年来共开展义诊活动5次。", None, "no own body", ""),
        ("拟表彰人员名单\n姓名\t工作单位\t奖项\n李然\t江州市第一中学\t优秀会员\n", "民进江州市委会", "planned", "拟"),
    ],
)
def test_reasons(text: str, about: str | None, reason: str, words: str) -> None:
    seen = proposed(Report("a", "a.txt", text), about)
    wanted = REASONS[reason][0] + (f"（{words}）" if words else "")
    assert wanted in {one.reason for one in seen.rejected}, seen.rejected


def test_whatever_is_proposed_is_stated_or_has_a_reason() -> None:
    seen = proposed(Report("a", "a.txt", "民进江州市委会主委李然、副主委王芳出席会议，会议未授予张明“优秀会员”称号。"))
    assert {one.line.split(":")[0] for one in seen.stated} >= {"membership"}
    assert all(one.reason for one in seen.rejected)
    assert not any(one.reason for one in seen.stated)


def test_known_offices_are_in_bodies_that_have_them() -> None:
    seen = proposed(Report("a", "a.txt", "江州学院校友会北山联络处成立，李然任江州学院校友会北山联络处会长。"))
    assert any("role=会长" in one.line for one in seen.stated), seen.rejected
