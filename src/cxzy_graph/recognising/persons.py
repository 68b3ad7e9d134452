"""Names of people: LAC's, with offices that were glued on cut off and surnames checked, and what stands beside an office."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from .. import lexicon
from ..model import Mention, Span
from ..restoring.language import frequency_of_word
from .columns import POST_OF
from .name_ends import (
    _NO_PART_OF_NAME,
    ADVERBS,
    BEGINS_A_VERB,
    FOLLOWS,
    FUNCTION_WORDS,
    LAST_OF_NAME,
    begins_to_speak,
    end_of_name,
    ends_early,
)
from .person_names import HAN_CLASS, NO_NAME, OF_ANOTHER, is_name, is_transliterated
from .tables import rows
from .words import Token


def persons(text: str, sentences: Iterable[tuple[Span, tuple[Token, ...]]], posts: list[Mention], taken: list[Span]) -> Iterator[Mention]:
    """The people named in a text; none inside the stretches `taken` (titles, organisations)."""
    sentences = list(sentences)
    names: dict[str, None] = {}
    blocked = _Cover(taken)
    office = _Cover([p.span for p in posts])
    starts = {p.span.end for p in posts}
    ends = {p.span.start for p in posts}
    for span, tokens in sentences:
        for start, end in _candidates(text, span, tokens, office, starts, ends):
            end -= text[end - 1] == "等" and end - start > 2  # 李小等|参加: nobody is called so
            end -= end - start > 2 and text[end - 1] in "任兼" and blocked.meets(end, end + 1)  # 李然任|区政协副主席
            end += _ends_in_and(text, start, end)
            if not blocked.meets(start, end) and not office.meets(start, end):
                names.setdefault(text[start:end])
    names.update((one, None) for one in _in_tables(text))
    for name in _listed_among(text, names, blocked, office):
        names.setdefault(name)
    for name in list(names):
        longer = _completed(text, name)
        if longer:
            del names[name]
            names.setdefault(longer)
    yield from _everywhere(text, sentences, names, blocked)


_NOTED = re.compile("[（(][^（）()]*[）)]")
_CAN_BE_CALLED = re.compile(rf"{HAN_CLASS}{{2,6}}|{HAN_CLASS}{{1,6}}(?:·{HAN_CLASS}{{1,6}})+")


_A_WORD = 40
"""How often the dictionary counts a word that stands in such a cell in place of a name: 待定, 同上."""


def _in_tables(text: str) -> Iterator[str]:
    """The names in cells under 姓名, or under an office: nothing but a name can stand there, whatever its surname, unless it is a word."""
    for row in rows(text).values():
        for _, said in row.of(*(kind for kind in row.kinds if kind == "person" or kind.startswith(POST_OF))):
            whole = re.sub(r"[ 　\u00a0]", "", said)
            several = [said] if len(whole) == 2 and len(said) > 2 else re.split(r"[、，,\s　]+", _NOTED.sub("、", said))
            for one in several:
                plain = re.sub(r"[ 　\u00a0]", "", one)
                called = _CAN_BE_CALLED.fullmatch(plain) and frequency_of_word(plain) < _A_WORD and plain[-1] not in "部会委室处站队组社党"
                if is_name(plain) or called:
                    yield one


def _listed_among(text: str, names: Iterable[str], blocked: _Cover, office: _Cover) -> list[str]:
    """What stands in a list of names is a name, whatever its surname: 丁卫国、黑永红、马晓芸."""
    names = [name for name in names if any(beside in text for beside in (f"、{name}", f"{name}、", f"{name}（"))]
    if not names:
        return []
    known = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    heads = re.compile(
        rf"(?:^|(?<=[，。；：\s]))(?P<head>{HAN_CLASS}{{2,3}})、(?=(?:{known})(?:、|等|和|为|被|获|荣))",
        re.M,
    )
    aside = "(?:（[^（）\\n]{0,30}）)?"
    listed = re.compile(
        rf"(?:{known}){aside}、(?P<between>{HAN_CLASS}{{2,4}})(?={aside}、(?:{known}))"
        rf"|(?:{known}){aside}、(?:{known}){aside}、(?P<last>{HAN_CLASS}{{2,3}})(?={aside}(?:[，。；　\s]|等|$))"
    )
    found = [
        m["head"]
        for m in heads.finditer(text)
        if is_name(m["head"]) and not blocked.meets(*m.span("head")) and not office.meets(*m.span("head"))
    ]
    for match in listed.finditer(text):
        slot = "between" if match["between"] else "last"
        start, end = match.span(slot)
        if (
            not blocked.meets(start, end)
            and not office.meets(start, end)
            and (
                is_transliterated(match[slot])
                or (slot == "between" and not frequency_of_word(match[slot]) and not _NO_PART_OF_NAME.search(match[slot]))
                or (match[slot][0] in lexicon.SURNAMES and len(match[slot]) < 4 and match[slot] not in NO_NAME)
            )
        ):
            found.append(match[slot])
    return found


_SPACED_OUT = re.compile(
    rf"({HAN_CLASS}[ 　\u00a0]{{1,4}}{HAN_CLASS})(?=[、，。；（(]|\s*$|等|为|任|被|当选|荣?获|主持|出席|参加|和|与|作|在|同志|[一二三四五六七八九十\d]+[人名位])",
    re.M,
)
"""A name of two characters in a list, spaced out to the width of three: 李兰芳、王　芳、张明."""
_ITEM = re.compile(rf"(?:[①-⑳•·●▪◆]|[（(][一二三四五六七八九十\d]{{1,3}}[）)]|\d{{1,3}}[、.．)）])\s*({HAN_CLASS}{{2,4}})\s*")
"""A line of a list that is nothing but a name: ①李然."""
_BEFORE_SPACED = re.compile(r"(?:[、，：:；。（(）)\s和与及由]|选举|推选|选出|任命|聘请|增补|授予|表彰|批准|^)$")
"""What stands in front of a name of two characters that are set apart, where no office does."""
_ROW_OF_NAMES = re.compile(rf"[^：:，。；\n]{{2,24}}[：:](?P<names>{HAN_CLASS}{{2,4}}(?:[、　\s]+{HAN_CLASS}{{2,4}})*)")
"""A row of a list by bodies: 三中支部：李然、王芳."""
_AT_HEAD = re.compile(rf"({HAN_CLASS}{{2,4}}|{HAN_CLASS}[ 　]{HAN_CLASS})(?:[ 　\t]+(?={HAN_CLASS})|$)")
"""The first word of a row of a list; a name of two characters may be spaced out to the width of three."""


class _Cover:
    """Which characters some spans cover."""

    def __init__(self, spans: list[Span]) -> None:
        self._at = {i for span in spans for i in range(*span)}

    def meets(self, start: int, end: int) -> bool:
        return any(i in self._at for i in range(start, end))


def _candidates(
    text: str, span: Span, tokens: tuple[Token, ...], office: _Cover, after_post: set[int], before_post: set[int]
) -> Iterator[tuple[int, int]]:
    """Where names can stand in a sentence: where the tagger sees them, behind offices, in lists and rows, in front of 任 and 当选."""
    for token in tokens:
        if token.tag == "PER":
            start, end = _trimmed(text, span, span.start + token.start, span.start + token.end, office)
            if start < end:
                start, end = _lengthened(text, start, end, office, after_post)
                if _is_named(text, start, end, span, tokens, after_post):
                    yield start, end
    for start in (one for one in range(span.start, span.end) if one in after_post):
        linked = _ARE.match(text, start)
        yield from _between(text, linked.end() if linked else start, span, tokens)
    yield from _set_apart(text, span, after_post)
    yield from _before_office(text, span, before_post)


def _trimmed(text: str, span: Span, start: int, end: int, office: _Cover) -> tuple[int, int]:
    """A word of the tagger's without what is no part of a name at either end; empty if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and office.meets(start, start + 1):
        start += 1
    while end > start and office.meets(end - 1, end):
        end -= 1
    if start < end and text[start] == "、":
        start += 1
    if end - start == 3 and is_name(text[start : end - 1]) and ends_early(text, start, end, span.end):
        end -= 1
    elif end - start == 4 and is_name(text[start : end - 1]) and BEGINS_A_VERB.match(text, end - 1):
        end -= 1  # 李晓然莅|会指导
    while start < end and text[start] in "为由经被在请":
        start += 1
    if start >= end or (text[start] == "和" and end - start == 2 and "\u4e00" <= text[start - 1 : start] <= "\u9fff"):
        return start, start  # 骨干会员|和|新会员
    if text[end - 1] == "的" or (text[end - 1] == "等" and is_name(text[start : end - 1])):
        end -= 1
    return start, end - begins_to_speak(text, start, end)


