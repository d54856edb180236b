"""Small files that take a program down, hang it or fill its memory: each made here, none longer than it has to be."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

STORY = "“The harbour opens on Monday,” said Ilse Marrow, the port's warden, and the town's council thanked her for it at once."
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zip archive of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def workbook(rows: str, *, sheet: str = "worksheets/sheet1.xml", strings: str = "") -> bytes:
    """A workbook with one sheet, of the XML of its rows."""
    shared = f'<Relationship Id="rId2" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/>' if strings else ""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_REL}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        f'Id="rId1" Type="{_REL}/worksheet" Target="{sheet}"/>{shared}</Relationships>',
        sheet.removeprefix("/") if sheet.startswith("/") else f"xl/{sheet}": f"<worksheet {_MAIN}><sheetData>{rows}</sheetData></worksheet>",
    }
    if strings:
        members["xl/sharedStrings.xml"] = f"<sst {_MAIN}>{strings}</sst>"
    return packed(members)


_HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'


def far(cell: str = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', sheet: str = "worksheets/sheet1.xml") -> bytes:
    return workbook(_HEAD + cell, sheet=sheet)


def one_string_often() -> bytes:
    """A thousand cells that all show one string of a million characters."""
    cells = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>1</v></c></row>' for i in range(2, 8002))
    return workbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>' + cells, strings=f"<si><t>text</t></si><si><t>{STORY * 8000}</t></si>")


def wide_sheets() -> bytes:
    """Sheets whose cells lie as far apart as one sheet's may, and a dozen of them."""
    names = [f"s{i}" for i in range(12)]
    cell = _HEAD + '<row r="1200"><c r="XFD1200"><v>1</v></c></row>'
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
            f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_REL}"><sheets>'
            + "".join(f'<sheet name="{n}" sheetId="{i + 1}" r:id="r{i}"/>' for i, n in enumerate(names))
            + "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(f'<Relationship Id="r{i}" Type="{_REL}/worksheet" Target="worksheets/{n}.xml"/>' for i, n in enumerate(names))
            + "</Relationships>",
            **{f"xl/worksheets/{n}.xml": f"<worksheet {_MAIN}><sheetData>{cell}</sheetData></worksheet>" for n in names},
        }
    )


def nested_tables(depth: int = 70) -> bytes:
    cell = f"<w:p><w:r><w:t>{STORY}</w:t></w:r></w:p>"
    for _ in range(depth):
        cell = f"<w:tbl><w:tr><w:tc>{cell}<w:p/></w:tc></w:tr></w:tbl>"
    document = Document()
    document.element.body.insert(0, parse_xml(cell.replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1)))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def aliases(depth: int = 10, each: int = 10) -> bytes:
    lines = ["a0: &a0 [" + ", ".join(["word"] * each) + "]"]
    lines += [f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * each) + "]" for i in range(1, depth)]
    return ("---\n" + "\n".join(lines) + f"\ntitle: *a{depth - 1}\n---\n{STORY}\n").encode()


