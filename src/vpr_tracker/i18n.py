"""Language of what people read: English message ids in the code, a Russian catalogue beside it (GNU gettext).

``_("…")`` translates when called, ``N_("…")`` only marks a text for the catalogue: use it where the text is written
at import, before the language is known (help of options, tables of names). ``ngettext`` chooses the plural form.

A plugin ships its own catalogue as ``<package>/locale/<language>/LC_MESSAGES/<package>.mo`` and gets its functions
with ``translator("<package>")``; the help of its commands finds that catalogue by itself.
"""

from __future__ import annotations

import errno
import gettext
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Final

LANGUAGES: Final = ("ru", "en")
PACKAGE: Final = "vpr_tracker"
_WINDOWS_RUSSIAN: Final = 0x19
"""Primary language identifier of Russian in the Windows API (the low ten bits of a LANGID)."""

_language: ContextVar[str | None] = ContextVar("vpr_tracker_language", default=None)


def known_language(text: str | None) -> str | None:
    """``ru`` for «ru», «ru_RU.UTF-8», «RU-ru»; ``en`` for any other named language; ``None`` for nothing or «C»."""
    code = (text or "").replace("-", "_").split(".")[0].split("_")[0].lower()
    if code in ("", "c", "posix"):
        return None
    return "ru" if code in ("ru", "russian") else "en"


def detect(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """The language that the environment asks for: ``VPR_LANG``, else the locale, else English."""
    for name in ("VPR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name)
        if value:
            # Like the C library: the first one that is set decides, also when it says «C».
            return known_language(value) or "en"
    return _windows_language() if platform == "win32" else "en"


def _windows_language() -> str:
    import ctypes

    interface = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined,unused-ignore]
    return "ru" if interface & 0x3FF == _WINDOWS_RUSSIAN else "en"


def language() -> str:
    """The language of this thread of work: the one that was chosen, else what the environment asks for."""
    return _language.get() or detect(os.environ)


def choose(lang: str) -> None:
    """Use ``lang`` from now on, in this thread or task."""
    _language.set(lang)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Use ``lang`` inside the block."""
    token = _language.set(lang)
    try:
        yield
    finally:
        _language.reset(token)


@cache
def _catalogue(package: str, lang: str) -> gettext.NullTranslations:
    folder = locale_folder(package)
    if lang == "en" or folder is None:
        return gettext.NullTranslations()
    return gettext.translation(package, folder, languages=[lang], fallback=True)


def locale_folder(package: str) -> str | None:
    """The folder ``locale`` of an imported package, or ``None`` where there is no such package on disk."""
    module = sys.modules.get(package)
    paths = list(getattr(module, "__path__", ()))
    return os.path.join(paths[0], "locale") if paths else None


class Translator:
    """The gettext functions of one package's catalogue; texts it does not know are looked up in the core's."""

    def __init__(self, package: str) -> None:
        self._package = package

    def gettext(self, message: str) -> str:
        """The message in the current language."""
        if not message:  # the empty id is the catalogue's header
            return message
        found = _catalogue(self._package, language()).gettext(message)
        if found == message and self._package != PACKAGE:
            return _(message)
        return found

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The message in the form that ``n`` things need, with ``{n}`` left for ``str.format``."""
        return _catalogue(self._package, language()).ngettext(singular, plural, n)


def translator(package: str) -> Translator:
    """The translator of an installed package, named by its import name."""
    return Translator(package)


def _(message: str) -> str:
    """The core's message in the current language."""
    return _catalogue(PACKAGE, language()).gettext(message) if message else message


def ngettext(singular: str, plural: str, n: int) -> str:
    """The core's message in the form that ``n`` things need, with ``{n}`` left for ``str.format``."""
    return _catalogue(PACKAGE, language()).ngettext(singular, plural, n)


def N_(message: str) -> str:
    """Mark a text for the catalogue without translating it yet."""
    return message


_REASONS: Final = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("no right to do that"),
    errno.EPERM: N_("no right to do that"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is not a folder"),
    errno.EEXIST: N_("it is there already"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EROFS: N_("the place can only be read"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


_SQLITE_REASONS: Final = {
    "SQLITE_NOTADB": N_("it is no SQLite database"),
    "SQLITE_CORRUPT": N_("it is damaged"),
    "SQLITE_BUSY": N_("another program is writing to it"),
    "SQLITE_READONLY": N_("the place can only be read"),
    "SQLITE_CANTOPEN": N_("it cannot be opened"),
    "SQLITE_FULL": N_("the disk is full"),
}


def system_reason(error: BaseException) -> str:
    """Why the operating system or SQLite refused, in the current language; their own words in rare cases."""
    if isinstance(error, OSError):
        known = _REASONS.get(error.errno or 0)
        return _(known) if known else error.strerror or str(error)
    name = getattr(error, "sqlite_errorname", "")  # SQLITE_BUSY_SNAPSHOT is a kind of SQLITE_BUSY
    known = _SQLITE_REASONS.get("_".join(name.split("_")[:2]))
    return _(known) if known else str(error).strip()
