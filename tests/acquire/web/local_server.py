"""A web server on the loopback interface whose answers a test writes down, byte for byte if it wants to."""

from __future__ import annotations

import socketserver
import threading
from time import monotonic


class LocalServer:
    """Answers by path: bytes, or a function that writes to the connection itself. Notes all requests."""

    def __init__(self):
        self.answers = {}
        self.requests = []  # (host asked for, path), in order
        self.headers = []
        self.under_way = {}  # requests at the same time, by host, and the most there were
        self.most_at_once = {}
        self.spans = {}  # (begin, end) of each request, by host
        self.closed = threading.Event()
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                outer._handle(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, request, client_address):
                pass  # a client that ends a connection early is what some tests are about

        self._lock = threading.Lock()
        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self.closed.set()
        self._server.shutdown()
        self._server.server_close()

    def wrap(self, context):
        """Speak TLS from now on."""
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def paths(self):
        return [path for _, path in self.requests]

    def _handle(self, handler):
        line = handler.rfile.readline().decode()
        headers = {}
        while (header := handler.rfile.readline().decode().strip()) != "":
            name, _, value = header.partition(": ")
            headers[name.lower()] = value
        path = line.split(" ")[1]
        host = headers["host"].partition(":")[0]
        with self._lock:
            self.requests.append((host, path))
            self.headers.append(headers)
            self.under_way[host] = self.under_way.get(host, 0) + 1
            self.most_at_once[host] = max(self.most_at_once.get(host, 0), self.under_way[host])
            begin = monotonic()
        try:
            answer = self.answers.get(path, answer_with(b"not here", status="404 Not Found"))
            if isinstance(answer, list):  # one for each time it is asked, the last for ever
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            if callable(answer):
                answer(handler.wfile)
            else:
                handler.wfile.write(answer)
        finally:
            with self._lock:
                self.under_way[host] -= 1
                self.spans.setdefault(host, []).append((begin, monotonic()))


def answer_with(body, kind="text/html; charset=utf-8", status="200 OK", headers=(), length=None):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect_to(location, status="302 Found"):
    return answer_with(b"", status=status, headers=[f"Location: {location}"])


def article_page(subject="crane", head='<meta property="og:type" content="article">'):
    text = "".join(
        f"<p>The {subject} at pier {pier} fell into the water on Sunday, the harbour authority said.</p>"
        for pier in range(1, 6)
    )
    page = f"<!doctype html><html lang='en'><head><meta charset='utf-8'>{head}"
    page += f"<title>The {subject} falls into the harbour</title></head><body><article>"
    page += f"<h1>The {subject} falls into the harbour</h1>{text}</article></body></html>"
    return page.encode()
