"""What can be a person's name, by itself."""

from __future__ import annotations

import re

from .. import lexicon
from ..restoring.language import frequency_of_word

HAN_CLASS = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"
"""A Chinese character, the rare ones of the extensions A to H among them."""


HAN = re.compile(rf"{HAN_CLASS}+(?:·{HAN_CLASS}+)*")


OF_ANOTHER = re.compile("班(?![主长])|艺术馆|美术馆|书画院|委(?![员以托派任会])")
"""What follows what looks like a name and is part of another's: 高研|班, 吉大盟|委."""
NO_NAME = frozenset(
    [
        "应邀",
        "任命",
        "齐聚",
        "支部",
        "总支",
        "民进",
        "会员",
        "盟员",
        "社员",
        "主委",
        "大家",
        "同心",
        "双岗",
        "建设",
        "文明",
        "中国",
        "江山",
        "平安",
        "和平",
        "高度",
        "方面",
        "成功",
        "关于",
        "同时",
        "全体",
        "全年",
        "全国",
        "单位",
        "方便",
        "安全",
        "常委",
        "于是",
        "周末",
        "万元",
        "高校",
        "高中",
        "安排",
        "任务",
        "时间",
        "时代",
        "温暖",
        "和谐",
        "马上",
        "查看",
        "明确",
        "章程",
        "白皮书",
        "金点子",
        "党风",
        "党务",
        "党派",
        "党员",
        "党外",
        "党内",
        "党建",
        "党校",
        "代表",
        "代理",
        "高层",
        "高级",
        "组长",
        "全会",
        "全省",
        "全市",
        "贫困",
        "包括",
        "支持",
        "应用",
        "应当",
        "经济",
        "经过",
        "经验",
        "习惯",
        "广泛",
        "国内",
        "国家",
        "利用",
        "万人",
        "万余",
        "千人",
        "百姓",
        "别人",
        "易地",
        "项目",
        "成立",
        "成员",
        "席位",
        "相关",
        "相互",
        "查处",
        "金秋",
        "花卉",
        "水平",
        "水利",
        "田野",
        "林业",
        "路线",
    ]
)


WORDED = 300
"""How often the dictionary counts two characters that make a word of the language, and no part of a foreign name."""


def is_name(word: str) -> bool:
    """Can the word be a Chinese name by its form?

    >>> [is_name(n) for n in ("贺松年", "欧阳昕", "阿卜杜拉·买买提", "支部", "日常活动")]
    [True, True, True, False, False]
    """
    if not HAN.fullmatch(word) or word in NO_NAME or word[-1] in "的了是们":
        return False
    if word[-2:] in lexicon.not_given() and len(word) < 4:
        return False
    if "·" in word:
        return 4 <= len(word) <= 20
    if word[:2] in lexicon.COMPOUND_SURNAMES:
        return len(word) in (3, 4)
    return (len(word) in (2, 3) and word[0] in lexicon.SURNAMES) or (
        len(word) == 4 and word[0] in lexicon.SURNAMES and word[1] in lexicon.SURNAMES
    )


def is_transliterated(word: str, most: int = WORDED) -> bool:
    """Can a word that LAC takes for a person be a name without a Chinese surname (乌兰其其格), behind an office?"""
    worded = any(frequency_of_word(word[i : i + 2]) > most for i in range(len(word) - 1))
    return bool(HAN.fullmatch(word)) and 2 <= len(word) <= 8 and word not in NO_NAME and frequency_of_word(word) == 0 and not worded
