"""Statistics: how many members and branches a body has, how many proposals it made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import lexicon
from ..dates import Date
from ..facts import OWN, Fact, Statistic, Who
from ..model import Mention
from .circumstances import yearly
from .engine import gives, rule, silent
from .offices import MEMBERS
from .sentence import Here, Match
from .tagged import CODES

_M = lexicon.table("measures")
_N, _POST, _O, _D, _Q = (CODES[k] for k in ("NUMBER", "POST", "ORG", "DATE", "QUOTE"))
_PARTY = "|".join(party.short for party in lexicon.parties())
_MEMBER = rf"(?:{_POST}|{_M['member']})"
_HAS = r"(?:现有|共有|拥有|已有|总共有|总数[为达]?到?了?|人数[为达]?|总人数[为达]?|达到?了?|有|共|共计|增至|增加到|发展到|为)"


def _whose(here: Here, index: int) -> Who:
    clause = here.clause(index)
    if re.search(r"全[省市区县州]", here.tagged[clause.start : index + 2]):
        return OWN
    holders = clause.holders
    first = holders[0] if holders else OWN
    if isinstance(first, Mention) and (
        first.value.party == "中共"
        or not (first.value.unit or first.value.own or first.value.places or first.value.host)
        or not (first.value.is_committee or first.value.is_branch or first.value.own or first.value.party)
    ):
        return OWN
    return first


def _date(here: Here, index: int) -> Date | None:
    """The date a figure holds for: 截至2016年6月, or the sentence's own, or the year that the report sums up."""
    dated = [m for m in here.mentions_in(0, index, "DATE") if m.value.date]
    if dated:
        last = dated[-1]
        between = here.text[last.span.end : here.span(index, index).start]
        if last.value.mode != "until" and re.search(
            r"现有|目前|如今|至今|成立", between + here.text[last.span.start - 3 : last.span.start]
        ):
            return None  # 成立于2003年，现有会员26人: how many there are now, not then
        return last.value.date if last.value.mode in ("until", "at") else None
    return yearly(here)


def _figure(here: Here, m: Match, measure: str, slot: str = "n") -> Iterator[Statistic]:
    number = m.one(slot)
    if number is not None and number.kind == "NUMBER":
        yield Statistic(_whose(here, m.start), measure, number.value[0], number.value[1], _date(here, m.start + 1))


def _is_member(here: Here, m: Match, slot: str) -> bool:
    start, end = m.span(slot)
    post = here.mention(start)
    if post is not None and str(post.value) == "成员":
        return not _OF_A_GROUP.search(here.tagged[max(0, start - 6) : start])
    return end - start > 1 or post is None or str(post.value) in MEMBERS


_OF_A_GROUP = re.compile(rf"(?:班子|组|队|团|会|家庭|{_O})(?:的|现有|共有|有)*$")
"""What has members that are not the party's."""


@rule(
    rf"(?:{_HAS}|(?<=[，、；。：])|在册|年末|年底|(?<={_N})、|{_O}|^|全[省市区县州]|[的和及])"
    rf"(?P<new>新|老)?(?P<who>{_MEMBER})(?:总数|人数|总人数|总量|队伍)?"
    rf"(?:现有|共有|共|已有|只有|仅有?|总数|达到?|发展到|增至|增加到|为|有|计|近|约)*了?(?P<n>{_N})"
    rf"(?!以上)",
    gives("支部现有会员34人。", Statistic("民进江州市三中支部", "member_count", 34, "人"), about="民进江州市三中支部"),
    silent("支部组织会员12人参观展览。", about="民进江州市三中支部"),
)
def members(m: Match, here: Here) -> Iterator[Fact]:
    """现有会员N名"""
    number = m.one("n")
    before = re.split("[，。；、]", here.tagged[max(0, m.start - 8) : m.start + 1])[-1]
    after = re.split("[，。；、]", here.tagged[m.end : m.end + 8])[0]
    if number is None or number.value[1] not in ("人", "名", "位", "个") or not _is_member(here, m, "who") or m.has("new"):
        return
    if re.search(r"发展|吸收|组织|带领|选派|新$|转[入出]|退休|女$|其中|[评推]|担任", before) or re.search(
        r"参加|被|获|荣|参与|前往|赴|到|当选|出席|受|担任|进行|分别|受聘|入选", after
    ):
        return
    yield from _figure(here, m, "member_count")


