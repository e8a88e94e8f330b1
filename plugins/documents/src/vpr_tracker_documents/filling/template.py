"""A template that was read once and is filled any number of times.

docxtpl knows how tags in Word become Jinja (rows, cells and paragraphs that repeat); what it does for every document
anew, opening the package and reading its XML, is done here once for a template.
"""

from __future__ import annotations

import html
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateError, TemplateSyntaxError
from lxml import etree

from vpr_tracker import BadInput
from vpr_tracker_documents.checking.places import place
from vpr_tracker_documents.filling import package as packages
from vpr_tracker_documents.filling.bounded import output
from vpr_tracker_documents.filling.bounds import TooMuch
from vpr_tracker_documents.filling.environment import Printing, TemplateEnvironment, with_breaks
from vpr_tracker_documents.filling.grids import with_sound_tables
from vpr_tracker_documents.filling.package import CONTENT_TYPES, CORE, Package
from vpr_tracker_documents.filling.pictures import LINK_KIND, Picture
from vpr_tracker_documents.filling.properties import core_properties
from vpr_tracker_documents.filling.rows import let_long_rows_split, page_lines
from vpr_tracker_documents.filling.tags import TAG, Loose, Tag, attribute_tags, heal
from vpr_tracker_documents.i18n import _

if TYPE_CHECKING:
    from vpr_tracker_documents.russian import NameForms
    from vpr_tracker_documents.word.ooxml import Element

FAILURES: Final = (
    TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, SyntaxError,
    MemoryError,
)  # fmt: skip
"""How a template fails. All but the first come from what it does with the data («{{ 1 / 0 }}»), or from how deep it is
nested."""
_EMPTY_CELLS: Final = (
    ("</w:tcPr></w:tc>", "</w:tcPr><w:p/></w:tc>"),
    ("<w:tcPr/></w:tc>", "<w:tcPr/><w:p/></w:tc>"),
    ("</w:tbl></w:tc>", "</w:tbl><w:p/></w:tc>"),
    ("<w:tc></w:tc>", "<w:tc><w:p/></w:tc>"),
)
"""Word holds a cell without a paragraph at its end for damage; a loop over nothing leaves one."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a template that has tags: its healed XML, the tags in order, loose halves, and its Jinja.

    ``widens``: tags of it change how many columns a table has; ``page_lines``: how many lines fit a page.
    """

    name: str
    root: Element
    tags: tuple[Tag, ...]
    loose: tuple[Loose, ...]
    source: str
    widens: bool
    page_lines: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled template: the parts that differ from the template's, and the pictures each of them shows."""

    parts: dict[str, str]
    pictures: dict[str, tuple[Picture, ...]]
    core: bytes


