"""Makes the Word templates that sdgkit ships: named styles, header, footer, and the places to fill.

    python templates/make_templates.py

`review.docx` is a whole report, `section.docx` a part to be pasted elsewhere, `briefing.docx` two pages. A template holds no text of its own but the placeholders in double braces; everything that a reader sees comes
from the draft. Run this after changing it, or open the .docx in Word and change styles there: sdgkit only needs
the style names and the placeholder `{{ body }}`.
"""

# ruff: noqa: E501 - pieces of XML are easier to read unbroken

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from sdgkit.agenda import goals  # noqa: E402
from sdgkit.files import make_stable  # noqa: E402

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FONT = "Calibri"
DARK = "1F3A5F"
"""Colour of headings and lines: contrast with white 11.3."""
GREY = "595959"
"""Colour of source lines: contrast with white 7.0."""
LINE = "BFC7D1"
WRITE = "6B4A00"
"""Colour of instructions to the author: contrast with their ground 7.6."""
WRITE_FILL = "FFF3D1"
HEADING_FILL = "E4EAF1"

MARGINS = 'w:top="1304" w:right="1134" w:bottom="1247" w:left="1134"'
BRIEFING_MARGINS = 'w:top="1021" w:right="1134" w:bottom="1021" w:left="1134"'
SMALLER = {
    56: 36,
    30: 22,
    38: 26,
    28: 24,
    25: 21,
    24: 22,
    22: 20,
    21: 19,
    20: 18,
    19: 17,
    18: 17,
    17: 15,
    16: 15,
}
"""Half points of letters in a report -> in a briefing; tables stay at 8.5 points, the smallest that prints well."""
TEXT_WIDTH = 9638
"""Twentieths of a point between the margins: 210 mm less 20 mm on each side."""