@rule(
    rf"(?:现有|共有|拥有|有|达|在册|发展到?|共|(?<=基层组织、)|(?<=支部、)|(?<=部、)|(?<={_O}、))"
    rf"(?P<n>{_N})(?P<who>{_MEMBER})(?=[，。；、]|的|$|发挥|积极|踊跃|团结|立足)",
    gives("目前总支共有96名会员。", Statistic("民进江州市城南总支", "member_count", 96, "名"), about="民进江州市城南总支"),
    silent("有19名会员被评为先进个人。", about="民进江州市城南总支"),
)
def members_counted(m: Match, here: Here) -> Iterator[Fact]:
    """现有N名会员"""
    before = here.tagged[max(0, m.start - 6) : m.start + 2]
    if _is_member(here, m, "who") and not re.search(r"新?发展|中有|组织", before):
        yield from _figure(here, m, "member_count")


@rule(
    rf"(?:{{POST:who}}|(?:总人数|人数)|(?P<branches>(?:下属|下设|所属|下辖|基层)*(?:{_M['branch']}|{_O}"
    rf")))(?:总数|人数)?(?:由|从)(?:最初的|原来的|建[社会盟支]时的)?{_N}(?:增加|发展|增长|壮大|增)"
    rf"[到至为]了?{{NUMBER:n}}",
    gives("社员由79人发展到112人。", Statistic("九三学社江州市城南总支", "member_count", 112, "人"), about="九三学社江州市城南总支"),
    silent("社员由79人参加培训。", about="九三学社江州市城南总支"),
)
def grown(m: Match, here: Here) -> Iterator[Fact]:
    """会员由N人增加到M人"""
    number, post = m.one("n"), m.one("who")
    if m.has("branches"):
        unit = here.mention(m.span("branches")[1] - 1)
        if unit is not None and (not unit.value.is_branch or unit.value.host or unit.value.places):
            return
        if number is not None and number.value[1] in ("个", "家"):
            yield from _figure(here, m, "branch_count")
    elif number is not None and number.value[1] in ("人", "名", "位") and (post is None or str(post.value) in MEMBERS):
        yield from _figure(here, m, "member_count")


@rule(
    rf"(?:现有|共有|拥有|下设|下辖|下有|管着|设有|已有|有|设|辖|成立了?|现|[，、；]|{_O}|^|为){{1,2}}"
    rf"(?:直属|下属|所属)?(?P<who>{_M['branch']}|{_O})(?:总数|共)?(?:有|达到?|共|增至|发展到|为)*"
    rf"(?P<n>{_N})",
    gives("民进江州市委会现有支部18个。", Statistic("民进江州市委会", "branch_count", 18, "个")),
    silent("支部召开会议3次。", about="民进江州市三中支部"),
)
def branches(m: Match, here: Here) -> Iterator[Fact]:
    """下辖支部N个"""
    yield from _branches(m, here)


@rule(
    rf"(?:现有|共有|拥有|下设|下辖|下有|管着|设有|已有|有|设|辖|现|等|{_O}|(?<=全[省市区县州])(?={_N}"
    rf"[^，。；]{{2,5}}[、和中])|(?:下设|下辖)[^，。；]{{2,24}}?)(?P<n>{_N})"
    rf"(?:基层|直属|下属|二级|党派|{_PARTY})?(?P<who>{_M['branch']}|{_O})"
    rf"(?=[，。；：、（(和\d中]|{_N}|$|及)",
    gives("基层委现有8个支部。", Statistic("民进江州市城南基层委员会", "branch_count", 8, "个"), about="民进江州市城南基层委员会"),
    silent("全市18个支部考评中。", about="民进江州市委会"),
)
def branches_counted(m: Match, here: Here) -> Iterator[Fact]:
    """现有N个支部"""
    yield from _branches(m, here)


def _branches(m: Match, here: Here) -> Iterator[Fact]:
    number = m.one("n")
    unit = m.one("who")
    if (
        number is None
        or number.value[0] < 2
        or number.value[1] not in ("个", "家")
        or re.search(r"其中|高校|县区", here.tagged[max(0, m.start - 6) : m.end])
    ):
        return
    if unit is not None:
        if unit.kind != "ORG" or not unit.value.is_branch or unit.value.host or unit.value.places:
            return
        measure = "committee_count" if unit.value.unit == "基层委员会" else "branch_count"
    else:
        measure = "branch_count" if m.text("who") not in ("小组",) else "other:小组"
    # the number's own noun is the figure's subject, so whoever acts is looked up before it
    yield Statistic(_owner(here, m), measure, number.value[0], number.value[1], _date(here, m.start + 1))


def _owner(here: Here, m: Match) -> Who:
    unit = m.one("who")
    if re.search(r"全[省市区县州]", here.tagged[here.clause(m.start).start : m.start]):
        return OWN
    holders = [h for h in here.clause(m.start).holders if h is not unit]
    before = [
        o for o in here.mentions_in(0, m.start, "ORG") if o is not unit and (o.value.is_committee or o.value.is_branch or o.value.own)
    ]
    if holders:
        return _whose(here, m.start) if holders == list(here.clause(m.start).holders) else holders[0]
    return before[-1] if before else OWN


