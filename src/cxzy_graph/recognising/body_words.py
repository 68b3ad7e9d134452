"""The words that names of organisations are made of, and those that end or never begin one."""

from __future__ import annotations

import re

from .. import lexicon
from .names import BRANCH, LEVELS

_OTHER_THINGS_TOO = {"九三": "(?<![一二三四五六七八九十〇零])九三", "农工": "农工", "致公": "致公"}
"""Short names of parties that stand for other things too (一九九三年, 农工商), but not in front of a committee."""
_IN_FRONT = r"(?=中央|[\u4e00-\u9fff]{0,8}?[省市区县州盟]委(?![员托派任]))"
PARTY = re.compile(
    "|".join(
        f"{_OTHER_THINGS_TOO[n]}{_IN_FRONT}" if n in _OTHER_THINGS_TOO else re.escape(n)
        for n in sorted((n for p in lexicon.parties() for n in p.full), key=len, reverse=True)
    )
)
SHORT_PARTY = {"社": "九三学社", "盟": "民盟", "团": "共青团", "会": ""}
"""What members call their party among themselves; 会 is that of the report: 民进, or 民建."""
_BEGINS = r"(?:(?<![\u4e00-\u9fff])|(?<=[了和与由被向经受获对表到记为是在兼任]))"
SHORT_COMMITTEE = re.compile(rf"{_BEGINS}(?:(?P<party>[社盟团])(?P<level>[省市区县州])委(?:会)?(?!员)|(?P<whose>[社盟会])中央(?!委员))")
SHORT_AT_PLACE = re.compile(rf"{_BEGINS}[社盟](?=[\u4e00-\u9fff]{{2}})")
"""In front of a place, if a body's name goes on from there: 社|江州市委."""
CHAIRED = re.compile("(?:原|前|时任|现任|专职|兼职|常务|驻会|名誉|代理?)*副?主委|委员(?!会|[、兼][^，。；]{0,8}(?:书记|部长|常委))")
"""Offices that every party but the Communist Party has, or that are said of its committee with its name alone."""
BRANCH_WORD = re.compile("|".join(f"{unit}(?!议)" if unit.endswith("委员会") else unit for unit in sorted(BRANCH, key=len, reverse=True)))
COMMITTEE = re.compile(r"委员会|委会|委(?![员托派任屈婉以身会])|委(?=委员)")
LEVELLED = re.compile(rf"(?P<level>自治区|[{LEVELS}])(?:{COMMITTEE.pattern})")
TOOLS = re.compile(r"工作委员会|工委")
NTH_TERM = r"第?[一二三四五六七八九十\d]+届"
CENTRE = re.compile(rf"(?:{NTH_TERM})?中央(?:(?:常务)?委员会)?")
PART = re.compile(
    r"(?:(?:统战部|统一战线工作部|组织部|宣传部|政法委|纪委|办公室|办公厅|老干部局|党校|社会主义学院|"
    r"[\u4e00-\u9fff]{2,12}(?:处|专委会|专门委员会|工作委员会|工作部)|[\u4e00-\u9fff]{2,8}委员会)"
    r"|(?:[\u4e00-\u9fff]{0,12}?(?:领导小组|筹备小组|筹备组|筹委会|考核组|督导组|调研组|专家组|志愿服务队|志愿者服务队|艺术团|讲师团|理论学习中心组|中心学习组|中心组)))"
)
PLAIN_PART = re.compile(
    r"统战部|统一战线工作部|组织部|宣传部|政法委|纪委|办公室|组织处|宣传处|社会服务处|参政议政处|调研处|联络处|老干部局|党校"
)
_WORDS = lexicon.table("bodies")["words"]
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
DEPARTMENT = re.compile(
    r"(?P<ours>统战部|(?:政法委|纪委)(?=副?书记))|组织部(?=副?部长|长)|宣传部(?=副?部长|长)|"
    r"(?:组织|宣传|社会服务|参政议政|调研|联络|机关|议政|社服|参政|研究|信息|秘书|综合|组宣|宣教|宣调|"
    r"文宣)(?:联络|宣传|调研)?(?:处|部|室|科)(?=副?(?:处长|部长|主任|调研员|科长|干部))|"
    r"办公室(?=副?主任)|(?<=[、，])[\u4e00-\u9fff]{2,4}科(?=副?科长)"
)
PANEL_ALONE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[由与和及向被经在从为]))"
    r"(?:专委会|妇委会|青委会|老委会|[\u4e00-\u9fff]{1,3}工委(?=副?主任|委员[^会])|"
    r"[\u4e00-\u9fff]{2,8}?(?:专委会|专门委员会|工作委员会|(?:联络|妇女|青年|文化|教育|经济|科技|"
    r"参政议政|社会服务|议政|调研|法制|理论|学习|宣传)委员会))"
)
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