def fonts() -> str:
    """The font for all four ranges of letters; with one left out, part of a Kazakh text falls to another font."""
    return f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def style(
    identifier: str,
    name: str,
    *,
    kind: str = "paragraph",
    based: str = "Normal",
    following: str = "",
    paragraph: str = "",
    run: str = "",
    rest: str = "",
    default: bool = False,
    custom: bool = False,
    priority: int = 1,
) -> str:
    """One style; `paragraph`, `run` and `rest` are the inner XML of w:pPr, w:rPr and of table parts."""
    parts = [f'<w:style w:type="{kind}"']
    parts.append(' w:default="1"' if default else "")
    parts.append(' w:customStyle="1"' if custom else "")
    parts.append(f' w:styleId="{identifier}"><w:name w:val="{name}"/>')
    parts.append(f'<w:basedOn w:val="{based}"/>' if based and not default else "")
    parts.append(f'<w:next w:val="{following}"/>' if following else "")
    parts.append(f'<w:uiPriority w:val="{priority}"/><w:qFormat/>')
    parts.append(f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
    parts.append(f"<w:rPr>{run}</w:rPr>" if run else "")
    return "".join(parts) + rest + "</w:style>"


def spacing(before: int, after: int, line: int = 0) -> str:
    """Space around paragraphs in twentieths of a point; `line` 240 is single."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def size(points: float) -> str:
    """Size of letters."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def colour(rgb: str) -> str:
    """Colour of letters."""
    return f'<w:color w:val="{rgb}"/>'


def heading(level: int, points: float, before: int, after: int) -> str:
    """A heading that stays with what follows and shows in the table of contents."""
    return style(
        f"Heading{level}",
        f"heading {level}",
        following="BodyText",
        priority=9,
        paragraph=f'<w:keepNext/><w:keepLines/>{spacing(before, after)}<w:outlineLvl w:val="{level - 1}"/>',
        run=f"<w:b/><w:bCs/>{colour(DARK)}{size(points)}",
    )


def goal_heading(number: int, fill: str, letters: str) -> str:
    """The heading of a goal: a bar in its colour, letters in the colour that can be read on it."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="24" w:space="1" w:color="{fill}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    return style(
        f"SDGGoal{number}",
        f"SDG Goal {number}",
        based="Heading2",
        following="BodyText",
        custom=True,
        priority=10,
        paragraph=(
            f"<w:pBdr>{edges}</w:pBdr>"
            f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>{spacing(480, 160)}<w:ind w:left="80" w:right="80"/>'
        ),
        run=colour(letters),
    )


def table_style() -> str:
    """The table: a tinted heading row, thin lines between rows, nothing else, so that it fits any report."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    strong = f'w:val="single" w:sz="8" w:space="0" w:color="{DARK}"'
    rest = (
        '<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>'
        f"<w:top {strong}/><w:bottom {strong}/><w:insideH {line}/></w:tblBorders>"
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
        f"<w:tcBorders><w:bottom {strong}/></w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{HEADING_FILL}"/></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>'
    )
    return style(
        "SDGTable", "SDG Table", kind="table", based="TableNormal", custom=True, priority=40, rest=rest
    )


def styles() -> str:
    """The style sheet."""
    table_text = f"<w:suppressAutoHyphens/>{spacing(0, 0, 240)}"
    made = [
        style("Normal", "Normal", default=True, paragraph=spacing(0, 120, 264), priority=0),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
        style("Title", "Title", following="Subtitle", priority=10,
              paragraph=f"{spacing(480, 160, 240)}", run=f"<w:b/><w:bCs/>{colour(DARK)}{size(28)}"),
        style("Subtitle", "Subtitle", following="BodyText", priority=11,
              paragraph=spacing(0, 160), run=f"{colour(GREY)}{size(15)}"),
        style("Date", "Date", following="BodyText", priority=12,
              paragraph=spacing(0, 60), run=f"{colour(GREY)}{size(10.5)}"),
        heading(1, 19, 480, 160),
        heading(2, 14, 400, 120),
        heading(3, 12, 280, 80),
        *(goal_heading(goal.number, goal.colour, goal.text_colour) for goal in goals()),
        style("BodyText", "Body Text", paragraph=spacing(0, 140, 271)),
        style("SDGLead", "SDG Lead", based="BodyText", following="BodyText", custom=True,
              paragraph=spacing(0, 180, 276), run=size(12.5)),
        style("SDGNote", "SDG Note", based="BodyText", custom=True, paragraph=spacing(0, 160),
              run=f"{colour(GREY)}{size(9.5)}"),
        style("ListBullet", "List Bullet", based="BodyText",
              paragraph='<w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="360" w:hanging="360"/>'),
        style("Caption", "caption", following="BodyText", priority=35,
              paragraph=f"<w:keepNext/><w:keepLines/>{spacing(240, 80)}", run=f"<w:b/><w:bCs/>{colour(DARK)}{size(10)}"),
        style("SDGFigureCaption", "SDG Figure Caption", based="Caption", following="BodyText", custom=True,
              paragraph=f'<w:keepNext w:val="0"/>{spacing(40, 40)}'),
        style("SDGChart", "SDG Chart", following="Caption", custom=True,
              paragraph=f"<w:keepNext/>{spacing(200, 0)}"),
        style("SDGSource", "SDG Source", custom=True, paragraph=spacing(60, 240, 240),
              run=f"{colour(GREY)}{size(8.5)}"),
        style("SDGTableText", "SDG Table Text", custom=True, paragraph=table_text, run=size(9)),
        style("SDGTableNumber", "SDG Table Number", based="SDGTableText", custom=True,
              paragraph='<w:jc w:val="right"/>'),
        style("SDGTableHeading", "SDG Table Heading", based="SDGTableText", custom=True,
              paragraph="<w:keepNext/>", run=f"<w:b/><w:bCs/>{colour(DARK)}"),
        style("SDGTableGroup", "SDG Table Group", based="SDGTableText", custom=True,
              paragraph="<w:keepNext/>", run="<w:b/><w:bCs/>"),
        style("SDGLight", "SDG Light Letters", kind="character", based="DefaultParagraphFont", custom=True,
              run=f"<w:b/><w:bCs/>{colour('FFFFFF')}"),
        style("SDGDark", "SDG Dark Letters", kind="character", based="DefaultParagraphFont", custom=True,
              run=f"<w:b/><w:bCs/>{colour('000000')}"),
        style("SDGWrite", "SDG Write", kind="character", based="DefaultParagraphFont", custom=True,
              run=f'<w:i/><w:iCs/>{colour(WRITE)}<w:shd w:val="clear" w:color="auto" w:fill="{WRITE_FILL}"/>'),
        style("SDGFigure", "SDG Figure", kind="character", based="DefaultParagraphFont", custom=True),
        style("Header", "header", priority=99, paragraph=f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{spacing(0, 0)}',
              run=f"{colour(GREY)}{size(9)}"),
        style("Footer", "footer", priority=99, paragraph=f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{spacing(0, 0)}',
              run=f"{colour(GREY)}{size(9)}"),
        style("TOCHeading", "TOC Heading", following="BodyText", priority=39,
              paragraph=f"<w:keepNext/>{spacing(360, 120)}", run=f"<w:b/><w:bCs/>{colour(DARK)}{size(14)}"),
        *(
            style(f"TOC{level}", f"toc {level}", priority=39,
                  paragraph=f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
                            f'{spacing(60 if level == 1 else 0, 20, 240)}<w:ind w:left="{(level - 1) * 240}" w:right="400"/>',
                  run="<w:b/><w:bCs/>" if level == 1 else "")
            for level in (1, 2)
        ),
        style("CommentText", "annotation text", priority=99, run=size(10)),
        style("CommentReference", "annotation reference", kind="character", based="DefaultParagraphFont",
              priority=99, run=size(8)),
        table_style(),
    ]  # fmt: skip
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts()}{size(11)}<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{"".join(made)}</w:styles>'


