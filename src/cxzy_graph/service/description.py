"""What the service says of itself (SPARQL 1.1 Service Description), and the vocabulary it speaks."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse, serialize
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS

from ..rdf.terms import PREFIXES
from .formats import GRAPHS, RESULTS, Format
from .settings import Settings

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = "http://www.w3.org/ns/formats/"
_NAMED = {
    "JSON": "SPARQL_Results_JSON", "XML": "SPARQL_Results_XML", "CSV": "SPARQL_Results_CSV", "TSV": "SPARQL_Results_TSV",
    "TURTLE": "Turtle", "N_TRIPLES": "N-Triples", "JSON_LD": "JSON-LD", "RDF_XML": "RDF_XML", "TRIG": "TriG", "N_QUADS": "N-Quads",
}  # fmt: skip
"""What the W3C calls each format (https://www.w3.org/ns/formats/)."""


def service(endpoint: str, settings: Settings, dataset: bytes) -> bytes:
    """The description of the service at an endpoint, in Turtle; with the description of the dataset where there is one."""
    graph = Graph()
    graph.bind("sd", SD)
    node, held, default = BNode("service"), BNode("dataset"), BNode("default")
    for predicate, value in (
        (RDF.type, SD.Service),
        (SD.endpoint, URIRef(endpoint)),
        (SD.supportedLanguage, SD.SPARQL11Query),
        (SD.feature, SD.EmptyGraphs),
        (SD.defaultDataset, held),
        *((SD.resultFormat, URIRef(_FORMATS + _NAMED[one.oxigraph])) for one in (*RESULTS, *GRAPHS)),
        *([(SD.supportedLanguage, SD.SPARQL11Update)] if settings.token else []),
    ):
        graph.add((node, predicate, value))
    graph.add((held, RDF.type, SD.Dataset))
    graph.add((held, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    for language, said in (("zh-Hans", "各报告图的全部三元组，各一次"), ("en", "the triples of all reports' graphs, each once")):
        graph.add((default, RDFS.comment, Literal(said, lang=language)))
    if dataset:
        graph.parse(data=dataset, format="turtle")
    return graph.serialize(format="turtle").encode()


def as_format(turtle: bytes, wanted: Format) -> bytes:
    """Turtle in another format."""
    triples = (quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE))
    return serialize(triples, format=getattr(RdfFormat, wanted.oxigraph), prefixes=PREFIXES) or b""
