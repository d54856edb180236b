"""Files of every format, made from text: small, valid and by hand where a writer would be one more dependency."""

from __future__ import annotations

import gzip
import html
import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from textwrap import wrap
from typing import Any

TITLE = "Harbour opens after long dispute"
ONE = "Minister Ada Oda said on Monday that the harbour would open, after a long dispute with the builders of the bridge."
TWO = "“Nobody will leave the island,” Captain Ben Tarr told reporters, who had waited for him at the ferry since the morning."
THREE = "The council of the island wants to vote on the money for the bridge before the winter."
PARAGRAPHS = (ONE, TWO, THREE)
TEXT = "\n\n".join(PARAGRAPHS)


def packed(files: Mapping[str, bytes], compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compress) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(files: Mapping[str, bytes], links: Mapping[str, str] | None = None, mode: str = "w:gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return stream.getvalue()


def docx(paragraphs: Sequence[str], body: str = "") -> bytes:
    """``body`` is XML that goes in front of the paragraphs."""
    text = "".join(f'<w:p><w:r><w:t xml:space="preserve">{html.escape(p)}</w:t></w:r></w:p>' for p in paragraphs)
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return packed(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
            ).encode(),
            "_rels/.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/document.xml": f'<w:document xmlns:w="{main}"><w:body>{body}{text}</w:body></w:document>'.encode(),
        }
    )


def rtf(paragraphs: Sequence[str]) -> bytes:
    def escaped(text: str) -> str:
        return "".join(c if c < "\x80" and c not in "\\{}" else f"\\u{ord(c)}?" if c > "\x7f" else "\\" + c for c in text)

    body = "\\par\n".join(f"\\pard {escaped(p)}" for p in paragraphs)
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times;}}{\\info{\\author Nobody}}\n" + body + "\\par}").encode("ascii")


def pdf(pages: Sequence[Sequence[str]], gap: float = 12) -> bytes:
    """Lines of text; "" leaves a line empty, which is how a paragraph ends."""
    return pdf_at([[(60, 780 - gap * i, line) for i, line in enumerate(lines) if line] for lines in pages])