_BEGINS_TO_ACT = re.compile(
    "和(?=撰写|主持|介绍|宣读|宣布|致辞|致词|发言|讲话|指出|表示|强调|说|作[了为]?|担任|当选|荣获|获得?|被评|率|带领|陪同)"
)
"""What somebody does by himself whose name ends in 和: 李忠和|撰写的文章. What 王芳和|出席会议的会员 is, they do together."""


def _ends_in_and(text: str, start: int, end: int) -> bool:
    """Is the 和 behind a name of two characters its third?"""
    return end - start == 2 and _BEGINS_TO_ACT.match(text, end) is not None and is_name(text[start : end + 1])


_NEVER_FIRST = "的等和与及为由是有在于从向到对请被把让"
"""What stands between an office and a name, and begins none."""


def _lengthened(text: str, start: int, end: int, office: _Cover, after_post: set[int]) -> tuple[int, int]:
    """A word of the tagger's with the character that it cut off a name: 卫东|升获, 委员|拉毛卓玛."""
    runs_on = text[end : end + 1] in ADVERBS or BEGINS_A_VERB.match(text, end)
    if (
        end - start == 2
        and not runs_on
        and not office.meets(end, end + 1)
        and is_name(text[start : end + 1])
        and (LAST_OF_NAME.match(text, end) or not FOLLOWS.match(text, end))
        and FOLLOWS.match(text, end + 1)
    ):
        end += 1  # 渠敬|之、孟昭霞
    glued = start - 1 in after_post and end - start > 2 and "\u4e00" <= text[start - 1] <= "\u9fff"
    return (start - 1 if glued and text[start - 1] not in _NEVER_FIRST else start), end


