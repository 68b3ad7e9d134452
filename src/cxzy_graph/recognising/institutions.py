"""Institutions and branches, found by their last word and read backwards: 江州大学, 医卫支部."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lexicon import places
from .body_words import (
    BRANCH_WORD,
    FOREIGN,
    GENERIC_HOST,
    INSTITUTION,
    LARGER,
    LEADING,
    NAME_TAGS,
    NO_BODY,
    NOT_A_NAME_WORD,
    NOT_IN_HOST,
    PLAIN_PART,
    SECTION,
    SOCIETIES,
    TERM,
    WITHIN,
)
from .names import BRANCH, LEVELS, OF_INSTITUTION, OrgName
from .party_bodies import chain_at
from .words import Token


def of_branches(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, OrgName]]:
    for match in BRANCH_WORD.finditer(text):
        start = back_over_name(text, tokens, match.start())
        start = max(start, *(at + 1 for at in range(start, match.start()) if text[at].isspace()), start)  # 李然　医卫支部 are two
        while start < match.start() and (text[start].isspace() or text[start] in "●•·"):
            start += 1
        host = text[start : match.start()]
        unit = BRANCH[match[0]]
        if TERM.fullmatch(host) or (len(host) == 1 and host in LEVELS):  # 第三届支社委员会, 区支部: no other body
            start, host = match.start(), ""
        if not host:
            before = text[max(0, match.start() - 2) : match.start()]
            if re.search(r"[个各每两多党团]$|先进$|优秀$|全体$|基层$", before):
                continue
            yield match.start(), match.end(), OrgName(unit=unit)
        elif (
            not GENERIC_HOST.match(host) and not re.search(r"[个名]$", text[max(0, start - 1) : start]) and not host.endswith(("两", "几"))
        ):
            chain, after = chain_at(host, 0)
            if chain and after == len(host) and not (len(chain) == 1 and len(chain[0]) == 2):
                yield start, match.end(), OrgName("", chain, unit=unit)
            else:
                yield start, match.end(), OrgName("", host=host, unit=unit)


_VERBS_IN_NAMES = frozenset(
    (
        "留学",
        "联合",
        "综合",
        "直属",
        "离退",
        "离退休",
        "退休",
        "机关",
        "进修",
        "出版",
        "设计",
        "科研",
        "广播",
        "运输",
        "印刷",
        "研究",
        "培训",
    )
)
"""What LAC may take for verbs in 离退休支部, 出版支部, 教师进修学院."""


_ORDINAL = re.compile(r"[一二三四五六七八九十]$")
"""In front of 中: the school 三十一中."""


def back_over_name(text: str, tokens: tuple[Token, ...], end: int) -> int:
    """Where a name begins that goes on up to `end`: back over the words that names are made of."""
    start = end
    for token in reversed(tokens):
        if token.end > end and token.start >= end:
            continue
        begin = token.start
        word = text[begin : min(token.end, start)]
        if token.start >= start or not word:
            continue
        named_so = token.tag == "v" and (word in _VERBS_IN_NAMES or (word == "离" and text.startswith("退", token.end)))
        if token.tag not in NAME_TAGS and not named_so and word != "党外":  # 党外知识分子联谊会
            break
        if (
            word.isspace()
            or not word[-1].isalnum()
            or (word in NOT_A_NAME_WORD and not (word == "中" and _ORDINAL.search(text[:begin])))
            or (token.tag not in ("LOC", "ORG", "PER") and set(word) & FOREIGN)
            or end - begin > 18
            or NOT_IN_HOST.search(word)
        ):
            break
        if token.tag == "m" and re.fullmatch(r"[一二三四五六七八九十两\d]+[个名次位项]", word):
            break
        if re.search(r"[个名位各]$", word) or (GENERIC_HOST.match(word) and token.tag != "m"):
            break
        start = begin
    return start


_JOINT_SCHOOL = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[由请]))(?P<name>(?![由请])[\u4e00-\u9fff]{2,4}[与和]"
    r"[\u4e00-\u9fff]{2,6}学院)(?=副?(?:院长|书记|教授|研究员)|讲师|教师)"
)
"""A school within a university: 地理与环境学院院长."""


_ATTACHED = re.compile(
    r"(?:第?[一二三四五六七八九十]*附属)(?:第?[一二三四五六七八九十]*|[\u4e00-\u9fff]{1,4}?)(?:医院|中学|小学|学校|幼儿园|实验学校)"
)


def of_institutions(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, OrgName]]:
    for match in _JOINT_SCHOOL.finditer(text):
        yield *match.span("name"), OrgName(host=match["name"])
    for match in INSTITUTION.finditer(text):
        start = back_over_name(text, tokens, match.start())
        numbered = re.match(r"[市区县][一二三四五六七八九十]中", text[start : match.end()])
        if start == match.start() or (match.end() - start < 4 and not places.at(text, start) and not numbered):
            continue
        end = match.end()
        if text.startswith("党委", end):
            part = PLAIN_PART.match(text, end + 2)
            after = part.end() if part else end + 2
            yield start, after, OrgName("中共", host=text[start:end], unit="党委", part=part[0] if part else "")
            continue
        if text.startswith("委员会", end) and text[end + 3 : end + 4] not in ("议", "委") and not GENERIC_HOST.match(text[start:end]):
            yield start, end + 3, OrgName(host=text[start:end], unit=OF_INSTITUTION)
            continue
        attached = _ATTACHED.match(text, end) if match[0] in ("大学", "学院") else None
        if attached:
            end = attached.end()
        longer = LARGER.match(text, end)
        if longer and not set(longer[0]) & (FOREIGN - {"与", "和"}):  # 职大|学前教育学院院长: the last word before an office ends the name
            end = longer.end()
        section = SECTION.match(text, end) if SOCIETIES.fullmatch(match[0]) else WITHIN.match(text, end)
        what = section.groupdict().get("what", "") if section else ""
        if section and not set(section[0]) & FOREIGN and not NOT_IN_HOST.search(what):
            end = section.end()
        host = text[start:end]
        part = PLAIN_PART.match(text, end) if match[0] == "党委" else None
        if part:
            end, host = part.end(), text[start : part.end()]
        led = LEADING.match(host)
        if led:
            start, host = start + led.end(), host[led.end() :]
        if not GENERIC_HOST.match(host.removesuffix(match[0])) and not NO_BODY.search(host):
            yield start, end, OrgName(host=host)
