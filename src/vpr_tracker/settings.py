"""Where a setting comes from: option > environment > ``vpr.toml`` of the folder > the user's file > default.

Light on purpose: ``vpr status`` passes through here. ``SETTINGS`` is the one list that code and docs share.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Any, Final, NamedTuple

from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import N_, _, detect, known_language

APPLICATION: Final = "vpr-tracker"
FILE_NAME: Final = "vpr.toml"
DATABASE_NAME: Final = "vpr.sqlite3"


class Entry(NamedTuple):
    """One setting: its key in ``vpr.toml``, its environment variable, what it is, what holds without it."""

    name: str
    variable: str
    summary: str
    default: str


SETTINGS: Final = (
    Entry(
        "db",
        "VPR_DB",
        N_("The database: a path of an SQLite file, or an address (postgresql+psycopg://…)."),
        N_("vpr.sqlite3 in the user's data folder"),
    ),
    Entry(
        "evidence",
        "VPR_EVIDENCE",
        N_("Where the files are kept that were handed in: a folder, or an address (s3://…, sftp://…)."),
        N_("a folder beside an SQLite file"),
    ),
    Entry(
        "evidence_limit",
        "VPR_EVIDENCE_LIMIT",
        N_("How large a file may be that is handed in (50 MB, 1 GB)."),
        "200 MB",
    ),
    Entry("today", "VPR_TODAY", N_("The date that counts as today (YYYY-MM-DD)."), N_("the clock's")),
    Entry(
        "tz",
        "VPR_TZ",
        N_("The time zone of plans that name none, and of the times that are shown (Asia/Yekaterinburg)."),
        N_("the machine's"),
    ),
    Entry("lang", "VPR_LANG", N_("The language of messages: ru or en."), N_("the locale's")),
    Entry("actor", "VPR_ACTOR", N_("Who makes the changes, for the journal."), N_("the login name")),
    Entry(
        "plugins",
        "VPR_PLUGINS",
        N_("Plugins to load: names with commas between them; empty loads none; -NAME leaves one out."),
        N_("all that are installed"),
    ),
    Entry("debug", "VPR_DEBUG", N_("1 shows the traceback of an error."), N_("off")),
)
PLUGIN_TABLE: Final = "plugin"
"""``[plugin.NAME]`` of ``vpr.toml`` belongs to the plugin of that name."""


def parse_day(text: str) -> date:
    """A day written ``2023-02-10`` or ``10.02.2023``.

    :raises ValueError: for anything else, also for days that do not exist.
    """
    parts = text.strip().split("-" if "-" in text else ".")
    if "-" not in text:
        parts.reverse()
    if len(parts) != 3 or not all(part.isdecimal() and part.isascii() for part in parts) or len(parts[0]) != 4:
        raise ValueError(_("«{text}» is not a day: write 2023-02-10 or 10.02.2023").format(text=text))
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        raise ValueError(_("there is no day «{text}»").format(text=text)) from None


def parse_moment(text: str) -> date | datetime:
    """A day as :func:`parse_day` reads it, or an instant behind one: ``2023-02-20 14:00``, ``…T14:00+07:00``.

    :raises ValueError: for anything else.
    """
    day, _space, clock = text.strip().replace("T", " ").partition(" ")
    if not clock:
        return parse_day(day)
    try:
        return datetime.fromisoformat(f"{parse_day(day).isoformat()}T{clock}")
    except ValueError:
        raise ValueError(_("«{text}» is no moment: write 2023-02-20, or 2023-02-20 14:00").format(text=text)) from None


def as_day(value: date | str) -> date:
    """A day given as a date, or written as :func:`parse_day` reads it; of an instant, its day.

    :raises UsageError: for anything else.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return parse_day(value)
    except (ValueError, AttributeError) as error:
        message = _("«{text}» is not a day: write 2023-02-10 or 10.02.2023").format(text=value)
        raise UsageError(message) from error


def user_folder(kind: str, environ: Mapping[str, str]) -> str:
    """The user's ``config`` or ``data`` folder of this application.

    The XDG rule is written out for Linux because importing platformdirs costs as much as a whole ``vpr status``;
    a test holds both equal.
    """
    if sys.platform == "linux":
        base, below = {"config": ("XDG_CONFIG_HOME", ".config"), "data": ("XDG_DATA_HOME", ".local/share")}[kind]
        root = environ.get(base, "").strip() or os.path.join(os.path.expanduser("~"), below)
        return os.path.join(root, APPLICATION)
    import platformdirs

    find = platformdirs.user_config_dir if kind == "config" else platformdirs.user_data_dir
    return find(APPLICATION, appauthor=False)


