"""The characters of a file. An encoding other than UTF-8 is told: a wrong guess would give other words."""

from __future__ import annotations

import math
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from functools import reduce
from pathlib import Path

from autograd.language import say
from autograd.language.errors import reading

OTHERS = {
    "cp932": "Shift-JIS of Windows",
    "euc_jp": "EUC of Unix",
    "cp1252": "Latin of Windows",
}
ODD = re.compile(
    "[A-Za-z][｡-ﾟ一-鿿]|[｡-ﾟ][A-Za-z]|[一-鿿][a-z]"  # Japanese within a Latin word
    "|[｡-ﾟ][一-鿿]|[一-鿿][｡-ﾟ]|[､･][｡-ﾟ][､･]"  # katakana of half width beside kanji, or between commas
    "|[À-ÿ]{3}|[¡-¿‚ƒ„…†‡ˆ‰‹›˜ŒŠŽž^\x81\x8d\x8f\x90\x9d]"  # accents in a row, and signs that are rare in western tables
)
"""Parts of a line as it is hardly written: it has another encoding."""
NO_TEXT = {
    b"PK\x03\x04": "a workbook or archive",
    b"\xd0\xcf\x11\xe0": "a workbook",
}
"""How files begin that are taken for tables."""
SHOWN = 15
"""So many characters before and after the first byte that is not UTF-8 are shown as others would read them."""


def text_of(path: str, encoding: str | None = None) -> str:
    """The characters of the file. Raises ValueError, with the line, for a byte that is not of this encoding.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "fruit.csv")
    ...     _ = file.write_bytes("りんご,梨".encode("cp932"))
    ...     text_of(str(file), "cp932")
    'りんご,梨'
    """
    with reading(path):
        data = Path(path).read_bytes()
    for start, what in NO_TEXT.items():
        if data.startswith(start):
            raise ValueError(say("no CSV file", path=path, what=say(what)))
    try:
        text = data.decode("utf-8" if encoding is None else encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        advice = say("say another encoding") if encoding else _advice(data, error.start)
        byte, read_as = data[error.start], encoding or "UTF-8"
        raise ValueError(say("byte is not", path=path, line=line, byte=byte, encoding=read_as, advice=advice)) from None
    except (LookupError, ValueError):
        raise ValueError(say("encoding unknown", path=path, encoding=encoding)) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ValueError(say("character 0", path=path, line=line))
    return text


def _advice(data: bytes, start: int) -> str:
    """What to type, with the text around this byte as each of the usual encodings reads it, the likeliest first."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return say("begins as UTF-16")
    begins = data.rfind(b"\n", 0, start) + 1
    line = data[begins:].split(b"\n", 1)[0].rstrip(b"\r")
    readings = []
    for encoding, who in OTHERS.items():
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError:
            continue
        place = len(line[: start - begins].decode(encoding, errors="ignore"))
        near = text[max(0, place - SHOWN) : place + SHOWN]
        odd = _oddness(data, encoding)
        readings.append((odd, say("one reading", encoding=encoding, who=say(who), near=near)))
    told = [reading for _, reading in sorted(readings, key=lambda reading: reading[0])]
    told = told or [say("encoding of its own")]
    return say(
        "say an encoding", readings=reduce(lambda one, other: say("or another reading", one=one, other=other), told)
    )


def _oddness(data: bytes, encoding: str) -> float:
    """The number of odd parts in the whole text as this encoding reads it, and infinity if it cannot."""
    try:
        return len(ODD.findall(data.decode(encoding)))
    except UnicodeDecodeError:
        return math.inf
