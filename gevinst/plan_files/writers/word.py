"""The look of our Word documents, and the few things python-docx has no words for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import IO, Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from gevinst.plan_files.document import PlanDocument

FONT = "Arial"
INK, SOFT, ACCENT = RGBColor(0x1B, 0x24, 0x30), RGBColor(0x4C, 0x58, 0x68), RGBColor(0x0F, 0x4C, 0x81)
WIDTH = Cm(16.6)
_NS, _SIZE = nsdecls("w"), '<w:sz w:val="19"/>'
_EDGE = 'w:val="single" w:sz="4" w:space="0" w:color="C9D1DA"'
_BORDERS = f"<w:tblBorders><w:top {_EDGE}/><w:bottom {_EDGE}/><w:insideH {_EDGE}/></w:tblBorders>"
# What XML cannot hold; the rest of a text is as it was.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Style: size, colour, bold, space before and after.
_STYLES: dict[str, tuple[float, RGBColor, bool, float, float]] = {
    "Title": (26, INK, True, 0, 6),
    "Subtitle": (10.5, ACCENT, True, 0, 0),
    "Heading 1": (16, ACCENT, True, 22, 6),
    "Heading 2": (13, INK, True, 16, 4),
    "Heading 3": (10.5, SOFT, True, 10, 3),
    "Intense Quote": (13, INK, False, 0, 10),
    "Quote": (10.5, RGBColor(0x5C, 0x3A, 0x00), True, 6, 6),
    "Normal": (10.5, INK, False, 0, 4),
    "Small": (9.5, SOFT, False, 0, 3),
}


class Word:
    """A document under way. Its body is written as text and parsed: python-docx needs ten times as long."""

    def __init__(self, document: PlanDocument) -> None:
        self._docx = docx = Document()
        section = docx.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2.4)
        language = "nn-NO" if document.language.startswith("nn") else "nb-NO"
        docx.styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH).base_style = docx.styles["Normal"]
        for name, look in _STYLES.items():
            _dress(docx.styles[name], *look)
        _speak(docx, language)
        _properties(docx, document, language)
        _line(section.header.paragraphs[0], document.title, document.state)
        example = f" · {_('eksempeldata')}" if document.example else ""
        foot = section.footer.paragraphs[0]
        _line(foot, f"{document.actor}{example}", f"{_('Side')} ")
        _field(foot, "PAGE")
        foot.add_run(f" {_('av')} ")
        _field(foot, "NUMPAGES")

    def save(self, out: IO[bytes]) -> None:
        self._docx.save(out)

    def say(self, text: str, style: str = "Normal", *, bold: str = "") -> None:
        """A paragraph; `bold` comes before the text. `style` is an id: «Heading1»."""
        strong = _run(bold, "<w:b/>") if bold else ""
        self._add(f'<w:p {_NS}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{strong}{_run(text)}</w:p>')

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        """With a header row that is said to be one and repeated on each page; rows are not cut. Widths in
        cm."""
        wide = [Cm(width).twips for width in widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in wide)
        head = _row(heads, wide, "<w:cantSplit/><w:tblHeader/>", f'<w:b/><w:color w:val="{SOFT}"/>')
        body = "".join(_row(texts, wide, "<w:cantSplit/>") for texts in rows)
        self._add(
            f'<w:tbl {_NS}><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/>{_BORDERS}'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
        )
        self._add(f'<w:p {_NS}><w:pPr><w:pStyle w:val="Small"/></w:pPr></w:p>')

    def _add(self, xml: str) -> None:
        body = self._docx.element.body
        body[-1].addprevious(parse_xml(xml))  # the last says how the pages are


def safe(text: str) -> str:
    return _IMPOSSIBLE.sub("", text)


def _run(text: str, properties: str = "") -> str:
    lines = escape(safe(text)).split("\n")
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r><w:rPr>{properties}</w:rPr>{said}</w:r>"


def _row(texts: Sequence[str], wide: Sequence[int], properties: str, look: str = "") -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>{_run(text, look + _SIZE)}</w:p></w:tc>'
        for text, width in zip(texts, wide, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _dress(style: Any, size: float, colour: RGBColor, bold: bool, before: float, after: float) -> None:
    font, shape = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(kind), FONT)
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.left_indent = shape.right_indent = Cm(0)
    shape.keep_with_next = style.name.startswith("Heading")
    for border in style.element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)


def _speak(docx: Docx, language: str) -> None:
    """The language of all text, for the one that reads it aloud and for spelling."""
    defaults = docx.styles.element.xpath("./w:docDefaults/w:rPrDefault/w:rPr")[0]
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    said = OxmlElement("w:lang")
    for kind in ("w:val", "w:eastAsia"):
        said.set(qn(kind), language)
    defaults.append(said)


def _properties(docx: Docx, document: PlanDocument, language: str) -> None:
    about = docx.core_properties
    about.title, about.subject = safe(document.title)[:255], _("Gevinstrealiseringsplan")
    about.author = about.last_modified_by = safe(document.actor)[:255]
    about.comments, about.keywords, about.language = "", "", language
    about.created = about.modified = document.made_at
    about.revision = 1


def _line(words: Paragraph, left: str, right: str) -> None:
    """What stands at both ends of a header or footer."""
    tabs = words.paragraph_format.tab_stops
    tabs.clear_all()
    tabs.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    words.style = "Small"
    words.add_run(safe(f"{left}\t{right}"))


def _field(words: Paragraph, code: str) -> None:
    """A field the reader's program fills in: the number of the page, or of pages."""
    said = OxmlElement("w:fldSimple")
    said.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    said.append(run)
    words._p.append(said)
