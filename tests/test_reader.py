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


def test_what_is_only_planned_is_rejected_with_a_reason() -> None:
    restored, page = opened(Report("a", "a.txt", "民进江州市委会拟授予李然优秀会员称号。\n"))
    honour, person = reader.Words(Span(12, 16), "HONOUR"), reader.Words(Span(10, 12), "PERSON")
    found = reader.Found({honour: 0.9, person: 0.9}, (reader.Tie("received", honour, person, 0.9),))
    made = decoded(restored.text, page, agreed(restored.text, recognise(restored, page), found), found)
    assert not made.said
    assert {one.reason for one in made.rejected} == {"planned"}


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
        net = trained([[one] for one in ready], vocabulary, Course(rounds=1, layers=1), tell=lambda *a, **k: None)
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
