"""The answers of servers in, a folder of web archives out, one a page: what is in it is not fetched again."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import zlib
from pathlib import Path
from tempfile import NamedTemporaryFile

from mediakit._core.provenance import short_hash
from mediakit.acquire.formats.captures import Capture, read_captures
from mediakit.acquire.web.web import Answer

# What spoke of the bytes on the way no longer holds for those that are kept; cookies are nobody's business.
_DROPPED = {"content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie"}


class PageCache:
    """Answers by the address they were asked for, each a file of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, url: str) -> Path:
        """The file that holds, or will hold, the answer for an address."""
        return self._folder / f"{short_hash([url], 32)}.warc.gz"

    def get(self, url: str) -> Capture | None:
        """The answer kept for an address, or None; a file that is not whole counts as none."""
        try:
            data = gzip.decompress(self.path(url).read_bytes())
        except (FileNotFoundError, gzip.BadGzipFile, EOFError, zlib.error):
            return None
        captures = list(read_captures(io.BytesIO(data), data))
        return captures[0] if len(captures) == 1 and captures[0].status is not None else None

    def put(self, url: str, answer: Answer) -> None:
        """Keep an answer: written beside its place, then moved there, so that no half file is ever read."""
        with NamedTemporaryFile(dir=self._folder, prefix=".", suffix=".part", delete=False) as file:
            try:
                file.write(gzip.compress(_as_warc(answer), mtime=0))
                file.close()
                os.replace(file.name, self.path(url))  # noqa: PTH105 - a NamedTemporaryFile has a name
            except BaseException:
                file.close()
                Path(file.name).unlink(missing_ok=True)
                raise


def _as_warc(answer: Answer) -> bytes:
    """The answer as a record of WARC 1.1, its content without transfer and content encodings."""
    kept = [f"{name}: {value}" for name, value in answer.headers if name.lower() not in _DROPPED]
    lines = [f"HTTP/1.1 {answer.status} ", *(" ".join(line.split()) for line in kept)]
    lines.append(f"Content-Length: {len(answer.content)}")
    block = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + answer.content
    header = [
        "WARC/1.1",
        "WARC-Type: response",
        f"WARC-Target-URI: {answer.address}",
        f"WARC-Date: {answer.time:%Y-%m-%dT%H:%M:%SZ}",
        f"WARC-Record-ID: <urn:sha256:{hashlib.sha256(block).hexdigest()}>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*header, "", ""]).encode("ascii") + block + b"\r\n\r\n"