class Settings:
    """The settings of one run. Files are read when first needed.

    :param options: values given on the command line, by setting name.
    :param environ: the environment, default the process's.
    :param folder: the folder whose ``vpr.toml`` counts, default the current one.
    """

    def __init__(
        self,
        options: Mapping[str, str | None] | None = None,
        *,
        environ: Mapping[str, str] | None = None,
        folder: str | None = None,
    ) -> None:
        self.options = {name: value for name, value in (options or {}).items() if value is not None}
        self.environ = os.environ if environ is None else environ
        self.folder = os.getcwd() if folder is None else folder
        self._tables: dict[str, Mapping[str, Any]] = {}

    def files(self) -> tuple[str, str]:
        """The two files that are looked at, nearest first; they need not exist."""
        user = os.path.join(user_folder("config", self.environ), FILE_NAME)
        return os.path.join(self.folder, FILE_NAME), user

    def value(self, name: str) -> Any:  # noqa: ANN401 -- a setting may be text or a list
        """What the nearest source says, or ``None``; an empty variable counts only for ``plugins``."""
        return self.found(name)[0]

    def found(self, name: str) -> tuple[Any, str]:
        """The value, and where it comes from: ``option``, a variable, the path of a file, or ``default``."""
        if name in self.options:
            return self.options[name], "option"
        variable = next(entry.variable for entry in SETTINGS if entry.name == name)
        stated = self.environ.get(variable)
        if stated is not None and (stated or name == "plugins"):
            return stated, variable
        for path in self.files():
            table = self._table(path)
            if name in table:
                return table[name], path
        return None, "default"

    def _table(self, path: str) -> Mapping[str, Any]:
        if path not in self._tables:
            self._tables[path] = _read(path)
        return self._tables[path]

    def section(self, plugin: str) -> dict[str, Any]:
        """What ``[plugin.NAME]`` of both files says, the folder's over the user's."""
        merged: dict[str, Any] = {}
        for path in reversed(self.files()):
            merged.update(self._table(path).get(PLUGIN_TABLE, {}).get(plugin, {}))
        return merged

    def database_url(self) -> str:
        """The database as a URL: ``sqlite:///…`` or ``postgresql+psycopg://…``."""
        value, origin = self.found("db")
        if value is None:
            return sqlite_address(os.path.join(user_folder("data", self.environ), DATABASE_NAME))
        base = os.path.dirname(origin) if origin.endswith(FILE_NAME) else self.folder
        return as_url(str(value), base)

    def time_zone(self) -> tzinfo | None:
        """The zone of ``VPR_TZ``; ``None`` is the machine's."""
        name = self.value("tz")
        return None if name is None else zone(str(name))

    def now(self) -> datetime:
        """This instant, aware, in :meth:`time_zone`."""
        return datetime.now(self.time_zone()).astimezone(self.time_zone())

    def today(self, plan_zone: str | None = None) -> date:
        """The date that counts as today: ``VPR_TODAY``, else the day it is in the plan's zone, else in ours."""
        stated = self.value("today")
        if stated is not None:
            try:
                return stated if isinstance(stated, date) else parse_day(str(stated))
            except ValueError as error:
                raise UsageError(str(error), where="VPR_TODAY") from None
        if plan_zone:
            return datetime.now(zone(plan_zone)).date()
        return self.now().date()

    def lang(self) -> str:
        """``ru`` or ``en``."""
        value = self.value("lang")
        return known_language(str(value)) or "en" if value else detect(self.environ)

    def actor(self) -> str:
        """Who acts, for the journal: ``VPR_ACTOR``, else the login name."""
        value = self.value("actor")
        if value:
            return str(value)
        import getpass

        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):  # no such user on this machine (containers): 3.13 made it OSError
            return "unknown"

    def plugin_selection(self) -> tuple[str, ...] | None:
        """Names to load, ``-name`` for one to leave out; ``()`` for none, ``None`` for all."""
        value = self.value("plugins")
        if value is None:
            return None
        names = value if isinstance(value, list) else str(value).split(",")
        return tuple(name for name in (str(name).strip() for name in names) if name)

    def debug(self) -> bool:
        """Whether tracebacks are wanted."""
        return str(self.value("debug") or "").lower() not in ("", "0", "false", "no")


