"""The reader that learns: what it reads is at its words, the same each time, and a small one is trained to the same bytes twice."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from cxzy_graph.building.road import opened, travel
from cxzy_graph.dates import Date
from cxzy_graph.facts import Conferral, Membership, Participation
from cxzy_graph.learned import reader
from cxzy_graph.learned.agreeing import agreed
from cxzy_graph.learned.decoding import decoded
from cxzy_graph.learned.scheme import GIVEN, KINDS, LINKS, OWN, SOURCES, SPANS
from cxzy_graph.learned.windows import LONGEST, Vocabulary, windows
from cxzy_graph.model import Report, Span
from cxzy_graph.recognising import recognise
from cxzy_graph.resolving import resolve

CORPUS = Path(__file__).parent / "corpus"
SOME = [CORPUS / "mj" / "mj10.txt", CORPUS / "ro" / "ro20.txt", CORPUS / "bi" / "bi30.txt", CORPUS / "it" / "it40.txt"]


def report(path: Path) -> Report:
    return Report(path.stem, path.name, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.stem)
def test_every_fact_is_at_its_words(path: Path) -> None:
    road = travel(report(path))
    read = [e for claim in road.resolved.claims for e in claim.evidence if e.rule in SOURCES]
    assert read
    assert all(e.span.of(road.restored.text) == e.quote for e in read)
    assert all(0 < claim.confidence < 1 for claim in road.resolved.claims)


def test_reads_the_same_twice_and_whatever_stands_in_other_reports() -> None:
    alone = [travel(report(path)).resolved.claims for path in SOME]
    again = [travel(report(path)).resolved.claims for path in reversed(SOME)]
    assert alone == again[::-1]


def test_words_of_any_order_are_read() -> None:
    """The same facts in orders of words that no rule has a pattern for."""
    for text, kind in (
        ("民进江州市委会把李然评为优秀会员。", Conferral),
        ("获得民进江州市委会优秀会员称号的有李然、王芳。", Conferral),
        ("会议的主持人是副主委李然。", Participation),
    ):
        road = travel(Report("a", "a.txt", f"民进江州市委会召开全委会\n\n2018年3月2日，民进江州市委会召开全委会。{text}\n"))
        assert any(isinstance(claim.fact, kind) and "李然" in str(claim.fact) for claim in (*road.resolved.claims, *road.resolved.unsure))


def test_probabilities_are_rounded_and_links_are_of_their_kinds() -> None:
    restored, _ = opened(report(SOME[0]))
    mentions = recognise(*opened(report(SOME[0])))
    found = reader.read(restored.text, mentions)
    allowed = {link.name: link for link in LINKS}
    for tie in found.ties:
        assert tie.probability == round(tie.probability, reader.DIGITS)
        assert tie.first.kind in allowed[tie.link].first
        assert tie.second.kind in allowed[tie.link].second
    assert {words.kind for words in found.words} <= set(SPANS)
    assert set(KINDS) == {OWN, *SPANS, *GIVEN}


def memberships(text: str) -> set[tuple[str, str, str]]:
    """Who is in which body in what post, of all that a text is sure enough to say."""
    said = travel(Report("a", "a.txt", text)).resolved.sure_enough().claims
    return {(c.fact.person.name, c.fact.org.name, c.fact.role or "") for c in said if isinstance(c.fact, Membership)}  # type: ignore[union-attr]


def test_a_post_is_one_persons_or_one_lists() -> None:
    relatives = "民进江州市委会2019年工作总结\n李若兰的父亲李东山曾任民进云溪市委会主委。王明轩的夫人林秋月是民进云溪市委会副主委。\n"
    assert {who for who, *_ in memberships(relatives)} == {"李东山", "林秋月"}
    listed = "民进江州市委会2019年工作总结\n民进云溪市委会副主委李东山、王明轩（女）、林秋月出席会议。\n"
    assert {(who, role) for who, _, role in memberships(listed)} == {("李东山", "副主委"), ("王明轩", "副主委"), ("林秋月", "副主委")}


def test_a_birth_is_no_beginning_of_a_post() -> None:
    roll = "民进江州市委会班子成员名单\n序号\t姓名\t性别\t出生年月\t会内职务\n1\t李东山\t男\t1983年11月\t副主任委员\n2\t王明轩\t女\t1988年6月\t委员\n"
    said = travel(Report("a", "a.txt", roll)).resolved.claims
    assert [c.fact.since for c in said if isinstance(c.fact, Membership)] == [None] * sum(isinstance(c.fact, Membership) for c in said)


def test_a_member_did_not_join_on_the_day_that_is_told_of() -> None:
    text = "民进江州市委会2024年工作总结\n2024年6月，会员李东山考入大学。2023年5月，王明轩加入民进。\n"
    said = [c.fact for c in travel(Report("a", "a.txt", text)).resolved.claims if isinstance(c.fact, Membership)]
    assert {(one.person.name, one.since) for one in said} == {("李东山", None), ("王明轩", Date("2023-05"))}  # type: ignore[union-attr]


def test_years_in_a_post_say_from_when_until_when() -> None:
    life = "民进江州市委会2019年工作总结\n李东山，男，1971年8月生，2009年至2016年任江州市第二中学校长。\n"
    terms = {(c.fact.since, c.fact.until) for c in travel(Report("a", "a.txt", life)).resolved.claims if isinstance(c.fact, Membership)}
    assert terms == {(Date("2009"), Date("2016"))}


def test_under_the_care_of_a_body_is_not_by_it() -> None:
    text = "民进江州市委会2019年工作总结\n在民进云溪市委会的关心下，李东山被评为市劳动模范。\n"
    assert [c.fact.by for c in travel(Report("a", "a.txt", text)).resolved.claims if isinstance(c.fact, Conferral)] == [()]


def test_a_name_that_lost_a_character_is_none() -> None:
    text = "民进江州市委会2019年工作总结\n民进江州市委会副主委李东?出席会议，?溪医院院长王明轩参加会议。\n"
    assert memberships(text) == set()


def test_nobody_is_honoured_a_fraction_of_times() -> None:
    text = "民进江州市委会人均优秀提案0.212件，12件提案获优秀提案。\n"
    restored, page = opened(Report("a", "a.txt", text))
    honour, few, many = (reader.Words(Span(at := text.index(said), at + len(said)), kind) for said, kind in
                         (("优秀提案", "HONOUR"), ("0.212件", "NUMBER"), ("12件提", "NUMBER")))  # fmt: skip
    many = reader.Words(Span(many.span.start, many.span.end - 1), "NUMBER")
    ties = tuple(reader.Tie("received", honour, one, 0.9) for one in (few, many))
    found = reader.Found(dict.fromkeys((honour, few, many), 0.9), ties)
    made = decoded(restored.text, page, agreed(restored.text, recognise(restored, page), found), found)
    assert {one.fact.recipient_count for one in made.said if isinstance(one.fact, Conferral)} == {12}


def test_what_is_only_planned_is_rejected_with_a_reason() -> None:
    restored, page = opened(Report("a", "a.txt", "民进江州市委会拟授予李然优秀会员称号。\n"))
    honour, person = reader.Words(Span(12, 16), "HONOUR"), reader.Words(Span(10, 12), "PERSON")
    found = reader.Found({honour: 0.9, person: 0.9}, (reader.Tie("received", honour, person, 0.9),))
    made = decoded(restored.text, page, agreed(restored.text, recognise(restored, page), found), found)
    assert not made.said
    assert {one.reason for one in made.rejected} == {"planned"}


def said_of(text: str, words: dict[str, str], ties: list[tuple[str, str, str]]) -> set[tuple[str, str, str, str]]:
    """The memberships (person, body, role, since) that are made of words with their kinds and ties between them; ``|`` is in front of those words
    that a text has more than once."""
    plain = text.replace("|", "")
    report = Report("a", "a.txt", plain)
    restored, page = opened(report)
    at = {}
    for said, kind in words.items():
        start = text.index(f"|{said}") if f"|{said}" in text else text.index(said)
        start -= text[:start].count("|")
        at[said] = reader.Words(Span(start, start + len(said)), kind)
    own = reader.Words(Span(0, 0), OWN)
    found = reader.Found(
        {one: 0.95 for one in at.values() if one.kind not in GIVEN},
        tuple(reader.Tie(link, at[first], at.get(second, own), 0.95) for link, first, second in ties),
    )
    mentions = agreed(plain, recognise(restored, page), found)
    made = decoded(plain, page, mentions, found)
    every = tuple(sorted([*mentions, *made.mentions], key=lambda m: m.span))
    known = resolve(report, restored, page, every, made.said, None, made.own, made.faint)
    return {
        (c.fact.person.name, c.fact.org.name, c.fact.role or "", str(c.fact.since or ""))  # type: ignore[union-attr]
        for c in known.claims
        if isinstance(c.fact, Membership)
    }


def test_the_head_of_a_place_is_in_its_government() -> None:
    words, ties = {"李东山": "PERSON", "副市长": "POST"}, [("holds", "李东山", "副市长")]
    own = "民进九江市委会召开会议。副市长李东山出席会议。\n"
    assert said_of(own, words, ties) == {("李东山", "九江市政府", "副市长", "")}
    beside = "民进江西省委会召开会议。中共赣州市委常委、副市长李东山出席会议。\n"
    assert said_of(beside, words, ties) == {("李东山", "赣州市政府", "副市长", "")}
    elsewhere = "民进九江市委会召开会议。江西银行董事长、副市长李东山出席会议。\n"
    assert said_of(elsewhere, words, ties) == set()


def test_a_body_of_a_list_is_of_the_place_of_the_one_before() -> None:
    text = "夏县妇联召开会议。县文联主席李东山、科协|主席王明轩出席会议。\n"
    words = {"王明轩": "PERSON", "科协": "ORG", "主席": "POST"}
    assert said_of(text, words, [("holds", "王明轩", "主席"), ("within", "主席", "科协")]) == {("王明轩", "夏县科协", "主席", "")}


def test_a_branch_behind_its_committee_is_of_that_committee() -> None:
    text = "民进九江市委会召开会议。市委会青石支部主任李东山出席会议。\n"
    words = {"李东山": "PERSON", "市委会青石支部": "ORG", "主任": "POST"}
    ties = [("holds", "李东山", "主任"), ("within", "主任", "市委会青石支部")]
    assert said_of(text, words, ties) == {("李东山", "民进九江市青石支部", "主任", "")}


def test_what_the_head_of_a_table_says_is_left_to_the_rules() -> None:
    text = "民进九江市委会各支部\n支部\t主任\n民进九江市青石支部\t李东山\n民进九江市白塔支部\t王明轩\n"
    words = {"李东山": "PERSON", "民进九江市白塔支部": "ORG", "主任": "POST"}
    assert said_of(text, words, [("holds", "李东山", "主任"), ("within", "主任", "民进九江市白塔支部")]) == set()


def test_a_name_ends_where_the_next_word_begins() -> None:
    text = "民进九江市委会召开会议。民进九江市委会副主委陆文明确表示支持。\n"
    ties = [("holds", "陆文明", "副主委"), ("within", "副主委", "民进九江市委会")]
    words = {"陆文明": "PERSON", "副主委": "POST", "民进九江市委会": "ORG"}
    assert said_of(text, words, ties) == {("陆文", "民进九江市委会", "副主委", "")}
    hurried = "民进九江市委会召开会议。民进九江市委会副主委周立即赶到。\n"
    ties = [("holds", "周立即", "副主委"), ("within", "副主委", "民进九江市委会")]
    assert said_of(hurried, {"周立即": "PERSON", "副主委": "POST", "民进九江市委会": "ORG"}, ties) == set()


def test_joining_a_party_makes_a_member_since_then() -> None:
    text = "民盟九江市委会会员故事\n李东山，1956年加入民盟。\n"
    words = {"李东山": "PERSON", "加入": "POST", "1956年": "DATE", "民盟": "ORG"}
    ties = [("holds", "李东山", "加入"), ("within", "加入", "民盟"), ("since", "加入", "1956年")]
    assert said_of(text.replace("加入民盟", "加入|民盟"), words, ties) == {("李东山", "民盟", "盟员", "1956")}


def test_offices_of_a_life_are_its_persons() -> None:
    life = "李东山，男，1971年生，教师。历任九江市第二中学副校长。\n"
    words = {"李东山": "PERSON", "九江市第二中学": "ORG", "副校长": "POST"}
    assert said_of(life, words, [("within", "副校长", "九江市第二中学")]) == {("李东山", "九江市第二中学", "副校长", "")}
    news = "李东山出席会议。会议听取九江市第二中学副校长的汇报。\n"
    assert said_of(news, words, [("within", "副校长", "九江市第二中学")]) == set()


@pytest.mark.parametrize("length", [0, 1, LONGEST, LONGEST + 1, 5 * LONGEST])
def test_windows_cover_a_text_once(length: int) -> None:
    text = ("民进江州市委会召开会议，李然出席。\n" * 200)[:length]
    found = list(windows(text))
    assert "".join(text[one.core : one.end] for one in found) == text
    assert all(one.end - one.begin <= LONGEST for one in found)
    assert all(one.begin <= one.core for one in found)


def test_marks_of_both_widths_are_one_character() -> None:
    vocabulary = Vocabulary([" ", "\n", "，", "（", "民", "1"])
    assert vocabulary.number(",") == vocabulary.number("，")
    assert vocabulary.number("１") == vocabulary.number("1")
    assert vocabulary.number("\u3000") == vocabulary.number(" ") != vocabulary.number("\n")


def test_the_model_in_the_package_is_small_and_says_what_it_is() -> None:
    folder = Path(reader.__file__).parent / "model"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 30_000_000
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    assert card["reports"] >= 400
    assert {"licence", "data", "bad_at", "course"} <= set(card)


def test_labels_stand_where_the_text_says_them() -> None:
    """Facts without a quote, names that the text words otherwise, and a text that restoring makes shorter."""
    pytest.importorskip("torch")
    from cxzy_graph.learned.training.examples import prepared

    text = "會(huì)員(yuán)活動(dòng)。副主任委员李东山把“会员之家”的牌子授予支部。王明轩1956年加入民盟，林秋月获优秀会员称号。\n"
    gold = {
        "report": {"about": "民进江州市委会"},
        "names": {"民进江州市委会": [], "李东山": [], "王明轩": [], "林秋月": [], "民盟": []},
        "facts": [
            {"kind": "membership", "person": "李东山", "org": "民进江州市委会", "role": "副主委"},
            {
                "kind": "activity",
                "name": "授予“会员之家”牌子",
                "orgs": ["民进江州市委会"],
                "quote": "副主任委员李东山把“会员之家”的牌子授予支部",
            },
            {"kind": "membership", "person": "王明轩", "org": "民盟", "role": "盟员", "from": "1956", "quote": "王明轩1956年加入民盟"},
            {"kind": "honour", "recipient": "林秋月", "honour": "优秀会员"},
        ],
    }
    made = prepared("a", text, gold).labels
    said = {(name, one.of(made.text), other.of(made.text) if other else "") for name, ties in made.links.items() for one, other in ties}
    assert not made.unplaced
    assert made.text.startswith("会员活动。")
    assert {
        ("holds", "李东山", "副主任委员"),
        ("held_by", "“会员之家”的牌子", ""),
        ("holds", "王明轩", "加入"),
        ("within", "加入", "民盟"),
        ("since", "加入", "1956年"),
        ("received", "优秀会员", "林秋月"),
    } <= said


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two small networks, trained alike on two reports."""
    pytest.importorskip("torch")
    from cxzy_graph.learned.training.examples import characters, prepared
    from cxzy_graph.learned.training.exported import export
    from cxzy_graph.learned.training.train import Course, trained

    ready = [prepared(path.stem, path.read_text("utf-8"), json.loads(path.with_suffix(".json").read_text("utf-8"))) for path in SOME[:2]]
    vocabulary, folders = characters(ready), []
    for name in ("one", "other"):
        net = trained([[one] for one in ready], vocabulary, Course(rounds=1, layers=1, threads=1), tell=lambda *a, **k: None)
        folders.append(tmp_path_factory.mktemp(name))
        export(net, vocabulary, {"layers": 1}, folders[-1])
    return folders[0], folders[1]


