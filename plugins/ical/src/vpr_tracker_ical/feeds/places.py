"""Where the key file is, and the address under which feeds are found: option, environment, ``vpr.toml``, default."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from vpr_tracker import BadInput, UsageError
from vpr_tracker_ical.i18n import _

if TYPE_CHECKING:
    from vpr_tracker.cli.kit import App

KEY_VARIABLE: Final = "VPR_ICAL_KEY"
BASE_VARIABLE: Final = "VPR_ICAL_BASE"
KEY_NAME: Final = "ical.key"
_LONGEST: Final = 160
"""Characters of a base address: Google takes 256 for the whole."""
HOST: Final = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
"""A host with or without a port, as it may stand in an address."""
_PATH: Final = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a feed below a base («https://calendar.example.org/vpr», without a slash at its end)."""

    base: str

    def page(self, token: str) -> str:
        """The page of a feed."""
        return f"{self.base}/feed/{token}/"

    def ics(self, token: str, slug: str) -> str:
        """What calendars fetch."""
        return f"{self.page(token)}{slug}.ics"

    def webcal(self, token: str, slug: str) -> str:
        """The same, in the scheme that calendar programs open."""
        return "webcal" + self.ics(token, slug).removeprefix("https").removeprefix("http")


def addresses(text: str) -> Addresses:
    """The addresses below a base that a person wrote; names of hosts in Cyrillic become what browsers send.

    :raises BadInput: it is no http or https address, or has more than host, port and path.
    """
    try:
        parts = urlsplit(text.strip().rstrip("/"))
        host = (parts.hostname or "").encode("idna").decode()
        host = f"[{host}]" if ":" in host else host
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        raise _no_base(text) from None
    base = f"{parts.scheme}://{host}{port}{parts.path}"
    whole = parts.scheme in ("http", "https") and HOST.fullmatch(host + port) and _PATH.fullmatch(parts.path)
    if not whole or parts.query or parts.fragment or "@" in parts.netloc or len(base) > _LONGEST:
        raise _no_base(text)
    return Addresses(base)


def _no_base(text: str) -> BadInput:
    return BadInput(
        _("«{text}» is no address that feeds can be found under").format(text=text),
        hint=_("write it as https://calendar.example.org or https://example.org/vpr"),
        where="--base",
    )


def configured_addresses(app: App, option: str | None = None) -> Addresses | None:
    """``--base``, ``VPR_ICAL_BASE``, ``base`` of ``[plugin.ical]``; ``None`` where nothing says it.

    :raises BadInput: it is no such address.
    """
    found = _setting(app, option, BASE_VARIABLE, "base")
    return addresses(found[0]) if found is not None else None


def key_file(app: App, option: str | None = None) -> Path:
    """``--key``, ``VPR_ICAL_KEY``, ``key`` of ``[plugin.ical]`` (from the folder of its file), else ``ical.key`` in
    the user's configuration folder. On Windows and macOS a database without a path lies in the same one."""
    found = _setting(app, option, KEY_VARIABLE, "key")
    if found is None:
        return Path(app.settings.files()[-1]).with_name(KEY_NAME)
    return Path(found[1], Path(found[0]).expanduser())


def _setting(app: App, option: str | None, variable: str, name: str) -> tuple[str, str] | None:
    """The value, and the folder that a path in it counts from."""
    settings = app.settings
    if option:
        return option, settings.folder
    if stated := settings.environ.get(variable):
        return stated, settings.folder
    value: Any = settings.section("ical").get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not value:
        raise UsageError(_("«{name}» of [plugin.ical] is a text").format(name=name), where="vpr.toml")
    return value, settings.folder