def _read(path: str) -> Mapping[str, Any]:
    if not os.path.isfile(path):
        return {}
    import tomllib

    try:
        with open(path, "rb") as file:
            table = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(_("the settings file is not valid TOML: {error}").format(error=error), where=path) from error
    except OSError as error:
        raise UsageError(_("the settings file cannot be read: {error}").format(error=error), where=path) from error
    problems = list(_problems(table))
    if problems:
        raise UsageError(
            _("the settings file says what is not understood"),
            problems=problems,
            hint=_("settings are: {names}").format(names=", ".join(entry.name for entry in SETTINGS)),
            where=path,
        )
    return table


def _problems(table: Mapping[str, Any]) -> Iterator[str]:
    known = {entry.name for entry in SETTINGS}
    for name, value in table.items():
        if name == PLUGIN_TABLE:
            if not isinstance(value, dict) or not all(isinstance(part, dict) for part in value.values()):
                yield _("«{name}» holds one table for each plugin").format(name=name)
        elif name not in known:
            yield _("there is no setting «{name}»").format(name=name)
        elif isinstance(value, dict) or (isinstance(value, list) and name != "plugins"):
            yield _("«{name}» is one value").format(name=name)


def as_url(text: str, folder: str = ".") -> str:
    """A database named by a path (from ``folder``) or an address, as a URL.

    :raises UsageError: for an address of a kind that is not supported.
    """
    if "://" not in text:
        if text == ":memory:":
            return "sqlite:///:memory:"
        return sqlite_address(os.path.abspath(os.path.join(folder, os.path.expanduser(text))))
    scheme, rest = text.split("://", 1)
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if scheme in ("sqlite", "sqlite+pysqlite"):
        path, mark, options = rest.removeprefix("/").partition("?")
        return as_url(_unquoted(path), folder) + mark + options if path else "sqlite:///:memory:"
    raise UsageError(
        _("databases of the kind «{kind}» are not supported").format(kind=scheme),
        hint=_("give the path of an SQLite file, or postgresql+psycopg://user@host/name"),
        where="db",
    )


_QUOTED: Final = (("%", "%25"), ("?", "%3F"), ("#", "%23"))
"""What would end the path in an address."""


def sqlite_address(path: str) -> str:
    """The address of an SQLite file: ``sqlite:///`` and the path, its ``%``, ``?`` and ``#`` quoted."""
    for character, quoted in _QUOTED:
        path = path.replace(character, quoted)
    return f"sqlite:///{path}"


def sqlite_file(address: str) -> str:
    """The path in an address: ``sqlite:///a.db`` is relative, ``sqlite:////a.db`` not. A plain path stays as it is."""
    if not address.startswith("sqlite"):
        return address
    scheme, separator, rest = address.partition("://")
    if not separator or scheme not in ("sqlite", "sqlite+pysqlite"):
        return address
    return _unquoted(rest.partition("?")[0].removeprefix("/"))


def _unquoted(path: str) -> str:
    for character, quoted in reversed(_QUOTED):
        for written in {quoted, quoted.lower()}:  # one replacement for %25: «%2525» is «%25»
            path = path.replace(written, character)
    return path


def zone(name: str) -> tzinfo:
    """The time zone of an IANA name.

    :raises UsageError: where there is no such zone.
    """
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError; odd names give the other two
        raise UsageError(
            _("there is no time zone «{name}»").format(name=name),
            hint=_("names look like Europe/Moscow or Asia/Yekaterinburg"),
            where="VPR_TZ",
        ) from None


def database_url(option: str | None = None) -> str:
    """See :meth:`Settings.database_url`; ``option`` goes before everything else."""
    return Settings({"db": option}).database_url()


def today(plan_zone: str | None = None) -> date:
    """See :meth:`Settings.today`."""
    return Settings().today(plan_zone)


def now() -> datetime:
    """See :meth:`Settings.now`."""
    return Settings().now()


def time_zone() -> tzinfo | None:
    """See :meth:`Settings.time_zone`."""
    return Settings().time_zone()


def lang() -> str:
    """See :meth:`Settings.lang`."""
    return Settings().lang()


def actor(option: str | None = None) -> str:
    """See :meth:`Settings.actor`; ``option`` goes before everything else."""
    return Settings({"actor": option or None}).actor()


def plugin_selection() -> tuple[str, ...] | None:
    """See :meth:`Settings.plugin_selection`."""
    return Settings().plugin_selection()
