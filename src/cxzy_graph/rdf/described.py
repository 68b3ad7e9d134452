"""What a dataset is called, who made it and under which licence it is given on: said once, kept beside the graph (``dataset.toml``), and written
into what cites it (``CITATION.cff``, Citation File Format 1.2.0)."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .iris import IRI_CHARACTER

FILE = "dataset.toml"
"""The file's name in a build's folder: ``title``, ``creator``, ``licence``, each a line."""
CITATION = "CITATION.cff"
"""The name of the file in a build's folder that programs read who cite it."""
_NAMES = ("title", "creator", "licence")
_LONGEST = 300
"""Characters that a title or a creator may have."""


@dataclass(frozen=True, slots=True)
class Described:
    """What people say of a dataset: its ``title``, its ``creator`` (a person or body), the IRI of its ``licence``; "" where nobody has said it."""

    title: str = ""
    creator: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if len(value) > _LONGEST or (value and not value.isprintable()):
                raise ValueError(f"{name} wants one line of at most {_LONGEST} characters: {value[:40]!r}")
        if self.licence and not re.fullmatch(rf"[a-z][a-z0-9+.-]*:{IRI_CHARACTER}+", self.licence):
            raise ValueError(f"licence wants an absolute IRI: {self.licence!r}")

    def over(self, kept: Described) -> Described:
        """These, and where they say nothing what was kept.

        >>> Described(title="江州组织图谱").over(Described("旧", "李然"))
        Described(title='江州组织图谱', creator='李然', licence='')
        """
        return replace(kept, **{name: value for name, value in asdict(self).items() if value})

    def as_toml(self) -> str:
        """The file's text; "" where nothing was said."""
        return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in asdict(self).items() if value)

    def keeper(self, before: Described) -> Callable[[Path], None]:
        """What writes the file into a folder, unless that is what it said ``before``: a file that nothing changed in is the user's."""

        def keep(folder: Path) -> None:
            if self != before:
                (folder / FILE).write_text(self.as_toml(), encoding="utf-8", newline="\n")

        return keep


def load(folder: Path) -> Described:
    """What is said of the dataset in a folder; of one without the file, nothing.

    Raises ValueError, with the file's name, for one that is no TOML, says what cannot be, or has other lines.
    """
    path = folder / FILE
    if not path.is_file():
        return Described()
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        if odd := [name for name, value in said.items() if name not in _NAMES or not isinstance(value, str)]:
            raise ValueError(f"{', '.join(odd)}: it wants title, creator and licence, each one line of text")
        return Described(**said)
    except (UnicodeDecodeError, ValueError) as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong


def citation(described: Described, digest: str, newest: str, reports: int) -> str:
    """The dataset in the Citation File Format: its version is the beginning of its digest, its date that of its newest report, if
    any report has one.

    >>> print(citation(Described("江州组织图谱", "民进江州市委会"), "0123456789abcdef", "2019-03-01", 12))
    cff-version: 1.2.0
    message: "引用本数据集时请注明版本。If you cite this dataset, name its version."
    type: dataset
    title: "江州组织图谱"
    authors:
      - name: "民进江州市委会"
    version: "0123456789ab"
    date-released: 2019-03-01
    identifiers:
      - type: other
        value: "sha256:0123456789abcdef"
    abstract: "由 12 篇报告抽取的事实，每条都附原句。"
    <BLANKLINE>
    """

    def line(name: str, value: str) -> list[str]:
        return [f"{name}: {json.dumps(value, ensure_ascii=False)}"]

    made = [
        "cff-version: 1.2.0",
        *line("message", "引用本数据集时请注明版本。If you cite this dataset, name its version."),
        "type: dataset",
    ]
    made += line("title", described.title or "组织报告知识图谱")
    made += ["authors:", f"  - name: {json.dumps(described.creator or 'cxzy-graph', ensure_ascii=False)}"]
    made += line("version", digest[:12])
    made += [f"date-released: {newest}"] if re.fullmatch(r"\d{4}-\d\d-\d\d", newest) else []
    made += line("license-url", described.licence) if described.licence else []
    made += [
        "identifiers:",
        "  - type: other",
        f'    value: "sha256:{digest}"',
        *line("abstract", f"由 {reports} 篇报告抽取的事实，每条都附原句。"),
    ]
    return "\n".join(made) + "\n"
