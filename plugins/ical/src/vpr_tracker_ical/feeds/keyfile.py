"""The key file: 64 hexadecimal digits that nobody but its owner may read, outside the database and its backups."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from vpr_tracker import BadInput, NotFound
from vpr_tracker_ical.feeds.tokens import KEY_BYTES, FeedKey
from vpr_tracker_ical.i18n import _, system_reason

POSIX: Final = os.name == "posix"
_MOST: Final = 4096
"""Bytes that are read: what is longer is no key."""


def read_key(path: Path) -> FeedKey:
    """The key in a file.

    :raises NotFound: there is no such file.
    :raises BadInput: others may read it, it cannot be read, or there is no whole key in it.
    """
    try:
        with path.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            text = stream.read(_MOST)
    except FileNotFoundError as error:
        raise NotFound(
            _("there is no key file «{path}»").format(path=path),
            hint=_("restore it from its backup, or make a new one: vpr ical feed key --new (addresses change)"),
            where=str(path),
        ) from error
    except OSError as error:
        raise _unusable(path, system_reason(error), _("the key file is set with --key, VPR_ICAL_KEY")) from error
    if not stat.S_ISREG(mode):
        raise _unusable(path, _("it is no file"), _("the key file is set with --key, VPR_ICAL_KEY"))
    if POSIX and mode & 0o077:
        raise _unusable(
            path,
            _("others may read it (mode {mode})").format(mode=f"{stat.S_IMODE(mode):04o}"),
            _("chmod 600 {path}; if others saw it, make a new key").format(path=path),
        )
    return FeedKey(_secret(path, text))


def _secret(path: Path, text: bytes) -> bytes:
    try:
        secret = bytes.fromhex(text.decode("ascii").strip())
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise _unusable(
            path,
            _("it does not hold {n} hexadecimal digits").format(n=2 * KEY_BYTES),
            _("restore it from its backup, or put it aside and make a new one: vpr ical feed key --new"),
        )
    return secret


def make_key(path: Path) -> FeedKey:
    """Make a key file, whole or not at all; of two who do so at once, both get the key of the first.

    :raises BadInput: it cannot be written, or what is there already is no key.
    """
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with open(os.open(unfinished, flags, 0o600), "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(KEY_BYTES) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            _put(unfinished, path)
    except OSError as error:
        raise _unusable(
            path, system_reason(error), _("choose another place: --key, VPR_ICAL_KEY or key in vpr.toml")
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return read_key(path)


def _put(unfinished: Path, path: Path) -> None:
    """Give a file its name unless that is taken: both calls fail where it is, each on its system."""
    if POSIX:
        os.link(unfinished, path)
    else:
        os.rename(unfinished, path)


def _unusable(path: Path, reason: str, hint: str) -> BadInput:
    return BadInput(
        _("the key file «{path}» cannot be used: {reason}").format(path=path, reason=reason), hint=hint, where=str(path)
    )
