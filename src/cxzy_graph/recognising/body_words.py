"""The words that names of organisations are made of, and those that end or never begin one."""

from __future__ import annotations

import re

from .. import lexicon
from .names import BRANCH, LEVELS

_IN_FRONT = r"(?=中央|[\u4e00-\u9fff]{0,8}?[省市区县州盟]委(?![员托派任]))"
_NAMES = {name: name for party in lexicon.parties() for name in party.full} | {
    name: f"(?<![一二三四五六七八九十〇零]){name}{_IN_FRONT}" for party in lexicon.parties() for name in party.other
}
PARTY = re.compile("|".join(_NAMES[name] for name in sorted(_NAMES, key=len, reverse=True)))
SHORT_PARTY = {party.among: party.short for party in lexicon.parties() if party.among} | {"会": ""}
"""What members call their party among themselves; 会 is that of the report: 民进, or 民建."""
_BEGINS = r"(?:(?<![\u4e00-\u9fff])|(?<=[了和与由被向经受获对表到记为是在兼任]))"
_AMONG = "".join(party.among for party in lexicon.parties())
_OURS = "".join(party.among for party in lexicon.parties() if party.committee)
SHORT_COMMITTEE = re.compile(
    rf"{_BEGINS}(?:(?P<party>[{_AMONG}])(?P<level>[省市区县州])委(?:会)?(?!员)|(?P<whose>[{_OURS}会])中央(?!委员))"
)
SHORT_AT_PLACE = re.compile(rf"{_BEGINS}[{_OURS}](?=[\u4e00-\u9fff]{{2}})")
"""In front of a place, if a body's name goes on from there: 社|江州市委."""
CHAIRED = re.compile("(?:原|前|时任|现任|专职|兼职|常务|驻会|名誉|代理?)*副?主委|委员(?!会|[、兼][^，。；]{0,8}(?:书记|部长|常委))")
"""Offices that every party but the Communist Party has, or that are said of its committee with its name alone."""
BRANCH_WORD = re.compile("|".join(f"{unit}(?!议)" if unit.endswith("委员会") else unit for unit in sorted(BRANCH, key=len, reverse=True)))
COMMITTEE = re.compile(r"委员会|委会|委(?![员托派任屈婉以身会])|委(?=委员)")
LEVELLED = re.compile(rf"(?P<level>自治区|[{LEVELS}])(?:{COMMITTEE.pattern})")
TOOLS = re.compile(r"工作委员会|工委")
NTH_TERM = r"第?[一二三四五六七八九十\d]+届"
CENTRE = re.compile(rf"(?:{NTH_TERM})?中央(?:(?:常务)?委员会)?")
_WORDS = lexicon.table("bodies")["words"]
PLAIN_PART = re.compile("|".join(_WORDS["part"].split()))
PART = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:处|专委会|专门委员会|工作委员会|工作部)|[\u4e00-\u9fff]{2,8}委员会|"
    rf"[\u4e00-\u9fff]{{0,12}}?(?:{'|'.join(_WORDS['group'].split())})"
)
"""What a committee has within itself, besides the departments that every one has (`PLAIN_PART`)."""
STATE = tuple(_WORDS["state"].split())
"""The last words of bodies of a place or a level."""
_FULL = tuple(name for row in lexicon.table("bodies")["state"] for name in (row["full"], *row["short"]))
STATE_HEAD = re.compile("|".join(sorted({*STATE, *_FULL}, key=lambda name: (-len(name), name))))
TERM_AND_STATE = re.compile(rf"(?:第?[一二三四五六七八九十\d]+届)?(?:{STATE_HEAD.pattern})")
INSTITUTION = re.compile("|".join(_WORDS["institution"]))
TERM = re.compile(rf"{NTH_TERM}|[新上本]一?届")
LARGER = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:学院|中心|系|处|部|科|所|室|附属医院|附属中学|附属小学)(?=副?(?:院长|主任|处长|部长|科长|所长|校长|教授|护士长|主编|馆长|台长|总工程师)|讲师)"
)
_FIELD = "|".join(_WORDS["field_of_a_department"].split())
DEPARTMENT = re.compile(
    r"(?P<ours>统战部|(?:政法委|纪委)(?=副?书记))|组织部(?=副?部长|长)|宣传部(?=副?部长|长)|"
    rf"(?:{_FIELD})(?:联络|宣传|调研)?(?:处|部|室|科)(?=副?(?:处长|部长|主任|调研员|科长|干部))|"
    r"办公室(?=副?主任)|(?<=[、，])[\u4e00-\u9fff]{2,4}科(?=副?科长)"
)
"""A department named without its body, in front of an office in it."""
_FIELD_OF_A_PANEL = "|".join(_WORDS["field_of_a_panel"].split())
PANEL_ALONE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[由与和及向被经在从为]))"
    r"(?:专委会|妇委会|青委会|老委会|[\u4e00-\u9fff]{1,3}工委(?=副?主任|委员[^会])|"
    rf"[\u4e00-\u9fff]{{2,8}}?(?:专委会|专门委员会|工作委员会|(?:{_FIELD_OF_A_PANEL})委员会))"
)
"""A panel without its committee's name: 妇委会, 参政议政工委|主任."""
LEADING = re.compile(r"联合|会员企业|企业|[向与到赴在从由给为对]")
SELF = re.compile(
    rf"(?:我们?|本)(?:{'|'.join(sorted(BRANCH, key=len, reverse=True))}|会(?![议员场上])|社(?![会区员])|市委会|省委会|区委会|县委会|盟(?![员友主]))"
)

