"""Files of binary formats, made here so that nothing of others is kept."""

import io
import zipfile

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SENTENCE = "The paper asks for at least 50,000 troops within a year."


def pdf(text: str = SENTENCE, *, information: str = "") -> bytes:
    """A PDF of one page; `information` is what it says about itself."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return pdf_of([*parts, f"<< {information} >>".encode()], information=6)


def pdf_of(parts: list[bytes], *, information: int = 0) -> bytes:
    """A PDF of these objects, the first of which is its root."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    about = b"/Info %d 0 R " % information if information else b""
    out.write(b"trailer << /Size %d /Root 1 0 R %s>>\n" % (len(parts) + 1, about))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def docx(text: str = SENTENCE, *, prologue: str = "", more: str = "", notes: str = "") -> bytes:
    """A Word file with a title and one paragraph, `more` after it in Word's own XML, and footnotes."""
    words = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>{more}"
    body = f'<w:document xmlns:w="{WORD_NAMESPACE}" xmlns:mc="{COMPATIBILITY}"><w:body>{words}</w:body>'
    footnotes = f'<w:footnotes xmlns:w="{WORD_NAMESPACE}">{notes}</w:footnotes>'
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Planners</dc:title></cp:coreProperties>'
    )
    return archive(
        {
            "word/document.xml": f"{prologue}{body}</w:document>".encode(),
            "docProps/core.xml": core.encode(),
            "word/footnotes.xml": footnotes.encode(),
        }
    )


def archive(files: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def mail(text: str = SENTENCE) -> bytes:
    """A message with a subject, a sender and a date."""
    return (
        "From: Sample Desk <desk@example.org>\r\nTo: you@example.org\r\nSubject: Planners ask\r\n"
        "Date: Mon, 14 Sep 2015 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text
    ).encode()
