"""Records of web archives, made for the tests."""

HTML = "Content-Type: text/html; charset=utf-8"


def http(body, headers=HTML, status="200 OK", end="\r\n"):
    return end.join([f"HTTP/1.1 {status}", *headers.split("\r\n"), "", ""]).encode() + body


def warc(
    block, url="http://herald.example/crane", kind="response", media=None, extra=(), length=None, end="\r\n"
):
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", "WARC-Date: 2024-11-04T13:00:00Z"]
    lines += [f"Content-Type: {media or f'application/http; msgtype={kind}'}", *extra]
    lines.append(f"Content-Length: {len(block) if length is None else length}")
    return end.join([*lines, "", ""]).encode() + block + 2 * end.encode()


def arc(block, url="http://herald.example/crane", media="text/html", length=None, time="20041104130000"):
    line = f"{url} 192.0.2.1 {time} {media} {len(block) if length is None else length}\n"
    return line.encode() + block + b"\n"


ARC_HEAD = arc(
    b"1 0 Herald\nURL IP-address Archive-date Content-type Archive-length\n", "filedesc://x.arc", "text/plain"
)