def test_trained_twice_it_is_the_same_bytes(toy: tuple[Path, Path]) -> None:
    names = sorted(path.name for path in toy[0].iterdir())
    assert names == ["card.json", "characters.txt", "links.npz", "reader.onnx"]
    for name in names:
        one, other = (hashlib.sha256((folder / name).read_bytes()).hexdigest() for folder in toy)
        assert one == other, name


def test_links_are_scored_as_they_were_in_training(toy: tuple[Path, Path]) -> None:
    """numpy's scorer and torch's are one function."""
    import torch

    from cxzy_graph.learned.training.network import Encoder, Packed, Reader, weights

    torch.manual_seed(0)
    packed = Packed(weights())
    net = Reader(Encoder(packed, Vocabulary([" ", "\n", "民"]), 1)).eval()
    states = torch.randn(1, 20, 384)
    rows = np.array([[0, 0, 0], [2, 4, 1], [6, 9, 2], [11, 12, 3]], np.int64)
    apart = np.random.default_rng(0).integers(0, 20, (4, 4, 4))
    with torch.no_grad():
        theirs = net.links(states, torch.from_numpy(rows)[None], torch.from_numpy(apart)[None])[0].numpy()
    ours = reader.links(states[0].numpy(), rows, apart, {name: value.detach().numpy() for name, value in net.state_dict().items()})
    assert np.allclose(ours, theirs, atol=1e-4)