def _is_named(text: str, start: int, end: int, span: Span, tokens: tuple[Token, ...], after_post: set[int]) -> bool:
    """Is it a name, or behind an office one that is written by its sound: 乌仁其木格 is one name, 夏勇参加盟 none?"""
    if is_name(text[start:end]):
        return True
    if start not in after_post or not (end - start > 3 or is_transliterated(text[start:end])):
        return False
    cut = end_of_name(text, start, span, tokens)
    return cut is None or not FOLLOWS.match(text, cut)


def _set_apart(text: str, span: Span, after_post: set[int]) -> Iterator[tuple[int, int]]:
    """Names that their place shows: at the head of a line, alone on it, in a row of names, with blanks between their characters."""
    for match in _AT_HEAD.finditer(text, span.start, span.end):
        name = re.sub(r"[ 　]", "", match[1])
        spaced = len(name) < len(match[1])
        if match.start() == span.start and (is_name(name) or (spaced and name[0] in lexicon.SURNAMES)):
            yield match.span(1)
    alone = _ITEM.fullmatch(text, span.start, span.end)
    if alone and is_name(alone[1]):
        yield alone.span(1)
    for match in _SPACED_OUT.finditer(text, span.start, span.end):
        start = match.start(1)
        led = start in after_post or start == span.start or _BEFORE_SPACED.search(text, max(span.start, start - 2), start)
        if led and match[1][0] in lexicon.SURNAMES and match[1][-1] not in FUNCTION_WORDS:
            yield match.span(1)
    yield from _in_a_row(text, span)
    row = _ROW_OF_NAMES.fullmatch(text, span.start, span.end)
    position = row.start("names") if row else 0
    for item in re.split(r"([、　\s]+)", row["names"]) if row else ():
        if is_name(item):
            yield position, position + len(item)
        position += len(item)


_WORDS_IN_A_ROW = re.compile(rf"{HAN_CLASS}{{2,4}}(?:[ 　\t\u00a0]+{HAN_CLASS}{{2,4}}){{2,}}")


