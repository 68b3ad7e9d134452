"""Names that say only what kind of body is meant: 该院, 学会, 领导小组."""

from __future__ import annotations

import re

from .body_words import STATE_HEAD
from .names import OrgName

KIND_ALONE = re.compile(
    r"(?P<which>该|本|我|我们|此|其|全)?(?P<head>校|院|局|会|所|厂|社|馆|台|站|学校|医院|学院|大学|中学|小学|公司|集团|企业|协会|学会|商会|研究会|联谊会|联合会|"
    r"总会|分会|中心|单位|小组|工会|总工会|团委|委员会|理事会|常务理事会|执委会|监事会|党委|党总支|党支部|党组|研究院|研究所|编辑部|办公室|秘书处|筹委会|组委会|评委会|"
    r"评审组|专家组|考察团|调研组|代表团|志愿服务队|服务队|医疗队|合唱团|支委会)"
)
"""A name that says what kind of body, and not which."""


def only_its_kind(name: OrgName) -> bool:
    """Does a name say only what kind of body it is?

    >>> only_its_kind(OrgName(host="该院")), only_its_kind(OrgName(host="江州市人民医院"))
    (True, False)
    """
    return not (name.party or name.places or name.unit or name.part) and KIND_ALONE.fullmatch(name.host) is not None


_PASSING = re.compile(
    r"(?:领导|工作|筹备|筹建|调研|考察|督导|慰问)(?:小组|组)|组委会|评委会|组织委员会|(?:学校|校|学院|院|医院|单位)(?:党委|党组织|统战部|党委统战部)"
)


def passing(name: OrgName) -> bool:
    """Does a name say only what kind of body it is, or is it that of a group that is set up for something and writes no reports?

    >>> passing(OrgName(host="换届工作领导小组")), passing(OrgName(host="江州市人民医院")), passing(OrgName(host="妇联"))
    (True, False, True)
    """
    if name.party or name.places or name.level:
        return False
    return only_its_kind(name) or STATE_HEAD.fullmatch(name.named()) is not None or _PASSING.search(name.host) is not None
