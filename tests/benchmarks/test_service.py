"""The service beside ``oxigraph serve`` over the same store in the same run: what a question costs, and how many eight clients get answered.

pytest tests/benchmarks/test_service.py -s
"""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from pyoxigraph import Store

from cxzy_graph.rdf import store

sys.path.insert(0, str(Path(__file__).parents[1]))
from serving import oxigraph_binary, serving

HEAD = """PREFIX cxzy: <https://w3id.org/cxzy-graph/ontology#> PREFIX org: <http://www.w3.org/ns/org#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> """
QUERIES = {
    "members of a branch": ("Branch", "SELECT ?name ?role { ?m org:organization %s ; org:member/skos:prefLabel ?name . OPTIONAL { ?m org:role/skos:prefLabel ?role } }"),
    "honours by year": ("", "SELECT ?year (COUNT(?c) AS ?n) { ?c a cxzy:Conferral ; cxzy:year ?year } GROUP BY ?year ORDER BY ?year #%s"),
    "evidence of a fact": ("Fact", "SELECT ?quote ?report { %s cxzy:evidence ?p . ?p nif:anchorOf ?quote ; cxzy:inReport ?report }"),
    "posts of a person": ("Person", "SELECT ?body ?role ?from { ?m org:member %s ; org:organization/skos:prefLabel ?body . OPTIONAL { ?m org:role/skos:prefLabel ?role } OPTIONAL { ?m cxzy:from ?from } }"),
    "events of a body": ("Committee", "SELECT ?name ?date { ?e a cxzy:Event ; cxzy:heldBy %s ; skos:prefLabel ?name . OPTIONAL { ?e cxzy:date ?date } } ORDER BY ?date"),
    "what is above a branch": ("Branch", "SELECT ?above { %s (org:subOrganizationOf|cxzy:impliedParent)+/skos:prefLabel ?above }"),
}  # fmt: skip


@contextmanager
def oxigraph(folder: Path, port: int = 7879) -> Iterator[httpx.Client]:
    """``oxigraph serve-read-only`` over the same store."""
    command = [oxigraph_binary(), "serve-read-only", "--location", str(folder / store.FOLDER), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120, transport=httpx.HTTPTransport(retries=8)) as client:
                yield client
        finally:
            process.terminate()


def queries(folder: Path, number: int) -> Iterator[tuple[str, str]]:
    """Each query `number` times, each time about another thing, so that no answer is known already."""
    opened = Store.read_only(str(folder / store.FOLDER))
    for name, (kind, text) in QUERIES.items():
        things = [str(number) for number in range(number)]
        if kind:
            found = opened.query(
                f"PREFIX cxzy: <https://w3id.org/cxzy-graph/ontology#> SELECT ?s {{ ?s a cxzy:{kind} }} ORDER BY MD5(STR(?s)) LIMIT {number}"
            )
            things = [str(row["s"]) for row in found]
        for thing in things:
            yield name, HEAD + text % thing


def ask(client: httpx.Client, path: str, text: str) -> int:
    found = client.post(
        path, content=text, headers={"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
    )
    assert found.status_code == 200, found.text
    return len(found.json()["results"]["bindings"])


def test_cost_and_throughput(million: Path) -> None:
    asked = list(queries(million, 40))
    times: dict[str, dict[str, list[float]]] = {name: {"ours": [], "oxigraph": []} for name in QUERIES}
    with serving(million) as ours, oxigraph(million) as theirs:
        paths: dict[str, Callable[[str], int]] = {
            "ours": lambda text: ask(ours, "/sparql", text),
            "oxigraph": lambda text: ask(theirs, "/query", text),
        }
        time.sleep(1)
        for text in (HEAD + text % (kind and "<a:b>") for kind, text in QUERIES.values()):
            assert paths["ours"](text) >= 0 <= paths["oxigraph"](text)
        for name, text in asked:
            rows = []
            for peer, ask_peer in paths.items():
                began = time.perf_counter()
                rows.append(ask_peer(text))
                times[name][peer].append(time.perf_counter() - began)
            assert rows[0] == rows[1]
        rates = {
            peer: _throughput(client, path, [text for _, text in asked])
            for peer, client, path in (("ours", ours, "/sparql"), ("oxigraph", theirs, "/query"))
        }
    print(f"\n{'question':26}{'ours ms':>10}{'p95':>8}{'oxigraph ms':>13}{'p95':>8}{'ratio':>8}")
    ratios = []
    for name, found in times.items():
        mine, other = (statistics.median(found[peer]) * 1000 for peer in ("ours", "oxigraph"))
        tail = [sorted(found[peer])[int(len(found[peer]) * 0.95)] * 1000 for peer in ("ours", "oxigraph")]
        ratios.append(mine / other)
        print(f"{name:26}{mine:10.2f}{tail[0]:8.1f}{other:13.2f}{tail[1]:8.1f}{mine / other:8.2f}")
    total = [sum(statistics.median(found[peer]) for found in times.values()) for peer in ("ours", "oxigraph")]
    print(f"all six: {total[0] * 1000:.1f} ms and {total[1] * 1000:.1f} ms, ratio {total[0] / total[1]:.2f}")
    print(f"geometric mean of ratios {math.exp(statistics.fmean(map(math.log, ratios))):.2f}")
    print(f"8 clients: ours {rates['ours']:.0f} a second, oxigraph {rates['oxigraph']:.0f}, ratio {rates['ours'] / rates['oxigraph']:.2f}")


def _throughput(client: httpx.Client, path: str, texts: list[str]) -> float:
    """Questions a second that eight clients get answered."""
    left = iter([(number, text) for number in range(3) for text in texts])
    lock = threading.Lock()
    done = 0

    def work() -> None:
        nonlocal done
        with httpx.Client(base_url=client.base_url, timeout=120) as own:
            while True:
                with lock:
                    one = next(left, None)
                if one is None:
                    return
                ask(own, path, f"{one[1]} # {one[0]}")
                with lock:
                    done += 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    began = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return done / (time.perf_counter() - began)
