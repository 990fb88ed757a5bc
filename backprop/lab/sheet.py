"""A table as an Excel workbook, which opens with columns and numbers in every language.

A CSV file cannot: where the decimal sign is a comma, Excel looks for semicolons between columns,
and takes 0.9 for text, 1.2 for the first of February; a line sep=, mends only the first of these. A
workbook, plain XML in a zip, says what is a number.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKED = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MIME = f"{TYPE}.sheet"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKED}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/sheet.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKED}/relationships"><Relationship Id="rId1" '
    f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKED}/relationships"><Relationship '
    f'Id="rId1" Type="{LINKS}/worksheet" Target="sheet.xml"/></Relationships>',
}
NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no XML holds these
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # always: the same table gives the same bytes


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    """An .xlsx file of one sheet: names in the first row, numbers and texts below. A text is never
    computed, whatever it begins with; an empty one is an empty cell."""
    lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in (head, *rows))
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        f'<sheet name="{escape(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, xml in (PARTS | {"xl/workbook.xml": book, "xl/sheet.xml": sheet}).items():
            content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'
            packed.writestr(zipfile.ZipInfo(name, FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _cell(value: str | float) -> str:
    if not isinstance(value, str):
        return f"<c><v>{value:.9g}</v></c>"
    text = escape(NO_XML.sub("", value))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if text else "<c/>"