FOREIGN = frozenset("的了在和与及由被把对向到、，。；：！？《》“”‘’（）()于从让而且或并还也又至 　\n\t—")
OF_A_HEAD = re.compile("(?P<last>[台站馆所院局厂场园社厅署])(?=(?:常务)?副?(?P=last)长)")
"""The last word of a body whose head is named after it: 江州市地震台|台长."""
WITHIN_ALONE = re.compile(
    rf"{_BEGINS}(?:(?:机关|学校|医院|院|校)(?:工会|妇联|团委|关工委|科协|侨联)|工会(?=副?主席)|团委(?=副?书记)|妇委会(?=副?主任))"
)
"""What an institution has within itself, named without it, in front of an office in it."""
WITHIN = re.compile(
    r"(?:机关|直属)?(?:工会|团委|妇委会|妇联|科协|侨联|知联会|党外知识分子联谊会|关工委|校友会|老教授协会)(?:委员会)?(?![员长干])"
)
"""What an institution, a company, a bureau has within itself, that writes reports of its own."""
SECTION = re.compile(r"(?P<what>[\u4e00-\u9fff]{2,10}?)(?:分会|专业委员会|专委会|工作委员会|青年委员会)(?![员议])")
"""What a society is divided into."""
SOCIETIES = re.compile(r"协会|学会|研究会|联合会|促进会|商会")
NUMBERED_SECTION = re.compile(r"(?:直属)?第?[一二三四五六七八九十]+分会")
"""What a federation is divided into: 江州市工商联|直属三分会."""
EARLY = re.compile(r"筹备工作委员会|筹备委员会|筹委会|筹备处|筹备组|(?:分会|支会|区分部)(?:筹备处|筹委会)?")
"""What parties called their bodies before 1957, or while they were set up: 民建江州市|分会."""
SOCIETY = re.compile(
    rf"[\u4e00-\u9fff]{{0,12}}?(?:协会|学会|联谊会|研究会|促进会|商会|联合会|基金会)"
    rf"(?=(?:常务|名誉|执行)?副?(?:会长|理事长|秘书长|主席|理事)|{NTH_TERM}|"
    rf"第?[一二三四五六七八九十\d]+次|换届|成立|会员(?:代表)?大会|党支部)"
)
"""What stands behind a place in a society's name, in front of an office in it, or of what it holds."""

GENERIC_HOST = re.compile(rf"^(?:{'|'.join(_WORDS['generic'].split())})+$")
"""A word in front of a branch, an institution, that says which in no way: 先进|支部."""
NOT_IN_HOST = re.compile("|".join(_WORDS["not_in_a_name"].split()))
"""What the name of a body has nowhere in it."""
NO_BODY = re.compile(r"党派|政党|参政党|^(?:乡镇|街道|当地|有关|各|农村|山区)|中国$")
NAME_TAGS = frozenset(["n", "nz", "nw", "ORG", "LOC", "PER", "vn", "an", "a", "s", "j", "m", "f", "nt", "b"])
NOT_A_NAME_WORD = frozenset(_WORDS["no_name"].split())
"""Words in front of an institution's last word that are no part of its name."""