def unfolding_parquet(rows: int = 2_000_000) -> bytes:
    """One long string, said once and pointed at by every row."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    words = pa.array([STORY * 4_000])
    text = pa.DictionaryArray.from_arrays(pa.array([0] * rows, type=pa.int32()), words)
    made = io.BytesIO()
    pq.write_table(pa.table({"text": text}), made, compression="zstd", row_group_size=rows, data_page_size=1 << 30)
    return made.getvalue()


def _mail(head: str) -> bytes:
    return f"{head}\nContent-Type: text/plain\n\n{STORY}\n".encode()


KILLERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "the farthest cell": ("a.xlsx", far),
    "the farthest cell, single quotes": ("a.xlsx", lambda: far("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")),
    "the farthest cell, small letters": ("a.xlsx", lambda: far('<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>')),
    "the farthest cell, blanks": ("a.xlsx", lambda: far('<row\nr = "1048576"><c\tr\n=\n"XFD1048576"><v>1</v></c></row>')),
    "the farthest cell, references": ("a.xlsx", lambda: far('<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>')),
    "the farthest cell, another folder": ("a.xlsx", lambda: far(sheet="other/sheet1.xml")),
    "the farthest cell, another ending": ("a.xlsx", lambda: far(sheet="worksheets/sheet1.bin")),
    "the farthest cell, outside": ("a.xlsx", lambda: far(sheet="/sheet1.xml")),
    "one string in every cell": ("a.xlsx", one_string_often),
    "wide sheets": ("a.xlsx", wide_sheets),
    "comments before a div": ("a.html", lambda: ("<!-- a -->" * 24 + f"<div>{STORY}</div>").encode()),
    "comments before nothing": ("a.html", lambda: ("<!--" + "-->\n<!--" * 200 + f"{STORY}").encode()),
    "attributes": ("a.html", lambda: ("<html><body " + " ".join(f'a{i}="{i}"' for i in range(40_000)) + f"><p>{STORY}</p>").encode()),
    "open tags": ("a.html", lambda: ("<b><i>" * 20_000 + STORY).encode()),
    "open blocks": ("a.html", lambda: ("<div>" * 40_000 + STORY).encode()),
    "open lists": ("a.html", lambda: ("<ul><li>" * 20_000 + STORY).encode()),
    "open tables": ("a.html", lambda: ("<table><tr><td>" * 10_000 + STORY).encode()),
    "scripts that never end": ("a.html", lambda: ('<script type="application/ld+json">{' * 5_000 + STORY).encode()),
    "metadata nested": ("a.html", lambda: ('<html><script type="application/ld+json">' + "[" * 100_000 + f"</script><p>{STORY}").encode()),
    "aliases": ("a.md", aliases),
    "front matter nested": ("a.md", lambda: ("---\ntitle: " + "[" * 40_000 + f"\n---\n{STORY}").encode()),
    "front matter, a long one": ("a.md", lambda: ("---\n" + "".join(f"k{i}: v\n" for i in range(100_000)) + f"---\n{STORY}").encode()),
    "tables in tables": ("a.docx", nested_tables),
    "a subject of encoded words": ("a.eml", lambda: _mail("From: a@tern.example\nSubject: " + "=?utf-8?q?word?= " * 20_000)),
    "a sender of commas": ("a.eml", lambda: _mail("From: " + "," * 200_000 + "\nSubject: Harbour opens")),
    "a sender of brackets": ("a.eml", lambda: _mail("From: " + "(" * 20_000 + "\nSubject: Harbour opens")),
    "a header of parameters": ("a.eml", lambda: _mail("From: a@tern.example\nContent-Disposition: attachment" + "; a=b" * 20_000)),
    "a date of brackets": ("a.eml", lambda: _mail("From: a@tern.example\nDate: " + "(" * 50_000)),
    "message in message": ("a.eml", lambda: ("From: a@tern.example\nContent-Type: message/rfc822\n\n" * 2_000 + STORY).encode()),
    "quotation marks inside cells": ("a.csv", lambda: b"text,title\n" + b'"a"b,"c\n' * 16_000),
    "quotation marks that open": ("a.csv", lambda: b"text,title\n" + b'"a\n' * 16_000),
    "quotation marks, three": ("a.csv", lambda: b"text,title\n" + b'"""a,"\n' * 16_000),
    "columns": ("a.csv", lambda: (",".join(f"c{i}" for i in range(50_000)) + ",text\n" + f"a,{STORY}\n" * 2_000).encode()),
    "blank lines": ("a.txt", lambda: b"A headline\n" + b"\n" * 10_000 + STORY.encode()),
    "blank lines with blanks": ("a.txt", lambda: b"A headline\n" + b" \n\t\n" * 10_000 + STORY.encode()),
    "lines of one letter": ("a.txt", lambda: b"a\n" * 50_000 + STORY.encode()),
    "unfolding Parquet": ("a.parquet", unfolding_parquet),
    "a gzip bomb": ("a.txt.gz", lambda: gzip.compress(b"word " * 40_000_000)),
    "a zip bomb": ("a.zip", lambda: packed({f"{i}.txt": b"word " * 15_000_000 for i in range(4)})),
    "zip in zip": ("a.zip", lambda: packed({"b.zip": packed({"c.zip": packed({"d.txt": b"word " * 15_000_000})})})),
    "JSON nested": ("a.json", lambda: b'{"text": ' + b"[" * 200_000),
    "JSON of empty lists": ("a.json", lambda: b"[" + b"[]," * 1_000_000 + b"[]]"),
    "JSON in JSON": ("a.json", lambda: b'{"a":' * 900 + b"1" + b"}" * 900),
    "a number of digits": ("a.json", lambda: b'{"text": ' + b"9" * 1_000_000 + b"}"),
    "XML nested": ("a.xml", lambda: b"<rss>" + b"<a>" * 200_000),
    "XML of attributes": ("a.xml", lambda: ("<rss " + " ".join(f'a{i}="{i}"' for i in range(40_000)) + "/>").encode()),
    "XML of items": ("a.xml", lambda: ("<rss><channel>" + "<item><title>a</title></item>" * 50_000 + "</channel></rss>").encode()),
    "RTF groups": ("a.rtf", lambda: b"{\\rtf1 " + b"{\\v " * 100_000 + STORY.encode()),
    "RTF blanks": ("a.rtf", lambda: b"{\\rtf1 \\strike " + b" " * 200_000 + STORY.encode() + b"}"),
}