GENERIC_HOST = re.compile(
    r"^(?:两地|双方|三地|小|大|强|建强|建|抓|促|创|兴|活|固|带|育|优|聚|先进|优秀|模范|示范|好|最美|"
    r"五好|星级|特色|品牌|标杆|样板|全体|全省|全市|全区|全县|全国|各|各个|各级|各地|各自|所属|下属|"
    r"下辖|下设|基层|所有|其他|其它|有关|相关|以下|下列|上述|以上|前述|如下|本次|此次|受表彰|受奖|"
    r"获奖|获表彰|参会|与会|参赛|参加|参与|承办|协办|主办|轮值|困难|偏远|薄弱|后进|落后|软弱涣散|重点|"
    r"试点|个别|这些|那些|一些|许多|不少|几个|数个|多数|少数|大部分|两三个|两个|每个|多个|"
    r"新|新建|新成立|老|兄弟|友好|结对|共建|党|党组织|团|本|我|该|此|贵|原|这个|整个|一个|若干|部分|"
    r"广大|民主党派|党派|地方|上级|下级|省级|市级|国家级|组织|会员|活动|工作|建设|代表|"
    r"第?[一二三四五六七八九十\d]+届|新一届|参政型|学习型|"
    r"服务型|创新型|和谐|活力|规范化|标准化|过硬|坚强|合格|一流|满意|精品|[一二三四五六七八九十\d]+个)+$"
)
NOT_IN_HOST = re.compile(
    r"[设有辖共][\d一二三四五六七八九十两]+个|召开|举行|举办|选举|产生|组织会员|成立|新设|批准|表彰|"
    r"授予|指导|参加|荣获|获得|评为|推荐|开展|加强|完善|推动|包括|分别|会员|作为|要求|会议|活动|建设|"
    r"工作|成为|"
    r"主委|委员|兼|主任|社员|党员|盟员|届|阶段|发展|联合(?![\u4e00-\u9fff]{0,3}(?:支部|总支|支社|$))|深入|走访|慰问|其中|以及|下辖|下设|现有|共有|拥有|关于|通过"
)
NO_BODY = re.compile(r"党派|政党|参政党|^(?:乡镇|街道|当地|有关|各|农村|山区)|中国$")
NAME_TAGS = frozenset(["n", "nz", "nw", "ORG", "LOC", "PER", "vn", "an", "a", "s", "j", "m", "f", "nt", "b"])
NOT_A_NAME_WORD = frozenset(
    [
        "我",
        "本",
        "该",
        "各",
        "每",
        "全体",
        "广大",
        "同时",
        "其中",
        "上",
        "下",
        "内",
        "中",
        "里",
        "时",
        "前",
        "后",
        "来",
        "新",
        "多",
        "一个",
        "一名",
        "有关",
        "近",
        "共",
        "名",
        "位",
        "个",
        "年",
        "月",
        "日",
        "大",
        "好",
        "先进",
        "优秀",
        "是",
        "为",
    ]
)