def _in_a_row(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The names in a row of three words or more, set apart by blanks, of which three in four can be names and are no words."""
    row = _WORDS_IN_A_ROW.fullmatch(text, span.start, span.end)
    words = list(re.finditer(rf"{HAN_CLASS}+", row[0])) if row else []
    surely = sum(is_name(word[0]) and not frequency_of_word(word[0]) for word in words)
    if row and surely * 4 >= len(words) * 3:
        yield from ((span.start + word.start(), span.start + word.end()) for word in words if is_name(word[0]))


_GIVEN_OFFICE = re.compile(
    rf"(?:^|[，。；：:、和）\s])({HAN_CLASS}{{2,4}}?)"
    r"(?=(?:同志|连|续|分别|再次|全票)?(?:任|当选|担任|被任命为|被增补为|被选为|被推选为|为|兼任)(?!务|何|职|期|教))"
)
"""A name between a mark and the verb that gives it an office: 方令仪任主委, 、张某为副主委."""


def _before_office(text: str, span: Span, before_post: set[int]) -> Iterator[tuple[int, int]]:
    for match in _GIVEN_OFFICE.finditer(text[span.start : span.end]):
        start, end = span.start + match.start(1), span.start + match.end(1)
        if (
            is_name(match[1])
            and len(match[1]) < 4
            and match[1][-1] not in "未拟将已曾应"
            and not frequency_of_word(text[end - 1 : end + 1])
            and _gives_office(text, end, before_post)
        ):
            yield start, end


def _gives_office(text: str, end: int, before_post: set[int]) -> bool:
    office = min((position for position in range(end, end + 24) if position in before_post), default=None)
    return office is not None and "，" not in text[end:office]


def _between(text: str, start: int, span: Span, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """A name right behind an office, and those that are listed behind it."""
    while (end := end_of_name(text, start, span, tokens)) is not None:
        if text[start] == "和" and end - start == 2 and text[end : end + 1] not in ("", *"，。、；（）()"):
            return  # 骨干会员|和|新会员
        yield start, end - begins_to_speak(text, start, end)
        following = _ALSO.match(text, end)
        if not following:
            return
        start = following.end()


_ARE = re.compile(r"还有|分别[是为]|包括|[为是：:](?=[\u3400-\u9fff]{2})")
"""Between an office and who holds it: 委员还有李然、王芳; 主任为李然."""


_ALSO = re.compile(r"[、和与及]")


def _completed(text: str, name: str) -> str | None:
    """A name that is always followed by the same character was cut short (孙富 in 孙富和到会，孙富和同时)."""
    if len(name) != 2 or name[:2] in lexicon.COMPOUND_SURNAMES:
        return None
    following = Counter(text[i + 2 : i + 3] for i in _occurrences(text, name))
    char, count = following.most_common(1)[0]
    if len(following) == 1 and count >= 2 and "\u4e00" <= char <= "\u9fff" and char not in "等同任为在说被对的也老":
        return name + char
    return None


def _occurrences(text: str, name: str) -> Iterator[int]:
    position = text.find(name)
    while position >= 0:
        yield position
        position = text.find(name, position + 1)


_OF_A_TEACHING = re.compile("理论|思想|新时代|总书记|同志为(?:核心|总书记)")
"""What stands behind the name of somebody who did nothing that a report tells of: 邓小平理论."""


def _everywhere(text: str, sentences: list[tuple[Span, tuple[Token, ...]]], names: Iterable[str], blocked: _Cover) -> Iterator[Mention]:
    """Every place where one of the names stands; the longer name wins (王平 inside 王平林)."""
    inside = _Cover([span for span, _ in sentences])
    used: set[int] = set()
    found = []
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for start in _occurrences(text, name):
            end = start + len(name)
            if blocked.meets(start, end) or not inside.meets(start, end) or used & set(range(start, end)):
                continue
            used.update(range(start, end))
            plain = re.sub(r"[ 　\u00a0]", "", name)
            if not (_OF_A_TEACHING.match(text, end) or OF_ANOTHER.match(text, end)):
                found.append(Mention(Span(start, end), plain, "PERSON", plain))
    yield from sorted(found, key=lambda mention: mention.span)


ADDRESSED = re.compile(f"副?(?:{lexicon.leading()})")
"""An office by which people are addressed: 钱|主席."""


def addressed(text: str, posts: list[Mention], blocked: list[Span]) -> Iterator[Mention]:
    """People of whom a text gives the surname and the office alone: 钱主席, 贺主委."""
    cover = _Cover(blocked)
    for post in posts:
        start = post.span.start - 1
        if start < 0 or text[start] not in lexicon.SURNAMES or cover.meets(start, start + 1):
            continue
        if not ADDRESSED.fullmatch(post.text):
            continue
        before = text[start - 1 : start]
        if before == "" or not "\u4e00" <= before <= "\u9fff" or before in "月日年和与由请听向对在了":
            yield Mention(Span(start, post.span.end), text[start : post.span.end], "PERSON", text[start : post.span.end])
