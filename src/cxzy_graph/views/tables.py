"""Answers and facts as rows: for the terminal, for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from .graph import Graph, class_label

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def cell(text: str) -> str:
    """A text that no spreadsheet runs: what could begin a formula gets an apostrophe in front. Numbers stay.

    >>> cell("=HYPERLINK(1)"), cell("-3.5"), cell("民进")
    ("'=HYPERLINK(1)", '-3.5', '民进')
    """
    if not text.startswith(_FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return "'" + text
    return text


def shown(term: Any) -> str:
    """A term of an answer as text: the words of a literal, an IRI as it is, a triple term as Turtle writes it."""
    if term is None:
        return ""
    return str(term.value) if isinstance(term, NamedNode | BlankNode | Literal) else str(term)


def rows(solutions: Any) -> tuple[list[str], list[list[str]]]:
    """The column names and the rows of SPARQL solutions."""
    names = [variable.value for variable in solutions.variables]
    return names, [[shown(solution[name]) for name in names] for solution in solutions]


def as_csv(names: Iterable[str] | None, lines: Iterable[Iterable[str]]) -> str:
    """CSV (RFC 4180) of rows, every cell safe; without a head where `names` is None."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if names is not None:
        writer.writerow(names)
    writer.writerows([cell(text) for text in line] for line in lines)
    return out.getvalue()


def as_xlsx(names: Iterable[str], lines: Iterable[Iterable[str]]) -> bytes:
    """A workbook with one sheet of rows: numbers as numbers, all else as text, so that nothing is a formula."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # the same rows make the same bytes
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
    for number, line in enumerate(lines, 1):
        for column, text in enumerate(line):
            if _NUMBER.fullmatch(text):
                sheet.write_number(number, column, float(text))
            else:
                sheet.write_string(number, column, text[:_LONGEST])
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?")
"""What a spreadsheet holds as a number without losing a digit."""
_LONGEST = 32_767
"""Characters that a cell of Excel holds (Excel specifications and limits)."""

COLUMNS = ("kind", "fact", "date", "confidence", "sentence", "report", "source", "iri")


def facts(graph: Graph) -> Iterator[list[str]]:
    """A row for each sentence behind each fact, with the columns `COLUMNS`."""
    for iri in graph.facts():
        fact = graph.view(iri, around=False)
        for sentence in fact.sentences:
            yield [
                class_label(fact.kind),
                fact.line,
                fact.date,
                f"{fact.confidence:g}",
                sentence.quote,
                sentence.report,
                sentence.source,
                iri,
            ]
