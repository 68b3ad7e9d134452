"""Every row of the lexicon is in use: what is read of its example is read otherwise without it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest

from cxzy_graph import lexicon
from cxzy_graph.building.road import travel
from cxzy_graph.facts import Membership
from cxzy_graph.model import Report
from cxzy_graph.recognising import columns
from cxzy_graph.recognising.names import OrgName
from cxzy_graph.recognising.words import tokens
from cxzy_graph.resolving import offices, wording
from cxzy_graph.restoring import language

parse = _parser.parse

ROOMS = ("marks", "body_words", "party_bodies", "state_bodies", "institutions", "organisations")
"""Modules of `recognising` that make patterns of the tables, in the order in which they build on one another."""


def room(name: str) -> ModuleType:
    return importlib.import_module(f"cxzy_graph.recognising.{name}")


@contextmanager
def without(table: str, change: Callable[[dict[str, Any]], None]) -> Iterator[None]:
    """The recogniser made anew of a table that was changed."""
    whole = lexicon.table(table)
    less = deepcopy(whole)
    change(less)
    given = lexicon.table
    try:
        lexicon.table = lambda name: less if name == table else given(name)  # type: ignore[assignment]
        lexicon.parties.cache_clear()
        for name in ROOMS:
            importlib.reload(room(name))
        yield
    finally:
        lexicon.table = given
        lexicon.parties.cache_clear()
        for name in ROOMS:
            importlib.reload(room(name))


def bodies(text: str) -> list[tuple[str, Any]]:
    return [(m.text, m.value) for m in room("organisations").organisations(text, tokens(text), 0)]


def institutions(text: str) -> list[Any]:
    return list(room("institutions").of_institutions(text, tokens(text)))


def posts(text: str) -> list[tuple[str, str, Any]]:
    from cxzy_graph.model import Span

    return [(m.kind, m.text, m.value) for m in room("marks").posts(text, Span(0, len(text)))]


BODIES = lexicon.table("bodies")


def examples_of(word: str) -> tuple[str, ...]:
    return (
        f"江州市{word}李然出席会议。",
        f"江州市{word}主任李然出席会议。",
        f"市{word}主任李然出席会议。",
        f"市{word}办公室主任李然到会。",
    )


STATE = BODIES["words"]["state"].split()


@pytest.mark.parametrize("word", STATE)
def test_each_word_of_a_state_body_is_in_use(word: str) -> None:
    before = [bodies(text) for text in examples_of(word)]
    with without("bodies", lambda table: table["words"].update(state=" ".join(one for one in STATE if one != word))):
        assert [bodies(text) for text in examples_of(word)] != before


INSTITUTIONS = BODIES["words"]["institution"]
SAID = {
    "[一二三四五六七八九十]中(?![全央共学])": "江州三中支教",
    "高中(?=[教校党支副老学、，。和])": "江州实验高中教师李然到会",
    "(?:(?<=分子)|(?<=人员)|(?<=同学)|(?<=校友)|(?<=企业家)|(?<=人士)|(?<=海外))联谊会": "江州市留学人员联谊会成立",
}


@pytest.mark.parametrize("word", INSTITUTIONS)
def test_each_word_of_an_institution_is_in_use(word: str) -> None:
    text = SAID.get(word, f"江州市民生{word}举办讲座。")
    before = institutions(text)
    with without("bodies", lambda table: table["words"].update(institution=[one for one in INSTITUTIONS if one != word])):
        assert institutions(text) != before


STOPS = [(table, word) for table in ("generic", "not_in_a_name", "no_name") for word in BODIES["words"][table].split()]


def stopped(word: str) -> list[Any]:
    """What is read where a word stands in front of a branch, an institution, a committee."""
    plain = re.sub(r"\(\?.*\)", "", re.sub(r"\[[^]]*十[^]]*\]\+", "三", word)).replace("[设有辖共]", "设")
    texts = (
        f"{plain}支部召开会议。",
        f"民进{plain}支部召开会议。",
        f"民进江州市三中{plain}医卫支部召开会议。",
        f"江州市三中{plain}学校举办讲座。",
        f"王某{plain}学校举办讲座。",
        f"{plain}李然为社会服务委员会委员。",
    )
    return [read for text in texts for read in (bodies(text), institutions(text))]


@pytest.mark.parametrize(("table", "word"), STOPS, ids=[f"{table}:{word}" for table, word in STOPS])
def test_each_word_that_no_name_has_is_in_use(table: str, word: str) -> None:
    words = BODIES["words"][table].split()
    before = stopped(word)
    with without("bodies", lambda one: one["words"].update({table: " ".join(other for other in words if other != word)})):
        assert stopped(word) != before


WITHIN = {
    "part": "民进江州市委会{}处长李然、李然主任到会。",
    "group": "民进江州市委会换届{}召开会议。",
    "field_of_a_department": "会议由{}处处长李然主持。",
    "field_of_a_panel": "民生{}委员会主任李然主持会议。",
}
SECTIONS = [(table, word) for table in WITHIN for word in BODIES["words"][table].split()]


@pytest.mark.parametrize(("table", "word"), SECTIONS, ids=[f"{table}:{word}" for table, word in SECTIONS])
def test_each_word_of_what_is_within_a_body_is_in_use(table: str, word: str) -> None:
    words = BODIES["words"][table].split()
    text = WITHIN[table].format(word)
    before = bodies(text)
    with without("bodies", lambda one: one["words"].update({table: " ".join(other for other in words if other != word)})):
        assert bodies(text) != before


@pytest.mark.parametrize("number", range(len(BODIES["congress"])), ids=lambda n: BODIES["congress"][n]["word"])
def test_each_congress_is_in_use(number: int) -> None:
    said = re.sub(r"\(\?:([^|)]*)[^)]*\)\??", r"\1", BODIES["congress"][number]["word"])
    text = f"江州市第六次{said}代表大会召开。"
    before = bodies(text)
    with without("bodies", lambda table: table["congress"].pop(number)):
        assert bodies(text) != before


PARTIES = lexicon.table("parties")["party"]


@pytest.mark.parametrize("number", range(len(PARTIES)), ids=lambda n: PARTIES[n]["short"])
def test_each_party_is_in_use(number: int) -> None:
    text = f"{PARTIES[number]['full'][0]}江州市委员会召开会议。"
    before = bodies(text)
    with without("parties", lambda table: table["party"].pop(number)):
        assert bodies(text) != before


OTHERS = [(number, key, name) for number, row in enumerate(PARTIES) for key in ("other", "among") for name in row.get(key, ())]


@pytest.mark.parametrize(("number", "key", "name"), OTHERS, ids=[f"{key}:{name}" for _, key, name in OTHERS])
def test_each_other_name_of_a_party_is_in_use(number: int, key: str, name: str) -> None:
    text = f"{name}市委召开会议，{name}中央领导到会。"
    before = bodies(text)
    with without("parties", lambda table: table["party"][number].pop(key)):
        assert bodies(text) != before


POSTS = lexicon.table("posts")


def alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern that are plain words."""
    depth, words = 0, [""]
    for character in pattern:
        depth += (character in "([") - (character in ")]")
        if character == "|" and not depth:
            words.append("")
        else:
            words[-1] += character
    return [word for word in words if re.fullmatch("[\u4e00-\u9fff]+", word)]