class Template:
    """A template, ready to be checked and filled."""

    def __init__(self, package: Package, forms: NameForms | None = None) -> None:
        self.package = package
        self.printing = Printing()
        self.environment = TemplateEnvironment(self.printing, forms)
        self.texts = tuple(part for name in package.texts if (part := _text_part(package, name)).tags or part.loose)
        self._compiled: dict[str, JinjaTemplate] = {}

    def fill(self, values: Mapping[str, Any], *, title: str, author: str, dated: date) -> Filled:
        """Fill it with data.

        :raises BadInput: the template does not fit the data, or what comes out is no XML.
        """
        self.printing.start()
        self.environment.bounds.start()
        parts: dict[str, str] = {}
        pictures: dict[str, tuple[Picture, ...]] = {}
        for part in self.texts:
            shown = len(self.printing.pictures)
            parts[part.name] = self._filled(part, values)
            if len(self.printing.pictures) > shown:
                pictures[part.name] = tuple(self.printing.pictures[shown:])
        text = self.printing.text
        return Filled(parts, pictures, core_properties(title=text(title), author=text(author), dated=dated))

    def _filled(self, part: TextPart, values: Mapping[str, Any]) -> str:
        try:
            if part.name not in self._compiled:
                self._compiled[part.name] = self.environment.from_string(part.source)
            xml = output(self._compiled[part.name].generate(values))
        except FAILURES as error:
            raise self._failed(part, error, self._failing_tag(part, values)) from error
        if self.printing.breaks:
            xml = with_breaks(xml)
        for hollow, mended in _EMPTY_CELLS:
            xml = xml.replace(hollow, mended)
        xml = let_long_rows_split(xml, part.page_lines)
        if part.widens or "</w:tblGrid></w:tbl>" in xml:
            xml = with_sound_tables(xml)
        return xml

    def _failing_tag(self, part: TextPart, values: Mapping[str, Any]) -> Tag | None:
        """The tag at which filling stops: filled once more, with each tag on a line of its own."""
        sources = [found[0] for found in TAG.finditer(part.source)]
        lined = TAG.sub(lambda found: "\n" + found[0].replace("\n", " "), part.source.replace("\n", " "))
        self.environment.bounds.start()
        try:
            output(self.environment.from_string(lined).generate(values))
        except FAILURES as error:
            line = _template_line(error)
        else:
            return None
        if line is None or not 2 <= line <= len(sources) + 1:
            return None
        body = _squeezed(sources[line - 2])
        return next((tag for tag in part.tags if _squeezed(tag.body) == body), None)

    def _failed(self, part: TextPart, error: Exception, tag: Tag | None = None) -> BadInput:
        hint = _("look for the place with: vpr doc check {name}").format(name=self.package.name)
        if isinstance(error, TooMuch):
            hint = error.cure
        reason = str(error)
        if isinstance(error, (RecursionError, SyntaxError, MemoryError)):
            reason = _("it is too deeply nested")
        if tag is not None:
            return BadInput(
                _("the template «{name}» cannot be filled").format(name=self.package.name),
                problems=[f"«{tag.printed}»: {reason.rstrip(' .')}"],
                hint=hint,
                where=place(part.name, tag.node),
            )
        return BadInput(
            _("the template «{name}» cannot be filled: {reason}").format(name=self.package.name, reason=reason),
            hint=hint,
            where=f"{self.package.name}: {part.name}",
        )

    def check_xml(self, filled: Filled) -> None:
        """See that what came out can be opened.

        :raises BadInput: a part is no XML.
        """
        for part in self.texts:
            # Expat, not lxml: it need not build a tree, which for a long table would cost as much as filling it.
            parser = expat.ParserCreate()
            try:
                parser.Parse(filled.parts[part.name], True)
            except expat.ExpatError as error:
                raise self._failed(part, error) from error

    def complete(self, filled: Filled) -> dict[str, bytes]:
        """All parts of the filled document."""
        parts = dict(self.package.parts)
        for name, xml in filled.parts.items():
            parts[name] = (packages.HEAD + xml).encode()
        for name, shown in filled.pictures.items():
            links = packages.rels_name(name)
            added = {each.link: (LINK_KIND, f"/{each.part}") for each in shown}
            parts[links] = packages.with_links(parts.get(links), added)
            parts.update({each.part: each.png for each in shown})
            parts[CONTENT_TYPES] = packages.with_type(parts[CONTENT_TYPES], extension="png", kind="image/png")
        parts[CORE] = filled.core
        return parts


def _template_line(error: BaseException) -> int | None:
    """The line of a template at which it failed: Jinja puts the template itself among the frames."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    if isinstance(error, TooMuch) and error.lineno is not None:
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return lines[-1] if lines else None


def _squeezed(tag: str) -> str:
    """A tag without its brackets and spaces."""
    return "".join(tag.strip("{}%#-").split())


def _text_part(package: Package, name: str) -> TextPart:
    root = package.root(name)
    tags, loose = heal(root)
    tags += attribute_tags(root)
    source = jinja_source(root)
    widens = any(tag.scope == "tc" or tag.word in ("colspan", "hm") for tag in tags)
    return TextPart(name, root, tuple(tags), tuple(loose), source, widens, page_lines(source))


def jinja_source(root: Element) -> str:
    """The XML of a healed part as Jinja."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # it ships no types

    xml = DocxTemplate("").patch_xml(etree.tostring(root, encoding="unicode"))
    # docxtpl's own spelling of braces that are meant to be printed.
    for written, meant in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
        xml = xml.replace(written, "{{ '" + meant[0] + "' }}{{ '" + meant[1] + "' }}")
    return TAG.sub(lambda tag: html.unescape(tag[0]), xml)
