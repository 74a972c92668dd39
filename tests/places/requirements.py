"""What setup.cfg asks for, by itself and by each extra."""

from __future__ import annotations

from configparser import ConfigParser

from tests.copies import ROOT

_SETTINGS = ConfigParser()
_SETTINGS.read(ROOT / "setup.cfg", encoding="utf-8")

EXTRAS = tuple(_SETTINGS["options.extras_require"])


def requirements(extra: str = "") -> list[str]:
    """The requirements of an extra, with those of the extras that it names; without one, those of the package."""
    section = _SETTINGS["options.extras_require"][extra] if extra else _SETTINGS["options"]["install_requires"]
    asked: list[str] = []
    for line in section.splitlines():
        text = line.strip()
        if text.startswith("ringograd["):
            for name in text.removeprefix("ringograd[").removesuffix("]").split(","):
                asked += requirements(name)
        elif text and not text.startswith("#"):
            asked.append(text)
    return list(dict.fromkeys(asked))
