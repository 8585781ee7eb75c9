"""Bytes in, text out: the encoding detected, line ends made one, control characters removed."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from mediakit.acquire.reading import WHOLE, Problem
from mediakit.acquire.unzip import UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff]")
# Controls from 80 to 9F are Windows punctuation read as Latin-1; the HTML standard reads them so as well.
_WINDOWS = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_UNUSED = re.compile("[\x80-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# The legacy encodings web pages still come in; among all of Python's, old DOS code pages win on short texts.
_ENCODINGS = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r"),
    *("shift_jis", "euc_jp", "cp949", "gb18030", "big5"),
]
# charset-normalizer looks at samples of its own choosing; a prefix keeps long files quick.
_DETECTION_BYTES = 200_000


def decode(data: bytes) -> tuple[str, Problem | None]:
    """The text of some bytes, and a doubt when their encoding had to be guessed.

    Tried in turn: a byte order mark, UTF-8, the charset the first lines declare, detection from the bytes.

    Raises
    ------
    UnreadableError
        When the bytes are no text in any encoding.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace"), None
    if b"\x00" in data[:4096]:
        raise UnreadableError("the file is binary: it holds zero bytes", "export its articles as text")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        place = error.start
    declared = _DECLARED.search(data, 0, 2048)
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii")), None
        except (UnicodeDecodeError, LookupError):
            pass
    return _guess(data, place)


def clean(text: str) -> str:
    r"""The text with line ends as \n, and without control characters, byte order marks and lone surrogates.

    The unused controls from 80 to 9F become the Windows punctuation they were. Everything else stays as it
    was, no-break spaces, zero-width and direction marks too: words and offsets are the source's own.

    Examples
    --------
    >>> clean("One\r\ntwo\x00.")
    'One\ntwo.'
    """
    text = _CONTROLS.sub("", _NEWLINES.sub("\n", text))
    if text.isascii():
        return text
    if _UNUSED.search(text):
        text = text.translate(_WINDOWS)
    if _SURROGATES.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _guess(data: bytes, place: int) -> tuple[str, Problem]:
    repaired = data.decode("utf-8", "replace")
    n_damaged = repaired.count("\ufffd")
    if sum(character > "\x7f" for character in repaired) > 5 * n_damaged:
        return repaired, _doubt(f"{n_damaged} places are damaged: no UTF-8, as all the rest is")
    # The sample is taken around the first byte that is no UTF-8: the text before it says nothing.
    start = max(0, place - _DETECTION_BYTES // 2)
    matches = from_bytes(data[start : start + _DETECTION_BYTES], cp_isolation=_ENCODINGS)
    if not matches:
        raise UnreadableError("the file is binary, or its encoding is unknown", "save it as UTF-8 text")
    best = max(matches, key=lambda match: (match.coherence, -match.chaos, match.encoding == "cp1252"))
    text = data.decode(best.encoding, "replace")
    return text, _doubt(f"the encoding is not declared and not UTF-8; read as {best.encoding}")


def _doubt(reason: str) -> Problem:
    remedy = "look at accented letters and quotation marks; save the file as UTF-8 when they are wrong"
    return Problem(WHOLE, reason, remedy, doubt=True)
