"""Questions to fontconfig, the library that finds fonts for Graphviz: which characters can be drawn.

A character without a font, as in りんご, becomes a box in a PNG or a PDF, and Graphviz gives no warning. So fontconfig
is asked before drawing. Fonts from PyPI count as fonts of the system do.
"""

import contextlib
import ctypes
import ctypes.util
import functools
import importlib.metadata
import importlib.util
import os
import pathlib
import sys
import tempfile
import threading
import unicodedata
import warnings
from collections.abc import Iterator

from autograd.language import say

FONT_PACKAGE = "noto-cjk-sans-jp-regular"  # what the extra `ja` installs

one_at_a_time = threading.RLock()  # standard error belongs to the process, not to a thread
if hasattr(os, "register_at_fork"):  # else a process that is forked while a thread draws would wait for it for ever
    os.register_at_fork(
        before=one_at_a_time.acquire, after_in_parent=one_at_a_time.release, after_in_child=one_at_a_time.release
    )

# Fontconfig dislikes Debian's configuration, or a container without one. A missing glyph is what matters.
_noise = ("reset-dirs", "Cannot load default config file")


class MissingGlyphWarning(UserWarning):
    """No font has the characters in `args[0]`, so a picture shows boxes in their place."""

    def __str__(self) -> str:
        missing = self.args[0]
        shown = ", ".join(missing[:10])
        if len(missing) > 10:
            shown = say("and more characters", shown=shown, count=len(missing) - 10)
        return say("no font", shown=shown)


@contextlib.contextmanager
def captured_messages() -> Iterator[list[str]]:
    """Collect the lines that C code and programs print on standard error; the list is filled at the end."""
    said: list[str] = []
    with one_at_a_time, tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        try:
            terminal = os.dup(2)
        except OSError:  # a service may run without standard error
            terminal = None
        os.dup2(log.fileno(), 2)
        try:
            with contextlib.redirect_stderr(log):
                yield said
        finally:
            if terminal is None:
                os.close(2)
            else:
                os.dup2(terminal, 2)
                os.close(terminal)
            log.seek(0)
            lines = dict.fromkeys(log.read().splitlines())
            said += [line for line in lines if line and not any(noise in line for noise in _noise)]


class _FontSet(ctypes.Structure):
    _fields_ = [("nfont", ctypes.c_int), ("sfont", ctypes.c_int), ("fonts", ctypes.POINTER(ctypes.c_void_p))]


_int, _text, _pointer = ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p
_FUNCTIONS = {  # as fontconfig.h declares them: the result, then the arguments
    "FcInit":                 (_int, []),
    "FcConfigAppFontAddFile": (_int, [_pointer, _text]),
    "FcPatternCreate":        (_pointer, []),
    "FcPatternDestroy":       (None, [_pointer]),
    "FcObjectSetCreate":      (_pointer, []),
    "FcObjectSetAdd":         (_int, [_pointer, _text]),
    "FcObjectSetDestroy":     (None, [_pointer]),
    "FcFontList":             (ctypes.POINTER(_FontSet), [_pointer, _pointer, _pointer]),
    "FcFontSetDestroy":       (None, [ctypes.POINTER(_FontSet)]),
    "FcPatternGetCharSet":    (_int, [_pointer, _text, _int, ctypes.POINTER(_pointer)]),
    "FcCharSetHasChar":       (_int, [_pointer, ctypes.c_uint32]),
}  # fmt: skip


def package_fonts() -> list[str]:
    try:
        files = importlib.metadata.files(FONT_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        return []  # the extra `ja` is optional
    return [str(file.locate()) for file in files if file.suffix in (".otf", ".ttf")]


@functools.cache
def fontconfig() -> ctypes.CDLL | None:
    """The fontconfig that Graphviz uses, with the font of `ringograd[ja]` added if it is installed.

    Call this before the first picture of the process, because Graphviz then lists the fonts once and for all. The
    result is None if fontconfig is missing or the system (macOS, Windows) finds fonts in another way.
    """
    if sys.platform in ("darwin", "win32"):
        return None
    pygraphviz = importlib.util.find_spec("pygraphviz")
    bundled: list[pathlib.Path] = []
    if pygraphviz and pygraphviz.origin:
        site_packages = pathlib.Path(pygraphviz.origin).parent.parent
        bundled = list(site_packages.glob("pygraphviz.libs/libfontconfig-*.so*"))
    path = str(bundled[0]) if bundled else ctypes.util.find_library("fontconfig")
    if path is None:
        return None
    library = ctypes.CDLL(path)
    for name, (result, arguments) in _FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    with captured_messages() as said:
        library.FcInit()
        if pygraphviz:  # otherwise the program `dot` draws, in a process that this font does not reach
            for font in package_fonts():
                library.FcConfigAppFontAddFile(None, os.fsencode(font))
    for line in said:
        warnings.warn(say("Fontconfig says", line=line), stacklevel=2)
    return library


def _leaves_ink(character: str) -> bool:
    control_or_space = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")
    variation_selector = "\ufe00" <= character <= "\ufe0f"  # it only changes the character before it
    return not (control_or_space or variation_selector)


def missing_glyphs(text: str) -> str:
    """The characters of `text` that no font can draw, sorted; "" if that cannot be known.

    Spaces and control characters are never missing, for nothing is drawn for them:

    >>> missing_glyphs(" \\t\\n")
    ''
    """
    library = fontconfig()
    missing = {character for character in text if _leaves_ink(character)}
    if library is None:
        return ""
    with one_at_a_time:  # a process forked now would find fontconfig's own locks closed
        pattern = library.FcPatternCreate()  # an empty one, which every font fits
        wanted = library.FcObjectSetCreate()
        library.FcObjectSetAdd(wanted, b"charset")
        found = library.FcFontList(None, pattern, wanted)
        charset = _pointer()
        for font in found.contents.fonts[: found.contents.nfont]:
            if library.FcPatternGetCharSet(font, b"charset", 0, ctypes.byref(charset)) == 0:  # 0 is success
                missing -= {each for each in missing if library.FcCharSetHasChar(charset, ord(each))}
        library.FcFontSetDestroy(found)
        library.FcObjectSetDestroy(wanted)
        library.FcPatternDestroy(pattern)
    return "".join(sorted(missing))