@rule(
    rf"(?:新发展|新吸收|发展新|吸收新|新增|发展|新入[会盟社]的?|吸纳新?|新加入|新)(?:了|新)?"
    rf"(?:(?P<who>{_MEMBER})(?P<n>{_N})|(?P<n2>{_N})(?:新)?(?P<who2>{_MEMBER})|(?<=[年内]"
    rf"发展)(?P<n3>{_N})(?=[，。；]|$))",
    gives("全年新发展会员5人。", Statistic("民进江州市三中支部", "new_member_count", 5, "人"), about="民进江州市三中支部"),
    silent("支部发展会员工作扎实。", about="民进江州市三中支部"),
)
def new_members(m: Match, here: Here) -> Iterator[Fact]:
    """新发展会员N名"""
    slot = next(one for one in ("n", "n2", "n3") if m.has(one))
    number = m.one(slot)
    if re.match(r"[^，。；]{0,4}(?:参加|培训|赴|前往|到)", here.tagged[m.end :]):
        return
    if (
        number is not None
        and number.value[1] in ("人", "名", "位", "个")
        and not re.search("其中", here.tagged[max(0, m.start - 3) : m.start])
    ):
        yield from _figure(here, m, "new_member_count", slot)


@rule(
    rf"平均年龄(?:为|是|约|达|在|只有|仅)*(?P<n>{_N})",
    gives("支部会员平均年龄46岁。", Statistic("民进江州市三中支部", "average_age", 46, "岁"), about="民进江州市三中支部"),
    silent("平均年龄有所下降。", about="民进江州市三中支部"),
)
def average_age(m: Match, here: Here) -> Iterator[Fact]:
    """平均年龄N岁"""
    number = m.one("n")
    if number is not None and number.value[1] == "岁":
        yield from _figure(here, m, "average_age")


@rule(
    rf"(?:(?<={_N}[、，和])|提交|递交|撰写|提出|上报|报送|编发|编报|完成|形成|反映|征集|收到|报|向{_O}"
    rf"提交)(?:了|各类|集体|个人|的|政协|人大|[省市区县]?[、和]|{_O}|{_POST})*"
    rf"(?P<what>(?:(?:{_M['proposal']}|{_POST}(?=提案)|重点|团体|集体|个人|各类)(?:、|和|及)?)+)"
    rf"(?:共计?|达|有|近|约|累计)*(?P<n>{_N})",
    gives("全年报送社情民意信息47条。", Statistic("民进江州市三中支部", "proposal_count", 47, "条"), about="民进江州市三中支部"),
    silent("支部提交提案的积极性很高。", about="民进江州市三中支部"),
)
def proposals(m: Match, here: Here) -> Iterator[Fact]:
    """提交提案N件"""
    number = m.one("n")
    if not re.search(r"提交|递交|撰写|提出|上报|报送|编发|完成|形成|反映|征集|收到|报", here.tagged[: m.end]):
        return
    if (
        number is not None
        and number.value[1] in ("件", "篇", "条", "份", "个", "项")
        and number.value[0] > 1
        and not re.search(r"大会发言$|调研报告$", m.text("what"))
    ):
        yield from _figure(here, m, "proposal_count")


@rule(
    rf"(?:提交|递交|撰写|提出|上报|报送|完成|形成|反映|报|和|、)(?:了|各类|的)*(?P<n>{_N})(?:各类|集体|团体|个人|{_POST}|重点)*(?P<what>{_M['proposal']})(?!办)",
    gives("支部提交了16件集体提案。", Statistic("民进江州市三中支部", "proposal_count", 16, "件"), about="民进江州市三中支部"),
    silent("其中6件提案获奖。", about="民进江州市三中支部"),
)
def proposals_counted(m: Match, here: Here) -> Iterator[Fact]:
    """提交N件提案"""
    number = m.one("n")
    told = re.search(r"提交|递交|撰写|提出|上报|报送|反映", here.tagged[: m.end])
    if number is not None and told and number.value[1] in ("件", "篇", "条", "份") and m.text("what") not in ("调研报告", "大会发言"):
        yield from _figure(here, m, "proposal_count")


@rule(
    rf"(?:提案|议案|信息|社情民意)(?:有|达|共)(?P<n>{_N})",
    gives("会员提出的提案有20余件。", Statistic("民进江州市三中支部", "proposal_count", 20, "件"), about="民进江州市三中支部"),
    silent("提案有新意。", about="民进江州市三中支部"),
)
def proposals_stated(m: Match, here: Here) -> Iterator[Fact]:
    """提案有N件"""
    number = m.one("n")
    if number is not None and number.value[1] in ("件", "篇", "条", "份"):
        yield from _figure(here, m, "proposal_count")
