"""Dates: what a spreadsheet makes of a fraction such as 1/2, in the spellings of several programs and languages."""

from __future__ import annotations

import re

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
PART = r"[0-9]{1,4}"
TIME = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
DATE = re.compile(
    rf"{PART}年(?:[0-9]+月(?:[0-9]+日)?)?|(?:{PART}年)?[0-9]+月(?:[0-9]+日?)?"
    rf"|{DAY}(?:{PART}[-/ .])?{MONTH}[-/ .]?{PART}(?:,? ?{PART})?{TIME}"
    rf"|{DAY}{PART}(?:st|nd|rd|th)?[-/ .] ?{MONTH}(?:[-/ ,]{{1,2}}{PART})?{TIME}"
    rf"|{PART}[-/]{PART}[-/]{PART}{TIME}|[0-9]{{1,2}}\.[0-9]{{1,2}}\.(?:[0-9]{{2}}|[0-9]{{4}})?{TIME}",
    re.IGNORECASE,
)


def is_date(plain: str) -> bool:
    """Whether a text in plain signs is a date, or three whole numbers with / between them, which may be one.

    >>> [is_date(text) for text in ("Jan 02", "2-Jan", "01/02/26", "2026-01-02", "1月2日", "12/3/4", "2. Feb")]
    [True, True, True, True, True, True, True]
    >>> [is_date(text) for text in ("1/2", "0.5", "2-1", "1.5", "max(1, 2)")]
    [False, False, False, False, False]
    """
    return DATE.fullmatch(plain) is not None
