"""The characters of a file. An encoding other than UTF-8 is told: a wrong guess would give other words."""

from __future__ import annotations

import math
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

OTHERS = {
    "cp932": "Shift-JIS, as Japanese Windows writes it",
    "euc_jp": "EUC, as Japanese Unix wrote it",
    "cp1252": "as western Windows writes it",
}
ODD = re.compile(
    "[A-Za-z][｡-ﾟ一-鿿]|[｡-ﾟ][A-Za-z]|[一-鿿][a-z]"  # Japanese within a Latin word
    "|[｡-ﾟ][一-鿿]|[一-鿿][｡-ﾟ]|[､･][｡-ﾟ][､･]"  # katakana of half width beside kanji, or between commas
    "|[À-ÿ]{3}|[¡-¿‚ƒ„…†‡ˆ‰‹›˜ŒŠŽž^\x81\x8d\x8f\x90\x9d]"  # accents in a row, and signs that are rare in western tables
)
"""Parts of a line as it is hardly written: it has another encoding."""
NO_TEXT = {
    b"PK\x03\x04": "a workbook, as .xlsx and .ods are, or another archive",
    b"\xd0\xcf\x11\xe0": "a workbook, as .xls is",
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
    data = Path(path).read_bytes()
    for start, what in NO_TEXT.items():
        if data.startswith(start):
            raise ValueError(f"{path} is no CSV file, but {what}: open it, and save the table as CSV in UTF-8")
    try:
        text = data.decode("utf-8" if encoding is None else encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"{path}, line {line}: the byte {data[error.start]:02x} is not {encoding or 'UTF-8'}"
        advice = "say another encoding, or none for UTF-8" if encoding else _advice(data, error.start)
        raise ValueError(f"{byte}; {advice}") from None
    except (LookupError, ValueError):
        raise ValueError(
            f"{path} cannot be read with encoding={encoding!r}; it is a name such as 'utf-8', 'cp932' or 'latin-1'"
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ValueError(
            f"{path}, line {line}: a character 0 stands in no table; if the file is UTF-16, say encoding='utf-16-le'"
        )
    return text


def _advice(data: bytes, start: int) -> str:
    """What to type, with the text around this byte as each of the usual encodings reads it, the likeliest first."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "it begins as UTF-16 does: say encoding='utf-16', or save the file as UTF-8"
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
        readings.append((odd, f"encoding={encoding!r} ({who}) if {near!r} is right"))
    told = [reading for _, reading in sorted(readings, key=lambda reading: reading[0])]
    return f"say {', or '.join(told or ['encoding= with the name of its own'])}, or save the file as UTF-8"


def _oddness(data: bytes, encoding: str) -> float:
    """The number of odd parts in the whole text as this encoding reads it, and infinity if it cannot."""
    try:
        return len(ODD.findall(data.decode(encoding)))
    except UnicodeDecodeError:
        return math.inf