def compact(sheet: str) -> str:
    """The style sheet of a briefing, where two pages must do: half the space around, letters a tenth smaller."""
    sheet = re.sub(r'w:(before|after)="(\d+)"', lambda one: f'w:{one[1]}="{int(one[2]) // 2}"', sheet)
    sheet = re.sub(
        r'w:(sz|szCs) w:val="(\d+)"/>', lambda one: f'w:{one[1]} w:val="{SMALLER[int(one[2])]}"/>', sheet
    )
    return re.sub(r'w:line="(\d+)"', 'w:line="240"', sheet)


def paragraph(style_id: str, text: str) -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def field(code: str) -> str:
    """A field that Word fills."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


TITLE = (
    ("Title", "{{ title }}"),
    ("Subtitle", "{{ subtitle }}"),
    ("Date", "{{ as_of }}"),
    ("Date", "{{ mark }}"),
)
CONTENTS = (("TOCHeading", "{{ contents_title }}"), ("BodyText", "{{ contents }}"))
BODY = (("BodyText", "{{ body }}"),)


def document(name: str) -> str:
    """The body: of `review.docx` title block, contents and draft; of `section.docx` the draft alone, to be pasted
    elsewhere; of `briefing.docx` a title line and the draft."""
    pieces = {
        "review.docx": (*TITLE, *CONTENTS, *BODY),
        "section.docx": BODY,
        "briefing.docx": (TITLE[0], TITLE[1], *BODY),
    }[name]
    body = "".join(paragraph(*piece) for piece in pieces)
    margins = BRIEFING_MARGINS if name == "briefing.docx" else MARGINS
    first = "<w:titlePg/>" if name != "section.docx" else ""
    page = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins} w:header="624" w:footer="567" w:gutter="0"/>{first}</w:sectPr>'
    )
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{page}</w:body></w:document>'


def header() -> str:
    """The header: the title of the draft."""
    return f'{HEAD}<w:hdr xmlns:w="{W}" xmlns:r="{R}">{paragraph("Header", "{{ title }}")}</w:hdr>'


def footer() -> str:
    """The footer: the date of the data and the page."""
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">{{ as_of }}</w:t></w:r><w:r><w:tab/></w:r>'
        f"{field('PAGE')}</w:p></w:ftr>"
    )


SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="708"/><w:characterSpacingControl w:val="doNotCompress"/><w:updateFields w:val="true"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)

TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="{name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in (
            ("/word/document.xml", "document.main"),
            ("/word/styles.xml", "styles"),
            ("/word/settings.xml", "settings"),
            ("/word/header1.xml", "header"),
            ("/word/footer1.xml", "footer"),
            ("/word/fontTable.xml", "fontTable"),
            ("/word/numbering.xml", "numbering"),
        )
    )
    + '<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE_TYPE = f"{PACKAGE}/metadata/core-properties"
RELS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{CORE_TYPE}" Target="docProps/core.xml"/></Relationships>'
)
DOCUMENT_RELS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{R}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{R}/header" Target="header1.xml"/>'
    f'<Relationship Id="rId4" Type="{R}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId5" Type="{R}/fontTable" Target="fontTable.xml"/>'
    f'<Relationship Id="rId6" Type="{R}/theme" Target="theme/theme1.xml"/>'
    f'<Relationship Id="rId7" Type="{R}/numbering" Target="numbering.xml"/></Relationships>'
)
CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title></dc:title></cp:coreProperties>'
)


NUMBERING = (
    f'{HEAD}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
FONTS = (
    f'{HEAD}<w:fonts xmlns:w="{W}"><w:font w:name="{FONT}"><w:panose1 w:val="020F0502020204030204"/>'
    '<w:charset w:val="CC"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)


def theme() -> str:
    """The theme that Word asks for: our two colours and font, so that "theme colours" fit what is there."""
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{solid}</a:ln>' for width in (6350, 12700, 19050))
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{rgb}"/></a:{name}>'
        for name, rgb in (
            ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", DARK), ("lt2", HEADING_FILL),
            ("accent1", goals()[16].colour), ("accent2", goals()[2].colour), ("accent3", goals()[5].colour),
            ("accent4", goals()[10].colour), ("accent5", goals()[3].colour), ("accent6", goals()[15].colour),
            ("hlink", DARK), ("folHlink", GREY),
        )
    )  # fmt: skip
    face = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="sdgkit"><a:themeElements>'
        f'<a:clrScheme name="sdgkit">{colours}</a:clrScheme>'
        f'<a:fontScheme name="sdgkit"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="sdgkit"><a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def make(path: Path) -> None:
    """Write the template of that name."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/document.xml": document(path.name),
        "word/_rels/document.xml.rels": DOCUMENT_RELS,
        "word/styles.xml": compact(styles()) if path.name == "briefing.docx" else styles(),
        "word/settings.xml": SETTINGS,
        "word/header1.xml": header(),
        "word/footer1.xml": footer(),
        "word/fontTable.xml": FONTS,
        "word/numbering.xml": NUMBERING,
        "word/theme/theme1.xml": theme(),
        "docProps/core.xml": CORE,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    make_stable(path)


if __name__ == "__main__":
    for name in ("review.docx", "section.docx", "briefing.docx"):
        make(HERE / name)