def pdf_at(pages: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """Lines of text with their places, in points from the left and the bottom, in the order of the file."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        drawn = [b"BT /F1 10 Tf"]
        for x, y, line in lines:
            safe = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            drawn.append(f"1 0 0 1 {x:g} {y:g} Tm ".encode() + b"(" + safe + b") Tj")
        content = b"\n".join([*drawn, b"ET"])
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [" + b" ".join(kids) + b"] /Count %d >>" % len(kids)
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def xlsx(*sheets: Sequence[Sequence[Any]], sheet_xml: str | None = None) -> bytes:
    """Sheets of rows of cells: text, numbers, None. ``sheet_xml`` is what the first sheet holds instead."""

    def cell(value: Any, column: int, row: int) -> str:
        place = f"{chr(65 + column)}{row}"
        if value is None:
            return ""
        if isinstance(value, str):
            return f'<c r="{place}" t="inlineStr"><is><t>{html.escape(value)}</t></is></c>'
        return f'<c r="{place}" {"s=" + chr(34) + "1" + chr(34) if isinstance(value, int) else ""}><v>{value}</v></c>'

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    files: dict[str, str] = {}
    for number, rows in enumerate(sheets, 1):
        drawn = "".join(f'<row r="{r}">{"".join(cell(v, c, r) for c, v in enumerate(row))}</row>' for r, row in enumerate(rows, 1))
        files[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{main}"><sheetData>{drawn}</sheetData></worksheet>'
    if sheet_xml is not None:
        files["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{main}"><sheetData>{sheet_xml}</sheetData></worksheet>'
    count = len(files)
    files["xl/styles.xml"] = (  # style 1 is a date
        f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    listed = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, count + 1))
    files["xl/workbook.xml"] = f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{listed}</sheets></workbook>'
    related = "".join(f'<Relationship Id="r{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, count + 1))
    related += f'<Relationship Id="s" Type="{relations}/styles" Target="styles.xml"/>'
    files["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{package}/relationships">{related}</Relationships>'
    office = f"{relations}/officeDocument"
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}" Target="xl/workbook.xml"/></Relationships>'
    )
    return packed({name: text.encode() for name, text in files.items()})


def parquet(rows: Sequence[Mapping[str, Any]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), stream)
    return stream.getvalue()


def mail(text: str = TEXT, subject: str = TITLE, page: str = "", attached: Mapping[str, bytes] | None = None, **headers: str) -> bytes:
    message = EmailMessage()
    fields = {"From": "The Tern <news@tern.example>", "To": "reader@home.example", "Date": "Tue, 04 Mar 2025 10:00:00 +0000", **headers}
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message["Subject"] = subject
    message.set_content(text)
    if page:
        message.add_alternative(page, subtype="html")
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def page(paragraphs: Sequence[str] = PARAGRAPHS, head: str = "", charset: str = "utf-8") -> bytes:
    body = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="{charset}"><title>{TITLE} | The Tern</title>{head}</head><body>'
        '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li></ul></nav></header>'
        '<div class="cookie-banner">We use cookies. Accept all or choose.</div>'
        f'<main><article><h1>{TITLE}</h1>{body}</article><aside><h3>Most read</h3><ul><li><a href="/a">Ferry late again</a></li></ul></aside></main>'
        "<footer>Copyright 2025 The Tern. Subscribe to our newsletter.</footer><script>var x = 1;</script></body></html>"
    ).encode(charset)


META = (
    '<meta property="og:site_name" content="The Tern"><meta name="author" content="Iris Penn">'
    '<meta property="article:published_time" content="2025-03-04T10:00:00Z"><meta property="og:title" content="Harbour opens after long dispute">'
    '<link rel="canonical" href="https://tern.example/harbour">'
)

_P = "".join(f"<p>{html.escape(p)}</p>" for p in PARAGRAPHS)
NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<nitf xml:lang="en"><head><title>{TITLE}</title><docdata><doc-id id-string="gull-77"/><date.issue norm="20250304T100000Z"/></docdata>
<pubdata name="The Tern" ex-ref="https://tern.example/harbour"/></head>
<body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By Iris Penn</byline><dateline><location>KINGSTON</location></dateline></body.head>
<body.content><block>{_P}</block></body.content></body></nitf>""".encode()
NEWSML = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2025-03-05T00:00:00Z</sent></header><itemSet>
<newsItem guid="urn:newsml:tern.example:77" xml:lang="en"><itemMeta>
<provider><name>The Tern</name></provider><versionCreated>2025-03-04T11:00:00Z</versionCreated></itemMeta>
<contentMeta><contentCreated>2025-03-04T10:00:00Z</contentCreated><headline>{TITLE}</headline><by>By Iris Penn</by><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{_P}</body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:newsml:tern.example:78"><contentMeta><headline>Ferry late</headline></contentMeta>
<contentSet><inlineData contenttype="text/plain">{THREE} It did so in spring as well.</inlineData></contentSet></newsItem>
</itemSet></newsMessage>""".encode()
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Tern</title>
<language>en-gb</language><item><title>{TITLE}</title><link>https://tern.example/harbour</link><guid isPermaLink="false">g77</guid>
<pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate><dc:creator>Iris Penn</dc:creator><description>Short.</description>
<content:encoded><![CDATA[{_P}]]></content:encoded></item>
<item><title>Ferry late</title><guid>https://tern.example/ferry</guid><description>{html.escape("<p>" + THREE + "</p>")}</description></item>
<item><title>Nothing in it</title></item></channel></rss>""".encode()
ATOM = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Tern</title><entry><id>tag:tern.example,2025:77</id><title>{TITLE}</title>
<link rel="alternate" href="https://tern.example/harbour"/><author><name>Iris Penn</name></author><published>2025-03-04T10:00:00Z</published>
<updated>2025-03-06T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{_P}</div></content></entry></feed>""".encode()

ROW = {"id": "g77", "title": TITLE, "date": "2025-03-04", "outlet": "The Tern", "text": TEXT}
CSV = ("id,title,date,outlet,text\n" + f'g77,{TITLE},2025-03-04,The Tern,"{TEXT}"\n').encode()


def samples() -> dict[str, bytes]:
    """A file of each format, each holding the same article."""
    import json

    return {
        "txt": TEXT.encode(),
        "md": f"---\ntitle: {TITLE}\n---\n{TEXT}".encode(),
        "html": page(head=META),
        "csv": CSV,
        "tsv": f"id\ttext\ng77\t{ONE} {TWO} {THREE}\n".encode(),
        "xlsx": xlsx([list(ROW), list(ROW.values())]),
        "json": json.dumps([ROW]).encode(),
        "jsonl": json.dumps(ROW).encode() + b"\n",
        "parquet": parquet([ROW]),
        "docx": docx(PARAGRAPHS),
        "rtf": rtf(PARAGRAPHS),
        "pdf": pdf([[*wrap(ONE, 60), "", *wrap(TWO, 60), "", *wrap(THREE, 60)]]),
        "eml": mail(),
        "xml": NITF,
        "zip": packed({"a.txt": TEXT.encode(), "b/c.csv": CSV.replace(b"g77", b"g78")}),
        "tar.gz": tarred({"a.txt": TEXT.encode()}),
        "txt.gz": gzip.compress(TEXT.encode()),
    }
