"""The core's commands: the one list that ``vpr --help``, shell completion, the docs and the tests share."""

from __future__ import annotations

from typing import Final, NamedTuple

from vpr_tracker.i18n import N_


class CoreCommand(NamedTuple):
    """A command of the core: its module below ``vpr_tracker.cli.commands`` has the attribute ``command``."""

    name: str
    module: str
    section: str
    summary: str

    @property
    def target(self) -> str:
        """Where the command is, as ``module:attribute``."""
        return f"vpr_tracker.cli.commands.{self.module}:command"


SECTIONS: Final = (
    ("plan", N_("The plan")),
    ("state", N_("How it stands")),
    ("record", N_("Recording")),
    ("correct", N_("Correcting")),
    ("upkeep", N_("Upkeep")),
)

CORE_COMMANDS: Final = (
    CoreCommand("import", "import_", "plan", N_("Read a plan (.docx, .toml) into the database.")),
    CoreCommand("plans", "plans", "plan", N_("List the plans of the database.")),
    CoreCommand("show", "show", "plan", N_("Show a plan or a task, and where each thing was read.")),
    CoreCommand("export", "export", "plan", N_("Write a plan to a file (TOML, JSON).")),
    CoreCommand("deadline", "deadline", "plan", N_("Explain a deadline phrase: what it means, which dates it gives.")),
    CoreCommand("status", "status", "state", N_("Show the state of every task on a date.")),
    CoreCommand("due", "due", "state", N_("List what is due soon, and what is late.")),
    CoreCommand("matrix", "matrix", "state", N_("Show who has not handed in: schools and deliverables.")),
    CoreCommand("check", "check", "state", N_("Say with the exit code whether anything is late (cron, monitoring).")),
    CoreCommand("log", "log", "state", N_("Show who changed what, and when.")),
    CoreCommand("school", "school", "record", N_("Add, list and import the schools of a plan.")),
    CoreCommand("assign", "assign", "record", N_("Name the person who holds a role.")),
    CoreCommand("submit", "submit", "record", N_("Record what was handed in.")),
    CoreCommand("accept", "accept", "record", N_("Accept what was handed in.")),
    CoreCommand("return", "return_", "record", N_("Send back what was handed in, saying why.")),
    CoreCommand("waive", "waive", "record", N_("Release from handing in, saying why.")),
    CoreCommand("evidence", "evidence", "record", N_("List, add, fetch and check what was handed in as evidence.")),
    CoreCommand("undo", "undo", "record", N_("Take back one's own last change.")),
    CoreCommand("postpone", "postpone", "record", N_("Put a due time off, saying why and by which act.")),
    CoreCommand("kit", "kits", "record", N_("Forms by mail: make them for schools, take those that come back.")),
    CoreCommand("event", "event", "record", N_("Date the events that deadlines hang on.")),
    CoreCommand("review", "review", "correct", N_("Go through the remarks on what was read, one by one.")),
    CoreCommand("set", "set_", "correct", N_("Correct a task: its deadline, owners, title.")),
    CoreCommand("rules", "rules", "correct", N_("Say how strict a plan is: two people, evidence, when «soon» is.")),
    CoreCommand("task", "task", "correct", N_("Add a task that the document lacks.")),
    CoreCommand("owner", "owner", "correct", N_("List owners, join two spellings of one.")),
    CoreCommand("demo", "demo", "upkeep", N_("Go the whole way on a sample plan, in a folder of its own.")),
    CoreCommand("db", "db", "upkeep", N_("Look after the database: status, upgrade, backup, restore.")),
    CoreCommand("journal", "journal", "upkeep", N_("Check the journal, replay it, write the tracked state out.")),
    CoreCommand("plugins", "plugins", "upkeep", N_("List plugins, what they add, and what failed and why.")),
    CoreCommand("completion", "completion", "upkeep", N_("Print the script that completes commands in a shell.")),
)

_READING: Final = frozenset({"plans", "show", "export", "deadline", "plugins", "completion", "journal"})

CORE_NAMES: Final = frozenset(command.name for command in CORE_COMMANDS)
CHANGING: Final = frozenset(
    command.name for command in CORE_COMMANDS if command.section != "state" and command.name not in _READING
)
"""Commands that may change the database before they print."""
CORE_FORMATS: Final = {"toml": ".toml", "json": ".json"}
"""The formats that the core writes, with their suffixes."""
RESERVED: Final = {"vpr_commands": CORE_NAMES, "vpr_exporters": frozenset(CORE_FORMATS)}
"""Names that no plugin can take, by hook."""
