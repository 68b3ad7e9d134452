"""Read this first: one damaged sentence through every stage, to an edge of the graph. The README shows the same sentence."""

from __future__ import annotations

from pathlib import Path

from cxzy_graph import build, extract, layout, open_graph, read, recognise, resolve, restore
from cxzy_graph.facts import Conferral
from cxzy_graph.model import Edit, Entity, Evidence, Span
from cxzy_graph.rdf.iris import BASE

RAW = "李然被民進(jìn)江州市委會(huì)評為“優(yōu)秀會(huì)員”。"


def test_the_road(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(RAW, encoding="gb18030")

    report = read(tmp_path / "news.txt")
    assert (report.id, report.source, report.raw) == ("news", "news.txt", RAW)

    restored = restore(report.raw)
    assert restored.text == "李然被民进江州市委会评为“优秀会员”。"
    assert restored.edits[:2] == (Edit(4, 5, "進", "进", "traditional"), Edit(5, 10, "(jìn)", "", "annotation"))
    assert restored.to_raw(Span(3, 5)).of(RAW) == "民進"

    page = layout(restored.text)
    assert [p.span.of(restored.text) for p in page.passages] == [restored.text]

    mentions = recognise(restored, page)
    assert [(m.kind, m.text, m.span) for m in mentions] == [
        ("PERSON", "李然", Span(0, 2)),
        ("ORG", "民进江州市委会", Span(3, 10)),
        ("QUOTE", "“优秀会员”", Span(12, 18)),
    ]
    assert mentions[1].value.named() == "民进江州市委会"

    (said,) = extract(restored, page, mentions)
    assert said.fact == Conferral("优秀会员", mentions[0], by=(mentions[1],))
    assert said.rule == "conferrals.passive"

    (claim,) = resolve(report, restored, page, mentions, [said]).claims
    assert claim.fact.recipient == Entity("person", "李然")
    assert claim.fact.by[0].name == "民进江州市委会"
    assert claim.evidence == (Evidence("news", Span(0, 19), Span(0, len(RAW)), restored.text, "conferrals.passive"),)

    build([tmp_path / "news.txt"], tmp_path / "output")
    network = open_graph(tmp_path / "output").network
    edge, given = sorted(network.edges(data=True), key=lambda one: one[2]["relation"], reverse=True)
    assert (given[0], given[1], given[2]["relation"]) == (f"{BASE}organisation/民进江州市委会", f"{BASE}honour/优秀会员", "授予")
    assert edge[0] == f"{BASE}person/李然（民进江州市委会·@news）"
    assert edge[1] == f"{BASE}honour/优秀会员"
    assert edge[2]["relation"] == "获得"
    assert edge[2]["fact"] == f"{BASE}conferral/李然（民进江州市委会·@news）/优秀会员/民进江州市委会/"
