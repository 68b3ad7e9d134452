"""A graph in a SPARQL server: Oxigraph's, from its package, and Virtuoso, from Debian's."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse

from cxzy_graph.building.built import Built
from cxzy_graph.exporting import export
from cxzy_graph.rdf.remote import PASSWORD, USER, RemoteFault, RemoteStore, load
from cxzy_graph.rdf.store import open_read
from cxzy_graph.rdf.terms import FOAF, SKOS
from cxzy_graph.views.graph import Graph, StoreGraph
from serving import oxigraph_binary
from support import SAMPLES


@dataclass(frozen=True)
class Server:
    """Where a server is queried and where its graphs are written, and who may write."""

    name: str
    query: str
    store: str
    user: str = ""

    def environment(self) -> dict[str, str]:
        return {USER: self.user, PASSWORD: self.user} if self.user else {}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], url: str, folder: Path) -> Iterator[None]:
    """A server, from when it answers to the end of the block."""
    with (folder / "log").open("w") as log, subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT) as process:
        try:
            for _ in range(300):
                try:
                    httpx.get(url, timeout=2)
                    break
                except httpx.HTTPError:
                    assert process.poll() is None, (folder / "log").read_text(errors="replace")
                    time.sleep(0.2)
            yield
        finally:
            process.kill()


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    url = f"127.0.0.1:{free_port()}"
    with running([oxigraph_binary(), "serve", "--location", "data", "--bind", url, "--union-default-graph"], f"http://{url}/", folder):
        yield Server("oxigraph", f"http://{url}/query", f"http://{url}/store")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    binary = shutil.which("virtuoso-t")
    if binary is None:
        if os.environ.get("CI"):
            pytest.fail("virtuoso-t is missing; make servers installs it")
        pytest.skip("Virtuoso is not on this machine; make servers installs it")
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        f"""[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 1000000
""",
        encoding="utf-8",
    )
    url = f"http://127.0.0.1:{http}"
    with running([binary, "+foreground", "+configfile", "virtuoso.ini"], url, folder):
        yield Server("virtuoso", f"{url}/sparql", f"{url}/sparql-graph-crud-auth", "dba")


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with request.param(tmp_path_factory.mktemp("server")) as one:
        yield one


def run(server: Server, *words: object, code: int = 0) -> str:
    command = [sys.executable, "-m", "cxzy_graph", *map(str, words)]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | server.environment() | {"CXZY_GRAPH_LANG": "zh"}, check=False
    )
    assert done.returncode == code, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def loaded(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports' graph, built into the server and a folder."""
    folder = tmp_path_factory.mktemp("loaded") / "output"
    run(server, "build", SAMPLES, "-o", folder, "--endpoint", server.query, "--update-endpoint", server.store, "-q")
    return folder


def test_the_server_has_the_graphs(server: Server, loaded: Path) -> None:
    here = open_read(loaded)
    names = {graph.value for graph in here.named_graphs() if isinstance(graph, NamedNode)}
    with RemoteStore(server.query) as there:
        assert {graph.value for graph in there.named_graphs()} == names
        for name in sorted(names):
            mine, theirs = (set(one.quads_for_pattern(None, None, None, NamedNode(name))) for one in (here, there))
            assert theirs == mine


def test_show_and_query_and_export(server: Server, loaded: Path) -> None:
    for words in (
        ("show", "民进江州市第三中学支部", "--json"),
        ("query", "--named", "members", "--format", "csv"),
        ("query", "--named", "honours-by-year", "--set", "year=2019", "--format", "csv"),
        ("query", "--named", "sizes", "--format", "csv"),
        ("export", "--format", "csv"),
    ):
        there, here = run(server, *words, "--endpoint", server.query), run(server, *words, "--store", loaded)
        if words[0] == "query":  # servers order characters each in its own way
            there, here = ("\n".join(sorted(one.splitlines())) for one in (there, here))
        assert there == here
    assert run(server, "query", "ASK { ?s ?p ?o }", "--endpoint", server.query).strip() == "true"
    assert run(server, "query", "ASK { ?s ?p <a:nothing> }", "--endpoint", server.query).strip() == "false"
    constructed = run(
        server, "query", "CONSTRUCT { ?s a ?o } WHERE { SELECT DISTINCT ?s ?o { ?s a ?o } LIMIT 3 }", "--endpoint", server.query
    )
    assert len(list(parse(constructed.encode(), format=RdfFormat.TURTLE))) == 3


@pytest.mark.parametrize("form", ["ttl", "nt", "xlsx", "ftm", "gexf"])
def test_exports_of_the_server_are_those_of_the_folder(server: Server, loaded: Path, form: str) -> None:
    with RemoteStore(server.query) as there:
        assert b"".join(export(there, form)) == b"".join(export(open_read(loaded), form))  # type: ignore[arg-type]


def test_a_rebuild_replaces_what_changed_and_takes_out_what_is_gone(server: Server, loaded: Path, tmp_path: Path) -> None:
    base = "https://example.org/x/"
    for name in ("honours.txt", "campaign.txt"):
        shutil.copy(SAMPLES / name, tmp_path / name)
    words = ("-o", tmp_path / "out", "--base", base, "--endpoint", server.query, "--update-endpoint", server.store, "-q")
    run(server, "build", tmp_path / "honours.txt", tmp_path / "campaign.txt", *words)
    with RemoteStore(server.query) as there:

        def graphs() -> tuple[set[str], set[str]]:
            names = {graph.value for graph in there.named_graphs()}
            mine = {name for name in names if name.startswith(base)}
            return mine, names - mine

        mine, others = graphs()
        assert {f"{base}report/honours", f"{base}report/campaign"} < mine
        (tmp_path / "honours.txt").write_text("民进江州市委会2014年工作总结\n李然任民进江州市委会主委。\n", encoding="utf-8")
        run(server, "build", tmp_path / "honours.txt", *words)
        mine, still = graphs()
        assert {name for name in mine if "/report/" in name} == {f"{base}report/honours"}
        assert still == others
        found = there.query(f"SELECT ?name {{ GRAPH <{base}report/honours> {{ ?p a <{FOAF.Person}> ; <{SKOS.prefLabel}> ?name }} }}")
        assert [row["name"].value for row in found] == ["李然"]
    if not server.user:
        assert load(server.query, server.store, base, []) == (0, len(mine))


def test_a_server_that_is_not_there_is_told_of(demo: Built) -> None:
    with pytest.raises(RemoteFault, match=r"connect|连不上"), RemoteStore(f"http://127.0.0.1:{free_port()}/query") as there:
        there.query("ASK {}")


def test_a_store_read_as_it_is_asked_for_is_the_whole_graph(demo: Built) -> None:
    store = open_read(demo.output)
    held, asked = (
        Graph((str(q.subject), str(q.predicate), str(q.object)) for q in store if not isinstance(q.graph_name, DefaultGraph)),
        StoreGraph(store),
    )
    assert held.facts() == asked.facts()
    assert held.things() == asked.things()
    for fact in held.facts():
        assert held.view(fact) == asked.view(fact)
    for thing in held.things():
        assert held.facts_of(thing) == asked.facts_of(thing)
        assert held.called(held.label(thing)) == asked.called(asked.label(thing))
    assert held.called("支部", whole=False) == asked.called("支部", whole=False) != []
