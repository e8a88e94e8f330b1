"""The kinds of documents that the plugin offers: a run, and for each template a blank form to print.

This is asked for whenever plugins are loaded, so nothing is read for it: a test holds the titles to the templates.
"""

from __future__ import annotations

from typing import Final

from vpr_tracker.plugins import DocumentKindSpec
from vpr_tracker_checklists.i18n import _

SHIPPED: Final = {
    "day-control": "День ВПР в школе: порядок и присутствие",
    "founder-control": "Учредительный контроль: внутренняя оценка результатов",
    "parent-meetings": "Родительские собрания о ВПР",
    "readiness": "Всё ли готово к ВПР",
    "site-sections": "Разделы «ВПР» и «ВСОКО» на сайте школы",
    "training-register": "Кадры для ВПР: кто обучен",
    "visit-card": "Карта посещения ВПР",
}
"""The titles of the templates that come with the program."""
_WORD: Final = "vpr_tracker_checklists.forms.word"
_TEMPLATE: Final = "vpr_tracker_checklists.forms:checklist.docx"


def document_kinds() -> list[DocumentKindSpec]:
    """``checklist``, and ``checklist-NAME`` for each template."""
    blanks = [
        DocumentKindSpec(
            name=f"checklist-{name}",
            target=f"{_WORD}:{target_of(name)}",
            template=_TEMPLATE,
            summary=_("A blank form to print: {title}").format(title=title),
        )
        for name, title in sorted({**SHIPPED, **_own()}.items())
    ]
    run = DocumentKindSpec(
        name="checklist",
        target=f"{_WORD}:run",
        template=_TEMPLATE,
        summary=_("A checklist as it was filled in: the run that --number names."),
    )
    return [run, *blanks]


def target_of(template: str) -> str:
    """The attribute of the module of Word forms that gives the data of blank forms of a template."""
    return "blank_" + template.replace("-", "_")


def _own() -> dict[str, str]:
    """The titles of the templates in the folder that the settings name, where they name one."""
    import click

    from vpr_tracker.cli import kit

    if click.get_current_context(silent=True) is None or not kit.app().settings.section("checklists").get("templates"):
        return {}
    from vpr_tracker import VprError
    from vpr_tracker_checklists.templates.shelf import shelf

    try:
        found = shelf().entries()
    except VprError:  # a folder that is not there is told of by the commands about templates
        return {}
    return {entry.name: entry.template.title for entry in found if entry.template is not None}
