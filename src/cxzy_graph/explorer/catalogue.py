"""The index that goes with the graph as it is now: that of the build, or one made when there is none."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from ..rdf.writing import Triple
from ..service.answers import LOOK, state_of
from ..views import index
from ..views.searching import Index, NoIndex


class Catalogue:
    """Gives the index, and an empty one while it is still being made."""

    def __init__(self, kept: Path | None, triples: Callable[[], Iterable[Triple]]) -> None:
        """``kept`` is where a build leaves its index; ``triples`` gives what to make one of, where there is none."""
        self._kept = kept
        self._triples = triples
        self._own = Path(tempfile.mkdtemp(prefix="cxzy-graph-index-"))
        index.create(self._own / "empty.db", ())
        self._index = Index(self._own / "empty.db")
        self._seen: tuple[int, int] | None = None
        self._looked = 0.0
        self._lock = threading.Lock()
        self._made = False
        self.ready = False
        self.fault = ""

    def current(self) -> Index:
        """The index."""
        if time.monotonic() - self._looked >= LOOK:
            self._look()
        return self._index

    def _look(self) -> None:
        with self._lock:
            self._looked = time.monotonic()
            state = state_of(self._kept) if self._kept else None
            if state is not None and state != self._seen:
                with suppress(NoIndex):
                    assert self._kept is not None
                    self._take(Index(self._kept))
                    self._seen = state
                    return
            if not self.ready and not self._made:
                self._made = True
                threading.Thread(target=self._make, name="index", daemon=True).start()

    def _take(self, found: Index) -> None:
        """Puts an index in the place of the one before, which those who have it may ask still: its connections end with it."""
        self._index = found
        self.ready = True

    def _make(self) -> None:
        path = self._own / "made.db"
        try:
            index.create(path, self._triples())
            self._take(Index(path))
        except Exception as wrong:  # told of on every page: without an index there is no search
            self.fault = f"{type(wrong).__name__}: {wrong}"

    def close(self) -> None:
        self._index.close()
        shutil.rmtree(self._own, ignore_errors=True)
