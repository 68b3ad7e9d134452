"""A server that speaks OpenAI's chat completions and says what a test wants: the stand-in for a language model."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], str]


class Stub:
    """What was asked, and what is to be said: ``first`` are (status, headers, body, seconds) that stand for the first responses."""

    def __init__(self, answer: Answer, first: list[tuple[int, dict[str, str], str, float]]) -> None:
        self.answer = answer
        self.first = first
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""

    def respond(self, said: dict[str, Any]) -> tuple[int, dict[str, str], str, float]:
        if self.first:
            return self.first.pop(0)
        content = self.answer(said)
        usage = {"prompt_tokens": len(said["messages"][1]["content"]), "completion_tokens": len(content)}
        return 200, {}, json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}], "usage": usage}), 0.0


@contextmanager
def stub_model(
    answer: Answer = lambda _: '{"facts": []}', first: tuple[tuple[int, dict[str, str], str, float], ...] = ()
) -> Iterator[Stub]:
    """A stub that listens on this machine while the block runs."""
    stub = Stub(answer, list(first))
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with lock:
                stub.asked.append(said)
                stub.headers.append(dict(self.headers))
                status, headers, body, wait = stub.respond(said)
            time.sleep(wait)
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())
            except OSError:
                pass  # the client did not wait

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
