"""The parts of a Word document that are the same in each: its styles, its settings, what the package holds."""

from __future__ import annotations

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CONTENT_TYPES = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>\
<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>\
<Override PartName="/word/footnotes.xml" ContentType="{_WORD}.footnotes+xml"/>\
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
<Override PartName="/docProps/app.xml" \
ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>\
</Types>"""

RELATIONSHIPS = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>\
<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
<Relationship Id="rId3" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/>\
</Relationships>"""

#: The relationships of the document itself; links follow behind them.
PARTS = (("styles", "styles.xml"), ("settings", "settings.xml"), ("footnotes", "footnotes.xml"))

APPLICATION = f"""{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>Footnote</Application></Properties>"""

#: The two footnotes that draw the line above the others (17.11.23) have these ids.
SEPARATORS = {"separator": -1, "continuationSeparator": 0}

SETTINGS = f"""{HEAD}<w:settings xmlns:w="{MAIN}">\
<w:footnotePr>{"".join(f'<w:footnote w:id="{number}"/>' for number in SEPARATORS.values())}</w:footnotePr>\
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>\
</w:compat></w:settings>"""

#: A4 with margins of an inch, in twentieths of a point.
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)


#: Styles that Word does not have of itself.
_OWN_STYLES = frozenset({"Said", "Annotation"})


def _paragraph_style(name: str, called: str, look: str = "", letters: str = "", after: str = "Normal") -> str:
    own = ' w:customStyle="1"' if name in _OWN_STYLES else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{name}"><w:name w:val="{called}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{after}"/><w:qFormat/><w:pPr>{look}</w:pPr><w:rPr>{letters}</w:rPr></w:style>'
    )


def _letter_style(name: str, called: str, letters: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{called}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{letters}</w:rPr></w:style>'
    )


def _heading(level: int, size: int) -> str:
    look = f'<w:keepNext/><w:keepLines/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="{level - 1}"/>'
    return _paragraph_style(f"Heading{level}", f"heading {level}", look, f'<w:b/><w:sz w:val="{size}"/>')


def styles() -> str:
    """word/styles.xml; names are those that Word has for its own styles, so that a template restyles them."""
    font = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:eastAsia="Georgia" w:cs="Times New Roman"/>'
    made = [
        f'<w:docDefaults><w:rPrDefault><w:rPr>{font}<w:sz w:val="22"/><w:lang w:val="en-US"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>',
        _heading(1, 30),
        _heading(2, 24),
        _paragraph_style("Quote", "Quote", '<w:ind w:left="567" w:right="567"/>'),
        _paragraph_style("Said", "Said by Footnote", "", '<w:color w:val="595959"/><w:sz w:val="20"/>'),
        _paragraph_style("Annotation", "Note on a quotation", '<w:ind w:left="567"/>', "<w:i/>"),
        _paragraph_style("Bibliography", "Bibliography", '<w:ind w:left="567" w:hanging="567"/>', after="Bibliography"),
        _paragraph_style(
            "FootnoteText", "footnote text", '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>',
            '<w:sz w:val="18"/>', after="FootnoteText",
        ),
        _letter_style("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
        _letter_style("Hyperlink", "Hyperlink", '<w:color w:val="1A4F8B"/><w:u w:val="single"/>'),
    ]  # fmt: skip
    return f'{HEAD}<w:styles xmlns:w="{MAIN}">{"".join(made)}</w:styles>'
