"""Words beside a number, and instead of one; and words before a learner's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograd.notation.signs import in_plain_signs

NOTHING = re.compile(
    r"\?+|[-−–—―ー‒‐─]+|n/?a|(?:i )?(?:do not|don['’]?t) know|idk|no idea|unknown|不明|未回答|無回答"
    r"|(?:[わ分判]から|わかん|分かん)ない(?:です)?|[わ分判]かりません|[分判]りません",
    re.IGNORECASE,
)
"""What people write instead of a number that they do not know."""

NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
LETTER = r"[^\W\d_]"
WORDS = rf"{LETTER}(?:[^\d()=+*/^√.,-]|(?<=[ァ-ヺ])-(?=[ァ-ヺ]))*"
BESIDE = re.compile(
    rf"(?:(?P<before>{WORDS}?)(?: ?[: ] ?|(?<=[^\x00-\x7f])))?(?P<number>{NUMBER}(?:/[0-9]+)?)"
    rf"(?P<behind> (?!x\b){WORDS}|(?=[^\x00-\x7f]){WORDS}|(?=[a-z]{{2}}){WORDS})?[.!]?",
    re.IGNORECASE,
)
ARITHMETIC = re.compile(
    r"negative|root|half|third|quarter|tenth|hundred|thousand|illion|times|plus|minus|square|cube|divided|over"
    r"|[十百千万億兆割分乗倍負厘半π]|プラス|マイナス|ルート",
    re.IGNORECASE,
)
"""Words without which the number would be another one."""


def nothing(text: str) -> bool:
    """Whether a text says that no number was found, or is blank.

    >>> [nothing(text) for text in ("", "?", "—", "N/A", "I don't know", "わからない", "0", "-1", "x")]
    [True, True, True, True, True, True, False, False, False]
    """
    plain = in_plain_signs(text).strip().rstrip("。.! ")
    return not text.strip() or NOTHING.fullmatch(plain) is not None


def words_beside(plain: str) -> tuple[str, str] | None:
    """The words beside the only number in a text in plain signs, and this number; None if there are none, or if they
    may be arithmetic.

    >>> words_beside("0.333 rounded"), words_beside("-0.5です"), words_beside("loss: 2"), words_beside("2 thirds")
    (('rounded', '0.333'), ('です', '-0.5'), ('loss', '2'), None)
    >>> [words_beside(text) for text in ("v1", "2e", "x - 1", "0x10", "0.5")]
    [None, None, None, None, None]
    """
    found = BESIDE.fullmatch(plain)
    words = " … ".join(word.strip() for word in (found["before"], found["behind"]) if word) if found else ""
    words = words.replace("-", "ー")  # of katakana, whose long vowels became signs
    return (words, found["number"]) if found and words and not ARITHMETIC.search(words) else None


NAME_WORDS = ("name", "your name", "student", "名前", "氏名", "学生", "生徒")
"""What stands before a learner's name, or above it, in any language."""
NAMED = re.compile(rf"(?:{'|'.join(NAME_WORDS)})\s*(?:[:：]\s*(.*))?", re.IGNORECASE)
NAMED_LINE = re.compile(rf"[\s#*_-]*(?:{'|'.join(NAME_WORDS)})[\s*_]*[:：][\s*_]*(.+)", re.IGNORECASE)


def named(cells: Sequence[str]) -> str:
    """The name in a line such as `Name: Anna`, in one cell or in two; else nothing.

    >>> named(["", "名前", "", "花子"]), named(["Name: Anna"]), named(["", "", "x = 3"])
    ('花子', 'Anna', '')
    """
    filled = [cell for cell in cells if cell]
    said = NAMED.fullmatch(filled[0]) if filled else None
    return (said[1] or "".join(filled[1:2])).strip() if said else ""
