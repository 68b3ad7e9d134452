"""Expressions of time: what each means in a report published on 2014-11-24, and what it must not be taken to mean."""

from __future__ import annotations

import pytest

from cxzy_graph.model import Span
from cxzy_graph.recognising.dates import dates

CERTAIN = [
    ("2014年5月19日", "2014-05-19", "at"),
    ("2014年5月", "2014-05", "at"),
    ("2014年", "2014", "at"),
    ("2013年度", "2013", "at"),
    ("二〇一三年十二月", "2013-12", "at"),
    ("今年3月", "2014-03", "at"),
    ("去年", "2013", "at"),
    ("前年", "2012", "at"),
    ("11月6日", "2014-11-06", "at"),
    ("2004年11月26日至27日", "2004-11-26/2004-11-27", "at"),
    ("2004年11月26日—12月2日", "2004-11-26/2004-12-02", "at"),
    ("2013年7月以来", "2013-07", "since"),
    ("自2013年10月起", "2013-10", "since"),
    ("2014-03-05", "2014-03-05", "at"),
    ("2012年上半年", "2012", "at"),
    ("2012年底", "2012", "at"),
    ("12月8日", "None", "at"),
    ("近日", "2014", "at"),
]


@pytest.mark.parametrize(("said", "date", "mode"), CERTAIN)
def test_certain(said: str, date: str, mode: str) -> None:
    (found,) = dates(said, [Span(0, len(said))], "2014-11-24", "")
    assert (str(found.value.date), found.value.mode) == (date, mode)


NO_DATE = [
    "近年来",
    "三年来",
    "每年春节前夕",
    "多年来",
    "第十一届",
    "换届以来",
    "十八届三中全会",
    "五一劳动节",
    "2时30分",
    "三八妇女节",
    "历年来",
    "常年",
]


@pytest.mark.parametrize("said", NO_DATE)
def test_no_date_rather_than_a_guess(said: str) -> None:
    assert [m for m in dates(said, [Span(0, len(said))], "2014-11-24", "") if m.value.date] == []


@pytest.mark.parametrize("said", ["今年5月", "去年", "12月8日", "近日", "年底", "同月"])
def test_without_a_date_of_its_own_a_report_gives_none(said: str) -> None:
    assert [str(m.value.date) for m in dates(said, [Span(0, len(said))], None, "")] == ["None"]


def test_the_context_of_the_sentence() -> None:
    said = "2012年3月成立支部，同年5月召开大会，同月换届，次年获奖，6月表彰，2月总结。"
    found = [(m.text, str(m.value.date)) for m in dates(said, [Span(0, len(said))], None, "")]
    assert found == [
        ("2012年3月", "2012-03"),
        ("同年5月", "2012-05"),
        ("同月", "2012-05"),
        ("次年", "2013"),
        ("6月", "2013-06"),
        ("2月", "None"),
    ]


def test_a_yearly_report_dates_its_months() -> None:
    said = "9月28日召开会议，全年培训15人次，年底总结。"
    assert [str(m.value.date) for m in dates(said, [Span(0, len(said))], None, "民进江州市委会2007年会务回顾")] == [
        "2007-09-28",
        "2007",
        "2007",
    ]


def test_an_impossible_day_is_no_date() -> None:
    (found,) = dates("2014年2月30日", [Span(0, 10)], None, "")
    assert found.value.date is None
