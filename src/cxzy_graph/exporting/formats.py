"""The formats that a graph is exported in; apart from the exporters, since help must not wait for them."""

from __future__ import annotations

FORMATS = ("ttl", "trig", "nq", "nt", "jsonld", "rdfxml", "graphml", "gexf", "csv", "csvw", "xlsx", "ftm", "anno")
"""What `export` writes; beside the commands, since help must not wait for the exporters."""
