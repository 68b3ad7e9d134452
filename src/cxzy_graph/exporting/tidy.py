"""The facts as tidy tables, one for each kind, with what their columns mean (CSV on the Web, W3C Recommendation of 2015-12-17): a zip file of CSV with
``csv-metadata.json``, as R, pandas, polars and CSVW's own tools read it."""

from __future__ import annotations

import json
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

from ..facts import kind_of
from ..rdf.kinds import CLASSES, property_of
from ..rdf.terms import CXZY, LABELS
from ..views.graph import Graph
from ..views.tables import as_csv

METADATA = "csv-metadata.json"
"""The metadata file's name (CSVW, section 5.2)."""
_MANY = "|"
"""What stands between the values of a cell that holds several."""
_VALUES = ("date", "number", "text", "role", "honour", "activity type")
"""What fields hold that is told by its words alone; of all else the thing's address stands in a column beside."""
_MADE = (1980, 1, 1, 0, 0, 0)
"""The time of the files in the zip file: the same graph is the same bytes."""
_ROWS = 500
"""Rows that are made at a time."""

_EVERY = (
    ("confidence", "decimal", CXZY.confidence, ("可信度", "confidence")),
    ("sentence", "string", "", ("原句", "sentence")),
    ("report", "string", "", ("报告", "report")),
    ("source", "string", "http://purl.org/dc/terms/source", ("出处", "source")),
    ("fact", "anyURI", "", ("标识", "identifier")),
)
"""The columns behind those of a fact's fields: name, datatype, property, titles."""

_Column = dict[str, Any]


def write(graph: Graph, path: Path) -> None:
    """Writes the zip file: a table for each kind of which the graph has a fact, then what describes them."""
    tables = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for class_, kind in CLASSES.items():
            found = graph.of_class(class_)
            if not found:
                continue
            url = f"{kind_of(kind).written}.csv"
            columns = _columns(class_)
            with package.open(zipfile.ZipInfo(url, _MADE), "w", force_zip64=True) as file:
                file.write(as_csv([one["name"] for one in columns], ()).encode())
                for at in range(0, len(found), _ROWS):
                    file.write(as_csv(None, [_row(graph, class_, fact) for fact in found[at : at + _ROWS]]).encode())
            tables.append({"url": url, "dc:title": _titles(LABELS[class_]), "tableSchema": {"columns": columns, "aboutUrl": "{fact}"}})
        told = {"@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}], "dialect": {"lineTerminators": ["\r\n"]}, "tables": tables}
        with package.open(zipfile.ZipInfo(METADATA, _MADE), "w") as file:
            file.write((json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


def _titles(said: tuple[str, str]) -> dict[str, str]:
    return {"zh": said[0], "en": said[1]}


def _columns(class_: str) -> list[_Column]:
    """The columns of a kind's table, as the metadata tells of them."""
    kind = CLASSES[class_]
    heads = {field: head for head, field in kind_of(kind).sheet[1]}
    made: list[_Column] = []
    for one in fields(kind):
        prop = property_of(kind, one.name)
        titles = LABELS.get(prop) or (heads.get(one.name, one.name), one.name)
        means = one.metadata["means"]
        column: _Column = {"name": one.name, "titles": _titles(titles), "datatype": "decimal" if means == "number" else "string"}
        if means not in (*_VALUES, "number"):
            address = {
                "name": f"{one.name}_iri",
                "titles": _titles((f"{titles[0]}（标识）", f"{titles[1]} (identifier)")),
                "datatype": "anyURI",
            }
            made += [column | {"separator": _MANY}, address | {"separator": _MANY, "propertyUrl": prop, "valueUrl": f"{{+{one.name}_iri}}"}]
        else:
            made.append(column | {"propertyUrl": prop} | ({} if means == "number" else {"separator": _MANY}))
    for name, datatype, prop, titles in _EVERY:
        made.append({"name": name, "titles": _titles(titles), "datatype": datatype} | ({"propertyUrl": prop} if prop else {}))
    return made


def _row(graph: Graph, class_: str, fact: str) -> list[str]:
    """A fact's row: its fields, how sure it is, and its first sentence."""
    kind = CLASSES[class_]
    row: list[str] = []
    for one in fields(kind):
        found = graph.all(fact, property_of(kind, one.name))
        row.append(_MANY.join((graph.label(value) or value).replace(_MANY, " ") for value in found))
        if one.metadata["means"] not in _VALUES:
            row.append(_MANY.join(found))
    view = graph.view(fact, 1, around=False)
    said = view.sentences[0] if view.sentences else None
    return [*row, f"{view.confidence:g}", said.quote if said else "", said.report if said else "", said.source if said else "", fact]
