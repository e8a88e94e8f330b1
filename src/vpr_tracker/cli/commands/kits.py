"""``vpr kit``: forms that go to schools by mail and come back filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data
from vpr_tracker.errors import BadInput
from vpr_tracker.file_names import school_files
from vpr_tracker.files import make_folder, write_whole
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.cli.kit_files import Unread
    from vpr_tracker.cli.kit_letters import Written
    from vpr_tracker.sheets.kit_form import Kit
    from vpr_tracker.tracker import Tracker
    from vpr_tracker.tracker.kit_views import CollectResult, KitResult
    from vpr_tracker.tracker.kits import KitFile

MADE = "vpr-tracker/kits/1"
COLLECTED = "vpr-tracker/collected/1"
MAKE_FOLDER = "Бланки"
ANSWER_FOLDER = "Ответы"


@kit.group(
    help=N_("Forms by mail: make a workbook for each school of what it owes, and take the filled ones that come back."),
    examples=["vpr kit make", "vpr kit collect Почта"],
)
def command() -> None:
    """Forms by mail."""


@command.command(
    "make",
    help=N_(
        "Write a workbook to fill in for each school: what it owes and by when. Nothing is recorded. A file of the "
        "same name is replaced."
    ),
    examples=["vpr kit make", "vpr kit make --school 4 -o Бланки", "vpr kit make --within 30d"],
)
@kit.school_option
@click.option(
    "--within",
    "within_days",
    type=kit.SPAN,
    help=N_("Only what is late or due within so many days, and what has no day: 30d, 4w."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False),
    metavar=N_("FOLDER"),
    default=MAKE_FOLDER,
    help=N_("The folder (default: Бланки)."),
)
@kit.on_option
@kit.plan_option
@kit.json_option
def make(as_json: bool, output: str, **asked: Any) -> None:  # noqa: ANN401 -- click's keywords
    """Make kits."""
    from vpr_tracker.sheets.kit_book import kit_bytes

    with kit.app().tracker() as tracker:
        kits = tracker.kits(**asked)
        names = _names(tracker, asked["plan"])
    books = [kit_bytes(each) for each in kits]
    folder = make_folder(output)
    paths = [folder / f"{names[each.school_id]}.xlsx" for each in kits]
    for path, book in zip(paths, books, strict=True):
        write_whole(path, book)
    if as_json:
        kit.emit_json(MADE, {"kits": [_made(each, path) for each, path in zip(kits, paths, strict=True)]})
        return
    rows = [[each.school, str(len(each.rows)), path.name] for each, path in zip(kits, paths, strict=True)]
    kit.print_table([_("School"), kit.Column(_("Owes"), align=">", wrap=False), _("File")], rows)
    kit.echo(
        ngettext("{n} kit in the folder «{folder}».", "{n} kits in the folder «{folder}».", len(kits)).format(
            n=len(kits), folder=folder
        )
    )


def _made(each: Kit, path: Path) -> dict[str, Any]:
    return {
        "kit": each.kit,
        "school_id": each.school_id,
        "school": each.school,
        "file": str(path),
        "made_at": each.made_at,
        "rows": len(each.rows),
    }


def _names(tracker: Tracker, plan: str | None) -> dict[str, str]:
    """What the files of each school of a plan are called, without ending; the same whichever schools are asked for."""
    return school_files(tracker.schools(plan))


@command.command(
    "collect",
    help=N_(
        "Take filled kits, with the files that lie beside them: workbooks, folders or ZIP archives, in any order. Each "
        "answer is taken once, a newer one is never overwritten; what is doubtful is named by file and cell and not "
        "taken, and the exit code is 9. An answer for each school is written; older ones are kept."
    ),
    examples=["vpr kit collect Почта", "vpr kit collect бланк.xlsx архив.zip -o Ответы", "vpr kit collect Почта -n"],
)
@kit.argument("sources", nargs=-1, required=True, help=N_("Workbooks, folders, ZIP archives."))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False),
    metavar=N_("FOLDER"),
    default=ANSWER_FOLDER,
    help=N_("The folder for the answers to schools (default: Ответы)."),
)
@kit.dry_run_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def collect(
    sources: tuple[str, ...], output: str, dry_run: bool, actor: str | None, plan: str | None, as_json: bool
) -> int:
    """Collect kits."""
    kits, unread = _read(sources)
    result, letters = None, {}
    with kit.app().tracker(actor) as tracker:
        if kits:
            folder = None if dry_run else make_folder(output)  # before anything is recorded
            result = tracker.collect_kits(kits, dry_run=dry_run, plan=plan)
            if folder is not None:
                letters = _letters(tracker, result, plan or kits[0].returned.identity.plan_id, folder)
    doubtful = bool(unread) or (result is not None and any(each.doubts for each in result.kits))
    if as_json:
        _emit(result, unread, letters)
    else:
        _show(result, unread, letters, dry_run=dry_run)
    return kit.NeedsAnswer.exit_code if doubtful else 0


def _read(sources: tuple[str, ...]) -> tuple[list[KitFile], list[Unread]]:
    """Every kit that can be read, and what could not."""
    from vpr_tracker.cli.kit_files import Found, kits_in
    from vpr_tracker.sheets.kit_reading import read_kit
    from vpr_tracker.storage.evidence_settings import evidence_limit
    from vpr_tracker.tracker.kits import KitFile

    kits: list[KitFile] = []
    unread: list[Unread] = []
    named: set[str] = set()
    for found in kits_in(sources, evidence_limit(kit.app().settings)):
        if isinstance(found, Found):
            try:
                one = _with_files(KitFile(read_kit(found.data, found.name), found.beside))
                kits.append(one)
                named |= found.places(one.files)
            except BadInput as error:
                hint = f" ({error.hint})" if error.hint else ""
                unread.append(found.unread(error.message.removeprefix(f"{found.name}: ") + hint))
        else:
            unread.append(found)
    if not kits and not unread:
        raise BadInput(_("there is no workbook here"), hint=_("kits are .xlsx files"), where=sources[0])
    # A table or an archive may be what a school hands in; one that a kit names is no kit that failed.
    return kits, [each for each in unread if not each.is_evidence(named)]


def _with_files(found: KitFile) -> KitFile:
    """The kit with just the files that it names, read while the archive is open."""
    from vpr_tracker.tracker.kits import KitFile

    wanted = {name.casefold() for answer in found.returned.answers for name in answer.files}
    return KitFile(found.returned, {name: found.files[name] for name in sorted(wanted) if name in found.files})


def _letters(tracker: Tracker, result: CollectResult, plan: str, folder: Path) -> dict[str, Written]:
    """An answer for each school of the plan that sent something."""
    from vpr_tracker.cli.kit_letters import write_letters

    names = _names(tracker, plan)
    return write_letters(result, names, folder, tracker.plan(plan).plan.title, tracker.today())


def _emit(result: CollectResult | None, unread: list[Unread], letters: dict[str, Written]) -> None:
    kit.emit_json(
        COLLECTED,
        {
            "kits": [_kit_data(each) for each in result.kits] if result else [],
            "unread": [{"file": each.name, "message": each.message} for each in unread],
            "left": [as_data(each) for each in result.left] if result else [],
            "letters": [
                {"school_id": school, "file": str(each.file), "kept": str(each.kept) if each.kept else None}
                for school, each in letters.items()
            ],
        },
    )


def _kit_data(each: KitResult) -> dict[str, Any]:
    doubts = [{"cell": doubt.cell, "message": doubt.message} for doubt in each.doubts]
    taken = [
        {
            "obligation_id": change.obligation_id,
            "task": change.task,
            "deliverable": change.deliverable,
            "occurrence": change.occurrence,
            "state": change.after,
            "progress": change.progress,
            "quantity": change.quantity,
            "evidence": len(change.evidence),
        }
        for change in each.taken
    ]
    return {**as_data(each), "taken": taken, "doubts": doubts}


def _show(result: CollectResult | None, unread: list[Unread], letters: dict[str, Written], *, dry_run: bool) -> None:
    if result is not None and result.kits:
        columns = [
            kit.Column(_("File"), least=16),
            kit.Column(_("School"), wrap=False),
            *(kit.Column(title, wrap=False, align=">") for title in (_("Taken"), _("Known"), _("Older"), _("Doubts"))),
        ]
        rows = [
            [
                each.file,
                each.school or "–",
                str(len(each.taken)),
                str(each.known + each.settled),
                str(each.older),
                str(len(each.doubts)),
            ]
            for each in result.kits
        ]
        kit.print_table(columns, rows)
        kit.echo()
        for each in result.kits:
            for doubt in each.doubts:
                where = f"{each.file}, {doubt.cell}" if doubt.cell else each.file
                kit.paragraph(f"{where}: {doubt.message}")
    for one in unread:
        kit.paragraph(f"{one.name}: {one.message}")
    taken = sum(len(each.taken) for each in result.kits) if result else 0
    kit.echo(ngettext("{n} answer taken.", "{n} answers taken.", taken).format(n=taken))
    if letters:
        folder = next(iter(letters.values())).file.parent
        kit.echo(_("Answers to the schools: the folder «{folder}».").format(folder=folder))
    for folder in {each.kept.parent for each in letters.values() if each.kept is not None}:
        kit.echo(_("The answers that were there before: the folder «{folder}».").format(folder=folder))
    if dry_run:
        kit.echo(_("Nothing was written (--dry-run)."))
