"""The hooks: everything a plugin can take part in. Each has a runnable example.

A plugin is a module named in the entry-point group ``vpr_tracker``; it implements some of these functions, marked
with ``@hookimpl``. An implementation may take fewer arguments than are given here, never others. The module is
imported for every ``vpr --help``: import nothing heavy in it, name the rest as ``"package.module:attribute"``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from vpr_tracker.plugins.facts import ChangeSpec
    from vpr_tracker.plugins.specs import (
        CalendarSpec,
        CommandSpec,
        DocumentKindSpec,
        ExporterSpec,
        ImporterSpec,
        RuleSpec,
        StorageSpec,
    )

PROJECT = "vpr_tracker"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a plugin as the implementation of the hook of the same name."""


@hookspec
def vpr_commands() -> Iterable[CommandSpec]:  # type: ignore[empty-body]
    """Commands of ``vpr``. A name of the core is refused; a name that two plugins offer is given to neither.

    ::

        from vpr_tracker.plugins import CommandSpec, hookimpl

        @hookimpl
        def vpr_commands():
            return [CommandSpec(name="hello", target="vpr_hello.command:command", summary="Greet the schools.")]
    """


@hookspec
def vpr_importers() -> Iterable[ImporterSpec]:  # type: ignore[empty-body]
    """Readers of plans, chosen by the suffix of the file.

    ::

        from vpr_tracker.plugins import ImporterSpec, hookimpl

        @hookimpl
        def vpr_importers():
            return [
                ImporterSpec(
                    name="odt", target="vpr_odt.reader:read", summary="OpenDocument texts.", suffixes=(".odt",)
                )
            ]
    """


@hookspec
def vpr_exporters() -> Iterable[ExporterSpec]:  # type: ignore[empty-body]
    """Writers of plans, for ``vpr export --format NAME``.

    ::

        from vpr_tracker.plugins import ExporterSpec, hookimpl

        @hookimpl
        def vpr_exporters():
            return [
                ExporterSpec(
                    name="html",
                    target="vpr_html.writer:write",
                    summary="A page for the site.",
                    suffix=".html",
                    media_type="text/html",
                )
            ]
    """


@hookspec
def vpr_storage() -> Iterable[StorageSpec]:  # type: ignore[empty-body]
    """Tables of the plugin, with their own migrations, version table and prefix.

    ::

        from vpr_tracker.plugins import StorageSpec, hookimpl

        @hookimpl
        def vpr_storage():
            return [StorageSpec(tables="vpr_visits.tables", migrations="vpr_visits.migrations", prefix="visits_")]
    """


@hookspec
def vpr_rules() -> Iterable[RuleSpec]:  # type: ignore[empty-body]
    """What must hold before a state change; all problems of all rules are collected and told at once.

    ::

        from vpr_tracker.plugins import RuleSpec, hookimpl

        @hookimpl
        def vpr_rules():
            return [
                RuleSpec(
                    name="note", target="vpr_note.rules:check", summary="Waiving needs a note.", actions=("waive",)
                )
            ]
    """


@hookspec
def vpr_document_kinds() -> Iterable[DocumentKindSpec]:  # type: ignore[empty-body]
    """Documents that the plugin offers: a template and the data for it; the documents plugin makes them.

    ::

        from vpr_tracker.plugins import DocumentKindSpec, hookimpl

        @hookimpl
        def vpr_document_kinds():
            return [
                DocumentKindSpec(
                    name="visit-act",
                    target="vpr_visits.papers:data",
                    summary="The act of a visit.",
                    template="vpr_visits:templates/act.docx",
                )
            ]
    """


@hookspec
def vpr_calendar_entries() -> Iterable[CalendarSpec]:  # type: ignore[empty-body]
    """Entries that the plugin adds to the feed of a person, a school or a plan.

    ::

        from vpr_tracker.plugins import CalendarSpec, hookimpl

        @hookimpl
        def vpr_calendar_entries():
            return [CalendarSpec(name="visits", target="vpr_visits.feed:entries", summary="Visits to schools.")]
    """


@hookspec
def vpr_on_change(session: Session, change: ChangeSpec) -> None:
    """Called inside the transaction, after each change; an exception rolls everything back.

    ::

        from vpr_tracker.plugins import hookimpl

        @hookimpl
        def vpr_on_change(session, change):
            if change.action == "accept":
                from vpr_visits.tables import close_visit

                close_visit(session, change.obligation_id)
    """


@hookspec
def vpr_after_commit(changes: Sequence[ChangeSpec]) -> None:
    """Called once after a unit of work is stored. Isolated: a failure is told and never changes the outcome.

    ::

        from vpr_tracker.plugins import hookimpl

        @hookimpl
        def vpr_after_commit(changes):
            from vpr_mail.outbox import put

            put(f"{change.actor}: {change.action}" for change in changes)
    """


@hookspec
def vpr_dump_extra(session: Session, plan_id: str) -> Mapping[str, Any] | None:
    """The plugin's part of a plan file (TOML values); it is kept word for word where the plugin is absent.

    ::

        from vpr_tracker.plugins import hookimpl

        @hookimpl
        def vpr_dump_extra(session, plan_id):
            from vpr_visits.tables import visits_of

            return {"visits": [visit.as_dict() for visit in visits_of(session, plan_id)]}
    """


@hookspec
def vpr_load_extra(session: Session, plan_id: str, extra: Mapping[str, Any]) -> None:
    """Take the plugin's part of a plan file that is being imported, inside the transaction.

    ::

        from vpr_tracker.plugins import hookimpl

        @hookimpl
        def vpr_load_extra(session, plan_id, extra):
            from vpr_visits.tables import add_visits

            add_visits(session, plan_id, extra.get("visits", []))
    """
