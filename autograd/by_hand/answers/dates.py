"""Dates and times: what a spreadsheet makes of 1/2 and 1:2, in the spellings of several programs and languages."""

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
    rf"|[0-9]{{4}}([-/])[0-9]{{1,2}}\1[0-9]{{1,2}}{TIME}|[0-9]{{1,2}}([-/])[0-9]{{1,2}}\2(?:[0-9]{{2}}|[0-9]{{4}}){TIME}"
    r"|[0-9]{2}/[0-9]{1,2}/[0-9]{1,2}"
    rf"|[0-9]{{1,2}}\.[0-9]{{1,2}}\.(?:[0-9]{{2}}|[0-9]{{4}})?{TIME}",
    re.IGNORECASE,
)


FROM_MONTH_AND_DAY = re.compile(rf"(?:{PART}年)?([0-9]+)月([0-9]+)日")
CLOCK = re.compile(
    r"(?:1899-12-3[01][ T]|[0-9]+ days?, )?[0-9]{1,3}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[ap]m)?", re.IGNORECASE
)
"""A time of day, or a time that passed. Some programs put the day before it with which their calendar begins."""


def is_date(plain: str) -> bool:
    """Whether a text in plain signs is a date. Three numbers with / or - between them are one if a year of two or four
    digits ends them, or one of four (before a /, of two) begins them; other numbers are divided or subtracted.

    >>> [is_date(text) for text in ("Jan 02", "2-Jan", "01/02/26", "2026-01-02", "1月2日", "12/3/4", "2. Feb")]
    [True, True, True, True, True, True, True]
    >>> [is_date(text) for text in ("1/2", "0.5", "2-1", "1.5", "max(1, 2)", "1-1/2", "1/2/3", "12-3-4")]
    [False, False, False, False, False, False, False, False]
    """
    return DATE.fullmatch(plain) is not None


def fraction_of(plain: str) -> str:
    """The fraction of which a spreadsheet made this date, where the date tells which number was typed first. With the
    name of a month it does not: 1/2 is 2-Jan in one country, and 01-Feb in another.

    >>> fraction_of("1月2日"), fraction_of("2026年10月3日"), fraction_of("2-Jan"), fraction_of("1月0日")
    ('1/2', '10/3', '', '')
    """
    typed = FROM_MONTH_AND_DAY.fullmatch(plain)
    return f"{typed[1]}/{typed[2]}" if typed and int(typed[2]) else ""


def is_time(plain: str) -> bool:
    """Whether a text in plain signs is a time.

    >>> [is_time(text) for text in ("01:02:00", "1:02 PM", "1899-12-30 01:02:00", "1:2", "2026-01-02 01:02:00")]
    [True, True, True, False, False]
    """
    return CLOCK.fullmatch(plain) is not None