OFFICES = [(number, word) for number, row in enumerate(POSTS["post"]["word"]) for word in alternatives(row["word"])]


@pytest.mark.parametrize(("number", "word"), OFFICES, ids=[word for _, word in OFFICES])
def test_each_office_is_in_use(number: int, word: str) -> None:
    text = f"江州市三中{word}李然出席会议。"
    before = posts(text)

    def less(table: dict[str, Any]) -> None:
        row = table["post"]["word"][number]
        row["word"] = re.sub(rf"(?:^|(?<=\|)){word}(?:\||$)", "", row["word"]).strip("|") or "(?!)"

    with without("posts", less):
        assert posts(text) != before


@pytest.mark.parametrize("number", range(len(POSTS["fits"])), ids=lambda n: POSTS["fits"][n]["word"])
def test_each_office_that_fits_some_bodies_is_in_use(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from cxzy_graph.recognising.names import OrgName
    from cxzy_graph.resolving import offices

    office = re.sub(r"\[(.)[^]]*\]", r"\1", POSTS["fits"][number]["word"].split("|")[0])
    some = [OrgName("民进"), OrgName("民进", ("江州市",), "市", unit="委会"), OrgName(host="江州市三中食堂")]
    before = [offices.fits(office, name) for name in some]
    assert False in before
    rows = offices._rows()
    monkeypatch.setattr(offices, "_rows", lambda: tuple(row for row in rows if row is not rows[number]))
    assert all(offices.fits(office, name) for name in some)


NAMED = [row["word"].split("|")[0] for row in POSTS["fits"] if "named" in row]


@pytest.mark.parametrize("office", NAMED)
def test_each_body_named_last_is_that_of_its_office(office: str) -> None:
    from cxzy_graph.extractors import offices

    assert [word.pattern.split("|")[0] for word, kind in offices._NAMED_LAST if word.fullmatch(office) and kind.pattern != "$"] == [office]


@pytest.mark.parametrize(("organ", "member"), POSTS["organ"].items())
def test_each_organ_says_what_its_members_are(organ: str, member: str) -> None:
    from cxzy_graph.building.road import travel
    from cxzy_graph.model import Report

    society = "江州市美术家协会" if organ in ("理事会", "监事会") else "民进江州市"
    text = f"大会选举产生了由李然、王芳等5人组成的{'' if organ == '支委会' else society + '第三届'}{organ}。"
    claims = travel(Report("a", "a.txt", text), "民进江州市委会", quick=True).resolved.claims
    assert ("李然", member) in [(claim.fact.person.name, claim.fact.role) for claim in claims if hasattr(claim.fact, "role")]


HONOURS = lexicon.table("honours")
VERBS = [(table, word) for table in ("active", "passive") for word in HONOURS[table].split("|")]


@pytest.mark.parametrize(("table", "word"), VERBS, ids=[f"{table}:{word}" for table, word in VERBS])
def test_each_verb_of_an_honour_is_in_use(table: str, word: str) -> None:
    words = HONOURS[table].split("|")
    plain = re.sub(r"\(\?.*?\)", "", word)
    text = f"李然{plain}“优秀会员”称号津贴"
    whole, less = (re.search("|".join(some), text) for some in (words, [one for one in words if one != word]))
    assert whole is not None
    assert less is None or less.span() != whole.span()


MEASURES = [(table, word) for table, words in lexicon.table("measures").items() for word in words.split("|")]


@pytest.mark.parametrize(("table", "word"), MEASURES, ids=[f"{table}:{word}" for table, word in MEASURES])
def test_each_word_for_what_is_counted_is_in_use(table: str, word: str) -> None:
    words = lexicon.table("measures")[table].split("|")
    whole, less = (re.search(f"现有({'|'.join(some)})12", f"现有{word}12个") for some in (words, [one for one in words if one != word]))
    assert whole is not None
    assert less is None


WORDS = {name: lexicon.table(name) for name in ("activities", "honours", "measures")}


def branches(pattern: str) -> list[str]:
    """The alternatives of a pattern, as patterns."""
    depth, inside, found, at = 0, False, [""], 0
    while at < len(pattern):
        character = pattern[at : at + 2] if pattern[at] == "\\" else pattern[at]
        if inside:
            inside = character != "]"
        elif character == "[":
            inside = True
        else:
            depth += (character == "(") - (character == ")")
        if character == "|" and not depth and not inside:
            found.append("")
        else:
            found[-1] += character
        at += len(character)
    return found


def sample(pattern: str) -> str:
    """Words that a pattern fits, and what must follow them."""
    return said_by(parse(pattern))


def said_by(items: Any) -> str:
    out = ""
    for kind, given in items:
        if kind is constants.LITERAL:
            out += chr(given)
        elif kind is constants.IN:
            (first, value), *_ = given
            out += chr(value) if first is constants.LITERAL else "三" if first is constants.NEGATE else chr(value[0])
        elif kind in (constants.ANY, constants.NOT_LITERAL):
            out += "三"
        elif kind in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            out += said_by(given[2]) * given[0]
        elif kind is constants.SUBPATTERN:
            out += said_by(given[-1])
        elif kind is constants.BRANCH:
            out += said_by(given[1][0])
        elif kind is constants.ASSERT:
            out += said_by(given[1])
    return out


def begun(pattern: str, text: str) -> int | None:
    found = re.match(pattern, f"{text}座谈会")
    return found.end() if found else None


def ended(pattern: str, text: str) -> int | None:
    found = re.search(f"(?:{'|'.join(sorted(branches(pattern), key=len, reverse=True))})$", f"三{text}")
    return found.start() if found else None


def found_in(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


def whole(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text) is not None


USES: dict[tuple[str, str], Callable[[str, str], object]] = {
    ("activities", "hold"): begun,
    ("activities", "head"): ended,
    ("honours", "active"): begun,
    ("honours", "passive"): begun,
    ("honours", "head"): found_in,
    ("honours", "not"): found_in,
    **{("measures", name): whole for name in WORDS["measures"]},
}
"""How each pattern is used: what it takes of a clause's beginning, of a name's end, whether it stands anywhere, whether it is all."""


@pytest.mark.parametrize(("table", "name"), USES, ids=".".join)
def test_each_alternative_is_in_use(table: str, name: str) -> None:
    of, read = branches(WORDS[table][name]), USES[table, name]
    idle = [
        one
        for number, one in enumerate(of)
        if read("|".join(of), text := sample(one)) == read("|".join(of[:number] + of[number + 1 :]) or "(?!)", text)
    ]
    assert not idle


TYPES = WORDS["activities"]["type"]


def test_each_word_of_a_type_of_activity_is_in_use() -> None:
    """Alone or beside another word of another type: what stands earlier in the table is taken."""
    others = ["", *(sample(one) for row in TYPES for one in branches(row["words"]))]

    def kind(text: str, rows: list[str]) -> str:
        return next((row["name"] for row, words in zip(TYPES, rows, strict=True) if re.search(words, text)), "其他")

    given = [row["words"] for row in TYPES]
    idle = []
    for number, row in enumerate(TYPES):
        of = branches(row["words"])
        for place, one in enumerate(of):
            less = [*given[:number], "|".join(of[:place] + of[place + 1 :]) or "(?!)", *given[number + 1 :]]
            text = sample(one)
            if not any(kind(said, given) != kind(said, less) for other in others for said in (text + other, other + text)):
                idle.append((row["name"], one))
    assert not idle


@pytest.mark.parametrize("table", ["prefixes", "degrees"])
def test_each_word_in_front_of_an_office_is_in_use(table: str) -> None:
    of = branches(POSTS["post"][table])
    idle = []
    for number, one in enumerate(of):
        text = f"江州市三中{sample(one)}主任李然出席会议。"
        before = posts(text)

        def less(changed: dict[str, Any], number: int = number) -> None:
            changed["post"][table] = "|".join(of[:number] + of[number + 1 :])

        with without("posts", less):
            idle += [one] if posts(text) == before else []
    assert not idle


def test_each_calling_is_in_use() -> None:
    from cxzy_graph.model import Span

    of = branches(POSTS["occupation"]["word"])

    def read(text: str) -> list[str]:
        return [m.text for m in room("marks").occupations(text, Span(0, len(text)))]

    idle = []
    for number, one in enumerate(of):
        text = f"，{sample(one)}。"
        before = read(text)

        def less(changed: dict[str, Any], number: int = number) -> None:
            changed["occupation"]["word"] = "|".join(of[:number] + of[number + 1 :])

        with without("posts", less):
            idle += [one] if read(text) == before else []
    assert not idle


@pytest.mark.parametrize(("organ", "seat"), POSTS["organ"].items())
def test_each_organ_has_its_seats(organ: str, seat: str) -> None:
    text = f"大会选举产生了由李然、王芳组成的江州市书法家协会第三届{organ}。\n"
    made = travel(Report("a", "a.txt", text), quick=True).resolved.claims
    assert {one.fact.role for one in made if isinstance(one.fact, Membership)} == {seat}


@pytest.mark.parametrize("number", range(len(POSTS["fits"])), ids=lambda n: POSTS["fits"][n]["word"])
def test_each_office_that_only_some_bodies_have_is_in_use(number: int) -> None:
    office = re.sub(r"^\[(.).*?\]", r"\1", POSTS["fits"][number]["word"]).split("|")[0]
    given = offices._rows
    body = (
        OrgName("民进", host="江州市三中", unit="支部")
        if POSTS["fits"][number]["party"] != "body"
        else OrgName("", ("江州市",), unit="文化馆")
    )
    bodies_ = [body, OrgName("民进", ("江州市",), "市", unit="委会"), OrgName("", ("江州市",), unit="文化宫")]
    before = [offices.fits(office, one) for one in bodies_]
    rows = given()
    try:
        offices._rows = lambda: rows[:number] + rows[number + 1 :]  # type: ignore[assignment]
        assert [offices.fits(office, one) for one in bodies_] != before
    finally:
        offices._rows = given


COLUMNS = lexicon.table("columns")


def test_each_head_of_a_column_is_in_use() -> None:
    heads = dict(columns._heads())
    assert len(heads) == sum(map(len, COLUMNS.values()))  # none stands twice
    given, idle = columns._heads, []
    try:
        for word, kind in heads.items():
            columns._heads = lambda word=word: {one: of for one, of in heads.items() if one != word}  # type: ignore[assignment, misc]
            idle += [word] if columns.known(word) == kind else []
    finally:
        columns._heads = given
    assert not idle


def test_each_term_is_likelier_than_a_general_dictionary_has_it() -> None:
    costs = language._words()[0]
    assert not [term for term in language._TERMS if costs.get(term, 99.0) <= language._TERM]


@pytest.mark.parametrize("number", range(len(TYPES)), ids=lambda n: TYPES[n]["example"])
def test_each_type_has_an_example(number: int) -> None:
    row = TYPES[number]

    def kind(rows: list[dict[str, str]]) -> str:
        return next((one["name"] for one in rows if re.search(one["words"], row["example"])), "")

    assert kind(TYPES) == row["name"]
    assert kind(TYPES[:number] + TYPES[number + 1 :]) != row["name"]


@pytest.mark.parametrize("number", range(len(POSTS["post"]["word"])), ids=lambda n: POSTS["post"]["word"][n]["example"])
def test_each_row_of_offices_has_an_example(number: int) -> None:
    example = POSTS["post"]["word"][number]["example"]
    before = posts(example)
    with without("posts", lambda table: table["post"]["word"].pop(number)):
        assert posts(example) != before


@pytest.mark.parametrize("row", POSTS["fits"], ids=lambda row: row["example"])
def test_each_office_is_in_the_body_of_its_example(row: dict[str, str]) -> None:
    made = travel(Report("a", "a.txt", f"{row['example']}李然出席会议。\n")).resolved.claims
    held = [(str(one.fact.role), one.fact.org) for one in made if isinstance(one.fact, Membership)]
    assert [re.fullmatch(f"(?:副?)(?:{row['word']})", role) is not None for role, _ in held] == [True]
    assert all(body is not None for _, body in held)


NAMES = [(kind, row["full"], short) for kind in ("state", "word", "field") for row in BODIES[kind] for short in row["short"]]
ONE_WORDING = {"state": wording.state, "word": wording.institution, "field": wording.branch}


@pytest.mark.parametrize(("kind", "full", "short"), NAMES, ids=[f"{kind}:{short}" for kind, _, short in NAMES])
def test_each_short_name_is_its_full_one(kind: str, full: str, short: str) -> None:
    head = "江州市" if kind == "word" else ""
    assert ONE_WORDING[kind](head + short) == ONE_WORDING[kind](head + full)
    assert [short in row["short"] for row in BODIES[kind]].count(True) == 1
