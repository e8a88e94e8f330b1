"""Pictures that a document is given: they stand where the template prints them, with a text in their stead."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import quoteattr

_EMU: Final = 36_000
"""English Metric Units in a millimetre."""
LINK_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its size in millimetres; ``alt`` says in words what it shows, for those who do not see it."""

    png: bytes
    alt: str
    width: float
    height: float

    def sized(self, width: float) -> Picture:
        """The picture so many millimetres wide, its proportions kept."""
        return replace(self, width=float(width), height=self.height * float(width) / self.width)

    @property
    def key(self) -> str:
        """Names the picture by what it holds, so that equal ones are stored once."""
        return hashlib.sha256(self.png).hexdigest()[:16]

    @property
    def link(self) -> str:
        """The identifier of the relationship that leads to it."""
        return f"vprPicture{self.key}"

    @property
    def part(self) -> str:
        """The name of its file in the package."""
        return f"word/media/vpr-{self.key}.png"

    def run(self, number: int) -> str:
        """What stands in the text: the end of the run that the tag was in, the picture, a run for what follows.

        :param number: tells the pictures of a document apart.
        """
        size = f'cx="{round(self.width * _EMU)}" cy="{round(self.height * _EMU)}"'
        named = f'id="{number}" name="Рисунок {number}" descr={quoteattr(self.alt)}'
        return (
            f'</w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0"'
            f' distL="0" distR="0"><wp:extent {size}/><wp:docPr {named}/><a:graphic xmlns:a="{_DRAWING}/main">'
            f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr>'
            f"<pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
            f'<a:blip xmlns:r="{_OFFICE}" r:embed="{self.link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
            '<w:r><w:t xml:space="preserve">'
        )


_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
